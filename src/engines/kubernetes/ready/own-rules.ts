import { type JsonObject, valueAt } from '../../../model/json.ts';
import type { ReadyRule, ReadyTerm } from '../../../model/ready-rule.ts';
import {
  conditionOf,
  isBehind,
  notSeen,
  type Readiness,
  type ReadinessRule,
  ready,
  stuck,
  waiting,
} from './readiness.ts';

/** The user's rules as functions, by `group/Kind`. */
export function ownRules(rules: readonly ReadyRule[]): ReadonlyMap<string, ReadinessRule> {
  return new Map(
    rules.map(rule => [`${rule.group}/${rule.kind}`, object => readinessByOwnRule(object, rule)]),
  );
}

function readinessByOwnRule(object: JsonObject, rule: ReadyRule): Readiness {
  if (rule.ready.length === 0 && rule.failed.length === 0) return ready('applied');
  if (isBehind(object)) return waiting(notSeen);
  const failed = rule.failed.find(term => holds(object, term));
  if (failed) return stuck(`${nameOf(failed)} is ${valueOf(object, failed)}${messageOf(object, failed)}`);
  const open = rule.ready.find(term => !holds(object, term));
  if (open) return waiting(`${nameOf(open)} is ${valueOf(object, open)}${messageOf(object, open)}`);
  return ready(rule.ready.map(term => `${nameOf(term)} is ${valueOf(object, term)}`).join(', ') || 'applied');
}

function holds(object: JsonObject, term: ReadyTerm): boolean {
  return valueOf(object, term) === ('condition' in term ? term.status : term.value);
}

function valueOf(object: JsonObject, term: ReadyTerm): string {
  if ('condition' in term) return conditionOf(object, term.condition)?.status ?? 'not set';
  const value = valueAt(object, term.path);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'not set';
}

function nameOf(term: ReadyTerm): string {
  return 'condition' in term ? term.condition : term.path.slice(1).replaceAll('/', '.');
}

function messageOf(object: JsonObject, term: ReadyTerm): string {
  const condition = 'condition' in term ? conditionOf(object, term.condition) : undefined;
  const words = [condition?.reason, condition?.message].filter(text => text !== undefined && text !== '');
  return words.length === 0 ? '' : `: ${words.join(': ')}`;
}
