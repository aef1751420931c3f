import type { Change } from '../../../model/change.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import {
  isObject,
  joinPointer,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  textAt,
  valueAt,
} from '../../../model/json.ts';
import { groupKindOf } from '../../../model/manifest.ts';
import { containersOf, podSpecOf, podSpecPointerOf } from '../manifest/pod-spec.ts';
import type { Intent } from './intent.ts';

/** A planned change with the object that it is about. */
interface PlannedChange {
  readonly intent: Intent;
  readonly live: JsonObject | undefined;
  readonly object: { readonly change: Change };
}

/** Kinds whose Pods run on; those of Jobs start anew with each run. */
const lasting: ReadonlySet<string> = new Set([
  'Deployment.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'ReplicaSet.apps',
  'ReplicationController',
  'Pod',
]);

/** So many workloads are named in one sentence. */
const mostNamed = 5;

/**
 * Pods read variables, and files mounted by `subPath` or `subPathExpr`, once, when they start. When a ConfigMap or Secret changes and nothing
 * in the template of its consumers does, they run on with the old values: one notice for each, with their names.
 */
export function stalePods(planned: readonly PlannedChange[]): readonly Diagnostic[] {
  const workloads = planned.filter(isRunningOn);
  return planned.filter(isChangedConfig).flatMap(config => {
    const consumers = workloads.filter(({ intent }) => reads(intent, config));
    return consumers.length === 0 ? [] : [finding(config, consumers)];
  });
}

function isChangedConfig({ intent: { id }, object: { change } }: PlannedChange): boolean {
  const isConfig = id.group === '' && (id.kind === 'ConfigMap' || id.kind === 'Secret');
  return (
    isConfig && (change.action === 'update' || change.action === 'recreate') && change.fields.some(isData)
  );
}

function isData({ path }: { readonly path: string }): boolean {
  return /^\/(?:data|binaryData)(?:\/|$)/.test(path);
}

/** True for a workload with Pods that this change does not start anew. */
function isRunningOn({ intent, live, object: { change } }: PlannedChange): boolean {
  const pointer = podSpecPointerOf(intent.id);
  if (!live || pointer === undefined || !lasting.has(groupKindOf(intent.id))) return false;
  if (change.action !== 'unchanged' && change.action !== 'update') return false;
  if (numberAt(live, '/spec/replicas') === 0 || isReloaded(intent.body)) return false;
  const template = pointer.slice(0, -'/spec'.length);
  return template === '' || !change.fields.some(({ path }) => `${path}/`.startsWith(`${template}/`));
}

/** stakater/Reloader starts Pods anew by itself where an annotation asks for it. */
function isReloaded(body: JsonObject): boolean {
  const annotations = valueAt(body, '/metadata/annotations');
  return (
    isObject(annotations) && Object.keys(annotations).some(name => name.includes('reloader.stakater.com/'))
  );
}

function reads({ id, body }: Intent, { intent, object: { change } }: PlannedChange): boolean {
  const podSpec = podSpecOf(id, body);
  if (!podSpec || id.namespace !== intent.id.namespace) return false;
  const isConfigMap = intent.id.kind === 'ConfigMap';
  const { name } = intent.id;
  const [reference, keyReference] = isConfigMap
    ? ['configMapRef', 'configMapKeyRef']
    : ['secretRef', 'secretKeyRef'];
  const keys = new Set(change.fields.filter(isData).flatMap(({ path }) => path.split('/')[2] ?? []));
  const isWhole = change.fields.some(({ path }) => path === '/data' || path === '/binaryData');
  const volumes = new Set(
    listAt(podSpec, '/volumes')
      .filter(volume => isVolumeOf(volume, intent.id))
      .map(volume => textAt(volume, '/name')),
  );
  return containersOf(podSpec).some(
    container =>
      listAt(container, '/envFrom').some(from => textAt(from, `/${reference}/name`) === name) ||
      listAt(container, '/env').some(variable => {
        const source = valueAt(variable, `/valueFrom/${keyReference}`);
        const key = textAt(source, '/key') ?? '';
        return textAt(source, '/name') === name && (isWhole || keys.has(joinPointer([key]).slice(1)));
      }) ||
      listAt(container, '/volumeMounts').some(
        mount => isPartMounted(mount) && volumes.has(textAt(mount, '/name')),
      ),
  );
}

/** True for a volume that is made of this ConfigMap or Secret, by itself or with others. */
function isVolumeOf(volume: Json, { kind, name }: Intent['id']): boolean {
  const [own, part] =
    kind === 'ConfigMap' ? ['/configMap/name', '/configMap/name'] : ['/secret/secretName', '/secret/name'];
  return (
    textAt(volume, own) === name ||
    listAt(volume, '/projected/sources').some(source => textAt(source, part) === name)
  );
}

/** The kubelet renews a mounted folder, but not a file or folder of it that is mounted by its own path (kubernetes.io, Volumes). */
function isPartMounted(mount: Json): boolean {
  return textAt(mount, '/subPath') !== undefined || textAt(mount, '/subPathExpr') !== undefined;
}

function finding({ intent }: PlannedChange, consumers: readonly PlannedChange[]): Diagnostic {
  const names = consumers.map(({ intent: { id } }) => `${id.kind} ${id.name}`);
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  const { kind, name, namespace } = intent.id;
  const first = consumers.find(({ intent: { id } }) => id.kind !== 'Pod')?.intent.id;
  const place = namespace === undefined ? '' : ` -n ${namespace}`;
  const restart =
    first === undefined
      ? ''
      : `kubectl rollout restart ${first.kind.toLowerCase()}/${first.name}${place} after the deploy; or for good: `;
  return {
    code: 'stale-pods',
    severity: 'notice',
    message: `${kind} ${name} changes, but the Pods of ${names.slice(0, mostNamed).join(', ')}${more} read it only when they start: they keep the old values until then`,
    hint: `${restart}give the ${kind} a name that changes with its content (configMapGenerator of Kustomize does), or annotate the Pod template with a checksum of it`,
    location: intent.manifest.location,
    address: intent.address,
  };
}
