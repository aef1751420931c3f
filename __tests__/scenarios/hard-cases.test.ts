// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, type IdentityOrder, isWrite, type Proxy } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { type ProgramOptions, type ProgramRun, runProgram } from '../stage/program.ts';

const configMap = (name: string, labels = '{}'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, labels: ${labels} }\ndata: { a: b }\n`;

const autoscaler = (
  version: string,
  name: string,
  metric: string,
): string => `apiVersion: autoscaling/${version}
kind: HorizontalPodAutoscaler
metadata: { name: ${name} }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, maxReplicas: 3, ${metric} }
`;

const job = (image: string): string => `apiVersion: batch/v1
kind: Job
metadata: { name: once }
spec: { template: { spec: { restartPolicy: Never, containers: [{ name: c, image: 'registry.example/once:${image}' }] } } }
`;

const service = (name: string, spec: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { ports: [{ port: 80 }]${spec} }\n`;

const definition = (group: string, fields: string): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.${group} }
spec:
  group: ${group}
  scope: Namespaced
  names: { plural: widgets, singular: widget, kind: Widget }
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { ${fields} } } } } }
`;

describe('hard cases', () => {
  let cluster: Cluster;
  let proxy: Proxy;
  let namespace: string;
  let checkout: Checkout;
  let kubeconfig: string;

  const actAs = async (order: Partial<IdentityOrder>): Promise<void> => {
    const identity = await cluster.identity({ name: 'deployer', namespace, ...order });
    kubeconfig = proxy.kubeconfig(identity.kubeconfig);
  };

  beforeAll(async () => {
    cluster = await sharedCluster();
    proxy = await cluster.proxy();
  });

  beforeEach(async () => {
    namespace = await cluster.createNamespace('hard');
    await actAs({ clusterRoles: ['cluster-admin'] });
    checkout = await makeCheckout();
    return async () => {
      await checkout[Symbol.asyncDispose]();
      await cluster.endNamespace(namespace);
    };
  });

  afterAll(async () => await cluster[Symbol.asyncDispose]());

  const play = async (
    args: readonly string[],
    options: Partial<ProgramOptions> = {},
  ): Promise<ProgramRun> => {
    proxy.log.clear();
    const target = ['--name', 'web', '--environment', 'test', '--output', 'json'];
    return await runProgram([...args, ...target], {
      folder: checkout.folder,
      environment: cluster.environment(),
      kubeconfig,
      ...options,
    });
  };

  const reportOf = (run: ProgramRun): { result: string; reasonCode: string; targets: any[] } => {
    expect(run.stdout, run.stderr).toMatch(/^\{/);
    return JSON.parse(run.stdout);
  };

  const deploy = async (...args: string[]): Promise<any> => {
    const run = await play(['deploy', ...args]);
    expect(run.code, run.stderr + run.stdout).toBe(0);
    return reportOf(run).targets[0];
  };

  const exists = async (what: string, place = namespace): Promise<boolean> =>
    (await cluster.kubectl(['get', what, '-n', place])).code === 0;

  const write = async (name: string, ...documents: string[]): Promise<void> =>
    await checkout.write(`deploy/${name}.yaml`, documents.join('---\n'));

  it('writes an object that kubectl made alike, so that it belongs to the set and can be pruned', async () => {
    const one = configMap('one', '{ app: web }');
    await cluster.kubectl(['apply', '-n', namespace, '-f', '-'], { input: one });
    await write('one', one);
    await write('two', configMap('two'));
    const adopted = (await deploy()).changes.find((change: any) => change.address.endsWith('/one'));
    expect(adopted).toMatchObject({
      action: 'update',
      fields: [{ path: expect.stringContaining('part-of') }],
    });
    await checkout.remove('deploy/one.yaml');
    await deploy();
    expect(await exists('configmap/one')).toBe(false);
  });

  it('stops before the first write when it may not read an object that it should deploy', async () => {
    await actAs({
      name: 'blind',
      rules: [
        { apiGroups: [''], resources: ['configmaps'], verbs: ['*'] },
        { apiGroups: [''], resources: ['secrets'], verbs: ['create', 'patch'] },
      ],
    });
    await write('one', configMap('one'));
    await write('key', 'apiVersion: v1\nkind: Secret\nmetadata: { name: key }\nstringData: { a: bcde }\n');
    const run = await play(['deploy']);
    expect(run.code, run.stdout).toBe(1);
    expect(reportOf(run)).toMatchObject({ result: 'failed', reasonCode: 'forbidden' });
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });

  it('comes to rest with one kind in two versions', async () => {
    const metric =
      '{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 40 } } }';
    await write('a', autoscaler('v1', 'a', 'targetCPUUtilizationPercentage: 50'));
    await write('b', autoscaler('v2', 'b', `metrics: [${metric}]`));
    await deploy();
    expect((await deploy()).counts).toMatchObject({ unchanged: 2, update: 0 });
    await checkout.remove('deploy/b.yaml');
    expect((await deploy()).counts).toMatchObject({ unchanged: 1, delete: 1 });
  });

  it('leaves the Endpoints alone that a controller makes with our label', async () => {
    const endpoints =
      'apiVersion: v1\nkind: Endpoints\nmetadata: { name: ext }\nsubsets: [{ addresses: [{ ip: 192.0.2.1 }], ports: [{ port: 80 }] }]\n';
    await write('all', service('ext', ''), endpoints, service('web', ', selector: { app: web }'));
    await deploy();
    await cluster.until(
      `/api/v1/namespaces/${namespace}/endpoints/web`,
      (body: any) => body.kind === 'Endpoints',
    );
    expect((await deploy()).counts).toMatchObject({ delete: 0 });
  });

  it('plans a custom resource by the new schema when its definition changes with it', async () => {
    const group = `${namespace}.example`;
    const widget = (spec: string): string =>
      `apiVersion: ${group}/v1\nkind: Widget\nmetadata: { name: w }\nspec: { ${spec} }\n`;
    await write('definition', definition(group, 'a: { type: string }'));
    await write('widget', widget('a: one'));
    await deploy();
    await write('definition', definition(group, 'a: { type: string }, b: { type: string }'));
    await write('widget', widget('a: one, b: two'));
    const { changes } = await deploy();
    const change = changes.find((each: any) => each.address.includes('/Widget/'));
    expect(change).toMatchObject({ action: 'update', fields: [{ path: '/spec/b', after: 'two' }] });
    expect((await deploy()).counts).toMatchObject({ unchanged: 2 });
    await cluster.kubectl(['delete', 'crd', `widgets.${group}`]);
  });

  it('shows of a Job that must be made anew only what changes, with the same digest each time', async () => {
    await write('job', job('1'));
    await deploy();
    await write('job', job('2'));
    const [first, second] = [reportOf(await play(['preview'])), reportOf(await play(['preview']))];
    expect(first.targets[0].changes[0].fields.map((field: any) => field.path)).toEqual([
      '/spec/template/spec/containers/0/image',
    ]);
    expect(first.targets[0].planDigest).toBe(second.targets[0].planDigest);
  });

  it('does not make up a port that the server will assign', async () => {
    await write('service', service('web', ''));
    await deploy();
    await write('service', service('web', ', type: NodePort'));
    const { changes } = await deploy();
    expect(changes[0].fields).toContainEqual(
      expect.objectContaining({ path: '/spec/ports/0/nodePort', after: '(assigned)' }),
    );
  });

  it('keeps a Namespace that the repository lost while objects of the set live in it', async () => {
    const place = `${namespace}-more`;
    const home = `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${place} }\n`;
    const tenant = configMap('tenant').replace('name: tenant', `name: tenant, namespace: ${place}`);
    await write('home', home);
    await write('tenant', tenant);
    await deploy();
    await checkout.remove('deploy/home.yaml');
    const { counts, limits } = await deploy('--confirm', `Namespace/${place}`);
    expect(counts).toMatchObject({ delete: 0 });
    expect(limits).toEqual([expect.stringContaining('lives in it')]);
    expect(await exists('configmap/tenant', place)).toBe(true);
    await checkout.remove('deploy/tenant.yaml');
    await write('other', configMap('other'));
    expect((await deploy('--confirm', `Namespace/${place}`)).counts).toMatchObject({ delete: 2 });
  });

  it('finds again later what it left because prune was off', async () => {
    await write('one', configMap('one'));
    await write('two', service('two', ''));
    await deploy();
    await checkout.remove('deploy/two.yaml');
    await deploy('--no-prune');
    expect((await deploy()).counts).toMatchObject({ delete: 1 });
    expect(await exists('service/two')).toBe(false);
  });

  it.each([1, 2, 3, 4])('goes on when the answer to write %i of its record is lost', async nth => {
    await write('one', configMap('one'));
    proxy.inject(
      { kind: 'dropped-reply' },
      { method: 'PATCH', path: '/configmaps/gitops-push-web', skip: nth - 1 },
    );
    await deploy();
    expect((await deploy()).counts).toMatchObject({ unchanged: 1 });
  });

  it('says cancelled, not that it has a bug, when Ctrl-C comes between delete and create', async () => {
    const held = service('web', '').replace('name: web', 'name: web, finalizers: [example.org/hold]');
    await write('web', held);
    await deploy();
    await write('web', held.replace('spec: {', 'spec: { clusterIP: None,'));
    const interrupt = new AbortController();
    const isDelete = (): boolean => {
      setTimeout(() => interrupt.abort(), 300);
      return true;
    };
    proxy.inject(
      { kind: 'latency', delayMs: 0 },
      { method: 'DELETE', path: '/services/web', matches: isDelete },
    );
    const confirm = ['--confirm', `Service/${namespace}/web`];
    const run = await play(['deploy', ...confirm], { interrupt: interrupt.signal });
    expect(run.code, run.stdout).toBe(1);
    expect(reportOf(run)).toMatchObject({ reasonCode: 'cancelled' });
    expect(reportOf(run).targets[0].outcome.steps).toMatchObject([{ action: 'recreate', state: 'skipped' }]);
    const patch = '{"metadata":{"finalizers":null}}';
    await cluster.kubectl(['patch', 'service/web', '-n', namespace, '--type=merge', '-p', patch]);
    await deploy();
  });

  it('deploys the images that the input names, and goes back to those of an earlier deploy', async () => {
    const images = (tag: string): string[] => [
      '--images',
      `registry.example:5000/web=registry.example:5000/web:${tag}`,
    ];
    const running = async (): Promise<string> =>
      (await cluster.kubectl(['get', 'replicaset/web', '-n', namespace, '-o', 'jsonpath={..image}'])).stdout;
    const pods =
      '{ metadata: { labels: { app: web } }, spec: { containers: [{ name: c, image: registry.example:5000/web:dev }] } }';
    await write(
      'web',
      `apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: { name: web }\nspec: { replicas: 0, selector: { matchLabels: { app: web } }, template: ${pods} }\n`,
    );
    await checkout.commit('Add web');
    const place = { folder: checkout.folder, environment: cluster.environment() };
    const rendered = await runProgram(['render', '--output', 'json', ...images('1')], place);
    expect(rendered.stdout, rendered.stderr).toContain('"registry.example:5000/web:1"');
    const fields = [{ path: expect.stringContaining('image'), after: expect.stringContaining('web:2') }];
    expect(await deploy(...images('1'))).toMatchObject({ counts: { create: 1 } });
    expect(await deploy(...images('1'))).toMatchObject({ counts: { unchanged: 1 }, record: { sequence: 1 } });
    const shown = reportOf(await play(['preview', ...images('2')])).targets[0];
    expect(shown.changes).toMatchObject([{ action: 'update', fields }]);
    const second = await deploy(...images('2'));
    expect(second.record).toMatchObject({
      sequence: 2,
      images: ['registry.example:5000/web:2'],
      imageOverrides: [{ name: 'registry.example:5000/web', reference: 'registry.example:5000/web:2' }],
    });
    expect(second.renderedDigest).toBe(shown.renderedDigest);
    expect(reportOf(await play(['drift'])).result).toBe('clean');
    const back = await play(['rollback']);
    expect(back.code, back.stderr + back.stdout).toBe(0);
    expect(await running()).toBe('registry.example:5000/web:1');
    const overrides = [{ name: 'registry.example:5000/web', reference: 'registry.example:5000/web:1' }];
    expect(reportOf(back).targets[0].record).toMatchObject({ kind: 'rollback', imageOverrides: overrides });
    await cluster.kubectl([
      'set',
      'image',
      'replicaset/web',
      '-n',
      namespace,
      'c=registry.example:5000/web:9',
    ]);
    const healed = await play(['heal']);
    expect(healed.code, healed.stderr + healed.stdout).toBe(0);
    expect(await running()).toBe('registry.example:5000/web:1');
    expect(reportOf(healed).targets[0].record).toMatchObject({ kind: 'heal', imageOverrides: overrides });
    const wrong = await play(['deploy', '--images', 'registry.example=x:1,wep=web:1']);
    expect(reportOf(wrong)).toMatchObject({ result: 'failed', reasonCode: 'input-invalid' });
    expect(wrong.stdout).toContain('There are the images registry.example:5000/web:dev.');
  });

  it('does not storm the server when it may list but not watch', async () => {
    await actAs({
      name: 'listless',
      rules: [
        {
          apiGroups: ['', 'apps'],
          resources: ['configmaps', 'deployments', 'pods'],
          verbs: ['get', 'list', 'create', 'patch'],
        },
        {
          apiGroups: ['coordination.k8s.io'],
          resources: ['leases'],
          verbs: ['get', 'create', 'update', 'delete'],
        },
      ],
    });
    await cluster.failPods({ namespace, labelSelector: 'app=web', as: 'ImagePullBackOff' });
    const pods =
      '{ metadata: { labels: { app: web } }, spec: { containers: [{ name: c, image: registry.example/web }] } }';
    await write(
      'web',
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { selector: { matchLabels: { app: web } }, template: ${pods} }\n`,
    );
    const run = await play(['deploy', '--timeout', '5s']);
    expect(reportOf(run)).toMatchObject({ reasonCode: 'rollout-failed' });
    const reviews = proxy.log.entries.filter(entry => entry.path.includes('accessreviews'));
    expect(proxy.log.entries.length - reviews.length).toBeLessThan(30);
  });
});
