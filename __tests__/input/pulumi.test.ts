import { describe, expect, it } from 'vitest';
import { inputsFromEnv } from '../../src/input/from-env.ts';
import { readSettings, type ReadContext } from '../../src/input/read.ts';
import type { Settings } from '../../src/model/settings.ts';

const onPush: ReadContext = { host: 'action', event: 'push', repositoryName: 'shop' };

function settingsOf(raw: Record<string, string>, context: ReadContext = onPush): Settings {
  const read = readSettings(raw, context);
  if ('mistakes' in read) throw new Error(JSON.stringify(read.mistakes));
  return read.settings;
}

function mistakesOf(raw: Record<string, string>, context: ReadContext = onPush): readonly string[] {
  const read = readSettings(raw, context);
  return 'mistakes' in read ? read.mistakes.map(({ message, hint }) => `${message}. ${hint ?? ''}`) : [];
}

/** The names of pulumi/actions v7, as its action.yml has them. */
const namesOfPulumiActions = [
  'command',
  'stack-name',
  'pulumi-version',
  'pulumi-version-file',
  'work-dir',
  'cloud-url',
  'secrets-provider',
  'config-map',
  'upsert',
  'refresh',
  'expect-no-changes',
  'diff',
  'plan',
  'target',
  'target-dependents',
  'exclude',
  'exclude-dependents',
  'replace',
  'policyPacks',
  'policyPackConfigs',
  'parallel',
  'message',
  'continue-on-error',
  'exclude-protected',
  'remove',
  'color',
  'suppress-outputs',
  'suppress-progress',
  'log-verbosity',
  'log-flow',
  'debug',
  'comment-on-pr',
  'github-token',
  'comment-on-pr-number',
  'edit-pr-comment',
  'comment-on-summary',
  'always-include-summary',
] as const;

describe('the inputs of pulumi/actions', () => {
  it('are all 37 known, in the capitals in which a runner hands them over', () => {
    const values: Readonly<Record<string, string>> = {
      command: 'preview',
      parallel: '4',
      'log-verbosity': '3',
      policyPacks: 'policies',
      policyPackConfigs: 'policies.json',
    };
    const booleans =
      /^(?:upsert|refresh|expect|diff|.*-dependents|continue|exclude-prot|remove|suppress|log-flow|debug|comment-on-pr$|edit|comment-on-summary|always)/;
    const given = namesOfPulumiActions
      .filter(name => name !== 'pulumi-version-file')
      .map(name => [`INPUT_${name.toUpperCase()}`, values[name] ?? (booleans.test(name) ? 'true' : 'x')]);
    const settings = settingsOf(inputsFromEnv(Object.fromEntries(given)));
    expect(namesOfPulumiActions).toHaveLength(37);
    expect(settings.mode).toBe('preview');
    expect(settings.pulumi).toMatchObject({
      isAskedFor: true,
      stackName: 'x',
      upsert: true,
      parallel: 4,
      policyPacks: ['policies'],
      policyPackConfigs: ['policies.json'],
      target: ['x'],
    });
  });

  it.each([
    ['preview', 'preview'],
    ['up', 'deploy'],
    ['update', 'deploy'],
  ])('command %s means mode %s, whatever the event', (command, mode) => {
    expect(settingsOf({ command, 'stack-name': 'dev', mode: 'auto' }).mode).toBe(mode);
  });

  it.each([
    ['refresh', 'mode: drift'],
    ['output', '`outputs`'],
  ])('command %s is an error that names the way out', (command, way) => {
    expect(mistakesOf({ command, 'stack-name': 'dev' })).toEqual([expect.stringContaining(way)]);
  });

  it('refuses a mode and a command that say different things', () => {
    expect(mistakesOf({ command: 'preview', mode: 'deploy', 'stack-name': 'dev' })).toEqual([
      expect.stringContaining('means mode preview, but mode is deploy'),
    ]);
  });

  it('takes the yes and no of YAML 1.2, and nothing else', () => {
    expect(settingsOf({ upsert: 'True', refresh: 'FALSE' }).pulumi).toMatchObject({
      upsert: true,
      refresh: false,
    });
    expect(mistakesOf({ upsert: 'yes' })).toHaveLength(1);
  });

  it('tells in one notice what replaces inputs that are not needed', () => {
    const read = readSettings({ 'comment-on-pr': 'true', diff: 'true' }, onPush);
    expect('warnings' in read ? read.warnings : []).toEqual([
      expect.objectContaining({
        code: 'input-replaced',
        severity: 'notice',
        message: expect.stringContaining('`comment`'),
      }),
    ]);
  });

  it('tells every mistake at once', () => {
    const raw = {
      'pulumi-version': '^3',
      'pulumi-version-file': '.v',
      policyPackConfigs: 'a.json',
      parallel: 'many',
    };
    expect(mistakesOf(raw)).toHaveLength(3);
  });
});

describe('pulumi-mirror', () => {
  it.each([
    'https://me:pass@mirror.example/pulumi',
    'https://token@mirror.example/pulumi',
    'https://mirror.example/pulumi?token=abc',
    'http://me:pass@127.0.0.1/pulumi',
  ])('%s is refused: what it holds beside the address would stand in the log', mirror => {
    const mistakes = mistakesOf({ 'stack-name': 'dev', 'pulumi-mirror': mirror });
    expect(mistakes).toEqual([expect.stringContaining('pulumi-mirror')]);
    expect(mistakes.join('')).not.toMatch(/me:|abc|token@/);
  });
});
