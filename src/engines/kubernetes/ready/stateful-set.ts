import { type JsonObject, numberAt, textAt, valueAt } from '../../../model/json.ts';
import { countAt, isBehind, notSeen, type Readiness, ready, waiting, wantedReplicas } from './readiness.ts';

/** A StatefulSet is ready when every Pod that its update strategy will touch is of the newest revision and ready (kstatus core.go). */
export function statefulSetReadiness(object: JsonObject): Readiness {
  if (isBehind(object) || valueAt(object, '/status/observedGeneration') === undefined)
    return waiting(notSeen);
  const wanted = wantedReplicas(object);
  const readyPods = countAt(object, 'readyReplicas');
  if (readyPods < wanted) return waiting(`${readyPods} of ${wanted} Pods ready`);
  if (countAt(object, 'replicas') > wanted)
    return waiting(`${countAt(object, 'replicas') - wanted} surplus Pods left`);
  if (textAt(object, '/spec/updateStrategy/type') === 'OnDelete')
    return ready(`${readyPods} of ${wanted} Pods ready; updated on delete`);
  const partition = numberAt(object, '/spec/updateStrategy/rollingUpdate/partition') ?? 0;
  const updated = countAt(object, 'updatedReplicas');
  const due = Math.max(0, wanted - partition);
  const isNewest = textAt(object, '/status/currentRevision') === textAt(object, '/status/updateRevision');
  if (partition === 0 ? !isNewest && updated < wanted : updated < due)
    return waiting(`${updated} of ${due} Pods updated`);
  return ready(`${readyPods} of ${wanted} Pods ready`);
}
