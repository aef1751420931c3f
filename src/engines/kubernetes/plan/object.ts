import type { Change } from '../../../model/change.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { Failure } from '../../../model/failure.ts';
import { isObject, type Json, type JsonObject, stringifyJson, textAt } from '../../../model/json.ts';
import type { Secrets } from '../../../model/world.ts';
import type { ListKeys } from '../../../diff/fields.ts';
import { maskObject } from '../../../diff/mask.ts';
import { refusal } from '../api/refusal.ts';
import { refusedFields } from '../api/refused-fields.ts';
import type { Cluster, Resource } from '../cluster.ts';
import { manager } from '../names.ts';
import type { ApiAnswer } from '../transport/transport.ts';
import { isExactlyOurs } from './exact.ts';
import { pointerOfField } from './field-path.ts';
import { changedFields } from './fields.ts';
import { foreignSet } from './foreign-set.ts';
import type { Intent } from './intent.ts';
import { normalizeForDiff } from './normalize.ts';
import { createdPrerequisite } from './prerequisite.ts';
import { madeAnew } from './recreate.ts';
import { isImmutableCause, recreateRiskOf } from './risk.ts';
import { type Intention, rightMissingToAsk } from './unasked-right.ts';

const phase = 'plan';

/** What the planner of one object needs beside the object. */
export interface ObjectContext {
  readonly cluster: Cluster;
  readonly secrets: Secrets;
  readonly livePlan: 'changed' | 'all';
  readonly intention: Intention;
  /** The id of the set that is planned. */
  readonly setId: string;
  /** Namespaces that this very change creates: what lives in them cannot be asked about yet. */
  readonly createdNamespaces: ReadonlySet<string>;
  /** Keys of all objects that this change creates. */
  readonly createdKeys: ReadonlySet<string>;
  /** `group/kind` of custom resources whose CRD this change updates: the server judges them by the old schema. */
  readonly changedKinds: ReadonlySet<string>;
  readonly listKeysOf: (intent: Intent) => ListKeys;
}

/** The planned change of one object, and what the server had to say against it. */
export interface PlannedObject {
  readonly change: Change;
  readonly diagnostics: readonly Diagnostic[];
  readonly warnings: readonly string[];
}

/** Plans one object: skips what is exactly ours, asks the server's dry run about everything else. */
export async function planObject(
  intent: Intent,
  live: JsonObject | undefined,
  context: ObjectContext,
): Promise<PlannedObject> {
  if (!intent.resource)
    return planned(localCreate(intent, context, 'its kind comes with this change: validated locally only'));
  if (live && textAt(live, '/metadata/deletionTimestamp') !== undefined) return beingDeleted(intent);
  const foreign = live && foreignSet(intent, live, context.setId);
  if (foreign) return ownedElsewhere(intent, foreign);
  if (live && context.livePlan === 'changed' && isExactlyOurs(live, intent.body, intent.id, manager)) {
    return planned(unchanged(intent, 'listed'));
  }
  if (!live && intent.id.namespace !== undefined && context.createdNamespaces.has(intent.id.namespace)) {
    return planned(
      localCreate(intent, context, 'its namespace comes with this change: validated locally only'),
    );
  }
  const answer = await context.cluster.apply(
    intent.resource,
    intent.id,
    stringifyJson(intent.body),
    { manager, force: true, dryRun: true },
    phase,
  );
  if (answer.status) return await refused(intent, live, answer, context);
  if (!isObject(answer.body))
    throw new Failure('server-unusable', `the dry run of ${intent.address} answered without an object`);
  if (!live)
    return {
      change: { ...localCreate(intent, context), evidence: 'server' },
      diagnostics: [],
      warnings: answer.warnings,
    };
  const fields = changedFields(intent, live, answer.body, context);
  const change: Change = {
    ...identityOf(intent),
    action: fields.length > 0 ? 'update' : 'unchanged',
    fields,
    evidence: 'server',
  };
  return { change, diagnostics: [], warnings: answer.warnings };
}

function ownedElsewhere(intent: Intent, finding: Diagnostic): PlannedObject {
  const note = 'it belongs to another set';
  const change: Change = { ...identityOf(intent), action: 'unknown', fields: [], evidence: 'listed', note };
  return { change, diagnostics: [finding], warnings: [] };
}

function planned(change: Change): PlannedObject {
  return { change, diagnostics: [], warnings: [] };
}

function identityOf(intent: Intent): Pick<Change, 'address' | 'confirmAddress' | 'location'> {
  return {
    address: intent.address,
    confirmAddress: intent.confirmAddress,
    location: intent.manifest.location,
  };
}

function unchanged(intent: Intent, evidence: Change['evidence']): Change {
  return { ...identityOf(intent), action: 'unchanged', fields: [], evidence };
}

function localCreate(intent: Intent, context: ObjectContext, note?: string): Change {
  const after = maskObject(normalizeForDiff(intent.body), value => context.secrets.markOf(value));
  return {
    ...identityOf(intent),
    action: 'create',
    fields: [],
    evidence: 'local',
    after,
    ...(note !== undefined && { note }),
  };
}

/** What the object would be by the rules of a map merge, when the server cannot be asked yet. */
function localUpdate(intent: Intent, live: JsonObject, context: ObjectContext, note: string): Change {
  const fields = changedFields(intent, live, laidOver(live, intent.body), context);
  return { ...identityOf(intent), action: 'update', fields, evidence: 'local', note };
}

function laidOver(below: JsonObject, above: JsonObject): JsonObject {
  const entries = Object.entries(above).map(([key, value]): [string, Json] => {
    const former = below[key];
    return [key, isObject(value) && isObject(former) ? laidOver(former, value) : value];
  });
  return { ...below, ...Object.fromEntries(entries) };
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

/** A refused dry run is an immutable field (shown as recreate), or an error at the line of the field. */
async function refused(
  intent: Intent,
  live: JsonObject | undefined,
  answer: ApiAnswer,
  context: ObjectContext,
): Promise<PlannedObject> {
  const missing = live ? undefined : createdPrerequisite(intent, context.createdKeys);
  if (missing !== undefined && (answer.httpStatus === 403 || answer.httpStatus === 404)) {
    return planned(localCreate(intent, context, `${missing} comes with this change: validated locally only`));
  }
  if (context.changedKinds.has(`${intent.id.group}/${intent.id.kind}`) && answer.httpStatus !== 403) {
    const note = 'its CustomResourceDefinition changes with it: validated locally only';
    return planned(live ? localUpdate(intent, live, context, note) : localCreate(intent, context, note));
  }
  const right = rightMissingToAsk(answer, context.intention);
  if (right !== undefined)
    return planned(live ? localUpdate(intent, live, context, right) : localCreate(intent, context, right));
  const causes = answer.status?.causes.filter(cause => cause.field !== 'metadata.uid') ?? [];
  const isImmutable = answer.status?.code === 422 && causes.length > 0 && causes.every(isImmutableCause);
  const anew = live && isImmutable ? await madeAnew(intent, context.cluster) : undefined;
  if (live && anew !== undefined) {
    const fields = changedFields(intent, live, anew, context);
    const note = `${causes.map(cause => cause.field).join(', ')} cannot be changed in place`;
    const risk = recreateRiskOf(intent.id);
    return planned({ ...identityOf(intent), action: 'recreate', fields, evidence: 'server', risk, note });
  }
  return {
    change: {
      ...identityOf(intent),
      action: 'unknown',
      fields: [],
      evidence: 'server',
      note: 'the server refused it',
    },
    diagnostics: intent.resource ? refusalDiagnostics(intent, intent.resource, answer) : [],
    warnings: [],
  };
}

/** One diagnostic per refused field, at its line; one for the object when the server names no field. */
function refusalDiagnostics(intent: Intent, resource: Resource, answer: ApiAnswer): readonly Diagnostic[] {
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
  return named.map(({ field, message }) => ({
    ...shared,
    message: `${intent.address}: ${field}: ${message}`,
    location: positions.value(pointerOfField(object, field)),
  }));
}
