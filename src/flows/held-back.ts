import { Failure } from '../model/failure.ts';
import { type Culprit, type Hold, returningCulprits } from '../model/hold.ts';
import type { Plan } from '../model/plan.ts';
import type { PlannedReport } from './carry-out.ts';
import { hintText, phraseText } from '../report/phrase.ts';
import { wayTo } from '../report/ways.ts';
import type { FlowInput, FlowResult } from './flow.ts';
import { stoppedBy } from './under-record.ts';

/** So many objects are named in a sentence. */
const named = 5;

/** Ends a deploy that would bring back what a rollback took back; undefined when nothing of it would return. */
export async function heldBack(
  input: FlowInput,
  { plan, report }: PlannedReport,
): Promise<FlowResult | undefined> {
  const held = await whyHeld(input, plan);
  if (!held) return undefined;
  const stopped = stoppedBy(held.failure, input, { ...report, hold: held.hold });
  return { ...stopped, result: 'held' };
}

/** Why a deploy is held, and what of the hold would return; undefined when nothing of it would. */
export async function whyHeld(
  input: FlowInput,
  { renderedDigest }: Pick<Plan, 'renderedDigest'>,
): Promise<{ readonly failure: Failure; readonly hold: Hold } | undefined> {
  const { engine } = input;
  const hold = await engine.ledger.holds?.current();
  const now = await (hold && engine.digests?.());
  if (!hold || !now) return undefined;
  const returning = returningCulprits(hold, now, renderedDigest);
  if (returning.length === 0) return undefined;
  const failure = new Failure('held', messageOf(hold, returning), { hint: hintOf(input, returning) });
  return { failure, hold: { ...hold, culprits: returning } };
}

function hintOf({ world }: FlowInput, returning: readonly Culprit[]): string {
  const mend = `Merge a change that mends ${returning.length === 1 ? 'it' : 'them'}, or lift the hold:`;
  const way = wayTo('resume', world.run, { reason: true });
  return world.run.host === 'terminal' ? `${mend}\n${phraseText(way)}` : `${mend} ${hintText(way)}.`;
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
