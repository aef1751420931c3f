import type { Change } from '../model/change.ts';
import type { PlannedHook } from '../model/hook.ts';
import type { TargetReport } from '../model/report.ts';

/** What people call the object of a change: `Deployment shop/cart`. */
export function titleOf(change: Pick<Change, 'confirmAddress' | 'title'>): string {
  if (change.title) return `${change.title.kind} ${change.title.name}`;
  return change.confirmAddress.replace('/', ' ');
}

/** The same for an address of a step or of health; an address that the plan does not know stays as it is. */
export function titleAt(address: string, target: Pick<TargetReport, 'changes' | 'hooks'>): string {
  const known = changeAt(address, target) ?? hookAt(address, target);
  return known ? titleOf(known) : address;
}

/** The planned hook of an address. */
export function hookAt(
  address: string,
  { hooks = [] }: Pick<TargetReport, 'hooks'>,
): PlannedHook | undefined {
  return hooks.find(hook => hook.address === address);
}

/** The planned change of an address. */
export function changeAt(address: string, target: Pick<TargetReport, 'changes'>): Change | undefined {
  return target.changes.find(change => change.address === address);
}

/** `Deployment` of `Deployment/shop/cart`. */
export function kindOf(change: Pick<Change, 'confirmAddress' | 'title'>): string {
  return change.title?.kind ?? change.confirmAddress.split('/')[0] ?? '';
}

/** The namespace that all of these are in, or undefined when they are in several or in none. */
export function sharedNamespace(changes: readonly Change[]): string | undefined {
  const namespaces = new Set(
    changes.map(change => (change.title ? undefined : /^[^/]+\/([^/]+)\//.exec(change.confirmAddress)?.[1])),
  );
  const [namespace] = namespaces;
  return namespaces.size === 1 ? namespace : undefined;
}

/** The name of an object, after its namespace unless that was said before. */
export function nameWithin(change: Change, namespace: string | undefined): string {
  if (change.title) return change.title.name;
  const prefix = namespace === undefined ? `${kindOf(change)}/` : `${kindOf(change)}/${namespace}/`;
  return change.confirmAddress.slice(prefix.length);
}

/** Changes by kind, the most frequent kind first, each kind in the order of its changes. */
export function byKind(changes: readonly Change[]): readonly (readonly [string, readonly Change[]])[] {
  const kinds = [...Map.groupBy(changes, kindOf)];
  return kinds.toSorted(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
}
