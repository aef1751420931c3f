import type { FieldRule } from '../../../model/field-rule.ts';
import { isEqual, isObject, type Json, type JsonObject } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import type { ListKeys } from '../../../diff/fields.ts';
import { type Decision, decideOn, type FieldRules } from './decide.ts';
import {
  type FieldPath,
  type FieldSet,
  holderOf,
  keyOf,
  leavesOf,
  unite,
  valueAtField,
  withField,
  withoutField,
} from './field-set.ts';
import { managedFieldsOf } from './managed-fields.ts';
import { isOurs, type Ownership } from './ownership.ts';
import { fieldsAt, meansObject } from './rules.ts';

/** A field that the manifest wants and that is left as it is. */
export interface SetAside {
  readonly path: FieldPath;
  readonly owners: readonly string[];
  /** The rule of the input that says so, or that the owner is a controller which is known to write it. */
  readonly why: string;
}

/** What is sent of an intent: without what is left to others, with what is left as it is. */
export interface Payload {
  readonly body: JsonObject;
  readonly setAside: readonly SetAside[];
  /** Fields of former tools that stay theirs, because a rule says so. */
  readonly spared: FieldSet;
}

/** What the payload of one object depends on. */
export interface PayloadInput {
  readonly id: ObjectId;
  readonly want: JsonObject;
  readonly live: JsonObject;
  readonly ownership: Ownership;
  readonly rules: FieldRules;
  readonly keysAt: ListKeys;
}

/**
 * Takes out of the intent what rules and known controllers keep. A field that another manager holds is stripped, and so
 * stays as that manager wants it; one that only we hold is adopted as it is now, since leaving it out would make the server
 * delete it or put its default back (model: fluxcd/pkg ssa/manager_apply.go).
 */
export function payloadOf(input: PayloadInput): Payload {
  const ignored = ignoredFields(input);
  const left = leftFields(input, ignored.body);
  return {
    body: left.reduce((body, { path }) => stripped(body, path), ignored.body),
    setAside: [...ignored.setAside, ...left],
    spared: unite([ignored.spared, sparedByManager(input)]),
  };
}

/** The payload without more fields, which only the server's answer showed to belong to somebody who keeps them. */
export function withoutMore(payload: Payload, more: readonly SetAside[]): Payload {
  return {
    ...payload,
    body: more.reduce((body, { path }) => stripped(body, path), payload.body),
    setAside: [...payload.setAside, ...more],
  };
}

/** Why a field is left as it is, in words. */
export function reasonOf(decision: Decision): string {
  return decision.rule === undefined ? 'a controller that is known to set it' : `rule "${decision.rule}"`;
}

function ignoredFields({ id, want, live, ownership, rules, keysAt }: PayloadInput): Payload {
  const isHeld = holderOf(...ownership.others.map(entry => leavesOf(entry.fields)), ownership.traces);
  const isOwn = holderOf(ownership.ours);
  let body = want;
  const setAside: SetAside[] = [];
  const spared = new Map<string, FieldPath>();
  for (const rule of rules.ignore.filter(each => isFieldRule(each) && meansObject(each, id))) {
    for (const path of placesOf(rule, [want, live], keysAt)) {
      const [wanted, found] = [valueAtField(body, path), valueAtField(live, path)];
      if (isEqual(wanted, found) || (wanted === undefined && !isOwn(path) && !isHeld(path))) continue;
      spared.set(keyOf(path), path);
      if (wanted === undefined && !isOwn(path) && !isTraced(path, ownership)) continue;
      if (found === undefined || isHeld(path)) body = stripped(body, path);
      else body = objectOr(withField(body, path, found), body);
      setAside.push({ path, owners: ownersAt(live, path), why: `rule "${rule.text}"` });
    }
  }
  return { body, setAside, spared };
}

function isFieldRule(rule: FieldRule): boolean {
  return rule.field !== undefined && rule.manager === undefined;
}

function isTraced(path: FieldPath, ownership: Ownership): boolean {
  return holderOf(ownership.traces)(path);
}

function placesOf(rule: FieldRule, objects: readonly Json[], keysAt: ListKeys): Iterable<FieldPath> {
  const places = objects.flatMap(object => fieldsAt(rule.field ?? '', object, keysAt));
  return new Map(places.map(path => [keyOf(path), path])).values();
}

/** Fields whose live value differs from the wanted one and whose owner keeps them, by rule or because it is known. */
function leftFields({ id, live, ownership, rules }: PayloadInput, body: JsonObject): readonly SetAside[] {
  const found = new Map<string, SetAside>();
  for (const entry of [...ownership.others, ...tracesWithRule(live, rules)]) {
    for (const [key, path] of leavesOf(entry.fields)) {
      const [wanted, has] = [valueAtField(body, path), valueAtField(live, path)];
      // Whether larger parts are in conflict only the server can tell: their fields may have several owners.
      const isSimple = path.at(-1) !== '.' && typeof has !== 'object';
      if (!isSimple || wanted === undefined || isEqual(wanted, has) || found.has(key)) continue;
      const decision = decideOn(entry, path, id, rules);
      if (decision.action !== 'leave') continue;
      found.set(key, { path, owners: ownersAt(live, path), why: reasonOf(decision) });
    }
  }
  return [...found.values()];
}

/** Former tools and people are taken over by default; a rule that names one of them turns it into somebody to respect. */
function tracesWithRule(live: JsonObject, rules: FieldRules): ReturnType<typeof managedFieldsOf> {
  const named = [...rules.ignore, ...rules.conflicts].some(rule => rule.manager !== undefined);
  return named ? managedFieldsOf(live).filter(entry => !isOurs(entry)) : [];
}

function sparedByManager({ id, live, ownership, rules }: PayloadInput): FieldSet {
  const spared = new Map<string, FieldPath>();
  for (const entry of tracesWithRule(live, rules)) {
    for (const [key, path] of leavesOf(entry.fields)) {
      if (!ownership.traces.has(key)) continue;
      const decision = decideOn(entry, path, id, rules);
      if (decision.why === 'rule' && decision.action === 'leave') spared.set(key, path);
    }
  }
  return spared;
}

/** The managers of a field beside us. */
export function ownersAt(live: JsonObject, path: FieldPath): readonly string[] {
  const holders = managedFieldsOf(live).filter(
    entry => !isOurs(entry) && holderOf(leavesOf(entry.fields))(path),
  );
  return [...new Set(holders.map(entry => entry.manager))];
}

/** A list item keeps its keys: without them it would be another one. Parents that are emptied by it go too. */
function stripped(body: JsonObject, path: FieldPath): JsonObject {
  const result = withoutField(body, path);
  const parent = path.slice(0, -1);
  const isEmptied =
    parent.at(-1)?.startsWith('f:') === true && isEmpty(valueAtField(result, parent)) && parent.length > 1;
  return isEmptied ? stripped(objectOr(result, body), parent) : objectOr(result, body);
}

function isEmpty(value: Json | undefined): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

function objectOr(value: Json, otherwise: JsonObject): JsonObject {
  return isObject(value) ? value : otherwise;
}
