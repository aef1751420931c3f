import { type Report, reportSchema, type TargetReport } from '../model/report.ts';
import { paintOf } from '../report/columns.ts';
import { redactReport } from '../report/redacted.ts';
import { changesText } from '../report/text-changes.ts';
import type { Mode } from '../model/settings.ts';
import type { World } from '../model/world.ts';
import type { FlowInput } from './flow.ts';

/** Columns of a log. */
const width = 120;

/** What it takes of a flow. */
interface Foreseen {
  readonly settings: Pick<FlowInput['settings'], 'mode'>;
  readonly world: Pick<World, 'log' | 'secrets' | 'run' | 'mirrors'>;
}

/** Shows, before the first write, what going back or healing is about to do: whoever sees a mistake can still cancel. */
export async function foresee({ settings, world }: Foreseen, target: TargetReport): Promise<void> {
  const report = redactReport(reportOf(settings.mode, target, world), text => world.secrets.redact(text));
  const [shown = target] = report.targets;
  const options = { color: false, width };
  const group = world.log.group('what is about to be done');
  for (const line of changesText(shown, options, paintOf(options)).split('\n')) world.log.info(line);
  group.end();
  await world.mirrors?.foresee?.(report);
}

function reportOf(mode: Mode, target: TargetReport, { run }: Pick<World, 'run'>): Report {
  return {
    schema: reportSchema,
    mode,
    result: 'previewed',
    reasonCode: '',
    targets: [target],
    isBeginning: true,
    run,
    durationMs: 0,
  };
}
