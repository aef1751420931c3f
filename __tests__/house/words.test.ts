import { homedir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { readProject, sourcesIn, top, type Tree, treeOf } from './project.ts';

const vagueNames = /(?:^|\/)(?:utils?|helpers?|common|misc|managers?|base)(?:\.test)?(?:\.ts|\/)/;
// Written with groups, so that this file does not find itself.
const leftovers = /\b(?:T(?:ODO)|F(?:IXME)|X(?:XX))\b/;
const mayExportDefault = new Set(['vitest.config.ts']);
const foreign = new Set(['package-lock.json', 'LICENSE']);

function vagueFiles(tree: Tree): readonly string[] {
  return [...tree.keys()].filter(path => vagueNames.test(path));
}

function oddFiles(tree: Tree): readonly string[] {
  const kebab = /^[a-z0-9]+(?:[-.][a-z0-9]+)*\.ts$/;
  return [...tree.keys()].filter(path => path.endsWith('.ts') && !kebab.test(path.split('/').at(-1) ?? ''));
}

function defaultExports(tree: Tree): readonly string[] {
  return [...tree]
    .filter(
      ([path, text]) => /\.m?ts$/.test(path) && /^export (?:default\b|\{[^}]*\bas default\b)/m.test(text),
    )
    .map(([path]) => path)
    .filter(path => !mayExportDefault.has(path));
}

function unfinished(tree: Tree): readonly string[] {
  return linesWith(tree, line => leftovers.test(line));
}

function machinePaths(tree: Tree, places: readonly string[]): readonly string[] {
  return linesWith(tree, line => places.some(place => line.includes(place)));
}

function linesWith(tree: Tree, isMeant: (line: string) => boolean): readonly string[] {
  return [...tree]
    .filter(([path]) => !foreign.has(path) && !path.endsWith('.sum'))
    .flatMap(([path, text]) =>
      text.split('\n').flatMap((line, index) => (isMeant(line) ? [`${path}:${index + 1}`] : [])),
    );
}

describe('words', () => {
  const project = readProject();

  test('no file has a name that says nothing', () => {
    expect(vagueFiles(project)).toEqual([]);
    expect(
      vagueFiles(treeOf({ 'src/system/utils.ts': '', 'src/common/a.ts': '', 'src/a/base.ts': '' })),
    ).toHaveLength(3);
    expect(vagueFiles(treeOf({ 'src/input/database.ts': '' }))).toEqual([]);
  });

  test('files are in kebab-case', () => {
    expect(oddFiles(project)).toEqual([]);
    expect(
      oddFiles(treeOf({ 'src/model/runContext.ts': '', 'src/model/Run.ts': '', 'src/a_b.ts': '' })),
    ).toHaveLength(3);
  });

  test('exports have names', () => {
    expect(defaultExports(project)).toEqual([]);
    expect(
      defaultExports(treeOf({ 'a.ts': 'export default 1;', 'b.ts': 'export { a as default };' })),
    ).toHaveLength(2);
  });

  test('nothing is left for later', () => {
    expect(unfinished(project)).toEqual([]);
    expect(unfinished(treeOf({ 'a.md': `one\n${['TO', 'DO'].join('')}: two` }))).toEqual(['a.md:2']);
  });

  test('no path of the machine it is built on is written down', () => {
    const places = [top, `${homedir()}/`];
    expect(machinePaths(project, places)).toEqual([]);
    expect(machinePaths(treeOf({ 'a.ts': `'${top}src'` }), places)).toEqual(['a.ts:1']);
  });

  test('every source is read', () => {
    expect(sourcesIn(project, 'src').length).toBeGreaterThan(10);
  });
});
