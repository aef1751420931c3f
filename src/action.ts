import { error, notice, setFailed, setOutput, setSecret, summary, warning } from '@actions/core';
import {
  artifactName,
  askGitHub,
  openPulls,
  openSurfaces,
  readRunContext,
  type SurfacesOptions,
} from './github/index.ts';
import { inputsFromEnv } from './input/from-env.ts';
import { readSettings } from './input/read.ts';
import { type Diagnostic, sortDiagnostics } from './model/diagnostic.ts';
import { type JsonObject, stringifyJson } from './model/json.ts';
import type { Report } from './model/report.ts';
import { Secret } from './model/secret.ts';
import type { Settings } from './model/settings.ts';
import type { Surface } from './model/surface.ts';
import type { World } from './model/world.ts';
import { renderSummary } from './report/layout.ts';
import { renderText } from './report/text.ts';
import { exitCodeOf } from './report/verdict.ts';
import { outputsOf } from './report/outputs.ts';
import { run } from './run.ts';
import { readIfThere } from './system/files.ts';
import { actionsLog, defuseCommands } from './system/log-actions.ts';
import { namedProcesses } from './system/process-name.ts';
import { collectSecrets } from './system/secrets.ts';
import { cancelSignal } from './system/signals.ts';
import { version } from './version.ts';
import { wireWorld } from './wire.ts';

/** Annotations per severity that GitHub shows for one step (actions/runner src/Runner.Worker/ExecutionContext.cs). */
const shownAnnotations = 10;

await main(process.env);

async function main(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const event = env['GITHUB_EVENT_NAME'];
  const repositoryName = env['GITHUB_REPOSITORY']?.split('/')[1];
  const read = readSettings(inputsFromEnv(env), {
    host: 'action',
    ...(event !== undefined && { event }),
    ...(repositoryName !== undefined && { repositoryName }),
  });
  if ('mistakes' in read) {
    for (const mistake of read.mistakes) error(lineOf(mistake));
    setOutput('result', 'failed');
    setOutput('reason-code', 'input-invalid');
    process.exitCode = 2;
    return;
  }
  for (const finding of read.warnings) (finding.severity === 'notice' ? notice : warning)(lineOf(finding));
  await start(read.settings, env);
}

async function start(settings: Settings, env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const secrets = collectSecrets(form => setSecret(form));
  if (settings.github?.token) secrets.add(settings.github.token.reveal());
  const world = wireWorld({
    log: actionsLog(text => secrets.redact(text)),
    secrets,
    run: readRunContext(env, await readIfThere(env['GITHUB_EVENT_PATH'] ?? '')),
    workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    assets: new URL('./assets/', import.meta.url),
    env,
    passEnv: settings.pulumi.passEnv,
    signal: cancelSignal('github', code => process.exit(code)),
    version,
    processes: await namedProcesses(process.pid),
  });
  const apiUrl = env['GITHUB_API_URL'];
  const asked = { settings, world, ...(apiUrl !== undefined && { apiUrl }) };
  const github = { ...asked, ...openPulls(asked) };
  const surfaces = openSurfaces({ ...github, ...artifactsIn(env, secrets) });
  const announce: World['announce'] = async record => {
    for (const surface of surfaces) await surface.begin?.(record);
  };
  let handedOut: JsonObject | undefined;
  const handOut = (outputs: JsonObject): void => {
    handedOut = outputs;
  };
  const { report, rendered } = await run(settings, { ...world, ...askGitHub(github), announce, handOut });
  world.log.info(rendered ?? renderText(report, { color: false, width: 120 }));
  await publish(report, settings, world, surfaces);
  if (handedOut) setStackOutputs(handedOut);
  conclude(report, settings, world);
}

/** The runner's artifact service, when it has one. */
function artifactsIn(
  env: Readonly<Record<string, string | undefined>>,
  secrets: World['secrets'],
): Pick<SurfacesOptions, 'artifacts'> {
  const resultsUrl = env['ACTIONS_RESULTS_URL'] ?? '';
  const token = env['ACTIONS_RUNTIME_TOKEN'] ?? '';
  if (resultsUrl === '' || token === '') return {};
  secrets.add(token);
  return { artifacts: { resultsUrl, token: new Secret(token) } };
}

/** Shows the run wherever people look, also when it failed or was cancelled. */
async function publish(
  report: Report,
  settings: Settings,
  { secrets }: World,
  surfaces: readonly Surface[],
): Promise<void> {
  const redact = (text: string): string => secrets.redact(text);
  annotate(report, redact);
  // What holds everything comes first: the others say where it is.
  const files = surfaces.find(({ name }) => name === artifactName);
  const told = files ? await show(files, report) : {};
  for (const [name, value] of Object.entries(outputsOf(report))) setOutput(name, redact(value));
  const isDeploy = ['deploy', 'rollback', 'heal', 'destroy'].includes(report.mode);
  if (!isDeploy || settings.github?.record.includes('summary') !== false)
    await summary.addRaw(redact(renderSummary(report, placesIn(told)))).write();
  for (const surface of surfaces) if (surface !== files) await show(surface, report);
}

/** Shows the run in one place; gives the outputs that came of it. */
async function show(surface: Surface, report: Report): Promise<Readonly<Record<string, string>>> {
  await surface.publish(report);
  const told = surface.outputs?.() ?? {};
  for (const [name, value] of Object.entries(told)) setOutput(name, value);
  return told;
}

function placesIn({ artifact }: Readonly<Record<string, string>>): { readonly artifact?: string } {
  return artifact === undefined || artifact === '' ? {} : { artifact };
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
  setFailed(defuseCommands(secrets.redact(why ?? `${report.mode}: ${report.result}`)));
  process.exitCode = exitCodeOf(report);
}

function annotate(report: Report, redact: (text: string) => string): void {
  const left = { error: shownAnnotations, warning: shownAnnotations };
  for (const finding of sortDiagnostics(report.targets.flatMap(target => target.diagnostics))) {
    if (finding.severity === 'notice' || left[finding.severity] === 0) continue;
    left[finding.severity] -= 1;
    const { location } = finding;
    const place =
      location && location.isElsewhere !== true
        ? { file: location.file, startLine: location.line, startColumn: location.column }
        : {};
    const tell = finding.severity === 'error' ? error : warning;
    tell(defuseCommands(redact(lineOf(finding))), { title: finding.code, ...place });
  }
}

function lineOf(diagnostic: Diagnostic): string {
  return diagnostic.hint === undefined ? diagnostic.message : `${diagnostic.message}. ${diagnostic.hint}`;
}
