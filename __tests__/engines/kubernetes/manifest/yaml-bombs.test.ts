import { describe, expect, test } from 'vitest';
import { cpuTimeMs } from '../../../cpu-time.ts';
import { yamlLimits } from '../../../../src/engines/kubernetes/manifest/yaml-codes.ts';
import { parseYaml } from '../../../../src/engines/kubernetes/manifest/yaml.ts';

const aliasBomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from(
    { length: 9 },
    (_, at) => `a${at + 1}: &a${at + 1} [${Array(10).fill(`*a${at}`).join(', ')}]`,
  ),
].join('\n');
const mergeBomb = [
  `a0: &a0 {${Array.from({ length: 100 }, (_, at) => `k${at}: 1`).join(', ')}}`,
  ...Array.from({ length: 400 }, (_, at) => `a${at + 1}: &a${at + 1} {<<: *a${at}, z${at}: 1}`),
].join('\n');
const deepAliases = [
  `a0: &a0 ${'['.repeat(60)}${']'.repeat(60)}`,
  `a1: &a1 ${'['.repeat(60)}*a0${']'.repeat(60)}`,
].join('\n');

const table = [
  { name: 'nine levels of aliases', text: aliasBomb, code: 'yaml-alias-bomb' },
  { name: 'merges of merges', text: mergeBomb, code: 'yaml-alias-bomb' },
  { name: 'aliases that nest', text: deepAliases, code: 'yaml-limit' },
  { name: 'five thousand brackets', text: '['.repeat(5000), code: 'yaml-limit' },
  { name: 'a hundred thousand braces of JSON', text: '{"a":'.repeat(100_000), code: 'yaml-limit' },
  {
    name: 'JSON that is nested and closed',
    text: `{"a":${'['.repeat(200)}${']'.repeat(200)}}`,
    code: 'yaml-limit',
  },
  { name: 'fifty thousand dashes', text: '- '.repeat(50_000), code: 'yaml-limit' },
  { name: 'two hundred thousand documents', text: 'a: 1\n---\n'.repeat(200_000), code: 'yaml-limit' },
  { name: 'a million blanks and an open bracket', text: `${' '.repeat(1_000_000)}x: [`, code: 'yaml-syntax' },
  { name: 'a large file', text: 'a'.repeat(yamlLimits.fileLength + 1), code: 'yaml-limit' },
  { name: 'a tab behind a million dashes', text: `x: 1\n${'- '.repeat(1_000_000)}\tx`, code: 'yaml-syntax' },
  { name: 'twenty thousand JSON objects', text: '{"a":1}\n'.repeat(20_000), code: 'yaml-limit' },
  { name: 'text that is no base64', text: `a: !!binary ${'/'.repeat(999_999)}`, code: 'yaml-tag' },
  { name: 'strings that never end', text: '{"a": "'.repeat(50_000), code: 'yaml-syntax' },
];

describe('refuses quickly and in little room', () => {
  test.each(table)('$name', ({ text, code }) => {
    const before = process.memoryUsage().heapUsed;
    const started = cpuTimeMs();
    const { diagnostics } = parseYaml(text, 'f.yaml');
    expect(cpuTimeMs() - started).toBeLessThan(1000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024);
    expect(diagnostics.map(each => each.code)).toContain(code);
  });
});

test('decodes a million bytes that are no text', () => {
  const started = cpuTimeMs();
  const { documents } = parseYaml(`a: !!binary ${'/'.repeat(1_000_000)}`, 'f.yaml');
  expect(documents[0]?.value).toEqual({ a: '\uFFFD'.repeat(750_000) });
  expect(cpuTimeMs() - started).toBeLessThan(1000);
});

test('accepts two thousand small aliases', () => {
  const aliases = Array.from({ length: 2000 }, (_, at) => `k${at}: *a`).join('\n');
  const { documents, diagnostics } = parseYaml(`a: &a {b: 1}\n${aliases}\n`, 'f.yaml');
  expect(diagnostics).toEqual([]);
  expect(documents[0]?.value).toMatchObject({ k0: { b: 1 }, k1999: { b: 1 } });
});

test('reads 4,000 documents in a moment', () => {
  const labels = Array.from({ length: 30 }, (_, at) => `    label-${at}: "value ${at}"`).join('\n');
  const one = `apiVersion: v1\nkind: K\nmetadata:\n  name: x\n  labels:\n${labels}\n---\n`;
  const started = cpuTimeMs();
  const { documents } = parseYaml(one.repeat(4000), 'f.yaml');
  expect(documents).toHaveLength(4000);
  expect(cpuTimeMs() - started).toBeLessThan(3000);
});
