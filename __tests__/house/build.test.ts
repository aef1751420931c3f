import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { differences } from '../../scripts/build.ts';
import { bundle } from '../../scripts/bundle.ts';
import { eagerLoads } from '../../scripts/lazy-graph.ts';

const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

/** A small program in a folder of its own: two entries, one lazy part, one shared. */
async function writeProgram(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  folders.push(folder);
  await mkdir(join(folder, 'src/parts/lazy'), { recursive: true });
  const entry =
    "import { say } from './parts/say.ts';\nconst { later } = await import('./parts/lazy/index.ts');\nsay(later());\n";
  await writeFile(join(folder, 'src/action.ts'), entry);
  await writeFile(join(folder, 'src/cli.ts'), `#!/usr/bin/env node\n${entry}`);
  await writeFile(
    join(folder, 'src/parts/say.ts'),
    'export const say = (text: string) => process.stdout.write(text);\n',
  );
  await writeFile(join(folder, 'src/parts/lazy/index.ts'), "export const later = () => 'later';\n");
  return folder;
}

describe('the bundle', () => {
  test('is the same bytes in any folder, under names that last', async () => {
    const [one, two] = [await bundle(await writeProgram()), await bundle(await writeProgram())];
    expect(differences(one.files, two.files)).toEqual([]);
    expect([...one.files.keys()].toSorted()).toEqual(['action.mjs', 'cli.mjs', 'lazy.mjs', 'shared-1.mjs']);
  });

  test('runs, and asks for its parts by their new names', async () => {
    const { files } = await bundle(await writeProgram());
    const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
    folders.push(folder);
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
    const { later }: { later: () => string } = await import(join(folder, 'lazy.mjs'));
    expect(later()).toBe('later');
    expect(Buffer.from(files.get('cli.mjs') ?? '').toString()).toMatch(
      /^#!\/usr\/bin\/env node\n[^]*\.\/lazy\.mjs/,
    );
  });
});

describe('the check of dist', () => {
  test('names what is missing, left over or changed', () => {
    const built = new Map([
      ['a', Buffer.from('1')],
      ['b', Buffer.from('1')],
    ]);
    const present = new Map([
      ['b', Buffer.from('2')],
      ['c', Buffer.from('1')],
    ]);
    expect(differences(built, present).map(line => line.slice(0, 4))).toEqual(['a is', 'b is', 'c is']);
    expect(differences(built, built)).toEqual([]);
  });

  test('finds a heavy package that every run would load, over a shared chunk too', () => {
    const source = 'node_modules/@kubernetes/client-node/dist/config.js';
    const metafile = (kind: 'import-statement' | 'dynamic-import'): Metafile => ({
      inputs: {},
      outputs: {
        'dist/cli.mjs': output({ entryPoint: 'src/cli.ts', imports: [{ path: 'dist/shared-1.mjs', kind }] }),
        'dist/shared-1.mjs': output({ inputs: { [source]: { bytesInOutput: 1 } } }),
      },
    });
    expect(eagerLoads(metafile('import-statement'))).toEqual([`dist/cli.mjs: ${source}`]);
    expect(eagerLoads(metafile('dynamic-import'))).toEqual([]);
  });
});

function output(given: Partial<Metafile['outputs'][string]>): Metafile['outputs'][string] {
  return { bytes: 1, inputs: {}, imports: [], exports: [], ...given };
}
