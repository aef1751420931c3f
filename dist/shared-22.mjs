import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  isList,
  valueAt
} from "./shared-32.mjs";

// src/github/body.ts
function textAt(body, pointer) {
  const value = valueAt(body, pointer);
  return typeof value === "string" ? value : void 0;
}
function numberAt(body, pointer) {
  const value = valueAt(body, pointer);
  return typeof value === "number" ? value : void 0;
}
function listAt(body, pointer) {
  const value = valueAt(body, pointer);
  return isList(value) ? value : [];
}

export {
  textAt,
  numberAt,
  listAt
};
