import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { readProject, sourcesIn, type Tree, treeOf } from './project.ts';
import { lineOf, nodesOf, parseSource } from './syntax.ts';

const fileLimit = 250;
const functionLimit = 60;
const medianLimit = 100;

function countLines(text: string): number {
  return text.split('\n').length - Number(text.endsWith('\n'));
}

function longFiles(tree: Tree): readonly string[] {
  return sourcesIn(tree, 'src', 'scripts')
    .map(([path, text]) => ({ path, lines: countLines(text) }))
    .filter(file => file.lines > fileLimit)
    .map(file => `${file.path} has ${file.lines} lines`);
}

function longFunctions(tree: Tree): readonly string[] {
  return sourcesIn(tree, 'src', 'scripts').flatMap(([path, text]) => {
    if (countLines(text) <= functionLimit) return [];
    const file = parseSource(path, text);
    return nodesOf(file)
      .filter(ts.isFunctionLike)
      .flatMap(node => {
        const lines = countLines(node.getText(file));
        return lines > functionLimit ? [`${path}:${lineOf(file, node)} is a function of ${lines} lines`] : [];
      });
  });
}

function medianLines(tree: Tree): number {
  const lines = sourcesIn(tree, 'src').map(([, text]) => countLines(text));
  return lines.toSorted((a, b) => a - b)[Math.floor(lines.length / 2)] ?? 0;
}

describe('size', () => {
  const project = readProject();

  test(`no file is over ${fileLimit} lines`, () => {
    expect(longFiles(project)).toEqual([]);
  });

  test(`no function is over ${functionLimit} lines`, () => {
    expect(longFunctions(project)).toEqual([]);
  });

  test(`the median file of src is under ${medianLimit} lines`, () => {
    expect(medianLines(project)).toBeLessThan(medianLimit);
  });

  test('a long file, a long function and a high median are found', () => {
    const long = `const x = () => {\n${'  y();\n'.repeat(59)}};\n${'//\n'.repeat(190)}`;
    const tree = treeOf({ 'src/model/a.ts': long });
    expect(longFiles(tree)).toEqual(['src/model/a.ts has 251 lines']);
    expect(longFunctions(tree)).toEqual(['src/model/a.ts:1 is a function of 61 lines']);
    expect(medianLines(tree)).toBe(251);
  });
});
