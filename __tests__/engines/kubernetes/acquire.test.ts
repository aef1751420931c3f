import { expect, it } from 'vitest';
import { clusterOn } from '../../../src/engines/kubernetes/api/open-cluster.ts';
import { KubernetesEngine } from '../../../src/engines/kubernetes/engine.ts';
import { memoryServer } from '../../fakes/memory-server.ts';
import { fakeWorld } from '../../fakes/world.ts';
import { settingsOf } from '../../github/report-of.ts';

it('takes the lock for letters in a run that has planned nothing here, as one that goes back has', async () => {
  const server = memoryServer('shop');
  const target = {
    name: 'shop',
    environment: 'production',
    source: { engine: 'kubernetes', path: 'deploy' },
  } as const;
  const engine = new KubernetesEngine(target, settingsOf('rollback', 'token'), fakeWorld({}));
  const access = { server: 'https://memory', contextNamespace: 'shop' };
  const cluster = clusterOn(
    server.connect(async () => await Promise.resolve()),
    access,
  );
  engine.reach = async () => await Promise.resolve({ cluster, diagnostics: [] });
  const guard = await engine.ledger.acquire();
  expect(await guard.isHeld()).toBe(true);
  await guard.release();
  expect([...server.objects.keys()].filter(path => path.includes('/leases/'))).toEqual([]);
});
