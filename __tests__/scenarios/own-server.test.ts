import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachCluster, type KubeObject, startCluster } from '../stage/cluster/cluster.ts';
import { openStoryOn, type Story } from '../stage/story.ts';

const configMap = (name: string, after?: string): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...(after !== undefined && { annotations: { 'gitops-push.dev/depends-on': after } }) },
  data: { value: 'one' },
});

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'server', image: 'registry.example/web:1' }] },
    },
  },
};

describe('an API server that is killed', () => {
  let cluster: Awaited<ReturnType<typeof startCluster>>;

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 1 });
  });
  afterAll(async () => await cluster[Symbol.asyncDispose]());

  const open = async (name: string): Promise<Story> =>
    await openStoryOn(await attachCluster(cluster.handle), { name });

  it('comes back on the stage with all that it held, and the controllers find it again', async () => {
    const namespace = await cluster.createNamespace('crash');
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const made = await cluster.request<KubeObject>('POST', path, configMap('kept'));
    await cluster.killApiServer();
    await expect(cluster.request('GET', '/readyz')).rejects.toThrow('ECONNREFUSED');
    await cluster.startApiServer();
    await expect(cluster.startApiServer()).rejects.toThrow('/api-server/start');
    const kept = await cluster.request<KubeObject>('GET', `${path}/kept`);
    expect(kept.body.metadata).toMatchObject({
      uid: made.body.metadata.uid,
      resourceVersion: made.body.metadata.resourceVersion,
    });
    const workloads = `/apis/apps/v1/namespaces/${namespace}/deployments`;
    await cluster.request('POST', workloads, deployment);
    await cluster.until<{ status: { readyReplicas?: number } }>(
      `${workloads}/web`,
      ({ status }) => status.readyReplicas === 1,
    );
  });

  it('while a deploy waits between two waves does not end it: it goes on when the server is back', async () => {
    await using story = await open('restart');
    await story.write('all', configMap('a'), deployment, configMap('b', 'apps/Deployment/web'));
    await story.checkout.commit('One');
    await story.cluster.failPods({ namespace: story.namespace, as: 'SlowStart', forMs: 4000 });
    // Straight to the server, so that the program itself meets the closed door.
    await story.actDirectly();
    const running = story.play('deploy');
    await story.cluster.until<{ status?: { replicas?: number } }>(
      `/apis/apps/v1/namespaces/${story.namespace}/deployments/web`,
      (body, status) => status === 200 && body.status?.replicas === 1,
    );
    await cluster.killApiServer();
    await cluster.startApiServer();
    const { report, run } = await running;
    expect(report, run.stderr).toMatchObject({ result: 'deployed', targets: [{ counts: { create: 3 } }] });
    expect((await story.play('deploy')).report).toMatchObject({ result: 'unchanged' });
    expect((await story.kubectl(['get', 'leases', '-o', 'name'])).trim()).toBe('');
  });
});
