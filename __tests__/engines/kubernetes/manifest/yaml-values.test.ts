import { describe, expect, test } from 'vitest';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';
import { parseYaml } from '../../../../src/engines/kubernetes/manifest/yaml.ts';
import { documentCases } from './document-cases.ts';
import { keyCases, scalarCases } from './scalar-cases.ts';

const codesOf = (text: string): string[] =>
  readManifests(text, 'f.yaml')
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);

describe('reads scalars as kubectl does', () => {
  test.each(scalarCases)('v: $written', ({ written, then }) => {
    const { documents, diagnostics } = parseYaml(`v: ${written}\n`, 'f.yaml');
    if ('code' in then) expect(diagnostics.map(({ code }) => code)).toContain(then.code);
    else expect(documents.map(({ value }) => value)).toEqual([{ v: then.value }]);
  });
});

describe('reads keys as kubectl does, but refuses booleans', () => {
  test.each(keyCases)('$written:', ({ written, then }) => {
    const { documents, diagnostics } = parseYaml(`{x: 1}\n---\n${written}: 1\n`, 'f.yaml');
    if ('code' in then) expect(diagnostics.map(({ code }) => code)).toContain(then.code);
    else expect(documents.map(({ value }) => Object.keys(value ?? {}))).toEqual([['x'], [then.key]]);
  });
});

describe('reads files as kubectl does', () => {
  test.each(documentCases)('$name', ({ text, then }) => {
    const named = text.replaceAll('NAME', 'case');
    if ('code' in then) expect(codesOf(named)).toContain(then.code);
    else {
      expect(codesOf(named)).toEqual([]);
      expect(readManifests(named, 'f.yaml').manifests.map(({ object }) => object['v'])).toEqual(then);
    }
  });
});

test('the tables are large enough to mean something', () => {
  expect(scalarCases.length + keyCases.length).toBeGreaterThanOrEqual(150);
  expect(documentCases.length).toBeGreaterThanOrEqual(75);
  expect(new Set(scalarCases.map(({ written }) => written)).size).toBe(scalarCases.length);
});
