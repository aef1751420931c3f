import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { Failure } from '../../../model/failure.ts';
import { parseJson } from '../../../model/json.ts';
import type { Outbox } from '../../../model/ledger.ts';
import { type KeptLetter, lettersIn } from '../../../model/letter.ts';
import type { StackTags } from './context.ts';

/** Pulumi Cloud takes 256 characters a tag, so the letters lie in several. */
const longestPart = 240;
const mostParts = 40;
const mostBytes = 1_000_000;

/** Two places for the parts, used in turn: a writer that is killed in between leaves the others whole. */
type Slot = 'a' | 'b';

/** What GitHub could not be told of the deploys of a stack, kept in tags of the stack. */
export function openOutbox(tags: StackTags): Outbox {
  return {
    known: async () => readLetters(await tags.all()),
    keep: async letters => {
      const { values, dropped } = tagsFor(letters, await tags.all());
      for (const [tag, value] of values) {
        await tags.set(tag, value).catch((error: unknown) => {
          throw new Failure('record-failed', 'the stack does not take the tags for it', { cause: error });
        });
      }
      return dropped;
    },
  };
}

/** Tags in the order in which they are set, and how many of the oldest letters have no room in them. */
export interface PackedLetters {
  readonly values: ReadonlyMap<string, string>;
  readonly dropped: number;
}

/**
 * The tags that hold these letters, of too many the newest, beside those that are there. The head comes last: with it alone
 * the letters change, from all of the old ones to all of the new.
 */
export function tagsFor(letters: readonly KeptLetter[], there: ReadonlyMap<string, string>): PackedLetters {
  const text = letters.length === 0 ? '' : brotliCompressSync(JSON.stringify(letters)).toString('base64url');
  const count = Math.ceil(text.length / longestPart);
  if (count > mostParts) {
    const some = Math.ceil(letters.length / 4);
    const { values, dropped } = tagsFor(letters.slice(some), there);
    return { values, dropped: dropped + some };
  }
  const id = idOf(text);
  const slot: Slot = headOf(there).slot === 'a' ? 'b' : 'a';
  const parts = Array.from({ length: count }, (_, index): readonly [string, string] => [
    tagOf(slot, index),
    `${id} ${text.slice(index * longestPart, (index + 1) * longestPart)}`,
  ]);
  return { values: new Map([...parts, [head, count === 0 ? '' : `${id} ${count} ${slot}`]]), dropped: 0 };
}

/** The letters in the tags of a stack; none when somebody else has edited them. */
export function readLetters(tags: ReadonlyMap<string, string>): readonly KeptLetter[] {
  const { id, count, slot } = headOf(tags);
  if (slot === undefined) return [];
  const parts = Array.from({ length: count }, (_, index) => tags.get(tagOf(slot, index)) ?? '');
  const text = parts.map(part => part.slice(id.length + 1)).join('');
  if (idOf(text) !== id) return [];
  try {
    const packed = Buffer.from(text, 'base64url');
    const json = parseJson(brotliDecompressSync(packed, { maxOutputLength: mostBytes }).toString('utf8'));
    return lettersIn(json);
  } catch {
    return [];
  }
}

interface Head {
  readonly id: string;
  readonly count: number;
  /** Absent where there are no letters. */
  readonly slot?: Slot;
}

function headOf(tags: ReadonlyMap<string, string>): Head {
  const [, id = '', count = '', slot] = /^([0-9a-f]{8}) (\d{1,2}) ([ab])$/.exec(tags.get(head) ?? '') ?? [];
  return { id, count: Number(count), ...((slot === 'a' || slot === 'b') && { slot }) };
}

const head = 'gitops-push:outbox';

function tagOf(slot: Slot, index: number): string {
  return `${head}-${slot}${index}`;
}

function idOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
