import type { ImageOverride } from '../../../model/image-reference.ts';
import { Failure } from '../../../model/failure.ts';
import type { Announced, Entry } from '../../../model/ledger.ts';
import type { Hold } from '../../../model/hold.ts';
import { groupKindOf, type ObjectId, objectKeyOf } from '../../../model/manifest.ts';
import type { Plan } from '../../../model/plan.ts';
import { type DeployRecord, type RecordedRendering, recordName } from '../../../model/record.ts';
import type { Target } from '../../../model/target.ts';
import type { World } from '../../../model/world.ts';
import { type SetScope, uniteScopes } from './apply-set.ts';
import { closedRecord, openedRecord, resumedRecord, withoutLists } from '../../../model/new-record.ts';
import { readDigests, type SetDigests, writeDigests } from './kept-digests.ts';
import type { Parent } from './parent.ts';
import { loadParent, type RecordContent, type StorePlace, writeRecords, writeScope } from './store.ts';
import { targetLost } from './target-lost.ts';

/** What a deploy announces, and the hold that comes with it. */
export interface Opening {
  readonly plan: Plan;
  readonly announced: Announced;
  /** Replaces the hold that is there; undefined: it stays. */
  readonly hold: { readonly next: Hold | undefined } | undefined;
}

/** What an entry is made from. `ids` and `images` are those of the wanted set. */
export interface EntryContext {
  readonly target: Target;
  readonly world: World;
  readonly place: StorePlace;
  readonly ids: readonly ObjectId[];
  readonly images: readonly string[];
  readonly imageOverrides: readonly ImageOverride[];
  readonly rendering?: RecordedRendering;
  readonly digests?: SetDigests;
  readonly reason: string | undefined;
}

/** Writes the superset of kinds and namespaces, then the record without a result: whatever is made next can be found. */
export async function openEntry(
  before: Parent | undefined,
  opening: Opening,
  context: EntryContext,
): Promise<Entry> {
  const { world, place, ids } = context;
  const scope = scopeOf(ids);
  const superset = before ? uniteScopes(before.scope, scope) : scope;
  const record = newRecord(before, opening, context);
  const earlier = (before?.records ?? []).map(withoutLists);
  const next = opening.hold?.next;
  const hold = next && { ...next, record: recordName(record) };
  const kept = {
    hold: opening.hold ? hold : before?.hold,
    digests: digestsWith(before, record, context.digests),
    outbox: before?.outbox ?? [],
    unknownRecords: before?.unknownRecords ?? [],
    repository: world.run.repository ?? before?.repository,
    repositoryId: world.run.repositoryId ?? before?.repositoryId,
  };
  const inventory = uniteInventories(before?.inventory ?? [], ids);
  world.note?.({ record });
  const marked = await writeScope(place, before, superset);
  const opened = await writeRecords(place, marked, { ...kept, records: [...earlier, record], inventory });
  return {
    record,
    close: async outcome => {
      const closed = closedRecord(record, outcome, world.clock.nowMs());
      const isDone = closed.result === 'success';
      const content = { ...kept, records: [...earlier, closed], inventory: isDone ? ids : inventory };
      const written = await closeOn(place, opened, record, content);
      // Only a complete deploy shrinks the scope: until then leftovers must be found by the next run.
      if (isDone && !isSame(superset, scope)) await writeScope(place, written, scope);
      world.note?.({ record: undefined });
      return closed;
    },
  };
}

/** Writes the record of kind resume and takes the hold away; nothing that was deployed changes. */
export async function writeResume(
  before: Parent,
  reason: string | undefined,
  { world, place }: Pick<EntryContext, 'world' | 'place'>,
): Promise<DeployRecord> {
  const record = resumedRecord(before.records, { reason, sequence: before.newestSequence + 1 }, world);
  await writeRecords(place, before, { ...before, records: [...before.records, record], hold: undefined });
  return record;
}

/** True while the newest record of the target is this one: nobody has opened another since. */
export async function isNewest(place: StorePlace, record: DeployRecord): Promise<boolean> {
  const parent = await loadParent(place, 'record');
  return parent?.records.at(-1)?.id === record.id;
}

/** Somebody may have put a label on the parent meanwhile; only another record in it means that the target is another run's. */
async function closeOn(
  place: StorePlace,
  opened: Parent,
  record: DeployRecord,
  content: RecordContent,
): Promise<Parent> {
  try {
    return await writeRecords(place, opened, content);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'lock-lost') throw error;
    const now = await loadParent(place, 'record');
    const newest = now?.records.at(-1);
    // Letters are kept without a record of their own.
    if (now && newest?.id === record.id)
      return await writeRecords(place, now, { ...content, outbox: now.outbox });
    if (!newest) throw error;
    throw targetLost(newest, error);
  }
}

function digestsWith(
  before: Parent | undefined,
  record: DeployRecord,
  digests: SetDigests | undefined,
): string | undefined {
  if (digests === undefined) return before?.digests;
  const kept = new Map([...readDigests(before?.digests), [record.id, digests]]);
  return writeDigests(kept, [...(before?.records ?? []), record]);
}

function newRecord(
  before: Parent | undefined,
  { plan, announced }: Opening,
  { target, world, place, images, imageOverrides, rendering, reason }: EntryContext,
): DeployRecord {
  return openedRecord({
    target,
    plan,
    announced,
    previous: before?.records.at(-1),
    sequence: (before?.newestSequence ?? 0) + 1,
    run: world.run,
    serverHash: place.cluster.serverHash,
    namespace: place.namespace,
    images,
    imageOverrides,
    ...(rendering && { rendering }),
    reason,
    tools: { action: world.program.split('/').at(-1) ?? '', node: process.versions.node },
    nowMs: world.clock.nowMs(),
    random: Array.from({ length: 16 }, () => Math.random()),
  });
}

/** A scope and one that holds all of it and maybe more. */
function isSame(superset: SetScope, scope: SetScope): boolean {
  return (
    superset.groupKinds.length === scope.groupKinds.length &&
    superset.namespaces.length === scope.namespaces.length
  );
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
