import { Failure } from '../../../model/failure.ts';
import { type JsonObject, textAt, valueAt } from '../../../model/json.ts';
import type { ListOptions, Resource } from '../cluster.ts';
import { appliedAtMs, statusAtMs, timeMs } from '../pods/applied-at.ts';
import { isNewest, replicaSetNameOf } from '../pods/newest.ts';
import { makesPods } from '../pods/ownership.ts';
import { isCustom, isStatusDated, readinessOf } from '../ready/index.ts';
import { notSeen, type Readiness } from '../ready/readiness.ts';
import type { Awaited, WaitContext } from './awaited.ts';
import { follow } from './follow.ts';
import { blankMemory, type Case, judge, type Judgement, type Memory } from './judge.ts';
import { openSight, type Sight } from './sight.ts';

/** How long others may still settle after one object turned out stuck, so that all that is wrong is told together. */
const graceMs = 2000;

/** One awaited object in the course of a wait. */
export interface Progress {
  readonly object: Awaited;
  readonly memory: Memory;
  judgement: Judgement;
  waitedMs: number;
  /** What the log has been told: a trouble that comes and goes is told once. */
  readonly told: Set<string>;
  body: JsonObject | undefined;
  /** When it is judged again though nothing moves. */
  wakeAtMs: number;
}

/** The course of one wait: who is awaited, what is seen of them, and when it is over. */
export class Room {
  readonly progress: readonly Progress[];
  readonly sight: Sight;
  readonly startMs: number;
  readonly #context: WaitContext;
  readonly #stop = new AbortController();
  readonly #ended: AbortSignal;

  constructor(objects: readonly Awaited[], context: WaitContext) {
    this.#context = context;
    this.#ended = AbortSignal.any([this.#stop.signal, context.world.signal]);
    this.startMs = context.world.clock.elapsedMs();
    this.progress = objects.map(progressOf);
    this.sight = openSight(objects, context, namespace => {
      for (const one of this.progress) if (one.object.id.namespace === namespace) this.#look(one);
    });
  }

  /** Follows everything until all is ready, one is stuck, or the time is up. @throws Failure as the server gives cause */
  async run(): Promise<void> {
    this.#after(this.#context.timeoutMs, () => this.#stop.abort());
    try {
      const groups = groupsOf(this.progress).map(async group => await this.#follow(group));
      await Promise.all([...groups, this.sight.run(this.#ended)]);
    } catch (error) {
      if (!this.#ended.aborted || (error instanceof Failure && error.code !== 'cancelled')) throw error;
    } finally {
      this.#stop.abort();
      for (const { object } of this.progress) this.#context.world.log.live?.(object.address);
    }
  }

  async #follow(group: Group): Promise<void> {
    const { cluster, labelSelector, world } = this.#context;
    const members = new Map(group.members.map(one => [one.object.id.name, one]));
    const options: ListOptions = {
      labelSelector,
      ...(group.namespace !== undefined && { namespace: group.namespace }),
    };
    const onState = (name: string, object: JsonObject | undefined): void => {
      const one = members.get(name);
      if (!one) return;
      if (!object) this.#settle(one, { readiness: readinessOfGone(one), found: [] });
      one.body = object ?? one.body;
      if (object) this.#look(one);
    };
    try {
      await follow(cluster, group.resource, options, onState, { clock: world.clock, signal: this.#ended });
    } catch (error) {
      if (!isUnseen(error, group)) throw error;
      for (const one of group.members) {
        const message = `applied; whether it is there was not seen: ${error.message}`;
        this.#settle(one, { readiness: { state: 'ready', message }, found: [] });
      }
    }
  }

  /** Judges one object by what is known now; comes back to it when only time is missing. */
  #look(one: Progress): void {
    if (!one.body || this.#ended.aborted) return;
    const next = judge(caseOf(one, one.body, this, this.#context), one.memory);
    this.#settle(one, next);
    const { lookAgainAtMs } = next;
    if (lookAgainAtMs === undefined || one.wakeAtMs === lookAgainAtMs) return;
    one.wakeAtMs = lookAgainAtMs;
    this.#after(Math.max(0, lookAgainAtMs - this.#context.world.clock.elapsedMs()), () => {
      if (one.wakeAtMs === lookAgainAtMs) this.#look(one);
    });
  }

  #settle(one: Progress, next: Judgement): void {
    const { clock, log } = this.#context.world;
    const { readiness } = next;
    const before = one.judgement.readiness;
    const news = `${readiness.state} ${one.object.address}: ${readiness.message}`;
    const name = next.news ?? news;
    const isNews = !one.told.has(name) && readiness.message !== notSeen;
    one.judgement = next;
    one.waitedMs = clock.elapsedMs() - this.startMs;
    const isOpen = readiness.state === 'waiting' && log.live !== undefined;
    log.live?.(one.object.address, isOpen ? readiness.message : undefined);
    if (isNews && !isOpen) log.info(news);
    one.told.add(name);
    if (this.progress.every(each => each.judgement.readiness.state === 'ready')) this.#stop.abort();
    else if (readiness.state === 'stuck' && before.state !== 'stuck')
      this.#after(graceMs, () => this.#stop.abort());
  }

  #after(durationMs: number, work: () => void): void {
    // A sleep that was cut short has nothing to say.
    void this.#context.world.clock.sleep(durationMs, this.#ended).then(work, () => undefined);
  }
}

/** Custom kinds and Services may be written by people who may not list them: that must not fail what was applied. */
function isUnseen(error: unknown, { members }: Group): error is Failure {
  const isOptional = members.every(({ object: { id } }) => !makesPods(id) && id.kind !== 'Namespace');
  return isOptional && error instanceof Failure && error.code === 'permission-missing';
}

function progressOf(object: Awaited): Progress {
  return {
    object,
    memory: blankMemory(),
    judgement: { readiness: { state: 'waiting', message: 'applied' }, found: [] },
    waitedMs: 0,
    told: new Set(),
    body: undefined,
    wakeAtMs: 0,
  };
}

function caseOf(one: Progress, body: JsonObject, { progress, sight }: Room, context: WaitContext): Case {
  const { id, isWritten } = one.object;
  return {
    id,
    isWritten,
    body,
    readiness: readinessOf(id, body, context.rules),
    pods: sight.podsOf(one.object, body),
    isCurrent: pod => isCurrent(pod, one.object, body, sight),
    warningsOf: uid => sight.warningsOf(uid),
    nowMs: context.world.clock.elapsedMs(),
    stallMs: context.stallMs,
    isMakerPending: progress.some(each => isPendingMaker(each, id.namespace)),
    isRefusalNew: sight.isRefusedAnew(one.object, body),
    isStatusNew: !isWritten || context.rules.has(`${id.group}/${id.kind}`) || isStatusNew(id, body),
  };
}

/** By the generation in it, or because it was written after our apply. */
function isStatusNew(id: Awaited['id'], body: JsonObject): boolean {
  return isStatusDated(id, body) || (statusAtMs(body) ?? 0) >= (appliedAtMs(body) ?? 0);
}

/** A custom resource that is not there yet may bring a Secret or a ConfigMap: ExternalSecret, SealedSecret, Certificate. */
function isPendingMaker({ object, judgement }: Progress, namespace: string | undefined): boolean {
  return isCustom(object.id) && object.id.namespace === namespace && judgement.readiness.state !== 'ready';
}

/** Whether a Pod is of the newest version. Of a Deployment only its ReplicaSet tells; until that is known, what is younger than our apply is. */
export function isCurrent(
  pod: JsonObject,
  { id, isWritten }: Awaited,
  body: JsonObject,
  sight: Sight,
): boolean {
  const isKnown = isNewest(pod, id, body, undefined);
  if (isKnown !== 'unknown') return isKnown;
  const name = replicaSetNameOf(pod);
  const replicaSet = name === undefined ? undefined : sight.replicaSet(id.namespace ?? '', name);
  const isNow = isNewest(pod, id, body, replicaSet);
  if (isNow !== 'unknown') return isNow;
  const createdMs = timeMs(textAt(pod, '/metadata/creationTimestamp')) ?? 0;
  return isWritten && createdMs >= (appliedAtMs(body) ?? 0);
}

interface Group {
  readonly resource: Resource;
  readonly namespace: string | undefined;
  readonly members: readonly Progress[];
}

function groupsOf(progress: readonly Progress[]): readonly Group[] {
  const byPlace = Map.groupBy(
    progress,
    ({ object }) => `${object.resource.group}/${object.resource.plural}|${object.id.namespace ?? ''}`,
  );
  return [...byPlace.values()].flatMap(members => {
    const [first] = members;
    return first ? [{ resource: first.object.resource, namespace: first.object.id.namespace, members }] : [];
  });
}

/** A Job with a time to live cleans itself up when it has finished; anything else was taken away. */
function readinessOfGone({ object, body }: Progress): Readiness {
  const isJob = object.id.group === 'batch' && object.id.kind === 'Job';
  return isJob && valueAt(body, '/spec/ttlSecondsAfterFinished') !== undefined
    ? { state: 'ready', message: 'finished and cleaned up' }
    : { state: 'stuck', message: 'it was deleted by someone else' };
}
