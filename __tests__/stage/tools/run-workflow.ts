import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, sep } from 'node:path';
import { StageError } from '../cluster/stage-error.ts';
import type { WorkflowEvent } from '../runner/events.ts';
import type { GitHubAddresses } from '../runner/job-contexts.ts';
import { killOrphans, trackingVariable } from '../runner/orphans.ts';
import { type ActReport, readActLog, type Result, type WorkflowStep } from './act-log.ts';
import { runAct } from './act-process.ts';
import { ensureTool } from './build-tool.ts';
import { copyWorkflow, type WorkflowCopy } from './workflow-copy.ts';

/** A workflow to run, and in which world. */
export interface WorkflowOrder {
  /** The workflow file. */
  readonly file: string;
  readonly event: WorkflowEvent;
  /** The repository as it was cloned; each job gets a copy of it where it says actions/checkout. */
  readonly workspace: string;
  readonly github?: GitHubAddresses;
  /** The job's token; default: one that no server knows. */
  readonly token?: string;
  /** Events that GitHub does not trust get none. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** What expressions read under `vars`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Folders that stand for the repositories of the actions that the workflow uses, by `owner/name`. */
  readonly localRepositories?: Readonly<Record<string, string>>;
  /** Only this job, and those that it needs. */
  readonly job?: string;
  /** Default 1001. */
  readonly runId?: number;
  /** Default 1. */
  readonly attempt?: number;
  /** Milliseconds until act is killed; default two minutes. */
  readonly timeoutMs?: number;
}

/** What became of a workflow run. */
export interface WorkflowRun {
  readonly conclusion: 'success' | 'failure';
  readonly jobs: Readonly<Record<string, Result>>;
  readonly steps: readonly WorkflowStep[];
  /** The main stage of the step with this id or name. @throws StageError when no such step began */
  readonly step: (idOrName: string) => WorkflowStep;
  /** What act said beside the steps, such as why it refuses a workflow. */
  readonly remarks: string;
}

/**
 * Runs a workflow file under the genuine act, on this machine without containers. `job.check_run_id` is empty there, and
 * steps have a terminal; for what a step sees exactly, use the stage's runner.
 * @throws StageError when an action is used whose repository is not given: nothing is fetched
 */
export async function runWorkflow(order: WorkflowOrder): Promise<WorkflowRun> {
  const [act, workflow] = await Promise.all([ensureTool('act'), copyWorkflow(order.file)]);
  const folder = await mkdtemp(join(tmpdir(), 'gitops-push-act-'));
  const tracking = `github_${randomUUID()}`;
  try {
    const args = await prepare(order, workflow, { folder, tracking });
    const { code, text } = await runAct(act, args, { folder, timeoutMs: order.timeoutMs ?? 120_000 });
    return runOf(readActLog(text), workflow, code);
  } finally {
    await killOrphans(tracking);
    await rm(folder, { recursive: true, force: true });
  }
}

interface Ground {
  readonly folder: string;
  readonly tracking: string;
}

async function prepare(
  order: WorkflowOrder,
  workflow: WorkflowCopy,
  { folder, tracking }: Ground,
): Promise<string[]> {
  const { event } = order;
  const write = async (name: string, content: unknown): Promise<string> => {
    await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    return join(folder, name);
  };
  await mkdir(join(folder, 'home'));
  const token = order.token ?? 'ghs_stage_of_this_workflow_run';
  const secrets = event.trust === 'full' ? { ...order.secrets } : {};
  const repositories = await localRepositories(order, workflow, folder);
  return [
    event.name,
    ['--workflows', await write(`${basename(order.file).replace(/\.ya?ml$/, '')}.yml`, workflow.text)],
    ['--eventpath', await write('event.json', event.payload)],
    ['--secret-file', await write('secrets.yml', { ...secrets, GITHUB_TOKEN: token })],
    ['--var-file', await write('variables.yml', order.variables ?? {})],
    ['--env-file', await write('environment.yml', { ...variablesOf(order), [trackingVariable]: tracking })],
    ['--platform', 'ubuntu-latest=-self-hosted'],
    ['--container-daemon-socket', '-'],
    ['--directory', order.workspace],
    ['--action-cache-path', join(folder, 'cache')],
    ['--actor', event.actor],
    order.job === undefined ? [] : ['--job', order.job],
    repositories.flatMap(repository => ['--local-repository', repository]),
    ['--action-offline-mode', '--no-cache-server', '--json'],
  ].flat();
}

/** act reads the commit from SHA_REF; see nektos/act pkg/runner/run_context.go, getGithubContext. */
function variablesOf(order: WorkflowOrder): Record<string, string> {
  const { event, github = {} } = order;
  const { apiUrl = 'https://api.github.com', serverUrl = 'https://github.com' } = github;
  return {
    GITHUB_API_URL: apiUrl,
    GITHUB_GRAPHQL_URL: github.graphqlUrl ?? `${apiUrl}/graphql`,
    GITHUB_SERVER_URL: serverUrl,
    GITHUB_REPOSITORY: event.repository,
    GITHUB_REF: event.ref,
    GITHUB_HEAD_REF: event.headRef,
    GITHUB_BASE_REF: event.baseRef,
    SHA_REF: event.sha,
    GITHUB_RUN_ID: String(order.runId ?? 1001),
    GITHUB_RUN_ATTEMPT: String(order.attempt ?? 1),
    GITHUB_RUN_NUMBER: '1',
  };
}

/** Parts of a repository that an action does not need to run. */
const notShipped = new Set(['node_modules', '.git', '__tests__', 'src', 'scripts', 'docs', 'examples']);

/** act packs a whole folder into memory, so each gets a copy without what an action does not ship. */
async function localRepositories(
  order: WorkflowOrder,
  workflow: WorkflowCopy,
  folder: string,
): Promise<string[]> {
  const given = new Map(Object.entries(order.localRepositories ?? {}));
  const missing = workflow.foreignActions.filter(action => !given.has(action.split('@')[0] ?? ''));
  if (missing.length > 0) {
    const hint = 'Give a folder for each in localRepositories; nothing is fetched.';
    throw new StageError(`${order.file} uses ${missing.join(', ')}.`, { hint });
  }
  const copies: string[] = [];
  for (const [index, action] of workflow.foreignActions.entries()) {
    const source = given.get(action.split('@')[0] ?? '') ?? '';
    const copy = join(folder, `action-${index}`);
    const isShipped = (path: string): boolean =>
      !relative(source, path)
        .split(sep)
        .some(part => notShipped.has(part));
    await cp(source, copy, { recursive: true, filter: isShipped });
    copies.push(`${action}=${copy}`);
  }
  return copies;
}

function runOf(report: ActReport, workflow: WorkflowCopy, code: number): WorkflowRun {
  const { steps, jobs, remarks } = report;
  return {
    conclusion: code === 0 ? 'success' : 'failure',
    jobs: Object.fromEntries(workflow.jobs.map(id => [id, jobs.get(id) ?? 'skipped'])),
    steps,
    step: wanted => {
      const step = steps.find(
        ({ id, name, stage }) => stage === 'Main' && (id === wanted || name === wanted),
      );
      if (step === undefined) throw new StageError(`No step ${wanted} began.`, { hint: remarks });
      return step;
    },
    remarks,
  };
}
