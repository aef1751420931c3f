import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  annotationOf,
  partOfLabel
} from "./shared-16.mjs";
import {
  holdsMark,
  markFor,
  maskObject
} from "./shared-3.mjs";
import {
  hasChanges
} from "./shared-27.mjs";
import {
  canonicalJson,
  isEqual,
  isList,
  isObject,
  joinPointer,
  splitPointer,
  stringifyJson,
  textAt,
  valueAt
} from "./shared-32.mjs";

// src/engines/kubernetes/ledger/apply-set.ts
import { createHash } from "node:crypto";
var prefix = "applyset.kubernetes.io";
var applySetMarks = {
  id: `${prefix}/id`,
  tooling: `${prefix}/tooling`,
  groupKinds: `${prefix}/contains-group-kinds`,
  additionalNamespaces: `${prefix}/additional-namespaces`
};
function applySetIdOf(parent) {
  const identity = `${parent.name}.${parent.namespace}.ConfigMap.`;
  return `applyset-${createHash("sha256").update(identity).digest("base64url")}-v1`;
}
function scopeOfParent(parent) {
  const annotation = (name) => {
    const annotations = valueAt(parent, "/metadata/annotations");
    const text = textAt(annotations, joinPointer([name])) ?? "";
    return text.split(",").filter((part) => part !== "");
  };
  const own = textAt(parent, "/metadata/namespace");
  return {
    groupKinds: annotation(applySetMarks.groupKinds),
    namespaces: [...own === void 0 ? [] : [own], ...annotation(applySetMarks.additionalNamespaces)]
  };
}
function uniteScopes(a, b) {
  const unite = (x, y) => [.../* @__PURE__ */ new Set([...x, ...y])].toSorted();
  return { groupKinds: unite(a.groupKinds, b.groupKinds), namespaces: unite(a.namespaces, b.namespaces) };
}
function parentBody(parent) {
  const { name, namespace, scope } = parent;
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name,
      namespace,
      ...parent.resourceVersion !== void 0 && { resourceVersion: parent.resourceVersion },
      ...parent.uid !== void 0 && { uid: parent.uid },
      labels: { [applySetMarks.id]: applySetIdOf({ name, namespace }) },
      annotations: {
        [applySetMarks.tooling]: parent.tooling,
        [applySetMarks.groupKinds]: scope.groupKinds.toSorted().join(","),
        [applySetMarks.additionalNamespaces]: scope.namespaces.filter((candidate) => candidate !== namespace).toSorted().join(",")
      }
    }
  };
}
function foreignParent(parent, tooling) {
  const labels = valueAt(parent, "/metadata/labels");
  const annotations = valueAt(parent, "/metadata/annotations");
  const found = textAt(annotations, joinPointer([applySetMarks.tooling]));
  const name = textAt(parent, "/metadata/name") ?? "";
  const namespace = textAt(parent, "/metadata/namespace") ?? "";
  if (found === void 0) return `it has no annotation ${applySetMarks.tooling}`;
  if (toolName(found) !== toolName(tooling)) return `it belongs to ${toolName(found)}`;
  const id = textAt(labels, joinPointer([applySetMarks.id]));
  if (id !== applySetIdOf({ name, namespace }))
    return `its label ${applySetMarks.id} is not the id of this ConfigMap`;
  return void 0;
}
function toolOf(parent) {
  const found = annotationOf(parent, applySetMarks.tooling);
  return found === void 0 ? void 0 : toolName(found);
}
function toolName(tooling) {
  return tooling.slice(0, Math.max(0, tooling.lastIndexOf("/")));
}

// src/engines/kubernetes/manifest/digest.ts
import { createHash as createHash2 } from "node:crypto";
var memberLabel = "applyset.kubernetes.io/part-of";
function renderedDigestOf(manifests, namespace) {
  const texts = manifests.map(
    ({ object, asWritten = object }) => canonicalJson(withNamespace(withoutLabel(asWritten), namespace))
  );
  return createHash2("sha256").update(`[${texts.toSorted().join(",")}]`).digest("hex");
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

// src/engines/kubernetes/hooks/due.ts
function momentsOf(mode) {
  if (mode === "deploy" || mode === "preview") return ["before", "after", "on-failure"];
  return mode === "rollback" ? ["before-rollback", "after-rollback"] : [];
}
function isFirstDeploy({ records }) {
  const destroyed = records.findLastIndex(({ kind, result }) => kind === "destroy" && result === "success");
  const since = records.slice(destroyed + 1);
  const isWhole = destroyed >= 0 || (records[0]?.sequence ?? 1) <= 1;
  return isWhole && since.every(({ result }) => result !== "success");
}
function isDue({ runs }, occasion) {
  return runs === "always" || runs === "first" === isFirstDeploy(occasion);
}
function ranBefore({ records }) {
  const last = records.findLast(({ kind, result }) => kind === "deploy" && result === "success");
  return new Map((last?.hooks ?? []).map((hook) => [runKey(hook), hook.digest]));
}
function runKey({ moment, address }) {
  return `${moment} ${address}`;
}
function hasOccasion({ changes, records }, isOneNew) {
  const last = records.at(-1);
  return hasChanges(changes) || isOneNew || last === void 0 || last.result !== "success";
}

// src/diff/hide.ts
function maskWithPointers(object, pointers, markOf) {
  return pointers.reduce(
    (masked, pointer) => {
      const value = valueAt(object, pointer);
      if (value === void 0 || holdsMark(valueAt(masked, pointer))) return masked;
      const mark = markFor(markOf(typeof value === "string" ? value : stringifyJson(value)));
      const changed = withValueAt(masked, splitPointer(pointer), mark);
      return isObject(changed) ? changed : masked;
    },
    maskObject(object, markOf)
  );
}
function withValueAt(value, parts, put) {
  const [first, ...rest] = parts;
  if (first === void 0) return put;
  if (isList(value))
    return value.map((item, index) => String(index) === first ? withValueAt(item, rest, put) : item);
  if (!isObject(value) || !Object.hasOwn(value, first)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === first ? withValueAt(item, rest, put) : item])
  );
}

// src/engines/kubernetes/plan/normalize.ts
var serverMetadata = /* @__PURE__ */ new Set([
  "managedFields",
  "resourceVersion",
  "uid",
  "generation",
  "creationTimestamp",
  "selfLink"
]);
var bookkeepingAnnotations = /* @__PURE__ */ new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  "deployment.kubernetes.io/revision",
  "deprecated.daemonset.template.generation"
]);
var bookkeepingLabels = /* @__PURE__ */ new Set([partOfLabel, applySetMarks.id]);
var jobLabels = /* @__PURE__ */ new Set([
  "job-name",
  "controller-uid",
  "batch.kubernetes.io/job-name",
  "batch.kubernetes.io/controller-uid"
]);
function normalizeForDiff(object) {
  const { status: _status, ...rest } = object;
  const isJob2 = rest["kind"] === "Job" && (textAt(rest, "/apiVersion") ?? "batch/").startsWith("batch/");
  return withoutMarks(isJob2 ? withoutJobLabels(rest) : rest);
}
function withoutMarks(object) {
  const { metadata, ...rest } = object;
  if (!isObject(metadata)) return object;
  const kept = Object.entries(metadata).filter(([key]) => !serverMetadata.has(key));
  const cleaned = withoutKeys(Object.fromEntries(kept), "labels", bookkeepingLabels);
  return { ...rest, metadata: withoutKeys(cleaned, "annotations", bookkeepingAnnotations) };
}
function withoutJobLabels(job) {
  const paths = [["metadata"], ["spec", "selector"], ["spec", "template", "metadata"]];
  return paths.reduce((object, path) => withoutLabelsAt(object, path), job);
}
function withoutLabelsAt(object, path) {
  const [first, ...rest] = path;
  if (first === void 0)
    return withoutKeys(withoutKeys(object, "labels", jobLabels), "matchLabels", jobLabels);
  const child = object[first];
  return isObject(child) ? { ...object, [first]: withoutLabelsAt(child, rest) } : object;
}
function withoutKeys(object, name, keys) {
  const { [name]: value, ...rest } = object;
  if (!isObject(value) || !Object.keys(value).some((key) => keys.has(key))) return object;
  const kept = Object.entries(value).filter(([key]) => !keys.has(key));
  return kept.length === 0 ? rest : { ...object, [name]: Object.fromEntries(kept) };
}

// src/model/hook.ts
var hookMoments = ["before", "after", "on-failure", "before-rollback", "after-rollback"];

// src/engines/kubernetes/hooks/mark.ts
var hookAnnotations = {
  hook: "gitops-push.dev/hook",
  order: "gitops-push.dev/hook-order",
  cleanup: "gitops-push.dev/hook-cleanup"
};
var cleanups = ["before-next", "on-success", "on-failure"];
function readMark(object) {
  return readOwn(object) ?? readHelm(object);
}
function wordsOf(text) {
  return text.split(",").map((word) => word.trim()).filter((word) => word !== "");
}
function readOwn(object) {
  const text = annotationOf(object, hookAnnotations.hook);
  if (text === void 0) return void 0;
  const words = wordsOf(text);
  const asked = wordsOf(annotationOf(object, hookAnnotations.cleanup) ?? "");
  return {
    due: hookMoments.filter((moment) => words.includes(moment)).map((moment) => ({ moment, runs: "always" })),
    order: orderIn(annotationOf(object, hookAnnotations.order)),
    cleanup: new Set(cleanups.filter((each) => asked.includes(each)))
  };
}
var helmMoments = {
  "pre-install": ["before", "first"],
  "pre-upgrade": ["before", "later"],
  "post-install": ["after", "first"],
  "post-upgrade": ["after", "later"],
  "pre-rollback": ["before-rollback", "always"],
  "post-rollback": ["after-rollback", "always"]
};
var helmCleanups = {
  "before-hook-creation": "before-next",
  "hook-succeeded": "on-success",
  "hook-failed": "on-failure"
};
function readHelm(object) {
  const text = annotationOf(object, "helm.sh/hook");
  if (text === void 0) return void 0;
  const found = wordsOf(text).flatMap((word) => Object.hasOwn(helmMoments, word) ? [helmMoments[word]] : []);
  const byMoment = Map.groupBy(
    found.flatMap((each) => each ? [each] : []),
    ([moment]) => moment
  );
  const policies = wordsOf(annotationOf(object, "helm.sh/hook-delete-policy") ?? "");
  return {
    due: [...byMoment].map(([moment, runs]) => {
      const [first] = runs;
      return { moment, runs: runs.length > 1 ? "always" : first?.[1] ?? "always" };
    }),
    order: orderIn(annotationOf(object, "helm.sh/hook-weight")),
    cleanup: new Set(
      policies.flatMap((each) => Object.hasOwn(helmCleanups, each) ? helmCleanups[each] ?? [] : [])
    )
  };
}
function orderIn(text) {
  return text !== void 0 && /^[+-]?\d{1,9}$/.test(text.trim()) ? Number(text) : 0;
}

// src/engines/kubernetes/hooks/split.ts
function splitHooks(manifests) {
  const members = [];
  const hooks = [];
  for (const manifest of manifests) {
    const mark = isJob(manifest.id) ? readMark(manifest.object) : void 0;
    if (mark && mark.due.length > 0) hooks.push({ manifest, mark });
    else members.push(manifest);
  }
  return { members, hooks };
}
function isJob({ group, kind }) {
  return group === "batch" && kind === "Job";
}

// src/engines/kubernetes/manifest/change-place.ts
function placeOfChange({ object, location, positions }, fields) {
  const first = fields.find(({ path }) => valueAt(object, path) !== void 0) ?? fields[0];
  const pointer = first === void 0 ? "" : pointerIn(object, first);
  return pointer === "" ? location : positions.key(pointer);
}
function pointerIn(object, { path, after }) {
  if (after !== void 0 && isEqual(valueAt(object, path), after)) return path;
  const parts = splitPointer(path);
  const index = parts.findIndex((part) => /^-?\d+$/.test(part));
  const known = index < 0 ? parts : parts.slice(0, index);
  const length = known.findIndex(
    (_, at) => valueAt(object, joinPointer(known.slice(0, at + 1))) === void 0
  );
  return joinPointer(length < 0 ? known : known.slice(0, length));
}

export {
  applySetIdOf,
  scopeOfParent,
  uniteScopes,
  parentBody,
  foreignParent,
  toolOf,
  renderedDigestOf,
  momentsOf,
  isDue,
  ranBefore,
  runKey,
  hasOccasion,
  maskWithPointers,
  withValueAt,
  placeOfChange,
  normalizeForDiff,
  hookMoments,
  hookAnnotations,
  cleanups,
  readMark,
  wordsOf,
  splitHooks,
  isJob
};
