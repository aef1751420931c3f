import { Failure } from '../../../model/failure.ts';
import { type JsonObject, textAt } from '../../../model/json.ts';
import { type ClusterEvent, clusterEventOf } from '../pods/cluster-event.ts';
import { containerStatesOf } from '../pods/container-state.ts';
import { belongsTo, makesPods } from '../pods/ownership.ts';
import type { Awaited, SeenPod, WaitContext } from './awaited.ts';
import { follow, type Follower } from './follow.ts';

const phase = 'wait';

/** What the wait sees beside the objects themselves: Pods, warnings about them, and the ReplicaSets between. */
export interface Sight {
  /** The Pods that were made for an object. */
  podsOf(one: Awaited, body: JsonObject | undefined): readonly SeenPod[];
  /** Warnings about the object of this uid. */
  warningsOf(uid: string): readonly ClusterEvent[];
  /** True when the server refused to create a Pod of this object since the wait began. */
  isRefusedAnew(one: Awaited, body: JsonObject): boolean;
  /** A ReplicaSet once it was fetched; asks for it when it was not, and calls `onNews` when it is there. */
  replicaSet(namespace: string, name: string): JsonObject | undefined;
  /** Why Pods could not be seen, when they could not. */
  readonly blind: () => string | undefined;
  /** Follows until the signal is aborted. */
  run(signal: AbortSignal): Promise<void>;
}

interface Namespace {
  readonly members: readonly Awaited[];
  readonly pods: Map<string, SeenPod>;
  readonly warnings: Map<string, ClusterEvent>;
  /** Names of the warnings that came, or were repeated, while we watched. */
  readonly fresh: Set<string>;
}

/** Opens the sight on the namespaces of objects that make Pods; `onNews` is called with the namespace where something moved. */
export function openSight(
  objects: readonly Awaited[],
  context: WaitContext,
  onNews: (namespace: string) => void,
): Sight {
  const makers = objects.filter(({ id }) => makesPods(id) && id.namespace !== undefined);
  const places = new Map(
    [...Map.groupBy(makers, ({ id }) => id.namespace ?? '')].map(([name, members]): [string, Namespace] => [
      name,
      { members, pods: new Map(), warnings: new Map(), fresh: new Set() },
    ]),
  );
  const replicaSets = openReplicaSets(context, onNews);
  let blind: string | undefined;
  return {
    podsOf: ({ id }, body) =>
      [...(places.get(id.namespace ?? '')?.pods.values() ?? [])].filter(pod =>
        belongsTo(pod.object, id, body),
      ),
    warningsOf: uid =>
      [...places.values()].flatMap(({ warnings }) =>
        [...warnings.values()].filter(event => event.uid === uid),
      ),
    isRefusedAnew: ({ id }, body) => {
      const place = places.get(id.namespace ?? '');
      return [...(place?.fresh ?? [])].some(name => {
        const event = place?.warnings.get(name);
        const isOfReplicaSet = event?.kind === 'ReplicaSet' && event.name.startsWith(`${id.name}-`);
        return event?.reason === 'FailedCreate' && (isOfReplicaSet || event.uid === uidOf(body));
      });
    },
    replicaSet: replicaSets.get,
    blind: () => blind,
    run: async signal => {
      const all = [...places].flatMap(([namespace, place]) =>
        (['Pod', 'Event'] as const).map(async kind => {
          const missing = await followKind(kind, { namespace, place, onNews }, context, signal);
          blind ??= missing;
        }),
      );
      await Promise.all(all);
    },
  };
}

interface Followed {
  readonly namespace: string;
  readonly place: Namespace;
  readonly onNews: (namespace: string) => void;
}

/**
 * Follows Pods or warnings of one namespace. Seeing them is a courtesy: without the right to do so the wait goes on, only
 * blind to what holds it up; gives then what is missing.
 */
async function followKind(
  kind: 'Pod' | 'Event',
  { namespace, place, onNews }: Followed,
  context: WaitContext,
  signal: AbortSignal,
): Promise<string | undefined> {
  const resource = await context.cluster.resourceOf({ group: '', version: 'v1', kind }, phase);
  if (!resource) return undefined;
  const options = { namespace, ...(kind === 'Event' && { fieldSelector: 'type=Warning' }) };
  const keep = kind === 'Pod' ? podKeeper(place) : warningKeeper(place);
  try {
    const onState: Follower = (name, object, how) => {
      if (keep(name, object, how)) onNews(namespace);
    };
    await follow(context.cluster, resource, options, onState, { clock: context.world.clock, signal });
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'permission-missing') throw error;
    return error.message;
  }
}

/** Keeps the Pods that may be of an awaited object; true when there is news. */
function podKeeper({ members, pods }: Namespace): (...news: Parameters<Follower>) => boolean {
  return (name, object, how) => {
    if (!object) return pods.delete(name);
    if (!members.some(({ id }) => mayBelong(object, id.name))) return false;
    const before = pods.get(name);
    const isSame = before !== undefined && uidOf(before.object) === uidOf(object);
    pods.set(
      name,
      isSame
        ? { ...before, object }
        : { object, isOld: how === 'listed', firstRestarts: restartsOf(object), hasNews: false },
    );
    return true;
  };
}

/** Every owner's name begins the name of what it owns, also through a ReplicaSet; the exact answer needs its uid. */
function mayBelong(pod: JsonObject, owner: string): boolean {
  return (textAt(pod, '/metadata/name') ?? '').startsWith(owner.slice(0, 40));
}

function warningKeeper({ pods, warnings, fresh }: Namespace): (...news: Parameters<Follower>) => boolean {
  return (name, object, how) => {
    if (!object) return warnings.delete(name);
    const event = clusterEventOf(object);
    warnings.set(name, event);
    if (how === 'listed') return true;
    fresh.add(name);
    if (!isNewAttempt(event)) return true;
    for (const [podName, pod] of pods)
      if (uidOf(pod.object) === event.uid) pods.set(podName, { ...pod, hasNews: true });
    return true;
  };
}

/** A back-off only repeats what was known. */
function isNewAttempt({ reason, message }: ClusterEvent): boolean {
  return reason.includes('Failed') && !message.includes('BackOff');
}

function restartsOf(pod: JsonObject): ReadonlyMap<string, number> {
  return new Map(containerStatesOf(pod).map(({ name, restarts }) => [name, restarts]));
}

function uidOf(object: JsonObject): string {
  return textAt(object, '/metadata/uid') ?? '';
}

/** ReplicaSets by name, each asked for once: their template never changes. */
function openReplicaSets(
  { cluster }: WaitContext,
  onNews: (namespace: string) => void,
): { readonly get: Sight['replicaSet'] } {
  const found = new Map<string, JsonObject>();
  const asked = new Set<string>();
  const ask = async (namespace: string, name: string): Promise<void> => {
    const resource = await cluster.resourceOf({ group: 'apps', version: 'v1', kind: 'ReplicaSet' }, phase);
    const object = resource ? await cluster.get(resource, { namespace, name }, phase) : undefined;
    if (!object) return;
    found.set(`${namespace}/${name}`, object);
    onNews(namespace);
  };
  return {
    get: (namespace, name) => {
      const key = `${namespace}/${name}`;
      if (!asked.has(key)) {
        asked.add(key);
        // Not to know it costs an early verdict, no more.
        ask(namespace, name).catch(() => undefined);
      }
      return found.get(key);
    },
  };
}
