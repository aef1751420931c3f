import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyValuePairs } from './key-value-file.ts';
import { openProbe, playing, type Probe } from './probe.ts';

let probe: Probe;

beforeAll(async () => {
  probe = await openProbe({ secrets: { KEY: 'hidden-key' } });
});
afterAll(() => probe[Symbol.asyncDispose]());

/** Runs a step that writes this text into the file of this variable. */
const write = async (variable: string, text: string) =>
  await probe.runner.runStep({
    ...playing(() => {
      const { writeFileSync } = process.getBuiltinModule('node:fs');
      const { VARIABLE = '', TEXT = '', TIMES = '1' } = process.env;
      writeFileSync(process.env[VARIABLE] ?? '', TEXT.repeat(Number(TIMES)));
    }),
    env:
      text.length > 10_000
        ? { VARIABLE: variable, TEXT: text[0] ?? '', TIMES: String(text.length) }
        : { VARIABLE: variable, TEXT: text },
  });

describe('a file of pairs', () => {
  test.each([
    { name: 'a line', given: 'a=1\n\nb=x=y<<z\n', then: { a: '1', b: 'x=y<<z' } },
    { name: 'the last line without a break', given: 'a=1', then: { a: '1' } },
    { name: 'a delimiter', given: 'a<<E\none\n\ntwo\nE\nb=2\n', then: { a: 'one\n\ntwo', b: '2' } },
    { name: 'an empty value', given: 'a<<E\nE\nb=\n', then: { a: '', b: '' } },
    { name: 'a value that looks like a pair', given: 'a<<E\nb=2\nE', then: { a: 'b=2' } },
    { name: 'carriage returns, which stay', given: 'a=1\r\n', then: { a: '1\r' } },
    { name: 'the same name twice', given: 'a=1\na=2\n', then: { a: '2' } },
  ])('is read with $name', ({ given, then }) => {
    expect(Object.fromEntries(keyValuePairs(given))).toEqual(then);
  });

  test.each(['nothing', '=1', '<<E\nE', 'a<<\n\n', 'a<<E\none\n', 'a<<E\none', 'a<<E\nE2\n'])(
    'with %j is refused',
    given => {
      expect(() => [...keyValuePairs(given)]).toThrow();
    },
  );
});

describe('the files of a step', () => {
  test('a mistake in outputs fails a step that ended well; what stood before it counts', async () => {
    const run = await write('GITHUB_OUTPUT', 'result=deployed\nrubbish\nlater=1\n');
    expect(run).toMatchObject({ exitCode: 0, conclusion: 'failure', outputs: { result: 'deployed' } });
    expect(run.annotations[0]?.message).toContain('GITHUB_OUTPUT');
  });

  test('GITHUB_ENV cannot set NODE_OPTIONS', async () => {
    const run = await write('GITHUB_ENV', 'NODE_OPTIONS=--require=/tmp/x.js\nFINE=1\n');
    expect(run.environment).toEqual({ FINE: '1' });
    expect(run.annotations.map(({ level }) => level)).toEqual(['error']);
    expect(run.conclusion).toBe('success');
  });

  test('a summary is masked line by line', async () => {
    const run = await write('GITHUB_STEP_SUMMARY', '# Plan\r\nhidden-key\nlast');
    expect(run.summary).toBe('# Plan\n***\nlast\n');
  });

  test('a summary of exactly 1 MiB is kept', async () => {
    const run = await write('GITHUB_STEP_SUMMARY', 'x'.repeat(1024 * 1024));
    expect(run.summary).toHaveLength(1024 * 1024 + 1);
    expect(run.annotations).toEqual([]);
  });

  test('one byte more and it is gone, with an error, and the step stays green', async () => {
    const run = await write('GITHUB_STEP_SUMMARY', 'x'.repeat(1024 * 1024 + 1));
    expect(run).toMatchObject({ summary: '', conclusion: 'success' });
    expect(run.annotations).toEqual([
      { level: 'error', message: 'GITHUB_STEP_SUMMARY is dropped: it has 1024k, the limit is 1024k.' },
    ]);
  });
});
