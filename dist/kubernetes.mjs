import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  anyNode,
  crdSchemasOf,
  resolveNode,
  writeJsonList,
  writeYaml
} from "./shared-15.mjs";
import {
  applySetIdOf,
  cleanups,
  foreignParent,
  hookAnnotations,
  hookMoments,
  isJob,
  maskWithPointers,
  momentsOf,
  normalizeForDiff,
  parentBody,
  placeOfChange,
  readMark,
  renderedDigestOf,
  scopeOfParent,
  toolOf,
  uniteScopes,
  withValueAt,
  wordsOf
} from "./shared-7.mjs";
import {
  conditionOf,
  isBehind,
  notSeen,
  orderOf,
  pause,
  ready,
  stuck,
  targetLost,
  waiting
} from "./shared-11.mjs";
import {
  containersOf,
  podSpecOf,
  podSpecPointerOf
} from "./shared-13.mjs";
import {
  annotationOf,
  annotationPointer,
  applySetManager,
  parentNameOf,
  partOfLabel,
  recordManager
} from "./shared-16.mjs";
import {
  brokenOffRecord,
  closedRecord,
  openedRecord,
  resumedRecord,
  withoutLists
} from "./shared-36.mjs";
import {
  diffFields,
  looksSecret,
  secretValuesOf
} from "./shared-3.mjs";
import "./shared-8.mjs";
import {
  nearestName
} from "./shared-25.mjs";
import {
  kubernetesVersions,
  newestKubernetes
} from "./shared-33.mjs";
import {
  parseImage
} from "./shared-31.mjs";
import {
  hasErrors,
  sortDiagnostics
} from "./shared-29.mjs";
import {
  lettersIn
} from "./shared-34.mjs";
import "./shared-27.mjs";
import {
  recordName,
  recordSchema
} from "./shared-38.mjs";
import {
  parseYaml,
  positionsBelow
} from "./shared-12.mjs";
import "./shared-14.mjs";
import "./shared-4.mjs";
import {
  collectionPath,
  objectPath,
  refusal
} from "./shared-10.mjs";
import "./shared-9.mjs";
import {
  addressOf,
  apiVersionOf,
  confirmAddressOf,
  groupKindOf,
  objectKeyOf
} from "./shared-35.mjs";
import {
  Failure
} from "./shared-30.mjs";
import {
  canonicalJson,
  isEqual,
  isList,
  isObject,
  joinPointer,
  listAt,
  numberAt,
  parseJson,
  splitPointer,
  stringifyJson,
  textAt,
  valueAt
} from "./shared-32.mjs";
import {
  __callDispose,
  __using
} from "./shared-1.mjs";

// src/engines/kubernetes/connection.ts
var reachesCluster = /* @__PURE__ */ new Set(["preview", "deploy", "rollback", "drift", "heal"]);
async function connect(settings, world) {
  const [{ openAccess }, { openCluster }] = await Promise.all([
    import("./access.mjs"),
    import("./api.mjs")
  ]);
  const access = await openAccess(settings, world);
  return { cluster: openCluster(access, world), diagnostics: access.diagnostics };
}

// src/engines/kubernetes/ledger/kept-digests.ts
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
var keptSets = 10;
var keptBytes = 128 * 1024;
function writeDigests(kept, records) {
  const sets = records.flatMap(({ id }) => {
    const set = kept.get(id);
    return set === void 0 ? [] : [[id, Object.fromEntries(set)]];
  });
  for (let count = Math.min(sets.length, keptSets); count > 0; count = Math.floor(count / 2)) {
    const text = compressed(Object.fromEntries(sets.slice(-count)));
    if (text.length <= keptBytes) return text;
  }
  return void 0;
}
function readDigests(text) {
  const sets = text === void 0 ? {} : expanded(text);
  return new Map(
    Object.entries(sets).flatMap(([id, set]) => {
      if (!isObject(set)) return [];
      const digests = Object.entries(set).flatMap(
        ([address, digest]) => typeof digest === "string" ? [[address, digest]] : []
      );
      return [[id, new Map(digests)]];
    })
  );
}
function differencesOf(before, now) {
  return [.../* @__PURE__ */ new Set([...before.keys(), ...now.keys()])].toSorted().flatMap((address) => {
    const [then, today] = [before.get(address), now.get(address)];
    if (then === void 0) return [`${address} was not in it`];
    if (today === void 0) return [`${address} is no longer in it`];
    return then === today || then === "" || today === "" ? [] : [`${address} is another`];
  });
}
function compressed(sets) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  return brotliCompressSync(stringifyJson(sets), { params }).toString("base64");
}
function expanded(text) {
  try {
    const sets = parseJson(
      brotliDecompressSync(Buffer.from(text, "base64"), { maxOutputLength: 64 * 1024 * 1024 }).toString(
        "utf8"
      )
    );
    return isObject(sets) ? sets : {};
  } catch {
    return {};
  }
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
var phase = "lock";
var leases = {
  group: "coordination.k8s.io",
  version: "v1",
  kind: "Lease",
  plural: "leases",
  namespaced: true,
  verbs: []
};
async function getLease(place) {
  const object = await place.cluster.get(leases, place, phase);
  return object ? readLease(object) : void 0;
}
async function putLease(place, holder, nowMs, over) {
  const body = stringifyJson(leaseBody({ ...place, holder, nowMs, ...over && { over } }));
  const [method, path] = over ? ["PUT", objectPath(leases, place)] : ["POST", collectionPath(leases, place.namespace)];
  const answer = await place.cluster.raw(method, path, { body }, phase).catch((error) => {
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
  const answer = await place.cluster.remove(leases, place, options, phase);
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

// src/engines/kubernetes/ledger/parent.ts
import { brotliCompressSync as brotliCompressSync2, brotliDecompressSync as brotliDecompressSync2, constants as constants2 } from "node:zlib";
var keptRecords = 20;
var keptBytes2 = 640 * 1024;
var repositoryIdAnnotation = "gitops-push.dev/repository-id";
var repositoryAnnotation = "gitops-push.dev/repository";
function readParent(object, tooling) {
  const inventory = readInventory(textAt(object, "/binaryData/inventory"));
  const lines = (textAt(object, "/data/records") ?? "").split("\n").filter((line) => line.trim() !== "");
  const read = lines.map((line) => ({ line, records: readRecord(line) }));
  return {
    uid: textAt(object, "/metadata/uid") ?? "",
    resourceVersion: textAt(object, "/metadata/resourceVersion") ?? "",
    scope: scopeOfParent(object),
    records: read.flatMap(({ records }) => records),
    unknownRecords: read.filter(({ records }) => records.length === 0).map(({ line }) => line),
    inventory: inventory ?? [],
    newestSequence: Math.max(0, ...lines.map(sequenceOf)),
    digests: textAt(object, "/binaryData/digests"),
    repository: annotationOf(object, repositoryAnnotation),
    repositoryId: annotationOf(object, repositoryIdAnnotation),
    tool: toolOf(object),
    hold: readHold(textAt(object, "/data/hold")),
    outbox: lettersIn(parsedOr(textAt(object, "/data/outbox") ?? "[]")),
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
      ...parent.hold && { hold: JSON.stringify(parent.hold) },
      ...parent.outbox.length > 0 && { outbox: JSON.stringify(parent.outbox) }
    },
    binaryData: {
      inventory: writeInventory(parent.inventory),
      ...parent.digests !== void 0 && { digests: parent.digests }
    }
  };
}
function writeRecordLines(records, unknown) {
  const mark = records.findLast((record) => record.kind === "deploy" && record.commit !== void 0);
  const newest = records.slice(-keptRecords);
  const chosen = mark && !newest.includes(mark) ? [mark, ...newest.slice(1)] : newest;
  const room = Math.max(0, keptRecords - chosen.length);
  const all = [...room > 0 ? unknown.slice(-room) : [], ...chosen.map((record) => JSON.stringify(record))];
  const isKept2 = (line, fromEnd) => fromEnd === 0 || mark !== void 0 && line === JSON.stringify(mark);
  const lines = [];
  let bytes = 0;
  for (const [fromEnd, line] of all.toReversed().entries()) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes <= keptBytes2 || isKept2(line, fromEnd)) lines.push(line);
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
  const params = { [constants2.BROTLI_PARAM_QUALITY]: 5 };
  return brotliCompressSync2(stringifyJson(rows), { params }).toString("base64");
}
function readInventory(text) {
  if (text === void 0) return [];
  try {
    const rows = parseJson(brotliDecompressSync2(Buffer.from(text, "base64")).toString("utf8"));
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
var phase2 = "record";
var configMaps = {
  group: "",
  version: "v1",
  kind: "ConfigMap",
  plural: "configmaps",
  namespaced: true,
  verbs: []
};
function leasePlaceOf({ cluster, target, namespace }) {
  return { cluster, name: parentNameOf(target), namespace };
}
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
  const answer = await place.cluster.apply(configMaps, placeOf(place), stringifyJson(body), options, phase2);
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
  const stored = await place.cluster.get(configMaps, placeOf(place), phase2);
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
    "lock-lost",
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

// src/engines/kubernetes/ledger/abandon.ts
async function abandon(begun, place, context) {
  const parent = checkOwner(await loadParent(place, "lock"), context, place.namespace);
  const record = parent?.records.find(({ id }) => id === begun.record?.id);
  const isOpen2 = record !== void 0 && record.result === void 0 && parent?.records.at(-1) === record;
  const lease = await reclaim(begun.lock, isOpen2, place, context);
  if (!lease) return record;
  try {
    if (!parent || !record || !isOpen2) return record;
    const closed = brokenOffRecord(record, context.world.clock.nowMs());
    await writeRecords(place, parent, { ...parent, records: [...parent.records.slice(0, -1), closed] });
    return closed;
  } finally {
    await deleteLease(leasePlaceOf(place), lease);
  }
}
async function reclaim(token, isNeeded, place, { world }) {
  const stored = await getLease(leasePlaceOf(place));
  const isOurs = stored !== void 0 && stored.holder.token === token;
  if (!isOurs && (stored !== void 0 || !isNeeded)) return void 0;
  const holder = holderOf(world.run, token ?? crypto.randomUUID(), world.processes.own);
  return await putLease(leasePlaceOf(place), holder, world.clock.nowMs(), stored);
}

// src/engines/kubernetes/ledger/entry.ts
async function openEntry(before, opening, context) {
  const { world, place, ids } = context;
  const scope = scopeOf(ids);
  const superset = before ? uniteScopes(before.scope, scope) : scope;
  const record = newRecord(before, opening, context);
  const earlier = (before?.records ?? []).map(withoutLists);
  const next = opening.hold?.next;
  const hold = next && { ...next, record: recordName(record) };
  const kept = {
    hold: opening.hold ? hold : before?.hold,
    digests: digestsWith(before, record, context.digests),
    outbox: before?.outbox ?? [],
    unknownRecords: before?.unknownRecords ?? [],
    repository: world.run.repository ?? before?.repository,
    repositoryId: world.run.repositoryId ?? before?.repositoryId
  };
  const inventory = uniteInventories(before?.inventory ?? [], ids);
  world.note?.({ record });
  const marked = await writeScope(place, before, superset);
  const opened = await writeRecords(place, marked, { ...kept, records: [...earlier, record], inventory });
  return {
    record,
    close: async (outcome) => {
      const closed = closedRecord(record, outcome, world.clock.nowMs());
      const isDone = closed.result === "success";
      const content = { ...kept, records: [...earlier, closed], inventory: isDone ? ids : inventory };
      const written = await closeOn(place, opened, record, content);
      if (isDone && !isSame(superset, scope)) await writeScope(place, written, scope);
      world.note?.({ record: void 0 });
      return closed;
    }
  };
}
async function writeResume(before, reason, { world, place }) {
  const record = resumedRecord(before.records, { reason, sequence: before.newestSequence + 1 }, world);
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
    if (!(error instanceof Failure) || error.code !== "lock-lost") throw error;
    const now = await loadParent(place, "record");
    const newest = now?.records.at(-1);
    if (now && newest?.id === record.id)
      return await writeRecords(place, now, { ...content, outbox: now.outbox });
    if (!newest) throw error;
    throw targetLost(newest, error);
  }
}
function digestsWith(before, record, digests) {
  if (digests === void 0) return before?.digests;
  const kept = new Map([...readDigests(before?.digests), [record.id, digests]]);
  return writeDigests(kept, [...before?.records ?? [], record]);
}
function newRecord(before, { plan, announced }, { target, world, place, images, imageOverrides, rendering, reason }) {
  return openedRecord({
    target,
    plan,
    announced,
    previous: before?.records.at(-1),
    sequence: (before?.newestSequence ?? 0) + 1,
    run: world.run,
    serverHash: place.cluster.serverHash,
    namespace: place.namespace,
    images,
    imageOverrides,
    ...rendering && { rendering },
    reason,
    tools: { action: world.program.split("/").at(-1) ?? "", node: process.versions.node },
    nowMs: world.clock.nowMs(),
    random: Array.from({ length: 16 }, () => Math.random())
  });
}
function isSame(superset, scope) {
  return superset.groupKinds.length === scope.groupKinds.length && superset.namespaces.length === scope.namespaces.length;
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
    else log.warn("the lock of this target was not renewed in time, and another run had it since");
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
  let renewal = keepRenewing(lease, { place, holder, world });
  const retake = async () => {
    const again = await putLease(place, holder, world.clock.nowMs());
    if (again) renewal = keepRenewing(again, { place, holder, world });
    return again !== void 0;
  };
  return {
    lease,
    wasContested,
    isFresh: () => renewal.isFresh(),
    confirm: async () => await renewal.renew() || await retake(),
    release: async () => {
      const last = await renewal.stop();
      try {
        if (last && !await deleteLease(place, last)) {
          const now = await getLease(place);
          if (now?.holder.token === holder.token) await deleteLease(place, now);
        }
        world.note?.({ lock: void 0 });
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        world.log.warn(`the lock could not be given back and will expire by itself: ${error.message}`);
      }
    }
  };
}
function locked(lease, { place, timeoutMs: timeoutMs2 }) {
  return new Failure(
    "locked",
    `${whoHolds(lease)} is still deploying to this target after ${Math.round(timeoutMs2 / 1e3)} s (Lease ${place.namespace}/${place.name})`,
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
    digestsOf: async ({ id }) => readDigests((await parent())?.digests).get(id),
    all: async () => (await parent())?.records ?? [],
    last: async () => (await parent())?.records.at(-1),
    acquire: async () => {
      const before = await parent();
      await context.prepare();
      state.guard = await openGuard(await place(), before, state, context);
      return state.guard;
    },
    goOnUnder: async (guard) => {
      const [where, before] = [await place(), await parent()];
      if (!await guard.isHeld()) throw targetLost();
      const now = checkOwner(await loadParent(where, "lock"), context, where.namespace);
      state.parent = Promise.resolve(now);
      state.guard = guardOf({ ...guard, hasMoved: isOther(before, now) }, where, state);
      return state.guard;
    },
    open: async (plan, announced) => {
      if (!state.guard) throw new Failure("internal", "a record was opened without the lock of its target");
      const { target, world } = context;
      const wanted = await context.wanted();
      const entryContext = { target, world, reason: context.reason, place: await place(), ...wanted };
      const entry = await openEntry(await parent(), { plan, announced, hold: state.hold }, entryContext);
      state.record = entry.record;
      return entry;
    },
    abandon: async (begun) => await abandon(begun, await place(), context),
    outbox: {
      known: async () => (await state.parent)?.outbox ?? [],
      keep: async (letters) => {
        const now = await parent();
        if (!state.guard || !now) throw new Failure("internal", "letters were kept without the lock");
        const outbox = letters.slice(-mostLetters);
        await writeRecords(await place(), now, { ...now, outbox });
        return letters.length - outbox.length;
      }
    },
    holds: holdsOf(state, { parent, place, world: context.world })
  };
}
var mostLetters = 60;
function holdsOf(state, {
  parent,
  place,
  world
}) {
  return {
    current: async () => (await parent())?.hold,
    set: (hold) => {
      state.hold = { next: hold };
    },
    lift: async (reason) => {
      const before = await parent();
      if (!state.guard || !before) throw new Failure("internal", "a hold was lifted without the lock");
      return await writeResume(before, reason, { world, place: await place() });
    }
  };
}
async function openGuard(place, before, state, context) {
  const { world, timeoutMs: timeoutMs2 } = context;
  const token = crypto.randomUUID();
  world.note?.({ lock: token });
  const lock = await takeLock({
    place: leasePlaceOf(place),
    holder: holderOf(world.run, token, world.processes.own),
    world,
    timeoutMs: timeoutMs2
  });
  try {
    const now = checkOwner(await loadParent(place, "lock"), context, place.namespace);
    state.parent = Promise.resolve(now);
    const right = {
      hasMoved: lock.wasContested || isOther(before, now),
      keepsOthersOut: true,
      isFresh: () => lock.isFresh(),
      isHeld: async () => lock.isFresh() || await lock.confirm()
    };
    return { ...guardOf(right, place, state), release: async () => await lock.release() };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
function isOther(before, now) {
  return now?.uid !== before?.uid || now?.resourceVersion !== before?.resourceVersion;
}
function guardOf(right, place, state) {
  return {
    ...right,
    stillMine: async () => await right.isHeld() && (state.record === void 0 || await isNewest(place, state.record)),
    release: async () => await Promise.resolve()
  };
}

// src/engines/kubernetes/manifest/object-digests.ts
import { createHash } from "node:crypto";
var clusterScoped = /^(?:Namespace|Node|PersistentVolume|(?:Storage|Priority|Ingress|Runtime|Device|VolumeAttributes)Class|ClusterRole(?:Binding)?|CustomResourceDefinition|APIService|CSIDriver|\w*WebhookConfiguration|\w*AdmissionPolicy(?:Binding)?)$/;
function objectDigestsOf(manifests, namespace) {
  const own = new Map(
    manifests.map((manifest) => [
      addressInSet(manifest.id, namespace),
      renderedDigestOf([manifest], namespace)
    ])
  );
  return new Map(
    manifests.map(({ id, object }) => {
      const key = addressInSet(id, namespace);
      const read = readByPods(id, object).flatMap(({ kind, name }) => {
        const place = addressInSet({ ...id, group: "", kind, name }, namespace);
        return own.has(place) ? [`${place} ${own.get(place) ?? ""}`] : [];
      });
      const digest = own.get(key) ?? "";
      return [key, read.length === 0 ? digest : sha256([digest, ...new Set(read.toSorted())].join("\n"))];
    })
  );
}
function ownDigestsOf(manifests, namespace) {
  return new Map(
    manifests.map((manifest) => {
      const { id, asWritten } = manifest;
      const isPlainSecret = id.kind === "Secret" && asWritten === void 0;
      const digest = isPlainSecret ? "" : renderedDigestOf([manifest], namespace).slice(0, 16);
      return [addressInSet(id, namespace), digest];
    })
  );
}
function addressInSet(id, namespace) {
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
  return createHash("sha256").update(text).digest("hex");
}

// src/engines/kubernetes/manifest/images.ts
function imagesOf(manifests) {
  return [...new Set(manifests.flatMap(imagesIn))].toSorted();
}
function imagesByObject(manifests, namespace) {
  return new Map(manifests.map((each) => [addressInSet(each.id, namespace), [...new Set(imagesIn(each))]]));
}
function imagesIn({ id, object }) {
  const spec = podSpecOf(id, object);
  return (spec ? containersOf(spec) : []).flatMap(
    ({ image }) => typeof image === "string" && image !== "" ? [image] : []
  );
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
function isBrought(namespace, steps) {
  return steps.some(
    ({ intent: { id }, change }) => id.group === "" && id.kind === "Namespace" && id.name === namespace && change.action === "create"
  );
}

// src/engines/kubernetes/order/placed.ts
function placedOf({ intent }) {
  return { id: intent.id, key: intent.key, body: intent.body, location: intent.manifest.location };
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
  const { schemas, crds = [] } = after;
  const definition = (name) => schemas.definitionIn(options.version, name);
  const custom = crdSchemasOf([...crds, ...after.manifests], { definition });
  const context = { ...options, schemas, custom, markOf: numberSecrets() };
  const old = new Map(before.map((manifest) => entryOf(manifest, context)));
  const next = new Map(after.manifests.map((manifest) => entryOf(manifest, context)));
  const kept = [...next].map(([key, item]) => changeOf(old.get(key), item, context));
  const gone = [...old].filter(([key]) => !next.has(key)).map(([, item]) => removalOf(item));
  return [...kept, ...gone];
}
function entryOf(manifest, { schemas, version, custom, namespace }) {
  const { id } = manifest;
  const isNamespaced = custom.get(`${apiVersionOf(id)}/${id.kind}`)?.isNamespaced ?? schemas.isNamespaced(version, id);
  const isLackingNamespace = id.namespace === void 0 && isNamespaced === true;
  const full = isLackingNamespace && namespace !== void 0 ? { ...id, namespace } : id;
  return [objectKeyOf(full), { id: full, manifest }];
}
function changeOf(old, { id, manifest }, context) {
  const identity = { ...identityOf(id), location: manifest.location, evidence: "local" };
  const view = old?.manifest.undecrypted !== void 0 || manifest.undecrypted !== void 0 ? "asWritten" : "object";
  const next = sideOf(manifest, view);
  if (!old) return { ...identity, action: "create", fields: [], after: maskedSide(manifest, next, context) };
  const former = sideOf(old.manifest, view);
  if (isEqual(former, next)) return { ...identity, action: "unchanged", fields: [] };
  const keysAt = keysOf(id, context);
  const fields = diffFields(
    maskedSide(old.manifest, former, context),
    maskedSide(manifest, next, context),
    keysAt
  );
  const location = placeOfChange(manifest, fields);
  return { ...identity, location, action: fields.length > 0 ? "update" : "unchanged", fields };
}
function keysOf(id, { schemas, version, custom }) {
  const schema = custom.get(`${apiVersionOf(id)}/${id.kind}`);
  return schema ? (path) => listKeysAt(schema, path) : listKeysIn(schemas, version, id);
}
function sideOf(manifest, view) {
  return normalizeForDiff(manifest[view] ?? manifest.object);
}
function maskedSide({ secretPointers = [] }, side, { markOf }) {
  return maskWithPointers(side, secretPointers, markOf);
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
    const known2 = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, known2);
    return String(known2);
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

// src/engines/kubernetes/render/context.ts
var renderLimits = { timeoutMs: 6e4, bytes: 64 * 1024 * 1024 };

// src/engines/kubernetes/render/recognise.ts
import { posix } from "node:path";
var kustomizationNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];
var chartName = "Chart.yaml";
async function recognise(path, files) {
  if (path.startsWith("oci://")) return { renderer: "helm", chart: path };
  if (/[*?[{]/.test(path)) return { renderer: "plain" };
  const given = posix.normalize(path.replaceAll("\\", "/")).replace(/\/$/, "");
  const name = posix.basename(given);
  const isMarker2 = name === chartName || kustomizationNames.some((each) => each === name);
  const folder2 = isMarker2 ? posix.dirname(given) : given;
  if (await hasFile(folder2, [chartName], files)) return { renderer: "helm", chart: folder2 };
  if (await hasFile(folder2, kustomizationNames, files)) return { renderer: "kustomize", folder: folder2 };
  return { renderer: "plain" };
}
async function hasFile(folder2, names, files) {
  const found = await files.find(folder2, names);
  return found.some(({ path }) => posix.dirname(path) === folder2 && names.includes(posix.basename(path)));
}

// src/engines/kubernetes/render/tool.ts
var shownCharacters = 1500;
async function runTool(call, { shell, env, limits, signal, path }) {
  const { command, args, cwd, input, mayAsk } = call;
  if (signal.aborted) throw cancelled();
  try {
    return await shell.run(command, args, {
      env: { PATH: env["PATH"] ?? "", LC_ALL: "C", ...call.env },
      timeoutMs: limits.timeoutMs,
      limitBytes: limits.bytes,
      ...mayAsk !== true && { signal },
      ...cwd !== void 0 && { folder: cwd },
      ...input !== void 0 && { input }
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EACCES"))
      return void 0;
    if (signal.aborted) throw cancelled();
    const why = error instanceof Error ? error.message : `${command} could not be run`;
    throw new Failure("render-failed", `rendering ${path} failed: ${why}`, {
      hint: `${command} may take ${limits.timeoutMs / 1e3} s and print ${limits.bytes / 1024 / 1024} MB. Is something in the sources endless?`,
      cause: error
    });
  }
}
function cancelled() {
  return new Failure("cancelled", "the run was cancelled while its files were rendered");
}
function rendererEnv(folder2, { env, rendering }) {
  const home = `${folder2}/.gitops-push/home`;
  const proxies = Object.entries(env).flatMap(
    ([name, value]) => /^(?:https?|no|all)_proxy$/i.test(name) && value !== void 0 ? [[name, value]] : []
  );
  const closed = "http://127.0.0.1:9";
  return {
    HOME: home,
    TMPDIR: folder2,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
    KUBECONFIG: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    ...rendering.network ? Object.fromEntries(proxies) : { HTTP_PROXY: closed, HTTPS_PROXY: closed, ALL_PROXY: closed, GIT_ALLOW_PROTOCOL: "none" }
  };
}
function complaintOf(result, folder2, context) {
  const text = (result.stderr.trim() === "" ? result.stdout : result.stderr).replaceAll(`${folder2}/`, "").trim();
  const clean = context.secrets.redact(text).replace(/^Error: /, "");
  return clean.length <= shownCharacters ? clean : `${clean.slice(0, shownCharacters)} …`;
}

// src/engines/kubernetes/render/renderer.ts
var timeoutMs = 1e4;
var questions = {
  helm: [["helm", "version", "--template", "{{.Version}}"]],
  kustomize: [
    ["kustomize", "version"],
    ["kubectl", "version", "--client"]
  ]
};
async function rendererOf(path, world) {
  const { renderer } = await recognise(path, world.files);
  if (renderer === "plain") return void 0;
  for (const [command, ...args] of questions[renderer]) {
    const limits = { ...renderLimits, timeoutMs };
    const result = await runTool({ command, args, env: {} }, { ...world, path, limits });
    if (!result) continue;
    const [, version] = /^(?:Kustomize Version: )?v?(\d+\.\d+(?:\.[\w.+-]+)?)$/m.exec(result.stdout.trim()) ?? [];
    return result.code === 0 && version !== void 0 ? `${renderer} ${version}` : void 0;
  }
  return void 0;
}

// src/engines/kubernetes/manifest/override-images.ts
var shownImages = 20;
function overrideImages(manifests, overrides) {
  if (overrides.length === 0) return manifests;
  const references = new Map(overrides.map(({ name, reference }) => [name, reference]));
  const used = /* @__PURE__ */ new Set();
  const replace = (image) => {
    const repository = parseImage(image)?.repository ?? "";
    const reference = references.get(repository);
    if (reference === void 0) return image;
    used.add(repository);
    return reference;
  };
  const changed = manifests.map((manifest) => overrideIn(manifest, replace));
  const unused = overrides.map(({ name }) => name).filter((name) => !used.has(name));
  if (unused.length > 0) throw unusedImages(unused, imagesOf(manifests));
  return changed;
}
function overrideIn(manifest, replace) {
  const pointer3 = podSpecPointerOf(manifest.id);
  if (pointer3 === void 0) return manifest;
  const inObject = (object2) => changeAt(object2, splitPointer(pointer3), (spec) => withImages(spec, replace));
  const { object, asWritten } = manifest;
  return { ...manifest, object: inObject(object), ...asWritten && { asWritten: inObject(asWritten) } };
}
function withImages(spec, replace) {
  const result = { ...spec };
  for (const key of ["initContainers", "containers", "ephemeralContainers"]) {
    const list = spec[key];
    if (isList(list)) result[key] = list.map((item) => isObject(item) ? withImage(item, replace) : item);
  }
  return result;
}
function withImage(container, replace) {
  const { image } = container;
  return typeof image === "string" ? { ...container, image: replace(image) } : container;
}
function changeAt(object, [first, ...rest], change) {
  if (first === void 0) return change(object);
  const child = object[first];
  return isObject(child) ? { ...object, [first]: changeAt(child, rest, change) } : object;
}
function unusedImages(names, images) {
  const shown = images.slice(0, shownImages).join(", ");
  const more = images.length > shownImages ? ` and ${images.length - shownImages} more` : "";
  return new Failure("inputs-invalid", `images names ${names.join(", ")}, which no container uses`, {
    hint: images.length === 0 ? "No object here has containers. Take the input out." : `Write the repository exactly as it stands there, with its registry and without a tag. There are the images ${shown}${more}.`
  });
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
function checkText(what, value, pointer3) {
  if (typeof value === "string") return [];
  const code = "manifest-text-expected";
  if (typeof value === "object") return [{ code, pointer: pointer3, message: `${what} is not text` }];
  return [{ code, pointer: pointer3, message: `${what} is ${String(value)}, which is not text`, hint: "quote it" }];
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
    const below2 = positionsBelow(positions, joinPointer(["items", index]));
    if (isObject(item) && isListKind(item)) {
      const message = "a List stands inside a List, which kubectl does not read";
      report(reading, below2, { code: "manifest-list-nested", pointer: "", message });
    } else readObject(reading, withKindOf(list, item), { location: below2.value(""), positions: below2 });
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
function report(reading, positions, { pointer: pointer3, ...told }) {
  reading.diagnostics.push({ severity: "error", ...told, location: positions.value(pointer3) });
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

// src/engines/kubernetes/render/helm.ts
import { posix as posix4 } from "node:path";

// src/engines/kubernetes/render/helm-dependencies.ts
import { posix as posix2 } from "node:path";

// src/engines/kubernetes/render/helm-run.ts
async function runHelm(args, scratch, context) {
  const home = `${scratch.folder}/.gitops-push/home`;
  const env = {
    ...rendererEnv(scratch.folder, context),
    HELM_CONFIG_HOME: `${home}/helm`,
    HELM_CACHE_HOME: `${home}/helm-cache`,
    HELM_DATA_HOME: `${home}/helm-data`,
    HELM_PLUGINS: `${home}/no-plugins`,
    // A login to a registry, of helm or of docker, is the one setting of this machine that a fetch needs.
    ...context.rendering.network && loginsOf(context)
  };
  const result = await runTool({ command: "helm", args, env, cwd: scratch.folder }, context);
  if (result) return result;
  throw new Failure("tool-missing", "the program `helm` is not installed, and the chart needs it", {
    hint: "Runners of GitHub have it. Elsewhere install Helm 3.14 or newer in a step before this one."
  });
}
function loginsOf({ env }) {
  const home = env["HOME"] ?? "";
  return {
    HELM_REGISTRY_CONFIG: env["HELM_REGISTRY_CONFIG"] ?? `${home}/.config/helm/registry/config.json`,
    DOCKER_CONFIG: env["DOCKER_CONFIG"] ?? `${home}/.docker`
  };
}

// src/engines/kubernetes/render/helm-fetch.ts
var below = ".gitops-push/chart";
async function fetchChart(chart, scratch, context) {
  const refused = refusals(chart, context);
  if (refused.length > 0) return { diagnostics: refused };
  const args = ["pull", chart, "--untar", "--untardir", below, ...plainHttp(chart)];
  const result = await runHelm(args, scratch, context);
  if (result.code !== 0)
    return { diagnostics: [notFetched(chart, complaintOf(result, scratch.folder, context))] };
  const [name = ""] = await context.disk.list(`${scratch.folder}/${below}`);
  return { folder: `${below}/${name}` };
}
function plainHttp(...repositories) {
  const hosts = repositories.flatMap((each) => /^oci:\/\/([^/:]+)/.exec(each)?.[1] ?? []);
  const isHere = hosts.length > 0 && hosts.every((host) => ["localhost", "127.0.0.1"].includes(host));
  return isHere ? ["--plain-http"] : [];
}
function refusals(chart, { rendering }) {
  const found = [];
  if (!/@sha256:[0-9a-f]{64}$/.test(chart))
    found.push({
      code: "chart-unpinned",
      severity: "error",
      message: `${chart} names no digest`,
      hint: "Write oci://registry/chart@sha256:…: a tag can move. `helm pull` and `helm push` print the digest."
    });
  if (!rendering.network)
    found.push({
      code: "render-network",
      severity: "error",
      message: `${chart} would be fetched while rendering`,
      hint: "Set render-network: true, or check the chart in: helm pull --untar."
    });
  return found;
}
var causes = [
  [
    /mismatch/i,
    "the registry answers with something else than what the digest names, which is refused",
    "Somebody may have tampered with it. Ask those who run the registry; do not just write the new digest."
  ],
  [
    /credential|unauthori[sz]ed|denied|forbidden|\b40[13]\b/i,
    "the registry wants a login",
    "Log in in a step before this one: helm registry login, or docker login."
  ],
  [/not found/i, "the registry has no such chart", "Are repository and digest right? helm push prints both."]
];
function notFetched(chart, complaint) {
  const [, cause = complaint, hint = "Does this machine reach the registry?"] = causes.find(([pattern]) => pattern.test(complaint)) ?? [];
  return {
    code: "render-failed",
    severity: "error",
    message: `${chart} could not be fetched: ${cause}`,
    hint
  };
}

// src/engines/kubernetes/render/unsafe-place.ts
var here = /* @__PURE__ */ new Set(["localhost", "127.0.0.1", "[::1]"]);
function refusalOfPlace(address) {
  const name = JSON.stringify(address.slice(0, 200));
  const [, scheme = "", rest = ""] = /^(?:git::)?([a-z][a-z\d+.-]*):\/\/(.*)$/i.exec(address) ?? [];
  switch (scheme.toLowerCase()) {
    case "file":
      return {
        code: "path-outside",
        message: `${name} leads out of the checkout`,
        hint: "Put it into the repository and name it by a path that is relative to this file."
      };
    case "http":
    case "git": {
      const host = /^(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/.exec(rest)?.[1] ?? "";
      return here.has(host.toLowerCase()) ? void 0 : {
        code: "render-network",
        message: `${name} would be fetched over a line that is not encrypted, where anybody on the way can put something else in its place`,
        hint: "Write https://, or copy it into the repository."
      };
    }
    default:
      return void 0;
  }
}

// src/engines/kubernetes/render/helm-dependencies.ts
async function addDependencies(chart, scratch, context) {
  const file = posix2.join(chart, chartName);
  const read = await readText(file, context.files);
  const [document] = "text" in read ? parseYaml(read.text, file).documents : [];
  if (!document) return [];
  const missing = await missingOf(chart, document, context);
  if (missing.length === 0) return [];
  const isLocked = await hasFile(chart, ["Chart.lock", "requirements.lock"], context.files);
  const asking = { chart, isLocked, positions: document.positions };
  const refused = missing.flatMap((each) => refusalOf(each, asking, context));
  if (refused.length > 0) return refused;
  for (const each of missing) {
    const local = localPath(chart, each);
    if (local !== void 0) await scratch.copy(local);
  }
  const complaint = await build(chart, missing, scratch, context);
  if (complaint === void 0) return [];
  const message = `the dependencies of the chart could not be put together: ${complaint}`;
  const location = document.positions.key("/dependencies");
  return [{ code: "render-failed", severity: "error", message, location }];
}
async function missingOf(chart, { value }, context) {
  const missing = [];
  for (const [at, entry] of listAt(value, "/dependencies").entries()) {
    const [name = "", version = "", repository = ""] = ["/name", "/version", "/repository"].map(
      (pointer3) => textAt(entry, pointer3)
    );
    if (name === "" || await isVendored(chart, name, context)) continue;
    missing.push({ name, version, repository, at });
  }
  return missing;
}
async function isVendored(chart, name, { files }) {
  const folder2 = posix2.join(chart, "charts");
  const found = await files.find(folder2, [chartName, ".tgz"]).catch(() => []);
  return found.some(({ path }) => {
    const [first = ""] = posix2.relative(folder2, path).split("/");
    return first === name || first.startsWith(`${name}-`) && first.endsWith(".tgz");
  });
}
function isLocal({ repository }) {
  return repository.startsWith("file://");
}
function localPath(chart, missing) {
  if (!isLocal(missing)) return void 0;
  const path = missing.repository.slice("file://".length);
  const inside = posix2.join(chart, path);
  return path.startsWith("/") || inside.startsWith("..") ? void 0 : inside;
}
function refusalOf(missing, { chart, isLocked, positions }, { rendering }) {
  if (localPath(chart, missing) !== void 0) return [];
  const name = JSON.stringify(missing.name);
  const base = { severity: "error", location: positions.value(`/dependencies/${missing.at}`) };
  const unsafe = refusalOfPlace(missing.repository);
  if (unsafe && (isLocal(missing) || rendering.network)) return [{ ...base, ...unsafe }];
  if (!rendering.network)
    return [
      {
        ...base,
        code: "render-network",
        message: `the chart depends on ${name}, which is not in its charts folder`,
        hint: "Run helm dependency update and check in the folder charts, or set render-network: true."
      }
    ];
  if (isLocked || /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(missing.version)) return [];
  return [
    {
      ...base,
      code: "chart-unpinned",
      message: `the chart depends on ${name} ${missing.version}, and no Chart.lock says which version that is`,
      hint: "Run helm dependency update and check in Chart.lock, or write one exact version."
    }
  ];
}
async function build(chart, missing, scratch, context) {
  const repositories = new Set(missing.map((each) => each.repository).filter((url) => /^https?:/.test(url)));
  for (const [index, url] of [...repositories].entries()) {
    const added = await runHelm(["repo", "add", `dependency-${index}`, url], scratch, context);
    if (added.code !== 0) return complaintOf(added, scratch.folder, context);
  }
  const flags = plainHttp(...missing.map(({ repository }) => repository));
  const result = await runHelm(
    ["dependency", "build", "--skip-refresh", ...flags, `./${chart}`],
    scratch,
    context
  );
  return result.code === 0 ? void 0 : complaintOf(result, scratch.folder, context);
}

// src/engines/kubernetes/render/helm-chart.ts
async function prepareChart(chart, scratch, context) {
  if (chart.startsWith("oci://")) {
    const fetched = await fetchChart(chart, scratch, context);
    return "folder" in fetched ? { diagnostics: [], ...fetched } : { ...fetched, folder: "" };
  }
  await scratch.copy(chart);
  return { diagnostics: await addDependencies(chart, scratch, context), folder: chart };
}

// src/engines/kubernetes/render/helm-templates.ts
import { posix as posix3 } from "node:path";
var sourceLine = /^# Source: (.+)$/;
async function readTemplates(text, chart, context) {
  const lines = text.split("\n");
  const sources = sourcesOf(lines);
  const templates = /* @__PURE__ */ new Map();
  for (const source of new Set(sources))
    if (source !== void 0) templates.set(source, await readTemplate(source, chart, context));
  const placed = (location, otherwise) => {
    const source = sources[location.line - 1];
    const template2 = source === void 0 ? void 0 : templates.get(source);
    if (!template2) return { file: chart, line: 1, column: 1, isElsewhere: true };
    const line = lineIn(template2.lines, lines[location.line - 1] ?? "");
    if (line === void 0 && otherwise) return otherwise;
    return {
      file: template2.file,
      line: line ?? 1,
      column: 1,
      ...template2.isElsewhere && { isElsewhere: true }
    };
  };
  const read = readManifests(text, chart);
  return {
    manifests: read.manifests.map((manifest) => {
      const location = placed(manifest.location);
      return {
        ...manifest,
        location,
        positions: {
          value: (pointer3) => placed(manifest.positions.value(pointer3), location),
          key: (pointer3) => placed(manifest.positions.key(pointer3), location)
        }
      };
    }),
    diagnostics: read.diagnostics.map((finding2) => ({
      ...finding2,
      ...finding2.location && { location: placed(finding2.location) }
    }))
  };
}
function sourcesOf(lines) {
  let current;
  return lines.map((line) => {
    if (line === "---") current = void 0;
    current = sourceLine.exec(line)?.[1] ?? current;
    return current;
  });
}
async function readTemplate(source, chart, context) {
  const file = await fileOfTemplate(source, chart, context);
  if (file === void 0) return { file: source, lines: [], isElsewhere: true };
  const read = await readText(file, context.files);
  return { file, lines: "text" in read ? read.text.split("\n") : [], isElsewhere: false };
}
async function fileOfTemplate(source, chart, { files }) {
  if (chart.startsWith("oci://")) return void 0;
  const file = posix3.join(chart, source.slice(source.indexOf("/") + 1));
  const found = await files.find(file, [""]).catch(() => []);
  return found.some(({ path }) => path === file) ? file : void 0;
}
function lineIn(template2, rendered) {
  const wanted = rendered.trim();
  const key = /^(?:- )?([\w./-]+:)/.exec(wanted)?.[1];
  const tests = [
    (line) => line === wanted,
    (line) => key !== void 0 && line.replace(/^- /, "").startsWith(key)
  ];
  for (const test of tests) {
    const found = template2.flatMap((line, index) => wanted !== "" && test(line.trim()) ? [index + 1] : []);
    if (found.length === 1) return found[0];
  }
  return void 0;
}

// src/engines/kubernetes/render/helm-error.ts
async function helmRefusal(complaint, chart, context) {
  const text = complaint.replace(/\s*Use --debug flag to render out invalid YAML\s*$/, "");
  const places = [...text.matchAll(/([\w.-]+(?:\/[\w.-]+)+\.(?:ya?ml|tpl|txt|json))(?::(\d+))?(?::(\d+))?/g)];
  const [, template2, line] = places.findLast(([, , at]) => at !== void 0) ?? places.at(-1) ?? [];
  return {
    code: "render-failed",
    severity: "error",
    message: `helm could not render ${chart}: ${text}`,
    location: await placeOf2(chart, template2, Number(line ?? 1), context)
  };
}
async function placeOf2(chart, template2, line, context) {
  const isRemote2 = chart.startsWith("oci://");
  const file = template2 === void 0 ? void 0 : await fileOfTemplate(template2, chart, context);
  if (file !== void 0) return { file, line, column: 1 };
  return {
    file: isRemote2 ? chart : `${chart}/Chart.yaml`,
    line: 1,
    column: 1,
    ...isRemote2 && { isElsewhere: true }
  };
}

// src/engines/kubernetes/render/helm-hooks.ts
var pointer = "/metadata/annotations/helm.sh~1hook";
var ofDeploys = /* @__PURE__ */ new Set([
  "pre-install",
  "post-install",
  "pre-upgrade",
  "post-upgrade",
  "crd-install"
]);
var ofRollbacks = /* @__PURE__ */ new Set(["pre-rollback", "post-rollback"]);
function withoutIdleHooks({ manifests, diagnostics }) {
  const hooks = manifests.flatMap((manifest) => {
    const text = textAt(manifest.object, pointer);
    return text === void 0 ? [] : [{ manifest, text, isKept: isKept(manifest, text) }];
  });
  const left = new Set(hooks.filter((each) => !each.isKept).map(({ manifest }) => manifest));
  return {
    manifests: manifests.filter((manifest) => !left.has(manifest)),
    diagnostics: [
      ...diagnostics,
      ...hooks.map(
        ({ manifest, text, isKept: stays }) => notice(manifest, text, stays ? "kept" : "left out")
      )
    ]
  };
}
function isKept({ id }, text) {
  return wordsOf(text).some((word) => ofDeploys.has(word) || isJob(id) && ofRollbacks.has(word));
}
function notice(manifest, hook, fate) {
  const { id, positions } = manifest;
  const due = isJob(id) ? readMark(manifest.object)?.due ?? [] : [];
  const idle2 = wordsOf(hook).filter((word) => !ofDeploys.has(word) && !(isJob(id) && ofRollbacks.has(word)));
  const rest = due.length > 0 && idle2.length > 0 ? `; nothing runs it at ${idle2.join(", ")}` : "";
  const what = fate === "left out" ? "no deploy runs it, so it is left out" : due.length > 0 ? `it is run ${due.map(whenWords).join(" and ")}${rest}` : "only a Job is run as a hook, so it is deployed like every other object; what a hook needs comes before it, and its delete policy does not count";
  return {
    code: "helm-hook",
    severity: "notice",
    message: `${confirmAddressOf(id)} is a hook of the chart (${hook}): ${what}`,
    location: positions.key(pointer)
  };
}
function whenWords({ moment, runs }) {
  const [when, what] = moment.split("-");
  const noun = what === "rollback" ? "rollback" : "deploy";
  const which = { always: "every", first: "the first", later: "every later" };
  return `${when} ${which[runs]} ${noun}`;
}

// src/engines/kubernetes/render/sops-format.ts
import { basename } from "node:path/posix";
var ciphertext = /^ENC\[AES256_GCM,data:[^\]]*\]$/;
var anyCiphertext = "ENC[AES256_GCM,data:]";
function sopsFormatOf(path) {
  if (/\.ya?ml$/.test(path)) return "yaml";
  if (path.endsWith(".json")) return "json";
  return path.endsWith(".env") || basename(path).startsWith(".env") ? "dotenv" : void 0;
}
function isSopsText(text, format) {
  switch (format) {
    case "yaml":
      return /^sops:$/m.test(text) && /^\s+mac: ENC\[/m.test(text);
    case "json":
      return /"sops"\s*:\s*\{/.test(text) && /"mac"\s*:\s*"ENC\[/.test(text);
    case "dotenv":
      return /^sops_mac=ENC\[/m.test(text);
  }
}
function withoutSopsLines(text) {
  return text.replaceAll(/^sops_[^\n]*\n?/gm, "");
}
function isCiphertext(value) {
  return typeof value === "string" && ciphertext.test(value);
}
function ciphertextPointers(value, at = []) {
  if (isCiphertext(value)) return [joinPointer(at)];
  if (isList(value)) return value.flatMap((item, index) => ciphertextPointers(item, [...at, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => ciphertextPointers(item, [...at, key]));
}
function differingPointers(one, other, at = []) {
  if (isList(one) && isList(other) && one.length === other.length)
    return one.flatMap((item, index) => differingPointers(item, other[index], [...at, index]));
  if (isObject(one) && isObject(other)) {
    const keys = [.../* @__PURE__ */ new Set([...Object.keys(one), ...Object.keys(other)])];
    return keys.flatMap((key) => differingPointers(one[key], other[key], [...at, key]));
  }
  return one === other ? [] : [joinPointer(at)];
}

// src/engines/kubernetes/render/sops.ts
var codes = {
  noKey: [111, 128],
  tampered: [51, 52, 24, 25]
};
async function decrypt(text, format, context) {
  var _stack = [];
  try {
    const scratch = __using(_stack, await context.files.scratch(), true);
    await scratch.write("encrypted", text);
    const args = ["--decrypt", "--input-type", format, "--output-type", format, "encrypted"];
    const call = { command: "sops", args, env: sopsEnv(context), cwd: scratch.folder, mayAsk: true };
    const result = await runTool(call, context);
    if (!result) return { missing: "the program `sops` is not installed" };
    if (result.code === 0) {
      keepSecrets(text, result.stdout, format, context.secrets);
      return { text: result.stdout };
    }
    if (codes.noKey.some((code) => code === result.code)) return { missing: "no key for it is here" };
    if (codes.tampered.some((code) => code === result.code)) {
      const hint2 = "It was changed by hand after it was encrypted, or damaged. Encrypt it again: sops edit, or sops encrypt.";
      return { broken: "its values do not belong together (SOPS refuses its checksum)", hint: hint2 };
    }
    const hint = "Try `sops decrypt` with this file on your machine; what it prints stays out of this log.";
    return { broken: `SOPS ended with ${result.code}`, hint };
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
function sopsEnv({ env, secrets }) {
  const wanted = /^(?:HOME|GNUPGHOME|(?:https?|no|all)_proxy|(?:SOPS|AWS|GOOGLE|CLOUDSDK|AZURE|VAULT)_.*)$/i;
  const entries = Object.entries(env).flatMap(
    ([name, value]) => value !== void 0 && wanted.test(name) ? [[name, value]] : []
  );
  for (const [name, value] of entries)
    if (/^SOPS_AGE_KEY$|TOKEN$|SECRET/.test(name))
      for (const line of value.split("\n")) secrets.add(line.trim());
  return Object.fromEntries(entries);
}
function keepSecrets(encrypted, plain, format, secrets) {
  if (format === "dotenv") {
    const kept = new Set(encrypted.split("\n"));
    for (const line of plain.split("\n")) if (!kept.has(line)) secrets.add(line.slice(line.indexOf("=") + 1));
    return;
  }
  const [before, after] = [encrypted, plain].map((text) => valuesOf(text, format));
  for (const [index, value] of (after ?? []).entries()) keepWithin(before?.[index], value, secrets);
}
function valuesOf(text, format) {
  return format === "json" ? [parseJson(text)] : parseYaml(text, "").documents.map(({ value }) => value);
}
function keepWithin(before, after, secrets) {
  if (isList(after))
    for (const [at, item] of after.entries())
      keepWithin(isList(before) ? before[at] : void 0, item, secrets);
  else if (isObject(after))
    for (const [key, item] of Object.entries(after))
      keepWithin(isObject(before) ? before[key] : void 0, item, secrets);
  else if (isCiphertext(before) && after !== null) {
    secrets.add(String(after));
    if (typeof after === "string" && /^[A-Za-z\d+/]{8,}={0,2}$/.test(after))
      secrets.add(Buffer.from(after, "base64").toString("utf8"));
  }
}
function notDecrypted(file, why, { decrypting }) {
  return {
    code: decrypting === "must" ? "sops-undecrypted" : "sops-key-missing",
    severity: decrypting === "must" ? "error" : "notice",
    message: `${file} is encrypted by SOPS: ${why}`,
    hint: decrypting === "must" ? "Install sops in a step before this one, and give this step its key, as SOPS_AGE_KEY in `env:` or by a cloud login." : "Its values were not checked.",
    location: { file, line: 1, column: 1 }
  };
}
function brokenFile(file, { broken, hint }) {
  const location = { file, line: 1, column: 1 };
  return {
    code: "sops-refused",
    severity: "error",
    message: `${file} cannot be decrypted: ${broken}`,
    hint,
    location
  };
}

// src/engines/kubernetes/render/helm-values.ts
var folder = ".gitops-push/values";
async function prepareValues(chart, scratch, context) {
  const diagnostics = [];
  const files = [];
  await keepDefaults(chart, context);
  const writtenFiles = [];
  let why;
  let isDecrypted = false;
  for (const [index, path] of context.rendering.values.entries()) {
    const text = await readValues(path, context);
    const target = (kind) => `${folder}/${index}-${kind}.yaml`;
    const put = async (kind, content) => {
      await scratch.write(target(kind), content);
      return target(kind);
    };
    const written = await put("written", withoutSops(text));
    writtenFiles.push(written);
    const format = sopsFormatOf(path);
    if (format === void 0 || !isSopsText(text, format)) {
      files.push(written);
      keepSecretValues(text, path, context.secrets);
      continue;
    }
    const decrypted = await decrypt(text, format, context);
    if ("text" in decrypted) {
      isDecrypted = true;
      files.push(await put("plain", decrypted.text));
    } else if ("missing" in decrypted) {
      why = decrypted.missing;
      files.push(written);
      diagnostics.push(notDecrypted(path, decrypted.missing, context));
    } else diagnostics.push(brokenFile(path, decrypted));
  }
  if (why !== void 0) return { state: "encrypted", why, diagnostics, files };
  return isDecrypted ? { state: "decrypted", diagnostics, files, writtenFiles } : { state: "none", diagnostics, files };
}
async function keepDefaults(chart, context) {
  if (chart.startsWith("oci://")) return;
  for (const { path } of await context.files.find(chart, ["values.yaml"])) {
    const read = await readText(path, context.files);
    if ("text" in read) keepSecretValues(read.text, path, context.secrets);
  }
}
async function readValues(path, { files }) {
  const [found] = await files.find(path, [""]);
  if (!found || found.path !== path.replace(/^\.\//, ""))
    throw new Failure("inputs-invalid", `the input values names ${path}, which is no file`, {
      hint: "Name each file relative to the repository, separated by commas or lines."
    });
  const read = await readText(found.path, files);
  if ("text" in read) return read.text;
  throw new Failure("inputs-invalid", `${path} is not UTF-8`, { hint: "Save it as UTF-8." });
}
function withoutSops(text) {
  return text.replace(/^sops:\n(?:[ \t].*\n?|\n)*/m, "");
}
function keepSecretValues(text, path, secrets) {
  for (const { value } of parseYaml(text, path).documents) keepWithin2(value, "", secrets);
}
function keepWithin2(value, name, secrets) {
  if (isList(value)) for (const item of value) keepWithin2(item, name, secrets);
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) keepWithin2(item, key, secrets);
  else if (typeof value === "string" && value.length >= 6 && looksSecret(name)) secrets.add(value);
}

// src/engines/kubernetes/render/views.ts
function withoutSopsBlock(manifest) {
  const { sops, ...object } = manifest.object;
  return isSopsBlock(sops) ? { ...manifest, object } : manifest;
}
function stillEncrypted(manifest, why) {
  const pointers = ciphertextPointers(manifest.object);
  if (pointers.length === 0) return manifest;
  return { ...manifest, secretPointers: pointers, asWritten: manifest.object, undecrypted: why };
}
function pairViews(written, plain) {
  if (written.length !== plain.length) return void 0;
  return written.map((manifest, index) => {
    const decrypted = plain[index]?.object ?? {};
    const secretPointers = differingPointers(manifest.object, decrypted);
    if (secretPointers.length === 0) return manifest;
    const id = plain[index]?.id ?? manifest.id;
    return { ...manifest, id, object: decrypted, asWritten: manifest.object, secretPointers };
  });
}
function hideUnpaired(written, plain, redact) {
  const byKey = new Map(written.map(({ id, object }) => [objectKeyOf(id), object]));
  return plain.map((manifest) => {
    const { id, object } = manifest;
    const other = byKey.get(objectKeyOf(id));
    const differing = (other ? differingPointers(other, object) : []).filter(
      (pointer3) => isText(valueAt(object, pointer3))
    );
    const pointers = /* @__PURE__ */ new Set([...differing, ...differingPointers(object, redacted(object, redact))]);
    const secretPointers = [...pointers];
    return pointers.size === 0 ? manifest : { ...manifest, secretPointers, asWritten: encryptedAt(object, secretPointers) };
  });
}
function encryptedAt(object, pointers) {
  const hidden = pointers.reduce(
    (value, pointer3) => withValueAt(value, splitPointer(pointer3), anyCiphertext),
    object
  );
  return isObject(hidden) ? hidden : {};
}
function isText(value) {
  return typeof value === "string";
}
function redacted(value, redact) {
  if (isList(value)) return value.map((item) => redacted(item, redact));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redacted(item, redact)]));
  return isText(value) ? redact(value) : value;
}
function isSopsBlock(value) {
  return isObject(value) && typeof value["mac"] === "string" && typeof value["version"] === "string";
}

// src/engines/kubernetes/render/helm.ts
var noNamespace = "gitops-push-namespace-not-set";
async function renderHelm(chart, context) {
  var _stack = [];
  try {
    const scratch = __using(_stack, await context.files.scratch(), true);
    const prepared = await prepareChart(chart, scratch, context);
    const values = await prepareValues(chart, scratch, context);
    const found = [...prepared.diagnostics, ...values.diagnostics];
    if (hasErrors(found)) return { manifests: [], diagnostics: found, files: [] };
    const render = async (files) => await template({ chart, folder: prepared.folder, files }, scratch, context);
    const all = await render(values.files);
    if ("severity" in all) return { manifests: [], diagnostics: [...found, all], files: [] };
    const first = withoutIdleHooks(all);
    const second = settled(await render(values.files));
    const diagnostics = [...found, ...first.diagnostics, ...findingsOf(first, second, chart)];
    if (values.state === "none") return { manifests: first.manifests, diagnostics, files: [] };
    if (values.state === "encrypted")
      return {
        manifests: first.manifests.map((each) => ({ ...each, asWritten: each.object, undecrypted: values.why })),
        diagnostics,
        files: [],
        noDigest: "the values of the chart are encrypted and the key is not here"
      };
    const written = settled(await render(values.writtenFiles));
    const manifests = "severity" in written ? void 0 : pairViews(written.manifests, first.manifests);
    if (manifests) return { manifests, diagnostics, files: [] };
    const noDigest = "the chart gives other objects when its values are encrypted, so no machine without the key can find the digest";
    const beside = "severity" in written ? [] : written.manifests;
    const hidden = hideUnpaired(beside, first.manifests, (text) => context.secrets.redact(text));
    return { manifests: hidden, diagnostics, files: [], noDigest };
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
function settled(objects) {
  return "severity" in objects ? objects : withoutIdleHooks(objects);
}
async function template(call, scratch, context) {
  const { namespace = noNamespace, kubernetesVersion, rendering } = context;
  const { chart, folder: folder2, files } = call;
  const args = [
    "template",
    rendering.release,
    `./${folder2}`,
    "--namespace",
    namespace,
    "--kube-version",
    `${kubernetesVersion}.0`,
    "--include-crds",
    ...files.flatMap((file) => ["--values", file])
  ];
  const result = await runHelm(args, scratch, context);
  if (result.code !== 0)
    return await helmRefusal(complaintOf(result, scratch.folder, context), chart, context);
  return await readTemplates(result.stdout, chart, context);
}
function findingsOf(first, second, chart) {
  const again = "severity" in second ? [] : second.manifests;
  const moving = first.manifests.filter(
    (manifest, index) => canonicalJson(manifest.object) !== canonicalJson(again[index]?.object ?? null)
  );
  const homeless = first.manifests.filter(({ object }) => canonicalJson(object).includes(noNamespace));
  const location = homeless[0]?.location ?? { file: posix4.join(chart, "Chart.yaml"), line: 1, column: 1 };
  return [
    ...moving.map(({ id, location: place }) => ({
      code: "helm-not-reproducible",
      severity: "warning",
      message: `${confirmAddressOf(id)} comes out differently every time the chart is rendered`,
      hint: "Set the value that its template makes up (a password, a certificate, the time), or every deploy changes it and a rollback cannot be proved.",
      location: place
    })),
    ...homeless.length === 0 ? [] : [
      {
        code: "helm-namespace-missing",
        severity: "error",
        message: `the chart writes its release's namespace into ${homeless.length} objects, and none is set`,
        hint: "Set the input namespace.",
        location
      }
    ]
  ];
}

// src/engines/kubernetes/render/kustomize.ts
import { posix as posix10 } from "node:path";

// src/engines/kubernetes/render/decrypt-files.ts
async function decryptFiles(folders, scratch, context) {
  const diagnostics = [];
  const texts = [];
  let why;
  for (const path of await candidates(folders, context)) {
    const format = sopsFormatOf(path);
    const read = await readText(path, context.files);
    if (format === void 0 || !("text" in read) || !isSopsText(read.text, format)) continue;
    if (format === "dotenv") await scratch.write(path, withoutSopsLines(read.text));
    const decrypted = await decrypt(read.text, format, context);
    if ("text" in decrypted) texts.push({ path, text: decrypted.text });
    else if ("missing" in decrypted) {
      why = decrypted.missing;
      diagnostics.push(notDecrypted(path, decrypted.missing, context));
    } else diagnostics.push(brokenFile(path, decrypted));
  }
  if (why !== void 0) return { state: "encrypted", why, diagnostics };
  if (texts.length === 0) return { state: "none", diagnostics };
  const writePlain = async () => {
    for (const { path, text } of texts) await scratch.write(path, text);
  };
  return { state: "decrypted", diagnostics, writePlain };
}
async function candidates(folders, { files }) {
  const found = [];
  for (const folder2 of folders)
    found.push(...(await files.find(folder2, [...manifestExtensions, ".env"])).map(({ path }) => path));
  return [...new Set(found)].toSorted();
}

// src/engines/kubernetes/render/kustomization.ts
import { posix as posix5 } from "node:path";
var folderFields = ["resources", "bases", "components", "generators", "transformers", "validators"];
var fileFields = [
  ...folderFields.map((field) => `/${field}/*`),
  "/crds/*",
  "/configurations/*",
  "/patchesStrategicMerge/*",
  "/patches/*/path",
  "/patchesJson6902/*/path",
  "/replacements/*/path",
  "/openapi/path",
  ...["configMapGenerator", "secretGenerator"].flatMap((each) => [
    `/${each}/*/files/*`,
    `/${each}/*/envs/*`,
    `/${each}/*/env`
  ])
];
async function findRoots(start, context) {
  const folders = [];
  const diagnostics = [];
  const waiting2 = [start];
  for (let folder2 = waiting2.shift(); folder2 !== void 0; folder2 = waiting2.shift()) {
    if (folders.includes(folder2)) continue;
    folders.push(folder2);
    const read = await readKustomization(folder2, context);
    diagnostics.push(...read.diagnostics);
    for (const document of read.documents) {
      diagnostics.push(...refusals2(document, context));
      waiting2.push(...await localFolders(document, folder2, context));
    }
  }
  return { folders, diagnostics };
}
async function placeInOverlay(folder2, entry, context) {
  const { file = folder2, documents } = await readKustomization(folder2, context);
  const [document] = documents;
  const pointer3 = document && entry !== void 0 ? pointerOf(document.value, entry, "") : void 0;
  if (!document || pointer3 === void 0) return { file, line: 1, column: 1 };
  return pointer3.at === "key" ? document.positions.key(pointer3.path) : document.positions.value(pointer3.path);
}
function pointerOf(value, entry, path) {
  if (typeof value === "string")
    return value === entry || value.endsWith(`/${entry}`) || value.endsWith(`=${entry}`) ? { at: "value", path } : void 0;
  if (!isList(value) && !isObject(value)) return void 0;
  for (const [key, item] of Object.entries(value)) {
    const below2 = `${path}${joinPointer([key])}`;
    if (isObject(value) && key === entry) return { at: "key", path: below2 };
    const found = pointerOf(item, entry, below2);
    if (found) return found;
  }
  return void 0;
}
async function readKustomization(folder2, { files }) {
  const found = await files.find(folder2, kustomizationNames).catch(() => []);
  const file = found.find(({ path }) => posix5.dirname(path) === folder2)?.path;
  if (file === void 0) return { documents: [], diagnostics: [] };
  const read = await readText(file, files);
  return "text" in read ? { file, ...parseYaml(read.text, file) } : { file, documents: [], diagnostics: [read.diagnostic] };
}
async function localFolders(document, folder2, { files }) {
  const entries = folderFields.flatMap(
    (field) => textsAt(document.value, `/${field}/*`).map(({ text }) => text)
  );
  const folders = [];
  for (const entry of entries) {
    const path = posix5.join(folder2, entry);
    if (path.startsWith("..") || isRemote(entry) || entry.includes("\n")) continue;
    const isOverlay = await hasFile(path, kustomizationNames, files).catch(() => false);
    if (isOverlay) folders.push(path);
  }
  return folders;
}
function refusals2(document, { rendering }) {
  const { value, positions } = document;
  const remote = fileFields.flatMap((field) => textsAt(value, field)).filter(({ text }) => isRemote(text));
  const plugins = ["helmCharts", "helmChartInflationGenerator"].filter(
    (field) => isObject(value) && value[field] !== void 0
  );
  return [
    ...remote.flatMap(({ text, pointer: pointer3 }) => {
      const refused = rendering.network ? refusalOfPlace(text) : notAllowed(text);
      return refused ? [{ ...refused, severity: "error", location: positions.value(pointer3) }] : [];
    }),
    ...plugins.map((field) => ({
      code: "render-plugin",
      severity: "error",
      message: `${field} runs Helm from inside Kustomize, which is off`,
      hint: "Give the chart as `path` of a step of its own, or put what helm template prints beside this file.",
      location: positions.key(joinPointer([field]))
    }))
  ];
}
function notAllowed(text) {
  return {
    code: "render-network",
    message: `${JSON.stringify(text.slice(0, 200))} would be fetched while rendering`,
    hint: "Copy it into the repository, or set render-network: true and give its commit or digest."
  };
}
function isRemote(entry) {
  if (entry.includes("\n")) return false;
  return /^[a-z][a-z\d+.-]*:\/\//i.test(entry) || /^(?:git::|gh:)/i.test(entry) || /^[\w.-]+@[\w.-]+:/.test(entry) || /[?&](?:ref|version|submodules|timeout)=/.test(entry) || /^(?:github\.com|gitlab\.com|bitbucket\.org|dev\.azure\.com)[/:]/i.test(entry) || /(?:_git\/|\.git(?:\/|$))/.test(entry);
}
function textsAt(value, pattern) {
  const at = pattern.indexOf("/*");
  if (at < 0) {
    const text = textAt(value, pattern);
    return text === void 0 ? [] : [{ text, pointer: pattern }];
  }
  const [before, after] = [pattern.slice(0, at), pattern.slice(at + 2)];
  const list = valueAt(value, before);
  if (!isList(list)) return [];
  return list.flatMap(
    (item, index) => textsAt(item, after).map(({ text, pointer: pointer3 }) => ({ text, pointer: `${before}/${index}${pointer3}` }))
  );
}

// src/engines/kubernetes/render/kustomize-origin.ts
import { posix as posix6 } from "node:path";
var annotation = "config.kubernetes.io/origin";
async function originsOf(read, folder2, wrapper2, context) {
  const sources = /* @__PURE__ */ new Map();
  const manifests = [];
  for (const manifest of read.manifests) {
    const origin = originOf(manifest.object, wrapper2) ?? folder2;
    const source = sources.get(origin) ?? await readOrigin(origin, context);
    sources.set(origin, source);
    manifests.push(
      withoutSopsBlock({ ...manifest, object: withoutOrigin(manifest.object), ...placeOf3(manifest, source) })
    );
  }
  const location = { file: folder2, line: 1, column: 1 };
  return { manifests, diagnostics: read.diagnostics.map((each) => ({ ...each, location })) };
}
async function readOrigin(file, { files }) {
  const read = await readText(file, files).catch(() => void 0);
  if (!read || !("text" in read)) return { file, manifests: [], lines: [], isElsewhere: true };
  return {
    file,
    manifests: readManifests(read.text, file).manifests,
    lines: read.text.split("\n"),
    isElsewhere: false
  };
}
function originOf(object, wrapper2) {
  const text = textAt(object, `/metadata/annotations/${annotation.replace("/", "~1")}`);
  const [, key, path] = /^(path|configuredIn): (.+)$/m.exec(text ?? "") ?? [];
  if (path === void 0) return void 0;
  return /^repo: /m.test(text ?? "") && key === "path" ? path : posix6.join(wrapper2, path);
}
function withoutOrigin(object) {
  const { metadata } = object;
  if (!isObject(metadata) || !isObject(metadata["annotations"])) return object;
  const { [annotation]: _, ...annotations2 } = metadata["annotations"];
  const { annotations: __, ...rest } = metadata;
  return { ...object, metadata: Object.keys(annotations2).length > 0 ? { ...rest, annotations: annotations2 } : rest };
}
function placeOf3({ id, object }, source) {
  const { file, isElsewhere } = source;
  const former = source.manifests.filter((each) => each.id.kind === id.kind && id.name.includes(each.id.name)).toSorted((a, b) => b.id.name.length - a.id.name.length)[0];
  if (!former) {
    const line = source.lines.findIndex((text) => {
      const name = /^[\s-]*name:\s*["']?([\w.-]+)/.exec(text)?.[1];
      return name !== void 0 && id.name.includes(name);
    });
    const location2 = {
      file,
      line: line + 1 || 1,
      column: 1,
      ...isElsewhere && { isElsewhere: true }
    };
    return { location: location2, positions: { value: () => location2, key: () => location2 } };
  }
  const isAsThere = (pointer3) => {
    const value = valueAt(former.object, pointer3);
    return value !== void 0 && isEqual(value, valueAt(object, pointer3));
  };
  const { location, positions } = former;
  return {
    location,
    positions: {
      value: (pointer3) => isAsThere(pointer3) ? positions.value(pointer3) : location,
      key: (pointer3) => isAsThere(pointer3) ? positions.key(pointer3) : location
    }
  };
}

// src/engines/kubernetes/render/kustomize-refusal.ts
import { posix as posix8 } from "node:path";

// src/engines/kubernetes/render/kustomize-error.ts
import { posix as posix7 } from "node:path";
var klogHead = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+\s+\d+ [\w./-]+:\d+\] ?/;
function causeOf(complaint) {
  const lines = complaint.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("# Warning:"));
  const plain = lines.filter((line) => !klogHead.test(line));
  const told = (plain.length > 0 ? plain : lines).map((line) => line.replace(klogHead, ""));
  const { text, ...place } = unwrapped(told.join("\n").replace(/^error: /i, ""));
  for (const [pattern, words] of known) {
    const match = pattern.exec(text);
    if (match) return { ...words(match), ...place };
  }
  return { ...place, cause: text.replaceAll(/&\{0x[\da-f]+ <nil>\}: /g, "").replaceAll(/\s*\n\s*/g, " ") };
}
var wrappers = [
  /^accumulating (?:resources|components): /,
  /^accumulation err='(?:accumulating|merging) (?:resources|components) from '(?<entry>[^']+)': /,
  /^(?:accumulating|merging) (?:resources|components) from '(?<entry>[^']+)': /,
  /^'[^']*' must resolve to a file': /,
  /^recursed (?:accumulation|merging) (?:of|from) path '(?<folder>[^']+)': /,
  /^couldn't make target for path '(?<folder>[^']+)': /,
  /^(?<quote>loader\.New ")/
];
function unwrapped(chain) {
  let text = chain;
  let folder2;
  let entry;
  let isQuoted = false;
  for (let match = firstMatch(text); match; match = firstMatch(text)) {
    text = text.slice(match[0].length);
    entry = match.groups?.["entry"] ?? entry;
    isQuoted ||= match.groups?.["quote"] !== void 0;
    if (match.groups?.["folder"] !== void 0) {
      folder2 = match.groups["folder"];
      entry = void 0;
    }
  }
  text = text.replace(/': must build at directory: .*$/s, "");
  if (isQuoted) text = text.replace(/"$/, "");
  return { text, ...folder2 !== void 0 && { folder: folder2 }, ...entry !== void 0 && { entry } };
}
function firstMatch(text) {
  for (const wrapper2 of wrappers) {
    const match = wrapper2.exec(text);
    if (match) return match;
  }
  return void 0;
}
var known = [
  [
    /^MalformedYAMLError: yaml: line (\d+): (.+) in File: (.+)$/s,
    ([, line, what = "", file = ""]) => ({
      cause: `${file} is no YAML: ${what}`,
      entry: file,
      line: Number(line)
    })
  ],
  [
    /(?:sources?(?: files)?: \[([^\]]+)\]|path\(([^)]+)\)): evalsymlink failure on '[^']*'/,
    ([, listed, named3 = ""]) => ({
      cause: `the file ${listed ?? named3} does not exist`,
      entry: listed ?? named3
    })
  ],
  [
    /security; file '([^']*)' is not in or below/,
    ([, path = ""]) => ({
      cause: `${path} lies outside the folder of its overlay, where Kustomize reads nothing`,
      ...entryOf2(path)
    })
  ],
  [
    /evalsymlink failure on '([^']*)' : lstat [^:]*: no such file or directory/,
    ([, path = ""]) => ({
      // Below the scratch copy paths are relative by now.
      cause: path.startsWith("/") ? `${path} lies outside the checkout` : `${path} does not exist`,
      ...entryOf2(path)
    })
  ],
  [
    /may not add resource with an already registered id: ([^\s']+)/,
    ([, id = ""]) => ({ cause: `${objectName(id)} is there twice` })
  ],
  [
    /id resid\.ResId\{Gvk:resid\.Gvk\{[^}]*Kind:"(\w+)"[^}]*\}, Name:"([^"]+)".*\} exists/,
    ([, kind = "", name = ""]) => ({
      cause: `a generator makes ${kind} ${name}, which is there already: give it \`behavior: merge\` or \`replace\`, or another name`
    })
  ],
  [
    /^missing Resource metadata$/,
    () => ({ cause: "the file holds no Kubernetes object: metadata is missing" })
  ],
  [
    /^cycle detected: candidate root '([^']+)'/,
    ([, path = ""]) => ({ cause: `${path} leads back to itself`, ...entryOf2(path) })
  ],
  [
    /^invalid Kustomization: json: unknown field "([^"]+)"/,
    ([, field = ""]) => ({ cause: `an overlay has no field ${field}`, entry: field })
  ],
  [
    /^invalid Kustomization: yaml: line (\d+): (.+)$/s,
    ([, line, what = ""]) => ({ cause: `the file is no YAML: ${what}`, line: Number(line) })
  ],
  [
    /^no resource matches strategic merge patch "([^"]+)"/,
    ([, id = ""]) => ({ cause: `a patch is for ${objectName(id)}, which is not there` })
  ],
  [
    /^nothing selected by ([^\s]+)/,
    ([, id = ""]) => ({ cause: `a replacement takes its value from ${objectName(id)}, which is not there` })
  ]
];
function entryOf2(path) {
  return { entry: posix7.basename(path) };
}
function objectName(id) {
  const [, kind = "", name = "", namespace = ""] = /^([^./]+)[^/]*\/([^[]+)\.(.+)$/.exec(id) ?? [];
  if (kind === "") return id;
  return `${kind} ${namespace === "[noNs]" ? "" : `${namespace}/`}${name}`;
}

// src/engines/kubernetes/render/kustomize-refusal.ts
async function kustomizeRefusal(start, complaint, context) {
  const told = causeOf(complaint);
  const folder2 = posix8.normalize(told.folder ?? start);
  const isOutside = told.entry !== void 0 && await isOutsideOverlay(folder2, told.entry, context);
  const cause = isOutside ? `${told.entry ?? ""} lies outside the folder of its overlay, where Kustomize reads nothing` : told.cause;
  return {
    code: "render-failed",
    severity: "error",
    message: `kustomize could not render ${start}: ${cause}`,
    ...isOutside && {
      hint: "Move it into that folder, or put a kustomization.yaml beside it and name the folder."
    },
    location: await placeOf4(folder2, told, context)
  };
}
async function placeOf4(folder2, { entry, line }, context) {
  if (line === void 0) return await placeInOverlay(folder2, entry, context);
  const file = entry === void 0 ? void 0 : posix8.join(folder2, entry);
  const isThere = file !== void 0 && await isFile(file, context);
  const place = await placeInOverlay(folder2, entry, context);
  return isThere ? { file, line, column: 1 } : entry === void 0 ? { ...place, line } : place;
}
async function isOutsideOverlay(folder2, entry, context) {
  const path = posix8.join(folder2, entry);
  const isAbove = posix8.relative(folder2, path).startsWith("..") && !path.startsWith("..");
  return isAbove && await isFile(path, context);
}
async function isFile(path, { files }) {
  const found = await files.find(path, [""]).catch(() => []);
  return found.some((each) => each.path === path);
}

// src/engines/kubernetes/render/overlay-secrets.ts
import { posix as posix9 } from "node:path";
async function keepOverlaySecrets(folders, context) {
  const { files, secrets } = context;
  for (const folder2 of folders) {
    for (const { path } of await files.find(folder2, [...manifestExtensions, "Kustomization"])) {
      const read = await readText(path, files);
      if (!("text" in read)) continue;
      if (kustomizationNames.some((name) => name === posix9.basename(path)))
        await keepGenerated(read.text, posix9.dirname(path), context);
      else
        for (const { object } of readManifests(read.text, path).manifests)
          for (const value of secretValuesOf(object)) secrets.add(value);
    }
  }
}
async function keepGenerated(text, folder2, context) {
  for (const { value } of parseYaml(text, "").documents)
    for (const generator of listAt(value, "/secretGenerator")) {
      for (const [index] of listAt(generator, "/literals").entries())
        keepPair(textAt(generator, `/literals/${index}`) ?? "", context);
      const envs = listAt(generator, "/envs").map((_, index) => textAt(generator, `/envs/${index}`));
      for (const name of [...envs, textAt(generator, "/env")])
        if (name !== void 0) await keepLines(posix9.join(folder2, name), context);
    }
}
async function keepLines(path, context) {
  const read = path.startsWith("..") ? void 0 : await readText(path, context.files).catch(() => void 0);
  if (read && "text" in read) for (const line of read.text.split("\n")) keepPair(line, context);
}
function keepPair(line, { secrets }) {
  const text = line.trim();
  if (text === "" || text.startsWith("#")) return;
  const at = text.indexOf("=");
  secrets.add(text);
  if (at >= 0) secrets.add(text.slice(at + 1).replaceAll(/^["']|["']$/g, ""));
}

// src/engines/kubernetes/render/kustomize.ts
var wrapper = ".gitops-push";
async function renderKustomize(folder2, context) {
  var _stack = [];
  try {
    const { folders, diagnostics } = await findRoots(folder2, context);
    if (diagnostics.some(({ severity }) => severity === "error"))
      return { manifests: [], diagnostics, files: [] };
    await keepOverlaySecrets(folders, context);
    const scratch = __using(_stack, await context.files.scratch(), true);
    for (const each of folders) await scratch.copy(each);
    const base = posix10.relative(wrapper, folder2);
    const overlay = `resources: [${JSON.stringify(base)}]
buildMetadata: [originAnnotations]
`;
    await scratch.write(`${wrapper}/kustomization.yaml`, overlay);
    const secrets = await decryptFiles(folders, scratch, context);
    const found = [...diagnostics, ...secrets.diagnostics];
    const written = await build2(folder2, scratch, context);
    if ("severity" in written) return { manifests: [], diagnostics: [...found, written], files: [] };
    if (secrets.state !== "decrypted") {
      const manifests2 = secrets.state === "none" ? written.manifests : written.manifests.map((each) => stillEncrypted(each, secrets.why));
      return { manifests: manifests2, diagnostics: [...found, ...written.diagnostics], files: [] };
    }
    await secrets.writePlain();
    const plain = await build2(folder2, scratch, context);
    if ("severity" in plain) return { manifests: [], diagnostics: [...found, plain], files: [] };
    const manifests = pairViews(written.manifests, plain.manifests);
    if (!manifests)
      throw new Failure("render-failed", `${folder2} gives other objects when its files are decrypted`, {
        hint: "Leave kind, apiVersion and metadata in plain text: encrypted_regex: ^(data|stringData)$"
      });
    return { manifests, diagnostics: [...found, ...written.diagnostics], files: [] };
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
async function build2(folder2, scratch, context) {
  const result = await runKustomize(scratch, context);
  if (result.code !== 0)
    return await kustomizeRefusal(folder2, complaintOf(result, scratch.folder, context), context);
  const read = readManifests(result.stdout, folder2);
  return await originsOf(read, folder2, wrapper, context);
}
async function runKustomize(scratch, context) {
  const env = rendererEnv(scratch.folder, context);
  const call = (command, args) => ({
    command,
    args,
    env,
    cwd: scratch.folder
  });
  const result = await runTool(call("kustomize", ["build", wrapper]), context) ?? await runTool(call("kubectl", ["kustomize", wrapper]), context);
  if (result) return result;
  throw new Failure(
    "tool-missing",
    "neither `kustomize` nor `kubectl` is installed, and the files need one of them",
    {
      hint: "Runners of GitHub have both. Elsewhere install one in a step before this one."
    }
  );
}

// src/engines/kubernetes/render/unrendered.ts
import { posix as posix11 } from "node:path";
async function findUnrendered(paths, given, context) {
  const markers = paths.filter((path) => isMarker(posix11.basename(path)));
  const folders = markers.map((path) => posix11.dirname(path));
  const bases = /* @__PURE__ */ new Set();
  for (const folder2 of folders) {
    const [, ...below2] = (await findRoots(folder2, context)).folders;
    for (const each of below2) bases.add(each);
  }
  const covers = (path) => [...folders, ...bases].some((folder2) => isBelow(path, folder2));
  const tops = markers.filter(
    (marker) => !bases.has(posix11.dirname(marker)) && !folders.some((folder2) => folder2 !== posix11.dirname(marker) && isBelow(marker, folder2))
  );
  return { covers, diagnostics: tops.map((marker) => finding(marker, given, tops.length)) };
}
function isBelow(path, folder2) {
  return folder2 === "." || path.startsWith(`${folder2}/`);
}
function isMarker(name) {
  return name === chartName || kustomizationNames.some((each) => each === name);
}
function finding(marker, given, count) {
  const folder2 = posix11.dirname(marker);
  const what = posix11.basename(marker) === chartName ? "a chart of Helm" : "an overlay of Kustomize";
  const others = count > 1 ? "; each is a target of its own" : "";
  return {
    code: "manifest-not-rendered",
    severity: "error",
    message: `${folder2} is ${what}, which is rendered only when path names it; path is ${given}`,
    hint: `Write path: ${folder2}${others}.`,
    location: { file: marker, line: 1, column: 1 }
  };
}

// src/engines/kubernetes/render/plain.ts
async function renderPlain(path, context) {
  const found = await context.files.find(path, [...manifestExtensions, "Kustomization"]);
  const all = found.map((file) => file.path).toSorted();
  const unrendered = await findUnrendered(all, path, context);
  const paths = all.filter((file) => !unrendered.covers(file));
  const manifests = [];
  const diagnostics = [...unrendered.diagnostics];
  for (const file of paths) {
    const read = await readText(file, context.files);
    if ("diagnostic" in read) {
      diagnostics.push(read.diagnostic);
      continue;
    }
    const format = sopsFormatOf(file);
    const result = format !== void 0 && isSopsText(read.text, format) ? await readEncrypted(read.text, file, { ...context, format }) : readManifests(read.text, file);
    manifests.push(...result.manifests);
    diagnostics.push(...result.diagnostics);
  }
  return { manifests, diagnostics, files: paths };
}
async function readEncrypted(text, file, context) {
  const read = readManifests(text, file);
  const written = read.manifests.map(withoutSopsBlock);
  const decrypted = await decrypt(text, context.format, context);
  if ("missing" in decrypted) {
    const diagnostics = [...read.diagnostics, notDecrypted(file, decrypted.missing, context)];
    return { manifests: written.map((manifest) => stillEncrypted(manifest, decrypted.missing)), diagnostics };
  }
  if ("broken" in decrypted)
    return { manifests: [], diagnostics: [...read.diagnostics, brokenFile(file, decrypted)] };
  const plain = readManifests(decrypted.text, file);
  const manifests = pairViews(written, plain.manifests);
  if (manifests) return { manifests, diagnostics: read.diagnostics };
  const broken = "its decrypted form holds other objects than it does itself";
  const hint = "Leave kind, apiVersion and metadata in plain text: encrypted_regex: ^(data|stringData)$";
  return { manifests: [], diagnostics: [...read.diagnostics, brokenFile(file, { broken, hint })] };
}

// src/engines/kubernetes/render/index.ts
async function renderSource(path, context) {
  const source = await recognise(path, context.files);
  const rendered = await renderAs(source, path, context);
  if (rendered.manifests.length > 0 || hasErrors(rendered.diagnostics)) return rendered;
  throw source.renderer === "plain" ? emptyPath(path, rendered.files) : new Failure("path-empty", `${source.renderer} makes no object of ${path}`, {
    hint: "Does everything in it depend on values that are not set?"
  });
}
async function renderAs(source, path, context) {
  switch (source.renderer) {
    case "plain":
      return await renderPlain(path, context);
    case "kustomize":
      return await renderKustomize(source.folder, context);
    case "helm":
      return await renderHelm(source.chart, context);
  }
}
function emptyPath(path, paths) {
  const extensions = manifestExtensions.join(", ");
  const what = paths.length === 0 ? `no file that ends in ${extensions} was found` : `no object was found in ${paths.length === 1 ? paths[0] : `${paths.length} files`}`;
  const hint = "the input path names a file, a folder or a glob with Kubernetes manifests";
  return new Failure("path-empty", `${what} under ${path}`, { hint });
}

// src/engines/kubernetes/schema/table.ts
import { brotliDecompressSync as brotliDecompressSync3 } from "node:zlib";

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
  const table = JSON.parse(brotliDecompressSync3(asset).toString("utf8"));
  const names = Object.keys(table.kinds).map(kindNameOf);
  const groups = new Set(names.map((name) => name.group));
  const tables = new Map(table.versions.map((version, index) => [version, tableOf(table, index)]));
  const closest = (version) => closestOf(table.versions, version);
  const tableIn = (version) => tables.get(closest(version));
  const kinds = /* @__PURE__ */ new Map();
  const kindsIn = (version) => {
    const served = tableIn(version);
    const found = kinds.get(version) ?? names.filter((name) => served?.kind(name) !== void 0);
    kinds.set(version, found);
    return found;
  };
  return {
    versions: table.versions,
    closest,
    kindOf: (version, id) => tableIn(version)?.kind(id),
    isNamespaced: (version, id) => {
      const inOrder = [closest(version), ...table.versions.toReversed()];
      return inOrder.map((each) => tables.get(each)?.kind(id)).find((kind) => kind !== void 0)?.isNamespaced;
    },
    kindsIn,
    hasGroup: (group) => groups.has(group),
    definitionIn: (version, name) => tableIn(version)?.definition(name) ?? anyNode
  };
}
function tableOf(table, index) {
  const bit = 1 << index;
  const definitions = /* @__PURE__ */ new Map();
  const kinds = /* @__PURE__ */ new Map();
  const definition = (name) => {
    const known2 = definitions.get(name);
    if (known2) return known2;
    const variant = table.definitions[name]?.find(([versions]) => (versions & bit) !== 0);
    const node = variant ? decodeNode(variant[1]) : anyNode;
    definitions.set(name, node);
    return node;
  };
  const kind = (id) => {
    const key = `${apiVersionOf(id)}/${id.kind}`;
    const known2 = kinds.get(key);
    if (known2) return known2;
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
async function emptySource(source, _settings, world) {
  const asset = await world.files.readAsset("kubernetes-schemas.json.br");
  const renderedDigest = renderedDigestOf([], source.namespace);
  return { manifests: [], diagnostics: [], renderedDigest, schemas: loadSchemas(asset), crds: [] };
}
async function loadSource(source, settings, world) {
  const schemas = loadSchemas(await world.files.readAsset("kubernetes-schemas.json.br"));
  const { diagnostics, noDigest, ...rendered } = await renderSource(source.path, {
    ...world,
    path: source.path,
    rendering: settings.rendering,
    limits: renderLimits,
    kubernetesVersion: settings.kubernetesVersion ?? newestKubernetes,
    decrypting: sendingModes.has(settings.mode) && !settings.dryRun ? "must" : "may",
    ...source.namespace !== void 0 && { namespace: source.namespace }
  });
  const manifests = overrideImages(rendered.manifests, settings.imageOverrides);
  const { crds, diagnostics: wrongSchemas } = await readCrds(settings.validation.schemas, world.files);
  for (const manifest of manifests) keepSecrets2(manifest, world);
  const renderedDigest = noDigest === void 0 ? renderedDigestOf(manifests, source.namespace) : "";
  return {
    manifests,
    diagnostics: [...diagnostics, ...wrongSchemas],
    renderedDigest,
    schemas,
    crds,
    ...noDigest !== void 0 && { noDigest }
  };
}
async function recordedOf(source, { rendering, kubernetesVersion = newestKubernetes }, loaded) {
  const { manifests, noDigest, namespace, world } = loaded;
  const renderer = await rendererOf(source.path, world);
  return {
    rendering: {
      path: source.path,
      ...source.namespace === void 0 ? { contextNamespace: namespace } : { namespace },
      ...rendering.values.length > 0 && { values: rendering.values },
      release: rendering.release,
      kubernetesVersion,
      ...renderer !== void 0 && { renderer }
    },
    ...noDigest === void 0 && { digests: ownDigestsOf(manifests, namespace) }
  };
}
async function readCrds(paths, files) {
  const crds = [];
  const diagnostics = [];
  for (const path of paths) {
    const found = await files.find(path, manifestExtensions);
    const before = crds.length;
    for (const file of found) {
      const text = await readText(file.path, files);
      if (!("text" in text)) continue;
      const read = readManifests(text.text, file.path);
      crds.push(...read.manifests.filter(({ id }) => id.kind === "CustomResourceDefinition"));
    }
    if (crds.length > before) continue;
    const message = `the input schemas names ${path}, in which there is no CustomResourceDefinition`;
    diagnostics.push({ code: "schemas-empty", severity: "warning", message });
  }
  return { crds, diagnostics };
}
var sendingModes = /* @__PURE__ */ new Set(["deploy", "rollback", "drift", "heal"]);
function keepSecrets2({ object, secretPointers = [], undecrypted }, { secrets }) {
  if (undecrypted !== void 0) return;
  for (const value of secretValuesOf(object)) secrets.add(value);
  for (const pointer3 of secretPointers)
    for (const text of textsOf(valueAt(object, pointer3))) secrets.add(text);
}
function textsOf(value) {
  if (value === void 0 || value === null) return [];
  if (isList(value)) return value.flatMap(textsOf);
  if (isObject(value)) return Object.values(value).flatMap(textsOf);
  return [String(value)];
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
function contextOf(manifests, { schemas, kubernetesVersion, crds = [] }) {
  const version = schemas.closest(kubernetesVersion);
  const definition = (name) => schemas.definitionIn(version, name);
  const custom = crdSchemasOf([...crds, ...manifests], { definition });
  const schemaOf = ({ id }) => schemas.kindOf(version, id) ?? custom.get(`${apiVersionOf(id)}/${id.kind}`);
  const known2 = /* @__PURE__ */ new Map();
  const findingsOf2 = (manifest) => {
    const schema = schemaOf(manifest);
    const findings = known2.get(manifest) ?? (schema ? checkObject(schema, manifest.object) : []);
    known2.set(manifest, findings);
    return findings;
  };
  return { manifests, schemas, version, schemaOf, findingsOf: findingsOf2 };
}

// src/engines/kubernetes/manifest/rules/references.ts
var alwaysThere = /* @__PURE__ */ new Set(["ConfigMap/kube-root-ca.crt", "ServiceAccount/default"]);
function referencesOf({ id, object }) {
  const pointer3 = podSpecPointerOf(id);
  const spec = podSpecOf(id, object);
  if (pointer3 === void 0 || !spec) return [];
  const found = [
    ...containerReferences(spec),
    ...listAt(spec, "/volumes").flatMap((volume, index) => volumeReferences(volume, `/volumes/${index}`)),
    ...listAt(spec, "/imagePullSecrets").flatMap(
      (_, index) => named2(spec, "Secret", `/imagePullSecrets/${index}`, "name")
    ),
    ...named2(spec, "ServiceAccount", "", "serviceAccountName")
  ];
  return found.filter(({ kind, name }) => !alwaysThere.has(`${kind}/${name}`)).map((reference) => ({
    ...reference,
    pointer: `${pointer3}${reference.pointer}`,
    keyPointer: `${pointer3}${reference.keyPointer}`
  }));
}
function mayBeTogether(one, other) {
  return one.namespace === void 0 || other.namespace === void 0 || one.namespace === other.namespace;
}
var containerLists = ["initContainers", "containers", "ephemeralContainers"];
function containerReferences(spec) {
  return containerLists.flatMap(
    (list) => listAt(spec, `/${list}`).flatMap((container, index) => {
      const at = `/${list}/${index}`;
      return [
        ...listAt(container, "/envFrom").flatMap((_, each) => [
          ...named2(spec, "ConfigMap", `${at}/envFrom/${each}/configMapRef`, "name"),
          ...named2(spec, "Secret", `${at}/envFrom/${each}/secretRef`, "name")
        ]),
        ...listAt(container, "/env").flatMap((_, each) => [
          ...named2(spec, "ConfigMap", `${at}/env/${each}/valueFrom/configMapKeyRef`, "name"),
          ...named2(spec, "Secret", `${at}/env/${each}/valueFrom/secretKeyRef`, "name")
        ])
      ];
    })
  );
}
function volumeReferences(volume, at) {
  const own = { volumes: volume };
  const found = [
    ...named2(own, "ConfigMap", "/volumes/configMap", "name"),
    ...named2(own, "Secret", "/volumes/secret", "secretName"),
    ...listAt(volume, "/projected/sources").flatMap((_, index) => [
      ...named2(own, "ConfigMap", `/volumes/projected/sources/${index}/configMap`, "name"),
      ...named2(own, "Secret", `/volumes/projected/sources/${index}/secret`, "name")
    ])
  ];
  const placed = (pointer3) => pointer3.replace("/volumes", at);
  return found.map((each) => ({ ...each, pointer: placed(each.pointer), keyPointer: placed(each.keyPointer) }));
}
function named2(value, kind, at, field) {
  const holder = valueAt(value, at);
  const name = textAt(holder, `/${field}`);
  if (name === void 0 || name === "" || !isObject(holder) || holder["optional"] === true) return [];
  const key = textAt(holder, "/key");
  return [
    { kind, name, pointer: `${at}/${field}`, keyPointer: `${at}/key`, ...key !== void 0 && { key } }
  ];
}

// src/engines/kubernetes/manifest/rules/dangling-reference.ts
var danglingReference = {
  id: "dangling-reference",
  severity: "warning",
  doc: "a ConfigMap, Secret or ServiceAccount that Pods need is not among the objects, or has not the key they want",
  check: (context) => {
    const known2 = indexOf(context);
    return context.manifests.flatMap(
      (manifest) => referencesOf(manifest).flatMap((reference) => check(manifest, reference, known2) ?? [])
    );
  }
};
var manyNames = 200;
function indexOf({ manifests, schemas }) {
  const wanted = /* @__PURE__ */ new Set(["ConfigMap", "Secret", "ServiceAccount"]);
  const core = manifests.filter(({ id }) => id.group === "" && wanted.has(id.kind));
  const madeElsewhere = /* @__PURE__ */ new Set();
  for (const { id, object } of manifests)
    if (!schemas.hasGroup(id.group)) collectTexts(object, madeElsewhere);
  const byKind = Map.groupBy(core, ({ id }) => id.kind);
  return {
    objects: Map.groupBy(core, ({ id }) => `${id.kind}/${id.name}`),
    names: new Map(
      [...byKind].map(([kind, members]) => {
        const names = new Set(members.map(({ id }) => id.name));
        return [kind, names.size > manyNames ? [] : [...names]];
      })
    ),
    madeElsewhere
  };
}
function collectTexts(value, into) {
  if (typeof value === "string") into.add(value);
  else if (isList(value)) for (const item of value) collectTexts(item, into);
  else if (isObject(value)) for (const item of Object.values(value)) collectTexts(item, into);
}
function check(manifest, reference, known2) {
  const { kind, name, key, pointer: pointer3, keyPointer } = reference;
  const found = known2.objects.get(`${kind}/${name}`)?.find(({ id }) => mayBeTogether(id, manifest.id));
  if (!found) {
    if (known2.madeElsewhere.has(name)) return void 0;
    const near2 = nearestName(name, known2.names.get(kind) ?? []);
    const hint = near2 === void 0 ? 'if it is made elsewhere, say so: gitops-push.dev/ignore: "dangling-reference: made by …"' : `did you mean ${near2}?`;
    return { manifest, pointer: pointer3, at: "value", message: `there is no ${kind} ${name} among the objects`, hint };
  }
  const keys = keysOf2(found);
  if (key === void 0 || keys.includes(key)) return void 0;
  const near = nearestName(key, keys);
  const message = `${kind} ${name} has no key ${key}`;
  return {
    manifest,
    pointer: keyPointer,
    at: "value",
    message,
    ...near !== void 0 && { hint: `did you mean ${near}?` }
  };
}
function keysOf2({ object }) {
  return ["data", "binaryData", "stringData"].flatMap((field) => {
    const entries = object[field];
    return isObject(entries) ? Object.keys(entries) : [];
  });
}

// src/engines/kubernetes/manifest/rules/deprecated-api.ts
var deprecatedApi = {
  id: "deprecated-api",
  severity: "warning",
  doc: "an API version that the target version of Kubernetes still serves, but not for long, with the one to use",
  check: (context) => context.manifests.flatMap((manifest) => {
    const { id } = manifest;
    const { schemas, version } = context;
    if (!schemas.kindOf(version, id)) return [];
    const successor = successorOf(context, id);
    const removed = removedAfter(context, id);
    if (successor === void 0 && removed === void 0) return [];
    const until = removed === void 0 ? "" : `, and Kubernetes ${removed} no longer serves it`;
    const message = `${apiVersionOf(id)} ${id.kind} is deprecated${until}`;
    const hint = successor === void 0 ? "there is nothing to take its place" : `use ${successor}`;
    return [{ manifest, pointer: "/apiVersion", at: "value", message, hint }];
  })
};
function successorOf({ schemas, version }, id) {
  const level = stabilityOf(id.version);
  const better = schemas.kindsIn(version).filter((kind) => kind.kind === id.kind && kind.group === id.group && stabilityOf(kind.version) > level).toSorted((a, b) => stabilityOf(b.version) - stabilityOf(a.version));
  return better[0] && apiVersionOf(better[0]);
}
function removedAfter({ schemas, version }, id) {
  const target = schemas.versions.indexOf(version);
  return schemas.versions.find((each, index) => index > target && !schemas.kindOf(each, id));
}
function stabilityOf(version) {
  return version.includes("alpha") ? 0 : version.includes("beta") ? 1 : 2;
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

// src/engines/kubernetes/manifest/rules/empty-selector.ts
var emptySelector = {
  id: "empty-selector",
  severity: "warning",
  doc: "the selector of a Service matches the Pods of no object",
  check: ({ manifests, schemas }) => {
    const pods = manifests.flatMap((manifest) => {
      const labels = podLabelsOf(manifest);
      return labels ? [{ id: manifest.id, labels }] : [];
    });
    const custom = manifests.filter(({ id }) => !schemas.hasGroup(id.group));
    return manifests.flatMap((manifest) => {
      const { id, object } = manifest;
      if (id.group !== "" || id.kind !== "Service" || textAt(object, "/spec/type") === "ExternalName")
        return [];
      const selector = valueAt(object, "/spec/selector");
      if (!isObject(selector) || Object.keys(selector).length === 0) return [];
      if (pods.some((pod) => mayBeTogether(pod.id, id) && matches(selector, pod.labels))) return [];
      if (custom.some((each) => mayBeTogether(each.id, id))) return [];
      const message = `the selector of Service ${id.name} matches the Pods of no object`;
      const hint = nearMiss(
        selector,
        pods.filter((pod) => mayBeTogether(pod.id, id)).map((pod) => pod.labels)
      );
      return [
        { manifest, pointer: "/spec/selector", at: "key", message, ...hint !== void 0 && { hint } }
      ];
    });
  }
};
function podLabelsOf({ id, object }) {
  const pointer3 = podSpecPointerOf(id);
  if (pointer3 === void 0) return void 0;
  const labels = valueAt(object, `${pointer3.slice(0, -"/spec".length)}/metadata/labels`);
  return isObject(labels) ? labels : void 0;
}
function matches(selector, labels) {
  return Object.entries(selector).every(([key, value]) => isSame2(labels[key], value));
}
function nearMiss(selector, candidates2) {
  const entries = Object.entries(selector);
  for (const labels of candidates2) {
    const wrong = entries.filter(([key2, value2]) => !isSame2(labels[key2], value2));
    const [key, value] = wrong[0] ?? [];
    if (wrong.length !== 1 || key === void 0 || entries.length === 1 && labels[key] === void 0)
      continue;
    const there = labels[key];
    return typeof there === "string" ? `there are Pods with ${key}: ${there} instead of ${typeof value === "string" ? value : ""}` : `there are Pods that lack the label ${key} alone`;
  }
  return void 0;
}
function isSame2(one, other) {
  return one === other;
}

// src/engines/kubernetes/manifest/rules/hook-mark.ts
var hookMark = {
  id: "hook-mark",
  severity: "error",
  doc: "the annotations of a hook have a word that is none, or stand at something that cannot be a hook",
  check: (context) => context.manifests.flatMap((manifest) => [...mistakesOf(manifest)])
};
function mistakesOf(manifest) {
  const { object } = manifest;
  const { hook, order, cleanup } = hookAnnotations;
  const texts = { hook: annotationOf(object, hook), order: annotationOf(object, order) };
  const finding2 = (name, message, hint) => {
    return { manifest, pointer: annotationPointer(name), at: "value", message, hint };
  };
  if (texts.hook === void 0) {
    const alone = [order, cleanup].filter((name) => annotationOf(object, name) !== void 0);
    return alone.map((name) => finding2(name, `${name} means nothing without ${hook}`, `Add ${hook}: before`));
  }
  const found = [
    ...unknownWords(texts.hook, hookMoments).map(
      (each) => finding2(hook, `${hook}: ${each.message}`, each.hint)
    ),
    ...unknownWords(annotationOf(object, cleanup) ?? cleanups[0], cleanups).map(
      (each) => finding2(cleanup, `${cleanup}: ${each.message}`, each.hint)
    )
  ];
  if (!isJob(manifest.id))
    found.push(
      finding2(
        hook,
        `a ${manifest.id.kind} cannot be a hook`,
        "Only a Job can: nothing else tells when it is done."
      )
    );
  if (texts.order !== void 0 && !/^[+-]?\d{1,9}$/.test(texts.order.trim()))
    found.push(
      finding2(
        order,
        `${order}: ${texts.order} is not a whole number`,
        'Write a number in quotes, as "-5" or "10".'
      )
    );
  if (isJob(manifest.id) && valueAt(object, "/spec/suspend") === true)
    found.push(finding2(hook, "this hook is suspended and would never run", "Take spec.suspend out."));
  return found;
}
function unknownWords(text, known2) {
  const words = wordsOf(text);
  if (words.length === 0) return [{ message: "it is empty", hint: `Write ${known2.join(", ")}.` }];
  return words.filter((word) => !known2.includes(word)).map((word) => {
    const near = nearestName(word, known2);
    return {
      message: `${word} is none of ${known2.join(", ")}`,
      hint: near === void 0 ? `Write one or more of them with commas.` : `Did you mean ${near}?`
    };
  });
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
function fieldName(pointer3) {
  const parts = splitPointer(pointer3).map((part) => {
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
    (manifest) => context.findingsOf(manifest).flatMap((finding2) => {
      if (finding2.what !== "missing-field") return [];
      const { pointer: pointer3, field } = finding2;
      const message = `${fieldName(pointer3 + joinPointer([field]))} is required and missing`;
      return [{ manifest, pointer: pointer3, at: "key", message }];
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
    const field = ["stringData", "data"].find((name) => hasPlainValue((manifest.asWritten ?? object)[name]));
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

// src/engines/kubernetes/manifest/rules/severities.ts
function severitiesOf(rules2, chosen) {
  const ids = rules2.map((rule) => rule.id);
  const unknown = Object.keys(chosen).filter((id) => !ids.includes(id));
  if (unknown.length > 0) {
    const near = unknown.map((id) => nearestName(id, ids)).filter((id) => id !== void 0);
    throw new Failure("inputs-invalid", `the input rules names ${unknown.join(", ")}, which is no rule`, {
      hint: near.length > 0 ? `Did you mean ${near.join(", ")}?` : `The rules are ${ids.join(", ")}.`
    });
  }
  const severities = rules2.flatMap(({ id, severity }) => {
    const wanted = chosen[id] ?? severity;
    return wanted === "off" ? [] : [[id, wanted]];
  });
  return new Map(severities);
}

// src/engines/kubernetes/manifest/rules/suppress.ts
var ignoreAnnotation = "gitops-push.dev/ignore";
var pointer2 = `/metadata/annotations/${ignoreAnnotation.replace("/", "~1")}`;
function readSuppressions(manifests, ids) {
  const given = /* @__PURE__ */ new Map();
  const wrong = [];
  for (const manifest of manifests) {
    const text = textAt(manifest.object, pointer2);
    if (text === void 0) continue;
    const counts = /* @__PURE__ */ new Map();
    given.set(manifest, counts);
    for (const line of text.split("\n").map((each) => each.trim()).filter((each) => each !== "")) {
      const [, rule = "", reason = ""] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? [];
      if (ids.includes(rule) && reason !== "") counts.set(rule, 0);
      else wrong.push(mistake(manifest, line, rule, ids));
    }
  }
  return {
    covers: (manifest, rule) => {
      const counts = given.get(manifest);
      const count = counts?.get(rule);
      if (count === void 0) return false;
      counts?.set(rule, count + 1);
      return true;
    },
    findings: () => [...wrong, ...idle(given), ...summary(given)]
  };
}
function mistake(manifest, line, rule, ids) {
  const isKnown = ids.includes(rule);
  const near = isKnown ? void 0 : nearestName(rule, ids);
  return {
    code: "ignore-invalid",
    severity: "warning",
    message: isKnown ? `${ignoreAnnotation} suppresses ${rule} without a reason, which does not count` : `${ignoreAnnotation} says ${JSON.stringify(line.slice(0, 100))}, which names no rule`,
    hint: near === void 0 ? "write <rule>: <reason>, one a line" : `did you mean ${near}?`,
    location: manifest.positions.value(pointer2)
  };
}
function idle(given) {
  return [...given].flatMap(
    ([manifest, counts]) => [...counts].filter(([, count]) => count === 0).map(([rule]) => ({
      code: "ignore-unused",
      severity: "notice",
      message: `${confirmAddressOf(manifest.id)} suppresses ${rule}, which finds nothing in it`,
      hint: `take it out of ${ignoreAnnotation}`,
      location: manifest.positions.value(pointer2)
    }))
  );
}
function summary(given) {
  const totals = /* @__PURE__ */ new Map();
  for (const counts of given.values())
    for (const [rule, count] of counts) if (count > 0) totals.set(rule, (totals.get(rule) ?? 0) + count);
  const sum = [...totals.values()].reduce((all, count) => all + count, 0);
  if (sum === 0) return [];
  const parts = [...totals].toSorted(([a], [b]) => a < b ? -1 : 1).map(([rule, count]) => `${rule} ${count}`);
  const message = `${sum === 1 ? "1 finding is" : `${sum} findings are`} suppressed by ${ignoreAnnotation}: ${parts.join(", ")}`;
  return [{ code: "suppressed", severity: "notice", message }];
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
    (manifest) => context.findingsOf(manifest).flatMap((finding2) => {
      if (finding2.what !== "unknown-field") return [];
      const { pointer: pointer3, field, known: known2 } = finding2;
      const near = nearestName(field, known2);
      const message = `${fieldName(pointer3)} is not a field of ${manifest.id.kind}`;
      const hint = near === void 0 ? {} : { hint: `did you mean ${near}?` };
      return [{ manifest, pointer: pointer3, at: "key", message, ...hint }];
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
    const pointer3 = isServedSomewhere(context, id) ? "/apiVersion" : "/kind";
    return [{ manifest, pointer: pointer3, at: "value", message, ...hint === void 0 ? {} : { hint } }];
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
    (manifest) => context.findingsOf(manifest).flatMap((finding2) => {
      if (finding2.what !== "wrong-type") return [];
      const { pointer: pointer3, hint } = finding2;
      const message = `${fieldName(pointer3)} ${finding2.message}`;
      return [{ manifest, pointer: pointer3, at: "value", message, ...hint === void 0 ? {} : { hint } }];
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
  danglingReference,
  hookMark,
  emptySelector,
  deprecatedApi,
  plainSecret,
  uncheckedKind
];
function validateManifests(manifests, options) {
  const context = contextOf(manifests, options);
  const severities = severitiesOf(rules, options.severities ?? {});
  const suppressions = readSuppressions(
    manifests,
    rules.map(({ id }) => id)
  );
  const found = rules.flatMap((rule) => {
    const severity = severities.get(rule.id);
    if (severity === void 0) return [];
    return rule.check(context).filter(({ manifest }) => !suppressions.covers(manifest, rule.id)).map((finding2) => diagnosticOf({ ...rule, severity }, finding2));
  });
  return [...sortDiagnostics([...found, ...suppressions.findings()])];
}
function diagnosticOf(rule, { manifest, pointer: pointer3, at, message, hint }) {
  const { id, positions } = manifest;
  const location = at === "key" ? positions.key(pointer3) : positions.value(pointer3);
  const base = { code: rule.id, severity: rule.severity, message, location, address: addressOf(id) };
  return hint === void 0 ? base : { ...base, hint };
}

// src/engines/kubernetes/manifest/rules/by-server.ts
var manyObjects = 100;
async function validateByServer(manifests, options, askVersion) {
  const found = validateManifests(manifests, options);
  if (!mayDiffer(found, manifests, options)) return found;
  const kubernetesVersion = await askVersion().catch(() => void 0);
  return kubernetesVersion === void 0 || kubernetesVersion === options.kubernetesVersion ? found : validateManifests(manifests, { ...options, kubernetesVersion });
}
var versioned = /* @__PURE__ */ new Set([
  "removed-api",
  "deprecated-api",
  "unknown-kind",
  "unknown-field",
  "wrong-type",
  "missing-field"
]);
function mayDiffer(found, manifests, options) {
  const named3 = new Set(found.flatMap(({ code, address }) => versioned.has(code) ? [address] : []));
  const suspects = manifests.filter(({ id }) => named3.has(addressOf(id)));
  if (suspects.length === 0 || suspects.length > manyObjects) return suspects.length > 0;
  const verdict = (kubernetesVersion) => {
    const crds = [...options.crds ?? [], ...manifests];
    const findings = validateManifests(suspects, { ...options, crds, kubernetesVersion });
    return findings.filter(({ code }) => versioned.has(code)).map(({ code, address = "", location }) => `${code} ${address} ${location?.line ?? 0}`).join("\n");
  };
  const here2 = verdict(options.kubernetesVersion);
  return kubernetesVersions.some((version) => verdict(version) !== here2);
}

// src/engines/kubernetes/validate.ts
async function validateSource({ manifests, diagnostics, schemas, crds, noDigest }, { kubernetesVersion, validation, mode }, askVersion) {
  const options = {
    schemas,
    kubernetesVersion: kubernetesVersion ?? newestKubernetes,
    crds,
    severities: validation.rules
  };
  const found = kubernetesVersion === void 0 && reachesCluster.has(mode) ? await validateByServer(manifests, options, askVersion) : validateManifests(manifests, options);
  return [...diagnostics, ...digestFinding(noDigest), ...found];
}
function digestFinding(noDigest) {
  if (noDigest === void 0) return [];
  const message = `there is no digest of the objects: ${noDigest}`;
  return [{ code: "digest-unknown", severity: "notice", message }];
}

// src/engines/kubernetes/engine.ts
var KubernetesEngine = class _KubernetesEngine {
  ledger;
  /** The way to the cluster, taken when it is first needed; another may be put in its place before. */
  reach = connect;
  #target;
  #settings;
  #world;
  #connection;
  #source;
  #planned;
  #plan;
  #asked;
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
        images: imagesOf((await this.#loaded()).manifests),
        ...settings.mode === "destroy" ? { imageOverrides: [] } : { imageOverrides: settings.imageOverrides, ...await this.#recorded() }
      }),
      prepare: async () => await this.#prepareNamespace()
    });
  }
  async validate() {
    const askVersion = async () => await (await this.#cluster()).serverVersion("plan");
    return await validateSource(await this.#loaded(), this.#settings, askVersion);
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
    const { kubernetesVersion: version = newestKubernetes } = this.#settings;
    const { namespace } = this.#target.source;
    return compareRendered(before, after, { version, ...namespace !== void 0 && { namespace } });
  }
  async rbac(format) {
    const { printRbac, rbacInputOf } = await import("./print.mjs");
    return printRbac(rbacInputOf(await this.#loaded(), this.#target.name, this.#settings), format);
  }
  async renderedDigest() {
    return (await this.#loaded()).renderedDigest;
  }
  async images() {
    return imagesByObject((await this.#loaded()).manifests, await this.#namespace());
  }
  async digests() {
    const { manifests, noDigest } = await this.#loaded();
    return noDigest === void 0 ? objectDigestsOf(manifests, await this.#namespace()) : void 0;
  }
  async renderer() {
    return await rendererOf(this.#target.source.path, this.#world);
  }
  async differencesFrom(record) {
    const [{ manifests }, namespace] = await Promise.all([this.#loaded(), this.#namespace()]);
    const then = await this.ledger.digestsOf(record);
    return then && differencesOf(then, ownDigestsOf(manifests, namespace));
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
    this.#asked = mode === "deploy" && parent === void 0 ? this.#askForRecord() : void 0;
    this.#asked?.catch(() => void 0);
    this.#planned = await planSet({
      manifests,
      moments: momentsOf(mode),
      renderedDigest,
      cluster,
      secrets: this.#world.secrets,
      namespace,
      recordNamespace: await this.#recordNamespace(),
      setId,
      parent,
      livePlan,
      intention: mode === "preview" ? "to show" : mode === "drift" ? "to compare" : "to write",
      host: this.#world.run.host,
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
    await requireRights(this.#current(), this.#asked ?? this.#askForRecord(), await this.#cluster());
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
    this.#source ??= load(this.#target.source, this.#settings, this.#world);
    return await this.#source;
  }
  async #cluster() {
    this.#connection ??= this.reach(this.#settings.access, this.#world);
    return (await this.#connection).cluster;
  }
  async #namespace() {
    const { namespace, contextNamespace } = this.#target.source;
    return namespace ?? contextNamespace ?? (await this.#cluster()).contextNamespace;
  }
  async #recorded() {
    const [source, namespace] = await Promise.all([this.#loaded(), this.#namespace()]);
    return await recordedOf(this.#target.source, this.#settings, {
      ...source,
      namespace,
      world: this.#world
    });
  }
  async #recordNamespace() {
    return this.#settings.recordNamespace ?? await this.#namespace();
  }
  async #setId() {
    return applySetIdOf({ name: parentNameOf(this.#target.name), namespace: await this.#recordNamespace() });
  }
  async #askForRecord() {
    const { askForRecord } = await import("./rights.mjs");
    const [namespace, parent] = await Promise.all([this.#recordNamespace(), this.ledger.parent()]);
    const place = { name: parentNameOf(this.#target.name), namespace, isNew: parent === void 0 };
    return await askForRecord(place, await this.#cluster());
  }
  /** Lock and record live in a namespace that the plan may bring: then it is made first, alone. Without a plan none is. */
  async #prepareNamespace() {
    const namespace = await this.#recordNamespace();
    if (!this.#planned || !isBrought(namespace, this.#planned.steps)) return;
    await makeNamespace(await this.#cluster(), namespace, await this.#setId());
  }
};

// src/engines/kubernetes/index.ts
var open = async (target, settings, world) => {
  const { source } = target;
  if (source.engine !== "kubernetes") throw new Failure("internal", "this is no source of Kubernetes");
  return await Promise.resolve(new KubernetesEngine({ ...target, source }, settings, world));
};
export {
  open
};
