import { Failure } from '../../../model/failure.ts';
import { addressOf, type ObjectId, objectKeyOf } from '../../../model/manifest.ts';
import { hookOf } from '../names.ts';
import { type LiveObject, liveOf } from '../plan/live-object.ts';
import type { HookContext, PlacedHook } from './hook-plan.ts';

/** What hooks of earlier deploys left and no hook of today will replace. Without the right to look nothing is left over. */
export async function leftoversOf(
  hooks: readonly PlacedHook[],
  { records, cluster, setId }: Pick<HookContext, 'records' | 'cluster' | 'setId'>,
): Promise<readonly LiveObject[]> {
  const today = new Set(hooks.map(({ intent }) => intent.key));
  const former = new Map(
    records
      .flatMap(record => record.hooks ?? [])
      .flatMap(({ address }) => idOf(address) ?? [])
      .filter(id => !today.has(objectKeyOf(id)))
      .map(id => [addressOf(id), id]),
  );
  const found = await Promise.all(
    [...former.values()].map(async id => {
      try {
        const resource = await cluster.resourceOf(id, 'plan');
        const object = resource ? await cluster.get(resource, id, 'plan') : undefined;
        return resource && object && hookOf(object) === setId ? [liveOf(resource, object)] : [];
      } catch (error) {
        if (error instanceof Failure && error.code === 'permission-missing') return [];
        throw error;
      }
    }),
  );
  return found.flat();
}

/** `batch/v1/Job/shop/migrate` as its parts. */
function idOf(address: string): ObjectId | undefined {
  const [group, version, kind, namespace, name] = address.split('/');
  if (group === undefined || version === undefined || kind === undefined) return undefined;
  return namespace === undefined || name === undefined
    ? undefined
    : { group, version, kind, namespace, name };
}
