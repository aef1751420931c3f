import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  resolvePlain
} from "./shared-14.mjs";
import {
  DEFAULT_SCALAR_STYLE_RULES,
  DUMP_SCHEMA,
  NOT_RESOLVED,
  SCALAR_STYLE,
  defineScalarTag,
  dump,
  intCoreTag,
  intYaml11Tag
} from "./shared-4.mjs";
import {
  isList,
  isObject,
  stringifyJson
} from "./shared-32.mjs";

// src/engines/kubernetes/manifest/write.ts
function writeYaml(objects) {
  const schema = DUMP_SCHEMA.withTags(exactIntegers());
  const scalarStyleRules = [styleForGo, ...Object.values(DEFAULT_SCALAR_STYLE_RULES)];
  const options = { schema, scalarStyleRules, noRefs: true, lineWidth: -1, seqNoIndent: true };
  return objects.map((object) => `---
${dump(object, options)}`).join("");
}
function writeJsonList(objects) {
  const items = objects.map((object) => `
${stringifyJson(object)}`).join(",");
  return `{"apiVersion":"v1","kind":"List","items":[${items}
]}
`;
}
function exactIntegers() {
  return defineScalarTag("tag:yaml.org,2002:int", {
    implicit: true,
    resolve: (text) => isInteger(text) ? text : NOT_RESOLVED,
    identify: (data) => typeof data === "bigint" || Number.isInteger(data) && Math.abs(Number(data)) < 1e21,
    represent: String
  });
}
function isInteger(text) {
  if (resolvePlain(text).tag === "int") return true;
  return [intCoreTag, intYaml11Tag].some((tag) => tag.resolve(text, false, tag.tagName) !== NOT_RESOLVED);
}
function styleForGo(layout) {
  const { tag, value } = layout.node;
  if (tag !== "tag:yaml.org,2002:str") return;
  if (value.includes("\n")) {
    if (isSafeBlock(layout, value)) layout.style = SCALAR_STYLE.LITERAL_BLOCK;
    return;
  }
  if (resolvePlain(value).tag !== "str") layout.style = SCALAR_STYLE.SINGLE_QUOTED;
}
function isSafeBlock(layout, value) {
  const invisible = /[\r\u007F-\u00A0\u2028\u2029\uFEFF\uFFFE\uFFFF]/;
  return !layout.isKey && !invisible.test(value) && /^[^\s]/.test(value);
}

// src/engines/kubernetes/schema/node.ts
var anyNode = { type: "scalar", scalar: "any" };
function resolveNode(schema, node) {
  return node.type === "reference" ? schema.definition(node.name) : node;
}

// src/engines/kubernetes/schema/crd.ts
function crdSchemasOf(manifests, shared) {
  const schemas = /* @__PURE__ */ new Map();
  for (const { id, object } of manifests) {
    if (id.group !== "apiextensions.k8s.io" || id.kind !== "CustomResourceDefinition") continue;
    for (const [key, schema] of kindsOf(object, shared)) schemas.set(key, schema);
  }
  return schemas;
}
function kindsOf(crd, shared) {
  const spec = objectAt(crd, "spec");
  const names = objectAt(spec, "names");
  const { group, scope } = spec;
  const { kind, plural } = names;
  if (typeof group !== "string" || typeof kind !== "string" || typeof plural !== "string") return [];
  return listAt(spec, "versions").filter(isObject).flatMap((version) => {
    const schema = objectAt(version, "schema")["openAPIV3Schema"];
    if (typeof version["name"] !== "string" || !isObject(schema)) return [];
    const root = withMetadata(nodeOf(schema));
    const isNamespaced = scope !== "Cluster";
    const kindSchema = {
      root,
      definition: (name) => shared.definition(name),
      plural,
      isNamespaced
    };
    return [[`${group}/${version["name"]}/${kind}`, kindSchema]];
  });
}
function withMetadata(root) {
  if (root.type !== "object") return root;
  const fields = new Map(root.fields);
  for (const name of ["apiVersion", "kind"]) fields.set(name, { type: "scalar", scalar: "text" });
  fields.set("metadata", { type: "reference", name: "meta.v1.ObjectMeta" });
  return { ...root, fields };
}
function nodeOf(schema) {
  if (schema["x-kubernetes-int-or-string"] === true) return { type: "scalar", scalar: "int-or-text" };
  const { type } = schema;
  if (type === "object") return objectNode(schema);
  if (type === "array") return listNode(schema);
  const scalar = scalarOf(schema);
  const values = schema["enum"];
  return isList(values) && scalar !== "any" ? { type: "scalar", scalar, values } : { type: "scalar", scalar };
}
function scalarOf({ type, format }) {
  if (type === "string") return "text";
  if (type === "integer") return format === "int32" ? "int32" : "int64";
  return type === "boolean" || type === "number" ? type : "any";
}
function objectNode(schema) {
  const isOpen = [
    schema["x-kubernetes-preserve-unknown-fields"],
    schema["x-kubernetes-embedded-resource"]
  ].includes(true);
  const additional = schema["additionalProperties"];
  if (isObject(additional)) return { type: "map", values: nodeOf(additional) };
  if (additional === true) return { type: "map", values: anyNode };
  const properties = Object.entries(objectAt(schema, "properties"));
  const fields = new Map(
    properties.map(([name, value]) => [name, isObject(value) ? nodeOf(value) : anyNode])
  );
  const defaulted = new Set(properties.flatMap(([name, value]) => hasDefault(value) ? [name] : []));
  const required = texts(schema["required"]).filter((name) => !defaulted.has(name));
  return { type: "object", fields, required, isOpen };
}
function listNode(schema) {
  const items = isObject(schema["items"]) ? nodeOf(schema["items"]) : anyNode;
  return { type: "list", items, keys: keysOf(schema) };
}
function keysOf(schema) {
  const type = schema["x-kubernetes-list-type"];
  if (type === "map") return texts(schema["x-kubernetes-list-map-keys"]);
  return type === "set" ? "set" : "atomic";
}
function hasDefault(value) {
  return isObject(value) && value["default"] !== void 0 && value["default"] !== null;
}
function texts(value) {
  return isList(value) ? value.filter((item) => typeof item === "string") : [];
}
function objectAt(object, key) {
  const value = object[key];
  return isObject(value) ? value : {};
}
function listAt(object, key) {
  const value = object[key];
  return isList(value) ? value : [];
}

export {
  writeYaml,
  writeJsonList,
  anyNode,
  resolveNode,
  crdSchemasOf
};
