import type { EventLine } from '../../../model/diagnosis.ts';
import { isObject } from '../../../model/json.ts';
import { byTime, type ClusterEvent, clusterEventOf } from '../pods/cluster-event.ts';
import type { WaitContext } from '../wait/awaited.ts';

const phase = 'wait';
const shownEvents = 5;
const longestMessage = 300;

/** Everything the cluster recorded about the objects of these uids, oldest first. @throws Failure permission-missing, ... */
export async function eventsAbout(
  uids: readonly string[],
  namespace: string | undefined,
  { cluster }: Pick<WaitContext, 'cluster'>,
): Promise<readonly ClusterEvent[]> {
  const resource = await cluster.resourceOf({ group: '', version: 'v1', kind: 'Event' }, phase);
  if (!resource) return [];
  const lists = await Promise.all(
    uids.map(
      async uid =>
        await cluster.list(
          resource,
          { namespace: namespace ?? 'default', fieldSelector: `involvedObject.uid=${uid}` },
          phase,
        ),
    ),
  );
  return lists.flatMap(({ items }) => items.filter(isObject).map(clusterEventOf)).toSorted(byTime);
}

/** At most five of them, warnings before the rest, oldest first. What an autoscaler says about the Pod always stays. */
export function eventLines(events: readonly ClusterEvent[]): readonly EventLine[] {
  const rank = ({ type, reason }: ClusterEvent): number =>
    /TriggeredScaleUp|NotTriggerScaleUp/.test(reason) ? 0 : type === 'Warning' ? 1 : 2;
  const kept = events
    .toReversed()
    .filter(({ reason }) => reason !== 'ScalingReplicaSet' && reason !== 'SuccessfulCreate')
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, shownEvents);
  return kept.toSorted(byTime).map(({ last, reason, message, count }) => ({
    at: last,
    reason,
    message:
      message.length <= longestMessage ? message : `${message.slice(0, longestMessage - 1).toWellFormed()}…`,
    count,
  }));
}
