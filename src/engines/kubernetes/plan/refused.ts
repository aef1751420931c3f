import type { Change } from '../../../model/change.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { JsonObject } from '../../../model/json.ts';
import { refusal } from '../api/refusal.ts';
import { refusedFields } from '../api/refused-fields.ts';
import type { Resource } from '../cluster.ts';
import type { ApiAnswer } from '../transport/transport.ts';
import { mayBeRecreated } from './annotations.ts';
import { isOneOf } from './claims.ts';
import { missedFieldHint } from './conflict.ts';
import { pointerOfField } from './field-path.ts';
import { changedFields } from './fields.ts';
import type { Intent } from './intent.ts';
import { identityOf, localCreate, localUpdate } from './local.ts';
import type { ObjectContext, PlannedObject } from './object-context.ts';
import { createdPrerequisite } from './prerequisite.ts';
import { madeAnew, mayReplace } from './recreate.ts';
import { isImmutableCause, recreateRiskOf } from './risk.ts';
import { whyNotAsked } from './unasked.ts';
import { rightMissingToAsk } from './unasked-right.ts';

/** A refused dry run is an immutable field (shown as recreate), a question the server does not take, or an error at its line. */
export async function planRefused(
  intent: Intent,
  live: JsonObject | undefined,
  answer: ApiAnswer,
  context: ObjectContext,
): Promise<PlannedObject> {
  const unasked = reasonNotAsked(intent, live, answer, context);
  if (unasked !== undefined) {
    const change = live ? localUpdate(intent, live, context, unasked) : localCreate(intent, context, unasked);
    return { change, diagnostics: [], warnings: [] };
  }
  const recreate = live && (await recreateOf(intent, live, answer, context));
  if (recreate) return { change: recreate, diagnostics: [], warnings: [] };
  return {
    change: {
      ...identityOf(intent),
      action: 'unknown',
      fields: [],
      evidence: 'server',
      note: 'the server refused it',
    },
    diagnostics: intent.resource ? refusalDiagnostics(intent, intent.resource, answer, live, context) : [],
    warnings: [],
  };
}

/** Why the refusal says nothing about the object: what it needs comes with this change, or nobody may ask. */
function reasonNotAsked(
  intent: Intent,
  live: JsonObject | undefined,
  answer: ApiAnswer,
  context: ObjectContext,
): string | undefined {
  const missing = live ? undefined : createdPrerequisite(intent, context.createdKeys);
  if (missing !== undefined && (answer.httpStatus === 403 || answer.httpStatus === 404))
    return `${missing} comes with this change: validated locally only`;
  if (context.changedKinds.has(`${intent.id.group}/${intent.id.kind}`) && answer.httpStatus !== 403)
    return `its CustomResourceDefinition changes with it: ${context.checkedBy(intent)}`;
  return whyNotAsked(answer) ?? rightMissingToAsk(answer, context.intention);
}

async function recreateOf(
  intent: Intent,
  live: JsonObject,
  answer: ApiAnswer,
  context: ObjectContext,
): Promise<Change | undefined> {
  const causes = answer.status?.causes.filter(cause => cause.field !== 'metadata.uid') ?? [];
  if (answer.status?.code !== 422 || causes.length === 0 || causes.some(isOneOf)) return undefined;
  const fields = causes.map(cause => cause.field);
  const recreate = await recreateFor(fields, intent, live, context);
  // Rules of custom kinds word it as they like, so what is no known text is asked once more.
  const isKnown = recreate === undefined || causes.every(isImmutableCause);
  return isKnown || !(await mayReplace(intent, live, context.cluster)) ? recreate : undefined;
}

/** The change of an object that must be deleted and made anew for these fields; undefined when even that is refused. */
export async function recreateFor(
  causes: readonly string[],
  intent: Intent,
  live: JsonObject,
  context: ObjectContext,
): Promise<Change | undefined> {
  const anew = await madeAnew(intent, context.cluster, context.listKeysOf(intent));
  if (anew === undefined) return undefined;
  const fields = changedFields(intent, live, anew, context);
  const note = `${causes.join(', ')} cannot be changed in place`;
  const risk = recreateRiskOf(intent.id);
  const told = mayBeRecreated(intent) ? { caution: risk } : { risk };
  return { ...identityOf(intent, fields), action: 'recreate', fields, evidence: 'server', ...told, note };
}

/** One diagnostic per refused field, at its line; one for the object when the server names no field. */
function refusalDiagnostics(
  intent: Intent,
  resource: Resource,
  answer: ApiAnswer,
  live: JsonObject | undefined,
  { host }: ObjectContext,
): readonly Diagnostic[] {
  const failure = refusal(answer, { verb: 'patch', resource, ...intent.id });
  const { positions, object } = intent.manifest;
  const named = failure.code === 'object-refused' && answer.status ? refusedFields(answer.status) : [];
  const isSecret = intent.id.group === '' && intent.id.kind === 'Secret';
  const shared = {
    code: failure.code === 'permission-missing' ? failure.code : 'server-refused',
    severity: 'error',
    address: intent.address,
    ...(failure.hint !== undefined && { hint: failure.hint }),
  } as const;
  if (named.length === 0 || isSecret)
    return [{ ...shared, message: failure.message, location: intent.manifest.location }];
  return named.map(({ field, message, reason }) => ({
    ...shared,
    ...hintOfMissed(live && reason === 'FieldValueRequired' && missedFieldHint(field, intent, live, host)),
    message: `${intent.address}: ${field}: ${message}`,
    location: positions.value(pointerOfField(object, field)),
  }));
}

function hintOfMissed(hint: string | false | undefined): { readonly hint?: string } {
  return typeof hint === 'string' ? { hint } : {};
}
