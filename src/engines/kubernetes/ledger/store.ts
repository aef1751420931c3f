import { Failure } from '../../../model/failure.ts';
import { isEqual, isObject, type Json, type JsonObject, stringifyJson } from '../../../model/json.ts';
import { refusal } from '../api/refusal.ts';
import type { Cluster, Resource } from '../cluster.ts';
import { applySetManager, parentNameOf, recordManager } from '../names.ts';
import type { ApiAnswer } from '../transport/transport.ts';
import { parentBody, type SetScope } from './apply-set.ts';
import type { LeasePlace } from './lease-store.ts';
import { type Parent, readParent, recordBody } from './parent.ts';

const phase = 'record';
const configMaps: Resource = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
  verbs: [],
};

/** What is kept of the deploys of a target. */
export type RecordContent = Pick<
  Parent,
  'records' | 'unknownRecords' | 'inventory' | 'repository' | 'repositoryId' | 'hold' | 'outbox' | 'digests'
>;

/** Where the record of a target is kept. */
export interface StorePlace {
  readonly cluster: Cluster;
  readonly target: string;
  readonly namespace: string;
  /** `name/semver`, as the ApplySet annotation wants it. */
  readonly tooling: string;
}

/** Where the lock of that target is kept: beside the record, under its name. */
export function leasePlaceOf({ cluster, target, namespace }: StorePlace): LeasePlace {
  return { cluster, name: parentNameOf(target), namespace };
}

/** Reads the parent ConfigMap, undefined when the target was never deployed. @throws Failure permission-missing */
export async function loadParent(
  place: StorePlace,
  during: 'plan' | 'lock' | 'record',
): Promise<Parent | undefined> {
  const object = await place.cluster.get(configMaps, placeOf(place), during);
  return object ? readParent(object, place.tooling) : undefined;
}

/**
 * Writes the ApplySet marks, bound to the parent that was read; without one the parent is made.
 * @throws Failure record-failed when another run wrote in between or the server refuses
 */
export async function writeScope(
  place: StorePlace,
  parent: Parent | undefined,
  scope: SetScope,
): Promise<Parent> {
  const bound = parent ? { uid: parent.uid, resourceVersion: parent.resourceVersion } : {};
  const body = parentBody({ ...placeOf(place), tooling: place.tooling, scope, ...bound });
  const answer = await write(place, body, applySetManager);
  if (!parent && answer.httpStatus !== 201 && answer.mayBeDone !== true) throw raced(place);
  return parentOf(answer, place);
}

/** Writes records, inventory and owner, bound to the parent that was read. @throws Failure record-failed */
export async function writeRecords(
  place: StorePlace,
  parent: Parent,
  content: RecordContent,
): Promise<Parent> {
  const body = recordBody({
    ...placeOf(place),
    uid: parent.uid,
    resourceVersion: parent.resourceVersion,
    ...content,
  });
  return parentOf(await write(place, body, recordManager), place);
}

async function write(place: StorePlace, body: JsonObject, manager: string): Promise<ApiAnswer> {
  const options = { manager, force: true, dryRun: false };
  const answer = await place.cluster.apply(configMaps, placeOf(place), stringifyJson(body), options, phase);
  if (answer.status?.code === 409 && answer.status.reason === 'Conflict') {
    const ours = answer.mayBeDone === true ? await writtenBefore(place, body) : undefined;
    if (!ours) throw raced(place);
    return { httpStatus: 200, body: ours, warnings: [] };
  }
  if (!answer.status) return answer;
  const cause = refusal(answer, { verb: 'patch', resource: configMaps, ...placeOf(place) });
  throw new Failure(
    'record-failed',
    `the record ${addressOf(place)} could not be written: ${cause.message}`,
    {
      cause,
      ...(cause.hint !== undefined && { hint: cause.hint }),
    },
  );
}

/** The stored object, if it holds what we wanted to write: then the try whose answer was lost has done it. */
async function writtenBefore(place: StorePlace, body: JsonObject): Promise<JsonObject | undefined> {
  const stored = await place.cluster.get(configMaps, placeOf(place), phase);
  return stored && holds(stored, body) ? stored : undefined;
}

function holds(stored: Json | undefined, wanted: Json): boolean {
  if (!isObject(wanted)) return isEqual(stored, wanted);
  return (
    isObject(stored) &&
    Object.entries(wanted).every(([key, value]) => key === 'resourceVersion' || holds(stored[key], value))
  );
}

function parentOf(answer: ApiAnswer, place: StorePlace): Parent {
  if (!isObject(answer.body))
    throw new Failure('record-failed', `writing ${addressOf(place)} answered without an object`);
  return readParent(answer.body, place.tooling);
}

function raced(place: StorePlace): Failure {
  return new Failure(
    'lock-lost',
    `the record ${addressOf(place)} was changed by another run at the same moment`,
    {
      hint: 'Another deploy of this target is running. Run again when it is done; a `concurrency` group keeps runs apart.',
    },
  );
}

function placeOf(place: StorePlace): { readonly name: string; readonly namespace: string } {
  return { name: parentNameOf(place.target), namespace: place.namespace };
}

function addressOf(place: StorePlace): string {
  return `ConfigMap ${place.namespace}/${parentNameOf(place.target)}`;
}
