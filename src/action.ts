import { debug, error, notice, saveState, setFailed, setOutput, warning } from '@actions/core';
import { artifactName, type Opened } from './github/index.ts';
import { openJob, readJobSettings, writeSummary } from './job.ts';
import { type Begun, writeBegun } from './model/begun.ts';
import { type Diagnostic, sortDiagnostics } from './model/diagnostic.ts';
import { type JsonObject, stringifyJson } from './model/json.ts';
import type { Mirrors } from './model/mirrors.ts';
import type { DeployRecord } from './model/record.ts';
import type { Report } from './model/report.ts';
import type { Settings } from './model/settings.ts';
import type { Surface } from './model/surface.ts';
import type { World } from './model/world.ts';
import { headlineOf } from './report/headline.ts';
import { sentence } from './report/sentence.ts';
import { renderText } from './report/text.ts';
import { exitCodeOf } from './report/verdict.ts';
import { outputsOf } from './report/outputs.ts';
import { run } from './run.ts';
import { defuseCommands } from './system/log-actions.ts';
import { cancelSignal } from './system/signals.ts';

/** Annotations per severity that GitHub shows for one step (actions/runner src/Runner.Worker/ExecutionContext.cs). */
const shownAnnotations = 10;

await main(process.env).catch(breakDown);

async function main(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const read = readJobSettings(env);
  if ('mistakes' in read) {
    for (const mistake of read.mistakes) error(lineOf(mistake));
    setOutput('result', 'failed');
    setOutput('reason-code', 'input-invalid');
    process.exitCode = 2;
    return;
  }
  for (const finding of read.warnings) (finding.severity === 'notice' ? notice : warning)(lineOf(finding));
  await start(read.settings);
}

/** A bug of ours outside of everything that is reported: one line, and the stack for who debugs. */
function breakDown(problem: unknown): void {
  const { message, stack = '' } = problem instanceof Error ? problem : new Error(String(problem));
  setOutput('result', 'failed');
  setOutput('reason-code', 'internal');
  setFailed(
    defuseCommands(
      `a bug in gitops-push: ${message}. Please report it with the log of a run with step debug logging.`,
    ),
  );
  debug(defuseCommands(stack));
  // Nothing of it may go on, the renewal of the lock least of all: the clean-up ends what is left.
  process.exit(1);
}

async function start(settings: Settings): Promise<void> {
  const signal = cancelSignal('github', code => process.exit(code));
  const { world, opened } = await openJob(settings, process, signal);
  const note = noteForPost();
  signal.addEventListener('abort', () => note({ isCancelled: true }));
  const mirrors = mirrorsOf(opened, settings, world, note);
  let handedOut: JsonObject | undefined;
  const handOut = (outputs: JsonObject): void => {
    handedOut = outputs;
  };
  const { report, untold } = await run(settings, { ...world, mirrors, handOut, note });
  note({ announced: undefined });
  if (untold.length > 0) tellUntold(untold);
  if (handedOut) setStackOutputs(handedOut);
  conclude(report, settings, world);
}

/** Keeps what has begun and not ended for the clean-up, post.ts, which runs when this process was killed, too. */
function noteForPost(): (part: Begun) => void {
  let begun: Begun = {};
  let written = '';
  return part => {
    begun = { ...begun, ...part };
    const text = writeBegun(begun);
    if (text !== written) saveState('begun', text);
    written = text;
  };
}

/** What the run shows and tells by way of GitHub; the log, the summary and the outputs are always there. */
function mirrorsOf(opened: Opened, settings: Settings, world: World, note: (part: Begun) => void): Mirrors {
  const { mail, surfaces } = opened;
  let begun: DeployRecord | undefined;
  return {
    reach: async commit => await mail?.reach(commit),
    begin: async (record, brokenOff) => {
      // The second record of a run is the way back from the first, which has failed.
      if (begun) note({ failed: { ...begun, result: 'failed' } });
      begun = record;
      note({ announced: record });
      await mail?.begin(record, brokenOff);
    },
    pullRequestOf: async commit => await opened.pullRequestOf(commit),
    foresee: async report => {
      await writeSummary(report, settings, world);
    },
    show: async (report, left, rendered) => {
      world.log.info(rendered ?? renderText(report, { color: false, width: 120 }));
      await publish(report, settings, world, surfaces);
      const delivery = (await mail?.send(report, left)) ?? { told: [], unsent: [], refused: 0 };
      for (const [name, value] of Object.entries(opened.outputs())) setOutput(name, value);
      if (delivery.unsent.length + delivery.refused > 0) setOutput('recorded', 'false');
      return delivery;
    },
  };
}

function tellUntold(places: readonly string[]): void {
  notice(
    `GitHub could not be told everything (${places.join(', ')}). What the run did stands; the next run that writes to the target tells it.`,
    { title: 'not recorded on GitHub yet' },
  );
}

/** Shows the run wherever people look, also when it failed or was cancelled. */
async function publish(
  report: Report,
  settings: Settings,
  world: World,
  surfaces: readonly Surface[],
): Promise<void> {
  const redact = (text: string): string => world.secrets.redact(text);
  annotate(report, redact);
  // What holds everything comes first: the others say where it is.
  const files = surfaces.find(({ name }) => name === artifactName);
  const told = files ? await show(files, report) : {};
  for (const [name, value] of Object.entries(outputsOf(report))) setOutput(name, redact(value));
  await writeSummary(report, settings, world, told['artifact'] || undefined);
  for (const surface of surfaces) if (surface !== files) await show(surface, report);
}

/** Shows the run in one place; gives the outputs that came of it. */
async function show(surface: Surface, report: Report): Promise<Readonly<Record<string, string>>> {
  await surface.publish(report);
  const told = surface.outputs?.() ?? {};
  for (const [name, value] of Object.entries(told)) setOutput(name, value);
  return told;
}

/** What a stack hands out, in clear for later steps: every secret in it was registered with the runner before. */
function setStackOutputs(handedOut: JsonObject): void {
  for (const [name, value] of Object.entries(handedOut))
    setOutput(name, typeof value === 'string' ? value : stringifyJson(value));
  setOutput('outputs', stringifyJson(handedOut));
}

function conclude(report: Report, settings: Settings, { secrets }: World): void {
  const isTolerated = report.result === 'drifted' && !settings.failOnDrift;
  if (exitCodeOf(report) === 0 || isTolerated) return;
  const [why] = report.targets.flatMap(target => (target.failure ? [target.failure.message] : []));
  setFailed(defuseCommands(secrets.redact(why ?? headlineOf(report))));
  process.exitCode = exitCodeOf(report);
}

function annotate(report: Report, redact: (text: string) => string): void {
  const left = { error: shownAnnotations, warning: shownAnnotations, notice: shownAnnotations };
  for (const finding of sortDiagnostics(report.targets.flatMap(target => target.diagnostics))) {
    if (left[finding.severity] === 0) continue;
    left[finding.severity] -= 1;
    const { location } = finding;
    const place =
      location && location.isElsewhere !== true
        ? { file: location.file, startLine: location.line, startColumn: location.column }
        : {};
    const tell = { error, warning, notice };
    tell[finding.severity](defuseCommands(redact(lineOf(finding))), { title: finding.code, ...place });
  }
}

function lineOf({ message, hint }: Diagnostic): string {
  return hint === undefined ? message : `${message}. ${sentence(hint)}`;
}
