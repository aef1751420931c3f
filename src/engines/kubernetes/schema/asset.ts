/**
 * The JSON inside `assets/kubernetes-schemas.json.br`, made by `npm run schemas`. What differs between versions
 * stands once per variant, with a bit mask of the versions that have it (bit 0 is the first version).
 */
export interface SchemaAsset {
  readonly format: 1;
  readonly source: string;
  /** Minor versions, oldest first: `1.31`. */
  readonly versions: readonly string[];
  /** The releases they were taken from: `1.31.14`. */
  readonly releases: readonly string[];
  /** `apps/v1/Deployment` (core: `v1/Pod`) -> its variants. */
  readonly kinds: Readonly<Record<string, readonly KindVariant[]>>;
  /** `apps.v1.DeploymentSpec` -> its variants. */
  readonly definitions: Readonly<Record<string, readonly DefinitionVariant[]>>;
}

/** Versions, definition, plural name, and 1 when objects of the kind live in a namespace. */
export type KindVariant = readonly [versions: number, definition: string, plural: string, namespaced: 0 | 1];

/** Versions and what the definition is in them. */
export type DefinitionVariant = readonly [versions: number, node: CompactNode];

/**
 * A schema in few bytes: a letter for a scalar (see scalarLetters), `@name` for a definition, a list with its items
 * and what its items are known by, a map with its values, or an object with its fields and the required ones.
 */
export type CompactNode =
  | string
  | readonly ['a', CompactNode]
  | readonly ['a', CompactNode, CompactKeys]
  | readonly ['m', CompactNode]
  | { readonly f: Readonly<Record<string, CompactNode>>; readonly r?: readonly string[] };

/** What tells the items of a list apart: fields, their own values, or nothing (the list is replaced as a whole). */
export type CompactKeys = readonly string[] | 'set' | 'atomic';

/** The letters of scalars and of values of any shape. */
export const scalarLetters = {
  s: 'text',
  b: 'boolean',
  i: 'int32',
  l: 'int64',
  n: 'number',
  d: 'date-time',
  y: 'base64',
  q: 'quantity',
  x: 'int-or-text',
  '*': 'any',
} as const;
