import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../../src/engines/pulumi/apply.ts';
import { failureOf } from '../../../src/engines/pulumi/cli/failure.ts';
import { PulumiEngine } from '../../../src/engines/pulumi/engine.ts';
import type { PulumiStack } from '../../../src/engines/pulumi/stack.ts';
import type { Shell } from '../../../src/model/world.ts';
import { fakeWorld } from '../../fakes/world.ts';
import { settingsOf } from '../../github/report-of.ts';

const source = { engine: 'pulumi', path: 'infra', stack: 'dev' } as const;
const files = new Map([
  ['infra/Pulumi.yaml', 'name: shop\nruntime: nodejs\n'],
  ['infra/Pulumi.dev.yaml', 'config: {}\n'],
]);
const answers = new Map([
  ['version', 'v3.255.0'],
  ['stack history', '[]'],
]);

type End = 'in its own time' | 'killed by it';

/** A run that is told to end while this command works, which then ends so. */
function endedAt(command: string, end: End) {
  const starts: string[] = [];
  const ending = new AbortController();
  const run: Shell['run'] = async (program, args) => {
    if (program === 'git') return await Promise.resolve({ code: 128, stdout: '', stderr: '' });
    const start = args.filter(arg => !arg.startsWith('--')).slice(0, 2);
    const name = start.join(' ');
    starts.push(name);
    if (name === command) {
      ending.abort(new Error('the run was cancelled'));
      if (end === 'killed by it') throw new Error('pulumi was ended by SIGINT');
    }
    return { code: 0, stdout: answers.get(name) ?? '', stderr: '' };
  };
  const base = fakeWorld();
  const world = fakeWorld({
    programEnv: { PATH: '/bin', PULUMI_BACKEND_URL: 'file:///state' },
    signal: ending.signal,
    shell: { run },
    files: {
      ...base.files,
      find: async () =>
        await Promise.resolve([...files].map(([path]) => ({ path, explicit: false, sizeBytes: 1 }))),
      read: async path => await Promise.resolve(new TextEncoder().encode(files.get(path))),
    },
    disk: {
      ...base.disk,
      list: async () => await Promise.resolve([]),
      isFile: async path => await Promise.resolve(path === '/bin/pulumi'),
      temporary: async () =>
        await Promise.resolve({ folder: '/run', [Symbol.asyncDispose]: async () => await Promise.resolve() }),
    },
  });
  const target = { name: 'shop', environment: 'production', source };
  return { engine: new PulumiEngine(target, settingsOf('deploy', 'token'), world), world, starts };
}

describe('a run that is told to end before its preview', () => {
  it.each([
    { name: 'while the CLI is asked for its version', command: 'version', asked: ['version'] },
    { name: 'while the history is read', command: 'stack history', asked: ['version', 'stack history'] },
  ])('$name: is cancelled, and nothing more is started', async ({ command, asked }) => {
    for (const end of ['in its own time', 'killed by it'] as const) {
      const { engine, world, starts } = endedAt(command, end);
      await expect(engine.plan(), end).rejects.toMatchObject({ code: 'cancelled' });
      expect(starts).toEqual(asked);
      expect(world.lines.join('\n')).not.toContain('cannot be started');
    }
  });
});

describe('a run that is told to end between its preview and its update', () => {
  it('is cancelled, and the update does not begin', async () => {
    const place = { stack: 'dev', isCancelled: true };
    const begun: string[] = [];
    const begin = async (): Promise<void> => await Promise.resolve(void begun.push('begun'));
    const door = { preview: begin, up: begin, previewDestroy: begin, destroy: begin };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else of the stack is asked for
    const stack = { name: 'dev', door: async () => await Promise.resolve(door) } as unknown as PulumiStack;
    const plan = { digest: '', renderedDigest: '', entries: [], changes: [], diagnostics: [], limits: [] };
    const world = fakeWorld({ signal: AbortSignal.abort(new Error('the run was cancelled')) });
    const applied = applyPlan(plan, { stack, options: settingsOf('deploy', 'token').pulumi }, world, {
      outputs: 'unread',
      explain: (error, events) => failureOf(error, events, place),
    });
    await expect(applied).rejects.toMatchObject({ code: 'cancelled' });
    expect(begun).toEqual([]);
  });
});
