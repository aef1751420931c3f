import type { ReasonCode } from '../model/failure.ts';
import type { Report, Result } from '../model/report.ts';

/** How a process ends: 0 done, 1 failed, 2 misused (inputs, credentials), 3 stopped on purpose. */
export type ExitCode = 0 | 1 | 2 | 3;

const goodResults: ReadonlySet<Result> = new Set([
  'valid',
  'previewed',
  'deployed',
  'unchanged',
  'superseded',
  'rendered',
  'listed',
  'rolled-back',
  'resumed',
  'destroyed',
  'clean',
]);

const misuse: ReadonlySet<ReasonCode> = new Set([
  'unsafe-event',
  'ref-not-allowed',
  'input-invalid',
  'credentials-missing',
]);

/** The exit code of a run: the documented one of its result and reason. */
export function exitCodeOf(report: Pick<Report, 'result' | 'reasonCode'>): ExitCode {
  if (report.result === 'drifted' || report.result === 'held') return 3;
  if (goodResults.has(report.result)) return 0;
  if (report.reasonCode === 'preview-differs') return 3;
  return report.reasonCode !== '' && misuse.has(report.reasonCode) ? 2 : 1;
}
