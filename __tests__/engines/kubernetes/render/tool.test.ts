import { expect, test } from 'vitest';
import { runTool } from '../../../../src/engines/kubernetes/render/tool.ts';
import { systemShell } from '../../../../src/system/shell.ts';

const path = '/usr/bin:/bin';
const call = (script: string): Parameters<typeof runTool>[0] => ({
  command: 'sh',
  args: ['-c', script],
  env: {},
});

test.each([
  ['takes too long', 'trap "" TERM INT; while :; do :; done', { timeoutMs: 300, bytes: 1024 }],
  ['prints too much', 'exec yes', { timeoutMs: 60_000, bytes: 1024 }],
])('a tool that %s is killed, whatever it thinks of that', async (_, script, limits) => {
  const running = runTool(call(script), { shell: systemShell(), env: { PATH: path }, limits });
  await expect(running).rejects.toMatchObject({ code: 'render-failed' });
});

test('a tool that is not installed is no failure', async () => {
  const context = { shell: systemShell(), env: { PATH: path }, limits: { timeoutMs: 1000, bytes: 1024 } };
  expect(await runTool({ command: 'no-such-tool', args: [], env: {} }, context)).toBeUndefined();
});
