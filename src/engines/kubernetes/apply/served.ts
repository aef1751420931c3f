import { Failure } from '../../../model/failure.ts';
import { addressOf, type ObjectId } from '../../../model/manifest.ts';
import type { World } from '../../../model/world.ts';
import type { Cluster, Resource } from '../cluster.ts';

const lookEveryMs = 250;
/** Discovery follows an established CRD within a second or two, since another server component collects it. */
const patienceMs = 15_000;

/** Waits until discovery offers these kinds, whose CRDs are established; gives up quietly when the time is up or the run is cancelled. */
export async function waitUntilServed(
  ids: readonly ObjectId[],
  context: { readonly cluster: Cluster; readonly world: Pick<World, 'clock' | 'signal'> },
): Promise<void> {
  const { cluster, world } = context;
  const end = world.clock.elapsedMs() + patienceMs;
  for (;;) {
    cluster.forgetDiscovery();
    const found = await Promise.all(ids.map(async id => await cluster.resourceOf(id, 'apply')));
    if (found.every(Boolean) || world.clock.elapsedMs() >= end) return;
    await world.clock.sleep(lookEveryMs, world.signal).catch(() => undefined);
    if (world.signal.aborted) return;
  }
}

/** The kind of a custom resource whose CRD came with this change. @throws Failure object-refused when it is not served */
export async function servedKind(id: ObjectId, cluster: Cluster): Promise<Resource> {
  const resource = await cluster.resourceOf(id, 'apply');
  if (resource) return resource;
  throw new Failure(
    'object-refused',
    `${addressOf(id)}: the cluster does not serve this kind, though its CRD was applied`,
    { hint: 'Does spec.versions of the CRD serve the version that this object names?' },
  );
}
