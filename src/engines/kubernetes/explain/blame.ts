import { labelOfItem, labelOfKey } from '../../../diff/label.ts';
import type { BlamedField, Cause } from '../../../model/diagnosis.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  joinPointer,
  listAt,
  textAt,
  valueAt,
} from '../../../model/json.ts';
import { addressOf, type ObjectId } from '../../../model/manifest.ts';
import { podSpecPointerOf } from '../manifest/pod-spec.ts';
import type { Trouble } from '../pods/trouble.ts';
import type { WaitContext } from '../wait/awaited.ts';
import { type Path, type Reference, referencesOf } from './references.ts';

type Intents = WaitContext['intents'];

/**
 * The fields that have to do with a trouble, the likeliest first: of the workload as it is written, and of the objects of
 * the set that its Pods refer to. Empty when the workload is not of the set.
 */
export function blamedFields(
  trouble: Trouble,
  { id, address }: { readonly id: ObjectId; readonly address: string },
  { intents }: Pick<WaitContext, 'intents'>,
): readonly BlamedField[] {
  const intent = intents.find(each => each.address === address);
  if (!intent) return [];
  const { object, positions } = intent.manifest;
  const here = (path: Path): BlamedField => ({
    address,
    label: labelOf(path),
    location: positions.value(pointerOf(path)),
  });
  const pointer = podSpecPointerOf(id);
  if (pointer === undefined) return [here(['spec'])];
  const podSpec = pointer.slice(1).split('/');
  const container = containerPath(object, podSpec, trouble.container);
  const inContainer = container ? fieldsIn(trouble, container).map(here) : [];
  const written = valueAt(object, joinPointer([...podSpec]));
  const inPod = podFields(trouble, podSpec, object).map(here);
  const references = isObject(written) ? referencesOf(written, trouble.container) : [];
  const meant = references.filter(each => isMeant(each, trouble));
  return [
    ...meant.map(({ path }) => here([...podSpec, ...path])),
    ...meant.flatMap(each => fieldsOfReferred(each, trouble, id, intents)),
    ...otherObjects(trouble, id, intents),
    ...inContainer,
    ...inPod,
  ];
}

const image = ['image'];
const command = [['command'], ['args'], image, []];

/** What of the container causes this as a rule, then whatever else may; the empty path is all of it. */
const containerFields: Readonly<Partial<Record<Cause, readonly (readonly string[])[]>>> = {
  'image-missing': [image],
  'image-denied': [image],
  'image-name': [image],
  'image-unreachable': [image],
  'image-never': [image, ['imagePullPolicy']],
  'config-refused': [['securityContext'], image],
  'container-refused': command,
  'cannot-start': command,
  crash: command,
  'out-of-memory': [['resources', 'limits', 'memory'], image, []],
  'not-alive': [['livenessProbe'], ['startupProbe'], []],
  'not-answering': [['readinessProbe'], ['startupProbe'], []],
};

function fieldsIn({ cause }: Trouble, container: Path): readonly Path[] {
  return (containerFields[cause] ?? []).map(parts => [...container, ...parts]);
}

/** Where the scheduler looks when no resource is short. */
const placing = ['nodeSelector', 'affinity', 'tolerations', 'topologySpreadConstraints'];

/** What of the Pod as a whole. */
function podFields(
  { cause, names, detail }: Trouble,
  podSpec: readonly string[],
  object: JsonObject,
): readonly Path[] {
  const resources = (kind: 'requests' | 'limits'): readonly Path[] =>
    containerPaths(object, podSpec).map(path => [...path, 'resources', kind]);
  const there = (paths: readonly Path[]): readonly Path[] =>
    paths.filter(path => valueAt(object, pointerOf(path)) !== undefined);
  const fields: Readonly<Partial<Record<Cause, readonly Path[]>>> = {
    'image-denied': [[...podSpec, 'imagePullSecrets']],
    unschedulable:
      names.length > 0 ? resources('requests') : there(placing.map(field => [...podSpec, field])),
    'volume-unbound': there([
      [...podSpec, 'volumes'],
      ['spec', 'volumeClaimTemplates'],
    ]),
    'volume-missing': [[...podSpec, 'volumes']],
    quota: [...resources('requests'), ...resources('limits'), ['spec', 'replicas']],
    admission: admissionPaths(detail, object, podSpec),
    'service-account-missing': [[...podSpec, 'serviceAccountName']],
  };
  return fields[cause] ?? [podSpec];
}

/** A policy that names a field by its last part is taken at its word, wherever in the Pod it stands. */
function admissionPaths(detail: string, object: JsonObject, podSpec: readonly string[]): readonly Path[] {
  const isSecurity = /securityContext|privilege|capabilit|runAs|seccomp|hostPath|hostNetwork|hostPort/i.test(
    detail,
  );
  const contexts = isSecurity
    ? [
        [...podSpec, 'securityContext'],
        ...containerPaths(object, podSpec).map(path => [...path, 'securityContext']),
      ]
    : [];
  return [...contexts, podSpec.slice(0, -1).length > 0 ? podSpec.slice(0, -1) : podSpec];
}

/** The container reads these; what they say may be why it ends or does not answer. */
const readers: ReadonlySet<Cause> = new Set(['crash', 'not-alive', 'cannot-start', 'not-answering']);

function isMeant(reference: Reference, { cause, names }: Trouble): boolean {
  const [name = '', key] = names;
  const { kind, volume, keys } = reference;
  if (readers.has(cause)) return kind === 'ConfigMap' || kind === 'Secret';
  if (cause === 'volume-missing') return volume !== undefined && volume === name;
  if (cause === 'image-denied') return volume === 'pull';
  if (cause === 'volume-unbound')
    return kind === 'PersistentVolumeClaim' && (name === '' || reference.name === name);
  if (cause !== 'config-missing') return false;
  const isNamed = name === `${kind}/${reference.name}` || name === `volume/${volume ?? ''}`;
  return isNamed && (key === undefined || keys.length === 0 || keys.includes(key));
}

/** Of what the Pods refer to: the key that is missing, or all of it. Its address is known although it may be gone. */
function fieldsOfReferred(
  { kind, name, keys }: Reference,
  { cause, names }: Trouble,
  { namespace }: ObjectId,
  intents: Intents,
): readonly BlamedField[] {
  const intent = intents.find(
    ({ id }) => id.group === '' && id.kind === kind && id.name === name && id.namespace === namespace,
  );
  const place = { ...(namespace !== undefined && { namespace }), name };
  const address = intent?.address ?? addressOf({ group: '', version: 'v1', kind, ...place });
  const key = cause === 'config-missing' ? (names[1] ?? keys[0]) : undefined;
  const path: Path =
    kind === 'PersistentVolumeClaim' ? ['spec'] : key === undefined ? ['data'] : ['data', key];
  const location = intent?.manifest.positions.key(pointerOf(path));
  return [{ address, label: labelOf(path), ...(location && { location }) }];
}

/** Objects of the set that no Pod refers to, but that decide over it. */
function otherObjects(
  { cause, names }: Trouble,
  { namespace }: ObjectId,
  intents: Intents,
): readonly BlamedField[] {
  if (cause !== 'quota' && cause !== 'service-account-missing') return [];
  const kind = cause === 'quota' ? 'ResourceQuota' : 'ServiceAccount';
  return intents
    .filter(({ id }) => id.kind === kind && id.name === names[0] && id.namespace === namespace)
    .map(({ address, manifest }) => ({
      address,
      label: 'spec',
      location: manifest.positions.value('/spec'),
    }));
}

function containerPath(
  object: JsonObject,
  podSpec: readonly string[],
  name: string | undefined,
): Path | undefined {
  return containerPaths(object, podSpec).find(path => {
    const last = path.at(-1);
    return typeof last === 'object' && last.name === name;
  });
}

function containerPaths(object: JsonObject, podSpec: readonly string[]): readonly Path[] {
  return ['initContainers', 'containers'].flatMap(list =>
    listAt(object, joinPointer([...podSpec, list])).map(
      (container: Json, index): Path => [...podSpec, list, { index, name: textAt(container, '/name') ?? '' }],
    ),
  );
}

function pointerOf(path: Path): string {
  return joinPointer(path.map(part => (typeof part === 'string' ? part : part.index)));
}

/** As FieldChange calls it. */
function labelOf(path: Path): string {
  return path.reduce<string>(
    (label, part) => (typeof part === 'string' ? labelOfKey(label, part) : labelOfItem(label, part.name)),
    '',
  );
}
