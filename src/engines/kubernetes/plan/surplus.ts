import { Failure } from '../../../model/failure.ts';
import { type JsonObject, listAt, textAt } from '../../../model/json.ts';
import { type ObjectId, objectKeyOf } from '../../../model/manifest.ts';
import type { Cluster } from '../cluster.ts';
import type { Parent } from '../ledger/parent.ts';
import { applySetManager, manager, memberOf } from '../names.ts';
import { isSecret, type LiveObject, liveOf } from './live-object.ts';
import { managedFieldsOf } from './managed-fields.ts';

/** Secrets of the last deploy that are no longer wanted, read by name; `unread` are those that may not be read. */
export async function formerSecrets(
  cluster: Cluster,
  parent: Parent | undefined,
  wanted: ReadonlySet<string>,
  setId: string,
): Promise<{ readonly found: readonly LiveObject[]; readonly unread: readonly ObjectId[] }> {
  const former = (parent?.inventory ?? []).filter(id => isSecret(id) && !wanted.has(objectKeyOf(id)));
  const unread: ObjectId[] = [];
  const found = await Promise.all(
    former.map(async id => {
      const resource = await cluster.resourceOf(id, 'plan');
      try {
        const object = resource ? await cluster.get(resource, id, 'plan') : undefined;
        return resource && object ? [liveOf(resource, object)] : [];
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== 'permission-missing') throw error;
        unread.push(id);
        return [];
      }
    }),
  );
  return { found: found.flat().filter(live => memberOf(live.object) === setId), unread };
}

/**
 * The members that may go, each once. An object that is wanted by another name of its kind (Event stands in two
 * groups) is told by its uid and stays.
 */
export function surplusOf(
  members: readonly LiveObject[],
  wantedKeys: ReadonlySet<string>,
  wanted: ReadonlyMap<string, JsonObject>,
): readonly LiveObject[] {
  const uids = new Set([...wanted.values()].map(object => textAt(object, '/metadata/uid')));
  const unwanted = members.filter(
    ({ id, object }) => !wantedKeys.has(objectKeyOf(id)) && !uids.has(textAt(object, '/metadata/uid')),
  );
  const byKey = new Map(unwanted.filter(isPrunable).map(live => [objectKeyOf(live.id), live]));
  return [...byKey.values()];
}

/**
 * What is on its way out already goes by itself, and so does what a controller made of one of our objects: it may bear
 * our label, since some controllers copy labels (Endpoints of a Service), but we never applied it.
 */
function isPrunable({ object }: LiveObject): boolean {
  const isLeaving = textAt(object, '/metadata/deletionTimestamp') !== undefined;
  // The namespace of the record may have been made and never applied, when a run was killed in between.
  const isApplied = managedFieldsOf(object).some(
    entry => (entry.manager === manager && entry.operation === 'Apply') || entry.manager === applySetManager,
  );
  return isApplied && !isLeaving && listAt(object, '/metadata/ownerReferences').length === 0;
}
