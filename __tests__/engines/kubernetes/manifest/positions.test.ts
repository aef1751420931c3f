import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../../../src/engines/kubernetes/manifest/yaml.ts';

const text = `# comment
---
apiVersion: v1
spec:
  list:
    - name: a
      "odd/key~": |
        block
    - {name: b, on-time: 'x'}
  empty:
  base: &base
    k: 1
  merged:
    <<: *base
    own: 2
  alias: *base
`;

const places: readonly (readonly [pointer: string, value: string, key: string])[] = [
  ['', '3:1', '3:1'],
  ['/apiVersion', '3:13', '3:1'],
  ['/spec', '5:3', '4:1'],
  ['/spec/list', '6:5', '5:3'],
  ['/spec/list/0', '6:7', '6:7'],
  ['/spec/list/0/name', '6:13', '6:7'],
  ['/spec/list/0/odd~1key~0', '7:19', '7:7'],
  ['/spec/list/1', '9:7', '9:7'],
  ['/spec/list/1/on-time', '9:26', '9:17'],
  ['/spec/empty', '10:3', '10:3'],
  ['/spec/merged/own', '15:10', '15:5'],
  // what came in by a merge or an alias is found where the reader sees it come in
  ['/spec/merged/k', '14:5', '13:3'],
  ['/spec/alias/k', '16:10', '16:3'],
  // what is missing is found at the nearest parent
  ['/spec/list/0/image', '6:7', '6:7'],
  ['/status/x', '3:1', '3:1'],
];

describe('finds', () => {
  const [document] = parseYaml(text, 'f.yaml').documents;
  test.each(places)('%s at %s, its key at %s', (pointer, value, key) => {
    const at = (place?: { line: number; column: number }): string => `${place?.line}:${place?.column}`;
    expect([at(document?.positions.value(pointer)), at(document?.positions.key(pointer))]).toEqual([
      value,
      key,
    ]);
  });
});

test('finds places in JSON', () => {
  const [, second] = parseYaml('{"a": 1}\n{"b": {"c": [\n  1, {"d": 2}]}}\n', 'f.json').documents;
  expect(second?.location).toEqual({ file: 'f.json', line: 2, column: 1 });
  expect(second?.positions.value('/b/c/1/d')).toEqual({ file: 'f.json', line: 3, column: 12 });
  expect(second?.positions.key('/b/c/1/d')).toEqual({ file: 'f.json', line: 3, column: 7 });
});

test('finds places in text that had to be flattened', () => {
  const [document] = parseYaml('w:\n  x: [\n    a,\n    b\n  ]\n', 'f.yaml').documents;
  expect(document?.positions.value('/w/x/1')).toEqual({ file: 'f.yaml', line: 4, column: 5 });
});
