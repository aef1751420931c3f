import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffFields, type FieldDifference, type ListKeys } from '../../src/diff/fields.ts';
import { isEqual, type Json, valueAt } from '../../src/model/json.ts';
import { applyChanges } from './apply-changes.ts';
import { keysOfLists, objects } from './values.ts';
import { runs } from '../effort.ts';

const podKeys: ListKeys = path => {
  switch (path.join('.')) {
    case 'spec.containers':
    case 'spec.containers.*.env':
      return ['name'];
    case 'spec.containers.*.ports':
      return ['containerPort', 'protocol'];
    case 'metadata.finalizers':
      return 'set';
    case 'spec.containers.*.args':
      return 'atomic';
    default:
      return undefined;
  }
};

const nineLeaves: Json = { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1 };

type Told = readonly [label: string, path: string, before: Json | undefined, after: Json | undefined];

function told(before: Json | undefined, after: Json | undefined): readonly Told[] {
  return diffFields(before, after, podKeys).map(change => [
    change.label,
    change.path,
    change.before,
    change.after,
  ]);
}

const cases: readonly {
  name: string;
  before: Json | undefined;
  after: Json | undefined;
  then: readonly Told[];
}[] = [
  {
    name: 'tells a list item by its key though it moved',
    before: { spec: { containers: [{ name: 'server', image: 'a:1' }] } },
    after: {
      spec: {
        containers: [
          { name: 'log', image: 'l' },
          { name: 'server', image: 'a:2' },
        ],
      },
    },
    then: [
      ['spec.containers[log]', '/spec/containers/0', undefined, { name: 'log', image: 'l' }],
      ['spec.containers[server].image', '/spec/containers/1/image', 'a:1', 'a:2'],
    ],
  },
  {
    name: 'points into the old value for what was removed',
    before: { spec: { containers: [{ name: 'log' }, { name: 'server', image: 'a' }] } },
    after: { spec: { containers: [{ name: 'server' }] } },
    then: [
      ['spec.containers[server].image', '/spec/containers/1/image', 'a', undefined],
      ['spec.containers[log]', '/spec/containers/0', { name: 'log' }, undefined],
    ],
  },
  {
    name: 'joins several keys and leaves out those an item does not have',
    before: {
      spec: {
        containers: [
          { name: 's', ports: [{ containerPort: 80, protocol: 'TCP', name: 'a' }, { containerPort: 81 }] },
        ],
      },
    },
    after: {
      spec: {
        containers: [
          {
            name: 's',
            ports: [
              { containerPort: 80, protocol: 'TCP', name: 'b' },
              { containerPort: 81, name: 'c' },
            ],
          },
        ],
      },
    },
    then: [
      ['spec.containers[s].ports[80/TCP].name', '/spec/containers/0/ports/0/name', 'a', 'b'],
      ['spec.containers[s].ports[81].name', '/spec/containers/0/ports/1/name', undefined, 'c'],
    ],
  },
  {
    name: 'quotes keys with dots and slashes, and odd item names',
    before: {
      metadata: { labels: { 'app.kubernetes.io/name': 'a' } },
      spec: { containers: [{ name: 'a]: x\n', image: '1' }] },
    },
    after: {
      metadata: { labels: { 'app.kubernetes.io/name': 'b' } },
      spec: { containers: [{ name: 'a]: x\n', image: '2' }] },
    },
    then: [
      ['metadata.labels["app.kubernetes.io/name"]', '/metadata/labels/app.kubernetes.io~1name', 'a', 'b'],
      ['spec.containers["a]: x\\n"].image', '/spec/containers/0/image', '1', '2'],
    ],
  },
  {
    name: 'tells a removed map from an emptied one',
    before: {
      volumes: [
        { name: 'a', emptyDir: { medium: 'Memory' } },
        { name: 'b', emptyDir: { medium: 'Memory' } },
      ],
    },
    after: { volumes: [{ name: 'a' }, { name: 'b', emptyDir: {} }] },
    then: [
      ['volumes[a].emptyDir', '/volumes/0/emptyDir', { medium: 'Memory' }, undefined],
      ['volumes[b].emptyDir.medium', '/volumes/1/emptyDir/medium', 'Memory', undefined],
    ],
  },
  {
    name: 'tells order alone as order',
    before: { spec: { containers: [{ name: 'a' }, { name: 'b' }] } },
    after: { spec: { containers: [{ name: 'b' }, { name: 'a' }] } },
    then: [['spec.containers (order)', '/spec/containers', ['a', 'b'], ['b', 'a']]],
  },
  {
    name: 'tells members of a set',
    before: { metadata: { finalizers: ['x/a', 'x/b'] } },
    after: { metadata: { finalizers: ['x/b', 'x/c'] } },
    then: [
      ['metadata.finalizers[x/c]', '/metadata/finalizers/1', undefined, 'x/c'],
      ['metadata.finalizers[x/a]', '/metadata/finalizers/0', 'x/a', undefined],
    ],
  },
  {
    name: 'compares a list of scalars that is no set as a whole',
    before: { spec: { containers: [{ name: 's', args: ['-a', '-b'] }] } },
    after: { spec: { containers: [{ name: 's', args: ['-a', '-c'] }] } },
    then: [['spec.containers[s].args', '/spec/containers/0/args', ['-a', '-b'], ['-a', '-c']]],
  },
  {
    name: 'compares a keyed list as a whole when two items have the same key',
    before: {
      spec: {
        containers: [
          {
            name: 's',
            env: [
              { name: 'A', value: '1' },
              { name: 'A', value: '2' },
            ],
          },
        ],
      },
    },
    after: { spec: { containers: [{ name: 's', env: [{ name: 'A', value: '2' }] }] } },
    then: [
      [
        'spec.containers[s].env',
        '/spec/containers/0/env',
        [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
        [{ name: 'A', value: '2' }],
      ],
    ],
  },
  {
    name: 'finds the key of an unknown list by itself',
    before: {
      rules: [
        { host: 'a', port: 1 },
        { host: 'b', port: 1 },
      ],
    },
    after: {
      rules: [
        { host: 'a', port: 1 },
        { host: 'b', port: 2 },
      ],
    },
    then: [['rules[b].port', '/rules/1/port', 1, 2]],
  },
  {
    name: 'tells a small new map leaf by leaf and a large one as one',
    before: {},
    after: {
      small: { limits: { memory: '1Gi' }, requests: { cpu: 1 } },
      large: nineLeaves,
    },
    then: [
      ['small.limits.memory', '/small/limits/memory', undefined, '1Gi'],
      ['small.requests.cpu', '/small/requests/cpu', undefined, 1],
      ['large', '/large', undefined, nineLeaves],
    ],
  },
  {
    name: 'keeps absent, null and empty apart',
    before: { a: null, b: {}, c: [] },
    after: { a: {}, c: null },
    then: [
      ['a', '/a', null, {}],
      ['c', '/c', [], null],
      ['b', '/b', {}, undefined],
    ],
  },
  { name: 'takes a bigint for the number of the same value', before: { a: 5n }, after: { a: 5 }, then: [] },
  {
    name: 'sees a difference that a double cannot hold',
    before: { a: 9007199254740993n },
    after: { a: 9007199254740992n },
    then: [['a', '/a', 9007199254740993n, 9007199254740992n]],
  },
  { name: 'knows nothing from nothing', before: undefined, after: undefined, then: [] },
  { name: 'tells a whole new scalar', before: undefined, after: 1, then: [['', '', undefined, 1]] },
];

describe('diffFields', () => {
  it.each(cases)('$name', ({ before, after, then }) => {
    expect(told(before, after)).toEqual(then);
  });

  it('gives the changed hunks of a text of several lines', () => {
    const text = (middle: string): string => ['1', '2', '3', middle, '5', '6', '7', ''].join('\n');
    const [change] = diffFields({ data: { f: text('4') } }, { data: { f: text('four') } }, () => undefined);
    expect(change?.lines).toEqual(['@@ -2,5 +2,5 @@', ' 2', ' 3', '-4', '+four', ' 5', ' 6']);
  });

  it('tells one changed rule among many by its own lines', () => {
    const rules = (verb: string): Json =>
      ['a', 'b', 'c', 'd', 'e'].map(name => ({
        resources: [name],
        verbs: [name === 'c' ? verb : 'get', 'on'],
      }));
    const [change] = diffFields({ rules: rules('get') }, { rules: rules('*') }, () => 'atomic');
    expect(change?.lines).toEqual([
      '@@ -12,5 +12,5 @@',
      '   - c',
      '   verbs:',
      '-  - get',
      '+  - "*"',
      '   - "on"',
      ' - resources:',
    ]);
  });

  it('says that a value holds a mark', () => {
    const changes = diffFields(
      { a: '(secret ab12cd)', b: 1 },
      { a: '(secret ffffff)', b: 2 },
      () => undefined,
    );
    expect(changes.map(change => change.masked)).toEqual([true, false]);
  });

  it('shows one changed argument among many as one line', () => {
    const args = ['serve', '--port=80', '--verbose', '80', 'true', 'a b'];
    const [change] = diffFields({ args }, { args: args.with(1, '--port=81') }, () => undefined);
    expect(change?.lines).toEqual([
      '@@ -1,4 +1,4 @@',
      ' - serve',
      '-- --port=80',
      '+- --port=81',
      ' - --verbose',
      ' - "80"',
    ]);
    expect(diffFields({ args: ['a'] }, { args: ['b'] }, () => undefined)[0]?.lines).toBeUndefined();
    const [typed] = diffFields({ a: [1, 2, 3, 4, true] }, { a: [1, 2, 3, 4, 'true'] }, () => undefined);
    expect(typed?.lines?.slice(-2)).toEqual(['-- true', '+- "true"']);
  });

  it('gives changes that carry the old value over to the new one, order included', () => {
    fc.assert(
      fc.property(objects, objects, (before, after) => {
        const changes = diffFields(before, after, keysOfLists);
        expect(applyChanges(before, changes)).toEqual(after);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('reports nothing exactly when both are equal', () => {
    fc.assert(
      fc.property(objects, objects, (before, after) => {
        expect(diffFields(before, before, keysOfLists)).toEqual([]);
        expect(diffFields(before, after, keysOfLists).length === 0).toBe(isEqual(before, after));
      }),
      { numRuns: runs(1000) },
    );
  });

  it('points at the values it tells', () => {
    fc.assert(
      fc.property(objects, objects, (before, after) => {
        for (const change of diffFields(before, after, keysOfLists)) expectPointers(change, before, after);
      }),
      { numRuns: runs(1000) },
    );
  });
});

function expectPointers(change: FieldDifference, before: Json, after: Json): void {
  if (change.label.endsWith(' (order)')) return;
  expect(valueAt(change.after === undefined ? before : after, change.path)).toEqual(
    'after' in change ? change.after : change.before,
  );
  if (change.beforePath !== undefined) expect(valueAt(before, change.beforePath)).toEqual(change.before);
}
