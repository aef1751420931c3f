import { describe, expect, test } from 'vitest';
import { manifestCodes } from '../../../../src/engines/kubernetes/manifest/manifest-codes.ts';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';

const refused = [
  { name: 'a list', given: '- 1\n', then: ['manifest-not-object 1:1'] },
  { name: 'no apiVersion and no kind', given: 'a: 1\n', then: ['manifest-kind-missing 1:1'] },
  {
    name: 'a kind that is a number',
    given: 'apiVersion: v1\nkind: 1\n',
    then: ['manifest-kind-missing 1:1'],
  },
  { name: 'three parts', given: 'apiVersion: a/b/c\nkind: K\n', then: ['manifest-version-invalid 1:13'] },
  { name: 'an empty group', given: 'apiVersion: /v1\nkind: K\n', then: ['manifest-version-invalid 1:13'] },
  {
    name: 'a Kustomize file',
    given: 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n',
    then: ['manifest-not-rendered 2:7'],
  },
  { name: 'no metadata', given: 'apiVersion: v1\nkind: K\n', then: ['manifest-name-missing 1:1'] },
  {
    name: 'generateName',
    given: 'apiVersion: v1\nkind: K\nmetadata: {generateName: a-}\n',
    then: ['manifest-name-missing 3:11'],
  },
  {
    name: 'everything that is not text, at once',
    given:
      'apiVersion: v1\nkind: K\nmetadata:\n  name: 1\n  namespace: on\n  labels: {a: 1, b: ~}\n  annotations: {c: 1.5}\n',
    then: [4, 5, 6, 6, 7].map((line, at) => `manifest-text-expected ${line}:${[9, 14, 15, 21, 20][at]}`),
  },
  {
    name: 'labels that are a list',
    given: 'apiVersion: v1\nkind: K\nmetadata: {name: a, labels: [b]}\n',
    then: ['manifest-text-expected 3:29'],
  },
  {
    name: 'a List in a List',
    given: 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: List, items: []}\n',
    then: ['manifest-list-nested 4:3'],
  },
  {
    name: 'items that are a map',
    given: 'apiVersion: v1\nkind: List\nitems: {a: 1}\n',
    then: ['manifest-list-nested 3:8'],
  },
  {
    name: 'an item that is null',
    given: 'apiVersion: v1\nkind: List\nitems:\n- ~\n',
    then: ['manifest-not-object 4:3'],
  },
];

describe('refuses', () => {
  test.each(refused)('$name', ({ given, then }) => {
    const { manifests, diagnostics } = readManifests(given, 'f.yaml');
    expect(manifests).toEqual([]);
    expect(diagnostics.map(({ code, location }) => `${code} ${location?.line}:${location?.column}`)).toEqual(
      then,
    );
  });

  test('with documented codes only', () => {
    const codes = refused.flatMap(({ then }) => then).map(line => line.split(' ')[0] ?? '');
    expect([...new Set(codes)].toSorted()).toEqual(Object.keys(manifestCodes).toSorted());
  });
});

test('reads group, version, kind, namespace and name', () => {
  const text = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop, labels: ~}\n';
  const { manifests, diagnostics } = readManifests(text, 'f.yaml');
  expect(diagnostics).toEqual([]);
  expect(manifests.map(({ id }) => id)).toEqual([
    { group: 'apps', version: 'v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
  ]);
});

test('takes Lists apart and keeps the places of their items', () => {
  const text = `apiVersion: v1
kind: ConfigMapList
items:
- metadata: {name: a}
- metadata:
    name: b
  data: {x: "1"}
`;
  const { manifests } = readManifests(text, 'f.yaml');
  expect(manifests.map(({ id, location }) => [id.kind, id.name, location.line])).toEqual([
    ['ConfigMap', 'a', 4],
    ['ConfigMap', 'b', 5],
  ]);
  expect(manifests[1]?.object).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'b' },
    data: { x: '1' },
  });
  expect(manifests[1]?.positions.value('/data/x').line).toBe(7);
});

test('reads the other objects when one is refused', () => {
  const good = 'apiVersion: v1\nkind: K\nmetadata: {name: a}\n';
  expect(readManifests(`${good}---\nkind: K\n---\n${good}`, 'f.yaml').manifests).toHaveLength(2);
});
