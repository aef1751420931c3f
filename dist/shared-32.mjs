import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

// src/model/json.ts
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isList(value) {
  return Array.isArray(value);
}
function parseJson(text) {
  const value = /\d{16}/.test(text) ? JSON.parse(text, keepExactIntegers) : JSON.parse(text);
  return value;
}
function stringifyJson(value, indent = 0) {
  try {
    return JSON.stringify(value, void 0, indent);
  } catch {
    return JSON.stringify(value, writeExactIntegers, indent);
  }
}
function canonicalJson(value) {
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isObject(value)) return stringifyJson(value);
  const keys = Object.keys(value).toSorted();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`).join(",")}}`;
}
function valueAt(value, pointer) {
  let current = value;
  for (const part of splitPointer(pointer)) {
    if (isList(current)) current = current[Number(part)];
    else if (isObject(current)) current = Object.hasOwn(current, part) ? current[part] : void 0;
    else return void 0;
  }
  return current;
}
function splitPointer(pointer) {
  if (pointer === "") return [];
  const parts = pointer.slice(1).split("/");
  if (!pointer.includes("~")) return parts;
  return parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
function joinPointer(parts) {
  return parts.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
function keepExactIntegers(_key, value, context) {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? "";
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}
function writeExactIntegers(_key, value) {
  if (typeof value !== "bigint") return value;
  return JSON.rawJSON(String(value));
}
function isEqual(a, b) {
  if (a === b) return true;
  if (isList(a))
    return isList(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  if (isObject(a)) {
    const keys = Object.keys(a);
    return isObject(b) && keys.length === Object.keys(b).length && keys.every((key) => key in b && isEqual(a[key], b[key]));
  }
  return isInteger(a) && isInteger(b) && BigInt(a) === BigInt(b);
}
function isInteger(value) {
  return typeof value === "bigint" || typeof value === "number" && Number.isInteger(value);
}
function textAt(value, pointer) {
  const found = valueAt(value, pointer);
  return typeof found === "string" ? found : void 0;
}
function numberAt(value, pointer) {
  const found = valueAt(value, pointer);
  return typeof found === "number" ? found : void 0;
}
function listAt(value, pointer) {
  const found = valueAt(value, pointer);
  return isList(found) ? found : [];
}

export {
  isObject,
  isList,
  parseJson,
  stringifyJson,
  canonicalJson,
  valueAt,
  splitPointer,
  joinPointer,
  isEqual,
  textAt,
  numberAt,
  listAt
};
