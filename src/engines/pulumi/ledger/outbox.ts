import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { Failure } from '../../../model/failure.ts';
import { parseJson } from '../../../model/json.ts';
import type { Outbox } from '../../../model/ledger.ts';
import { type KeptLetter, lettersIn } from '../../../model/letter.ts';
import type { Log } from '../../../model/world.ts';
import type { StackTags } from './context.ts';

/** Pulumi Cloud takes 256 characters a tag, so the letters lie in several. */
const longestPart = 240;
const mostParts = 40;
const mostBytes = 1_000_000;
const mostTries = 4;

/**
 * Letters lie in sets of tags, each named by its content. A run that keeps letters writes its own set and takes away those
 * it has read only then: a run that is killed in between, or another one at the same time, leaves a letter twice and never none.
 */
const prefix = 'gitops-push:outbox-';

/** What GitHub could not be told of the deploys of a stack, kept in tags of the stack. */
export function openOutbox(tags: StackTags, log: Pick<Log, 'info'>): Outbox {
  const orFail = async (work: Promise<void>): Promise<void> => {
    await work.catch((error: unknown) => {
      throw new Failure('record-failed', 'the stack does not take the tags for it', { cause: error });
    });
  };
  return {
    known: async () => readLetters(await tags.all()),
    keep: async letters => {
      const read = setsIn(await tags.all());
      const { parts, left } = partsOf(letters);
      for (let tries = 1; !isThere(await tags.all(), parts); tries += 1) {
        if (tries > mostTries)
          throw new Failure('record-failed', 'other runs write to the tags of the stack all the time');
        // The first part comes last: it names what the others must add up to.
        for (const [name, part] of parts.toReversed()) await orFail(tags.set(name, part));
        // Backends keep tags without a lock: another run's may have taken the place of ours.
        tags.forget();
      }
      for (const { names } of read.filter(each => !parts.some(([name]) => name === each.names[0])))
        for (const name of names)
          await tags
            .remove(name)
            // Another run may have been quicker; what stays is told once more, which does no harm.
            .catch(() => log.info(`the tag ${name} could not be taken away, or is gone already`));
      return left;
    },
  };
}

/** The tags that hold these letters, name and value; of too many the newest, `left` are the others. */
function partsOf(letters: readonly KeptLetter[]): {
  readonly parts: readonly (readonly [name: string, value: string])[];
  readonly left: number;
} {
  if (letters.length === 0) return { parts: [], left: 0 };
  const text = brotliCompressSync(JSON.stringify(letters)).toString('base64url');
  const count = Math.ceil(text.length / longestPart);
  if (count > mostParts) {
    const without = Math.ceil(letters.length / 8);
    const { parts, left } = partsOf(letters.slice(without));
    return { parts, left: left + without };
  }
  const id = idOf(text);
  const parts = Array.from({ length: count }, (_, index) => {
    const part = text.slice(index * longestPart, (index + 1) * longestPart);
    return [tagOf(id, index), index === 0 ? `${count} ${part}` : part] as const;
  });
  return { parts, left: 0 };
}

function isThere(tags: ReadonlyMap<string, string>, parts: readonly (readonly [string, string])[]): boolean {
  return parts.every(([name, part]) => tags.get(name) === part);
}

/** The letters in all sets, oldest first; of two about the same matter the later one. */
export function readLetters(tags: ReadonlyMap<string, string>): readonly KeptLetter[] {
  const newest = new Map<string, KeptLetter>();
  for (const letter of setsIn(tags).flatMap(({ letters }) => letters)) {
    const matter = JSON.stringify([letter.to, letter.key]);
    const known = newest.get(matter);
    if (!known || known.at < letter.at) newest.set(matter, letter);
  }
  return [...newest.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

interface LetterSet {
  /** Of its tags, the first part first. */
  readonly names: readonly string[];
  readonly letters: readonly KeptLetter[];
}

/** The sets that are whole; what a run is still at, or was killed at, is none. */
function setsIn(tags: ReadonlyMap<string, string>): readonly LetterSet[] {
  return [...tags].flatMap(([name, value]) => {
    const [, id] = /^gitops-push:outbox-([0-9a-f]{8})-0$/.exec(name) ?? [];
    const [, count = '0', first = ''] = /^(\d{1,2}) (.+)$/.exec(value) ?? [];
    if (id === undefined || first === '') return [];
    const names = Array.from({ length: Number(count) }, (_, index) => tagOf(id, index));
    const text = [first, ...names.slice(1).map(each => tags.get(each) ?? '')].join('');
    return idOf(text) === id ? [{ names, letters: unpacked(text) }] : [];
  });
}

function unpacked(text: string): readonly KeptLetter[] {
  try {
    const packed = Buffer.from(text, 'base64url');
    return lettersIn(
      parseJson(brotliDecompressSync(packed, { maxOutputLength: mostBytes }).toString('utf8')),
    );
  } catch {
    return [];
  }
}

function tagOf(id: string, index: number): string {
  return `${prefix}${id}-${index}`;
}

function idOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
