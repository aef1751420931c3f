import {
  askGitHub,
  type Opened,
  openPulls,
  openSurfaces,
  readRunContext,
  type SurfacesOptions,
} from './github/index.ts';
import { inputsFromEnv } from './input/from-env.ts';
import { type ReadResult, readSettings } from './input/read.ts';
import { Secret } from './model/secret.ts';
import type { Report } from './model/report.ts';
import { type Settings, writingModes } from './model/settings.ts';
import type { World } from './model/world.ts';
import { renderSummary } from './report/layout.ts';
import { readIfThere } from './system/files.ts';
import { actionsLog, maskValue, replaceSummary } from './system/log-actions.ts';
import { namedProcesses } from './system/process-name.ts';
import { collectSecrets } from './system/secrets.ts';
import { version } from './version.ts';
import { wireWorld } from './wire.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The settings of a step, from its inputs and its event. */
export function readJobSettings(env: Env): ReadResult {
  const event = env['GITHUB_EVENT_NAME'];
  const repositoryName = env['GITHUB_REPOSITORY']?.split('/')[1];
  return readSettings(inputsFromEnv(env), {
    host: 'action',
    ...(event !== undefined && { event }),
    ...(repositoryName !== undefined && { repositoryName }),
  });
}

/** What a step of a workflow job works with: its world, which may ask GitHub, and the places where it is shown. */
export interface Job {
  readonly world: World;
  readonly opened: Opened;
}

/** The process that a door of a job runs in. */
export interface JobProcess {
  readonly env: Env;
  readonly pid: number;
  cwd(): string;
}

/** Opens the world of a step and the surfaces that show it. */
export async function openJob(settings: Settings, door: JobProcess, signal: AbortSignal): Promise<Job> {
  const { env } = door;
  const secrets = collectSecrets(maskValue);
  if (settings.github?.token) secrets.add(settings.github.token.reveal());
  const context = readRunContext(env, await readIfThere(env['GITHUB_EVENT_PATH'] ?? ''));
  const jobId = settings.github?.jobId;
  const world = wireWorld({
    log: actionsLog(text => secrets.redact(text)),
    secrets,
    run: { ...context, ...(jobId !== undefined && { jobId }) },
    workspace: env['GITHUB_WORKSPACE'] ?? door.cwd(),
    assets: new URL('./assets/', import.meta.url),
    env,
    passEnv: settings.pulumi.passEnv,
    signal,
    version,
    processes: await namedProcesses(door.pid),
  });
  const apiUrl = env['GITHUB_API_URL'];
  const asked = { settings, world, ...(apiUrl !== undefined && { apiUrl }) };
  const github = { ...asked, ...openPulls(asked) };
  return {
    world: { ...world, ...askGitHub(github) },
    opened: openSurfaces({ ...github, ...artifactsIn(env, secrets) }),
  };
}

/** The runner's artifact service, when it has one. */
function artifactsIn(env: Env, secrets: World['secrets']): Pick<SurfacesOptions, 'artifacts'> {
  const resultsUrl = env['ACTIONS_RESULTS_URL'] ?? '';
  const token = env['ACTIONS_RUNTIME_TOKEN'] ?? '';
  if (resultsUrl === '' || token === '') return {};
  secrets.add(token);
  return { artifacts: { resultsUrl, token: new Secret(token) } };
}

/** Shows a report in the summary of the step, in place of what was written there before; never fails. */
export async function writeSummary(
  report: Report,
  settings: Settings,
  { log, secrets }: Pick<World, 'log' | 'secrets'>,
  artifact?: string,
): Promise<void> {
  if (!hasSummary(report, settings)) return;
  const markdown = renderSummary(report, artifact === undefined ? {} : { artifact });
  try {
    await replaceSummary(secrets.redact(markdown));
  } catch (problem) {
    log.warn(
      `the job summary could not be written: ${problem instanceof Error ? problem.message : String(problem)}`,
    );
  }
}

/** What is only looked at is shown there always; where deploys are recorded is chosen. */
function hasSummary({ mode }: Report, { github }: Settings): boolean {
  return !writingModes.some(each => each === mode) || github?.record.includes('summary') !== false;
}
