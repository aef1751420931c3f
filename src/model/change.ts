import type { Location } from './diagnostic.ts';
import type { Json } from './json.ts';

/** What will happen (or happened) to one object or resource. `unknown`: the plan could not find out, `note` says why. */
export type Action = 'create' | 'update' | 'recreate' | 'delete' | 'unchanged' | 'unknown';

/** All actions, in the order people should read them: dangerous first. */
export const actions = [
  'delete',
  'recreate',
  'unknown',
  'update',
  'create',
  'unchanged',
] as const satisfies readonly Action[];

/**
 * One field that differs. `path` is a JSON pointer into the object, `label` the same for people, with list items
 * by their key (`spec.template.spec.containers[server].image`). An absent side is undefined. Values of secrets
 * never come here: `masked` says that both sides are marks which are equal only when the values are.
 */
export interface FieldChange {
  readonly path: string;
  readonly label: string;
  readonly before?: Json;
  readonly after?: Json;
  /** The field manager that owned the field before, when it was not us. */
  readonly owner?: string;
  /** When that owner wrote last (ISO 8601 in UTC), where the target keeps it. */
  readonly ownerSince?: string;
  /** Mode drift: what the checked out commit says, where that is not what was deployed. */
  readonly declared?: Json;
  readonly masked: boolean;
  /** For texts of several lines and long lists of scalars: their unified diff with ` `, `-`, `+` or `@@` first; absent when too different. */
  readonly lines?: readonly string[];
}

/** A field that the manifest wants otherwise and that is left as it is: `before` is live, `after` wanted, `why` the rule. */
export interface IgnoredField extends FieldChange {
  readonly why: string;
}

/** Who checked a planned change: the server's dry run, the marks of the live object alone, or we ourselves. */
export type Evidence = 'server' | 'listed' | 'local';

/** A change of one object or resource, the same for every engine. */
export interface Change {
  readonly address: string;
  /** The address without the version, as `confirm` takes it. */
  readonly confirmAddress: string;
  /** What people call it, where that is not what the address says: of `urn:pulumi:...` its type and name. */
  readonly title?: { readonly kind: string; readonly name: string };
  readonly action: Action;
  readonly location?: Location;
  readonly fields: readonly FieldChange[];
  readonly evidence: Evidence;
  /** For a create: the object as it will be sent, secrets masked. */
  readonly after?: Json;
  /** What is lost by this change (data, an address, running Pods). A change with a risk needs a yes before it is made. */
  readonly risk?: string;
  /** What is to be looked at closely in a change that needs no yes: rights handed out, a definition, a namespace, a volume. */
  readonly caution?: string;
  /** What the reader must know about this change: why unknown, what is lost by a recreate, what was ignored. */
  readonly note?: string;
  /** Fields that rules or known controllers keep as they are. */
  readonly ignored?: readonly IgnoredField[];
}

/** How many changes there are of each action. */
export type Counts = Readonly<Record<Action, number>>;

/** Counts changes by action. */
export function countChanges(changes: readonly Change[]): Counts {
  const counts: Record<Action, number> = {
    create: 0,
    update: 0,
    recreate: 0,
    delete: 0,
    unchanged: 0,
    unknown: 0,
  };
  for (const change of changes) counts[change.action] += 1;
  return counts;
}

/** True when at least one object would change; one that was not compared says nothing either way. */
export function hasChanges(changes: readonly Judged[]): boolean {
  return changes.some(change => change.action !== 'unchanged' && isCompared(change));
}

/** True when every object was looked at and is as it should be. */
export function isAllUnchanged(changes: readonly Pick<Change, 'action'>[]): boolean {
  return changes.every(change => change.action === 'unchanged');
}

/** False for what nobody compared, because the credentials may not read it or its file cannot be decrypted here. */
export function isCompared({ action, evidence }: Judged): boolean {
  return action !== 'unknown' || evidence !== 'local';
}

/** A verdict, and who found it. */
type Judged = Pick<Change, 'action'> & Partial<Pick<Change, 'evidence'>>;
