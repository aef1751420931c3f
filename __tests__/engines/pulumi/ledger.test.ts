import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LedgerContext, StackTags } from '../../../src/engines/pulumi/ledger/context.ts';
import { openLedger, type StackLedger } from '../../../src/engines/pulumi/ledger/index.ts';
import { openOutbox, readLetters } from '../../../src/engines/pulumi/ledger/outbox.ts';
import { readHistory, type StackHistory, type StackUpdate } from '../../../src/engines/pulumi/state.ts';
import { isOurs } from '../../../src/engines/pulumi/ledger/trail.ts';
import type { Hold } from '../../../src/model/hold.ts';
import type { KeptLetter } from '../../../src/model/letter.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { Target } from '../../../src/model/target.ts';
import type { ShellResult } from '../../../src/model/world.ts';
import { openSchedule } from '../../fakes/schedule.ts';
import { fakeWorld } from '../../fakes/world.ts';

const target: Target = {
  name: 'shop',
  environment: 'production',
  source: { engine: 'pulumi', path: 'infra', stack: 'dev' },
};

const planOf = (rendered: string): Plan => ({
  digest: 'a'.repeat(64),
  renderedDigest: rendered.repeat(64),
  entries: [],
  changes: [],
  diagnostics: [],
  limits: [],
});

/** A stack as its backend keeps it: updates, newest first, and tags. */
function openStack() {
  const updates: StackUpdate[] = [];
  const tags = new Map<string, string>();
  const asked: string[] = [];
  const update = (message: string, result = 'succeeded'): void => {
    updates.unshift({ kind: 'update', result, message, startedMs: updates.length });
  };
  const read = async (): Promise<StackHistory> => {
    const ask = async (args: readonly string[]): Promise<ShellResult> => {
      asked.push('history');
      const [size, number] = [Number(args[4]), Number(args[6])];
      const entries = updates.map(({ startedMs, ...each }, index) => ({
        ...each,
        version: updates.length - index,
        startTime: new Date(startedMs).toISOString(),
      }));
      const stdout = JSON.stringify(entries.slice(size * (number - 1), size * number));
      return await Promise.resolve({ code: 0, stdout, stderr: '' });
    };
    return await readHistory({ ask }, each => isOurs(each, target));
  };
  /** One run: what it planned by is read once, and again when it takes its turn. */
  const run = (): StackLedger => {
    let planned: Promise<StackHistory> | undefined;
    const context: LedgerContext = {
      target,
      world: fakeWorld({ run: { host: 'github', commit: 'c'.repeat(40) } }),
      stack: 'dev',
      planned: async () => {
        planned ??= read();
        return await planned;
      },
      readHistory: async () => {
        planned = read();
        return await planned;
      },
      cliVersion: () => '3.255.0',
      reason: undefined,
      releaseLock: async (lock, told) => {
        asked.push(`lock ${lock} ${told}`);
        await Promise.resolve();
      },
      tags: {
        all: async () => {
          asked.push('tags');
          return await Promise.resolve(new Map(tags));
        },
        set: async (name, value) => {
          expect(value.length).toBeLessThanOrEqual(256);
          await Promise.resolve(tags.set(name, value));
        },
        remove: async name => await Promise.resolve(void tags.delete(name)),
        forget: () => undefined,
      },
    };
    return openLedger(context);
  };
  /** A deploy of ours to its end; `hold` as a rollback sets it. */
  const deploy = async (rendered: string, hold?: Hold): Promise<number> => {
    const ledger = run();
    await ledger.all();
    await ledger.acquire();
    if (hold) ledger.holds?.set(hold);
    const { record } = await ledger.open(planOf(rendered), { kind: hold ? 'rollback' : 'deploy' });
    update((await ledger.message('by hand')) ?? '');
    return record.sequence;
  };
  return { updates, tags, asked, update, run, deploy };
}

const hold: Hold = {
  record: 'production/shop#2',
  from: 'production/shop#1',
  since: '2026-01-01T00:00:00.000Z',
  reason: 'too big, "really"',
  culprits: [{ address: 'urn:pulumi:dev::shop::a:b:C::web', digest: '0123456789abcdef' }],
};

describe('what a rollback of a stack holds back', () => {
  it('is told by the newest update of ours, and by all that follow it', async () => {
    const stack = openStack();
    await stack.deploy('1');
    expect(await stack.run().holds?.current()).toBeUndefined();
    await stack.deploy('2', hold);
    expect(await stack.run().holds?.current()).toEqual(hold);
    await stack.deploy('3');
    stack.update('somebody else');
    expect(await stack.run().holds?.current()).toEqual(hold);
    expect(stack.updates[0]?.message).not.toContain('gitops-push');
    expect(stack.updates[1]?.message).toMatch(
      /^by hand\n\ngitops-push hold \S+\ngitops-push production\/shop#3 /,
    );
  });

  it.each([
    [19, 1],
    [20, 2],
    [99, 2],
    [100, 3],
    [350, 5],
  ])('stays, whoever updates the stack %i times in a row', async (count, pages) => {
    const stack = openStack();
    await stack.deploy('1');
    const sequence = await stack.deploy('2', hold);
    for (let index = 0; index < count; index += 1) stack.update(`somebody else, ${index}`);
    stack.asked.length = 0;
    expect(await stack.run().holds?.current()).toEqual(hold);
    expect(stack.asked.filter(each => each === 'history')).toHaveLength(pages);
    expect(await stack.deploy('3')).toBe(sequence + 1);
    expect(await stack.run().holds?.current()).toEqual(hold);
  });

  it('asks for no tag where nothing is held back', async () => {
    const stack = openStack();
    await stack.deploy('1');
    await stack.deploy('2');
    expect(stack.asked).not.toContain('tags');
  });

  it('is lifted by a tag; the number of that record is not given again, and the next update tells no hold', async () => {
    const stack = openStack();
    await stack.deploy('1');
    await stack.deploy('2', hold);
    const ledger = stack.run();
    const lifted = await ledger.holds?.lift('mended elsewhere');
    expect(lifted).toMatchObject({ kind: 'resume', sequence: 3, reason: 'mended elsewhere' });
    expect(await stack.run().holds?.current()).toBeUndefined();
    expect(await stack.deploy('3')).toBe(4);
    expect(stack.updates[0]?.message).not.toContain('gitops-push hold');
    expect(await stack.deploy('4')).toBe(5);
  });

  it('is in force again after the next rollback, though an earlier one was lifted', async () => {
    const stack = openStack();
    await stack.deploy('1');
    await stack.deploy('2', hold);
    await stack.run().holds?.lift();
    const next = { ...hold, record: 'production/shop#4' };
    await stack.deploy('3', next);
    expect(await stack.run().holds?.current()).toEqual(next);
  });

  it('is the whole program when it is too long for a message', async () => {
    const stack = openStack();
    await stack.deploy('1');
    const culprits = Array.from({ length: 5000 }, (_, index) => ({
      address: `urn:pulumi:dev::shop::a:b:C::${index}`,
      digest: createHash('sha256').update(String(index)).digest('hex').slice(0, 16),
    }));
    await stack.deploy('2', { ...hold, culprits });
    expect((await stack.run().holds?.current())?.culprits).toEqual([{ address: '', digest: '1'.repeat(64) }]);
  });

  it('is not what the user says in a message of a line of ours', async () => {
    const stack = openStack();
    await stack.deploy('1');
    await stack.deploy('2', hold);
    const [ours] = stack.updates;
    for (const said of ['gitops-push hold nonsense', 'gitops-push hold nonsense\ngitops-push x/y#1 deploy']) {
      stack.update(`${said}\n\n${ours?.message.split('\n').slice(-2).join('\n') ?? ''}`);
      expect(await stack.run().holds?.current()).toEqual(hold);
    }
  });

  it('is none when somebody wrote nonsense in its place', async () => {
    const stack = openStack();
    await stack.deploy('1');
    const [ours] = stack.updates;
    for (const text of ['nonsense', Buffer.from('{"record":1}').toString('base64url')]) {
      stack.update(`gitops-push hold ${text}\n${ours?.message.split('\n').at(-1) ?? ''}`);
      expect(await stack.run().holds?.current()).toBeUndefined();
    }
  });
});

describe('the turn of a run at a stack', () => {
  type Stack = ReturnType<typeof openStack>;
  it.each<readonly [string, (stack: Stack) => Promise<unknown>, boolean]>([
    ['nobody came in between', async () => await Promise.resolve(), false],
    ['somebody else updated the stack', async stack => await Promise.resolve(stack.update('by hand')), true],
    ['another run of ours did', async stack => await stack.deploy('9'), true],
    ['an update failed', async stack => await Promise.resolve(stack.update('by hand', 'failed')), true],
  ])('%s', async (_, meddle, hasMoved) => {
    const stack = openStack();
    await stack.deploy('1');
    const ledger = stack.run();
    await ledger.last();
    await meddle(stack);
    expect((await ledger.acquire()).hasMoved).toBe(hasMoved);
  });

  it('gives numbers that rise, whoever came in between', async () => {
    const stack = openStack();
    expect(await stack.deploy('1')).toBe(1);
    const slow = stack.run();
    await slow.last();
    expect(await stack.deploy('2')).toBe(2);
    await slow.acquire();
    expect((await slow.open(planOf('3'), { kind: 'deploy' })).record.sequence).toBe(3);
  });
});

describe('what GitHub has yet to be told of a stack', () => {
  const letter = (index: number): KeptLetter => ({
    to: 'commit status',
    key: `${index}`.repeat(40),
    at: `2026-01-01T00:00:00.${String(index).padStart(3, '0')}Z`,
    content: { text: `${index} ${'x'.repeat(index)} äöü` },
    attempts: 1,
    lastError: '502',
  });
  const random = (index: number): KeptLetter => ({
    ...letter(index),
    content: { text: Array.from({ length: 40 }, (_, at) => `${Math.sin(index * 50 + at)}`).join('') },
  });
  /** Tags as a backend keeps them: one run's writing and another's may cross. */
  const openTags = (known: ReadonlyMap<string, string> = new Map()) => {
    const kept = new Map(known);
    const log = { info: () => undefined };
    const run = (turn: () => Promise<void> = async () => await Promise.resolve()) => {
      let seen: Promise<ReadonlyMap<string, string>> | undefined;
      const read = async () => {
        await turn();
        return new Map(kept);
      };
      const tags: StackTags = {
        all: async () => await (seen ??= read()),
        set: async (name, value) => {
          expect(value.length).toBeLessThanOrEqual(256);
          await turn();
          kept.set(name, value);
          seen = undefined;
        },
        remove: async name => {
          await turn();
          seen = undefined;
          if (!kept.delete(name)) throw new Error('there is no such tag');
        },
        forget: () => {
          seen = undefined;
        },
      };
      return openOutbox(tags, log);
    };
    return { kept, run, read: () => readLetters(kept) };
  };
  const letters = (count: number): readonly KeptLetter[] =>
    Array.from({ length: count }, (_, at) => random(at));

  it.each([0, 1, 2, 20])('%i letters come back as they were, also after others', async count => {
    for (const before of [0, 1, 20]) {
      const tags = openTags();
      await tags.run().keep(letters(before).map(each => ({ ...each, to: 'deployment' })));
      await tags.run().keep(letters(count));
      expect(tags.read()).toEqual(letters(count));
      expect(await tags.run().known()).toEqual(letters(count));
      if (count === 0) expect(tags.kept.size).toBe(0);
    }
  });

  it('a writer that was killed at any point leaves the old letters or the new ones, and never half of them', async () => {
    const [old, more] = [letters(4), letters(5)];
    const ends = new Set<number>();
    for (let point = 0; point < 20; point += 1) {
      const tags = openTags();
      await tags.run().keep(old);
      let turns = 0;
      const turn = async (): Promise<void> => {
        turns += 1;
        await Promise.resolve();
        if (turns > point) throw new Error('killed');
      };
      await tags
        .run(turn)
        .keep(more)
        .catch(() => undefined);
      expect([old, more]).toContainEqual(tags.read());
      ends.add(tags.read().length);
    }
    expect([...ends]).toEqual([4, 5]);
  });

  it('two writers at once lose nothing and double nothing, however they meet', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const tags = openTags();
      await tags.run().keep(letters(3));
      const [one, two] = [random(100 + seed), random(200 + seed)];
      let state = seed;
      const schedule = openSchedule(() => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return (state >>> 8) / 16_777_216;
      });
      const play = async (name: string, news: KeptLetter): Promise<void> => {
        const outbox = tags.run(async () => await schedule.turn(name, 'sent'));
        await outbox.keep([...(await outbox.known()), news]);
      };
      await schedule.play([play('one', one), play('two', two)]);
      expect(
        tags.read().map(({ key }) => key),
        `seed ${seed}`,
      ).toEqual([...letters(3), one, two].map(({ key }) => key));
    }
  });

  it('of too many the newest are kept, and how many are let go is said', async () => {
    const tags = openTags();
    const dropped = await tags.run().keep(letters(60));
    const kept = tags.read();
    expect(kept.length).toBeGreaterThan(10);
    expect(kept).toEqual(letters(60).slice(-kept.length));
    expect(dropped).toBe(60 - kept.length);
  });
});
