import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../../../src/engines/kubernetes/manifest/yaml.ts';
import { checkObject } from '../../../../src/engines/kubernetes/schema/walk.ts';
import { isObject } from '../../../../src/model/json.ts';
import { readSchemas } from './read-schemas.ts';

const schemas = readSchemas();

/** `what pointer field-or-message` of every finding of one object. */
function check(kind: string, text: string, version = '1.36'): string[] {
  const [group = '', ...rest] = kind.split('/').length === 3 ? kind.split('/') : ['', ...kind.split('/')];
  const [apiVersion = '', name = ''] = rest;
  const schema = schemas.kindOf(version, { group, version: apiVersion, kind: name });
  const value = parseYaml(text, 'f.yaml').documents[0]?.value;
  if (!schema || !isObject(value)) throw new Error(`the test has no schema or object of ${kind}`);
  return checkObject(schema, value).map(finding =>
    finding.what === 'wrong-type'
      ? `${finding.what} ${finding.pointer} ${finding.message}`
      : `${finding.what} ${finding.pointer} ${finding.field}`,
  );
}

const container = (fields: string): string =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: b, ${fields}}]}}`;
const inContainer = '/spec/containers/0';

const table: readonly (readonly [name: string, kind: string, text: string, then: readonly string[]])[] = [
  [
    'unknown fields at any depth',
    'v1/Pod',
    container('imgae: x, env: [{nmae: a, name: b}]'),
    [`unknown-field ${inContainer}/imgae imgae`, `unknown-field ${inContainer}/env/0/nmae nmae`],
  ],
  [
    'unknown fields at the top',
    'v1/ConfigMap',
    '{apiVersion: v1, kind: ConfigMap, date: {}}',
    ['unknown-field /date date'],
  ],
  [
    'unknown metadata',
    'v1/ConfigMap',
    '{metadata: {name: a, lables: {}}}',
    ['unknown-field /metadata/lables lables'],
  ],
  [
    'missing fields',
    'v1/Pod',
    '{spec: {containers: [{image: b}], volumes: [{}]}}',
    [`missing-field ${inContainer} name`, 'missing-field /spec/volumes/0 name'],
  ],
  ['null as missing', 'v1/Pod', '{spec: {containers: ~}}', ['missing-field /spec containers']],
  [
    'nothing missing in a status',
    'apps/v1/Deployment',
    '{spec: {selector: {}, template: {}}, status: {conditions: [{}]}}',
    [],
  ],
  ['unknown fields in a status', 'v1/Pod', '{status: {phsae: x}}', ['unknown-field /status/phsae phsae']],
  [
    'null anywhere',
    'v1/ConfigMap',
    '{metadata: {name: a, creationTimestamp: ~, labels: ~}, data: {a: ~}}',
    [],
  ],
  [
    'text that is a number',
    'v1/ConfigMap',
    '{data: {a: 1, b: on, c: [x]}}',
    [
      'wrong-type /data/a is a number, not text',
      'wrong-type /data/b is true or false, not text',
      'wrong-type /data/c is a list, not text',
    ],
  ],
  [
    'numbers that are text',
    'v1/Pod',
    container('ports: [{containerPort: "80"}]'),
    [`wrong-type ${inContainer}/ports/0/containerPort is text, not a whole number`],
  ],
  [
    'fractions',
    'v1/Pod',
    container('ports: [{containerPort: 80.5}]'),
    [`wrong-type ${inContainer}/ports/0/containerPort is not a whole number`],
  ],
  ['whole floats', 'v1/Pod', container('ports: [{containerPort: 80.0}]'), []],
  [
    'int32',
    'v1/Pod',
    container('ports: [{containerPort: 2147483648}]'),
    [`wrong-type ${inContainer}/ports/0/containerPort is not between -2147483648 and 2147483647`],
  ],
  ['int64', 'v1/Pod', '{spec: {containers: [], terminationGracePeriodSeconds: 9223372036854775807}}', []],
  [
    'beyond int64',
    'v1/Pod',
    '{spec: {containers: [], terminationGracePeriodSeconds: 9223372036854775808}}',
    [
      'wrong-type /spec/terminationGracePeriodSeconds is not between -9223372036854775808 and 9223372036854775807',
    ],
  ],
  [
    'booleans that are text',
    'v1/Pod',
    '{spec: {containers: [], hostNetwork: "true"}}',
    ['wrong-type /spec/hostNetwork is text, not true or false'],
  ],
  [
    'int or text',
    'v1/Service',
    '{spec: {ports: [{port: 80, targetPort: http}, {port: 81, targetPort: 8080}]}}',
    [],
  ],
  [
    'neither int nor text',
    'v1/Service',
    '{spec: {ports: [{port: 80, targetPort: 1.5}, {port: 81, targetPort: on}]}}',
    [
      'wrong-type /spec/ports/0/targetPort is not a whole number',
      'wrong-type /spec/ports/1/targetPort is true or false, not a whole number',
    ],
  ],
  [
    'a map for a list',
    'v1/Pod',
    '{spec: {containers: {name: a}}}',
    ['wrong-type /spec/containers is a map, not a list'],
  ],
  ['a list for a map', 'v1/Pod', '{spec: [{containers: []}]}', ['wrong-type /spec is a list, not a map']],
  ['text for a map', 'v1/ConfigMap', '{data: hello}', ['wrong-type /data is text, not a map']],
  ['good base64', 'v1/Secret', '{data: {a: aGVsbG8=, b: "", c: "aGVs\\nbG8="}}', []],
  [
    'bad base64',
    'v1/Secret',
    '{data: {a: hello, b: aGVsbG8, c: "aGVs bG8="}}',
    ['a', 'b', 'c'].map(key => `wrong-type /data/${key} is not base64`),
  ],
  [
    'CRDs with schemas of any shape',
    'apiextensions.k8s.io/v1/CustomResourceDefinition',
    '{spec: {group: a, scope: Cluster, names: {kind: A, plural: as}, versions: [{name: v1, schema: {openAPIV3Schema: {properties: {a: {items: {type: string}, default: [1]}}}}}]}}',
    [],
  ],
  [
    'unknown schema keys in CRDs',
    'apiextensions.k8s.io/v1/CustomResourceDefinition',
    '{spec: {group: a, scope: Cluster, names: {kind: A, plural: as}, versions: [{name: v1, schema: {openAPIV3Schema: {typ: object}}}]}}',
    ['unknown-field /spec/versions/0/schema/openAPIV3Schema/typ typ'],
  ],
];

describe('finds', () => {
  test.each(table)('%s', (_, kind, text, then) => expect(check(kind, text)).toEqual(then));
});

describe('quantities', () => {
  const memory = (value: string): string => container(`resources: {limits: {memory: ${value}}}`);
  test.each([
    '1',
    '1.5',
    '"2"',
    '500m',
    '2Gi',
    '1e3',
    '"1e3"',
    '1E3',
    '+1Ki',
    '-1',
    '.5',
    '5.',
    '100n',
    '1u',
    '1k',
    '0.5Mi',
  ])('accepts %s', value => expect(check('v1/Pod', memory(value))).toEqual([]));
  test.each(['512MB', '2GiB', '1 Gi', '1gi', '""', '1K', 'Mi', '1e', '"1,5"', 'on', '[1]'])(
    'refuses %s',
    value => expect(check('v1/Pod', memory(value))).toHaveLength(1),
  );
});

test('fields that came later are unknown to older versions', () => {
  const text = '{spec: {containers: [], hostnameOverride: a}}';
  expect(check('v1/Pod', text, '1.31')).toEqual(['unknown-field /spec/hostnameOverride hostnameOverride']);
  expect(check('v1/Pod', text, '1.36')).toEqual([]);
});

test('what the server never asked for is not missing in old versions either', () => {
  const text = '{spec: {selector: {}, template: {}}}';
  expect(check('apps/v1/StatefulSet', text, '1.31')).toEqual([]);
});
