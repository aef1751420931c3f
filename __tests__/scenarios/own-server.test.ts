import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachCluster, isDryRun, type KubeObject, startCluster } from '../stage/cluster/cluster.ts';
import { startExtensionServer } from '../stage/extension-server.ts';
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

/** Whether the server behind an APIService answers. */
interface ApiServiceStatus {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

describe('an API server of its own', () => {
  let cluster: Awaited<ReturnType<typeof startCluster>>;

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 1 });
  });
  afterAll(async () => await cluster[Symbol.asyncDispose]());

  const open = async (name: string): Promise<Story> =>
    await openStoryOn(await attachCluster(cluster.handle), { name });

  it('that is killed comes back on the stage with all that it held, and the controllers find it again', async () => {
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

  it('that is killed while a deploy waits between two waves does not end it: it goes on when the server is back', async () => {
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

  it('is given a webhook and an extension only when what answers for them is up, and what needs the extension after it', async () => {
    await using story = await open('behind');
    const { namespace } = story;
    await story.actAs({ name: 'admin', clusterRoles: ['cluster-admin'] });
    const group = `${namespace}.example`;
    await using extension = await startExtensionServer(group);
    const path = {
      backend: `/apis/apps/v1/namespaces/${namespace}/deployments/web`,
      extension: `/apis/apiregistration.k8s.io/v1/apiservices/v1.${group}`,
      webhook: `/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/${namespace}`,
      after: `/api/v1/namespaces/${namespace}/configmaps/after`,
    };
    // ExternalName leads the API server to this machine; the selector says whose Pods would answer.
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'api' },
      spec: { type: 'ExternalName', externalName: 'localhost', selector: { app: 'web' } },
    };
    const reference = { namespace, name: 'api', port: extension.port };
    const apiService = {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `v1.${group}` },
      spec: {
        group,
        version: 'v1',
        service: reference,
        insecureSkipTLSVerify: true,
        groupPriorityMinimum: 1000,
        versionPriority: 15,
      },
    };
    const webhook = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: namespace },
      webhooks: [
        {
          name: 'a.example.com',
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          failurePolicy: 'Ignore',
          objectSelector: { matchLabels: { nobody: 'ever' } },
          clientConfig: { service: reference },
        },
      ],
    };
    const after = configMap('after', `apiregistration.k8s.io/APIService/v1.${group}`);
    await story.write('all', after, webhook, apiService, service, deployment);
    await story.checkout.commit('One');
    await cluster.failPods({ namespace, as: 'SlowStart', forMs: 2500 });
    // What stood there at the moment of each write.
    const backendAt = new Map<string, Promise<number | undefined>>();
    const availableAt: Promise<string | undefined>[] = [];
    const look = async (): Promise<number | undefined> =>
      (await cluster.request<{ status?: { readyReplicas?: number } }>('GET', path.backend)).body.status
        ?.readyReplicas;
    const isAvailable = async (): Promise<string | undefined> =>
      (await cluster.request<ApiServiceStatus>('GET', path.extension)).body.status?.conditions?.find(
        ({ type }) => type === 'Available',
      )?.status;
    story.proxy.inject(
      { kind: 'latency', delayMs: 1 },
      {
        times: 1000,
        matches: request => {
          if (request.method !== 'PATCH' || isDryRun(request)) return false;
          if (request.path === path.webhook || request.path === path.extension)
            backendAt.set(request.path, look());
          if (request.path === path.extension) setTimeout(extension.comeUp, 1500);
          if (request.path === path.after) availableAt.push(isAvailable());
          return false;
        },
      },
    );
    const { report, run } = await story.play('deploy');
    expect(report, run.stderr).toMatchObject({ result: 'deployed', targets: [{ counts: { create: 5 } }] });
    expect(await Promise.all(availableAt)).toEqual(['True']);
    expect(await backendAt.get(path.extension)).toBe(1);
    expect(await backendAt.get(path.webhook)).toBe(1);
  });
});
