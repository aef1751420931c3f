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

/** What GitHub could not be told of the deploys of a stack, kept in tags of the stack. */
export function openOutbox(tags: StackTags): Outbox {
  return {
    known: async () => readLetters(await tags.all()),
    keep: async letters => {
      const parts = partsOf(letters);
      // The first part comes last: it names what the others must add up to.
      for (const [index, part] of [...parts.entries()].toReversed()) {
        await tags.set(tagOf(index), part).catch((error: unknown) => {
          throw new Failure('record-failed', 'the stack does not take the tags for it', { cause: error });
        });
      }
    },
  };
}

/** The values of the tags that hold these letters; of too many the newest. */
export function partsOf(letters: readonly KeptLetter[]): readonly string[] {
  const text = letters.length === 0 ? '' : brotliCompressSync(JSON.stringify(letters)).toString('base64url');
  const count = Math.ceil(text.length / longestPart);
  if (count > mostParts) return partsOf(letters.slice(Math.ceil(letters.length / 4)));
  const id = idOf(text);
  const parts = Array.from({ length: Math.max(1, count) }, (_, index) =>
    text.slice(index * longestPart, (index + 1) * longestPart),
  );
  return parts.map((part, index) => (index === 0 ? `${id} ${parts.length} ${part}` : `${id} ${part}`));
}

/** The letters in the tags of a stack; none when a writer was killed in between, for they can be told twice but not half. */
export function readLetters(tags: ReadonlyMap<string, string>): readonly KeptLetter[] {
  const [id, count = '0', first = ''] = (tags.get(tagOf(0)) ?? '').split(' ');
  if (id === undefined || first === '') return [];
  const others = Array.from({ length: Number(count) - 1 }, (_, index) => tags.get(tagOf(index + 1)) ?? '');
  const text = [first, ...others.map(part => part.slice(id.length + 1))].join('');
  if (idOf(text) !== id) return [];
  try {
    const packed = Buffer.from(text, 'base64url');
    const json = parseJson(brotliDecompressSync(packed, { maxOutputLength: mostBytes }).toString('utf8'));
    return lettersIn(json);
  } catch {
    return [];
  }
}

function tagOf(index: number): string {
  return `gitops-push:outbox${index}`;
}

function idOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
