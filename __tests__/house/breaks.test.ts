import { describe, expect, test } from 'vitest';
import { type Break, breaks, placesOf } from '../../scripts/breaks.ts';
import { readProject, type Tree, treeOf } from './project.ts';

/** What keeps a break from being tried: a place that moved, or a proof that was renamed. */
function lost(tree: Tree, one: Break): readonly string[] {
  const places = placesOf(one).filter(({ file, from }) => tree.get(file)?.includes(from) !== true);
  const { proof } = one;
  const tests = 'script' in proof ? '' : tree.get(proof.test);
  const isProved = tests !== undefined && ('script' in proof || tests.includes(proof.named ?? ''));
  return [...places.map(({ file }) => file), ...(isProved ? [] : ['its proof'])];
}

const project = readProject();

describe('every break of check:red', () => {
  test.each(breaks.map(one => [one.name, one] as const))('can be tried: %s', (_, one) => {
    expect(lost(project, one)).toEqual([]);
  });

  test('is missed when its place or its proof is gone', () => {
    const one: Break = {
      name: 'x',
      file: 'a.ts',
      from: 'yes',
      to: 'no',
      proof: { test: 'a.test.ts', named: 'says yes', project: 'unit' },
      build: false,
    };
    expect(lost(treeOf({ 'a.ts': 'yes', 'a.test.ts': 'says yes' }), one)).toEqual([]);
    expect(lost(treeOf({ 'a.ts': 'maybe', 'a.test.ts': 'says no' }), one)).toEqual(['a.ts', 'its proof']);
  });
});
