import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeJsonList, writeYaml } from '../../../../src/engines/kubernetes/manifest/write.ts';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';
import { parseYaml } from '../../../../src/engines/kubernetes/manifest/yaml.ts';
import { canonicalJson } from '../../../../src/model/json.ts';
import { jsonObjects } from '../../../oracle/yaml-arbitraries.ts';
import { runs } from '../../../effort.ts';

const texts = [
  '0X1F',
  '0B11',
  '0o_7',
  '-0o17',
  '1e+_3',
  'on',
  'y',
  '1_000',
  '08',
  '._5',
  '~',
  '',
  '.inf',
  '<<',
  '1:30',
];

describe('quotes what kubectl would misread', () => {
  test.each(texts)('%s', text => {
    const written = writeYaml([{ [text]: text }]);
    expect(written).toMatch(/^---\n'.*': '.*'\n$/);
    expect(parseYaml(written, 'f.yaml').documents[0]?.value).toEqual({ [text]: text });
  });
});

test('leaves plain what is plain', () => {
  const object = {
    name: 'web',
    port: 8080,
    image: 'registry.example/shop/cart:1.14.2',
    on: true,
    none: null,
    list: [],
  };
  expect(writeYaml([object])).toBe(
    "---\nname: web\nport: 8080\nimage: registry.example/shop/cart:1.14.2\n'on': true\nnone: null\nlist: []\n",
  );
});

test('writes texts of several lines as blocks, tabs and all', () => {
  expect(writeYaml([{ 'run.sh': 'if true; then\n\techo hi\nfi\n' }])).toBe(
    '---\nrun.sh: |\n  if true; then\n  \techo hi\n  fi\n',
  );
});

test('writes what is shared as often as it stands', () => {
  const shared = { a: 1 };
  expect(writeYaml([{ x: shared, y: shared }])).toBe("---\nx:\n  a: 1\n'y':\n  a: 1\n");
});

test('whatever is written is read back, exactly', () => {
  const property = fc.property(fc.array(jsonObjects(), { minLength: 1, maxLength: 3 }), values => {
    const objects = values.map(v => ({ apiVersion: 'v1', kind: 'K', metadata: { name: 'a' }, v }));
    for (const text of [writeYaml(objects), writeJsonList(objects)]) {
      const { manifests, diagnostics } = readManifests(text, 'f.yaml');
      expect(diagnostics).toEqual([]);
      expect(manifests.map(({ object }) => canonicalJson(object))).toEqual(objects.map(canonicalJson));
    }
  });
  fc.assert(property, { numRuns: runs(300), seed: 7 });
});
