import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { isObject, listAt, parseJson, textAt } from '../../../model/json.ts';
import type { Culprit, Hold } from '../../../model/hold.ts';
import type { DeployRecord } from '../../../model/record.ts';

/**
 * A hold lies in the messages of a stack's updates, as their trail does: the rollback's own, and those of all updates of
 * ours that follow while it is in force. So the newest of them tells it, on every backend, at no cost. It stands right before
 * the trail, which ends the message: what the user's own message says above, as a commit message may, counts for nothing.
 */
const line = /(?:^|\n)gitops-push hold ([A-Za-z0-9_-]+)\ngitops-push [^\n]+$/;

/** A message is kept with the state and shown to people: what is longer is held back as a whole. Some 1,000 resources. */
const longestLine = 20_000;
const mostBytes = 1_000_000;

/** The line that tells a hold. With too many culprits the whole program as it was then is the culprit, by its digest. */
export function holdLine(hold: Hold, whole: string): string {
  const text = lineOf(hold);
  return text.length <= longestLine ? text : lineOf({ ...hold, culprits: [{ address: '', digest: whole }] });
}

function lineOf(hold: Hold): string {
  return `gitops-push hold ${brotliCompressSync(JSON.stringify(hold)).toString('base64url')}`;
}

/** The hold that a message tells; undefined when it tells none. */
export function holdIn(message: string): Hold | undefined {
  const [, text] = line.exec(message.trim()) ?? [];
  if (text === undefined) return undefined;
  try {
    const packed = Buffer.from(text, 'base64url');
    const json = parseJson(brotliDecompressSync(packed, { maxOutputLength: mostBytes }).toString('utf8'));
    const [record, from, since] = [textAt(json, '/record'), textAt(json, '/from'), textAt(json, '/since')];
    const reason = textAt(json, '/reason');
    if (!isObject(json) || record === undefined || from === undefined || since === undefined)
      return undefined;
    const culprits = listAt(json, '/culprits').map(
      (culprit): Culprit => ({
        address: textAt(culprit, '/address') ?? '',
        digest: textAt(culprit, '/digest') ?? '',
      }),
    );
    return { record, from, since, ...(reason !== undefined && { reason }), culprits };
  } catch {
    return undefined;
  }
}

/** The tag of a stack that says which hold was lifted; a backend takes 256 characters. */
export const liftedTag = 'gitops-push:lifted';

/** What was lifted, and the number of the record that says so. */
export interface Lifted {
  readonly hold: string;
  readonly sequence: number;
}

/** Its value: the record of the rollback, and number and id of the record that lifts it. */
export function writeLifted(hold: Hold, { sequence, id }: DeployRecord): string {
  return `${hold.record} ${sequence} ${id}`;
}

/** Reads it; undefined when it is none of ours. */
export function readLifted(text: string): Lifted | undefined {
  const [, hold, sequence] = /^(\S.*) (\d+) [0-9A-Z]{26}$/.exec(text.trim()) ?? [];
  return hold === undefined ? undefined : { hold, sequence: Number(sequence) };
}
