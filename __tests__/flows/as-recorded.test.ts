import { expect, it } from 'vitest';
import { asRecorded, type Opening } from '../../src/flows/as-recorded.ts';
import { readSettings } from '../../src/input/read.ts';
import type { DeployRecord, RecordedRendering } from '../../src/model/record.ts';

const read = readSettings(
  {
    mode: 'drift',
    path: 'other',
    namespace: 'here',
    values: 'b.yaml',
    'render-network': 'true',
    images: 'web=web:9',
  },
  { host: 'terminal', repositoryName: 'shop' },
);
if ('mistakes' in read) throw new Error(JSON.stringify(read.mistakes));
const opening: Opening = {
  settings: read.settings,
  target: {
    name: 'shop',
    environment: 'production',
    source: { engine: 'kubernetes', path: 'other', namespace: 'here' },
  },
};
const recorded = (rendering?: RecordedRendering): DeployRecord => ({
  schema: 1,
  app: 'shop',
  environment: 'production',
  target: { name: 'shop', serverHash: 'h', namespace: 'records' },
  id: 'x',
  sequence: 1,
  kind: 'deploy',
  renderedDigest: 'd',
  planDigest: 'p',
  images: [],
  objects: { count: 1, created: 1, changed: 0, unchanged: 0, pruned: 0 },
  engine: 'kubernetes',
  startedAt: '2026-01-01T00:00:00.000Z',
  tools: {},
  ...(rendering && { rendering }),
});

it('makes the objects with the settings of the record, and does all else with those of the run', () => {
  const then = asRecorded(
    opening,
    recorded({
      path: 'deploy',
      contextNamespace: 'shop',
      values: ['a.yaml'],
      release: 'r',
      kubernetesVersion: '1.35',
    }),
  );
  expect(then.target.source).toEqual({ engine: 'kubernetes', path: 'deploy', contextNamespace: 'shop' });
  expect(then.settings).toMatchObject({
    path: 'deploy',
    rendering: { values: ['a.yaml'], release: 'r', network: true },
    kubernetesVersion: '1.35',
    recordNamespace: 'records',
    imageOverrides: [],
    mode: 'drift',
  });
  expect(then.settings.namespace).toBeUndefined();
});

it.each<[string, RecordedRendering | undefined]>([
  ['names none', undefined],
  ['names a flag as path', { path: '--post-renderer=x' }],
  ['names a flag as release', { path: 'deploy', release: '--post-renderer=x' }],
  ['names a flag as values file', { path: 'deploy', values: ['-x'] }],
  ['names what is no version', { path: 'deploy', kubernetesVersion: '1.36 --x' }],
  ['names what is no namespace', { path: 'deploy', namespace: 'a b' }],
])('goes by the settings of the run when a record %s', (_, rendering) => {
  const then = asRecorded(opening, recorded(rendering));
  expect(then.target).toEqual(opening.target);
  expect(then.settings.rendering).toEqual(opening.settings.rendering);
  expect(then.settings.imageOverrides).toEqual([]);
});
