import { request } from 'node:http';
import type { ClusterHandle } from './keeper-protocol.ts';
import { parseOwnJson } from './own-json.ts';
import { StageError } from './stage-error.ts';

/**
 * Asks the keeper of a cluster for something, from whichever process.
 * @throws StageError when the cluster is a named one, which has no keeper, or the keeper refuses
 */
export async function askKeeper<T>(handle: ClusterHandle, path: string, body: object): Promise<T> {
  const { control } = handle;
  if (!control) {
    throw new StageError('A named cluster has kubelets of its own.', {
      hint: 'Failing Pods and container logs need a cluster that the stage started: unset GITOPS_PUSH_STAGE_KUBECONFIG.',
    });
  }
  const text = await new Promise<string>((resolve, reject) => {
    const headers = { authorization: `Bearer ${control.token}`, 'content-type': 'application/json' };
    const outgoing = request(new URL(path, control.url), { method: 'POST', headers }, incoming => {
      let received = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
      incoming.once('end', () =>
        incoming.statusCode === 200
          ? resolve(received)
          : reject(new StageError(`The keeper refused ${path}.`, { hint: received })),
      );
      incoming.once('error', reject);
    });
    outgoing.once('error', reject);
    outgoing.end(JSON.stringify(body));
  });
  return parseOwnJson<T>(text);
}
