import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readManifests } from '../../src/engines/kubernetes/manifest/read.ts';
import { writeJsonList, writeYaml } from '../../src/engines/kubernetes/manifest/write.ts';
import type { Json } from '../../src/model/json.ts';
import { canonicalJson, isObject } from '../../src/model/json.ts';
import { documentCases, objectText } from '../engines/kubernetes/manifest/document-cases.ts';
import { keyCases, scalarCases } from '../engines/kubernetes/manifest/scalar-cases.ts';
import { askKubectl, nameOf, type OracleAnswer } from './kubectl-oracle.ts';
import { jsonObjects, yamlValues } from './yaml-arbitraries.ts';

const refuses = 'refuses';
type Reading = readonly Json[] | typeof refuses;

/** What kubectl read, by the `v` of each object; a file with an error and no object was refused. */
function readingOf({ objects, errors }: OracleAnswer): Reading {
  if (errors.length > 0 && objects.length === 0) return refuses;
  return objects.map(object => object['v'] ?? null);
}

function named(text: string, index: number): string {
  return text.replaceAll('NAME', nameOf(index));
}

/** Compares by text, so that 1 and 1n, which are one JSON number, are one. */
function expectSame(given: string, kubectl: Reading, ours: Reading): void {
  const texts = [kubectl, ours].map(reading => (reading === refuses ? refuses : canonicalJson(reading)));
  expect({ given, reads: texts[1] }).toEqual({ given, reads: texts[0] });
}

describe('the tables say what kubectl does', () => {
  test('scalars', async () => {
    const answers = await askKubectl(scalarCases.map(({ written }, at) => named(objectText(written), at)));
    for (const [at, { written, then, kubectl }] of scalarCases.entries())
      expectSame(
        written,
        readingOf(answers[at] ?? { objects: [], errors: [] }),
        'value' in then ? [then.value] : kubectl === undefined ? refuses : [kubectl],
      );
  });

  test('keys', async () => {
    const texts = keyCases.map(({ written }, at) => named(objectText(`\n  ${written}: 1`), at));
    const answers = await askKubectl(texts);
    for (const [at, { written, then, kubectl }] of keyCases.entries()) {
      const key = 'key' in then ? then.key : kubectl;
      const value = key === undefined ? refuses : [Object.fromEntries([[key, 1]])];
      expectSame(written, readingOf(answers[at] ?? { objects: [], errors: [] }), value);
    }
  });

  test('files', async () => {
    const answers = await askKubectl(documentCases.map(({ text }, at) => named(text, at)));
    for (const [at, { name, then, kubectl }] of documentCases.entries()) {
      if (kubectl === 'unsettled') continue;
      const ours = kubectl ?? ('code' in then ? refuses : then);
      expectSame(name, readingOf(answers[at] ?? { objects: [], errors: [] }), ours);
    }
  });
});

describe('what nobody thought of', () => {
  test('random YAML is read as kubectl reads it', async () => {
    let compared = 0;
    const property = fc.asyncProperty(
      fc.array(yamlValues(), { minLength: 400, maxLength: 400 }),
      async values => {
        const texts = values.map((value, at) => named(objectText(value), at));
        const answers = await askKubectl(texts);
        for (const [at, text] of texts.entries()) {
          const { manifests, diagnostics } = readManifests(text, 'f.yaml');
          const kubectl = readingOf(answers[at] ?? { objects: [], errors: [] });
          if (diagnostics.some(({ severity }) => severity === 'error')) continue;
          expectSame(
            text,
            kubectl,
            manifests.map(({ object }) => object['v'] ?? null),
          );
          compared += 1;
        }
      },
    );
    await fc.assert(property, { numRuns: 3, endOnFailure: true, seed: 20 });
    expect(compared).toBeGreaterThan(500);
  });

  test('what we write is what kubectl reads, as YAML and as a List', async () => {
    const property = fc.asyncProperty(
      fc.array(jsonObjects(), { minLength: 300, maxLength: 300 }),
      async values => {
        const objects = values.map((v, at) => ({
          apiVersion: 'v1',
          kind: 'K',
          metadata: { name: nameOf(at) },
          v,
        }));
        for (const text of [writeYaml(objects), writeJsonList(objects)]) {
          const [answer] = await askKubectl([text.replaceAll('file-', 'file-00000-')]);
          const read = (answer?.objects ?? []).map(({ v }) => (isObject(v) ? v : {}));
          expect(answer?.errors).toEqual([]);
          expect(read.map(canonicalJson)).toEqual(values.map(canonicalJson));
        }
      },
    );
    await fc.assert(property, { numRuns: 2, endOnFailure: true, seed: 20 });
  });
});
