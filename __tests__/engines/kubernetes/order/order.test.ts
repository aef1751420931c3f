import { describe, expect, it } from 'vitest';
import { deletionOrderOf, orderOf, type Placed } from '../../../../src/engines/kubernetes/order/index.ts';
import { isObject, type Json, parseJson } from '../../../../src/model/json.ts';
import { confirmAddressOf, groupKindOf, type ObjectId, objectKeyOf } from '../../../../src/model/manifest.ts';
import { cpuTimeMs } from '../../../cpu-time.ts';
import { handMade, type Sketch } from './sets.ts';

/** `Kind[.group]/[namespace/]name` as an id. */
function idOf(text: string): ObjectId {
  const [groupKind = '', ...place] = text.split('/');
  const [kind = '', ...group] = groupKind.split('.');
  const [namespace, name] = place.length === 2 ? place : [undefined, place[0]];
  return {
    group: group.join('.'),
    version: 'v1',
    kind,
    name: name ?? '',
    ...(namespace !== undefined && { namespace }),
  };
}

function placed(sketch: Sketch | string): Placed {
  const { is, body = {}, after } = typeof sketch === 'string' ? { is: sketch } : sketch;
  const id = idOf(is);
  const annotations = after === undefined ? {} : { 'gitops-push.dev/depends-on': after };
  const parsed: Json = parseJson(JSON.stringify({ ...body, metadata: { name: id.name, annotations } }));
  return { id, key: objectKeyOf(id), body: isObject(parsed) ? parsed : {} };
}

const nameOf = (key: string, objects: readonly Placed[]): string => {
  const id = objects.find(object => object.key === key)?.id;
  return id ? `${groupKindOf(id)}/${id.namespace === undefined ? '' : `${id.namespace}/`}${id.name}` : key;
};

const named = (waves: readonly (readonly string[])[], objects: readonly Placed[]) =>
  waves.map(wave => wave.map(key => nameOf(key, objects)).toSorted());

describe('the order of a set', () => {
  it('is shown by forty sets', () => expect(handMade.length).toBeGreaterThanOrEqual(40));

  it.each(handMade)('$name', ({ set, waves }) => {
    const objects = set.map(placed);
    const order = orderOf(objects);
    expect(named(order.waves, objects)).toEqual(waves.map(wave => wave.toSorted()));
    expect(order.diagnostics).toEqual([]);
  });

  it('names the members of a circle of annotations, and still has an order for all', () => {
    const objects = [
      { is: 'ConfigMap/shop/a', after: '/namespaces/shop/ConfigMap/b' },
      { is: 'ConfigMap/shop/b', after: '/namespaces/shop/ConfigMap/c' },
      { is: 'ConfigMap/shop/c', after: '/namespaces/shop/ConfigMap/a' },
      'ConfigMap/shop/d',
    ].map(placed);
    const { diagnostics, waves } = orderOf(objects);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: 'depends-on-cycle',
        severity: 'error',
        message: expect.stringMatching(/shop\/a -> .*shop\/b -> .*shop\/c -> .*shop\/a$/),
      }),
    ]);
    expect(waves.flat()).toHaveLength(4);
  });

  it.each([
    { name: 'itself', after: '/namespaces/shop/ConfigMap/a', code: 'depends-on-cycle' },
    {
      name: 'what is not in the set',
      after: 'apps/namespaces/shop/Deployment/no',
      code: 'depends-on-missing',
    },
    { name: 'what cannot be read', after: 'Deployment web', code: 'depends-on-unreadable' },
  ])('is an error that names $name', ({ after, code }) => {
    const { diagnostics } = orderOf([placed({ is: 'ConfigMap/shop/a', after })]);
    expect(diagnostics).toEqual([expect.objectContaining({ code, severity: 'error' })]);
  });

  it('of 5,000 objects with webhooks and 20,000 references is found fast, without recursion', () => {
    const maps = Array.from({ length: 2500 }, (_, index) => placed(`ConfigMap/shop/m${index}`));
    const webs = Array.from({ length: 2490 }, (_, index) =>
      placed({
        is: `Deployment.apps/shop/w${index}`,
        body: {
          spec: {
            template: {
              spec: {
                volumes: Array.from({ length: 8 }, (_each, n) => ({
                  configMap: { name: `m${(index * 7 + n) % 2500}` },
                })),
              },
            },
          },
        },
      }),
    );
    const chain = Array.from({ length: 2000 }, (_, index) =>
      placed({
        is: `Secret/shop/s${index}`,
        ...(index > 0 && { after: `/namespaces/shop/Secret/s${index - 1}` }),
      }),
    );
    const start = cpuTimeMs();
    const order = orderOf([...maps, ...webs, ...chain]);
    expect(order.waves).toHaveLength(2000);
    expect(cpuTimeMs() - start).toBeLessThan(3000);
  });
});

describe('the order of deletions', () => {
  it('is the other way round, webhooks first, custom resources and definitions before their controller', () => {
    const operator = handMade.at(-1)?.set.map(placed) ?? [];
    const waves = named(deletionOrderOf(operator), operator);
    const waveOf = (text: string): number => waves.findIndex(wave => wave.some(name => name.includes(text)));
    const expected = [
      'Webhook',
      'Widget.',
      'CustomResource',
      'Deployment',
      'ClusterRoleBinding',
      'ServiceAccount',
      'Namespace',
    ];
    const found = expected.map(waveOf);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(new Set(found).size).toBe(found.length);
    expect(waves.flat()).toHaveLength(operator.length);
  });

  it.each(handMade)('never deletes a thing before what needs it: $name', ({ set }) => {
    const objects = set.map(placed);
    const { edges } = orderOf(objects);
    const waves = deletionOrderOf(objects);
    const waveOf = (key: string): number => waves.findIndex(wave => wave.includes(key));
    for (const { from, to, origin } of edges) {
      if (origin === 'asked') continue;
      expect(waveOf(from), `${from} before ${to}`).toBeLessThan(waveOf(to));
    }
  });
});

/** Addresses as people confirm them stay readable in the sets. */
it('reads the sketches of the sets', () => {
  expect(confirmAddressOf(idOf('Deployment.apps/shop/web'))).toBe('Deployment/shop/web');
});
