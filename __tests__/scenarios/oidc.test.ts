import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { type OwnedCluster, type Proxy, startCluster } from '../stage/cluster/cluster.ts';
import { type GitHub, startGitHub } from '../stage/github/github.ts';
import { type ProgramRun, runProgram } from '../stage/program.ts';

interface Report {
  readonly result: string;
  readonly targets: readonly {
    readonly failure?: { readonly code: string; readonly message: string; readonly hint?: string };
  }[];
}

/** The cluster's side, as the documentation shows it. */
const authentication = (issuer: string, ca: string): string =>
  JSON.stringify({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AuthenticationConfiguration',
    jwt: [
      {
        issuer: { url: issuer, audiences: ['gitops-push'], certificateAuthority: ca },
        claimMappings: { username: { claim: 'sub', prefix: 'github:' } },
        claimValidationRules: [
          { expression: 'claims.repository == "acme/shop"', message: 'repository not allowed' },
        ],
      },
    ],
  });

const web = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'registry.example/web:1' }] }
`;

describe('an API server that trusts the identity of jobs', () => {
  let github: GitHub;
  let cluster: OwnedCluster;
  let proxy: Proxy;
  let checkout: Checkout;
  let namespace: string;

  beforeAll(async () => {
    github = await startGitHub();
    const { issuer, ca } = await github.oidc();
    cluster = await startCluster({
      apiServerFlags: ['--authentication-config=authentication.json'],
      files: { 'authentication.json': authentication(issuer, ca) },
    });
    proxy = await cluster.proxy();
    namespace = await cluster.createNamespace('oidc');
    checkout = await makeCheckout();
    await writeFile(join(checkout.folder, '.git', 'ca.pem'), cluster.ca);
    await checkout.write('deploy/web.yaml', web);
    await checkout.commit('Add web');
    const printed = await runProgram(
      [
        'rbac',
        '--name',
        'web',
        '--namespace',
        namespace,
        '--subject',
        'User/github:repo:acme/shop:environment:prod',
      ],
      { folder: checkout.folder, environment: cluster.environment() },
    );
    const applied = await cluster.kubectl(['apply', '-f', '-'], { input: printed.stdout });
    expect(applied.code, applied.stderr).toBe(0);
  });

  afterAll(async () => {
    await checkout[Symbol.asyncDispose]();
    await cluster[Symbol.asyncDispose]();
    await github[Symbol.asyncDispose]();
  });

  /** The variables of a job of a repository that may have an identity, or may not. */
  const jobOf = async (
    name: string,
    idToken: 'write' | 'none' = 'write',
  ): Promise<Record<string, string>> => {
    const repository = await github.createRepository({ owner: 'acme', name, files: { 'a.txt': 'a\n' } });
    const { environment } = (await repository.startRun()).startJob({
      idToken,
      environment: { name: 'prod', deployment: false },
    });
    const wanted = Object.entries(environment).filter(([key]) => key.startsWith('ACTIONS_ID_TOKEN'));
    return Object.fromEntries(wanted);
  };

  const play = async (
    mode: string,
    variables: Readonly<Record<string, string>>,
    ...flags: string[]
  ): Promise<{ readonly run: ProgramRun; readonly report: Report }> => {
    proxy.log.clear();
    const access = ['--access', 'oidc', '--server', proxy.server, '--certificate-authority', '.git/ca.pem'];
    const target = ['--name', 'web', '--namespace', namespace, '--output', 'json'];
    const run = await runProgram([mode, ...access, ...target, ...flags], {
      folder: checkout.folder,
      environment: cluster.environment(variables),
    });
    expect(run.stdout, run.stderr).toMatch(/^\{/);
    const report: Report = JSON.parse(run.stdout);
    return { run, report };
  };

  let shop: Record<string, string>;

  it('is deployed to by a job with nothing stored, which renews its token after a 401 and before it ends', async () => {
    shop = await jobOf('shop');
    // Tokens that end in eight seconds: the first is renewed after four, while the deploy still waits.
    github.clock.set(new Date(Date.now() - 292_000));
    proxy.inject({ kind: 'answer', status: 401, effect: 'none' }, { method: 'PATCH' });
    const failing = await cluster.failPods({ namespace, name: 'web', as: 'ReadinessProbeFailing' });
    const healLater = async (): Promise<void> => {
      await until(() => proxy.log.entries.some(entry => entry.query['watch'] === '1'));
      await new Promise(resolve => setTimeout(resolve, 6_000));
      await failing.heal();
    };
    const healed = healLater();
    const { run, report } = await play('deploy', shop);
    await healed;
    github.clock.set(new Date());
    expect(run.code, run.stdout + run.stderr).toBe(0);
    expect(report.result).toBe('deployed');
    expect(proxy.log.entries.filter(entry => entry.status === 401)).toHaveLength(1);
    const asked = github.log.entries.filter(entry => entry.service === 'oidc');
    expect(asked.length).toBeGreaterThanOrEqual(3);
    const deployed = await cluster.request('GET', `/apis/apps/v1/namespaces/${namespace}/deployments/web`);
    expect(deployed.status).toBe(200);
  });

  it.each([
    [
      'the audience is another',
      async () => await Promise.resolve(shop),
      ['--oidc-audience', 'other'],
      'aud: other',
    ],
    ['the repository is another', async () => await jobOf('other'), [], 'repository: acme/other'],
  ] as const)('refuses a job when %s, and the run says what to compare', async (_why, job, flags, says) => {
    const { run, report } = await play('preview', await job(), ...flags);
    expect(run.code).not.toBe(0);
    const { failure } = report.targets[0] ?? {};
    expect(failure?.code).toBe('credentials-rejected');
    expect(failure?.hint).toContain(says);
    expect(run.stdout + run.stderr).not.toMatch(/eyJ[\w-]+\.eyJ/);
  });

  it('is not asked by a job without id-token: write', async () => {
    const { report } = await play('deploy', await jobOf('plain', 'none'));
    expect(report.targets[0]?.failure).toMatchObject({ code: 'credentials-missing' });
    expect(proxy.log.entries).toEqual([]);
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(resolve => setTimeout(resolve, 100));
}
