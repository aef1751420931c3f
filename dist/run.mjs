import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  endOf,
  run
} from "./shared-20.mjs";
import "./shared-28.mjs";
import "./shared-31.mjs";
import "./shared-40.mjs";
import "./shared-41.mjs";
import "./shared-29.mjs";
import "./shared-37.mjs";
import "./shared-34.mjs";
import "./shared-27.mjs";
import "./shared-38.mjs";
import "./shared-30.mjs";
import "./shared-32.mjs";
import "./shared-1.mjs";
export {
  endOf,
  run
};
