import { describe, expect, it } from 'vitest';
import { makeAuthority } from '../transport/certificates.ts';
import type { Shell, ShellResult } from '../../../../src/model/world.ts';
import { everythingOf, failureOf } from '../transport/failures.ts';
import { type TestWorld, testWorld } from '../transport/world.ts';
import { kubeconfig, openText, token } from './kubeconfig.ts';

interface Started {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A shell that answers from a function and remembers what it was asked to start. */
function shellOf(
  answer: (count: number) => ShellResult | Promise<ShellResult>,
): Shell & { readonly started: readonly Started[] } {
  const started: Started[] = [];
  return {
    started,
    async run(command, args, { env }) {
      started.push({ command, args, env });
      return await answer(started.length);
    },
  };
}

const exec = [
  'exec:',
  '  apiVersion: client.authentication.k8s.io/v1',
  '  command: aws',
  '  args: [eks, get-token]',
  '  env: [{ name: AWS_PROFILE, value: shop }]',
  '  provideClusterInfo: true',
  '  installHint: Install the AWS CLI.',
];

function credential(
  status: Readonly<Record<string, string>>,
  apiVersion = 'client.authentication.k8s.io/v1',
): ShellResult {
  return { code: 0, stdout: JSON.stringify({ kind: 'ExecCredential', apiVersion, status }), stderr: '' };
}

const pluginText = kubeconfig({ user: exec });
const nowMs = Date.parse('2026-01-10T12:00:00Z');
const inMinutes = (minutes: number): string => new Date(nowMs + minutes * 60_000).toISOString();

function jwt(claims: Readonly<Record<string, number>>): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `eyJhbGciOiJSUzI1NiJ9.${payload}.c2lnbmF0dXJl`;
}

describe('an exec plugin that is allowed', () => {
  it('runs once for many requests, with a small environment and what it must know', async () => {
    const shell = shellOf(() => credential({ token: 'canary-plugin-token' }));
    const env = {
      PATH: '/bin',
      HOME: '/home/me',
      AWS_REGION: 'eu',
      GITHUB_TOKEN: 'x',
      GOOGLE_X: 'y',
      HTTPS_PROXY: 'p',
      NODE_OPTIONS: '-r x',
    };
    const world = testWorld({ shell, env });
    const access = await openText(pluginText, world, ['exec:aws']);
    const all = await Promise.all(Array.from({ length: 16 }, async () => await access.credentials()));
    expect(all[15]?.authorization?.reveal()).toBe('Bearer canary-plugin-token');
    expect(shell.started).toHaveLength(1);
    const { KUBERNETES_EXEC_INFO: info = '', ...rest } = shell.started[0]?.env ?? {};
    expect(rest).toEqual({
      PATH: '/bin',
      HOME: '/home/me',
      AWS_REGION: 'eu',
      AWS_PROFILE: 'shop',
      HTTPS_PROXY: 'p',
    });
    expect(JSON.parse(info)).toEqual({
      kind: 'ExecCredential',
      apiVersion: 'client.authentication.k8s.io/v1',
      spec: { interactive: false, cluster: { server: 'https://10.0.0.1:6443' } },
    });
    expect(access.diagnostics).toMatchObject([
      { code: 'access-plugin', message: expect.stringContaining('aws eks get-token') },
    ]);
    expect(world.secrets.redact('got canary-plugin-token')).toBe('got ***');
  });

  it('runs again shortly before its credentials expire, once for all who ask', async () => {
    const shell = shellOf(count =>
      credential({ token: `token-${count}`, expirationTimestamp: inMinutes(15 * count) }),
    );
    const world = testWorld({ shell, nowMs });
    const access = await openText(pluginText, world, ['exec:aws']);
    world.advance(13 * 60_000);
    expect((await access.credentials()).authorization?.reveal()).toBe('Bearer token-1');
    world.advance(61_000);
    const all = await Promise.all([access.credentials(), access.credentials()]);
    expect(all.map(one => one.authorization?.reveal())).toEqual(['Bearer token-2', 'Bearer token-2']);
    expect(shell.started).toHaveLength(2);
  });

  it('runs again after a 401, but not twice for the same rejected token', async () => {
    const shell = shellOf(count => credential({ token: `token-${count}` }));
    const access = await openText(pluginText, testWorld({ shell }), ['exec:aws']);
    const rejected = await access.credentials();
    const renewed = await Promise.all([access.renew(rejected), access.renew(rejected)]);
    expect(renewed.map(one => one?.authorization?.reveal())).toEqual(['Bearer token-2', 'Bearer token-2']);
    expect((await access.renew(rejected))?.authorization?.reveal()).toBe('Bearer token-2');
    expect(shell.started).toHaveLength(2);
  });

  it('has nothing new when it gives the same token again', async () => {
    const shell = shellOf(() => credential({ token: 'same' }));
    const access = await openText(pluginText, testWorld({ shell }), ['exec:aws']);
    expect(await access.renew(await access.credentials())).toBeUndefined();
  });

  it('may give a client certificate', async () => {
    const pair = await (await makeAuthority()).issue();
    const shell = shellOf(() =>
      credential({ clientCertificateData: pair.certificate, clientKeyData: pair.key }),
    );
    const access = await openText(pluginText, testWorld({ shell, nowMs: Date.now() }), ['exec:aws']);
    expect((await access.credentials()).clientCertificate?.certificate).toBe(pair.certificate);
  });

  it('is not run when a token stands beside it', async () => {
    const shell = shellOf(() => credential({ token: 'unused' }));
    const both = kubeconfig({ user: [`token: ${token}`, ...exec] });
    const access = await openText(both, testWorld({ shell }), ['exec:aws']);
    expect(access.identity).toBe('a token');
    expect(shell.started).toHaveLength(0);
  });

  const leak = 'eyJhbGciOiJSUzI1NiJ9abcdefghijklmnopqrstuvwxyz';
  it.each<[string, () => ShellResult | Promise<ShellResult>, string]>([
    [
      'fails',
      () => ({ code: 255, stdout: leak, stderr: `Unable to locate credentials ${leak}\n\n` }),
      'Unable to locate credentials ***',
    ],
    ['prints no JSON', () => ({ code: 0, stdout: leak, stderr: '' }), 'did not print an ExecCredential'],
    [
      'prints another object',
      () => ({ code: 0, stdout: '{"kind":"Secret"}', stderr: '' }),
      'did not print an ExecCredential',
    ],
    [
      'speaks another version',
      () => credential({ token: leak }, 'client.authentication.k8s.io/v1beta1'),
      'another apiVersion',
    ],
    [
      'gives a broken certificate',
      () => credential({ clientCertificateData: 'x', clientKeyData: leak }),
      'without the key that belongs to it',
    ],
    ['gives nothing', () => credential({}), 'no credentials'],
    ['gives a token of two lines', () => credential({ token: `${leak}\n${leak}` }), 'no token has'],
    [
      'is not there',
      async () => await Promise.reject(Object.assign(new Error('spawn aws ENOENT'), { code: 'ENOENT' })),
      'is not installed',
    ],
    [
      'does not end',
      async () => await Promise.reject(new Error('aws was ended by SIGTERM')),
      'could not be run to its end',
    ],
  ])('that %s is named, and nothing it printed that could be a secret', async (_name, answer, says) => {
    const failure = await failureOf(
      openText(pluginText, testWorld({ shell: shellOf(answer) }), ['exec:aws']),
    );
    expect(failure.code).toBe('credentials-missing');
    expect(failure.message).toContain(says);
    expect(failure.hint).toContain('Install the AWS CLI.');
    expect(everythingOf(failure)).not.toContain(leak);
  });
});

async function opened(user: readonly string[], world: TestWorld): Promise<string> {
  return (await failureOf(openText(kubeconfig({ user }), world))).message;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

describe('credentials that have expired', () => {
  it('are named before the first request: a token', async () => {
    const expired = jwt({ exp: nowMs / 1000 - 3 * 24 * 3600 });
    const failure = await failureOf(
      openText(kubeconfig({ user: [`token: ${expired}`] }), testWorld({ nowMs })),
    );
    expect(failure.code).toBe('credentials-rejected');
    expect(failure.message).toContain('2026-01-07T12:00:00.000Z, 3 days ago');
    expect(everythingOf(failure)).not.toContain(expired);
  });

  it('are named before the first request: a client certificate', async () => {
    const pair = await (await makeAuthority()).issue({
      validFrom: new Date(nowMs - 9e6),
      validTo: new Date(nowMs - 6e6),
    });
    const user = [
      `client-certificate-data: ${base64(pair.certificate)}`,
      `client-key-data: ${base64(pair.key)}`,
    ];
    expect(await opened(user, testWorld({ nowMs }))).toContain('the client certificate expired at');
  });

  it.each([
    ['a token that ends later', jwt({ exp: nowMs / 1000 + 60 })],
    ['a token without end', jwt({ iat: 1 })],
    ['a token that is no JWT', 'a.b.c'],
    ['a token of one part', 'opaque'],
  ])('do not include %s', async (_name, given) => {
    const access = await openText(kubeconfig({ user: [`token: ${given}`] }), testWorld({ nowMs }));
    expect((await access.credentials()).authorization?.reveal()).toBe(`Bearer ${given}`);
    expect(await access.renew(await access.credentials())).toBeUndefined();
  });
});

describe('a token file', () => {
  it('is read again after a minute and after a 401', async () => {
    const files: Record<string, string> = { '/run/token': 'first\n' };
    const world = testWorld({ files, nowMs });
    const access = await openText(kubeconfig({ user: ['tokenFile: /run/token'] }), world, ['files:/run']);
    files['/run/token'] = 'second';
    expect((await access.credentials()).authorization?.reveal()).toBe('Bearer first');
    world.advance(61_000);
    expect((await access.credentials()).authorization?.reveal()).toBe('Bearer second');
    files['/run/token'] = 'third';
    expect((await access.renew(await access.credentials()))?.authorization?.reveal()).toBe('Bearer third');
    files['/run/token'] = '';
    world.advance(61_000);
    expect((await failureOf(access.credentials())).code).toBe('credentials-missing');
  });
});

describe('every secret part', () => {
  it('is known before anything is printed: token, password, key raw and decoded, of users that are not chosen too', async () => {
    const pair = await (await makeAuthority()).issue();
    const data = base64(pair.key);
    const text = kubeconfig({
      user: [`token: ${token}`],
    }).replace(
      'contexts:',
      [
        '- name: second',
        `  user: { username: jane, password: canary-password, client-key-data: ${data} }`,
        '- name: third',
        '  user:',
        '    exec: { command: x, args: [--token=canary-arg, --secret, canary-next, --name, plain-name], env: [{ name: X_TOKEN, value: canary-env }, { name: REGION, value: plain-region }] }',
        '- name: fourth',
        '  user: { auth-provider: { name: gcp, config: { access-token: canary-provider } } }',
        'contexts:',
      ].join('\n'),
    );
    const world = testWorld({ nowMs: Date.now() });
    await openText(text, world);
    const secrets = [
      token,
      data,
      pair.key,
      pair.key.split('\n')[1] ?? '',
      'canary-password',
      'canary-arg',
      'canary-next',
      'canary-env',
      'canary-provider',
      base64(token),
    ];
    for (const secret of secrets) expect(world.secrets.redact(secret)).not.toContain(secret);
    expect(world.secrets.redact('plain-name plain-region prod shop')).toBe(
      'plain-name plain-region prod shop',
    );
  });
});
