import { expect } from 'vitest';
import { PulumiEngine } from '../../src/engines/pulumi/engine.ts';
import { deploy } from '../../src/flows/deploy.ts';
import type { FlowResult } from '../../src/flows/flow.ts';
import { settingsOf } from '../github/report-of.ts';
import { fakeFiles } from './files.ts';
import { memoryStack, type MemoryStack, type Sizes } from './memory-stack.ts';
import { openSchedule } from './schedule.ts';
import { fakeWorld } from './world.ts';

const commits = { base: '0'.repeat(40), old: '1'.repeat(40), new: '2'.repeat(40) } as const;
type Name = keyof typeof commits;

/** What the commits want: the same resources in other sizes, or also some that the other does not know. */
const programs: Readonly<Record<'sizes' | 'names', Readonly<Record<Name, Sizes>>>> = {
  sizes: {
    base: { web: 'base', db: 'base' },
    old: { web: 'old', db: 'old' },
    new: { web: 'new', db: 'new' },
  },
  names: {
    base: { web: 'base', shared: 'all' },
    old: { web: 'old', shared: 'all', onlyOld: 'old' },
    new: { web: 'new', shared: 'all', onlyNew: 'new' },
  },
};

/** How two deploys of one stack meet. */
export interface StackMeeting {
  readonly differ: keyof typeof programs;
  readonly first: 'old' | 'new';
  /** After how many turns of the first one the other begins. */
  readonly point: number;
  readonly seed: number;
}

/** How it ended. */
export interface StackMet {
  readonly results: Readonly<Record<'old' | 'new', FlowResult>>;
  readonly stack: MemoryStack;
  readonly wanted: Readonly<Record<Name, Sizes>>;
}

/** Plays two deploys against one stack in memory, each step of the CLI a turn that the seed gives away. */
export async function meetAtStack({ differ, first, point, seed }: StackMeeting): Promise<StackMet> {
  const wanted = programs[differ];
  const stack = memoryStack();
  await deployAlone(stack, 'base', wanted.base);
  const schedule = openSchedule(randomOf(seed * 1000 + point));
  const play = async (name: Name): Promise<FlowResult> =>
    await runDeploy(stack, name, {
      wanted: wanted[name],
      turn: async kind => await schedule.turn(name, kind),
      clock: schedule.clock(name),
    });
  const second = first === 'old' ? 'new' : 'old';
  const runs = [play(first), schedule.beginAfter(second, point).then(async () => await play(second))];
  await schedule.play(runs);
  const [one, two] = await Promise.all(runs);
  if (!one || !two) throw new Error('a run ended without a result');
  return { results: first === 'old' ? { old: one, new: two } : { old: two, new: one }, stack, wanted };
}

async function deployAlone(stack: MemoryStack, name: Name, wanted: Sizes): Promise<void> {
  const schedule = openSchedule(() => 0);
  const turn = async (): Promise<void> => await Promise.resolve();
  const { result } = await runDeploy(stack, name, { wanted, turn, clock: schedule.clock(name) });
  expect(result).toBe('deployed');
}

interface Reach {
  readonly wanted: Sizes;
  readonly turn: (kind: 'sent' | 'answered') => Promise<void>;
  readonly clock: ReturnType<ReturnType<typeof openSchedule>['clock']>;
}

async function runDeploy(
  stack: MemoryStack,
  name: Name,
  { wanted, turn, clock }: Reach,
): Promise<FlowResult> {
  const ageOf = (commit: string): number => Object.values(commits).findIndex(each => each === commit);
  const world = fakeWorld({
    clock,
    files: fakeFiles({
      'infra/Pulumi.yaml': 'name: shop\nruntime: yaml\n',
      'infra/Pulumi.dev.yaml': '{}\n',
      'infra/main.yaml': JSON.stringify(wanted),
    }),
    disk: {
      ...fakeWorld().disk,
      temporary: async () =>
        await Promise.resolve({
          folder: `/run-${name}`,
          [Symbol.asyncDispose]: async () => await Promise.resolve(),
        }),
    },
    shell: { run: async () => await Promise.resolve({ code: 128, stdout: '', stderr: '' }) },
    run: {
      host: 'github',
      repository: 'acme/shop',
      runId: `${100 + ageOf(commits[name])}`,
      attempt: 1,
      commit: commits[name],
    },
    runs: { isFinished: async () => await Promise.resolve(false) },
    ancestry: {
      compare: async (base, ours) => {
        const difference = ageOf(ours) - ageOf(base);
        return await Promise.resolve(difference === 0 ? 'identical' : difference > 0 ? 'ahead' : 'behind');
      },
      forkPoint: async () => await Promise.resolve(undefined),
    },
  });
  const { github: _, ...settings } = settingsOf('deploy', 'token');
  const target = {
    name: 'shop',
    environment: 'production',
    source: { engine: 'pulumi', path: 'infra', stack: 'dev' },
  } as const;
  // Deletions are not what is tried here.
  const sure = {
    ...settings,
    confirm: ['onlyOld', 'onlyNew'].map(each => `urn:pulumi:dev::shop::test:index:Thing::${each}`),
  };
  const engine = new PulumiEngine(target, sure, world);
  engine.reach = async () => await Promise.resolve(stack.connect(name, wanted, turn));
  const openAt = async () => await Promise.reject(new Error('a deploy opens no other commit'));
  return await deploy({ engine, target, settings: sure, world, openAt });
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Demands of a meeting: where the newer commit was deployed it is what is there, or the older run says that it may have gone
 * over it; a run that another one's lock kept out says so; no lock is left. Gives how it ended, in words.
 */
export function expectOldNeverBeatsNew({ results, stack, wanted }: StackMet): string {
  const { old, new: newer } = results;
  const how = `older ${old.result} ${old.reasonCode}, newer ${newer.result} ${newer.reasonCode}`;
  expect(stack.lock, how).toBeUndefined();
  expect(['deployed', 'superseded', 'failed', 'partial'], how).toContain(old.result);
  expect(['deployed', 'failed', 'partial'], how).toContain(newer.result);
  for (const { result, reasonCode } of [old, newer])
    if (result === 'failed') expect(['locked', 'preview-differs'], how).toContain(reasonCode);
  if (newer.result !== 'deployed') return how;
  const isNewest = JSON.stringify(sorted(stack.state)) === JSON.stringify(sorted(wanted.new));
  if (!isNewest) expect([old.result, old.reasonCode], how).toEqual(['partial', 'preview-differs']);
  return isNewest ? how : `${how}, and said that it went over it`;
}

function sorted(sizes: Sizes): Sizes {
  return Object.fromEntries(Object.entries(sizes).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
