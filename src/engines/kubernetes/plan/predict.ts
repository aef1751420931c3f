import { Failure } from '../../../model/failure.ts';
import { isEqual, isObject, type JsonObject, stringifyJson } from '../../../model/json.ts';
import type { ListKeys } from '../../../diff/fields.ts';
import { objectPath } from '../api/paths.ts';
import type { Cluster, Resource } from '../cluster.ts';
import { manager } from '../names.ts';
import type { ApiAnswer } from '../transport/transport.ts';
import { claimsOf } from './claims.ts';
import { type Contested, contestedFields } from './contested.ts';
import { decideOn, type FieldRules } from './decide.ts';
import { outdatedFields, withFamilyPolicy } from './derived.ts';
import { type FieldPath, type FieldSet, holderOf, keyOf, leavesOf, unite, without } from './field-set.ts';
import type { Intent } from './intent.ts';
import { mergeLocally, withoutFields } from './local-merge.ts';
import { type Ownership, ownershipOf } from './ownership.ts';
import { ownersAt, type Payload, payloadOf, reasonOf, type SetAside, withoutMore } from './set-aside.ts';

/** What a prediction needs beside the object. */
export interface PredictContext {
  readonly cluster: Cluster;
  readonly rules: FieldRules;
  readonly listKeysOf: (intent: Intent) => ListKeys;
}

/** What an apply makes of an object that exists, and how it has to be sent for that. */
export interface Prediction {
  /** The object as it will be, by the server's own dry run, or by our merge when `isLocal`. */
  readonly end: JsonObject;
  readonly payload: Payload;
  /** Fields nobody owns that have to be claimed first, because only an owner can remove them. */
  readonly claims: readonly FieldPath[];
  /** Fields whose owner nobody knows: they stop the run. */
  readonly contested: readonly Contested[];
  readonly warnings: readonly string[];
  /** Why the server could not be asked about all of it. */
  readonly localNote?: string;
}

/** A prediction, or the refusal of the server. */
export type Predicted =
  | { readonly prediction: Prediction }
  | { readonly refused: ApiAnswer; readonly payload: Payload };

const phaseTries = 3;

/**
 * Predicts an apply to an object that exists, without writing anything: one dry run; another one when somebody keeps a field
 * that the intent wants; a dry run of a PUT when former tools own fields that will go (a plain dry run hides those).
 */
export async function predictUpdate(
  intent: Intent,
  resource: Resource,
  live: JsonObject,
  context: PredictContext & { readonly phase: string },
): Promise<Predicted> {
  const ownership = ownershipOf(live);
  const keysAt = context.listKeysOf(intent);
  const { rules } = context;
  const ask: Ask = {
    intent,
    resource,
    live,
    ownership,
    keysAt,
    rules,
    cluster: context.cluster,
    phase: context.phase,
  };
  const want = withFamilyPolicy({ id: intent.id, want: intent.body, live, ownership });
  let payload = payloadOf({ id: intent.id, want, live, ownership, rules, keysAt });
  for (;;) {
    const answer = await askServer(ask, payload);
    if ('refused' in answer) return { refused: answer.refused, payload };
    const { entries } = ownership;
    const contested = contestedFields({ live, after: answer.witness, want: payload.body, entries });
    const more = contested.flatMap(field => leftTo(field, intent, live, rules));
    if (more.length === 0) {
      const unknown = contested.filter(field => isUndecided(field, intent, rules));
      const { witness: _witness, ...known } = answer;
      return { prediction: { ...known, payload, contested: unknown } };
    }
    payload = withoutMore(payload, more);
  }
}

interface Ask {
  readonly intent: Intent;
  readonly resource: Resource;
  readonly live: JsonObject;
  readonly ownership: Ownership;
  readonly keysAt: ListKeys;
  readonly rules: FieldRules;
  readonly cluster: Cluster;
  readonly phase: string;
}

/** `witness` is the answer whose managedFields tell who lost what. */
type Asked =
  | { readonly refused: ApiAnswer }
  | (Pick<Prediction, 'end' | 'claims' | 'warnings' | 'localNote'> & { readonly witness: JsonObject });

async function askServer(ask: Ask, payload: Payload): Promise<Asked> {
  for (let attempt = 1; ; attempt += 1) {
    const dry = await ask.cluster.apply(
      ask.resource,
      ask.intent.id,
      stringifyJson(payload.body),
      { manager, force: true, dryRun: true },
      ask.phase,
    );
    const asked = await answered(ask, payload, dry);
    // A controller may write the status between the two dry runs; the next pair sees it.
    const hasMoved = 'refused' in asked && asked.refused.httpStatus === 409;
    if (!hasMoved || attempt === phaseTries) return asked;
  }
}

async function answered(ask: Ask, payload: Payload, dry: ApiAnswer): Promise<Asked> {
  const outdated = outdatedFields({ ...ask, id: ask.intent.id, want: payload.body });
  if (dry.status) return await unlocked(ask, payload, dry, outdated);
  return outdated.length === 0
    ? await migrated(ask, payload, dry)
    : await merged(ask, payload, outdated, dry.warnings);
}

/** The end state once the fields of former tools are ours: those that the intent does not have are gone. */
async function migrated(ask: Ask, payload: Payload, dry: ApiAnswer): Promise<Asked> {
  const { ownership } = ask;
  const end = dry.body;
  if (!isObject(end))
    throw new Failure('server-unusable', `the dry run of ${ask.intent.address} answered without an object`);
  const known = { end, witness: end, claims: [], warnings: dry.warnings };
  const others = othersOf(ownership);
  const { ours } = ownershipOf(end);
  const released = without(ownership.traces, ours, others, payload.spared);
  if (released.size === 0) return known;
  const put = withoutFields(end, released, holderOf(ours, others, payload.spared));
  if (isEqual(put, end)) return known;
  const asked = await asPut(ask, put, dry.warnings);
  // Without the former tool's fields a default may come back that something unowned does not go with.
  return 'refused' in asked ? await unlocked(ask, payload, asked.refused, []) : { ...asked, witness: end };
}

/** A refused dry run may only mean that the old arm of a one-of still stands there: then the merge is made here. */
async function unlocked(
  ask: Ask,
  payload: Payload,
  dry: ApiAnswer,
  outdated: readonly FieldPath[],
): Promise<Asked> {
  const { live, ownership, keysAt } = ask;
  const causes = dry.status?.causes ?? [];
  const claims = [...claimsOf(causes, live, payload.body, ownership, keysAt), ...outdated];
  if (dry.status?.code !== 422 || (ownership.traces.size === 0 && claims.length === 0))
    return { refused: dry };
  return await merged(ask, payload, claims, []);
}

/** The end state by our own merge, once the claimed fields are ours too; the server says what it makes of it. */
async function merged(
  ask: Ask,
  payload: Payload,
  claims: readonly FieldPath[],
  warnings: readonly string[],
): Promise<Asked> {
  const { live, ownership, keysAt } = ask;
  const claimed: FieldSet = new Map(claims.map(path => [keyOf(path), path]));
  const others = unite([othersOf(ownership), payload.spared]);
  const released = without(unite([ownership.traces, ownership.ours, claimed]), others);
  const put = mergeLocally({ live, want: payload.body, released, others, keysAt });
  const asked = await asPut(ask, put, warnings);
  return 'refused' in asked ? asked : { ...asked, claims };
}

/** The server's dry run of the whole object; without the right to ask, what we know ourselves. */
async function asPut(ask: Ask, put: JsonObject, warnings: readonly string[]): Promise<Asked> {
  const path = objectPath(ask.resource, ask.intent.id);
  const query = { fieldManager: manager, fieldValidation: 'Strict', dryRun: 'All' };
  const options = { query, body: stringifyJson(withoutManagedFields(put)), contentType: 'application/json' };
  const answer = await ask.cluster.raw('PUT', path, options, ask.phase);
  if (answer.httpStatus === 403 || answer.httpStatus === 405) {
    const localNote =
      'the server was not asked what goes with the fields of former tools (no right to update): computed here';
    return { end: put, witness: put, claims: [], warnings, localNote };
  }
  if (answer.status || !isObject(answer.body)) return { refused: answer };
  return { end: answer.body, witness: answer.body, claims: [], warnings: [...warnings, ...answer.warnings] };
}

function withoutManagedFields(object: JsonObject): JsonObject {
  const { metadata, ...rest } = object;
  if (!isObject(metadata)) return object;
  const { managedFields: _managedFields, ...marks } = metadata;
  return { ...rest, metadata: marks };
}

function othersOf(ownership: Ownership): FieldSet {
  return unite(ownership.others.map(entry => leavesOf(entry.fields)));
}

function leftTo(field: Contested, intent: Intent, live: JsonObject, rules: FieldRules): readonly SetAside[] {
  const { path } = field;
  const decisions = field.owners.map(owner => decideOn(owner, path, intent.id, rules));
  const left = decisions.find(decision => decision.action === 'leave');
  if (!left || decisions.some(decision => decision.action === 'fail')) return [];
  return [{ path, owners: ownersAt(live, path), why: reasonOf(left) }];
}

function isUndecided({ path, owners }: Contested, intent: Intent, rules: FieldRules): boolean {
  return owners.some(owner => decideOn(owner, path, intent.id, rules).action === 'fail');
}
