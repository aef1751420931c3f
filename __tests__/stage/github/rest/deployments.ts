import { findCommit, parseRevision } from '../git/commits.ts';
import { isAncestor } from '../git/history.ts';
import { mergeCommit } from '../git/merge.ts';
import { created, invalid, notFound, ok, refuse, type Answer } from '../http/answers.ts';
import { actorOf, bodyOf, numberParam, repositoryOf, type Call, type Handlers } from '../http/call.ts';
import { pageOf } from '../http/paging.ts';
import { checkRunsOf } from '../state/checks.ts';
import { latestStatuses } from '../state/commit-statuses.ts';
import {
  addDeployment,
  addDeploymentStatus,
  type Deployment,
  type DeploymentStateName,
} from '../state/deployments.ts';
import { followBranch } from '../state/pulls.ts';
import type { RepositoryState } from '../state/repository.ts';
import { signatureOf } from '../state/signatures.ts';
import { renderDeployment, renderDeploymentStatus } from './render-deployment.ts';

interface DeploymentBody {
  readonly ref: string;
  readonly task?: string;
  readonly auto_merge?: boolean;
  readonly required_contexts?: readonly string[];
  readonly payload?: unknown;
  readonly environment?: string;
  readonly description?: string | null;
  readonly transient_environment?: boolean;
  readonly production_environment?: boolean;
}

interface StatusBody {
  readonly state: DeploymentStateName;
  readonly log_url?: string;
  readonly target_url?: string;
  readonly description?: string;
  readonly environment?: string;
  readonly environment_url?: string;
  readonly auto_inactive?: boolean;
}

/** Handlers of deployments. */
export const deploymentHandlers: Handlers = {
  'repos/list-deployments': call => {
    const repo = repositoryOf(call);
    const filters = (['sha', 'ref', 'task', 'environment'] as const).map(
      name => [name, call.query.get(name) ?? 'none'] as const,
    );
    const found = [...repo.deployments.values()]
      .filter(deployment => filters.every(([name, value]) => value === 'none' || deployment[name] === value))
      .toReversed();
    const { items, headers } = pageOf(call, found);
    return ok(
      items.map(deployment => renderDeployment(call.state, repo, deployment)),
      headers,
    );
  },

  'repos/create-deployment': async call => {
    const repo = repositoryOf(call);
    const body = bodyOf<DeploymentBody>(call);
    const sha = await findCommit(repo.git, body.ref);
    if (sha === undefined) throw refuse(422, `No ref found for: ${body.ref}`);
    if (body.auto_merge !== false) {
      const merged = await mergeDefaultBranch(call, repo, body.ref, sha);
      if (merged) return merged;
    }
    refuseFailingContexts(repo, sha, body);
    const deployment = addDeployment(call.state, repo, {
      sha,
      ref: body.ref,
      creator: actorOf(call),
      ...(body.task === undefined ? {} : { task: body.task }),
      ...(body.payload === undefined ? {} : { payload: body.payload }),
      ...(body.environment === undefined ? {} : { environment: body.environment }),
      ...(body.description === undefined ? {} : { description: body.description }),
      ...(body.transient_environment === undefined ? {} : { isTransient: body.transient_environment }),
      ...(body.production_environment === undefined ? {} : { isProduction: body.production_environment }),
    });
    const location = call.state.urls.api(`/repos/${repo.fullName}/deployments/${deployment.id}`);
    return created(renderDeployment(call.state, repo, deployment), location);
  },

  'repos/get-deployment': call => {
    const repo = repositoryOf(call);
    return ok(renderDeployment(call.state, repo, deploymentIn(call, repo)));
  },

  'repos/list-deployment-statuses': call => {
    const repo = repositoryOf(call);
    const deployment = deploymentIn(call, repo);
    const { items, headers } = pageOf(call, deployment.statuses.toReversed());
    return ok(
      items.map(status => renderDeploymentStatus(call.state, repo, deployment, status)),
      headers,
    );
  },

  'repos/create-deployment-status': call => {
    const repo = repositoryOf(call);
    const deployment = deploymentIn(call, repo);
    const body = bodyOf<StatusBody>(call);
    const logUrl = body.log_url ?? body.target_url;
    for (const [field, url] of Object.entries({ log_url: logUrl, environment_url: body.environment_url }))
      if (url !== undefined && url !== '' && !/^https?:\/\//.test(url))
        throw invalid({
          resource: 'DeploymentStatus',
          field,
          code: 'custom',
          message: `${field} must use http(s) scheme`,
        });
    const status = addDeploymentStatus(call.state, repo, deployment, {
      state: body.state,
      creator: actorOf(call),
      ...(body.description === undefined ? {} : { description: body.description }),
      ...(body.environment === undefined ? {} : { environment: body.environment }),
      ...(logUrl === undefined ? {} : { logUrl }),
      ...(body.environment_url === undefined ? {} : { environmentUrl: body.environment_url }),
      ...(body.auto_inactive === undefined ? {} : { autoInactive: body.auto_inactive }),
    });
    const rendered = renderDeploymentStatus(call.state, repo, deployment, status);
    return created(rendered, String(Reflect.get(rendered, 'url')));
  },
};

function deploymentIn(call: Call, repo: RepositoryState): Deployment {
  const deployment = repo.deployments.get(numberParam(call, 'deployment_id'));
  if (!deployment) throw notFound();
  return deployment;
}

/**
 * `auto_merge` is on unless it is switched off: a branch that lacks commits of the default branch gets them merged, and
 * the answer is 202 without a deployment, or 409. That a bare SHA, into which nothing can be merged, is 409 is inferred.
 */
async function mergeDefaultBranch(
  call: Call,
  repo: RepositoryState,
  ref: string,
  sha: string,
): Promise<Answer | undefined> {
  const tip = await parseRevision(repo.git, `refs/heads/${repo.defaultBranch}`);
  if (tip === undefined || ref === repo.defaultBranch || (await isAncestor(repo.git, tip, sha)))
    return undefined;
  const isBranch = (await parseRevision(repo.git, `refs/heads/${ref}`)) !== undefined;
  const merged = isBranch
    ? await mergeCommit(repo.git, sha, tip, {
        message: `Merge ${repo.defaultBranch} into ${ref}`,
        author: signatureOf(actorOf(call), call.state.clock.nowMs()),
      })
    : undefined;
  if (merged === undefined) throw refuse(409, `Conflict merging ${repo.defaultBranch} into ${ref}`);
  await repo.git.run(['update-ref', `refs/heads/${ref}`, merged, sha]);
  await followBranch(call.state, repo, ref, actorOf(call));
  return { status: 202, body: { message: `Auto-merged ${repo.defaultBranch} into ${ref} on deployment.` } };
}

/** Without `required_contexts` every status and check of the commit must have succeeded, our own running job's, too. */
function refuseFailingContexts(repo: RepositoryState, sha: string, body: DeploymentBody): void {
  const states = new Map(
    latestStatuses(repo, sha).map(({ context, state }) => [context, state === 'success']),
  );
  for (const { name, conclusion } of checkRunsOf(repo, sha, 'latest'))
    states.set(name, ['success', 'neutral', 'skipped'].includes(conclusion ?? ''));
  const required = body.required_contexts ?? [...states.keys()];
  if (required.some(context => states.get(context) !== true))
    throw refuse(409, `Conflict: Commit status checks failed for ${body.ref}.`, {
      errors: [{ resource: 'Deployment', field: 'required_contexts', code: 'invalid' }],
    });
}
