import { expect, it } from 'vitest';
import type { ApiRequest } from '../../src/engines/kubernetes/transport/transport.ts';
import { stringifyJson } from '../../src/model/json.ts';
import { type Ask, promises } from './api-contract.ts';
import { memoryServer, type MemoryServer } from './memory-server.ts';

const asking =
  (server: MemoryServer): Ask =>
  async (method, target, body) => {
    const url = new URL(target, 'https://memory');
    const request: ApiRequest = {
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      phase: 'test',
      ...(body && { body: stringifyJson(body) }),
    };
    const { httpStatus, body: answer } = await Promise.resolve(server.answer(request));
    return { status: httpStatus, body: answer };
  };

it.each(promises)('the API server in memory $name', async ({ play }) => {
  await play(asking(memoryServer('shop')), 'shop');
});

it('is empty at the start but for its namespaces', () => {
  expect([...memoryServer('shop').objects.keys()]).toEqual(['/api/v1/namespaces/shop']);
});
