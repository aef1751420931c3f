import type { ConditionRule } from './conditions.ts';

const isReady: ConditionRule = { ready: ['Ready'] };
/** A stalled object of a Flux controller does not go on by itself (fluxcd/pkg apis/meta/conditions.go). */
const flux: ConditionRule = { ready: ['Ready'], failed: ['Stalled'], busy: ['Reconciling'] };
const crossplane: ConditionRule = { ready: ['Synced', 'Ready'] };
const knative: ConditionRule = { ready: ['Ready'] };
/** NotReady is also what a cluster says of itself while it is being made (reason Creating). */
const strimzi: ConditionRule = {
  ready: ['Ready'],
  busy: ['NotReady'],
  paused: ['ReconciliationPaused', 'Unmanaged'],
};
/** No observedGeneration, but which generation was synced last (pkg/controllers/util/util.go GetResourceVersion). */
const synced: ConditionRule = { ready: ['Ready'], seenIn: '/status/syncedResourceVersion' };
/** What runs once: whatever its end is called, it is the end. */
const tekton: ConditionRule = { ready: ['Succeeded'], failedReasons: 'any' };

/**
 * How well-known custom kinds say that they are there, by `group/Kind`: the conditions their controllers write.
 * Sources are the status types of each project; what is not here is read by the general rules.
 */
export const customKinds: Readonly<Record<string, ConditionRule>> = {
  // external-secrets/external-secrets apis/externalsecrets/v1/externalsecret_types.go
  'external-secrets.io/ExternalSecret': synced,
  'external-secrets.io/ClusterExternalSecret': isReady,
  'external-secrets.io/SecretStore': isReady,
  'external-secrets.io/ClusterSecretStore': isReady,
  'external-secrets.io/PushSecret': synced,
  // bitnami-labs/sealed-secrets pkg/controller/controller.go updateSealedSecretStatus; another key may still decrypt it
  'bitnami.com/SealedSecret': { ready: ['Synced'] },
  // cert-manager/cert-manager pkg/controller/certificates: Issuing is False with a reason when an attempt failed
  'cert-manager.io/Certificate': { ready: ['Ready'], reasons: ['Issuing'] },
  'cert-manager.io/CertificateRequest': {
    ready: ['Ready'],
    failed: ['Denied', 'InvalidRequest'],
    failedReasons: ['Failed', 'Denied'],
  },
  'cert-manager.io/Issuer': isReady,
  'cert-manager.io/ClusterIssuer': isReady,
  // argoproj/argo-rollouts pkg/apis/rollouts/v1alpha1/types.go
  'argoproj.io/Rollout': {
    ready: ['Available'],
    // Paused waits for a person to promote it: as far as a deploy goes, it is done.
    phase: { path: '/status/phase', ready: ['Healthy', 'Paused'], failed: ['Degraded'] },
  },
  // argoproj/argo-cd controller/state.go; Degraded may be what this very change mends, so it is waited for
  'argoproj.io/Application': {
    ready: [],
    phase: { path: '/status/health/status', ready: ['Healthy', 'Suspended'] },
    copies: ['repoURL', 'path', 'chart', 'targetRevision'].map(
      name => [`/spec/source/${name}`, `/status/sync/comparedTo/source/${name}`] as const,
    ),
  },
  'argoproj.io/Workflow': {
    ready: [],
    phase: { path: '/status/phase', ready: ['Succeeded'], failed: ['Failed', 'Error'] },
  },
  'kustomize.toolkit.fluxcd.io/Kustomization': flux,
  'helm.toolkit.fluxcd.io/HelmRelease': flux,
  'source.toolkit.fluxcd.io/GitRepository': flux,
  'source.toolkit.fluxcd.io/OCIRepository': flux,
  'source.toolkit.fluxcd.io/HelmRepository': flux,
  'source.toolkit.fluxcd.io/HelmChart': flux,
  'source.toolkit.fluxcd.io/Bucket': flux,
  'image.toolkit.fluxcd.io/ImageRepository': flux,
  'image.toolkit.fluxcd.io/ImagePolicy': flux,
  'image.toolkit.fluxcd.io/ImageUpdateAutomation': flux,
  'notification.toolkit.fluxcd.io/Receiver': flux,
  // kubernetes-sigs/gateway-api apis/v1/gateway_types.go
  'gateway.networking.k8s.io/Gateway': { ready: ['Accepted', 'Programmed'] },
  'gateway.networking.k8s.io/GatewayClass': { ready: ['Accepted'] },
  // kedacore/keda apis/keda/v1alpha1/condition_types.go
  'keda.sh/ScaledObject': isReady,
  'keda.sh/ScaledJob': isReady,
  // knative/serving pkg/apis/serving/v1; Ready sums up the others
  'serving.knative.dev/Service': knative,
  'serving.knative.dev/Configuration': knative,
  'serving.knative.dev/Route': knative,
  'serving.knative.dev/Revision': knative,
  'eventing.knative.dev/Broker': knative,
  'eventing.knative.dev/Trigger': knative,
  // crossplane/crossplane apis/pkg/v1 and apiextensions/v1
  'pkg.crossplane.io/Provider': { ready: ['Installed', 'Healthy'] },
  'pkg.crossplane.io/Configuration': { ready: ['Installed', 'Healthy'] },
  'pkg.crossplane.io/Function': { ready: ['Installed', 'Healthy'] },
  'apiextensions.crossplane.io/CompositeResourceDefinition': { ready: ['Established'] },
  'kubernetes.crossplane.io/Object': crossplane,
  // prometheus-operator/prometheus-operator pkg/apis/monitoring/v1/types.go
  'monitoring.coreos.com/Prometheus': { ready: ['Reconciled', 'Available'] },
  'monitoring.coreos.com/Alertmanager': { ready: ['Reconciled', 'Available'] },
  'monitoring.coreos.com/ThanosRuler': { ready: ['Reconciled', 'Available'] },
  // kubernetes-sigs/cluster-api api/core: v1beta2 has Available where v1beta1 had Ready
  'cluster.x-k8s.io/Cluster': { ready: ['Available'], otherwise: ['Ready'], busy: ['RollingOut'] },
  'cluster.x-k8s.io/Machine': isReady,
  'cluster.x-k8s.io/MachineDeployment': { ready: ['Available'], otherwise: ['Ready'], busy: ['RollingOut'] },
  // cloudnative-pg/cloudnative-pg pkg/resources/status/transactions.go; the phase says what the condition does not
  'postgresql.cnpg.io/Cluster': { ready: ['Ready'], words: ['/status/phase', '/status/phaseReason'] },
  // strimzi/strimzi-kafka-operator api
  'kafka.strimzi.io/Kafka': strimzi,
  'kafka.strimzi.io/KafkaTopic': strimzi,
  'kafka.strimzi.io/KafkaUser': strimzi,
  'kafka.strimzi.io/KafkaConnect': strimzi,
  // rabbitmq/cluster-operator internal/status; a reconciliation that fails leaves observedGeneration as it was
  'rabbitmq.com/RabbitmqCluster': {
    ready: ['AllReplicasReady', 'ClusterAvailable'],
    restReasons: ['ScaledToZero'],
    reasons: ['ReconcileSuccess'],
  },
  // elastic/cloud-on-k8s pkg/apis
  'elasticsearch.k8s.elastic.co/Elasticsearch': {
    ready: [],
    phase: { path: '/status/phase', ready: ['Ready'], failed: ['Invalid'] },
  },
  // VictoriaMetrics/operator api
  'operator.victoriametrics.com/VMCluster': {
    ready: [],
    phase: { path: '/status/updateStatus', ready: ['operational', 'paused'], failed: ['failed'] },
  },
  // tektoncd/pipeline pkg/apis/pipeline/v1; they run to their end
  'tekton.dev/TaskRun': tekton,
  'tekton.dev/PipelineRun': tekton,
  // vmware-tanzu/velero pkg/apis/velero/v1/backup_types.go
  'velero.io/Backup': {
    ready: [],
    phase: {
      path: '/status/phase',
      ready: ['Completed'],
      failed: ['Failed', 'PartiallyFailed', 'FailedValidation'],
    },
  },
  'velero.io/BackupStorageLocation': {
    ready: [],
    phase: { path: '/status/phase', ready: ['Available'] },
  },
};
