import { describe, expect, it } from 'vitest';
import { intentOf } from '../../../../src/engines/kubernetes/plan/intent.ts';
import { stalePods } from '../../../../src/engines/kubernetes/plan/stale-pods.ts';
import type { Action, Change } from '../../../../src/model/change.ts';
import type { JsonObject } from '../../../../src/model/json.ts';
import { apiVersionOf, type ObjectId } from '../../../../src/model/manifest.ts';

type Planned = Parameters<typeof stalePods>[0][number];

const location = { file: 'a.yaml', line: 1, column: 1 };

/** An object that is live, and where it changes. */
function planned(
  id: ObjectId,
  { annotations = {}, ...rest }: JsonObject,
  paths: readonly string[],
  action: Action,
): Planned {
  const object: JsonObject = {
    apiVersion: apiVersionOf(id),
    kind: id.kind,
    ...rest,
    metadata: { name: id.name, annotations },
  };
  const intent = intentOf(
    { id, object, location, positions: { value: () => location, key: () => location } },
    { resource: undefined, isNamespaced: true, namespace: 'shop', setId: 'x' },
  );
  const { address, confirmAddress } = intent;
  const fields = paths.map(path => ({ path, label: path, before: 'a', after: 'b', masked: false }));
  const change: Change = { address, confirmAddress, action, fields, evidence: 'server' };
  return { intent, live: object, object: { change } };
}

const config = (kind: 'ConfigMap' | 'Secret', name: string, path = '/data/level'): Planned =>
  planned({ group: '', version: 'v1', kind, name }, {}, [path], 'update');

interface Workload {
  readonly container: JsonObject;
  readonly volumes?: readonly JsonObject[];
  readonly replicas?: number;
  readonly annotations?: JsonObject;
  readonly kind?: string;
  readonly namespace?: string;
  readonly paths?: readonly string[];
  readonly sidecar?: JsonObject;
}

function workload(name: string, order: Workload): Planned {
  const {
    container,
    volumes = [],
    replicas = 2,
    annotations = {},
    kind = 'Deployment',
    paths = [],
    sidecar,
  } = order;
  const place = order.namespace === undefined ? {} : { namespace: order.namespace };
  const spec = {
    replicas,
    template: {
      spec: {
        containers: [{ name: 'c', image: 'a:1', ...container }],
        ...(sidecar && {
          initContainers: [{ name: 's', image: 'a:1', restartPolicy: 'Always', ...sidecar }],
        }),
        volumes,
      },
    },
  };
  const id = { group: 'apps', version: 'v1', kind, name, ...place };
  return planned(id, { annotations, spec }, paths, paths.length === 0 ? 'unchanged' : 'update');
}

const wholeMap = { container: { envFrom: [{ configMapRef: { name: 'settings' } }] } };
const mounted = (subPath: JsonObject): JsonObject => ({
  volumeMounts: [{ name: 'v', mountPath: '/v', ...subPath }],
});
const volume = { name: 'v', configMap: { name: 'settings' } };
const projected = (kind: 'configMap' | 'secret'): JsonObject => ({
  name: 'v',
  projected: { sources: [{ serviceAccountToken: { path: 'token' } }, { [kind]: { name: 'settings' } }] },
});
const secretVolume = { name: 'v', secret: { secretName: 'settings' } };
const fromKey = (kind: string, key: string): JsonObject => ({
  env: [{ name: 'A', valueFrom: { [kind]: { name: 'settings', key } } }],
});

const map = config('ConfigMap', 'settings');
const secret = config('Secret', 'settings');

const cases: readonly {
  readonly name: string;
  readonly changed: Planned;
  readonly given: Workload;
  readonly then: 'told' | 'silent';
}[] = [
  { name: 'variables of a whole ConfigMap', changed: map, given: wholeMap, then: 'told' },
  {
    name: 'variables of a whole Secret',
    changed: secret,
    given: { container: { envFrom: [{ secretRef: { name: 'settings' } }] } },
    then: 'told',
  },
  {
    name: 'variables of a ConfigMap that is called as the Secret',
    changed: secret,
    given: wholeMap,
    then: 'silent',
  },
  {
    name: 'variables of another ConfigMap',
    changed: config('ConfigMap', 'others'),
    given: wholeMap,
    then: 'silent',
  },
  {
    name: 'one key that changes',
    changed: map,
    given: { container: fromKey('configMapKeyRef', 'level') },
    then: 'told',
  },
  {
    name: 'one key that stays',
    changed: map,
    given: { container: fromKey('configMapKeyRef', 'other') },
    then: 'silent',
  },
  {
    name: 'one key with a slash and a tilde in its name',
    changed: config('Secret', 'settings', '/data/a~1b~0c'),
    given: { container: fromKey('secretKeyRef', 'a/b~c') },
    then: 'told',
  },
  {
    name: 'one key of a map that changes as a whole',
    changed: config('ConfigMap', 'settings', '/data'),
    given: { container: fromKey('configMapKeyRef', 'other') },
    then: 'told',
  },
  {
    name: 'a label of the ConfigMap alone',
    changed: config('ConfigMap', 'settings', '/metadata/labels/data'),
    given: wholeMap,
    then: 'silent',
  },
  {
    name: 'a file mounted by subPath',
    changed: map,
    given: { container: mounted({ subPath: 'level' }), volumes: [volume] },
    then: 'told',
  },
  {
    name: 'a file of a Secret mounted by subPath',
    changed: secret,
    given: { container: mounted({ subPath: 'level' }), volumes: [secretVolume] },
    then: 'told',
  },
  {
    name: 'a mounted folder, which the kubelet renews',
    changed: map,
    given: { container: mounted({}), volumes: [volume] },
    then: 'silent',
  },
  {
    name: 'a file mounted by subPathExpr',
    changed: map,
    given: { container: mounted({ subPathExpr: '$(NAME)' }), volumes: [volume] },
    then: 'told',
  },
  {
    name: 'a file of a projected volume with the ConfigMap, mounted by subPath',
    changed: map,
    given: { container: mounted({ subPath: 'level' }), volumes: [projected('configMap')] },
    then: 'told',
  },
  {
    name: 'a file of a projected volume with the Secret, mounted by subPath',
    changed: secret,
    given: { container: mounted({ subPath: 'level' }), volumes: [projected('secret')] },
    then: 'told',
  },
  {
    name: 'a projected volume with a ConfigMap that is called as the Secret',
    changed: secret,
    given: { container: mounted({ subPath: 'level' }), volumes: [projected('configMap')] },
    then: 'silent',
  },
  {
    name: 'a projected volume mounted as a folder, which the kubelet renews',
    changed: map,
    given: { container: mounted({}), volumes: [projected('configMap')] },
    then: 'silent',
  },
  {
    name: 'a file mounted by subPath into an init container that runs on',
    changed: map,
    given: { ...wholeMap, container: {}, volumes: [volume], sidecar: mounted({ subPath: 'level' }) },
    then: 'told',
  },
  {
    name: 'a subPath of another volume',
    changed: map,
    given: { container: mounted({ subPath: 'level' }), volumes: [{ ...volume, name: 'w' }] },
    then: 'silent',
  },
  { name: 'no Pods: zero replicas', changed: map, given: { ...wholeMap, replicas: 0 }, then: 'silent' },
  {
    name: 'Pods that Reloader starts anew, whatever the object',
    changed: map,
    given: { ...wholeMap, annotations: { 'reloader.stakater.com/auto': 'true' } },
    then: 'silent',
  },
  {
    name: 'Pods that Reloader starts anew for this object',
    changed: map,
    given: { ...wholeMap, annotations: { 'configmap.reloader.stakater.com/reload': 'settings' } },
    then: 'silent',
  },
  {
    name: 'Pods with some other annotation',
    changed: map,
    given: { ...wholeMap, annotations: { 'example.com/reload': 'settings' } },
    then: 'told',
  },
  {
    name: 'Pods whose template changes too',
    changed: map,
    given: { ...wholeMap, paths: ['/spec/template/metadata/annotations/checksum'] },
    then: 'silent',
  },
  {
    name: 'Pods of which only the number changes',
    changed: map,
    given: { ...wholeMap, paths: ['/spec/replicas'] },
    then: 'told',
  },
  {
    name: 'Pods of another namespace',
    changed: map,
    given: { ...wholeMap, namespace: 'other' },
    then: 'silent',
  },
];

describe('Pods that keep old values', () => {
  it.each(cases)('$name: $then', ({ changed, given, then }) => {
    const found = stalePods([changed, workload('web', given)]);
    expect(found.map(({ code, address }) => [code, address])).toEqual(
      then === 'told' ? [['stale-pods', changed.intent.address]] : [],
    );
  });

  it('are those of all kinds that run on, and not of a Job', () => {
    const kinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];
    const all = kinds.map(kind => workload(kind.toLowerCase(), { ...wholeMap, kind }));
    const container = { name: 'c', image: 'a:1', ...wholeMap.container };
    const job = planned(
      { group: 'batch', version: 'v1', kind: 'Job', name: 'once' },
      { spec: { template: { spec: { containers: [container] } } } },
      [],
      'unchanged',
    );
    const [found, ...more] = stalePods([map, ...all, job]);
    expect(more).toEqual([]);
    for (const kind of kinds) expect(found?.message).toContain(`${kind} ${kind.toLowerCase()}`);
    expect(found?.message).not.toContain('Job');
  });

  it('are named up to the fifth', () => {
    const many = Array.from({ length: 7 }, (_, index) => workload(`web${index}`, wholeMap));
    const [found] = stalePods([map, ...many]);
    expect(found?.message).toContain('Deployment web4 and 2 more');
    expect(found?.message).not.toContain('web5');
  });
});
