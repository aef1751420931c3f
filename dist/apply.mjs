import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  isOurs,
  isTrace,
  keyOf,
  leavesOf,
  treeOf,
  unite,
  without
} from "./shared-17.mjs";
import {
  conditionOf,
  countAt,
  deletionOrderOf,
  isBehind,
  notSeen,
  orderOf,
  pause,
  ready,
  refusedPods,
  refusedWords,
  stuck,
  targetLost,
  waiting,
  wantedReplicas
} from "./shared-11.mjs";
import {
  containersOf,
  podSpecPointerOf
} from "./shared-13.mjs";
import {
  hookLabel,
  hookOf,
  manager,
  memberOf,
  partOfLabel
} from "./shared-16.mjs";
import {
  labelOfItem,
  labelOfKey
} from "./shared-8.mjs";
import "./shared-38.mjs";
import {
  objectPath,
  refusal
} from "./shared-10.mjs";
import "./shared-9.mjs";
import {
  addressOf,
  objectKeyOf
} from "./shared-35.mjs";
import {
  Failure
} from "./shared-30.mjs";
import {
  isEqual,
  isObject,
  joinPointer,
  listAt,
  numberAt,
  stringifyJson,
  textAt,
  valueAt
} from "./shared-32.mjs";
import {
  __callDispose,
  __using
} from "./shared-1.mjs";

// src/engines/kubernetes/hooks/needed.ts
function neededBy(hooks, steps) {
  const placed = [...steps, ...hooks].map(({ intent: { id, key, body } }) => ({ id, key, body }));
  const { edges } = orderOf(placed);
  const next = Map.groupBy(edges, ({ from }) => from);
  const keys = new Set(hooks.map(({ intent }) => intent.key));
  for (const key of keys) for (const { to } of next.get(key) ?? []) keys.add(to);
  return { keys, edges };
}

// src/engines/kubernetes/apply/fine.ts
function isFine(progress, { world }) {
  return isSound(progress) && !world.signal.aborted;
}
function isSound({ steps, health, hooks, isOurs: isOurs2 }) {
  return isOurs2 && health.every(({ state }) => state === "ready") && steps.every(({ state }) => state === "done") && hooks.every(({ state }) => state === "succeeded");
}

// src/engines/kubernetes/apply/remove.ts
var tries = 4;
var lookEveryMs = 500;
async function removeObject(cluster, removal, setId, phase10) {
  const address = addressOf(removal.id);
  const { propagation = "Background" } = removal;
  let { object } = removal;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const uid = textAt(object, "/metadata/uid") ?? "";
    const resourceVersion = textAt(object, "/metadata/resourceVersion") ?? "";
    const options = { uid, resourceVersion, propagation, dryRun: false };
    const answer = await cluster.remove(removal.resource, removal.id, options, phase10);
    if (!answer.status) return isStillThere(answer.body, uid) ? "leaving" : "gone";
    if (answer.status.code === 404) return "gone";
    if (answer.status.code !== 409)
      throw refusal(answer, { verb: "delete", resource: removal.resource, ...removal.id });
    const live = await cluster.get(removal.resource, removal.id, phase10);
    if (!live) return "gone";
    if (textAt(live, "/metadata/uid") !== uid)
      throw replaced(address, "it was replaced by another object of the same name");
    if (setId !== void 0 && memberOf(live) !== setId)
      throw replaced(address, "it no longer belongs to this set");
    object = live;
  }
  throw replaced(address, "it kept changing");
}
function isStillThere(body, uid) {
  return textAt(body, "/metadata/uid") === uid && textAt(body, "/metadata/deletionTimestamp") !== void 0;
}
async function waitUntilGone(cluster, removal, limits, phase10) {
  const uid = textAt(removal.object, "/metadata/uid");
  const { clock } = limits.world;
  const end = clock.elapsedMs() + limits.timeoutMs;
  for (; ; ) {
    const live = await cluster.get(removal.resource, removal.id, phase10);
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

// src/engines/kubernetes/apply/still-ours.ts
var lostWords = {
  message: "not begun, because another run took the target over",
  code: "lock-lost"
};
async function isStillOurs(progress, { guard, world }) {
  if (progress.isOurs && await guard.stillMine()) return true;
  if (!progress.isOurs) return false;
  progress.isOurs = false;
  progress.stopped ??= targetLost();
  world.log.error("another run took the target over: nothing more is written");
  return false;
}

// src/engines/kubernetes/pods/applied-at.ts
function appliedAtMs(object) {
  const entry = listAt(object, "/metadata/managedFields").find(
    (each) => textAt(each, "/manager") === manager && textAt(each, "/operation") === "Apply"
  );
  return timeMs(textAt(entry, "/time") ?? textAt(object, "/metadata/creationTimestamp"));
}
function statusAtMs(object) {
  const times = listAt(object, "/metadata/managedFields").filter((each) => textAt(each, "/subresource") === "status").flatMap((each) => timeMs(textAt(each, "/time")) ?? []);
  return times.length === 0 ? void 0 : Math.max(...times);
}
function timeMs(text) {
  const ms = text === void 0 || text === "" ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? void 0 : ms;
}

// src/engines/kubernetes/pods/ownership.ts
function controllerOf(object) {
  const owner = listAt(object, "/metadata/ownerReferences").find(
    (each) => valueAt(each, "/controller") === true
  );
  return isObject(owner) ? owner : void 0;
}
function makesPods(id) {
  return podMakers.has(`${id.group}/${id.kind}`);
}
var podMakers = /* @__PURE__ */ new Set([
  "/Pod",
  "/ReplicationController",
  "apps/DaemonSet",
  "apps/Deployment",
  "apps/ReplicaSet",
  "apps/StatefulSet",
  "argoproj.io/Rollout",
  "batch/Job"
]);
function belongsTo(pod, id, owner) {
  if (id.group === "" && id.kind === "Pod") return textAt(pod, "/metadata/name") === id.name;
  const controller = controllerOf(pod);
  if (!controller) return false;
  if (textAt(controller, "/kind") === "ReplicaSet" && id.kind !== "ReplicaSet") {
    const hash = templateHashOf(pod);
    return hash !== void 0 && textAt(controller, "/name") === `${id.name}-${hash}`;
  }
  return owner !== void 0 && textAt(controller, "/uid") === textAt(owner, "/metadata/uid");
}
function templateHashOf(pod) {
  return textAt(pod, "/metadata/labels/pod-template-hash") ?? textAt(pod, "/metadata/labels/rollouts-pod-template-hash");
}
function isLeaving(pod) {
  return textAt(pod, "/metadata/deletionTimestamp") !== void 0;
}

// src/engines/kubernetes/pods/container-state.ts
function containerStatesOf(pod) {
  const spec = valueAt(pod, "/spec");
  if (!isObject(spec)) return [];
  const init = new Set(listAt(spec, "/initContainers"));
  const reports = [
    ...listAt(pod, "/status/initContainerStatuses"),
    ...listAt(pod, "/status/containerStatuses")
  ];
  return containersOf({ ...spec, ephemeralContainers: [] }).map((container) => {
    const name = textAt(container, "/name") ?? "";
    const report = reports.find((each) => textAt(each, "/name") === name);
    const isInit = init.has(container);
    const waiting2 = valueAt(report, "/state/waiting");
    return {
      name,
      isInit,
      isSidecar: isInit && textAt(container, "/restartPolicy") === "Always",
      spec: container,
      waiting: isObject(waiting2) ? { reason: textAt(waiting2, "/reason") ?? "", message: textAt(waiting2, "/message") ?? "" } : void 0,
      runningSince: textAt(report, "/state/running/startedAt"),
      end: endOf(valueAt(report, "/state/terminated")),
      lastEnd: endOf(valueAt(report, "/lastState/terminated")),
      restarts: numberAt(report, "/restartCount") ?? 0,
      isReady: valueAt(report, "/ready") === true,
      isStarted: valueAt(report, "/started") === true
    };
  });
}
function endOf(terminated) {
  if (!isObject(terminated)) return void 0;
  return {
    reason: textAt(terminated, "/reason") ?? "",
    exitCode: numberAt(terminated, "/exitCode") ?? 0,
    message: textAt(terminated, "/message") ?? "",
    finishedAt: textAt(terminated, "/finishedAt")
  };
}

// src/engines/kubernetes/pods/probe-window.ts
function probeWindowMs(container) {
  const readiness = probeOf(container, "readinessProbe");
  if (!readiness) return 0;
  const startup = probeOf(container, "startupProbe");
  const delay = startup ? delayBehind(startup, readiness) : readiness.period + readiness.delay;
  const tries3 = readiness.failures + readiness.successes - 3;
  const ownSeconds = readiness.failures === 1 ? 0 : delay + readiness.timeout + tries3 * readiness.period + Math.floor(readiness.period / 2) + readiness.timeout;
  return Math.max(0, ownSeconds) * 1e3 + (startup ? startupWindowMs(container) : 0);
}
function startupWindowMs(container) {
  const startup = probeOf(container, "startupProbe");
  if (!startup) return 0;
  return (startup.delay + startup.period * startup.failures + startup.timeout) * 1e3;
}
function delayBehind(startup, readiness) {
  const own = readiness.period + readiness.delay;
  const before = startup.period + startup.delay + (startup.failures + startup.successes - 1) * startup.period + startup.timeout + readiness.period;
  return before > own ? readiness.period : own - before;
}
function probeOf(container, name) {
  const probe = valueAt(container, `/${name}`);
  if (!isObject(probe)) return void 0;
  return {
    delay: numberAt(probe, "/initialDelaySeconds") ?? 0,
    period: numberAt(probe, "/periodSeconds") ?? 10,
    timeout: numberAt(probe, "/timeoutSeconds") ?? 1,
    failures: numberAt(probe, "/failureThreshold") ?? 3,
    successes: numberAt(probe, "/successThreshold") ?? 1
  };
}

// src/engines/kubernetes/pods/words.ts
function meaningOfPull(message, image2) {
  const names = image2 === "" ? [] : [image2];
  if (/not found|manifest unknown|name unknown|does not exist|no such image|404/i.test(message))
    return { cause: "image-missing", names };
  if (/unauthorized|authoriz|authenticat|denied|forbidden|401|403/i.test(message))
    return { cause: "image-denied", names };
  return { cause: "image-unreachable", names, isPassing: true };
}
function meaningOfConfig(message) {
  const key = /couldn't find key (\S+) in (ConfigMap|Secret) [^/\s]+\/(\S+)/.exec(message);
  if (key) return { cause: "config-missing", names: [`${key[2] ?? ""}/${key[3] ?? ""}`, key[1] ?? ""] };
  const object = /(configmap|secret) "([^"]+)" not found/i.exec(message);
  if (object) {
    const kind = object[1]?.toLowerCase() === "secret" ? "Secret" : "ConfigMap";
    return { cause: "config-missing", names: [`${kind}/${object[2] ?? ""}`] };
  }
  return { cause: "config-refused", names: [] };
}
function meaningOfMount(message) {
  const key = /references non-existent (?:config|secret) key: (\S+)/.exec(message)?.[1];
  const volume = /for volume "([^"]+)"/.exec(message)?.[1];
  const config = meaningOfConfig(message);
  if (config.cause === "config-missing") return config;
  if (key !== void 0) return { cause: "config-missing", names: [`volume/${volume ?? ""}`, key] };
  return { cause: "volume-missing", names: volume === void 0 ? [] : [volume], isPassing: true };
}
function meaningOfRefusal(message) {
  const account = /serviceaccounts? "([^"]+)" not found/i.exec(message)?.[1];
  if (account !== void 0) return { cause: "service-account-missing", names: [account] };
  const quota = /exceeded quota: ([\w.-]+)|failed quota: ([\w.-]+)/.exec(message);
  if (quota) return { cause: "quota", names: [quota[1] ?? quota[2] ?? ""] };
  const webhook = /admission webhook "([^"]+)" denied/.exec(message)?.[1];
  const policy = /ValidatingAdmissionPolicy '([^']+)'/.exec(message)?.[1];
  const level = /violates PodSecurity "([^"]+)"/.exec(message)?.[1];
  const name = webhook ?? policy ?? (level === void 0 ? void 0 : `PodSecurity ${level}`);
  if (name !== void 0) return { cause: "admission", names: [name] };
  if (/is forbidden|denied/.test(message)) return { cause: "admission", names: [] };
  return { cause: "pods-refused", names: [] };
}
function meaningOfSchedule(message) {
  const claim = /persistentvolumeclaim "([^"]+)" not found/.exec(message)?.[1];
  if (claim !== void 0) return { cause: "volume-unbound", names: [claim] };
  if (/unbound immediate PersistentVolumeClaims/.test(message)) return { cause: "volume-unbound", names: [] };
  const short = [...message.matchAll(/Insufficient ([\w./-]+)/g)].map((match) => match[1] ?? "");
  return { cause: "unschedulable", names: [...new Set(short.map((name) => name.replace(/\.$/, "")))] };
}

// src/engines/kubernetes/pods/trouble.ts
var pulling = /* @__PURE__ */ new Set(["ErrImagePull", "ImagePullBackOff", "ImageInspectError", "RegistryUnavailable"]);
var creating = /* @__PURE__ */ new Set(["CreateContainerError", "PreCreateHookError", "PreStartHookError"]);
var starting = /* @__PURE__ */ new Set(["RunContainerError", "StartError", "ContainerCannotRun", "PostStartHookError"]);
function troubleOf(pod) {
  const phase10 = textAt(pod, "/status/phase");
  if (phase10 === "Succeeded") return void 0;
  const found = containerStatesOf(pod).flatMap((state) => troubleOfContainer(state, pod) ?? []);
  const worst = found.find(({ finality }) => finality !== "window") ?? found[0];
  if (worst) return worst;
  if (phase10 === "Failed") {
    const reason = textAt(pod, "/status/reason") ?? "Failed";
    return plain("pod-failed", "deadline", reason, textAt(pod, "/status/message") ?? "the Pod failed");
  }
  return unscheduled(pod);
}
function unscheduled(pod) {
  const scheduled = conditionOf(pod, "PodScheduled");
  if (scheduled?.status !== "False" || scheduled.reason !== "Unschedulable") return void 0;
  const { cause, names } = meaningOfSchedule(scheduled.message);
  const since2 = scheduled.since;
  return {
    ...plain(cause, "deadline", scheduled.reason, scheduled.message),
    names,
    ...since2 !== void 0 && { since: since2 }
  };
}
function troubleOfContainer(state, pod) {
  const trouble = state.waiting ? whileWaiting(state, state.waiting) : whileNotWaiting(state, pod);
  if (!trouble) return void 0;
  const lastEnd = state.end ?? state.lastEnd;
  return {
    ...trouble,
    container: state.name,
    isInit: state.isInit,
    restarts: state.restarts,
    ...lastEnd && { lastEnd }
  };
}
function whileWaiting(state, { reason, message }) {
  if (reason === "InvalidImageName")
    return { ...plain("image-name", "now", reason, message), names: imageOf(state) };
  if (reason === "ErrImageNeverPull")
    return { ...plain("image-never", "lasts", reason, message), names: imageOf(state) };
  if (pulling.has(reason)) {
    const meaning = meaningOfPull(message, imageOf(state)[0] ?? "");
    return withMeaning(meaning, meaning.isPassing === true ? "minute" : "lasts", reason, message);
  }
  if (reason === "CreateContainerConfigError")
    return withMeaning(meaningOfConfig(message), "lasts", reason, message);
  if (creating.has(reason)) return plain("container-refused", "lasts", reason, message);
  if (starting.has(reason)) return plain("cannot-start", "lasts", reason, message);
  if (reason === "CrashLoopBackOff") return crashed(state, reason, message);
  return void 0;
}
function whileNotWaiting(state, pod) {
  const { end, isInit, isSidecar } = state;
  if (end && (end.exitCode !== 0 || !isInit && restartsAlways(pod))) return crashed(state, end.reason, "");
  if (state.runningSince === void 0 || isInit && !isSidecar || state.isReady) return void 0;
  const windowMs = state.isStarted ? probeWindowMs(state.spec) : startupWindowMs(state.spec);
  const detail = state.isStarted ? "its readiness probe does not succeed" : "its startup probe has not succeeded yet";
  return {
    ...plain("not-answering", "window", state.isStarted ? "NotReady" : "NotStarted", detail),
    since: state.runningSince,
    windowMs
  };
}
function restartsAlways(pod) {
  return (textAt(pod, "/spec/restartPolicy") ?? "Always") === "Always";
}
function crashed(state, reason, message) {
  const end = state.end ?? state.lastEnd;
  const detail = message === "" ? `ended with exit code ${end?.exitCode ?? "?"}` : message;
  const since2 = end?.finishedAt;
  const known = { ...since2 !== void 0 && { since: since2 } };
  if (end?.reason === "OOMKilled") return { ...plain("out-of-memory", "restarts", reason, detail), ...known };
  const isStart = end !== void 0 && starting.has(end.reason);
  if (isStart) return { ...plain("cannot-start", "restarts", end.reason, end.message || detail), ...known };
  return { ...plain("crash", "restarts", reason, detail), ...known };
}
function withMeaning(meaning, finality, reason, detail) {
  return { ...plain(meaning.cause, finality, reason, detail), names: meaning.names };
}
function plain(cause, finality, reason, detail) {
  return { cause, finality, reason, detail, names: [], restarts: 0 };
}
function imageOf(state) {
  const image2 = textAt(state.spec, "/image");
  return image2 === void 0 ? [] : [image2];
}

// src/engines/kubernetes/explain/references.ts
function referencesOf(podSpec, container) {
  const lists = ["initContainers", "containers"];
  const environment = lists.flatMap(
    (list) => listAt(podSpec, `/${list}`).flatMap((each, index) => {
      const name = textAt(each, "/name") ?? "";
      return container === void 0 || name === container ? environmentOf(each, [list, { index, name }]) : [];
    })
  );
  return [...environment, ...volumesOf(podSpec), ...pullSecretsOf(podSpec)];
}
function environmentOf(container, path) {
  const single = listAt(container, "/env").flatMap((variable, index) => {
    const at = [...path, "env", { index, name: textAt(variable, "/name") ?? "" }];
    return [
      ...keyed("ConfigMap", valueAt(variable, "/valueFrom/configMapKeyRef"), at),
      ...keyed("Secret", valueAt(variable, "/valueFrom/secretKeyRef"), at)
    ];
  });
  const whole = listAt(container, "/envFrom").flatMap((source, index) => {
    const at = [...path, "envFrom", { index, name: String(index) }];
    return [
      ...named("ConfigMap", textAt(source, "/configMapRef/name"), at),
      ...named("Secret", textAt(source, "/secretRef/name"), at)
    ];
  });
  return [...single, ...whole];
}
function volumesOf(podSpec) {
  return listAt(podSpec, "/volumes").flatMap((volume, index) => {
    const name = textAt(volume, "/name") ?? "";
    const path = ["volumes", { index, name }];
    const items = (field) => listAt(volume, `/${field}/items`).flatMap((item) => textAt(item, "/key") ?? []);
    return [
      ...named("ConfigMap", textAt(volume, "/configMap/name"), path, items("configMap")),
      ...named("Secret", textAt(volume, "/secret/secretName"), path, items("secret")),
      ...listAt(volume, "/projected/sources").flatMap((source, at) => {
        const place = [...path, "projected", "sources", { index: at, name: String(at) }];
        const keys = (field) => listAt(source, `/${field}/items`).flatMap((item) => textAt(item, "/key") ?? []);
        return [
          ...named("ConfigMap", textAt(source, "/configMap/name"), place, keys("configMap")),
          ...named("Secret", textAt(source, "/secret/name"), place, keys("secret"))
        ];
      }),
      ...named("PersistentVolumeClaim", textAt(volume, "/persistentVolumeClaim/claimName"), path)
    ].map((reference) => ({ ...reference, volume: name }));
  });
}
function pullSecretsOf(podSpec) {
  return listAt(podSpec, "/imagePullSecrets").flatMap(
    (secret, index) => named("Secret", textAt(secret, "/name"), [
      "imagePullSecrets",
      { index, name: textAt(secret, "/name") ?? "" }
    ]).map((reference) => ({ ...reference, volume: "pull" }))
  );
}
function keyed(kind, source, path) {
  return named(kind, textAt(source, "/name"), path, [textAt(source, "/key") ?? ""]);
}
function named(kind, name, path, keys = []) {
  return name === void 0 ? [] : [{ kind, name, keys, path }];
}

// src/engines/kubernetes/explain/blame.ts
function blamedFields(trouble, { id, address }, { intents }) {
  const intent = intents.find((each) => each.address === address);
  if (!intent) return [];
  const { object, positions } = intent.manifest;
  const here = (path) => ({
    address,
    label: labelOf(path),
    location: positions.value(pointerOf(path))
  });
  const pointer = podSpecPointerOf(id);
  if (pointer === void 0) return [here(["spec"])];
  const podSpec = pointer.slice(1).split("/");
  const container = containerPath(object, podSpec, trouble.container);
  const inContainer = container ? fieldsIn(trouble, container).map(here) : [];
  const written = valueAt(object, joinPointer([...podSpec]));
  const inPod = podFields(trouble, podSpec, object).map(here);
  const references = isObject(written) ? referencesOf(written, trouble.container) : [];
  const meant = references.filter((each) => isMeant(each, trouble));
  return [
    ...meant.map(({ path }) => here([...podSpec, ...path])),
    ...meant.flatMap((each) => fieldsOfReferred(each, trouble, id, intents)),
    ...otherObjects(trouble, id, intents),
    ...inContainer,
    ...inPod
  ];
}
var image = ["image"];
var command = [["command"], ["args"], image, []];
var containerFields = {
  "image-missing": [image],
  "image-denied": [image],
  "image-name": [image],
  "image-unreachable": [image],
  "image-never": [image, ["imagePullPolicy"]],
  "config-refused": [["securityContext"], image],
  "container-refused": command,
  "cannot-start": command,
  crash: command,
  "out-of-memory": [["resources", "limits", "memory"], image, []],
  "not-alive": [["livenessProbe"], ["startupProbe"], []],
  "not-answering": [["readinessProbe"], ["startupProbe"], []]
};
function fieldsIn({ cause }, container) {
  return (containerFields[cause] ?? []).map((parts) => [...container, ...parts]);
}
var placing = ["nodeSelector", "affinity", "tolerations", "topologySpreadConstraints"];
function podFields({ cause, names, detail }, podSpec, object) {
  const resources = (kind) => containerPaths(object, podSpec).map((path) => [...path, "resources", kind]);
  const there = (paths) => paths.filter((path) => valueAt(object, pointerOf(path)) !== void 0);
  const fields = {
    "image-denied": [[...podSpec, "imagePullSecrets"]],
    unschedulable: names.length > 0 ? resources("requests") : there(placing.map((field) => [...podSpec, field])),
    "volume-unbound": there([
      [...podSpec, "volumes"],
      ["spec", "volumeClaimTemplates"]
    ]),
    "volume-missing": [[...podSpec, "volumes"]],
    quota: [...resources("requests"), ...resources("limits"), ["spec", "replicas"]],
    admission: admissionPaths(detail, object, podSpec),
    "service-account-missing": [[...podSpec, "serviceAccountName"]]
  };
  return fields[cause] ?? [podSpec];
}
function admissionPaths(detail, object, podSpec) {
  const isSecurity = /securityContext|privilege|capabilit|runAs|seccomp|hostPath|hostNetwork|hostPort/i.test(
    detail
  );
  const contexts = isSecurity ? [
    [...podSpec, "securityContext"],
    ...containerPaths(object, podSpec).map((path) => [...path, "securityContext"])
  ] : [];
  return [...contexts, podSpec.slice(0, -1).length > 0 ? podSpec.slice(0, -1) : podSpec];
}
var readers = /* @__PURE__ */ new Set(["crash", "not-alive", "cannot-start", "not-answering"]);
function isMeant(reference, { cause, names }) {
  const [name = "", key] = names;
  const { kind, volume, keys } = reference;
  if (readers.has(cause)) return kind === "ConfigMap" || kind === "Secret";
  if (cause === "volume-missing") return volume !== void 0 && volume === name;
  if (cause === "image-denied") return volume === "pull";
  if (cause === "volume-unbound")
    return kind === "PersistentVolumeClaim" && (name === "" || reference.name === name);
  if (cause !== "config-missing") return false;
  const isNamed = name === `${kind}/${reference.name}` || name === `volume/${volume ?? ""}`;
  return isNamed && (key === void 0 || keys.length === 0 || keys.includes(key));
}
function fieldsOfReferred({ kind, name, keys }, { cause, names }, { namespace }, intents) {
  const intent = intents.find(
    ({ id }) => id.group === "" && id.kind === kind && id.name === name && id.namespace === namespace
  );
  const place = { ...namespace !== void 0 && { namespace }, name };
  const address = intent?.address ?? addressOf({ group: "", version: "v1", kind, ...place });
  const key = cause === "config-missing" ? names[1] ?? keys[0] : void 0;
  const path = kind === "PersistentVolumeClaim" ? ["spec"] : key === void 0 ? ["data"] : ["data", key];
  const location = intent?.manifest.positions.key(pointerOf(path));
  return [{ address, label: labelOf(path), ...location && { location } }];
}
function otherObjects({ cause, names }, { namespace }, intents) {
  if (cause !== "quota" && cause !== "service-account-missing") return [];
  const kind = cause === "quota" ? "ResourceQuota" : "ServiceAccount";
  return intents.filter(({ id }) => id.kind === kind && id.name === names[0] && id.namespace === namespace).map(({ address, manifest }) => ({
    address,
    label: "spec",
    location: manifest.positions.value("/spec")
  }));
}
function containerPath(object, podSpec, name) {
  return containerPaths(object, podSpec).find((path) => {
    const last = path.at(-1);
    return typeof last === "object" && last.name === name;
  });
}
function containerPaths(object, podSpec) {
  return ["initContainers", "containers"].flatMap(
    (list) => listAt(object, joinPointer([...podSpec, list])).map(
      (container, index) => [...podSpec, list, { index, name: textAt(container, "/name") ?? "" }]
    )
  );
}
function pointerOf(path) {
  return joinPointer(path.map((part) => typeof part === "string" ? part : part.index));
}
function labelOf(path) {
  return path.reduce(
    (label, part) => typeof part === "string" ? labelOfKey(label, part) : labelOfItem(label, part.name),
    ""
  );
}

// src/engines/kubernetes/pods/cluster-event.ts
function clusterEventOf(event) {
  const made = textAt(event, "/eventTime") ?? textAt(event, "/metadata/creationTimestamp") ?? "";
  const first = textAt(event, "/firstTimestamp") ?? made;
  const last = textAt(event, "/series/lastObservedTime") ?? textAt(event, "/lastTimestamp") ?? first;
  return {
    uid: textAt(event, "/involvedObject/uid") ?? "",
    kind: textAt(event, "/involvedObject/kind") ?? "",
    name: textAt(event, "/involvedObject/name") ?? "",
    type: textAt(event, "/type") ?? "",
    reason: textAt(event, "/reason") ?? "",
    message: textAt(event, "/message") ?? "",
    first,
    last,
    count: numberAt(event, "/series/count") ?? numberAt(event, "/count") ?? 1,
    fieldPath: textAt(event, "/involvedObject/fieldPath") ?? ""
  };
}
function byTime(a, b) {
  return Date.parse(a.last) - Date.parse(b.last);
}

// src/engines/kubernetes/explain/events.ts
var phase = "wait";
var shownEvents = 5;
var longestMessage = 300;
async function eventsAbout(uids, namespace, { cluster }) {
  const resource = await cluster.resourceOf({ group: "", version: "v1", kind: "Event" }, phase);
  if (!resource) return [];
  const lists = await Promise.all(
    uids.map(
      async (uid) => await cluster.list(
        resource,
        { namespace: namespace ?? "default", fieldSelector: `involvedObject.uid=${uid}` },
        phase
      )
    )
  );
  return lists.flatMap(({ items }) => items.filter(isObject).map(clusterEventOf)).toSorted(byTime);
}
function eventLines(events) {
  const rank = ({ type, reason }) => /TriggeredScaleUp|NotTriggerScaleUp/.test(reason) ? 0 : type === "Warning" ? 1 : 2;
  const kept = events.toReversed().filter(({ reason }) => reason !== "ScalingReplicaSet" && reason !== "SuccessfulCreate").toSorted((a, b) => rank(a) - rank(b)).slice(0, shownEvents);
  return kept.toSorted(byTime).map(({ last, reason, message, count }) => ({
    at: last,
    reason,
    message: message.length <= longestMessage ? message : `${message.slice(0, longestMessage - 1).toWellFormed()}…`,
    count
  }));
}

// src/engines/kubernetes/explain/logs.ts
var phase2 = "wait";
var shownLines = 20;
var longestLine = 300;
var limitBytes = 64 * 1024;
async function logsOf(pod, trouble, context) {
  const { container = "", lastEnd, restarts } = trouble;
  const hasRun = lastEnd !== void 0 || trouble.finality === "window" || restarts > 0;
  if (!hasRun) return [{ container, instance: "current", lines: [], none: "the container never started" }];
  const current = await readLog(pod, { container, instance: "current", shownLines }, context);
  if (restarts === 0) return [current];
  const previous = await readLog(pod, { container, instance: "previous", shownLines }, context);
  const isSame = previous.lines.join("\n") === current.lines.join("\n");
  return isSame && current.lines.length > 0 ? [previous] : [previous, current];
}
async function readLog(pod, { container, instance, shownLines: tail }, { cluster, world }) {
  const namespace = encodeURIComponent(textAt(pod, "/metadata/namespace") ?? "");
  const name = encodeURIComponent(textAt(pod, "/metadata/name") ?? "");
  const query = {
    container,
    tailLines: String(tail),
    limitBytes: String(limitBytes),
    ...instance === "previous" && { previous: "true" }
  };
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/log`;
  const answer = await cluster.raw("GET", path, { query }, phase2);
  if (answer.status) return { container, instance, lines: [], none: whyNone(answer.status.code) };
  const lines = linesOf(world.secrets.redact(typeof answer.body === "string" ? answer.body : ""), tail);
  return { container, instance, lines, ...lines.length === 0 && { none: "it wrote nothing" } };
}
function whyNone(code) {
  if (code === 403) return "the credentials may not read logs (verb get on pods/log)";
  return code === 404 ? "the Pod is gone" : "the kubelet has none";
}
function linesOf(text, tail) {
  const plain2 = text.replaceAll(/\u001B\[[\d;]*[A-Za-z]/g, "").trimEnd();
  if (plain2 === "") return [];
  return plain2.split("\n").slice(-tail).map((line) => line.length <= longestLine ? line : `${line.slice(0, longestLine - 1).toWellFormed()}…`);
}

// src/engines/kubernetes/explain/index.ts
var longestDetail = 600;
async function explain(patient, context) {
  const found = chosen(patient);
  const { trouble, pod } = found;
  const uids = [pod, patient.body].flatMap((object) => textAt(object, "/metadata/uid") ?? []);
  const [events, logs] = await Promise.all([
    quietly(async () => await eventsAbout(uids, patient.id.namespace, context), []),
    pod && trouble.container !== void 0 ? quietly(async () => await logsOf(pod, trouble, context), []) : []
  ]);
  const cause = causeIn(
    trouble,
    events.map(({ message }) => message)
  );
  const blamed = blamedFields({ ...trouble, cause }, patient, context);
  const lines = eventLines(events);
  return {
    ...placeOf(found),
    ...timeOf(trouble.since ?? lines[0]?.at, patient.body),
    cause,
    reason: trouble.reason,
    detail: cut(trouble.detail),
    names: trouble.names,
    podsAlike: Math.max(
      1,
      patient.judgement.found.filter((each) => each.trouble.cause === trouble.cause).length
    ),
    ...oldPodsOf(patient),
    isTerminal: patient.judgement.readiness.state === "stuck",
    blamed,
    events: lines,
    logs
  };
}
function placeOf({ trouble, pod }) {
  const { container, isInit, lastEnd, restarts } = trouble;
  return {
    ...pod && { pod: textAt(pod, "/metadata/name") ?? "" },
    ...container !== void 0 && { container },
    ...isInit === true && { isInit: true },
    ...lastEnd && { lastEnd: { reason: lastEnd.reason, exitCode: lastEnd.exitCode, restarts } }
  };
}
function timeOf(since2, body) {
  const appliedMs = appliedAtMs(body);
  const sinceMs = timeMs(since2);
  const afterMs = appliedMs === void 0 || sinceMs === void 0 ? -1 : sinceMs - appliedMs;
  return { ...since2 !== void 0 && { since: since2 }, ...afterMs >= 0 && { afterApplyMs: afterMs } };
}
function chosen({ judgement, pods, isCurrent: isCurrent2, id, body }) {
  const { found, readiness } = judgement;
  const rank = ({ trouble, isFinal }) => isFinal ? 0 : trouble.finality === "window" ? 2 : 1;
  const [worst] = found.toSorted((a, b) => rank(a) - rank(b));
  const own = ownTrouble(id, readiness, body);
  if (worst?.trouble.finality === "window" && own.cause === "no-progress") {
    const { cause, reason, detail, since: since2 } = own;
    const trouble = { ...worst.trouble, cause, reason, detail, ...since2 !== void 0 && { since: since2 } };
    return { ...worst, trouble };
  }
  if (worst) return worst;
  for (const pod of pods) {
    const trouble = isLeaving(pod) ? void 0 : troubleOf(pod);
    if (trouble && (isCurrent2(pod) || id.kind === "StatefulSet" || id.kind === "Job"))
      return { trouble, pod, isFinal: false };
  }
  return { trouble: own, pod: void 0, isFinal: readiness.state === "stuck" };
}
function ownTrouble(id, readiness, body) {
  const told2 = (cause, reason, since2) => ({
    cause,
    finality: "deadline",
    reason,
    detail: readiness.message,
    names: [],
    restarts: 0,
    ...since2 !== void 0 && { since: since2 }
  });
  if (readiness.message === "it was deleted by someone else") return told2("deleted", "Deleted");
  const progressing = conditionOf(body ?? {}, "Progressing");
  if (progressing?.reason === "ProgressDeadlineExceeded")
    return told2("no-progress", progressing.reason, progressing.since);
  const failed = conditionOf(body ?? {}, "Failed");
  if (id.kind === "Job" && failed?.status === "True") return told2("job-failed", failed.reason, failed.since);
  if (id.kind === "PersistentVolumeClaim") return told2("volume-unbound", textAt(body, "/status/phase") ?? "");
  if (id.kind === "Pod") return told2("pod-failed", textAt(body, "/status/phase") ?? "");
  return told2(readiness.state === "stuck" ? "reported" : "late", "");
}
function causeIn(trouble, messages) {
  const isKilled = trouble.cause === "crash" && messages.some((message) => / failed (?:liveness|startup) probe/.test(message));
  return isKilled ? "not-alive" : trouble.cause;
}
function oldPodsOf({ pods, isCurrent: isCurrent2, body }) {
  const old = body ? pods.filter((pod) => !isLeaving(pod) && !isCurrent2(pod)) : [];
  if (old.length === 0) return {};
  const ready2 = old.filter((pod) => conditionOf(pod, "Ready")?.status === "True").length;
  return { oldPods: { ready: ready2, total: old.length } };
}
async function quietly(read, otherwise) {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure) return otherwise;
    throw error;
  }
}
function cut(text) {
  const line = text.trim().replaceAll(/\s*\n\s*/g, " ");
  return line.length <= longestDetail ? line : `${line.slice(0, longestDetail - 1).toWellFormed()}…`;
}

// src/engines/kubernetes/pods/newest.ts
function isNewest(pod, id, workload, replicaSet) {
  switch (`${id.group}/${id.kind}`) {
    case "apps/Deployment":
      return replicaSet ? hasTemplateOf(replicaSet, workload) : "unknown";
    case "apps/StatefulSet": {
      const wanted = textAt(workload, "/status/updateRevision");
      const own = textAt(pod, "/metadata/labels/controller-revision-hash");
      return wanted === void 0 || own === void 0 || own === wanted;
    }
    case "apps/DaemonSet": {
      const wanted = textAt(workload, "/metadata/annotations/deprecated.daemonset.template.generation");
      const own = textAt(pod, "/metadata/labels/pod-template-generation");
      return wanted === void 0 || own === void 0 || own === wanted;
    }
    case "argoproj.io/Rollout": {
      const wanted = textAt(workload, "/status/currentPodHash");
      const own = textAt(pod, "/metadata/labels/rollouts-pod-template-hash");
      return wanted === void 0 || own === void 0 || own === wanted;
    }
    default:
      return true;
  }
}
function replicaSetNameOf(pod) {
  const controller = controllerOf(pod);
  return textAt(controller, "/kind") === "ReplicaSet" ? textAt(controller, "/name") : void 0;
}
function hasTemplateOf(replicaSet, deployment) {
  return isEqual(
    withoutHash(valueAt(replicaSet, "/spec/template")),
    withoutHash(valueAt(deployment, "/spec/template"))
  );
}
function withoutHash(template) {
  if (!isObject(template) || !isObject(template["metadata"])) return template;
  const { labels, creationTimestamp: _unset, ...metadata } = template["metadata"];
  const { "pod-template-hash": _hash, ...rest2 } = isObject(labels) ? labels : {};
  return { ...template, metadata: { ...metadata, labels: rest2 } };
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
  const isSeen = numberAt(object, "/status/observedGeneration") !== void 0;
  if (isBehind(object) || !isSeen || wanted === void 0) return waiting(notSeen);
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
  if (updated > wanted) return waiting(`${updated - wanted} surplus Pods left`);
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
  const phase10 = textAt(object, "/status/phase") ?? "Unknown";
  return phase10 === "Active" ? ready("active") : waiting(phase10.toLowerCase());
}

// src/engines/kubernetes/ready/conditions.ts
function readinessByConditions(object, rule) {
  const { readiness, by } = verdictOf(object, rule);
  const generation = numberAt(object, "/metadata/generation");
  if (generation === void 0 || !isBehind2(object, rule, generation)) return readiness;
  const isOfNewest = by !== void 0 && generationOf(object, by.type) === generation;
  if (isOfNewest && readiness.state !== "ready") return readiness;
  const why = falseOf(object, rule.reasons);
  return waiting(why ? `${why.type.toLowerCase()}: ${wordsOf(why)}` : notSeen);
}
function tellsGeneration(object, { seenIn, copies = [] }) {
  return valueAt(object, "/status/observedGeneration") !== void 0 || listAt(object, "/status/conditions").some((each) => numberAt(each, "/observedGeneration") !== void 0) || seenIn !== void 0 && textAt(object, seenIn) !== void 0 || copies.some(([, status]) => valueAt(object, status) !== void 0);
}
function verdictOf(object, rule) {
  const failed = trueOf(object, rule.failed);
  if (failed) return { readiness: stuck(`${failed.type}: ${wordsOf(failed)}`), by: failed };
  const paused = trueOf(object, rule.paused);
  if (paused) return { readiness: ready("paused: its controller leaves it alone"), by: paused };
  const phase10 = rule.phase ? textAt(object, rule.phase.path) : void 0;
  if (phase10 !== void 0 && rule.phase?.failed?.includes(phase10) === true)
    return { readiness: stuck(`${phase10}${messageAt(object)}`) };
  const busy = trueOf(object, rule.busy);
  const types = typesIn(object, rule);
  const open = types.find((type) => conditionOf(object, type)?.status !== "True");
  if (busy && (open === void 0 || conditionOf(object, open)?.status !== "False"))
    return { readiness: waiting(`${busy.type}: ${wordsOf(busy)}`), by: busy };
  if (open !== void 0) return missing(object, open, rule);
  if (rule.phase && (phase10 === void 0 || !rule.phase.ready.includes(phase10)))
    return { readiness: waiting(phase10 ?? "its controller has not looked at it yet") };
  const message = types.length > 0 ? types.join(", ") : phase10 ?? "applied";
  return { readiness: ready(message.toLowerCase()) };
}
function typesIn(object, { ready: types, otherwise }) {
  const isThere = (type) => conditionOf(object, type) !== void 0;
  return otherwise && !types.some(isThere) && otherwise.some(isThere) ? otherwise : types;
}
function missing(object, type, rule) {
  const by = named2(object, type);
  if (!by) return { readiness: waiting("its controller has not looked at it yet") };
  if (rule.restReasons?.includes(by.reason) === true) return { readiness: ready(wordsOf(by)), by };
  const more = [falseOf(object, rule.reasons)].flatMap(
    (each) => each ? [`${each.type.toLowerCase()}: ${wordsOf(each)}`] : []
  );
  const told2 = (rule.words ?? []).flatMap((path) => textAt(object, path) ?? []).filter((text) => text !== "");
  const words = [`not ${type.toLowerCase()}: ${wordsOf(by)}`, ...told2, ...more].join("; ");
  const isFinal = rule.failedReasons === "any" || rule.failedReasons?.includes(by.reason) === true;
  return { readiness: by.status === "False" && isFinal ? stuck(words) : waiting(words), by };
}
function isBehind2(object, rule, generation) {
  const isOther = ([spec, status]) => {
    const copy = textAt(object, status);
    return copy !== void 0 && copy !== (textAt(object, spec) ?? "");
  };
  if (rule.copies?.some(isOther) === true) return true;
  const synced2 = rule.seenIn === void 0 ? void 0 : textAt(object, rule.seenIn);
  if (synced2 !== void 0) return Number.parseInt(synced2, 10) < generation;
  const observed = valueAt(object, "/status/observedGeneration");
  const seen = typeof observed === "string" ? Number(observed) : observed;
  if (typeof seen === "number") return seen < generation;
  return typesIn(object, rule).some((type) => (generationOf(object, type) ?? generation) < generation);
}
function generationOf(object, type) {
  const body = listAt(object, "/status/conditions").find((each) => textAt(each, "/type") === type);
  return numberAt(body, "/observedGeneration");
}
function named2(object, type) {
  const condition = conditionOf(object, type);
  return condition && { type, ...condition };
}
function trueOf(object, types = []) {
  return types.map((type) => named2(object, type)).find((each) => each?.status === "True");
}
function falseOf(object, types = []) {
  return types.map((type) => named2(object, type)).find((each) => each?.status === "False");
}
function wordsOf({ reason, message }) {
  return [reason, message].filter((text) => text !== "").join(": ") || "no reason given";
}
function messageAt(object) {
  const message = textAt(object, "/status/message") ?? textAt(object, "/status/reason");
  return message === void 0 ? "" : `: ${message}`;
}

// src/engines/kubernetes/ready/custom-kinds.ts
var isReady = { ready: ["Ready"] };
var flux = { ready: ["Ready"], failed: ["Stalled"], busy: ["Reconciling"] };
var crossplane = { ready: ["Synced", "Ready"] };
var knative = { ready: ["Ready"] };
var strimzi = {
  ready: ["Ready"],
  busy: ["NotReady"],
  paused: ["ReconciliationPaused", "Unmanaged"]
};
var synced = { ready: ["Ready"], seenIn: "/status/syncedResourceVersion" };
var tekton = { ready: ["Succeeded"], failedReasons: "any" };
var customKinds = {
  // external-secrets/external-secrets apis/externalsecrets/v1/externalsecret_types.go
  "external-secrets.io/ExternalSecret": synced,
  "external-secrets.io/ClusterExternalSecret": isReady,
  "external-secrets.io/SecretStore": isReady,
  "external-secrets.io/ClusterSecretStore": isReady,
  "external-secrets.io/PushSecret": synced,
  // bitnami-labs/sealed-secrets pkg/controller/controller.go updateSealedSecretStatus; another key may still decrypt it
  "bitnami.com/SealedSecret": { ready: ["Synced"] },
  // cert-manager/cert-manager pkg/controller/certificates: Issuing is False with a reason when an attempt failed
  "cert-manager.io/Certificate": { ready: ["Ready"], reasons: ["Issuing"] },
  "cert-manager.io/CertificateRequest": {
    ready: ["Ready"],
    failed: ["Denied", "InvalidRequest"],
    failedReasons: ["Failed", "Denied"]
  },
  "cert-manager.io/Issuer": isReady,
  "cert-manager.io/ClusterIssuer": isReady,
  // argoproj/argo-rollouts pkg/apis/rollouts/v1alpha1/types.go
  "argoproj.io/Rollout": {
    ready: ["Available"],
    // Paused waits for a person to promote it: as far as a deploy goes, it is done.
    phase: { path: "/status/phase", ready: ["Healthy", "Paused"], failed: ["Degraded"] }
  },
  // argoproj/argo-cd controller/state.go; Degraded may be what this very change mends, so it is waited for
  "argoproj.io/Application": {
    ready: [],
    phase: { path: "/status/health/status", ready: ["Healthy", "Suspended"] },
    copies: ["repoURL", "path", "chart", "targetRevision"].map(
      (name) => [`/spec/source/${name}`, `/status/sync/comparedTo/source/${name}`]
    )
  },
  "argoproj.io/Workflow": {
    ready: [],
    phase: { path: "/status/phase", ready: ["Succeeded"], failed: ["Failed", "Error"] }
  },
  "kustomize.toolkit.fluxcd.io/Kustomization": flux,
  "helm.toolkit.fluxcd.io/HelmRelease": flux,
  "source.toolkit.fluxcd.io/GitRepository": flux,
  "source.toolkit.fluxcd.io/OCIRepository": flux,
  "source.toolkit.fluxcd.io/HelmRepository": flux,
  "source.toolkit.fluxcd.io/HelmChart": flux,
  "source.toolkit.fluxcd.io/Bucket": flux,
  "image.toolkit.fluxcd.io/ImageRepository": flux,
  "image.toolkit.fluxcd.io/ImagePolicy": flux,
  "image.toolkit.fluxcd.io/ImageUpdateAutomation": flux,
  "notification.toolkit.fluxcd.io/Receiver": flux,
  // kubernetes-sigs/gateway-api apis/v1/gateway_types.go
  "gateway.networking.k8s.io/Gateway": { ready: ["Accepted", "Programmed"] },
  "gateway.networking.k8s.io/GatewayClass": { ready: ["Accepted"] },
  // kedacore/keda apis/keda/v1alpha1/condition_types.go
  "keda.sh/ScaledObject": isReady,
  "keda.sh/ScaledJob": isReady,
  // knative/serving pkg/apis/serving/v1; Ready sums up the others
  "serving.knative.dev/Service": knative,
  "serving.knative.dev/Configuration": knative,
  "serving.knative.dev/Route": knative,
  "serving.knative.dev/Revision": knative,
  "eventing.knative.dev/Broker": knative,
  "eventing.knative.dev/Trigger": knative,
  // crossplane/crossplane apis/pkg/v1 and apiextensions/v1
  "pkg.crossplane.io/Provider": { ready: ["Installed", "Healthy"] },
  "pkg.crossplane.io/Configuration": { ready: ["Installed", "Healthy"] },
  "pkg.crossplane.io/Function": { ready: ["Installed", "Healthy"] },
  "apiextensions.crossplane.io/CompositeResourceDefinition": { ready: ["Established"] },
  "kubernetes.crossplane.io/Object": crossplane,
  // prometheus-operator/prometheus-operator pkg/apis/monitoring/v1/types.go
  "monitoring.coreos.com/Prometheus": { ready: ["Reconciled", "Available"] },
  "monitoring.coreos.com/Alertmanager": { ready: ["Reconciled", "Available"] },
  "monitoring.coreos.com/ThanosRuler": { ready: ["Reconciled", "Available"] },
  // kubernetes-sigs/cluster-api api/core: v1beta2 has Available where v1beta1 had Ready
  "cluster.x-k8s.io/Cluster": { ready: ["Available"], otherwise: ["Ready"], busy: ["RollingOut"] },
  "cluster.x-k8s.io/Machine": isReady,
  "cluster.x-k8s.io/MachineDeployment": { ready: ["Available"], otherwise: ["Ready"], busy: ["RollingOut"] },
  // cloudnative-pg/cloudnative-pg pkg/resources/status/transactions.go; the phase says what the condition does not
  "postgresql.cnpg.io/Cluster": { ready: ["Ready"], words: ["/status/phase", "/status/phaseReason"] },
  // strimzi/strimzi-kafka-operator api
  "kafka.strimzi.io/Kafka": strimzi,
  "kafka.strimzi.io/KafkaTopic": strimzi,
  "kafka.strimzi.io/KafkaUser": strimzi,
  "kafka.strimzi.io/KafkaConnect": strimzi,
  // rabbitmq/cluster-operator internal/status; a reconciliation that fails leaves observedGeneration as it was
  "rabbitmq.com/RabbitmqCluster": {
    ready: ["AllReplicasReady", "ClusterAvailable"],
    restReasons: ["ScaledToZero"],
    reasons: ["ReconcileSuccess"]
  },
  // elastic/cloud-on-k8s pkg/apis
  "elasticsearch.k8s.elastic.co/Elasticsearch": {
    ready: [],
    phase: { path: "/status/phase", ready: ["Ready"], failed: ["Invalid"] }
  },
  // VictoriaMetrics/operator api
  "operator.victoriametrics.com/VMCluster": {
    ready: [],
    phase: { path: "/status/updateStatus", ready: ["operational", "paused"], failed: ["failed"] }
  },
  // tektoncd/pipeline pkg/apis/pipeline/v1; they run to their end
  "tekton.dev/TaskRun": tekton,
  "tekton.dev/PipelineRun": tekton,
  // vmware-tanzu/velero pkg/apis/velero/v1/backup_types.go
  "velero.io/Backup": {
    ready: [],
    phase: {
      path: "/status/phase",
      ready: ["Completed"],
      failed: ["Failed", "PartiallyFailed", "FailedValidation"]
    }
  },
  "velero.io/BackupStorageLocation": {
    ready: [],
    phase: { path: "/status/phase", ready: ["Available"] }
  }
};

// src/engines/kubernetes/ready/general.ts
function generalRule(object) {
  const told2 = ["Ready", "Available"].filter((type) => conditionOf(object, type) !== void 0).slice(0, 1);
  return { ready: told2, failed: ["Stalled"], busy: ["Reconciling"] };
}

// src/engines/kubernetes/ready/ingress.ts
function ingressReadiness(object) {
  const [first] = listAt(object, "/status/loadBalancer/ingress");
  const address = textAt(first, "/ip") ?? textAt(first, "/hostname");
  return ready(address === void 0 ? "applied" : `has the address ${address}`);
}

// src/engines/kubernetes/ready/autoscaler.ts
function autoscalerReadiness(object) {
  const able = conditionOf(object, "AbleToScale");
  const active = conditionOf(object, "ScalingActive");
  const bad = [able, active].find((each) => each?.status === "False");
  return ready(bad ? `does not scale yet: ${bad.reason}: ${bad.message}` : "applied");
}

// src/engines/kubernetes/ready/api-service.ts
function apiServiceReadiness(object) {
  const available = conditionOf(object, "Available");
  if (available?.status === "True") return ready("available");
  return waiting(
    available ? `not available: ${available.reason}: ${available.message}` : "not looked at yet"
  );
}

// src/engines/kubernetes/ready/persistent-volume-claim.ts
function persistentVolumeClaimReadiness(object) {
  const phase10 = textAt(object, "/status/phase") ?? "Pending";
  if (phase10 === "Lost") return stuck("lost: the volume that it was bound to is gone");
  return ready(phase10 === "Bound" ? "bound" : "not bound yet; the Pods that use it are waited for");
}

// src/engines/kubernetes/ready/service.ts
function serviceReadiness(object) {
  if (textAt(object, "/spec/type") !== "LoadBalancer") return ready("applied");
  const [first] = listAt(object, "/status/loadBalancer/ingress");
  const address = textAt(first, "/ip") ?? textAt(first, "/hostname");
  return address === void 0 ? waiting("no address yet") : ready(`has the address ${address}`);
}

// src/engines/kubernetes/ready/signing-request.ts
function signingRequestReadiness(object) {
  for (const type of ["Denied", "Failed"]) {
    const bad = conditionOf(object, type);
    if (bad?.status === "True") return stuck(`${type.toLowerCase()}: ${bad.reason}: ${bad.message}`);
  }
  return (textAt(object, "/status/certificate") ?? "") === "" ? waiting("no certificate yet") : ready("issued");
}

// src/engines/kubernetes/ready/pod.ts
function podReadiness(object) {
  const phase10 = textAt(object, "/status/phase") ?? "Unknown";
  if (phase10 === "Succeeded") return ready("succeeded");
  const message = textAt(object, "/status/message");
  if (phase10 === "Failed") return stuck(message === void 0 ? "failed" : `failed: ${message}`);
  return conditionOf(object, "Ready")?.status === "True" ? ready("ready") : waiting(phase10.toLowerCase());
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
  const isNewest2 = textAt(object, "/status/currentRevision") === textAt(object, "/status/updateRevision");
  if (partition === 0 ? !isNewest2 && updated < wanted : updated < due)
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
  "batch/Job": jobReadiness,
  "/Service": serviceReadiness,
  "apiregistration.k8s.io/APIService": apiServiceReadiness,
  "certificates.k8s.io/CertificateSigningRequest": signingRequestReadiness
};
var told = {
  "/PersistentVolumeClaim": persistentVolumeClaimReadiness,
  "autoscaling/HorizontalPodAutoscaler": autoscalerReadiness,
  "networking.k8s.io/Ingress": ingressReadiness
};
function needsWait(id, own, body) {
  const key = `${id.group}/${id.kind}`;
  if (key === "/Service" && !own.has(key)) return textAt(body, "/spec/type") === "LoadBalancer";
  return own.has(key) || rules[key] !== void 0 || isCustom(id);
}
function isCustom({ group }) {
  return group.includes(".") && (!group.endsWith(".k8s.io") || group === "gateway.networking.k8s.io");
}
function readinessOf(id, object, own) {
  if (textAt(object, "/metadata/deletionTimestamp") !== void 0) return waiting("being deleted");
  const key = `${id.group}/${id.kind}`;
  const rule = own.get(key) ?? rules[key] ?? told[key];
  if (rule) return rule(object);
  return isCustom(id) ? readinessByConditions(object, ruleOf(id, object)) : ready("applied");
}
function isStatusDated(id, object) {
  const hasStatus = valueAt(object, "/status") !== void 0;
  return !isCustom(id) || !hasStatus || tellsGeneration(object, ruleOf(id, object));
}
function ruleOf({ group, kind }, object) {
  const key = `${group}/${kind}`;
  return (Object.hasOwn(customKinds, key) ? customKinds[key] : void 0) ?? generalRule(object);
}

// src/engines/kubernetes/wait/follow.ts
var phase3 = "wait";
var shortestMs = 2e3;
async function follow(cluster, resource, options, onState, pace) {
  let known = /* @__PURE__ */ new Set();
  while (!pace.signal.aborted) {
    const list = await cluster.list(resource, options, phase3);
    const present = new Set(list.items.map(nameOf));
    for (const name of known) if (!present.has(name)) onState(name, void 0, "listed");
    for (const item of list.items) onState(nameOf(item), item, "listed");
    const names = new Set(present);
    const keep = (name, object, how) => {
      if (object) names.add(name);
      else names.delete(name);
      onState(name, object, how);
    };
    await watchFrom(cluster, resource, { ...options, from: list.resourceVersion }, keep, pace);
    known = names;
  }
}
async function watchFrom(cluster, resource, options, onState, { clock, signal }) {
  let mark = options.from;
  while (!signal.aborted) {
    const startMs = clock.elapsedMs();
    let isRefused = false;
    for await (const event of cluster.watch(resource, { ...options, from: mark }, signal, phase3)) {
      isRefused = event.type === "ERROR";
      if (isRefused) break;
      mark = textAt(event.object, "/metadata/resourceVersion") ?? mark;
      if (event.type === "BOOKMARK") continue;
      onState(nameOf(event.object), event.type === "DELETED" ? void 0 : event.object, "watched");
    }
    const restMs = shortestMs - (clock.elapsedMs() - startMs);
    if (restMs > 0 && !signal.aborted) await clock.sleep(restMs, signal).catch(() => void 0);
    if (isRefused) return;
  }
}
function nameOf(object) {
  return textAt(object, "/metadata/name") ?? "";
}

// src/engines/kubernetes/wait/refused.ts
function refusalOf(id, body, warnings) {
  if (hasAllPods(id, body)) return void 0;
  const failure = conditionOf(body, "ReplicaFailure");
  if (failure?.status === "True") return refused(failure.message, failure.since);
  const appliedMs = appliedAtMs(body) ?? 0;
  const event = warnings.filter(({ reason, last }) => reason === "FailedCreate" && (timeMs(last) ?? 0) >= appliedMs).toSorted(byTime).at(-1);
  return event && refused(event.message, event.first);
}
function refused(detail, since2) {
  return {
    trouble: {
      ...meaningOfRefusal(detail),
      finality: "lasts",
      reason: "FailedCreate",
      detail,
      restarts: 0,
      ...since2 !== void 0 && { since: since2 }
    }
  };
}
function hasAllPods(id, body) {
  const status = valueAt(body, "/status");
  const count = (field) => {
    const value = isObject(status) ? status[field] : void 0;
    return typeof value === "number" ? value : 0;
  };
  switch (`${id.group}/${id.kind}`) {
    case "apps/Deployment":
      return count("updatedReplicas") >= wantedReplicas(body);
    case "apps/StatefulSet":
    case "apps/ReplicaSet":
    case "/ReplicationController":
      return count("replicas") >= wantedReplicas(body);
    case "apps/DaemonSet":
      return count("currentNumberScheduled") >= count("desiredNumberScheduled");
    case "batch/Job":
      return count("active") > 0 || textAt(body, "/status/completionTime") !== void 0;
    default:
      return true;
  }
}

// src/engines/kubernetes/wait/judge.ts
var lastsMs = 5e3;
var passingMs = 6e4;
var refusedMs = 1e4;
var restartsOfNew = 2;
var undatedMs = 5e3;
function blankMemory() {
  return { since: /* @__PURE__ */ new Map(), moved: { what: "", atMs: 0 } };
}
function judge(given, memory) {
  const { readiness, nowMs } = given;
  memory.firstMs ??= nowMs;
  const untilMs = memory.firstMs + undatedMs;
  if (!given.isStatusNew && readiness.state !== "waiting" && nowMs < untilMs)
    return { readiness: waiting(notSeen), found: [], lookAgainAtMs: untilMs };
  if (readiness.state === "ready") return { readiness, found: [] };
  const found = [];
  let lookAgainAtMs = Number.POSITIVE_INFINITY;
  const keys = /* @__PURE__ */ new Set();
  for (const { trouble, pod, key, isHeld } of suspectsOf(given, memory)) {
    keys.add(key);
    const beganMs = memory.since.get(key) ?? nowMs;
    memory.since.set(key, beganMs);
    const dueMs = isHeld ? Number.POSITIVE_INFINITY : beganMs + delayOf(trouble, given);
    if (dueMs > nowMs) lookAgainAtMs = Math.min(lookAgainAtMs, dueMs);
    const isCurrent2 = pod === void 0 || trouble.finality === "window" && dueMs > nowMs || given.isCurrent(pod);
    if (isCurrent2) found.push({ trouble, pod, isFinal: dueMs <= nowMs });
  }
  for (const key of memory.since.keys()) if (!keys.has(key)) memory.since.delete(key);
  const worst = found.find(({ isFinal }) => isFinal);
  if (worst && readiness.state === "waiting")
    return { readiness: stuck(sentenceOf(worst)), found, news: `stuck ${newsOf(worst)}` };
  const [first] = found;
  const isTold = first && first.trouble.finality !== "window" && readiness.state === "waiting";
  return {
    readiness: isTold ? waiting(withSentence(readiness.message, sentenceOf(first))) : readiness,
    found,
    ...isTold && { news: `${readiness.message.split(";", 1).join("")} ${newsOf(first)}` },
    ...Number.isFinite(lookAgainAtMs) && { lookAgainAtMs }
  };
}
function newsOf({ trouble }) {
  return `${trouble.container ?? ""}/${familyOf(trouble)}`;
}
function withSentence(message, sentence) {
  return message.endsWith(sentence) ? message : `${message}; ${sentence}`;
}
function sentenceOf({ trouble, pod }) {
  const { container, isInit, reason, detail, lastEnd } = trouble;
  if (!pod) return refusedWords(detail);
  const name = `Pod ${textAt(pod, "/metadata/name") ?? ""}`;
  if (container === void 0) return `${name}: ${reason}: ${detail}`;
  const which = `${name}: ${isInit === true ? "init container" : "container"} ${container}`;
  if (trouble.finality === "window") return `${which} runs, but ${detail}`;
  const ended = lastEnd ? ` (last ended with ${lastEnd.reason}, exit code ${lastEnd.exitCode})` : "";
  return `${which} is waiting: ${reason}: ${detail}${ended}`;
}
function suspectsOf(given, memory) {
  const { body, pods, id } = given;
  const staying = pods.filter(({ object }) => !isLeaving(object));
  const suspects = staying.flatMap((pod) => {
    const uid = textAt(pod.object, "/metadata/uid") ?? "";
    const trouble = troubleIn(pod.object, given.warningsOf(uid));
    if (!trouble) return [];
    const key = `${uid}/${trouble.container ?? ""}/${familyOf(trouble)}`;
    return [{ trouble, pod: pod.object, key, isHeld: mayPass(trouble, pod, given) }];
  });
  const refusal2 = refusalOf(id, body, given.warningsOf(textAt(body, "/metadata/uid") ?? ""));
  return refusal2 ? [...suspects, refusedSuspect(refusal2, given, memory)] : suspects;
}
function refusedSuspect({ trouble }, given, memory) {
  const counts = ["replicas", "updatedReplicas", "readyReplicas", "active", "currentNumberScheduled"];
  const seen = counts.map((name) => numberAt(given.body, `/status/${name}`) ?? 0);
  const pods = given.pods.map(
    ({ object }) => `${textAt(object, "/metadata/uid")}${isLeaving(object) ? "-" : ""}`
  );
  const what = [...seen, ...pods.toSorted()].join(" ");
  if (memory.moved.what !== what) memory.moved = { what, atMs: given.nowMs };
  const isMoving = given.pods.some(({ object }) => isLeaving(object));
  return {
    trouble,
    pod: void 0,
    key: `refused/${trouble.cause}/${memory.moved.atMs}`,
    isHeld: isMoving || !given.isWritten && !given.isRefusalNew
  };
}
function delayOf(trouble, given) {
  switch (trouble.finality) {
    case "now":
    case "restarts":
      return 0;
    case "lasts":
      return trouble.reason === "FailedCreate" ? refusedMs : lastsMs;
    case "minute":
      return passingMs;
    case "window":
      return (trouble.windowMs ?? 0) + given.stallMs;
    case "deadline":
      return Number.POSITIVE_INFINITY;
  }
}
function familyOf({ cause }) {
  return cause.startsWith("image-") ? "image" : cause;
}
function mayPass(trouble, pod, given) {
  if (trouble.finality === "deadline") return true;
  if (trouble.cause === "config-missing" && given.isMakerPending) return true;
  const isOld = pod.isOld && isOlderThanApply(pod.object, given);
  if (trouble.finality === "restarts") {
    if (given.id.group === "batch") return true;
    const before = isOld ? pod.firstRestarts.get(trouble.container ?? "") ?? 0 : 0;
    return trouble.restarts - before < (isOld ? 1 : restartsOfNew);
  }
  return isOld && trouble.finality !== "window" && !pod.hasNews;
}
function isOlderThanApply(pod, { isWritten, body }) {
  if (!isWritten) return true;
  const appliedMs = appliedAtMs(body);
  const createdMs = timeMs(textAt(pod, "/metadata/creationTimestamp"));
  return appliedMs === void 0 || createdMs === void 0 || createdMs < appliedMs;
}
function troubleIn(pod, warnings) {
  const trouble = troubleOf(pod);
  if (trouble?.cause === "image-unreachable") return withPullText(trouble, warnings);
  if (trouble) return trouble;
  if (textAt(pod, "/status/phase") !== "Pending") return void 0;
  const mount = warnings.findLast(
    ({ reason: reason2 }) => reason2 === "FailedMount" || reason2 === "FailedAttachVolume"
  );
  if (!mount) return void 0;
  const { isPassing, ...meaning } = meaningOfMount(mount.message);
  const { reason, message, first } = mount;
  const finality = isPassing === true ? "deadline" : "lasts";
  return { ...meaning, finality, reason, detail: message, restarts: 0, since: first };
}
function withPullText(trouble, warnings) {
  const failed = warnings.findLast(({ message }) => message.startsWith("Failed to pull image"));
  if (!failed) return trouble;
  const { isPassing, ...meaning } = meaningOfPull(failed.message, trouble.names[0] ?? "");
  if (isPassing === true) return trouble;
  return { ...trouble, ...meaning, finality: "lasts", detail: failed.message };
}

// src/engines/kubernetes/wait/sight.ts
var phase4 = "wait";
function openSight(objects, context, onNews) {
  const makers = objects.filter(({ id }) => makesPods(id) && id.namespace !== void 0);
  const places = new Map(
    [...Map.groupBy(makers, ({ id }) => id.namespace ?? "")].map(([name, members]) => [
      name,
      { members, pods: /* @__PURE__ */ new Map(), warnings: /* @__PURE__ */ new Map(), fresh: /* @__PURE__ */ new Set() }
    ])
  );
  const replicaSets = openReplicaSets(context, onNews);
  let blind;
  return {
    podsOf: ({ id }, body) => [...places.get(id.namespace ?? "")?.pods.values() ?? []].filter(
      (pod) => belongsTo(pod.object, id, body)
    ),
    warningsOf: (uid) => [...places.values()].flatMap(
      ({ warnings }) => [...warnings.values()].filter((event) => event.uid === uid)
    ),
    isRefusedAnew: ({ id }, body) => {
      const place = places.get(id.namespace ?? "");
      return [...place?.fresh ?? []].some((name) => {
        const event = place?.warnings.get(name);
        const isOfReplicaSet = event?.kind === "ReplicaSet" && event.name.startsWith(`${id.name}-`);
        return event?.reason === "FailedCreate" && (isOfReplicaSet || event.uid === uidOf(body));
      });
    },
    replicaSet: replicaSets.get,
    blind: () => blind,
    run: async (signal) => {
      const all = [...places].flatMap(
        ([namespace, place]) => ["Pod", "Event"].map(async (kind) => {
          const missing2 = await followKind(kind, { namespace, place, onNews }, context, signal);
          blind ??= missing2;
        })
      );
      await Promise.all(all);
    }
  };
}
async function followKind(kind, { namespace, place, onNews }, context, signal) {
  const resource = await context.cluster.resourceOf({ group: "", version: "v1", kind }, phase4);
  if (!resource) return void 0;
  const options = { namespace, ...kind === "Event" && { fieldSelector: "type=Warning" } };
  const keep = kind === "Pod" ? podKeeper(place) : warningKeeper(place);
  try {
    const onState = (name, object, how) => {
      if (keep(name, object, how)) onNews(namespace);
    };
    await follow(context.cluster, resource, options, onState, { clock: context.world.clock, signal });
    return void 0;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "permission-missing") throw error;
    return error.message;
  }
}
function podKeeper({ members, pods }) {
  return (name, object, how) => {
    if (!object) return pods.delete(name);
    if (!members.some(({ id }) => mayBelong(object, id.name))) return false;
    const before = pods.get(name);
    const isSame = before !== void 0 && uidOf(before.object) === uidOf(object);
    pods.set(
      name,
      isSame ? { ...before, object } : { object, isOld: how === "listed", firstRestarts: restartsOf(object), hasNews: false }
    );
    return true;
  };
}
function mayBelong(pod, owner) {
  return (textAt(pod, "/metadata/name") ?? "").startsWith(owner.slice(0, 40));
}
function warningKeeper({ pods, warnings, fresh }) {
  return (name, object, how) => {
    if (!object) return warnings.delete(name);
    const event = clusterEventOf(object);
    warnings.set(name, event);
    if (how === "listed") return true;
    fresh.add(name);
    if (!isNewAttempt(event)) return true;
    for (const [podName, pod] of pods)
      if (uidOf(pod.object) === event.uid) pods.set(podName, { ...pod, hasNews: true });
    return true;
  };
}
function isNewAttempt({ reason, message }) {
  return reason.includes("Failed") && !message.includes("BackOff");
}
function restartsOf(pod) {
  return new Map(containerStatesOf(pod).map(({ name, restarts }) => [name, restarts]));
}
function uidOf(object) {
  return textAt(object, "/metadata/uid") ?? "";
}
function openReplicaSets({ cluster }, onNews) {
  const found = /* @__PURE__ */ new Map();
  const asked = /* @__PURE__ */ new Set();
  const ask = async (namespace, name) => {
    const resource = await cluster.resourceOf({ group: "apps", version: "v1", kind: "ReplicaSet" }, phase4);
    const object = resource ? await cluster.get(resource, { namespace, name }, phase4) : void 0;
    if (!object) return;
    found.set(`${namespace}/${name}`, object);
    onNews(namespace);
  };
  return {
    get: (namespace, name) => {
      const key = `${namespace}/${name}`;
      if (!asked.has(key)) {
        asked.add(key);
        ask(namespace, name).catch(() => void 0);
      }
      return found.get(key);
    }
  };
}

// src/engines/kubernetes/wait/room.ts
var graceMs = 2e3;
var Room = class {
  progress;
  sight;
  startMs;
  #context;
  #stop = new AbortController();
  #ended;
  constructor(objects, context) {
    this.#context = context;
    this.#ended = AbortSignal.any([this.#stop.signal, context.world.signal]);
    this.startMs = context.world.clock.elapsedMs();
    this.progress = objects.map(progressOf);
    this.sight = openSight(objects, context, (namespace) => {
      for (const one of this.progress) if (one.object.id.namespace === namespace) this.#look(one);
    });
  }
  /** Follows everything until all is ready, one is stuck, or the time is up. @throws Failure as the server gives cause */
  async run() {
    this.#after(this.#context.timeoutMs, () => this.#stop.abort());
    try {
      const groups = groupsOf(this.progress).map(async (group) => await this.#follow(group));
      await Promise.all([...groups, this.sight.run(this.#ended)]);
    } catch (error) {
      if (!this.#ended.aborted || error instanceof Failure && error.code !== "cancelled") throw error;
    } finally {
      this.#stop.abort();
      for (const { object } of this.progress) this.#context.world.log.live?.(object.address);
    }
  }
  async #follow(group) {
    const { cluster, labelSelector, world } = this.#context;
    const members = new Map(group.members.map((one) => [one.object.id.name, one]));
    const options = {
      labelSelector,
      ...group.namespace !== void 0 && { namespace: group.namespace }
    };
    const onState = (name, object) => {
      const one = members.get(name);
      if (!one) return;
      if (!object) this.#settle(one, { readiness: readinessOfGone(one), found: [] });
      one.body = object ?? one.body;
      if (object) this.#look(one);
    };
    try {
      await follow(cluster, group.resource, options, onState, { clock: world.clock, signal: this.#ended });
    } catch (error) {
      if (!isUnseen(error, group)) throw error;
      for (const one of group.members) {
        const message = `applied; whether it is there was not seen: ${error.message}`;
        this.#settle(one, { readiness: { state: "ready", message }, found: [] });
      }
    }
  }
  /** Judges one object by what is known now; comes back to it when only time is missing. */
  #look(one) {
    if (!one.body || this.#ended.aborted) return;
    const next = judge(caseOf(one, one.body, this, this.#context), one.memory);
    this.#settle(one, next);
    const { lookAgainAtMs } = next;
    if (lookAgainAtMs === void 0 || one.wakeAtMs === lookAgainAtMs) return;
    one.wakeAtMs = lookAgainAtMs;
    this.#after(Math.max(0, lookAgainAtMs - this.#context.world.clock.elapsedMs()), () => {
      if (one.wakeAtMs === lookAgainAtMs) this.#look(one);
    });
  }
  #settle(one, next) {
    const { clock, log } = this.#context.world;
    const { readiness } = next;
    const before = one.judgement.readiness;
    const news = `${readiness.state} ${one.object.address}: ${readiness.message}`;
    const name = next.news ?? news;
    const isNews = !one.told.has(name) && readiness.message !== notSeen;
    one.judgement = next;
    one.waitedMs = clock.elapsedMs() - this.startMs;
    const isOpen = readiness.state === "waiting" && log.live !== void 0;
    log.live?.(one.object.address, isOpen ? readiness.message : void 0);
    if (isNews && !isOpen) log.info(news);
    one.told.add(name);
    if (this.progress.every((each) => each.judgement.readiness.state === "ready")) this.#stop.abort();
    else if (readiness.state === "stuck" && before.state !== "stuck")
      this.#after(graceMs, () => this.#stop.abort());
  }
  #after(durationMs, work) {
    void this.#context.world.clock.sleep(durationMs, this.#ended).then(work, () => void 0);
  }
};
function isUnseen(error, { members }) {
  const isOptional = members.every(({ object: { id } }) => !makesPods(id) && id.kind !== "Namespace");
  return isOptional && error instanceof Failure && error.code === "permission-missing";
}
function progressOf(object) {
  return {
    object,
    memory: blankMemory(),
    judgement: { readiness: { state: "waiting", message: "applied" }, found: [] },
    waitedMs: 0,
    told: /* @__PURE__ */ new Set(),
    body: void 0,
    wakeAtMs: 0
  };
}
function caseOf(one, body, { progress, sight }, context) {
  const { id, isWritten } = one.object;
  return {
    id,
    isWritten,
    body,
    readiness: readinessOf(id, body, context.rules),
    pods: sight.podsOf(one.object, body),
    isCurrent: (pod) => isCurrent(pod, one.object, body, sight),
    warningsOf: (uid) => sight.warningsOf(uid),
    nowMs: context.world.clock.elapsedMs(),
    stallMs: context.stallMs,
    isMakerPending: progress.some((each) => isPendingMaker(each, id.namespace)),
    isRefusalNew: sight.isRefusedAnew(one.object, body),
    isStatusNew: !isWritten || context.rules.has(`${id.group}/${id.kind}`) || isStatusNew(id, body)
  };
}
function isStatusNew(id, body) {
  return isStatusDated(id, body) || (statusAtMs(body) ?? 0) >= (appliedAtMs(body) ?? 0);
}
function isPendingMaker({ object, judgement }, namespace) {
  return isCustom(object.id) && object.id.namespace === namespace && judgement.readiness.state !== "ready";
}
function isCurrent(pod, { id, isWritten }, body, sight) {
  const isKnown = isNewest(pod, id, body, void 0);
  if (isKnown !== "unknown") return isKnown;
  const name = replicaSetNameOf(pod);
  const replicaSet = name === void 0 ? void 0 : sight.replicaSet(id.namespace ?? "", name);
  const isNow = isNewest(pod, id, body, replicaSet);
  if (isNow !== "unknown") return isNow;
  const createdMs = timeMs(textAt(pod, "/metadata/creationTimestamp")) ?? 0;
  return isWritten && createdMs >= (appliedAtMs(body) ?? 0);
}
function groupsOf(progress) {
  const byPlace = Map.groupBy(
    progress,
    ({ object }) => `${object.resource.group}/${object.resource.plural}|${object.id.namespace ?? ""}`
  );
  return [...byPlace.values()].flatMap((members) => {
    const [first] = members;
    return first ? [{ resource: first.object.resource, namespace: first.object.id.namespace, members }] : [];
  });
}
function readinessOfGone({ object, body }) {
  const isJob = object.id.group === "batch" && object.id.kind === "Job";
  return isJob && valueAt(body, "/spec/ttlSecondsAfterFinished") !== void 0 ? { state: "ready", message: "finished and cleaned up" } : { state: "stuck", message: "it was deleted by someone else" };
}

// src/engines/kubernetes/wait/awaited.ts
async function awaitedOf(steps, { cluster }) {
  const awaited = await Promise.all(
    steps.map(async ({ intent, change }) => {
      const { id, address } = intent;
      const resource = intent.resource ?? await cluster.resourceOf(id, "wait");
      return resource ? [{ id, address, resource, isWritten: change.action !== "unchanged" }] : [];
    })
  );
  return awaited.flat();
}

// src/engines/kubernetes/wait/index.ts
async function waitForHealth(objects, context) {
  if (objects.length === 0) return [];
  const room = new Room(objects, context);
  await room.run();
  const spentMs = context.world.clock.elapsedMs() - room.startMs;
  return await Promise.all(room.progress.map(async (one) => await healthOf(one, room, { context, spentMs })));
}
async function healthOf(one, { sight, startMs }, { context, spentMs }) {
  const { object, judgement, waitedMs, body } = one;
  const { state, message } = judgement.readiness;
  const health = { address: object.address, state, waitedMs, startMs };
  if (state === "ready" || context.world.signal.aborted) return { ...health, message };
  const late = state === "waiting" ? `not ready after ${Math.round(spentMs / 1e3)} s: ` : "";
  const blind = sight.blind();
  const unseen = blind === void 0 ? "" : `; its Pods were not seen: ${blind}`;
  const diagnosis = await explain(
    {
      ...object,
      body,
      judgement,
      pods: sight.podsOf(object, body).map((pod) => pod.object),
      isCurrent: (pod) => body !== void 0 && isCurrent(pod, object, body, sight)
    },
    context
  );
  return { ...health, message: `${late}${message}${unseen}`, ...diagnosis && { diagnosis } };
}

// src/engines/kubernetes/hooks/page.ts
var shownLines2 = 200;
var lastLines = 50;
var longestLine2 = 300;
function openPage(title, { log, secrets }) {
  let group;
  let count = 0;
  const kept = [];
  const show = (lines) => {
    if (lines.length === 0) return;
    group ??= log.group(title);
    log.info(lines.join("\n"));
  };
  return {
    add: (given, prefix) => {
      const lines = plainOf(secrets.redact(given.join("\n"))).map((line) => prefix + line);
      const room = Math.max(0, shownLines2 - count);
      count += lines.length;
      show(lines.slice(0, room));
      kept.push(...lines.slice(room));
      kept.splice(0, Math.max(0, kept.length - lastLines));
    },
    end: () => {
      const left = count - shownLines2 - kept.length;
      if (left > 0) show([`… ${left} lines are not shown …`]);
      show(kept);
      group?.end();
      return count > 0;
    }
  };
}
function plainOf(text) {
  const plain2 = text.replaceAll(/\u001B\[[\d;]*[A-Za-z]/g, "");
  return plain2.split("\n").map((line) => line.length <= longestLine2 ? line : `${line.slice(0, longestLine2 - 1).toWellFormed()}…`);
}

// src/engines/kubernetes/hooks/follow-log.ts
var phase5 = "hook";
var pauseMs = 2e3;
var graceMs2 = 5e3;
var mostFollowed = 20;
function followLog(job, intent, work) {
  const room = new Room2(intent, work);
  const watching = room.watchPods(textAt(job, "/metadata/uid") ?? "").catch(quiet);
  return {
    end: async () => {
      await room.close();
      await watching;
      return room.page.end();
    }
  };
}
function quiet(error) {
  if (!(error instanceof Failure)) throw error;
}
var Room2 = class {
  page;
  #intent;
  #work;
  /** The Job is over: what is open may still end by itself. */
  #over = new AbortController();
  #stop = new AbortController();
  #signal;
  #followed = /* @__PURE__ */ new Map();
  #pods = /* @__PURE__ */ new Map();
  constructor(intent, work) {
    this.#intent = intent;
    this.#work = work;
    this.#signal = AbortSignal.any([this.#stop.signal, work.world.signal]);
    this.page = openPage(`log of ${intent.address}`, work.world);
  }
  async watchPods(jobUid) {
    const { cluster, world } = this.#work;
    const pods = await cluster.resourceOf({ group: "", version: "v1", kind: "Pod" }, phase5);
    if (!pods) return;
    const { namespace } = this.#intent.id;
    const options = {
      labelSelector: `batch.kubernetes.io/controller-uid=${jobUid}`,
      ...namespace !== void 0 && { namespace }
    };
    const pace = { clock: world.clock, signal: AbortSignal.any([this.#signal, this.#over.signal]) };
    try {
      await follow(cluster, pods, options, (name, pod) => this.#look(name, pod), pace);
    } catch (error) {
      if (!pace.signal.aborted) throw error;
    }
  }
  /** Lets what is open come to its end, for a moment. */
  async close() {
    this.#over.abort();
    const ended = new AbortController();
    const late = this.#work.world.clock.sleep(graceMs2, AbortSignal.any([ended.signal, this.#signal]));
    await Promise.race([Promise.all(this.#followed.values()), late.catch(() => void 0)]);
    ended.abort();
    this.#stop.abort();
    await Promise.all(this.#followed.values());
  }
  #look(name, pod) {
    if (!pod) return;
    this.#pods.set(name, pod);
    for (const state of containerStatesOf(pod)) {
      const key = `${name}/${state.name}/${state.restarts}`;
      if (!hasBegun(state) || this.#followed.has(key) || this.#followed.size >= mostFollowed) continue;
      const number = [...this.#followed.keys()].filter((each) => each.includes(`/${state.name}/`)).length + 1;
      const mark = number === 1 ? "" : `try ${number}: `;
      const prefix = containerStatesOf(pod).length === 1 ? mark : `${state.name}: ${mark}`;
      this.#followed.set(key, this.#follow(name, state, prefix).catch(quiet));
    }
  }
  /** Reads one log to its end; after a cut from the last line on, for as long as the container runs. */
  async #follow(pod, { name: container, restarts }, prefix) {
    const { cluster, world } = this.#work;
    const { namespace = "" } = this.#intent.id;
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
    const isStill = () => containerStatesOf(this.#pods.get(pod) ?? {}).some(
      (state) => state.name === container && state.restarts === restarts && state.runningSince !== void 0
    );
    let last = "";
    for (let isRunning = true; isRunning && !this.#signal.aborted; ) {
      isRunning = isStill() && !this.#over.signal.aborted;
      const since2 = last === "" ? {} : { sinceTime: last };
      const query = { container, follow: "true", timestamps: "true", ...since2 };
      const stream = await cluster.text(path, query, this.#signal, phase5);
      if (stream.status) return;
      for await (const lines of stream.lines) {
        const fresh = lines.map(stamped).filter(({ at }) => at === "" || at > last);
        last = fresh.findLast(({ at }) => at !== "")?.at ?? last;
        if (fresh.length > 0)
          this.page.add(
            fresh.map(({ text }) => text),
            prefix
          );
      }
      const until = AbortSignal.any([this.#over.signal, this.#signal]);
      if (isRunning) await world.clock.sleep(pauseMs, until).catch(() => void 0);
    }
  }
};
function hasBegun({ runningSince, end }) {
  return runningSince !== void 0 || end !== void 0;
}
function stamped(line) {
  const found = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))(?: (.*))?$/s.exec(line);
  return found ? { at: found[1] ?? "", text: found[2] ?? "" } : { at: "", text: line };
}

// src/engines/kubernetes/hooks/log.ts
var phase6 = "hook";
var shownLines3 = 100;
async function showLog(job, intent, work) {
  const { cluster, world } = work;
  if (world.signal.aborted) return;
  try {
    const pods = await cluster.resourceOf({ group: "", version: "v1", kind: "Pod" }, phase6);
    if (!pods) return;
    const labelSelector = `batch.kubernetes.io/controller-uid=${textAt(job, "/metadata/uid") ?? ""}`;
    const { namespace } = intent.id;
    const list = await cluster.list(
      pods,
      { labelSelector, ...namespace !== void 0 && { namespace } },
      phase6
    );
    const pod = list.items.toSorted(byCreation).at(-1);
    if (!pod) return;
    for (const { name } of containerStatesOf(pod)) {
      const { lines, none } = await readLog(pod, { container: name, instance: "current", shownLines: shownLines3 }, work);
      const group = world.log.group(`log of ${intent.address}, container ${name}`);
      world.log.info(lines.length > 0 ? lines.join("\n") : `no log: ${none ?? "it wrote nothing"}`);
      group.end();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.log.info(`the log of ${intent.address} could not be read: ${error.message}`);
  }
}
function byCreation(a, b) {
  const [first = "", second = ""] = [a, b].map((pod) => textAt(pod, "/metadata/creationTimestamp"));
  return first < second ? -1 : 1;
}

// src/engines/kubernetes/hooks/readiness.ts
function hookReadiness(object) {
  const found = jobReadiness(object);
  const isHeld = found.state === "ready" && found.message === "suspended" && valueAt(object, "/spec/suspend") === true;
  return isHeld ? waiting("suspended") : found;
}

// src/engines/kubernetes/hooks/run.ts
var phase7 = "hook";
function hooksAt({ hooks }, moments) {
  return hooks.steps.filter(({ planned }) => moments.includes(planned.moment));
}
async function runHooks(steps, set, progress, work) {
  for (const step of steps) {
    const { address, moment, digest } = step.planned;
    const isAfterFailure = moment === "on-failure";
    const mayBegin = isAfterFailure ? !work.world.signal.aborted : isFine(progress, work);
    if (!mayBegin || !await work.isStillOurs()) {
      const message = progress.isOurs ? "not begun, because the run stopped before" : lostWords.message;
      progress.hooks.push({ address, moment, digest, state: "skipped", durationMs: 0, message });
      continue;
    }
    const { run, health } = await runHook(step, set, work);
    progress.hooks.push(run);
    if (health) progress.health.push(health);
  }
}
async function removeLeftovers(leftovers, work) {
  for (const live of leftovers) {
    const address = addressOf(live.id);
    try {
      await removeObject(work.cluster, live, void 0, phase7);
      work.world.log.info(`deleted ${address}, left by a hook that the repository has no more`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      work.world.log.warn(`${address}, left by an earlier hook, was not deleted: ${error.message}`);
    }
  }
}
async function runHook(step, set, work) {
  const { address, moment, digest } = step.planned;
  const { clock, log, signal } = work.world;
  const startMs = clock.elapsedMs();
  const told2 = (state, message) => ({
    address,
    moment,
    digest,
    state,
    startMs,
    durationMs: clock.elapsedMs() - startMs,
    ...message !== void 0 && { message }
  });
  log.info(`hook ${address} (${moment}) begins`);
  try {
    const resource = step.intent.resource ?? await servedKind(step.intent.id, work.cluster);
    const job = await startJob(step, resource, work);
    const followed = followLog(job, step.intent, work);
    let isShown = false;
    let health;
    try {
      health = await waitForJob(step, resource, set, work);
    } finally {
      isShown = await followed.end();
    }
    const isGood = health.state === "ready";
    if (!isShown) await showLog(job, step.intent, work);
    if (signal.aborted)
      return { run: told2("failed", "the run was cancelled; the Job goes on in the cluster"), health };
    if (step.cleanup.has(isGood ? "on-success" : "on-failure")) await clean(step, resource, work);
    if (isGood) {
      log.info(`hook ${address} (${moment}) succeeded`);
      return { run: told2("succeeded") };
    }
    log.error(`hook ${address} (${moment}) failed: ${health.message}`);
    return { run: told2("failed", health.message), health };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === "cancelled") return { run: told2("skipped", error.message) };
    const message = [error.message, error.hint].filter((part) => part !== void 0).join(" ");
    log.error(`hook ${address} (${moment}) failed: ${message}`);
    const health = {
      address,
      state: "stuck",
      message,
      waitedMs: clock.elapsedMs() - startMs,
      startMs
    };
    return { run: told2("failed", message), health };
  }
}
async function startJob(step, resource, work) {
  const { cluster, world, timeoutMs, setId } = work;
  const { id, body, address } = step.intent;
  const live = await cluster.get(resource, id, phase7);
  if (live) {
    if (hookOf(live) !== setId && memberOf(live) !== setId)
      throw new Failure("object-changed", `${address} is there, and no deploy of this target has made it`, {
        hint: "Give the hook another name, or delete that Job yourself."
      });
    const removal = { id, resource, object: live, propagation: "Foreground" };
    if (await removeObject(cluster, removal, void 0, phase7) === "leaving")
      await waitUntilGone(cluster, removal, { world, timeoutMs }, phase7);
  }
  const options = { manager, force: false, dryRun: false };
  const answer = await cluster.apply(resource, id, stringifyJson(body), options, phase7);
  if (answer.status || !isObject(answer.body)) throw refusal(answer, { verb: "patch", resource, ...id });
  return answer.body;
}
async function waitForJob(step, resource, set, work) {
  const { id, address } = step.intent;
  const [health] = await waitForHealth([{ id, address, resource, isWritten: true }], {
    ...work,
    labelSelector: `${hookLabel}=${work.setId}`,
    rules: new Map([...work.rules, ["batch/Job", hookReadiness]]),
    intents: [...set.hooks.steps, ...set.steps].map(({ intent }) => intent)
  });
  return health ?? { address, state: "stuck", message: "it was not seen", waitedMs: 0 };
}
async function clean({ intent, planned }, resource, work) {
  try {
    const object = await work.cluster.get(resource, intent.id, phase7);
    if (object) await removeObject(work.cluster, { id: intent.id, resource, object }, void 0, phase7);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    work.world.log.warn(`the Job of hook ${planned.address} was not deleted: ${error.message}`);
  }
}

// src/engines/kubernetes/apply/group.ts
async function grouped(log, { count, what }, work) {
  if (count === 0) return await work();
  const group = log.group(`${count} to ${what}`);
  try {
    return await work();
  } finally {
    group.end();
  }
}

// src/engines/kubernetes/apply/patience.ts
var afterCancelMs = 4e3;
function openPatience({ clock, signal }) {
  const closed = new AbortController();
  const ended = new Promise((resolve) => {
    const countDown = () => {
      clock.sleep(afterCancelMs, closed.signal).then(
        () => resolve("unanswered"),
        () => void 0
      );
    };
    if (signal.aborted) countDown();
    else signal.addEventListener("abort", countDown, { once: true, signal: closed.signal });
  });
  return { ended, [Symbol.dispose]: () => closed.abort() };
}

// src/engines/kubernetes/apply/step.ts
var doneWords = {
  create: "created",
  update: "updated",
  recreate: "recreated",
  delete: "deleted"
};
async function timed(step, { world, guard, patience, isStillOurs: isStillOurs2 }, work) {
  const { clock, log, signal } = world;
  const startMs = clock.elapsedMs();
  const durationMs = () => clock.elapsedMs() - startMs;
  const skipped = { ...step, state: "skipped", durationMs: 0 };
  if (signal.aborted) return { ...skipped, message: "the run was cancelled" };
  try {
    if (!guard.isFresh() && !await isStillOurs2()) return { ...skipped, ...lostWords };
    const how = await Promise.race([work(), patience.ended]);
    if (how === "unanswered") return { ...step, ...unansweredWords, durationMs: durationMs() };
    log.info(`${doneWords[step.action] ?? step.action} ${step.address}`);
    return { ...step, state: "done", durationMs: durationMs(), startMs };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const message = [error.message, error.hint].filter((part) => part !== void 0).join(" ");
    log.error(`${step.address}: ${message}`);
    const state = error.code === "cancelled" ? "skipped" : "failed";
    return { ...step, state, durationMs: durationMs(), startMs, message, code: error.code };
  }
}
var unansweredWords = {
  state: "failed",
  message: "sent, but not answered before the cancelled run had to end: it may have been done",
  code: "cancelled"
};

// src/engines/kubernetes/apply/prune.ts
async function prune(set, context) {
  const { cluster, world, setId, timeoutMs } = context;
  const steps = [];
  const byKey = new Map(set.deletions.map((deletion) => [objectKeyOf(deletion.live.id), deletion]));
  const objects = set.deletions.map(({ live }) => ({
    id: live.id,
    key: objectKeyOf(live.id),
    body: live.object
  }));
  const endMs = world.clock.elapsedMs() + timeoutMs;
  for (const wave of deletionOrderOf(objects)) {
    const due = wave.flatMap((key) => byKey.get(key) ?? []);
    const done = due.map(async ({ live, change }) => {
      const { address, action } = change;
      return await timed({ address, action }, context, async () => {
        if (await removeObject(cluster, live, setId, "prune") === "gone") return;
        world.log.info(`${address} is on its way out`);
        const leftMs = Math.max(0, endMs - world.clock.elapsedMs());
        await waitUntilGone(cluster, live, { world, timeoutMs: leftMs }, "prune");
      });
    });
    steps.push(...await Promise.all(done));
    if (steps.some((step) => step.state !== "done") || world.signal.aborted) break;
    if (steps.length < set.deletions.length && !await context.isStillOurs()) break;
  }
  return steps;
}

// src/engines/kubernetes/apply/prerequisites.ts
function neededReady(due, steps, { edges }) {
  const byKey = new Map(steps.map((step) => [step.intent.key, step]));
  const keys = new Set(due.map((step) => step.intent.key));
  const needed = edges.filter((edge) => edge.needs === "ready" && keys.has(edge.from));
  const found = needed.flatMap(({ to, origin }) => {
    const step = byKey.get(to);
    return step && (origin === "asked" || step.change.action !== "unchanged") ? [step] : [];
  });
  return [...new Set(found)];
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
  const newest = taken.toSorted((a, b) => timeOf2(a).localeCompare(timeOf2(b))).at(-1);
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
function timeOf2(entry) {
  return textAt(entry, "/time") ?? "";
}

// src/engines/kubernetes/apply/send.ts
var phase8 = "apply";
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
  if (isNew) return await cluster.apply(resource, intent.id, stringifyJson(intent.body), options, phase8);
  const taken = await takeOver(step, live, resource, cluster);
  if (taken.refused) return taken.refused;
  const body = bindTo(step.prediction?.payload.body ?? intent.body, taken.live);
  return await cluster.apply(resource, intent.id, stringifyJson(body), options, phase8);
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
  const answer = await cluster.raw("PATCH", path, options, phase8);
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
  const live = await context.cluster.get(resource, intent.id, phase8);
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

// src/engines/kubernetes/apply/unstick.ts
var phase9 = "wait";
var lookEveryMs3 = 1e3;
var hopeless = /* @__PURE__ */ new Set([
  "CrashLoopBackOff",
  "ImagePullBackOff",
  "ErrImagePull",
  "ErrImageNeverPull",
  "InvalidImageName",
  "CreateContainerConfigError",
  "CreateContainerError",
  "RunContainerError"
]);
async function unstickSets(steps, context) {
  await Promise.all(
    steps.filter(wasBroken).map(async (step) => {
      try {
        await unstick(step, context);
      } catch (error) {
        if (context.ended.aborted) return;
        if (!(error instanceof Failure)) throw error;
        context.world.log.warn(
          `${step.change.address} may be stuck on an earlier revision and was not freed: ${error.message}`
        );
      }
    })
  );
}
function wasBroken({ intent, live }) {
  const isSet = intent.id.group === "apps" && intent.id.kind === "StatefulSet";
  if (!isSet || !live || valueAt(live, "/status") === void 0) return false;
  return statefulSetReadiness(live).state !== "ready";
}
async function unstick(step, context) {
  const { cluster, world, ended } = context;
  const { id, resource } = step.intent;
  const pods = await cluster.resourceOf({ group: "", version: "v1", kind: "Pod" }, phase9);
  if (!resource || !pods) return;
  while (!ended.aborted) {
    const set = await cluster.get(resource, id, phase9);
    if (!set || statefulSetReadiness(set).state === "ready") return;
    const pod = isRolling(set) ? await stuckPod(set, pods, context) : void 0;
    if (pod) await deletePod(pod, pods, step, context);
    await world.clock.sleep(lookEveryMs3, ended).catch(() => void 0);
  }
}
function isRolling(set) {
  return textAt(set, "/spec/updateStrategy/type") !== "OnDelete" && numberAt(set, "/status/observedGeneration") === numberAt(set, "/metadata/generation");
}
async function stuckPod(set, pods, { cluster }) {
  const labels = valueAt(set, "/spec/selector/matchLabels");
  const namespace = textAt(set, "/metadata/namespace");
  if (!isObject(labels) || namespace === void 0) return void 0;
  const labelSelector = Object.entries(labels).flatMap(([key, value]) => typeof value === "string" ? [`${key}=${value}`] : []).join(",");
  const { items } = await cluster.list(pods, { namespace, labelSelector }, phase9);
  return items.filter((pod) => isStuck(pod, set)).toSorted((a, b) => ordinalOf(b) - ordinalOf(a))[0];
}
function isStuck(pod, set) {
  const isOwn = listAt(pod, "/metadata/ownerReferences").some(
    (owner) => textAt(owner, "/uid") === textAt(set, "/metadata/uid")
  );
  const revision = textAt(pod, "/metadata/labels/controller-revision-hash");
  const statuses = [
    ...listAt(pod, "/status/initContainerStatuses"),
    ...listAt(pod, "/status/containerStatuses")
  ];
  return isOwn && revision !== void 0 && revision !== textAt(set, "/status/updateRevision") && valueAt(pod, "/metadata/deletionTimestamp") === void 0 && conditionOf(pod, "Ready")?.status !== "True" && statuses.some((status) => hopeless.has(textAt(status, "/state/waiting/reason") ?? ""));
}
function ordinalOf(pod) {
  return Number(/-(\d+)$/.exec(textAt(pod, "/metadata/name") ?? "")?.[1] ?? -1);
}
async function deletePod(pod, pods, { change, intent }, { cluster, world }) {
  const name = textAt(pod, "/metadata/name") ?? "";
  const place = { name, ...intent.id.namespace !== void 0 && { namespace: intent.id.namespace } };
  const uid = textAt(pod, "/metadata/uid") ?? "";
  const answer = await cluster.remove(pods, place, { uid, propagation: "Background", dryRun: false }, phase9);
  const isGone = answer.status?.code === 404 || answer.status?.code === 409;
  if (answer.status && !isGone) throw refusal(answer, { verb: "delete", resource: pods, ...place });
  if (!answer.status)
    world.log.info(
      `deleted Pod ${name}, on which ${change.address} was stuck: it is of an earlier, broken revision`
    );
}

// src/engines/kubernetes/apply/waves.ts
async function applyWaves(steps, set, progress, work) {
  const begun = new Set(progress.steps.map(({ address }) => address));
  const left = steps.filter(({ intent }) => !begun.has(intent.address));
  const byKey = new Map(left.map((step) => [step.intent.key, step]));
  for (const wave of work.order.waves) {
    const due = wave.flatMap((key) => byKey.get(key) ?? []).filter(isWrite);
    if (due.length === 0) continue;
    if (!isFine(progress, work)) return;
    await waitForPrerequisites(due, set, progress, work);
    if (hasBegun2(progress) && !await mayGoOn(progress, work)) return;
    progress.steps.push(...await Promise.all(due.map(async (step) => await applyStep(step, set, work))));
  }
}
function isWrite(step) {
  return step.change.action === "create" || step.change.action === "update" || step.change.action === "recreate";
}
async function mayGoOn(progress, work) {
  return isFine(progress, work) && await work.isStillOurs();
}
function hasBegun2({ steps, hooks, health }) {
  return steps.length + hooks.length + health.length > 0;
}
async function applyStep(step, set, work) {
  const { address, action } = step.change;
  return await timed({ address, action }, work, async () => {
    const { cluster, world, timeoutMs } = work;
    const resource = step.intent.resource ?? await servedKind(step.intent.id, cluster);
    if (action !== "recreate" || !step.live) {
      await sendObject(step, resource, { cluster, lookAgain: set.lookAgain });
      return;
    }
    const removal = { id: step.intent.id, resource, object: step.live };
    await removeObject(cluster, removal, void 0, "apply");
    await waitUntilGone(cluster, removal, { world, timeoutMs }, "apply");
    await sendObject({ ...step, live: void 0 }, resource, { cluster, lookAgain: set.lookAgain });
  });
}
async function waitForPrerequisites(due, set, progress, work) {
  const waited = new Set(progress.health.map(({ address }) => address));
  const needed = neededReady(due, set.steps, work.order).filter(
    ({ intent }) => needsWait(intent.id, work.rules, intent.body) && !waited.has(intent.address)
  );
  progress.health.push(...await waitFor(needed, set, work));
  const newKinds = due.filter(({ intent }) => !intent.resource).map(({ intent }) => intent.id);
  if (newKinds.length > 0 && isFine(progress, work)) await waitUntilServed(newKinds, work);
}
async function waitFor(steps, set, work) {
  const labelSelector = `${partOfLabel}=${work.setId}`;
  const intents = set.steps.map(({ intent }) => intent);
  const waiting2 = { ...work, labelSelector, intents };
  const stop = new AbortController();
  const ended = AbortSignal.any([stop.signal, work.world.signal]);
  const freeing = unstickSets(steps, { ...work, ended });
  try {
    return await waitForHealth(await awaitedOf(steps, waiting2), waiting2);
  } finally {
    stop.abort();
    await freeing;
  }
}

// src/engines/kubernetes/apply/index.ts
async function applySet(set, context) {
  var _stack = [];
  try {
    const patience = __using(_stack, openPatience(context.world));
    const progress = { steps: [], health: [], hooks: [], isOurs: true };
    const work = {
      ...context,
      patience,
      isStillOurs: async () => await isStillOurs(progress, context)
    };
    const { clock } = context.world;
    const startMs = clock.elapsedMs();
    const waitedMs = await carryThrough(set, progress, work);
    const { steps, health, hooks } = progress;
    steps.push(...skippedSteps(set, steps, whyNotBegun(progress)));
    return {
      result: resultOf(progress, work),
      steps: steps.map((step) => since(step, startMs)),
      health: health.map((object) => since(object, startMs)),
      ...hooks.length > 0 && { hooks: hooks.map((hook) => since(hook, startMs)) },
      durationMs: clock.elapsedMs() - startMs,
      waitedMs,
      ...progress.stopped && { stopped: progress.stopped }
    };
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    __callDispose(_stack, _error, _hasError);
  }
}
async function carryThrough(set, progress, work) {
  const { clock, log } = work.world;
  let waitedMs = 0;
  try {
    await runBefore(set, progress, work);
    const apply = { count: set.steps.filter(isWrite).length, what: "apply" };
    await grouped(log, apply, async () => await applyWaves(set.steps, set, progress, work));
    const waitStartMs = clock.elapsedMs();
    const awaited = isSound(progress) ? workloadsOf(set, progress, work) : [];
    const wait = { count: awaited.length, what: "wait for" };
    progress.health.push(...await grouped(log, wait, async () => await waitFor(awaited, set, work)));
    waitedMs = clock.elapsedMs() - waitStartMs;
    await runHooks(hooksAt(set, ["after", "after-rollback"]), set, progress, work);
    if (set.deletions.length > 0 && await mayGoOn(progress, work)) await pruneAll(set, progress, work);
    await runLast(set, progress, work);
  } catch (error) {
    if (!(error instanceof Failure) || progress.steps.length + progress.hooks.length === 0) throw error;
    log.error(error.message);
    progress.stopped = error;
    await runAfterStop(set, progress, work);
  }
  return waitedMs;
}
async function runAfterStop(set, progress, work) {
  const hasRun = progress.hooks.some(({ moment }) => moment === "on-failure");
  if (hasRun || !progress.isOurs || work.world.signal.aborted) return;
  try {
    await runHooks(hooksAt(set, ["on-failure"]), set, progress, work);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    work.world.log.error(`what is to run after a failure was not run: ${error.message}`);
  }
}
function since(one, startMs) {
  return one.startMs === void 0 ? one : { ...one, startMs: Math.round(one.startMs - startMs) };
}
async function runBefore(set, progress, work) {
  const hooks = hooksAt(set, ["before", "before-rollback"]);
  if (hooks.length === 0) return;
  const needed = neededBy(hooks, set.steps);
  const early = set.steps.filter(({ intent }) => needed.keys.has(intent.key));
  await applyWaves(early, set, progress, work);
  const order = { ...work.order, edges: needed.edges };
  if (isFine(progress, work)) await waitForPrerequisites(hooks, set, progress, { ...work, order });
  await runHooks(hooks, set, progress, work);
}
async function runLast(set, progress, work) {
  const { leftovers } = set.hooks;
  if (isFine(progress, work)) {
    if (leftovers.length > 0 && await mayGoOn(progress, work)) await removeLeftovers(leftovers, work);
    return;
  }
  if (!progress.isOurs || work.world.signal.aborted) return;
  await runHooks(hooksAt(set, ["on-failure"]), set, progress, work);
}
function workloadsOf(set, progress, work) {
  if (work.waitFor === "none") return [];
  const waited = new Set(progress.health.map(({ address }) => address));
  const done = new Set(progress.steps.map(({ address }) => address));
  const isCancelled = work.world.signal.aborted;
  return set.steps.filter((step) => isCancelled ? done.has(step.change.address) : work.waitFor === "all" || isWrite(step)).filter(
    ({ intent: { id, address, body } }) => needsWait(id, work.rules, body) && !waited.has(address) && id.kind !== "Namespace" && id.kind !== "CustomResourceDefinition"
  );
}
async function pruneAll(set, progress, work) {
  const go = { count: set.deletions.length, what: "delete" };
  progress.steps.push(...await grouped(work.world.log, go, async () => await prune(set, work)));
}
function skippedSteps(set, done, why) {
  const begun = new Set(done.map((step) => step.address));
  const planned = [...set.steps.filter(isWrite), ...set.deletions].map((step) => step.change);
  return planned.filter((change) => !begun.has(change.address)).map(({ address, action }) => ({ address, action, state: "skipped", durationMs: 0, ...why }));
}
function whyNotBegun({ isOurs: isOurs2, stopped }) {
  if (!isOurs2) return lostWords;
  if (!stopped) return { message: "not begun, because the run stopped before" };
  return { message: `not begun: ${stopped.message}`, code: stopped.code };
}
function resultOf({ steps, health, hooks, stopped }, { world }) {
  const isHealthy = health.every((object) => object.state === "ready");
  const hasBegun3 = steps.some((step) => step.state === "done" || step.code === "cancelled") || hooks.some(({ state }) => state !== "skipped");
  const isDone = [
    ...steps.map((step) => step.state === "done"),
    ...hooks.map((hook) => hook.state === "succeeded")
  ];
  if (isHealthy && !stopped && isDone.every(Boolean)) return hasBegun3 ? "deployed" : "unchanged";
  if (world.signal.aborted) return hasBegun3 ? "partial" : "cancelled";
  return isHealthy && hasBegun3 ? "partial" : "failed";
}
export {
  applySet
};
