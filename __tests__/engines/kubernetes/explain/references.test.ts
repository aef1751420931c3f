import { expect, it } from 'vitest';
import { referencesOf } from '../../../../src/engines/kubernetes/explain/references.ts';
import type { JsonObject } from '../../../../src/model/json.ts';

it('finds what a projected volume is made of, with its keys and its place', () => {
  const podSpec: JsonObject = {
    containers: [{ name: 'server' }],
    volumes: [
      {
        name: 'all',
        projected: {
          sources: [
            { serviceAccountToken: { path: 'token' } },
            { configMap: { name: 'settings', items: [{ key: 'level', path: 'level' }] } },
            { secret: { name: 'db' } },
          ],
        },
      },
    ],
  };
  expect(referencesOf(podSpec, 'server')).toMatchObject([
    { kind: 'ConfigMap', name: 'settings', keys: ['level'], volume: 'all' },
    { kind: 'Secret', name: 'db', keys: [], volume: 'all' },
  ]);
  expect(referencesOf(podSpec, 'server')[1]?.path).toEqual([
    'volumes',
    { index: 0, name: 'all' },
    'projected',
    'sources',
    { index: 2, name: '2' },
  ]);
});
