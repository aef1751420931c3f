import { describe, expect, test } from 'vitest';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';
import { compareRendered } from '../../../../src/engines/kubernetes/render/compare.ts';
import type { Change } from '../../../../src/model/change.ts';
import { readSchemas } from '../schema/read-schemas.ts';

const schemas = readSchemas();

function compare(before: string, after: string, namespace?: string): readonly Change[] {
  const manifests = (text: string, file: string) => readManifests(text, file).manifests;
  return compareRendered(
    manifests(before, 'old.yaml'),
    { manifests: manifests(after, 'new.yaml'), schemas },
    { version: '1.36', ...(namespace !== undefined && { namespace }) },
  );
}

const brief = (changes: readonly Change[]): readonly string[] =>
  changes.map(({ action, address, fields }) =>
    [action, address, ...fields.map(({ label }) => label)].join(' '),
  );

const deployment = (containers: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
${containers}`;

const secret = (name: string, value: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: ${name} }\nstringData: { key: ${value} }\n`;

const map = (name: string, more = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}${more} }\ndata: { a: "1" }\n`;

describe('two rendered sets', () => {
  test('are compared by objects, whatever file they stand in, removed ones last', () => {
    const changes = compare(`${map('gone')}---\n${map('same')}`, `${map('same')}---\n${map('new')}`);
    expect(brief(changes)).toEqual([
      'unchanged v1/ConfigMap/same',
      'create v1/ConfigMap/new',
      'delete v1/ConfigMap/gone',
    ]);
    expect(changes.map(({ location, note }) => location?.file ?? note)).toEqual([
      'new.yaml',
      'new.yaml',
      'it stood in old.yaml:1',
    ]);
  });

  test('are compared field by field, list items by the keys of the kind', () => {
    const before = deployment('        - { name: a, image: "x:1" }\n        - { name: b, image: "y:1" }\n');
    const after = deployment('        - { name: b, image: "y:2" }\n        - { name: a, image: "x:1" }\n');
    expect(brief(compare(before, after))).toEqual([
      'update apps/v1/Deployment/shop/web spec.template.spec.containers (order) spec.template.spec.containers[b].image',
    ]);
  });

  test('are compared by the list keys of a CRD that is among them', () => {
    const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: things.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Thing, plural: things }
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { doors: { type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [color], items: { type: object, properties: { color: { type: string }, open: { type: boolean } } } } } } } } }
`;
    const thing = (doors: string): string =>
      `${crd}---\napiVersion: example.com/v1\nkind: Thing\nmetadata: { name: a }\nspec: { doors: [${doors}] }\n`;
    const [, change] = compare(
      thing('{ color: red, open: true }, { color: blue, open: true }'),
      thing('{ color: red, open: true }, { color: blue, open: false }'),
      'shop',
    );
    expect([change?.address, change?.fields.map(({ label }) => label)]).toEqual([
      'example.com/v1/Thing/shop/a',
      ['spec.doors[blue].open'],
    ]);
  });

  test('take an object that changed its API version for the same one', () => {
    const before = map('a').replace('v1', 'apps/v1').replace('ConfigMap', 'Deployment');
    const after = before.replace('apps/v1', 'apps/v2');
    expect(brief(compare(before, after))).toEqual(['update apps/v2/Deployment/a apiVersion']);
  });

  test('take an object without a namespace for the one in the namespace of the input', () => {
    expect(brief(compare(map('a'), map('a', ', namespace: shop'), 'shop'))).toEqual([
      'update v1/ConfigMap/shop/a metadata.namespace',
    ]);
    expect(brief(compare(map('a'), map('a', ', namespace: shop'))).length).toBe(2);
    const cluster = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n';
    expect(brief(compare(cluster, cluster, 'shop'))).toEqual(['unchanged v1/Namespace/a']);
  });

  test('do not tell of status, and of what servers write', () => {
    const served =
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: a, uid: b }\nstatus: { phase: Active }\n';
    expect(brief(compare('apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n', served))).toEqual([
      'unchanged v1/Namespace/a',
    ]);
  });

  test('tell of secrets by numbers that are the same in every run', () => {
    const before = `${secret('a', 'horse-battery')}---\n${secret('b', 'staple')}`;
    const after = `${secret('a', 'staple')}---\n${secret('b', 'staple')}---\n${secret('c', 'horse-battery')}`;
    const changes = compare(before, after);
    expect(
      changes.map(({ fields, after: made }) => [fields.map(({ before: a, after: b }) => [a, b]), made]),
    ).toEqual([
      [[['(secret 1)', '(secret 2)']], undefined],
      [[], undefined],
      [[], expect.objectContaining({ stringData: { key: '(secret 1)' } })],
    ]);
    expect(JSON.stringify(changes)).not.toMatch(/horse|staple/);
    expect(compare(before, after)).toEqual(changes);
  });
});
