import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cluster } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { type ProgramRun, runProgram } from '../stage/program.ts';

function database(version: string): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  replicas: 2
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: server
          image: registry.example/db:${version}
`;
}

describe('a StatefulSet whose update broke', () => {
  let cluster: Cluster;
  let namespace: string;
  let checkout: Checkout;
  let kubeconfig: string;

  beforeAll(async () => {
    cluster = await sharedCluster();
    namespace = await cluster.createNamespace('stuck');
    checkout = await makeCheckout();
    const identity = await cluster.identity({ name: 'deployer', namespace, namespaceRoles: ['admin'] });
    ({ kubeconfig } = identity);
    await cluster.failPods({ namespace, name: 'db', image: 'registry.example/db:2', as: 'ImagePullBackOff' });
    await cluster.failPods({ namespace, name: 'db', image: 'registry.example/db:4', as: 'CrashLoopBackOff' });
  });

  afterAll(async () => {
    await checkout[Symbol.asyncDispose]();
    await cluster.endNamespace(namespace);
    await cluster[Symbol.asyncDispose]();
  });

  const play = async (...args: string[]): Promise<ProgramRun> =>
    await runProgram([...args, '--name', 'db', '--namespace', namespace, '--output', 'json'], {
      folder: checkout.folder,
      environment: cluster.environment(),
      kubeconfig,
    });

  const deploy = async (version: string, ...args: string[]): Promise<ProgramRun> => {
    await checkout.write('deploy/db.yaml', database(version));
    await checkout.commit(`Version ${version}`);
    return await play('deploy', ...args);
  };

  const imagesOfPods = async (): Promise<string> =>
    (
      await cluster.kubectl([
        'get',
        'pods',
        '-n',
        namespace,
        '-l',
        'app=db',
        '-o',
        'jsonpath={.items[*].spec.containers[0].image}',
      ])
    ).stdout;

  it('comes back with a rollback, by the one Pod that was stuck', async () => {
    const first = await deploy('1');
    expect(first.code, first.stderr).toBe(0);
    const broken = await deploy('2', '--timeout', '8s');
    expect(broken.code, broken.stderr).toBe(1);
    const back = await play('rollback', '--timeout', '60s');
    expect(back.code, back.stderr + back.stdout).toBe(0);
    expect(back.stderr.match(/deleted Pod db-\d/g)).toEqual(['deleted Pod db-1']);
    expect(await imagesOfPods()).toBe('registry.example/db:1 registry.example/db:1');
  });

  it('goes forward with a fix, too', async () => {
    const broken = await deploy('4', '--timeout', '8s');
    expect(broken.code, broken.stderr).toBe(1);
    const mended = await deploy('5', '--timeout', '60s');
    expect(mended.code, mended.stderr + mended.stdout).toBe(0);
    expect(mended.stderr.match(/deleted Pod db-\d/g)).toEqual(['deleted Pod db-1']);
    expect(await imagesOfPods()).toBe('registry.example/db:5 registry.example/db:5');
  });

  it('loses no Pod when nothing is stuck', async () => {
    const next = await deploy('6');
    expect(next.code, next.stderr).toBe(0);
    expect(next.stderr).not.toContain('deleted Pod');
  });
});
