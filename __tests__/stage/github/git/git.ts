import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanEnvironment } from '../../cluster/environment.ts';
import { createObjectReader, type ObjectReader } from './object-reader.ts';

/** One git command that was refused. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly code: number;
  readonly stdout: string;

  constructor(what: string, code: number, stdout: string) {
    super(what);
    this.code = code;
    this.stdout = stdout;
  }
}

/** What a git command gets besides its arguments. */
export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A bare repository and the git program. Arguments never pass a shell; nothing of this machine's settings gets in. */
export interface Git {
  readonly folder: string;
  /** Gives stdout as it is. @throws GitError when git ends with another code than 0 */
  readonly run: (args: readonly string[], options?: GitOptions) => Promise<string>;
  readonly bytes: (args: readonly string[], options?: GitOptions) => Promise<Buffer>;
  /** The object that a revision of git's own syntax names; undefined when there is nothing. */
  readonly read: ObjectReader['read'];
  readonly close: () => void;
}

const settings = ['-c', 'gc.auto=0', '-c', 'safe.bareRepository=all'];

/** Opens the bare repository in this folder, which exists. */
export function openGit(folder: string): Git {
  const environment = {
    ...cleanEnvironment(folder),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: join(folder, 'no-config'),
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Stage',
    GIT_AUTHOR_EMAIL: 'stage@example.com',
    GIT_COMMITTER_NAME: 'Stage',
    GIT_COMMITTER_EMAIL: 'stage@example.com',
  };
  const bytes = async (args: readonly string[], options: GitOptions = {}): Promise<Buffer> =>
    await new Promise((resolve, reject) => {
      const child = execFile(
        'git',
        [...settings, ...args],
        {
          cwd: folder,
          env: { ...environment, ...options.environment },
          encoding: 'buffer',
          maxBuffer: 256 * 1024 * 1024,
        },
        (error, stdout, stderr) => {
          if (!error) return resolve(stdout);
          const code = typeof error.code === 'number' ? error.code : -1;
          reject(
            new GitError(`git ${args.join(' ')}: ${String(stderr) || error.message}`, code, String(stdout)),
          );
        },
      );
      // A git that ends early closes its input; its exit code tells why.
      child.stdin?.on('error', () => {});
      child.stdin?.end(options.input ?? '');
    });
  const reader = createObjectReader(folder, settings, environment);
  return {
    folder,
    bytes,
    read: reader.read,
    close: reader.close,
    run: async (args, options) => (await bytes(args, options)).toString('utf8'),
  };
}

/** Makes an empty bare repository: the few files that make one, without a git process. */
export async function createBareRepository(folder: string, defaultBranch: string): Promise<Git> {
  for (const part of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'])
    await mkdir(join(folder, part), { recursive: true });
  await writeFile(join(folder, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`);
  // As GitHub does: any commit that is still there can be fetched, not only the heads of refs.
  const config =
    '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n' +
    '[uploadpack]\n\tallowAnySHA1InWant = true\n';
  await writeFile(join(folder, 'config'), config);
  return openGit(folder);
}
