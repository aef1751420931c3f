import { type Report, reportSchema, type TargetReport } from '../model/report.ts';
import { paintOf } from '../report/columns.ts';
import { changesText } from '../report/text-changes.ts';
import type { FlowInput } from './flow.ts';

/** Columns of a log. */
const width = 120;

/** Shows, before the first write, what going back or healing is about to do: whoever sees a mistake can still cancel. */
export async function foresee({ settings, world }: FlowInput, target: TargetReport): Promise<void> {
  const options = { color: false, width };
  const group = world.log.group('what is about to be done');
  for (const line of changesText(target, options, paintOf(options)).split('\n')) world.log.info(line);
  group.end();
  const report: Report = {
    schema: reportSchema,
    mode: settings.mode,
    result: 'previewed',
    reasonCode: '',
    targets: [target],
    isBeginning: true,
    run: world.run,
    durationMs: 0,
  };
  await world.mirrors?.foresee?.(report);
}
