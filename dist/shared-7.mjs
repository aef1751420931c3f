import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  partOfLabel
} from "./shared-16.mjs";
import {
  holdsMark,
  markFor,
  maskObject
} from "./shared-3.mjs";
import {
  isList,
  isObject,
  joinPointer,
  splitPointer,
  stringifyJson,
  textAt,
  valueAt
} from "./shared-31.mjs";

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
  const found = textAt(parent, joinPointer(["metadata", "annotations", applySetMarks.tooling]));
  return found === void 0 ? void 0 : toolName(found);
}
function toolName(tooling) {
  return tooling.slice(0, Math.max(0, tooling.lastIndexOf("/")));
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
  const isJob = rest["kind"] === "Job" && (textAt(rest, "/apiVersion") ?? "batch/").startsWith("batch/");
  return withoutMarks(isJob ? withoutJobLabels(rest) : rest);
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

export {
  applySetIdOf,
  scopeOfParent,
  uniteScopes,
  parentBody,
  foreignParent,
  toolOf,
  maskWithPointers,
  normalizeForDiff
};
