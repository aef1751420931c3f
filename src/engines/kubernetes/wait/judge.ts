import { type JsonObject, numberAt, textAt } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import { appliedAtMs, timeMs } from '../pods/applied-at.ts';
import type { ClusterEvent } from '../pods/cluster-event.ts';
import { isLeaving } from '../pods/ownership.ts';
import { type Trouble, troubleOf } from '../pods/trouble.ts';
import { meaningOfMount, meaningOfPull } from '../pods/words.ts';
import { notSeen, type Readiness, refusedWords, stuck, waiting } from '../ready/readiness.ts';
import type { SeenPod } from './awaited.ts';
import { type Refusal, refusalOf } from './refused.ts';

/** A trouble must last this long before it ends a deploy: what is seen once may be on its way out. */
const lastsMs = 5000;
/** Troubles that pass by themselves get longer: a registry that restarts, a volume that is still attached elsewhere. */
const passingMs = 60_000;
/** Pods that the server refuses to create will never exist; quota that is being freed moves within seconds. */
const refusedMs = 10_000;
/** The first restart comes at once and may be bad luck. */
const restartsOfNew = 2;
/** A status that may be of what was there before gets this long to be written anew. */
const undatedMs = 5000;

/** Everything that is known of one object at one moment. */
export interface Case {
  readonly id: ObjectId;
  readonly isWritten: boolean;
  readonly body: JsonObject;
  readonly readiness: Readiness;
  readonly pods: readonly SeenPod[];
  /** Pods whose version is the newest one, or not known to be another. */
  readonly isCurrent: (pod: JsonObject) => boolean;
  readonly warningsOf: (uid: string) => readonly ClusterEvent[];
  readonly nowMs: number;
  readonly stallMs: number;
  /** Other objects of the set that may still bring what is missing: a Secret that a controller makes. */
  readonly isMakerPending: boolean;
  /** The server refused to create one of its Pods since the wait began. */
  readonly isRefusalNew: boolean;
  /** False when nothing tells whether the status is older than our apply. */
  readonly isStatusNew: boolean;
}

/** What was seen before: when each trouble began, and when the object moved last. */
export interface Memory {
  readonly since: Map<string, number>;
  moved: { readonly what: string; readonly atMs: number };
  /** When the object was judged first. */
  firstMs?: number;
}

/** A trouble of one Pod, or of the object itself when no Pod could be made. */
export interface Found {
  readonly trouble: Trouble;
  readonly pod: JsonObject | undefined;
  readonly isFinal: boolean;
}

/** The verdict on one object, what stands behind it, and when to look again though nothing moves. */
export interface Judgement {
  readonly readiness: Readiness;
  readonly found: readonly Found[];
  readonly lookAgainAtMs?: number;
  /**
   * Names what the log is told: a trouble goes by several words in turn (ErrImagePull, ImagePullBackOff), and a container that
   * restarts by ever new ones.
   */
  readonly news?: string;
}

/** The memory of an object that nobody has looked at. */
export function blankMemory(): Memory {
  return { since: new Map(), moved: { what: '', atMs: 0 } };
}

/** Judges one object by its own status and by its Pods. Final troubles of the newest version make it stuck; all others let it wait. */
export function judge(given: Case, memory: Memory): Judgement {
  const { readiness, nowMs } = given;
  memory.firstMs ??= nowMs;
  const untilMs = memory.firstMs + undatedMs;
  if (!given.isStatusNew && readiness.state !== 'waiting' && nowMs < untilMs)
    return { readiness: waiting(notSeen), found: [], lookAgainAtMs: untilMs };
  if (readiness.state === 'ready') return { readiness, found: [] };
  const found: Found[] = [];
  let lookAgainAtMs = Number.POSITIVE_INFINITY;
  const keys = new Set<string>();
  for (const { trouble, pod, key, isHeld } of suspectsOf(given, memory)) {
    keys.add(key);
    const beganMs = memory.since.get(key) ?? nowMs;
    memory.since.set(key, beganMs);
    const dueMs = isHeld ? Number.POSITIVE_INFINITY : beganMs + delayOf(trouble, given);
    if (dueMs > nowMs) lookAgainAtMs = Math.min(lookAgainAtMs, dueMs);
    // Every Pod is not ready for a moment: whose version it is matters only once that lasts too long.
    const isCurrent =
      pod === undefined || (trouble.finality === 'window' && dueMs > nowMs) || given.isCurrent(pod);
    if (isCurrent) found.push({ trouble, pod, isFinal: dueMs <= nowMs });
  }
  for (const key of memory.since.keys()) if (!keys.has(key)) memory.since.delete(key);
  const worst = found.find(({ isFinal }) => isFinal);
  if (worst && readiness.state === 'waiting')
    return { readiness: stuck(sentenceOf(worst)), found, news: `stuck ${newsOf(worst)}` };
  const [first] = found;
  const isTold = first && first.trouble.finality !== 'window' && readiness.state === 'waiting';
  return {
    readiness: isTold ? waiting(withSentence(readiness.message, sentenceOf(first))) : readiness,
    found,
    ...(isTold && { news: `${readiness.message.split(';', 1).join('')} ${newsOf(first)}` }),
    ...(Number.isFinite(lookAgainAtMs) && { lookAgainAtMs }),
  };
}

/** The same for every Pod of an object and for every try. */
function newsOf({ trouble }: Found): string {
  return `${trouble.container ?? ''}/${familyOf(trouble)}`;
}

/** What the object itself says of refused Pods is not said again. */
function withSentence(message: string, sentence: string): string {
  return message.endsWith(sentence) ? message : `${message}; ${sentence}`;
}

/** `Pod web-1: container server is waiting: ImagePullBackOff: ...`. */
export function sentenceOf({ trouble, pod }: Pick<Found, 'trouble' | 'pod'>): string {
  const { container, isInit, reason, detail, lastEnd } = trouble;
  if (!pod) return refusedWords(detail);
  const name = `Pod ${textAt(pod, '/metadata/name') ?? ''}`;
  if (container === undefined) return `${name}: ${reason}: ${detail}`;
  const which = `${name}: ${isInit === true ? 'init container' : 'container'} ${container}`;
  if (trouble.finality === 'window') return `${which} runs, but ${detail}`;
  const ended = lastEnd ? ` (last ended with ${lastEnd.reason}, exit code ${lastEnd.exitCode})` : '';
  return `${which} is waiting: ${reason}: ${detail}${ended}`;
}

interface Suspect {
  readonly trouble: Trouble;
  readonly pod: JsonObject | undefined;
  readonly key: string;
  /** Nothing proves yet that waiting is in vain. */
  readonly isHeld: boolean;
}

function suspectsOf(given: Case, memory: Memory): readonly Suspect[] {
  const { body, pods, id } = given;
  const staying = pods.filter(({ object }) => !isLeaving(object));
  const suspects = staying.flatMap((pod): readonly Suspect[] => {
    const uid = textAt(pod.object, '/metadata/uid') ?? '';
    const trouble = troubleIn(pod.object, given.warningsOf(uid));
    if (!trouble) return [];
    const key = `${uid}/${trouble.container ?? ''}/${familyOf(trouble)}`;
    return [{ trouble, pod: pod.object, key, isHeld: mayPass(trouble, pod, given) }];
  });
  const refusal = refusalOf(id, body, given.warningsOf(textAt(body, '/metadata/uid') ?? ''));
  return refusal ? [...suspects, refusedSuspect(refusal, given, memory)] : suspects;
}

/** As long as counts or Pods move, the controller gets on in spite of a refusal. */
function refusedSuspect({ trouble }: Refusal, given: Case, memory: Memory): Suspect {
  const counts = ['replicas', 'updatedReplicas', 'readyReplicas', 'active', 'currentNumberScheduled'];
  const seen = counts.map(name => numberAt(given.body, `/status/${name}`) ?? 0);
  const pods = given.pods.map(
    ({ object }) => `${textAt(object, '/metadata/uid')}${isLeaving(object) ? '-' : ''}`,
  );
  const what = [...seen, ...pods.toSorted()].join(' ');
  if (memory.moved.what !== what) memory.moved = { what, atMs: given.nowMs };
  const isMoving = given.pods.some(({ object }) => isLeaving(object));
  return {
    trouble,
    pod: undefined,
    key: `refused/${trouble.cause}/${memory.moved.atMs}`,
    isHeld: isMoving || (!given.isWritten && !given.isRefusalNew),
  };
}

function delayOf(trouble: Trouble, given: Case): number {
  switch (trouble.finality) {
    case 'now':
    case 'restarts':
      return 0;
    case 'lasts':
      return trouble.reason === 'FailedCreate' ? refusedMs : lastsMs;
    case 'minute':
      return passingMs;
    case 'window':
      return (trouble.windowMs ?? 0) + given.stallMs;
    case 'deadline':
      return Number.POSITIVE_INFINITY;
  }
}

/** The two names that one trouble goes by while the kubelet tries again and again are one. */
function familyOf({ cause }: Trouble): string {
  return cause.startsWith('image-') ? 'image' : cause;
}

/** Whether something may still turn up that ends the trouble. */
function mayPass(trouble: Trouble, pod: SeenPod, given: Case): boolean {
  if (trouble.finality === 'deadline') return true;
  if (trouble.cause === 'config-missing' && given.isMakerPending) return true;
  const isOld = pod.isOld && isOlderThanApply(pod.object, given);
  if (trouble.finality === 'restarts') {
    // A Job has its own count of tries (backoffLimit), and says so when it is used up.
    if (given.id.group === 'batch') return true;
    const before = isOld ? (pod.firstRestarts.get(trouble.container ?? '') ?? 0) : 0;
    return trouble.restarts - before < (isOld ? 1 : restartsOfNew);
  }
  // What was there before this run may be cured by it: it counts once the kubelet has tried again.
  return isOld && trouble.finality !== 'window' && !pod.hasNews;
}

function isOlderThanApply(pod: JsonObject, { isWritten, body }: Case): boolean {
  if (!isWritten) return true;
  const appliedMs = appliedAtMs(body);
  const createdMs = timeMs(textAt(pod, '/metadata/creationTimestamp'));
  return appliedMs === undefined || createdMs === undefined || createdMs < appliedMs;
}

/** What is wrong with a Pod, where its status is silent by what the kubelet warned about. */
function troubleIn(pod: JsonObject, warnings: readonly ClusterEvent[]): Trouble | undefined {
  const trouble = troubleOf(pod);
  if (trouble?.cause === 'image-unreachable') return withPullText(trouble, warnings);
  if (trouble) return trouble;
  if (textAt(pod, '/status/phase') !== 'Pending') return undefined;
  const mount = warnings.findLast(
    ({ reason }) => reason === 'FailedMount' || reason === 'FailedAttachVolume',
  );
  if (!mount) return undefined;
  const { isPassing, ...meaning } = meaningOfMount(mount.message);
  const { reason, message, first } = mount;
  const finality = isPassing === true ? 'deadline' : 'lasts';
  return { ...meaning, finality, reason, detail: message, restarts: 0, since: first };
}

/** The back-off of older kubelets does not repeat why the pull failed; their event does. */
function withPullText(trouble: Trouble, warnings: readonly ClusterEvent[]): Trouble {
  const failed = warnings.findLast(({ message }) => message.startsWith('Failed to pull image'));
  if (!failed) return trouble;
  const { isPassing, ...meaning } = meaningOfPull(failed.message, trouble.names[0] ?? '');
  if (isPassing === true) return trouble;
  return { ...trouble, ...meaning, finality: 'lasts', detail: failed.message };
}
