import { created, invalid, ok } from '../http/answers.ts';
import { actorOf, bodyOf, param, repositoryOf, type Handlers } from '../http/call.ts';
import { pageOf } from '../http/paging.ts';
import { statusesPerContext } from '../limits.ts';
import { stampOf } from '../state/clock.ts';
import {
  addCommitStatus,
  combinedState,
  latestStatuses,
  statusesOf,
  type CommitStatus,
} from '../state/commit-statuses.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';
import { commitIn } from './commits.ts';
import { renderUser } from './people.ts';
import { renderMinimalRepository } from './repositories.ts';

interface Body {
  readonly state: CommitStatus['state'];
  readonly target_url?: string | null;
  readonly description?: string | null;
  readonly context?: string;
}

/** Handlers of commit statuses. */
export const commitStatusHandlers: Handlers = {
  'repos/create-commit-status': async call => {
    const repo = repositoryOf(call);
    const sha = await commitIn(repo, param(call, 'sha'));
    const body = bodyOf<Body>(call);
    const context = body.context ?? 'default';
    const earlier = statusesOf(repo, sha).filter(
      status => status.context.toLowerCase() === context.toLowerCase(),
    );
    if (earlier.length >= statusesPerContext)
      throw invalid({
        resource: 'Status',
        code: 'custom',
        message: 'This SHA and context has reached the maximum number of statuses.',
      });
    const status = addCommitStatus(call.state, repo, {
      sha,
      context,
      state: body.state,
      description: body.description ?? null,
      targetUrl: body.target_url ?? null,
      creator: actorOf(call),
    });
    return created(renderStatus(call.state, repo, status), urlOf(call.state, repo, status));
  },

  'repos/list-commit-statuses-for-ref': async call => {
    const repo = repositoryOf(call);
    const sha = await commitIn(repo, param(call, 'ref'));
    const { items, headers } = pageOf(call, statusesOf(repo, sha));
    return ok(
      items.map(status => renderStatus(call.state, repo, status)),
      headers,
    );
  },

  'repos/get-combined-status-for-ref': async call => {
    const repo = repositoryOf(call);
    const sha = await commitIn(repo, param(call, 'ref'));
    const latest = latestStatuses(repo, sha);
    const { items, headers } = pageOf(call, latest);
    const commitUrl = call.state.urls.api(`/repos/${repo.fullName}/commits/${sha}`);
    const body = {
      state: combinedState(latest),
      statuses: items.map(status => renderSimple(call.state, repo, status)),
      sha,
      total_count: latest.length,
      repository: renderMinimalRepository(call.state, repo),
      commit_url: commitUrl,
      url: `${commitUrl}/status`,
    };
    return ok(body, headers);
  },
};

function urlOf(state: State, repo: RepositoryState, { sha }: CommitStatus): string {
  return state.urls.api(`/repos/${repo.fullName}/statuses/${sha}`);
}

function renderSimple(state: State, repo: RepositoryState, status: CommitStatus): object {
  return {
    url: urlOf(state, repo, status),
    avatar_url: state.urls.html(`/avatars/${status.creator.id}`),
    id: status.id,
    node_id: status.nodeId,
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: stampOf(status.createdMs),
    updated_at: stampOf(status.createdMs),
  };
}

function renderStatus(state: State, repo: RepositoryState, status: CommitStatus): object {
  return { ...renderSimple(state, repo, status), creator: renderUser(state, status.creator) };
}
