import { describe, expect, test } from 'vitest';
import { cpuTimeMs } from '../../../cpu-time.ts';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';
import { rules, validateManifests } from '../../../../src/engines/kubernetes/manifest/rules/index.ts';
import { readSchemas } from '../schema/read-schemas.ts';

const schemas = readSchemas();

/** `severity code line:column` of what validation finds in a text. */
function findingsOf(text: string, kubernetesVersion = '1.36'): string[] {
  const { manifests, diagnostics } = readManifests(text, 'f.yaml');
  expect(diagnostics).toEqual([]);
  return validateManifests(manifests, { schemas, kubernetesVersion }).map(
    ({ severity, code, location }) => `${severity} ${code} ${location?.line}:${location?.column}`,
  );
}

const object = (apiVersion: string, kind: string, rest = '', name = 'a'): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n${rest}`;
const configMap = object('v1', 'ConfigMap');
const ingress = object('networking.k8s.io/v1', 'Ingress');
const oldIngress = object('networking.k8s.io/v1beta1', 'Ingress');

const table: readonly (readonly [name: string, text: string, then: readonly string[]])[] = [
  ['nothing in a good object', configMap, []],
  ['a duplicate', `${configMap}---\n${configMap}`, ['error duplicate-object 5:1']],
  [
    'no duplicate in another namespace',
    `${configMap}---\n${configMap.replace('{name: a}', '{name: a, namespace: b}')}`,
    [],
  ],
  ['no duplicate of another kind', `${configMap}---\n${object('v1', 'ServiceAccount')}`, []],
  [
    'a duplicate under two API versions',
    `${ingress}---\n${oldIngress}`,
    ['error duplicate-object 5:1', 'error removed-api 5:13'],
  ],
  ['an unknown field, at its key', `${configMap}date: {}\n`, ['error unknown-field 4:1']],
  ['a wrong type, at its value', `${configMap}data: {a: 1}\n`, ['error wrong-type 4:11']],
  ['a missing field, at its parent', object('v1', 'Pod', 'spec: {}\n'), ['error missing-field 4:1']],
  ['a misspelt kind', object('apps/v1', 'Deploymnet'), ['error unknown-kind 2:7']],
  ['a kind in the wrong group', object('v1', 'Deployment'), ['error unknown-kind 1:13']],
  ['an API of long ago', object('extensions/v1beta1', 'Deployment'), ['error removed-api 1:13']],
  ['an API without successor', object('policy/v1beta1', 'PodSecurityPolicy'), ['error removed-api 1:13']],
  [
    'custom kinds, once each',
    [1, 2, 3].map(at => object('example.com/v1', 'Thing', '', `a${at}`)).join('---\n'),
    ['notice unchecked-kind 2:7'],
  ],
  [
    'every mistake in the marks of a hook, at its value',
    object(
      'batch/v1',
      'Job',
      `  annotations:
    gitops-push.dev/hook: befor, after
    gitops-push.dev/hook-order: soon
    gitops-push.dev/hook-cleanup: always
spec: { suspend: true, template: { spec: { restartPolicy: Never, containers: [{ name: a, image: b }] } } }
`,
    ).replace('{name: a}\n', '\n  name: a\n'),
    ['error hook-mark 6:27', 'error hook-mark 6:27', 'error hook-mark 7:33', 'error hook-mark 8:35'],
  ],
  [
    'a hook that is no Job, and the order of one that is none',
    `${configMap.replace('{name: a}', '{name: a, annotations: {gitops-push.dev/hook: before}}')}---
${configMap.replace('{name: a}', '{name: b, annotations: {gitops-push.dev/hook-order: "1"}}')}`,
    ['error hook-mark 3:57', 'error hook-mark 7:63'],
  ],
  [
    'nothing in a good hook',
    object(
      'batch/v1',
      'Job',
      'spec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: b }] } } }\n',
    ).replace(
      '{name: a}',
      '{name: a, annotations: {gitops-push.dev/hook: "before,after-rollback", gitops-push.dev/hook-order: "-5", gitops-push.dev/hook-cleanup: on-success}}',
    ),
    [],
  ],
  ['a readable Secret', object('v1', 'Secret', 'data: {a: aGVsbG8=}\n'), ['warning plain-secret 4:1']],
  [
    'a readable Secret in plain text',
    object('v1', 'Secret', 'stringData: {a: hello}\n'),
    ['warning plain-secret 4:1'],
  ],
  [
    'no readable Secret in an encrypted or empty one',
    `${object('v1', 'Secret', 'stringData: {a: "ENC[AES256_GCM,data:x]", b: ""}\n')}---\n${object('v1', 'Secret', '', 'b')}`,
    [],
  ],
];

describe('finds', () => {
  test.each(table)('%s', (_, text, then) => expect(findingsOf(text)).toEqual(then));

  test('with every rule at least once, and no other code', () => {
    const found = new Set([
      ...table.flatMap(([, , then]) => then).map(line => line.split(' ')[1] ?? ''),
      // These have tables of their own.
      'invalid-name',
      'dangling-reference',
      'empty-selector',
      'deprecated-api',
    ]);
    expect([...found].toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
  });
});

describe('names', () => {
  const long = 'a'.repeat(64);
  test.each([
    ['v1', 'ConfigMap', 'a.b-c.1'],
    ['v1', 'ConfigMap', long],
    ['v1', 'Namespace', 'a-1'],
    ['v1', 'Service', 'a-1'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'System:Thing:reader'],
    ['batch/v1', 'CronJob', 'a'.repeat(52)],
    ['example.com/v1', 'Thing', 'Not_Ours'],
  ])('%s %s may be called %s', (apiVersion, kind, name) =>
    expect(
      findingsOf(object(apiVersion, kind, '', name)).filter(line => line.includes('invalid-name')),
    ).toEqual([]),
  );

  test.each([
    ['v1', 'ConfigMap', 'Web'],
    ['v1', 'ConfigMap', 'a_b'],
    ['v1', 'ConfigMap', '-a'],
    ['v1', 'ConfigMap', 'a..b'],
    ['v1', 'ConfigMap', 'a'.repeat(254)],
    ['v1', 'Namespace', 'a.b'],
    ['v1', 'Namespace', long],
    ['v1', 'Service', '1a'],
    ['v1', 'Service', 'a.b'],
    ['rbac.authorization.k8s.io/v1', 'Role', 'a/b'],
    ['batch/v1', 'CronJob', 'a'.repeat(53)],
    ['example.com/v1', 'Thing', '..'],
  ])('%s %s may not be called %s', (apiVersion, kind, name) =>
    expect(findingsOf(object(apiVersion, kind, '', name))).toContain('error invalid-name 3:18'),
  );

  test('a namespace is a name too', () => {
    expect(findingsOf(configMap.replace('{name: a}', '{name: a, namespace: a.b}'))).toEqual([
      'error invalid-name 3:32',
    ]);
  });
});

describe('says what to do', () => {
  const hintOf = (text: string, kubernetesVersion = '1.36'): string | undefined =>
    validateManifests(readManifests(text, 'f.yaml').manifests, { schemas, kubernetesVersion })[0]?.hint;
  test.each([
    ['an unknown field', `${configMap}date: {}\n`, 'data'],
    ['a misspelt kind', object('apps/v1', 'Deploymnet'), 'Deployment'],
    ['a kind in the wrong group', object('v1', 'Deployment'), 'apps/v1'],
    ['an API of long ago', object('extensions/v1beta1', 'Ingress'), 'networking.k8s.io/v1'],
    ['an API without successor', object('policy/v1beta1', 'PodSecurityPolicy'), 'nothing'],
    ['text for a number', object('v1', 'Service', 'spec: {ports: [{port: "80"}]}\n'), 'remove the quotes'],
    ['a number for text', `${configMap}data: {a: 1}\n`, 'quote it'],
  ])('about %s', (_, text, part) => expect(hintOf(text)).toContain(part));

  test('about a kind that came later', () => {
    const ipAddress = object(
      'networking.k8s.io/v1',
      'IPAddress',
      'spec: {parentRef: {resource: a, name: b}}\n',
    );
    expect(hintOf(ipAddress, '1.31')).toContain('networking.k8s.io/v1beta1');
    expect(findingsOf(ipAddress, '1.31')).toEqual(['error unknown-kind 1:13']);
    expect(findingsOf(ipAddress, '1.36')).toEqual([]);
  });

  test('about an API that the target no longer has, but an older version had', () => {
    const flowSchema = object('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema');
    expect(findingsOf(flowSchema, '1.31')).toEqual(['warning deprecated-api 1:13']);
    expect(hintOf(flowSchema, '1.31')).toContain('flowcontrol.apiserver.k8s.io/v1');
    expect(findingsOf(flowSchema, '1.32')).toEqual(['error removed-api 1:13']);
    expect(hintOf(flowSchema, '1.32')).toContain('flowcontrol.apiserver.k8s.io/v1');
  });

  test('about a duplicate: where the other one stands', () => {
    const { manifests } = readManifests(`${configMap}---\n${configMap}`, 'f.yaml');
    expect(validateManifests(manifests, { schemas, kubernetesVersion: '1.36' })[0]?.message).toMatch(
      /f\.yaml\D+1/,
    );
  });

  test('without a word of what a Secret holds', () => {
    const secret = object(
      'v1',
      'Secret',
      'data: {a: hunter2, b: [hunter2]}\nstringData: {c: 1234567}\nhunter: {}\n',
    );
    const { manifests } = readManifests(secret, 'f.yaml');
    const told = JSON.stringify(validateManifests(manifests, { schemas, kubernetesVersion: '1.36' }));
    expect(told).not.toMatch(/hunter2|1234567/);
  });
});

test('uses the CRDs among the manifests', () => {
  const crd = `${object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', '', 'things.example.com')}spec:
  group: example.com
  scope: Namespaced
  names: {kind: Thing, plural: things}
  versions:
  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}}
`;
  const thing = object('example.com/v1', 'Thing', 'spec: {siez: 1}\n');
  expect(findingsOf(`${thing}---\n${crd}`)).toEqual(['error unknown-field 4:8']);
});

test('rules are documented in a line each', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { doc } of rules) expect(doc).toMatch(/^[a-z].{20,110}[^.]$/);
});

test('checks 5,000 objects in three seconds', () => {
  const one = (at: number): string =>
    object(
      'apps/v1',
      'Deployment',
      `spec: {replicas: 3, selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: "a:1", imgae: x, ports: [{containerPort: 80}], resources: {limits: {memory: 1Gi}}}]}}}\n`,
      `a${at}`,
    );
  const { manifests } = readManifests(
    Array.from({ length: 5000 }, (_, at) => one(at)).join('---\n'),
    'f.yaml',
  );
  const started = cpuTimeMs();
  expect(validateManifests(manifests, { schemas, kubernetesVersion: '1.36' })).toHaveLength(5000);
  expect(cpuTimeMs() - started).toBeLessThan(3000);
});
