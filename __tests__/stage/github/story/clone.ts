import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { cleanEnvironment } from '../../cluster/environment.ts';
import type { RepositoryState } from '../state/repository.ts';

const run = promisify(execFile);

/** What is checked out, and how much of the history comes with it. */
export interface CloneOptions {
  /** `refs/heads/main`, `refs/pull/1/merge` or a SHA; default: the default branch. */
  readonly ref?: string;
  /** How many commits; default: all, and all branches. `1` is what actions/checkout does unless told otherwise. */
  readonly depth?: number;
}

/** Clones a repository into a folder that is made, as actions/checkout does: a branch by its name, all else detached. */
export async function cloneRepository(
  repo: RepositoryState,
  folder: string,
  options: CloneOptions,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const environment = { ...cleanEnvironment(folder), GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };
  const git = async (...args: string[]) =>
    void (await run('git', ['-C', folder, ...args], { env: environment }));
  const ref = options.ref ?? `refs/heads/${repo.defaultBranch}`;
  const depth = options.depth === undefined ? [] : [`--depth=${options.depth}`];
  const wanted = options.depth === undefined ? ['+refs/heads/*:refs/remotes/origin/*'] : [];
  const [, branch] = /^refs\/heads\/(.+)$/.exec(ref) ?? [];
  const target = branch === undefined ? 'refs/stage/checkout' : `refs/remotes/origin/${branch}`;
  await git('init', '--quiet', `--initial-branch=${repo.defaultBranch}`);
  await git('remote', 'add', 'origin', pathToFileURL(repo.git.folder).href);
  await git('fetch', '--quiet', '--no-tags', ...depth, 'origin', ...wanted, `+${ref}:${target}`);
  if (branch === undefined) await git('checkout', '--quiet', '--detach', target);
  else await git('checkout', '--quiet', '-B', branch, '--track', `origin/${branch}`);
}
