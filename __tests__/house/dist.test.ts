import { homedir } from 'node:os';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { readFolder } from '../../scripts/build.ts';
import { top } from './project.ts';

type Dist = ReadonlyMap<string, Uint8Array>;

/** What the two entries load before they know what to do; more makes every run slow to start. */
const startLimitBytes = 500_000;
const limitBytes = 3_500_000;

function machinePaths(dist: Dist, places: readonly string[]): readonly string[] {
  return [...dist]
    .filter(([, bytes]) => places.some(place => Buffer.from(bytes).includes(place)))
    .map(([name]) => name);
}

/** The files that an entry loads at once, itself included. */
function loadedAtOnce(dist: Dist, entry: string): ReadonlySet<string> {
  const seen = new Set([entry]);
  for (const name of seen) {
    const text = Buffer.from(dist.get(name) ?? '').toString();
    for (const imported of staticImports(name, text)) seen.add(posix.join(posix.dirname(name), imported));
  }
  return seen;
}

function staticImports(name: string, text: string): readonly string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  return file.statements.flatMap(node => {
    if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) return [];
    const from = node.moduleSpecifier;
    return from !== undefined && ts.isStringLiteral(from) && from.text.startsWith('.') ? [from.text] : [];
  });
}

function bytesOf(dist: Dist, names: Iterable<string>): number {
  return [...names].reduce((sum, name) => sum + (dist.get(name)?.length ?? 0), 0);
}

/** Files that carry code of a package, by the comments in which the bundler names its sources. */
function carrying(dist: Dist, packageName: string): readonly string[] {
  return [...dist.keys()].filter(
    name =>
      name.endsWith('.mjs') && Buffer.from(dist.get(name) ?? '').includes(`// node_modules/${packageName}/`),
  );
}

const dist = await readFolder(join(top, 'dist'));

describe('dist', () => {
  test('is there', () => {
    expect([...dist.keys()]).toEqual(
      expect.arrayContaining(['action.mjs', 'cli.mjs', 'post.mjs', 'licenses.txt']),
    );
  });

  test('names no path of the machine it was built on', () => {
    const places = [top, `${homedir()}/`];
    expect(machinePaths(dist, places)).toEqual([]);
    expect(machinePaths(new Map([['a', Buffer.from(`// ${top}src`)]]), places)).toEqual(['a']);
  });

  test(`weighs at most ${limitBytes} bytes`, () => {
    expect(bytesOf(dist, dist.keys())).toBeLessThanOrEqual(limitBytes);
  });

  test.each(['action-door.mjs', 'cli-door.mjs', 'post-door.mjs', 'kubernetes.mjs'])(
    '%s loads no client of a cluster or a stack',
    entry => {
      const heavy = new Set([
        ...carrying(dist, '@kubernetes/client-node'),
        ...carrying(dist, '@pulumi/pulumi'),
      ]);
      const loaded = loadedAtOnce(dist, entry);
      expect([...loaded].filter(name => heavy.has(name))).toEqual([]);
      expect(bytesOf(dist, loaded)).toBeLessThanOrEqual(startLimitBytes);
    },
  );

  test('is searched for what is loaded at once, lazy parts left out', () => {
    const files = new Map([
      ['a.mjs', Buffer.from('import { b } from "./b.mjs";\nconst c = await import("./c.mjs");')],
      ['b.mjs', Buffer.from('export { d } from "./d.mjs";\n// node_modules/heavy/x.js')],
      ['c.mjs', Buffer.from('')],
      ['d.mjs', Buffer.from('')],
    ]);
    expect([...loadedAtOnce(files, 'a.mjs')]).toEqual(['a.mjs', 'b.mjs', 'd.mjs']);
    expect(carrying(files, 'heavy')).toEqual(['b.mjs']);
  });
});
