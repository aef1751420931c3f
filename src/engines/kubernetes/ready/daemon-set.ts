import { type JsonObject, numberAt, textAt } from '../../../model/json.ts';
import { countAt, isBehind, notSeen, type Readiness, ready, waiting } from './readiness.ts';

/** A DaemonSet is ready when every node that should run it runs the newest Pod, ready (kstatus core.go). */
export function daemonSetReadiness(object: JsonObject): Readiness {
  const wanted = numberAt(object, '/status/desiredNumberScheduled');
  // A new one says that no node should run it, until its controller has looked at it.
  const isSeen = numberAt(object, '/status/observedGeneration') !== undefined;
  if (isBehind(object) || !isSeen || wanted === undefined) return waiting(notSeen);
  const updated = countAt(object, 'updatedNumberScheduled');
  const available = countAt(object, 'numberAvailable');
  const isOnDelete = textAt(object, '/spec/updateStrategy/type') === 'OnDelete';
  if (!isOnDelete && updated < wanted) return waiting(`${updated} of ${wanted} nodes updated`);
  if (available < wanted) return waiting(`available on ${available} of ${wanted} nodes`);
  return ready(`available on ${available} of ${wanted} nodes`);
}
