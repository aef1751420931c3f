import { describe, expect, it } from 'vitest';
import {
  leavesOf,
  treeOf,
  valueAtField,
  withField,
  withoutField,
} from '../../../../src/engines/kubernetes/plan/field-set.ts';
import { withoutFields } from '../../../../src/engines/kubernetes/plan/local-merge.ts';
import type { JsonObject } from '../../../../src/model/json.ts';

const port = 'k:{"containerPort":80,"protocol":"TCP"}';
const server = 'k:{"name":"server"}';

const pod: JsonObject = {
  spec: {
    containers: [
      { name: 'server', image: 'a', ports: [{ containerPort: 80, protocol: 'TCP', name: 'web' }] },
      { name: 'agent', image: 'b' },
    ],
    finalizers: ['x', 'y'],
    probe: { httpGet: { path: '/', scheme: 'HTTP' } },
  },
};

const tree: JsonObject = {
  'f:spec': {
    'f:containers': { [server]: { '.': {}, 'f:name': {}, 'f:ports': { '.': {}, [port]: { 'f:name': {} } } } },
    'f:finalizers': { 'v:"x"': {} },
  },
};

describe('field sets', () => {
  it('flatten a tree and build it again', () => {
    expect(treeOf(leavesOf(tree).values())).toEqual(tree);
  });

  it('say by a point that a node with children is owned itself', () => {
    expect(treeOf([['f:a'], ['f:a', 'f:b']])).toEqual({ 'f:a': { '.': {}, 'f:b': {} } });
  });

  it.each([
    { path: ['f:spec', 'f:containers', server, 'f:image'], then: 'a' },
    { path: ['f:spec', 'f:containers', server, 'f:ports', port, 'f:name'], then: 'web' },
    { path: ['f:spec', 'f:containers', server, 'f:ports', 'k:{"containerPort":80}', 'f:name'], then: 'web' },
    { path: ['f:spec', 'f:finalizers', 'v:"y"'], then: 'y' },
    { path: ['f:spec', 'f:containers', 'i:1', 'f:image', '.'], then: 'b' },
    { path: ['f:spec', 'f:containers', 'k:{"name":"none"}', 'f:image'], then: undefined },
    { path: ['f:toString'], then: undefined },
  ])('find $path', ({ path, then }) => {
    expect(valueAtField(pod, path)).toEqual(then);
  });

  it('set and take out one field', () => {
    const path = ['f:spec', 'f:containers', server, 'f:image'];
    expect(valueAtField(withField(pod, path, 'c'), path)).toBe('c');
    expect(valueAtField(withoutField(pod, path), path)).toBeUndefined();
    expect(withoutField(pod, ['f:spec', 'f:none', 'f:x'])).toEqual(pod);
  });
});

describe('taking fields out', () => {
  const nothing = (): boolean => false;

  it('takes an item that is found by the keys it loses', () => {
    const fields = leavesOf({
      'f:spec': { 'f:containers': { [server]: { '.': {}, 'f:name': {}, 'f:image': {} } } },
    });
    const kept = (node: readonly string[]): boolean => node.length < 3;
    expect(withoutFields(pod, fields, kept)).toMatchObject({ spec: { containers: [{ name: 'agent' }] } });
  });

  it('takes what was defaulted along with the last field of its parent', () => {
    const fields = leavesOf({ 'f:spec': { 'f:probe': { 'f:httpGet': { 'f:path': {} } } } });
    const kept = (node: readonly string[]): boolean => node.length === 1;
    expect(withoutFields(pod, fields, kept)['spec']).not.toHaveProperty('probe');
  });

  it('leaves what somebody holds, and what stands above it', () => {
    const fields = leavesOf({ 'f:spec': { 'f:probe': {} } });
    expect(withoutFields(pod, fields, node => node.length <= 2)).toEqual(pod);
    expect(withoutFields(pod, new Map(), nothing)).toEqual(pod);
  });
});
