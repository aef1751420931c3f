import type { Guard } from '../model/ledger.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import type { Log } from '../model/world.ts';

/**
 * Tells of a deploy before this one that did not end well. Asked only when the right to write is held: until then a record
 * without an end may be that of a run which is at work.
 */
export function tellInterrupted(
  last: DeployRecord | undefined,
  { keepsOthersOut }: Pick<Guard, 'keepsOthersOut'>,
  log: Pick<Log, 'info'>,
): void {
  if (!last || last.result === 'success' || last.result === 'failed') return;
  const again = 'the whole set is deployed and waited for again';
  if (last.result !== undefined) log.info(`${recordName(last)} ended as ${last.result}: ${again}`);
  else if (keepsOthersOut) log.info(`${recordName(last)} was broken off without a word: ${again}`);
  else log.info(`${recordName(last)} has no end: it was broken off, or is still at work`);
}
