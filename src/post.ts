import { debug, warning } from '@actions/core';
import { type Begun, readBegun } from './model/begun.ts';
import type { Mirrors } from './model/mirrors.ts';
import type { DeployRecord } from './model/record.ts';
import { deadline } from './system/clock.ts';
import { defuseCommands } from './system/log-actions.ts';

/** The clean-up may not keep the job: what it cannot do in this time the next run does. */
const limitMs = 60_000;

await main(process.env);

/** Runs after every run of action.ts, also one that was killed. A run that ended by itself has left nothing. */
async function main(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const begun = readBegun(env['STATE_begun']);
  if (!begun) return;
  const signal = deadline(limitMs);
  const late = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()));
  await Promise.race([end(begun, env, signal).catch(leave), late]);
  // Requests that nobody answers must not hold the process.
  process.exit();
}

/** What could not be ended here the next run ends; nobody needs a stack for that but who debugs. */
function leave(problem: unknown): void {
  const { message, stack = '' } = problem instanceof Error ? problem : new Error(String(problem));
  warning(
    defuseCommands(
      `the clean-up could not end what the run left: ${message}. The next run ends it, or takes over its lock after a minute.`,
    ),
  );
  debug(defuseCommands(stack));
}

/** The way back after a deploy that failed has a record of its own, and people were told that it began. */
function wayBackOf({ announced, failed }: Begun): readonly DeployRecord[] {
  return failed && announced ? [announced] : [];
}

/** Ends what the run has left, and shows how it ended. Loaded only here, because most runs leave nothing. */
async function end(
  begun: Begun,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<void> {
  const [{ openJob, readJobSettings, writeSummary }, { endOf }] = await Promise.all([
    import('./job.ts'),
    import('./run.ts'),
  ]);
  const read = readJobSettings(env);
  if ('mistakes' in read) return;
  const { settings } = read;
  const { world, opened } = await openJob(settings, process, signal);
  const { mail, surfaces } = opened;
  const mirrors: Mirrors = {
    ...opened,
    reach: async () => await Promise.resolve(),
    begin: async () => await Promise.resolve(),
    show: async (report, left) => {
      const [target] = report.targets;
      world.log.info(`${target?.failure?.message ?? report.result}: the clean-up ends what was left`);
      for (const surface of surfaces) await surface.publish(report);
      for (const record of [target?.record, ...wayBackOf(begun)]) if (record) mail?.resume(record);
      const delivery = (await mail?.send(report, left)) ?? { told: [], unsent: [], refused: 0 };
      await writeSummary(report, settings, world);
      return delivery;
    },
  };
  await endOf(settings, { ...world, mirrors }, begun);
}
