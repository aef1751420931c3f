import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  groupKindOf
} from "./shared-35.mjs";
import {
  isList,
  isObject,
  valueAt
} from "./shared-32.mjs";

// src/engines/kubernetes/manifest/pod-spec.ts
var pointers = {
  Pod: "/spec",
  PodTemplate: "/template/spec",
  ReplicationController: "/spec/template/spec",
  "Deployment.apps": "/spec/template/spec",
  "ReplicaSet.apps": "/spec/template/spec",
  "StatefulSet.apps": "/spec/template/spec",
  "DaemonSet.apps": "/spec/template/spec",
  "Job.batch": "/spec/template/spec",
  "CronJob.batch": "/spec/jobTemplate/spec/template/spec"
};
function podSpecPointerOf(id) {
  const name = groupKindOf(id);
  return Object.hasOwn(pointers, name) ? pointers[name] : void 0;
}
function podSpecOf(id, object) {
  const pointer = podSpecPointerOf(id);
  const spec = pointer === void 0 ? void 0 : valueAt(object, pointer);
  return isObject(spec) ? spec : void 0;
}
function containersOf(podSpec) {
  const lists = [
    podSpec["initContainers"],
    podSpec["containers"],
    podSpec["ephemeralContainers"]
  ];
  return lists.flatMap((list) => isList(list) ? list.filter((item) => isObject(item)) : []);
}

export {
  podSpecPointerOf,
  podSpecOf,
  containersOf
};
