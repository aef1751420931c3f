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

/** So many updates are looked at. */
const pageSize = 20;

/** Asks for the newest updates, without secrets. @throws CliExit when the stack does not exist */
export async function readHistory(stack: PulumiStack): Promise<StackHistory> {
  const size = String(pageSize);
  const { stdout } = await stack.ask(['stack', 'history', '--json', '--page-size', size, '--page', '1']);
  const entries = listIn(stdout);
  return {
    marker: entries[0] === undefined ? '' : markerOf(entries[0]),
    updates: entries.map(updateOf),
    isMissing: false,
  };
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
