import { describe, expect, it } from 'vitest';
import { customKinds } from '../../../../src/engines/kubernetes/ready/custom-kinds.ts';
import { needsWait, readinessOf } from '../../../../src/engines/kubernetes/ready/index.ts';
import { ownRules } from '../../../../src/engines/kubernetes/ready/own-rules.ts';
import { parseReady } from '../../../../src/input/ready-rules.ts';
import type { JsonObject } from '../../../../src/model/json.ts';

const c = (
  type: string,
  status = 'True',
  reason = '',
  message = '',
  observedGeneration?: number,
): JsonObject => ({
  type,
  status,
  reason,
  message,
  ...(observedGeneration !== undefined && { observedGeneration }),
});
const conditions = (...list: readonly JsonObject[]): JsonObject => ({ conditions: list });
const seen = (generation: number, ...list: readonly JsonObject[]): JsonObject => ({
  observedGeneration: generation,
  conditions: list,
});

/** `group/Kind`, the status as its controller writes it at generation 2, and the verdict. */
const rows: readonly (readonly [kind: string, status: JsonObject | undefined, then: RegExp])[] = [
  ['external-secrets.io/ExternalSecret', undefined, /^waiting: its controller has not looked at it yet/],
  [
    'external-secrets.io/ExternalSecret',
    conditions(c('Ready', 'True', 'SecretSynced', 'secret synced')),
    /^ready/,
  ],
  [
    'external-secrets.io/ExternalSecret',
    conditions(c('Ready', 'False', 'SecretSyncedError', 'could not get secret data from provider')),
    /^waiting: not ready: SecretSyncedError: could not get secret data/,
  ],
  ['external-secrets.io/SecretStore', conditions(c('Ready', 'True', 'Valid', 'store validated')), /^ready/],
  [
    'external-secrets.io/ClusterSecretStore',
    conditions(c('Ready', 'False', 'InvalidProviderConfig', 'unable to create client')),
    /^waiting: not ready: InvalidProviderConfig/,
  ],
  ['external-secrets.io/PushSecret', conditions(c('Ready', 'True', 'Synced')), /^ready/],
  ['bitnami.com/SealedSecret', undefined, /^waiting/],
  ['bitnami.com/SealedSecret', seen(1, c('Synced', 'True')), /^waiting: the controller has not seen it yet/],
  ['bitnami.com/SealedSecret', seen(2, c('Synced', 'True')), /^ready: synced/],
  [
    'bitnami.com/SealedSecret',
    seen(2, c('Synced', 'False', '', 'no key could decrypt secret (password)')),
    /^waiting: not synced: no key could decrypt/,
  ],
  [
    'cert-manager.io/Certificate',
    conditions(c('Ready', 'False', 'DoesNotExist', 'Issuing certificate as Secret does not exist', 2)),
    /^waiting: not ready: DoesNotExist/,
  ],
  [
    'cert-manager.io/Certificate',
    conditions(c('Ready', 'True', 'Ready', 'Certificate is up to date and has not expired', 1)),
    /^waiting: the controller has not seen it yet/,
  ],
  [
    'cert-manager.io/Certificate',
    conditions(c('Ready', 'True', 'Ready', 'Certificate is up to date and has not expired', 2)),
    /^ready/,
  ],
  [
    'cert-manager.io/CertificateRequest',
    conditions(
      c('Denied', 'True', 'policy.cert-manager.io', 'denied by policy'),
      c('Ready', 'False', 'Denied'),
    ),
    /^stuck: Denied: policy/,
  ],
  [
    'cert-manager.io/CertificateRequest',
    conditions(c('Approved'), c('Ready', 'False', 'Pending', 'Waiting on certificate issuance')),
    /^waiting: not ready: Pending/,
  ],
  [
    'cert-manager.io/ClusterIssuer',
    conditions(c('Ready', 'True', 'ACMEAccountRegistered', 'The ACME account was registered', 2)),
    /^ready/,
  ],
  [
    'cert-manager.io/Issuer',
    conditions(c('Ready', 'False', 'ErrRegisterACMEAccount', 'Failed to register ACME account')),
    /^waiting: not ready: ErrRegisterACMEAccount/,
  ],
  [
    'argoproj.io/Rollout',
    { observedGeneration: '2', phase: 'Progressing', conditions: [c('Available', 'True')] },
    /^waiting: Progressing/,
  ],
  [
    'argoproj.io/Rollout',
    { observedGeneration: '1', phase: 'Healthy', conditions: [c('Available', 'True')] },
    /^waiting: the controller has not seen it yet/,
  ],
  [
    'argoproj.io/Rollout',
    { observedGeneration: '2', phase: 'Healthy', conditions: [c('Available', 'True')] },
    /^ready/,
  ],
  [
    'argoproj.io/Rollout',
    { observedGeneration: '2', phase: 'Paused', message: 'CanaryPauseStep', conditions: [c('Available')] },
    /^ready/,
  ],
  [
    'argoproj.io/Rollout',
    { observedGeneration: '2', phase: 'Degraded', message: 'ProgressDeadlineExceeded: timed out' },
    /^stuck: Degraded: ProgressDeadlineExceeded/,
  ],
  ['argoproj.io/Application', { health: { status: 'Healthy' } }, /^ready/],
  ['argoproj.io/Application', { health: { status: 'Progressing' } }, /^waiting: Progressing/],
  ['argoproj.io/Application', { health: { status: 'Degraded' } }, /^stuck: Degraded/],
  ['argoproj.io/Workflow', { phase: 'Running' }, /^waiting: Running/],
  ['argoproj.io/Workflow', { phase: 'Succeeded' }, /^ready/],
  ['argoproj.io/Workflow', { phase: 'Failed', message: 'child failed' }, /^stuck: Failed: child failed/],
  [
    'kustomize.toolkit.fluxcd.io/Kustomization',
    seen(2, c('Reconciling', 'True', 'Progressing', 'Detecting drift'), c('Ready', 'Unknown', 'Progressing')),
    /^waiting: Reconciling: Progressing: Detecting drift/,
  ],
  [
    'kustomize.toolkit.fluxcd.io/Kustomization',
    seen(2, c('Ready', 'True', 'ReconciliationSucceeded', 'Applied revision: main')),
    /^ready/,
  ],
  [
    'kustomize.toolkit.fluxcd.io/Kustomization',
    seen(1, c('Ready', 'True', 'ReconciliationSucceeded')),
    /^waiting: the controller has not seen/,
  ],
  [
    'helm.toolkit.fluxcd.io/HelmRelease',
    seen(
      2,
      c('Stalled', 'True', 'RetriesExceeded', 'Failed to install after 1 attempt'),
      c('Ready', 'False'),
    ),
    /^stuck: Stalled: RetriesExceeded/,
  ],
  [
    'helm.toolkit.fluxcd.io/HelmRelease',
    seen(2, c('Ready', 'True', 'InstallSucceeded'), c('Released', 'True', 'InstallSucceeded')),
    /^ready/,
  ],
  [
    'source.toolkit.fluxcd.io/GitRepository',
    seen(2, c('Ready', 'False', 'GitOperationFailed', 'failed to checkout')),
    /^waiting: not ready: GitOperationFailed/,
  ],
  ['source.toolkit.fluxcd.io/OCIRepository', seen(2, c('Ready', 'True', 'Succeeded')), /^ready/],
  ['source.toolkit.fluxcd.io/HelmRepository', seen(2, c('Stalled', 'True', 'URLInvalid', 'bad')), /^stuck/],
  ['source.toolkit.fluxcd.io/HelmChart', seen(2, c('Ready', 'True', 'ChartPullSucceeded')), /^ready/],
  ['source.toolkit.fluxcd.io/Bucket', seen(2, c('Ready', 'Unknown', 'Progressing')), /^waiting/],
  ['image.toolkit.fluxcd.io/ImageRepository', seen(2, c('Ready', 'True', 'Succeeded')), /^ready/],
  ['image.toolkit.fluxcd.io/ImagePolicy', seen(2, c('Ready', 'False', 'DependencyNotReady')), /^waiting/],
  [
    'gateway.networking.k8s.io/Gateway',
    conditions(
      c('Accepted', 'True', 'Accepted', '', 2),
      c('Programmed', 'False', 'AddressNotAssigned', 'no', 2),
    ),
    /^waiting: not programmed: AddressNotAssigned/,
  ],
  [
    'gateway.networking.k8s.io/Gateway',
    conditions(c('Accepted', 'True', 'Accepted', '', 2), c('Programmed', 'True', 'Programmed', '', 1)),
    /^waiting: the controller has not seen/,
  ],
  [
    'gateway.networking.k8s.io/Gateway',
    conditions(c('Accepted', 'True', 'Accepted', '', 2), c('Programmed', 'True', 'Programmed', '', 2)),
    /^ready/,
  ],
  [
    'gateway.networking.k8s.io/GatewayClass',
    conditions(c('Accepted', 'Unknown', 'Pending', 'Waiting for controller')),
    /^waiting: not accepted: Pending/,
  ],
  [
    'keda.sh/ScaledObject',
    conditions(
      c('Ready', 'True', 'ScaledObjectReady', 'defined correctly and is ready for scaling'),
      c('Active', 'False'),
    ),
    /^ready/,
  ],
  [
    'keda.sh/ScaledObject',
    conditions(c('Ready', 'False', 'ScaledObjectCheckFailed', 'target not found')),
    /^waiting: not ready: ScaledObjectCheckFailed/,
  ],
  ['keda.sh/ScaledJob', conditions(c('Ready', 'True', 'ScaledJobReady')), /^ready/],
  [
    'serving.knative.dev/Service',
    seen(2, c('ConfigurationsReady', 'Unknown'), c('Ready', 'Unknown', 'RevisionMissing', 'waiting')),
    /^waiting: not ready: RevisionMissing/,
  ],
  ['serving.knative.dev/Service', seen(2, c('Ready', 'True')), /^ready/],
  ['serving.knative.dev/Revision', seen(2, c('Ready', 'False', 'ContainerMissing', 'no image')), /^waiting/],
  ['eventing.knative.dev/Broker', seen(2, c('Ready', 'True')), /^ready/],
  [
    'pkg.crossplane.io/Provider',
    conditions(
      c('Installed', 'True', 'ActivePackageRevision'),
      c('Healthy', 'Unknown', 'UnknownPackageRevisionHealth'),
    ),
    /^waiting: not healthy/,
  ],
  ['pkg.crossplane.io/Provider', conditions(c('Installed'), c('Healthy')), /^ready: installed, healthy/],
  ['pkg.crossplane.io/Configuration', conditions(c('Installed', 'False', 'UnpackingPackage')), /^waiting/],
  [
    'apiextensions.crossplane.io/CompositeResourceDefinition',
    conditions(c('Established', 'True', 'WatchingCompositeResource')),
    /^ready/,
  ],
  [
    'kubernetes.crossplane.io/Object',
    conditions(c('Synced', 'True'), c('Ready', 'False', 'Creating')),
    /^waiting/,
  ],
  [
    'monitoring.coreos.com/Prometheus',
    conditions(c('Available', 'True', '', '', 2), c('Reconciled', 'True', '', '', 2)),
    /^ready/,
  ],
  [
    'monitoring.coreos.com/Prometheus',
    conditions(
      c('Available', 'Degraded', 'SomePodsNotReady', 'pod 1: not ready', 2),
      c('Reconciled', 'True', '', '', 2),
    ),
    /^waiting: not available: SomePodsNotReady/,
  ],
  [
    'monitoring.coreos.com/Alertmanager',
    conditions(c('Reconciled', 'True', '', '', 1), c('Available')),
    /^waiting/,
  ],
  ['cluster.x-k8s.io/Cluster', seen(2, c('Ready', 'False', 'WaitingForControlPlane')), /^waiting/],
  ['cluster.x-k8s.io/MachineDeployment', seen(2, c('Ready', 'True')), /^ready/],
  ['postgresql.cnpg.io/Cluster', conditions(c('Ready', 'True', 'ClusterIsReady')), /^ready/],
  ['postgresql.cnpg.io/Cluster', conditions(c('Ready', 'False', 'ClusterIsNotReady')), /^waiting/],
  [
    'kafka.strimzi.io/Kafka',
    seen(2, c('NotReady', 'True', 'Creating', 'Kafka cluster is being deployed')),
    /^waiting: NotReady: Creating/,
  ],
  ['kafka.strimzi.io/Kafka', seen(2, c('Ready', 'True')), /^ready/],
  ['kafka.strimzi.io/KafkaTopic', seen(1, c('Ready', 'True')), /^waiting: the controller has not seen/],
  [
    'kafka.strimzi.io/KafkaUser',
    seen(2, c('NotReady', 'True', 'InvalidResourceException', 'bad acl')),
    /^waiting: NotReady: InvalidResourceException: bad acl/,
  ],
  [
    'rabbitmq.com/RabbitmqCluster',
    seen(
      2,
      c('AllReplicasReady', 'False', 'NotAllPodsReady', '0/3 Pods ready'),
      c('ClusterAvailable', 'False'),
    ),
    /^waiting: not allreplicasready: NotAllPodsReady/,
  ],
  ['rabbitmq.com/RabbitmqCluster', seen(2, c('AllReplicasReady'), c('ClusterAvailable')), /^ready/],
  [
    'elasticsearch.k8s.elastic.co/Elasticsearch',
    { observedGeneration: 2, phase: 'ApplyingChanges' },
    /^waiting/,
  ],
  ['elasticsearch.k8s.elastic.co/Elasticsearch', { observedGeneration: 2, phase: 'Ready' }, /^ready/],
  ['elasticsearch.k8s.elastic.co/Elasticsearch', { observedGeneration: 2, phase: 'Invalid' }, /^stuck/],
  ['operator.victoriametrics.com/VMCluster', { updateStatus: 'expanding' }, /^waiting: expanding/],
  ['operator.victoriametrics.com/VMCluster', { updateStatus: 'operational' }, /^ready/],
  [
    'operator.victoriametrics.com/VMCluster',
    { updateStatus: 'failed', reason: 'bad' },
    /^stuck: failed: bad/,
  ],
  [
    'tekton.dev/TaskRun',
    conditions(c('Succeeded', 'Unknown', 'Running', 'Not all Steps have completed')),
    /^waiting/,
  ],
  ['tekton.dev/TaskRun', conditions(c('Succeeded', 'True', 'Succeeded')), /^ready/],
  ['tekton.dev/TaskRun', conditions(c('Succeeded', 'False', 'TaskRunTimeout', 'timed out')), /^stuck/],
  ['tekton.dev/PipelineRun', conditions(c('Succeeded', 'False', 'Failed', 'Tasks Completed: 1')), /^stuck/],
  ['tekton.dev/PipelineRun', conditions(c('Succeeded', 'Unknown', 'Started')), /^waiting/],
  ['velero.io/Backup', { phase: 'InProgress' }, /^waiting: InProgress/],
  ['velero.io/Backup', { phase: 'Completed' }, /^ready/],
  ['velero.io/Backup', { phase: 'PartiallyFailed' }, /^stuck: PartiallyFailed/],
  ['velero.io/BackupStorageLocation', { phase: 'Unavailable' }, /^waiting: Unavailable/],
  // Kinds that nobody here knows.
  ['example.com/Widget', undefined, /^ready: applied/],
  ['example.com/Widget', { observedGeneration: 1 }, /^waiting: the controller has not seen it yet/],
  ['example.com/Widget', seen(2, c('Ready', 'False', 'Broken', 'no')), /^waiting: not ready: Broken: no/],
  ['example.com/Widget', seen(2, c('Ready', 'True')), /^ready/],
  ['example.com/Widget', seen(2, c('Stalled', 'True', 'Bad', 'spec')), /^stuck: stalled: Bad: spec/],
  ['example.com/Widget', seen(2, c('Reconciling', 'True', 'Busy')), /^waiting: reconciling: Busy/],
  ['example.com/Widget', seen(2, c('Available', 'False', 'MinimumReplicas')), /^waiting: not available/],
  ['example.com/Widget', { replicas: 1 }, /^ready: applied/],
  // Built-in kinds.
  ['/Service', { loadBalancer: {} }, /^waiting: no address yet/],
  ['/Service', { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } }, /^ready: has the address 192.0.2.1/],
  [
    '/Service',
    { loadBalancer: { ingress: [{ hostname: 'lb.example' }] } },
    /^ready: has the address lb.example/,
  ],
  ['/PersistentVolumeClaim', { phase: 'Pending' }, /^ready: not bound yet/],
  ['/PersistentVolumeClaim', { phase: 'Bound' }, /^ready: bound/],
  ['/PersistentVolumeClaim', { phase: 'Lost' }, /^stuck: lost/],
  ['apiregistration.k8s.io/APIService', conditions(c('Available', 'True', 'Passed')), /^ready/],
  [
    'apiregistration.k8s.io/APIService',
    conditions(c('Available', 'False', 'MissingEndpoints', 'endpoints for service/x have no addresses')),
    /^waiting: not available: MissingEndpoints/,
  ],
  ['apiregistration.k8s.io/APIService', undefined, /^waiting/],
  ['certificates.k8s.io/CertificateSigningRequest', {}, /^waiting: no certificate yet/],
  ['certificates.k8s.io/CertificateSigningRequest', { certificate: 'LS0t' }, /^ready/],
  [
    'certificates.k8s.io/CertificateSigningRequest',
    conditions(c('Denied', 'True', 'No', 'x')),
    /^stuck: denied/,
  ],
  [
    'autoscaling/HorizontalPodAutoscaler',
    conditions(c('AbleToScale'), c('ScalingActive', 'False', 'FailedGetResourceMetric', 'no metrics')),
    /^ready: does not scale yet: FailedGetResourceMetric/,
  ],
  [
    'autoscaling/HorizontalPodAutoscaler',
    conditions(c('AbleToScale'), c('ScalingActive')),
    /^ready: applied/,
  ],
  [
    'networking.k8s.io/Ingress',
    { loadBalancer: { ingress: [{ ip: '192.0.2.7' }] } },
    /^ready: has the address/,
  ],
  ['networking.k8s.io/Ingress', { loadBalancer: {} }, /^ready: applied/],
];

const idOf = (key: string): { group: string; kind: string } => {
  const [group = '', kind = ''] = key.split('/');
  return { group, kind };
};

/** Where the status of each group is defined by whoever writes it: the rows above are in its terms. */
const sources: Readonly<Record<string, string>> = {
  '': 'kubernetes/api core/v1/types.go',
  'apiextensions.crossplane.io': 'crossplane/crossplane apis/apiextensions/v1',
  'apiregistration.k8s.io': 'kubernetes/kube-aggregator pkg/apis/apiregistration/v1/types.go',
  'argoproj.io':
    'argoproj/argo-rollouts pkg/apis/rollouts/v1alpha1/types.go, argo-cd and argo-workflows types.go',
  autoscaling: 'kubernetes/api autoscaling/v2/types.go',
  batch: 'kubernetes/api batch/v1/types.go',
  'bitnami.com': 'bitnami-labs/sealed-secrets pkg/apis/sealedsecrets/v1alpha1/types.go',
  'cert-manager.io': 'cert-manager/cert-manager pkg/apis/certmanager/v1/types_certificate.go',
  'certificates.k8s.io': 'kubernetes/api certificates/v1/types.go',
  'cluster.x-k8s.io': 'kubernetes-sigs/cluster-api api/core',
  'elasticsearch.k8s.elastic.co': 'elastic/cloud-on-k8s pkg/apis',
  'eventing.knative.dev': 'knative/eventing pkg/apis/eventing/v1',
  'example.com': 'nobody: a kind that is not known, with the conditions that kstatus names',
  'external-secrets.io': 'external-secrets/external-secrets apis/externalsecrets/v1/externalsecret_types.go',
  'gateway.networking.k8s.io': 'kubernetes-sigs/gateway-api apis/v1/gateway_types.go',
  'helm.toolkit.fluxcd.io': 'fluxcd/pkg apis/meta/conditions.go',
  'image.toolkit.fluxcd.io': 'fluxcd/pkg apis/meta/conditions.go',
  'kafka.strimzi.io': 'strimzi/strimzi-kafka-operator api',
  'keda.sh': 'kedacore/keda apis/keda/v1alpha1/condition_types.go',
  'kubernetes.crossplane.io': 'crossplane/crossplane-runtime apis/common',
  'kustomize.toolkit.fluxcd.io': 'fluxcd/pkg apis/meta/conditions.go',
  'monitoring.coreos.com': 'prometheus-operator/prometheus-operator pkg/apis/monitoring/v1/types.go',
  'networking.k8s.io': 'kubernetes/api networking/v1/types.go',
  'notification.toolkit.fluxcd.io': 'fluxcd/pkg apis/meta/conditions.go',
  'operator.victoriametrics.com': 'VictoriaMetrics/operator api',
  'pkg.crossplane.io': 'crossplane/crossplane apis/pkg/v1',
  'postgresql.cnpg.io': 'cloudnative-pg/cloudnative-pg api/v1/cluster_types.go',
  'rabbitmq.com': 'rabbitmq/cluster-operator api/v1beta1/rabbitmqcluster_types.go',
  'serving.knative.dev': 'knative/serving pkg/apis/serving/v1',
  'source.toolkit.fluxcd.io': 'fluxcd/pkg apis/meta/conditions.go',
  'tekton.dev': 'tektoncd/pipeline pkg/apis/pipeline/v1',
  'velero.io': 'vmware-tanzu/velero pkg/apis/velero/v1/backup_types.go',
};

describe('the readiness of kinds', () => {
  it('is told in the terms of whoever writes the status, each row', () => {
    const groups = [...rows.map(([key]) => key), ...Object.keys(customKinds)].map(
      key => key.split('/')[0] ?? '',
    );
    expect([...new Set(groups)].filter(group => sources[group] === undefined)).toEqual([]);
  });

  it.each(rows)('%s with %j', (key, status, then) => {
    const spec = key === '/Service' ? { type: 'LoadBalancer' } : {};
    const object: JsonObject = { metadata: { generation: 2 }, spec, ...(status && { status }) };
    const { state, message } = readinessOf(idOf(key), object, new Map());
    expect(`${state}: ${message}`).toMatch(then);
  });

  it('has a case for nearly every kind of the table, and waits for all of them', () => {
    const covered = new Set(rows.map(([key]) => key));
    const missing = Object.keys(customKinds).filter(key => !covered.has(key));
    expect(missing.length).toBeLessThanOrEqual(10);
    for (const key of Object.keys(customKinds)) expect(needsWait(idOf(key), new Map()), key).toBe(true);
  });

  it('waits for Services of type LoadBalancer only', () => {
    const service = idOf('/Service');
    expect(needsWait(service, new Map(), { spec: { type: 'LoadBalancer' } })).toBe(true);
    expect(needsWait(service, new Map(), { spec: { type: 'ClusterIP' } })).toBe(false);
  });
});

describe("the user's own rules", () => {
  const rule =
    'Widget.example.com: condition=Up, status.phase=Running; failed: status.phase=Error, condition=Bad';

  it.each<[string, JsonObject, string]>([
    [rule, { phase: 'Running', conditions: [c('Up')] }, 'ready: Up is True, status.phase is Running'],
    [rule, { phase: 'Starting', conditions: [c('Up')] }, 'waiting: status.phase is Starting'],
    [rule, { phase: 'Running' }, 'waiting: Up is not set'],
    [rule, { phase: 'Error' }, 'stuck: status.phase is Error'],
    [
      rule,
      { phase: 'Running', conditions: [c('Bad', 'True', 'Why', 'text')] },
      'stuck: Bad is True: Why: text',
    ],
    [
      rule,
      { observedGeneration: 1, phase: 'Running', conditions: [c('Up')] },
      'waiting: the controller has not seen it yet',
    ],
    [
      'Widget.example.com: condition=Down=False',
      { conditions: [c('Down', 'False')] },
      'ready: Down is False',
    ],
    ['Widget.example.com: status.count=3', { count: 3 }, 'ready: status.count is 3'],
    ['Widget.example.com: applied', { conditions: [c('Ready', 'False')] }, 'ready: applied'],
  ])('%s with %j', (text, status, then) => {
    const parsed = parseReady(text);
    const rules = ownRules(parsed.ok ? parsed.value : []);
    const object: JsonObject = { metadata: { generation: 2 }, status };
    const { state, message } = readinessOf(idOf('example.com/Widget'), object, rules);
    expect(`${state}: ${message}`).toBe(then);
  });

  it('come before what is known of a kind, and make a kind waited for', () => {
    const parsed = parseReady('Job.batch: applied\nConfigMap: data.state=done');
    const rules = ownRules(parsed.ok ? parsed.value : []);
    expect(readinessOf(idOf('batch/Job'), {}, rules).state).toBe('ready');
    expect(needsWait(idOf('/ConfigMap'), rules)).toBe(true);
  });

  it.each([
    ['widget.example.com: condition=Ready', 'does not begin with a kind'],
    ['Widget.example.com', 'does not begin with a kind'],
    ['Widget.example.com:', 'does not say when'],
    ['Widget.example.com: Ready', '"Ready" is neither'],
    ['Widget.example.com: condition=Ready=Maybe', 'is neither'],
    ['Widget.example.com: condition=A\nWidget.example.com: condition=B', 'has two rules'],
  ])('refuses %s', (text, then) => {
    const parsed = parseReady(text);
    expect(parsed.ok ? '' : parsed.problem).toContain(then);
  });
});
