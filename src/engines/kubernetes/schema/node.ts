import type { Json } from '../../../model/json.ts';
import type { scalarLetters } from './asset.ts';

/** The scalars of the Kubernetes API, and `any`: a value whose shape is not known here. */
export type ScalarType = (typeof scalarLetters)[keyof typeof scalarLetters];

/** What tells the items of a list apart: fields, their own values, or nothing (the list is replaced as a whole). */
export type ListKeys = readonly string[] | 'set' | 'atomic';

/** What a value may look like. */
export type SchemaNode =
  | ScalarNode
  | { readonly type: 'list'; readonly items: SchemaNode; readonly keys?: ListKeys }
  | { readonly type: 'map'; readonly values: SchemaNode }
  | ObjectNode
  | { readonly type: 'reference'; readonly name: string };

/** A scalar; `values` are all that it may be. */
export interface ScalarNode {
  readonly type: 'scalar';
  readonly scalar: ScalarType;
  readonly values?: readonly Json[];
}

/** An object with known fields; `isOpen`: other fields are kept by the server, not refused. */
export interface ObjectNode {
  readonly type: 'object';
  readonly fields: ReadonlyMap<string, SchemaNode>;
  readonly required: readonly string[];
  readonly isOpen: boolean;
}

/** The schema of one kind in one version of Kubernetes, or of a CRD. */
export interface KindSchema {
  readonly root: SchemaNode;
  /** What a reference stands for; `any` when the name is unknown. */
  definition(name: string): SchemaNode;
  readonly isNamespaced: boolean;
  /** The path segment of the kind: `deployments`. */
  readonly plural: string;
}

/** A value whose shape is not known here. */
export const anyNode: SchemaNode = { type: 'scalar', scalar: 'any' };

/** The node itself, or what its reference stands for. */
export function resolveNode(schema: KindSchema, node: SchemaNode): SchemaNode {
  return node.type === 'reference' ? schema.definition(node.name) : node;
}
