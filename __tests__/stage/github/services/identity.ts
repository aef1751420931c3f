import { randomUUID } from 'node:crypto';
import { problem, type Answer } from '../http/answers.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { WorkflowRun } from '../state/runs.ts';
import type { State } from '../state/state.ts';
import type { OidcIssuer } from './oidc-issuer.ts';
import type { RuntimeTokens, Worker } from './runtime-tokens.ts';

/** Seconds for which an identity token is good. */
const lifeSeconds = 300;

/**
 * Answers `GET /oidc/token?...&audience=A`, the URL in ACTIONS_ID_TOKEN_REQUEST_URL, as @actions/core asks for it: with the
 * token of a job that may have an identity.
 */
export async function serveIdentity(
  state: State,
  tokens: RuntimeTokens,
  openIssuer: () => Promise<OidcIssuer>,
  request: { readonly url: URL; readonly authorization: string },
): Promise<Answer> {
  const worker = tokens.find(request.authorization.replace(/^Bearer /i, ''), 'id-token');
  const run = worker?.repo.runs.get(worker.runId);
  if (!worker || !run) return problem(401, 'the request token is not valid');
  const issuer = await openIssuer();
  const audience = request.url.searchParams.get('audience');
  const value = issuer.sign(
    claimsOf(state, worker, run, audience ?? state.urls.html(`/${worker.repo.owner.login}`)),
  );
  return { status: 200, body: { count: value.length, value } };
}

/** The claims of a job's identity [docs.github.com, OpenID Connect reference]. */
function claimsOf(
  state: State,
  worker: Worker,
  run: WorkflowRun,
  audience: string,
): Readonly<Record<string, unknown>> {
  const { repo } = worker;
  const now = Math.floor(state.clock.nowMs() / 1000);
  const pull = run.pullNumber === undefined ? undefined : repo.pulls.get(run.pullNumber);
  const workflowRef = `${repo.fullName}/${run.path}@${run.ref}`;
  return {
    jti: randomUUID(),
    sub: subjectOf(worker, run),
    aud: audience,
    ref: run.ref,
    sha: run.sha,
    repository: repo.fullName,
    repository_owner: repo.owner.login,
    repository_owner_id: String(repo.owner.id),
    run_id: String(run.id),
    run_number: String(run.number),
    run_attempt: String(run.attempt),
    repository_visibility: repo.isPrivate ? 'private' : 'public',
    repository_id: String(repo.id),
    actor_id: String(run.actor.id),
    actor: run.actor.login,
    workflow: run.name,
    head_ref: pull?.headRef ?? '',
    base_ref: pull?.baseRef ?? '',
    event_name: run.event,
    ref_protected: 'false',
    ref_type: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    workflow_ref: workflowRef,
    workflow_sha: run.sha,
    job_workflow_ref: workflowRef,
    job_workflow_sha: run.sha,
    runner_environment: 'github-hosted',
    check_run_id: String(worker.checkRunId),
    ...(worker.environment === undefined ? {} : environmentClaims(repo, worker.environment)),
    nbf: now - 2 * lifeSeconds,
    exp: now + lifeSeconds,
    iat: now,
  };
}

function environmentClaims(repo: RepositoryState, environment: string): Readonly<Record<string, unknown>> {
  const known = repo.environments.get(environment.toLowerCase());
  return { environment, environment_node_id: known ? `EN_${known.id}` : '' };
}

/** The environment counts first, then the pull request, then the ref. */
function subjectOf({ repo, environment }: Worker, run: WorkflowRun): string {
  const prefix = `repo:${repo.fullName}`;
  if (environment !== undefined) return `${prefix}:environment:${environment.replaceAll(':', '%3A')}`;
  return run.event.startsWith('pull_request') ? `${prefix}:pull_request` : `${prefix}:ref:${run.ref}`;
}
