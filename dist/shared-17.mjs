import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  manager
} from "./shared-16.mjs";
import {
  isEqual,
  isList,
  isObject,
  parseJson,
  splitPointer,
  stringifyJson,
  textAt,
  valueAt
} from "./shared-32.mjs";

// src/engines/kubernetes/plan/managed-fields.ts
function managedFieldsOf(object) {
  const entries = valueAt(object, "/metadata/managedFields");
  if (!isList(entries)) return [];
  return entries.flatMap((entry) => {
    const fields = valueAt(entry, "/fieldsV1");
    if (!isObject(fields)) return [];
    return [
      {
        manager: textAt(entry, "/manager") ?? "",
        operation: textAt(entry, "/operation") ?? "",
        subresource: textAt(entry, "/subresource") ?? "",
        apiVersion: textAt(entry, "/apiVersion") ?? "",
        time: textAt(entry, "/time") ?? "",
        fields
      }
    ];
  });
}
function ownersOf(live, pointer) {
  return managedFieldsOf(live).filter((entry) => holds(entry.fields, live, splitPointer(pointer)));
}
function holds(fields, value, parts) {
  const [part, ...rest] = parts;
  if (part === void 0 || isLeaf(fields)) return true;
  const child = isList(value) ? itemFields(fields, value[Number(part)]) : fields[`f:${part}`];
  const next = isList(value) ? value[Number(part)] : isObject(value) ? value[part] : void 0;
  return isObject(child) && holds(child, next, rest);
}
function isLeaf(fields) {
  return Object.keys(fields).every((key) => key === ".");
}
function itemFields(fields, item) {
  for (const [name, child] of Object.entries(fields)) {
    if (isObject(child) && item !== void 0 && namesItem(name, item)) return child;
  }
  return void 0;
}
function namesItem(name, item) {
  if (name.startsWith("v:")) return isEqual(parseJson(name.slice(2)), item);
  if (!name.startsWith("k:") || !isObject(item)) return false;
  const keys = parseJson(name.slice(2));
  return isObject(keys) && Object.entries(keys).every(([key, value]) => isEqual(item[key], value));
}

// src/engines/kubernetes/plan/field-set.ts
function leavesOf(fields) {
  const found = /* @__PURE__ */ new Map();
  const collect = (node, path) => {
    const children = Object.entries(node);
    if (children.length === 0 && path.length > 0) found.set(keyOf(path), path);
    for (const [name, child] of children) if (isObject(child)) collect(child, [...path, name]);
  };
  collect(fields, []);
  return found;
}
function unite(sets) {
  return new Map(sets.flatMap((set) => [...set]));
}
function without(set, ...others) {
  return new Map([...set].filter(([key]) => !others.some((other) => other.has(key))));
}
function treeOf(set) {
  const branches = /* @__PURE__ */ new Map();
  for (const [first, ...rest] of set) {
    if (first === void 0) continue;
    const branch = branches.get(first) ?? [];
    branch.push(rest);
    branches.set(first, branch);
  }
  return Object.fromEntries([...branches].map(([name, rest]) => [name, nodeTree(rest)]));
}
function nodeTree(rest) {
  const children = rest.filter((path) => path.length > 0);
  const isOwnedItself = children.length > 0 && children.length < rest.length;
  return { ...isOwnedItself && { ".": {} }, ...treeOf(children) };
}
function holderOf(...sets) {
  const nodes = /* @__PURE__ */ new Set();
  for (const set of sets) {
    for (const path of set.values()) {
      const node = nodeOf(path);
      for (let length = node.length; length > 0; length -= 1) nodes.add(keyOf(node.slice(0, length)));
    }
  }
  return (node) => nodes.has(keyOf(node));
}
function nodeOf(path) {
  return path.at(-1) === "." ? path.slice(0, -1) : path;
}
function keyOf(path) {
  return path.join("\n");
}
function wordsOfStep(step) {
  const text = step.slice(2);
  if (!step.startsWith("k:") && !step.startsWith("v:")) return [text];
  const value = parseJson(text);
  const inText = (item) => typeof item === "string" ? item : stringifyJson(item);
  return isObject(value) ? Object.values(value).map(inText) : [inText(value)];
}
function valueAtField(value, path) {
  let current = value;
  for (const step of nodeOf(path)) {
    if (isList(current)) current = current[indexOf(current, step)];
    else if (isObject(current) && step.startsWith("f:") && Object.hasOwn(current, step.slice(2)))
      current = current[step.slice(2)];
    else return void 0;
  }
  return current;
}
function partsOfField(value, path) {
  const parts = [];
  let current = value;
  for (const step of nodeOf(path)) {
    const part = isList(current) ? indexOf(current, step) : step.slice(2);
    const next = isList(current) ? current[Number(part)] : isObject(current) ? current[part] : void 0;
    if (next === void 0) break;
    parts.push(part);
    current = next;
  }
  return parts;
}
function withoutField(value, path) {
  const [step, ...rest] = nodeOf(path);
  if (step === void 0) return value;
  if (isList(value)) {
    const index = indexOf(value, step);
    if (index === -1) return value;
    return rest.length === 0 ? value.toSpliced(index, 1) : value.with(index, withoutField(value[index] ?? null, rest));
  }
  const name = step.slice(2);
  if (!isObject(value) || !Object.hasOwn(value, name)) return value;
  const { [name]: child = null, ...others } = value;
  return rest.length === 0 ? others : { ...value, [name]: withoutField(child, rest) };
}
function withField(value, path, field) {
  const [step, ...rest] = nodeOf(path);
  if (step === void 0) return field;
  if (isList(value)) {
    const index = indexOf(value, step);
    if (index === -1) return rest.length === 0 ? [...value, field] : value;
    return value.with(index, withField(value[index] ?? null, rest, field));
  }
  const name = step.slice(2);
  const parent = isObject(value) ? value : {};
  return { ...parent, [name]: withField(parent[name] ?? {}, rest, field) };
}
function indexOf(list, step) {
  if (step.startsWith("i:")) return Number(step.slice(2)) < list.length ? Number(step.slice(2)) : -1;
  const exact = list.findIndex((item) => namesItem(step, item));
  if (exact !== -1 || !step.startsWith("k:")) return exact;
  const keys = parseJson(step.slice(2));
  if (!isObject(keys)) return -1;
  return list.findIndex((item) => isObject(item) && hasSomeKeys(item, keys));
}
function hasSomeKeys(item, keys) {
  const given = Object.entries(keys).filter(([key]) => Object.hasOwn(item, key));
  return given.length > 0 && given.every(([key, value]) => item[key] === value);
}

// src/engines/kubernetes/plan/ownership.ts
function ownershipOf(live) {
  const entries = managedFieldsOf(live);
  const leaves = (some) => unite(some.map((entry) => leavesOf(entry.fields)));
  return {
    ours: leaves(entries.filter(isOurs)),
    traces: leaves(entries.filter(isTrace)),
    entries: entries.filter((entry) => !isOurs(entry)),
    others: entries.filter((entry) => !isOurs(entry) && !isTrace(entry))
  };
}
function holdsTraces(ownership, spared) {
  const others = ownership.others.map((entry) => leavesOf(entry.fields));
  return without(ownership.traces, ownership.ours, ...others, spared).size > 0;
}
function isOurs(entry) {
  return entry.manager === manager && entry.operation === "Apply" && entry.subresource === "";
}
function isTrace({ manager: name, operation, subresource }) {
  if (subresource !== "" || name === "kubectl-rollout") return false;
  if (name === manager) return operation === "Update";
  return name === "before-first-apply" || name === "helm" || name === "k9s" || name.startsWith("kubectl");
}

export {
  managedFieldsOf,
  ownersOf,
  isLeaf,
  namesItem,
  leavesOf,
  unite,
  without,
  treeOf,
  holderOf,
  nodeOf,
  keyOf,
  wordsOfStep,
  valueAtField,
  partsOfField,
  withoutField,
  withField,
  ownershipOf,
  holdsTraces,
  isOurs,
  isTrace
};
