import type { Change } from '../../../model/change.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { Failure } from '../../../model/failure.ts';
import { isObject, type JsonObject, stringifyJson, textAt } from '../../../model/json.ts';
import type { Resource } from '../cluster.ts';
import { manager } from '../names.ts';
import { createdOnly, withOwnRules } from './annotations.ts';
import { conflictFinding } from './conflict.ts';
import { keptAddress, outdatedFields } from './derived.ts';
import { describeField } from './describe-field.ts';
import { isExactlyOurs } from './exact.ts';
import { leftBehind } from './left-behind.ts';
import { changedFields } from './fields.ts';
import { foreignSet } from './foreign-set.ts';
import type { Intent } from './intent.ts';
import { identityOf, localCreate } from './local.ts';
import { holdsTraces, ownershipOf } from './ownership.ts';
import { type Prediction, predictUpdate } from './predict.ts';
import type { ObjectContext, PlannedObject } from './object-context.ts';
import { planRefused, recreateFor } from './refused.ts';
import { ignoringRule } from './rules.ts';
import { standInFor } from './stand-in.ts';
import { type Payload, payloadOf } from './set-aside.ts';

const phase = 'plan';

/** Plans one object: skips what is exactly ours, asks the server's dry run about everything else. */
export async function planObject(
  intent: Intent,
  live: JsonObject | undefined,
  context: ObjectContext,
): Promise<PlannedObject> {
  if (!intent.resource)
    return planned(
      localCreate(intent, context, `its kind comes with this change: ${context.checkedBy(intent)}`),
    );
  if (live) return await planExisting(intent, intent.resource, live, context);
  if (intent.id.namespace !== undefined && context.createdNamespaces.has(intent.id.namespace))
    return await planInNewNamespace(intent, intent.resource, context);
  const answer = await context.cluster.apply(
    intent.resource,
    intent.id,
    stringifyJson(intent.body),
    { manager, force: true, dryRun: true },
    phase,
  );
  if (answer.status) return await planRefused(intent, undefined, answer, context);
  if (!isObject(answer.body))
    throw new Failure('server-unusable', `the dry run of ${intent.address} answered without an object`);
  const change: Change = { ...localCreate(intent, context), evidence: 'server' };
  return { change, diagnostics: [], warnings: answer.warnings };
}

/**
 * Asks about an object of a namespace that comes with this very change in a namespace that exists, under a name of its
 * own. What that namespace does not allow, or the credentials do not there, says nothing: then the files speak alone.
 */
async function planInNewNamespace(
  intent: Intent,
  resource: Resource,
  context: ObjectContext,
): Promise<PlannedObject> {
  const { id, body } = standInFor(intent.id, intent.body, context.standInNamespace);
  const options = { manager, force: true, dryRun: true };
  const answer = await context.cluster.apply(resource, id, stringifyJson(body), options, phase);
  if (answer.status && answer.httpStatus !== 403 && answer.httpStatus !== 404)
    return await planRefused(intent, undefined, answer, context);
  const place = 'its namespace comes with this change';
  if (answer.status) return planned(localCreate(intent, context, `${place}: validated locally only`));
  const note = `${place}: validated by the server in namespace ${context.standInNamespace}`;
  const change: Change = { ...localCreate(intent, context, note), evidence: 'server' };
  return { change, diagnostics: [], warnings: answer.warnings };
}

async function planExisting(
  intent: Intent,
  resource: Resource,
  live: JsonObject,
  common: ObjectContext,
): Promise<PlannedObject> {
  if (textAt(live, '/metadata/deletionTimestamp') !== undefined) return beingDeleted(intent);
  const foreign = foreignSet(intent, live, common.setId);
  if (foreign) return ownedElsewhere(intent, foreign);
  const note = createdOnly(intent);
  if (note !== undefined) return planned({ ...unchanged(intent), evidence: 'local', note });
  const context = { ...common, rules: withOwnRules(intent, common.rules) };
  const ownership = ownershipOf(live);
  const keysAt = context.listKeysOf(intent);
  const given = { id: intent.id, want: intent.body, live, ownership, rules: context.rules, keysAt };
  const payload = payloadOf(given);
  const sent = { ...given, want: payload.body };
  const isKnown = context.livePlan === 'changed' && !holdsTraces(ownership, payload.spared);
  if (isKnown && isExactlyOurs(live, payload.body, intent.id, manager) && outdatedFields(sent).length === 0)
    return planned({ ...unchanged(intent), ...ignoredBy(payload, intent, live, context) });
  const kept = keptAddress(sent);
  const anew = kept === undefined ? undefined : await recreateFor([kept], intent, live, context);
  if (anew) return planned(anew);
  const predicted = await predictUpdate(intent, resource, live, { ...context, phase });
  if ('refused' in predicted) return await planRefused(intent, live, predicted.refused, context);
  return plannedUpdate(intent, live, predicted.prediction, context);
}

function plannedUpdate(
  intent: Intent,
  live: JsonObject,
  prediction: Prediction,
  context: ObjectContext,
): PlannedObject {
  const fields = changedFields(intent, live, prediction.end, context);
  const rule = ignoringRule(context.rules.ignore, intent.id);
  const isIgnored = rule !== undefined && fields.length > 0;
  const { localNote, contested, warnings } = prediction;
  const change: Change = {
    ...identityOf(intent, fields),
    action: fields.length > 0 && !isIgnored ? 'update' : 'unchanged',
    fields: isIgnored ? [] : fields,
    evidence: localNote === undefined ? 'server' : 'local',
    ...(localNote !== undefined && { note: localNote }),
    ...(isIgnored
      ? { ignored: fields.map(field => ({ ...field, why: `rule "${rule.text}"` })) }
      : ignoredBy(prediction.payload, intent, live, context)),
  };
  // A check for drift tells whose the field is now; nobody is about to take it.
  const found = isIgnored || context.intention === 'to compare' ? [] : contested;
  const diagnostics = [
    ...found.map(field => conflictFinding(field, intent, live, context)),
    ...leftBehind(intent, live),
  ];
  return { change, prediction, diagnostics, warnings };
}

/** What rules and known controllers keep, for the report: nothing is left alone silently. */
function ignoredBy(
  payload: Payload,
  intent: Intent,
  live: JsonObject,
  context: ObjectContext,
): Pick<Change, 'ignored'> {
  if (payload.setAside.length === 0) return {};
  return { ignored: payload.setAside.map(field => describeField(field, intent, live, context.secrets)) };
}

function ownedElsewhere(intent: Intent, finding: Diagnostic): PlannedObject {
  const note = 'it belongs to another set';
  const change: Change = { ...identityOf(intent), action: 'unknown', fields: [], evidence: 'listed', note };
  return { change, diagnostics: [finding], warnings: [] };
}

function planned(change: Change): PlannedObject {
  return { change, diagnostics: [], warnings: [] };
}

function unchanged(intent: Intent): Change {
  return { ...identityOf(intent), action: 'unchanged', fields: [], evidence: 'listed' };
}

function beingDeleted(intent: Intent): PlannedObject {
  return {
    change: {
      ...identityOf(intent),
      action: 'unknown',
      fields: [],
      evidence: 'listed',
      note: 'it is being deleted in the cluster',
    },
    diagnostics: [
      {
        code: 'object-terminating',
        severity: 'error',
        message: `${intent.address} is being deleted in the cluster: what is applied to it now would vanish with it`,
        hint: 'Wait until it is gone and run again; if it hangs, look at its metadata.finalizers.',
        location: intent.manifest.location,
        address: intent.address,
      },
    ],
    warnings: [],
  };
}
