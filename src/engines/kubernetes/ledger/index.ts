import { Failure } from '../../../model/failure.ts';
import type { Entry, Ledger } from '../../../model/ledger.ts';
import { groupKindOf, type ObjectId, objectKeyOf } from '../../../model/manifest.ts';
import type { Plan } from '../../../model/plan.ts';
import type { DeployRecord } from '../../../model/record.ts';
import type { Target } from '../../../model/target.ts';
import type { World } from '../../../model/world.ts';
import type { Cluster } from '../cluster.ts';
import { type SetScope, uniteScopes } from './apply-set.ts';
import { closedRecord, openedRecord } from './new-record.ts';
import type { Parent } from './parent.ts';
import { loadParent, type StorePlace, writeRecords, writeScope } from './store.ts';

/** What the ledger of a target is built on. */
export interface LedgerContext {
  readonly target: Target;
  readonly world: World;
  /** Opened on first use: a mode that never asks never connects. */
  readonly cluster: () => Promise<Cluster>;
  readonly namespace: () => Promise<string>;
  /** The wanted set of the current plan. */
  readonly wanted: () => Promise<{ readonly ids: readonly ObjectId[]; readonly images: readonly string[] }>;
  /** Makes what the record needs first: its namespace, when the change itself brings it. */
  readonly prepare: () => Promise<void>;
}

/** The ledger kept in the ApplySet parent, with the parent as it was read for the planner. */
export interface KubernetesLedger extends Ledger {
  /** The parent, read once per run and checked to be ours. @throws Failure target-owned-elsewhere */
  parent(): Promise<Parent | undefined>;
}

/** Opens the ledger of a target; nothing is read yet. */
export function openLedger(context: LedgerContext): KubernetesLedger {
  let loaded: Promise<Parent | undefined> | undefined;
  const place = async (): Promise<StorePlace> => ({
    cluster: await context.cluster(),
    target: context.target.name,
    namespace: await context.namespace(),
    tooling: context.world.program,
  });
  const parent = async (): Promise<Parent | undefined> => {
    loaded ??= place().then(async where => checkOwner(await loadParent(where), context));
    return await loaded;
  };
  return {
    parent,
    all: async () => (await parent())?.records ?? [],
    last: async () => (await parent())?.records.at(-1),
    open: async (plan, kind, rollback) => {
      await context.prepare();
      return await openEntry(await place(), await parent(), { plan, kind, rollback }, context);
    },
  };
}

/** What a deploy announces: what it will do, and for a rollback from where to where. */
interface Announced {
  readonly plan: Plan;
  readonly kind: DeployRecord['kind'];
  readonly rollback: DeployRecord['rollback'];
}

async function openEntry(
  place: StorePlace,
  before: Parent | undefined,
  announced: Announced,
  context: LedgerContext,
): Promise<Entry> {
  const { world, target } = context;
  const { ids, images } = await context.wanted();
  const scope = scopeOf(ids);
  const superset = before ? uniteScopes(before.scope, scope) : scope;
  const record = openedRecord({
    target,
    ...announced,
    previous: before?.records.at(-1),
    run: world.run,
    serverHash: place.cluster.serverHash,
    namespace: place.namespace,
    images,
    tools: { action: world.program.split('/').at(-1) ?? '', node: process.versions.node },
    nowMs: world.clock.nowMs(),
    random: Array.from({ length: 16 }, () => Math.random()),
  });
  const repository = world.run.repository ?? before?.repository;
  const earlier = before?.records ?? [];
  const marked = await writeScope(place, before, superset);
  const inventory = uniteInventories(before?.inventory ?? [], ids);
  const opened = await writeRecords(place, marked, { records: [...earlier, record], inventory, repository });
  return {
    record,
    close: async outcome => {
      const closed = closedRecord(record, outcome, world.clock.nowMs());
      const isDone = closed.result === 'success';
      const kept = isDone ? ids : inventory;
      const written = await writeRecords(place, opened, {
        records: [...earlier, closed],
        inventory: kept,
        repository,
      });
      // Only a complete deploy shrinks the scope: until then leftovers must be found by the next run.
      if (isDone) await writeScope(place, written, scope);
      return closed;
    },
  };
}

/** Each object once, whatever its version: a row of failed deploys must not let the record grow. */
function uniteInventories(a: readonly ObjectId[], b: readonly ObjectId[]): readonly ObjectId[] {
  return [...new Map([...a, ...b].map(id => [objectKeyOf(id), id])).values()];
}

function scopeOf(ids: readonly ObjectId[]): SetScope {
  const namespaces = ids.flatMap(id => (id.namespace === undefined ? [] : [id.namespace]));
  return {
    groupKinds: [...new Set(ids.map(groupKindOf))].toSorted(),
    namespaces: [...new Set(namespaces)].toSorted(),
  };
}

function checkOwner(parent: Parent | undefined, context: LedgerContext): Parent | undefined {
  if (!parent) return undefined;
  const { name } = context.target;
  if (parent.foreign !== undefined) {
    throw new Failure(
      'target-owned-elsewhere',
      `the record of target ${name} in this cluster is not ours: ${parent.foreign}`,
      {
        hint: `Give the target another name (input name), or delete ConfigMap gitops-push-${name} if nothing uses it any more.`,
      },
    );
  }
  const ours = context.world.run.repository;
  if (ours !== undefined && parent.repository !== undefined && parent.repository !== ours) {
    throw new Failure(
      'target-owned-elsewhere',
      `target ${name} in this cluster is deployed by the repository ${parent.repository}`,
      {
        hint: `Two repositories must not deploy one target. Give this one another name (input name) or another record-namespace.`,
      },
    );
  }
  return parent;
}
