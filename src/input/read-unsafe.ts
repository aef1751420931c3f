import { type Settings, unsafeChoices } from '../model/settings.ts';
import type { Reader } from './reader.ts';
import { inWords } from './scalars.ts';

/** The guards that a run passes, each by its name. */
export function readUnsafe(reader: Reader): Settings['unsafeAllow'] {
  const given = reader.list('unsafe-allow');
  const unknown = given.filter(text => !unsafeChoices.some(each => each === text));
  if (unknown.length > 0)
    reader.complain(
      'unsafe-allow',
      `names ${inWords(unknown)}, which is no guard`,
      `Write ${inWords(unsafeChoices)}.`,
    );
  return unsafeChoices.filter(each => given.includes(each));
}
