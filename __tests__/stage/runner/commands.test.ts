import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProbe, playing, type Probe } from './probe.ts';

let probe: Probe;

beforeAll(async () => {
  probe = await openProbe({ token: 'token-of-the-job', secrets: { PLAIN: 'first line\n  kind: Config\n' } });
});
afterAll(() => probe[Symbol.asyncDispose]());

/** Runs a step that prints this text, and gives the log without the runner's head. */
const print = async (text: string, changes: { readonly debug?: 'on' } = {}) => {
  const story = playing(() => process.stdout.write(process.env['TEXT'] ?? ''));
  const run = await probe.runner.runStep({ ...story, env: { TEXT: text }, ...changes });
  const lines = run.log.split('\n');
  return { run, shown: lines.slice(lines.indexOf('##[endgroup]') + 1) };
};

describe('annotations', () => {
  test('have a place, and their data is unescaped', async () => {
    const { run, shown } = await print(
      '::error file=deploy/a.yaml,line=3,col=5,title=a%2Cb%3A c::one%0Atwo %2525\n  ::notice::hello\n',
    );
    expect(run.annotations).toEqual([
      {
        level: 'error',
        title: 'a,b: c',
        file: 'deploy/a.yaml',
        line: 3,
        column: 5,
        message: 'one\ntwo %25',
      },
      { level: 'notice', message: 'hello' },
    ]);
    expect(shown).toEqual(['##[error]one', 'two %25', '##[notice]hello']);
    expect(run.conclusion).toBe('success');
  });

  test.each([
    { given: 'endLine=4', then: { line: 4, endLine: 4 } },
    { given: 'line=4,endLine=2', then: {} },
    { given: 'line=4,endLine=6,col=1', then: { line: 4, endLine: 6 } },
    { given: 'col=2', then: {} },
    { given: 'line=4,col=9,endColumn=2', then: { line: 4 } },
    { given: 'line=x', then: {} },
    { given: 'line=1, col=2', then: { line: 1 } },
  ])('that point to $given point to what is left of it', async ({ given, then }) => {
    const { run } = await print(`::warning ${given}::w`);
    expect(run.annotations).toEqual([{ level: 'warning', message: 'w', ...then }]);
  });

  test('are ten of a level and 4,096 characters long, all lines stay in the log', async () => {
    const { run, shown } = await print(`${'::warning::w\n'.repeat(11)}::error::${'e'.repeat(5000)}\n`);
    expect(run.annotations.map(({ level }) => level)).toEqual([...Array(10).fill('warning'), 'error']);
    expect(run.annotations.at(-1)?.message).toHaveLength(4096);
    expect(shown).toHaveLength(12);
  });

  test('of a file inside the workspace have its path from there', async () => {
    const { run } = await print(`::error file=${probe.workspace}/a/b.yaml::x\n::error file=/etc/passwd::y\n`);
    expect(run.annotations.map(({ file }) => file)).toEqual(['a/b.yaml', '/etc/passwd']);
  });
});

describe('commands', () => {
  test.each([
    { what: 'anywhere in a line in the old form', text: 'name ##[error]x' },
    { what: 'after blanks', text: '\t\u00a0::error::x' },
    { what: 'after a control character that .NET takes for a blank', text: '\u0085::error::x' },
    { what: 'after a lone carriage return', text: 'progress\r::error::x' },
    { what: 'in any case', text: '::ERROR::x' },
    { what: 'in the old form behind an unknown one', text: '::nothing::##[error]x' },
  ])('are obeyed $what', async ({ text }) => {
    const { run } = await print(text);
    expect(run.commands).toEqual([{ name: 'error', properties: {}, data: 'x' }]);
  });

  test.each([
    'a ::error::x',
    '::error:x',
    ':\u200b:error::x',
    '#\u200b#[error]x',
    '::unknown::x',
    '\ufeff::error::x',
  ])('are not seen in %j', async text => {
    const { run, shown } = await print(text);
    expect(run.commands).toEqual([]);
    expect(shown).toEqual([text]);
  });

  test('stop between a token and its return, in both forms', async () => {
    const text =
      '::stop-commands::0123456789abcdef\n::error::a\n##[warning]b\n::0123456789abcdef::\n::notice::c\n';
    const { run, shown } = await print(text);
    expect(run.commands.map(({ name }) => name)).toEqual(['stop-commands', 'notice']);
    expect(shown).toEqual(['::stop-commands::***', '::error::a', '##[warning]b', '::***::', '##[notice]c']);
  });

  test.each(['error', '', 'pause-logging'])(
    'do not stop for the token %j, and the step fails',
    async token => {
      const { run } = await print(`::stop-commands::${token}\n::notice::still obeyed\n`);
      expect(run.conclusion).toBe('failure');
      expect(run.annotations.map(({ level }) => level)).toEqual(['error', 'notice']);
    },
  );

  test('group, echo and debug change the log as told', async () => {
    const text = '::debug::no\n::group::Plan\n::endgroup::\n::echo::on\n::group::Loud\n';
    const { shown } = await print(text);
    expect(shown).toEqual(['##[group]Plan', '##[endgroup]', '::group::Loud', '##[group]Loud']);
    const { shown: debugged } = await print('::debug::one%0Atwo\n', { debug: 'on' });
    expect(debugged).toEqual(['##[debug]one', '##[debug]two']);
  });

  test('set-output and save-state still work, with a warning', async () => {
    const { run } = await print('::set-output name=result::deployed\n::save-state name=id::1\n');
    expect(run).toMatchObject({ outputs: { result: 'deployed' }, state: { id: '1' }, conclusion: 'success' });
    expect(run.annotations.map(({ level }) => level)).toEqual(['warning', 'warning']);
  });

  test.each(['::set-env name=A::1', '::add-path::/tmp', '::echo::maybe', '::set-output::x'])(
    '%s fails the step',
    async text => {
      const { run } = await print(text);
      expect(run).toMatchObject({ exitCode: 0, conclusion: 'failure', environment: {}, paths: [] });
      expect(run.annotations.map(({ level }) => level)).toContain('error');
    },
  );
});

describe('secrets', () => {
  test('of the job are masked in the log, line by line, the token too; the raw log has them', async () => {
    const { run, shown } = await print('kind: Config of first line\n::error::token-of-the-job\n');
    expect(shown).toEqual(['*** of ***', '##[error]***']);
    expect(run.annotations).toEqual([{ level: 'error', message: '***' }]);
    expect(run.rawLog).toContain('token-of-the-job');
    expect(run.log).not.toContain('token-of-the-job');
  });

  test('told by add-mask are masked from then on, and the command is not shown', async () => {
    const { shown } = await print(
      'hush-hush\n::add-mask::hush-hush%0Asecond\nhush-hush, second\n::add-mask::\n',
    );
    expect(shown.slice(0, 2)).toEqual(['hush-hush', '***, ***']);
    expect(shown.at(-1)).toMatch(/^##\[warning\]/);
  });

  test('are masked in the inputs that the runner prints', async () => {
    const story = playing(() => undefined);
    const run = await probe.runner.runStep({
      ...story,
      with: { ...story.with, old: '${{ secrets.PLAIN }}' },
    });
    expect(run.log).toContain('  github-token: ***');
    expect(run.log).not.toContain('kind: Config');
  });
});
