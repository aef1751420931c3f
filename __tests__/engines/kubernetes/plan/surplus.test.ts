import { describe, expect, it } from 'vitest';
import type { Resource } from '../../../../src/engines/kubernetes/cluster.ts';
import { surplusOf } from '../../../../src/engines/kubernetes/plan/surplus.ts';
import type { JsonObject } from '../../../../src/model/json.ts';

const resource: Resource = {
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  namespaced: true,
  verbs: [],
};

const applied = {
  manager: 'gitops-push',
  operation: 'Apply',
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:a': {} },
};

function member(name: string, metadata: JsonObject) {
  const id = { group: '', version: 'v1', kind: 'Endpoints', namespace: 'shop', name };
  return { id, resource, object: { metadata: { name, uid: name, ...metadata } } };
}

const ours = member('old', { managedFields: [applied] });

describe('the surplus of a set', () => {
  it.each([
    { name: 'takes what we applied and nobody wants', given: [ours], then: ['old'] },
    { name: 'tells an object once that was found twice', given: [ours, ours], then: ['old'] },
    {
      name: 'leaves what a controller made and gave our label',
      given: [member('web', { managedFields: [{ ...applied, manager: 'kube-controller-manager' }] })],
      then: [],
    },
    {
      name: 'leaves what has an owner',
      given: [member('web', { managedFields: [applied], ownerReferences: [{ name: 'web' }] })],
      then: [],
    },
    {
      name: 'leaves what is on its way out',
      given: [member('web', { managedFields: [applied], deletionTimestamp: '2026-01-01T00:00:00Z' })],
      then: [],
    },
    {
      name: 'leaves an object that is wanted by another group of its kind',
      given: [member('e', { managedFields: [applied], uid: 'same' })],
      then: [],
    },
  ])('$name', ({ given, then }) => {
    const wanted = new Map([['Event.events.k8s.io|shop|e', { metadata: { uid: 'same' } }]]);
    const found = surplusOf(given, new Set(wanted.keys()), wanted);
    expect(found.map(({ id }) => id.name)).toEqual(then);
  });
});
