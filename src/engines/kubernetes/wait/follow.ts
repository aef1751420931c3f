import { type JsonObject, textAt } from '../../../model/json.ts';
import type { Cluster, ListOptions, Resource } from '../cluster.ts';

const phase = 'wait';

/** Told of every state of every object of a list; a deleted object comes as undefined. */
export type Follower = (name: string, object: JsonObject | undefined) => void;

/**
 * Follows the objects of one list from now on: one list, then one watch from its resourceVersion, so that nothing is
 * missed and the number of requests does not grow with time. Goes on after cuts; lists anew when the mark is too old (410).
 * Ends when the signal is aborted. @throws Failure as list and watch do
 */
export async function follow(
  cluster: Cluster,
  resource: Resource,
  options: ListOptions,
  onState: Follower,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const list = await cluster.list(resource, options, phase);
    for (const item of list.items) onState(nameOf(item), item);
    await watchFrom(cluster, resource, { ...options, from: list.resourceVersion }, onState, signal);
  }
}

/** Watches until the mark is too old or the signal is aborted; resumes from the last mark when the server ends the stream. */
async function watchFrom(
  cluster: Cluster,
  resource: Resource,
  options: ListOptions & { readonly from: string },
  onState: Follower,
  signal: AbortSignal,
): Promise<void> {
  let mark = options.from;
  while (!signal.aborted) {
    for await (const event of cluster.watch(resource, { ...options, from: mark }, signal, phase)) {
      if (event.type === 'ERROR') return;
      mark = textAt(event.object, '/metadata/resourceVersion') ?? mark;
      if (event.type === 'BOOKMARK') continue;
      onState(nameOf(event.object), event.type === 'DELETED' ? undefined : event.object);
    }
  }
}

function nameOf(object: JsonObject): string {
  return textAt(object, '/metadata/name') ?? '';
}
