import type { Cause } from '../../../model/diagnosis.ts';
import { type JsonObject, textAt } from '../../../model/json.ts';
import { conditionOf } from '../ready/readiness.ts';
import { type ContainerEnd, type ContainerState, containerStatesOf } from './container-state.ts';
import { probeWindowMs, startupWindowMs } from './probe-window.ts';
import { type Meaning, meaningOfConfig, meaningOfPull, meaningOfSchedule } from './words.ts';

/**
 * When a trouble is final: `now`, when it `lasts` a few seconds, when it is still so after `minute`s of trying,
 * when the container `restarts` again, when its `window` is over, or only when the `deadline` has come.
 */
export type Finality = 'now' | 'lasts' | 'minute' | 'restarts' | 'window' | 'deadline';

/** What is wrong with one Pod. */
export interface Trouble extends Omit<Meaning, 'isPassing'> {
  readonly finality: Finality;
  readonly reason: string;
  readonly detail: string;
  readonly container?: string;
  readonly isInit?: boolean;
  readonly restarts: number;
  readonly lastEnd?: ContainerEnd;
  /** As the status tells it; the waiting state of a container has no time. */
  readonly since?: string;
  /** For finality `window`: how long it may be like this. */
  readonly windowMs?: number;
}

const pulling = new Set(['ErrImagePull', 'ImagePullBackOff', 'ImageInspectError', 'RegistryUnavailable']);
const creating = new Set(['CreateContainerError', 'PreCreateHookError', 'PreStartHookError']);
const starting = new Set(['RunContainerError', 'StartError', 'ContainerCannotRun', 'PostStartHookError']);

/** What is wrong with a Pod by its status alone, undefined when nothing is. The first container in trouble counts. */
export function troubleOf(pod: JsonObject): Trouble | undefined {
  const phase = textAt(pod, '/status/phase');
  if (phase === 'Succeeded') return undefined;
  const found = containerStatesOf(pod).flatMap(state => troubleOfContainer(state, pod) ?? []);
  // A sidecar that is not ready yet matters less than a container that cannot be made.
  const worst = found.find(({ finality }) => finality !== 'window') ?? found[0];
  if (worst) return worst;
  if (phase === 'Failed') {
    const reason = textAt(pod, '/status/reason') ?? 'Failed';
    return plain('pod-failed', 'deadline', reason, textAt(pod, '/status/message') ?? 'the Pod failed');
  }
  return unscheduled(pod);
}

function unscheduled(pod: JsonObject): Trouble | undefined {
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') return undefined;
  const { cause, names } = meaningOfSchedule(scheduled.message);
  const since = scheduled.since;
  return {
    ...plain(cause, 'deadline', scheduled.reason, scheduled.message),
    names,
    ...(since !== undefined && { since }),
  };
}

function troubleOfContainer(state: ContainerState, pod: JsonObject): Trouble | undefined {
  const trouble = state.waiting ? whileWaiting(state, state.waiting) : whileNotWaiting(state, pod);
  if (!trouble) return undefined;
  const lastEnd = state.end ?? state.lastEnd;
  return {
    ...trouble,
    container: state.name,
    isInit: state.isInit,
    restarts: state.restarts,
    ...(lastEnd && { lastEnd }),
  };
}

function whileWaiting(
  state: ContainerState,
  { reason, message }: { readonly reason: string; readonly message: string },
): Trouble | undefined {
  if (reason === 'InvalidImageName')
    return { ...plain('image-name', 'now', reason, message), names: imageOf(state) };
  if (reason === 'ErrImageNeverPull')
    return { ...plain('image-never', 'lasts', reason, message), names: imageOf(state) };
  if (pulling.has(reason)) {
    const meaning = meaningOfPull(message, imageOf(state)[0] ?? '');
    return withMeaning(meaning, meaning.isPassing === true ? 'minute' : 'lasts', reason, message);
  }
  if (reason === 'CreateContainerConfigError')
    return withMeaning(meaningOfConfig(message), 'lasts', reason, message);
  if (creating.has(reason)) return plain('container-refused', 'lasts', reason, message);
  if (starting.has(reason)) return plain('cannot-start', 'lasts', reason, message);
  if (reason === 'CrashLoopBackOff') return crashed(state, reason, message);
  return undefined;
}

function whileNotWaiting(state: ContainerState, pod: JsonObject): Trouble | undefined {
  const { end, isInit, isSidecar } = state;
  if (end && (end.exitCode !== 0 || (!isInit && restartsAlways(pod)))) return crashed(state, end.reason, '');
  if (state.runningSince === undefined || (isInit && !isSidecar) || state.isReady) return undefined;
  const windowMs = state.isStarted ? probeWindowMs(state.spec) : startupWindowMs(state.spec);
  const detail = state.isStarted
    ? 'its readiness probe does not succeed'
    : 'its startup probe has not succeeded yet';
  return {
    ...plain('not-answering', 'window', state.isStarted ? 'NotReady' : 'NotStarted', detail),
    since: state.runningSince,
    windowMs,
  };
}

function restartsAlways(pod: JsonObject): boolean {
  return (textAt(pod, '/spec/restartPolicy') ?? 'Always') === 'Always';
}

/** How it ended tells more than that it waits for the next try. */
function crashed(state: ContainerState, reason: string, message: string): Trouble {
  const end = state.end ?? state.lastEnd;
  const detail = message === '' ? `ended with exit code ${end?.exitCode ?? '?'}` : message;
  const since = end?.finishedAt;
  const known = { ...(since !== undefined && { since }) };
  if (end?.reason === 'OOMKilled') return { ...plain('out-of-memory', 'restarts', reason, detail), ...known };
  const isStart = end !== undefined && starting.has(end.reason);
  if (isStart) return { ...plain('cannot-start', 'restarts', end.reason, end.message || detail), ...known };
  return { ...plain('crash', 'restarts', reason, detail), ...known };
}

function withMeaning(meaning: Meaning, finality: Finality, reason: string, detail: string): Trouble {
  return { ...plain(meaning.cause, finality, reason, detail), names: meaning.names };
}

function plain(cause: Cause, finality: Finality, reason: string, detail: string): Trouble {
  return { cause, finality, reason, detail, names: [], restarts: 0 };
}

function imageOf(state: ContainerState): readonly string[] {
  const image = textAt(state.spec, '/image');
  return image === undefined ? [] : [image];
}
