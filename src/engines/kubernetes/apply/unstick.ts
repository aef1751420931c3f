import { Failure } from '../../../model/failure.ts';
import { isObject, type JsonObject, listAt, numberAt, textAt, valueAt } from '../../../model/json.ts';
import type { World } from '../../../model/world.ts';
import { refusal } from '../api/refusal.ts';
import type { Cluster, Resource } from '../cluster.ts';
import type { PlannedStep } from '../plan/index.ts';
import { conditionOf } from '../ready/readiness.ts';
import { statefulSetReadiness } from '../ready/stateful-set.ts';

const phase = 'wait';
const lookEveryMs = 1000;

/** Reasons for which a container waits that only another version of it can end. */
const hopeless = new Set([
  'CrashLoopBackOff',
  'ImagePullBackOff',
  'ErrImagePull',
  'ErrImageNeverPull',
  'InvalidImageName',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
]);

/** What freeing StatefulSets needs. */
export interface UnstickContext {
  readonly cluster: Cluster;
  readonly world: Pick<World, 'clock' | 'log'>;
  /** Ends it: the wait for the same objects is over. */
  readonly ended: AbortSignal;
}

/**
 * A StatefulSet that updates its Pods one after the other never leaves a broken revision by itself, neither back nor forward:
 * it waits for the broken Pod to become ready (kubernetes/kubernetes#67250). While such a set that was broken before is waited
 * for, its stuck Pod is deleted: one at a time, the highest first, never one that is ready or of the wanted revision.
 */
export async function unstickSets(steps: readonly PlannedStep[], context: UnstickContext): Promise<void> {
  await Promise.all(
    steps.filter(wasBroken).map(async step => {
      try {
        await unstick(step, context);
      } catch (error) {
        if (context.ended.aborted) return;
        if (!(error instanceof Failure)) throw error;
        // The wait says what is not up; this says why it was not helped.
        context.world.log.warn(
          `${step.change.address} may be stuck on an earlier revision and was not freed: ${error.message}`,
        );
      }
    }),
  );
}

function wasBroken({ intent, live }: PlannedStep): boolean {
  const isSet = intent.id.group === 'apps' && intent.id.kind === 'StatefulSet';
  if (!isSet || !live || valueAt(live, '/status') === undefined) return false;
  return statefulSetReadiness(live).state !== 'ready';
}

async function unstick(step: PlannedStep, context: UnstickContext): Promise<void> {
  const { cluster, world, ended } = context;
  const { id, resource } = step.intent;
  const pods = await cluster.resourceOf({ group: '', version: 'v1', kind: 'Pod' }, phase);
  if (!resource || !pods) return;
  while (!ended.aborted) {
    const set = await cluster.get(resource, id, phase);
    if (!set || statefulSetReadiness(set).state === 'ready') return;
    const pod = isRolling(set) ? await stuckPod(set, pods, context) : undefined;
    if (pod) await deletePod(pod, pods, step, context);
    await world.clock.sleep(lookEveryMs, ended).catch(() => undefined);
  }
}

/** The controller has seen what we applied, and it is its business to replace Pods. */
function isRolling(set: JsonObject): boolean {
  return (
    textAt(set, '/spec/updateStrategy/type') !== 'OnDelete' &&
    numberAt(set, '/status/observedGeneration') === numberAt(set, '/metadata/generation')
  );
}

async function stuckPod(
  set: JsonObject,
  pods: Resource,
  { cluster }: UnstickContext,
): Promise<JsonObject | undefined> {
  const labels = valueAt(set, '/spec/selector/matchLabels');
  const namespace = textAt(set, '/metadata/namespace');
  if (!isObject(labels) || namespace === undefined) return undefined;
  const labelSelector = Object.entries(labels)
    .flatMap(([key, value]) => (typeof value === 'string' ? [`${key}=${value}`] : []))
    .join(',');
  const { items } = await cluster.list(pods, { namespace, labelSelector }, phase);
  return items.filter(pod => isStuck(pod, set)).toSorted((a, b) => ordinalOf(b) - ordinalOf(a))[0];
}

/** Of this set, of another revision than the wanted one, not ready, and with a container that will not come up. */
function isStuck(pod: JsonObject, set: JsonObject): boolean {
  const isOwn = listAt(pod, '/metadata/ownerReferences').some(
    owner => textAt(owner, '/uid') === textAt(set, '/metadata/uid'),
  );
  const revision = textAt(pod, '/metadata/labels/controller-revision-hash');
  const statuses = [
    ...listAt(pod, '/status/initContainerStatuses'),
    ...listAt(pod, '/status/containerStatuses'),
  ];
  return (
    isOwn &&
    revision !== undefined &&
    revision !== textAt(set, '/status/updateRevision') &&
    valueAt(pod, '/metadata/deletionTimestamp') === undefined &&
    conditionOf(pod, 'Ready')?.status !== 'True' &&
    statuses.some(status => hopeless.has(textAt(status, '/state/waiting/reason') ?? ''))
  );
}

function ordinalOf(pod: JsonObject): number {
  return Number(/-(\d+)$/.exec(textAt(pod, '/metadata/name') ?? '')?.[1] ?? -1);
}

/** Bound to the uid: a Pod that the controller has replaced meanwhile is left alone. */
async function deletePod(
  pod: JsonObject,
  pods: Resource,
  { change, intent }: PlannedStep,
  { cluster, world }: UnstickContext,
): Promise<void> {
  const name = textAt(pod, '/metadata/name') ?? '';
  const place = { name, ...(intent.id.namespace !== undefined && { namespace: intent.id.namespace }) };
  const uid = textAt(pod, '/metadata/uid') ?? '';
  const answer = await cluster.remove(pods, place, { uid, propagation: 'Background', dryRun: false }, phase);
  const isGone = answer.status?.code === 404 || answer.status?.code === 409;
  if (answer.status && !isGone) throw refusal(answer, { verb: 'delete', resource: pods, ...place });
  if (!answer.status)
    world.log.info(
      `deleted Pod ${name}, on which ${change.address} was stuck: it is of an earlier, broken revision`,
    );
}
