import { type Json, parseJson } from '../model/json.ts';
import type { PullRequestContext, RunContext } from '../model/run-context.ts';
import { numberAt, textAt } from './body.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The account under which Dependabot acts; GitHub trusts its pull requests like those of forks. */
const dependabot = 'dependabot[bot]';

/**
 * The context of a workflow run, from the variables GITHUB_* and the text of the file that GITHUB_EVENT_PATH names.
 * Source: github/docs, contexts and webhook events; what a text lacks is left out, never guessed.
 */
export function readRunContext(env: Env, payloadText: string | undefined): RunContext {
  const payload = parsePayload(payloadText);
  const given = (key: keyof RunContext, variable: string): Partial<RunContext> => {
    const value = env[variable];
    return value === undefined || value === '' ? {} : { [key]: value };
  };
  const event = env['GITHUB_EVENT_NAME'];
  const pullRequest = pullRequestOf(payload);
  const isFromFork = isForeign(event, payload);
  const isPullRequest = event === 'pull_request';
  const isReadOnly = isPullRequest && (isFromFork || env['GITHUB_ACTOR'] === dependabot);
  const mergeBaseSha = textAt(payload, '/merge_group/base_sha');
  const defaultBranch = textAt(payload, '/repository/default_branch');
  return {
    host: 'github',
    attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1),
    ...runNumber(env),
    ...runUrl(env),
    ...given('repository', 'GITHUB_REPOSITORY'),
    ...given('repositoryId', 'GITHUB_REPOSITORY_ID'),
    ...given('commit', 'GITHUB_SHA'),
    ...given('ref', 'GITHUB_REF'),
    ...given('event', 'GITHUB_EVENT_NAME'),
    ...given('actor', 'GITHUB_ACTOR'),
    ...given('runId', 'GITHUB_RUN_ID'),
    ...given('workflow', 'GITHUB_WORKFLOW'),
    ...(defaultBranch !== undefined && { defaultBranch }),
    ...(pullRequest && { pullRequest }),
    ...(mergeBaseSha !== undefined && { mergeBaseSha }),
    ...(isFromFork && { isFromFork }),
    ...(isReadOnly && { isReadOnly }),
  };
}

/** A payload that cannot be read tells nothing; what needs it then refuses for want of it. */
function parsePayload(text: string | undefined): Json {
  if (text === undefined) return null;
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

function runNumber(env: Env): Partial<RunContext> {
  const number = Number(env['GITHUB_RUN_NUMBER']);
  return Number.isSafeInteger(number) && number > 0 ? { runNumber: number } : {};
}

function runUrl(env: Env): Partial<RunContext> {
  const [server, repository, run] = ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID'].map(
    name => env[name] ?? '',
  );
  return server === '' || run === '' ? {} : { runUrl: `${server}/${repository}/actions/runs/${run}` };
}

function pullRequestOf(payload: Json): PullRequestContext | undefined {
  const number = numberAt(payload, '/pull_request/number');
  const headSha = textAt(payload, '/pull_request/head/sha');
  const baseSha = textAt(payload, '/pull_request/base/sha');
  const baseRef = textAt(payload, '/pull_request/base/ref');
  return number === undefined || headSha === undefined || baseSha === undefined || baseRef === undefined
    ? undefined
    : { number, headSha, baseSha, baseRef };
}

/**
 * Whether the code that the event is about comes from another repository. The repository of a head may have been deleted
 * since: then there is nothing to compare, and it counts as foreign.
 */
function isForeign(event: string | undefined, payload: Json): boolean {
  const [head, base] = headAndBase[event ?? ''] ?? [];
  if (head === undefined || base === undefined) return false;
  const headId = numberAt(payload, head);
  return headId === undefined || headId !== numberAt(payload, base);
}

/** Where an event names the repository that its code comes from, and the one that it is for. */
const headAndBase: Readonly<Record<string, readonly [string, string]>> = {
  pull_request: ['/pull_request/head/repo/id', '/pull_request/base/repo/id'],
  pull_request_target: ['/pull_request/head/repo/id', '/pull_request/base/repo/id'],
  workflow_run: ['/workflow_run/head_repository/id', '/repository/id'],
};
