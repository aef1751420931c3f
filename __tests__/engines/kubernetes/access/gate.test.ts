import { beforeAll, describe, expect, it } from 'vitest';
import { openAccess } from '../../../../src/engines/kubernetes/access/index.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { type Authority, makeAuthority, type Pair } from '../transport/certificates.ts';
import { everythingOf, failureOf } from '../transport/failures.ts';
import { type TestWorldOptions, testWorld } from '../transport/world.ts';
import { inputs, kubeconfig, openText, type Parts, token } from './kubeconfig.ts';

let authority: Authority;
let client: Pair;
let other: Pair;
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

beforeAll(async () => {
  authority = await makeAuthority();
  client = await authority.issue({ commonName: 'deployer' });
  other = await authority.issue();
});

const server = 'server: https://10.0.0.1:6443';
const exec = [
  'exec:',
  '  apiVersion: client.authentication.k8s.io/v1',
  '  command: aws',
  '  args: [eks, get-token, --cluster-name, shop]',
  '  interactiveMode: IfAvailable',
];

interface Case {
  readonly name: string;
  readonly given: () => Parts;
  readonly allow?: readonly string[];
  readonly world?: () => TestWorldOptions;
  /** The code and what message and hint must say. */
  readonly code: string;
  readonly says: readonly string[];
}

const refused: readonly Case[] = [
  {
    name: 'an exec plugin',
    given: () => ({ user: exec }),
    code: 'kubeconfig-refused',
    says: ['user.exec runs a program: aws eks get-token --cluster-name shop', 'allow-kubeconfig: exec:aws'],
  },
  {
    name: 'an exec plugin that is not the allowed one',
    given: () => ({ user: exec }),
    allow: ['exec:/tmp/aws'],
    code: 'kubeconfig-refused',
    says: ['allow-kubeconfig: exec:aws'],
  },
  {
    name: 'a plugin that needs a terminal',
    given: () => ({ user: exec.map(line => line.replace('IfAvailable', 'Always')) }),
    allow: ['exec:aws'],
    code: 'kubeconfig-refused',
    says: ['user.exec.interactiveMode'],
  },
  {
    name: 'a plugin of an interface that is gone',
    given: () => ({ user: exec.map(line => line.replace('/v1', '/v1alpha1')) }),
    allow: ['exec:aws'],
    code: 'kubeconfig-invalid',
    says: ['user.exec.apiVersion'],
  },
  {
    name: 'a plugin that is made to load other code',
    given: () => ({ user: [...exec, '  env: [{ name: LD_PRELOAD, value: /tmp/x.so }]'] }),
    allow: ['exec:aws'],
    code: 'kubeconfig-refused',
    says: ['LD_PRELOAD'],
  },
  {
    name: 'a plugin at a relative path',
    given: () => ({ user: exec.map(line => line.replace('aws', './aws')) }),
    allow: ['exec:./aws'],
    code: 'kubeconfig-refused',
    says: ['user.exec.command'],
  },
  {
    name: 'an auth provider, whatever is allowed',
    given: () => ({
      user: ['auth-provider: { name: gcp, config: { cmd-path: /bin/sh, access-token: canary-provider } }'],
    }),
    allow: ['exec:/bin/sh', 'exec:gcp', 'skip-tls', 'http', 'proxy-url', 'files:/'],
    code: 'kubeconfig-refused',
    says: ['user.auth-provider', 'cannot be allowed'],
  },
  {
    name: 'skipped verification',
    given: () => ({ cluster: [server, 'insecure-skip-tls-verify: true'] }),
    code: 'kubeconfig-refused',
    says: ['cluster.insecure-skip-tls-verify', 'allow-kubeconfig: skip-tls'],
  },
  {
    name: 'plain http',
    given: () => ({ cluster: ['server: http://127.0.0.1:8080'] }),
    code: 'kubeconfig-refused',
    says: ['cluster.server', 'allow-kubeconfig: http'],
  },
  {
    name: 'plain http to another machine, allowed or not',
    given: () => ({ cluster: ['server: http://10.0.0.1:8080'] }),
    allow: ['http'],
    code: 'kubeconfig-refused',
    says: ['cluster.server'],
  },
  {
    name: 'a proxy',
    given: () => ({ cluster: [server, 'proxy-url: http://user:canary-proxy@10.0.0.9:3128'] }),
    code: 'kubeconfig-refused',
    says: ['cluster.proxy-url', 'allow-kubeconfig: proxy-url'],
  },
  {
    name: 'a SOCKS proxy, which is not supported',
    given: () => ({ cluster: [server, 'proxy-url: socks5://10.0.0.9:1080'] }),
    allow: ['proxy-url'],
    code: 'kubeconfig-invalid',
    says: ['cluster.proxy-url'],
  },
  {
    name: 'a user in the URL',
    given: () => ({ cluster: ['server: https://admin:canary-url@10.0.0.1'] }),
    code: 'kubeconfig-refused',
    says: ['cluster.server'],
  },
  {
    name: 'an authority in a file',
    given: () => ({ cluster: [server, 'certificate-authority: /etc/kubernetes/ca.crt'] }),
    code: 'kubeconfig-refused',
    says: ['cluster.certificate-authority', '/etc/kubernetes/ca.crt', 'files:/etc/kubernetes'],
  },
  {
    name: 'a client key in a file',
    given: () => ({ user: ['client-certificate: /c.pem', 'client-key: /k.pem'] }),
    code: 'kubeconfig-refused',
    says: ['user.client-certificate', 'user.client-key'],
  },
  {
    name: 'a token in a file',
    given: () => ({ user: ['tokenFile: /run/token'] }),
    code: 'kubeconfig-refused',
    says: ['user.tokenFile', 'files:/run'],
  },
  {
    name: 'a file that leads out of the allowed folder',
    given: () => ({ user: ['tokenFile: /run/secrets/../token'] }),
    allow: ['files:/run/secrets'],
    code: 'kubeconfig-refused',
    says: ['user.tokenFile'],
  },
  {
    name: 'a file beside a folder of a similar name',
    given: () => ({ user: ['tokenFile: /run/secrets-of-others/token'] }),
    allow: ['files:/run/secrets'],
    code: 'kubeconfig-refused',
    says: ['user.tokenFile'],
  },
  {
    name: 'a file by a relative path in a text that has no folder',
    given: () => ({ user: ['tokenFile: token'] }),
    allow: ['files:/'],
    code: 'kubeconfig-refused',
    says: ['relative path'],
  },
  {
    name: 'a file that does not exist',
    given: () => ({ user: ['tokenFile: /run/token'] }),
    allow: ['files:/run'],
    code: 'kubeconfig-invalid',
    says: ['does not exist'],
  },
  {
    name: 'a file that git tracks',
    given: () => ({ user: ['tokenFile: /run/token'] }),
    allow: ['files:/run'],
    world: () => ({ files: { '/run/token': token }, tracked: ['/run/token'] }),
    code: 'kubeconfig-refused',
    says: ['git tracks'],
  },
  {
    name: 'an authority that is no certificate',
    given: () => ({ cluster: [server, `certificate-authority-data: ${base64('hello')}`] }),
    code: 'kubeconfig-invalid',
    says: ['cluster.certificate-authority-data'],
  },
  {
    name: 'an authority that was cut',
    given: () => ({
      cluster: [server, `certificate-authority-data: ${base64(authority.certificate).slice(0, 301)}`],
    }),
    code: 'kubeconfig-invalid',
    says: ['cluster.certificate-authority-data'],
  },
  {
    name: 'a certificate without its key',
    given: () => ({ user: [`client-certificate-data: ${base64(client.certificate)}`] }),
    code: 'kubeconfig-invalid',
    says: ['user.client-key'],
  },
  {
    name: 'the key of another certificate',
    given: () => ({
      user: [
        `client-certificate-data: ${base64(client.certificate)}`,
        `client-key-data: ${base64(other.key)}`,
      ],
    }),
    code: 'kubeconfig-invalid',
    says: ['is not the key of the client certificate'],
  },
  {
    name: 'a token that is a number',
    given: () => ({ user: ['token: 12345678901'] }),
    code: 'kubeconfig-invalid',
    says: ['user.token is not a text'],
  },
  {
    name: 'a token of two lines',
    given: () => ({ user: ['token: |', `  ${token}`, '  more'] }),
    code: 'kubeconfig-invalid',
    says: ['user.token'],
  },
  {
    name: 'no server',
    given: () => ({ cluster: ['tls-server-name: x'] }),
    code: 'kubeconfig-invalid',
    says: ['cluster.server is missing'],
  },
  {
    name: 'a server without scheme',
    given: () => ({ cluster: ['server: 10.0.0.1:6443'] }),
    code: 'kubeconfig-invalid',
    says: ['cluster.server is not an https URL'],
  },
  {
    name: 'groups to impersonate without a user',
    given: () => ({ user: [`token: ${token}`, 'as-groups: [system:masters]'] }),
    code: 'kubeconfig-invalid',
    says: ['user.as'],
  },
  {
    name: 'a user without credentials',
    given: () => ({ user: ['as: jane'] }),
    code: 'credentials-missing',
    says: ['has no credentials'],
  },
  {
    name: 'a context whose user is not there',
    given: () => ({ context: ['cluster: the-cluster', 'user: nobody'] }),
    code: 'kubeconfig-invalid',
    says: ['context prod', 'user'],
  },
];

describe('a kubeconfig is refused for', () => {
  it.each(refused)('$name', async ({ given, allow, world, code, says }) => {
    const here = testWorld(world?.());
    const failure = await failureOf(openText(kubeconfig(given()), here, allow));
    expect(failure.code).toBe(code);
    for (const text of says) expect(`${failure.message}\n${failure.hint}`).toContain(text);
    expect(everythingOf(failure)).not.toMatch(/canary/);
    expect(failure.message).not.toMatch(/10\.0\.0\.|the-user|the-cluster/);
  });

  it('all its findings together', async () => {
    const text = kubeconfig({
      cluster: ['server: http://10.0.0.1', 'insecure-skip-tls-verify: true', 'proxy-url: http://10.0.0.9'],
      user: exec,
    });
    const failure = await failureOf(openText(text, testWorld()));
    expect(failure.message.split('\n- ')).toHaveLength(5);
  });
});

describe('a kubeconfig passes with', () => {
  it('a token, an authority and a namespace', async () => {
    const data = `certificate-authority-data: ${base64(authority.certificate)}`;
    const access = await openText(
      kubeconfig({ cluster: [`${server}/k8s/`, data, 'tls-server-name: api.local'] }),
      testWorld(),
    );
    expect(access).toMatchObject({
      server: 'https://10.0.0.1:6443/k8s',
      contextNamespace: 'shop',
      trust: { verification: 'full', certificateAuthority: authority.certificate, serverName: 'api.local' },
      identity: 'a token',
      diagnostics: [],
    });
    expect((await access.credentials()).authorization?.reveal()).toBe(`Bearer ${token}`);
  });

  it('a client certificate', async () => {
    const user = [
      `client-certificate-data: ${base64(client.certificate)}`,
      `client-key-data: ${base64(client.key)}`,
    ];
    const credentials = await (await openText(kubeconfig({ user }), testWorld())).credentials();
    expect(credentials.clientCertificate?.certificate).toBe(client.certificate);
    expect(credentials.clientCertificate?.key.reveal()).toBe(client.key);
    expect(credentials.authorization).toBeUndefined();
  });

  it('user name and password', async () => {
    const access = await openText(
      kubeconfig({ user: ['username: jane', 'password: canary-password'] }),
      testWorld(),
    );
    expect((await access.credentials()).authorization?.reveal()).toBe(
      `Basic ${base64('jane:canary-password')}`,
    );
  });

  it('skipped verification that was allowed, and says so in the report', async () => {
    const access = await openText(
      kubeconfig({ cluster: [server, 'insecure-skip-tls-verify: true'] }),
      testWorld(),
      ['skip-tls'],
    );
    expect(access.trust.verification).toBe('skipped');
    expect(access.diagnostics).toMatchObject([{ code: 'access-unverified-server', severity: 'warning' }]);
  });

  it('http on this machine and a proxy that were allowed', async () => {
    const cluster = ['server: http://localhost:8080', 'proxy-url: http://10.0.0.9:3128'];
    const access = await openText(kubeconfig({ cluster }), testWorld(), ['http', 'proxy-url']);
    expect(access.server).toBe('http://localhost:8080');
    expect(access.proxy?.reveal()).toBe('http://10.0.0.9:3128');
  });

  it('files of an allowed folder and of the temp folder of the runner', async () => {
    const world = testWorld({
      env: { RUNNER_TEMP: '/runner/temp', HOME: '/home/me' },
      files: {
        '/runner/temp/ca.pem': authority.certificate,
        '/home/me/keys/c.pem': client.certificate,
        '/home/me/keys/k.pem': client.key,
      },
    });
    const text = kubeconfig({
      cluster: [server, 'certificate-authority: /runner/temp/ca.pem'],
      user: ['client-certificate: /home/me/keys/c.pem', 'client-key: /home/me/keys/k.pem'],
    });
    const access = await openText(text, world, ['files:~/keys']);
    expect(access.trust.certificateAuthority).toBe(authority.certificate);
    expect((await access.credentials()).clientCertificate?.key.reveal()).toBe(client.key);
  });

  it('impersonation, which the report shows', async () => {
    const user = [`token: ${token}`, 'as: jane', 'as-groups: [dev]', 'as-user-extra: { Scopes/x: [view] }'];
    const access = await openText(kubeconfig({ user }), testWorld());
    expect((await access.credentials()).impersonation).toEqual({
      'Impersonate-User': 'jane',
      'Impersonate-Group': ['dev'],
      'Impersonate-Extra-scopes%2Fx': ['view'],
    });
    expect(access.diagnostics).toMatchObject([{ code: 'access-impersonation', severity: 'notice' }]);
  });

  it('something dangerous in a context that is not chosen', async () => {
    const text = kubeconfig().replace(
      'users:',
      'users:\n- name: legacy\n  user: { auth-provider: { name: gcp } }',
    );
    expect((await openText(text, testWorld())).identity).toBe('a token');
  });

  it('JSON instead of YAML', async () => {
    const text = JSON.stringify({
      kind: 'Config',
      clusters: [{ name: 'c', cluster: { server: 'https://10.0.0.1' } }],
      users: [{ name: 'u', user: { token } }],
      contexts: [{ name: 'only', context: { cluster: 'c', user: 'u' } }],
    });
    const access = await openText(text, testWorld());
    expect(access.contextNamespace).toBe('default');
  });
});

describe('server and token instead of a kubeconfig', () => {
  it('are gated like a kubeconfig', async () => {
    const given = {
      server: 'https://10.0.0.1:6443',
      token: new Secret(`${token}\n`),
      certificateAuthority: authority.certificate,
    };
    const access = await openAccess(inputs(given), testWorld());
    expect(access.trust.certificateAuthority?.trim()).toBe(authority.certificate.trim());
    expect((await access.credentials()).authorization?.reveal()).toBe(`Bearer ${token}`);
    const plain = await failureOf(openAccess(inputs({ ...given, server: 'http://10.0.0.1' }), testWorld()));
    expect(plain.code).toBe('kubeconfig-refused');
  });
});
