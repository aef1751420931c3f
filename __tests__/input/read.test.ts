import { pulumiSettings } from '../fakes/pulumi-settings.ts';
import { describe, expect, test } from 'vitest';
import { inputsOf } from '../../src/input/inputs.ts';
import { type ReadContext, readSettings } from '../../src/input/read.ts';
import type { RawInputs } from '../../src/input/reader.ts';

const push = { host: 'action', event: 'push', repositoryName: 'shop' } as const;
const dispatch = { ...push, event: 'workflow_dispatch' } as const;
const terminal = { host: 'terminal', repositoryName: 'shop' } as const;

function settingsOf(raw: RawInputs, context: ReadContext = push) {
  const result = readSettings(raw, context);
  if ('mistakes' in result) throw new Error(JSON.stringify(result.mistakes));
  return result.settings;
}

function mistakesOf(raw: RawInputs, context: ReadContext = push): readonly string[] {
  const result = readSettings(raw, context);
  return 'mistakes' in result ? result.mistakes.map(mistake => `${mistake.message}. ${mistake.hint}`) : [];
}

describe('settings', () => {
  test('have every default of the table', () => {
    expect(settingsOf({})).toEqual({
      mode: 'deploy',
      pulumi: pulumiSettings(),
      path: 'deploy',
      imageOverrides: [],
      engine: 'auto',
      name: 'shop',
      environment: 'default',
      dryRun: false,
      rollbackTo: 'previous',
      checkImages: true,
      hold: true,
      freeze: [],
      failOnDrift: false,
      access: { access: 'input', allowKubeconfig: [], oidcAudience: 'gitops-push' },
      validation: { schemas: [], rules: {} },
      rendering: { values: [], release: 'shop', network: false },
      deployRefs: [],
      unsafeAllow: [],
      github: {
        driftIssue: true,
        previewMatch: 'warn',
        recordFailure: 'fail',
        comment: 'on',
        record: ['deployment', 'status', 'summary', 'comment'],
      },
      livePlan: 'changed',
      prune: true,
      maxDeletions: 10,
      confirm: [],
      conflicts: [],
      ignore: [],
      wait: true,
      timeoutMs: 600_000,
      onFailure: 'stop',
      ready: [],
      stallMs: 240_000,
      output: 'text',
    });
  });

  test('are the same when the runner hands in the defaults and empty texts', () => {
    const declared = inputsOf('action').map(row => [row.name, row.default ?? ''] as const);
    expect(settingsOf(Object.fromEntries(declared))).toEqual(settingsOf({}));
  });

  test('take what is given', () => {
    const given = {
      mode: 'deploy',
      path: ' deploy/*.yaml\n',
      engine: 'kubernetes',
      name: 'front',
      environment: 'production',
      'dry-run': 'true',
      server: 'https://127.0.0.1:6443',
      token: 'abc',
      'allow-kubeconfig': 'skip-tls, exec:aws',
      namespace: 'shop',
      'live-plan': 'all',
      prune: 'false',
      'max-deletions': '3',
      confirm: 'Service/shop/web\nNamespace/old',
      wait: 'false',
      timeout: '1h',
      'kubernetes-version': 'v1.35.4',
    };
    const settings = settingsOf(given, dispatch);
    expect(settings).toMatchObject({
      path: 'deploy/*.yaml',
      engine: 'kubernetes',
      name: 'front',
      environment: 'production',
      dryRun: true,
      access: { server: 'https://127.0.0.1:6443', allowKubeconfig: ['skip-tls', 'exec:aws'] },
      namespace: 'shop',
      recordNamespace: 'shop',
      livePlan: 'all',
      prune: false,
      maxDeletions: 3,
      confirm: ['Service/shop/web', 'Namespace/old'],
      wait: false,
      timeoutMs: 3_600_000,
      kubernetesVersion: '1.35',
    });
    expect(settings.access.token?.reveal()).toBe('abc');
    expect(JSON.stringify(settings)).not.toContain('abc');
  });

  test('look at every input that is declared', () => {
    for (const host of ['action', 'terminal'] as const) {
      const seen = new Set<string>();
      const raw = new Proxy<Record<string, string>>(
        {},
        {
          getOwnPropertyDescriptor: (_, name) => {
            seen.add(String(name));
            return undefined;
          },
        },
      );
      readSettings(raw, { host, event: 'push', repositoryName: 'shop' });
      expect([...seen]).toEqual(expect.arrayContaining(inputsOf(host).map(row => row.name)));
    }
  });
});

describe('mode auto', () => {
  test.each([
    ['pull_request', 'preview'],
    ['merge_group', 'preview'],
    ['push', 'deploy'],
    ['schedule', 'drift'],
    ['workflow_dispatch', 'deploy'],
  ])('on %s is %s', (event, mode) => {
    expect(settingsOf({}, { ...push, event }).mode).toBe(mode);
  });

  test('on workflow_dispatch is rollback when rollback-to is set', () => {
    const settings = settingsOf({ 'rollback-to': 'production/shop#3', reason: 'slow' }, dispatch);
    expect(settings).toMatchObject({ mode: 'rollback', rollbackTo: 'production/shop#3', reason: 'slow' });
    expect(settingsOf({ mode: 'rollback' }, dispatch).rollbackTo).toBe('previous');
  });

  test('does not let rollback-to stand beside another mode', () => {
    expect(mistakesOf({ mode: 'deploy', 'rollback-to': 'previous' }, dispatch)).toEqual([
      expect.stringContaining('rollback-to does nothing in mode deploy'),
    ]);
  });

  test.each(['pull_request_target', 'release', 'constructor', undefined])(
    'on %s says which mode to write',
    event => {
      const context = { host: 'action', repositoryName: 'shop', ...(event && { event }) } as const;
      expect(mistakesOf({}, context)).toEqual([expect.stringContaining('mode: preview or mode: deploy')]);
      expect(settingsOf({ mode: 'validate' }, context).mode).toBe('validate');
    },
  );
});

describe('mistakes', () => {
  test('are told all together', () => {
    const mistakes = mistakesOf({
      prune: 'yes',
      'max-deletions': 'few',
      timeout: '10',
      'live-plan': 'some',
      name: 'Shop',
      namespace: 'Shop!',
      pth: 'deploy',
    });
    expect(mistakes).toHaveLength(7);
    expect(mistakes.join('\n')).toContain('Did you mean path?');
  });

  test('of unknown inputs stop a deploy and warn elsewhere', () => {
    expect(mistakesOf({ kubeconfg: 'x' })).toEqual([expect.stringContaining('Did you mean kubeconfig?')]);
    const result = readSettings({ kubeconfg: 'x' }, { ...push, event: 'pull_request' });
    expect(result).toMatchObject({ warnings: [{ code: 'input-unknown', severity: 'warning' }] });
  });

  test('are no matter for an unknown input that is empty', () => {
    expect(mistakesOf({ kubeconfg: ' ' })).toEqual([]);
  });

  test('name an input as it is written on that host', () => {
    expect(mistakesOf({ wait: 'no' })[0]).toMatch(/^The input wait /);
    expect(mistakesOf({ mode: 'deploy', wait: 'no' }, terminal)[0]).toMatch(/^--wait /);
  });

  test.each([
    ['ambient access beside a kubeconfig', { access: 'ambient', kubeconfig: 'a: b' }],
    ['a kubeconfig beside a server', { kubeconfig: 'a: b', server: 'https://x' }],
    ['a token without a server', { token: 'abc' }],
    ['a server that is no URL', { server: 'cluster' }],
    ['a server with a password in it', { server: 'https://me:secret@cluster' }],
    ['a server with another protocol', { server: 'ftp://cluster' }],
    ['an allowance that does not exist', { 'allow-kubeconfig': 'everything' }],
    ['an output that only render has', { mode: 'deploy', output: 'yaml' }],
    ['an address that is none', { mode: 'deploy', confirm: 'everything' }],
  ])('include %s', (_, raw) => {
    const context = 'mode' in raw ? terminal : push;
    expect(mistakesOf(raw, context)).toHaveLength(1);
  });

  test('never show a secret', () => {
    const told = mistakesOf({
      kubeconfig: 'hunter2hunter2',
      token: 'hunter2',
      server: 'https://u:hunter2@x',
    });
    expect(told.length).toBeGreaterThan(0);
    expect(told.join('\n')).not.toContain('hunter2');
  });
});

describe('confirm', () => {
  const raw = { confirm: 'Namespace/shop' };

  test('counts on workflow_dispatch and in the terminal', () => {
    expect(settingsOf(raw, dispatch).confirm).toEqual(['Namespace/shop']);
    expect(settingsOf({ ...raw, mode: 'deploy' }, terminal).confirm).toEqual(['Namespace/shop']);
  });

  test.each(['push', 'pull_request', 'schedule'])('is a mistake on %s', event => {
    expect(mistakesOf({ ...raw, mode: 'deploy' }, { ...push, event })).toEqual([
      expect.stringContaining('confirm'),
    ]);
  });
});

describe('the name', () => {
  test('is asked for where none can be had and something is named after it', () => {
    expect(mistakesOf({ mode: 'deploy' }, { host: 'terminal' })).toEqual([expect.stringContaining('--name')]);
    expect(settingsOf({ mode: 'validate' }, { host: 'terminal' }).name).toBe('unnamed');
  });
});

describe('the output', () => {
  test('of render is yaml unless json is asked for', () => {
    expect(settingsOf({ mode: 'render' }, terminal).output).toBe('yaml');
    expect(settingsOf({ mode: 'render', output: 'json' }, terminal).output).toBe('json');
    expect(mistakesOf({ mode: 'render', output: 'text' }, terminal)).toHaveLength(1);
  });
});

describe('the rights that rbac prints', () => {
  const rights = (raw: Readonly<Record<string, string>>) =>
    settingsOf({ mode: 'rbac', ...raw }, terminal).rbac;

  test.each([
    [{}, { purpose: 'deploy' }],
    [{ preview: 'true' }, { purpose: 'preview' }],
    [{ preview: 'true', secrets: 'true' }, { purpose: 'drift' }],
    [
      { subject: 'ServiceAccount/ci/deployer' },
      { purpose: 'deploy', subject: { kind: 'ServiceAccount', namespace: 'ci', name: 'deployer' } },
    ],
    [
      { subject: 'User/github:repo:acme/shop:environment:prod' },
      { purpose: 'deploy', subject: { kind: 'User', name: 'github:repo:acme/shop:environment:prod' } },
    ],
    [{ subject: 'Group/ci' }, { purpose: 'deploy', subject: { kind: 'Group', name: 'ci' } }],
  ])('%o', (raw, then) => expect(rights(raw)).toEqual(then));

  test.each([
    [{ secrets: 'true' }, '--secrets'],
    [{ subject: 'deployer' }, '--subject'],
    [{ subject: 'ServiceAccount/deployer' }, '--subject'],
    [{ subject: 'Group/system:masters' }, '--subject'],
    [{ output: 'text' }, '--output'],
  ])('are refused for %o', (raw, name) => {
    expect(mistakesOf({ mode: 'rbac', ...raw }, terminal)).toEqual([expect.stringContaining(name)]);
  });

  test('are no business of other modes', () =>
    expect(settingsOf({ mode: 'render' }, terminal).rbac).toBeUndefined());
});

describe('access by the identity of the job', () => {
  const oidc = { mode: 'deploy', access: 'oidc' };

  test('needs a server, and has an audience of its own', () => {
    expect(settingsOf({ ...oidc, server: 'https://a' }, push).access).toMatchObject({
      access: 'oidc',
      server: 'https://a',
      oidcAudience: 'gitops-push',
    });
    expect(mistakesOf(oidc, push)).toEqual([expect.stringContaining('server')]);
  });

  test.each(['kubeconfig', 'token', 'context', 'allow-kubeconfig'])('contradicts %s', name => {
    const value = name === 'kubeconfig' ? 'kind: Config' : 'http';
    const told = mistakesOf({ ...oidc, server: 'https://a', [name]: value }, push);
    expect(told).toEqual([expect.stringMatching(new RegExp(`is oidc, but ${name}`))]);
  });
});
