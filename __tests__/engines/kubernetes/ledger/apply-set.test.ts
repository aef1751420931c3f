import { describe, expect, it } from 'vitest';
import {
  applySetIdOf,
  foreignParent,
  parentBody,
  scopeOfParent,
  uniteScopes,
} from '../../../../src/engines/kubernetes/ledger/apply-set.ts';

const place = { name: 'gitops-push-shop', namespace: 'shop' };
const parent = parentBody({
  ...place,
  tooling: 'gitops-push/0.1.0',
  scope: { groupKinds: ['Service', 'Deployment.apps'], namespaces: ['shop', 'shop-jobs'] },
});

describe('apply set', () => {
  it('computes the id as kubectl does', () => {
    expect(applySetIdOf({ name: 'my-set', namespace: 'test' })).toBe(
      'applyset-gixR4KUFBNRxOPyC-scYMHmBW0ziohNNkE_oCmTLycQ-v1',
    );
    expect(applySetIdOf({ name: 'web', namespace: 'shop' })).toBe(
      'applyset-LfI8Vi9Cj-oN7gdQMc0pVAUtzPHQLFbNnE8ILiyJ7TY-v1',
    );
  });

  it('writes sorted kinds, and namespaces without its own', () => {
    expect(parent).toMatchObject({
      metadata: {
        annotations: {
          'applyset.kubernetes.io/contains-group-kinds': 'Deployment.apps,Service',
          'applyset.kubernetes.io/additional-namespaces': 'shop-jobs',
          'applyset.kubernetes.io/tooling': 'gitops-push/0.1.0',
        },
      },
    });
  });

  it('reads back what it wrote, its own namespace first', () => {
    expect(scopeOfParent(parent)).toEqual({
      groupKinds: ['Deployment.apps', 'Service'],
      namespaces: ['shop', 'shop-jobs'],
    });
  });

  it('reads an empty set as empty', () => {
    const empty = parentBody({ ...place, tooling: 't/1.0.0', scope: { groupKinds: [], namespaces: [] } });
    expect(scopeOfParent(empty)).toEqual({ groupKinds: [], namespaces: ['shop'] });
  });

  it('unites two scopes without duplicates', () => {
    const a = { groupKinds: ['Service', 'Secret'], namespaces: ['b'] };
    expect(uniteScopes(a, { groupKinds: ['Service'], namespaces: ['a', 'b'] })).toEqual({
      groupKinds: ['Secret', 'Service'],
      namespaces: ['a', 'b'],
    });
  });

  it.each([
    { name: 'its own of an older version', tooling: 'gitops-push/0.0.1', marks: parent, foreign: undefined },
    { name: "kubectl's", tooling: 'kubectl/v1.36.3', marks: parent, foreign: 'it belongs to gitops-push' },
    {
      name: 'one without marks',
      tooling: 'gitops-push/0.1.0',
      marks: { metadata: place },
      foreign: 'it has no annotation applyset.kubernetes.io/tooling',
    },
  ])('tells $name apart', ({ tooling, marks, foreign }) => {
    expect(foreignParent(marks, tooling)).toBe(foreign);
  });

  it('refuses marks that were copied from another parent', () => {
    const copied = { ...parent, metadata: { ...Object(parent['metadata']), name: 'other' } };
    expect(foreignParent(copied, 'gitops-push/0.1.0')).toContain('is not the id of this ConfigMap');
  });
});
