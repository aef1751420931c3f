import { Failure } from '../../../model/failure.ts';
import { isEqual, isObject, type JsonObject, stringifyJson, textAt } from '../../../model/json.ts';
import { objectPath } from '../api/paths.ts';
import { refusal } from '../api/refusal.ts';
import type { Cluster, Resource } from '../cluster.ts';
import { manager } from '../names.ts';
import type { PlannedSet, PlannedStep } from '../plan/index.ts';
import { takeOverPatch } from '../plan/take-over.ts';
import type { ApiAnswer } from '../transport/transport.ts';

const phase = 'apply';
const tries = 4;

/** What sending one object needs. */
export interface SendContext {
  readonly cluster: Cluster;
  readonly lookAgain: PlannedSet['lookAgain'];
}

/**
 * Applies one planned object, bound to the state the plan saw. When the object moved in between (a controller wrote
 * its status, say) the prediction is made again: the same fields may be written, different ones stop the object.
 * @throws Failure object-refused, object-changed, field-conflict, permission-missing, ...
 */
export async function sendObject(
  step: PlannedStep,
  resource: Resource,
  context: SendContext,
): Promise<JsonObject> {
  let seen = step;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await put(seen, resource, context.cluster);
    if (!answer.status && isObject(answer.body)) return answer.body;
    const moved = isMoved(answer) && seen.live !== undefined;
    if (!moved || attempt === tries) throw refusal(answer, { verb: 'patch', resource, ...step.intent.id });
    seen = await lookAgain(step, resource, context);
  }
}

function isMoved({ status }: ApiAnswer): boolean {
  return status?.code === 409 && status.reason === 'Conflict' && !status.causes.some(isOwnerConflict);
}

function isOwnerConflict(cause: { readonly reason: string }): boolean {
  return cause.reason === 'FieldManagerConflict';
}

/**
 * An object that exists is written by force, for the plan has decided about every field of every owner at this very
 * resourceVersion. One that did not exist is not: if it has appeared meanwhile, its owner's fields are not ours to take.
 */
async function put(step: PlannedStep, resource: Resource, cluster: Cluster): Promise<ApiAnswer> {
  const { live, intent } = step;
  const isNew = live === undefined;
  const options = { manager, force: !isNew, dryRun: false };
  if (isNew) return await cluster.apply(resource, intent.id, stringifyJson(intent.body), options, phase);
  const taken = await takeOver(step, live, resource, cluster);
  if (taken.refused) return taken.refused;
  const body = bindTo(step.prediction?.payload.body ?? intent.body, taken.live);
  return await cluster.apply(resource, intent.id, stringifyJson(body), options, phase);
}

/** Makes the fields of former tools ours first, so that the apply removes what the intent does not have. */
async function takeOver(
  step: PlannedStep,
  live: JsonObject,
  resource: Resource,
  cluster: Cluster,
): Promise<{ readonly live: JsonObject; readonly refused?: ApiAnswer }> {
  const { claims, payload } = step.prediction ?? {};
  const patch = takeOverPatch(live, claims ?? [], payload?.spared ?? new Map());
  if (patch === undefined) return { live };
  const path = objectPath(resource, step.intent.id);
  const options = {
    query: { fieldManager: manager },
    body: patch,
    contentType: 'application/json-patch+json',
  };
  const answer = await cluster.raw('PATCH', path, options, phase);
  if (answer.status || !isObject(answer.body)) return { live, refused: answer };
  return { live: answer.body };
}

/** The body with uid and resourceVersion of what was seen: the server refuses it when the object is another one by now. */
function bindTo(body: JsonObject, live: JsonObject): JsonObject {
  const metadata = isObject(body['metadata']) ? body['metadata'] : {};
  const uid = textAt(live, '/metadata/uid') ?? '';
  const resourceVersion = textAt(live, '/metadata/resourceVersion') ?? '';
  return { ...body, metadata: { ...metadata, uid, resourceVersion } };
}

async function lookAgain(step: PlannedStep, resource: Resource, context: SendContext): Promise<PlannedStep> {
  const { intent, change } = step;
  const live = await context.cluster.get(resource, intent.id, phase);
  if (!live) throw changed(intent.address, 'it was deleted');
  const again = await context.lookAgain(intent, resource, live);
  if ('refused' in again) throw refusal(again.refused, { verb: 'patch', resource, ...intent.id });
  const [contested] = again.prediction.contested;
  if (contested) {
    const names = contested.owners.map(owner => owner.manager).join(', ');
    throw changed(intent.address, `a field was taken by ${names}`);
  }
  const planned = new Map(change.fields.map(field => [field.label, field]));
  const surprise = again.fields.find(field => {
    const expected = planned.get(field.label);
    return !expected || !isEqual(expected.before, field.before) || !isEqual(expected.after, field.after);
  });
  if (surprise) throw changed(intent.address, `${surprise.label} was changed`);
  return { ...step, live, prediction: again.prediction };
}

function changed(address: string, how: string): Failure {
  return new Failure('object-changed', `${address}: ${how} in the cluster between the plan and the apply`, {
    hint: 'Run again: the new plan will show the difference.',
  });
}
