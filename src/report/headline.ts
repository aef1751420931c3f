import { actions, type Counts, hasChanges } from '../model/change.ts';
import type { Report, TargetReport } from '../model/report.ts';

/** The verdict in words that a person would say: numbers, environment, and the one thing that is wrong. */
export function headlineOf(report: Report): string {
  const { targets } = report;
  const place = placeOf(targets);
  const errors = targets
    .flatMap(target => target.diagnostics)
    .filter(({ severity }) => severity === 'error').length;
  const counts = targets
    .map(target => countWords(target.counts))
    .filter(words => words !== '')
    .join('; ');
  switch (report.result) {
    case 'valid':
      return `Valid: ${targets.map(target => target.name).join(', ')}${warningWords(targets)}`;
    case 'previewed':
      return targets.some(target => hasChanges(target.changes))
        ? `Preview of ${place}: ${counts}`
        : `Preview of ${place}: nothing would change`;
    case 'deployed':
      return `Deployed ${place} in ${seconds(durationOf(targets))}: ${counts}`;
    case 'unchanged':
      return `Unchanged: ${place} is exactly as declared, nothing was written`;
    case 'rolled-back':
      return `Rolled back ${place} in ${seconds(durationOf(targets))}: ${counts}`;
    case 'clean':
      return `No drift: ${place} is as it was deployed`;
    case 'drifted':
      return `Drift in ${place}: ${counts}`;
    case 'rendered':
      return `Rendered ${targets.map(target => target.name).join(', ')}`;
    case 'listed':
      return `Deploys of ${place}`;
    case 'failed':
    case 'partial':
    case 'cancelled':
      return `${verb(report)}: ${failureWords(report, errors)}`;
  }
}

/** `1 create, 2 update, 31 unchanged`, dangerous first, nothing for zero. */
export function countWords(counts: Counts): string {
  return actions
    .filter(action => counts[action] > 0)
    .map(action => `${counts[action]} ${action}`)
    .join(', ');
}

/** `16.8 s`, `2 min 5 s`. */
export function seconds(durationMs: number): string {
  const total = durationMs / 1000;
  return total < 100 ? `${total.toFixed(1)} s` : `${Math.floor(total / 60)} min ${Math.round(total % 60)} s`;
}

/** `shop in production`, or how many targets there are. */
function placeOf(targets: readonly TargetReport[]): string {
  const [target] = targets;
  if (!target || targets.length > 1) return `${targets.length} targets`;
  return `${target.name} in ${target.environment}`;
}

function verb(report: Report): string {
  const words = {
    validate: 'Validation',
    preview: 'Preview',
    deploy: 'Deploy',
    rollback: 'Rollback',
    drift: 'Drift check',
    render: 'Rendering',
    history: 'History',
  } as const;
  const ends =
    report.result === 'cancelled' ? 'cancelled' : report.result === 'partial' ? 'stopped half-way' : 'failed';
  return `${words[report.mode]} of ${placeOf(report.targets)} ${ends}`;
}

function failureWords(report: Report, errors: number): string {
  const unhealthy = report.targets
    .flatMap(target => target.outcome?.health ?? [])
    .find(object => object.state !== 'ready');
  if (unhealthy) return `${unhealthy.address} is not up`;
  if (errors > 0) return errors === 1 ? '1 error' : `${errors} errors`;
  const step = report.targets
    .flatMap(target => target.outcome?.steps ?? [])
    .find(each => each.state === 'failed');
  return step ? `${step.address} could not be applied` : report.reasonCode;
}

function warningWords(targets: readonly TargetReport[]): string {
  const warnings = targets
    .flatMap(target => target.diagnostics)
    .filter(({ severity }) => severity === 'warning').length;
  return warnings === 0 ? '' : `, ${warnings === 1 ? '1 warning' : `${warnings} warnings`}`;
}

function durationOf(targets: readonly TargetReport[]): number {
  return Math.max(0, ...targets.map(target => target.outcome?.durationMs ?? 0));
}
