import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The stories that last longest, the longest first; most of their time is waiting for a cluster. */
const longest = [
  'hard-cases',
  'way-back',
  'workflow',
  'failed-rollout',
  'thread',
  'one-writer',
  'pulumi-thread',
  'recorded',
  'bad-input',
  'back-and-drift',
  'patient-rollout',
  'cancelled',
  'pruning',
  'trouble',
  'failed-shop',
  'printed-lines',
  'hooks',
  'sources',
  'ownership',
  'own-server',
  'refusals',
  'stuck-set',
  'encrypted-live',
  'hidden',
  'faults',
  'histories',
  'owners',
];

/**
 * Starts the long stories first, so that none of them is left for the end, when the other workers have nothing to do.
 * By itself vitest knows how long a file takes only where it ran before, which a fresh clone has not seen.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- vitest's own order, which changes no array
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = longest.indexOf(basename(moduleId, '.test.ts'));
  return rank === -1 ? longest.length : rank;
}
