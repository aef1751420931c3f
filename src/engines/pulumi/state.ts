import { isObject, type Json, numberAt, textAt, valueAt } from '../../model/json.ts';
import type { PulumiStack } from './stack.ts';
import { listIn } from './cli/printed.ts';

/** What the backend tells about the updates of a stack, newest first; it keeps that itself, whatever tool made them. */
export interface StackHistory {
  /** Names the newest update: its number, or its time where the backend has no numbers; empty when there was none. */
  readonly marker: string;
  readonly updates: readonly StackUpdate[];
  /** The stack does not exist, and this run does not make it. */
  readonly isMissing: boolean;
}

/** One update of a stack. */
export interface StackUpdate {
  readonly kind: string;
  readonly result: string;
  readonly message: string;
  /** The commit of the checkout that it was made from. */
  readonly commit?: string;
  readonly startedMs: number;
}

/** So many updates are looked at first, and so many a time when others have updated the stack that often since we did. */
const pageSize = 20;
const deepPageSize = 100;
const mostDeepPages = 20;

/**
 * Asks for the newest updates, without secrets, back to one of ours at least: it tells what is held back, however many
 * others came after it. @throws CliExit when the stack does not exist
 */
export async function readHistory(
  stack: Pick<PulumiStack, 'ask'>,
  isOurs: (update: StackUpdate) => boolean,
): Promise<StackHistory> {
  const page = async (size: number, number: number): Promise<readonly Json[]> => {
    const args = ['--page-size', String(size), '--page', String(number)];
    return listIn((await stack.ask(['stack', 'history', '--json', ...args])).stdout);
  };
  const newest = await page(pageSize, 1);
  const marker = newest[0] === undefined ? '' : markerOf(newest[0]);
  let updates = newest.map(updateOf);
  let isWhole = newest.length < pageSize;
  let deeper: readonly StackUpdate[] = [];
  for (let number = 1; !isWhole && !updates.some(isOurs) && number <= mostDeepPages; number += 1) {
    const entries = await page(deepPageSize, number);
    deeper = [...deeper, ...entries.map(updateOf)];
    updates = [...deeper];
    isWhole = entries.length < deepPageSize;
  }
  return { marker, updates, isMissing: false };
}

function markerOf(entry: Json): string {
  const version = numberAt(entry, '/version') ?? 0;
  if (version > 0) return `#${version}`;
  return ['/startTime', '/endTime', '/kind', '/result'].map(pointer => textAt(entry, pointer)).join(' ');
}

function updateOf(entry: Json): StackUpdate {
  const environment = valueAt(entry, '/environment');
  const commit = isObject(environment) ? environment['git.head'] : undefined;
  return {
    kind: textAt(entry, '/kind') ?? '',
    result: textAt(entry, '/result') ?? '',
    message: textAt(entry, '/message') ?? '',
    ...(typeof commit === 'string' && { commit }),
    startedMs: Date.parse(textAt(entry, '/startTime') ?? '') || 0,
  };
}
