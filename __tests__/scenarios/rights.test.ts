import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, checkoutOfShop } from '../stage/checkout.ts';
import { type Cluster, type Identity, isWrite, type Proxy } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type ProgramRun, runProgram } from '../stage/program.ts';

interface Report {
  readonly result: string;
  readonly reasonCode: string;
  readonly targets: readonly {
    readonly counts: Readonly<Record<string, number>>;
    readonly changes: readonly {
      readonly address: string;
      readonly action: string;
      readonly note?: string;
      readonly evidence?: string;
    }[];
    readonly limits: readonly string[];
    readonly diagnostics: readonly { readonly code: string; readonly message: string }[];
    readonly failure?: { readonly code: string; readonly message: string; readonly hint?: string };
  }[];
}

/** A Secret, and a Role and bindings that the shop hands out: whoever deploys them must hold what they give. */
const handedOut = (namespace: string): string => `apiVersion: v1
kind: Secret
metadata: { name: api-key, namespace: ${namespace} }
stringData: { key: first }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: ${namespace} }
rules: [{ apiGroups: [""], resources: [endpoints], verbs: [get, watch] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader, namespace: ${namespace} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: default, namespace: ${namespace} }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: viewer, namespace: ${namespace} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: default, namespace: ${namespace} }]
`;

const policyOf = (name: string): string => `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: ${name} }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: [example.org], apiVersions: [v1], operations: [CREATE], resources: [things] }]
  validations: [{ expression: 'true' }]
`;

const small = (kind: string, name: string): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name} }\n`;

describe('the rights that rbac prints, and no other', () => {
  let cluster: Cluster;
  let proxy: Proxy;
  let namespace: string;
  let checkout: Checkout;
  let previewer: Identity;
  let deployer: Identity;

  const target = (): readonly string[] => ['--name', 'shop', '--namespace', namespace];

  const printAndApply = async (...flags: string[]): Promise<string> => {
    const options = { folder: checkout.folder, environment: cluster.environment() };
    const printed = await runProgram(['rbac', ...target(), ...flags], options);
    expect(printed.code, printed.stderr).toBe(0);
    const applied = await cluster.kubectl(['apply', '-f', '-'], { input: printed.stdout });
    expect(applied.code, applied.stderr).toBe(0);
    return printed.stdout;
  };

  const play = async (
    mode: string,
    identity: Identity,
    ...flags: string[]
  ): Promise<{ readonly run: ProgramRun; readonly report: Report }> => {
    proxy.log.clear();
    const named = flags.includes('--name') ? ['--namespace', namespace] : target();
    const run = await runProgram([mode, ...named, '--output', 'json', ...flags], {
      folder: checkout.folder,
      environment: cluster.environment(),
      kubeconfig: proxy.kubeconfig(identity.kubeconfig),
    });
    expect(run.stdout, run.stderr).toMatch(/^\{/);
    const report: Report = JSON.parse(run.stdout);
    return { run, report };
  };

  /** kubectl as one of the identities. */
  const kubectlAs = async (identity: Identity, args: readonly string[], input = '') => {
    const kubeconfigPath = join(checkout.folder, '.git', 'kubectl-kubeconfig');
    await writeFile(kubeconfigPath, identity.kubeconfig, { mode: 0o600 });
    return await cluster.kubectl(args, { kubeconfigPath, input });
  };

  beforeAll(async () => {
    cluster = await sharedCluster();
    proxy = await cluster.proxy();
    namespace = await cluster.createNamespace('rights');
    checkout = await checkoutOfShop(namespace);
    await checkout.write('deploy/rights.yaml', handedOut(namespace));
    await checkout.commit('Hand out rights');
    previewer = await cluster.identity({ name: 'previewer', namespace });
    deployer = await cluster.identity({ name: 'deployer', namespace });
    await printAndApply('--preview', '--subject', `ServiceAccount/${namespace}/previewer`);
    await printAndApply('--subject', `ServiceAccount/${namespace}/deployer`);
  });

  afterAll(async () => {
    await checkout[Symbol.asyncDispose]();
    const policy = `gitops-push-shop-preview-in-${namespace}`;
    const admission = '/apis/admissionregistration.k8s.io/v1';
    await cluster.request('DELETE', `${admission}/validatingadmissionpolicybindings/${policy}`);
    await cluster.request('DELETE', `${admission}/validatingadmissionpolicies/${policy}`);
    await cluster.endNamespace(namespace);
    await cluster[Symbol.asyncDispose]();
  });

  it('are enough to preview, with Secrets not read and nothing written', async () => {
    const { run, report } = await play('preview', previewer);
    expect(run.code, run.stdout + run.stderr).toBe(0);
    expect(report.result).toBe('previewed');
    const changes = report.targets[0]?.changes ?? [];
    const unknown = changes.filter(change => change.action !== 'create');
    expect(unknown.map(({ address }) => address)).toEqual(
      changes.map(({ address }) => address).filter(address => address.includes('v1/Secret/')),
    );
    expect(unknown.length).toBeGreaterThan(0);
    for (const { action, note } of unknown) expect(`${action}: ${note}`).toMatch(/^unknown: not compared/);
    expect(report.targets[0]?.limits.join()).toMatch(
      /not compared \(Secret\/.*these credentials may not read it/,
    );
    const local = changes.filter(({ note }) => note?.includes('hands out') === true);
    const kinds = Map.groupBy(local, ({ address }) => address.split('/')[2] ?? '');
    expect([kinds.get('Role')?.length, kinds.get('RoleBinding')?.length, kinds.size]).toEqual([2, 1, 2]);
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
    expect(proxy.log.entries.filter(entry => entry.path.endsWith('/secrets'))).toEqual([]);
  });

  it.each([
    ['an apply', ['apply', '--server-side', '-f', '-']],
    ['a create', ['create', '-f', '-']],
  ])('refuse %s of the previewer, whose dry run they let pass', async (_what, args) => {
    const input = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: by-hand, namespace: ${namespace} }\n`;
    const dry = await kubectlAs(previewer, [...args, '--dry-run=server'], input);
    expect(dry.code, dry.stderr).toBe(0);
    const real = await kubectlAs(previewer, args, input);
    expect(real.code).not.toBe(0);
    expect(real.stderr).toContain('may only preview: this request would write');
    const stored = await cluster.request('GET', `/api/v1/namespaces/${namespace}/configmaps/by-hand`);
    expect(stored.status).toBe(404);
  });

  it('refuse a token for another account and reading a Secret to the previewer', async () => {
    const token = await kubectlAs(previewer, ['create', 'token', 'deployer', '-n', namespace]);
    expect(token.stderr).toMatch(/forbidden/i);
    const secrets = await kubectlAs(previewer, ['get', 'secrets', '-n', namespace]);
    expect(secrets.stderr).toContain('cannot list resource "secrets"');
    const canI = await kubectlAs(previewer, ['auth', 'can-i', 'patch', 'configmaps', '-n', namespace]);
    expect(canI.stdout.trim()).toBe('yes');
  });

  it('are enough to deploy, a Role and its bindings included', async () => {
    const { run, report } = await play('deploy', deployer);
    expect(run.code, run.stdout + run.stderr).toBe(0);
    expect(report.result).toBe('deployed');
    expect(report.targets[0]?.counts).toMatchObject({ create: 43 });
    expect(proxy.log.entries.filter(entry => entry.status === 403)).toEqual([]);
    const binding = await cluster.request<{ roleRef: { name: string } }>(
      'GET',
      `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings/viewer`,
    );
    expect(binding.body.roleRef.name).toBe('view');
  });

  it('are enough to change, to delete and to find nothing to do', async () => {
    await checkout.replace('deploy/rights.yaml', 'verbs: [get, watch]', 'verbs: [get]');
    await checkout.replace('deploy/rights.yaml', 'key: first', 'key: second');
    await checkout.remove('deploy/recommendations.yaml');
    await checkout.commit('Take recommendations away');
    const changed = await play('deploy', deployer, '--max-deletions', '20');
    expect(changed.run.code, changed.run.stdout + changed.run.stderr).toBe(0);
    expect(changed.report.targets[0]?.counts).toMatchObject({ update: 2 });
    expect(changed.report.targets[0]?.counts['delete']).toBeGreaterThan(0);
    const again = await play('deploy', deployer);
    expect(again.report.result).toBe('unchanged');
    expect(proxy.log.entries.filter(entry => entry.status === 403)).toEqual([]);
  });

  it('let a previewer find no change and no drift in a Secret that it may not read', async () => {
    const preview = await play('preview', previewer);
    expect(preview.run.code, preview.run.stdout + preview.run.stderr).toBe(0);
    expect(preview.report.targets[0]?.counts).toMatchObject({ create: 0, update: 0, delete: 0 });
    const drift = await play('drift', previewer);
    expect(drift.run.code, drift.run.stdout + drift.run.stderr).toBe(0);
    expect(drift.report.result).toBe('clean');
    expect(drift.report.targets[0]?.limits.join()).toMatch(/not compared \(.*Secret\/[^/]+\/api-key/);
    await checkout.replace('deploy/rights.yaml', 'kind: Secret', 'kind: ConfigMap');
    await checkout.replace('deploy/rights.yaml', 'stringData', 'data');
    const gone = await play('preview', previewer);
    expect(gone.run.code, gone.run.stdout + gone.run.stderr).toBe(0);
    const change = gone.report.targets[0]?.changes.find(({ address }) => /Secret.*api-key/.test(address));
    expect(change).toMatchObject({ action: 'delete', evidence: 'local' });
    await checkout.replace('deploy/rights.yaml', 'kind: ConfigMap', 'kind: Secret');
    await checkout.replace('deploy/rights.yaml', '\ndata:', '\nstringData:');
  });

  it('are asked for before the first write, and all that is missing is told together', async () => {
    const half = await cluster.identity({
      name: 'half',
      namespace,
      rules: [
        { apiGroups: [''], resources: ['configmaps', 'services'], verbs: ['get', 'list', 'create', 'patch'] },
      ],
    });
    await checkout.write('small/map.yaml', small('ConfigMap', 'small-map'));
    await checkout.write(
      'small/service.yaml',
      `${small('Service', 'small')}spec: { ports: [{ port: 80 }] }\n`,
    );
    const { run, report } = await play('deploy', half, '--path', 'small', '--name', 'small');
    expect(run.code).toBe(1);
    expect(report.reasonCode).toBe('forbidden');
    const { failure } = report.targets[0] ?? {};
    expect(failure?.code).toBe('permission-missing');
    for (const verb of ['create', 'get', 'update', 'delete'])
      expect(failure?.message).toMatch(new RegExp(`- ${verb} leases\\.coordination\\.k8s\\.io`));
    expect(failure?.message).not.toContain('configmaps');
    expect(failure?.hint).toContain('resources: ["leases"]');
    expect(failure?.hint).toContain('gitops-push rbac');
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });

  it('let no preview write an admission policy, which no policy guards', async () => {
    const name = `guard-${namespace}`;
    await checkout.write('deploy/policy.yaml', policyOf(name));
    try {
      const printed = await printAndApply('--preview', '--subject', `ServiceAccount/${namespace}/previewer`);
      expect(printed.replaceAll('\n#', '')).toContain('no admission policy guards such objects');
      const refused = await kubectlAs(previewer, ['create', '-f', '-'], policyOf(name));
      expect(refused.stderr).toContain('cannot create resource "validatingadmissionpolicies"');
    } finally {
      await checkout.remove('deploy/policy.yaml');
    }
  });
});
