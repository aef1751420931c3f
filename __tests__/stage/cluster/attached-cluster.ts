import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openApiClient, type ApiAnswer, type ApiClient } from './api-client.ts';
import { createAuthority } from './certificates.ts';
import { askKeeper } from './control-client.ts';
import { cleanEnvironment } from './environment.ts';
import { createIdentity, readAuthority, type Identity, type IdentityOrder } from './identity.ts';
import type { ClusterHandle } from './keeper-protocol.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { runProgram, type KubectlOptions, type ProgramResult } from './kubectl.ts';
import type { ContainerLog, PodFailure } from './kubelet/failure.ts';
import { openProxy, type Proxy } from './proxy/proxy.ts';
import { StageError } from './stage-error.ts';

/** A failure of Pods that is in place. */
export interface PlacedFailure {
  /** Ends the failure and makes the Pods that it met well again. */
  readonly heal: () => Promise<void>;
}

/** A cluster in use. */
export interface Cluster extends AsyncDisposable {
  readonly handle: ClusterHandle;
  readonly server: string;
  /** PEM text of the authority of the server's certificate. */
  readonly ca: string;
  /** The text of a kubeconfig that may do everything. */
  readonly adminKubeconfig: () => Promise<string>;
  /** The environment for child processes: PATH, a scratch home, nothing of this machine's clusters or of GitHub. */
  readonly environment: (extra?: Readonly<Record<string, string>>) => Record<string, string>;
  readonly kubectl: (args: readonly string[], options?: KubectlOptions) => Promise<ProgramResult>;
  /** Asks the API server as administrator; a PATCH is a JSON merge patch unless `contentType` says otherwise. */
  readonly request: ApiClient['request'];
  /** Asks for an object again and again until the predicate holds. @throws StageError with the last answer after `timeoutMs` (30 s) */
  readonly until: <T>(
    path: string,
    holds: (body: T, status: number) => boolean,
    timeoutMs?: number,
  ) => Promise<T>;
  /** Makes a namespace of a unique name and waits for its default service account. */
  readonly createNamespace: (prefix?: string) => Promise<string>;
  /**
   * Says that a namespace is not needed any more. In a cluster of the stage's own only what runs there goes, and the rest
   * ends with the cluster: to delete a namespace costs the server more than most stories do.
   */
  readonly endNamespace: (name: string) => Promise<void>;
  /** Makes somebody with exactly these rights, and a kubeconfig for them. */
  readonly identity: (order: IdentityOrder) => Promise<Identity>;
  /** Opens a proxy between clients and the server: a log of requests and faults. It ends with the cluster object at the latest. */
  readonly proxy: () => Promise<Proxy>;
  /** Makes Pods fail as the kubelet would show it: status, restarts, events. Those that start from now on, unless `pods: 'all'`. */
  readonly failPods: (failure: PodFailure) => Promise<PlacedFailure>;
  /** Says what containers have written, for `kubectl logs` with and without `--previous`. */
  readonly setLogs: (log: ContainerLog) => Promise<void>;
  /** Kills the API server as a crash would. Only in a cluster that the test started itself: the shared one has other users. */
  readonly killApiServer: () => Promise<void>;
  /** Starts a killed API server on the same port and the same etcd; resolves when it is ready. */
  readonly startApiServer: () => Promise<void>;
  /** Gives a Service of type LoadBalancer its address, as a cloud would. */
  readonly setLoadBalancerAddress: (namespace: string, service: string, address: string) => Promise<void>;
  /** Ends a cluster that this process started; for an attached one only what this object holds. */
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** Uses a cluster that another process holds. */
export async function attachCluster(handle: ClusterHandle): Promise<Cluster> {
  const client = openApiClient(await readKubeconfig(handle.adminKubeconfigPath));
  const proxies: Proxy[] = [];
  const environment = (extra?: Readonly<Record<string, string>>) =>
    cleanEnvironment(join(handle.folder, 'home'), extra);
  const until: Cluster['until'] = async <T>(
    path: string,
    holds: (body: T, status: number) => boolean,
    timeoutMs = 30_000,
  ) => {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const answer = await client.request<T>('GET', path);
      if (holds(answer.body, answer.status)) return answer.body;
      if (performance.now() > deadline)
        throw new StageError(`${path} was not as expected after ${timeoutMs} ms.`, { hint: answer.text });
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  return {
    handle,
    server: handle.server,
    ca: handle.ca,
    adminKubeconfig: () => readFile(handle.adminKubeconfigPath, 'utf8'),
    environment,
    kubectl: async (
      args,
      { kubeconfigPath = handle.adminKubeconfigPath, folder = handle.folder, input, variables } = {},
    ) => {
      const withInput = input === undefined ? {} : { input };
      return await runProgram(handle.kubectlPath, [`--kubeconfig=${kubeconfigPath}`, ...args], {
        environment: environment(variables),
        folder,
        ...withInput,
      });
    },
    request: client.request,
    until,
    createNamespace: async (prefix = 'test') => {
      const name = `${prefix}-${randomBytes(4).toString('hex')}`;
      const made: ApiAnswer = await client.request('POST', '/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      });
      if (made.status !== 201)
        throw new StageError(`The namespace ${name} was not made: ${made.status} ${made.text}`);
      await until(`/api/v1/namespaces/${name}/serviceaccounts/default`, (_, status) => status === 200);
      return name;
    },
    endNamespace: async name => {
      const ends = handle.origin === 'stage' ? running(name) : [`/api/v1/namespaces/${name}`];
      await Promise.all(ends.map(async path => await client.request('DELETE', path)));
    },
    identity: order => createIdentity(client, handle, order),
    proxy: async () => {
      const authority =
        handle.origin === 'stage'
          ? await readAuthority(handle)
          : await createAuthority('gitops-push stage proxy');
      const proxy = await openProxy({ server: handle.server, ca: handle.ca, authority });
      proxies.push(proxy);
      return proxy;
    },
    failPods: async failure => {
      const { id } = await askKeeper<{ id: string }>(handle, '/failures', failure);
      return { heal: async () => void (await askKeeper(handle, '/failures/end', { id })) };
    },
    setLogs: async log => void (await askKeeper(handle, '/logs', log)),
    killApiServer: async () => void (await askKeeper(handle, '/api-server/kill', {})),
    startApiServer: async () => void (await askKeeper(handle, '/api-server/start', {})),
    setLoadBalancerAddress: async (namespace, service, address) => {
      const status = { loadBalancer: { ingress: [{ ip: address }] } };
      const answer = await client.request(
        'PATCH',
        `/api/v1/namespaces/${namespace}/services/${service}/status`,
        { status },
      );
      if (answer.status !== 200)
        throw new StageError(
          `Service ${namespace}/${service} got no address: ${answer.status} ${answer.text}`,
        );
    },
    [Symbol.asyncDispose]: async () => {
      for (const proxy of proxies) await proxy[Symbol.asyncDispose]();
      client.close();
    },
  };
}

/** The collections of a namespace that use up nodes and addresses, or that controllers and the kubelet are busy with. */
function running(namespace: string): readonly string[] {
  const collections = {
    '/apis/apps/v1': ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
    '/apis/batch/v1': ['cronjobs', 'jobs'],
    '/apis/autoscaling/v2': ['horizontalpodautoscalers'],
    '/api/v1': ['pods', 'services'],
  };
  return Object.entries(collections).flatMap(([group, plurals]) =>
    plurals.map(plural => `${group}/namespaces/${namespace}/${plural}`),
  );
}
