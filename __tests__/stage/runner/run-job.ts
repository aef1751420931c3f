import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cleanEnvironment } from '../cluster/environment.ts';
import { type ActionFile, readActionFile } from './action-file.ts';
import { expand, holds } from './expression.ts';
import { contextsOf, type JobOrder, variablesOf } from './job-contexts.ts';
import { type Masker, openMasker } from './masker.ts';
import { killOrphans, trackingVariable } from './orphans.ts';
import { type Conclusion, playStage, type StageRun } from './play-stage.ts';
import { inputsOf, inputVariables, type StepWith } from './step-inputs.ts';
import type { Patience } from './step-process.ts';

/** A job whose only step is one action. */
export interface ActionJob extends Omit<JobOrder, 'temporaryFolder'> {
  readonly actionFolder: string;
  readonly with: StepWith;
  /** The `env` of the step; may hold expressions. */
  readonly env: Readonly<Record<string, string>>;
  /** The runner's own services: ACTIONS_RESULTS_URL, ACTIONS_RUNTIME_TOKEN. */
  readonly services: Readonly<Record<string, string>>;
  readonly patience: Patience;
  readonly cancelled: AbortSignal;
  readonly onLine: (line: string) => void;
}

/** What became of a job: its main stage, its post stage, and what lay about when it had ended. */
export interface JobRun extends StageRun {
  /** Missing when the action has no post script or `post-if` said no. */
  readonly post?: StageRun;
  readonly jobConclusion: Conclusion;
  /** Files that are still in RUNNER_TEMP when all is over, relative to it. */
  readonly leftInTemp: readonly string[];
  /** Command lines of the processes that outlived the steps and were killed. */
  readonly orphans: readonly string[];
}

/** Runs the job to its end, post script and clean-up included. @throws StageError when the action cannot be read */
export async function runJob(job: ActionJob): Promise<JobRun> {
  const action = await readActionFile(job.actionFolder);
  const folder = await mkdtemp(join(tmpdir(), 'gitops-push-runner-'));
  const temporaryFolder = join(folder, 'temp');
  const tracking = `github_${randomUUID()}`;
  let orphans: readonly string[] = [];
  try {
    await mkdir(join(folder, 'home'));
    const eventPath = await writePayload(temporaryFolder, job.event.payload);
    const base = {
      ...cleanEnvironment(join(folder, 'home')),
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      [trackingVariable]: tracking,
    };
    const stages = await playStages({ ...job, temporaryFolder }, action, { base, eventPath });
    orphans = await killOrphans(tracking);
    return { ...stages, orphans, leftInTemp: await filesLeftIn(temporaryFolder) };
  } finally {
    if (orphans.length === 0) await killOrphans(tracking);
    await rm(folder, { recursive: true, force: true });
  }
}

interface Ground {
  readonly base: Readonly<Record<string, string>>;
  readonly eventPath: string;
}

async function playStages(
  job: ActionJob & JobOrder,
  action: ActionFile,
  ground: Ground,
): Promise<StageRun & Pick<JobRun, 'post' | 'jobConclusion'>> {
  const contexts = contextsOf(job, ground.eventPath);
  const { values: inputs, warnings } = inputsOf(action, job.with, contexts);
  const given = Object.entries(job.env).map(([name, value]) => [name, expand(value, contexts)] as const);
  const stepEnvironment = Object.fromEntries(given);
  const environmentWith = (ofEarlierStages: Record<string, string>): Record<string, string> => ({
    ...ground.base,
    ...ofEarlierStages,
    ...stepEnvironment,
    ...inputVariables(inputs),
    ...variablesOf(contexts),
    ACTIONS_RUNTIME_URL: 'http://127.0.0.1:9/',
    ...job.services,
    ACTIONS_RUNTIME_TOKEN: runtimeToken(job),
  });
  const shared = { ...job, action, inputs, warnings, stepEnvironment, masker: maskerOf(job) };
  const environment = environmentWith({});
  const main = await playStage({ ...shared, stage: 'main', script: action.main, environment });
  if (action.post === undefined || !holds(action.postIf, contexts, main.conclusion))
    return { ...main, jobConclusion: main.conclusion };
  using end = endOfJob(job.cancelled, job.patience.jobMs);
  const post = await playStage({
    ...shared,
    stage: 'post',
    script: action.post,
    environment: environmentWith(leftBy(main, ground.base['PATH'] ?? '')),
    cancelled: end.signal,
  });
  return { ...main, post, jobConclusion: main.conclusion === 'success' ? post.conclusion : main.conclusion };
}

/** The signal that ends a post stage: not the cancellation, which it outlives, but the end of the time that follows it. */
function endOfJob(cancelled: AbortSignal, jobMs: number): Disposable & { readonly signal: AbortSignal } {
  const end = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const count = (): void => {
    timer = setTimeout(() => end.abort(), jobMs);
  };
  if (cancelled.aborted) count();
  else cancelled.addEventListener('abort', count, { once: true });
  return {
    signal: end.signal,
    [Symbol.dispose]: () => {
      cancelled.removeEventListener('abort', count);
      clearTimeout(timer);
    },
  };
}

/** What the main stage set for the post stage; the folder added last stands first on the path. */
function leftBy(main: StageRun, path: string): Record<string, string> {
  const state = Object.entries(main.state).map(([name, value]) => [`STATE_${name}`, value] as const);
  const folders = [...main.paths.toReversed(), path];
  return { ...main.environment, ...Object.fromEntries(state), PATH: folders.join(delimiter) };
}

/** All secrets that the job can read are masked, whether the step uses them or not. */
function maskerOf(job: ActionJob): Masker {
  const credentials = `x-access-token:${job.token}`;
  return openMasker([
    ...Object.values(job.secrets),
    job.token,
    Buffer.from(credentials).toString('base64'),
    runtimeToken(job),
  ]);
}

/** The token of the artifact and cache services; one that nobody takes when they are not given. */
function runtimeToken(job: ActionJob): string {
  return job.services['ACTIONS_RUNTIME_TOKEN'] ?? `stage-runtime-token-of-run-${job.runId}`;
}

async function writePayload(temporaryFolder: string, payload: object): Promise<string> {
  const folder = join(temporaryFolder, '_github_workflow');
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'event.json');
  await writeFile(file, JSON.stringify(payload, undefined, 2));
  return file;
}

async function filesLeftIn(temporaryFolder: string): Promise<string[]> {
  const entries = await readdir(temporaryFolder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => !entry.isDirectory())
    .map(entry => join(entry.parentPath, entry.name).slice(temporaryFolder.length + 1))
    .filter(path => !/^_(?:github_workflow|runner_file_commands)[\\/]/.test(path));
}
