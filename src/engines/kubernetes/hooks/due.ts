import { type Change, hasChanges } from '../../../model/change.ts';
import type { HookMoment, RecordedHook } from '../../../model/hook.ts';
import type { DeployRecord } from '../../../model/record.ts';
import type { Mode } from '../../../model/settings.ts';
import type { Due } from './mark.ts';

/** The moments of a mode. A heal deploys nothing anew, so its hooks have run already. */
export function momentsOf(mode: Mode): readonly HookMoment[] {
  if (mode === 'deploy' || mode === 'preview') return ['before', 'after', 'on-failure'];
  return mode === 'rollback' ? ['before-rollback', 'after-rollback'] : [];
}

type KeptRecord = Pick<DeployRecord, 'kind' | 'result' | 'sequence' | 'hooks'>;

/** What decides whether hooks run at all. */
export interface Occasion {
  readonly changes: readonly Pick<Change, 'action'>[];
  /** The records of the target, oldest first. */
  readonly records: readonly KeptRecord[];
}

/** True while no deploy of the target has gone well since it was last destroyed; of more records than are kept one has. */
export function isFirstDeploy({ records }: Pick<Occasion, 'records'>): boolean {
  const destroyed = records.findLastIndex(({ kind, result }) => kind === 'destroy' && result === 'success');
  const since = records.slice(destroyed + 1);
  const isWhole = destroyed >= 0 || (records[0]?.sequence ?? 1) <= 1;
  return isWhole && since.every(({ result }) => result !== 'success');
}

/** True when this one belongs to the deploy at hand. */
export function isDue({ runs }: Due, occasion: Pick<Occasion, 'records'>): boolean {
  return runs === 'always' || (runs === 'first') === isFirstDeploy(occasion);
}

/** What the last deploy that went well ran, by moment and address. */
export function ranBefore({ records }: Pick<Occasion, 'records'>): ReadonlyMap<string, string> {
  const last = records.findLast(({ kind, result }) => kind === 'deploy' && result === 'success');
  return new Map((last?.hooks ?? []).map(hook => [runKey(hook), hook.digest]));
}

/** Names one hook at one moment. */
export function runKey({ moment, address }: Pick<RecordedHook, 'moment' | 'address'>): string {
  return `${moment} ${address}`;
}

/**
 * Hooks run once with every deploy that does something: that changes an object, that follows one which did not end well,
 * or whose own hooks are others than those that ran. A commit that changes nothing here runs none.
 */
export function hasOccasion({ changes, records }: Occasion, isOneNew: boolean): boolean {
  const last = records.at(-1);
  return hasChanges(changes) || isOneNew || last === undefined || last.result !== 'success';
}
