import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  canonicalJson
} from "./shared-32.mjs";

// src/model/receipt.ts
import { createHash } from "node:crypto";
function entriesDigest(entries) {
  return createHash("sha256").update(canonicalJson(entries.map(plain))).digest("hex");
}
function plain({ address, action, fields, value }) {
  return { address, action, fields: fields.map((field) => ({ path: field.path, value: field.value })), value };
}

export {
  entriesDigest
};
