import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { changedFiles, emptyTree } from '../git/changes.ts';
import { findCommit, readCommit } from '../git/commits.ts';
import { compareCommits } from '../git/history.ts';
import { notFound, ok, refuse } from '../http/answers.ts';
import { param, repositoryOf, type Call, type Handlers } from '../http/call.ts';
import { pageOf } from '../http/paging.ts';
import type { RepositoryState } from '../state/repository.ts';
import { renderChange, renderCommit } from './render-commit.ts';

/** Commits that `compare` lists when no page is asked for, and files that it lists at all. */
const comparedCommits = 250;
const comparedFiles = 300;

/** Handlers of commits. */
export const commitHandlers: Handlers = {
  'repos/get-commit': async call => {
    const repo = repositoryOf(call);
    const sha = await commitIn(repo, param(call, 'ref'));
    if (call.accept.includes('.sha'))
      return {
        status: 200,
        bytes: Buffer.from(sha),
        headers: { 'content-type': 'application/vnd.github.sha; charset=utf-8' },
      };
    const commit = await readCommit(repo.git, sha);
    const files = await changedFiles(repo.git, commit.parents[0] ?? emptyTree, sha);
    const additions = files.reduce((sum, file) => sum + file.additions, 0);
    const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
    const { items, headers } = pageOf(call, files, comparedFiles);
    const body = {
      ...renderCommit(call.state, repo, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: items.map(file => renderChange(call.state, repo, sha, file)),
    };
    return ok(body, headers);
  },

  'repos/compare-commits-with-basehead': async call => {
    const repo = repositoryOf(call);
    const [baseName = '', headName = '', ...more] = param(call, 'basehead').split('...');
    if (more.length > 0) throw notFound();
    const base = await endOf(call, repo, baseName);
    const head = await endOf(call, repo, headName);
    const comparison = await compareCommits(repo.git, base, head);
    if (!comparison) throw refuse(404, `No common ancestor between ${baseName} and ${headName}.`);
    const page = pageOf(call, comparison.commits, comparedCommits);
    const isFirst = (call.query.get('page') ?? '1') === '1';
    const files = isFirst ? await changedFiles(repo.git, comparison.mergeBase, head) : [];
    const url = `/repos/${repo.fullName}/compare/${baseName}...${headName}`;
    const html = call.state.urls.html(`/${repo.fullName}/compare/${baseName}...${headName}`);
    const body = {
      url: call.state.urls.api(url),
      html_url: html,
      permalink_url: call.state.urls.html(`/${repo.fullName}/compare/${base}...${head}`),
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: renderCommit(call.state, repo, await readCommit(repo.git, base)),
      merge_base_commit: renderCommit(call.state, repo, await readCommit(repo.git, comparison.mergeBase)),
      status: comparison.status,
      ahead_by: comparison.aheadBy,
      behind_by: comparison.behindBy,
      total_commits: comparison.aheadBy,
      commits: page.items.map(commit => renderCommit(call.state, repo, commit)),
      files: files.slice(0, comparedFiles).map(file => renderChange(call.state, repo, head, file)),
    };
    return ok(body, page.headers);
  },
};

/** The commit that a name of the path stands for. @throws Refusal 422, or 409 in an empty repository */
export async function commitIn(repo: RepositoryState, name: string): Promise<string> {
  const sha = await findCommit(repo.git, name);
  if (sha !== undefined) return sha;
  await refuseWhenEmpty(repo);
  throw refuse(422, `No commit found for SHA: ${name}`);
}

/** 409, as long as nothing was pushed. */
export async function refuseWhenEmpty(repo: RepositoryState): Promise<void> {
  // Nothing packs refs here: each is a file.
  const refs = await readdir(join(repo.git.folder, 'refs'), { recursive: true, withFileTypes: true });
  if (!refs.some(entry => entry.isFile())) throw refuse(409, 'Git Repository is empty.');
}

/** One end of a comparison; `owner:branch` is in that owner's fork, whose commits are fetched. */
async function endOf(call: Call, repo: RepositoryState, name: string): Promise<string> {
  const [owner = '', branch] = name.split(':');
  if (branch === undefined || owner === repo.owner.login) {
    const sha = await findCommit(repo.git, branch ?? name);
    if (sha === undefined) throw notFound();
    return sha;
  }
  const fork = [...call.state.repositories.values()].find(
    other => other.parent === repo && other.owner.login === owner,
  );
  const sha = fork && (await findCommit(fork.git, branch));
  if (!fork || sha === undefined) throw notFound();
  await repo.git.run(['fetch', '--quiet', fork.git.folder, sha]);
  return sha;
}
