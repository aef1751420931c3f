import { dirname } from 'node:path';
import type { WorkflowEvent } from './events.ts';
import type { Contexts } from './expression.ts';

/** Where GitHub is. */
export interface GitHubAddresses {
  /** GITHUB_API_URL; default `https://api.github.com`. */
  readonly apiUrl?: string;
  /** GITHUB_SERVER_URL; default `https://github.com`. */
  readonly serverUrl?: string;
  /** GITHUB_GRAPHQL_URL; default `graphql` below the API. */
  readonly graphqlUrl?: string;
}

/** One job of one workflow run. */
export interface JobOrder {
  readonly event: WorkflowEvent;
  readonly github: GitHubAddresses;
  readonly token: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** As `acme/gitops-push@v1`, or `./` for one in the workspace. */
  readonly uses: string;
  readonly workflow: string;
  readonly job: string;
  /** The job's own check run. */
  readonly checkRunId: number;
  readonly runId: number;
  readonly runNumber: number;
  readonly attempt: number;
  /** Who pressed "Re-run"; the actor stays who it was. */
  readonly triggeringActor: string;
  readonly workspace: string;
  readonly temporaryFolder: string;
  readonly debug: 'on' | 'off';
}

const osNames = new Map<string, string>([
  ['linux', 'Linux'],
  ['darwin', 'macOS'],
  ['win32', 'Windows'],
]);

/** What of the context `github` becomes a variable GITHUB_*, beside the files of a stage. Source: GitHubContext.cs. */
const asVariables = [
  'action',
  'action_ref',
  'action_repository',
  'actor',
  'actor_id',
  'api_url',
  'base_ref',
  'event_name',
  'event_path',
  'graphql_url',
  'head_ref',
  'job',
  'ref',
  'ref_name',
  'ref_protected',
  'ref_type',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'retention_days',
  'run_attempt',
  'run_id',
  'run_number',
  'server_url',
  'sha',
  'triggering_actor',
  'workflow',
  'workflow_ref',
  'workflow_sha',
  'workspace',
];

/** The contexts that expressions of this job can read. */
export function contextsOf(order: JobOrder, eventPath: string): Contexts {
  return {
    github: {
      ...eventContext(order.event),
      ...runContext(order),
      ...addresses(order.github),
      ...actionContext(order.uses),
      token: order.token,
      event_path: eventPath,
    },
    job: { status: 'success', check_run_id: order.checkRunId },
    runner: runnerContext(order),
    inputs: order.event.payload['inputs'] ?? {},
    secrets: { ...order.secrets, GITHUB_TOKEN: order.token },
    vars: order.variables,
    strategy: {},
    matrix: {},
  };
}

/** The variables GITHUB_* and RUNNER_* of this job. */
export function variablesOf(contexts: Contexts): Record<string, string> {
  const github = new Map(Object.entries(contexts['github'] ?? {}));
  const runner = Object.entries(contexts['runner'] ?? {});
  return Object.fromEntries([
    ...asVariables.map(name => [`GITHUB_${name.toUpperCase()}`, String(github.get(name) ?? '')] as const),
    ...runner.map(([name, value]) => [`RUNNER_${name.toUpperCase()}`, String(value)] as const),
  ]);
}

function eventContext(event: WorkflowEvent): Record<string, unknown> {
  const [owner = ''] = event.repository.split('/');
  const repository: unknown = event.payload['repository'];
  return {
    event: event.payload,
    event_name: event.name,
    repository: event.repository,
    repository_owner: owner,
    repository_id: idIn(repository),
    repository_owner_id: idIn(partOf(repository, 'owner')),
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: event.ref === 'refs/heads/main',
    sha: event.sha,
    head_ref: event.headRef,
    base_ref: event.baseRef,
    actor: event.actor,
    actor_id: idIn(event.payload['sender']),
  };
}

function runContext(order: JobOrder): Record<string, unknown> {
  return {
    run_id: String(order.runId),
    run_number: String(order.runNumber),
    run_attempt: String(order.attempt),
    retention_days: '90',
    triggering_actor: order.triggeringActor,
    workflow: order.workflow,
    workflow_ref: `${order.event.repository}/.github/workflows/${order.workflow}.yml@${order.event.ref}`,
    workflow_sha: order.event.sha,
    job: order.job,
    workspace: order.workspace,
  };
}

function addresses(github: GitHubAddresses): Record<string, string> {
  const { apiUrl = 'https://api.github.com', serverUrl = 'https://github.com' } = github;
  return { api_url: apiUrl, server_url: serverUrl, graphql_url: github.graphqlUrl ?? `${apiUrl}/graphql` };
}

function actionContext(uses: string): Record<string, string> {
  const [path = '', ref = ''] = uses.split('@');
  if (path.startsWith('./')) return { action: '__self', action_repository: '', action_ref: '' };
  const repository = path.split('/').slice(0, 2).join('/');
  return { action: `__${path.replaceAll('/', '_')}`, action_repository: repository, action_ref: ref };
}

function runnerContext(order: JobOrder): Record<string, string> {
  return {
    name: 'stage',
    os: osNames.get(process.platform) ?? process.platform,
    arch: process.arch === 'x64' ? 'X64' : process.arch.toUpperCase(),
    temp: order.temporaryFolder,
    tool_cache: `${order.temporaryFolder}-tools`,
    workspace: dirname(order.workspace),
    environment: 'self-hosted',
    ...(order.debug === 'on' && { debug: '1' }),
  };
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}

function idIn(value: unknown): string {
  const id = partOf(value, 'id');
  return typeof id === 'number' ? String(id) : '';
}
