import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProbe, playing, type Probe } from './probe.ts';

let probe: Probe;
let impatient: Probe;

beforeAll(async () => {
  probe = await openProbe();
  impatient = await openProbe({ patience: { interruptMs: 500, terminateMs: 400 } });
});
afterAll(async () => {
  await probe[Symbol.asyncDispose]();
  await impatient[Symbol.asyncDispose]();
});

const obedient = playing(
  () => {
    const stay = setInterval(() => undefined, 1000);
    process.on('SIGINT', () => {
      process
        .getBuiltinModule('node:fs')
        .appendFileSync(process.env['GITHUB_OUTPUT'] ?? '', 'result=partial\n');
      process.stdout.write('stopping\n');
      clearInterval(stay);
    });
    process.stdout.write('working\n');
  },
  () => process.stdout.write('tidying up\n'),
);

const stubborn = playing(
  () => {
    setInterval(() => undefined, 1000);
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.on(signal, () => process.stdout.write(`no ${signal}\n`));
    process.stdout.write('working\n');
  },
  () => process.stdout.write('tidying up\n'),
);

describe('cancelling', () => {
  test('an obedient process takes one signal, and what it still wrote counts', async () => {
    const step = probe.runner.startStep(obedient);
    await step.logged(/^working$/);
    step.cancel();
    step.cancel();
    const run = await step.finished;
    expect(run).toMatchObject({
      exitCode: 0,
      conclusion: 'cancelled',
      jobConclusion: 'cancelled',
      signals: ['SIGINT'],
      outputs: { result: 'partial' },
    });
    expect(run.rawLog).toBe('working\nstopping');
    expect(run.annotations).toEqual([{ level: 'error', message: 'The run was cancelled.' }]);
    expect(run.post).toMatchObject({ conclusion: 'success', rawLog: 'tidying up', signals: [] });
  });

  test('a stubborn process is told twice and then killed, and its post stage runs', async () => {
    const startMs = performance.now();
    const run = await impatient.runner.runStep({ ...stubborn, cancelWhen: /^working$/ });
    expect(performance.now() - startMs).toBeGreaterThan(900);
    expect(run).toMatchObject({
      exitCode: 137,
      conclusion: 'cancelled',
      signals: ['SIGINT', 'SIGTERM', 'SIGKILL'],
      rawLog: 'working\nno SIGINT\nno SIGTERM',
    });
    expect(run.post?.rawLog).toBe('tidying up');
  });

  test('a process that does not listen ends at once', async () => {
    const run = await probe.runner.runStep({
      ...playing(() => {
        setInterval(() => undefined, 1000);
      }),
      cancelAfterMs: 300,
    });
    expect(run).toMatchObject({ exitCode: 130, conclusion: 'cancelled', signals: ['SIGINT'] });
  });

  test('only the process itself is killed; what it started is found at the end of the job', async () => {
    const run = await impatient.runner.runStep({
      ...playing(() => {
        for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
        const { spawn } = process.getBuiltinModule('node:child_process');
        spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' });
        setInterval(() => undefined, 1000);
        process.stdout.write('working\n');
      }),
      cancelWhen: /^working$/,
    });
    expect(run.exitCode).toBe(137);
    expect(run.orphans).toHaveLength(1);
  });

  test('a post stage that never ends is ended with the job', async () => {
    await using hasty = await openProbe({ patience: { interruptMs: 100, terminateMs: 100, jobMs: 300 } });
    const run = await hasty.runner.runStep({
      ...playing(
        () => {
          setInterval(() => undefined, 1000);
        },
        () => {
          setInterval(() => undefined, 1000);
        },
      ),
      cancelAfterMs: 200,
    });
    expect(run.post?.conclusion).toBe('cancelled');
  });

  test('waiting for a line that never comes ends with the run', async () => {
    const step = probe.runner.startStep(playing(() => process.stdout.write('done\n')));
    await expect(step.logged(/^never$/)).rejects.toThrow(/ended without a line like .*never[\s\S]*done/);
    await step.finished;
  });
});
