import { created, invalid, notFound, ok } from '../http/answers.ts';
import { actorOf, bodyOf, numberParam, repositoryOf, type Call, type Handlers } from '../http/call.ts';
import { pageOf } from '../http/paging.ts';
import { refuse } from '../http/answers.ts';
import { stampOf } from '../state/clock.ts';
import { addComment, changeComment, commentsOf, type Comment } from '../state/issues.ts';
import { mayPush, roleOf, type RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';
import { issueIn } from './issues.ts';
import { associationOf, renderApp, renderUser } from './people.ts';
import { renderReactions } from './render-issue.ts';

/** Handlers of comments on issues and pull requests. */
export const commentHandlers: Handlers = {
  'issues/list-comments': call => {
    const repo = repositoryOf(call);
    const since = call.query.get('since');
    const found = commentsOf(repo, issueIn(call, repo).number).filter(
      ({ updatedMs }) => since === null || updatedMs >= Date.parse(since),
    );
    const { items, headers } = pageOf(call, found);
    return ok(
      items.map(comment => renderComment(call.state, repo, comment)),
      headers,
    );
  },

  'issues/create-comment': call => {
    const repo = repositoryOf(call);
    const issue = issueIn(call, repo);
    const comment = addComment(call.state, repo, {
      issueNumber: issue.number,
      body: textOf(call),
      user: actorOf(call),
    });
    return created(renderComment(call.state, repo, comment), urlOf(call.state, repo, comment));
  },

  'issues/get-comment': call => {
    const repo = repositoryOf(call);
    return ok(renderComment(call.state, repo, commentIn(call, repo)));
  },

  'issues/update-comment': call => {
    const repo = repositoryOf(call);
    const comment = ownCommentIn(call, repo);
    const changed = changeComment(call.state, repo, comment, { body: textOf(call) });
    return ok(renderComment(call.state, repo, changed));
  },

  'issues/delete-comment': call => {
    const repo = repositoryOf(call);
    repo.comments.delete(ownCommentIn(call, repo).id);
    return { status: 204 };
  },
};

function textOf(call: Call): string {
  const { body } = bodyOf<{ body: string }>(call);
  if (body.trim() === '')
    throw invalid({
      resource: 'IssueComment',
      field: 'data',
      code: 'unprocessable',
      message: 'Body cannot be blank',
    });
  return body;
}

function commentIn(call: Call, repo: RepositoryState): Comment {
  const comment = repo.comments.get(numberParam(call, 'comment_id'));
  if (!comment) throw notFound();
  return comment;
}

/** Comments of others are for those who may push; apps with the permission may change them, too. */
function ownCommentIn(call: Call, repo: RepositoryState): Comment {
  const comment = commentIn(call, repo);
  const actor = actorOf(call);
  if (comment.user.login !== actor.login && actor.type === 'User' && !mayPush(roleOf(repo, actor.login)))
    throw refuse(403, 'Must have admin rights to Repository.');
  return comment;
}

function urlOf(state: State, repo: RepositoryState, comment: Comment): string {
  return state.urls.api(`/repos/${repo.fullName}/issues/comments/${comment.id}`);
}

/** A comment as REST shows it. */
export function renderComment(state: State, repo: RepositoryState, comment: Comment): object {
  const url = urlOf(state, repo, comment);
  const kind = repo.issues.get(comment.issueNumber)?.isPull === true ? 'pull' : 'issues';
  const page = state.urls.html(`/${repo.fullName}/${kind}/${comment.issueNumber}`);
  return {
    id: comment.id,
    node_id: comment.nodeId,
    url,
    html_url: `${page}#issuecomment-${comment.id}`,
    issue_url: state.urls.api(`/repos/${repo.fullName}/issues/${comment.issueNumber}`),
    body: comment.body,
    user: renderUser(state, comment.user),
    created_at: stampOf(comment.createdMs),
    updated_at: stampOf(comment.updatedMs),
    author_association: associationOf(repo, comment.user),
    performed_via_github_app: renderApp(state, comment.app),
    reactions: renderReactions(`${url}/reactions`),
    minimized: comment.minimized === undefined ? null : { reason: comment.minimized },
  };
}
