import type { Json, JsonObject } from '../../src/model/json.ts';
import { isList, isObject, joinPointer } from '../../src/model/json.ts';

/** One object with one mistake in it; `what` says which, with list places as `*`. */
export interface Mutation {
  readonly what: string;
  readonly object: JsonObject;
}

type Path = readonly (string | number)[];

const values: Readonly<Record<string, Json>> = {
  null: null,
  number: 7,
  fraction: 1.5,
  text: 'x y',
  digits: '12',
  boolean: true,
  map: { surprise: 1 },
  list: ['surprise'],
  'empty map': {},
  'empty list': [],
};

/** Every value of an object replaced by one of each type, removed, and renamed; what names the object is left alone. */
export function mutationsOf(object: JsonObject): readonly Mutation[] {
  return pathsOf(object, [])
    .filter(path => !isIdentity(path))
    .flatMap(path => {
      const place = joinPointer(path.map(part => (typeof part === 'number' ? '*' : part)));
      const replaced = Object.entries(values).map(([name, value]) => ({
        what: `${place}: ${name}`,
        object: changed(object, path, () => value),
      }));
      const removed = { what: `${place}: removed`, object: changed(object, path, () => undefined) };
      return typeof path.at(-1) === 'number'
        ? [...replaced, removed]
        : [...replaced, removed, { what: `${place}: renamed`, object: renamed(object, path) }];
    });
}

function isIdentity(path: Path): boolean {
  const [first, second] = path;
  if (first === 'metadata') return second === undefined || second === 'name' || second === 'namespace';
  return path.length === 1 && (first === 'apiVersion' || first === 'kind');
}

function pathsOf(value: Json, path: Path): readonly Path[] {
  const children = isList(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return children.flatMap(([key, child]) => [[...path, key], ...pathsOf(child, [...path, key])]);
}

/** A copy with the value at the path changed; undefined takes it out. */
function changed(object: JsonObject, path: Path, change: (value: Json) => Json | undefined): JsonObject {
  const copy = changeAt(object, path, change);
  return isObject(copy) ? copy : object;
}

function changeAt(value: Json, path: Path, change: (value: Json) => Json | undefined): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (isList(value))
    return value.flatMap((item, at) => {
      const next = at === key ? changeAt(item, rest, change) : item;
      return next === undefined ? [] : [next];
    });
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, item]) => {
    const next = name === key ? changeAt(item, rest, change) : item;
    return next === undefined ? [] : [[name, next] as const];
  });
  return Object.fromEntries(entries);
}

function renamed(object: JsonObject, path: Path): JsonObject {
  const name = String(path.at(-1));
  return changed(object, path.slice(0, -1), parent => {
    if (!isObject(parent)) return parent;
    return Object.fromEntries(
      Object.entries(parent).map(([key, item]) => [key === name ? `${key}Zz` : key, item]),
    );
  });
}
