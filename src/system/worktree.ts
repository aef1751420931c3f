import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { Shell, Worktree, Worktrees } from '../model/world.ts';
import { wholeHistoryHint } from '../model/whole-history.ts';
import { systemFiles } from './files.ts';

/** Where the checkout is, and the environment that git gets. */
export interface WorktreeOptions {
  readonly shell: Shell;
  readonly workspace: string;
  readonly assets: URL;
  readonly env: Readonly<Record<string, string>>;
}

const limitMs = 60_000;

/** Other commits of the checkout, each laid out by `git worktree` in a folder of its own below the temp folder. */
export function gitWorktrees(options: WorktreeOptions): Worktrees {
  return { at: async commit => await layOut(commit, options) };
}

async function layOut(commit: string, options: WorktreeOptions): Promise<Worktree> {
  if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(commit))
    throw new Failure('internal', `${commit} is not a full commit SHA`);
  const { shell, workspace, env } = options;
  const git = async (...args: string[]): ReturnType<Shell['run']> =>
    await shell.run('git', ['-C', workspace, ...args], { env, timeoutMs: limitMs });
  const prefix = await git('rev-parse', '--show-prefix');
  const folder = await mkdtemp(join(tmpdir(), 'gitops-push-commit-'));
  // Hooks of the repository are the user's code and have no business in a rollback.
  const added = await git(
    '-c',
    'core.hooksPath=/dev/null',
    'worktree',
    'add',
    '--quiet',
    '--detach',
    folder,
    commit,
  );
  if (added.code !== 0) {
    await rm(folder, { recursive: true, force: true });
    throw missing(commit, added.stderr.trim());
  }
  return {
    // The run may have started in a folder below the top of the repository: so does this one.
    files: systemFiles({
      workspace: join(folder, prefix.stdout.trim()),
      assets: options.assets,
      isTracked: () => Promise.resolve(true),
    }),
    [Symbol.asyncDispose]: async () => {
      await git('worktree', 'remove', '--force', folder);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function missing(commit: string, why: string): Failure {
  return new Failure('commit-missing', `commit ${commit.slice(0, 7)} is not in this checkout: ${why}`, {
    hint: wholeHistoryHint,
  });
}
