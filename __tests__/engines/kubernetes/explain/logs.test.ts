import { expect, it } from 'vitest';
import { readLog } from '../../../../src/engines/kubernetes/explain/logs.ts';
import { scriptedCluster } from '../../../fakes/cluster.ts';
import { fakeWorld } from '../../../fakes/world.ts';

it('takes secrets out of a log before its lines are cut, or half of one would stay', async () => {
  const secret = 'hunter2-hunter2-hunter2';
  const cluster = scriptedCluster({
    raw: () =>
      Promise.resolve({ httpStatus: 200, warnings: [], body: `${'x'.repeat(285)}${secret}\nnext\n` }),
  });
  const world = fakeWorld({
    secrets: { add: () => undefined, redact: text => text.replaceAll(secret, '***'), markOf: () => '0' },
  });
  const place = { container: 'server', instance: 'current', shownLines: 20 } as const;
  const { lines } = await readLog({ metadata: { name: 'web', namespace: 'shop' } }, place, {
    cluster,
    world,
  });
  expect(lines).toEqual([`${'x'.repeat(285)}***`, 'next']);
});
