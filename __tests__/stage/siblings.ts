// oxlint-disable typescript/no-explicit-any -- manifests of every kind
import { deployment } from './histories.ts';

/** One object before and after; what a deploy makes of it must be what the second manifest makes when nothing was there. */
export interface Sibling {
  readonly name: string;
  readonly before: any;
  readonly want: any;
}

function row(name: string, before: any, change: (spec: any) => void): Sibling {
  const want = structuredClone(before);
  change(want.spec);
  return { name, before, want };
}

function workload(kind: string, name: string, pod: any, more: any = {}): any {
  const { spec } = deployment(name);
  Object.assign(spec.template.spec, pod);
  const isJob = kind === 'CronJob';
  const template = { ...spec.template, spec: { ...spec.template.spec, restartPolicy: 'OnFailure' } };
  return {
    apiVersion: isJob ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name },
    spec: isJob ? { schedule: '0 0 1 1 *', jobTemplate: { spec: { template } } } : { ...spec, ...more },
  };
}

const noPods = { replicas: 0 };
const service = (name: string, spec: any): any => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app: 'x' }, ports: [{ port: 80 }], ...spec },
});
const policy = (name: string, spec: any): any => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name },
  spec: { podSelector: {}, ...spec },
});
const autoscaler = (name: string, spec: any): any => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'no' },
    maxReplicas: 3,
    ...spec,
  },
});
const controller = (name: string, app: string): any => ({
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata: { name, labels: { app } },
  spec: {
    replicas: 0,
    template: {
      metadata: { labels: { app } },
      spec: { containers: [{ name: 'c', image: 'registry.example/rc:1' }] },
    },
  },
});
const egress = [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }];

/** Fields that the server makes from a sibling, renames or keeps: collected from its defaults and conversions. */
export const siblings: readonly Sibling[] = [
  row(
    'a Deployment loses its service account',
    workload('Deployment', 'sa-gone', { serviceAccountName: 'a' }, noPods),
    spec => delete spec.template.spec.serviceAccountName,
  ),
  row(
    'a StatefulSet loses its service account',
    workload('StatefulSet', 'sa-set', { serviceAccountName: 'a' }, { ...noPods, serviceName: 's' }),
    spec => delete spec.template.spec.serviceAccountName,
  ),
  row(
    'a DaemonSet loses its service account by the old name',
    workload('DaemonSet', 'sa-old', { serviceAccount: 'a', nodeSelector: { no: 'where' } }),
    spec => delete spec.template.spec.serviceAccount,
  ),
  row(
    'a CronJob loses its service account',
    workload('CronJob', 'sa-cron', { serviceAccountName: 'a' }),
    spec => delete spec.jobTemplate.spec.template.spec.serviceAccountName,
  ),
  row(
    'a Deployment changes its service account by the old name',
    workload('Deployment', 'sa-other', { serviceAccount: 'a' }, noPods),
    spec => (spec.template.spec.serviceAccount = 'b'),
  ),
  row(
    'a Deployment names its service account by the other name',
    workload('Deployment', 'sa-renamed', { serviceAccount: 'a' }, noPods),
    spec => {
      delete spec.template.spec.serviceAccount;
      spec.template.spec.serviceAccountName = 'b';
    },
  ),
  row('an image loses its tag', workload('Deployment', 'tag-gone', {}, noPods), spec => {
    spec.template.spec.containers[0].image = 'registry.example/web';
  }),
  row('an image gets a digest', workload('Deployment', 'tag-digest', {}, noPods), spec => {
    spec.template.spec.containers[0].image = `registry.example/web@sha256:${'a'.repeat(64)}`;
  }),
  row(
    'the latest image gets a tag',
    workload(
      'Deployment',
      'tag-new',
      { initContainers: [{ name: 'i', image: 'registry.example/i:latest' }] },
      noPods,
    ),
    spec => (spec.template.spec.initContainers[0].image = 'registry.example/i:2'),
  ),
  row('a policy gets rules for what goes out', policy('egress', { ingress: [] }), spec => {
    spec.egress = egress;
  }),
  row('a policy loses its rules for what goes out', policy('ingress', { egress }), spec => {
    delete spec.egress;
  }),
  row('a policy loses the types it gave', policy('types', { policyTypes: ['Egress'], egress }), spec => {
    delete spec.policyTypes;
  }),
  row('a controller’s Pods get another label', controller('rc', 'a'), spec => {
    spec.template.metadata.labels = { app: 'b' };
  }),
  row('a headless Service becomes an ordinary one', service('headless', { clusterIP: 'None' }), spec => {
    delete spec.clusterIP;
  }),
  row('an ordinary Service becomes a name', service('name', {}), spec => {
    spec.type = 'ExternalName';
    spec.externalName = 'shop.example';
    delete spec.selector;
  }),
  row(
    'a load balancer becomes an ordinary Service',
    service('lb', {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      loadBalancerSourceRanges: ['10.0.0.0/8'],
    }),
    spec => {
      delete spec.type;
      delete spec.externalTrafficPolicy;
      delete spec.loadBalancerSourceRanges;
    },
  ),
  row('a Service gives up its affinity', service('affinity', { sessionAffinity: 'ClientIP' }), spec => {
    delete spec.sessionAffinity;
  }),
  row('a Service moves its port', service('port', {}), spec => (spec.ports[0].port = 81)),
  row(
    'a Service loses its wish for two families',
    service('families', {
      ipFamilyPolicy: 'PreferDualStack',
    }),
    spec => delete spec.ipFamilyPolicy,
  ),
  row(
    'an autoscaler loses its metrics and behavior',
    autoscaler('metrics', {
      minReplicas: 2,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 50 } },
        },
      ],
      behavior: { scaleDown: { stabilizationWindowSeconds: 5 } },
    }),
    spec => {
      delete spec.metrics;
      delete spec.minReplicas;
      delete spec.behavior;
    },
  ),
  row(
    'a Deployment loses its strategy',
    workload(
      'Deployment',
      'strategy-gone',
      {},
      {
        ...noPods,
        strategy: { type: 'Recreate' },
      },
    ),
    spec => delete spec.strategy,
  ),
  row(
    'a StatefulSet loses its strategy',
    workload(
      'StatefulSet',
      'strategy-set',
      {},
      {
        ...noPods,
        serviceName: 's',
        updateStrategy: { type: 'OnDelete' },
      },
    ),
    spec => delete spec.updateStrategy,
  ),
  row(
    'a volume changes its source',
    workload(
      'Deployment',
      'volume-source',
      {
        volumes: [{ name: 'v', secret: { secretName: 's', defaultMode: 256 } }],
      },
      noPods,
    ),
    spec => {
      spec.template.spec.volumes = [{ name: 'v', configMap: { name: 'c' } }];
    },
  ),
  row(
    'a container loses limits and probes',
    workload(
      'Deployment',
      'limits',
      {
        containers: [
          {
            name: 'server',
            image: 'registry.example/web:1',
            resources: { limits: { cpu: '1' } },
            livenessProbe: { httpGet: { path: '/', port: 80 } },
          },
        ],
        hostNetwork: true,
        securityContext: { runAsUser: 5 },
      },
      noPods,
    ),
    spec => {
      const pod = spec.template.spec;
      delete pod.hostNetwork;
      delete pod.securityContext;
      delete pod.containers[0].resources;
      delete pod.containers[0].livenessProbe;
    },
  ),
];
