import { describe, expect, it } from 'vitest';
import { readOutputs, secretLeaves } from '../../../src/engines/pulumi/outputs.ts';
import type { EngineEvent } from '../../../src/engines/pulumi/events/event.ts';
import { splitPropertyPath } from '../../../src/engines/pulumi/events/property-path.ts';
import { parseUrn } from '../../../src/engines/pulumi/events/urn.ts';
import { isIn, rangeOf, versionIn } from '../../../src/engines/pulumi/cli/version.ts';
import { failureOf } from '../../../src/engines/pulumi/cli/failure.ts';
import { CliExit } from '../../../src/engines/pulumi/cli/command.ts';
import type { PulumiStack } from '../../../src/engines/pulumi/stack.ts';
import { stackTags } from '../../../src/engines/pulumi/tags.ts';
import { readConfigMap } from '../../../src/engines/pulumi/run-files.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { programEnvOf } from '../../../src/system/program-env.ts';
import { fakeWorld } from '../../fakes/world.ts';

/** The stack itself, as the update's events tell it. */
function stackStep(outputs: JsonObject, isPlanning = false): EngineEvent {
  const state = { inputs: {}, outputs, id: '', isProtected: false, isRetained: false, hidden: [] };
  const step = { kind: 'step', phase: 'after', op: 'same', type: 'pulumi:pulumi:Stack', new: state } as const;
  return {
    ...step,
    isPlanning,
    urn: 'urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev',
    keys: [],
    diffs: [],
    detail: null,
  };
}

const secret = {
  '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
  ciphertext: '[secret]',
};

describe('outputs', () => {
  const clear = { n: 1, deep: { pin: 'p-1', list: ['a', { key: 'k-1' }] } };
  const blinded = { n: 1, deep: { pin: '[secret]', list: ['a', { key: '[secret]' }] } };

  it.each<[string, readonly EngineEvent[], readonly string[]]>([
    [
      'by the events of the update alone, when these tell all of them',
      [stackStep({ n: 9 }, true), stackStep({ n: 1, deep: { pin: secret, list: ['a', { key: secret }] } })],
      ['clear'],
    ],
    ['by the CLI, when no event tells them', [], ['clear', 'blinded']],
    [
      'by the CLI, when only the preview told them',
      [stackStep({ n: 1, deep: { pin: secret, list: ['a', { key: secret }] } }, true)],
      ['clear', 'blinded'],
    ],
    [
      'by the CLI, when an event tells another value',
      [stackStep({ n: 2, deep: { pin: secret, list: ['a', { key: secret }] } })],
      ['clear', 'blinded'],
    ],
    ['by the CLI, when an event lacks an output', [stackStep({ n: 1 })], ['clear', 'blinded']],
    [
      'by the CLI, when an event has one more',
      [stackStep({ n: 1, more: 1, deep: { pin: secret, list: ['a', { key: secret }] } })],
      ['clear', 'blinded'],
    ],
    [
      'by the CLI, when a list is shorter',
      [stackStep({ n: 1, deep: { pin: secret, list: ['a'] } })],
      ['clear', 'blinded'],
    ],
  ])('are blinded %s', async (_, events, starts) => {
    const asked: string[] = [];
    const ask = async (args: readonly string[]) => {
      const isClear = args.includes('--show-secrets');
      asked.push(isClear ? 'clear' : 'blinded');
      return await Promise.resolve({
        code: 0,
        stderr: '',
        stdout: JSON.stringify(isClear ? clear : blinded),
      });
    };
    const known: string[] = [];
    const secrets = { ...fakeWorld().secrets, add: (text: string) => void known.push(text) };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a stack that is only asked
    const stack = { ask } as unknown as PulumiStack;
    expect(await readOutputs(stack, events, secrets)).toEqual({ clear, masked: blinded });
    expect(asked).toEqual(starts);
    expect(known).toEqual(['p-1', 'k-1']);
  });

  it('gives every leaf that is blinded on one side, however deep it stands', () => {
    const masked = { open: 1, deep: { list: ['a', '[secret]'], own: '[secret]' }, whole: '[secret]' };
    const shown = { open: 1, deep: { list: ['a', 'b'], own: { user: 'u', pin: 12 } }, whole: 'w' };
    expect(secretLeaves(masked, shown)).toEqual(['b', '{"user":"u","pin":12}', 'u', '12', 'w']);
  });
});

describe('property paths', () => {
  it.each([
    ['a.b[0].c', ['a', 'b', 0, 'c']],
    ['a["x.y"].z', ['a', 'x.y', 'z']],
    ['list[*].name', ['list', '*', 'name']],
    ['["a b"]', ['a b']],
  ])('%s', (path, parts) => {
    expect(splitPropertyPath(path)).toEqual(parts);
  });
});

describe('URNs', () => {
  it.each([
    ['urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs', 'aws:s3/bucket:Bucket', 'logs'],
    ['urn:pulumi:dev::shop::my:Comp$aws:s3/bucket:Bucket::a::b', 'aws:s3/bucket:Bucket', 'a::b'],
    ['odd', 'resource', 'odd'],
  ])('%s', (urn, type, name) => {
    expect(parseUrn(urn)).toEqual({ type, name });
  });
});

describe('versions', () => {
  it('are read as the CLI prints them, and compared by ranges', () => {
    expect(versionIn('v3.255.0\n')).toBe('3.255.0');
    expect(versionIn('nonsense')).toBeUndefined();
    expect(isIn('3.255.0', rangeOf('^3') ?? '')).toBe(true);
    expect(isIn('3.255.0', rangeOf('<3.200') ?? '')).toBe(false);
    expect(rangeOf('latest')).toBe('>=3');
    expect(rangeOf('what?')).toBeUndefined();
  });
});

describe('config-map', () => {
  it('takes wrapped values, bare ones, nested maps and lists', () => {
    const text =
      'aws:region: { value: eu }\npassword: { value: x, secret: true }\nshop:sizes: { value: { a: [1, 2] } }\nplain: 7\n';
    expect(readConfigMap(text)).toEqual([
      { key: 'aws:region', text: 'eu', isSecret: false },
      { key: 'password', text: 'x', isSecret: true },
      { key: 'shop:sizes.a[0]', text: '1', isSecret: false },
      { key: 'shop:sizes.a[1]', text: '2', isSecret: false },
      { key: 'plain', text: '7', isSecret: false },
    ]);
    expect(() => readConfigMap('a: [')).toThrow('config-map is no YAML map');
  });
});

describe('the environment of the program', () => {
  it('holds what is allowed by name, and no input, token or command file', () => {
    const env = {
      PATH: '/bin',
      PULUMI_CONFIG_PASSPHRASE: 'p',
      AWS_REGION: 'eu',
      GITHUB_SHA: 'abc',
      MINE: '1',
      MY_TOKEN: '2',
      INPUT_KUBECONFIG: 'no',
      GITHUB_TOKEN: 'no',
      GITHUB_ENV: 'no',
      GITHUB_OUTPUT: 'no',
      ACTIONS_RUNTIME_TOKEN: 'no',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'no',
      NPM_TOKEN: 'no',
    };
    expect(Object.keys(programEnvOf(env, ['MINE', 'MY_*']))).toEqual([
      'PATH',
      'PULUMI_CONFIG_PASSPHRASE',
      'AWS_REGION',
      'GITHUB_SHA',
      'MINE',
      'MY_TOKEN',
    ]);
    expect(programEnvOf(env, ['GITHUB_TOKEN'])).toHaveProperty('GITHUB_TOKEN');
  });
});

describe('a CLI that was ended by a signal', () => {
  it('was cancelled when the run was, and is a bug of ours otherwise', () => {
    const killed = new Error('pulumi was ended by SIGINT');
    const place = { stack: 'dev', isCancelled: true };
    expect(failureOf(killed, [], place)).toMatchObject({ code: 'cancelled' });
    expect(failureOf(killed, [], { ...place, isCancelled: false })).toBe(killed);
  });
});

describe('tags of a stack', () => {
  it.each([
    ['read', async (tags: ReturnType<typeof stackTags>) => await tags.all()],
    ['written', async (tags: ReturnType<typeof stackTags>) => await tags.set('a', 'b')],
  ] as const)('that cannot be %s are told in words, and as no bug of ours', async (_, ask) => {
    const exit = new CliExit({ code: 255, stdout: '', stderr: 'error: no tags here' }, ['stack']);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a stack that is only asked
    const stack = { ask: async () => await Promise.reject(exit) } as unknown as PulumiStack;
    const tags = stackTags(
      async () => await Promise.resolve(stack),
      error => failureOf(error, [], { stack: 'dev', isCancelled: false }),
    );
    await expect(ask(tags)).rejects.toMatchObject({
      name: 'Failure',
      message: expect.stringContaining('no tags here'),
    });
  });
});
