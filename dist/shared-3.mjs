import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  isList,
  isObject,
  joinPointer,
  parseJson,
  stringifyJson,
  textAt,
  valueAt
} from "./shared-11.mjs";

// src/diff/mark.ts
var mark = /\(secret \w+\)/;
function markFor(key) {
  return `(secret ${key})`;
}
function escapeLookAlikes(text) {
  return text.replaceAll(/\((\\*)secret /g, "(\\$1secret ");
}
function holdsMark(value) {
  if (typeof value === "string") return mark.test(value);
  if (isList(value)) return value.some(holdsMark);
  return isObject(value) && Object.values(value).some(holdsMark);
}
function withoutMarkKeys(value) {
  if (typeof value === "string") return value.replaceAll(new RegExp(mark, "g"), "(secret)");
  if (isList(value)) return value.map(withoutMarkKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMarkKeys(item)]));
}

// src/diff/secret-names.ts
var secretWords = /* @__PURE__ */ new Set([
  "password",
  "passwd",
  "passphrase",
  "passcode",
  "pwd",
  "secret",
  "secrets",
  "token",
  "tokens",
  "apikey",
  "credential",
  "credentials",
  "dsn",
  "privatekey"
]);
var secretEndings = [["pass"], ["key"], ["key", "id"], ["cookie"], ["salt"], ["pem"]];
var harmlessEndings = /* @__PURE__ */ new Set([
  "file",
  "path",
  "dir",
  "directory",
  "name",
  "url",
  "uri",
  "endpoint",
  "issuer",
  "audience",
  "ttl",
  "expiry",
  "expiration",
  "seconds",
  "minutes",
  "hours",
  "days",
  "length",
  "limit",
  "count",
  "type",
  "algorithm",
  "enabled",
  "required"
]);
var openKeys = /* @__PURE__ */ new Set(["public", "partition", "sort", "primary", "foreign", "cache"]);
function looksSecret(name) {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z\d]+/).filter((word) => word !== "");
  const last = words.at(-1);
  if (last === void 0 || harmlessEndings.has(last)) return false;
  return words.some((word) => secretWords.has(word)) || secretEndings.some((ending) => endsWith(words, ending));
}
function endsWith(words, ending) {
  const before = words.at(-1 - ending.length);
  return ending.every((word, index) => words[words.length - ending.length + index] === word) && !(ending[0] === "key" && before !== void 0 && openKeys.has(before));
}
var whereabouts = /* @__PURE__ */ new Set([
  "user",
  "username",
  "login",
  "host",
  "hostname",
  "port",
  "database",
  "db",
  "dbname",
  "schema",
  "engine",
  "region",
  "bucket",
  "name",
  "type"
]);
function isWhereabouts(key, value) {
  const last = key.toLowerCase().split(/[^a-z]+/).at(-1) ?? "";
  return whereabouts.has(last) && /^[a-z\d-]{1,24}$/i.test(value);
}

// src/diff/secret-text.ts
var userInfo = /([a-z][a-z\d+.-]{0,30}:\/\/[^\s:/@]*:)([^\s/]+)(?=@)/gi;
var privateKey = /(-----BEGIN [A-Z ]*PRIVATE KEY-----)([\s\S]*?)(?=-----END [A-Z ]*PRIVATE KEY-----|$(?![\s\S]))/g;
var setting = /((?:^|[\s;,&?'"-])(?:password|passwd|pwd|accountkey|sharedaccesskey|sharedaccesssignature)\s?=\s?)([^\s;&'",$][^\s;&'",]*)/gi;
function replaceSecretText(text, replace) {
  if (!/:\/\/|PRIVATE KEY-----|(?:passw(?:or)?d|pwd|accountkey|signature|accesskey)\s?=/i.test(text))
    return text;
  const put = (_all, start, secret) => `${start}${replace(secret)}`;
  return text.replaceAll(userInfo, put).replaceAll(privateKey, put).replaceAll(setting, put);
}
function secretsInText(text) {
  const found = [];
  replaceSecretText(text, (secret) => {
    found.push(secret);
    return "";
  });
  return found;
}

// src/diff/mask.ts
var lastApplied = "kubectl.kubernetes.io/last-applied-configuration";
var variableName = /^[A-Z][A-Z\d_]*$/;
var shortestTelling = 8;
function maskObject(object, markOf) {
  const mark2 = (value) => markFor(markOf(value));
  return maskMap(object, mark2, false);
}
function secretValuesOf(object) {
  const names = namesOf(object);
  const values = within(object);
  return [...new Set(values)].filter((value) => value !== "" && !names.includes(value));
}
function maskSecret(object, mark2) {
  const entries = withoutLastApplied(object).map(([key, value]) => {
    if (key === "data") return [key, maskValues(value, (item) => mark2(decodedOf(item)))];
    if (key === "stringData") return [key, maskValues(value, (item) => mark2(textOf(item)))];
    return [key, maskWithin(value, mark2, false)];
  });
  return Object.fromEntries(entries);
}
function maskWithin(value, mark2, areVariables) {
  if (typeof value === "string") {
    return replaceSecretText(escapeLookAlikes(value), (secret) => mark2(secret));
  }
  if (isList(value)) return value.map((item) => maskWithin(item, mark2, false));
  return isObject(value) ? maskMap(value, mark2, areVariables) : value;
}
function maskMap(value, mark2, areVariables) {
  if (isSecret(value)) return maskSecret(value, mark2);
  const isVariable = isSecretVariable(value);
  const entries = withoutLastApplied(value).map(([key, item]) => {
    const isHidden = isVariable && key === "value" || areVariables && isSecretKey(key);
    const isVariables = isConfigMap(value) && key === "data";
    return [key, isHidden ? mark2(textOf(item)) : maskWithin(item, mark2, isVariables)];
  });
  return Object.fromEntries(entries);
}
function within(value) {
  if (typeof value === "string") return secretsInText(value);
  if (isList(value)) return value.flatMap(within);
  if (!isObject(value)) return [];
  const isVariable = isSecretVariable(value);
  const inside = Object.entries(value).flatMap(([key, item]) => {
    if (key === lastApplied && typeof item === "string") return inLastApplied(item);
    if (isConfigMap(value) && key === "data" && isObject(item)) return inVariables(item);
    return [...isVariable && key === "value" ? telling(textOf(item)) : [], ...within(item)];
  });
  if (!isSecret(value)) return inside;
  return [...inData(value["data"], decodedOf), ...inData(value["stringData"], textOf), ...inside];
}
function inVariables(data) {
  return Object.entries(data).flatMap(([key, item]) => [
    ...isSecretKey(key) ? telling(textOf(item)) : [],
    ...within(item)
  ]);
}
function inLastApplied(text) {
  try {
    const object = parseJson(text);
    return isObject(object) ? secretValuesOf(object) : [];
  } catch {
    return [text];
  }
}
function telling(value) {
  return value.length >= shortestTelling && !/^[a-z]+$/i.test(value) ? [value] : [];
}
function maskValues(values, mark2) {
  if (values === null) return values;
  if (!isObject(values)) return mark2(values);
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, mark2(value)]));
}
function inData(data, plainOf) {
  if (data === void 0 || data === null) return [];
  if (!isObject(data)) return [textOf(data), ...textsWithin(data)];
  return Object.entries(data).flatMap(([key, value]) => {
    const plain = plainOf(value);
    return isWhereabouts(key, plain) ? [] : [plain, textOf(value), ...textsWithin(value), ...secretsInText(plain)];
  });
}
function textsWithin(value) {
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((item) => typeof item === "string" ? [item] : textsWithin(item));
}
function isSecretVariable(value) {
  const name = value["name"];
  return typeof name === "string" && looksSecret(name) && typeof value["value"] === "string";
}
function isSecretKey(key) {
  return variableName.test(key) && looksSecret(key);
}
function isSecret(object) {
  return object["kind"] === "Secret" && (object["apiVersion"] === "v1" || object["apiVersion"] === void 0);
}
function isConfigMap(object) {
  return object["kind"] === "ConfigMap" && object["apiVersion"] === "v1";
}
function namesOf(object) {
  const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
  return [metadata["name"], metadata["namespace"]].flatMap((name) => typeof name === "string" ? [name] : []);
}
function withoutLastApplied(object) {
  return Object.entries(object).filter(([key]) => key !== lastApplied);
}
function textOf(value) {
  return typeof value === "string" ? value : stringifyJson(value);
}
function decodedOf(value) {
  if (typeof value !== "string") return stringifyJson(value);
  const compact = value.replaceAll(/[\r\n]/g, "");
  if (!/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(compact)) return value;
  const bytes = Buffer.from(compact, "base64");
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : bytes.toString("base64");
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
function toolName(tooling) {
  return tooling.slice(0, Math.max(0, tooling.lastIndexOf("/")));
}

export {
  applySetMarks,
  applySetIdOf,
  scopeOfParent,
  uniteScopes,
  parentBody,
  foreignParent,
  holdsMark,
  withoutMarkKeys,
  maskObject,
  secretValuesOf
};
