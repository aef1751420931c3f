import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  isList,
  isObject,
  listAt,
  parseJson,
  stringifyJson,
  textAt,
  valueAt
} from "./shared-9.mjs";

// src/diff/mask.ts
var lastApplied = "kubectl.kubernetes.io/last-applied-configuration";
var secretNames = /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|APIKEY|API_KEY|ACCESS_KEY|PRIVATE_KEY|SECRET_KEY|CREDENTIALS?)$/i;
var userInfo = /([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)([^\s@/]+)(@)/gi;
function maskObject(object, markOf) {
  const walked = walk(object, markOf);
  if (!isObject(walked)) return {};
  return isSecret(object) ? { ...walked, ...maskedData(object, markOf) } : walked;
}
function secretValuesOf(object) {
  const found = isSecret(object) ? dataValues(object) : [];
  collect(object, found);
  return found.filter((value) => value !== "");
}
function mark(value, markOf) {
  return `(secret ${markOf(value)})`;
}
function maskedData(object, markOf) {
  const { data, stringData } = object;
  const marksOf = (values, textOfValue) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, mark(textOfValue(value), markOf)]));
  return {
    ...isObject(data) && { data: marksOf(data, decoded) },
    ...isObject(stringData) && { stringData: marksOf(stringData, textOf) }
  };
}
function walk(value, markOf) {
  if (typeof value === "string") return maskText(value, markOf);
  if (isList(value)) return value.map((item) => walk(item, markOf));
  if (!isObject(value)) return value;
  const isEnv = typeof value["name"] === "string" && typeof value["value"] === "string" && secretNames.test(value["name"]);
  const entries = Object.entries(value).filter(([key]) => key !== lastApplied);
  return Object.fromEntries(
    entries.map(([key, item]) => [
      key,
      isEnv && key === "value" ? mark(textOf(item), markOf) : walk(item, markOf)
    ])
  );
}
function maskText(text, markOf) {
  const visible = text.replaceAll(/\(secret (?=[0-9a-f]{6}\))/g, "(not a mark: secret ");
  return visible.replaceAll(
    userInfo,
    (_all, start, password, end) => `${start}(secret ${markOf(password)})${end}`
  );
}
function collect(value, found) {
  if (typeof value === "string") {
    for (const match of value.matchAll(userInfo)) if (match[2] !== void 0) found.push(match[2]);
    return;
  }
  if (isList(value)) for (const item of value) collect(item, found);
  if (!isObject(value)) return;
  const name = textAt(value, "/name");
  if (name !== void 0 && secretNames.test(name) && typeof value["value"] === "string")
    found.push(value["value"]);
  for (const [key, item] of Object.entries(value)) {
    if (key === lastApplied && typeof item === "string") collectLastApplied(item, found);
    else collect(item, found);
  }
}
function collectLastApplied(text, found) {
  try {
    const object = parseJson(text);
    if (isObject(object)) found.push(...secretValuesOf(object));
  } catch {
    found.push(text);
  }
}
function dataValues(object) {
  const data = isObject(object["data"]) ? Object.values(object["data"]).flatMap((value) => [decoded(value), textOf(value)]) : [];
  const text = isObject(object["stringData"]) ? Object.values(object["stringData"]).map(textOf) : [];
  return [...data, ...text];
}
function isSecret(object) {
  return object["kind"] === "Secret" && (object["apiVersion"] === "v1" || object["apiVersion"] === void 0) && listAt(object, "/items").length === 0;
}
function textOf(value) {
  return typeof value === "string" ? value : stringifyJson(value);
}
function decoded(value) {
  return typeof value === "string" ? Buffer.from(value, "base64").toString("utf8") : stringifyJson(value);
}

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
    const text = textAt(annotations, `/${name.replaceAll("/", "~1")}`) ?? "";
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
  const escaped = (name2) => `/${name2.replaceAll("/", "~1")}`;
  const found = textAt(annotations, escaped(applySetMarks.tooling));
  const name = textAt(parent, "/metadata/name") ?? "";
  const namespace = textAt(parent, "/metadata/namespace") ?? "";
  if (found === void 0) return `it has no annotation ${applySetMarks.tooling}`;
  if (toolName(found) !== toolName(tooling)) return `it belongs to ${toolName(found)}`;
  const id = textAt(labels, escaped(applySetMarks.id));
  if (id !== applySetIdOf({ name, namespace }))
    return `its label ${applySetMarks.id} is not the id of this ConfigMap`;
  return void 0;
}
function toolName(tooling) {
  return tooling.slice(0, Math.max(0, tooling.lastIndexOf("/")));
}

export {
  maskObject,
  secretValuesOf,
  applySetMarks,
  applySetIdOf,
  scopeOfParent,
  uniteScopes,
  parentBody,
  foreignParent
};
