import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

// src/model/change.ts
var actions = [
  "delete",
  "recreate",
  "unknown",
  "update",
  "create",
  "unchanged"
];
function countChanges(changes) {
  const counts = {
    create: 0,
    update: 0,
    recreate: 0,
    delete: 0,
    unchanged: 0,
    unknown: 0
  };
  for (const change of changes) counts[change.action] += 1;
  return counts;
}
function hasChanges(changes) {
  return changes.some((change) => change.action !== "unchanged" && isCompared(change));
}
function isAllUnchanged(changes) {
  return changes.every((change) => change.action === "unchanged");
}
function isCompared({ action, evidence }) {
  return action !== "unknown" || evidence !== "local";
}

export {
  actions,
  countChanges,
  hasChanges,
  isAllUnchanged,
  isCompared
};
