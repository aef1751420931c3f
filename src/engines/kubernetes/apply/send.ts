import { Failure } from '../../../model/failure.ts';
import { isEqual, isObject, type JsonObject, stringifyJson, textAt } from '../../../model/json.ts';
import { refusal } from '../api/refusal.ts';
import type { Cluster, Resource } from '../cluster.ts';
import { manager } from '../names.ts';
import type { PlannedSet, PlannedStep } from '../plan/index.ts';

const phase = 'apply';
const tries = 4;

/** What sending one object needs. */
export interface SendContext {
  readonly cluster: Cluster;
  readonly fieldsOf: PlannedSet['fieldsOf'];
}

/**
 * Applies one planned object, bound to the state the plan saw. When the object moved in between (a controller wrote
 * its status, say) the dry run is asked again: the same fields may be written, different ones stop the object.
 * @throws Failure object-refused, object-changed, field-conflict, permission-missing, ...
 */
export async function sendObject(
  step: PlannedStep,
  resource: Resource,
  context: SendContext,
): Promise<JsonObject> {
  let { live } = step;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await put(step, resource, live, context.cluster);
    if (!answer.status && isObject(answer.body)) return answer.body;
    const moved = answer.status?.code === 409 && answer.status.reason === 'Conflict' && live !== undefined;
    if (!moved || attempt === tries) throw refusal(answer, { verb: 'patch', resource, ...step.intent.id });
    live = await lookAgain(step, resource, context);
  }
}

async function put(
  step: PlannedStep,
  resource: Resource,
  live: JsonObject | undefined,
  cluster: Cluster,
): ReturnType<Cluster['apply']> {
  const body = live ? bindTo(step.intent.body, live) : step.intent.body;
  const options = { manager, force: true, dryRun: false };
  return await cluster.apply(resource, step.intent.id, stringifyJson(body), options, phase);
}

/** The body with uid and resourceVersion of what was seen: the server refuses it when the object is another one by now. */
function bindTo(body: JsonObject, live: JsonObject): JsonObject {
  const metadata = isObject(body['metadata']) ? body['metadata'] : {};
  const uid = textAt(live, '/metadata/uid') ?? '';
  const resourceVersion = textAt(live, '/metadata/resourceVersion') ?? '';
  return { ...body, metadata: { ...metadata, uid, resourceVersion } };
}

async function lookAgain(step: PlannedStep, resource: Resource, context: SendContext): Promise<JsonObject> {
  const { intent, change } = step;
  const live = await context.cluster.get(resource, intent.id, phase);
  if (!live) throw changed(intent.address, 'it was deleted');
  const options = { manager, force: true, dryRun: true };
  const answer = await context.cluster.apply(
    resource,
    intent.id,
    stringifyJson(bindTo(intent.body, live)),
    options,
    phase,
  );
  if (answer.status?.code === 409) return live;
  if (answer.status || !isObject(answer.body))
    throw refusal(answer, { verb: 'patch', resource, ...intent.id });
  const fields = context.fieldsOf(intent, live, answer.body);
  const planned = new Map(change.fields.map(field => [field.label, field]));
  const surprise = fields.find(field => {
    const expected = planned.get(field.label);
    return !expected || !isEqual(expected.before, field.before) || !isEqual(expected.after, field.after);
  });
  if (surprise) throw changed(intent.address, `${surprise.label} was changed`);
  return live;
}

function changed(address: string, how: string): Failure {
  return new Failure('object-changed', `${address}: ${how} in the cluster between the plan and the apply`, {
    hint: 'Run again: the new plan will show the difference.',
  });
}
