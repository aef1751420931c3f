// oxlint-disable typescript/no-explicit-any -- the histories build manifests of every kind
/** Who wrote a state of an object, and how: kubectl's and Helm's ways, a hand at the keyboard, or a server-side apply. */
export type Writer = 'kubectl' | 'helm' | 'kubectl-edit' | 'kubectl-ssa' | 'before-first-apply' | 'scale';

/** What an object went through before it came to us: its states in turn, then the one that our manifest wants. */
export interface History {
  readonly name: string;
  readonly states: readonly (readonly [Writer, any])[];
  readonly want: any;
}

/** A Deployment; `change` gets its spec, pod spec and first container. */
export function deployment(
  name: string,
  change: (parts: { object: any; spec: any; pod: any; container: any }) => void = () => undefined,
): any {
  const container: any = { name: 'server', image: 'registry.example/web:1' };
  const pod: any = { containers: [container] };
  const spec: any = {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: pod },
  };
  const object: any = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec };
  change({ object, spec, pod, container });
  return object;
}

function service(name: string, spec: any, metadata: any = {}): any {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, ...metadata }, spec };
}

function configMap(name: string, data: any, metadata: any = {}): any {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data };
}

function secret(name: string, stringData: any): any {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData };
}

function autoscaler(name: string, version: 'v1' | 'v2', spec: any): any {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'nobody' };
  return {
    apiVersion: `autoscaling/${version}`,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: { scaleTargetRef, maxReplicas: 3, ...spec },
  };
}

function statefulSet(name: string, more: any): any {
  const { spec } = deployment(name);
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: { ...spec, serviceName: name, ...more },
  };
}

function disruptionBudget(name: string, spec: any): any {
  const selector = { matchLabels: { app: name } };
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name },
    spec: { selector, ...spec },
  };
}

/** Histories of objects that other tools made and that are now deployed by us, one for each way in which fields can go. */
export const histories: readonly History[] = [
  {
    name: 'loses labels, annotations, variables, a sidecar and volumes that kubectl applied',
    states: [
      [
        'kubectl',
        deployment('many', ({ object, spec, pod, container }) => {
          object.metadata.labels = { team: 'shop', old: 'yes' };
          object.metadata.annotations = { note: 'hello', 'example.com/gone': 'x' };
          spec.minReadySeconds = 5;
          spec.revisionHistoryLimit = 3;
          container.env = [
            { name: 'A', value: '1' },
            { name: 'B', value: '2' },
          ];
          container.ports = [{ containerPort: 80 }, { containerPort: 443, name: 'tls' }];
          container.volumeMounts = [
            { name: 'tmp', mountPath: '/tmp' },
            { name: 'cfg', mountPath: '/etc/web' },
          ];
          container.resources = { limits: { cpu: '1', memory: '64Mi' } };
          pod.containers.push({ name: 'sidecar', image: 'registry.example/side:1' });
          pod.volumes = [
            { name: 'tmp', emptyDir: {} },
            { name: 'cfg', configMap: { name: 'web' } },
          ];
        }),
      ],
    ],
    want: deployment('many', ({ object, pod, container }) => {
      object.metadata.labels = { team: 'shop' };
      container.env = [{ name: 'B', value: '2' }];
      container.ports = [{ containerPort: 80 }];
      container.volumeMounts = [{ name: 'tmp', mountPath: '/tmp' }];
      pod.volumes = [{ name: 'tmp', emptyDir: {} }];
    }),
  },
  {
    name: 'turns to Recreate, its strategy never written down',
    states: [['kubectl', deployment('recreate')]],
    want: deployment('recreate', ({ spec }) => (spec.strategy = { type: 'Recreate' })),
  },
  {
    name: 'changes the arm of a probe that Helm installed',
    states: [
      [
        'helm',
        deployment('probe', ({ container }) => {
          container.livenessProbe = { httpGet: { path: '/', port: 80 }, periodSeconds: 7 };
        }),
      ],
    ],
    want: deployment('probe', ({ container }) => {
      container.livenessProbe = { exec: { command: ['true'] } };
    }),
  },
  {
    name: 'changes the source of its volumes',
    states: [
      [
        'kubectl',
        deployment('volume', ({ pod }) => {
          pod.volumes = [{ name: 'a', configMap: { name: 'web' } }, { name: 'b' }];
        }),
      ],
    ],
    want: deployment('volume', ({ pod }) => {
      pod.volumes = [
        { name: 'a', secret: { secretName: 'web' } },
        { name: 'b', hostPath: { path: '/tmp' } },
      ];
    }),
  },
  {
    name: 'takes the value of a variable from elsewhere',
    states: [
      ['helm', deployment('variable', ({ container }) => (container.env = [{ name: 'A', value: '1' }]))],
    ],
    want: deployment('variable', ({ container }) => {
      container.env = [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }];
    }),
  },
  {
    name: 'is a Service that loses a port and its affinity',
    states: [
      [
        'kubectl',
        service('ports', {
          selector: { app: 'x', tier: 'web' },
          sessionAffinity: 'ClientIP',
          ports: [
            { name: 'a', port: 80 },
            { name: 'b', port: 81 },
          ],
        }),
      ],
    ],
    want: service('ports', { selector: { app: 'x' }, ports: [{ name: 'a', port: 80 }] }),
  },
  {
    name: 'is a Service of Helm that becomes reachable from outside',
    states: [
      [
        'helm',
        service(
          'node-port',
          { selector: { app: 'x' }, ports: [{ port: 80 }] },
          { labels: { chart: 'web-1' } },
        ),
      ],
    ],
    want: service('node-port', {
      type: 'NodePort',
      selector: { app: 'x' },
      ports: [{ port: 80, nodePort: 30999 }],
    }),
  },
  {
    name: 'is a Service that loses its ports of the nodes, one port, and a part of its selector',
    states: [
      [
        'kubectl',
        service('less', {
          type: 'NodePort',
          selector: { app: 'x', tier: 'web' },
          ports: [
            { name: 'a', port: 80 },
            { name: 'b', port: 81 },
          ],
        }),
      ],
    ],
    want: service('less', { selector: { app: 'x' }, ports: [{ name: 'a', port: 80 }] }),
  },
  {
    name: 'was applied twice by kubectl',
    states: [
      ['kubectl', configMap('twice', { a: '1', b: '2' }, { annotations: { old: 'x' } })],
      ['kubectl', configMap('twice', { b: '3', c: '4' })],
    ],
    want: configMap('twice', { c: '4', d: '5' }),
  },
  {
    name: 'is a Secret whose keys go',
    states: [['kubectl', secret('keys', { a: 'one-secret', b: 'two-secret' })]],
    want: secret('keys', { b: 'two-secret', c: 'new-secret' }),
  },
  {
    name: 'was edited by hand after Helm',
    states: [
      ['helm', configMap('edited', { a: '1', b: '2' })],
      ['kubectl-edit', configMap('edited', { a: 'by hand', b: '2', hand: 'made' })],
    ],
    want: configMap('edited', { a: '1' }),
  },
  {
    name: 'was applied by kubectl on the server side',
    states: [['kubectl-ssa', configMap('ssa', { a: '1', b: '2' })]],
    want: configMap('ssa', { a: '1' }),
  },
  {
    name: 'has its replicas from an autoscaler',
    states: [
      ['kubectl', deployment('scaled', ({ spec }) => (spec.minReadySeconds = 3))],
      ['scale', 4],
    ],
    want: deployment('scaled'),
  },
  {
    name: 'was written in another version of its kind',
    states: [
      ['kubectl', autoscaler('versions', 'v1', { targetCPUUtilizationPercentage: 50, minReplicas: 2 })],
    ],
    want: autoscaler('versions', 'v2', {
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } },
        },
      ],
    }),
  },
  {
    name: 'was there before owners were noted down',
    states: [
      ['before-first-apply', configMap('before', { a: '1', b: '2' })],
      ['kubectl-ssa', configMap('before', { a: '1' })],
    ],
    want: configMap('before', { a: '2' }),
  },
  {
    name: 'is a StatefulSet that is updated by deleting Pods',
    states: [['kubectl', statefulSet('stateful', { replicas: 2 })]],
    want: statefulSet('stateful', { updateStrategy: { type: 'OnDelete' } }),
  },
  {
    name: 'is a budget that counts the other way',
    states: [['kubectl', disruptionBudget('budget', { minAvailable: 1 })]],
    want: disruptionBudget('budget', { maxUnavailable: 1 }),
  },
];

/** One-ofs of objects that were ours from the start: the old arm was never written down, so nobody owns it. */
export const ownHistories: readonly { readonly before: any; readonly want: any }[] = [
  {
    before: deployment('own-strategy'),
    want: deployment('own-strategy', ({ spec }) => (spec.strategy = { type: 'Recreate' })),
  },
  {
    before: deployment(
      'own-volume',
      ({ pod }) => (pod.volumes = [{ name: 'a' }, { name: 'b', emptyDir: {} }]),
    ),
    want: deployment('own-volume', ({ pod }) => {
      pod.volumes = [
        { name: 'b', emptyDir: {} },
        { name: 'a', hostPath: { path: '/tmp' } },
      ];
    }),
  },
  {
    before: deployment('own-probe', ({ container }) => {
      container.readinessProbe = { httpGet: { path: '/', port: 80 } };
    }),
    want: deployment('own-probe', ({ container }) => {
      container.readinessProbe = { tcpSocket: { port: 80 }, failureThreshold: 5 };
    }),
  },
  {
    before: service('own-ports', {
      type: 'NodePort',
      ports: [
        { name: 'a', port: 80 },
        { name: 'b', port: 81 },
      ],
    }),
    want: service('own-ports', { ports: [{ name: 'a', port: 80 }] }),
  },
  {
    before: statefulSet('own-stateful', {}),
    want: statefulSet('own-stateful', { updateStrategy: { type: 'OnDelete' } }),
  },
  {
    before: disruptionBudget('own-budget', { minAvailable: 1 }),
    want: disruptionBudget('own-budget', { maxUnavailable: 1 }),
  },
];
