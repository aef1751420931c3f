import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  pause
} from "./shared-5.mjs";
import {
  isOurs,
  isTrace,
  keyOf,
  leavesOf,
  treeOf,
  unite,
  without
} from "./shared-9.mjs";
import {
  objectPath,
  refusal
} from "./shared-4.mjs";
import {
  Failure
} from "./shared-13.mjs";
import {
  manager,
  memberOf,
  partOfLabel
} from "./shared-8.mjs";
import {
  addressOf
} from "./shared-15.mjs";
import {
  isEqual,
  isObject,
  listAt,
  numberAt,
  stringifyJson,
  textAt,
  valueAt
} from "./shared-14.mjs";

// src/engines/kubernetes/manifest/order.ts
function deletionRank(id) {
  return ranks[`${id.group}/${id.kind}`] ?? 1;
}
var ranks = {
  "admissionregistration.k8s.io/MutatingWebhookConfiguration": 0,
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration": 0,
  "apiregistration.k8s.io/APIService": 0,
  "networking.k8s.io/Ingress": 0,
  "autoscaling/HorizontalPodAutoscaler": 0,
  "rbac.authorization.k8s.io/RoleBinding": 2,
  "rbac.authorization.k8s.io/ClusterRoleBinding": 2,
  "rbac.authorization.k8s.io/Role": 3,
  "rbac.authorization.k8s.io/ClusterRole": 3,
  "/ConfigMap": 3,
  "/Secret": 3,
  "/ServiceAccount": 3,
  "/PersistentVolumeClaim": 3,
  "/PersistentVolume": 4,
  "storage.k8s.io/StorageClass": 4,
  "apiextensions.k8s.io/CustomResourceDefinition": 5,
  "/Namespace": 6
};

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
    message: textAt(found, "/message") ?? ""
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

// src/engines/kubernetes/ready/custom-resource-definition.ts
function customResourceDefinitionReadiness(object) {
  const names = conditionOf(object, "NamesAccepted");
  if (names?.status === "False") return stuck(`its names are taken: ${names.message}`);
  return conditionOf(object, "Established")?.status === "True" ? ready("established") : waiting("not established yet");
}

// src/engines/kubernetes/ready/daemon-set.ts
function daemonSetReadiness(object) {
  const wanted = numberAt(object, "/status/desiredNumberScheduled");
  if (isBehind(object) || wanted === void 0) return waiting(notSeen);
  const updated = countAt(object, "updatedNumberScheduled");
  const available = countAt(object, "numberAvailable");
  const isOnDelete = textAt(object, "/spec/updateStrategy/type") === "OnDelete";
  if (!isOnDelete && updated < wanted) return waiting(`${updated} of ${wanted} nodes updated`);
  if (available < wanted) return waiting(`available on ${available} of ${wanted} nodes`);
  return ready(`available on ${available} of ${wanted} nodes`);
}

// src/engines/kubernetes/ready/deployment.ts
function deploymentReadiness(object) {
  if (isBehind(object) || valueAt(object, "/status/observedGeneration") === void 0)
    return waiting(notSeen);
  if (valueAt(object, "/spec/paused") === true) return ready("paused: its Pods are not updated");
  const progressing = conditionOf(object, "Progressing");
  if (progressing?.reason === "ProgressDeadlineExceeded") return stuck(`no progress: ${progressing.message}`);
  const wanted = wantedReplicas(object);
  const updated = countAt(object, "updatedReplicas");
  const available = countAt(object, "availableReplicas");
  if (updated < wanted) return waiting(`${updated} of ${wanted} Pods updated${refusedPods(object)}`);
  if (countAt(object, "replicas") > updated)
    return waiting(`${countAt(object, "replicas") - updated} old Pods left`);
  if (available < wanted) return waiting(`${available} of ${wanted} Pods available${refusedPods(object)}`);
  return ready(`${available} of ${wanted} Pods ready`);
}

// src/engines/kubernetes/ready/job.ts
function jobReadiness(object) {
  if (conditionOf(object, "Complete")?.status === "True") return ready("completed");
  const failed = conditionOf(object, "Failed");
  if (failed?.status === "True") return stuck(`failed: ${failed.reason} ${failed.message}`.trim());
  if (valueAt(object, "/spec/suspend") === true) return ready("suspended");
  return waiting("running");
}

// src/engines/kubernetes/ready/namespace.ts
function namespaceReadiness(object) {
  const phase4 = textAt(object, "/status/phase") ?? "Unknown";
  return phase4 === "Active" ? ready("active") : waiting(phase4.toLowerCase());
}

// src/engines/kubernetes/ready/pod.ts
function podReadiness(object) {
  const phase4 = textAt(object, "/status/phase") ?? "Unknown";
  if (phase4 === "Succeeded") return ready("succeeded");
  const message = textAt(object, "/status/message");
  if (phase4 === "Failed") return stuck(message === void 0 ? "failed" : `failed: ${message}`);
  return conditionOf(object, "Ready")?.status === "True" ? ready("ready") : waiting(phase4.toLowerCase());
}

// src/engines/kubernetes/ready/replica-set.ts
function replicaSetReadiness(object) {
  if (isBehind(object) || valueAt(object, "/status/observedGeneration") === void 0)
    return waiting(notSeen);
  const wanted = wantedReplicas(object);
  const available = countAt(object, "availableReplicas");
  const surplus = countAt(object, "replicas") - wanted;
  if (available < wanted) return waiting(`${available} of ${wanted} Pods available${refusedPods(object)}`);
  return surplus > 0 ? waiting(`${surplus} surplus Pods left`) : ready(`${available} of ${wanted} Pods ready`);
}

// src/engines/kubernetes/ready/stateful-set.ts
function statefulSetReadiness(object) {
  if (isBehind(object) || valueAt(object, "/status/observedGeneration") === void 0)
    return waiting(notSeen);
  const wanted = wantedReplicas(object);
  const readyPods = countAt(object, "readyReplicas");
  if (readyPods < wanted) return waiting(`${readyPods} of ${wanted} Pods ready`);
  if (countAt(object, "replicas") > wanted)
    return waiting(`${countAt(object, "replicas") - wanted} surplus Pods left`);
  if (textAt(object, "/spec/updateStrategy/type") === "OnDelete")
    return ready(`${readyPods} of ${wanted} Pods ready; updated on delete`);
  const partition = numberAt(object, "/spec/updateStrategy/rollingUpdate/partition") ?? 0;
  const updated = countAt(object, "updatedReplicas");
  const due = Math.max(0, wanted - partition);
  const isNewest = textAt(object, "/status/currentRevision") === textAt(object, "/status/updateRevision");
  if (partition === 0 ? !isNewest && updated < wanted : updated < due)
    return waiting(`${updated} of ${due} Pods updated`);
  return ready(`${readyPods} of ${wanted} Pods ready`);
}

// src/engines/kubernetes/ready/index.ts
var rules = {
  "/Namespace": namespaceReadiness,
  "/Pod": podReadiness,
  "/ReplicationController": replicaSetReadiness,
  "apiextensions.k8s.io/CustomResourceDefinition": customResourceDefinitionReadiness,
  "apps/DaemonSet": daemonSetReadiness,
  "apps/Deployment": deploymentReadiness,
  "apps/ReplicaSet": replicaSetReadiness,
  "apps/StatefulSet": statefulSetReadiness,
  "batch/Job": jobReadiness
};
function needsWait(id) {
  return rules[`${id.group}/${id.kind}`] !== void 0;
}
function readinessOf(id, object) {
  if (textAt(object, "/metadata/deletionTimestamp") !== void 0) return waiting("being deleted");
  const rule = rules[`${id.group}/${id.kind}`];
  return rule ? rule(object) : { state: "ready", message: "applied" };
}

// src/engines/kubernetes/wait/explain.ts
var phase = "wait";
async function explainPods(id, workload, cluster) {
  if (id.group === "" && id.kind === "Pod") return explainPod(workload);
  const selector = valueAt(workload, "/spec/selector");
  const labels = id.kind === "ReplicationController" ? selector : valueAt(selector, "/matchLabels");
  const pods = isObject(labels) ? await cluster.resourceOf({ group: "", version: "v1", kind: "Pod" }, phase) : void 0;
  if (!pods || !isObject(labels)) return void 0;
  const labelSelector = Object.entries(labels).flatMap(([key, value]) => typeof value === "string" ? [`${key}=${value}`] : []).join(",");
  try {
    const list = await cluster.list(
      pods,
      { labelSelector, ...id.namespace !== void 0 && { namespace: id.namespace } },
      phase
    );
    return list.items.map(explainPod).find((reason) => reason !== void 0);
  } catch (error) {
    if (error instanceof Failure && error.code === "permission-missing") return void 0;
    throw error;
  }
}
function explainPod(pod) {
  const name = textAt(pod, "/metadata/name") ?? "";
  const statuses = [
    ...listAt(pod, "/status/initContainerStatuses"),
    ...listAt(pod, "/status/containerStatuses")
  ];
  const container = statuses.map(explainContainer).find((reason) => reason !== void 0);
  if (container !== void 0) return `Pod ${name}: ${container}`;
  const scheduled = conditionOf(pod, "PodScheduled");
  return scheduled?.status === "False" ? `Pod ${name}: ${scheduled.reason}: ${scheduled.message}` : void 0;
}
function explainContainer(status) {
  const name = textAt(status, "/name") ?? "";
  const reason = textAt(status, "/state/waiting/reason");
  if (reason === void 0 || reason === "ContainerCreating" || reason === "PodInitializing")
    return void 0;
  const last = valueAt(status, "/lastState/terminated");
  const ended = isObject(last) ? ` (last ended with ${textAt(last, "/reason") ?? "no reason"}, exit code ${numberAt(last, "/exitCode") ?? "?"})` : "";
  return `container ${name} is waiting: ${reason}: ${textAt(status, "/state/waiting/message") ?? "no message"}${ended}`;
}

// src/engines/kubernetes/wait/follow.ts
var phase2 = "wait";
var shortestMs = 2e3;
async function follow(cluster, resource, options, onState, pace) {
  while (!pace.signal.aborted) {
    const list = await cluster.list(resource, options, phase2);
    for (const item of list.items) onState(nameOf(item), item);
    await watchFrom(cluster, resource, { ...options, from: list.resourceVersion }, onState, pace);
  }
}
async function watchFrom(cluster, resource, options, onState, { clock, signal }) {
  let mark = options.from;
  while (!signal.aborted) {
    const startMs = clock.elapsedMs();
    let isRefused = false;
    for await (const event of cluster.watch(resource, { ...options, from: mark }, signal, phase2)) {
      isRefused = event.type === "ERROR";
      if (isRefused) break;
      mark = textAt(event.object, "/metadata/resourceVersion") ?? mark;
      if (event.type === "BOOKMARK") continue;
      onState(nameOf(event.object), event.type === "DELETED" ? void 0 : event.object);
    }
    const restMs = shortestMs - (clock.elapsedMs() - startMs);
    if (restMs > 0 && !signal.aborted) await clock.sleep(restMs, signal).catch(() => void 0);
    if (isRefused) return;
  }
}
function nameOf(object) {
  return textAt(object, "/metadata/name") ?? "";
}

// src/engines/kubernetes/wait/index.ts
var graceMs = 2e3;
async function waitForHealth(objects, context) {
  if (objects.length === 0) return [];
  const { clock, signal } = context.world;
  const startMs = clock.elapsedMs();
  const progress = objects.map(
    (object) => ({
      object,
      readiness: { state: "waiting", message: "applied" },
      waitedMs: 0,
      body: void 0
    })
  );
  const stop = new AbortController();
  const ended = AbortSignal.any([stop.signal, signal]);
  const onChange = (one, next) => {
    const isNews = next.message !== one.readiness.message && next.message !== notSeen;
    one.readiness = next;
    one.waitedMs = clock.elapsedMs() - startMs;
    if (isNews) context.world.log.info(`${next.state} ${one.object.address}: ${next.message}`);
    if (progress.every((each) => each.readiness.state === "ready")) stop.abort();
    else if (next.state === "stuck") void clock.sleep(graceMs, ended).then(() => stop.abort(), ignoreAbort);
  };
  void clock.sleep(context.timeoutMs, ended).then(() => stop.abort(), ignoreAbort);
  try {
    await Promise.all(
      groups(progress).map(async (group) => await followGroup(group, context, onChange, ended))
    );
  } catch (error) {
    if (!ended.aborted || error instanceof Failure && error.code !== "cancelled") throw error;
  } finally {
    stop.abort();
  }
  const spentMs = clock.elapsedMs() - startMs;
  return await Promise.all(progress.map(async (one) => await healthOf(one, context, spentMs)));
}
function groups(progress) {
  const byPlace = Map.groupBy(
    progress,
    ({ object }) => `${object.resource.group}/${object.resource.plural}|${object.id.namespace ?? ""}`
  );
  return [...byPlace.values()].flatMap((members) => {
    const [first] = members;
    return first ? [{ resource: first.object.resource, namespace: first.object.id.namespace, members }] : [];
  });
}
async function followGroup(group, context, onChange, ended) {
  const members = new Map(group.members.map((one) => [one.object.id.name, one]));
  const options = {
    labelSelector: `${partOfLabel}=${context.setId}`,
    ...group.namespace !== void 0 && { namespace: group.namespace }
  };
  const onState = (name, object) => {
    const one = members.get(name);
    if (!one) return;
    onChange(one, object ? readinessOf(one.object.id, object) : readinessOfGone(one));
    one.body = object;
  };
  const { clock } = context.world;
  await follow(context.cluster, group.resource, options, onState, { clock, signal: ended });
}
function readinessOfGone({ object, body }) {
  const isJob = object.id.group === "batch" && object.id.kind === "Job";
  return isJob && valueAt(body, "/spec/ttlSecondsAfterFinished") !== void 0 ? { state: "ready", message: "finished and cleaned up" } : { state: "stuck", message: "it was deleted by someone else" };
}
async function healthOf(one, context, spentMs) {
  const { readiness, object, waitedMs } = one;
  const why = readiness.state === "ready" || !one.body || context.world.signal.aborted ? void 0 : await explainPods(object.id, one.body, context.cluster);
  const late = readiness.state === "waiting" ? `not ready after ${Math.round(spentMs / 1e3)} s: ` : "";
  return {
    address: object.address,
    state: readiness.state,
    message: `${late}${readiness.message}${why === void 0 ? "" : `; ${why}`}`,
    waitedMs
  };
}
function ignoreAbort() {
  return void 0;
}

// src/engines/kubernetes/apply/remove.ts
var tries = 4;
var lookEveryMs = 500;
async function removeObject(cluster, removal, setId, phase4) {
  const address = addressOf(removal.id);
  let { object } = removal;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const uid = textAt(object, "/metadata/uid") ?? "";
    const resourceVersion = textAt(object, "/metadata/resourceVersion") ?? "";
    const options = { uid, resourceVersion, propagation: "Background", dryRun: false };
    const answer = await cluster.remove(removal.resource, removal.id, options, phase4);
    if (!answer.status || answer.status.code === 404) return;
    if (answer.status.code !== 409)
      throw refusal(answer, { verb: "delete", resource: removal.resource, ...removal.id });
    const live = await cluster.get(removal.resource, removal.id, phase4);
    if (!live) return;
    if (textAt(live, "/metadata/uid") !== uid)
      throw replaced(address, "it was replaced by another object of the same name");
    if (setId !== void 0 && memberOf(live) !== setId)
      throw replaced(address, "it no longer belongs to this set");
    object = live;
  }
  throw replaced(address, "it kept changing");
}
async function waitUntilGone(cluster, removal, limits, phase4) {
  const uid = textAt(removal.object, "/metadata/uid");
  const { clock } = limits.world;
  const end = clock.elapsedMs() + limits.timeoutMs;
  for (; ; ) {
    const live = await cluster.get(removal.resource, removal.id, phase4);
    if (!live || textAt(live, "/metadata/uid") !== uid) return;
    if (clock.elapsedMs() >= end) throw held(removal.id, live, limits.timeoutMs);
    await pause(lookEveryMs, limits.world);
  }
}
function held(id, live, timeoutMs) {
  const finalizers = listAt(live, "/metadata/finalizers").filter((each) => typeof each === "string");
  const what = finalizers.length === 0 ? "" : `, held by its finalizers ${finalizers.join(", ")}`;
  return new Failure(
    "rollout-failed",
    `${addressOf(id)} was deleted but is still there after ${timeoutMs / 1e3} s${what}`,
    { hint: "The controller that set metadata.finalizers must let go. Then run again." }
  );
}
function replaced(address, how) {
  return new Failure("object-changed", `${address} was not deleted: ${how}`, {
    hint: "Run again: the new plan will show what is there now."
  });
}

// src/engines/kubernetes/plan/take-over.ts
function takeOverPatch(live, claims, spared) {
  const entries = listAt(live, "/metadata/managedFields").filter(isObject);
  const taken = entries.filter((entry) => has(entry, isTrace));
  const leaves = unite([
    ...taken.map((entry) => without(fieldsOf(entry), spared)),
    new Map(claims.map((path) => [keyOf(path), path]))
  ]);
  if (leaves.size === 0) return void 0;
  const ours = entries.find((entry) => has(entry, isOurs));
  const kept = entries.filter((entry) => entry !== ours && !taken.includes(entry));
  const value = [
    ...kept,
    ...taken.flatMap((entry) => rest(entry, spared)),
    ownEntry(live, ours, taken, leaves)
  ];
  return stringifyJson([
    { op: "replace", path: "/metadata/managedFields", value },
    {
      op: "replace",
      path: "/metadata/resourceVersion",
      value: textAt(live, "/metadata/resourceVersion") ?? ""
    }
  ]);
}
function has(entry, test) {
  const text = (name) => textAt(entry, `/${name}`) ?? "";
  return test({
    manager: text("manager"),
    operation: text("operation"),
    subresource: text("subresource")
  });
}
function fieldsOf(entry) {
  const fields = entry?.["fieldsV1"];
  return isObject(fields) ? leavesOf(fields) : /* @__PURE__ */ new Map();
}
function rest(entry, spared) {
  const left = [...fieldsOf(entry)].filter(([key]) => spared.has(key)).map(([, path]) => path);
  return left.length === 0 ? [] : [{ ...entry, fieldsV1: treeOf(left) }];
}
function ownEntry(live, ours, taken, leaves) {
  const newest = taken.toSorted((a, b) => timeOf(a).localeCompare(timeOf(b))).at(-1);
  const { subresource: _subresource, ...model } = ours ?? newest ?? {};
  return {
    apiVersion: textAt(live, "/apiVersion") ?? "",
    fieldsType: "FieldsV1",
    ...model,
    manager,
    operation: "Apply",
    fieldsV1: treeOf(unite([fieldsOf(ours), leaves]).values())
  };
}
function timeOf(entry) {
  return textAt(entry, "/time") ?? "";
}

// src/engines/kubernetes/apply/send.ts
var phase3 = "apply";
var tries2 = 4;
async function sendObject(step, resource, context) {
  let seen = step;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await put(seen, resource, context.cluster);
    if (!answer.status && isObject(answer.body)) return answer.body;
    const moved = isMoved(answer) && seen.live !== void 0;
    if (!moved || attempt === tries2) throw refusal(answer, { verb: "patch", resource, ...step.intent.id });
    seen = await lookAgain(step, resource, context);
  }
}
function isMoved({ status }) {
  return status?.code === 409 && status.reason === "Conflict" && !status.causes.some(isOwnerConflict);
}
function isOwnerConflict(cause) {
  return cause.reason === "FieldManagerConflict";
}
async function put(step, resource, cluster) {
  const { live, intent } = step;
  const isNew = live === void 0;
  const options = { manager, force: !isNew, dryRun: false };
  if (isNew) return await cluster.apply(resource, intent.id, stringifyJson(intent.body), options, phase3);
  const taken = await takeOver(step, live, resource, cluster);
  if (taken.refused) return taken.refused;
  const body = bindTo(step.prediction?.payload.body ?? intent.body, taken.live);
  return await cluster.apply(resource, intent.id, stringifyJson(body), options, phase3);
}
async function takeOver(step, live, resource, cluster) {
  const { claims, payload } = step.prediction ?? {};
  const patch = takeOverPatch(live, claims ?? [], payload?.spared ?? /* @__PURE__ */ new Map());
  if (patch === void 0) return { live };
  const path = objectPath(resource, step.intent.id);
  const options = {
    query: { fieldManager: manager },
    body: patch,
    contentType: "application/json-patch+json"
  };
  const answer = await cluster.raw("PATCH", path, options, phase3);
  if (answer.status || !isObject(answer.body)) return { live, refused: answer };
  return { live: answer.body };
}
function bindTo(body, live) {
  const metadata = isObject(body["metadata"]) ? body["metadata"] : {};
  const uid = textAt(live, "/metadata/uid") ?? "";
  const resourceVersion = textAt(live, "/metadata/resourceVersion") ?? "";
  return { ...body, metadata: { ...metadata, uid, resourceVersion } };
}
async function lookAgain(step, resource, context) {
  const { intent, change } = step;
  const live = await context.cluster.get(resource, intent.id, phase3);
  if (!live) throw changed(intent.address, "it was deleted");
  const again = await context.lookAgain(intent, resource, live);
  if ("refused" in again) throw refusal(again.refused, { verb: "patch", resource, ...intent.id });
  const [contested] = again.prediction.contested;
  if (contested) {
    const names = contested.owners.map((owner) => owner.manager).join(", ");
    throw changed(intent.address, `a field was taken by ${names}`);
  }
  const planned = new Map(change.fields.map((field) => [field.label, field]));
  const surprise = again.fields.find((field) => {
    const expected = planned.get(field.label);
    return !expected || !isEqual(expected.before, field.before) || !isEqual(expected.after, field.after);
  });
  if (surprise) throw changed(intent.address, `${surprise.label} was changed`);
  return { ...step, live, prediction: again.prediction };
}
function changed(address, how) {
  return new Failure("object-changed", `${address}: ${how} in the cluster between the plan and the apply`, {
    hint: "Run again: the new plan will show the difference."
  });
}

// src/engines/kubernetes/apply/served.ts
var lookEveryMs2 = 250;
var patienceMs = 15e3;
async function waitUntilServed(ids, context) {
  const { cluster, world } = context;
  const end = world.clock.elapsedMs() + patienceMs;
  for (; ; ) {
    cluster.forgetDiscovery();
    const found = await Promise.all(ids.map(async (id) => await cluster.resourceOf(id, "apply")));
    if (found.every(Boolean) || world.clock.elapsedMs() >= end) return;
    await world.clock.sleep(lookEveryMs2, world.signal).catch(() => void 0);
    if (world.signal.aborted) return;
  }
}
async function servedKind(id, cluster) {
  const resource = await cluster.resourceOf(id, "apply");
  if (resource) return resource;
  throw new Failure(
    "object-refused",
    `${addressOf(id)}: the cluster does not serve this kind, though its CRD was applied`,
    { hint: "Does spec.versions of the CRD serve the version that this object names?" }
  );
}

// src/engines/kubernetes/apply/step.ts
var doneWords = {
  create: "created",
  update: "updated",
  recreate: "recreated",
  delete: "deleted"
};
async function timed(step, { world, guard }, work) {
  const { clock, log, signal } = world;
  const startMs = clock.elapsedMs();
  const durationMs = () => clock.elapsedMs() - startMs;
  const skipped = { ...step, state: "skipped", durationMs: 0 };
  if (signal.aborted) return { ...skipped, message: "the run was cancelled" };
  try {
    if (!guard.isFresh() && !await guard.stillMine()) return { ...skipped, ...lostWords };
    await work();
    log.info(`${doneWords[step.action] ?? step.action} ${step.address}`);
    return { ...step, state: "done", durationMs: durationMs() };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const message = [error.message, error.hint].filter((part) => part !== void 0).join(" ");
    log.error(`${step.address}: ${message}`);
    const state = error.code === "cancelled" ? "skipped" : "failed";
    return { ...step, state, durationMs: durationMs(), message, code: error.code };
  }
}
var lostWords = {
  message: "not begun, because another run took the target over",
  code: "lock-lost"
};

// src/engines/kubernetes/apply/waves.ts
function waveOf(id) {
  return waves[`${id.group}/${id.kind}`] ?? 2;
}
var waveCount = 4;
var waves = {
  "/Namespace": 0,
  "apiextensions.k8s.io/CustomResourceDefinition": 0,
  "scheduling.k8s.io/PriorityClass": 0,
  "node.k8s.io/RuntimeClass": 0,
  "storage.k8s.io/StorageClass": 0,
  "/ResourceQuota": 1,
  "/LimitRange": 1,
  "networking.k8s.io/NetworkPolicy": 1,
  "/ServiceAccount": 1,
  "/Secret": 1,
  "/ConfigMap": 1,
  "/PersistentVolume": 1,
  "/PersistentVolumeClaim": 1,
  "rbac.authorization.k8s.io/ClusterRole": 1,
  "rbac.authorization.k8s.io/Role": 1,
  "admissionregistration.k8s.io/MutatingWebhookConfiguration": 3,
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration": 3,
  "apiregistration.k8s.io/APIService": 3
};

// src/engines/kubernetes/apply/index.ts
async function applySet(set, context) {
  const { clock } = context.world;
  const startMs = clock.elapsedMs();
  const steps = [];
  const health = [];
  let isOurs2 = true;
  const isFine = () => isOurs2 && hasGoneWell(steps, health, context);
  for (let wave = 0; wave < waveCount && isFine(); wave += 1) {
    const due = set.steps.filter((step) => isWrite(step) && waveOf(step.intent.id) === wave);
    if (due.length === 0) continue;
    if (steps.length > 0) isOurs2 = await mayGoOn(context);
    if (!isOurs2) break;
    steps.push(...await Promise.all(due.map(async (step) => await applyStep(step, set, context))));
    if (wave === 0 && isFine()) health.push(...await waitForPrerequisites(due, set, context));
  }
  const waitStartMs = clock.elapsedMs();
  if (isFine()) health.push(...await waitForHealth(workloadsOf(set, context), context));
  const waitedMs = clock.elapsedMs() - waitStartMs;
  if (set.deletions.length > 0 && isFine()) {
    isOurs2 = await mayGoOn(context);
    if (isOurs2) steps.push(...await prune(set, context));
  }
  steps.push(...skippedSteps(set, steps, isOurs2 ? stoppedWords : lostWords));
  return {
    result: resultOf(steps, health, context),
    steps,
    health,
    durationMs: clock.elapsedMs() - startMs,
    waitedMs
  };
}
function isWrite(step) {
  return step.change.action === "create" || step.change.action === "update" || step.change.action === "recreate";
}
function hasGoneWell(steps, health, context) {
  const isHealthy = health.every((object) => object.state === "ready");
  return isHealthy && steps.every((step) => step.state === "done") && !context.world.signal.aborted;
}
async function mayGoOn({ guard, world }) {
  if (await guard.stillMine()) return true;
  world.log.error("another run took this target over: nothing more is written");
  return false;
}
async function applyStep(step, set, context) {
  const { address, action } = step.change;
  return await timed({ address, action }, context, async () => {
    const resource = step.intent.resource ?? await servedKind(step.intent.id, context.cluster);
    if (action !== "recreate" || !step.live) {
      await sendObject(step, resource, { cluster: context.cluster, lookAgain: set.lookAgain });
      return;
    }
    const removal = { id: step.intent.id, resource, object: step.live };
    await removeObject(context.cluster, removal, void 0, "apply");
    await waitUntilGone(
      context.cluster,
      removal,
      { world: context.world, timeoutMs: context.timeoutMs },
      "apply"
    );
    await sendObject({ ...step, live: void 0 }, resource, {
      cluster: context.cluster,
      lookAgain: set.lookAgain
    });
  });
}
async function waitForPrerequisites(due, set, context) {
  const objects = due.flatMap(
    ({ intent }) => intent.resource && needsWait(intent.id) ? [{ ...intent, resource: intent.resource }] : []
  );
  const health = await waitForHealth(objects, context);
  const newKinds = set.steps.filter(({ intent }) => !intent.resource).map(({ intent }) => intent.id);
  if (newKinds.length > 0 && hasGoneWell([], health, context)) await waitUntilServed(newKinds, context);
  return health;
}
function workloadsOf(set, context) {
  if (context.waitFor === "none") return [];
  return set.steps.filter(
    (step) => waveOf(step.intent.id) > 0 && needsWait(step.intent.id) && (context.waitFor === "all" || isWrite(step))
  ).flatMap((step) => step.intent.resource ? [{ ...step.intent, resource: step.intent.resource }] : []);
}
async function prune(set, context) {
  const steps = [];
  const ranks2 = [...new Set(set.deletions.map((deletion) => deletionRank(deletion.live.id)))].toSorted(
    (a, b) => a - b
  );
  for (const rank of ranks2) {
    const due = set.deletions.filter((deletion) => deletionRank(deletion.live.id) === rank);
    const done = due.map(async ({ live, change }) => {
      const { address, action } = change;
      return await timed(
        { address, action },
        context,
        async () => await removeObject(context.cluster, live, context.setId, "prune")
      );
    });
    steps.push(...await Promise.all(done));
    if (steps.some((step) => step.state !== "done") || context.world.signal.aborted) break;
  }
  return steps;
}
function skippedSteps(set, done, why) {
  const begun = new Set(done.map((step) => step.address));
  const planned = [...set.steps.filter(isWrite), ...set.deletions].map((step) => step.change);
  return planned.filter((change) => !begun.has(change.address)).map(({ address, action }) => ({ address, action, state: "skipped", durationMs: 0, ...why }));
}
var stoppedWords = { message: "not begun, because the run stopped before" };
function resultOf(steps, health, context) {
  const isHealthy = health.every((object) => object.state === "ready");
  const hasBegun = steps.some((step) => step.state === "done");
  if (isHealthy && steps.every((step) => step.state === "done")) return hasBegun ? "deployed" : "unchanged";
  if (context.world.signal.aborted) return hasBegun ? "partial" : "cancelled";
  return isHealthy && hasBegun ? "partial" : "failed";
}
export {
  applySet
};
