import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Ask, promises } from '../fakes/api-contract.ts';
import type { Cluster } from './cluster/cluster.ts';
import { sharedCluster } from './cluster/shared-cluster.ts';

describe('the API server', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await sharedCluster();
  });
  afterAll(async () => await cluster[Symbol.asyncDispose]());

  it.each(promises)('$name', async ({ play }) => {
    const ask: Ask = async (method, path, body) => {
      const apply = { contentType: 'application/apply-patch+yaml' };
      return await cluster.request(method, path, body, method === 'PATCH' ? apply : {});
    };
    const namespace = await cluster.createNamespace('contract');
    await play(ask, namespace);
    await cluster.endNamespace(namespace);
  });
});
