import { type JsonObject, listAt, numberAt, textAt, valueAt } from '../../../model/json.ts';
import { type Condition, conditionOf, notSeen, type Readiness, ready, stuck, waiting } from './readiness.ts';

/** What the conditions of a kind mean, as data: which must be True, which say that it failed or is still at it. */
export interface ConditionRule {
  /** Ready when all of these are True. */
  readonly ready: readonly string[];
  /** What other versions of the API have in place of `ready`; counts where none of `ready` is there. */
  readonly otherwise?: readonly string[];
  /** Stuck when one of these is True, or when a condition of `ready` is False: with one of these reasons, or with any. */
  readonly failed?: readonly string[];
  readonly failedReasons?: readonly string[] | 'any';
  /** Not ready while one of these is True. */
  readonly busy?: readonly string[];
  /** While one of these is True the controller leaves the object alone: nothing to wait for. */
  readonly paused?: readonly string[];
  /** Reasons with which a condition of `ready` is not True because that is what was asked for. */
  readonly restReasons?: readonly string[];
  /** A field of the status that tells the phase, and which of its values mean what. */
  readonly phase?: {
    readonly path: string;
    readonly ready: readonly string[];
    readonly failed?: readonly string[];
  };
  /** Conditions that say why, when they are False, better than the one that is missing. */
  readonly reasons?: readonly string[];
  /** Fields of the status that say why. */
  readonly words?: readonly string[];
  /** A text that begins with the generation that went well last, where the controller writes no observedGeneration. */
  readonly seenIn?: string;
  /** Fields of the spec that the controller copies into the status when it has looked at them: from, to. */
  readonly copies?: readonly (readonly [spec: string, status: string])[];
}

interface Named extends Condition {
  readonly type: string;
}

/** What the status says, and the condition that says so. */
interface Verdict {
  readonly readiness: Readiness;
  readonly by?: Named;
}

/**
 * Reads an object by a rule of conditions. A status of an older generation counts for nothing but where a condition bears the
 * newest: controllers that fail keep the number of what went well last (fluxcd/kustomize-controller finalizeStatus).
 */
export function readinessByConditions(object: JsonObject, rule: ConditionRule): Readiness {
  const { readiness, by } = verdictOf(object, rule);
  const generation = numberAt(object, '/metadata/generation');
  if (generation === undefined || !isBehind(object, rule, generation)) return readiness;
  const isOfNewest = by !== undefined && generationOf(object, by.type) === generation;
  if (isOfNewest && readiness.state !== 'ready') return readiness;
  const why = falseOf(object, rule.reasons);
  return waiting(why ? `${why.type.toLowerCase()}: ${wordsOf(why)}` : notSeen);
}

/** True when the status tells of which generation it is, so that an old one is not taken for the new. */
export function tellsGeneration(object: JsonObject, { seenIn, copies = [] }: ConditionRule): boolean {
  return (
    valueAt(object, '/status/observedGeneration') !== undefined ||
    listAt(object, '/status/conditions').some(each => numberAt(each, '/observedGeneration') !== undefined) ||
    (seenIn !== undefined && textAt(object, seenIn) !== undefined) ||
    copies.some(([, status]) => valueAt(object, status) !== undefined)
  );
}

function verdictOf(object: JsonObject, rule: ConditionRule): Verdict {
  const failed = trueOf(object, rule.failed);
  if (failed) return { readiness: stuck(`${failed.type}: ${wordsOf(failed)}`), by: failed };
  const paused = trueOf(object, rule.paused);
  if (paused) return { readiness: ready('paused: its controller leaves it alone'), by: paused };
  const phase = rule.phase ? textAt(object, rule.phase.path) : undefined;
  if (phase !== undefined && rule.phase?.failed?.includes(phase) === true)
    return { readiness: stuck(`${phase}${messageAt(object)}`) };
  const busy = trueOf(object, rule.busy);
  const types = typesIn(object, rule);
  const open = types.find(type => conditionOf(object, type)?.status !== 'True');
  if (busy && (open === undefined || conditionOf(object, open)?.status !== 'False'))
    return { readiness: waiting(`${busy.type}: ${wordsOf(busy)}`), by: busy };
  if (open !== undefined) return missing(object, open, rule);
  if (rule.phase && (phase === undefined || !rule.phase.ready.includes(phase)))
    return { readiness: waiting(phase ?? 'its controller has not looked at it yet') };
  const message = types.length > 0 ? types.join(', ') : (phase ?? 'applied');
  return { readiness: ready(message.toLowerCase()) };
}

function typesIn(object: JsonObject, { ready: types, otherwise }: ConditionRule): readonly string[] {
  const isThere = (type: string): boolean => conditionOf(object, type) !== undefined;
  return otherwise && !types.some(isThere) && otherwise.some(isThere) ? otherwise : types;
}

function missing(object: JsonObject, type: string, rule: ConditionRule): Verdict {
  const by = named(object, type);
  if (!by) return { readiness: waiting('its controller has not looked at it yet') };
  if (rule.restReasons?.includes(by.reason) === true) return { readiness: ready(wordsOf(by)), by };
  const more = [falseOf(object, rule.reasons)].flatMap(each =>
    each ? [`${each.type.toLowerCase()}: ${wordsOf(each)}`] : [],
  );
  const told = (rule.words ?? []).flatMap(path => textAt(object, path) ?? []).filter(text => text !== '');
  const words = [`not ${type.toLowerCase()}: ${wordsOf(by)}`, ...told, ...more].join('; ');
  const isFinal = rule.failedReasons === 'any' || rule.failedReasons?.includes(by.reason) === true;
  return { readiness: by.status === 'False' && isFinal ? stuck(words) : waiting(words), by };
}

/** What a controller that tells which generation it has seen has not seen yet; also per condition (Gateway API and others). */
function isBehind(object: JsonObject, rule: ConditionRule, generation: number): boolean {
  const isOther = ([spec, status]: readonly [string, string]): boolean => {
    const copy = textAt(object, status);
    return copy !== undefined && copy !== (textAt(object, spec) ?? '');
  };
  if (rule.copies?.some(isOther) === true) return true;
  const synced = rule.seenIn === undefined ? undefined : textAt(object, rule.seenIn);
  if (synced !== undefined) return Number.parseInt(synced, 10) < generation;
  const observed = valueAt(object, '/status/observedGeneration');
  // Some controllers write it as text (Argo Rollouts, rollouts pkg/apis/rollouts/v1alpha1 RolloutStatus).
  const seen = typeof observed === 'string' ? Number(observed) : observed;
  if (typeof seen === 'number') return seen < generation;
  return typesIn(object, rule).some(type => (generationOf(object, type) ?? generation) < generation);
}

function generationOf(object: JsonObject, type: string): number | undefined {
  const body = listAt(object, '/status/conditions').find(each => textAt(each, '/type') === type);
  return numberAt(body, '/observedGeneration');
}

function named(object: JsonObject, type: string): Named | undefined {
  const condition = conditionOf(object, type);
  return condition && { type, ...condition };
}

function trueOf(object: JsonObject, types: readonly string[] = []): Named | undefined {
  return types.map(type => named(object, type)).find(each => each?.status === 'True');
}

function falseOf(object: JsonObject, types: readonly string[] = []): Named | undefined {
  return types.map(type => named(object, type)).find(each => each?.status === 'False');
}

function wordsOf({ reason, message }: Condition): string {
  return [reason, message].filter(text => text !== '').join(': ') || 'no reason given';
}

function messageAt(object: JsonObject): string {
  const message = textAt(object, '/status/message') ?? textAt(object, '/status/reason');
  return message === undefined ? '' : `: ${message}`;
}
