import { type Edge, orderOf } from '../order/index.ts';
import type { PlannedStep } from '../plan/index.ts';
import type { HookStep } from './hook-plan.ts';

/** What hooks need of the set, by key, and the edges that say so. */
export interface Needed {
  readonly keys: ReadonlySet<string>;
  readonly edges: readonly Edge[];
}

/** What must be there before hooks can run: all that they name, and what that names in turn. The rest comes after them. */
export function neededBy(hooks: readonly HookStep[], steps: readonly PlannedStep[]): Needed {
  const placed = [...steps, ...hooks].map(({ intent: { id, key, body } }) => ({ id, key, body }));
  const { edges } = orderOf(placed);
  const next = Map.groupBy(edges, ({ from }) => from);
  const keys = new Set(hooks.map(({ intent }) => intent.key));
  // A set is walked in the order of insertion, what is added on the way included.
  for (const key of keys) for (const { to } of next.get(key) ?? []) keys.add(to);
  return { keys, edges };
}
