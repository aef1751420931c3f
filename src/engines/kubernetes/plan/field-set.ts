import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  parseJson,
  stringifyJson,
} from '../../../model/json.ts';
import { namesItem } from './managed-fields.ts';

/**
 * The way to one field in the words of fieldsV1: `f:` a field, `k:` a list item by its keys, `v:` a set member, a last
 * `.` for the node itself beside its children.
 */
export type FieldPath = readonly string[];

/** Field paths, each once, by their text. */
export type FieldSet = ReadonlyMap<string, FieldPath>;

/** The leaves of a fieldsV1 tree: nodes without children, and every `.`. */
export function leavesOf(fields: JsonObject): FieldSet {
  const found = new Map<string, FieldPath>();
  const collect = (node: JsonObject, path: FieldPath): void => {
    const children = Object.entries(node);
    if (children.length === 0 && path.length > 0) found.set(keyOf(path), path);
    for (const [name, child] of children) if (isObject(child)) collect(child, [...path, name]);
  };
  collect(fields, []);
  return found;
}

/** All paths of several sets. */
export function unite(sets: readonly FieldSet[]): FieldSet {
  return new Map(sets.flatMap(set => [...set]));
}

/** The paths of a set that stand in none of the others. */
export function without(set: FieldSet, ...others: readonly FieldSet[]): FieldSet {
  return new Map([...set].filter(([key]) => !others.some(other => other.has(key))));
}

/** The fieldsV1 tree of these leaves. */
export function treeOf(set: Iterable<FieldPath>): JsonObject {
  const branches = new Map<string, FieldPath[]>();
  for (const [first, ...rest] of set) {
    if (first === undefined) continue;
    const branch = branches.get(first) ?? [];
    branch.push(rest);
    branches.set(first, branch);
  }
  return Object.fromEntries([...branches].map(([name, rest]) => [name, nodeTree(rest)]));
}

/** A node that is owned itself and has owned children says so by a `.` among them. */
function nodeTree(rest: readonly FieldPath[]): JsonObject {
  const children = rest.filter(path => path.length > 0);
  const isOwnedItself = children.length > 0 && children.length < rest.length;
  return { ...(isOwnedItself && { '.': {} }), ...treeOf(children) };
}

/** A test whether a node is one of these fields or stands above one of them. */
export function holderOf(...sets: readonly FieldSet[]): (node: FieldPath) => boolean {
  const nodes = new Set<string>();
  for (const set of sets) {
    for (const path of set.values()) {
      const node = nodeOf(path);
      for (let length = node.length; length > 0; length -= 1) nodes.add(keyOf(node.slice(0, length)));
    }
  }
  return node => nodes.has(keyOf(node));
}

/** The node that a path means: itself, without a last `.`. */
export function nodeOf(path: FieldPath): FieldPath {
  return path.at(-1) === '.' ? path.slice(0, -1) : path;
}

/** One text per path. */
export function keyOf(path: FieldPath): string {
  return path.join('\n');
}

/** What people call a step: a field's name, a set member, the values of the keys of a list item. */
export function wordsOfStep(step: string): readonly string[] {
  const text = step.slice(2);
  if (!step.startsWith('k:') && !step.startsWith('v:')) return [text];
  const value = parseJson(text);
  const inText = (item: Json): string => (typeof item === 'string' ? item : stringifyJson(item));
  return isObject(value) ? Object.values(value).map(inText) : [inText(value)];
}

/** The value of a field, undefined when the object does not have it. */
export function valueAtField(value: Json | undefined, path: FieldPath): Json | undefined {
  let current = value;
  for (const step of nodeOf(path)) {
    if (isList(current)) current = current[indexOf(current, step)];
    else if (isObject(current) && step.startsWith('f:') && Object.hasOwn(current, step.slice(2)))
      current = current[step.slice(2)];
    else return undefined;
  }
  return current;
}

/** The JSON pointer parts of a field of this object, as far as it exists. */
export function partsOfField(value: Json | undefined, path: FieldPath): readonly (string | number)[] {
  const parts: (string | number)[] = [];
  let current = value;
  for (const step of nodeOf(path)) {
    const part = isList(current) ? indexOf(current, step) : step.slice(2);
    const next = isList(current) ? current[Number(part)] : isObject(current) ? current[part] : undefined;
    if (next === undefined) break;
    parts.push(part);
    current = next;
  }
  return parts;
}

/** The object without a field; what is not there is not there. */
export function withoutField(value: Json, path: FieldPath): Json {
  const [step, ...rest] = nodeOf(path);
  if (step === undefined) return value;
  if (isList(value)) {
    const index = indexOf(value, step);
    if (index === -1) return value;
    return rest.length === 0
      ? value.toSpliced(index, 1)
      : value.with(index, withoutField(value[index] ?? null, rest));
  }
  const name = step.slice(2);
  if (!isObject(value) || !Object.hasOwn(value, name)) return value;
  const { [name]: child = null, ...others } = value;
  return rest.length === 0 ? others : { ...value, [name]: withoutField(child, rest) };
}

/** The object with a field set; its parents must be there. */
export function withField(value: Json, path: FieldPath, field: Json): Json {
  const [step, ...rest] = nodeOf(path);
  if (step === undefined) return field;
  if (isList(value)) {
    const index = indexOf(value, step);
    if (index === -1) return rest.length === 0 ? [...value, field] : value;
    return value.with(index, withField(value[index] ?? null, rest, field));
  }
  const name = step.slice(2);
  const parent = isObject(value) ? value : {};
  return { ...parent, [name]: withField(parent[name] ?? {}, rest, field) };
}

/** An intent may leave out keys of its items that the server defaults (`protocol`): those agree with every value. */
function indexOf(list: readonly Json[], step: string): number {
  if (step.startsWith('i:')) return Number(step.slice(2)) < list.length ? Number(step.slice(2)) : -1;
  const exact = list.findIndex(item => namesItem(step, item));
  if (exact !== -1 || !step.startsWith('k:')) return exact;
  const keys = parseJson(step.slice(2));
  if (!isObject(keys)) return -1;
  return list.findIndex(item => isObject(item) && hasSomeKeys(item, keys));
}

function hasSomeKeys(item: JsonObject, keys: JsonObject): boolean {
  const given = Object.entries(keys).filter(([key]) => Object.hasOwn(item, key));
  return given.length > 0 && given.every(([key, value]) => item[key] === value);
}
