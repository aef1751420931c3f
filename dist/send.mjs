import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  sendObject
} from "./shared-5.mjs";
import "./shared-4.mjs";
import "./shared-12.mjs";
import "./shared-8.mjs";
import "./shared-14.mjs";
import "./shared-13.mjs";
export {
  sendObject
};
