import { describe, expect, it } from 'vitest';
import type { Cluster, ObjectList } from '../../../../src/engines/kubernetes/cluster.ts';
import { intentOf } from '../../../../src/engines/kubernetes/plan/intent.ts';
import { knownMissing } from '../../../../src/engines/kubernetes/plan/missing.ts';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';
import { Failure } from '../../../../src/model/failure.ts';
import { scriptedCluster } from '../../../fakes/cluster.ts';

/** Wanted objects of one kind, named a, b, c ... */
function intentsOf(kind: string, plural: string, count: number) {
  const texts = Array.from('abcdefgh'.slice(0, count)).map(
    name => `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name} }\n`,
  );
  const resource = { group: '', version: 'v1', kind, plural, namespaced: true, verbs: [] };
  return readManifests(texts.join('---\n'), 'f.yaml').manifests.map(manifest =>
    intentOf(manifest, { resource, isNamespaced: true, namespace: 'shop', setId: 'set' }),
  );
}

const services = intentsOf('Service', 'services', 5);
const named = (...names: string[]): readonly { readonly metadata: { readonly name: string } }[] =>
  names.map(name => ({ metadata: { name } }));

function clusterWith(list: () => Promise<ObjectList>): {
  readonly cluster: Cluster;
  readonly asked: unknown[];
} {
  const asked: unknown[] = [];
  const cluster = scriptedCluster({
    list: async (resource, options) => {
      asked.push([resource.plural, options]);
      return await list();
    },
  });
  return { cluster, asked };
}

describe('what certainly does not exist', () => {
  it('is told by one list of names, of one page', async () => {
    const { cluster, asked } = clusterWith(
      async () => await Promise.resolve({ items: named('b', 'z'), resourceVersion: '1' }),
    );
    const missing = await knownMissing(cluster, services);
    expect([...missing]).toEqual(['Service|shop|a', 'Service|shop|c', 'Service|shop|d', 'Service|shop|e']);
    expect(asked).toEqual([['services', { namespace: 'shop', only: 'metadata', pages: 'first' }]]);
  });

  it.each<[string, () => Promise<ObjectList>]>([
    [
      'there are more than a page',
      async () => await Promise.resolve({ items: [], resourceVersion: '1', hasMore: true }),
    ],
    [
      'they may not be listed',
      async () => await Promise.reject(new Failure('permission-missing', 'may not list')),
    ],
  ])('is not known when %s', async (_why, list) => {
    expect((await knownMissing(clusterWith(list).cluster, services)).size).toBe(0);
  });

  it('is not asked for few objects, and never for Secrets', async () => {
    const few = services.slice(0, 3);
    const secrets = intentsOf('Secret', 'secrets', 8);
    expect((await knownMissing(scriptedCluster({}), [...few, ...secrets])).size).toBe(0);
  });

  it('is not guessed when the server does not answer', async () => {
    const { cluster } = clusterWith(
      async () => await Promise.reject(new Failure('server-unreachable', 'gone')),
    );
    await expect(knownMissing(cluster, services)).rejects.toMatchObject({ code: 'server-unreachable' });
  });
});
