import type { PlannedSet } from '../plan/index.ts';
import type { Placed } from './index.ts';

/** What the order of an apply is made from, of one planned step. */
export function placedOf({ intent }: PlannedSet['steps'][number]): Placed {
  return { id: intent.id, key: intent.key, body: intent.body, location: intent.manifest.location };
}
