import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  sendObject
} from "./shared-5.mjs";
import "./shared-6.mjs";
import "./shared-4.mjs";
import "./shared-10.mjs";
import "./shared-11.mjs";
export {
  sendObject
};
