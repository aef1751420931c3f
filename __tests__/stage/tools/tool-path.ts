import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureBinaries } from '../cluster/binaries.ts';
import { ensureTool, type ToolName } from './build-tool.ts';

/** A PATH with some of the genuine tools first, and the system's programs behind them. */
export interface ToolPath extends AsyncDisposable {
  readonly path: string;
  readonly folder: string;
}

const run = promisify(execFile);

/** Puts these tools, and nothing else of the stage's, on a PATH of its own. */
export async function toolPath(...tools: readonly (ToolName | 'kubectl')[]): Promise<ToolPath> {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-push-path-'));
  for (const tool of tools) await symlink(await programOf(tool), join(folder, tool));
  return {
    folder,
    path: [folder, '/usr/bin', '/bin'].join(delimiter),
    [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true, force: true }),
  };
}

async function programOf(tool: ToolName | 'kubectl'): Promise<string> {
  return tool === 'kubectl'
    ? (await ensureBinaries({ programs: ['kubectl'] })).paths.kubectl
    : await ensureTool(tool);
}

/** A key pair of age, for tests alone. */
export const ageKey = {
  public: 'age1l6t6zy5wtf6nsk2p5vjql2ltm8pkhy7kehz9ydj50ky4pqyuc3lseyd32k',
  secret: 'AGE-SECRET-KEY-1E95VTC2000HUHSY9QN80HAC8V8N6PT7JXHU589H9CHGMMAHAV8DQ9WLUZ2',
} as const;

/** Encrypts the fields of these names, in a file of the folder, in place with the genuine sops. */
export async function encryptFile(
  tools: ToolPath,
  folder: string,
  path: string,
  names: string,
): Promise<void> {
  const args = ['encrypt', '--age', ageKey.public, '--encrypted-regex', `^(${names})$`, '--in-place', path];
  await run(join(tools.folder, 'sops'), args, { cwd: folder, env: { HOME: folder } });
}
