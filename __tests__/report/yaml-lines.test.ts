import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/engines/kubernetes/manifest/yaml.ts';
import { isEqual, type Json } from '../../src/model/json.ts';
import { yamlLines, yamlText } from '../../src/report/yaml-lines.ts';
import { objects } from '../diff/values.ts';
import { hostileText } from './hostile.ts';
import { runs } from '../effort.ts';

const odd = fc.constantFrom(
  'yes',
  'NO',
  'on',
  '1',
  '1_000',
  '0x1f',
  '0o7',
  '1e3',
  '.5',
  '.inf',
  '-.INF',
  '~',
  'null',
  '',
  ' a',
  'a ',

  'a: b',
  'a #b',
  '#a',
  '- a',
  '-',
  '---',
  '...',
  '2026-01-01',
  '1:30',
  '@a',
  '`a',
  '%a',
  '!a',
  '&a',
  '*a',

  '{a}',
  '[a]',
  'a,b',
  '?',
  '? a',
  ':',
  'a:',
  '|',
  '>',
  '"',
  "'",
  '=',
  '<<',
  'a\tb',
  'a\nb',
  'a\n',
  'a\n\n',

  '\na',
  ' a\nb',
  'a\n  b\n',
  'a\r\nb',
  'a\n \n',
  '(secret 4f2a1c)',
  'registry.example/shop:1.15.0',
  'é',
  '👍',
);

const texts = fc.oneof(
  odd,
  hostileText,
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

const values: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: texts },
    { weight: 1, arbitrary: fc.constantFrom<Json>(null, true, 0, -1.5, 1e21, 9007199254740993n) },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 2, arbitrary: fc.dictionary(texts, tie('value'), { maxKeys: 3 }) },
  ),
})).value;

function readBack(value: Json): Json | undefined {
  const { documents, diagnostics } = parseYaml(`${yamlLines({ value }).join('\n')}\n`, 'a.yaml');
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const [read] = documents;
  return read?.value;
}

describe('yamlLines', () => {
  it('is YAML that kubectl reads back as the same value', () => {
    fc.assert(
      fc.property(values, value => {
        expect(isEqual(readBack(value), { value })).toBe(true);
      }),
      { numRuns: runs(2000) },
    );
    fc.assert(
      fc.property(objects, value => {
        expect(isEqual(readBack(value), { value })).toBe(true);
      }),
      { numRuns: runs(300) },
    );
  });

  it('is written as kubectl writes it', () => {
    const value = {
      kind: 'ConfigMap',
      data: { 'app.conf': 'a\n  b\n', none: '', on: 'on', port: '80' },
      list: [{ name: 'a', ports: [80] }, 'b'],
      empty: {},
      nothing: [],
    };
    expect(yamlLines(value)).toEqual([
      'kind: ConfigMap',
      'data:',
      '  app.conf: |',
      '    a',
      '      b',
      '  none: ""',
      '  "on": "on"',
      '  port: "80"',
      'list:',
      '- name: a',
      '  ports:',
      '  - 80',
      '- b',
      'empty: {}',
      'nothing: []',
    ]);
  });

  it.each(['registry.example/shop:1.15.0', '/metrics', '(secret 4f2a1c)', '10Gi', 'a b', '--port=80', '+x'])(
    'needs no quotes for %s',
    text => {
      expect(yamlText(text)).toBe(text);
    },
  );
});
