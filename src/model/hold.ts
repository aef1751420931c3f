/** An object that must not return to what it was: `digest` (64 hex) is what it was, `absent` when it was not there. */
export interface Culprit {
  /** Without a version, as people read it: `Deployment/shop/web`; empty for the whole set. */
  readonly address: string;
  readonly digest: string;
}

/** What a rollback left behind: until it is lifted or mended, no deploy brings the culprits back. */
export interface Hold {
  /** The name of the rollback's record, `production/shop#8`, and of the one that it took back. */
  readonly record: string;
  readonly from: string;
  /** ISO 8601 in UTC. */
  readonly since: string;
  readonly reason?: string;
  readonly culprits: readonly Culprit[];
}

/** The digests of the objects of a set by their address without a version; a workload's covers what its Pods read. */
export type ObjectDigests = ReadonlyMap<string, string>;

/** The digest of what is not in a set. */
export const absent = 'absent';

const workload = /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob|Pod)\//;

/** True for the address of an object that makes Pods. */
export function isWorkload(address: string): boolean {
  return workload.test(address);
}

/** A hold names no more than this: so many objects are told as the whole set. */
const mostCulprits = 500;

/** What a rollback holds back. */
export interface HoldInput {
  /** What was running, by its objects, and as a whole (64 hex). Without objects the whole counts. */
  readonly bad: { readonly objects?: ObjectDigests; readonly renderedDigest: string };
  readonly good: ObjectDigests;
  /** The objects that did not come up, by their address without a version. */
  readonly failing: readonly string[];
}

/**
 * The culprits: what did not come up; if nothing is named, the workloads that differ; else all that differs. An object
 * that is the same before and after is never one: it would hold back everything.
 */
export function culpritsOf({ bad, good, failing }: HoldInput): readonly Culprit[] {
  const whole: readonly Culprit[] = [{ address: '', digest: bad.renderedDigest }];
  const { objects } = bad;
  // Content that has no digest cannot be told from any other.
  if (!objects) return bad.renderedDigest === '' ? [] : whole;
  const digestIn = (set: ObjectDigests, address: string): string => set.get(address) ?? absent;
  const differing = [...new Set([...objects.keys(), ...good.keys()])]
    .filter(address => digestIn(objects, address) !== digestIn(good, address))
    .toSorted();
  const ill = differing.filter(address => failing.includes(address));
  const workloads = differing.filter(address => isWorkload(address) && objects.has(address));
  const chosen = [ill, workloads, differing].find(list => list.length > 0) ?? [];
  if (chosen.length === 0) return [];
  if (chosen.length > mostCulprits) return whole;
  return chosen.map(address => ({ address, digest: digestIn(objects, address) }));
}

/** The culprits that would be again as they were. `renderedDigest` is the whole set's. */
export function returningCulprits(
  hold: Hold | undefined,
  now: ObjectDigests,
  renderedDigest: string,
): readonly Culprit[] {
  return (hold?.culprits ?? []).filter(({ address, digest }) =>
    address === '' ? renderedDigest === digest : (now.get(address) ?? absent) === digest,
  );
}

/**
 * The hold after one more rollback: earlier culprits stay, but for those that this very rollback brings back, which
 * somebody asked for by name. Undefined when nothing is left to hold back. `next` is absent when nothing is to be added.
 */
export function mergeHolds(
  before: Hold | undefined,
  next: Hold | undefined,
  good: ObjectDigests,
): Hold | undefined {
  const isWanted = ({ address, digest }: Culprit): boolean => (good.get(address) ?? absent) === digest;
  const earlier = (before?.culprits ?? []).filter(culprit => !isWanted(culprit));
  const all = [...earlier, ...(next?.culprits ?? [])];
  const unique = new Map(all.map(culprit => [`${culprit.address} ${culprit.digest}`, culprit]));
  const words = next?.culprits.length ? next : (before ?? next);
  return words && unique.size > 0
    ? { ...words, culprits: [...unique.values()].slice(-mostCulprits) }
    : undefined;
}
