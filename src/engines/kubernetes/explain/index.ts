import type { BlamedField, Cause, ContainerLines, Diagnosis, EventLine } from '../../../model/diagnosis.ts';
import { Failure } from '../../../model/failure.ts';
import { type JsonObject, textAt } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import { appliedAtMs, timeMs } from '../pods/applied-at.ts';
import { isLeaving } from '../pods/ownership.ts';
import { type Trouble, troubleOf } from '../pods/trouble.ts';
import { conditionOf, type Readiness } from '../ready/readiness.ts';
import type { WaitContext } from '../wait/awaited.ts';
import type { Found, Judgement } from '../wait/judge.ts';
import { blamedFields } from './blame.ts';
import { eventLines, eventsAbout } from './events.ts';
import { logsOf } from './logs.ts';

/** The cluster's own words are told up to this length. */
const longestDetail = 600;

/** An object that is not up, with everything the wait knows of it. */
export interface Patient {
  readonly id: ObjectId;
  readonly address: string;
  readonly body: JsonObject | undefined;
  readonly judgement: Judgement;
  readonly pods: readonly JsonObject[];
  readonly isCurrent: (pod: JsonObject) => boolean;
}

/**
 * Why an object is not up: the trouble that stopped it, the fields that have to do with it, what the cluster recorded,
 * and what the container wrote. Reads events and logs where the credentials may. @throws Failure when the server is lost
 */
export async function explain(patient: Patient, context: WaitContext): Promise<Diagnosis> {
  const found = chosen(patient);
  const { trouble, pod } = found;
  const uids = [pod, patient.body].flatMap(object => textAt(object, '/metadata/uid') ?? []);
  const [events, logs] = await Promise.all([
    quietly(async () => await eventsAbout(uids, patient.id.namespace, context), []),
    pod && trouble.container !== undefined
      ? quietly(async () => await logsOf(pod, trouble, context), [])
      : ([] as readonly ContainerLines[]),
  ]);
  const cause = causeIn(
    trouble,
    events.map(({ message }) => message),
  );
  const blamed: readonly BlamedField[] = blamedFields({ ...trouble, cause }, patient, context);
  const lines: readonly EventLine[] = eventLines(events);
  return {
    ...placeOf(found),
    ...timeOf(trouble.since ?? lines[0]?.at, patient.body),
    cause,
    reason: trouble.reason,
    detail: cut(trouble.detail),
    names: trouble.names,
    podsAlike: Math.max(
      1,
      patient.judgement.found.filter(each => each.trouble.cause === trouble.cause).length,
    ),
    ...oldPodsOf(patient),
    isTerminal: patient.judgement.readiness.state === 'stuck',
    blamed,
    events: lines,
    logs,
  };
}

function placeOf({ trouble, pod }: Found): Pick<Diagnosis, 'pod' | 'container' | 'isInit' | 'lastEnd'> {
  const { container, isInit, lastEnd, restarts } = trouble;
  return {
    ...(pod && { pod: textAt(pod, '/metadata/name') ?? '' }),
    ...(container !== undefined && { container }),
    ...(isInit === true && { isInit: true }),
    ...(lastEnd && { lastEnd: { reason: lastEnd.reason, exitCode: lastEnd.exitCode, restarts } }),
  };
}

/** Since when, and how long after our apply, when it came after it. */
function timeOf(
  since: string | undefined,
  body: JsonObject | undefined,
): Pick<Diagnosis, 'since' | 'afterApplyMs'> {
  const appliedMs = appliedAtMs(body);
  const sinceMs = timeMs(since);
  const afterMs = appliedMs === undefined || sinceMs === undefined ? -1 : sinceMs - appliedMs;
  return { ...(since !== undefined && { since }), ...(afterMs >= 0 && { afterApplyMs: afterMs }) };
}

/** The final trouble first, then any of a new Pod, then one of an older Pod that holds up the others, then the object itself. */
function chosen({ judgement, pods, isCurrent, id, body }: Patient): Found {
  const { found, readiness } = judgement;
  const rank = ({ trouble, isFinal }: Found): number => (isFinal ? 0 : trouble.finality === 'window' ? 2 : 1);
  const [worst] = found.toSorted((a, b) => rank(a) - rank(b));
  const own = ownTrouble(id, readiness, body);
  // A Pod that runs and is not ready is why the controller lost patience: its place, the controller's verdict.
  if (worst?.trouble.finality === 'window' && own.cause === 'no-progress') {
    const { cause, reason, detail, since } = own;
    const trouble = { ...worst.trouble, cause, reason, detail, ...(since !== undefined && { since }) };
    return { ...worst, trouble };
  }
  if (worst) return worst;
  for (const pod of pods) {
    const trouble = isLeaving(pod) ? undefined : troubleOf(pod);
    if (trouble && (isCurrent(pod) || id.kind === 'StatefulSet' || id.kind === 'Job'))
      return { trouble, pod, isFinal: false };
  }
  return { trouble: own, pod: undefined, isFinal: readiness.state === 'stuck' };
}

/** What the object says of itself when no Pod says more. */
function ownTrouble(
  id: Pick<ObjectId, 'group' | 'kind'>,
  readiness: Readiness,
  body: JsonObject | undefined,
): Trouble {
  const told = (cause: Cause, reason: string, since?: string): Trouble => ({
    cause,
    finality: 'deadline',
    reason,
    detail: readiness.message,
    names: [],
    restarts: 0,
    ...(since !== undefined && { since }),
  });
  if (readiness.message === 'it was deleted by someone else') return told('deleted', 'Deleted');
  const progressing = conditionOf(body ?? {}, 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded')
    return told('no-progress', progressing.reason, progressing.since);
  const failed = conditionOf(body ?? {}, 'Failed');
  if (id.kind === 'Job' && failed?.status === 'True') return told('job-failed', failed.reason, failed.since);
  if (id.kind === 'PersistentVolumeClaim') return told('volume-unbound', textAt(body, '/status/phase') ?? '');
  if (id.kind === 'Pod') return told('pod-failed', textAt(body, '/status/phase') ?? '');
  return told(readiness.state === 'stuck' ? 'reported' : 'late', '');
}

/** A container that is killed for its liveness probe looks like one that crashed; only the kubelet's event tells. */
function causeIn(trouble: Trouble, messages: readonly string[]): Cause {
  const isKilled =
    trouble.cause === 'crash' && messages.some(message => / failed (?:liveness|startup) probe/.test(message));
  return isKilled ? 'not-alive' : trouble.cause;
}

function oldPodsOf({ pods, isCurrent, body }: Patient): Pick<Diagnosis, 'oldPods'> {
  const old = body ? pods.filter(pod => !isLeaving(pod) && !isCurrent(pod)) : [];
  if (old.length === 0) return {};
  const ready = old.filter(pod => conditionOf(pod, 'Ready')?.status === 'True').length;
  return { oldPods: { ready, total: old.length } };
}

/** Reading more is a courtesy: without the right, or when it is gone meanwhile, the diagnosis is only shorter. */
async function quietly<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure) return otherwise;
    throw error;
  }
}

function cut(text: string): string {
  const line = text.trim().replaceAll(/\s*\n\s*/g, ' ');
  return line.length <= longestDetail ? line : `${line.slice(0, longestDetail - 1).toWellFormed()}…`;
}
