import { type Change, countChanges, type FieldChange } from '../../src/model/change.ts';
import type { HookRun, PlannedHook } from '../../src/model/hook.ts';
import type { Diagnosis } from '../../src/model/diagnosis.ts';
import type { Json } from '../../src/model/json.ts';
import type { DeployRecord } from '../../src/model/record.ts';
import type { Report, TargetReport } from '../../src/model/report.ts';
import type { RunContext } from '../../src/model/run-context.ts';

const commit = '4be1f09a7d3c2b1e0f9a8b7c6d5e4f3a2b1c0d9e';

const onGitHub: RunContext = {
  host: 'github',
  repository: 'acme/shop',
  commit,
  ref: 'refs/heads/main',
  event: 'push',
  actor: 'ada',
  runId: '9812331',
  attempt: 1,
  runUrl: 'https://github.example/acme/shop/actions/runs/9812331',
};

const onTerminal: RunContext = {
  host: 'terminal',
  commit,
  ref: 'refs/heads/main',
  dirty: true,
  actor: 'ada',
};

/** A target with these changes and nothing else to say. */
export function targetOf(part: Partial<TargetReport> = {}): TargetReport {
  const changes = part.changes ?? [];
  return {
    name: 'shop',
    environment: 'production',
    engine: 'kubernetes',
    counts: countChanges(changes),
    changes,
    diagnostics: [],
    limits: [],
    ...part,
  };
}

/** A report of one target, on GitHub unless it says otherwise. */
export function reportOf(part: Partial<Report> & Pick<Report, 'mode' | 'result'>): Report {
  return {
    schema: 1,
    reasonCode: '',
    targets: [targetOf()],
    run: onGitHub,
    durationMs: 18_240,
    ...part,
  };
}

/** A change of an object of the shop. */
export function changeOf(address: string, action: Change['action'], part: Partial<Change> = {}): Change {
  const [, kind = '', namespace = '', name = ''] = /([^/]+)\/([^/]+)\/([^/]+)$/.exec(address) ?? [];
  return {
    address,
    confirmAddress: `${kind}/${namespace}/${name}`,
    action,
    location: { file: `deploy/${name}.yaml`, line: 1, column: 1 },
    fields: [],
    evidence: 'server',
    ...part,
  };
}

/** A field that differs; the path is made of the label where no test looks at it. */
export function fieldOf(
  label: string,
  before?: Json,
  after?: Json,
  part: Partial<FieldChange> = {},
): FieldChange {
  return {
    path: `/${label.replaceAll(/[.[\]]+/g, '/').replace(/\/$/, '')}`,
    label,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    masked: false,
    ...part,
  };
}

const image = fieldOf(
  'spec.template.spec.containers[server].image',
  'registry.example/shop:1.14.2',
  'registry.example/shop:1.15.0',
);
const featureX = fieldOf('spec.template.spec.containers[server].env[FEATURE_X]', undefined, {
  name: 'FEATURE_X',
  value: 'on',
});

const checkout = changeOf('apps/v1/Deployment/shop/checkout', 'update', {
  location: { file: 'deploy/checkout.yaml', line: 18, column: 1 },
  fields: [image, featureX],
});
const cart = changeOf('apps/v1/Deployment/shop/cart', 'update', {
  location: { file: 'deploy/cart.yaml', line: 18, column: 1 },
  fields: [image, featureX],
});
const ordersDb = changeOf('apps/v1/StatefulSet/shop/orders-db', 'recreate', {
  location: { file: 'deploy/orders-db.yaml', line: 41, column: 1 },
  fields: [fieldOf('spec.volumeClaimTemplates[data].spec.resources.requests.storage', '10Gi', '20Gi')],
  risk: 'its Pods stop while it is made anew; its volume claims and their data stay',
  note: 'spec.volumeClaimTemplates cannot be changed in place',
});
const budget = changeOf('policy/v1/PodDisruptionBudget/shop/checkout', 'create', {
  location: { file: 'deploy/checkout-pdb.yaml', line: 1, column: 1 },
  after: {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'checkout', namespace: 'shop' },
    spec: { minAvailable: 1, selector: { matchLabels: { app: 'checkout' } } },
  },
});
const settings = changeOf('v1/ConfigMap/shop/settings', 'update', {
  location: { file: 'deploy/shared.yaml', line: 16, column: 1 },
  fields: [
    fieldOf('data["app.conf"]', 'a\nb\nc\n', 'a\nB\nc\n', {
      lines: ['@@ -1,3 +1,3 @@', ' a', '-b', '+B', ' c'],
    }),
    fieldOf('data.TOKEN_HASH', `sha512-${'A'.repeat(200)}`, `sha512-${'A'.repeat(150)}b${'A'.repeat(49)}`),
    fieldOf('metadata.annotations["shop.example/owner"]', undefined, 'team @payments | fixes #12 <b>'),
    fieldOf('metadata.finalizers[shop.example/hold]', 'shop.example/hold', undefined),
    fieldOf('spec.replicas', 3, 5, { owner: 'kubectl-edit' }),
  ],
});
const unchanged = Array.from({ length: 31 }, (_, index) =>
  changeOf(`v1/ConfigMap/shop/fixed-${index}`, 'unchanged'),
);

const hostile = changeOf('shop.example/v1/Widget/shop/`x`|@ops #1 </summary><script>', 'update', {
  location: { file: 'deploy/a](javascript:x) `b`.yaml', line: 3, column: 1 },
  fields: [
    fieldOf('spec.text', '```\n</details>\n', '::error::x\n##[error]y\n', {
      lines: ['@@ -1,2 +1,2 @@', '-```', '-</details>', '+::error::x', '+##[error]y'],
    }),
  ],
});

const kinds: readonly (readonly [string, readonly string[]])[] = [
  ['apps/v1/Deployment', ['cart', 'catalog', 'checkout', 'payments', 'recommendations', 'storefront']],
  ['v1/Service', ['cart', 'catalog', 'checkout', 'orders-db', 'payments', 'recommendations', 'storefront']],
  ['policy/v1/PodDisruptionBudget', ['cart', 'catalog', 'checkout', 'payments', 'storefront']],
  [
    'networking.k8s.io/v1/NetworkPolicy',
    ['allow-inside', 'apis', 'default-deny', 'orders-db', 'payments', 'recommendations', 'storefront'],
  ],
  ['v1/ConfigMap', ['catalog-search', 'limits', 'orders-db', 'shop-settings', 'storefront-routes']],
  ['autoscaling/v2/HorizontalPodAutoscaler', ['checkout', 'storefront']],
  ['v1/ServiceAccount', ['recommendations', 'shop']],
  ['apps/v1/StatefulSet', ['orders-db']],
  ['batch/v1/CronJob', ['abandoned-carts']],
  ['networking.k8s.io/v1/Ingress', ['shop']],
  ['rbac.authorization.k8s.io/v1/Role', ['recommendations']],
  ['rbac.authorization.k8s.io/v1/RoleBinding', ['recommendations']],
];
const everything = kinds.flatMap(([kind, names]) =>
  names.map(name => changeOf(`${kind}/shop/${name}`, 'create', { after: { kind } })),
);

const record: DeployRecord = {
  schema: 1,
  app: 'acme/shop:deploy',
  environment: 'production',
  target: { name: 'shop', serverHash: 'ab12', namespace: 'shop' },
  id: '01JD0000000000000000000007',
  sequence: 7,
  kind: 'deploy',
  commit,
  previous: {
    id: '01JD0000000000000000000006',
    commit: '97aa3c1'.padEnd(40, '0'),
    renderedDigest: 'b'.repeat(64),
  },
  renderedDigest: 'a'.repeat(64),
  planDigest: `7c41e90b${'0'.repeat(56)}`,
  images: ['registry.example/shop:1.15.0'],
  objects: { count: 35, created: 1, changed: 2, unchanged: 31, pruned: 0 },
  engine: 'kubernetes',
  startedAt: '2026-11-20T14:05:02.113Z',
  finishedAt: '2026-11-20T14:05:20.353Z',
  durationMs: 18_240,
  result: 'success',
  run: { id: '9812331', attempt: 1, actor: 'ada' },
  tools: { 'gitops-push': '0.1.0' },
};

const digests = { planDigest: record.planDigest, renderedDigest: record.renderedDigest };
const five = [checkout, cart, ordersDb, budget, settings, ...unchanged];
const done = [checkout, cart, budget].map(({ address, action }) => ({
  address,
  action,
  state: 'done' as const,
  durationMs: 40,
  startMs: 12,
}));
const ready = {
  address: cart.address,
  state: 'ready' as const,
  message: '2 of 2 Pods ready',
  waitedMs: 9100,
  startMs: 160,
};

function renderedOf(changes: readonly Change[]): NonNullable<TargetReport['rendered']> {
  return { base: '97aa3c1'.padEnd(40, '0'), counts: countChanges(changes), changes };
}

const pullFailure: Diagnosis = {
  cause: 'image-missing',
  pod: 'checkout-6d9f7c-x2lq8',
  container: 'server',
  reason: 'ImagePullBackOff',
  detail: 'Back-off pulling image "registry.example/shop:1.15.0": ErrImagePull: not found',
  names: ['registry.example/shop:1.15.0'],
  since: '2026-11-20T14:05:09Z',
  afterApplyMs: 12_000,
  podsAlike: 1,
  oldPods: { ready: 2, total: 2 },
  isTerminal: true,
  blamed: [
    {
      address: checkout.address,
      label: 'spec.template.spec.containers[server].image',
      location: { file: 'deploy/checkout.yaml', line: 31, column: 18 },
    },
  ],
  events: [
    {
      at: '2026-11-20T14:05:09Z',
      reason: 'Failed',
      message: 'Failed to pull image "registry.example/shop:1.15.0": not found',
      count: 1,
    },
    {
      at: '2026-11-20T14:05:09Z',
      reason: 'BackOff',
      message: 'Back-off pulling image "registry.example/shop:1.15.0"',
      count: 2,
    },
  ],
  logs: [{ container: 'server', instance: 'current', lines: [], none: 'the container never started' }],
};

const crashFailure: Diagnosis = {
  cause: 'crash',
  pod: 'cart-7c9d5f-8kq2z',
  container: 'migrate',
  isInit: true,
  reason: 'CrashLoopBackOff',
  detail: 'back-off 20s restarting failed container=migrate',
  names: [],
  since: '2026-11-20T14:05:31Z',
  afterApplyMs: 29_000,
  lastEnd: { reason: 'Error', exitCode: 3, restarts: 2 },
  podsAlike: 2,
  isTerminal: true,
  blamed: [
    {
      address: 'v1/ConfigMap/shop/settings',
      label: 'data',
      location: { file: 'deploy/shared.yaml', line: 21, column: 3 },
    },
  ],
  events: [
    {
      at: '2026-11-20T14:05:31Z',
      reason: 'BackOff',
      message: 'Back-off restarting failed container migrate in pod cart-7c9d5f-8kq2z',
      count: 4,
    },
  ],
  logs: [
    {
      container: 'migrate',
      instance: 'previous',
      lines: ['connecting to orders-db:5432', 'FATAL: no database "carts" </details> ```'],
    },
    { container: 'migrate', instance: 'current', lines: [], none: 'it wrote nothing' },
  ],
};

/** Reports as runs make them, by name. */
const migrate = 'batch/v1/Job/shop/migrate';
const smoke = 'batch/v1/Job/shop/smoke';
const cry = 'batch/v1/Job/shop/cry';

const hookPlans: readonly PlannedHook[] = (
  [
    [migrate, 'before'],
    [smoke, 'after'],
    [cry, 'on-failure'],
  ] as const
).map(([address, moment]) => ({
  address,
  confirmAddress: address.replace('batch/v1/', ''),
  moment,
  location: { file: `deploy/${address.split('/').at(-1) ?? ''}.yaml`, line: 1, column: 1 },
  digest: 'd'.repeat(64),
  isNew: address === migrate,
}));

function hookRun(address: string, moment: HookRun['moment'], state: HookRun['state']): HookRun {
  const durationMs = state === 'skipped' ? 0 : 3100;
  return { address, moment, digest: 'd'.repeat(64), state, startMs: 100, durationMs };
}

const hookFailure: Diagnosis = {
  cause: 'crash',
  pod: 'migrate-x2lq8',
  container: 'run',
  reason: 'Error',
  detail: 'ended with exit code 4',
  names: [],
  since: '2026-11-27T14:05:09Z',
  afterApplyMs: 2000,
  lastEnd: { reason: 'Error', exitCode: 4, restarts: 0 },
  podsAlike: 1,
  isTerminal: true,
  blamed: [
    {
      address: migrate,
      label: 'spec.template.spec.containers[run].image',
      location: { file: 'deploy/migrate.yaml', line: 12, column: 30 },
    },
  ],
  events: [],
  logs: [{ container: 'run', instance: 'current', lines: ['migrating', 'ERROR: column "x" exists'] }],
};

export const reports: Readonly<Record<string, Report>> = {
  valid: reportOf({ mode: 'validate', result: 'valid' }),
  diagnostics: reportOf({
    mode: 'validate',
    result: 'failed',
    reasonCode: 'validation',
    targets: [
      targetOf({
        diagnostics: [
          {
            code: 'image-tag-latest',
            severity: 'warning',
            message: 'the image of container server has no fixed version',
            location: { file: 'deploy/checkout.yaml', line: 30, column: 11 },
          },
          {
            code: 'unknown-field',
            severity: 'error',
            message: 'spec.replica is not a field of Deployment',
            hint: 'did you mean `replicas`?',
            location: { file: 'deploy/cart.yaml', line: 12, column: 3 },
            address: cart.address,
          },
          { code: 'path-empty', severity: 'error', message: 'nothing under `deploy/x_y` is a manifest' },
        ],
      }),
    ],
  }),
  preview: reportOf({
    mode: 'preview',
    result: 'previewed',
    run: { ...onGitHub, event: 'pull_request', ref: 'refs/pull/142/merge' },
    targets: [
      targetOf({
        ...digests,
        changes: five,
        limits: ['apps/v1/Deployment/shop/checkout: spec.replicas is left to its HorizontalPodAutoscaler'],
      }),
      targetOf({ ...digests, name: 'widgets', changes: [hostile] }),
    ],
  }),
  'preview-terminal': reportOf({
    mode: 'preview',
    result: 'previewed',
    run: onTerminal,
    targets: [targetOf({ ...digests, changes: five })],
  }),
  'preview-nothing': reportOf({
    mode: 'preview',
    result: 'previewed',
    targets: [targetOf({ ...digests, changes: unchanged })],
  }),
  'preview-uncompared': reportOf({
    mode: 'preview',
    result: 'previewed',
    targets: [
      targetOf({
        ...digests,
        changes: [
          ...unchanged,
          changeOf('v1/Secret/shop/api-key', 'unknown', {
            evidence: 'local',
            note: 'not compared: these credentials may not read it',
          }),
        ],
        limits: ['1 object is not compared (Secret/shop/api-key): these credentials may not read it'],
      }),
    ],
  }),
  'preview-cautions': reportOf({
    mode: 'preview',
    result: 'previewed',
    targets: [
      targetOf({
        ...digests,
        changes: [
          ...unchanged,
          changeOf('rbac.authorization.k8s.io/v1/ClusterRole/reader', 'update', {
            caution: 'it grants more: get secrets, * pods/exec',
          }),
          changeOf('v1/Namespace/shop', 'update', {
            caution: 'the labels of a namespace decide what may run in it and which policies hold there',
          }),
        ],
      }),
    ],
  }),
  'preview-files': reportOf({
    mode: 'preview',
    result: 'previewed',
    targets: [targetOf({ limits: ['no credentials were given, so only the files were read'] })],
  }),
  'preview-rendered': reportOf({
    mode: 'preview',
    result: 'previewed',
    targets: [
      targetOf({
        rendered: renderedOf([
          checkout,
          { ...ordersDb, action: 'delete', fields: [], note: 'it stood in deploy/orders-db.yaml:1' },
          ...unchanged,
        ]),
        limits: ['there are no credentials, so the cluster was not asked what would change'],
      }),
    ],
  }),
  'preview-both': reportOf({
    mode: 'preview',
    result: 'previewed',
    targets: [
      targetOf({
        ...digests,
        changes: [ordersDb, ...unchanged],
        rendered: renderedOf([checkout, ...unchanged]),
      }),
    ],
  }),
  'preview-rendered-same': reportOf({
    mode: 'preview',
    result: 'previewed',
    targets: [targetOf({ rendered: renderedOf(unchanged) })],
  }),
  'rolled-back': reportOf({
    mode: 'rollback',
    result: 'rolled-back',
    targets: [
      targetOf({
        ...digests,
        changes: [{ ...ordersDb, note: 'its name is `x`' }, checkout, ...unchanged],
        outcome: {
          result: 'deployed',
          steps: [{ address: checkout.address, action: 'update', state: 'done', durationMs: 40 }],
          health: [],
          durationMs: 900,
          waitedMs: 0,
        },
        record: {
          ...record,
          kind: 'rollback',
          rollback: { fromId: 'a', toId: 'b', reason: 'it is slow, says @mona' },
          previous: { id: 'a', commit: '97aa3c1'.padEnd(40, '0'), renderedDigest: '' },
        },
      }),
    ],
  }),
  'stopped-by-server': reportOf({
    mode: 'deploy',
    result: 'partial',
    reasonCode: 'rollout-failed',
    run: onTerminal,
    targets: [
      targetOf({
        ...digests,
        changes: [checkout, budget],
        outcome: {
          result: 'partial',
          steps: [
            { address: checkout.address, action: 'update', state: 'done', durationMs: 40 },
            {
              address: budget.address,
              action: 'create',
              state: 'failed',
              durationMs: 12,
              message: 'admission webhook "policy.example" denied the request: every budget needs an owner',
            },
          ],
          health: [
            {
              address: 'apps/v1/Deployment/shop/gone',
              state: 'stuck',
              message: 'it was deleted by someone else',
              waitedMs: 3400,
              diagnosis: {
                cause: 'deleted',
                reason: 'Deleted',
                detail: 'it was deleted by someone else',
                names: [],
                podsAlike: 1,
                isTerminal: true,
                blamed: [],
                events: [],
                logs: [],
              },
            },
          ],
          durationMs: 3500,
          waitedMs: 3400,
        },
      }),
    ],
  }),
  'preview-deletions': reportOf({
    mode: 'preview',
    result: 'previewed',
    targets: [
      targetOf({
        ...digests,
        changes: [
          changeOf('v1/PersistentVolumeClaim/shop/data', 'delete', {
            risk: 'the data on its volume may be deleted with it',
          }),
          ...['Service', 'ServiceAccount', 'ConfigMap'].map(kind =>
            changeOf(`v1/${kind}/shop/old`, 'delete'),
          ),
          changeOf('apps/v1/Deployment/shop/odd', 'unknown', { note: 'it is being deleted in the cluster' }),
        ],
      }),
    ],
  }),
  'preview-everything': reportOf({
    mode: 'preview',
    result: 'previewed',
    run: onTerminal,
    targets: [targetOf({ ...digests, changes: everything })],
  }),
  deployed: reportOf({
    mode: 'deploy',
    result: 'deployed',
    targets: [
      targetOf({
        ...digests,
        changes: [checkout, cart, budget, ...unchanged],
        outcome: { result: 'deployed', steps: done, health: [ready], durationMs: 16_800, waitedMs: 9100 },
        record,
      }),
    ],
  }),
  unchanged: reportOf({
    mode: 'deploy',
    result: 'unchanged',
    targets: [targetOf({ ...digests, changes: unchanged, record })],
  }),
  'failed-rollout': reportOf({
    mode: 'deploy',
    result: 'failed',
    reasonCode: 'rollout-failed',
    targets: [
      targetOf({
        ...digests,
        changes: [checkout, cart, budget, changeOf('v1/Service/shop/old', 'delete'), ...unchanged],
        outcome: {
          result: 'failed',
          steps: [
            ...done,
            {
              address: 'v1/Service/shop/old',
              action: 'delete',
              state: 'skipped',
              durationMs: 0,
              message: 'not begun, because the run stopped before',
            },
          ],
          health: [
            ready,
            {
              address: checkout.address,
              state: 'stuck',
              message:
                'Pod checkout-6d9f7c-x2lq8: container server is waiting: ImagePullBackOff: Back-off pulling image "registry.example/shop:1.15.0"',
              waitedMs: 12_100,
              diagnosis: pullFailure,
            },
          ],
          durationMs: 14_200,
          waitedMs: 12_100,
        },
        record: { ...record, result: 'failed' },
      }),
    ],
  }),
  'preview-hooks': reportOf({
    mode: 'preview',
    result: 'previewed',
    targets: [targetOf({ ...digests, changes: [checkout, ...unchanged], hooks: hookPlans })],
  }),
  'deployed-hooks': reportOf({
    mode: 'deploy',
    result: 'deployed',
    targets: [
      targetOf({
        ...digests,
        changes: [...unchanged],
        hooks: hookPlans,
        outcome: {
          result: 'deployed',
          steps: [],
          health: [],
          hooks: [hookRun(migrate, 'before', 'succeeded'), hookRun(smoke, 'after', 'succeeded')],
          durationMs: 9800,
          waitedMs: 0,
        },
        record,
      }),
    ],
  }),
  'failed-hook': reportOf({
    mode: 'deploy',
    result: 'failed',
    reasonCode: 'rollout-failed',
    run: onTerminal,
    targets: [
      targetOf({
        ...digests,
        changes: [checkout, ...unchanged],
        hooks: hookPlans,
        outcome: {
          result: 'failed',
          steps: [
            {
              address: checkout.address,
              action: 'update',
              state: 'skipped',
              durationMs: 0,
              message: 'not begun, because the run stopped before',
            },
          ],
          health: [
            {
              address: migrate,
              state: 'stuck',
              message: 'failed: BackoffLimitExceeded Job has reached the specified backoff limit',
              waitedMs: 3100,
              diagnosis: hookFailure,
            },
          ],
          hooks: [
            hookRun(migrate, 'before', 'failed'),
            hookRun(smoke, 'after', 'skipped'),
            hookRun(cry, 'on-failure', 'succeeded'),
          ],
          durationMs: 5200,
          waitedMs: 0,
        },
        record: { ...record, result: 'failed' },
      }),
    ],
  }),
  'failed-twice': reportOf({
    mode: 'deploy',
    result: 'failed',
    reasonCode: 'rollout-failed',
    run: onTerminal,
    targets: [
      targetOf({
        ...digests,
        changes: [checkout, cart, settings, changeOf('apps/v1/Deployment/shop/late', 'create')],
        outcome: {
          result: 'failed',
          steps: done,
          health: [
            {
              address: 'apps/v1/Deployment/shop/late',
              state: 'waiting',
              message: 'not ready after 31 s: 0 of 1 Pods available',
              waitedMs: 31_000,
              diagnosis: { ...pullFailure, cause: 'late', events: [], logs: [], blamed: [], names: [] },
            },
            {
              address: checkout.address,
              state: 'stuck',
              message: 'Pod checkout-6d9f7c-x2lq8: container server is waiting: ImagePullBackOff',
              waitedMs: 12_100,
              diagnosis: pullFailure,
            },
            {
              address: cart.address,
              state: 'stuck',
              message: 'Pod cart-7c9d5f-8kq2z: init container migrate is waiting: CrashLoopBackOff',
              waitedMs: 29_300,
              diagnosis: crashFailure,
            },
          ],
          durationMs: 33_000,
          waitedMs: 31_000,
        },
        putBack: {
          state: 'done',
          to: 'production/shop#6',
          commit: '97aa3c1'.padEnd(40, '0'),
          record: 'production/shop#8',
          message: 'one thing was not put back',
          notUndone: ['batch/v1/Job/shop/migrate'],
        },
        record: { ...record, result: 'failed' },
      }),
    ],
  }),
  unconfirmed: reportOf({
    mode: 'deploy',
    result: 'failed',
    reasonCode: 'recreate-unconfirmed',
    targets: [
      targetOf({
        ...digests,
        changes: [ordersDb, ...unchanged],
        failure: {
          code: 'recreate-unconfirmed',
          reasonCode: 'recreate-unconfirmed',
          message:
            'stopped before the first write: apps/v1/StatefulSet/shop/orders-db: its Pods stop while it is made anew',
          hint: 'To allow it, confirm: StatefulSet/shop/orders-db',
        },
      }),
    ],
  }),
  'failed-before': reportOf({
    mode: 'deploy',
    result: 'failed',
    reasonCode: 'unreachable',
    run: onTerminal,
    targets: [
      targetOf({
        failure: {
          code: 'server-unreachable',
          reasonCode: 'unreachable',
          message: 'https://10.0.0.1:6443 did not answer (ECONNREFUSED)',
          hint: 'is the server up, and may this machine reach it?',
        },
      }),
    ],
  }),
  drifted: reportOf({
    mode: 'drift',
    result: 'drifted',
    targets: [
      targetOf({
        ...digests,
        changes: [
          changeOf('apps/v1/Deployment/shop/cart', 'update', {
            fields: [fieldOf('spec.replicas', 5, 2, { owner: 'kubectl-edit' })],
          }),
          changeOf('v1/ConfigMap/shop/limits', 'create'),
          changeOf('v1/ConfigMap/shop/extra', 'delete'),
          changeOf('apps/v1/Deployment/shop/search', 'update', {
            fields: [
              fieldOf('spec.paused', true, false, {
                owner: 'rollout-controller',
                ownerSince: '2026-11-20T13:02:00Z',
              }),
            ],
            ignored: [
              {
                ...fieldOf('spec.replicas', 7, 2, { owner: 'kube-controller-manager' }),
                why: 'its controller',
              },
              {
                ...fieldOf('spec.progressDeadlineSeconds', 60, 600),
                why: 'rule "field=/spec/progressDeadlineSeconds"',
              },
            ],
          }),
          ...unchanged,
        ],
        record,
      }),
    ],
  }),
  history: reportOf({
    mode: 'history',
    result: 'listed',
    targets: [
      targetOf({
        history: [
          {
            ...record,
            id: 'c',
            sequence: 9,
            kind: 'resume',
            reason: 'the database was at fault',
            objects: { ...record.objects, created: 0, changed: 0 },
            durationMs: 0,
          },
          {
            ...record,
            id: 'b',
            sequence: 8,
            kind: 'rollback',
            rollback: { fromId: record.id, toId: 'a', reason: 'the cart is slow', hold: true },
          },
          record,
          {
            ...record,
            id: 'a',
            sequence: 6,
            result: 'failed',
            commit: '97aa3c1'.padEnd(40, '0'),
            dirty: true,
            durationMs: 125_000,
          },
        ],
      }),
    ],
  }),
};
