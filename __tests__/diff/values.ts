import fc from 'fast-check';
import type { ListKeys } from '../../src/diff/fields.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';

const keys = ['a', 'b', 'app.kubernetes.io/name', '__proto__', 'constructor', 'x y', '~/0', ''];
const names = ['server', 'proxy', 'init', 'log', 'a b', ']'];

const scalars: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, 1, 80, 2.5, '', 'on', '80', 'one\ntwo\nthree\n'),
  fc.constantFrom<Json>(9007199254740993n, 9007199254740995n),
);

function mapOf(entries: readonly (readonly [string, Json])[]): JsonObject {
  return Object.fromEntries(entries);
}

function maps(values: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> {
  const entries = fc.uniqueArray(fc.tuple(fc.constantFrom(...keys), values), {
    selector: ([key]) => key,
    maxLength: 4,
  });
  return entries.map(mapOf);
}

/** Items with a `name` of their own, in any order. */
function keyedLists(values: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  const items = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), maps(values)), {
    selector: ([name]) => name,
    maxLength: 4,
  });
  return items.map(list => list.map(([name, rest]): Json => ({ ...rest, name })));
}

const sets: fc.Arbitrary<Json> = fc.uniqueArray(fc.constantFrom('r', 'w', 'x', 'on', '1'), { maxLength: 5 });

/** Objects as manifests have them: `keyed`, `set`, `whole` and `free` lists beside maps and scalars. */
export const objects: fc.Arbitrary<JsonObject> = fc.letrec<{ value: Json; object: JsonObject }>(tie => ({
  value: fc.oneof(
    { maxDepth: 2 },
    { weight: 4, arbitrary: scalars },
    { weight: 1, arbitrary: tie('object') },
  ),
  object: fc
    .tuple(
      maps(tie('value')),
      fc.record(
        {
          keyed: keyedLists(tie('value')),
          set: sets,
          whole: fc.array(tie('value'), { maxLength: 4 }),
          free: fc.oneof(keyedLists(tie('value')), fc.array(scalars, { maxLength: 3 })),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([rest, lists]): JsonObject => ({ ...rest, ...lists })),
})).object;

/** What a schema says about the lists of `objects`. */
export const keysOfLists: ListKeys = path => {
  switch (path.at(-1) ?? '') {
    case 'keyed':
      return ['name'];
    case 'set':
      return 'set';
    case 'whole':
      return 'atomic';
    default:
      return undefined;
  }
};
