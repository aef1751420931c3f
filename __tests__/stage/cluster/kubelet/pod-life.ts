import type { ApiClient } from '../api-client.ts';
import type { Pod } from './pod.ts';
import { freshReports, podStatus } from './pod-status.ts';

/**
 * The first act of a kubelet for every Pod bound to a node: it acknowledges it by a start time and waiting containers.
 * From there kwok takes the healthy ones on. Ends with the signal.
 */
export async function runPodLife(client: ApiClient, signal: AbortSignal): Promise<void> {
  const look = (pod: Pod) => {
    if (!pod.spec.nodeName || pod.metadata.deletionTimestamp || pod.status?.startTime) return;
    const status = podStatus(pod, freshReports(pod), new Date().toISOString());
    const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}/status`;
    client.request('PATCH', path, { metadata: { uid: pod.metadata.uid }, status }).catch(() => undefined);
  };
  await client.watch<Pod>(
    '/api/v1/pods',
    { listed: pods => pods.forEach(look), changed: (_, pod) => look(pod) },
    signal,
  );
}
