import { type JsonObject, numberAt, textAt } from '../../../model/json.ts';

/** An event of the cluster, whichever of its two forms a component wrote (core/v1 Event). */
export interface ClusterEvent {
  readonly uid: string;
  readonly kind: string;
  readonly name: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly first: string;
  readonly last: string;
  readonly count: number;
  /** `spec.containers{server}` for an event about one container. */
  readonly fieldPath: string;
}

/** Reads an Event object; times are ISO 8601, empty when the event has none. */
export function clusterEventOf(event: JsonObject): ClusterEvent {
  const made = textAt(event, '/eventTime') ?? textAt(event, '/metadata/creationTimestamp') ?? '';
  const first = textAt(event, '/firstTimestamp') ?? made;
  const last = textAt(event, '/series/lastObservedTime') ?? textAt(event, '/lastTimestamp') ?? first;
  return {
    uid: textAt(event, '/involvedObject/uid') ?? '',
    kind: textAt(event, '/involvedObject/kind') ?? '',
    name: textAt(event, '/involvedObject/name') ?? '',
    type: textAt(event, '/type') ?? '',
    reason: textAt(event, '/reason') ?? '',
    message: textAt(event, '/message') ?? '',
    first,
    last,
    count: numberAt(event, '/series/count') ?? numberAt(event, '/count') ?? 1,
    fieldPath: textAt(event, '/involvedObject/fieldPath') ?? '',
  };
}

/** Orders events by when they were seen last, oldest first. */
export function byTime(a: ClusterEvent, b: ClusterEvent): number {
  return Date.parse(a.last) - Date.parse(b.last);
}
