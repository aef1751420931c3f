import type { FieldChange } from '../../../model/change.ts';
import type { Location } from '../../../model/diagnostic.ts';
import { isEqual, joinPointer, splitPointer, valueAt } from '../../../model/json.ts';
import type { Manifest } from '../../../model/manifest.ts';

/** Where people look for a change of an object: at the first changed field that the files say, else at the object. */
export function placeOfChange(
  { object, location, positions }: Pick<Manifest, 'object' | 'location' | 'positions'>,
  fields: readonly FieldChange[],
): Location {
  const first = fields.find(({ path }) => valueAt(object, path) !== undefined) ?? fields[0];
  const pointer = first === undefined ? '' : pointerIn(object, first);
  return pointer === '' ? location : positions.key(pointer);
}

/** An index counts only where the files have that very value there: it may be one of the live list, or of the former one. */
function pointerIn(object: Manifest['object'], { path, after }: FieldChange): string {
  if (after !== undefined && isEqual(valueAt(object, path), after)) return path;
  const parts = splitPointer(path);
  const index = parts.findIndex(part => /^-?\d+$/.test(part));
  const known = index < 0 ? parts : parts.slice(0, index);
  // Of what is not there the nearest map that is.
  const length = known.findIndex(
    (_, at) => valueAt(object, joinPointer(known.slice(0, at + 1))) === undefined,
  );
  return joinPointer(length < 0 ? known : known.slice(0, length));
}
