import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { differences } from '../../scripts/build.ts';
import { bundle } from '../../scripts/bundle.ts';
import { renameChunks } from '../../scripts/chunk-names.ts';
import { eagerLoads } from '../../scripts/lazy-graph.ts';
import { collectLicences } from '../../scripts/licences.ts';

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
  await writeFile(join(folder, 'src/post.ts'), entry);
  await writeFile(join(folder, 'src/cli.ts'), `#!/usr/bin/env node\n${entry}`);
  await writeFile(
    join(folder, 'src/parts/say.ts'),
    'export const say = (text: string) => process.stdout.write(text);\n',
  );
  await writeFile(join(folder, 'src/parts/lazy/index.ts'), "export const later = () => 'later';\n");
  return folder;
}

describe('what stands in for the half of Pulumi that runs programs', () => {
  test('limits the server of events as the library does', async () => {
    const settings = await readFile('node_modules/@pulumi/pulumi/runtime/settings.js', 'utf8');
    expect(settings).toContain('const maxRPCMessageSize = 1024 * 1024 * 400;');
    expect(settings).toContain('const serverMaxUnrequestedTimeInServer = 30 * 60;');
  });

  test('is all that the Automation API asks of it', async () => {
    const names = ['stack', 'localWorkspace', 'cmd'];
    const texts = await Promise.all(
      names.map(name => readFile(`node_modules/@pulumi/pulumi/automation/${name}.js`, 'utf8')),
    );
    const asked = texts.flatMap(text => text.match(/\b(?:runtime_1|log)\.\w+/g) ?? []);
    expect([...new Set(asked)].toSorted()).toEqual(['log.warn', 'runtime_1.grpcChannelOptions']);
  });
});

describe('the bundle', () => {
  test('is the same bytes in any folder, under names that last', async () => {
    const [one, two] = [await bundle(await writeProgram()), await bundle(await writeProgram())];
    expect(differences(one.files, two.files)).toEqual([]);
    expect([...one.files.keys()].toSorted()).toEqual([
      'action-door.mjs',
      'action.mjs',
      'cli-door.mjs',
      'cli.mjs',
      'lazy.mjs',
      'post-door.mjs',
      'post.mjs',
      'shared-1.mjs',
    ]);
  });

  test('runs, and asks for its parts by their new names', async () => {
    const { files } = await bundle(await writeProgram());
    const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
    folders.push(folder);
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
    const { later }: { later: () => string } = await import(join(folder, 'lazy.mjs'));
    expect(later()).toBe('later');
    expect(Buffer.from(files.get('cli-door.mjs') ?? '').toString()).toContain('./lazy.mjs');
    expect(Buffer.from(files.get('cli.mjs') ?? '').toString()).toMatch(
      /^#!\/usr\/bin\/env node\n[^]*\.\/cli-door\.mjs/,
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

describe('the names of chunks', () => {
  test('come from their sources and never meet', () => {
    const metafile: Metafile = {
      inputs: {},
      outputs: {
        'dist/index-AAAAAAAA.mjs': output({ entryPoint: 'src/one/plan/index.ts' }),
        'dist/plan-BBBBBBBB.mjs': output({ entryPoint: 'src/two/plan.ts' }),
        'dist/chunk-DDDDDDDD.mjs': output({ inputs: { 'src/z.ts': { bytesInOutput: 1 } } }),
        'dist/chunk-CCCCCCCC.mjs': output({ inputs: { 'src/a.ts': { bytesInOutput: 1 } } }),
        'dist/cli.mjs': output({ entryPoint: 'src/cli.ts' }),
      },
    };
    const text = 'import "./chunk-DDDDDDDD.mjs"; import("./index-AAAAAAAA.mjs")';
    const renamed = renameChunks({ files: new Map([['cli.mjs', Buffer.from(text)]]), metafile });
    expect(Object.keys(renamed.metafile.outputs)).toEqual([
      'dist/plan.mjs',
      'dist/two-plan.mjs',
      'dist/shared-2.mjs',
      'dist/shared-1.mjs',
      'dist/cli.mjs',
    ]);
    expect(String(renamed.files.get('cli.mjs'))).toBe('import "./shared-2.mjs"; import("./plan.mjs")');
  });
});

describe('the licences', () => {
  test.each([
    ['MIT', 'left 1.0.0 (MIT)\n\nbe kind\n'],
    ['AGPL-3.0', undefined],
    [undefined, undefined],
  ])('of a bundled package under %s are told or refused', async (license, then) => {
    const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
    folders.push(folder);
    await mkdir(join(folder, 'node_modules/left'), { recursive: true });
    const facts = JSON.stringify({ name: 'left', version: '1.0.0', license });
    await writeFile(join(folder, 'node_modules/left/package.json'), facts);
    await writeFile(join(folder, 'node_modules/left/LICENSE'), 'be kind\r\n');
    const inputs = {
      'node_modules/left/a.js': { bytesInOutput: 1 },
      'node_modules/gone/a.js': { bytesInOutput: 0 },
    };
    const collected = collectLicences(folder, {
      inputs: {},
      outputs: { 'dist/cli.mjs': output({ inputs }) },
    });
    if (then === undefined) await expect(collected).rejects.toThrow('left 1.0.0');
    else expect(await collected).toBe(then);
  });
});

function output(given: Partial<Metafile['outputs'][string]>): Metafile['outputs'][string] {
  return { bytes: 1, inputs: {}, imports: [], exports: [], ...given };
}
