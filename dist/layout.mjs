import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  layOut,
  renderSummary,
  renderWhole
} from "./shared-41.mjs";
import "./shared-39.mjs";
import "./shared-40.mjs";
import "./shared-38.mjs";
import "./shared-28.mjs";
import "./shared-26.mjs";
import "./shared-36.mjs";
import "./shared-29.mjs";
import "./shared-31.mjs";
import "./shared-1.mjs";
export {
  layOut,
  renderSummary,
  renderWhole
};
