import { describe, expect, test } from 'vitest';
import { renderedDigestOf } from '../../../../src/engines/kubernetes/manifest/digest.ts';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';

const digest = (text: string, namespace?: string): string =>
  renderedDigestOf(readManifests(text, 'f.yaml').manifests, namespace);

const a = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: "1"}\n';
const b = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, namespace: shop}\n';

describe('the rendered digest', () => {
  test('is a known value', () => {
    expect(digest(a)).toBe('a6848aaa8df0a6354b12ed21daf6562c160586297ff53a69f7860ff00632ee38');
  });

  test.each([
    [
      'order, comments and spelling do not matter',
      `# note\n${b}---\n{"kind":"ConfigMap","apiVersion":"v1","data":{"x":"1"},"metadata":{"name":"a"}}`,
      `${a}---\n${b}`,
      true,
    ],
    [
      'our own label does not matter',
      a.replace('{name: a}', '{name: a, labels: {applyset.kubernetes.io/part-of: x}}'),
      a,
      true,
    ],
    ['another label matters', a.replace('{name: a}', '{name: a, labels: {b: c}}'), a, false],
    ['a value matters', a.replace('"1"', '"2"'), a, false],
    [
      'creationTimestamp: null matters',
      a.replace('{name: a}', '{name: a, creationTimestamp: null}'),
      a,
      false,
    ],
    ['a missing object matters', a, `${a}---\n${b}`, false],
  ] as const)('%s', (_, one, other, isSame) => expect(digest(one) === digest(other)).toBe(isSame));

  test('an input namespace fills in where there is none', () => {
    expect(digest(a, 'shop')).toBe(digest(a.replace('{name: a}', '{name: a, namespace: shop}')));
    expect(digest(b, 'other')).toBe(digest(b));
    expect(digest(a, 'shop')).not.toBe(digest(a));
  });
});
