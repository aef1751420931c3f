import { stampOf } from '../state/clock.ts';
import type { Account, App } from '../state/accounts.ts';
import { nodeIdOf } from '../state/ids.ts';
import { mayPush, roleOf, type RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';

/** An account as REST shows it: bots with `[bot]` in their login. */
export function renderUser(state: State, account: Account): object {
  const login = encodeURIComponent(account.login);
  const api = (path: string) => state.urls.api(`/users/${login}${path}`);
  return {
    login: account.login,
    id: account.id,
    node_id: account.nodeId,
    avatar_url: state.urls.html(`/avatars/${account.id}`),
    gravatar_id: '',
    url: api(''),
    html_url: state.urls.html(account.app ? `/apps/${account.app.slug}` : `/${login}`),
    followers_url: api('/followers'),
    following_url: `${api('/following')}{/other_user}`,
    gists_url: `${api('/gists')}{/gist_id}`,
    starred_url: `${api('/starred')}{/owner}{/repo}`,
    subscriptions_url: api('/subscriptions'),
    organizations_url: api('/orgs'),
    repos_url: api('/repos'),
    events_url: `${api('/events')}{/privacy}`,
    received_events_url: api('/received_events'),
    type: account.type,
    site_admin: false,
  };
}

/** The app that did something; null when a person did it. */
export function renderApp(state: State, app: App | undefined): object | null {
  if (!app) return null;
  const created = stampOf(Date.UTC(2018, 6, 30));
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeIdOf('app', app.id),
    owner: renderUser(state, state.accounts.find('github') ?? state.accounts.organization('github')),
    name: app.name,
    description: null,
    external_url: state.urls.html(`/apps/${app.slug}`),
    html_url: state.urls.html(`/apps/${app.slug}`),
    created_at: created,
    updated_at: created,
    permissions: {},
    events: [],
  };
}

/** How somebody belongs to a repository. */
export function associationOf(repo: RepositoryState, account: Account): string {
  if (account.login === repo.owner.login) return 'OWNER';
  return mayPush(roleOf(repo, account.login)) ? 'COLLABORATOR' : 'NONE';
}
