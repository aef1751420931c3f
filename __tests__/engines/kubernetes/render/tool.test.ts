import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { RenderLimits } from '../../../../src/engines/kubernetes/render/context.ts';
import { runTool } from '../../../../src/engines/kubernetes/render/tool.ts';
import { systemShell } from '../../../../src/system/shell.ts';
import { isAlive } from '../../../is-alive.ts';

const path = '/usr/bin:/bin';
const call = (script: string): Parameters<typeof runTool>[0] => ({
  command: 'sh',
  args: ['-c', script],
  env: {},
});

const context = (
  limits: RenderLimits,
  signal = new AbortController().signal,
): Parameters<typeof runTool>[1] => ({
  shell: systemShell(),
  env: { PATH: path },
  path: 'deploy',
  limits,
  signal,
});

test.each([
  ['takes too long', 'trap "" TERM INT; while :; do :; done', { timeoutMs: 300, bytes: 1024 }],
  ['prints too much', 'exec yes', { timeoutMs: 60_000, bytes: 1024 }],
])('a tool that %s is killed, whatever it thinks of that', async (_, script, limits) => {
  await expect(runTool(call(script), context(limits))).rejects.toMatchObject({ code: 'render-failed' });
});

test.each([
  ['takes too long', 'sleep 987 & echo $! >PID; wait', 300, 'render-failed'],
  ['prints too much', 'sleep 987 & echo $! >PID; exec yes', 60_000, 'render-failed'],
  ['is not needed any more', 'sleep 987 & echo $! >PID; wait', 60_000, 'cancelled'],
])('of a tool that %s nothing lives on that it started', async (_, script, timeoutMs, code) => {
  const file = join(await mkdtemp(join(tmpdir(), 'tool-')), 'pid');
  const controller = new AbortController();
  const running = runTool(
    call(script.replace('PID', file)),
    context({ timeoutMs, bytes: 1024 }, controller.signal),
  );
  const ended = expect(running).rejects.toMatchObject({ code });
  const pid = await vi.waitFor(async () => {
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/^\d+\n$/);
    return Number(text);
  });
  if (code === 'cancelled') controller.abort();
  await ended;
  // Whoever adopts the dead may take a moment to bury them.
  await vi.waitFor(async () => expect(await isAlive(pid)).toBe(false));
  await rm(dirname(file), { recursive: true });
});

test('a tool that is not installed is no failure', async () => {
  const limits = { timeoutMs: 1000, bytes: 1024 };
  expect(await runTool({ command: 'no-such-tool', args: [], env: {} }, context(limits))).toBeUndefined();
});
