// oxlint-disable typescript/no-explicit-any -- manifests of every kind
import { deployment } from './histories.ts';

/** One object before and after, and what the plan must make of it; `lost` is part of what a recreate loses. */
export interface Immutable {
  readonly name: string;
  readonly before: any;
  readonly want: any;
  readonly then: 'recreate' | 'update' | 'unknown';
  readonly lost?: string;
}

/** A changed copy. */
function but(object: any, change: (copy: any) => void): any {
  const copy = structuredClone(object);
  change(copy);
  return copy;
}

function row(
  name: string,
  then: Immutable['then'],
  before: any,
  change: (copy: any) => void,
  lost?: string,
): Immutable {
  return { name, then, before, want: but(before, change), ...(lost !== undefined && { lost }) };
}

const workload = (kind: string, name: string, more: any = {}): any => {
  const { spec } = deployment(name);
  return { apiVersion: 'apps/v1', kind, metadata: { name }, spec: { ...spec, ...more } };
};

const selectorOf = (copy: any): void => {
  copy.spec.selector.matchLabels = { other: 'x' };
  copy.spec.template.metadata.labels = { other: 'x' };
};

const claim = (name: string, storage: string, storageClassName = 'none'): any => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage } } },
});

const job = (name: string): any => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name },
  spec: {
    completions: 1,
    suspend: true,
    template: {
      spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'registry.example/job:1' }] },
    },
  },
});

const pod = (name: string): any => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'c', image: 'registry.example/pod:1' }] },
});

const service = (name: string, spec: any): any => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec,
});

const binding = (kind: string, name: string, role: string, roleKind: string): any => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: roleKind, name: role },
  subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'nobody' }],
});

/** What cannot change, what can although many think it cannot, and plain mistakes; `prefix` names the objects of the cluster. */
export function immutables(prefix: string): readonly Immutable[] {
  const meta = (name: string): any => ({ name: `${prefix}-${name}` });
  const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' } };
  return [
    row('a Deployment’s selector', 'recreate', workload('Deployment', 'd'), selectorOf, 'Pods stop'),
    row('a DaemonSet’s selector', 'recreate', workload('DaemonSet', 'ds'), selectorOf, 'Pods stop'),
    row('a ReplicaSet’s selector', 'recreate', workload('ReplicaSet', 'rs'), selectorOf, 'Pods stop'),
    row(
      'a StatefulSet’s service',
      'recreate',
      workload('StatefulSet', 'ss', { serviceName: 'a' }),
      copy => (copy.spec.serviceName = 'b'),
      'claims and their data stay',
    ),
    row(
      'a StatefulSet’s claims',
      'recreate',
      workload('StatefulSet', 'sc', {
        serviceName: 'a',
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim('x', '1Gi').spec }],
      }),
      copy => (copy.spec.volumeClaimTemplates[0].spec.resources.requests.storage = '2Gi'),
      'claims and their data stay',
    ),
    row(
      'a StatefulSet’s replicas',
      'update',
      workload('StatefulSet', 'sr', { serviceName: 'a' }),
      copy => (copy.spec.replicas = 2),
    ),
    row(
      'a Job’s template',
      'recreate',
      job('job'),
      copy => (copy.spec.template.spec.containers[0].image = 'x:2'),
      'runs again',
    ),
    row('a Job’s completions', 'recreate', job('jc'), copy => (copy.spec.completions = 2), 'runs again'),
    row(
      'a Job’s completion mode',
      'recreate',
      job('jm'),
      copy => (copy.spec.completionMode = 'Indexed'),
      'runs again',
    ),
    row(
      'a claim’s access mode',
      'recreate',
      claim('pvc', '1Gi'),
      copy => (copy.spec.accessModes = ['ReadWriteMany']),
      'data',
    ),
    row(
      'the source of a volume',
      'recreate',
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: meta('pv'),
        spec: {
          capacity: { storage: '1Gi' },
          accessModes: ['ReadWriteOnce'],
          hostPath: { path: '/a' },
          storageClassName: 'none',
        },
      },
      copy => (copy.spec.hostPath.path = '/b'),
      'data',
    ),
    row(
      'a Service’s address',
      'recreate',
      // Of the range's first addresses, which the server gives out by itself last.
      service('svc', { ports: [{ port: 80 }], clusterIP: '10.0.0.11' }),
      copy => (copy.spec.clusterIP = '10.0.0.12'),
      'address changes',
    ),
    row(
      'the address of a Service with a port of the nodes',
      'recreate',
      service('np', { type: 'NodePort', ports: [{ port: 80, nodePort: 30777 }], clusterIP: '10.0.0.203' }),
      copy => (copy.spec.clusterIP = '10.0.0.204'),
      'address changes',
    ),
    row(
      'a binding’s role',
      'recreate',
      binding('RoleBinding', 'rb', 'view', 'ClusterRole'),
      copy => (copy.roleRef.name = 'edit'),
      'access',
    ),
    row(
      'a cluster binding’s role',
      'recreate',
      { ...binding('ClusterRoleBinding', 'x', 'view', 'ClusterRole'), metadata: meta('crb') },
      copy => (copy.roleRef.name = 'edit'),
      'access',
    ),
    row(
      'a Secret’s type',
      'recreate',
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'typed' },
        type: 'example.com/a',
        stringData: { a: 'long-value-1' },
      },
      copy => (copy.type = 'example.com/b'),
      'nothing is lost',
    ),
    row(
      'an immutable ConfigMap’s data',
      'recreate',
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'fixed' }, immutable: true, data: { a: '1' } },
      copy => (copy.data.a = '2'),
      'nothing is lost',
    ),
    row(
      'a StorageClass’s provisioner',
      'recreate',
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: meta('sc'),
        provisioner: 'example.com/a',
      },
      copy => (copy.provisioner = 'example.com/b'),
      'volumes that exist stay',
    ),
    row(
      'whether a StorageClass lets volumes grow',
      'update',
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: meta('grow'),
        provisioner: 'example.com/a',
      },
      copy => (copy.allowVolumeExpansion = true),
    ),
    row(
      'a PriorityClass’s value',
      'recreate',
      { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: meta('pc'), value: 5 },
      copy => (copy.value = 6),
      'new ones are refused',
    ),
    row(
      'an IngressClass’s controller',
      'recreate',
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'IngressClass',
        metadata: meta('ic'),
        spec: { controller: 'example.com/a' },
      },
      copy => (copy.spec.controller = 'example.com/b'),
      'not served',
    ),
    row(
      'a RuntimeClass’s handler',
      'recreate',
      { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: meta('rc'), handler: 'a' },
      copy => (copy.handler = 'b'),
      'new ones are refused',
    ),
    row(
      'a CSIDriver’s attachment',
      'recreate',
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'CSIDriver',
        metadata: meta('csi'),
        spec: { attachRequired: true },
      },
      copy => (copy.spec.attachRequired = false),
      'mounted',
    ),
    row(
      'a VolumeAttributesClass’s parameters',
      'recreate',
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'VolumeAttributesClass',
        metadata: meta('vac'),
        driverName: 'example.com',
        parameters: { a: '1' },
      },
      copy => (copy.parameters.a = '2'),
      'volumes that exist stay',
    ),
    row(
      'a quota’s scopes',
      'recreate',
      { ...quota, spec: { hard: { pods: '100' }, scopes: ['BestEffort'] } },
      copy => (copy.spec.scopes = ['NotBestEffort']),
      'limits',
    ),
    row(
      'the kind of addresses of an EndpointSlice',
      'recreate',
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'es' },
        addressType: 'IPv4',
        endpoints: [],
      },
      copy => (copy.addressType = 'IPv6'),
      'traffic',
    ),
    row(
      'a Pod’s command',
      'recreate',
      pod('pod'),
      copy => (copy.spec.containers[0].command = ['x']),
      'Pod stops',
    ),
    row(
      'a Pod’s image',
      'update',
      pod('image'),
      copy => (copy.spec.containers[0].image = 'registry.example/pod:2'),
    ),
    row(
      'a budget’s selector',
      'update',
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'pdb' },
        spec: { minAvailable: 1, selector: { matchLabels: { a: 'b' } } },
      },
      copy => (copy.spec.selector.matchLabels = { c: 'd' }),
    ),
    row(
      'the strategy of a Deployment',
      'update',
      workload('Deployment', 'strategy'),
      copy => (copy.spec.strategy = { type: 'Recreate' }),
    ),
    row(
      'a name that is no name',
      'unknown',
      workload('Deployment', 'mistake'),
      copy => (copy.spec.template.spec.containers[0].name = 'Not A Name'),
    ),
    row('a mount without its volume', 'unknown', workload('Deployment', 'mount'), copy => {
      copy.spec.template.spec.containers[0].volumeMounts = [{ name: 'none', mountPath: '/x' }];
    }),
  ];
}
