import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  __commonJS
} from "./shared-1.mjs";

// stub:undici
var require_undici = __commonJS({
  "stub:undici"(exports, module) {
    module.exports = {};
  }
});

export {
  require_undici
};
