import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openApiClient } from './api-client.ts';
import { registerNodes } from './control-plane/nodes.ts';
import { startControlPlane } from './control-plane/start-control-plane.ts';
import { provisionVolumes } from './control-plane/volumes.ts';
import { keepLine, type ClusterHandle, type KeeperMessage, type KeeperOrder } from './keeper-protocol.ts';
import { runPodLife } from './kubelet/pod-life.ts';

// The process that holds one cluster. It lives in a session of its own and ends the cluster when its input ends,
// which happens however its owner dies.

const { promise: ending, resolve: end } = Promise.withResolvers<void>();
const { promise: firstLine, resolve: gotFirstLine } = Promise.withResolvers<string>();
let outlivesOwner = false;

const input = createInterface({ input: process.stdin });
input.on('line', line => {
  if (line === keepLine) outlivesOwner = true;
  else gotFirstLine(line);
});
input.on('close', () => {
  if (!outlivesOwner) end();
});
process.stdout.on('error', () => undefined);
process.on('SIGTERM', () => end());
process.on('SIGINT', () => end());

const tell = (message: KeeperMessage) => process.stdout.write(`${JSON.stringify(message)}\n`);
const order = await Promise.race([firstLine, ending]);
if (order) await keep(JSON.parse(order) as KeeperOrder);
process.exit(0);

async function keep(order: KeeperOrder): Promise<void> {
  try {
    const plane = await startControlPlane(order);
    const background = new AbortController();
    const kubelet = openApiClient(
      { ...plane.admin, token: plane.credentials.kubeletToken },
      `kubelet/${order.binaries.version}`,
    );
    const client = openApiClient(plane.admin, 'stage-keeper');
    try {
      await registerNodes(client, order.nodes, order.binaries.version, 10250);
      const work = [provisionVolumes(client, background.signal), runPodLife(kubelet, background.signal)];
      for (const loop of work) loop.catch((error: unknown) => tell({ tag: 'said', line: String(error) }));
      await untilUsable();
      const handle: ClusterHandle = {
        origin: 'stage',
        version: order.binaries.version,
        server: plane.server,
        ca: plane.credentials.authority.certificate,
        adminKubeconfigPath: join(order.folder, 'admin.kubeconfig'),
        kubectlPath: order.binaries.paths.kubectl,
        folder: order.folder,
        pids: [process.pid, ...plane.programs.map(program => program.pid)],
      };
      await writeFile(join(order.folder, 'handle.json'), JSON.stringify(handle), { mode: 0o600 });
      tell({ tag: 'ready', handle });
      await ending;
    } finally {
      background.abort();
      kubelet.close();
      client.close();
      await plane.stop();
    }

    async function untilUsable(): Promise<void> {
      const isThere = async (path: string) => (await client.request('GET', path)).status === 200;
      const areNodesReady = async () => {
        const answer = await client.request<{ items: { spec: { taints?: unknown[] } }[] }>(
          'GET',
          '/api/v1/nodes',
        );
        return answer.body.items.length >= order.nodes && answer.body.items.every(node => !node.spec.taints);
      };
      while (
        !((await isThere('/api/v1/namespaces/default/serviceaccounts/default')) && (await areNodesReady()))
      ) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    }
  } catch (error) {
    tell({ tag: 'failed', message: error instanceof Error ? error.message : String(error) });
  } finally {
    await rm(order.folder, { recursive: true, force: true });
  }
}
