import { describe, expect, test } from 'vitest';
import { yamlCodes, yamlLimits } from '../../../../src/engines/kubernetes/manifest/yaml-codes.ts';
import { parseYaml } from '../../../../src/engines/kubernetes/manifest/yaml.ts';

interface Found {
  readonly name: string;
  readonly given: string;
  /** `code line:column severity`, in order. */
  readonly then: readonly string[];
}

const findings = (text: string): string[] =>
  parseYaml(text, 'f.yaml').diagnostics.map(
    ({ code, severity, location }) => `${code} ${location?.line}:${location?.column} ${severity}`,
  );

const table: readonly Found[] = [
  {
    name: 'a duplicate key, at the second',
    given: 'a: 1\nb: 2\na: 3\n',
    then: ['yaml-duplicate-key 3:1 error'],
  },
  {
    name: 'every duplicate key',
    given: 'a: 1\na: 2\nb: {c: 1, c: 2}\n',
    then: ['yaml-duplicate-key 2:1 error', 'yaml-duplicate-key 3:11 error'],
  },
  {
    name: 'a key after a merge, written twice',
    given: 'x: &x {a: 1}\nz: {<<: *x, a: 2, a: 3}\n',
    then: ['yaml-duplicate-key 2:19 error'],
  },
  { name: 'a boolean key', given: 'a:\n  on: 1\n', then: ['yaml-boolean-key 2:3 error'] },
  {
    name: 'a key that becomes another text',
    given: 'a: {1.10: x}\n',
    then: ['yaml-key-changed 1:5 warning'],
  },
  {
    name: 'a merge after keys',
    given: 'x: &x {a: 1}\nz:\n  a: 2\n  <<: *x\n',
    then: ['yaml-merge-order 4:3 warning'],
  },
  { name: 'a cycle, at the alias', given: 'a: &x\n  - *x\n', then: ['yaml-anchor 2:5 error'] },
  { name: 'a tab, where it stands', given: 'a:\n  b:\n\t\tc: 1\n', then: ['yaml-tab 3:1 error'] },
  { name: 'a template, where it starts', given: 'a: 1\nb: {{ .x }}\n', then: ['yaml-template 2:5 error'] },
  {
    name: 'a template line',
    given: 'a:\n  b: 1\n  {{- with .x }}\n  c: 2\n',
    then: ['yaml-template 3:3 error'],
  },
  { name: 'a tag that does not fit', given: 'a: [1, !!int x]\n', then: ['yaml-tag 1:14 error'] },
  { name: 'infinity', given: 'a:\n  - .inf\n', then: ['yaml-number 2:5 error'] },
  { name: 'an unknown escape', given: 'a: "b\\/"\n', then: ['yaml-escape 1:6 error'] },
  { name: 'text behind a marker', given: 'a: 1\n--- b: 2\n', then: ['yaml-separator 2:1 error'] },
  { name: 'a directive', given: '# c\n%YAML 1.1\n---\na: 1\n', then: ['yaml-separator 2:1 error'] },
  { name: 'a forbidden character', given: 'a: 1\nb: \u0007\n', then: ['yaml-character 2:4 error'] },
  {
    name: 'a broken document and the next',
    given: 'a: [\n---\nb: 1\n---\nc: ]\n',
    then: ['yaml-syntax 2:1 error', 'yaml-syntax 5:4 error'],
  },
  {
    name: 'places behind a byte order mark and CRLF',
    given: '\uFEFFa: 1\r\n---\r\nb: 1\r\nb: 2\r\n',
    then: ['yaml-duplicate-key 4:1 error'],
  },
  { name: 'a third JSON text that is none', given: '{"a":1}\n{"a":2}\nx\n', then: ['yaml-syntax 3:1 error'] },
];

describe('finds', () => {
  test.each(table)('$name', ({ given, then }) => expect(findings(given)).toEqual(then));
});

test('a broken document does not hide the others', () => {
  const { documents } = parseYaml('a: 1\n---\nb: [\n---\nc: 3\n', 'f.yaml');
  expect(documents.map(({ value, location }) => [value, location.line])).toEqual([
    [{ a: 1 }, 1],
    [{ c: 3 }, 5],
  ]);
});

test('a duplicate key names both lines', () => {
  const [found] = parseYaml('a: 1\nb: 2\na: 3\n', 'f.yaml').diagnostics;
  expect(found?.message).toContain('lines 1 and 3');
});

test('a document tells a hundred findings at most', () => {
  const keys = Array.from({ length: 3000 }, (_, at) => `k${at}: 1\n`).join('');
  const { diagnostics } = parseYaml(keys + keys, 'f.yaml');
  expect(diagnostics).toHaveLength(yamlLimits.problems);
});

test('every code is used and documented', () => {
  for (const doc of Object.values(yamlCodes)) expect(doc).toMatch(/^[^A-Z].*[^.]$/);
  const used = new Set(table.flatMap(({ then }) => then).map(line => line.split(' ')[0] ?? ''));
  const elsewhere = ['yaml-key-type', 'yaml-merge-value', 'yaml-alias-bomb', 'yaml-limit', 'yaml-encoding'];
  expect([...used, ...elsewhere].toSorted()).toEqual(Object.keys(yamlCodes).toSorted());
});
