import type { Cluster, ObjectList } from '../../src/engines/kubernetes/cluster.ts';
import type { WatchEvent } from '../../src/engines/kubernetes/transport/transport.ts';

/** A cluster of which a test answers only the calls that it expects; every other call fails by name. */
export function scriptedCluster(answers: Partial<Cluster>): Cluster {
  const refuse = (name: string) => (): never => {
    throw new Error(`the test did not expect ${name}`);
  };
  return {
    contextNamespace: 'default',
    serverHash: '0'.repeat(64),
    serverVersion: refuse('serverVersion'),
    resourceOf: refuse('resourceOf'),
    preferredOf: refuse('preferredOf'),
    served: refuse('served'),
    forgetDiscovery: () => undefined,
    get: refuse('get'),
    list: refuse('list'),
    apply: refuse('apply'),
    remove: refuse('remove'),
    watch: refuse('watch'),
    text: refuse('text'),
    raw: refuse('raw'),
    close: () => undefined,
    ...answers,
  };
}

/** A list as the server gives it. */
export function listOf(resourceVersion: string, items: ObjectList['items'] = []): ObjectList {
  return { items, resourceVersion };
}

/** A watch that gives these events and then ends, as a server does when its time is up. */
export async function* streamOf(...events: readonly WatchEvent[]): AsyncGenerator<WatchEvent> {
  yield* await Promise.resolve(events);
}
