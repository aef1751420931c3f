import { describe, expect, it } from 'vitest';
import { secretLeaves } from '../../../src/engines/pulumi/outputs.ts';
import { splitPropertyPath } from '../../../src/engines/pulumi/events/property-path.ts';
import { parseUrn } from '../../../src/engines/pulumi/events/urn.ts';
import { isIn, rangeOf, versionIn } from '../../../src/engines/pulumi/cli/version.ts';
import { failureOf } from '../../../src/engines/pulumi/cli/failure.ts';
import { CliExit } from '../../../src/engines/pulumi/cli/command.ts';
import type { PulumiStack } from '../../../src/engines/pulumi/stack.ts';
import { stackTags } from '../../../src/engines/pulumi/tags.ts';
import { readConfigMap } from '../../../src/engines/pulumi/run-files.ts';
import { programEnvOf } from '../../../src/system/program-env.ts';

describe('outputs', () => {
  it('gives every leaf that is blinded on one side, however deep it stands', () => {
    const masked = { open: 1, deep: { list: ['a', '[secret]'], own: '[secret]' }, whole: '[secret]' };
    const clear = { open: 1, deep: { list: ['a', 'b'], own: { user: 'u', pin: 12 } }, whole: 'w' };
    expect(secretLeaves(masked, clear)).toEqual(['b', '{"user":"u","pin":12}', 'u', '12', 'w']);
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
