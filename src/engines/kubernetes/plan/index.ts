import type { Change, FieldChange } from '../../../model/change.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { HookMoment } from '../../../model/hook.ts';
import type { JsonObject } from '../../../model/json.ts';
import { addressOf, confirmAddressOf, type Manifest, type ObjectId } from '../../../model/manifest.ts';
import type { Plan } from '../../../model/plan.ts';
import type { Secrets } from '../../../model/world.ts';
import { entriesDigest } from '../../../model/receipt.ts';
import type { ListKeys } from '../../../diff/fields.ts';
import { secretValuesOf } from '../../../diff/mask.ts';
import type { Cluster, Resource } from '../cluster.ts';
import type { Parent } from '../ledger/parent.ts';
import type { ApiAnswer } from '../transport/transport.ts';
import { annotationFindings, withOwnRules } from './annotations.ts';
import { withCaution } from './caution.ts';
import { checkedLocally } from './checked-locally.ts';
import { planEntriesOf } from './digest.ts';
import type { HookPlan } from '../hooks/hook-plan.ts';
import { hookEntriesOf, planHooks } from '../hooks/plan.ts';
import { changedFields } from './fields.ts';
import type { Intent } from './intent.ts';
import type { FieldRules } from './decide.ts';
import { type Live, readLive } from './live.ts';
import type { LiveObject } from './live-object.ts';
import { planObject } from './object.ts';
import type { ObjectContext, PlannedObject } from './object-context.ts';
import { type Prediction, predictUpdate } from './predict.ts';
import { limitsOf } from './limits.ts';
import { kindOfCrd, resolveSet } from './resolve.ts';
import { deleteRiskOf } from './risk.ts';
import type { Host } from './rule-line.ts';
import { stalePods } from './stale-pods.ts';
import { reasonToStay } from './stay.ts';
import type { Intention } from './unasked-right.ts';
import { notCompared, uncomparedLimits, unreadSurplus } from './uncompared.ts';
import { maskFor } from './mask.ts';

/** What a plan is made from. */
export interface PlanInput {
  readonly manifests: readonly Manifest[];
  readonly moments: readonly HookMoment[];
  readonly renderedDigest: string;
  readonly cluster: Cluster;
  readonly secrets: Secrets;
  readonly namespace: string;
  readonly recordNamespace: string;
  readonly setId: string;
  readonly parent: Parent | undefined;
  readonly livePlan: 'changed' | 'all';
  readonly intention: Intention;
  readonly host: Host;
  readonly prune: boolean;
  readonly rules: FieldRules;
  readonly listKeysOf: (intent: Intent) => ListKeys;
}

/** A wanted object with its live state and planned change. */
export interface PlannedStep {
  readonly intent: Intent;
  readonly live: JsonObject | undefined;
  readonly change: Change;
  /** How it is to be sent, for an object that exists. */
  readonly prediction?: Prediction;
}

/** A plan with what the engine needs to carry it out. */
export interface PlannedSet {
  readonly plan: Plan;
  readonly steps: readonly PlannedStep[];
  readonly hooks: HookPlan;
  readonly deletions: readonly { readonly live: LiveObject; readonly change: Change }[];
  /** Members that the repository lost and that stay all the same: the ledger must not forget them. */
  readonly kept: readonly ObjectId[];
  /** What an apply would do now: asked again when an object moved between plan and apply. */
  readonly lookAgain: (intent: Intent, resource: Resource, live: JsonObject) => Promise<SecondLook>;
}

/** A new prediction for an object that moved, with the fields it would change; or the server's refusal. */
export type SecondLook =
  | { readonly prediction: Prediction; readonly fields: readonly FieldChange[] }
  | { readonly refused: ApiAnswer };

/** Plans the whole set. Nothing that writes is sent. @throws Failure permission-missing, server-unreachable, ... */
export async function planSet(input: PlanInput): Promise<PlannedSet> {
  const { cluster, secrets } = input;
  const { hooks, ...resolved } = await resolveSet(input);
  const hookKeys = hooks.map(({ intent }) => intent.key);
  const live = await readLive(cluster, resolved.intents, input.parent, { ...input, hookKeys });
  for (const object of live.wanted.values()) for (const value of secretValuesOf(object)) secrets.add(value);
  const context = contextOf(resolved.intents, live, input);
  const planned = await planAll(resolved.intents, live, context);
  const { deletions, kept, unread } = surplusIn(live, resolved.intents, input);
  const changes = [
    ...planned.map(step => step.object.change),
    ...deletions.map(deletion => deletion.change),
    ...unread,
  ];
  const run = await planHooks(hooks, {
    ...input,
    ...context,
    changedKinds: new Set(),
    records: input.parent?.records ?? [],
    changes,
  });
  const markOf = (value: string): string => secrets.markOf(value);
  const bodies = new Map(
    resolved.intents.map(intent => [intent.address, maskFor(intent, intent.body, markOf)]),
  );
  const entries = [...planEntriesOf(changes, bodies), ...hookEntriesOf(run)];
  return {
    plan: {
      digest: entriesDigest(entries),
      entries,
      renderedDigest: input.renderedDigest,
      changes,
      ...(run.steps.length > 0 && { hooks: run.steps.map(step => step.planned) }),
      diagnostics: [
        ...resolved.diagnostics,
        ...resolved.intents.flatMap(annotationFindings),
        ...run.diagnostics,
        ...planned.flatMap(step => [...step.object.diagnostics, ...warningsOf(step.intent, step.object)]),
        ...(input.intention === 'to compare' ? [] : stalePods(planned)),
      ],
      limits: [...limitsOf(planned, kept), ...uncomparedLimits(changes), ...run.limits, ...live.notes],
    },
    steps: planned.map(({ intent, live: found, object }) => ({
      intent,
      live: found,
      change: object.change,
      ...(object.prediction && { prediction: object.prediction }),
    })),
    hooks: run,
    deletions,
    kept: kept.map(({ object }) => object.id),
    lookAgain: async (intent, resource, object) => {
      const rules = withOwnRules(intent, context.rules);
      const again = await predictUpdate(intent, resource, object, { ...context, rules, phase: 'apply' });
      if ('refused' in again) return again;
      const { prediction } = again;
      return { prediction, fields: changedFields(intent, object, prediction.end, context) };
    },
  };
}

/** What the repository lost: what goes, what stays and why, and what nobody may look at. */
function surplusIn(live: Live, intents: readonly Intent[], { prune, recordNamespace, intention }: PlanInput) {
  const surplus = live.surplus.map(object => ({
    object,
    reason: reasonToStay(object, intents, recordNamespace),
  }));
  const leaving = surplus.filter(({ reason }) => prune && reason === undefined);
  return {
    deletions: leaving.map(({ object }) => ({ live: object, change: deletionOf(object) })),
    kept: surplus.filter(each => !leaving.includes(each)),
    unread: prune ? live.unreadSurplus.map(id => unreadSurplus(id, intention)) : [],
  };
}

/** What the planner of one object must know of the others. */
function contextOf(
  intents: readonly Intent[],
  { wanted }: Live,
  input: PlanInput,
): Omit<ObjectContext, 'changedKinds'> {
  const created = createdNamespaces(intents, wanted);
  const places = [input.recordNamespace, input.namespace, input.cluster.contextNamespace];
  return {
    ...input,
    createdNamespaces: created,
    standInNamespace: places.find(place => !created.has(place)) ?? 'default',
    checkedBy: checkedLocally(intents),
    createdKeys: new Set(intents.map(intent => intent.key).filter(key => !wanted.has(key))),
  };
}

interface PlannedIntent {
  readonly intent: Intent;
  readonly live: JsonObject | undefined;
  readonly object: PlannedObject;
}

/** CRDs first: while one of them changes, the server still judges its custom resources by the old schema. */
async function planAll(
  intents: readonly Intent[],
  live: Live,
  context: Omit<ObjectContext, 'changedKinds'>,
): Promise<readonly PlannedIntent[]> {
  const planEach = async (
    some: readonly Intent[],
    changedKinds: ReadonlySet<string>,
  ): Promise<readonly PlannedIntent[]> =>
    await Promise.all(
      some.map(async intent => {
        const unread = intent.manifest.undecrypted ?? live.unread.get(intent.key);
        const found = live.wanted.get(intent.key);
        if (unread !== undefined) return { intent, live: found, object: notCompared(intent, unread) };
        const object = await planObject(intent, found, { ...context, changedKinds });
        return { intent, live: found, object: withCaution(object, intent, found, context.intention) };
      }),
    );
  const crds = await planEach(intents.filter(isCrd), new Set());
  const changed = crds.filter(({ object }) => object.change.action !== 'unchanged');
  const others = await planEach(
    intents.filter(intent => !isCrd(intent)),
    new Set(changed.map(({ intent }) => kindOfCrd(intent.body))),
  );
  const byIntent = new Map([...crds, ...others].map(step => [step.intent, step]));
  return intents.flatMap(intent => byIntent.get(intent) ?? []);
}

function isCrd({ id }: Intent): boolean {
  return id.group === 'apiextensions.k8s.io' && id.kind === 'CustomResourceDefinition';
}

function createdNamespaces(
  intents: readonly Intent[],
  live: ReadonlyMap<string, JsonObject>,
): ReadonlySet<string> {
  const created = intents.filter(
    intent => intent.id.group === '' && intent.id.kind === 'Namespace' && !live.has(intent.key),
  );
  return new Set(created.map(intent => intent.id.name));
}

function deletionOf(live: LiveObject): Change {
  const risk = deleteRiskOf(live.id);
  return {
    address: addressOf(live.id),
    confirmAddress: confirmAddressOf(live.id),
    action: 'delete',
    fields: [],
    evidence: 'listed',
    ...(risk !== undefined && { risk }),
  };
}

function warningsOf(intent: Intent, object: PlannedObject): readonly Diagnostic[] {
  return object.warnings.map(message => ({
    code: 'server-warning',
    severity: 'warning',
    message: `${intent.address}: ${message}`,
    location: intent.manifest.location,
    address: intent.address,
  }));
}
