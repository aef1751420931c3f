import type { FileChange } from '../git/changes.ts';
import type { Commit } from '../git/commits.ts';
import type { RepositoryState } from '../state/repository.ts';
import { accountBehind } from '../state/signatures.ts';
import type { State } from '../state/state.ts';
import { renderUser } from './people.ts';

const unverified = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

/** A commit of the repositories' API (`commit`), without its files. */
export function renderCommit(state: State, repo: RepositoryState, commit: Commit): object {
  const url = state.urls.api(`/repos/${repo.fullName}/commits/${commit.sha}`);
  const author = accountBehind(state.accounts, commit.author);
  const committer = accountBehind(state.accounts, commit.committer);
  return {
    url,
    sha: commit.sha,
    node_id: gitNodeId('C', repo, commit.sha),
    html_url: state.urls.html(`/${repo.fullName}/commit/${commit.sha}`),
    comments_url: `${url}/comments`,
    commit: {
      url: state.urls.api(`/repos/${repo.fullName}/git/commits/${commit.sha}`),
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: state.urls.api(`/repos/${repo.fullName}/git/trees/${commit.tree}`) },
      comment_count: 0,
      verification: unverified,
    },
    author: author ? renderUser(state, author) : null,
    committer: committer ? renderUser(state, committer) : null,
    parents: commit.parents.map(sha => ({
      sha,
      url: state.urls.api(`/repos/${repo.fullName}/commits/${sha}`),
      html_url: state.urls.html(`/${repo.fullName}/commit/${sha}`),
    })),
  };
}

/** A commit of the Git Data API (`git-commit`). */
export function renderGitCommit(state: State, repo: RepositoryState, commit: Commit): object {
  const git = (path: string) => state.urls.api(`/repos/${repo.fullName}/git/${path}`);
  return {
    sha: commit.sha,
    node_id: gitNodeId('C', repo, commit.sha),
    url: git(`commits/${commit.sha}`),
    html_url: state.urls.html(`/${repo.fullName}/commit/${commit.sha}`),
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: git(`trees/${commit.tree}`) },
    parents: commit.parents.map(sha => ({
      sha,
      url: git(`commits/${sha}`),
      html_url: state.urls.html(`/${repo.fullName}/commit/${sha}`),
    })),
    verification: unverified,
  };
}

/** A changed file (`diff-entry`). */
export function renderChange(state: State, repo: RepositoryState, sha: string, file: FileChange): object {
  const path = file.filename.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.sha,
    filename: file.filename,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: state.urls.html(`/${repo.fullName}/blob/${sha}/${path}`),
    raw_url: state.urls.html(`/${repo.fullName}/raw/${sha}/${path}`),
    contents_url: state.urls.api(`/repos/${repo.fullName}/contents/${path}?ref=${sha}`),
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousFilename === undefined ? {} : { previous_filename: file.previousFilename }),
  };
}

/** The GraphQL id of a git object. */
export function gitNodeId(prefix: string, repo: RepositoryState, name: string): string {
  return `${prefix}_${Buffer.from(`${repo.id}:${name}`).toString('base64url')}`;
}
