import { describe, expect, it } from 'vitest';
import { findCli } from '../../../src/engines/pulumi/cli/find-cli.ts';
import { fakeWorld } from '../../fakes/world.ts';

/** A machine with these CLIs: path -> version. */
function machine(clis: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const folders = Object.keys(clis);
  const world = fakeWorld({
    programEnv: {
      PATH: '/usr/bin:/opt/bin',
      HOME: '/home/me',
      RUNNER_TOOL_CACHE: '/cache',
      RUNNER_ARCH: 'X64',
    },
    disk: {
      ...fakeWorld().disk,
      list: async folder => {
        const inside = folders.filter(path => path.startsWith(`${folder}/`));
        return await Promise.resolve([
          ...new Set(inside.map(path => path.slice(folder.length + 1).split('/')[0] ?? '')),
        ]);
      },
      isFile: async path =>
        await Promise.resolve(Object.hasOwn(clis, path) || path.endsWith('/x64.complete')),
    },
    shell: {
      run: async command => {
        asked.push(command);
        return await Promise.resolve({ code: 0, stdout: `v${clis[command]}\n`, stderr: '' });
      },
    },
  });
  return { world, asked };
}

describe('the CLI that is used', () => {
  const onPath = '/opt/bin/pulumi';
  const old = '/home/me/.pulumi/versions/3.230.0/bin/pulumi';
  const newer = '/home/me/.pulumi/versions/3.255.0/bin/pulumi';
  const cached = '/cache/pulumi/3.258.0/x64/bin/pulumi';

  it.each([
    { name: 'the one on PATH when it fits', range: '^3', then: onPath },
    { name: 'else the newest by version', range: '>=3.250 <3.258', then: newer },
    { name: 'also an older one when that was asked for', range: '3.230.0', then: old },
    { name: 'and what the tool cache of the runner has', range: '3.258.0', then: cached },
  ])('$name', async ({ range, then }) => {
    const { world } = machine({
      [onPath]: '3.240.0',
      [old]: '3.230.0',
      [newer]: '3.255.0',
      [cached]: '3.258.0',
    });
    expect((await findCli(range, world))?.command).toBe(then);
  });

  it('is none when nothing fits, and of those by version only what fits is started', async () => {
    const { world, asked } = machine({ [old]: '3.230.0', [newer]: '3.255.0' });
    expect(await findCli('^4', world)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('is refused when it cannot tell why it failed', async () => {
    const { world } = machine({ [onPath]: '3.200.0' });
    await expect(findCli('^3', world)).rejects.toMatchObject({ code: 'tool-missing' });
  });
});
