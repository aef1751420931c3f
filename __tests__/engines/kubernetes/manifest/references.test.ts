import { describe, expect, test } from 'vitest';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';
import { validateManifests } from '../../../../src/engines/kubernetes/manifest/rules/index.ts';
import type { ValidationOptions } from '../../../../src/engines/kubernetes/manifest/rules/context.ts';
import { readSchemas } from '../schema/read-schemas.ts';

const schemas = readSchemas();

function found(text: string, more: Partial<ValidationOptions> = {}): readonly string[] {
  const { manifests, diagnostics } = readManifests(text, 'f.yaml');
  expect(diagnostics).toEqual([]);
  return validateManifests(manifests, { schemas, kubernetesVersion: '1.36', ...more }).map(
    ({ severity, code, message, hint }) =>
      `${severity} ${code}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
}

const join = (...objects: readonly string[]): string => objects.join('---\n');

const pod = (spec: string, labels = 'app: web', namespace = 'shop'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: ${namespace}, labels: { ${labels} } }\nspec: { ${spec} }\n`;

const container = (more: string): string => `containers: [{ name: a, image: "b:1", ${more} }]`;
const withVolume = (volume: string): string => `${container('')}, volumes: [{ name: v, ${volume} }]`;

const simple = (kind: string, name: string, more = '', namespace = 'shop'): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: ${namespace} }\n${more}`;

const settings = simple('ConfigMap', 'settings', 'data: { level: info }\n');

describe('names that Pods need', () => {
  test.each([
    ['envFrom', container('envFrom: [{ configMapRef: { name: setings } }]')],
    ['env', container('env: [{ name: A, valueFrom: { configMapKeyRef: { name: setings, key: level } } }]')],
    ['a volume', withVolume('configMap: { name: setings }')],
    ['a projected volume', withVolume('projected: { sources: [{ configMap: { name: setings } }] }')],
    [
      'an init container',
      `init${container('envFrom: [{ configMapRef: { name: setings } }]').replace('c', 'C')}, ${container('')}`,
    ],
  ])('are missed in %s, with what was meant', (_, spec) =>
    expect(found(join(pod(spec), settings))).toEqual([
      'warning dangling-reference: there is no ConfigMap setings among the objects (did you mean settings?)',
    ]),
  );

  test.each([
    ['a Secret of envFrom', container('envFrom: [{ secretRef: { name: db } }]'), 'Secret db'],
    [
      'a Secret of env',
      container('env: [{ name: A, valueFrom: { secretKeyRef: { name: db, key: p } } }]'),
      'Secret db',
    ],
    ['a Secret volume', withVolume('secret: { secretName: db }'), 'Secret db'],
    ['a pull secret', `${container('')}, imagePullSecrets: [{ name: pull }]`, 'Secret pull'],
    ['a ServiceAccount', `${container('')}, serviceAccountName: runner`, 'ServiceAccount runner'],
  ])('are missed: %s', (_, spec, what) =>
    expect(found(pod(spec))).toEqual([
      expect.stringContaining(`there is no ${what} among the objects (if it is made elsewhere`),
    ]),
  );

  test.each([
    ['is there', container('envFrom: [{ configMapRef: { name: settings } }]')],
    ['is optional', container('envFrom: [{ configMapRef: { name: none, optional: true } }]')],
    [
      'is an optional key',
      container('env: [{ name: A, valueFrom: { secretKeyRef: { name: none, key: a, optional: true } } }]'),
    ],
    ['is an optional volume', withVolume('secret: { secretName: none, optional: true }')],
    [
      'is in every namespace',
      `${withVolume('configMap: { name: kube-root-ca.crt }')}, serviceAccountName: default`,
    ],
  ])('are fine when what they name %s', (_, spec) => expect(found(join(pod(spec), settings))).toEqual([]));

  test('are looked up in the namespace of the Pod', () => {
    const spec = container('envFrom: [{ configMapRef: { name: settings } }]');
    expect(found(join(pod(spec), settings.replace('shop', 'other')))).toHaveLength(1);
    expect(found(join(pod(spec), settings.replace(', namespace: shop', '')))).toEqual([]);
  });

  test('are fine when an object of a custom kind names them, as sealed and external secrets do', () => {
    const external = `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: x, namespace: shop }\nspec: { target: { name: db } }\n`;
    expect(found(join(pod(container('envFrom: [{ secretRef: { name: db } }]')), external))).toEqual([
      expect.stringContaining('notice unchecked-kind'),
    ]);
  });

  test('have the key that is wanted, or a near one is named', () => {
    const spec = container(
      'env: [{ name: A, valueFrom: { configMapKeyRef: { name: settings, key: levle } } }]',
    );
    expect(found(join(pod(spec), settings))).toEqual([
      'warning dangling-reference: ConfigMap settings has no key levle (did you mean level?)',
    ]);
  });
});

describe('the selector of a Service', () => {
  const service = (selector: string, more = ''): string =>
    simple('Service', 'web', `spec: { ${more}selector: { ${selector} }, ports: [{ port: 80 }] }\n`);
  const plain = pod(container(''), 'app: web, tier: front');
  test.each([
    ['matches', service('app: web'), []],
    ['matches nothing', service('app: wbe'), [expect.stringContaining('empty-selector')]],
    [
      'differs in one label',
      service('app: web, tier: back'),
      [expect.stringContaining('tier: front instead of back')],
    ],
    ['is none', service(''), []],
    [
      'belongs to a name elsewhere',
      service('app: none', 'type: ExternalName, externalName: a.example, '),
      [],
    ],
    [
      'matches in another namespace',
      service('app: web').replace('namespace: shop', 'namespace: other'),
      [expect.stringContaining('empty-selector')],
    ],
  ])('%s', (_, text, then) => expect(found(join(plain, text))).toEqual(then));

  test('may match Pods that an operator makes', () => {
    const custom = 'apiVersion: example.com/v1\nkind: Cluster\nmetadata: { name: x, namespace: shop }\n';
    expect(found(join(service('app: none'), custom))).toEqual([expect.stringContaining('unchecked-kind')]);
  });
});

describe('severities and suppressions', () => {
  const secret = (annotation = ''): string =>
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n${annotation}stringData: { a: hello }\n`;
  const ignoring = (text: string): string =>
    `  annotations:\n    gitops-push.dev/ignore: |\n${text.replaceAll(/^/gm, '      ')}\n`;

  test('come from the input rules', () => {
    expect(found(secret(), { severities: { 'plain-secret': 'error' } })[0]).toMatch(/^error plain-secret/);
    expect(found(secret(), { severities: { 'plain-secret': 'off' } })).toEqual([]);
    expect(() => found(secret(), { severities: { 'plain-secrets': 'off' } })).toThrow(
      /plain-secrets, which is no rule/,
    );
  });

  test.each([
    ['with a reason', 'plain-secret: it is a sample', ['notice suppressed']],
    ['without a reason', 'plain-secret:', ['warning ignore-invalid', 'warning plain-secret']],
    [
      'of an unknown rule',
      'plain-secrte: it is a sample',
      ['warning ignore-invalid', 'warning plain-secret'],
    ],
    [
      'that have nothing to do',
      'plain-secret: it is a sample\ndangling-reference: old',
      ['notice suppressed', 'notice ignore-unused'],
    ],
  ])('are annotations: one %s', (_, text, then) =>
    expect(new Set(found(secret(ignoring(text))).map(line => line.split(':')[0]))).toEqual(new Set(then)),
  );

  test('are counted', () => {
    const two = join(
      secret(ignoring('plain-secret: a')),
      secret(ignoring('plain-secret: b')).replace('name: a', 'name: b'),
    );
    expect(found(two)).toEqual([
      'notice suppressed: 2 findings are suppressed by gitops-push.dev/ignore: plain-secret 2',
    ]);
  });

  test('CRDs that are given but not deployed are schemas', () => {
    const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: things.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Thing, plural: things }
  versions:
    - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, properties: { size: { type: integer } } } } }
`;
    const { manifests: crds } = readManifests(crd, 'crds.yaml');
    const thing = 'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: x }\nsiez: 1\n';
    expect(found(thing, { crds })).toEqual([
      'error unknown-field: siez is not a field of Thing (did you mean size?)',
    ]);
  });
});
