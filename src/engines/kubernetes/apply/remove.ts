import { Failure } from '../../../model/failure.ts';
import { type Json, type JsonObject, listAt, textAt } from '../../../model/json.ts';
import { addressOf, type ObjectId } from '../../../model/manifest.ts';
import type { World } from '../../../model/world.ts';
import { refusal } from '../api/refusal.ts';
import type { Cluster, Resource } from '../cluster.ts';
import { memberOf } from '../names.ts';
import { pause } from './pause.ts';

const tries = 4;
const lookEveryMs = 500;

/** An object to delete, as it was seen. */
export interface Removal {
  readonly id: ObjectId;
  readonly resource: Resource;
  readonly object: JsonObject;
  /** Foreground: it stays until what it made is gone. */
  readonly propagation?: 'Foreground';
}

/**
 * Deletes exactly the object that was seen (uid and resourceVersion). When it moved meanwhile it is looked at again:
 * still the same object and still in the set, it is deleted; replaced or taken out of the set, it is left alone.
 * Already gone is fine. `leaving`: the server holds it until finalizers or its content are gone.
 * @throws Failure object-changed, permission-missing, ...
 */
export async function removeObject(
  cluster: Cluster,
  removal: Removal,
  setId: string | undefined,
  phase: string,
): Promise<'gone' | 'leaving'> {
  const address = addressOf(removal.id);
  const { propagation = 'Background' as const } = removal;
  let { object } = removal;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const uid = textAt(object, '/metadata/uid') ?? '';
    const resourceVersion = textAt(object, '/metadata/resourceVersion') ?? '';
    const options = { uid, resourceVersion, propagation, dryRun: false } as const;
    const answer = await cluster.remove(removal.resource, removal.id, options, phase);
    if (!answer.status) return isStillThere(answer.body, uid) ? 'leaving' : 'gone';
    if (answer.status.code === 404) return 'gone';
    if (answer.status.code !== 409)
      throw refusal(answer, { verb: 'delete', resource: removal.resource, ...removal.id });
    const live = await cluster.get(removal.resource, removal.id, phase);
    if (!live) return 'gone';
    if (textAt(live, '/metadata/uid') !== uid)
      throw replaced(address, 'it was replaced by another object of the same name');
    if (setId !== undefined && memberOf(live) !== setId)
      throw replaced(address, 'it no longer belongs to this set');
    object = live;
  }
  throw replaced(address, 'it kept changing');
}

/** The server answers with the object itself when something keeps it from going at once. */
function isStillThere(body: Json, uid: string): boolean {
  return textAt(body, '/metadata/uid') === uid && textAt(body, '/metadata/deletionTimestamp') !== undefined;
}

/** Waits until the object is gone. @throws Failure rollout-failed when the time is up, naming the finalizers; cancelled */
export async function waitUntilGone(
  cluster: Cluster,
  removal: Removal,
  limits: { readonly world: Pick<World, 'clock' | 'signal'>; readonly timeoutMs: number },
  phase: string,
): Promise<void> {
  const uid = textAt(removal.object, '/metadata/uid');
  const { clock } = limits.world;
  const end = clock.elapsedMs() + limits.timeoutMs;
  for (;;) {
    const live = await cluster.get(removal.resource, removal.id, phase);
    if (!live || textAt(live, '/metadata/uid') !== uid) return;
    if (clock.elapsedMs() >= end) throw held(removal.id, live, limits.timeoutMs);
    await pause(lookEveryMs, limits.world);
  }
}

function held(id: ObjectId, live: JsonObject, timeoutMs: number): Failure {
  const finalizers = listAt(live, '/metadata/finalizers').filter(each => typeof each === 'string');
  const what = finalizers.length === 0 ? '' : `, held by its finalizers ${finalizers.join(', ')}`;
  return new Failure(
    'rollout-failed',
    `${addressOf(id)} was deleted but is still there after ${timeoutMs / 1000} s${what}`,
    { hint: 'The controller that set metadata.finalizers must let go. Then run again.' },
  );
}

function replaced(address: string, how: string): Failure {
  return new Failure('object-changed', `${address} was not deleted: ${how}`, {
    hint: 'Run again: the new plan will show what is there now.',
  });
}
