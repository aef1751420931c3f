import { type JsonObject, numberAt, textAt, valueAt } from '../../../model/json.ts';
import { conditionOf, type Readiness, ready, stuck, waiting } from './readiness.ts';

/** What the conditions of a kind mean, as data: which must be True, which say that it failed or is still at it. */
export interface ConditionRule {
  /** Ready when all of these are True. */
  readonly ready: readonly string[];
  /** Stuck when one of these is True, or when a condition of `ready` is False with one of `failedReasons`. */
  readonly failed?: readonly string[];
  readonly failedReasons?: readonly string[];
  /** Not ready while one of these is True. */
  readonly busy?: readonly string[];
  /** A field of the status that tells the phase, and which of its values mean what. */
  readonly phase?: {
    readonly path: string;
    readonly ready: readonly string[];
    readonly failed?: readonly string[];
  };
  /** The controller writes no observedGeneration of its own into status; do not wait for one. */
  readonly observes?: 'generation' | 'nothing';
}

/** Reads an object by a rule of conditions: first what failed, then what is missing. */
export function readinessByConditions(object: JsonObject, rule: ConditionRule): Readiness {
  const behind = generationBehind(object, rule);
  if (behind !== undefined) return waiting(behind);
  const failed = (rule.failed ?? []).map(type => named(object, type)).find(each => each?.status === 'True');
  if (failed) return stuck(`${failed.type}: ${wordsOf(failed)}`);
  const phase = rule.phase ? textAt(object, rule.phase.path) : undefined;
  if (phase !== undefined && rule.phase?.failed?.includes(phase) === true)
    return stuck(`${phase}${messageAt(object)}`);
  const busy = (rule.busy ?? []).map(type => named(object, type)).find(each => each?.status === 'True');
  if (busy) return waiting(`${busy.type}: ${wordsOf(busy)}`);
  const open = rule.ready.find(type => conditionOf(object, type)?.status !== 'True');
  if (open !== undefined) return missing(object, open, rule);
  if (rule.phase && (phase === undefined || !rule.phase.ready.includes(phase)))
    return waiting(phase ?? 'its controller has not looked at it yet');
  return ready(
    rule.ready.length > 0 ? rule.ready.join(', ').toLowerCase() : (phase ?? 'ready').toLowerCase(),
  );
}

function missing(object: JsonObject, type: string, rule: ConditionRule): Readiness {
  const condition = named(object, type);
  if (!condition) return waiting('its controller has not looked at it yet');
  const words = `not ${type.toLowerCase()}: ${wordsOf(condition)}`;
  const isFinal = condition.status === 'False' && rule.failedReasons?.includes(condition.reason) === true;
  return isFinal ? stuck(words) : waiting(words);
}

/** What a controller that tells which generation it has seen has not seen yet; also per condition (Gateway API and others). */
function generationBehind(object: JsonObject, rule: ConditionRule): string | undefined {
  const generation = numberAt(object, '/metadata/generation');
  if (generation === undefined || rule.observes === 'nothing') return undefined;
  const observed = valueAt(object, '/status/observedGeneration');
  // Some controllers write it as text (Argo Rollouts, rollouts pkg/apis/rollouts/v1alpha1 RolloutStatus).
  const seen = typeof observed === 'string' ? Number(observed) : observed;
  if (typeof seen === 'number') return seen < generation ? 'the controller has not seen it yet' : undefined;
  const stale = rule.ready.some(type => {
    const own = numberAt(conditionBody(object, type), '/observedGeneration');
    return own !== undefined && own < generation;
  });
  return stale ? 'the controller has not seen it yet' : undefined;
}

interface Named {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

function named(object: JsonObject, type: string): Named | undefined {
  const condition = conditionOf(object, type);
  return condition && { type, ...condition };
}

function conditionBody(object: JsonObject, type: string): ReturnType<typeof valueAt> {
  const list = valueAt(object, '/status/conditions');
  return Array.isArray(list) ? list.find(each => textAt(each, '/type') === type) : undefined;
}

function wordsOf({ reason, message }: Named): string {
  return [reason, message].filter(text => text !== '').join(': ') || 'no reason given';
}

function messageAt(object: JsonObject): string {
  const message = textAt(object, '/status/message') ?? textAt(object, '/status/reason');
  return message === undefined ? '' : `: ${message}`;
}
