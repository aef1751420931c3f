import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

// src/model/settings.ts
var modes = [
  "validate",
  "preview",
  "deploy",
  "rollback",
  "resume",
  "drift",
  "heal",
  "destroy",
  "render",
  "rbac",
  "history"
];
var writingModes = [
  "deploy",
  "rollback",
  "resume",
  "heal",
  "destroy"
];
function isWriting({ mode, dryRun }) {
  return !dryRun && writingModes.some((writing) => writing === mode);
}
var recordPlaces = [
  "deployment",
  "status",
  "summary",
  "comment",
  "note",
  "linked-artifacts"
];
var recordFailureChoices = ["fail", "continue"];
var unsafeChoices = ["diverged", "unreachable-commit"];
var previewMatchChoices = ["warn", "strict", "off"];

export {
  modes,
  writingModes,
  isWriting,
  recordPlaces,
  recordFailureChoices,
  unsafeChoices,
  previewMatchChoices
};
