import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  recordSchema
} from "./shared-38.mjs";

// src/model/begun.ts
function writeBegun({ lock, record, announced, failed, isCancelled }) {
  if (lock === void 0 && record === void 0 && announced === void 0) return "";
  return JSON.stringify({
    lock,
    record: slim(record),
    announced: slim(announced),
    failed: slim(failed),
    isCancelled
  });
}
function slim(record) {
  if (!record) return void 0;
  const { written: _w, unanswered: _u, imageOverrides: _i, ...rest } = record;
  return { ...rest, images: [] };
}
function readBegun(text) {
  if (text === void 0 || text === "") return void 0;
  try {
    const begun = JSON.parse(text);
    const records = [begun.record, begun.announced, begun.failed].filter((each) => each !== void 0);
    return records.every(({ schema }) => schema === recordSchema) ? begun : void 0;
  } catch {
    return void 0;
  }
}

export {
  writeBegun,
  readBegun
};
