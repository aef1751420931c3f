import { type JsonObject, textAt } from '../../../model/json.ts';
import type { Clock } from '../../../model/world.ts';
import type { Cluster, ListOptions, Resource } from '../cluster.ts';

const phase = 'wait';

/**
 * Told of every state of every object of a list; an object that is gone comes as undefined. `listed` states may be
 * old, `watched` ones are news.
 */
export type Follower = (name: string, object: JsonObject | undefined, how: 'listed' | 'watched') => void;

/** A watch that ended sooner is not opened again at once: a right that is missing or a proxy that cuts must not make a storm. */
const shortestMs = 2000;

/** When to end, and the time for what must not go too fast. */
export interface Pace {
  readonly clock: Pick<Clock, 'elapsedMs' | 'sleep'>;
  readonly signal: AbortSignal;
}

/**
 * Follows the objects of one list from now on: one list, then one watch from its resourceVersion, so that nothing is
 * missed and the number of requests does not grow with time. Goes on after cuts; lists anew when the mark is too old (410),
 * and every two seconds where watching is refused. Ends when the signal is aborted. @throws Failure as list and watch do
 */
export async function follow(
  cluster: Cluster,
  resource: Resource,
  options: ListOptions,
  onState: Follower,
  pace: Pace,
): Promise<void> {
  let known: ReadonlySet<string> = new Set();
  while (!pace.signal.aborted) {
    const list = await cluster.list(resource, options, phase);
    const present = new Set(list.items.map(nameOf));
    // What went while nobody watched is in no event.
    for (const name of known) if (!present.has(name)) onState(name, undefined, 'listed');
    for (const item of list.items) onState(nameOf(item), item, 'listed');
    const names = new Set(present);
    const keep: Follower = (name, object, how) => {
      if (object) names.add(name);
      else names.delete(name);
      onState(name, object, how);
    };
    await watchFrom(cluster, resource, { ...options, from: list.resourceVersion }, keep, pace);
    known = names;
  }
}

/** Watches until the mark is too old or the signal is aborted; resumes from the last mark when the server ends the stream. */
async function watchFrom(
  cluster: Cluster,
  resource: Resource,
  options: ListOptions & { readonly from: string },
  onState: Follower,
  { clock, signal }: Pace,
): Promise<void> {
  let mark = options.from;
  while (!signal.aborted) {
    const startMs = clock.elapsedMs();
    let isRefused = false;
    for await (const event of cluster.watch(resource, { ...options, from: mark }, signal, phase)) {
      isRefused = event.type === 'ERROR';
      if (isRefused) break;
      mark = textAt(event.object, '/metadata/resourceVersion') ?? mark;
      if (event.type === 'BOOKMARK') continue;
      onState(nameOf(event.object), event.type === 'DELETED' ? undefined : event.object, 'watched');
    }
    const restMs = shortestMs - (clock.elapsedMs() - startMs);
    // A sleep that is cut short has nothing to say: the loop looks at the signal itself.
    if (restMs > 0 && !signal.aborted) await clock.sleep(restMs, signal).catch(() => undefined);
    if (isRefused) return;
  }
}

function nameOf(object: JsonObject): string {
  return textAt(object, '/metadata/name') ?? '';
}
