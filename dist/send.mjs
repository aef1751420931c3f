import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  sendObject
} from "./shared-8.mjs";
import "./shared-9.mjs";
import "./shared-7.mjs";
import "./shared-13.mjs";
import "./shared-1.mjs";
export {
  sendObject
};
