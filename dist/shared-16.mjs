import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  joinPointer,
  textAt
} from "./shared-32.mjs";

// src/engines/kubernetes/names.ts
var manager = "gitops-push";
var applySetManager = "gitops-push-applyset";
var recordManager = "gitops-push-record";
var partOfLabel = "applyset.kubernetes.io/part-of";
var membership = joinPointer(["metadata", "labels", partOfLabel]);
function memberOf(object) {
  return textAt(object, membership);
}
function parentNameOf(target) {
  return `gitops-push-${target}`;
}
var hookLabel = "gitops-push.dev/hook-of";
var hookMembership = joinPointer(["metadata", "labels", hookLabel]);
function hookOf(object) {
  return textAt(object, hookMembership);
}
function annotationPointer(name) {
  return joinPointer(["metadata", "annotations", name]);
}
function annotationOf(object, name) {
  return textAt(object, annotationPointer(name));
}

export {
  manager,
  applySetManager,
  recordManager,
  partOfLabel,
  memberOf,
  parentNameOf,
  hookLabel,
  hookOf,
  annotationPointer,
  annotationOf
};
