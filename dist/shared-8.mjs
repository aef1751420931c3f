import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  Failure
} from "./shared-20.mjs";
import {
  groupKindOf
} from "./shared-22.mjs";
import {
  isList,
  isObject,
  listAt,
  numberAt,
  textAt,
  valueAt
} from "./shared-21.mjs";

// src/engines/kubernetes/apply/pause.ts
async function pause(durationMs, world) {
  try {
    await world.clock.sleep(durationMs, world.signal);
  } catch (error) {
    if (!world.signal.aborted) throw error;
    throw new Failure("cancelled", "the run was cancelled; nothing more was sent to the cluster");
  }
}

// src/engines/kubernetes/ready/readiness.ts
var notSeen = "the controller has not seen it yet";
function ready(message) {
  return { state: "ready", message };
}
function waiting(message) {
  return { state: "waiting", message };
}
function stuck(message) {
  return { state: "stuck", message };
}
function conditionOf(object, type) {
  const found = listAt(object, "/status/conditions").find(
    (item) => isObject(item) && item["type"] === type
  );
  if (!found) return void 0;
  return {
    status: textAt(found, "/status") ?? "",
    reason: textAt(found, "/reason") ?? "",
    message: textAt(found, "/message") ?? "",
    since: textAt(found, "/lastTransitionTime")
  };
}
function isBehind(object) {
  const generation = numberAt(object, "/metadata/generation");
  const observed = numberAt(object, "/status/observedGeneration");
  return generation !== void 0 && observed !== void 0 && observed < generation;
}
function countAt(object, field) {
  return numberAt(object, `/status/${field}`) ?? 0;
}
function wantedReplicas(object) {
  return numberAt(object, "/spec/replicas") ?? 1;
}
function refusedPods(object) {
  const failure = conditionOf(object, "ReplicaFailure");
  return failure?.status === "True" ? `; Pods are refused: ${failure.message}` : "";
}

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
  pause,
  podSpecPointerOf,
  podSpecOf,
  containersOf,
  notSeen,
  ready,
  waiting,
  stuck,
  conditionOf,
  isBehind,
  countAt,
  wantedReplicas,
  refusedPods
};
