import type { FieldDifference } from '../../src/diff/fields.ts';
import { splitPointer } from '../../src/model/json.ts';

type Node = { [key: string]: unknown } | unknown[];

/** Carries out reported changes on a copy of the old value: the counterpart that proves that nothing is lost. */
export function applyChanges(before: unknown, changes: readonly FieldDifference[]): unknown {
  const root: Node = [structuredClone(before)];
  const located = changes.map(change => ({
    change,
    ...locate(root, ['0', ...splitPointer(change.beforePath ?? '')]),
  }));
  const removed = new Map<unknown[], Set<unknown>>();
  const orders: (() => void)[] = [];
  for (const { change, parent, key } of located) {
    if (change.beforePath === undefined) continue;
    if (change.label.endsWith(' (order)')) {
      const list = itemsOf(get(parent, key));
      const original = [...list];
      orders.push(() => reorder(list, original, itemsOf(change.before), itemsOf(change.after)));
    } else if (change.after !== undefined) set(parent, key, change.after);
    else if (Array.isArray(parent))
      removed.set(parent, new Set([...(removed.get(parent) ?? []), Number(key)]));
    else delete parent[key];
  }
  for (const [list, indices] of removed) {
    list.splice(0, list.length, ...list.filter((_, index) => !indices.has(index)));
  }
  // A reordered list is built anew from what stays, so it comes last.
  for (const order of orders) order();
  const added = changes.filter(change => change.beforePath === undefined);
  for (const change of added) insert(root, ['0', ...splitPointer(change.path)], change.after);
  return root[0];
}

function reorder(
  list: unknown[],
  original: readonly unknown[],
  before: readonly unknown[],
  after: readonly unknown[],
): void {
  const stayed = after.filter(name => before.includes(name));
  list.splice(0, list.length, ...stayed.map(name => original[before.indexOf(name)]));
}

function insert(root: Node, path: readonly string[], value: unknown): void {
  let node: Node = root;
  for (const part of path.slice(0, -1)) {
    let next = get(node, part);
    if (typeof next !== 'object' || next === null) {
      next = {};
      set(node, part, next);
    }
    node = toNode(next);
  }
  const key = path.at(-1) ?? '';
  if (Array.isArray(node) && path.length > 1) node.splice(Number(key), 0, structuredClone(value));
  else set(node, key, structuredClone(value));
}

function locate(root: Node, path: readonly string[]): { readonly parent: Node; readonly key: string } {
  let node: Node = root;
  for (const part of path.slice(0, -1)) node = toNode(get(node, part) ?? {});
  return { parent: node, key: path.at(-1) ?? '' };
}

function get(node: Node, key: string): unknown {
  if (Array.isArray(node)) return node[Number(key)];
  return Object.hasOwn(node, key) ? node[key] : undefined;
}

function set(node: Node, key: string, value: unknown): void {
  if (Array.isArray(node)) node[Number(key)] = value;
  else Object.defineProperty(node, key, { value, enumerable: true, writable: true, configurable: true });
}

function itemsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function toNode(value: unknown): Node {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? Object.assign(value) : {};
}
