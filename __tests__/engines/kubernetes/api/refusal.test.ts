import { describe, expect, it } from 'vitest';
import { type RefusedRequest, refusal, refusedFields } from '../../../../src/engines/kubernetes/api/index.ts';
import { parseStatus } from '../../../../src/engines/kubernetes/transport/status.ts';
import { everythingOf } from '../transport/failures.ts';
import { refused } from './api-server.ts';

const canary = 'canary-4f2d';
const deployment: RefusedRequest = {
  verb: 'patch',
  resource: { group: 'apps', version: 'v1', kind: 'Deployment' },
  namespace: 'shop',
  name: 'web',
};
const secret: RefusedRequest = { ...deployment, resource: { group: '', version: 'v1', kind: 'Secret' } };
const list: RefusedRequest = { verb: 'list', resource: deployment.resource, namespace: 'shop' };
const remove: RefusedRequest = { ...deployment, verb: 'delete' };

const cannot =
  'deployments.apps "web" is forbidden: User "system:serviceaccount:shop:ci" cannot patch resource "deployments" in API group "apps" in the namespace "shop"';
const owned = {
  reason: 'FieldManagerConflict',
  field: '.spec.replicas',
  message: 'conflict with "kubectl" using apps/v1',
};
const invalid = {
  reason: 'FieldValueInvalid',
  field: 'spec.replicas',
  message: 'Invalid value: -1: must be positive',
};

describe('a refused answer', () => {
  it.each<[string, RefusedRequest, ReturnType<typeof refused>, string]>([
    ['a permission', deployment, refused(403, 'Forbidden', cannot), 'permission-missing'],
    ['a permission of a read without details', list, refused(403, 'Forbidden', 'no'), 'permission-missing'],
    [
      'a quota',
      deployment,
      refused(403, 'Forbidden', 'pods "web" is forbidden: exceeded quota: small'),
      'object-refused',
    ],
    [
      'a policy',
      deployment,
      refused(403, 'Forbidden', 'violates PodSecurity "restricted:latest"'),
      'object-refused',
    ],
    [
      'rights that we lack ourselves',
      deployment,
      refused(
        403,
        'Forbidden',
        'roles "web" is forbidden: user "ci" (groups=["a"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["pods"], Verbs:["get"]}',
      ),
      'permission-missing',
    ],
    [
      'a webhook',
      deployment,
      refused(400, 'BadRequest', 'admission webhook "x" denied the request: no'),
      'object-refused',
    ],
    ['an owner', deployment, refused(409, 'Conflict', 'Apply failed', [owned]), 'field-conflict'],
    [
      'a stale version',
      deployment,
      refused(409, 'Conflict', 'the object has been modified'),
      'object-changed',
    ],
    ['a creation by somebody else', deployment, refused(409, 'AlreadyExists', ''), 'object-changed'],
    ['an invalid value', deployment, refused(422, 'Invalid', '', [invalid]), 'object-refused'],
    ['a bad body', deployment, refused(400, 'BadRequest', 'cannot be parsed'), 'object-refused'],
    [
      'an unknown field',
      deployment,
      refused(
        500,
        '',
        'failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): .spec.replicaz: field not declared in schema',
      ),
      'object-refused',
    ],
    [
      'a missing namespace',
      deployment,
      refused(404, 'NotFound', 'namespaces "shop" not found'),
      'object-refused',
    ],
    [
      'a missing kind',
      deployment,
      refused(404, 'NotFound', 'the server could not find the requested resource'),
      'object-refused',
    ],
    [
      'an object gone',
      remove,
      refused(404, 'NotFound', 'deployments.apps "web" not found'),
      'object-changed',
    ],
    ['too many requests', deployment, refused(429, 'TooManyRequests', ''), 'server-unusable'],
    [
      'an ill webhook',
      deployment,
      refused(500, 'InternalError', 'failed calling webhook "x": refused'),
      'server-unusable',
    ],
    ['a time-out', deployment, refused(504, 'Timeout', ''), 'server-unusable'],
  ])('for %s', (_name, what, answer, code) => {
    const failure = refusal(answer, what);
    expect(failure.code).toBe(code);
    expect(failure.hint).toBeTruthy();
    expect(failure.message).toMatch(/web|shop|namespace/);
  });

  it('names the rule to add', () => {
    const failure = refusal(refused(403, 'Forbidden', cannot), deployment);
    expect(failure.message).toContain(
      'system:serviceaccount:shop:ci may not patch deployments.apps in namespace shop',
    );
    expect(failure.hint).toContain('- apiGroups: ["apps"]\n  resources: ["deployments"]\n  verbs: ["patch"]');
  });

  it('names a rule for the whole cluster', () => {
    const text =
      'namespaces is forbidden: User "ci" cannot list resource "namespaces" in API group "" at the cluster scope';
    const failure = refusal(refused(403, 'Forbidden', text), list);
    expect(failure.message).toContain('in the whole cluster');
    expect(failure.hint).toContain('ClusterRole');
    expect(failure.hint).toContain('- apiGroups: [""]\n  resources: ["namespaces"]\n  verbs: ["list"]');
  });

  it('tells all fields of an object', () => {
    const failure = refusal(
      refused(422, 'Invalid', '', [invalid, { ...invalid, field: 'spec.x' }]),
      deployment,
    );
    expect(failure.message).toContain('- spec.replicas: Invalid value: -1');
    expect(failure.message).toContain('- spec.x:');
  });
});

describe('a refused Secret', () => {
  it.each([
    refused(422, 'Invalid', `Secret "web" is invalid: data[x]: Invalid value: "${canary}"`, [
      { reason: 'FieldValueInvalid', field: 'data[x]', message: `Invalid value: "${canary}"` },
    ]),
    refused(400, 'BadRequest', `illegal base64 data: ${canary}`),
    refused(
      500,
      '',
      `failed to create typed patch object (shop/web; /v1, Kind=Secret): .stringData.x: expected string, got &value.valueUnstructured{Value:${canary}}`,
    ),
    refused(403, 'Forbidden', `admission webhook denied the request: ${canary}`),
  ])('never shows what the server quotes: %#', answer => {
    const failure = refusal(answer, secret);
    expect(failure.code).toBe('object-refused');
    expect(everythingOf(failure)).not.toContain(canary);
  });

  it('still shows reason and field path', () => {
    const causes = [{ reason: 'FieldValueInvalid', field: 'data[x]', message: canary }];
    expect(refusal(refused(422, 'Invalid', '', causes), secret).message).toContain(
      'data[x]: FieldValueInvalid',
    );
  });
});

describe('refused fields', () => {
  it.each([
    ['(a/b; v1, Kind=X): .spec.replicaz: field not declared in schema', ['spec.replicaz']],
    [
      '(a/b; v1, Kind=X): errors:\n  .spec.a: field not declared in schema\n  .spec.b: expected numeric, got string',
      ['spec.a', 'spec.b'],
    ],
    [
      '(a/b; v1, Kind=X): .spec.containers[name="web: x"].imgae: field not declared in schema',
      ['spec.containers[name="web: x"].imgae'],
    ],
  ])('of a typed patch error: %s', (text, fields) => {
    const status = parseStatus(500, {
      kind: 'Status',
      message: `failed to create typed patch object ${text}`,
    });
    expect(refusedFields(status).map(({ field }) => field)).toEqual(fields);
  });

  it('of a strict decoding error', () => {
    const message = 'strict decoding error: unknown field "spec.a", duplicate field "spec.b"';
    const fields = refusedFields(parseStatus(400, { kind: 'Status', message }));
    expect(fields.map(({ field }) => field)).toEqual(['spec.a', 'spec.b']);
  });

  it('of a text that names none', () => {
    expect(refusedFields(parseStatus(400, 'bad request'))).toEqual([]);
  });
});
