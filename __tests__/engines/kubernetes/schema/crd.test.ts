import { describe, expect, test } from 'vitest';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';
import { crdSchemasOf } from '../../../../src/engines/kubernetes/schema/crd.ts';
import { listKeysAt } from '../../../../src/engines/kubernetes/schema/list-keys.ts';
import { checkObject } from '../../../../src/engines/kubernetes/schema/walk.ts';
import { readSchemas } from './read-schemas.ts';

const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec:
  group: example.com
  scope: Cluster
  names: {kind: Thing, plural: things}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        required: [spec]
        properties:
          spec:
            type: object
            required: [size, mode]
            properties:
              size: {type: integer, format: int32}
              mode: {type: string, enum: [fast, slow], default: fast}
              port: {x-kubernetes-int-or-string: true}
              free: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: string}}}
              map: {type: object, additionalProperties: {type: boolean}}
              closed: {type: object}
              any: {x-kubernetes-preserve-unknown-fields: true}
              pod: {type: object, x-kubernetes-embedded-resource: true}
              ratio: {type: number}
              items:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [name]
                items: {type: object, required: [name], properties: {name: {type: string}, tags: {type: array, items: {type: string}}}}
`;

const schemas = readSchemas();
const shared = { definition: (name: string) => schemas.definitionIn('1.36', name) };
const kinds = crdSchemasOf(readManifests(crd, 'crd.yaml').manifests, shared);
const thing = kinds.get('example.com/v1/Thing');

function check(spec: string, metadata = '{name: a}'): string[] {
  const text = `apiVersion: example.com/v1\nkind: Thing\nmetadata: ${metadata}\nspec: ${spec}\n`;
  const object = readManifests(text, 'f.yaml').manifests[0]?.object;
  if (!thing || !object) throw new Error('the test has no schema or object');
  return checkObject(thing, object).map(({ what, pointer }) => `${what} ${pointer}`);
}

test('knows the kind, its scope and its lists', () => {
  expect([...kinds.keys()]).toEqual(['example.com/v1/Thing']);
  expect(thing).toMatchObject({ isNamespaced: false, plural: 'things' });
  expect(thing && listKeysAt(thing, ['spec', 'items'])).toEqual(['name']);
  expect(thing && listKeysAt(thing, ['spec', 'items', 0, 'tags'])).toBe('atomic');
});

describe('checks custom objects', () => {
  test.each([
    ['{size: 1, port: http, free: {a: x, b: 1}, map: {x: on}, any: [1], pod: {kind: Pod}, ratio: 1.5}', []],
    ['{size: 1, port: 80, any: x, ratio: 1, items: [{name: a, tags: [x]}]}', []],
    ['{}', ['missing-field /spec']],
    ['~', ['missing-field ']],
    ['{size: 1, siez: 2}', ['unknown-field /spec/siez']],
    ['{size: 2147483648}', ['wrong-type /spec/size']],
    ['{size: 1, mode: medium}', ['wrong-type /spec/mode']],
    ['{size: 1, port: 1.5}', ['wrong-type /spec/port']],
    ['{size: 1, free: {a: 1}}', ['wrong-type /spec/free/a']],
    ['{size: 1, map: {a: 1}}', ['wrong-type /spec/map/a']],
    ['{size: 1, closed: {a: 1}}', ['unknown-field /spec/closed/a']],
    ['{size: 1, items: [{tags: [1]}]}', ['wrong-type /spec/items/0/tags/0', 'missing-field /spec/items/0']],
  ])('%s', (spec, then) => expect(check(spec)).toEqual(then));

  test('their metadata too', () => {
    expect(check('{size: 1}', '{name: a, lables: {}}')).toEqual(['unknown-field /metadata/lables']);
  });
});

test('takes broken CRDs for no schema', () => {
  const broken = crd.replace('openAPIV3Schema', 'nothing').replace('things.example.com', 'x');
  expect(crdSchemasOf(readManifests(broken, 'crd.yaml').manifests, shared).size).toBe(0);
});
