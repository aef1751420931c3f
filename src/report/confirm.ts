import type { Change } from '../model/change.ts';
import type { FailureReport, Report } from '../model/report.ts';
import { branchOf } from './places.ts';
import type { Phrase } from './phrase.ts';
import { commandTo } from './ways.ts';

/** The addresses that a preview already knows to need a yes, as `confirm` takes them. */
export function addressesToConfirm(changes: readonly Change[]): string {
  return changes.flatMap(change => (change.risk === undefined ? [] : [change.confirmAddress])).join(',');
}

/** The addresses that a stopped deploy asks for; undefined when something else stopped it. */
export function addressesAsked({ code, hint }: FailureReport): string | undefined {
  return code.endsWith('-unconfirmed') ? /confirm: (\S.*)$/.exec(hint ?? '')?.[1] : undefined;
}

/** How to say yes, for the place where the reader is: the button and the line to paste. */
export function wayToConfirm(addresses: string, report: Report): Phrase {
  if (report.run.host === 'terminal') {
    const mode = report.mode === 'preview' ? 'deploy' : report.mode;
    return ['To allow it: ', { code: commandTo(mode, report.run, { confirm: addresses }) }];
  }
  const branch = branchOf(report.run);
  const where: Phrase = branch === undefined ? ['the default branch'] : [{ code: branch }];
  const stop =
    report.mode === 'preview' ? 'After the merge the deploy stops here; to allow it: ' : 'To allow it: ';
  const isAuto = report.mode === 'preview' || report.mode === 'deploy';
  const mode: Phrase = isAuto ? [] : [{ code: `mode: ${report.mode}` }, ' and '];
  return [stop, 'Run workflow', ' on ', ...where, ' with ', ...mode, { code: `confirm: ${addresses}` }];
}
