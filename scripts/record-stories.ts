import type { Cluster } from '../__tests__/stage/cluster/cluster.ts';

/** One step of what happens to the objects. */
export interface Change {
  readonly manifests: string;
  readonly before?: (cluster: Cluster, namespace: string) => Promise<unknown>;
  readonly after?: (cluster: Cluster, namespace: string) => Promise<unknown>;
}

const namespaced = (
  apiVersion: string,
  kind: string,
  plural: string,
): { kind: string; apiVersion: string; path: string } => ({
  kind,
  apiVersion,
  path: `${apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`}/namespaces/recorded/${plural}`,
});

/** What is looked at: the kinds of Kubernetes that have a notion of being up, and some that have none. */
export const watched = [
  namespaced('apps/v1', 'Deployment', 'deployments'),
  namespaced('apps/v1', 'StatefulSet', 'statefulsets'),
  namespaced('apps/v1', 'DaemonSet', 'daemonsets'),
  namespaced('apps/v1', 'ReplicaSet', 'replicasets'),
  namespaced('v1', 'ReplicationController', 'replicationcontrollers'),
  namespaced('v1', 'Pod', 'pods?labelSelector=alone'),
  namespaced('batch/v1', 'Job', 'jobs'),
  namespaced('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims'),
  namespaced('v1', 'Service', 'services'),
  namespaced('autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers'),
  namespaced('networking.k8s.io/v1', 'Ingress', 'ingresses'),
  {
    kind: 'Namespace',
    apiVersion: 'v1',
    path: '/api/v1/namespaces?fieldSelector=metadata.name=recorded-small',
  },
  {
    kind: 'CustomResourceDefinition',
    apiVersion: 'apiextensions.k8s.io/v1',
    path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  },
  {
    kind: 'APIService',
    apiVersion: 'apiregistration.k8s.io/v1',
    path: '/apis/apiregistration.k8s.io/v1/apiservices?labelSelector=recorded',
  },
  {
    kind: 'CertificateSigningRequest',
    apiVersion: 'certificates.k8s.io/v1',
    path: '/apis/certificates.k8s.io/v1/certificatesigningrequests?labelSelector=recorded',
  },
];

const container = (image: string, more = ''): string =>
  `containers: [{ name: c, image: 'registry.example/${image}'${more} }]`;

const template = (app: string, image: string, more = ''): string =>
  `  selector: { matchLabels: { app: ${app} } }
  template: { metadata: { labels: { app: ${app} } }, spec: { ${container(image, more)} } }
`;

const workload = (kind: string, name: string, spec: string, image = 'a:1', more = ''): string =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec:\n${spec}${template(name, image, more)}---\n`;

const set = (name: string, spec: string, image: string): string =>
  workload('StatefulSet', name, `  serviceName: none\n${spec}`, image);

const job = (name: string, spec: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: { name: ${name} }\nspec:\n  backoffLimit: 0\n${spec}  template: { spec: { restartPolicy: Never, ${container('job:1')} } }\n---\n`;

const pod = (name: string, spec: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, labels: { alone: 'yes' } }\nspec: { ${spec} }\n---\n`;

const claim = (name: string, storageClass: string): string =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: ${name} }\nspec: { storageClassName: ${storageClass}, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n---\n`;

const definition = (plural: string, kind: string): string =>
  `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: ${plural}.recorded.example }\nspec: { group: recorded.example, scope: Namespaced, names: { kind: ${kind}, plural: ${plural} }, versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }] }\n---\n`;

const probe = ', readinessProbe: { httpGet: { path: /, port: 80 } }';

/** Everything is made. */
export const first: Change = {
  before: async (cluster, namespace) => {
    await cluster.failPods({ namespace, name: 'late', as: 'ReadinessProbeFailing' });
    await cluster.failPods({ namespace, name: 'breaks', as: 'CrashLoopBackOff' });
    await cluster.failPods({ namespace, name: 'hangs', as: 'NeverCompletes' });
    await cluster.failPods({ namespace, name: 'slow', as: 'SlowStart', forMs: 2000 });
    await cluster.request('PATCH', `/api/v1/namespaces/${namespace}`, {
      metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
    });
  },
  manifests: [
    workload('Deployment', 'rolls', '  replicas: 3\n'),
    workload('Deployment', 'slow', '  replicas: 2\n', 'a:1', probe),
    workload('Deployment', 'late', '  replicas: 1\n  progressDeadlineSeconds: 3\n', 'a:1', probe),
    workload('Deployment', 'paused', '  replicas: 2\n  paused: true\n'),
    workload('Deployment', 'refused', '  replicas: 2\n', 'a:1', ', securityContext: { privileged: true }'),
    workload('Deployment', 'none', '  replicas: 0\n'),
    workload('Deployment', 'anew', '  replicas: 2\n  strategy: { type: Recreate }\n'),
    set('db', '  replicas: 2\n', 'a:1'),
    set('parts', '  replicas: 3\n  updateStrategy: { rollingUpdate: { partition: 2 } }\n', 'a:1'),
    set('by-hand', '  replicas: 2\n  updateStrategy: { type: OnDelete }\n', 'a:1'),
    workload('DaemonSet', 'agent', ''),
    workload('DaemonSet', 'agent-by-hand', '  updateStrategy: { type: OnDelete }\n'),
    workload('DaemonSet', 'nowhere', '').replace(
      'spec: { containers',
      "spec: { nodeSelector: { no: 'node' }, containers",
    ),
    workload('ReplicaSet', 'copies', '  replicas: 2\n'),
    `apiVersion: v1\nkind: ReplicationController\nmetadata: { name: former }\nspec: { replicas: 2, selector: { app: former }, template: { metadata: { labels: { app: former } }, spec: { ${container('a:1')} } } }\n---\n`,
    pod('runs', container('a:1')),
    pod('ends', `restartPolicy: Never, ${container('a:1')}`),
    pod('breaks', `restartPolicy: Never, ${container('a:1')}`),
    pod('homeless', `nodeSelector: { no: 'node' }, ${container('a:1')}`),
    pod('slow', container('a:1', probe)),
    job('done', ''),
    job('many', '  completions: 3\n  parallelism: 1\n'),
    job('breaks', ''),
    job('hangs', '  activeDeadlineSeconds: 4\n'),
    job('held', '  suspend: true\n'),
    claim('bound', 'standard'),
    claim('unbound', 'missing'),
    'apiVersion: v1\nkind: Service\nmetadata: { name: inside }\nspec: { ports: [{ port: 80 }] }\n---\n',
    'apiVersion: v1\nkind: Service\nmetadata: { name: front }\nspec: { type: LoadBalancer, ports: [{ port: 80 }] }\n---\n',
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: rolls }\nspec: { minReplicas: 1, maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: slow }, metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }] }\n---\n',
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: way-in }\nspec: { defaultBackend: { service: { name: inside, port: { number: 80 } } } }\n---\n',
    definition('widgets', 'Widget'),
    definition('gadgets', 'Widget'),
    "apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: { name: v1.nobody.example, labels: { recorded: 'yes' } }\nspec: { group: nobody.example, version: v1, groupPriorityMinimum: 100, versionPriority: 10, insecureSkipTLSVerify: true, service: { name: nobody, namespace: recorded } }\n---\n",
  ].join(''),
};

/** What happens to them then. */
export const changes: readonly Change[] = [
  {
    // Another version, and an address from the cloud.
    manifests: [
      workload('Deployment', 'rolls', '  replicas: 3\n', 'a:2'),
      workload('Deployment', 'paused', '  replicas: 2\n  paused: true\n', 'a:2'),
      workload('Deployment', 'anew', '  replicas: 2\n  strategy: { type: Recreate }\n', 'a:2'),
      set('db', '  replicas: 2\n', 'a:2'),
      set('parts', '  replicas: 3\n  updateStrategy: { rollingUpdate: { partition: 2 } }\n', 'a:2'),
      set('by-hand', '  replicas: 2\n  updateStrategy: { type: OnDelete }\n', 'a:2'),
      workload('DaemonSet', 'agent', '', 'a:2'),
      workload('DaemonSet', 'agent-by-hand', '  updateStrategy: { type: OnDelete }\n', 'a:2'),
    ].join(''),
    after: async (cluster, namespace) =>
      await cluster.setLoadBalancerAddress(namespace, 'front', '192.0.2.10'),
  },
  {
    // Smaller and larger, and a namespace that goes but cannot.
    manifests: [
      workload('Deployment', 'rolls', '  replicas: 1\n', 'a:2'),
      workload('Deployment', 'none', '  replicas: 1\n'),
      set('db', '  replicas: 1\n', 'a:2'),
      workload('ReplicaSet', 'copies', '  replicas: 1\n'),
    ].join(''),
    before: async cluster => {
      await cluster.request('POST', '/api/v1/namespaces/recorded-small/configmaps', {
        metadata: { name: 'held', finalizers: ['recorded.example/held'] },
      });
      await cluster.request('DELETE', '/api/v1/namespaces/recorded-small');
    },
  },
];
