// oxlint-disable typescript/no-explicit-any, typescript/no-unsafe-type-assertion -- the table reaches into copies of a JSON tree by name
import { describe, expect, it } from 'vitest';
import { isExactlyOurs } from '../../../../src/engines/kubernetes/plan/exact.ts';
import { ownersOf } from '../../../../src/engines/kubernetes/plan/managed-fields.ts';
import type { JsonObject } from '../../../../src/model/json.ts';

const id = { group: 'apps', version: 'v1', kind: 'Deployment', namespace: 'shop', name: 'web' };

const intent: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  spec: {
    template: {
      spec: {
        containers: [
          {
            name: 'server',
            image: 'a:1',
            ports: [{ containerPort: 80, protocol: 'TCP' }],
            args: ['-v', '-x'],
          },
          { name: 'proxy', image: 'b:1' },
        ],
        volumes: [{ name: 'tmp', emptyDir: {} }],
      },
    },
  },
};

const fields: JsonObject = {
  'f:metadata': { 'f:labels': { 'f:app': {} } },
  'f:spec': {
    'f:template': {
      'f:spec': {
        'f:containers': {
          'k:{"name":"server"}': {
            '.': {},
            'f:name': {},
            'f:image': {},
            'f:args': {},
            'f:ports': {
              'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {}, 'f:protocol': {} },
            },
          },
          'k:{"name":"proxy"}': { '.': {}, 'f:name': {}, 'f:image': {} },
        },
        'f:volumes': { 'k:{"name":"tmp"}': { '.': {}, 'f:name': {}, 'f:emptyDir': {} } },
      },
    },
  },
};

const ours = { manager: 'gitops-push', operation: 'Apply', apiVersion: 'apps/v1', fieldsV1: fields };

function liveWith(
  change: (copy: any) => void = () => undefined,
  managed: readonly JsonObject[] = [ours],
): JsonObject {
  const copy = structuredClone(intent) as any;
  copy.metadata.managedFields = structuredClone(managed);
  copy.spec.replicas = 3;
  copy.spec.template.spec.containers[0].imagePullPolicy = 'IfNotPresent';
  change(copy);
  return copy as JsonObject;
}

function wantWith(change: (copy: any) => void): JsonObject {
  const copy = structuredClone(intent) as any;
  change(copy);
  return copy as JsonObject;
}

describe('exactly ours', () => {
  it('accepts what we applied, with defaults and fields of others around it', () => {
    expect(isExactlyOurs(liveWith(), intent, id, 'gitops-push')).toBe(true);
  });

  it.each<{
    name: string;
    live?: (copy: any) => void;
    want?: (copy: any) => void;
    managed?: readonly JsonObject[];
  }>([
    {
      name: 'a value that someone changed',
      live: copy => (copy.spec.template.spec.containers[0].image = 'a:2'),
    },
    {
      name: 'a value that we want changed',
      want: copy => (copy.spec.template.spec.containers[1].image = 'b:2'),
    },
    { name: 'a field that we want new', want: copy => (copy.spec.minReadySeconds = 5) },
    { name: 'a field that we no longer want', want: copy => delete copy.metadata.labels.app },
    { name: 'a list item that we no longer want', want: copy => copy.spec.template.spec.containers.pop() },
    { name: 'a list item that someone removed', live: copy => copy.spec.template.spec.containers.pop() },
    {
      name: 'list items in another order',
      want: copy => copy.spec.template.spec.containers.unshift(copy.spec.template.spec.containers.pop()),
    },
    {
      name: 'a changed item of an atomic list',
      live: copy => (copy.spec.template.spec.containers[0].args = ['-v']),
    },
    { name: 'an object that we never applied', managed: [] },
    { name: 'an object that we own by an Update', managed: [{ ...ours, operation: 'Update' }] },
    {
      name: 'an object that we applied in another version',
      managed: [{ ...ours, apiVersion: 'apps/v1beta1' }],
    },
    { name: 'two entries of ours', managed: [ours, { ...ours, operation: 'Update' }] },
    { name: 'an explicit null', want: copy => (copy.spec.paused = null) },
  ])('asks the server about $name', ({ live, want, managed }) => {
    expect(isExactlyOurs(liveWith(live, managed), want ? wantWith(want) : intent, id, 'gitops-push')).toBe(
      false,
    );
  });

  it('matches a list item whose key was defaulted by the server', () => {
    const want = wantWith(copy => delete copy.spec.template.spec.containers[0].ports[0].protocol);
    const live = liveWith(copy => {
      const node =
        copy.metadata.managedFields[0].fieldsV1['f:spec']['f:template']['f:spec']['f:containers'][
          'k:{"name":"server"}'
        ];
      delete node['f:ports']['k:{"containerPort":80,"protocol":"TCP"}']['f:protocol'];
    });
    expect(isExactlyOurs(live, want, id, 'gitops-push')).toBe(true);
  });
});

describe('owners of a field', () => {
  const scaler: JsonObject = {
    manager: 'horizontal-pod-autoscaler',
    operation: 'Update',
    subresource: 'scale',
    apiVersion: 'apps/v1',
    fieldsV1: { 'f:spec': { 'f:replicas': {} } },
  };
  const live = liveWith(undefined, [ours, scaler]);

  it.each([
    { pointer: '/spec/replicas', owners: ['horizontal-pod-autoscaler'] },
    { pointer: '/spec/template/spec/containers/1/image', owners: ['gitops-push'] },
    { pointer: '/spec/template/spec/containers/0/ports/0/containerPort', owners: ['gitops-push'] },
    { pointer: '/spec/template/spec/containers/0/args/1', owners: ['gitops-push'] },
    { pointer: '/spec/template/spec/containers/0/imagePullPolicy', owners: [] },
    { pointer: '/metadata/labels/app', owners: ['gitops-push'] },
  ])('$pointer', ({ pointer, owners }) => {
    expect(ownersOf(live, pointer).map(entry => entry.manager)).toEqual(owners);
  });
});
