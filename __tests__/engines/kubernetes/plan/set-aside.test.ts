import { describe, expect, it } from 'vitest';
import { ownershipOf } from '../../../../src/engines/kubernetes/plan/ownership.ts';
import { payloadOf } from '../../../../src/engines/kubernetes/plan/set-aside.ts';
import type { ConflictRule, FieldRule } from '../../../../src/model/field-rule.ts';
import type { JsonObject } from '../../../../src/model/json.ts';

const id = { group: 'apps', version: 'v1', kind: 'Deployment', namespace: 'shop', name: 'web' };
const keysAt = (path: readonly string[]): readonly string[] | undefined =>
  path.at(-1) === 'containers' ? ['name'] : undefined;

function entry(manager: string, fieldsV1: JsonObject, more: JsonObject = {}): JsonObject {
  return { manager, operation: 'Update', apiVersion: 'apps/v1', fieldsType: 'FieldsV1', fieldsV1, ...more };
}

function deployment(
  replicas: number | undefined,
  image: string,
  managedFields: readonly JsonObject[] = [],
): JsonObject {
  const spec = { ...(replicas !== undefined && { replicas }), containers: [{ name: 'c', image }] };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', managedFields }, spec };
}

const replicas = { 'f:spec': { 'f:replicas': {} } };
const image = { 'f:spec': { 'f:containers': { 'k:{"name":"c"}': { 'f:image': {} } } } };
const ours = (fields: JsonObject): JsonObject => entry('gitops-push', fields, { operation: 'Apply' });

function play(
  live: JsonObject,
  want: JsonObject,
  rules: { conflicts?: readonly ConflictRule[]; ignore?: readonly FieldRule[] } = {},
): { body: JsonObject; left: readonly string[]; spared: number } {
  const payload = payloadOf({
    id,
    want,
    live,
    ownership: ownershipOf(live),
    rules: { conflicts: [], ignore: [], ...rules },
    keysAt,
  });
  return {
    body: payload.body,
    left: payload.setAside.map(field => field.path.join(' ')),
    spared: payload.spared.size,
  };
}

describe('what is left out of a payload', () => {
  it('strips the replicas that an autoscaler set', () => {
    const live = deployment(5, 'a', [entry('kube-controller-manager', replicas, { subresource: 'scale' })]);
    const { body, left } = play(live, deployment(3, 'a'));
    expect(body['spec']).not.toHaveProperty('replicas');
    expect(left).toEqual(['f:spec f:replicas']);
  });

  it('keeps the replicas while the autoscaler wants the same', () => {
    const live = deployment(3, 'a', [entry('kube-controller-manager', replicas, { subresource: 'scale' })]);
    expect(play(live, deployment(3, 'a'))).toMatchObject({ body: { spec: { replicas: 3 } }, left: [] });
  });

  it('adds to a map that a known controller made', () => {
    const note = { 'f:metadata': { 'f:annotations': { '.': {}, 'f:revision': {} } } };
    const annotated = (annotations: JsonObject, managedFields: readonly JsonObject[] = []): JsonObject => {
      const object = deployment(1, 'a');
      return { ...object, metadata: { name: 'web', annotations, managedFields } };
    };
    const live = annotated({ revision: '1' }, [entry('kube-controller-manager', note)]);
    const { body, left } = play(live, annotated({ ours: 'x' }));
    expect(body).toMatchObject({ metadata: { annotations: { ours: 'x' } } });
    expect(left).toEqual([]);
  });

  it('takes what people scaled by hand', () => {
    const live = deployment(5, 'a', [entry('kubectl', replicas, { subresource: 'scale' })]);
    expect(play(live, deployment(3, 'a'))).toMatchObject({ body: { spec: { replicas: 3 } }, left: [] });
  });

  it('strips by rule what another manager holds, and adopts what only we hold', () => {
    const ignore = [{ text: 'field=/spec/replicas', field: '/spec/replicas' }];
    const theirs = deployment(5, 'a', [entry('somebody', replicas)]);
    expect(play(theirs, deployment(3, 'a'), { ignore }).body['spec']).not.toHaveProperty('replicas');
    const own = deployment(5, 'a', [ours(replicas)]);
    expect(play(own, deployment(3, 'a'), { ignore })).toMatchObject({ body: { spec: { replicas: 5 } } });
  });

  it('adopts what we would remove, when a rule ignores it', () => {
    const ignore = [{ text: 'r', field: '/spec/replicas' }];
    const own = deployment(5, 'a', [ours(replicas)]);
    const { body, left } = play(own, deployment(undefined, 'a'), { ignore });
    expect(body).toMatchObject({ spec: { replicas: 5 } });
    expect(left).toEqual(['f:spec f:replicas']);
  });

  it.each([
    { rule: 'leave', then: undefined },
    { rule: 'take', then: 'b' },
  ] as const)('a rule to $rule decides by item name', ({ rule, then }) => {
    const live = deployment(1, 'a', [entry('somebody', image)]);
    const conflicts: readonly ConflictRule[] = [
      {
        action: rule,
        text: 'r',
        manager: 'some*',
        kind: 'Deployment.apps',
        field: '/spec/containers/c/image',
      },
    ];
    const { body } = play(live, deployment(1, 'b'), { conflicts });
    expect(body).toMatchObject({
      spec: { containers: [then === undefined ? { name: 'c' } : { image: then }] },
    });
  });

  it('spares a former tool that a rule names', () => {
    const live = deployment(5, 'a', [entry('kubectl-edit', replicas)]);
    expect(play(live, deployment(undefined, 'a')).spared).toBe(0);
    const ignore = [{ text: 'r', manager: 'kubectl-edit' }];
    expect(play(live, deployment(undefined, 'a'), { ignore }).spared).toBe(1);
  });

  it('means only the objects that a rule names', () => {
    const live = deployment(5, 'a', [ours(replicas)]);
    const ignore = [{ text: 'r', field: '/spec/replicas', kind: 'StatefulSet' }];
    expect(play(live, deployment(3, 'a'), { ignore }).left).toEqual([]);
  });
});
