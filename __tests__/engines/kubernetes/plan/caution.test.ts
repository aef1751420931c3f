import { describe, expect, it } from 'vitest';
import { cautionOf } from '../../../../src/engines/kubernetes/plan/caution.ts';
import type { JsonObject } from '../../../../src/model/json.ts';

const rbac = 'rbac.authorization.k8s.io';
const role = (...rules: readonly JsonObject[]): JsonObject => ({ rules });
const rule = (verbs: readonly string[], resources: readonly string[], more: JsonObject = {}): JsonObject => ({
  verbs,
  resources,
  apiGroups: [''],
  ...more,
});
const binding = (...names: readonly string[]): JsonObject => ({
  roleRef: { kind: 'ClusterRole', name: 'admin' },
  subjects: names.map(name => ({ kind: 'User', name })),
});

const cases: readonly {
  readonly name: string;
  readonly kind: string;
  readonly group?: string;
  readonly live?: JsonObject;
  readonly next: JsonObject;
  readonly then: string | undefined;
}[] = [
  {
    name: 'a Role that grants another verb',
    kind: 'Role',
    group: rbac,
    live: role(rule(['get'], ['pods'])),
    next: role(rule(['get', 'delete'], ['pods'])),
    then: 'it grants more: delete pods',
  },
  {
    name: 'a Role whose wildcard is written out',
    kind: 'Role',
    group: rbac,
    live: role(rule(['*'], ['*'])),
    next: role(rule(['get'], ['secrets'], { resourceNames: ['a'] })),
    then: undefined,
  },
  {
    name: 'a Role that drops the names it was bound to',
    kind: 'ClusterRole',
    group: rbac,
    live: role(rule(['get'], ['secrets'], { resourceNames: ['a'] })),
    next: role(rule(['get'], ['secrets'])),
    then: 'it grants more: get secrets',
  },
  {
    name: 'a Role that grants less',
    kind: 'Role',
    group: rbac,
    live: role(rule(['get', 'delete'], ['pods'])),
    next: role(rule(['get'], ['pods'])),
    then: undefined,
  },
  {
    name: 'a new Role, which nobody has yet',
    kind: 'Role',
    group: rbac,
    next: role(rule(['*'], ['*'])),
    then: undefined,
  },
  {
    name: 'a new ClusterRole that flows into another',
    kind: 'ClusterRole',
    group: rbac,
    next: {
      metadata: { labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' } },
      ...role(rule(['get'], ['secrets'])),
    },
    then: 'it grants more: get secrets',
  },
  {
    name: 'a binding with one more subject',
    kind: 'ClusterRoleBinding',
    group: rbac,
    live: binding('a'),
    next: binding('a', 'b'),
    then: 'it gives ClusterRole admin in the whole cluster to User b',
  },
  {
    name: 'a binding with one less',
    kind: 'ClusterRoleBinding',
    group: rbac,
    live: binding('a', 'b'),
    next: binding('a'),
    then: undefined,
  },
  {
    name: 'a definition whose annotations change',
    kind: 'CustomResourceDefinition',
    group: 'apiextensions.k8s.io',
    live: { spec: { a: 1 }, metadata: { annotations: { a: 'b' } } },
    next: { spec: { a: 1 } },
    then: undefined,
  },
  {
    name: 'the labels of a namespace',
    kind: 'Namespace',
    live: { metadata: { labels: { a: 'b' } } },
    next: { metadata: { labels: { a: 'c' } } },
    then: 'the labels of a namespace decide what may run in it and which policies hold there',
  },
  {
    name: 'a claim that grows',
    kind: 'PersistentVolumeClaim',
    live: { spec: { resources: { requests: { storage: '1Gi' } } } },
    next: { spec: { resources: { requests: { storage: '2Gi' } } } },
    then: 'a volume that has grown cannot shrink again',
  },
  {
    name: 'a volume that goes with its claim',
    kind: 'PersistentVolume',
    live: { spec: { persistentVolumeReclaimPolicy: 'Retain' } },
    next: { spec: { persistentVolumeReclaimPolicy: 'Delete' } },
    then: 'its data is deleted as soon as its claim is',
  },
  {
    name: 'a Deployment',
    kind: 'Deployment',
    group: 'apps',
    live: { spec: { a: 1 } },
    next: { spec: { a: 2 } },
    then: undefined,
  },
];

describe('what is to be looked at closely', () => {
  it.each(cases)('$name', ({ kind, group = '', live, next, then }) => {
    expect(cautionOf({ group, version: 'v1', kind, name: 'x' }, live, next)).toBe(then);
  });
});
