import { Failure } from '../model/failure.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import type { FlowInput } from './flow.ts';

/**
 * The commit must give today what it gave then: the same renderers, the same files, nothing fetched that has moved.
 * @throws Failure not-reproducible
 */
export async function proveSame({ engine }: FlowInput, wanted: DeployRecord): Promise<void> {
  const digest = await engine.renderedDigest();
  // An empty digest is none: two of them prove nothing.
  if (digest !== '' && digest === wanted.renderedDigest) return;
  throw new Failure(
    'not-reproducible',
    `commit ${wanted.commit?.slice(0, 7) ?? ''} no longer gives what ${recordName(wanted)} deployed`,
    {
      hint:
        wanted.dirty === true
          ? 'That deploy was made from changed files, which no commit holds. Choose another record.'
          : 'Were path or namespace different then? Run with the settings of that deploy, or choose another record.',
    },
  );
}
