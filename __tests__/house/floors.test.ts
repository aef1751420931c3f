import { describe, expect, test } from 'vitest';
import { readProject, sourcesIn, type Tree, treeOf } from './project.ts';
import { localImportsOf } from './syntax.ts';

const wiring = new Set(['src/run.ts', 'src/registry.ts', 'src/wire.ts', 'src/job.ts', 'src/version.ts']);
const doors = new Set(['src/action.ts', 'src/cli.ts', 'src/post.ts']);
const roomsByFloor: readonly (readonly string[])[] = [
  ['src/model'],
  ['src/input', 'src/diff', 'src/report'],
  ['src/flows', 'src/github', 'src/terminal', 'src/system'],
];

interface Place {
  readonly floor: number;
  readonly room: string;
}

function placeOf(path: string): Place | undefined {
  if (doors.has(path)) return { floor: 4, room: path };
  if (wiring.has(path)) return { floor: 3, room: 'wiring' };
  const engine = /^src\/engines\/[^/]+(?=\/)/.exec(path)?.[0];
  if (engine !== undefined) return { floor: 2, room: engine };
  for (const [floor, rooms] of roomsByFloor.entries()) {
    const room = rooms.find(candidate => path.startsWith(`${candidate}/`));
    if (room !== undefined) return { floor, room };
  }
  return undefined;
}

function floorMistakes(tree: Tree): readonly string[] {
  return sourcesIn(tree, 'src').flatMap(([path, text]) => {
    const from = placeOf(path);
    if (from === undefined) return [`${path} stands in no room`];
    return localImportsOf(path, text).flatMap(target => {
      if (!tree.has(target)) return [`${path} imports ${target}, which is not there`];
      const to = placeOf(target);
      if (to === undefined) return [`${path} imports ${target}, which stands in no room`];
      if (to.room === from.room || to.floor < from.floor) return [];
      return [`${path} (floor ${from.floor}) imports ${target} (floor ${to.floor}), another room`];
    });
  });
}

function cycles(tree: Tree): readonly string[] {
  const graph = new Map(sourcesIn(tree, 'src').map(([path, text]) => [path, localImportsOf(path, text)]));
  const finished = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (finished.has(path)) return;
    const start = trail.indexOf(path);
    if (start !== -1) {
      found.push([...trail.slice(start), path].join(' -> '));
      return;
    }
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    finished.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

describe('floors and rooms', () => {
  test('are kept: imports go down or stay in the room', () => {
    expect(floorMistakes(readProject())).toEqual([]);
  });

  test.each([
    ['up', 'src/model/a.ts', "import type { B } from '../flows/b.ts';"],
    ['into another room', 'src/system/a.ts', "import { b } from '../flows/b.ts';"],
    ['into another engine', 'src/engines/one/a.ts', "import { b } from '../two/b.ts';"],
    ['lazily into another room', 'src/system/a.ts', "const b = await import('../flows/b.ts');"],
    ['by re-export', 'src/input/a.ts', "export { b } from '../flows/b.ts';"],
    ['what is not there', 'src/flows/a.ts', "import { c } from './c.ts';"],
    ['from a folder that is no room', 'src/tools/a.ts', ''],
  ])('an import %s is found', (_, path, text) => {
    const tree = treeOf({ [path]: text, 'src/flows/b.ts': '', 'src/engines/two/b.ts': '' });
    expect(floorMistakes(tree)).toHaveLength(1);
  });
});

describe('cycles', () => {
  test('are nowhere, types included', () => {
    expect(cycles(readProject())).toEqual([]);
  });

  test('are found over three files and by type', () => {
    const tree = treeOf({
      'src/model/a.ts': "import type { B } from './b.ts';",
      'src/model/b.ts': "import { c } from './c.ts';",
      'src/model/c.ts': "export type { A } from './a.ts';",
    });
    expect(cycles(tree)).toEqual(['src/model/a.ts -> src/model/b.ts -> src/model/c.ts -> src/model/a.ts']);
  });
});
