import { describe, expect, it } from 'vitest';
import { openAccess } from '../../../../src/engines/kubernetes/access/index.ts';
import { Secret } from '../../../../src/model/secret.ts';
import type { AccessSettings } from '../../../../src/model/settings.ts';
import { everythingOf, failureOf } from '../transport/failures.ts';
import { testWorld } from '../transport/world.ts';
import { inputs, kubeconfig, openText, token } from './kubeconfig.ts';

const ambient: AccessSettings = { access: 'ambient', allowKubeconfig: [] };
const home = { '/home/me/.kube/config': kubeconfig() };

describe('access: input', () => {
  it.each<[string, Partial<AccessSettings>]>([
    ['nothing', {}],
    ['an empty kubeconfig', { kubeconfig: new Secret('') }],
    ['a blank kubeconfig', { kubeconfig: new Secret(' \n') }],
    ['a server without token', { server: 'https://10.0.0.1' }],
    ['a server with an empty token', { server: 'https://10.0.0.1', token: new Secret('') }],
    ['a token without server', { token: new Secret(token) }],
  ])('never falls back to what the machine has: %s', async (_name, given) => {
    const world = testWorld({ env: { HOME: '/home/me', KUBECONFIG: '/home/me/.kube/config' }, files: home });
    expect((await failureOf(openAccess(inputs(given), world))).code).toBe('credentials-missing');
  });
});

describe('access: ambient', () => {
  it('takes the files of KUBECONFIG, the first that names a thing wins', async () => {
    const second = kubeconfig({ user: ['token: canary-second'] }).replaceAll('prod', 'stage');
    const world = testWorld({
      env: { KUBECONFIG: '/a/none:/a/one:/a/two', HOME: '/home/me' },
      files: { '/a/one': kubeconfig(), '/a/two': second },
    });
    const access = await openAccess({ ...ambient, context: 'stage' }, world);
    expect((await access.credentials()).authorization?.reveal()).toBe(`Bearer ${token}`);
  });

  it('takes the home folder when KUBECONFIG is not set', async () => {
    const world = testWorld({ env: { HOME: '/home/me' }, files: home });
    expect((await openAccess(ambient, world)).contextNamespace).toBe('shop');
  });

  it('resolves relative files at the folder of the kubeconfig', async () => {
    const files = {
      '/home/me/.kube/config': kubeconfig({ user: ['tokenFile: token'] }),
      '/home/me/.kube/token': token,
    };
    const world = testWorld({ env: { HOME: '/home/me' }, files });
    const access = await openAccess({ ...ambient, allowKubeconfig: ['files:~/.kube'] }, world);
    expect(access.identity).toBe('the token of a file');
  });

  it('says where it looked', async () => {
    const failure = await failureOf(openAccess(ambient, testWorld({ env: { HOME: '/home/me' } })));
    expect(failure.code).toBe('credentials-missing');
    expect(failure.message).toContain('/home/me/.kube/config');
    expect((await failureOf(openAccess(ambient, testWorld()))).code).toBe('credentials-missing');
  });

  it('never takes a file that git tracks', async () => {
    const world = testWorld({ env: { HOME: '/home/me' }, files: home, tracked: ['/home/me/.kube/config'] });
    expect((await failureOf(openAccess(ambient, world))).code).toBe('kubeconfig-refused');
  });
});

describe('the context', () => {
  const two = kubeconfig().replace(
    'contexts:',
    'contexts:\n- name: stage\n  context: { cluster: the-cluster, user: the-user, namespace: test }',
  );

  it('is the asked one, else the current one', async () => {
    expect((await openAccess(inputs({ text: two, context: 'stage' }), testWorld())).contextNamespace).toBe(
      'test',
    );
    expect((await openText(two, testWorld())).contextNamespace).toBe('shop');
  });

  it.each<[string, string, string | undefined]>([
    ['an unknown one is asked for', two, 'nope'],
    ['several are there and none is current', two.replace('current-context: prod\n', ''), undefined],
    [
      'the current one does not exist',
      two.replace('current-context: prod', 'current-context: gone'),
      undefined,
    ],
  ])('is listed by name when %s', async (_name, text, context) => {
    const failure = await failureOf(
      openAccess(inputs({ text, ...(context !== undefined && { context }) }), testWorld()),
    );
    expect(failure.code).toBe('context-unknown');
    expect(failure.message).toContain('It has stage, prod.');
    expect(everythingOf(failure)).not.toMatch(/canary|10\.0\.0\.1|the-user|the-cluster/);
  });

  it('needs no choice when there is only one', async () => {
    const text = kubeconfig().replace('current-context: prod\n', '');
    expect((await openText(text, testWorld())).contextNamespace).toBe('shop');
  });
});

describe('a text that is no kubeconfig', () => {
  it.each([
    ['broken YAML', `kind: Config\nusers:\n- token: ${token}\n  x: [`],
    ['a tab', `kind: Config\n\ttoken: ${token}`],
    ['another object', 'kind: Deployment\nmetadata: {}'],
    ['a list', '- a\n- b'],
    ['a comment alone', '# nothing'],
    ['two documents', `${kubeconfig()}\n---\n${kubeconfig()}`],
    ['no contexts', 'kind: Config\nusers: []'],
    [
      'a duplicate user',
      kubeconfig().replace('contexts:', `- name: the-user\n  user: { token: ${token} }\ncontexts:`),
    ],
    ['a user without a name', kubeconfig().replace('contexts:', `- user: { token: ${token} }\ncontexts:`)],
    ['base64 that nobody decoded', Buffer.from(kubeconfig()).toString('base64')],
  ])('is refused without showing any of it: %s', async (_name, text) => {
    const failure = await failureOf(openText(text, testWorld()));
    expect(failure.code).toBe('kubeconfig-invalid');
    expect(everythingOf(failure)).not.toContain(token);
  });
});
