import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  isObject,
  stringifyJson
} from "./shared-32.mjs";

// src/diff/label.ts
var plainKey = /^[A-Za-z_$][\w$-]*$/;
var plainItem = /^[\w$@:.,/*+~-]+$/;
var orderSuffix = " (order)";
function labelOfKey(parent, key) {
  if (!plainKey.test(key)) return `${parent}[${JSON.stringify(key)}]`;
  return parent === "" ? key : `${parent}.${key}`;
}
function labelOfItem(parent, name) {
  return `${parent}[${plainItem.test(name) ? name : JSON.stringify(name)}]`;
}
function nameOfItem(item, keys) {
  const values = isObject(item) ? keys.flatMap((key) => Object.hasOwn(item, key) ? [item[key] ?? null] : []) : [item];
  return values.map((value) => typeof value === "string" ? value : stringifyJson(value)).join("/");
}

export {
  orderSuffix,
  labelOfKey,
  labelOfItem,
  nameOfItem
};
