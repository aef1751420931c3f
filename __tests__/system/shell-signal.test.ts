import { describe, expect, it } from 'vitest';
import { systemShell } from '../../src/system/shell.ts';

const env = { PATH: process.env['PATH'] ?? '' };

/** Says `ready`, and after SIGINT how often it was sent, half a second later. */
const program = `
  let count = 0;
  process.on('SIGINT', () => { count += 1; if (count === 1) setTimeout(() => { console.log('signals: ' + count); process.exit(8); }, 500); });
  setInterval(() => {}, 1000);
  console.log('ready ' + (process.pid === Number(require('child_process').execSync('ps -o pgid= -p ' + process.pid))));
`;

describe('a program that may be cancelled', () => {
  it('is sent one SIGINT, in a process group of its own, and ends in its own time', async () => {
    const controller = new AbortController();
    let pid = 0;
    const result = await systemShell().run(process.execPath, ['-e', program], {
      env,
      timeoutMs: 20_000,
      signal: controller.signal,
      onStart: started => {
        pid = started;
      },
      onOutput: text => {
        if (text.includes('ready')) controller.abort();
      },
    });
    expect(pid).toBeGreaterThan(0);
    expect(result.code).toBe(8);
    expect(result.stdout).toContain('ready true');
    expect(result.stdout).toContain('signals: 1');
  });

  it('is not started when the run was cancelled before', async () => {
    const options = { env, timeoutMs: 1000, signal: AbortSignal.abort(new Error('gone')) };
    await expect(systemShell().run(process.execPath, ['-v'], options)).rejects.toThrow('gone');
  });
});
