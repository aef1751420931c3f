import { describe, expect, test } from 'vitest';
import { listKeysIn } from '../../../../src/engines/kubernetes/schema/list-keys.ts';
import { kubernetesVersions } from '../../../../src/model/kubernetes-version.ts';
import { readSchemas } from './read-schemas.ts';

const schemas = readSchemas();
const deployment = { group: 'apps', version: 'v1', kind: 'Deployment' };
const service = { group: '', version: 'v1', kind: 'Service' };
const flowSchema = { group: 'flowcontrol.apiserver.k8s.io', version: 'v1beta3', kind: 'FlowSchema' };

describe('the table', () => {
  test('has the versions that an input may name', () => {
    expect(schemas.versions).toEqual(kubernetesVersions);
  });

  test.each([
    ['1.36', '1.36'],
    ['v1.34.2', '1.34'],
    ['1.33+', '1.33'],
    ['1.20', '1.31'],
    ['1.99', '1.36'],
    ['', '1.36'],
  ])('takes %j for %s', (version, closest) => expect(schemas.closest(version)).toBe(closest));

  test('knows what each version has', () => {
    expect(schemas.versions.map(version => schemas.kindOf(version, flowSchema) !== undefined)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    for (const version of schemas.versions) {
      expect(schemas.kindOf(version, deployment)?.plural).toBe('deployments');
      expect(schemas.kindsIn(version).length).toBeGreaterThan(70);
    }
    expect(schemas.kindOf('1.36', { ...deployment, kind: 'constructor' })).toBeUndefined();
  });

  test.each([
    [deployment, true],
    [service, true],
    [{ group: '', version: 'v1', kind: 'Namespace' }, false],
    [{ group: 'rbac.authorization.k8s.io', version: 'v1', kind: 'ClusterRole' }, false],
    [{ group: 'apiextensions.k8s.io', version: 'v1', kind: 'CustomResourceDefinition' }, false],
    [flowSchema, false],
    [{ group: 'example.com', version: 'v1', kind: 'Thing' }, undefined],
  ] as const)('knows the scope of %o', (id, isNamespaced) =>
    expect(schemas.isNamespaced('1.36', id)).toBe(isNamespaced),
  );

  test('knows its own groups', () => {
    expect(['', 'apps', 'networking.k8s.io'].every(group => schemas.hasGroup(group))).toBe(true);
    expect(
      ['gateway.networking.k8s.io', 'extensions', 'example.com'].some(group => schemas.hasGroup(group)),
    ).toBe(false);
  });
});

describe('list keys', () => {
  const pod = ['spec', 'template', 'spec'];
  test.each([
    [deployment, [...pod, 'containers'], ['name']],
    [deployment, [...pod, 'containers', 0, 'ports'], ['containerPort', 'protocol']],
    [deployment, [...pod, 'containers', 3, 'env'], ['name']],
    [deployment, [...pod, 'containers', 0, 'args'], 'atomic'],
    [deployment, [...pod, 'tolerations'], 'atomic'],
    [deployment, [...pod, 'volumes'], ['name']],
    [deployment, ['metadata', 'finalizers'], 'set'],
    [deployment, ['metadata', 'labels'], undefined],
    [deployment, ['spec', 'nowhere'], undefined],
    [deployment, [], undefined],
    [service, ['spec', 'ports'], ['port', 'protocol']],
    [{ group: 'example.com', version: 'v1', kind: 'Thing' }, ['spec', 'list'], undefined],
  ] as const)('%o %j', (id, path, keys) => expect(listKeysIn(schemas, '1.36', id)(path)).toEqual(keys));
});
