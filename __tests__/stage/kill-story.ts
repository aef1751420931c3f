import { expect } from 'vitest';
import type { Cluster, Proxy } from './cluster/cluster.ts';
import { type Checkout, makeCheckout } from './checkout.ts';
import { type KillPoint, runAndKill } from './kill-at.ts';
import { type ProgramRun, runProgram } from './program.ts';

const configMap = (name: string, value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { value: "${value}" }\n`;

const deployment = (image: string, app = 'web'): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${app} } }
  template:
    metadata: { labels: { app: ${app} } }
    spec: { containers: [{ name: server, image: 'registry.example/web:${image}', envFrom: [{ configMapRef: { name: two } }] }] }
`;

/** A target of its own: one deploy went well, the next one (a change, a new object, a recreate, a deletion) is to be killed. */
export interface KillStory extends AsyncDisposable {
  readonly cluster: Cluster;
  readonly proxy: Proxy;
  readonly namespace: string;
  readonly checkout: Checkout;
  deploy(): Promise<ProgramRun>;
  killDeploy(point: KillPoint): Promise<ProgramRun & { readonly reached: boolean }>;
}

/** Plays the first deploy and commits the second. */
export async function openKillStory(cluster: Cluster, name: string): Promise<KillStory> {
  const proxy = await cluster.proxy();
  const namespace = await cluster.createNamespace(name);
  const identity = await cluster.identity({ name: 'deployer', namespace, namespaceRoles: ['admin'] });
  const checkout = await makeCheckout();
  const confirm = `Deployment/${namespace}/web`;
  const args = ['deploy', '--name', 'web', '--environment', 'test', '--output', 'json', '--confirm', confirm];
  const options = {
    folder: checkout.folder,
    environment: cluster.environment(),
    kubeconfig: proxy.kubeconfig(identity.kubeconfig),
  };
  const deploy = async (): Promise<ProgramRun> => await runProgram(args, options);
  await cluster.kubectl(['apply', '-n', namespace, '-f', '-'], { input: configMap('bystander', 'mine') });
  for (const each of ['one', 'two', 'three'])
    await checkout.write(`deploy/${each}.yaml`, configMap(each, '1'));
  await checkout.write('deploy/web.yaml', deployment('1'));
  await checkout.commit('One');
  const first = await deploy();
  expect(first.code, first.stderr + first.stdout).toBe(0);
  await checkout.write('deploy/two.yaml', configMap('two', '2'));
  await checkout.remove('deploy/three.yaml');
  await checkout.write('deploy/four.yaml', configMap('four', '2'));
  await checkout.write('deploy/web.yaml', deployment('2', 'other'));
  await checkout.commit('Two');
  return {
    cluster,
    proxy,
    namespace,
    checkout,
    deploy,
    killDeploy: async point => await runAndKill(args, { ...options, proxy, point }),
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]();
      await checkout[Symbol.asyncDispose]();
      await cluster.endNamespace(namespace);
    },
  };
}

/** Deploys again and looks: all wanted there, nothing left over, nothing foreign touched, no lock in anybody's way, the record says success. */
export async function checkEnd(story: KillStory, what: string): Promise<void> {
  const { cluster, namespace } = story;
  const next = await story.deploy();
  expect(next.code, `${what}: ${next.stderr}${next.stdout}`).toBe(0);
  const listed = await cluster.kubectl([
    'get',
    'configmaps',
    '-n',
    namespace,
    '-o',
    'jsonpath={range .items[*]}{.metadata.name}={.data.value} {end}',
  ]);
  const found = listed.stdout.split(' ').filter(each => /^(?:one|two|three|four|bystander)=/.test(each));
  expect(found.toSorted(), what).toEqual(['bystander=mine', 'four=2', 'one=1', 'two=2']);
  const web = await cluster.kubectl([
    'get',
    'deployment/web',
    '-n',
    namespace,
    '-o',
    'jsonpath={.spec.selector.matchLabels.app} {.spec.template.spec.containers[0].image}',
  ]);
  expect(web.stdout, what).toBe('other registry.example/web:2');
  if (JSON.parse(next.stdout).result === 'unchanged') await expectLockInNobodysWay(story, what);
  const leases = await cluster.kubectl(['get', 'leases', '-n', namespace, '-o', 'name']);
  expect(leases.stdout.trim(), what).toBe('');
  const records = await cluster.kubectl([
    'get',
    'configmap/gitops-push-web',
    '-n',
    namespace,
    '-o',
    'jsonpath={.data.records}',
  ]);
  expect(JSON.parse(records.stdout.trim().split('\n').at(-1) ?? '{}'), what).toMatchObject({
    result: 'success',
  });
}

/** A run that has nothing to write takes no lock, so that of the killed run may still lie there: the next run that writes must not wait for it. */
async function expectLockInNobodysWay(story: KillStory, what: string): Promise<void> {
  const startMs = performance.now();
  await story.cluster.kubectl(['delete', 'configmap/one', '-n', story.namespace]);
  const healing = await story.deploy();
  expect(JSON.parse(healing.stdout), what).toMatchObject({ result: 'deployed' });
  expect(performance.now() - startMs, what).toBeLessThan(30_000);
}
