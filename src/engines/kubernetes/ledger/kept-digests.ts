import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { isObject, type JsonObject, parseJson, stringifyJson } from '../../../model/json.ts';
import type { DeployRecord } from '../../../model/record.ts';

/** Digests of objects by their address without a version, as `manifest/object-digests.ts` makes them. */
export type SetDigests = ReadonlyMap<string, string>;

/** The digests of the set of each record, by the record's id. */
export type KeptDigests = ReadonlyMap<string, SetDigests>;

/** Sets are kept for so many records; who goes further back learns that something differs, not what. */
const keptSets = 10;

/** How much of the 1 MiB of a ConfigMap they may take, as base64. */
const keptBytes = 128 * 1024;

/**
 * The newest sets that fit, as base64 of a compressed text: sets that are alike cost next to nothing. Undefined when there
 * is nothing to keep. They only help to say what differs: nothing is decided by them.
 */
export function writeDigests(
  kept: KeptDigests,
  records: readonly Pick<DeployRecord, 'id'>[],
): string | undefined {
  const sets = records.flatMap(({ id }) => {
    const set = kept.get(id);
    return set === undefined ? [] : [[id, Object.fromEntries(set)] as const];
  });
  for (let count = Math.min(sets.length, keptSets); count > 0; count = Math.floor(count / 2)) {
    const text = compressed(Object.fromEntries(sets.slice(-count)));
    if (text.length <= keptBytes) return text;
  }
  return undefined;
}

/** What was kept; empty when somebody wrote something else there. */
export function readDigests(text: string | undefined): KeptDigests {
  const sets = text === undefined ? {} : expanded(text);
  return new Map(
    Object.entries(sets).flatMap(([id, set]) => {
      if (!isObject(set)) return [];
      const digests = Object.entries(set).flatMap(([address, digest]) =>
        typeof digest === 'string' ? [[address, digest] as const] : [],
      );
      return [[id, new Map(digests)] as const];
    }),
  );
}

/** In what two sets differ, one part of a sentence each; a digest that is not kept, as of a plain Secret, says nothing. */
export function differencesOf(before: SetDigests, now: SetDigests): readonly string[] {
  return [...new Set([...before.keys(), ...now.keys()])].toSorted().flatMap(address => {
    const [then, today] = [before.get(address), now.get(address)];
    if (then === undefined) return [`${address} was not in it`];
    if (today === undefined) return [`${address} is no longer in it`];
    return then === today || then === '' || today === '' ? [] : [`${address} is another`];
  });
}

function compressed(sets: JsonObject): string {
  // The default quality (11) takes hundreds of times as long and gains little.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  return brotliCompressSync(stringifyJson(sets), { params }).toString('base64');
}

function expanded(text: string): JsonObject {
  try {
    const sets = parseJson(
      brotliDecompressSync(Buffer.from(text, 'base64'), { maxOutputLength: 64 * 1024 * 1024 }).toString(
        'utf8',
      ),
    );
    return isObject(sets) ? sets : {};
  } catch {
    return {};
  }
}
