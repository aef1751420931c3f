import { Failure } from '../model/failure.ts';
import type { Delivery, KeptLetter } from '../model/letter.ts';
import { keptAfter } from '../model/letter.ts';
import type { Ledger, Outbox } from '../model/ledger.ts';
import type { Report } from '../model/report.ts';
import { isWriting, type Settings } from '../model/settings.ts';
import type { World } from '../model/world.ts';

/** What showing a run needs. */
export interface ShowInput {
  readonly report: Report;
  /** Instead of the text of the report. */
  readonly rendered?: string;
  /** Absent when the run ended before its target was known. */
  readonly ledger?: Pick<Ledger, 'acquire' | 'outbox'>;
  readonly settings: Settings;
  readonly world: World;
}

/**
 * Shows a finished run, and tells what earlier runs could not. What cannot be told now is kept at the target, and the
 * next run that writes tells it. Gives the places that do not know of this run yet. Never fails.
 */
export async function showRun(input: ShowInput): Promise<readonly string[]> {
  const { report, rendered, ledger, settings, world } = input;
  const outbox = ledger?.outbox;
  // What the run could not read it need not know: its failure is told already.
  const left = (await outbox?.known().catch(() => [])) ?? [];
  const tellsAll = isWriting(settings) && world.mirrors !== undefined;
  if (left.length > 0 && !tellsAll)
    world.log.info(
      `GitHub has yet to be told of earlier deploys (${placesOf(left)}): the next deploy does it`,
    );
  const delivery = await world.mirrors?.show(report, tellsAll ? left : [], rendered);
  if (!delivery || !tellsAll) return [];
  // A run that did not begin to write leaves nothing at the target, not even word of itself.
  const { runId, attempt } = world.run;
  const hasWritten = report.targets.some(
    ({ record }) => record?.run?.id === runId && record?.run?.attempt === attempt,
  );
  const toKeep = hasWritten ? delivery : { ...delivery, unsent: [] };
  const isKept = await keepUnsent(toKeep, left, { ...input, ...(outbox && { outbox }) });
  return isKept ? [...new Set(toKeep.unsent.map(({ to }) => to))] : [];
}

async function keepUnsent(
  delivery: Delivery,
  left: readonly KeptLetter[],
  { ledger, outbox, world }: ShowInput & { readonly outbox?: Outbox },
): Promise<boolean> {
  const isDifferent = JSON.stringify(keptAfter(left, delivery)) !== JSON.stringify(left);
  if (!isDifferent) return true;
  try {
    if (!ledger || !outbox)
      throw new Failure('record-failed', 'this target has no place for what GitHub could not be told');
    const guard = await ledger.acquire();
    try {
      const dropped = await outbox.keep(keptAfter(await outbox.known(), delivery));
      if (dropped > 0)
        world.log.warn(
          `what GitHub could not be told is more than the target has room for: the ${dropped} oldest of it ${dropped === 1 ? 'is' : 'are'} not told any more. The records at the target hold it: mode history lists them.`,
        );
    } finally {
      await guard.release();
    }
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.log.warn(
      `what GitHub could not be told (${placesOf(delivery.unsent)}) is not kept: ${error.message}. The summary of this run tells it.`,
    );
    return false;
  }
}

function placesOf(letters: readonly KeptLetter[]): string {
  return [...new Set(letters.map(({ to }) => to))].join(', ');
}
