import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

// src/engines/kubernetes/names.ts
var manager = "gitops-push";
var applySetManager = "gitops-push-applyset";
var recordManager = "gitops-push-record";
var partOfLabel = "applyset.kubernetes.io/part-of";
function parentNameOf(target) {
  return `gitops-push-${target}`;
}

export {
  manager,
  applySetManager,
  recordManager,
  partOfLabel,
  parentNameOf
};
