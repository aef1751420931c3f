const site = 'https://github.com';
const api = 'https://api.github.com';

/** When everything in a payload happened. */
export const eventTime = '2026-03-02T09:30:00Z';

/** The default branch of every repository here. */
export const defaultBranch = 'main';

/** The number that GitHub would have given to a thing of this name: always the same one, and different for others. */
export function idOf(name: string): number {
  let id = 7;
  for (const character of name) id = (id * 31 + (character.codePointAt(0) ?? 0)) % 900_000_000;
  return 1000 + id;
}

/** A user of a payload. Source: github/docs, webhook events and payloads, `sender`. */
export function userPart(login: string): Record<string, unknown> {
  const isBot = login.endsWith('[bot]');
  return {
    login,
    id: idOf(login),
    node_id: `U_${idOf(login)}`,
    html_url: isBot ? `${site}/apps/${login.slice(0, -'[bot]'.length)}` : `${site}/${login}`,
    url: `${api}/users/${encodeURIComponent(login)}`,
    type: isBot ? 'Bot' : 'User',
    site_admin: false,
  };
}

/** A repository of a payload, by `owner/name`. Of its many addresses it has those that name it. */
export function repositoryPart(fullName: string, kind: 'own' | 'fork' = 'own'): Record<string, unknown> {
  return {
    ...smallRepositoryPart(fullName, kind),
    visibility: 'public',
    archived: false,
    default_branch: defaultBranch,
    clone_url: `${site}/${fullName}.git`,
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
  };
}

/** A repository as a workflow run has it: without its default branch, among others. */
export function smallRepositoryPart(fullName: string, kind: 'own' | 'fork'): Record<string, unknown> {
  const [owner = '', name = ''] = fullName.split('/');
  return {
    id: idOf(fullName),
    node_id: `R_${idOf(fullName)}`,
    name,
    full_name: fullName,
    private: false,
    fork: kind === 'fork',
    owner: userPart(owner),
    html_url: `${site}/${fullName}`,
    url: `${api}/repos/${fullName}`,
  };
}

/** A commit as a push tells it; in workflow runs without the lists of files. */
export function commitPart(repository: string, sha: string, message: string): Record<string, unknown> {
  const person = { name: 'Mona', email: 'mona@example.com', username: 'mona', date: eventTime };
  return {
    ...smallCommitPart(sha, message),
    distinct: true,
    url: `${site}/${repository}/commit/${sha}`,
    author: person,
    committer: person,
  };
}

/** A commit as a merge group and a workflow run have it. */
export function smallCommitPart(sha: string, message: string): Record<string, unknown> {
  const person = { name: 'Mona', email: 'mona@example.com' };
  return {
    id: sha,
    tree_id: idOf(sha).toString(16).padStart(40, '0'),
    message,
    timestamp: eventTime,
    author: person,
    committer: person,
  };
}

/** Addresses of a thing below a repository: on the site and in the API. */
export function addressesOf(repository: string, page: string, resource: string): Record<string, string> {
  return { html_url: `${site}/${repository}/${page}`, url: `${api}/repos/${repository}/${resource}` };
}
