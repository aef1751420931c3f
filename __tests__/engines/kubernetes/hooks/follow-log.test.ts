import { describe, expect, it } from 'vitest';
import type { ApplyWork } from '../../../../src/engines/kubernetes/apply/context.ts';
import type { Resource } from '../../../../src/engines/kubernetes/cluster.ts';
import { followLog } from '../../../../src/engines/kubernetes/hooks/follow-log.ts';
import { openPage } from '../../../../src/engines/kubernetes/hooks/page.ts';
import type { Intent } from '../../../../src/engines/kubernetes/plan/intent.ts';
import type { JsonObject } from '../../../../src/model/json.ts';
import { listOf, scriptedCluster, streamOf } from '../../../fakes/cluster.ts';
import { fakeClock, fakeWorld, settle } from '../../../fakes/world.ts';

const secret = 'hunter2-hunter2-hunter2';
const secrets = {
  add: () => undefined,
  redact: (text: string) => text.replaceAll(secret, '***'),
  markOf: () => '0',
};

describe('a page of a log', () => {
  it('shows lines as they come, then the last ones, and says how many are left out', () => {
    const world = fakeWorld({ secrets });
    const page = openPage('log of x', world);
    page.add(['first'], '');
    expect(world.lines).toEqual(['first']);
    for (let number = 2; number <= 1000; number += 1) page.add([`line ${number}`], '');
    expect(world.lines.at(-1)).toBe('line 200');
    expect(page.end()).toBe(true);
    const lines = world.lines.flatMap(text => text.split('\n'));
    expect(lines.slice(200)).toEqual([
      '… 750 lines are not shown …',
      ...Array.from({ length: 50 }, (_, index) => `line ${951 + index}`),
    ]);
  });

  it('takes secrets out before it cuts a line, colours too, and names what they come from', () => {
    const world = fakeWorld({ secrets });
    const page = openPage('log of x', world);
    page.add([`${'x'.repeat(290)}${secret}`, `\u001B[31mred\u001B[0m`], 'run: ');
    expect(world.lines.at(-1)).toBe(`run: ${'x'.repeat(290)}***\nrun: red`);
    page.end();
  });

  it('is not there when nothing was written', () => {
    const world = fakeWorld();
    expect(openPage('log of x', world).end()).toBe(false);
    expect(world.lines).toEqual([]);
  });
});

describe('following the log of a Job', () => {
  const pods: Resource = {
    group: '',
    version: 'v1',
    kind: 'Pod',
    plural: 'pods',
    namespaced: true,
    verbs: [],
  };
  const pod: JsonObject = {
    metadata: { name: 'migrate-1', namespace: 'shop', uid: 'p1' },
    spec: { containers: [{ name: 'run' }] },
    status: {
      containerStatuses: [
        { name: 'run', restartCount: 0, state: { running: { startedAt: '2026-11-20T14:00:00Z' } } },
      ],
    },
  };
  /* oxlint-disable typescript/no-unsafe-type-assertion -- nothing else of it is asked */
  const intent = { id: { namespace: 'shop' }, address: 'batch/v1/Job/shop/migrate' } as Intent;

  it('shows each line once, although the stream is cut and taken up again', async () => {
    const at = (second: number): string => `2026-11-20T14:00:0${second}.000000000Z`;
    const asked: (string | undefined)[] = [];
    const arrivals = [
      [[`${at(1)} one`, `${at(2)} two`]],
      [[`${at(2)} two`, `${at(3)} three`], [`${at(4)} `]],
      [[`${at(4)} `]],
    ];
    const cluster = scriptedCluster({
      resourceOf: () => Promise.resolve(pods),
      list: () => Promise.resolve(listOf('1', [pod])),
      watch: async function* (_resource, _options, signal) {
        await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
        yield* streamOf();
      },
      text: (path, { sinceTime, follow }) => {
        expect([path, follow]).toEqual(['/api/v1/namespaces/shop/pods/migrate-1/log', 'true']);
        asked.push(sinceTime);
        return Promise.resolve({ lines: arrived(arrivals.shift() ?? []) });
      },
    });
    const clock = fakeClock();
    const world = fakeWorld({ clock });
    const followed = followLog({ metadata: { uid: 'j1' } }, intent, {
      cluster,
      world,
    } as unknown as ApplyWork);
    await settle();
    expect(world.lines.join('\n')).toBe('one\ntwo');
    await clock.advance(2000);
    expect(world.lines.join('\n')).toBe('one\ntwo\nthree\n');
    expect(await followed.end()).toBe(true);
    expect(asked).toEqual([undefined, at(2), at(4)]);
    expect(world.lines.join('\n').split('two')).toHaveLength(2);
  });

  it('shows nothing and harms nobody where logs may not be read', async () => {
    const cluster = scriptedCluster({
      resourceOf: () => Promise.resolve(pods),
      list: () => Promise.resolve(listOf('1', [pod])),
      watch: () => streamOf(),
      text: () => Promise.resolve({ status: { code: 403, reason: 'Forbidden', message: '', causes: [] } }),
    });
    const world = fakeWorld({ clock: fakeClock() });
    const followed = followLog({ metadata: { uid: 'j1' } }, intent, {
      cluster,
      world,
    } as unknown as ApplyWork);
    /* oxlint-enable typescript/no-unsafe-type-assertion */
    await settle();
    expect(await followed.end()).toBe(false);
    expect(world.lines).toEqual([]);
  });
});

async function* arrived(blocks: readonly (readonly string[])[]): AsyncGenerator<readonly string[]> {
  yield* await Promise.resolve(blocks);
}
