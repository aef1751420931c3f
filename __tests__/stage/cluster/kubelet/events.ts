import { randomBytes } from 'node:crypto';
import type { ApiClient } from '../api-client.ts';
import type { Pod } from './pod.ts';

/** An event as the kubelet would record it; with a container it concerns that one. */
export interface PodEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly container?: string;
}

/** Records events of one Pod; the same event again raises its count, as k8s.io/client-go tools/record does. */
export function createEventRecorder(client: ApiClient, pod: Pod): (event: PodEvent) => Promise<void> {
  const known = new Map<string, { readonly name: string; count: number }>();
  const { namespace, name, uid } = pod.metadata;
  const events = `/api/v1/namespaces/${namespace}/events`;
  const host = pod.spec.nodeName;
  return async event => {
    const key = JSON.stringify(event);
    const before = known.get(key);
    const lastTimestamp = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    if (before) {
      before.count += 1;
      await client.request('PATCH', `${events}/${before.name}`, { count: before.count, lastTimestamp });
      return;
    }
    const eventName = `${name}.${randomBytes(8).toString('hex')}`;
    known.set(key, { name: eventName, count: 1 });
    const isInit = (pod.spec.initContainers ?? []).some(container => container.name === event.container);
    const fieldPath = event.container
      ? { fieldPath: `spec.${isInit ? 'initContainers' : 'containers'}{${event.container}}` }
      : {};
    await client.request('POST', events, {
      metadata: { name: eventName, namespace },
      involvedObject: {
        apiVersion: 'v1',
        kind: 'Pod',
        namespace,
        name,
        uid,
        resourceVersion: pod.metadata.resourceVersion,
        ...fieldPath,
      },
      type: event.type,
      reason: event.reason,
      message: event.message,
      source: { component: 'kubelet', host },
      reportingComponent: 'kubelet',
      reportingInstance: host,
      firstTimestamp: lastTimestamp,
      lastTimestamp,
      count: 1,
    });
  };
}
