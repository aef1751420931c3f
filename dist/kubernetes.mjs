import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  conditionOf,
  containersOf,
  isBehind,
  notSeen,
  orderOf,
  pause,
  podSpecOf,
  ready,
  stuck,
  waiting
} from "./shared-8.mjs";
import {
  closedRecord,
  openedRecord,
  resumedRecord,
  withoutLists
} from "./shared-23.mjs";
import {
  hasErrors,
  nearestName,
  sortDiagnostics
} from "./shared-18.mjs";
import {
  recordName,
  recordSchema
} from "./shared-19.mjs";
import {
  parseYaml,
  positionsBelow
} from "./shared-10.mjs";
import {
  anyNode,
  crdSchemasOf,
  resolveNode,
  writeJsonList,
  writeYaml
} from "./shared-12.mjs";
import "./shared-11.mjs";
import "./shared-2.mjs";
import {
  applySetIdOf,
  foreignParent,
  normalizeForDiff,
  parentBody,
  scopeOfParent,
  toolOf,
  uniteScopes
} from "./shared-9.mjs";
import {
  diffFields,
  maskObject,
  secretValuesOf
} from "./shared-1.mjs";
import "./shared-5.mjs";
import {
  collectionPath,
  objectPath,
  refusal
} from "./shared-7.mjs";
import {
  applySetManager,
  parentNameOf,
  partOfLabel,
  recordManager
} from "./shared-13.mjs";
import "./shared-6.mjs";
import {
  Failure
} from "./shared-20.mjs";
import {
  addressOf,
  apiVersionOf,
  confirmAddressOf,
  groupKindOf,
  objectKeyOf
} from "./shared-22.mjs";
import {
  canonicalJson,
  isEqual,
  isList,
  isObject,
  joinPointer,
  numberAt,
  parseJson,
  splitPointer,
  stringifyJson,
  textAt,
  valueAt
} from "./shared-21.mjs";

// src/engines/kubernetes/connection.ts
async function connect(settings, world) {
  const [{ openAccess }, { openCluster }] = await Promise.all([
    import("./access.mjs"),
    import("./api.mjs")
  ]);
  const access = await openAccess(settings, world);
  return { cluster: openCluster(access, world), diagnostics: access.diagnostics };
}

// src/engines/kubernetes/ledger/parent.ts
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
var keptRecords = 20;
var keptBytes = 640 * 1024;
var repositoryIdAnnotation = "gitops-push.dev/repository-id";
var repositoryAnnotation = "gitops-push.dev/repository";
function readParent(object, tooling) {
  const inventory = readInventory(textAt(object, "/binaryData/inventory"));
  const lines = (textAt(object, "/data/records") ?? "").split("\n");
  const annotation = (name) => textAt(object, joinPointer(["metadata", "annotations", name]));
  return {
    uid: textAt(object, "/metadata/uid") ?? "",
    resourceVersion: textAt(object, "/metadata/resourceVersion") ?? "",
    scope: scopeOfParent(object),
    records: lines.flatMap(readRecord),
    unknownRecords: lines.filter((line) => line.trim() !== "" && readRecord(line).length === 0),
    inventory: inventory ?? [],
    newestSequence: Math.max(0, ...lines.map(sequenceOf)),
    repository: annotation(repositoryAnnotation),
    repositoryId: annotation(repositoryIdAnnotation),
    tool: toolOf(object),
    hold: readHold(textAt(object, "/data/hold")),
    foreign: inventory ? foreignParent(object, tooling) : "its inventory cannot be read"
  };
}
function recordBody(parent) {
  const annotations2 = {
    ...parent.repository !== void 0 && { [repositoryAnnotation]: parent.repository },
    ...parent.repositoryId !== void 0 && { [repositoryIdAnnotation]: parent.repositoryId }
  };
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: parent.name,
      namespace: parent.namespace,
      uid: parent.uid,
      resourceVersion: parent.resourceVersion,
      ...Object.keys(annotations2).length > 0 && { annotations: annotations2 }
    },
    data: {
      records: writeRecordLines(parent.records, parent.unknownRecords),
      ...parent.hold && { hold: JSON.stringify(parent.hold) }
    },
    binaryData: { inventory: writeInventory(parent.inventory) }
  };
}
function writeRecordLines(records, unknown) {
  const mark = records.findLast((record) => record.kind === "deploy" && record.commit !== void 0);
  const newest = records.slice(-keptRecords);
  const chosen = mark && !newest.includes(mark) ? [mark, ...newest.slice(1)] : newest;
  const room = Math.max(0, keptRecords - chosen.length);
  const all = [...room > 0 ? unknown.slice(-room) : [], ...chosen.map((record) => JSON.stringify(record))];
  const isKept = (line, fromEnd) => fromEnd === 0 || mark !== void 0 && line === JSON.stringify(mark);
  const lines = [];
  let bytes = 0;
  for (const [fromEnd, line] of all.toReversed().entries()) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes <= keptBytes || isKept(line, fromEnd)) lines.push(line);
  }
  return `${lines.toReversed().join("\n")}
`;
}
function sequenceOf(line) {
  const sequence = Number(/"sequence":\s*(\d+)/.exec(line)?.[1] ?? 0);
  return Number.isSafeInteger(sequence) ? sequence : 0;
}
function readRecord(line) {
  try {
    const value = JSON.parse(line);
    const isOurs = typeof value === "object" && value !== null && "schema" in value && value.schema === recordSchema;
    return isOurs ? [value] : [];
  } catch {
    return [];
  }
}
function readHold(text) {
  if (text === void 0) return void 0;
  const value = parsedOr(text);
  const isHold = isObject(value) && isList(value["culprits"]) && typeof value["record"] === "string";
  if (!isHold)
    throw new Failure("record-failed", "the hold in the record of the target cannot be read", {
      hint: "Somebody edited it. Take the key `hold` out of that ConfigMap to let deploys pass."
    });
  return value;
}
function parsedOr(text) {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
function writeInventory(ids) {
  const rows = ids.map((id) => [id.group, id.version, id.kind, id.namespace ?? null, id.name]);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  return brotliCompressSync(stringifyJson(rows), { params }).toString("base64");
}
function readInventory(text) {
  if (text === void 0) return [];
  try {
    const rows = parseJson(brotliDecompressSync(Buffer.from(text, "base64")).toString("utf8"));
    return isList(rows) ? rows.flatMap(readRow) : void 0;
  } catch {
    return void 0;
  }
}
function readRow(row) {
  if (!isList(row) || isObject(row)) return [];
  const [group, version, kind, namespace, name] = row;
  if (typeof group !== "string" || typeof version !== "string" || typeof kind !== "string" || typeof name !== "string")
    return [];
  return [{ group, version, kind, name, ...typeof namespace === "string" && { namespace } }];
}

// src/engines/kubernetes/ledger/store.ts
var phase = "record";
var configMaps = {
  group: "",
  version: "v1",
  kind: "ConfigMap",
  plural: "configmaps",
  namespaced: true,
  verbs: []
};
async function loadParent(place, during) {
  const object = await place.cluster.get(configMaps, placeOf(place), during);
  return object ? readParent(object, place.tooling) : void 0;
}
async function writeScope(place, parent, scope) {
  const bound = parent ? { uid: parent.uid, resourceVersion: parent.resourceVersion } : {};
  const body = parentBody({ ...placeOf(place), tooling: place.tooling, scope, ...bound });
  const answer = await write(place, body, applySetManager);
  if (!parent && answer.httpStatus !== 201 && answer.mayBeDone !== true) throw raced(place);
  return parentOf(answer, place);
}
async function writeRecords(place, parent, content) {
  const body = recordBody({
    ...placeOf(place),
    uid: parent.uid,
    resourceVersion: parent.resourceVersion,
    ...content
  });
  return parentOf(await write(place, body, recordManager), place);
}
async function write(place, body, manager) {
  const options = { manager, force: true, dryRun: false };
  const answer = await place.cluster.apply(configMaps, placeOf(place), stringifyJson(body), options, phase);
  if (answer.status?.code === 409 && answer.status.reason === "Conflict") {
    const ours = answer.mayBeDone === true ? await writtenBefore(place, body) : void 0;
    if (!ours) throw raced(place);
    return { httpStatus: 200, body: ours, warnings: [] };
  }
  if (!answer.status) return answer;
  const cause = refusal(answer, { verb: "patch", resource: configMaps, ...placeOf(place) });
  throw new Failure(
    "record-failed",
    `the record ${addressOf2(place)} could not be written: ${cause.message}`,
    {
      cause,
      ...cause.hint !== void 0 && { hint: cause.hint }
    }
  );
}
async function writtenBefore(place, body) {
  const stored = await place.cluster.get(configMaps, placeOf(place), phase);
  return stored && holds(stored, body) ? stored : void 0;
}
function holds(stored, wanted) {
  if (!isObject(wanted)) return isEqual(stored, wanted);
  return isObject(stored) && Object.entries(wanted).every(([key, value]) => key === "resourceVersion" || holds(stored[key], value));
}
function parentOf(answer, place) {
  if (!isObject(answer.body))
    throw new Failure("record-failed", `writing ${addressOf2(place)} answered without an object`);
  return readParent(answer.body, place.tooling);
}
function raced(place) {
  return new Failure(
    "record-failed",
    `the record ${addressOf2(place)} was changed by another run at the same moment`,
    {
      hint: "Another deploy of this target is running. Run again when it is done; a `concurrency` group keeps runs apart."
    }
  );
}
function placeOf(place) {
  return { name: parentNameOf(place.target), namespace: place.namespace };
}
function addressOf2(place) {
  return `ConfigMap ${place.namespace}/${parentNameOf(place.target)}`;
}

// src/engines/kubernetes/ledger/entry.ts
async function openEntry(before, announced, context) {
  const { world, place, ids } = context;
  const scope = scopeOf(ids);
  const superset = before ? uniteScopes(before.scope, scope) : scope;
  const record = newRecord(before, announced, context);
  const earlier = (before?.records ?? []).map(withoutLists);
  const hold = announced.hold && { ...announced.hold, record: recordName(record) };
  const kept = {
    hold: hold ?? before?.hold,
    unknownRecords: before?.unknownRecords ?? [],
    repository: world.run.repository ?? before?.repository,
    repositoryId: world.run.repositoryId ?? before?.repositoryId
  };
  const inventory = uniteInventories(before?.inventory ?? [], ids);
  const marked = await writeScope(place, before, superset);
  const opened = await writeRecords(place, marked, { ...kept, records: [...earlier, record], inventory });
  return {
    record,
    close: async (outcome) => {
      const closed = closedRecord(record, outcome, world.clock.nowMs());
      const isDone = closed.result === "success";
      const content = { ...kept, records: [...earlier, closed], inventory: isDone ? ids : inventory };
      const written = await closeOn(place, opened, record, content);
      if (isDone) await writeScope(place, written, scope);
      return closed;
    }
  };
}
async function writeResume(before, reason, { world, place }) {
  const record = resumedRecord(before.records, reason, world);
  await writeRecords(place, before, { ...before, records: [...before.records, record], hold: void 0 });
  return record;
}
async function isNewest(place, record) {
  const parent = await loadParent(place, "record");
  return parent?.records.at(-1)?.id === record.id;
}
async function closeOn(place, opened, record, content) {
  try {
    return await writeRecords(place, opened, content);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "record-failed") throw error;
    const now = await loadParent(place, "record");
    const newest = now?.records.at(-1);
    if (now && newest?.id === record.id) return await writeRecords(place, now, content);
    if (!newest) throw error;
    throw new Failure("lock-lost", `another run took the target over: its record is ${recordName(newest)}`, {
      hint: "What this run had written until then is told above. The other run deploys the whole set again.",
      cause: error
    });
  }
}
function newRecord(before, announced, { target, world, place, images, reason }) {
  return openedRecord({
    target,
    ...announced,
    previous: before?.records.at(-1),
    sequence: (before?.newestSequence ?? 0) + 1,
    run: world.run,
    serverHash: place.cluster.serverHash,
    namespace: place.namespace,
    images,
    reason,
    tools: { action: world.program.split("/").at(-1) ?? "", node: process.versions.node },
    nowMs: world.clock.nowMs(),
    random: Array.from({ length: 16 }, () => Math.random())
  });
}
function uniteInventories(a, b) {
  return [...new Map([...a, ...b].map((id) => [objectKeyOf(id), id])).values()];
}
function scopeOf(ids) {
  const namespaces = ids.flatMap((id) => id.namespace === void 0 ? [] : [id.namespace]);
  return {
    groupKinds: [...new Set(ids.map(groupKindOf))].toSorted(),
    namespaces: [...new Set(namespaces)].toSorted()
  };
}

// src/engines/kubernetes/ledger/lease-object.ts
var leaseSeconds = 60;
var longestSeconds = 600;
var annotations = {
  /** Tells two processes of one run apart, which have one name. */
  token: "gitops-push.dev/lock",
  url: "gitops-push.dev/run-url",
  actor: "gitops-push.dev/actor",
  /** Lets a run on the same machine see that the process has ended. */
  process: "gitops-push.dev/process"
};
function holderOf(run, token, process2) {
  const { repository = "local", runId = "terminal", actor, runUrl } = run;
  const last = run.runId === void 0 ? actor ?? "unknown" : String(run.attempt ?? 1);
  return {
    name: `${repository}/${runId}/${last}`,
    token,
    ...runUrl !== void 0 && { url: runUrl },
    ...actor !== void 0 && { actor },
    ...process2 !== void 0 && { process: process2 }
  };
}
function runOfHolder(name) {
  const [, repository, id, attempt] = /^([^/]+\/[^/]+)\/(\d+)\/(\d+)$/.exec(name) ?? [];
  return repository === void 0 || id === void 0 ? void 0 : { repository, id, attempt: Number(attempt) };
}
function readLease(object) {
  const noted = valueAt(object, "/metadata/annotations");
  const note = (name) => textAt(isObject(noted) ? noted[name] : void 0, "");
  const [url, actor, process2] = [annotations.url, annotations.actor, annotations.process].map(note);
  const seconds = numberAt(object, "/spec/leaseDurationSeconds") ?? leaseSeconds;
  return {
    uid: textAt(object, "/metadata/uid") ?? "",
    resourceVersion: textAt(object, "/metadata/resourceVersion") ?? "",
    holder: {
      name: textAt(object, "/spec/holderIdentity") ?? "",
      token: note(annotations.token) ?? "",
      ...url !== void 0 && { url },
      ...actor !== void 0 && { actor },
      ...process2 !== void 0 && { process: process2 }
    },
    durationMs: Math.min(Math.max(seconds, 1), longestSeconds) * 1e3,
    renewTime: textAt(object, "/spec/renewTime") ?? "",
    acquireTime: textAt(object, "/spec/acquireTime") ?? "",
    transitions: numberAt(object, "/spec/leaseTransitions") ?? 0
  };
}
function leaseBody(lease) {
  const { name, namespace, holder, nowMs, over } = lease;
  const isRenewal = over?.holder.token === holder.token;
  const now = microTime(nowMs);
  return {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: {
      name,
      namespace,
      // A PUT with a resourceVersion alone makes a deleted Lease anew; with the uid it is refused.
      ...over && { uid: over.uid, resourceVersion: over.resourceVersion },
      annotations: {
        [annotations.token]: holder.token,
        ...holder.url !== void 0 && { [annotations.url]: holder.url },
        ...holder.actor !== void 0 && { [annotations.actor]: holder.actor },
        ...holder.process !== void 0 && { [annotations.process]: holder.process }
      }
    },
    spec: {
      holderIdentity: holder.name,
      leaseDurationSeconds: leaseSeconds,
      acquireTime: isRenewal ? over.acquireTime : now,
      renewTime: now,
      leaseTransitions: over ? over.transitions + (isRenewal ? 0 : 1) : 0
    }
  };
}
function microTime(nowMs) {
  return new Date(nowMs).toISOString().replace("Z", "000Z");
}

// src/engines/kubernetes/ledger/lease-store.ts
var phase2 = "lock";
var leases = {
  group: "coordination.k8s.io",
  version: "v1",
  kind: "Lease",
  plural: "leases",
  namespaced: true,
  verbs: []
};
async function getLease(place) {
  const object = await place.cluster.get(leases, place, phase2);
  return object ? readLease(object) : void 0;
}
async function putLease(place, holder, nowMs, over) {
  const body = stringifyJson(leaseBody({ ...place, holder, nowMs, ...over && { over } }));
  const [method, path] = over ? ["PUT", objectPath(leases, place)] : ["POST", collectionPath(leases, place.namespace)];
  const answer = await place.cluster.raw(method, path, { body }, phase2).catch((error) => {
    if (error instanceof Failure && error.code === "server-unreachable") return void 0;
    throw error;
  });
  const isDone = over ? answer?.httpStatus === 200 : answer?.httpStatus === 201;
  if (answer && isDone && isObject(answer.body)) return readLease(answer.body);
  if (answer && !isOpen(answer, over))
    throw refusal(answer, { verb: over ? "update" : "create", ...of(place) });
  const stored = await getLease(place);
  return stored?.holder.token === holder.token ? stored : void 0;
}
async function deleteLease(place, lease) {
  const { uid, resourceVersion } = lease;
  const options = { uid, resourceVersion, propagation: "Background", dryRun: false };
  const answer = await place.cluster.remove(leases, place, options, phase2);
  if (!answer.status || answer.httpStatus === 404) return true;
  if (answer.httpStatus === 409) return false;
  throw refusal(answer, { verb: "delete", ...of(place) });
}
function isOpen({ httpStatus }, over) {
  return httpStatus === 409 || httpStatus >= 500 || httpStatus === 404 && over !== void 0;
}
function of(place) {
  return { resource: leases, namespace: place.namespace, name: place.name };
}

// src/engines/kubernetes/ledger/renewal.ts
var renewEveryMs = 15e3;
var retryAfterMs = 3e3;
var freshMs = (leaseSeconds - 20) * 1e3;
function keepRenewing(lease, context) {
  const { clock, log } = context.world;
  const ended = new AbortController();
  let held = lease;
  let renewedAtMs = clock.elapsedMs();
  let running;
  const renewOnce = async () => {
    if (!held) return false;
    const askedAtMs = clock.elapsedMs();
    held = await putLease(context.place, context.holder, clock.nowMs(), held);
    if (held) renewedAtMs = askedAtMs;
    else log.warn("another run took over the lock of this target: nothing more is written");
    return held !== void 0;
  };
  const renew = async () => {
    running ??= renewOnce().finally(() => running = void 0);
    return await running;
  };
  const loop = async () => {
    let waitMs = renewEveryMs;
    for (; ; ) {
      await clock.sleep(waitMs, ended.signal).catch(() => void 0);
      if (ended.signal.aborted || !held) return;
      waitMs = await renew().then(
        () => renewEveryMs,
        (error) => {
          log.debug(`the lock was not renewed: ${error instanceof Failure ? error.message : String(error)}`);
          return retryAfterMs;
        }
      );
    }
  };
  const looping = loop();
  return {
    isFresh: () => held !== void 0 && clock.elapsedMs() - renewedAtMs < freshMs,
    renew,
    stop: async () => {
      ended.abort();
      await looping;
      await running?.catch(() => void 0);
      return held;
    }
  };
}

// src/engines/kubernetes/ledger/lock.ts
var lookEveryMs = 1e3;
var askEveryMs = 1e4;
async function takeLock(context) {
  const { place, holder, world } = context;
  const startMs = world.clock.elapsedMs();
  const watch = new HolderWatch(context);
  for (; ; ) {
    if (world.signal.aborted) throw new Failure("cancelled", "the run was cancelled; nothing was written");
    const held = await getOrMake(context);
    if (held.isOurs) return openLock(held.lease, watch.hasSeenOther, context);
    if (await watch.mayTakeOver(held.lease)) {
      const taken = await putLease(place, holder, world.clock.nowMs(), held.lease);
      if (taken) return openLock(taken, true, context);
      continue;
    }
    if (world.clock.elapsedMs() - startMs >= context.timeoutMs) throw locked(held.lease, context);
    await pause(lookEveryMs, world);
  }
}
async function getOrMake({ place, holder, world }) {
  for (; ; ) {
    const made = await putLease(place, holder, world.clock.nowMs());
    if (made) return { lease: made, isOurs: true };
    const lease = await getLease(place);
    if (lease) return { lease, isOurs: lease.holder.token === holder.token };
  }
}
var HolderWatch = class {
  #context;
  #seen;
  #askedAtMs = -Infinity;
  constructor(context) {
    this.#context = context;
  }
  get hasSeenOther() {
    return this.#seen !== void 0;
  }
  async mayTakeOver(lease) {
    const { clock, log } = this.#context.world;
    const before = this.#seen;
    if (before?.lease.resourceVersion !== lease.resourceVersion) {
      if (before?.lease.holder.token !== lease.holder.token) {
        log.info(`waiting for ${whoHolds(lease)}, which is deploying to this target`);
        this.#askedAtMs = -Infinity;
      }
      this.#seen = { lease, sinceMs: clock.elapsedMs() };
    }
    if (lease.holder.name === "") return true;
    if (await this.#isFinished(lease.holder)) {
      log.info(`${whoHolds(lease)} is over, so its lock is taken over`);
      return true;
    }
    const unchangedMs = clock.elapsedMs() - (this.#seen?.sinceMs ?? 0);
    if (unchangedMs < lease.durationMs) return false;
    log.info(
      `${whoHolds(lease)} has not renewed its lock for ${Math.round(unchangedMs / 1e3)} s: taken over`
    );
    return true;
  }
  async #isFinished(holder) {
    const { clock, processes, runs } = this.#context.world;
    if (holder.process !== void 0 && await processes.isGone(holder.process)) return true;
    const run = runOfHolder(holder.name);
    if (!run) return false;
    const ours = runOfHolder(this.#context.holder.name);
    const isSameRun = ours?.repository === run.repository && ours.id === run.id;
    if (isSameRun && run.attempt < ours.attempt) return true;
    if (clock.elapsedMs() - this.#askedAtMs < askEveryMs) return false;
    this.#askedAtMs = clock.elapsedMs();
    return await runs.isFinished(run) === true;
  }
};
function openLock(lease, wasContested, { place, holder, world }) {
  const renewal = keepRenewing(lease, { place, holder, world });
  return {
    lease,
    wasContested,
    isFresh: () => renewal.isFresh(),
    confirm: async () => await renewal.renew(),
    release: async () => {
      const last = await renewal.stop();
      if (!last) return;
      try {
        if (await deleteLease(place, last)) return;
        const now = await getLease(place);
        if (now?.holder.token === holder.token) await deleteLease(place, now);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        world.log.warn(`the lock could not be given back and will expire by itself: ${error.message}`);
      }
    }
  };
}
function locked(lease, { place, timeoutMs }) {
  return new Failure(
    "locked",
    `${whoHolds(lease)} is still deploying to this target after ${Math.round(timeoutMs / 1e3)} s (Lease ${place.namespace}/${place.name})`,
    {
      hint: "Run again when it is done, or raise timeout. A concurrency group in the workflow keeps runs apart without waiting in them."
    }
  );
}
function whoHolds({ holder }) {
  const run = runOfHolder(holder.name);
  if (run) return `run ${holder.url ?? `${run.repository} ${run.id}`}`;
  return holder.name === "" ? "an unnamed holder" : holder.name;
}

// src/engines/kubernetes/ledger/owner.ts
function checkOwner(parent, context, namespace) {
  if (!parent) return void 0;
  const { name } = context.target;
  const address = `ConfigMap/${namespace}/${parentNameOf(name)}`;
  const isTaken = parent.tool === "kubectl" && context.confirmed.includes(address);
  if (parent.foreign !== void 0 && !isTaken) {
    throw new Failure(
      "target-owned-elsewhere",
      `the record of target ${name} in this cluster is not ours: ${parent.foreign}`,
      {
        hint: parent.tool === "kubectl" ? `To take the set over from kubectl, confirm: ${address}` : `Give the target another name (input name), or delete ConfigMap ${parentNameOf(name)} if nothing uses it any more.`
      }
    );
  }
  if (isOfOther(parent, context.world.run)) {
    throw new Failure(
      "target-owned-elsewhere",
      `target ${name} in this cluster is deployed by the repository ${parent.repository ?? parent.repositoryId ?? ""}`,
      {
        hint: `Two repositories must not deploy one target. Give this one another name (input name) or another record-namespace.`
      }
    );
  }
  return parent;
}
function isOfOther(parent, { repository, repositoryId }) {
  if (parent.repositoryId !== void 0 && repositoryId !== void 0)
    return parent.repositoryId !== repositoryId;
  if (parent.repository === void 0 || repository === void 0) return false;
  return parent.repository.toLowerCase() !== repository.toLowerCase();
}

// src/engines/kubernetes/ledger/index.ts
function openLedger(context) {
  const state = { parent: void 0, guard: void 0, record: void 0, hold: void 0 };
  const place = async () => ({
    cluster: await context.cluster(),
    target: context.target.name,
    namespace: await context.namespace(),
    tooling: context.world.program
  });
  const parent = async () => {
    state.parent ??= place().then(
      async (where) => checkOwner(await loadParent(where, "plan"), context, where.namespace)
    );
    return await state.parent;
  };
  return {
    parent,
    all: async () => (await parent())?.records ?? [],
    last: async () => (await parent())?.records.at(-1),
    acquire: async () => {
      const before = await parent();
      await context.prepare();
      state.guard = await openGuard(await place(), before, state, context);
      return state.guard;
    },
    open: async (plan, kind, rollback) => {
      if (!state.guard) throw new Failure("internal", "a record was opened without the lock of its target");
      const { target, world } = context;
      const wanted = await context.wanted();
      const entryContext = { target, world, reason: context.reason, place: await place(), ...wanted };
      const entry = await openEntry(await parent(), { plan, kind, rollback, hold: state.hold }, entryContext);
      state.record = entry.record;
      return entry;
    },
    holds: {
      current: async () => (await parent())?.hold,
      set: (hold) => {
        state.hold = hold;
      },
      lift: async (reason) => {
        const before = await parent();
        if (!state.guard || !before) throw new Failure("internal", "a hold was lifted without the lock");
        return await writeResume(before, reason, { world: context.world, place: await place() });
      }
    }
  };
}
async function openGuard(place, before, state, context) {
  const { world, timeoutMs } = context;
  const lock = await takeLock({
    place: { cluster: place.cluster, name: parentNameOf(place.target), namespace: place.namespace },
    holder: holderOf(world.run, crypto.randomUUID(), world.processes.own),
    world,
    timeoutMs
  });
  try {
    const now = checkOwner(await loadParent(place, "lock"), context, place.namespace);
    state.parent = Promise.resolve(now);
    return {
      hasMoved: lock.wasContested || now?.uid !== before?.uid || now?.resourceVersion !== before?.resourceVersion,
      isFresh: () => lock.isFresh(),
      stillMine: async () => {
        if (!lock.isFresh() && !await lock.confirm()) return false;
        return state.record === void 0 || await isNewest(place, state.record);
      },
      release: async () => await lock.release()
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

// src/engines/kubernetes/manifest/object-digests.ts
import { createHash as createHash2 } from "node:crypto";

// src/engines/kubernetes/manifest/digest.ts
import { createHash } from "node:crypto";
var memberLabel = "applyset.kubernetes.io/part-of";
function renderedDigestOf(manifests, namespace) {
  const texts = manifests.map(({ object }) => canonicalJson(withNamespace(withoutLabel(object), namespace)));
  return createHash("sha256").update(`[${texts.toSorted().join(",")}]`).digest("hex");
}
function withoutLabel(object) {
  const { metadata } = object;
  if (!isObject(metadata) || !isObject(metadata["labels"]) || !(memberLabel in metadata["labels"]))
    return object;
  const { [memberLabel]: _, ...labels } = metadata["labels"];
  const { labels: __, ...rest } = metadata;
  return { ...object, metadata: Object.keys(labels).length > 0 ? { ...rest, labels } : rest };
}
function withNamespace(object, namespace) {
  const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
  if (namespace === void 0 || metadata["namespace"]) return object;
  return { ...object, metadata: { ...metadata, namespace } };
}

// src/engines/kubernetes/manifest/object-digests.ts
var clusterScoped = /^(?:Namespace|Node|PersistentVolume|(?:Storage|Priority|Ingress|Runtime|Device|VolumeAttributes)Class|ClusterRole(?:Binding)?|CustomResourceDefinition|APIService|CSIDriver|\w*WebhookConfiguration|\w*AdmissionPolicy(?:Binding)?)$/;
function objectDigestsOf(manifests, namespace) {
  const own = new Map(
    manifests.map((manifest) => [keyOf(manifest.id, namespace), renderedDigestOf([manifest], namespace)])
  );
  return new Map(
    manifests.map(({ id, object }) => {
      const key = keyOf(id, namespace);
      const read = readByPods(id, object).flatMap(({ kind, name }) => {
        const place = keyOf({ ...id, group: "", kind, name }, namespace);
        return own.has(place) ? [`${place} ${own.get(place) ?? ""}`] : [];
      });
      const digest = own.get(key) ?? "";
      return [key, read.length === 0 ? digest : sha256([digest, ...new Set(read.toSorted())].join("\n"))];
    })
  );
}
function keyOf(id, namespace) {
  return confirmAddressOf(clusterScoped.test(id.kind) ? id : { ...id, namespace: id.namespace ?? namespace });
}
function readByPods(id, object) {
  const spec = podSpecOf(id, object);
  if (!spec) return [];
  const volumes = listIn(spec["volumes"]);
  const sources = [...volumes, ...volumes.flatMap((volume) => listIn(childOf(volume["projected"])["sources"]))];
  const containers = containersOf(spec);
  const variables = containers.flatMap((container) => [
    ...listIn(container["envFrom"]),
    ...listIn(container["env"]).map((variable) => childOf(variable["valueFrom"]))
  ]);
  return [
    ...sources.flatMap((source) => [
      ...named("ConfigMap", textAt(source, "/configMap/name")),
      ...named("Secret", textAt(source, "/secret/secretName") ?? textAt(source, "/secret/name"))
    ]),
    ...variables.flatMap((source) => [
      ...named("ConfigMap", textAt(source, "/configMapRef/name") ?? textAt(source, "/configMapKeyRef/name")),
      ...named("Secret", textAt(source, "/secretRef/name") ?? textAt(source, "/secretKeyRef/name"))
    ])
  ];
}
function named(kind, name) {
  return name === void 0 ? [] : [{ kind, name }];
}
function listIn(value) {
  return isList(value) ? value.filter((item) => isObject(item)) : [];
}
function childOf(value) {
  return isObject(value) ? value : {};
}
function sha256(text) {
  return createHash2("sha256").update(text).digest("hex");
}

// src/engines/kubernetes/manifest/images.ts
function imagesOf(manifests) {
  const images = /* @__PURE__ */ new Set();
  for (const { id, object } of manifests) {
    const spec = podSpecOf(id, object);
    for (const { image } of spec ? containersOf(spec) : [])
      if (typeof image === "string" && image !== "") images.add(image);
  }
  return [...images].toSorted();
}

// src/engines/kubernetes/schema/scalar-types.ts
var ranges = {
  int32: { min: -(2n ** 31n), max: 2n ** 31n - 1n },
  int64: { min: -(2n ** 63n), max: 2n ** 63n - 1n }
};
var quantity = /^[+-]?(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;
var base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
function checkScalar(type, value) {
  if (value === null) return void 0;
  switch (type) {
    case "any":
      return void 0;
    case "text":
    case "date-time":
      return typeof value === "string" ? void 0 : notText(value);
    case "boolean":
      return typeof value === "boolean" ? void 0 : notBoolean(value);
    case "int32":
    case "int64":
      return checkInteger(ranges[type], value);
    case "number":
      return typeof value === "number" || typeof value === "bigint" ? void 0 : isNot(value, "a number");
    case "base64":
      return checkBase64(value);
    case "quantity":
      return checkQuantity(value);
    case "int-or-text":
      return typeof value === "string" ? void 0 : checkInteger(ranges.int32, value);
  }
}
function nameOfType(value) {
  if (value === null) return "null";
  if (isList(value)) return "a list";
  if (isObject(value)) return "a map";
  if (typeof value === "string") return "text";
  return typeof value === "boolean" ? "true or false" : "a number";
}
function isNot(value, wanted) {
  return { message: `is ${nameOfType(value)}, not ${wanted}` };
}
function notText(value) {
  const mismatch = isNot(value, "text");
  return typeof value === "object" ? mismatch : { ...mismatch, hint: "quote it" };
}
function notBoolean(value) {
  const mismatch = isNot(value, "true or false");
  return value === "true" || value === "false" ? { ...mismatch, hint: "remove the quotes" } : mismatch;
}
function checkInteger(range, value) {
  if (typeof value === "string" && /^-?\d+$/.test(value))
    return { ...isNot(value, "a whole number"), hint: "remove the quotes" };
  if (typeof value !== "number" && typeof value !== "bigint") return isNot(value, "a whole number");
  if (typeof value === "number" && !Number.isInteger(value)) return { message: "is not a whole number" };
  const size = BigInt(value);
  if (size >= range.min && size <= range.max) return void 0;
  return { message: `is not between ${range.min} and ${range.max}` };
}
function checkQuantity(value) {
  if (typeof value === "number" || typeof value === "bigint") return void 0;
  if (typeof value !== "string") return isNot(value, "a quantity such as 500m or 2Gi");
  if (quantity.test(value)) return void 0;
  return {
    message: "is not a quantity",
    hint: "write a number and one of m, k, M, G, T, Ki, Mi, Gi, Ti: 500m, 2Gi"
  };
}
function checkBase64(value) {
  if (typeof value !== "string") return notText(value);
  if (base64.test(value.replaceAll(/[\r\n]/g, ""))) return void 0;
  return { message: "is not base64", hint: "encode it; a Secret takes plain text under stringData" };
}

// src/engines/kubernetes/schema/walk.ts
function checkObject(schema, object) {
  const findings = [];
  walk({ schema, findings }, schema.root, object, []);
  return findings;
}
function walk(state, unresolved, value, path) {
  if (value === null) return;
  const node = resolveNode(state.schema, unresolved);
  switch (node.type) {
    case "object":
      if (isObject(value)) walkFields(state, node, value, path);
      else wrongType(state, path, { message: `is ${nameOfType(value)}, not a map` });
      return;
    case "map":
      if (!isObject(value)) return wrongType(state, path, { message: `is ${nameOfType(value)}, not a map` });
      for (const [key, item] of Object.entries(value)) walk(state, node.values, item, [...path, key]);
      return;
    case "list":
      if (!isList(value)) return wrongType(state, path, notList(value));
      for (const [index, item] of value.entries()) walk(state, node.items, item, [...path, index]);
      return;
    case "reference":
      return;
    case "scalar":
      return walkScalar(state, node, value, path);
  }
}
function walkFields(state, node, value, path) {
  for (const [field, item] of Object.entries(value)) {
    const child = node.fields.get(field);
    if (child) walk(state, child, item, [...path, field]);
    else if (!node.isOpen)
      state.findings.push({
        what: "unknown-field",
        pointer: joinPointer([...path, field]),
        field,
        known: [...node.fields.keys()]
      });
  }
  if (path[0] === "status") return;
  for (const field of node.required)
    if (!Object.hasOwn(value, field) || value[field] === null)
      state.findings.push({ what: "missing-field", pointer: joinPointer(path), field });
}
function walkScalar(state, node, value, path) {
  const mismatch = checkScalar(node.scalar, value);
  if (mismatch) return wrongType(state, path, mismatch);
  if (node.values && !node.values.includes(value))
    wrongType(state, path, { message: `is none of ${node.values.map(String).join(", ")}` });
}
function notList(value) {
  const message = `is ${nameOfType(value)}, not a list`;
  return isObject(value) ? { message, hint: 'start each item with "- "' } : { message };
}
function wrongType(state, path, told) {
  state.findings.push({ what: "wrong-type", pointer: joinPointer(path), ...told });
}

// src/engines/kubernetes/manifest/rules/context.ts
function contextOf(manifests, { schemas, kubernetesVersion }) {
  const version = schemas.closest(kubernetesVersion);
  const definition = (name) => schemas.definitionIn(version, name);
  const custom = crdSchemasOf(manifests, { definition });
  const schemaOf = ({ id }) => schemas.kindOf(version, id) ?? custom.get(`${apiVersionOf(id)}/${id.kind}`);
  const known = /* @__PURE__ */ new Map();
  const findingsOf = (manifest) => {
    const schema = schemaOf(manifest);
    const findings = known.get(manifest) ?? (schema ? checkObject(schema, manifest.object) : []);
    known.set(manifest, findings);
    return findings;
  };
  return { manifests, schemas, version, schemaOf, findingsOf };
}

// src/engines/kubernetes/manifest/rules/duplicate-object.ts
var duplicateObject = {
  id: "duplicate-object",
  severity: "error",
  doc: "the same object stands twice, also when under two API versions",
  check: (context) => {
    const first = /* @__PURE__ */ new Map();
    return context.manifests.flatMap((manifest) => {
      const key = objectKeyOf(manifest.id);
      const other = first.get(key);
      if (!other) {
        first.set(key, manifest);
        return [];
      }
      const message = `${confirmAddressOf(manifest.id)} also stands in ${placeName(other.location)}`;
      return [{ manifest, pointer: "", at: "value", message, hint: "keep one of them" }];
    });
  }
};
function placeName({ file, line }) {
  return `${file}:${line}`;
}

// src/engines/kubernetes/manifest/rules/invalid-name.ts
var invalidName = {
  id: "invalid-name",
  severity: "error",
  doc: "metadata.name or metadata.namespace is not a name that Kubernetes accepts (RFC 1123)",
  check: (context) => context.manifests.flatMap((manifest) => {
    const found = [];
    const { id } = manifest;
    const name = nameProblem(context, id);
    if (name)
      found.push({
        manifest,
        pointer: "/metadata/name",
        at: "value",
        message: `the name ${id.name} ${name}`
      });
    if (id.namespace !== void 0 && !isLabel(id.namespace)) {
      const message = `the namespace ${id.namespace} ${labelText}`;
      found.push({ manifest, pointer: "/metadata/namespace", at: "value", message });
    }
    return found;
  })
};
var labelText = "is not 1 to 63 lower case letters, digits and dashes, with a letter or digit at both ends";
var subdomainText = "is not 1 to 253 lower case letters, digits, dashes and dots, with a letter or digit at both ends of each part";
var pathKinds = new Set(
  ["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"].map(
    (kind) => `${kind}.rbac.authorization.k8s.io`
  )
);
function nameProblem(context, id) {
  const { name } = id;
  const kind = groupKindOf(id);
  if (name === "." || name === ".." || /[/%]/.test(name)) return "is . or .., or has a / or %";
  if (pathKinds.has(kind) || !context.schemas.hasGroup(id.group)) return void 0;
  if (kind === "Namespace") return isLabel(name) ? void 0 : labelText;
  if (kind === "Service") return serviceProblem(name);
  if (kind === "CronJob.batch" && name.length > 52) return "is longer than the 52 characters of a CronJob";
  return isSubdomain(name) ? void 0 : subdomainText;
}
function serviceProblem(name) {
  if (!isLabel(name)) return labelText;
  return /^[a-z]/.test(name) ? void 0 : "does not start with a letter, as the name of a Service must";
}
function isLabel(name) {
  return name.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name);
}
function isSubdomain(name) {
  return name.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name);
}

// src/engines/kubernetes/manifest/rules/field-name.ts
function fieldName(pointer) {
  const parts = splitPointer(pointer).map((part) => {
    if (/^\d+$/.test(part)) return `[${part}]`;
    return /^[A-Za-z_$][\w$-]*$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
  });
  return parts.join("").replace(/^\./, "");
}

// src/engines/kubernetes/manifest/rules/missing-field.ts
var missingField = {
  id: "missing-field",
  severity: "error",
  doc: "a required field is missing or null",
  check: (context) => context.manifests.flatMap(
    (manifest) => context.findingsOf(manifest).flatMap((finding) => {
      if (finding.what !== "missing-field") return [];
      const { pointer, field } = finding;
      const message = `${fieldName(pointer + joinPointer([field]))} is required and missing`;
      return [{ manifest, pointer, at: "key", message }];
    })
  )
};

// src/engines/kubernetes/manifest/rules/plain-secret.ts
var plainSecret = {
  id: "plain-secret",
  severity: "warning",
  doc: "a Secret with readable values stands in the repository",
  check: (context) => context.manifests.flatMap((manifest) => {
    const { id, object } = manifest;
    if (id.group !== "" || id.kind !== "Secret") return [];
    const field = ["stringData", "data"].find((name) => hasPlainValue(object[name]));
    if (field === void 0) return [];
    const message = `the values of Secret ${id.name} can be read in the repository`;
    const hint = "encrypt the file, or let the cluster fetch the values; change values that were pushed";
    return [{ manifest, pointer: `/${field}`, at: "key", message, hint }];
  })
};
function hasPlainValue(values) {
  if (!isObject(values)) return false;
  return Object.values(values).some(
    (value) => typeof value === "string" && value !== "" && !value.startsWith("ENC[")
  );
}

// src/engines/kubernetes/schema/removed.ts
var removals = [
  ["extensions/v1beta1", "1.22", ["Ingress"]],
  [
    "extensions/v1beta1",
    "1.16",
    ["DaemonSet", "Deployment", "ReplicaSet", "NetworkPolicy", "PodSecurityPolicy"]
  ],
  ["apps/v1beta1", "1.16"],
  ["apps/v1beta2", "1.16"],
  [
    "admissionregistration.k8s.io/v1beta1",
    "1.22",
    ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"]
  ],
  ["apiextensions.k8s.io/v1beta1", "1.22"],
  ["apiregistration.k8s.io/v1beta1", "1.22"],
  ["authentication.k8s.io/v1beta1", "1.22", ["TokenReview"]],
  ["authorization.k8s.io/v1beta1", "1.22"],
  ["certificates.k8s.io/v1beta1", "1.22", ["CertificateSigningRequest"]],
  ["coordination.k8s.io/v1beta1", "1.22", ["Lease"]],
  ["networking.k8s.io/v1beta1", "1.22", ["Ingress", "IngressClass"]],
  ["rbac.authorization.k8s.io/v1alpha1", "1.22"],
  ["rbac.authorization.k8s.io/v1beta1", "1.22"],
  ["scheduling.k8s.io/v1beta1", "1.22", ["PriorityClass"]],
  ["storage.k8s.io/v1beta1", "1.22", ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"]],
  ["batch/v1beta1", "1.25"],
  ["discovery.k8s.io/v1beta1", "1.25"],
  ["events.k8s.io/v1beta1", "1.25"],
  ["autoscaling/v2beta1", "1.25"],
  ["policy/v1beta1", "1.25"],
  ["node.k8s.io/v1beta1", "1.25"],
  ["autoscaling/v2beta2", "1.26"],
  ["flowcontrol.apiserver.k8s.io/v1beta1", "1.26"],
  ["storage.k8s.io/v1beta1", "1.27", ["CSIStorageCapacity"]],
  ["flowcontrol.apiserver.k8s.io/v1beta2", "1.29"]
];
function removedBefore(id) {
  const apiVersion = apiVersionOf(id);
  const found = removals.find(([each, , kinds]) => each === apiVersion && (kinds?.includes(id.kind) ?? true));
  return found?.[1];
}

// src/engines/kubernetes/manifest/rules/removed-api.ts
var removedApi = {
  id: "removed-api",
  severity: "error",
  doc: "an API version that was removed before the target version of Kubernetes, with the one to use",
  check: (context) => context.manifests.flatMap((manifest) => {
    const { id } = manifest;
    if (context.schemaOf(manifest) || !wasRemoved(context, id)) return [];
    const message = `${apiVersionOf(id)} ${id.kind} was removed in Kubernetes ${removedIn(context, id)}`;
    const hint = replacementOf(context, id);
    return [
      { manifest, pointer: "/apiVersion", at: "value", message, ...hint === void 0 ? {} : { hint } }
    ];
  })
};
function wasRemoved(context, id) {
  return removedIn(context, id) !== void 0;
}
function isServedSomewhere({ schemas, version }, id) {
  return schemas.kindsIn(version).some((kind) => kind.kind === id.kind);
}
function removedIn({ schemas, version }, id) {
  const target = schemas.versions.indexOf(version);
  const last = schemas.versions.findLastIndex((each, index) => index < target && schemas.kindOf(each, id));
  return last < 0 ? removedBefore(id) : schemas.versions[last + 1];
}
function replacementOf({ schemas, version }, id) {
  const same = schemas.kindsIn(version).filter((kind) => kind.kind === id.kind);
  const inGroup = same.filter((kind) => kind.group === id.group);
  const best = (inGroup.length > 0 ? inGroup : same).map(apiVersionOf);
  return best.length === 0 ? "there is nothing to take its place" : `use ${best.join(" or ")}`;
}

// src/engines/kubernetes/manifest/rules/unchecked-kind.ts
var uncheckedKind = {
  id: "unchecked-kind",
  severity: "notice",
  doc: "objects of a kind whose schema is not known here are checked by the server only",
  check: (context) => {
    const kinds = /* @__PURE__ */ new Map();
    for (const manifest of context.manifests) {
      const { id } = manifest;
      if (context.schemaOf(manifest) || context.schemas.hasGroup(id.group) || wasRemoved(context, id))
        continue;
      const key = `${apiVersionOf(id)} ${id.kind}`;
      const others = kinds.get(key);
      if (others) others.push(manifest);
      else kinds.set(key, [manifest]);
    }
    return [...kinds].map(([key, [manifest, ...others]]) => {
      const count = others.length === 0 ? "this object" : `${others.length + 1} objects`;
      const message = `there is no schema of ${key} here: ${count} can only be checked by the server`;
      return { manifest, pointer: "/kind", at: "value", message, hint: "put its CRD among the manifests" };
    });
  }
};

// src/engines/kubernetes/manifest/rules/unknown-field.ts
var unknownField = {
  id: "unknown-field",
  severity: "error",
  doc: "a field that the kind does not have, with the name that was probably meant",
  check: (context) => context.manifests.flatMap(
    (manifest) => context.findingsOf(manifest).flatMap((finding) => {
      if (finding.what !== "unknown-field") return [];
      const { pointer, field, known } = finding;
      const near = nearestName(field, known);
      const message = `${fieldName(pointer)} is not a field of ${manifest.id.kind}`;
      const hint = near === void 0 ? {} : { hint: `did you mean ${near}?` };
      return [{ manifest, pointer, at: "key", message, ...hint }];
    })
  )
};

// src/engines/kubernetes/manifest/rules/unknown-kind.ts
var unknownKind = {
  id: "unknown-kind",
  severity: "error",
  doc: "a kind that the Kubernetes API group does not have, or not yet in the target version",
  check: (context) => context.manifests.flatMap((manifest) => {
    const { id } = manifest;
    if (context.schemaOf(manifest) || !context.schemas.hasGroup(id.group) || wasRemoved(context, id))
      return [];
    const message = `${apiVersionOf(id)} has no kind ${id.kind} in Kubernetes ${context.version}`;
    const hint = hintFor(context, id);
    const pointer = isServedSomewhere(context, id) ? "/apiVersion" : "/kind";
    return [{ manifest, pointer, at: "value", message, ...hint === void 0 ? {} : { hint } }];
  })
};
function hintFor({ schemas, version }, id) {
  const kinds = schemas.kindsIn(version);
  const same = kinds.filter((kind) => kind.kind === id.kind);
  if (same.length > 0) return `use ${same.map(apiVersionOf).join(" or ")}`;
  const later = schemas.versions.find((each) => schemas.kindOf(each, id));
  if (later !== void 0) return `it came with Kubernetes ${later}`;
  const near = nearestName(id.kind, [...new Set(kinds.map((kind) => kind.kind))]);
  return near === void 0 ? void 0 : `did you mean ${near}?`;
}

// src/engines/kubernetes/manifest/rules/wrong-type.ts
var wrongType2 = {
  id: "wrong-type",
  severity: "error",
  doc: "a value of another type than the field has, or one that is no quantity, number range or base64",
  check: (context) => context.manifests.flatMap(
    (manifest) => context.findingsOf(manifest).flatMap((finding) => {
      if (finding.what !== "wrong-type") return [];
      const { pointer, hint } = finding;
      const message = `${fieldName(pointer)} ${finding.message}`;
      return [{ manifest, pointer, at: "value", message, ...hint === void 0 ? {} : { hint } }];
    })
  )
};

// src/engines/kubernetes/manifest/rules/index.ts
var rules = [
  duplicateObject,
  invalidName,
  unknownKind,
  removedApi,
  unknownField,
  wrongType2,
  missingField,
  plainSecret,
  uncheckedKind
];
function validateManifests(manifests, options) {
  const context = contextOf(manifests, options);
  const found = rules.flatMap((rule) => rule.check(context).map((finding) => diagnosticOf(rule, finding)));
  return [...sortDiagnostics(found)];
}
function diagnosticOf(rule, { manifest, pointer, at, message, hint }) {
  const { id, positions } = manifest;
  const location = at === "key" ? positions.key(pointer) : positions.value(pointer);
  const base = { code: rule.id, severity: rule.severity, message, location, address: addressOf(id) };
  return hint === void 0 ? base : { ...base, hint };
}

// src/engines/kubernetes/ledger/namespace.ts
async function makeNamespace(cluster, name, setId) {
  const body = stringifyJson({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { [partOfLabel]: setId } }
  });
  const query = { fieldManager: applySetManager };
  const answer = await cluster.raw("POST", "/api/v1/namespaces", { query, body }, "lock");
  if (!answer.status || answer.httpStatus === 409) return;
  throw refusal(answer, {
    verb: "create",
    resource: { group: "", version: "v1", kind: "Namespace" },
    name
  });
}

// src/engines/kubernetes/schema/list-keys.ts
function listKeysAt(schema, path) {
  let node = resolveNode(schema, schema.root);
  for (const part of path) node = resolveNode(schema, childOf2(node, part));
  return node.type === "list" ? node.keys ?? "atomic" : void 0;
}
function listKeysIn(schemas, version, id) {
  const schema = schemas.kindOf(version, id);
  return (path) => schema && listKeysAt(schema, path);
}
function childOf2(node, part) {
  switch (node.type) {
    case "object":
      return node.fields.get(String(part)) ?? anyNode;
    case "map":
      return node.values;
    case "list":
      return node.items;
    case "scalar":
    case "reference":
      return anyNode;
  }
}

// src/engines/kubernetes/render/compare.ts
function compareRendered(before, after, options) {
  const context = { ...options, schemas: after.schemas, markOf: numberSecrets() };
  const old = new Map(before.map((manifest) => entryOf(manifest, context)));
  const next = new Map(after.manifests.map((manifest) => entryOf(manifest, context)));
  const kept = [...next].map(([key, item]) => changeOf(old.get(key), item, context));
  const gone = [...old].filter(([key]) => !next.has(key)).map(([, item]) => removalOf(item));
  return [...kept, ...gone];
}
function entryOf(manifest, { schemas, version, namespace }) {
  const { id } = manifest;
  const isLackingNamespace = id.namespace === void 0 && schemas.isNamespaced(version, id) === true;
  const full = isLackingNamespace && namespace !== void 0 ? { ...id, namespace } : id;
  return [objectKeyOf(full), { id: full, manifest }];
}
function changeOf(old, { id, manifest }, context) {
  const identity = { ...identityOf(id), location: manifest.location, evidence: "local" };
  const next = normalizeForDiff(manifest.object);
  if (!old) return { ...identity, action: "create", fields: [], after: maskObject(next, context.markOf) };
  const former = normalizeForDiff(old.manifest.object);
  if (isEqual(former, next)) return { ...identity, action: "unchanged", fields: [] };
  const masked = (object) => maskObject(object, context.markOf);
  const keysAt = listKeysIn(context.schemas, context.version, id);
  const fields = diffFields(masked(former), masked(next), keysAt);
  return { ...identity, action: fields.length > 0 ? "update" : "unchanged", fields };
}
function removalOf({ id, manifest: { location } }) {
  const note = `it stood in ${location.file}:${location.line}`;
  return { ...identityOf(id), action: "delete", fields: [], evidence: "local", note };
}
function identityOf(id) {
  return { address: addressOf(id), confirmAddress: confirmAddressOf(id) };
}
function numberSecrets() {
  const numbers = /* @__PURE__ */ new Map();
  return (value) => {
    const known = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, known);
    return String(known);
  };
}

// src/engines/kubernetes/ready/own-rules.ts
function ownRules(rules2) {
  return new Map(
    rules2.map((rule) => [`${rule.group}/${rule.kind}`, (object) => readinessByOwnRule(object, rule)])
  );
}
function readinessByOwnRule(object, rule) {
  if (rule.ready.length === 0 && rule.failed.length === 0) return ready("applied");
  if (isBehind(object)) return waiting(notSeen);
  const failed = rule.failed.find((term) => holds2(object, term));
  if (failed) return stuck(`${nameOf(failed)} is ${valueOf(object, failed)}${messageOf(object, failed)}`);
  const open2 = rule.ready.find((term) => !holds2(object, term));
  if (open2) return waiting(`${nameOf(open2)} is ${valueOf(object, open2)}${messageOf(object, open2)}`);
  return ready(rule.ready.map((term) => `${nameOf(term)} is ${valueOf(object, term)}`).join(", ") || "applied");
}
function holds2(object, term) {
  return valueOf(object, term) === ("condition" in term ? term.status : term.value);
}
function valueOf(object, term) {
  if ("condition" in term) return conditionOf(object, term.condition)?.status ?? "not set";
  const value = valueAt(object, term.path);
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "not set";
}
function nameOf(term) {
  return "condition" in term ? term.condition : term.path.slice(1).replaceAll("/", ".");
}
function messageOf(object, term) {
  const condition = "condition" in term ? conditionOf(object, term.condition) : void 0;
  const words = [condition?.reason, condition?.message].filter((text) => text !== void 0 && text !== "");
  return words.length === 0 ? "" : `: ${words.join(": ")}`;
}

// src/engines/kubernetes/manifest/identity.ts
function readIdentity(object) {
  const kind = readKind(object);
  if ("code" in kind) return [kind];
  if (kind.group === "kustomize.config.k8s.io") return [notRendered(kind.kind)];
  const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
  const problems = [
    ...checkName(kind.kind, metadata),
    ...checkText("metadata.namespace", metadata["namespace"] ?? "", "/metadata/namespace"),
    ...checkTexts("labels", metadata),
    ...checkTexts("annotations", metadata)
  ];
  const { name, namespace } = metadata;
  if (problems.length > 0 || typeof name !== "string") return problems;
  return typeof namespace === "string" && namespace !== "" ? { ...kind, namespace, name } : { ...kind, name };
}
function notRendered(kind) {
  const message = `this ${kind} is input of Kustomize, not an object for the cluster`;
  const hint = "put what kustomize build prints under the path, and leave this file out of it";
  return { code: "manifest-not-rendered", pointer: "/kind", message, hint };
}
function readKind(object) {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== "string" || typeof kind !== "string" || apiVersion === "" || kind === "") {
    const missing = ["apiVersion", "kind"].filter(
      (key) => typeof object[key] !== "string" || object[key] === ""
    );
    const message = `this is not a Kubernetes object: ${missing.join(" and ")} is missing or not text`;
    return { code: "manifest-kind-missing", pointer: "", message, hint: "keep other files out of the path" };
  }
  const [first = "", second, ...more] = apiVersion.split("/");
  if (first === "" || second === "" || more.length > 0) {
    const message = `apiVersion ${apiVersion} is neither version nor group/version`;
    return { code: "manifest-version-invalid", pointer: "/apiVersion", message };
  }
  return second === void 0 ? { group: "", version: first, kind } : { group: first, version: second, kind };
}
function checkName(kind, metadata) {
  const { name, generateName } = metadata;
  if (name !== void 0 && name !== null && name !== "")
    return checkText("metadata.name", name, "/metadata/name");
  const message = `this ${kind} has no metadata.name`;
  const hint = generateName === void 0 ? "give it a name" : "generateName makes a new object in every run: give it a name";
  return [{ code: "manifest-name-missing", pointer: "/metadata", message, hint }];
}
function checkTexts(field, metadata) {
  const texts = metadata[field] ?? {};
  const parts = ["metadata", field];
  if (!isObject(texts)) {
    const message = `metadata.${field} is not a map`;
    return [{ code: "manifest-text-expected", pointer: joinPointer(parts), message }];
  }
  return Object.entries(texts).flatMap(
    ([key, value]) => checkText(`metadata.${field} ${key}`, value, joinPointer([...parts, key]))
  );
}
function checkText(what, value, pointer) {
  if (typeof value === "string") return [];
  const code = "manifest-text-expected";
  if (typeof value === "object") return [{ code, pointer, message: `${what} is not text` }];
  return [{ code, pointer, message: `${what} is ${String(value)}, which is not text`, hint: "quote it" }];
}

// src/engines/kubernetes/manifest/read.ts
function readManifests(text, file) {
  const { documents, diagnostics } = parseYaml(text, file);
  const reading = { manifests: [], diagnostics: [...diagnostics] };
  for (const { value, location, positions } of documents) {
    if (isObject(value) && isListKind(value)) readItems(reading, value, positions);
    else readObject(reading, value, { location, positions });
  }
  return reading;
}
function isListKind(object) {
  return typeof object["kind"] === "string" && object["kind"].endsWith("List") && Object.hasOwn(object, "items");
}
function readItems(reading, list, positions) {
  const items = list["items"] ?? [];
  if (!isList(items)) {
    const message = "the items of a List are not a list";
    return report(reading, positions, { code: "manifest-list-nested", pointer: "/items", message });
  }
  for (const [index, item] of items.entries()) {
    const below = positionsBelow(positions, joinPointer(["items", index]));
    if (isObject(item) && isListKind(item)) {
      const message = "a List stands inside a List, which kubectl does not read";
      report(reading, below, { code: "manifest-list-nested", pointer: "", message });
    } else readObject(reading, withKindOf(list, item), { location: below.value(""), positions: below });
  }
}
function withKindOf(list, item) {
  const { kind, apiVersion } = list;
  if (!isObject(item) || typeof kind !== "string" || kind === "List") return item;
  if (Object.hasOwn(item, "kind") || Object.hasOwn(item, "apiVersion")) return item;
  return { apiVersion: apiVersion ?? null, kind: kind.replace(/List$/, ""), ...item };
}
function readObject(reading, value, { location, positions }) {
  if (!isObject(value)) {
    const message = "this is not a Kubernetes object: it is not a map";
    return report(reading, positions, { code: "manifest-not-object", pointer: "", message });
  }
  const id = readIdentity(value);
  if ("name" in id) reading.manifests.push({ id, object: value, location, positions });
  else for (const problem of id) report(reading, positions, problem);
}
function report(reading, positions, { pointer, ...told }) {
  reading.diagnostics.push({ severity: "error", ...told, location: positions.value(pointer) });
}

// src/engines/kubernetes/render/files.ts
var manifestExtensions = [".yaml", ".yml", ".json"];
async function readText(path, files) {
  const bytes = await files.read(path);
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const message = "the file is not UTF-8";
    const location = { file: path, line: 1, column: 1 };
    return {
      diagnostic: { code: "yaml-encoding", severity: "error", message, hint: "save it as UTF-8", location }
    };
  }
}

// src/engines/kubernetes/render/index.ts
async function renderSource(source, files) {
  const found = await files.find(source.path, manifestExtensions);
  const paths = found.map((file) => file.path).toSorted();
  const manifests = [];
  const diagnostics = [];
  for (const path of paths) {
    const read = await readText(path, files);
    if ("diagnostic" in read) {
      diagnostics.push(read.diagnostic);
      continue;
    }
    const result = readManifests(read.text, path);
    manifests.push(...result.manifests);
    diagnostics.push(...result.diagnostics);
  }
  if (manifests.length === 0 && !hasErrors(diagnostics)) throw emptyPath(source.path, paths);
  return { manifests, diagnostics, files: paths };
}
function emptyPath(path, paths) {
  const extensions = manifestExtensions.join(", ");
  const what = paths.length === 0 ? `no file that ends in ${extensions} was found` : `no object was found in ${paths.length === 1 ? paths[0] : `${paths.length} files`}`;
  const hint = "the input path names a file, a folder or a glob with Kubernetes manifests";
  return new Failure("path-empty", `${what} under ${path}`, { hint });
}

// src/engines/kubernetes/schema/table.ts
import { brotliDecompressSync as brotliDecompressSync2 } from "node:zlib";

// src/engines/kubernetes/schema/asset.ts
var scalarLetters = {
  s: "text",
  b: "boolean",
  i: "int32",
  l: "int64",
  n: "number",
  d: "date-time",
  y: "base64",
  q: "quantity",
  x: "int-or-text",
  "*": "any"
};

// src/engines/kubernetes/schema/decode.ts
function decodeNode(compact) {
  if (typeof compact === "string") return decodeText(compact);
  if (isTuple(compact)) return decodeTuple(compact);
  const fields = new Map(Object.entries(compact.f).map(([name, node]) => [name, decodeNode(node)]));
  return { type: "object", fields, required: compact.r ?? [], isOpen: false };
}
function decodeText(compact) {
  if (compact.startsWith("@")) return { type: "reference", name: compact.slice(1) };
  return { type: "scalar", scalar: isLetter(compact) ? scalarLetters[compact] : "any" };
}
function isTuple(compact) {
  return Array.isArray(compact);
}
function decodeTuple(compact) {
  if (compact[0] === "m") return { type: "map", values: decodeNode(compact[1]) };
  const items = decodeNode(compact[1]);
  const keys = compact[2];
  return keys === void 0 ? { type: "list", items } : { type: "list", items, keys };
}
function isLetter(text) {
  return Object.hasOwn(scalarLetters, text);
}

// src/engines/kubernetes/schema/table.ts
function loadSchemas(asset) {
  const table = JSON.parse(brotliDecompressSync2(asset).toString("utf8"));
  const names = Object.keys(table.kinds).map(kindNameOf);
  const groups = new Set(names.map((name) => name.group));
  const tables = new Map(table.versions.map((version, index) => [version, tableOf(table, index)]));
  const closest = (version) => closestOf(table.versions, version);
  const tableIn = (version) => tables.get(closest(version));
  return {
    versions: table.versions,
    closest,
    kindOf: (version, id) => tableIn(version)?.kind(id),
    isNamespaced: (version, id) => {
      const inOrder = [closest(version), ...table.versions.toReversed()];
      return inOrder.map((each) => tables.get(each)?.kind(id)).find((kind) => kind !== void 0)?.isNamespaced;
    },
    kindsIn: (version) => names.filter((name) => tableIn(version)?.kind(name) !== void 0),
    hasGroup: (group) => groups.has(group),
    definitionIn: (version, name) => tableIn(version)?.definition(name) ?? anyNode
  };
}
function tableOf(table, index) {
  const bit = 1 << index;
  const definitions = /* @__PURE__ */ new Map();
  const kinds = /* @__PURE__ */ new Map();
  const definition = (name) => {
    const known = definitions.get(name);
    if (known) return known;
    const variant = table.definitions[name]?.find(([versions]) => (versions & bit) !== 0);
    const node = variant ? decodeNode(variant[1]) : anyNode;
    definitions.set(name, node);
    return node;
  };
  const kind = (id) => {
    const key = `${apiVersionOf(id)}/${id.kind}`;
    const known = kinds.get(key);
    if (known) return known;
    const variants = Object.hasOwn(table.kinds, key) ? table.kinds[key] : void 0;
    const variant = variants?.find(([versions]) => (versions & bit) !== 0);
    if (!variant) return void 0;
    const [, name, plural, namespaced] = variant;
    const schema = { root: definition(name), definition, plural, isNamespaced: namespaced === 1 };
    kinds.set(key, schema);
    return schema;
  };
  return { kind, definition };
}
function kindNameOf(key) {
  const parts = key.split("/");
  const [kind = "", version = "", group = ""] = parts.toReversed();
  return { group, version, kind };
}
function closestOf(versions, version) {
  const newest = versions.at(-1) ?? "";
  const minor = minorOf(version);
  if (minor === void 0) return newest;
  const oldestFirst = versions.find((each) => (minorOf(each) ?? 0) >= minor);
  return oldestFirst ?? newest;
}
function minorOf(version) {
  const match = /^v?1\.(\d+)(?:[.+-].*)?$/.exec(version);
  return match ? Number(match[1]) : void 0;
}

// src/engines/kubernetes/source.ts
async function emptySource(source, world) {
  const asset = await world.files.readAsset("kubernetes-schemas.json.br");
  const renderedDigest = renderedDigestOf([], source.namespace);
  return { manifests: [], diagnostics: [], renderedDigest, schemas: loadSchemas(asset) };
}
async function loadSource(source, world) {
  const [{ manifests, diagnostics }, asset] = await Promise.all([
    renderSource(source, world.files),
    world.files.readAsset("kubernetes-schemas.json.br")
  ]);
  for (const { object } of manifests) for (const value of secretValuesOf(object)) world.secrets.add(value);
  const renderedDigest = renderedDigestOf(manifests, source.namespace);
  return { manifests, diagnostics, renderedDigest, schemas: loadSchemas(asset) };
}

// src/engines/kubernetes/engine.ts
var KubernetesEngine = class _KubernetesEngine {
  ledger;
  #target;
  #settings;
  #world;
  #connection;
  #source;
  #planned;
  #plan;
  #order = orderOf([]);
  constructor(target, settings, world) {
    this.#target = target;
    this.#settings = settings;
    this.#world = world;
    this.ledger = openLedger({
      target,
      world,
      confirmed: settings.confirm,
      timeoutMs: settings.timeoutMs,
      reason: settings.freezeOverride ?? settings.reason,
      cluster: async () => await this.#cluster(),
      namespace: async () => await this.#recordNamespace(),
      wanted: async () => ({
        ids: [...this.#current().steps.map((step) => step.intent.id), ...this.#current().kept],
        images: imagesOf((await this.#loaded()).manifests)
      }),
      prepare: async () => await this.#prepareNamespace()
    });
  }
  async validate() {
    const { manifests, diagnostics, schemas } = await this.#loaded();
    const kubernetesVersion = this.#settings.kubernetesVersion ?? schemas.versions.at(-1) ?? "";
    return [...diagnostics, ...validateManifests(manifests, { schemas, kubernetesVersion })];
  }
  async render(format) {
    const objects = (await this.#loaded()).manifests.map((manifest) => manifest.object);
    return format === "yaml" ? writeYaml(objects) : writeJsonList(objects);
  }
  async changesSince(base) {
    if (base && !(base instanceof _KubernetesEngine))
      throw new Failure("internal", "manifests were compared with those of another engine");
    const after = await this.#loaded();
    const before = base ? (await base.#loaded()).manifests : [];
    const { kubernetesVersion: version = after.schemas.versions.at(-1) ?? "" } = this.#settings;
    const { namespace } = this.#target.source;
    return compareRendered(before, after, { version, ...namespace !== void 0 && { namespace } });
  }
  async rbac(format) {
    const { namespace = "default", recordNamespace = namespace, kubernetesVersion } = this.#settings;
    const { rbac = { purpose: "deploy" } } = this.#settings;
    const [{ manifests, schemas }, { printRbac }] = await Promise.all([
      this.#loaded(),
      import("./print.mjs")
    ]);
    const version = kubernetesVersion ?? schemas.versions.at(-1) ?? "";
    const place = { name: this.#target.name, namespace, recordNamespace };
    const input = { manifests, schemas, kubernetesVersion: version, settings: rbac, ...place };
    return printRbac(input, format);
  }
  async renderedDigest() {
    return (await this.#loaded()).renderedDigest;
  }
  async digests() {
    return objectDigestsOf((await this.#loaded()).manifests, await this.#namespace());
  }
  async plan() {
    const { manifests, renderedDigest, schemas } = await this.#loaded();
    const cluster = await this.#cluster();
    const [version, parent, namespace, setId, { planSet }] = await Promise.all([
      cluster.serverVersion("plan"),
      this.ledger.parent(),
      this.#namespace(),
      this.#setId(),
      import("./plan.mjs"),
      // Discovery on the way with the others: the plan begins by asking it.
      cluster.preferredOf("ConfigMap", "plan")
    ]);
    const { livePlan, mode, prune, conflicts, ignore } = this.#settings;
    this.#planned = await planSet({
      manifests,
      renderedDigest,
      cluster,
      secrets: this.#world.secrets,
      namespace,
      recordNamespace: await this.#recordNamespace(),
      setId,
      parent,
      livePlan,
      intention: mode === "preview" || mode === "drift" ? "to show" : "to write",
      prune: prune || mode === "destroy",
      rules: { conflicts, ignore },
      listKeysOf: (intent) => listKeysIn(schemas, version, intent.id)
    });
    const found = (await this.#connection)?.diagnostics ?? [];
    this.#order = orderOf(this.#planned.steps.map((step) => placedOf(step)));
    const diagnostics = [...found, ...this.#planned.plan.diagnostics, ...this.#order.diagnostics];
    this.#plan = { ...this.#planned.plan, diagnostics };
    return this.#plan;
  }
  async requireRights() {
    const { requireRights } = await import("./rights.mjs");
    const [namespace, parent] = await Promise.all([this.#recordNamespace(), this.ledger.parent()]);
    const record = { name: parentNameOf(this.#target.name), namespace, isNew: parent === void 0 };
    await requireRights(this.#current(), record, await this.#cluster());
  }
  async apply(plan, guard) {
    if (plan !== this.#plan) throw new Failure("internal", "apply was given another plan than the last one");
    const last = await this.ledger.last();
    const isHealed = last === void 0 || last.result === "success";
    const { applySet } = await import("./apply.mjs");
    return await applySet(this.#current(), {
      cluster: await this.#cluster(),
      world: this.#world,
      guard,
      order: this.#order,
      setId: await this.#setId(),
      timeoutMs: this.#settings.timeoutMs,
      stallMs: this.#settings.stallMs,
      rules: ownRules(this.#settings.ready),
      waitFor: !this.#settings.wait ? "none" : isHealed ? "changed" : "all"
    });
  }
  close() {
    void this.#connection?.then(
      ({ cluster }) => cluster.close(),
      () => void 0
    );
  }
  #current() {
    if (!this.#planned) throw new Failure("internal", "apply was asked for before a plan was made");
    return this.#planned;
  }
  async #loaded() {
    const load = this.#settings.mode === "destroy" ? emptySource : loadSource;
    this.#source ??= load(this.#target.source, this.#world);
    return await this.#source;
  }
  async #cluster() {
    this.#connection ??= connect(this.#settings.access, this.#world);
    return (await this.#connection).cluster;
  }
  async #namespace() {
    return this.#target.source.namespace ?? (await this.#cluster()).contextNamespace;
  }
  async #recordNamespace() {
    return this.#settings.recordNamespace ?? await this.#namespace();
  }
  async #setId() {
    return applySetIdOf({ name: parentNameOf(this.#target.name), namespace: await this.#recordNamespace() });
  }
  /** Lock and record live in a namespace that this very change may bring: then that namespace is made first, alone. */
  async #prepareNamespace() {
    const namespace = await this.#recordNamespace();
    const step = this.#current().steps.find(
      ({ intent }) => intent.id.group === "" && intent.id.kind === "Namespace" && intent.id.name === namespace
    );
    if (step?.change.action !== "create") return;
    await makeNamespace(await this.#cluster(), namespace, await this.#setId());
  }
};
function placedOf({ intent }) {
  return { id: intent.id, key: intent.key, body: intent.body, location: intent.manifest.location };
}

// src/engines/kubernetes/index.ts
var open = async (target, settings, world) => {
  const { source } = target;
  if (source.engine !== "kubernetes") throw new Failure("internal", "this is no source of Kubernetes");
  return await Promise.resolve(new KubernetesEngine({ ...target, source }, settings, world));
};
export {
  open
};
