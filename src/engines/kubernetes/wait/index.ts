import { Failure } from '../../../model/failure.ts';
import { type JsonObject, valueAt } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import type { Health } from '../../../model/outcome.ts';
import type { World } from '../../../model/world.ts';
import type { Cluster, ListOptions, Resource } from '../cluster.ts';
import { partOfLabel } from '../names.ts';
import { readinessOf } from '../ready/index.ts';
import { notSeen, type Readiness } from '../ready/readiness.ts';
import { explainPods } from './explain.ts';
import { follow } from './follow.ts';

/** How long others may still settle after one object turned out stuck, so that all that is wrong is told together. */
const graceMs = 2000;

/** An applied object that must come up. */
export interface Awaited {
  readonly id: ObjectId;
  readonly address: string;
  readonly resource: Resource;
}

/** What a wait needs. */
export interface WaitContext {
  readonly cluster: Cluster;
  readonly world: World;
  readonly setId: string;
  /** One limit for all objects together. */
  readonly timeoutMs: number;
}

interface Progress {
  readonly object: Awaited;
  readiness: Readiness;
  waitedMs: number;
  body: JsonObject | undefined;
}

/** Waits until every object is ready, one is stuck, or the time is up; says what became of each. */
export async function waitForHealth(
  objects: readonly Awaited[],
  context: WaitContext,
): Promise<readonly Health[]> {
  if (objects.length === 0) return [];
  const { clock, signal } = context.world;
  const startMs = clock.elapsedMs();
  const progress = objects.map(
    (object): Progress => ({
      object,
      readiness: { state: 'waiting', message: 'applied' },
      waitedMs: 0,
      body: undefined,
    }),
  );
  const stop = new AbortController();
  const ended = AbortSignal.any([stop.signal, signal]);
  const onChange = (one: Progress, next: Readiness): void => {
    const isNews = next.message !== one.readiness.message && next.message !== notSeen;
    one.readiness = next;
    one.waitedMs = clock.elapsedMs() - startMs;
    if (isNews) context.world.log.info(`${next.state} ${one.object.address}: ${next.message}`);
    if (progress.every(each => each.readiness.state === 'ready')) stop.abort();
    else if (next.state === 'stuck') void clock.sleep(graceMs, ended).then(() => stop.abort(), ignoreAbort);
  };
  void clock.sleep(context.timeoutMs, ended).then(() => stop.abort(), ignoreAbort);
  try {
    await Promise.all(
      groups(progress).map(async group => await followGroup(group, context, onChange, ended)),
    );
  } catch (error) {
    if (!ended.aborted || (error instanceof Failure && error.code !== 'cancelled')) throw error;
  } finally {
    stop.abort();
  }
  const spentMs = clock.elapsedMs() - startMs;
  return await Promise.all(progress.map(async one => await healthOf(one, context, spentMs)));
}

interface Group {
  readonly resource: Resource;
  readonly namespace: string | undefined;
  readonly members: readonly Progress[];
}

function groups(progress: readonly Progress[]): readonly Group[] {
  const byPlace = Map.groupBy(
    progress,
    ({ object }) => `${object.resource.group}/${object.resource.plural}|${object.id.namespace ?? ''}`,
  );
  return [...byPlace.values()].flatMap(members => {
    const [first] = members;
    return first ? [{ resource: first.object.resource, namespace: first.object.id.namespace, members }] : [];
  });
}

async function followGroup(
  group: Group,
  context: WaitContext,
  onChange: (one: Progress, next: Readiness) => void,
  ended: AbortSignal,
): Promise<void> {
  const members = new Map(group.members.map(one => [one.object.id.name, one]));
  const options: ListOptions = {
    labelSelector: `${partOfLabel}=${context.setId}`,
    ...(group.namespace !== undefined && { namespace: group.namespace }),
  };
  const onState = (name: string, object: JsonObject | undefined): void => {
    const one = members.get(name);
    if (!one) return;
    onChange(one, object ? readinessOf(one.object.id, object) : readinessOfGone(one));
    one.body = object;
  };
  const { clock } = context.world;
  await follow(context.cluster, group.resource, options, onState, { clock, signal: ended });
}

/** A Job with a time to live cleans itself up when it has finished; anything else was taken away. */
function readinessOfGone({ object, body }: Progress): Readiness {
  const isJob = object.id.group === 'batch' && object.id.kind === 'Job';
  return isJob && valueAt(body, '/spec/ttlSecondsAfterFinished') !== undefined
    ? { state: 'ready', message: 'finished and cleaned up' }
    : { state: 'stuck', message: 'it was deleted by someone else' };
}

async function healthOf(one: Progress, context: WaitContext, spentMs: number): Promise<Health> {
  const { readiness, object, waitedMs } = one;
  const why =
    readiness.state === 'ready' || !one.body || context.world.signal.aborted
      ? undefined
      : await explainPods(object.id, one.body, context.cluster);
  const late = readiness.state === 'waiting' ? `not ready after ${Math.round(spentMs / 1000)} s: ` : '';
  return {
    address: object.address,
    state: readiness.state,
    message: `${late}${readiness.message}${why === undefined ? '' : `; ${why}`}`,
    waitedMs,
  };
}

/** A sleep that was cut short has nothing to say. */
function ignoreAbort(): void {
  return undefined;
}
