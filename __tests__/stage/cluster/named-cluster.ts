import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApiClient, type KubeObject } from './api-client.ts';
import type { ClusterHandle } from './keeper-protocol.ts';
import { readKubeconfig, writeKubeconfig } from './kubeconfig.ts';
import { StageError } from './stage-error.ts';

/** Names a kubeconfig whose cluster is used instead of one of the stage's own. */
export const namedClusterVariable = 'GITOPS_PUSH_STAGE_KUBECONFIG';

const permission = { label: 'gitops-push.dev/stage', value: 'true' };

/**
 * Uses the cluster of this kubeconfig, but only if it says itself that it may be used: tests delete things.
 * @throws StageError when its namespace kube-system lacks the label, or cannot be read
 */
export async function openNamedCluster(
  kubeconfigPath: string,
  kubectlPath: string,
): Promise<{ readonly handle: ClusterHandle; readonly close: () => Promise<void> }> {
  const access = await readKubeconfig(kubeconfigPath).catch((cause: unknown) => {
    if (cause instanceof StageError) throw cause;
    throw new StageError(`${namedClusterVariable} names ${kubeconfigPath}, which cannot be read.`, { cause });
  });
  const client = openApiClient(access);
  try {
    const system = await client
      .request<KubeObject>('GET', '/api/v1/namespaces/kube-system')
      .catch((cause: unknown) => {
        throw new StageError(`The cluster of ${kubeconfigPath} does not answer at ${access.server}.`, {
          cause,
        });
      });
    if (system.status !== 200)
      throw new StageError(
        `The cluster at ${access.server} does not let the stage read its namespace kube-system (${system.status}).`,
        { hint: system.text },
      );
    if (system.body.metadata.labels?.[permission.label] !== permission.value) {
      throw new StageError(`The cluster at ${access.server} is not the stage's, so nothing is done to it.`, {
        hint: [
          `${namedClusterVariable} names it. Unset that to have a cluster of the stage's own, or, if tests may create and delete anything in it, say so there:`,
          `kubectl label namespace kube-system ${permission.label}=${permission.value}`,
        ].join('\n'),
      });
    }
    const version = await client.request<{ gitVersion: string }>('GET', '/version');
    const folder = await mkdtemp(join(tmpdir(), 'gitops-push-stage-'));
    const adminKubeconfigPath = join(folder, 'admin.kubeconfig');
    await mkdir(join(folder, 'home'));
    await writeFile(adminKubeconfigPath, writeKubeconfig(access), { mode: 0o600 });
    const { server, ca } = access;
    const handle: ClusterHandle = {
      origin: 'named',
      version: version.body.gitVersion,
      server,
      ca,
      adminKubeconfigPath,
      kubectlPath,
      folder,
      pids: [],
    };
    return { handle, close: () => rm(folder, { recursive: true, force: true }) };
  } finally {
    client.close();
  }
}
