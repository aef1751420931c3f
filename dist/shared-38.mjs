import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

// src/model/record.ts
var recordSchema = 1;
function recordName(record) {
  return `${record.environment}/${record.target.name}#${record.sequence}`;
}

export {
  recordSchema,
  recordName
};
