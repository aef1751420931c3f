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
import type { Settings } from './model/settings.ts';
import type { World } from './model/world.ts';
import { readIfThere } from './system/files.ts';
import { actionsLog } from './system/log-actions.ts';
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

/** What a door of a job knows of its process. */
export interface JobDoor {
  readonly env: Env;
  readonly folder: string;
  readonly pid: number;
  /** Masks a value in everything that the runner prints. */
  readonly mask: (value: string) => void;
  readonly signal: AbortSignal;
}

/** Opens the world of a step and the surfaces that show it. */
export async function openJob(settings: Settings, door: JobDoor): Promise<Job> {
  const { env, folder, signal } = door;
  const secrets = collectSecrets(door.mask);
  if (settings.github?.token) secrets.add(settings.github.token.reveal());
  const context = readRunContext(env, await readIfThere(env['GITHUB_EVENT_PATH'] ?? ''));
  const jobId = settings.github?.jobId;
  const world = wireWorld({
    log: actionsLog(text => secrets.redact(text)),
    secrets,
    run: { ...context, ...(jobId !== undefined && { jobId }) },
    workspace: env['GITHUB_WORKSPACE'] ?? folder,
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
