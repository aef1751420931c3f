import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { neededMajor } from '../../scripts/entry-guard.ts';
import { top } from './project.ts';

const entries = ['action', 'cli', 'post'] as const;

interface Ended {
  readonly code: number;
  readonly stderr: string;
}

async function run(node: string, args: readonly string[]): Promise<Ended> {
  return await new Promise(resolve => {
    execFile(node, args, { env: {}, cwd: top }, (error, _, stderr) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, stderr });
    });
  });
}

/** The Node.js of this machine, not the one that the project brings. */
async function ownNode(): Promise<{ readonly path: string; readonly major: number } | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, 'node');
    if (folder === '' || folder.includes('node_modules') || !existsSync(path)) continue;
    const { stderr } = await run(path, ['-e', 'process.stderr.write(process.versions.node)']);
    return { path, major: Number(stderr.split('.')[0]) };
  }
  return undefined;
}

const own = await ownNode();

describe('on an older Node.js', () => {
  test.each(entries)('dist/%s.mjs says which one it needs, and what to do', async name => {
    const pretend = `Object.defineProperty(process,'versions',{value:{node:'22.1.0'}});Object.defineProperty(process,'version',{value:'v22.1.0'})`;
    const { code, stderr } = await run(process.execPath, [
      '--import',
      `data:text/javascript,${encodeURIComponent(pretend)}`,
      join(top, `dist/${name}.mjs`),
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^gitops-push needs Node\.js 24 \(this is v22\.1\.0\)\n {2}\S/);
    expect(stderr).toContain(name === 'cli' ? 'npm exec' : 'update the runner');
  });

  for (const name of entries)
    test(`dist/${name}.mjs says so on the Node.js of this machine`, async ({ skip }) => {
      if (own === undefined || own.major >= neededMajor)
        return skip(`this machine has no Node.js older than ${neededMajor} on PATH`);
      const { code, stderr } = await run(own.path, [join(top, `dist/${name}.mjs`)]);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^gitops-push needs Node\.js 24 \(this is v\d+\.\d+\.\d+\)\n/);
      expect(stderr).not.toContain('Error');
    });
});
