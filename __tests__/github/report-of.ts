import { pulumiSettings } from '../fakes/pulumi-settings.ts';
import { type Change, countChanges } from '../../src/model/change.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { DeployRecord } from '../../src/model/record.ts';
import type { Report } from '../../src/model/report.ts';
import type { RunContext } from '../../src/model/run-context.ts';
import { Secret } from '../../src/model/secret.ts';
import type { Mode, Settings } from '../../src/model/settings.ts';

/** What differs from report to report. */
export interface ReportOrder {
  readonly mode: Mode;
  readonly result: Report['result'];
  readonly run: RunContext;
  readonly name?: string;
  readonly environment?: string;
  /** A number of updates. */
  readonly updates?: number;
  /** How long each changed value is. */
  readonly valueLength?: number;
  readonly record?: DeployRecord;
  readonly diagnostics?: readonly Diagnostic[];
  readonly planDigest?: string;
}

/** A finished run of the shop. */
export function reportOf(order: ReportOrder): Report {
  const { mode, result, run, updates = 1, name = 'shop', environment = 'production' } = order;
  const changes = Array.from({ length: updates }, (_, index) => updateOf(index, order.valueLength ?? 5));
  return {
    schema: 1,
    mode,
    result,
    reasonCode: result === 'failed' ? 'rollout-failed' : '',
    targets: [
      {
        name,
        environment,
        engine: 'kubernetes',
        planDigest: order.planDigest ?? 'a'.repeat(64),
        renderedDigest: 'b'.repeat(64),
        counts: countChanges(changes),
        changes,
        diagnostics: order.diagnostics ?? [],
        limits: [],
        ...(order.record && { record: order.record }),
      },
    ],
    run,
    durationMs: 1000,
  };
}

function updateOf(index: number, length: number): Change {
  const label = 'spec.template.spec.containers[server].image';
  return {
    address: `apps/v1/Deployment/shop/web-${index}`,
    confirmAddress: `Deployment/shop/web-${index}`,
    action: 'update',
    evidence: 'server',
    location: { file: `deploy/web-${index}.yaml`, line: 18, column: 1 },
    fields: [
      {
        path: '/spec/template/spec/containers/0/image',
        label,
        before: `shop:${'1'.repeat(length)}`,
        after: `shop:${index}${'2'.repeat(length)}`,
        masked: false,
      },
    ],
  };
}

/** A record of the shop. */
export function recordOf(commit: string, sequence = 1): DeployRecord {
  return {
    schema: 1,
    app: 'shop',
    environment: 'production',
    target: { name: 'shop', serverHash: 'c'.repeat(64), namespace: 'shop' },
    id: `01JD0000000000000000000${String(sequence).padStart(3, '0')}`,
    sequence,
    kind: 'deploy',
    commit,
    renderedDigest: 'b'.repeat(64),
    planDigest: 'a'.repeat(64),
    images: [],
    objects: { count: 3, created: 0, changed: 1, unchanged: 2, pruned: 0 },
    engine: 'kubernetes',
    startedAt: '2026-03-02T09:30:00.000Z',
    tools: {},
  };
}

/** The settings of a run that shows everything. */
export function settingsOf(
  mode: Mode,
  token: string,
  parts: Partial<Settings['github'] & object> = {},
): Settings {
  return {
    mode,
    path: 'deploy',
    imageOverrides: [],
    engine: 'kubernetes',
    pulumi: pulumiSettings(),
    name: 'shop',
    environment: 'production',
    dryRun: false,
    checkImages: true,
    hold: true,
    freeze: [],
    rollbackTo: 'previous',
    failOnDrift: false,
    validation: { schemas: [], rules: {} },
    rendering: { values: [], release: 'shop', network: false },
    access: { access: 'input', allowKubeconfig: [] },
    unsafeAllow: [],
    deployRefs: [],
    github: {
      token: new Secret(token),
      comment: 'on',
      driftIssue: true,
      previewMatch: 'warn',
      recordFailure: 'fail',
      record: ['deployment', 'status', 'summary', 'comment'],
      ...parts,
    },
    livePlan: 'changed',
    conflicts: [],
    ignore: [],
    prune: true,
    maxDeletions: 10,
    confirm: [],
    wait: true,
    onFailure: 'stop',
    ready: [],
    stallMs: 240_000,
    timeoutMs: 1000,
    output: 'text',
  };
}
