/** An object in a few words; `body` is laid over it. */
export interface Sketch {
  readonly is: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly after?: string;
}

/** A hand-made set and the waves that it must come to, objects by their sketch. */
export interface HandMade {
  readonly name: string;
  readonly set: readonly (Sketch | string)[];
  readonly waves: readonly (readonly string[])[];
}

type Pod = Readonly<Record<string, unknown>>;
const pod = (spec: Record<string, unknown>, labels: Record<string, string> = {}): Pod => ({
  spec: { template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }], ...spec } } },
});
const env = (from: Record<string, unknown>): Pod =>
  pod({ containers: [{ name: 'c', image: 'i', env: [{ name: 'A', valueFrom: from }] }] });
const volume = (source: Record<string, unknown>): Pod => pod({ volumes: [{ name: 'v', ...source }] });
const crd = (group: string, kind: string): Sketch => ({
  is: `CustomResourceDefinition.apiextensions.k8s.io/${kind.toLowerCase()}s.${group}`,
  body: { spec: { group, scope: 'Namespaced', names: { kind } } },
});
const webhook = (service: string): Sketch => ({
  is: 'ValidatingWebhookConfiguration.admissionregistration.k8s.io/hook',
  body: { webhooks: [{ clientConfig: { service: { namespace: 'shop', name: service } } }] },
});
const service = (name: string, app: string): Sketch => ({
  is: `Service/shop/${name}`,
  body: { spec: { selector: { app } } },
});
const binding = (kind: string, name: string, role: string, account: string): Sketch => ({
  is: `${kind}.rbac.authorization.k8s.io/${kind === 'RoleBinding' ? 'shop/' : ''}${name}`,
  body: {
    roleRef: { kind: role.split('/')[0], name: role.split('/')[1] },
    subjects: [{ kind: 'ServiceAccount', name: account, namespace: 'shop' }],
  },
});
const role = 'Role.rbac.authorization.k8s.io/shop/reader';
const web = 'Deployment.apps/shop/web';
const db = 'StatefulSet.apps/shop/db';

/** Forty sets: each reference kind, each special edge, annotations, circles, and whole applications. */
export const handMade: readonly HandMade[] = [
  { name: 'nothing', set: [], waves: [] },
  { name: 'one object', set: ['ConfigMap/shop/a'], waves: [['ConfigMap/shop/a']] },
  {
    name: 'objects that know nothing of one another',
    set: ['ConfigMap/shop/a', 'Secret/shop/b', web],
    waves: [['ConfigMap/shop/a', 'Secret/shop/b', web]],
  },
  {
    name: 'a namespace before what is in it',
    set: [web, 'Namespace/shop'],
    waves: [['Namespace/shop'], [web]],
  },
  {
    name: 'another namespace is no reason to wait',
    set: [web, 'Namespace/other'],
    waves: [[web, 'Namespace/other']],
  },
  {
    name: 'a definition before its objects',
    set: ['Widget.example.com/shop/w', crd('example.com', 'Widget')],
    waves: [
      ['CustomResourceDefinition.apiextensions.k8s.io/widgets.example.com'],
      ['Widget.example.com/shop/w'],
    ],
  },
  {
    name: 'a definition of another group',
    set: ['Widget.example.org/shop/w', crd('example.com', 'Widget')],
    waves: [
      ['Widget.example.org/shop/w', 'CustomResourceDefinition.apiextensions.k8s.io/widgets.example.com'],
    ],
  },
  {
    name: 'a namespace and a definition, both before',
    set: ['Namespace/shop', crd('example.com', 'Widget'), 'Widget.example.com/shop/w'],
    waves: [
      ['Namespace/shop', 'CustomResourceDefinition.apiextensions.k8s.io/widgets.example.com'],
      ['Widget.example.com/shop/w'],
    ],
  },
  {
    name: 'a ConfigMap by env',
    set: [{ is: web, body: env({ configMapKeyRef: { name: 'a', key: 'k' } }) }, 'ConfigMap/shop/a'],
    waves: [['ConfigMap/shop/a'], [web]],
  },
  {
    name: 'a Secret by env',
    set: [{ is: web, body: env({ secretKeyRef: { name: 'a', key: 'k' } }) }, 'Secret/shop/a'],
    waves: [['Secret/shop/a'], [web]],
  },
  {
    name: 'envFrom',
    set: [
      {
        is: web,
        body: pod({
          containers: [
            { name: 'c', envFrom: [{ configMapRef: { name: 'a' } }, { secretRef: { name: 'b' } }] },
          ],
        }),
      },
      'ConfigMap/shop/a',
      'Secret/shop/b',
    ],
    waves: [['ConfigMap/shop/a', 'Secret/shop/b'], [web]],
  },
  {
    name: 'an init container',
    set: [
      { is: web, body: pod({ initContainers: [{ name: 'i', envFrom: [{ configMapRef: { name: 'a' } }] }] }) },
      'ConfigMap/shop/a',
    ],
    waves: [['ConfigMap/shop/a'], [web]],
  },
  {
    name: 'the same name in another namespace',
    set: [{ is: web, body: volume({ configMap: { name: 'a' } }) }, 'ConfigMap/other/a'],
    waves: [[web, 'ConfigMap/other/a']],
  },
  {
    name: 'a ConfigMap volume',
    set: [{ is: web, body: volume({ configMap: { name: 'a' } }) }, 'ConfigMap/shop/a'],
    waves: [['ConfigMap/shop/a'], [web]],
  },
  {
    name: 'a Secret volume',
    set: [{ is: web, body: volume({ secret: { secretName: 'a' } }) }, 'Secret/shop/a'],
    waves: [['Secret/shop/a'], [web]],
  },
  {
    name: 'a projected volume',
    set: [
      {
        is: web,
        body: volume({ projected: { sources: [{ configMap: { name: 'a' } }, { secret: { name: 'b' } }] } }),
      },
      'ConfigMap/shop/a',
      'Secret/shop/b',
    ],
    waves: [['ConfigMap/shop/a', 'Secret/shop/b'], [web]],
  },
  {
    name: 'a claim, its class and its volume',
    set: [
      { is: web, body: volume({ persistentVolumeClaim: { claimName: 'c' } }) },
      { is: 'PersistentVolumeClaim/shop/c', body: { spec: { storageClassName: 'fast', volumeName: 'pv' } } },
      { is: 'PersistentVolume/pv', body: { spec: { storageClassName: 'fast' } } },
      'StorageClass.storage.k8s.io/fast',
    ],
    waves: [
      ['StorageClass.storage.k8s.io/fast'],
      ['PersistentVolume/pv'],
      ['PersistentVolumeClaim/shop/c'],
      [web],
    ],
  },
  {
    name: 'a pull secret, by the account',
    set: [
      { is: web, body: pod({ serviceAccountName: 'sa' }) },
      { is: 'ServiceAccount/shop/sa', body: { imagePullSecrets: [{ name: 'pull' }] } },
      'Secret/shop/pull',
    ],
    waves: [['Secret/shop/pull'], ['ServiceAccount/shop/sa'], [web]],
  },
  {
    name: 'classes of priority and runtime',
    set: [
      { is: web, body: pod({ priorityClassName: 'p', runtimeClassName: 'r' }) },
      'PriorityClass.scheduling.k8s.io/p',
      'RuntimeClass.node.k8s.io/r',
    ],
    waves: [['PriorityClass.scheduling.k8s.io/p', 'RuntimeClass.node.k8s.io/r'], [web]],
  },
  {
    name: 'a resource claim and its template',
    set: [
      {
        is: web,
        body: pod({
          resourceClaims: [
            { name: 'g', resourceClaimName: 'g' },
            { name: 't', resourceClaimTemplateName: 't' },
          ],
        }),
      },
      'ResourceClaim.resource.k8s.io/shop/g',
      'ResourceClaimTemplate.resource.k8s.io/shop/t',
    ],
    waves: [['ResourceClaim.resource.k8s.io/shop/g', 'ResourceClaimTemplate.resource.k8s.io/shop/t'], [web]],
  },
  {
    name: 'a binding after role and account, Pods after the binding',
    set: [
      { is: web, body: pod({ serviceAccountName: 'sa' }) },
      binding('RoleBinding', 'b', 'Role/reader', 'sa'),
      role,
      'ServiceAccount/shop/sa',
    ],
    waves: [[role, 'ServiceAccount/shop/sa'], ['RoleBinding.rbac.authorization.k8s.io/shop/b'], [web]],
  },
  {
    name: 'a cluster binding',
    set: [
      binding('ClusterRoleBinding', 'b', 'ClusterRole/all', 'sa'),
      'ClusterRole.rbac.authorization.k8s.io/all',
      'ServiceAccount/shop/sa',
    ],
    waves: [
      ['ClusterRole.rbac.authorization.k8s.io/all', 'ServiceAccount/shop/sa'],
      ['ClusterRoleBinding.rbac.authorization.k8s.io/b'],
    ],
  },
  {
    name: 'a StatefulSet after its Service and class',
    set: [
      {
        is: db,
        body: { spec: { serviceName: 'db', volumeClaimTemplates: [{ spec: { storageClassName: 'fast' } }] } },
      },
      'Service/shop/db',
      'StorageClass.storage.k8s.io/fast',
    ],
    waves: [['Service/shop/db', 'StorageClass.storage.k8s.io/fast'], [db]],
  },
  {
    name: 'a scaler after its target',
    set: [
      {
        is: 'HorizontalPodAutoscaler.autoscaling/shop/h',
        body: { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } },
      },
      web,
    ],
    waves: [[web], ['HorizontalPodAutoscaler.autoscaling/shop/h']],
  },
  {
    name: 'a KEDA scaler',
    set: [
      {
        is: 'ScaledObject.keda.sh/shop/s',
        body: {
          spec: { scaleTargetRef: { name: 'web' }, triggers: [{ authenticationRef: { name: 'auth' } }] },
        },
      },
      web,
      'TriggerAuthentication.keda.sh/shop/auth',
    ],
    waves: [[web, 'TriggerAuthentication.keda.sh/shop/auth'], ['ScaledObject.keda.sh/shop/s']],
  },
  {
    name: 'an Ingress after class, certificate and Service',
    set: [
      {
        is: 'Ingress.networking.k8s.io/shop/i',
        body: {
          spec: {
            ingressClassName: 'n',
            tls: [{ secretName: 't' }],
            rules: [{ http: { paths: [{ backend: { service: { name: 'web' } } }] } }],
          },
        },
      },
      'IngressClass.networking.k8s.io/n',
      'Secret/shop/t',
      'Service/shop/web',
    ],
    waves: [
      ['IngressClass.networking.k8s.io/n', 'Secret/shop/t', 'Service/shop/web'],
      ['Ingress.networking.k8s.io/shop/i'],
    ],
  },
  {
    name: 'a route after its gateway',
    set: [
      {
        is: 'HTTPRoute.gateway.networking.k8s.io/shop/r',
        body: { spec: { parentRefs: [{ name: 'g' }], rules: [{ backendRefs: [{ name: 'web' }] }] } },
      },
      { is: 'Gateway.gateway.networking.k8s.io/shop/g', body: { spec: { gatewayClassName: 'c' } } },
      'GatewayClass.gateway.networking.k8s.io/c',
      'Service/shop/web',
    ],
    waves: [
      ['GatewayClass.gateway.networking.k8s.io/c', 'Service/shop/web'],
      ['Gateway.gateway.networking.k8s.io/shop/g'],
      ['HTTPRoute.gateway.networking.k8s.io/shop/r'],
    ],
  },
  {
    name: 'Pods after quota, defaults and policies of their namespace',
    set: [
      { is: web, body: pod({}) },
      'ResourceQuota/shop/q',
      'LimitRange/shop/l',
      'NetworkPolicy.networking.k8s.io/shop/n',
      'NetworkPolicy.networking.k8s.io/other/n',
    ],
    waves: [
      [
        'ResourceQuota/shop/q',
        'LimitRange/shop/l',
        'NetworkPolicy.networking.k8s.io/shop/n',
        'NetworkPolicy.networking.k8s.io/other/n',
      ],
      [web],
    ],
  },
  {
    name: 'a webhook after its backend and everything else',
    set: [
      webhook('hook'),
      service('hook', 'hook'),
      { is: web, body: pod({}, { app: 'hook' }) },
      'ConfigMap/shop/a',
    ],
    waves: [
      ['Service/shop/hook', web, 'ConfigMap/shop/a'],
      ['ValidatingWebhookConfiguration.admissionregistration.k8s.io/hook'],
    ],
  },
  {
    name: 'a webhook alone',
    set: [webhook('elsewhere')],
    waves: [['ValidatingWebhookConfiguration.admissionregistration.k8s.io/hook']],
  },
  {
    name: 'an APIService after its backend, its kinds after it',
    set: [
      {
        is: 'APIService.apiregistration.k8s.io/v1.metrics.example',
        body: {
          spec: { group: 'metrics.example', version: 'v1', service: { namespace: 'shop', name: 'm' } },
        },
      },
      service('m', 'm'),
      { is: web, body: pod({}, { app: 'm' }) },
      'Metric.metrics.example/shop/x',
    ],
    waves: [
      ['Service/shop/m', web],
      ['APIService.apiregistration.k8s.io/v1.metrics.example'],
      ['Metric.metrics.example/shop/x'],
    ],
  },
  {
    name: 'an admission policy before its binding',
    set: [
      {
        is: 'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io/b',
        body: { spec: { policyName: 'p' } },
      },
      'ValidatingAdmissionPolicy.admissionregistration.k8s.io/p',
    ],
    waves: [
      ['ValidatingAdmissionPolicy.admissionregistration.k8s.io/p'],
      ['ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io/b'],
    ],
  },
  {
    name: 'what an annotation asks for',
    set: [{ is: web, after: 'batch/namespaces/shop/Job/migrate' }, 'Job.batch/shop/migrate'],
    waves: [['Job.batch/shop/migrate'], [web]],
  },
  {
    name: 'several, of the core group and without a namespace',
    set: [
      { is: web, after: '/namespaces/shop/ConfigMap/a, /Namespace/other' },
      'ConfigMap/shop/a',
      'Namespace/other',
    ],
    waves: [['ConfigMap/shop/a', 'Namespace/other'], [web]],
  },
  {
    name: 'one beside it, without its namespace',
    set: [{ is: web, after: 'apps/StatefulSet/db' }, db],
    waves: [[db], [web]],
  },
  {
    name: 'an annotation beats what follows from a reference',
    set: [
      { is: web, body: volume({ configMap: { name: 'a' } }) },
      { is: 'ConfigMap/shop/a', after: 'apps/namespaces/shop/Deployment/web' },
    ],
    waves: [[web], ['ConfigMap/shop/a']],
  },
  {
    name: 'a circle of references loses its last edge',
    set: [
      { is: 'ServiceAccount/shop/sa', body: { secrets: [{ name: 's' }] } },
      { is: 'Secret/shop/s', after: '/namespaces/shop/ServiceAccount/sa' },
    ],
    waves: [['ServiceAccount/shop/sa'], ['Secret/shop/s']],
  },
  {
    name: 'a chain of five',
    set: [
      { is: 'ConfigMap/shop/5', after: '/namespaces/shop/ConfigMap/4' },
      { is: 'ConfigMap/shop/4', after: '/namespaces/shop/ConfigMap/3' },
      { is: 'ConfigMap/shop/3', after: '/namespaces/shop/ConfigMap/2' },
      { is: 'ConfigMap/shop/2', after: '/namespaces/shop/ConfigMap/1' },
      'ConfigMap/shop/1',
    ],
    waves: [
      ['ConfigMap/shop/1'],
      ['ConfigMap/shop/2'],
      ['ConfigMap/shop/3'],
      ['ConfigMap/shop/4'],
      ['ConfigMap/shop/5'],
    ],
  },
  {
    name: 'a diamond',
    set: [
      { is: 'ConfigMap/shop/top', after: '/namespaces/shop/ConfigMap/left,/namespaces/shop/ConfigMap/right' },
      { is: 'ConfigMap/shop/left', after: '/namespaces/shop/ConfigMap/low' },
      { is: 'ConfigMap/shop/right', after: '/namespaces/shop/ConfigMap/low' },
      'ConfigMap/shop/low',
    ],
    waves: [['ConfigMap/shop/low'], ['ConfigMap/shop/left', 'ConfigMap/shop/right'], ['ConfigMap/shop/top']],
  },
  {
    name: 'a CronJob',
    set: [
      {
        is: 'CronJob.batch/shop/c',
        body: {
          spec: {
            jobTemplate: {
              spec: {
                template: { spec: { containers: [{ name: 'c', envFrom: [{ secretRef: { name: 's' } }] }] } },
              },
            },
          },
        },
      },
      'Secret/shop/s',
    ],
    waves: [['Secret/shop/s'], ['CronJob.batch/shop/c']],
  },
  {
    name: 'a shop',
    set: [
      'Namespace/shop',
      { is: 'ConfigMap/shop/a' },
      'Secret/shop/s',
      'ServiceAccount/shop/sa',
      {
        is: web,
        body: pod(
          { serviceAccountName: 'sa', volumes: [{ name: 'v', configMap: { name: 'a' } }] },
          { app: 'web' },
        ),
      },
      service('web', 'web'),
      {
        is: db,
        body: {
          spec: {
            serviceName: 'db',
            template: { spec: { containers: [{ name: 'c', envFrom: [{ secretRef: { name: 's' } }] }] } },
          },
        },
      },
      'Service/shop/db',
      {
        is: 'HorizontalPodAutoscaler.autoscaling/shop/h',
        body: { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } },
      },
    ],
    waves: [
      ['Namespace/shop'],
      ['ConfigMap/shop/a', 'Secret/shop/s', 'ServiceAccount/shop/sa', 'Service/shop/web', 'Service/shop/db'],
      [web, db],
      ['HorizontalPodAutoscaler.autoscaling/shop/h'],
    ],
  },
  {
    name: 'an operator with its kind, its webhook and an object',
    set: [
      'Namespace/shop',
      crd('example.com', 'Widget'),
      'ServiceAccount/shop/op',
      'ClusterRole.rbac.authorization.k8s.io/op',
      binding('ClusterRoleBinding', 'op', 'ClusterRole/op', 'op'),
      { is: web, body: pod({ serviceAccountName: 'op' }, { app: 'op' }) },
      service('op', 'op'),
      webhook('op'),
      'Widget.example.com/shop/w',
    ],
    waves: [
      [
        'Namespace/shop',
        'CustomResourceDefinition.apiextensions.k8s.io/widgets.example.com',
        'ClusterRole.rbac.authorization.k8s.io/op',
      ],
      ['ServiceAccount/shop/op', 'Service/shop/op', 'Widget.example.com/shop/w'],
      ['ClusterRoleBinding.rbac.authorization.k8s.io/op'],
      [web],
      ['ValidatingWebhookConfiguration.admissionregistration.k8s.io/hook'],
    ],
  },
];
