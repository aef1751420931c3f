import type { JsonObject } from '../../../../src/model/json.ts';

/** What a controller writes at one step into the status of an object of generation 2, and what that means. */
export interface ControllerRow {
  /** `group/Kind`. */
  readonly kind: string;
  readonly step: string;
  readonly status: JsonObject | undefined;
  readonly then: RegExp;
  /** Repository at a commit, and the file in it that writes this. */
  readonly source: string;
  readonly spec?: JsonObject;
}

type Step = readonly [
  kind: string,
  step: string,
  status: JsonObject | undefined,
  then: RegExp,
  spec?: JsonObject,
];

type Says = 'True' | 'False' | 'Unknown' | 'Degraded';

/** A condition: type, status, reason, message. */
const c = (type: string, status: Says, reason = '', message = ''): JsonObject => ({
  type,
  status,
  ...(reason !== '' && { reason }),
  ...(message !== '' && { message }),
});
/** The same with the generation that it is of. */
const at = (observedGeneration: number, ...list: readonly JsonObject[]): readonly JsonObject[] =>
  list.map(each => ({ ...each, observedGeneration }));
const plain = (...conditions: readonly JsonObject[]): JsonObject => ({ conditions: [...conditions] });
const seen = (observedGeneration: number, ...conditions: readonly JsonObject[]): JsonObject => ({
  observedGeneration,
  conditions: [...conditions],
});

const from = (source: string, steps: readonly Step[]): readonly ControllerRow[] =>
  steps.map(([kind, step, status, then, spec]) => ({
    kind,
    step,
    status,
    then,
    source,
    ...(spec && { spec }),
  }));

const unseen = /^waiting: the controller has not seen it yet$/;
const untouched = /^waiting: its controller has not looked at it yet$/;

const secrets = [
  ...from(
    'external-secrets/external-secrets@cc5bfbc22 pkg/controllers/externalsecret/externalsecret_controller.go',
    [
      ['external-secrets.io/ExternalSecret', 'new', undefined, untouched],
      [
        'external-secrets.io/ExternalSecret',
        'synced',
        {
          refreshTime: '2026-11-20T14:00:05Z',
          syncedResourceVersion: '2-5d41402abc4b2a76b9719d91',
          binding: { name: 'db' },
          ...plain(c('Ready', 'True', 'SecretSynced', 'in step')),
        },
        /^ready: ready$/,
      ],
      [
        'external-secrets.io/ExternalSecret',
        'changed, still the word of the version before: it has no observedGeneration',
        {
          syncedResourceVersion: '1-5d41402abc4b2a76b9719d91',
          ...plain(c('Ready', 'True', 'SecretSynced', 'in step')),
        },
        unseen,
      ],
      [
        'external-secrets.io/ExternalSecret',
        'the provider refuses',
        plain(c('Ready', 'False', 'SecretSyncedError', 'the provider gave no data')),
        /^waiting: not ready: SecretSyncedError: the provider gave no data$/,
      ],
      [
        'external-secrets.io/ExternalSecret',
        'creationPolicy Merge without a Secret to merge into',
        {
          syncedResourceVersion: '2-5d41402abc4b2a76b9719d91',
          ...plain(c('Ready', 'True', 'SecretMissing', 'nothing to merge into')),
        },
        /^ready/,
      ],
    ],
  ),
  ...from('external-secrets/external-secrets@cc5bfbc22 pkg/controllers/secretstore/common.go', [
    ['external-secrets.io/SecretStore', 'valid', plain(c('Ready', 'True', 'Valid', 'checked')), /^ready/],
    [
      'external-secrets.io/SecretStore',
      'a provider that cannot be checked',
      plain(c('Ready', 'True', 'ValidationUnknown', 'cannot be checked')),
      /^ready/,
    ],
    [
      'external-secrets.io/ClusterSecretStore',
      'no client for the provider',
      plain(c('Ready', 'False', 'InvalidProviderConfig', 'no client')),
      /^waiting: not ready: InvalidProviderConfig: no client$/,
    ],
  ]),
  ...from('external-secrets/external-secrets@cc5bfbc22 pkg/controllers/pushsecret/pushsecret_controller.go', [
    [
      'external-secrets.io/PushSecret',
      'pushed',
      { syncedResourceVersion: '2-aa', ...plain(c('Ready', 'True', 'Synced', 'pushed')) },
      /^ready/,
    ],
    [
      'external-secrets.io/PushSecret',
      'changed, not pushed yet',
      { syncedResourceVersion: '1-aa', ...plain(c('Ready', 'True', 'Synced', 'pushed')) },
      unseen,
    ],
    [
      'external-secrets.io/PushSecret',
      'refused',
      plain(c('Ready', 'False', 'Errored', 'no such store')),
      /^waiting: not ready: Errored: no such store$/,
    ],
  ]),
  ...from('external-secrets/external-secrets@cc5bfbc22 pkg/controllers/clusterexternalsecret/util.go', [
    ['external-secrets.io/ClusterExternalSecret', 'in every namespace', plain(c('Ready', 'True')), /^ready/],
    [
      'external-secrets.io/ClusterExternalSecret',
      'a namespace failed: no reason, a message alone',
      plain(c('Ready', 'False', '', 'some failed')),
      /^waiting: not ready: some failed$/,
    ],
  ]),
  ...from('bitnami-labs/sealed-secrets@86671a88 pkg/controller/controller.go', [
    ['bitnami.com/SealedSecret', 'new, or its controller writes no status', undefined, untouched],
    ['bitnami.com/SealedSecret', 'unsealed', seen(2, c('Synced', 'True')), /^ready: synced$/],
    ['bitnami.com/SealedSecret', 'changed, not unsealed yet', seen(1, c('Synced', 'True')), unseen],
    [
      'bitnami.com/SealedSecret',
      'no key decrypts it: no reason, a message alone',
      seen(2, c('Synced', 'False', '', 'no key for (password)')),
      /^waiting: not synced: no key for \(password\)$/,
    ],
  ]),
];

const certificates = [
  ...from(
    'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/certificates/readiness/readiness_controller.go',
    [
      ['cert-manager.io/Certificate', 'new', undefined, untouched],
      [
        'cert-manager.io/Certificate',
        'issuing, no Secret yet',
        plain(
          ...at(2, c('Ready', 'False', 'DoesNotExist', 'no Secret'), c('Issuing', 'True', 'DoesNotExist')),
        ),
        /^waiting: not ready: DoesNotExist: no Secret$/,
      ],
      [
        'cert-manager.io/Certificate',
        'issued',
        plain(...at(2, c('Ready', 'True', 'Ready'))),
        /^ready: ready$/,
      ],
      [
        'cert-manager.io/Certificate',
        'names changed, not looked at yet',
        plain(...at(1, c('Ready', 'True', 'Ready'))),
        unseen,
      ],
      [
        'cert-manager.io/Certificate',
        'names changed, issued anew',
        plain(
          ...at(
            2,
            c('Ready', 'False', 'RequestChanged', 'other names'),
            c('Issuing', 'True', 'RequestChanged'),
          ),
        ),
        /^waiting: not ready: RequestChanged: other names$/,
      ],
    ],
  ),
  ...from('cert-manager/cert-manager@2d0d7f7f7 pkg/controller/certificates/issuing/issuing_controller.go', [
    [
      'cert-manager.io/Certificate',
      'an attempt failed: Issuing has the cause, Ready has not',
      {
        failedIssuanceAttempts: 1,
        lastFailureTime: '2026-11-20T14:00:05Z',
        ...plain(
          ...at(2, c('Ready', 'False', 'DoesNotExist', 'no Secret'), c('Issuing', 'False', 'Failed', 'CAA')),
        ),
      },
      /^waiting: not ready: DoesNotExist: no Secret; issuing: Failed: CAA$/,
    ],
  ]),
  ...from('cert-manager/cert-manager@2d0d7f7f7 pkg/controller/certificaterequests/util/reporter.go', [
    [
      'cert-manager.io/CertificateRequest',
      'approved, at the issuer',
      plain(c('Approved', 'True', 'cert-manager.io'), c('Ready', 'False', 'Pending', 'ordered')),
      /^waiting: not ready: Pending: ordered$/,
    ],
    [
      'cert-manager.io/CertificateRequest',
      'denied',
      {
        failureTime: '2026-11-20T14:00:05Z',
        ...plain(c('Denied', 'True', 'policy', 'not this name'), c('Ready', 'False', 'Denied')),
      },
      /^stuck: Denied: policy: not this name$/,
    ],
    [
      'cert-manager.io/CertificateRequest',
      'failed for good',
      { failureTime: '2026-11-20T14:00:05Z', ...plain(c('Ready', 'False', 'Failed', 'CAA')) },
      /^stuck: not ready: Failed: CAA$/,
    ],
    [
      'cert-manager.io/CertificateRequest',
      'issued',
      plain(c('Approved', 'True', 'cert-manager.io'), c('Ready', 'True', 'Issued')),
      /^ready/,
    ],
  ]),
  ...from('cert-manager/cert-manager@2d0d7f7f7 pkg/issuer/ca/setup.go', [
    [
      'cert-manager.io/Issuer',
      'its Secret is not there',
      plain(...at(2, c('Ready', 'False', 'ErrGetKeyPair', 'no Secret'))),
      /^waiting: not ready: ErrGetKeyPair: no Secret$/,
    ],
    ['cert-manager.io/Issuer', 'ready', plain(...at(2, c('Ready', 'True', 'KeyPairVerified'))), /^ready/],
  ]),
  ...from('cert-manager/cert-manager@2d0d7f7f7 pkg/issuer/acme/setup.go', [
    [
      'cert-manager.io/ClusterIssuer',
      'registered',
      plain(...at(2, c('Ready', 'True', 'ACMEAccountRegistered'))),
      /^ready/,
    ],
    [
      'cert-manager.io/ClusterIssuer',
      'of the server before',
      plain(...at(1, c('Ready', 'True', 'ACMEAccountRegistered'))),
      unseen,
    ],
  ]),
];

/** What a Rollout has beside the phase. */
const rollout = (phase: string, message: string, ...list: readonly JsonObject[]): JsonObject => ({
  observedGeneration: '2',
  phase,
  ...(message !== '' && { message }),
  conditions: [...list],
});

const argo = [
  ...from('argoproj/argo-rollouts@9f8d111d8 rollout/sync.go, utils/rollout/rolloututil.go', [
    ['argoproj.io/Rollout', 'new', undefined, untouched],
    [
      'argoproj.io/Rollout',
      'new Pods are made',
      rollout(
        'Progressing',
        'Pods are missing',
        c('Available', 'False', 'AvailableReason'),
        c('Progressing', 'True', 'ReplicaSetUpdated'),
        c('Completed', 'False', 'RolloutCompleted'),
      ),
      /^waiting: not available: AvailableReason$/,
    ],
    [
      'argoproj.io/Rollout',
      'a canary goes on while the old Pods serve',
      rollout(
        'Progressing',
        'Pods are missing',
        c('Available', 'True', 'AvailableReason'),
        c('Progressing', 'True', 'ReplicaSetUpdated'),
      ),
      /^waiting: Progressing$/,
    ],
    [
      'argoproj.io/Rollout',
      'healthy of the spec before: the generation is a text',
      { ...rollout('Healthy', '', c('Available', 'True', 'AvailableReason')), observedGeneration: '1' },
      unseen,
    ],
    [
      'argoproj.io/Rollout',
      'of releases before 0.10: a hash instead of a generation',
      { ...rollout('Healthy', '', c('Available', 'True')), observedGeneration: '5d8f7c9b4d' },
      /^ready/,
    ],
    [
      'argoproj.io/Rollout',
      'paused in a step of the canary',
      {
        ...rollout('Paused', 'CanaryPauseStep', c('Available', 'True'), c('Paused', 'True', 'RolloutPaused')),
        controllerPause: true,
      },
      /^ready/,
    ],
    [
      'argoproj.io/Rollout',
      'healthy',
      rollout('Healthy', '', c('Available', 'True'), c('Healthy', 'True', 'RolloutHealthy')),
      /^ready/,
    ],
    [
      'argoproj.io/Rollout',
      'past its deadline',
      rollout(
        'Degraded',
        'ProgressDeadlineExceeded: no Pods',
        c('Progressing', 'False', 'ProgressDeadlineExceeded', 'no Pods'),
      ),
      /^stuck: Degraded: ProgressDeadlineExceeded: no Pods$/,
    ],
    [
      'argoproj.io/Rollout',
      'aborted by its analysis',
      {
        ...rollout('Degraded', 'RolloutAborted: bad', c('Progressing', 'False', 'RolloutAborted', 'bad')),
        abort: true,
      },
      /^stuck: Degraded: RolloutAborted: bad$/,
    ],
    [
      'argoproj.io/Rollout',
      'aborted before, this change not looked at yet',
      { ...rollout('Degraded', 'RolloutAborted: bad'), observedGeneration: '1' },
      unseen,
    ],
  ]),
  ...from('argoproj/argo-rollouts@9f8d111d8 rollout/controller.go', [
    [
      'argoproj.io/Rollout',
      'invalid',
      rollout('Degraded', 'InvalidSpec: no selector', c('InvalidSpec', 'True', 'InvalidSpec', 'no selector')),
      /^stuck: Degraded: InvalidSpec: no selector$/,
    ],
  ]),
  ...from('argoproj/argo-cd@37ee0097cf controller/state.go, gitops-engine/pkg/health/health.go', [
    ['argoproj.io/Application', 'new', undefined, untouched],
    ['argoproj.io/Application', 'coming up', { health: { status: 'Progressing' } }, /^waiting: Progressing$/],
    ['argoproj.io/Application', 'nothing there yet', { health: { status: 'Missing' } }, /^waiting: Missing$/],
    [
      'argoproj.io/Application',
      'healthy',
      {
        health: { status: 'Healthy' },
        sync: { status: 'Synced', comparedTo: { source: { repoURL: 'r', targetRevision: 'v2' } } },
      },
      /^ready: healthy$/,
      { source: { repoURL: 'r', targetRevision: 'v2' } },
    ],
    [
      'argoproj.io/Application',
      'healthy of the revision before: it has no observedGeneration',
      {
        health: { status: 'Healthy' },
        sync: { status: 'Synced', comparedTo: { source: { repoURL: 'r', targetRevision: 'v1' } } },
      },
      unseen,
      { source: { repoURL: 'r', targetRevision: 'v2' } },
    ],
    [
      'argoproj.io/Application',
      'degraded, perhaps what this change mends',
      { health: { status: 'Degraded' } },
      /^waiting: Degraded$/,
    ],
    ['argoproj.io/Application', 'suspended', { health: { status: 'Suspended' } }, /^ready: suspended$/],
  ]),
  ...from('argoproj/argo-workflows@f016ad89eb pkg/apis/workflow/v1alpha1/workflow_phase.go', [
    ['argoproj.io/Workflow', 'new', undefined, untouched],
    ['argoproj.io/Workflow', 'running', { phase: 'Running', progress: '0/1' }, /^waiting: Running$/],
    ['argoproj.io/Workflow', 'done', { phase: 'Succeeded', progress: '1/1' }, /^ready: succeeded$/],
    ['argoproj.io/Workflow', 'failed', { phase: 'Failed', message: 'a step' }, /^stuck: Failed: a step$/],
    ['argoproj.io/Workflow', 'in error', { phase: 'Error', message: 'no quota' }, /^stuck: Error: no quota$/],
  ]),
];

const flux = [
  ...from(
    'fluxcd/kustomize-controller@186fb3b internal/controller/kustomization_controller.go, api/v1/kustomization_types.go',
    [
      [
        'kustomize.toolkit.fluxcd.io/Kustomization',
        'new: the definition gives it a status',
        { observedGeneration: -1 },
        unseen,
      ],
      [
        'kustomize.toolkit.fluxcd.io/Kustomization',
        'at work: the number comes only with the end, the conditions have it',
        seen(
          -1,
          ...at(2, c('Reconciling', 'True', 'Progressing', 'building'), c('Ready', 'Unknown', 'Progressing')),
        ),
        /^waiting: Reconciling: Progressing: building$/,
      ],
      [
        'kustomize.toolkit.fluxcd.io/Kustomization',
        'fails and tries again: the number stays behind',
        seen(
          1,
          ...at(
            2,
            c('Reconciling', 'True', 'ProgressingWithRetry', 'building'),
            c('Ready', 'False', 'BuildFailed', 'no kustomization.yaml'),
          ),
        ),
        /^waiting: not ready: BuildFailed: no kustomization.yaml$/,
      ],
      [
        'kustomize.toolkit.fluxcd.io/Kustomization',
        'stalled without the number',
        seen(
          -1,
          ...at(2, c('Ready', 'False', 'AccessDenied', 'no'), c('Stalled', 'True', 'AccessDenied', 'no')),
        ),
        /^stuck: Stalled: AccessDenied: no$/,
      ],
      [
        'kustomize.toolkit.fluxcd.io/Kustomization',
        'stalled before, this change not looked at yet',
        seen(1, ...at(1, c('Ready', 'False', 'AccessDenied'), c('Stalled', 'True', 'AccessDenied', 'no'))),
        unseen,
      ],
      [
        'kustomize.toolkit.fluxcd.io/Kustomization',
        'waits for another one',
        seen(1, ...at(2, c('Ready', 'False', 'DependencyNotReady', 'base'))),
        /^waiting: not ready: DependencyNotReady: base$/,
      ],
      [
        'kustomize.toolkit.fluxcd.io/Kustomization',
        'applied',
        seen(2, ...at(2, c('Ready', 'True', 'ReconciliationSucceeded'), c('Healthy', 'True', 'Succeeded'))),
        /^ready: ready$/,
      ],
    ],
  ),
  ...from(
    'fluxcd/helm-controller@0f61a86 internal/reconcile/atomic_release.go, internal/controller/helmrelease_controller.go',
    [
      [
        'helm.toolkit.fluxcd.io/HelmRelease',
        'installing',
        seen(
          -1,
          ...at(2, c('Reconciling', 'True', 'Progressing', 'install'), c('Ready', 'Unknown', 'Progressing')),
        ),
        /^waiting: Reconciling: Progressing: install$/,
      ],
      [
        'helm.toolkit.fluxcd.io/HelmRelease',
        'out of retries',
        seen(
          2,
          ...at(
            2,
            c('Stalled', 'True', 'RetriesExceeded', 'after 1'),
            c('Ready', 'False', 'InstallFailed'),
            c('Released', 'False', 'InstallFailed'),
          ),
        ),
        /^stuck: Stalled: RetriesExceeded: after 1$/,
      ],
      [
        'helm.toolkit.fluxcd.io/HelmRelease',
        'its chart is not there',
        seen(
          1,
          ...at(
            2,
            c('Reconciling', 'True', 'ProgressingWithRetry', 'again'),
            c('Ready', 'False', 'ArtifactFailed', 'no chart'),
          ),
        ),
        /^waiting: not ready: ArtifactFailed: no chart$/,
      ],
      [
        'helm.toolkit.fluxcd.io/HelmRelease',
        'upgraded',
        seen(2, ...at(2, c('Ready', 'True', 'UpgradeSucceeded'), c('Released', 'True', 'UpgradeSucceeded'))),
        /^ready/,
      ],
    ],
  ),
  ...from('fluxcd/source-controller@39b711b1 internal/reconcile/reconcile.go, api/v1/condition_types.go', [
    [
      'source.toolkit.fluxcd.io/GitRepository',
      'cannot be cloned',
      seen(
        -1,
        ...at(
          2,
          c('Reconciling', 'True', 'ProgressingWithRetry', 'again'),
          c('FetchFailed', 'True', 'GitOperationFailed', 'no access'),
          c('Ready', 'False', 'GitOperationFailed', 'no access'),
        ),
      ),
      /^waiting: not ready: GitOperationFailed: no access$/,
    ],
    [
      'source.toolkit.fluxcd.io/GitRepository',
      'stored',
      seen(2, ...at(2, c('Ready', 'True', 'Succeeded'), c('ArtifactInStorage', 'True', 'Succeeded'))),
      /^ready/,
    ],
    [
      'source.toolkit.fluxcd.io/OCIRepository',
      'cannot be pulled',
      seen(-1, ...at(2, c('Ready', 'False', 'OCIArtifactPullFailed', 'no tag'))),
      /^waiting: not ready: OCIArtifactPullFailed: no tag$/,
    ],
    [
      'source.toolkit.fluxcd.io/OCIRepository',
      'stored',
      seen(2, ...at(2, c('Ready', 'True', 'Succeeded'))),
      /^ready/,
    ],
    [
      'source.toolkit.fluxcd.io/HelmRepository',
      'its address is none: nothing is tried again',
      seen(2, ...at(2, c('Stalled', 'True', 'URLInvalid', 'ftp'), c('Ready', 'False', 'URLInvalid', 'ftp'))),
      /^stuck: Stalled: URLInvalid: ftp$/,
    ],
    [
      'source.toolkit.fluxcd.io/HelmChart',
      'pulled',
      seen(2, ...at(2, c('Ready', 'True', 'ChartPullSucceeded'))),
      /^ready/,
    ],
    [
      'source.toolkit.fluxcd.io/Bucket',
      'at work',
      seen(
        -1,
        ...at(2, c('Reconciling', 'True', 'Progressing', 'new'), c('Ready', 'Unknown', 'Progressing')),
      ),
      /^waiting: Reconciling: Progressing: new$/,
    ],
  ]),
  ...from('fluxcd/image-reflector-controller@debe2aa internal/controller/imagerepository_controller.go', [
    [
      'image.toolkit.fluxcd.io/ImageRepository',
      'scanned',
      seen(2, ...at(2, c('Ready', 'True', 'Succeeded'))),
      /^ready/,
    ],
    [
      'image.toolkit.fluxcd.io/ImageRepository',
      'no such image',
      seen(
        2,
        ...at(2, c('Stalled', 'True', 'ImageURLInvalid', 'bad'), c('Ready', 'False', 'ImageURLInvalid')),
      ),
      /^stuck: Stalled: ImageURLInvalid: bad$/,
    ],
  ]),
  ...from('fluxcd/image-reflector-controller@debe2aa internal/controller/imagepolicy_controller.go', [
    [
      'image.toolkit.fluxcd.io/ImagePolicy',
      'its repository is not scanned yet',
      seen(-1, ...at(2, c('Ready', 'False', 'DependencyNotReady', 'not scanned'))),
      /^waiting: not ready: DependencyNotReady: not scanned$/,
    ],
  ]),
  ...from(
    'fluxcd/image-automation-controller@d36e2ea internal/controller/imageupdateautomation_controller.go',
    [
      [
        'image.toolkit.fluxcd.io/ImageUpdateAutomation',
        'cannot push',
        seen(1, ...at(2, c('Ready', 'False', 'GitOperationFailed', 'no right'))),
        /^waiting: not ready: GitOperationFailed: no right$/,
      ],
    ],
  ),
  ...from('fluxcd/notification-controller@2e46958 internal/controller/receiver_controller.go', [
    [
      'notification.toolkit.fluxcd.io/Receiver',
      'its token is not there',
      seen(-1, ...at(2, c('Ready', 'False', 'TokenNotFound', 'no Secret'))),
      /^waiting: not ready: TokenNotFound: no Secret$/,
    ],
    [
      'notification.toolkit.fluxcd.io/Receiver',
      'set up',
      seen(2, ...at(2, c('Ready', 'True', 'Succeeded'))),
      /^ready/,
    ],
  ]),
];

const network = [
  ...from(
    'envoyproxy/gateway@d32f282942 charts/gateway-crds-helm/templates/experimental-gatewayapi-crds.yaml',
    [
      [
        'gateway.networking.k8s.io/Gateway',
        'new: the definition gives it conditions, of no generation',
        plain(c('Accepted', 'Unknown', 'Pending'), c('Programmed', 'Unknown', 'Pending')),
        /^waiting: not accepted: Pending$/,
      ],
      [
        'gateway.networking.k8s.io/GatewayClass',
        'nobody has it',
        plain(c('Accepted', 'Unknown', 'Pending', 'nobody')),
        /^waiting: not accepted: Pending: nobody$/,
      ],
    ],
  ),
  ...from(
    'envoyproxy/gateway@d32f282942 internal/gatewayapi/status/gateway.go, internal/gatewayapi/status/gatewayclass.go',
    [
      ['gateway.networking.k8s.io/Gateway', 'new', undefined, untouched],
      [
        'gateway.networking.k8s.io/Gateway',
        'no address yet',
        plain(
          ...at(2, c('Accepted', 'True', 'Accepted'), c('Programmed', 'False', 'AddressNotAssigned', 'none')),
        ),
        /^waiting: not programmed: AddressNotAssigned: none$/,
      ],
      [
        'gateway.networking.k8s.io/Gateway',
        'no listener is valid',
        plain(
          ...at(2, c('Accepted', 'False', 'ListenersNotValid', 'https'), c('Programmed', 'False', 'Invalid')),
        ),
        /^waiting: not accepted: ListenersNotValid: https$/,
      ],
      [
        'gateway.networking.k8s.io/Gateway',
        'changed, half of it looked at',
        plain(...at(2, c('Accepted', 'True', 'Accepted')), ...at(1, c('Programmed', 'True', 'Programmed'))),
        unseen,
      ],
      [
        'gateway.networking.k8s.io/Gateway',
        'programmed',
        plain(...at(2, c('Accepted', 'True', 'Accepted'), c('Programmed', 'True', 'Programmed'))),
        /^ready: accepted, programmed$/,
      ],
      [
        'gateway.networking.k8s.io/GatewayClass',
        'an older one has the controller',
        plain(...at(2, c('Accepted', 'False', 'OlderGatewayClassExists', 'old'))),
        /^waiting: not accepted: OlderGatewayClassExists: old$/,
      ],
      [
        'gateway.networking.k8s.io/GatewayClass',
        'taken',
        plain(...at(2, c('Accepted', 'True', 'Accepted'))),
        /^ready: accepted$/,
      ],
    ],
  ),
];

const knative = [
  ...from(
    'knative/serving@98e5ef90aa pkg/apis/serving/v1/service_lifecycle.go, vendor/knative.dev/pkg/reconciler/reconcile_common.go',
    [
      ['serving.knative.dev/Service', 'new', undefined, untouched],
      [
        'serving.knative.dev/Service',
        'taken up',
        seen(
          2,
          c('ConfigurationsReady', 'Unknown', 'OutOfDate', 'behind'),
          c('Ready', 'Unknown', 'OutOfDate', 'behind'),
          c('RoutesReady', 'Unknown'),
        ),
        /^waiting: not ready: OutOfDate: behind$/,
      ],
      [
        'serving.knative.dev/Service',
        'the newest revision failed',
        seen(
          2,
          c('ConfigurationsReady', 'False', 'RevisionFailed', 'r2'),
          c('Ready', 'False', 'RevisionFailed', 'r2'),
        ),
        /^waiting: not ready: RevisionFailed: r2$/,
      ],
      [
        'serving.knative.dev/Service',
        'traffic moves',
        seen(2, c('ConfigurationsReady', 'True'), c('Ready', 'Unknown', 'TrafficNotMigrated', 'soon')),
        /^waiting: not ready: TrafficNotMigrated: soon$/,
      ],
      ['serving.knative.dev/Service', 'of the version before', seen(1, c('Ready', 'True')), unseen],
      [
        'serving.knative.dev/Service',
        'serves',
        seen(2, c('ConfigurationsReady', 'True'), c('Ready', 'True'), c('RoutesReady', 'True')),
        /^ready/,
      ],
    ],
  ),
  ...from('knative/serving@98e5ef90aa pkg/apis/serving/v1/configuration_lifecycle.go', [
    [
      'serving.knative.dev/Configuration',
      'a revision is made',
      seen(2, c('Ready', 'Unknown')),
      /^waiting: not ready: no reason given$/,
    ],
  ]),
  ...from('knative/serving@98e5ef90aa pkg/apis/serving/v1/route_lifecycle.go', [
    [
      'serving.knative.dev/Route',
      'its ingress belongs to another',
      seen(2, c('IngressReady', 'False', 'NotOwned'), c('Ready', 'False', 'NotOwned', 'another')),
      /^waiting: not ready: NotOwned: another$/,
    ],
  ]),
  ...from('knative/serving@98e5ef90aa pkg/apis/serving/v1/revision_lifecycle.go', [
    [
      'serving.knative.dev/Revision',
      'no such image',
      seen(
        2,
        c('ContainerHealthy', 'False', 'ContainerMissing'),
        c('Ready', 'False', 'ContainerMissing', 'none'),
      ),
      /^waiting: not ready: ContainerMissing: none$/,
    ],
    [
      'serving.knative.dev/Revision',
      'no traffic: not active, and ready all the same',
      seen(2, c('Active', 'False', 'NoTraffic'), c('Ready', 'True')),
      /^ready/,
    ],
  ]),
  ...from('knative/eventing@8cf4c4b67 pkg/apis/eventing/v1/broker_lifecycle.go', [
    [
      'eventing.knative.dev/Broker',
      'no address yet',
      seen(2, c('Addressable', 'False', 'nil URL', 'none'), c('Ready', 'False', 'nil URL', 'none')),
      /^waiting: not ready: nil URL: none$/,
    ],
    ['eventing.knative.dev/Broker', 'there', seen(2, c('Addressable', 'True'), c('Ready', 'True')), /^ready/],
  ]),
  ...from('knative/eventing@8cf4c4b67 pkg/apis/eventing/v1/trigger_lifecycle.go', [
    [
      'eventing.knative.dev/Trigger',
      'its broker is not there',
      seen(2, c('BrokerReady', 'False', 'BrokerDoesNotExist'), c('Ready', 'False', 'BrokerDoesNotExist')),
      /^waiting: not ready: BrokerDoesNotExist$/,
    ],
  ]),
];

const platforms = [
  ...from(
    'crossplane/crossplane@2d040d2da apis/pkg/v1/conditions.go, internal/controller/pkg/manager/reconciler.go',
    [
      [
        'pkg.crossplane.io/Provider',
        'cannot be unpacked',
        plain(
          ...at(
            2,
            c('Installed', 'False', 'UnpackingPackage', 'no image'),
            c('Healthy', 'False', 'UnhealthyPackageRevision'),
          ),
        ),
        /^waiting: not installed: UnpackingPackage: no image$/,
      ],
      [
        'pkg.crossplane.io/Provider',
        'starting',
        plain(
          ...at(
            2,
            c('Installed', 'True', 'ActivePackageRevision'),
            c('Healthy', 'False', 'UnhealthyPackageRevision', 'starts'),
          ),
        ),
        /^waiting: not healthy: UnhealthyPackageRevision: starts$/,
      ],
      [
        'pkg.crossplane.io/Provider',
        'of the package before',
        plain(
          ...at(
            1,
            c('Installed', 'True', 'ActivePackageRevision'),
            c('Healthy', 'True', 'HealthyPackageRevision'),
          ),
        ),
        unseen,
      ],
      [
        'pkg.crossplane.io/Provider',
        'runs',
        plain(
          ...at(
            2,
            c('Installed', 'True', 'ActivePackageRevision'),
            c('Healthy', 'True', 'HealthyPackageRevision'),
          ),
        ),
        /^ready: installed, healthy$/,
      ],
      [
        'pkg.crossplane.io/Configuration',
        'waits to be activated by hand',
        plain(...at(2, c('Installed', 'False', 'InactivePackageRevision', 'inactive'))),
        /^waiting: not installed: InactivePackageRevision: inactive$/,
      ],
      [
        'pkg.crossplane.io/Function',
        'sleeps until it is called',
        plain(
          ...at(
            2,
            c('Installed', 'True', 'ActivePackageRevision'),
            c('Healthy', 'True', 'AwaitingActivation'),
          ),
        ),
        /^ready/,
      ],
    ],
  ),
  ...from('crossplane/crossplane@2d040d2da internal/controller/apiextensions/definition/reconciler.go', [
    [
      'apiextensions.crossplane.io/CompositeResourceDefinition',
      'served',
      plain(...at(2, c('Established', 'True', 'WatchingCompositeResource'))),
      /^ready: established$/,
    ],
    ['apiextensions.crossplane.io/CompositeResourceDefinition', 'new', undefined, untouched],
  ]),
  ...from('crossplane-contrib/provider-kubernetes@350ef9a internal/controller/namespaced/object/object.go', [
    [
      'kubernetes.crossplane.io/Object',
      'made, not ready',
      plain(c('Synced', 'True', 'ReconcileSuccess'), c('Ready', 'False', 'Unavailable')),
      /^waiting: not ready: Unavailable$/,
    ],
    [
      'kubernetes.crossplane.io/Object',
      'there',
      plain(c('Synced', 'True', 'ReconcileSuccess'), c('Ready', 'True', 'Available')),
      /^ready: synced, ready$/,
    ],
  ]),
  ...from('kubernetes-sigs/cluster-api@ae7ff047db core/reconcilers/cluster/cluster_controller_status.go', [
    [
      'cluster.x-k8s.io/Cluster',
      'v1beta2: no machines yet; there is no condition Ready',
      seen(
        2,
        ...at(2, c('Available', 'False', 'NotAvailable', 'no control plane'), c('RollingOut', 'Unknown')),
      ),
      /^waiting: not available: NotAvailable: no control plane$/,
    ],
    [
      'cluster.x-k8s.io/Cluster',
      'v1beta2: available while its machines are replaced',
      seen(2, ...at(2, c('Available', 'True', 'Available'), c('RollingOut', 'True', 'RollingOut', '2 of 3'))),
      /^waiting: RollingOut: RollingOut: 2 of 3$/,
    ],
    [
      'cluster.x-k8s.io/Cluster',
      'v1beta2: there',
      seen(2, ...at(2, c('Available', 'True', 'Available'), c('RollingOut', 'False', 'NotRollingOut'))),
      /^ready: available$/,
    ],
  ]),
  ...from('kubernetes-sigs/cluster-api@ae7ff047db api/core/v1beta2/v1beta1_condition_consts.go', [
    [
      'cluster.x-k8s.io/Cluster',
      'v1beta1: at work',
      seen(
        2,
        c('Ready', 'False', 'WaitingForControlPlaneProviderInitialized', 'soon'),
        c('ControlPlaneInitialized', 'False'),
      ),
      /^waiting: not ready: WaitingForControlPlaneProviderInitialized: soon$/,
    ],
    ['cluster.x-k8s.io/Cluster', 'v1beta1: there', seen(2, c('Ready', 'True')), /^ready: ready$/],
  ]),
  ...from(
    'kubernetes-sigs/cluster-api@ae7ff047db core/reconcilers/machinedeployment/machinedeployment_status.go',
    [
      [
        'cluster.x-k8s.io/MachineDeployment',
        'too few machines',
        seen(
          2,
          ...at(2, c('Available', 'False', 'NotAvailable', '0 of 3'), c('RollingOut', 'True', 'RollingOut')),
        ),
        /^waiting: not available: NotAvailable: 0 of 3$/,
      ],
      [
        'cluster.x-k8s.io/MachineDeployment',
        'there',
        seen(2, ...at(2, c('Available', 'True', 'Available'), c('RollingOut', 'False', 'NotRollingOut'))),
        /^ready: available$/,
      ],
    ],
  ),
  ...from('kubernetes-sigs/cluster-api@ae7ff047db core/reconcilers/machine/machine_controller_status.go', [
    [
      'cluster.x-k8s.io/Machine',
      'no node yet',
      seen(2, ...at(2, c('Available', 'False', 'NotReady'), c('Ready', 'False', 'NotReady', 'no node'))),
      /^waiting: not ready: NotReady: no node$/,
    ],
  ]),
];

const data = [
  ...from(
    'cloudnative-pg/cloudnative-pg@a95a534db pkg/resources/status/transactions.go, api/v1/cluster_types.go',
    [
      ['postgresql.cnpg.io/Cluster', 'new', undefined, untouched],
      [
        'postgresql.cnpg.io/Cluster',
        'the phase says more than the condition',
        {
          phase: 'Setting up primary',
          phaseReason: 'making the first',
          ...plain(c('Ready', 'False', 'ClusterIsNotReady')),
        },
        /^waiting: not ready: ClusterIsNotReady; Setting up primary; making the first$/,
      ],
      [
        'postgresql.cnpg.io/Cluster',
        'healthy',
        {
          phase: 'Cluster in healthy state',
          phaseReason: '',
          ...plain(c('Ready', 'True', 'ClusterIsReady')),
        },
        /^ready/,
      ],
    ],
  ),
  ...from(
    'strimzi/strimzi-kafka-operator@8541da1e33 cluster-operator/src/main/java/io/strimzi/operator/cluster/operator/assembly/KafkaAssemblyOperator.java',
    [
      [
        'kafka.strimzi.io/Kafka',
        'new: the first status has no generation',
        plain(c('NotReady', 'True', 'Creating', 'deploys')),
        /^waiting: NotReady: Creating: deploys$/,
      ],
    ],
  ),
  ...from(
    'strimzi/strimzi-kafka-operator@8541da1e33 operator-common/src/main/java/io/strimzi/operator/common/model/StatusUtils.java',
    [
      ['kafka.strimzi.io/Kafka', 'there', seen(2, c('Ready', 'True')), /^ready/],
      ['kafka.strimzi.io/Kafka', 'of the version before', seen(1, c('Ready', 'True')), unseen],
      [
        'kafka.strimzi.io/Kafka',
        'failed: the reason is the class of the exception',
        seen(2, c('NotReady', 'True', 'TimeoutException', 'after 300 s')),
        /^waiting: NotReady: TimeoutException: after 300 s$/,
      ],
      [
        'kafka.strimzi.io/KafkaConnect',
        'paused by an annotation: no Ready at all',
        seen(2, c('ReconciliationPaused', 'True')),
        /^ready: paused/,
      ],
      [
        'kafka.strimzi.io/KafkaUser',
        'refused',
        seen(2, c('NotReady', 'True', 'InvalidResourceException', 'bad acl')),
        /^waiting: NotReady: InvalidResourceException: bad acl$/,
      ],
    ],
  ),
  ...from(
    'strimzi/strimzi-kafka-operator@8541da1e33 topic-operator/src/main/java/io/strimzi/operator/topic/BatchingTopicController.java',
    [
      ['kafka.strimzi.io/KafkaTopic', 'of the version before', seen(1, c('Ready', 'True')), unseen],
      ['kafka.strimzi.io/KafkaTopic', 'there', seen(2, c('Ready', 'True')), /^ready/],
      ['kafka.strimzi.io/KafkaTopic', 'left alone', seen(2, c('Unmanaged', 'True')), /^ready: paused/],
    ],
  ),
  ...from(
    'rabbitmq/cluster-operator@06cda8e8 internal/status/all_replicas_ready.go, internal/controller/rabbitmqcluster_controller.go',
    [
      [
        'rabbitmq.com/RabbitmqCluster',
        'new: conditions before the number',
        plain(
          c('AllReplicasReady', 'Unknown', 'MissingStatefulSet', 'none'),
          c('ClusterAvailable', 'Unknown'),
        ),
        /^waiting: not allreplicasready: MissingStatefulSet: none$/,
      ],
      [
        'rabbitmq.com/RabbitmqCluster',
        'Pods start',
        seen(2, c('AllReplicasReady', 'False', 'NotAllPodsReady', '0 of 3'), c('ClusterAvailable', 'False')),
        /^waiting: not allreplicasready: NotAllPodsReady: 0 of 3$/,
      ],
      [
        'rabbitmq.com/RabbitmqCluster',
        'cannot be reconciled: the number stays behind',
        seen(
          1,
          c('AllReplicasReady', 'True', 'AllPodsAreReady'),
          c('ClusterAvailable', 'True', 'AtLeastOneEndpointAvailable'),
          c('ReconcileSuccess', 'False', 'TLSError', 'no Secret'),
        ),
        /^waiting: reconcilesuccess: TLSError: no Secret$/,
      ],
      [
        'rabbitmq.com/RabbitmqCluster',
        'scaled to nothing, as asked',
        seen(
          2,
          c('AllReplicasReady', 'False', 'ScaledToZero'),
          c('ClusterAvailable', 'False', 'NoEndpointsAvailable'),
        ),
        /^ready: ScaledToZero$/,
      ],
      [
        'rabbitmq.com/RabbitmqCluster',
        'there',
        seen(
          2,
          c('AllReplicasReady', 'True', 'AllPodsAreReady'),
          c('ClusterAvailable', 'True'),
          c('ReconcileSuccess', 'True', 'Success'),
        ),
        /^ready/,
      ],
    ],
  ),
  ...from(
    'elastic/cloud-on-k8s@7b93383d8 pkg/apis/elasticsearch/v1/status.go, pkg/controller/elasticsearch/reconcile/state.go',
    [
      [
        'elasticsearch.k8s.elastic.co/Elasticsearch',
        'at work',
        { observedGeneration: 2, phase: 'ApplyingChanges', health: 'yellow' },
        /^waiting: ApplyingChanges$/,
      ],
      [
        'elasticsearch.k8s.elastic.co/Elasticsearch',
        'a node does not leave',
        { observedGeneration: 2, phase: 'Stalled', health: 'green' },
        /^waiting: Stalled$/,
      ],
      [
        'elasticsearch.k8s.elastic.co/Elasticsearch',
        'there',
        { observedGeneration: 2, phase: 'Ready', health: 'green' },
        /^ready: ready$/,
      ],
      [
        'elasticsearch.k8s.elastic.co/Elasticsearch',
        'refused',
        { observedGeneration: 2, phase: 'Invalid' },
        /^stuck: Invalid$/,
      ],
      [
        'elasticsearch.k8s.elastic.co/Elasticsearch',
        'refused before, this change not looked at yet',
        { observedGeneration: 1, phase: 'Invalid' },
        unseen,
      ],
    ],
  ),
];

const monitoring = [
  ...from(
    'prometheus-operator/prometheus-operator@6adcebc50 pkg/operator/statefulset_reporter.go, pkg/operator/operator.go',
    [
      [
        'monitoring.coreos.com/Prometheus',
        'no Pod is ready',
        plain(...at(2, c('Available', 'False', 'NoPodReady', 'starts'), c('Reconciled', 'True'))),
        /^waiting: not available: NoPodReady: starts$/,
      ],
      [
        'monitoring.coreos.com/Prometheus',
        'some are: a status of its own',
        plain(...at(2, c('Available', 'Degraded', 'SomePodsNotReady', 'pod 1'), c('Reconciled', 'True'))),
        /^waiting: not available: SomePodsNotReady: pod 1$/,
      ],
      [
        'monitoring.coreos.com/Prometheus',
        'cannot be reconciled',
        plain(...at(2, c('Available', 'True'), c('Reconciled', 'False', 'ReconciliationFailed', 'bad rule'))),
        /^waiting: not reconciled: ReconciliationFailed: bad rule$/,
      ],
      [
        'monitoring.coreos.com/Prometheus',
        'there',
        plain(...at(2, c('Available', 'True'), c('Reconciled', 'True'))),
        /^ready: reconciled, available$/,
      ],
      [
        'monitoring.coreos.com/Alertmanager',
        'of the version before',
        plain(...at(1, c('Available', 'True'), c('Reconciled', 'True'))),
        unseen,
      ],
      [
        'monitoring.coreos.com/ThanosRuler',
        'its set is not there',
        plain(...at(2, c('Available', 'False', 'StatefulSetNotFound'), c('Reconciled', 'True'))),
        /^waiting: not available: StatefulSetNotFound$/,
      ],
    ],
  ),
  ...from(
    'VictoriaMetrics/operator@d0d258c8 internal/controller/operator/controllers.go, internal/controller/operator/factory/reconcile/status.go',
    [
      [
        'operator.victoriametrics.com/VMCluster',
        'at work',
        { observedGeneration: 2, updateStatus: 'expanding' },
        /^waiting: expanding$/,
      ],
      [
        'operator.victoriametrics.com/VMCluster',
        'there',
        { observedGeneration: 2, updateStatus: 'operational' },
        /^ready/,
      ],
      [
        'operator.victoriametrics.com/VMCluster',
        'failed',
        { observedGeneration: 2, updateStatus: 'failed', reason: 'bad' },
        /^stuck: failed: bad$/,
      ],
      [
        'operator.victoriametrics.com/VMCluster',
        'failed before, this change not looked at yet',
        { observedGeneration: 1, updateStatus: 'failed', reason: 'bad' },
        unseen,
      ],
      [
        'operator.victoriametrics.com/VMCluster',
        'paused',
        { observedGeneration: 2, updateStatus: 'paused' },
        /^ready: paused$/,
      ],
    ],
  ),
  ...from(
    'kedacore/keda@8b4f083ca controllers/keda/scaledobject_controller.go, apis/keda/v1alpha1/condition_types.go',
    [
      [
        'keda.sh/ScaledObject',
        'new: initial conditions',
        plain(c('Ready', 'Unknown'), c('Active', 'Unknown'), c('Fallback', 'Unknown'), c('Paused', 'False')),
        /^waiting: not ready: no reason given$/,
      ],
      [
        'keda.sh/ScaledObject',
        'its target is not there',
        plain(c('Ready', 'False', 'ScaledObjectCheckFailed', 'no target'), c('Active', 'Unknown')),
        /^waiting: not ready: ScaledObjectCheckFailed: no target$/,
      ],
      [
        'keda.sh/ScaledObject',
        'nothing to scale for: not active, and ready all the same',
        plain(c('Ready', 'True', 'ScaledObjectReady'), c('Active', 'False', 'ScalerNotActive')),
        /^ready/,
      ],
    ],
  ),
  ...from('kedacore/keda@8b4f083ca controllers/keda/scaledjob_controller.go', [
    ['keda.sh/ScaledJob', 'set up', plain(c('Ready', 'True', 'ScaledJobReady')), /^ready/],
  ]),
];

const runs = [
  ...from('tektoncd/pipeline@3ee1745ae pkg/apis/pipeline/v1/taskrun_types.go', [
    [
      'tekton.dev/TaskRun',
      'running',
      plain(c('Succeeded', 'Unknown', 'Running', '1 left')),
      /^waiting: not succeeded: Running: 1 left$/,
    ],
    ['tekton.dev/TaskRun', 'tried again', plain(c('Succeeded', 'Unknown', 'ToBeRetried')), /^waiting/],
    ['tekton.dev/TaskRun', 'done', plain(c('Succeeded', 'True', 'Succeeded')), /^ready: succeeded$/],
    [
      'tekton.dev/TaskRun',
      'timed out',
      plain(c('Succeeded', 'False', 'TaskRunTimeout', '1 h')),
      /^stuck: not succeeded: TaskRunTimeout: 1 h$/,
    ],
    [
      'tekton.dev/TaskRun',
      'its task is none: another word for the end',
      plain(c('Succeeded', 'False', 'TaskRunResolutionFailed', 'none')),
      /^stuck/,
    ],
  ]),
  ...from('tektoncd/pipeline@3ee1745ae pkg/apis/pipeline/v1/pipelinerun_types.go', [
    ['tekton.dev/PipelineRun', 'started', plain(c('Succeeded', 'Unknown', 'Started')), /^waiting/],
    ['tekton.dev/PipelineRun', 'held', plain(c('Succeeded', 'Unknown', 'PipelineRunPending')), /^waiting/],
    ['tekton.dev/PipelineRun', 'done, a part left out', plain(c('Succeeded', 'True', 'Completed')), /^ready/],
    [
      'tekton.dev/PipelineRun',
      'failed',
      plain(c('Succeeded', 'False', 'Failed', '1 of 2')),
      /^stuck: not succeeded: Failed: 1 of 2$/,
    ],
    ['tekton.dev/PipelineRun', 'refused', plain(c('Succeeded', 'False', 'ParameterMissing', 'x')), /^stuck/],
  ]),
  ...from('vmware-tanzu/velero@d30d389b5 pkg/apis/velero/v1/backup_types.go', [
    ['velero.io/Backup', 'running', { phase: 'InProgress' }, /^waiting: InProgress$/],
    ['velero.io/Backup', 'finishing with errors', { phase: 'FinalizingPartiallyFailed' }, /^waiting/],
    ['velero.io/Backup', 'done', { phase: 'Completed' }, /^ready: completed$/],
    ['velero.io/Backup', 'with errors', { phase: 'PartiallyFailed', errors: 2 }, /^stuck: PartiallyFailed$/],
    ['velero.io/Backup', 'refused', { phase: 'FailedValidation' }, /^stuck: FailedValidation$/],
  ]),
  ...from('vmware-tanzu/velero@d30d389b5 pkg/apis/velero/v1/backupstoragelocation_types.go', [
    ['velero.io/BackupStorageLocation', 'no access', { phase: 'Unavailable' }, /^waiting: Unavailable$/],
    ['velero.io/BackupStorageLocation', 'there', { phase: 'Available' }, /^ready: available$/],
  ]),
];

/** Every row; each body has the types, reasons and generations that the source writes, and words of our own. */
export const controllerRows: readonly ControllerRow[] = [
  ...secrets,
  ...certificates,
  ...argo,
  ...flux,
  ...network,
  ...knative,
  ...platforms,
  ...data,
  ...monitoring,
  ...runs,
];
