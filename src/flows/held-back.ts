import { Failure } from '../model/failure.ts';
import { type Culprit, type Hold, returningCulprits } from '../model/hold.ts';
import { stoppedBy, type PlannedReport } from './carry-out.ts';
import type { FlowInput, FlowResult } from './flow.ts';

/** So many objects are named in a sentence. */
const named = 5;

/** Ends a deploy that would bring back what a rollback took back; undefined when nothing of it would return. */
export async function heldBack(
  input: FlowInput,
  { plan, report }: PlannedReport,
): Promise<FlowResult | undefined> {
  const { engine } = input;
  const hold = await engine.ledger.holds?.current();
  const now = await (hold && engine.digests?.());
  if (!hold || !now) return undefined;
  const returning = returningCulprits(hold, now, plan.renderedDigest);
  if (returning.length === 0) return undefined;
  const failure = new Failure('held', messageOf(hold, returning), {
    hint: `Merge a change that mends ${returning.length === 1 ? 'it' : 'them'}; or lift the hold: ${wayOf(input)}.`,
  });
  const stopped = stoppedBy(failure, input, { ...report, hold: { ...hold, culprits: returning } });
  return { ...stopped, result: 'held' };
}

function messageOf(hold: Hold, returning: readonly Culprit[]): string {
  const { record, from, reason } = hold;
  const why = reason === undefined ? '' : ` (${reason})`;
  const isWhole = returning.some(({ address }) => address === '');
  const names = returning.slice(0, named).map(({ address }) => address);
  const more = returning.length > named ? ` and ${returning.length - named} more` : '';
  const what = isWhole ? 'the whole set' : `${names.join(', ')}${more}`;
  return `${record} rolled back ${from}${why}, and this would bring back as it was then: ${what}`;
}

function wayOf({ world }: FlowInput): string {
  return world.run.host === 'github' ? '**Run workflow** with `mode: resume`' : 'gitops-push resume';
}
