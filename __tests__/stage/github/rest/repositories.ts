import { created, notFound, ok, refuse } from '../http/answers.ts';
import { actorOf, bodyOf, param, repositoryOf, type Handlers } from '../http/call.ts';
import { pageOf } from '../http/paging.ts';
import { stampOf } from '../state/clock.ts';
import { nodeIdOf } from '../state/ids.ts';
import { mayPush, roleOf, type RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';
import { renderUser } from './people.ts';

/** Handlers of a repository itself: what it is, who may what, its environments and attestations. */
export const repositoryHandlers: Handlers = {
  'repos/get': call => ok(renderFullRepository(call.state, repositoryOf(call))),

  'repos/get-collaborator-permission-level': call => {
    const repo = repositoryOf(call);
    const account = call.state.accounts.find(param(call, 'username'));
    if (!account) throw refuse(404, `${param(call, 'username')} is not a user`);
    const role = roleOf(repo, account.login);
    // The old field knows four levels only: maintain shows as write, triage as read.
    const permission = role === 'maintain' ? 'write' : role === 'triage' ? 'read' : role;
    return ok({ permission, role_name: role, user: { ...renderUser(call.state, account), role_name: role } });
  },

  'repos/get-all-environments': call => {
    const repo = repositoryOf(call);
    const { items, headers } = pageOf(call, [...repo.environments.values()]);
    const environments = items.map(({ id, name, createdMs }) => ({
      id,
      node_id: nodeIdOf('environment', id),
      name,
      url: call.state.urls.api(`/repos/${repo.fullName}/environments/${encodeURIComponent(name)}`),
      html_url: call.state.urls.html(
        `/${repo.fullName}/deployments/activity_log?environments_filter=${name}`,
      ),
      created_at: stampOf(createdMs),
      updated_at: stampOf(createdMs),
      protection_rules: [],
      deployment_branch_policy: null,
    }));
    return ok({ total_count: repo.environments.size, environments }, headers);
  },

  'repos/create-attestation': call => {
    const repo = repositoryOf(call);
    const { bundle } = bodyOf<{ bundle: { dsseEnvelope?: { payload?: string } } }>(call);
    const statement = readStatement(bundle.dsseEnvelope?.payload);
    if (!statement) throw refuse(422, 'The bundle has no in-toto statement with a subject.');
    const id = call.state.ids.next('attestation');
    repo.attestations.push({ id, bundle, ...statement });
    actorOf(call);
    return created({ id }, call.state.urls.api(`/repos/${repo.fullName}/attestations/${id}`));
  },

  'repos/list-attestations': call => {
    const repo = repositoryOf(call);
    const type = call.query.get('predicate_type');
    const found = repo.attestations.filter(
      ({ subjectDigests, predicateType }) =>
        subjectDigests.includes(param(call, 'subject_digest')) &&
        (type === null || predicateType.includes(type)),
    );
    if (found.length === 0) throw notFound();
    const attestations = found.map(({ bundle }) => ({ bundle, repository_id: repo.id }));
    return ok({ attestations });
  },
};

function readStatement(
  payload: string | undefined,
): { readonly subjectDigests: readonly string[]; readonly predicateType: string } | undefined {
  try {
    const statement: {
      readonly predicateType?: string;
      readonly subject?: readonly { readonly digest?: { readonly sha256?: string } }[];
    } = JSON.parse(Buffer.from(payload ?? '', 'base64').toString('utf8'));
    const digests = (statement.subject ?? []).flatMap(({ digest }) => digest?.sha256 ?? []);
    if (digests.length === 0) return undefined;
    return {
      subjectDigests: digests.map(digest => `sha256:${digest}`),
      predicateType: statement.predicateType ?? '',
    };
  } catch {
    return undefined;
  }
}

/** A repository inside other things (`minimal-repository`). */
export function renderMinimalRepository(state: State, repo: RepositoryState): object {
  const api = (path: string) => state.urls.api(`/repos/${repo.fullName}${path}`);
  return {
    id: repo.id,
    node_id: repo.nodeId,
    name: repo.name,
    full_name: repo.fullName,
    private: repo.isPrivate,
    owner: renderUser(state, repo.owner),
    html_url: state.urls.html(`/${repo.fullName}`),
    description: null,
    fork: repo.parent !== undefined,
    url: api(''),
    archive_url: `${api('')}/{archive_format}{/ref}`,
    assignees_url: `${api('/assignees')}{/user}`,
    blobs_url: `${api('/git/blobs')}{/sha}`,
    branches_url: `${api('/branches')}{/branch}`,
    collaborators_url: `${api('/collaborators')}{/collaborator}`,
    comments_url: `${api('/comments')}{/number}`,
    commits_url: `${api('/commits')}{/sha}`,
    compare_url: `${api('/compare')}/{base}...{head}`,
    contents_url: `${api('/contents')}/{+path}`,
    contributors_url: api('/contributors'),
    deployments_url: api('/deployments'),
    downloads_url: api('/downloads'),
    events_url: api('/events'),
    forks_url: api('/forks'),
    git_commits_url: `${api('/git/commits')}{/sha}`,
    git_refs_url: `${api('/git/refs')}{/sha}`,
    git_tags_url: `${api('/git/tags')}{/sha}`,
    hooks_url: api('/hooks'),
    issue_comment_url: `${api('/issues/comments')}{/number}`,
    issue_events_url: `${api('/issues/events')}{/number}`,
    issues_url: `${api('/issues')}{/number}`,
    keys_url: `${api('/keys')}{/key_id}`,
    labels_url: `${api('/labels')}{/name}`,
    languages_url: api('/languages'),
    merges_url: api('/merges'),
    milestones_url: `${api('/milestones')}{/number}`,
    notifications_url: `${api('/notifications')}{?since,all,participating}`,
    pulls_url: `${api('/pulls')}{/number}`,
    releases_url: `${api('/releases')}{/id}`,
    stargazers_url: api('/stargazers'),
    statuses_url: `${api('/statuses')}/{sha}`,
    subscribers_url: api('/subscribers'),
    subscription_url: api('/subscription'),
    tags_url: api('/tags'),
    teams_url: api('/teams'),
    trees_url: `${api('/git/trees')}{/sha}`,
  };
}

/** A repository inside a pull request (`repository`). */
export function renderRepository(state: State, repo: RepositoryState): object {
  const page = state.urls.html(`/${repo.fullName}`);
  const openIssues = [...repo.issues.values()].filter(issue => issue.state === 'open').length;
  const since = stampOf(repo.createdMs);
  return {
    ...renderMinimalRepository(state, repo),
    git_url: page.replace(/^https?:/, 'git:') + '.git',
    ssh_url: `git@github.localhost:${repo.fullName}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    size: 0,
    default_branch: repo.defaultBranch,
    open_issues: openIssues,
    open_issues_count: openIssues,
    topics: [],
    has_issues: repo.settings.hasIssues,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: false,
    disabled: false,
    visibility: repo.isPrivate ? 'private' : 'public',
    pushed_at: since,
    created_at: since,
    updated_at: since,
  };
}

function renderFullRepository(state: State, repo: RepositoryState): object {
  const organization =
    repo.owner.type === 'Organization' ? { organization: renderUser(state, repo.owner) } : {};
  const parent = repo.parent ? renderRepository(state, repo.parent) : undefined;
  return {
    ...renderRepository(state, repo),
    subscribers_count: 0,
    network_count: 0,
    ...organization,
    ...(parent ? { parent, source: parent } : {}),
  };
}

/** What somebody may do, as five yes or no. */
export function renderPermissions(repo: RepositoryState, login: string): object {
  const role = roleOf(repo, login);
  const may = mayPush(role);
  return {
    admin: role === 'admin',
    maintain: role === 'admin' || role === 'maintain',
    push: may,
    triage: may || role === 'triage',
    pull: role !== 'none',
  };
}
