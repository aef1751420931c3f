import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openApiClient, type ApiClient } from './api-client.ts';
import { openControlServer } from './control-server.ts';
import { credentialFiles } from './control-plane/credentials.ts';
import type { Program } from './control-plane/program.ts';
import { registerNodes } from './control-plane/nodes.ts';
import { startControlPlane, type ControlPlane } from './control-plane/start-control-plane.ts';
import { provisionVolumes } from './control-plane/volumes.ts';
import type { ClusterHandle, KeeperOrder } from './keeper-protocol.ts';
import { openLogServer } from './kubelet/log-server.ts';
import { createPodLife } from './kubelet/pod-life.ts';

/** What a keeper holds. */
export interface KeptCluster extends AsyncDisposable {
  readonly handle: ClusterHandle;
}

/** What the keeper's process does for its cluster. */
export interface KeeperDuties {
  readonly say: (line: string) => void;
  readonly stop: () => void;
  readonly pidsChanged: (pids: readonly number[]) => void;
}

/** Starts a cluster and what the stage adds to it: nodes, volumes, the life of Pods, logs; resolves when it is usable. */
export async function openKeptCluster(
  order: KeeperOrder,
  { say, stop, pidsChanged }: KeeperDuties,
): Promise<KeptCluster> {
  await using opened = new AsyncDisposableStack();
  const plane = opened.adopt(await startControlPlane(order), started => started.stop());
  const { version } = order.binaries;
  const client = opened.adopt(openApiClient(plane.admin, 'stage-keeper'), each => each.close());
  const kubelet = opened.adopt(
    openApiClient({ ...plane.admin, token: plane.credentials.kubeletToken }, `kubelet/${version}`),
    each => each.close(),
  );
  const life = createPodLife(kubelet, order.timeLapse, say);
  const logs = opened.adopt(
    await openLogServer(plane.credentials.kubelet, plane.credentials.authority.certificate, life.podNamed),
    each => each.close(),
  );
  const control = opened.adopt(
    await openControlServer({
      addFailure: life.addFailure,
      removeFailure: life.removeFailure,
      setLog: logs.setLog,
      killApiServer: plane.killApiServer,
      startApiServer: async () => {
        reportDeaths([await plane.startApiServer()]);
        pidsChanged((await keepHandle()).pids);
      },
      stop,
    }),
    each => each.close(),
  );
  const background = opened.adopt(new AbortController(), each => each.abort());
  const reportDeaths = (programs: readonly Program[]): void =>
    programs.forEach(each => void reportDeath(each, plane, background.signal, say));
  // Whoever comes later finds the cluster, and its processes, by this file.
  const keepHandle = async (): Promise<ClusterHandle> => {
    const { url, token } = control;
    const handle = { ...describe(order, plane), control: { url, token } };
    await writeFile(join(order.folder, 'handle.json'), JSON.stringify(handle), { mode: 0o600 });
    return handle;
  };
  await registerNodes(client, order.nodes, version, logs.port);
  for (const work of [provisionVolumes(client, background.signal), life.run(background.signal)]) {
    work.catch((error: unknown) => say(`the stage's background work broke off: ${String(error)}`));
  }
  await waitUntilUsable(client, order.nodes);
  reportDeaths(plane.programs);
  const handle = await keepHandle();
  const held = opened.move();
  return { handle, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

function describe(order: KeeperOrder, plane: ControlPlane): ClusterHandle {
  return {
    origin: 'stage',
    version: order.binaries.version,
    server: plane.server,
    ca: plane.credentials.authority.certificate,
    adminKubeconfigPath: join(order.folder, credentialFiles.admin),
    kubectlPath: order.binaries.paths.kubectl,
    folder: order.folder,
    pids: [process.pid, ...plane.programs.map(program => program.pid)],
  };
}

/** Usable: Pods can be made in the default namespace and find a node. */
async function waitUntilUsable(client: ApiClient, nodes: number): Promise<void> {
  for (;;) {
    const account = await client.request('GET', '/api/v1/namespaces/default/serviceaccounts/default');
    const list = await client.request<{ items: { spec: { taints?: unknown[] } }[] }>('GET', '/api/v1/nodes');
    const free = list.body.items.filter(node => !node.spec.taints);
    if (account.status === 200 && free.length >= nodes) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** Says when a program ends that nobody wanted to end. */
async function reportDeath(
  program: Program,
  plane: ControlPlane,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  const how = await program.ended;
  if (!signal.aborted && plane.programs.includes(program))
    say(`${program.name} ended (${how}):\n${await program.lastLines()}`);
}
