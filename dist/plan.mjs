import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  holderOf,
  holdsTraces,
  isLeaf,
  isOurs,
  isTrace,
  keyOf,
  leavesOf,
  managedFieldsOf,
  namesItem,
  nodeOf,
  ownersOf,
  ownershipOf,
  partsOfField,
  unite,
  valueAtField,
  withField,
  without,
  withoutField,
  wordsOfStep
} from "./shared-17.mjs";
import {
  hasOccasion,
  hookMoments,
  isDue,
  maskWithPointers,
  normalizeForDiff,
  placeOfChange,
  ranBefore,
  renderedDigestOf,
  runKey,
  splitHooks
} from "./shared-7.mjs";
import {
  containersOf,
  podSpecOf,
  podSpecPointerOf
} from "./shared-13.mjs";
import {
  annotationOf,
  annotationPointer,
  applySetManager,
  hookLabel,
  hookOf,
  manager,
  memberOf,
  partOfLabel
} from "./shared-16.mjs";
import {
  diffFields,
  holdsMark,
  secretValuesOf,
  withoutMarkKeys
} from "./shared-3.mjs";
import {
  labelOfItem,
  labelOfKey
} from "./shared-8.mjs";
import {
  parseImage
} from "./shared-31.mjs";
import {
  inQuotes
} from "./shared-41.mjs";
import {
  entriesDigest
} from "./shared-37.mjs";
import {
  isCompared
} from "./shared-27.mjs";
import {
  objectPath,
  refusal,
  refusedFields
} from "./shared-10.mjs";
import {
  parseForbidden
} from "./shared-9.mjs";
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
import "./shared-1.mjs";

// src/engines/kubernetes/plan/annotations.ts
var ignoreFields = "gitops-push.dev/ignore-fields";
var applyMode = "gitops-push.dev/apply";
var recreateMode = "gitops-push.dev/recreate";
function withOwnRules({ body }, rules) {
  const pointers = linesOf(body, ignoreFields).filter(isPointer);
  if (pointers.length === 0) return rules;
  const own = pointers.map((field) => ({ text: `${ignoreFields}: ${field}`, field }));
  return { ...rules, ignore: [...own, ...rules.ignore] };
}
function createdOnly({ body }) {
  return linesOf(body, applyMode).includes("create-only") ? `it exists and stays as it is, because its annotation says ${applyMode}: create-only` : void 0;
}
function mayBeRecreated({ body }) {
  return linesOf(body, recreateMode).includes("allowed");
}
function annotationFindings({ body, manifest, address }) {
  const wrong = (name, line, hint) => ({
    code: "annotation-invalid",
    severity: "error",
    message: `${address}: ${name} says ${JSON.stringify(line.slice(0, 100))}`,
    hint,
    location: manifest.positions.value(annotationPointer(name)),
    address
  });
  return [
    ...linesOf(body, ignoreFields).filter((line) => !isPointer(line)).map((line) => wrong(ignoreFields, line, "Write JSON pointers, one a line: /spec/replicas")),
    ...oneOf(body, applyMode, "create-only").map(
      (line) => wrong(applyMode, line, "Write create-only, or take it out.")
    ),
    ...oneOf(body, recreateMode, "allowed").map(
      (line) => wrong(recreateMode, line, "Write allowed, or take it out.")
    )
  ];
}
function oneOf(body, name, value) {
  return linesOf(body, name).filter((line) => line !== value);
}
function linesOf(body, name) {
  return (annotationOf(body, name) ?? "").split("\n").map((line) => line.trim()).filter((line) => line !== "");
}
function isPointer(line) {
  return line.startsWith("/") && line.length > 1;
}

// src/engines/kubernetes/plan/caution.ts
var mostNamed = 4;
function cautionOf(id, live, next) {
  switch (groupKindOf(id)) {
    case "Role.rbac.authorization.k8s.io":
    case "ClusterRole.rbac.authorization.k8s.io":
      return live || isAggregated(next) ? widerRole(live, next) : void 0;
    case "RoleBinding.rbac.authorization.k8s.io":
    case "ClusterRoleBinding.rbac.authorization.k8s.io":
      return widerBinding(id, live, next);
    case "CustomResourceDefinition.apiextensions.k8s.io":
      return live && !isSame(live["spec"], next["spec"]) ? "every custom resource of this kind is judged by it from then on" : void 0;
    case "Namespace":
      return live && !isSame(valueAt(live, "/metadata/labels"), valueAt(next, "/metadata/labels")) ? "the labels of a namespace decide what may run in it and which policies hold there" : void 0;
    case "PersistentVolumeClaim":
      return live && !isSame(valueAt(live, "/spec/resources"), valueAt(next, "/spec/resources")) ? "a volume that has grown cannot shrink again" : void 0;
    case "PersistentVolume":
      return live && !isSame(live["spec"], next["spec"]) ? volumeWords(next) : void 0;
    default:
      return void 0;
  }
}
function withCaution(object, { id, body }, live, intention) {
  const { change, prediction } = object;
  if (intention === "to compare" || change.action !== "create" && change.action !== "update") return object;
  const caution = cautionOf(id, live, prediction?.end ?? body);
  return caution === void 0 ? object : { ...object, change: { ...change, caution } };
}
function isSame(a, b) {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
function volumeWords(next) {
  return textAt(next, "/spec/persistentVolumeReclaimPolicy") === "Delete" ? "its data is deleted as soon as its claim is" : "it holds data";
}
function isAggregated(role) {
  const labels = valueAt(role, "/metadata/labels");
  return isObject(labels) && Object.keys(labels).some((name) => name.startsWith("rbac.authorization.k8s.io/aggregate-to-"));
}
function widerRole(live, next) {
  const before = new Set(live ? grantsOf(live).map(keyOf2) : []);
  const added = grantsOf(next).filter((grant) => !widerForms(grant).some((form) => before.has(keyOf2(form))));
  const words = [...new Set(added.map(wordsOf))];
  return words.length === 0 ? void 0 : `it grants more: ${listed(words)}`;
}
function grantsOf(role) {
  return listAt(role, "/rules").flatMap((rule) => {
    const texts = (key) => listAt(rule, `/${key}`).filter((item) => typeof item === "string");
    const names = texts("resourceNames").length === 0 ? [""] : texts("resourceNames");
    const objects = texts("resources").flatMap(
      (resource) => texts("apiGroups").flatMap((group) => names.map((name) => ({ resource, group, name })))
    );
    const paths = texts("nonResourceURLs").map((path) => ({ resource: path, group: "", name: "" }));
    return texts("verbs").flatMap((verb) => [...objects, ...paths].map((what) => ({ ...what, verb })));
  });
}
function widerForms({ verb, group, resource, name }) {
  return [verb, "*"].flatMap(
    (v) => [group, "*"].flatMap(
      (g) => [resource, "*"].flatMap((r) => [name, ""].map((n) => ({ verb: v, group: g, resource: r, name: n })))
    )
  );
}
function keyOf2({ verb, group, resource, name }) {
  return JSON.stringify([verb, group, resource, name]);
}
function wordsOf({ verb, group, resource, name }) {
  const what = group === "" ? resource : `${resource}.${group}`;
  return `${verb} ${what}${name === "" ? "" : ` named ${name}`}`;
}
function widerBinding(id, live, next) {
  const before = new Set(live ? subjectsOf(live) : []);
  const added = subjectsOf(next).filter((subject) => !before.has(subject));
  if (added.length === 0) return void 0;
  const role = `${textAt(next, "/roleRef/kind") ?? "Role"} ${textAt(next, "/roleRef/name") ?? ""}`;
  const where = id.namespace === void 0 ? " in the whole cluster" : ` in ${id.namespace}`;
  return `it gives ${role}${where} to ${listed(added)}`;
}
function subjectsOf(binding) {
  return listAt(binding, "/subjects").map((subject) => {
    const namespace = textAt(subject, "/namespace");
    const name = textAt(subject, "/name") ?? "";
    return `${textAt(subject, "/kind") ?? ""} ${namespace === void 0 ? name : `${namespace}/${name}`}`;
  });
}
function listed(words) {
  const more = words.length > mostNamed ? ` and ${words.length - mostNamed} more` : "";
  return `${words.slice(0, mostNamed).join(", ")}${more}`;
}

// src/engines/kubernetes/hooks/intent.ts
function hookIntent(intent, setId) {
  const metadata = isObject(intent.body["metadata"]) ? intent.body["metadata"] : {};
  const { [partOfLabel]: _member, ...labels } = isObject(metadata["labels"]) ? metadata["labels"] : {};
  const body = {
    ...intent.body,
    metadata: { ...metadata, labels: { ...labels, [hookLabel]: setId } }
  };
  return { ...intent, body };
}

// src/engines/kubernetes/plan/intent.ts
function intentOf(manifest, context) {
  const { namespace: written, ...rest } = manifest.id;
  const id = context.isNamespaced ? { ...rest, namespace: written ?? context.namespace } : rest;
  return {
    manifest,
    id,
    key: objectKeyOf(id),
    address: addressOf(id),
    confirmAddress: confirmAddressOf(id),
    resource: context.resource,
    body: normalizeIntent(withMetadata(manifest.object, id, context.setId), id)
  };
}
function withMetadata(object, id, setId) {
  const { creationTimestamp: _unset, ...metadata } = isObject(object["metadata"]) ? object["metadata"] : {};
  const labels = isObject(metadata["labels"]) ? metadata["labels"] : {};
  const { status: _status, ...rest } = object;
  return {
    ...rest,
    metadata: {
      ...metadata,
      ...id.namespace !== void 0 && { namespace: id.namespace },
      labels: { ...labels, [partOfLabel]: setId }
    }
  };
}
function normalizeIntent(object, id) {
  if (id.group === "" && id.kind === "Secret") return withDataOnly(object);
  if (id.group === "" && id.kind === "Service") return withPortProtocols(object, ["spec", "ports"]);
  const pointer = podSpecPointerOf(id);
  if (pointer === void 0) return object;
  const podSpec = splitPointer(pointer);
  return ["containers", "initContainers"].reduce(
    (result, list) => mapListAt(result, [...podSpec, list], (container) => withPortProtocols(container, ["ports"])),
    object
  );
}
function withDataOnly(secret) {
  const { stringData, ...rest } = secret;
  if (!isObject(stringData)) return secret;
  const encoded = Object.entries(stringData).map(([key, value]) => [
    key,
    typeof value === "string" ? Buffer.from(value, "utf8").toString("base64") : value
  ]);
  const data = isObject(rest["data"]) ? rest["data"] : {};
  return { ...rest, data: { ...data, ...Object.fromEntries(encoded) } };
}
function withPortProtocols(object, path) {
  return mapListAt(
    object,
    path,
    (port) => textAt(port, "/protocol") === void 0 ? { ...port, protocol: "TCP" } : port
  );
}
function mapListAt(object, path, change) {
  const [first, ...rest] = path;
  if (first === void 0) return object;
  const child = object[first];
  if (rest.length > 0)
    return isObject(child) ? { ...object, [first]: mapListAt(child, rest, change) } : object;
  if (!isList(child)) return object;
  return { ...object, [first]: child.map((item) => isObject(item) ? change(item) : item) };
}

// src/engines/kubernetes/plan/resolve.ts
async function resolveSet({
  manifests,
  cluster,
  ...place
}) {
  const { members, hooks } = splitHooks(manifests);
  const marks = new Map(hooks.map(({ manifest, mark: mark2 }) => [manifest, mark2]));
  const all = await resolveIntents([...members, ...marks.keys()], cluster, place);
  return {
    ...all,
    intents: all.intents.filter(({ manifest }) => !marks.has(manifest)),
    hooks: all.intents.flatMap((intent) => {
      const mark2 = marks.get(intent.manifest);
      return mark2 ? [{ intent: hookIntent(intent, place.setId), mark: mark2 }] : [];
    })
  };
}
async function resolveIntents(manifests, cluster, place) {
  const ownKinds = kindsOfCrds(manifests);
  const diagnostics = [];
  const intents = [];
  for (const manifest of manifests) {
    const resource = await cluster.resourceOf(manifest.id, "plan");
    const ownKind = ownKinds.get(`${manifest.id.group}/${manifest.id.kind}`);
    if (!resource && ownKind === void 0) {
      diagnostics.push(notServed(manifest));
      continue;
    }
    const isNamespaced = resource ? resource.namespaced : ownKind === "Namespaced";
    if (!isNamespaced && manifest.id.namespace !== void 0)
      diagnostics.push(namespaceOnClusterKind(manifest));
    intents.push(intentOf(manifest, { resource, isNamespaced, ...place }));
  }
  return { intents, diagnostics: [...diagnostics, ...doubles(intents)] };
}
function kindsOfCrds(manifests) {
  const crds = manifests.filter(
    (manifest) => manifest.id.kind === "CustomResourceDefinition" && manifest.id.group === "apiextensions.k8s.io"
  );
  return new Map(crds.map(({ object }) => [kindOfCrd(object), textAt(object, "/spec/scope") ?? ""]));
}
function kindOfCrd(crd) {
  return `${textAt(crd, "/spec/group") ?? ""}/${textAt(crd, "/spec/names/kind") ?? ""}`;
}
function doubles(intents) {
  const first = /* @__PURE__ */ new Map();
  const found = [];
  for (const intent of intents) {
    const earlier = first.get(intent.key);
    if (!earlier) {
      first.set(intent.key, intent);
      continue;
    }
    const { file, line } = earlier.manifest.location;
    found.push({
      code: "duplicate-object",
      severity: "error",
      message: `${intent.address} is already defined in ${file}:${line}`,
      hint: "Keep one of the two; with two the last one to be applied would win.",
      location: intent.manifest.location,
      address: intent.address
    });
  }
  return found;
}
function notServed(manifest) {
  return {
    code: "kind-not-served",
    severity: "error",
    message: `the cluster does not serve ${apiVersionOf(manifest.id)} ${manifest.id.kind}`,
    hint: "Install its CustomResourceDefinition first, add it to this path, or write an API version that this cluster serves (kubectl api-resources).",
    location: manifest.positions.value("/kind")
  };
}
function namespaceOnClusterKind(manifest) {
  return {
    code: "namespace-on-cluster-kind",
    severity: "error",
    message: `${manifest.id.kind} ${manifest.id.name} names a namespace, but ${manifest.id.kind} objects do not live in namespaces`,
    hint: "Remove metadata.namespace.",
    location: manifest.positions.value("/metadata/namespace")
  };
}

// src/engines/kubernetes/plan/checked-locally.ts
function checkedLocally(intents) {
  const crds = intents.filter(({ id }) => id.kind === "CustomResourceDefinition");
  const rules = new Map(
    crds.flatMap(
      ({ body }) => listAt(body, "/spec/versions").map((version) => [
        `${kindOfCrd(body)}/${textAt(version, "/name") ?? ""}`,
        rulesIn(isObject(version) ? version["schema"] ?? null : null)
      ])
    )
  );
  return ({ id }) => {
    const count = rules.get(`${id.group}/${id.kind}/${id.version}`) ?? 0;
    if (count === 0) return "validated locally only";
    return `validated locally only, and ${count === 1 ? "its CEL rule is" : `its ${count} CEL rules are`} not checked`;
  };
}
function rulesIn(schema) {
  if (isList(schema)) return schema.reduce((sum, item) => sum + rulesIn(item), 0);
  if (!isObject(schema)) return 0;
  return Object.entries(schema).reduce(
    (sum, [key, value]) => sum + (key === "x-kubernetes-validations" && isList(value) ? value.length : rulesIn(value)),
    0
  );
}

// src/engines/kubernetes/plan/digest.ts
import { createHash } from "node:crypto";
function planEntriesOf(changes, bodies) {
  return changes.filter((change) => change.action !== "unchanged").map((change) => entryOf(change, bodies.get(change.address))).toSorted((a, b) => a.address < b.address ? -1 : 1);
}
function entryOf(change, body) {
  const fields = change.fields.map((field) => ({ path: field.path, value: digestOf(field.after ?? null) })).toSorted((a, b) => a.path < b.path ? -1 : 1);
  const isNew = change.action === "create" || change.action === "recreate";
  const value = isNew && body ? digestOf(body) : null;
  return { address: change.address, action: change.action, fields, value };
}
function digestOf(masked) {
  return sha256(canonicalJson(withoutMarkKeys(masked)));
}
function sha256(text) {
  return createHash("sha256").update(text).digest("hex");
}

// src/engines/kubernetes/plan/mask.ts
function maskFor({ manifest }, object, markOf) {
  return maskWithPointers(object, manifest.secretPointers ?? [], markOf);
}

// src/engines/kubernetes/plan/describe-field.ts
function describeField(field, intent, live, secrets) {
  const markOf = (value) => secrets.markOf(value);
  const before = valueAtField(maskFor(intent, live, markOf), field.path);
  const after = valueAtField(maskFor(intent, intent.body, markOf), field.path);
  const source = after === void 0 ? live : intent.body;
  return {
    path: joinPointer(partsOfField(source, field.path)),
    label: labelOf(field.path),
    ...before !== void 0 && { before },
    ...after !== void 0 && { after },
    ...field.owners.length > 0 && { owner: field.owners.join(", ") },
    masked: holdsMark(before) || holdsMark(after),
    why: field.why
  };
}
function labelOf(path) {
  return nodeOf(path).reduce((label, step) => {
    const words = wordsOfStep(step);
    return step.startsWith("f:") ? labelOfKey(label, words.join("")) : labelOfItem(label, words.join("/"));
  }, "");
}
function rulePointerOf(path) {
  return joinPointer(nodeOf(path).map((step) => wordsOfStep(step)[0] ?? "*"));
}

// src/engines/kubernetes/plan/field-path.ts
function pointerOfField(object, field) {
  const parts = [];
  let rest = field;
  let current = object;
  while (rest !== "" && current !== void 0 && current !== null) {
    const part = isList(current) ? indexAt(rest) : isObject(current) ? keyAt(rest, current) : void 0;
    if (part === void 0) break;
    current = isList(current) ? current[Number(part)] : isObject(current) ? current[part] : void 0;
    if (current === void 0) break;
    parts.push(part);
    rest = rest.slice(
      rest.startsWith("[") ? part.length + 2 : rest.startsWith(".") ? part.length + 1 : part.length
    );
  }
  return joinPointer(parts);
}
function indexAt(text) {
  return /^\[(\d+)\]/.exec(text)?.[1];
}
function keyAt(text, object) {
  const bracketed = /^\[([^\]]*)\]/.exec(text)?.[1];
  if (bracketed !== void 0) return Object.hasOwn(object, bracketed) ? bracketed : void 0;
  const bare = text.startsWith(".") ? text.slice(1) : text;
  const fits = Object.keys(object).filter(
    (key) => bare === key || bare.startsWith(`${key}.`) || bare.startsWith(`${key}[`)
  );
  return fits.toSorted((a, b) => b.length - a.length)[0];
}

// src/engines/kubernetes/plan/rule-line.ts
function ruleFor(manager2, { kind, group }, path) {
  const isCustom = group.includes(".") && !group.endsWith(".k8s.io");
  const parts = [
    ["manager", manager2],
    ["kind", isCustom ? `${kind}.${group}` : kind],
    ["field", rulePointerOf(path)]
  ];
  return parts.map(([name, value = ""]) => `${name}=${/\s/.test(value) ? `"${value}"` : value}`).join(" ");
}
function pasteRules(why, rules, host) {
  const lines = host === "terminal" ? [`--conflicts ${inQuotes(rules.join("\n"))}`] : ["conflicts: |", ...rules.map((rule) => `  ${rule}`)];
  return `${why}:
${lines.join("\n")}`;
}

// src/engines/kubernetes/plan/conflict.ts
var longestValue = 120;
function conflictFinding(field, intent, live, { secrets, host }) {
  const managers = [...new Set(field.owners.map((owner) => owner.manager))];
  const shown = describeField({ path: field.path, owners: managers, why: "" }, intent, live, secrets);
  const rules = managers.map((name) => `take ${ruleFor(name, intent.id, field.path)}`);
  const where = host === "terminal" ? "run again with" : "add to the step";
  const why = `To let the manifest have it, ${where} this; "leave" instead of "take" lets ${managers.join(" and ")} have it, and so does taking the field out of the manifest`;
  return {
    code: "field-conflict",
    severity: "error",
    message: `${intent.address}: ${shown.label} belongs to ${managers.join(" and ")}, which set it to ${inWords(shown.before)}; the manifest says ${inWords(shown.after)}`,
    hint: pasteRules(why, rules, host),
    location: intent.manifest.positions.value(joinPointer(partsOfField(intent.manifest.object, field.path))),
    address: intent.address
  };
}
function missedFieldHint(field, { id }, live, host) {
  const pointer = pointerOfField(live, field);
  const held = managedFieldsOf(live).flatMap(
    (entry) => isTrace(entry) ? [...leavesOf(entry.fields).values()].filter((path) => joinPointer(partsOfField(live, path)) === pointer).map((path) => ({ name: entry.manager, rule: `leave ${ruleFor(entry.manager, id, path)}` })) : []
  );
  const [first] = held;
  if (!first || pointer === "") return void 0;
  const where = host === "terminal" ? "run again with" : "add to the step";
  const why = `${first.name} set it in the cluster, and it goes because the manifest does not have it. Write it into the manifest; or, to leave it to ${first.name}, ${where} this`;
  return pasteRules(why, [...new Set(held.map(({ rule }) => rule))], host);
}
function inWords(value) {
  if (value === void 0) return "nothing";
  const text = stringifyJson(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}… (${text.length} characters)` : text;
}

// src/engines/kubernetes/plan/rules.ts
function meansObject(rule, id) {
  const kinds = [id.kind, `${id.kind}.${id.group}`];
  return (rule.kind === void 0 || kinds.includes(rule.kind)) && (rule.namespace === void 0 || matches(rule.namespace, id.namespace ?? "")) && (rule.name === void 0 || matches(rule.name, id.name));
}
function meansManager(rule, manager2) {
  return rule.manager === void 0 || matches(rule.manager, manager2);
}
function meansField(rule, path) {
  if (rule.field === void 0) return true;
  return splitPointer(rule.field).every((part, index) => {
    const step = path[index];
    return step !== void 0 && meansStep(part, step);
  });
}
function ignoringRule(rules, id) {
  return rules.find((rule) => rule.field === void 0 && rule.manager === void 0 && meansObject(rule, id));
}
function fieldsAt(pointer, object, keysAt) {
  const walk = (value, parts, path, pattern) => {
    const [part, ...rest] = parts;
    if (part === void 0) return [path];
    if (isObject(value)) {
      const names = Object.keys(value).filter((name) => part === "*" || part === name);
      return names.flatMap(
        (name) => walk(value[name] ?? null, rest, [...path, `f:${name}`], [...pattern, name])
      );
    }
    if (!isList(value)) return [];
    return value.flatMap((item, index) => {
      const step = stepOfItem(item, index, keysAt(pattern));
      const isMeant = meansStep(part, step) || part === String(index);
      return isMeant ? walk(item, rest, [...path, step], [...pattern, "*"]) : [];
    });
  };
  return walk(object, splitPointer(pointer), [], []);
}
function stepOfItem(item, index, keys) {
  if (keys === "set") return `v:${stringifyJson(item)}`;
  const names = Array.isArray(keys) ? keys : ["name"];
  if (!isObject(item) || !names.some((name) => Object.hasOwn(item, name))) return `i:${index}`;
  const given = names.filter((name) => Object.hasOwn(item, name)).toSorted((a, b) => a < b ? -1 : 1);
  return `k:${stringifyJson(Object.fromEntries(given.map((name) => [name, item[name] ?? null])))}`;
}
function meansStep(part, step) {
  return part === "*" || wordsOfStep(step).includes(part);
}
function matches(pattern, text) {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}

// src/engines/kubernetes/plan/derived.ts
function outdatedFields({
  id,
  want,
  live,
  ownership,
  keysAt,
  rules
}) {
  const rows = derivedIn(id);
  if (rows.length === 0) return [];
  return rows.flatMap(
    ({ at, field, from, isOutdated }) => fieldsAt(at, live, keysAt).flatMap((parent) => {
      const [wanted, found] = [valueAtField(want, parent), valueAtField(live, parent)];
      if (!isObject(wanted) || !isObject(found) || field in wanted || !(field in found)) return [];
      const isGoing = () => !(from in wanted) && from in found && isLeaving([...parent, `f:${from}`], ownership);
      const path = [...parent, `f:${field}`];
      const isFree = !isHeld(path, ownership) && !isIgnored(path, id, rules);
      return isOutdated(wanted, found, isGoing) && isFree ? [path] : [];
    })
  );
}
function derivedIn(id) {
  const podSpec = podSpecPointerOf(id);
  const inPods = podSpec === void 0 || id.kind === "Pod" ? [] : ofPods(podSpec);
  return [...inPods, ...ofKinds[groupKindOf(id)] ?? []];
}
function ofPods(podSpec) {
  return [
    {
      at: podSpec,
      field: "serviceAccount",
      from: "serviceAccountName",
      isOutdated: (_wanted, _found, isGoing) => isGoing()
    },
    {
      at: podSpec,
      field: "serviceAccountName",
      from: "serviceAccount",
      isOutdated: (wanted, found, isGoing) => isGoing() || "serviceAccount" in wanted && !isEqual(wanted["serviceAccount"], found["serviceAccountName"])
    },
    ...["initContainers", "containers"].map((list) => ({
      at: `${podSpec}/${list}/*`,
      field: "imagePullPolicy",
      from: "image",
      isOutdated: (wanted, found) => isLatest(wanted["image"]) !== isLatest(found["image"])
    }))
  ];
}
var ofKinds = {
  "NetworkPolicy.networking.k8s.io": [
    {
      at: "/spec",
      field: "policyTypes",
      from: "egress",
      isOutdated: (wanted, found) => !isEqual(found["policyTypes"], policyTypesOf(wanted))
    }
  ],
  ReplicationController: [
    {
      at: "/spec",
      field: "selector",
      from: "template",
      isOutdated: (wanted, found) => !isEqual(found["selector"], labelsOf(wanted["template"]))
    }
  ]
};
function policyTypesOf(spec) {
  const { egress } = spec;
  return isList(egress) && egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}
function labelsOf(template) {
  const metadata = isObject(template) ? template["metadata"] : void 0;
  return isObject(metadata) ? metadata["labels"] : void 0;
}
function isLatest(image) {
  const parsed = typeof image === "string" ? parseImage(image) : void 0;
  return parsed !== void 0 && (parsed.tag ?? (parsed.digest === void 0 ? "latest" : "")) === "latest";
}
function keptAddress({ id, want, live, ownership }) {
  const specs = serviceSpecs(id, want, live);
  if (!specs || specs.found["clusterIP"] !== "None") return void 0;
  if ("clusterIP" in specs.wanted || "clusterIPs" in specs.wanted) return void 0;
  return isLeaving(["f:spec", "f:clusterIP"], ownership) ? "spec.clusterIP" : void 0;
}
function withFamilyPolicy({ id, want, live, ownership }) {
  const specs = serviceSpecs(id, want, live);
  if (!specs || "ipFamilyPolicy" in specs.wanted || !("selector" in specs.wanted)) return want;
  if ((specs.found["ipFamilyPolicy"] ?? "SingleStack") === "SingleStack") return want;
  if (!isLeaving(["f:spec", "f:ipFamilyPolicy"], ownership)) return want;
  return { ...want, spec: { ...specs.wanted, ipFamilyPolicy: "SingleStack" } };
}
function serviceSpecs(id, want, live) {
  const [wanted, found] = [want["spec"], live["spec"]];
  if (id.group !== "" || id.kind !== "Service" || !isObject(wanted) || !isObject(found)) return void 0;
  return wanted["type"] === "ExternalName" ? void 0 : { wanted, found };
}
function isLeaving(path, { ours, traces, others }) {
  return holderOf(ours, traces)(path) && !holderOf(...others.map((entry) => leavesOf(entry.fields)))(path);
}
function isHeld(path, { ours, traces, others }) {
  return holderOf(ours, traces, ...others.map((entry) => leavesOf(entry.fields)))(path);
}
function isIgnored(path, id, { ignore }) {
  return ignore.some((rule) => rule.field !== void 0 && meansObject(rule, id) && meansField(rule, path));
}

// src/engines/kubernetes/plan/exact.ts
function isExactlyOurs(live, intent, id, manager2) {
  const ours = managedFieldsOf(live).filter((entry2) => entry2.manager === manager2);
  const [entry, ...others] = ours;
  if (!entry || others.length > 0 || entry.operation !== "Apply" || entry.subresource !== "") return false;
  if (entry.apiVersion !== apiVersionOf(id)) return false;
  return agrees(entry.fields, withoutIdentity(intent), live);
}
function withoutIdentity(object) {
  const { apiVersion: _apiVersion, kind: _kind, status: _status, metadata, ...rest } = object;
  if (!isObject(metadata)) return rest;
  const { name: _name, namespace: _namespace, ...marks } = metadata;
  return { ...rest, metadata: marks };
}
function agrees(fields, want, have) {
  if (isLeaf(fields)) return isEqual(want, have);
  if (isObject(want)) return isObject(have) && mapAgrees(fields, want, have);
  return isList(want) && isList(have) && listAgrees(fields, want, have);
}
function mapAgrees(fields, want, have) {
  const owned = Object.keys(fields).filter((name) => name !== ".");
  if (owned.length !== Object.keys(want).length) return false;
  return Object.entries(want).every(([key, value]) => {
    const child = fields[`f:${key}`];
    return isObject(child) && agrees(child, value, have[key]);
  });
}
function listAgrees(fields, want, have) {
  const names = Object.keys(fields).filter((name) => name !== ".");
  if (names.length !== want.length) return false;
  let lastIndex = -1;
  return want.every((item) => {
    const name = names.find((candidate) => mayName(candidate, item));
    const index = name === void 0 ? -1 : have.findIndex((candidate) => namesItem(name, candidate));
    if (name === void 0 || index <= lastIndex) return false;
    lastIndex = index;
    const child = fields[name];
    return isObject(child) && agrees(child, item, have[index]);
  });
}
function mayName(name, item) {
  if (name.startsWith("v:")) return namesItem(name, item);
  const keys = name.startsWith("k:") ? parseJson(name.slice(2)) : null;
  if (!isObject(keys) || !isObject(item)) return false;
  return Object.entries(keys).every(([key, value]) => !(key in item) || isEqual(item[key], value));
}

// src/engines/kubernetes/plan/left-behind.ts
var mostNamed2 = 5;
function leftBehind({ id, address, manifest }, live) {
  const version = apiVersionOf(id);
  const entries = managedFieldsOf(live).filter((entry) => isTrace(entry) && entry.apiVersion !== version);
  return entries.flatMap((entry) => {
    const paths = [...leavesOf(entry.fields).values()].filter(
      (path) => path.at(-1) !== "." && valueAtField(live, path) === void 0
    );
    if (paths.length === 0) return [];
    const names = paths.slice(0, mostNamed2).map(labelOf).join(", ");
    const more = paths.length > mostNamed2 ? ` and ${paths.length - mostNamed2} more` : "";
    return [
      {
        code: "field-left-behind",
        severity: "notice",
        message: `${address}: ${entry.manager} set ${names}${more} under ${entry.apiVersion}; ${version} has no such field, so what it stands for stays unless the manifest sets it`,
        hint: `Look at what ${version} makes of it (kubectl get -o yaml) and write it into the manifest.`,
        location: manifest.location,
        address
      }
    ];
  });
}

// src/engines/kubernetes/plan/fields.ts
var assigned = "(assigned)";
var assignedPaths = /^\/spec\/(?:clusterIPs?|healthCheckNodePort|ports\/\d+\/nodePort)$/;
function changedFields(intent, live, next, context) {
  const markOf = (value) => context.secrets.markOf(value);
  const before = maskFor(intent, normalizeForDiff(live), markOf);
  const after = maskFor(intent, normalizeForDiff(next), markOf);
  const fields = diffFields(before, after, context.listKeysOf(intent)).map((field) => {
    const owners = field.beforePath === void 0 ? [] : ownersOf(live, field.beforePath);
    const others = owners.filter((entry) => entry.manager !== manager);
    const owner = [...new Set(others.map((entry) => entry.manager))].join(", ");
    const ownerSince = others.map(({ time }) => time).toSorted().at(-1) ?? "";
    const shown = isAssigned(field, intent) ? { ...field, after: assigned } : withAssignedPort(field, intent);
    return owner === "" ? shown : { ...shown, owner, ...ownerSince !== "" && { ownerSince } };
  });
  return [...fields, ...membershipChange(live, next)];
}
function isAssigned(field, { id, body }) {
  const isService = id.group === "" && id.kind === "Service";
  if (!isService || field.after === void 0 || field.after === "None") return false;
  return assignedPaths.test(field.path) && valueAt(body, field.path) === void 0;
}
function withAssignedPort(field, { id, body }) {
  const isPort = id.group === "" && id.kind === "Service" && /^\/spec\/ports\/\d+$/.test(field.path);
  if (!isPort || !isObject(field.after) || !("nodePort" in field.after)) return field;
  const isGiven = valueAt(body, `${field.path}/nodePort`) !== void 0;
  return isGiven ? field : { ...field, after: { ...field.after, nodePort: assigned } };
}
function membershipChange(live, next) {
  const [before, after] = [memberOf(live), memberOf(next)];
  if (before === after || after === void 0) return [];
  const label = `metadata.labels[${JSON.stringify(partOfLabel)}]`;
  const path = joinPointer(["metadata", "labels", partOfLabel]);
  return [{ path, label, ...before !== void 0 && { before }, after, masked: false }];
}

// src/engines/kubernetes/plan/foreign-set.ts
function foreignSet(intent, live, setId) {
  const owner = memberOf(live);
  if (owner === void 0 || owner === setId) return void 0;
  return {
    code: "owned-elsewhere",
    severity: "error",
    message: `${intent.address} belongs to another set (${partOfLabel}: ${owner})`,
    hint: `Declare it in one place only. To move it here, let the other deploy give it up first, or take the label off: kubectl label ${kubectlName(intent.id)} ${partOfLabel}-`,
    location: intent.manifest.location,
    address: intent.address
  };
}
function kubectlName({ kind, version, group, name, namespace }) {
  const type = group === "" ? kind.toLowerCase() : `${kind}.${version}.${group}`;
  return `${type}/${name}${namespace === void 0 ? "" : ` -n ${namespace}`}`;
}

// src/engines/kubernetes/plan/local-merge.ts
function mergeLocally(input) {
  const { live, want, released, others, keysAt } = input;
  const isHeld2 = holderOf(others);
  const isWanted = (node) => valueAtField(want, node) !== void 0;
  const left = withoutFields(live, released, (node) => isWanted(node) || isHeld2(node));
  const whole = atomicMaps(live, unite([released, others])).filter(isWanted);
  const emptied = whole.reduce((rest, node) => withoutField(rest, node), left);
  return layOver(isObject(emptied) ? emptied : left, want, keysAt);
}
function atomicMaps(live, fields) {
  const paths = [...fields.values()];
  const above = new Set(paths.flatMap((path) => path.map((_, end) => keyOf(path.slice(0, end)))));
  return paths.filter((path) => {
    const value = path.at(-1) === "." ? void 0 : valueAtField(live, path);
    return isObject(value) && Object.keys(value).length > 0 && !above.has(keyOf(path));
  });
}
function withoutFields(object, fields, mustStay) {
  const leaving = [...fields.values()].map(nodeOf).filter((node) => !mustStay(node));
  const nodes = new Map(leaving.map((node) => topmost(node, mustStay)).map((node) => [keyOf(node), node]));
  const whole = [...nodes.values()].filter(
    (node) => !node.some((_, end) => end > 0 && nodes.has(keyOf(node.slice(0, end))))
  );
  const result = whole.reduce((rest, node) => withoutField(rest, node), object);
  return isObject(result) ? result : object;
}
function topmost(node, mustStay) {
  const parent = node.slice(0, -1);
  const isPart = parent.length > 0 && parent.at(-1)?.startsWith("f:") === true;
  return isPart && !mustStay(parent) ? topmost(parent, mustStay) : node;
}
function layOver(below, above, keysAt) {
  return layMap(below, above, [], keysAt);
}
function layMap(below, above, path, keysAt) {
  const entries = Object.entries(above).map(([key, value]) => [
    key,
    layValue(Object.hasOwn(below, key) ? below[key] : void 0, value, [...path, key], keysAt)
  ]);
  return { ...below, ...Object.fromEntries(entries) };
}
function layValue(below, above, path, keysAt) {
  if (isObject(below) && isObject(above)) return layMap(below, above, path, keysAt);
  if (!isList(below) || !isList(above)) return above;
  const keys = keysAt(path);
  if (keys === "set") return [...above, ...below.filter((item) => !above.includes(item))];
  if (keys === void 0 || keys === "atomic") return above;
  const rest = [...below];
  const laid = above.map((item) => {
    const index = rest.findIndex((other) => keys.every((key) => partOf(other, key) === partOf(item, key)));
    const [former] = index === -1 ? [] : rest.splice(index, 1);
    return layValue(former, item, [...path, "*"], keysAt);
  });
  return [...laid, ...rest];
}
function partOf(item, key) {
  return isObject(item) ? item[key] : void 0;
}

// src/engines/kubernetes/plan/local.ts
function identityOf({ address, confirmAddress, manifest }, fields = []) {
  return { address, confirmAddress, location: placeOfChange(manifest, fields) };
}
function localCreate(intent, context, note) {
  const after = maskFor(intent, normalizeForDiff(intent.body), (value) => context.secrets.markOf(value));
  return {
    ...identityOf(intent),
    action: "create",
    fields: [],
    evidence: "local",
    after,
    ...note !== void 0 && { note }
  };
}
function localUpdate(intent, live, context, note) {
  const ownership = ownershipOf(live);
  const others = unite(ownership.others.map((entry) => leavesOf(entry.fields)));
  const keysAt = context.listKeysOf(intent);
  const outdated = outdatedFields({
    id: intent.id,
    want: intent.body,
    live,
    ownership,
    keysAt,
    rules: context.rules
  });
  const claimed = new Map(outdated.map((path) => [keyOf(path), path]));
  const released = unite([ownership.ours, ownership.traces, claimed]);
  const end = mergeLocally({ live, want: intent.body, released, others, keysAt });
  const fields = changedFields(intent, live, end, context);
  const action = fields.length === 0 ? "unchanged" : "update";
  return { ...identityOf(intent, fields), action, fields, evidence: "local", note };
}

// src/engines/kubernetes/plan/claims.ts
var oneOfTexts = /may not specify more than 1|may not be (?:specified|used) when|only allowed for updateStrategy/;
function isOneOf(cause) {
  return oneOfTexts.test(cause.message);
}
function claimsOf(causes, live, want, ownership, keysAt) {
  const isHeld2 = holderOf(...ownership.others.map((entry) => leavesOf(entry.fields)));
  return causes.filter(isOneOf).flatMap((cause) => armsOf(partsOf(cause.field), live, want, keysAt)).filter((path) => !isHeld2(path));
}
function armsOf(parts, live, want, keysAt) {
  const arm = parts.at(-1);
  if (arm === void 0) return [];
  const parents = fieldsAt(joinPointer(parts.slice(0, -1)), live, keysAt);
  return parents.flatMap((parent) => {
    const [found, wanted] = [valueAtField(live, parent), valueAtField(want, parent)];
    if (!isObject(found) || !isObject(wanted)) return [];
    const names = Object.hasOwn(wanted, arm) ? Object.keys(found) : [arm];
    return names.filter((name) => Object.hasOwn(found, name) && !Object.hasOwn(wanted, name)).map((name) => [...parent, `f:${name}`]);
  });
}
function partsOf(field) {
  return field.replaceAll(/\[[^\]]*\]/g, ".*").split(".").filter((part) => part !== "");
}

// src/engines/kubernetes/plan/contested.ts
function contestedFields(input) {
  const left = managedFieldsOf(input.after);
  const found = /* @__PURE__ */ new Map();
  for (const entry of input.entries) {
    const still = leavesOfManager(left, entry);
    for (const [key, path] of leavesOf(entry.fields)) {
      if (still.has(key) || path.at(-1) === ".") continue;
      const wanted = valueAtField(input.want, path);
      if (wanted === void 0 || isEqual(wanted, valueAtField(input.live, path))) continue;
      found.set(key, { path, owners: [...found.get(key)?.owners ?? [], entry] });
    }
  }
  return [...found.values()];
}
function leavesOfManager(entries, of) {
  const same = entries.filter(
    (entry) => entry.manager === of.manager && entry.operation === of.operation && entry.subresource === of.subresource
  );
  return unite(same.map((entry) => leavesOf(entry.fields)));
}

// src/engines/kubernetes/plan/decide.ts
var knownControllers = [
  // Service addresses, claims' volumes, Node and token fields, and the replicas that an autoscaler sets.
  /^(?:kube-controller-manager|kube-scheduler|kube-apiserver|cloud-controller-manager|kubelet)$/,
  /^(?:horizontal-pod-autoscaler|vpa-(?:updater|recommender|admission-controller)|keda(?:-operator)?|cluster-autoscaler)$/,
  // CA bundles: cert-manager's injector, OpenShift's service CA, Istio's and Linkerd's own webhooks.
  /^(?:cert-manager-)?cainjector$/,
  /^(?:service-ca-operator|pilot-discovery|istiod|linkerd-.*injector|olm|lifecycle-manager)$/,
  // Fields that load balancers and DNS write onto Services and Ingresses.
  /^(?:aws-load-balancer-controller|gce-ingress-controller|glbc|nginx-ingress-controller|external-dns)$/
];
var injectedFields = [
  { text: "", kind: "MutatingWebhookConfiguration", field: "/webhooks/*/clientConfig/caBundle" },
  { text: "", kind: "ValidatingWebhookConfiguration", field: "/webhooks/*/clientConfig/caBundle" },
  { text: "", kind: "APIService", field: "/spec/caBundle" },
  {
    text: "",
    kind: "CustomResourceDefinition",
    field: "/spec/conversion/webhook/clientConfig/caBundle"
  }
];
function decideOn(owner, path, id, rules) {
  const isMeant = (rule2) => meansObject(rule2, id) && meansManager(rule2, owner.manager) && meansField(rule2, path);
  const rule = rules.conflicts.find(isMeant);
  if (rule) return { action: rule.action, why: "rule", rule: rule.text };
  const ignored = rules.ignore.find((each) => each.manager !== void 0 && isMeant(each));
  if (ignored) return { action: "leave", why: "rule", rule: ignored.text };
  if (isPerson(owner.manager)) return { action: "take", why: "trace" };
  const isController = owner.subresource === "scale" || knownControllers.some((pattern) => pattern.test(owner.manager)) || injectedFields.some((field) => meansObject(field, id) && meansField(field, path));
  return isController ? { action: "leave", why: "controller" } : { action: "fail", why: "unknown" };
}
function isPerson(name) {
  return /^(?:before-first-apply|helm|k9s|rancher|Mozilla|kubectl.*)$/.test(name) || name === manager;
}

// src/engines/kubernetes/plan/set-aside.ts
function payloadOf(input) {
  const ignored = ignoredFields(input);
  const left = leftFields(input, ignored.body);
  return {
    body: left.reduce((body, { path }) => stripped(body, path), ignored.body),
    setAside: [...ignored.setAside, ...left],
    spared: unite([ignored.spared, sparedByManager(input)])
  };
}
function withoutMore(payload, more) {
  return {
    ...payload,
    body: more.reduce((body, { path }) => stripped(body, path), payload.body),
    setAside: [...payload.setAside, ...more]
  };
}
function reasonOf(decision) {
  return decision.rule === void 0 ? "a controller that is known to set it" : `rule "${decision.rule}"`;
}
function ignoredFields({ id, want, live, ownership, rules, keysAt }) {
  const isHeld2 = holderOf(...ownership.others.map((entry) => leavesOf(entry.fields)), ownership.traces);
  const isOwn = holderOf(ownership.ours);
  let body = want;
  const setAside = [];
  const spared = /* @__PURE__ */ new Map();
  for (const rule of rules.ignore.filter((each) => isFieldRule(each) && meansObject(each, id))) {
    for (const path of placesOf(rule, [want, live], keysAt)) {
      const [wanted, found] = [valueAtField(body, path), valueAtField(live, path)];
      if (isEqual(wanted, found) || wanted === void 0 && !isOwn(path) && !isHeld2(path)) continue;
      spared.set(keyOf(path), path);
      if (wanted === void 0 && !isOwn(path) && !isTraced(path, ownership)) continue;
      if (found === void 0 || isHeld2(path)) body = stripped(body, path);
      else body = objectOr(withField(body, path, found), body);
      setAside.push({ path, owners: ownersAt(live, path), why: `rule "${rule.text}"` });
    }
  }
  return { body, setAside, spared };
}
function isFieldRule(rule) {
  return rule.field !== void 0 && rule.manager === void 0;
}
function isTraced(path, ownership) {
  return holderOf(ownership.traces)(path);
}
function placesOf(rule, objects, keysAt) {
  const places = objects.flatMap((object) => fieldsAt(rule.field ?? "", object, keysAt));
  return new Map(places.map((path) => [keyOf(path), path])).values();
}
function leftFields({ id, live, ownership, rules }, body) {
  const found = /* @__PURE__ */ new Map();
  for (const entry of [...ownership.others, ...tracesWithRule(live, rules)]) {
    for (const [key, path] of leavesOf(entry.fields)) {
      const [wanted, has] = [valueAtField(body, path), valueAtField(live, path)];
      const isSimple = path.at(-1) !== "." && typeof has !== "object";
      if (!isSimple || wanted === void 0 || isEqual(wanted, has) || found.has(key)) continue;
      const decision = decideOn(entry, path, id, rules);
      if (decision.action !== "leave") continue;
      found.set(key, { path, owners: ownersAt(live, path), why: reasonOf(decision) });
    }
  }
  return [...found.values()];
}
function tracesWithRule(live, rules) {
  const named = [...rules.ignore, ...rules.conflicts].some((rule) => rule.manager !== void 0);
  return named ? managedFieldsOf(live).filter((entry) => !isOurs(entry)) : [];
}
function sparedByManager({ id, live, ownership, rules }) {
  const spared = /* @__PURE__ */ new Map();
  for (const entry of tracesWithRule(live, rules)) {
    for (const [key, path] of leavesOf(entry.fields)) {
      if (!ownership.traces.has(key)) continue;
      const decision = decideOn(entry, path, id, rules);
      if (decision.why === "rule" && decision.action === "leave") spared.set(key, path);
    }
  }
  return spared;
}
function ownersAt(live, path) {
  const holders = managedFieldsOf(live).filter(
    (entry) => !isOurs(entry) && holderOf(leavesOf(entry.fields))(path)
  );
  return [...new Set(holders.map((entry) => entry.manager))];
}
function stripped(body, path) {
  const result = withoutField(body, path);
  const parent = path.slice(0, -1);
  const isEmptied = parent.at(-1)?.startsWith("f:") === true && isEmpty(valueAtField(result, parent)) && parent.length > 1;
  return isEmptied ? stripped(objectOr(result, body), parent) : objectOr(result, body);
}
function isEmpty(value) {
  return isObject(value) && Object.keys(value).length === 0;
}
function objectOr(value, otherwise) {
  return isObject(value) ? value : otherwise;
}

// src/engines/kubernetes/plan/predict.ts
var phaseTries = 3;
async function predictUpdate(intent, resource, live, context) {
  const ownership = ownershipOf(live);
  const keysAt = context.listKeysOf(intent);
  const { rules } = context;
  const ask = {
    intent,
    resource,
    live,
    ownership,
    keysAt,
    rules,
    cluster: context.cluster,
    phase: context.phase
  };
  const want = withFamilyPolicy({ id: intent.id, want: intent.body, live, ownership });
  let payload = payloadOf({ id: intent.id, want, live, ownership, rules, keysAt });
  for (; ; ) {
    const answer = await askServer(ask, payload);
    if ("refused" in answer) return { refused: answer.refused, payload };
    const { entries } = ownership;
    const contested = contestedFields({ live, after: answer.witness, want: payload.body, entries });
    const more = contested.flatMap((field) => leftTo(field, intent, live, rules));
    if (more.length === 0) {
      const unknown = contested.filter((field) => isUndecided(field, intent, rules));
      const { witness: _witness, ...known } = answer;
      return { prediction: { ...known, payload, contested: unknown } };
    }
    payload = withoutMore(payload, more);
  }
}
async function askServer(ask, payload) {
  for (let attempt = 1; ; attempt += 1) {
    const dry = await ask.cluster.apply(
      ask.resource,
      ask.intent.id,
      stringifyJson(payload.body),
      { manager, force: true, dryRun: true },
      ask.phase
    );
    const asked = await answered(ask, payload, dry);
    const hasMoved = "refused" in asked && asked.refused.httpStatus === 409;
    if (!hasMoved || attempt === phaseTries) return asked;
  }
}
async function answered(ask, payload, dry) {
  const outdated = outdatedFields({ ...ask, id: ask.intent.id, want: payload.body });
  if (dry.status) return await unlocked(ask, payload, dry, outdated);
  return outdated.length === 0 ? await migrated(ask, payload, dry) : await merged(ask, payload, outdated, dry.warnings);
}
async function migrated(ask, payload, dry) {
  const { ownership } = ask;
  const end = dry.body;
  if (!isObject(end))
    throw new Failure("server-unusable", `the dry run of ${ask.intent.address} answered without an object`);
  const known = { end, witness: end, claims: [], warnings: dry.warnings };
  const others = othersOf(ownership);
  const { ours } = ownershipOf(end);
  const released = without(ownership.traces, ours, others, payload.spared);
  if (released.size === 0) return known;
  const put = withoutFields(end, released, holderOf(ours, others, payload.spared));
  if (isEqual(put, end)) return known;
  const asked = await asPut(ask, put, dry.warnings);
  return "refused" in asked ? await unlocked(ask, payload, asked.refused, []) : { ...asked, witness: end };
}
async function unlocked(ask, payload, dry, outdated) {
  const { live, ownership, keysAt } = ask;
  const causes = dry.status?.causes ?? [];
  const claims = [...claimsOf(causes, live, payload.body, ownership, keysAt), ...outdated];
  if (dry.status?.code !== 422 || ownership.traces.size === 0 && claims.length === 0)
    return { refused: dry };
  return await merged(ask, payload, claims, []);
}
async function merged(ask, payload, claims, warnings) {
  const { live, ownership, keysAt } = ask;
  const claimed = new Map(claims.map((path) => [keyOf(path), path]));
  const others = unite([othersOf(ownership), payload.spared]);
  const released = without(unite([ownership.traces, ownership.ours, claimed]), others);
  const put = mergeLocally({ live, want: payload.body, released, others, keysAt });
  const asked = await asPut(ask, put, warnings);
  return "refused" in asked ? asked : { ...asked, claims };
}
async function asPut(ask, put, warnings) {
  const path = objectPath(ask.resource, ask.intent.id);
  const query = { fieldManager: manager, fieldValidation: "Strict", dryRun: "All" };
  const options = { query, body: stringifyJson(withoutManagedFields(put)), contentType: "application/json" };
  const answer = await ask.cluster.raw("PUT", path, options, ask.phase);
  if (answer.httpStatus === 403 || answer.httpStatus === 405) {
    const localNote = "the server was not asked what goes with the fields of former tools (no right to update): computed here";
    return { end: put, witness: put, claims: [], warnings, localNote };
  }
  if (answer.status || !isObject(answer.body)) return { refused: answer };
  return { end: answer.body, witness: answer.body, claims: [], warnings: [...warnings, ...answer.warnings] };
}
function withoutManagedFields(object) {
  const { metadata, ...rest } = object;
  if (!isObject(metadata)) return object;
  const { managedFields: _managedFields, ...marks } = metadata;
  return { ...rest, metadata: marks };
}
function othersOf(ownership) {
  return unite(ownership.others.map((entry) => leavesOf(entry.fields)));
}
function leftTo(field, intent, live, rules) {
  const { path } = field;
  const decisions = field.owners.map((owner) => decideOn(owner, path, intent.id, rules));
  const left = decisions.find((decision) => decision.action === "leave");
  if (!left || decisions.some((decision) => decision.action === "fail")) return [];
  return [{ path, owners: ownersAt(live, path), why: reasonOf(left) }];
}
function isUndecided({ path, owners }, intent, rules) {
  return owners.some((owner) => decideOn(owner, path, intent.id, rules).action === "fail");
}

// src/engines/kubernetes/plan/prerequisite.ts
var rbac = "rbac.authorization.k8s.io";
function createdPrerequisite(intent, createdKeys) {
  const { id, body } = intent;
  const namespace = id.namespace === void 0 ? {} : { namespace: id.namespace };
  if (id.group === rbac && (id.kind === "RoleBinding" || id.kind === "ClusterRoleBinding")) {
    const kind = textAt(body, "/roleRef/kind") ?? "";
    const name = textAt(body, "/roleRef/name") ?? "";
    const key = objectKeyOf({ group: rbac, version: "v1", kind, name, ...kind === "Role" && namespace });
    return createdKeys.has(key) ? `its ${kind} ${name}` : void 0;
  }
  if (id.group === "" && id.kind === "Pod") {
    const name = textAt(body, "/spec/serviceAccountName") ?? "default";
    const key = objectKeyOf({ group: "", version: "v1", kind: "ServiceAccount", name, ...namespace });
    return createdKeys.has(key) ? `its ServiceAccount ${name}` : void 0;
  }
  return void 0;
}

// src/engines/kubernetes/plan/stand-in.ts
function standInFor(id, body, namespace = id.namespace) {
  const name = `gitops-push-dry-run-${id.name.slice(0, 20).replaceAll(/[^a-z0-9]+/g, "-")}0`;
  const metadata = isObject(body["metadata"]) ? body["metadata"] : {};
  const place = namespace === void 0 ? {} : { namespace };
  return { id: { ...id, name, ...place }, body: { ...body, metadata: { ...metadata, name, ...place } } };
}

// src/engines/kubernetes/plan/recreate.ts
var phase = "plan";
var namedByContent = /* @__PURE__ */ new Set([
  "apiextensions.k8s.io/CustomResourceDefinition",
  "apiregistration.k8s.io/APIService",
  "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration"
]);
async function madeAnew(intent, cluster, keysAt) {
  const { id, resource, body } = intent;
  if (!resource) return void 0;
  if (namedByContent.has(`${id.group}/${id.kind}`)) return body;
  const standIn = standInFor(id, withoutPorts(intent));
  const options = { manager, force: true, dryRun: true };
  const answer = await cluster.apply(resource, standIn.id, stringifyJson(standIn.body), options, phase);
  if (answer.status || !isObject(answer.body)) return void 0;
  const metadata = { ...isObject(answer.body["metadata"]) ? answer.body["metadata"] : {}, name: id.name };
  return layOver({ ...answer.body, metadata }, body, keysAt);
}
function withoutPorts({ id, body }) {
  const spec = body["spec"];
  if (id.group !== "" || id.kind !== "Service" || !isObject(spec)) return body;
  const { healthCheckNodePort: _health, ports, ...rest } = spec;
  const free = (port) => {
    if (!isObject(port)) return port;
    const { nodePort: _nodePort, ...others } = port;
    return others;
  };
  return { ...body, spec: { ...rest, ...isList(ports) && { ports: ports.map(free) } } };
}
async function mayReplace(intent, live, cluster) {
  const { id, resource, body } = intent;
  if (!resource) return false;
  const uid = textAt(live, "/metadata/uid") ?? "";
  const resourceVersion = textAt(live, "/metadata/resourceVersion") ?? "";
  const metadata = { ...isObject(body["metadata"]) ? body["metadata"] : {}, uid, resourceVersion };
  const query = { fieldManager: manager, dryRun: "All" };
  const options = { query, body: stringifyJson({ ...body, metadata }), contentType: "application/json" };
  const answer = await cluster.raw("PUT", objectPath(resource, id), options, phase);
  return answer.status === void 0;
}

// src/engines/kubernetes/plan/risk.ts
var lostByDelete = {
  "/Namespace": "everything in the namespace is deleted with it",
  "/PersistentVolumeClaim": "the data on its volume may be deleted with it",
  "/PersistentVolume": "the volume is released and its data may be deleted",
  "apiextensions.k8s.io/CustomResourceDefinition": "every custom resource of this kind is deleted with it"
};
function deleteRiskOf(id) {
  return lostByDelete[`${id.group}/${id.kind}`];
}
var lostByRecreate = {
  "apps/Deployment": "all its Pods stop until the new ones are ready",
  "apps/DaemonSet": "all its Pods stop until the new ones are ready",
  "apps/ReplicaSet": "all its Pods stop until the new ones are ready",
  "apps/StatefulSet": "its Pods stop while it is made anew; its volume claims and their data stay",
  "batch/Job": "the run so far is lost and the Job runs again",
  "/Service": "its cluster address changes and connections break",
  "/PersistentVolumeClaim": "the data on its volume may be deleted",
  "/PersistentVolume": "the volume is released and its data may be deleted",
  "/Pod": "the Pod stops",
  "/ReplicationController": "all its Pods stop until the new ones are ready",
  "/Secret": "nothing is lost, but a Pod that starts in between waits for it",
  "/ConfigMap": "nothing is lost, but a Pod that starts in between waits for it",
  "/ResourceQuota": "its limits do not hold for a moment",
  "batch/CronJob": "its Jobs are deleted with it",
  "discovery.k8s.io/EndpointSlice": "traffic to its addresses stops for a moment",
  "storage.k8s.io/StorageClass": "volumes that exist stay; new claims wait for a moment",
  "storage.k8s.io/VolumeAttributesClass": "volumes that exist stay; new claims wait for a moment",
  "storage.k8s.io/CSIDriver": "volumes cannot be mounted for a moment",
  "scheduling.k8s.io/PriorityClass": "Pods that run stay; new ones are refused for a moment",
  "node.k8s.io/RuntimeClass": "Pods that run stay; new ones are refused for a moment",
  "networking.k8s.io/IngressClass": "its Ingresses are not served for a moment",
  "resource.k8s.io/ResourceClaim": "the devices that it holds are given back",
  "rbac.authorization.k8s.io/RoleBinding": "access is missing for a moment",
  "rbac.authorization.k8s.io/ClusterRoleBinding": "access is missing for a moment",
  "apiextensions.k8s.io/CustomResourceDefinition": "every custom resource of this kind is deleted with it"
};
function recreateRiskOf(id) {
  return lostByRecreate[`${id.group}/${id.kind}`] ?? "the object is missing for a moment";
}
var immutableTexts = /immutable|updates? to .* (for fields other than|are forbidden)|may not change|may not be changed|may not add or remove|can only be modified|cannot change|must remain in|can not be less than|oldSelf/i;
function isImmutableCause(cause) {
  return cause.field !== "metadata.uid" && immutableTexts.test(cause.message.replaceAll(/"(?:[^"\\]|\\.)*"|\{.*\}:/gs, ""));
}

// src/engines/kubernetes/plan/unasked.ts
var refusers = /admission webhook "([^"]+)"|ValidatingAdmissionPolicy '([^']+)'/;
var noDryRun = /dry[ -]?runs?\b.*\b(?:not|un|no|never|refuse|denied)|(?:not|no|never|refuse)\b.*\bdry[ -]?run/i;
function whyNotAsked(answer) {
  const message = answer.status?.message ?? "";
  const found = refusers.exec(message);
  const name = found?.[1] ?? found?.[2];
  if (name === void 0 || !noDryRun.test(message.slice(found?.index))) return void 0;
  return `${name} takes no dry run: compared here with what was applied last`;
}

// src/engines/kubernetes/plan/unasked-right.ts
function rightMissingToAsk(answer, intention) {
  if (intention === "to write" || answer.httpStatus !== 403) return void 0;
  const message = answer.status?.message ?? "";
  if (message.includes("attempting to grant RBAC permissions not currently held"))
    return "these credentials do not hold the rights that it hands out: validated locally only";
  const missing = parseForbidden(message);
  if (!missing) return void 0;
  const resource = missing.group === "" ? missing.resource : `${missing.resource}.${missing.group}`;
  return `these credentials may not ${missing.verb} ${resource}, which a dry run needs: validated locally only`;
}

// src/engines/kubernetes/plan/refused.ts
async function planRefused(intent, live, answer, context) {
  const unasked = reasonNotAsked(intent, live, answer, context);
  if (unasked !== void 0) {
    const change = live ? localUpdate(intent, live, context, unasked) : localCreate(intent, context, unasked);
    return { change, diagnostics: [], warnings: [] };
  }
  const recreate = live && await recreateOf(intent, live, answer, context);
  if (recreate) return { change: recreate, diagnostics: [], warnings: [] };
  return {
    change: {
      ...identityOf(intent),
      action: "unknown",
      fields: [],
      evidence: "server",
      note: "the server refused it"
    },
    diagnostics: intent.resource ? refusalDiagnostics(intent, intent.resource, answer, live, context) : [],
    warnings: []
  };
}
function reasonNotAsked(intent, live, answer, context) {
  const missing = live ? void 0 : createdPrerequisite(intent, context.createdKeys);
  if (missing !== void 0 && (answer.httpStatus === 403 || answer.httpStatus === 404))
    return `${missing} comes with this change: validated locally only`;
  if (context.changedKinds.has(`${intent.id.group}/${intent.id.kind}`) && answer.httpStatus !== 403)
    return `its CustomResourceDefinition changes with it: ${context.checkedBy(intent)}`;
  return whyNotAsked(answer) ?? rightMissingToAsk(answer, context.intention);
}
async function recreateOf(intent, live, answer, context) {
  const causes = answer.status?.causes.filter((cause) => cause.field !== "metadata.uid") ?? [];
  if (answer.status?.code !== 422 || causes.length === 0 || causes.some(isOneOf)) return void 0;
  const fields = causes.map((cause) => cause.field);
  const recreate = await recreateFor(fields, intent, live, context);
  const isKnown = recreate === void 0 || causes.every(isImmutableCause);
  return isKnown || !await mayReplace(intent, live, context.cluster) ? recreate : void 0;
}
async function recreateFor(causes, intent, live, context) {
  const anew = await madeAnew(intent, context.cluster, context.listKeysOf(intent));
  if (anew === void 0) return void 0;
  const fields = changedFields(intent, live, anew, context);
  const note = `${causes.join(", ")} cannot be changed in place`;
  const risk = recreateRiskOf(intent.id);
  const told = mayBeRecreated(intent) ? { caution: risk } : { risk };
  return { ...identityOf(intent, fields), action: "recreate", fields, evidence: "server", ...told, note };
}
function refusalDiagnostics(intent, resource, answer, live, { host }) {
  const failure = refusal(answer, { verb: "patch", resource, ...intent.id });
  const { positions, object } = intent.manifest;
  const named = failure.code === "object-refused" && answer.status ? refusedFields(answer.status) : [];
  const isSecret2 = intent.id.group === "" && intent.id.kind === "Secret";
  const shared = {
    code: failure.code === "permission-missing" ? failure.code : "server-refused",
    severity: "error",
    address: intent.address,
    ...failure.hint !== void 0 && { hint: failure.hint }
  };
  if (named.length === 0 || isSecret2)
    return [{ ...shared, message: failure.message, location: intent.manifest.location }];
  return named.map(({ field, message, reason }) => ({
    ...shared,
    ...hintOfMissed(live && reason === "FieldValueRequired" && missedFieldHint(field, intent, live, host)),
    message: `${intent.address}: ${field}: ${message}`,
    location: positions.value(pointerOfField(object, field))
  }));
}
function hintOfMissed(hint) {
  return typeof hint === "string" ? { hint } : {};
}

// src/engines/kubernetes/plan/object.ts
var phase2 = "plan";
async function planObject(intent, live, context) {
  if (!intent.resource)
    return planned(
      localCreate(intent, context, `its kind comes with this change: ${context.checkedBy(intent)}`)
    );
  if (live) return await planExisting(intent, intent.resource, live, context);
  if (intent.id.namespace !== void 0 && context.createdNamespaces.has(intent.id.namespace))
    return await planInNewNamespace(intent, intent.resource, context);
  const answer = await context.cluster.apply(
    intent.resource,
    intent.id,
    stringifyJson(intent.body),
    { manager, force: true, dryRun: true },
    phase2
  );
  if (answer.status) return await planRefused(intent, void 0, answer, context);
  if (!isObject(answer.body))
    throw new Failure("server-unusable", `the dry run of ${intent.address} answered without an object`);
  const change = { ...localCreate(intent, context), evidence: "server" };
  return { change, diagnostics: [], warnings: answer.warnings };
}
async function planInNewNamespace(intent, resource, context) {
  const { id, body } = standInFor(intent.id, intent.body, context.standInNamespace);
  const options = { manager, force: true, dryRun: true };
  const answer = await context.cluster.apply(resource, id, stringifyJson(body), options, phase2);
  if (answer.status && answer.httpStatus !== 403 && answer.httpStatus !== 404)
    return await planRefused(intent, void 0, answer, context);
  const place = "its namespace comes with this change";
  if (answer.status) return planned(localCreate(intent, context, `${place}: validated locally only`));
  const note = `${place}: validated by the server in namespace ${context.standInNamespace}`;
  const change = { ...localCreate(intent, context, note), evidence: "server" };
  return { change, diagnostics: [], warnings: answer.warnings };
}
async function planExisting(intent, resource, live, common) {
  if (textAt(live, "/metadata/deletionTimestamp") !== void 0) return beingDeleted(intent);
  const foreign = foreignSet(intent, live, common.setId);
  if (foreign) return ownedElsewhere(intent, foreign);
  const note = createdOnly(intent);
  if (note !== void 0) return planned({ ...unchanged(intent), evidence: "local", note });
  const context = { ...common, rules: withOwnRules(intent, common.rules) };
  const ownership = ownershipOf(live);
  const keysAt = context.listKeysOf(intent);
  const given = { id: intent.id, want: intent.body, live, ownership, rules: context.rules, keysAt };
  const payload = payloadOf(given);
  const sent = { ...given, want: payload.body };
  const isKnown = context.livePlan === "changed" && !holdsTraces(ownership, payload.spared);
  if (isKnown && isExactlyOurs(live, payload.body, intent.id, manager) && outdatedFields(sent).length === 0)
    return planned({ ...unchanged(intent), ...ignoredBy(payload, intent, live, context) });
  const kept = keptAddress(sent);
  const anew = kept === void 0 ? void 0 : await recreateFor([kept], intent, live, context);
  if (anew) return planned(anew);
  const predicted = await predictUpdate(intent, resource, live, { ...context, phase: phase2 });
  if ("refused" in predicted) return await planRefused(intent, live, predicted.refused, context);
  return plannedUpdate(intent, live, predicted.prediction, context);
}
function plannedUpdate(intent, live, prediction, context) {
  const fields = changedFields(intent, live, prediction.end, context);
  const rule = ignoringRule(context.rules.ignore, intent.id);
  const isIgnored2 = rule !== void 0 && fields.length > 0;
  const { localNote, contested, warnings } = prediction;
  const change = {
    ...identityOf(intent, fields),
    action: fields.length > 0 && !isIgnored2 ? "update" : "unchanged",
    fields: isIgnored2 ? [] : fields,
    evidence: localNote === void 0 ? "server" : "local",
    ...localNote !== void 0 && { note: localNote },
    ...isIgnored2 ? { ignored: fields.map((field) => ({ ...field, why: `rule "${rule.text}"` })) } : ignoredBy(prediction.payload, intent, live, context)
  };
  const found = isIgnored2 || context.intention === "to compare" ? [] : contested;
  const diagnostics = [
    ...found.map((field) => conflictFinding(field, intent, live, context)),
    ...leftBehind(intent, live)
  ];
  return { change, prediction, diagnostics, warnings };
}
function ignoredBy(payload, intent, live, context) {
  if (payload.setAside.length === 0) return {};
  return { ignored: payload.setAside.map((field) => describeField(field, intent, live, context.secrets)) };
}
function ownedElsewhere(intent, finding2) {
  const note = "it belongs to another set";
  const change = { ...identityOf(intent), action: "unknown", fields: [], evidence: "listed", note };
  return { change, diagnostics: [finding2], warnings: [] };
}
function planned(change) {
  return { change, diagnostics: [], warnings: [] };
}
function unchanged(intent) {
  return { ...identityOf(intent), action: "unchanged", fields: [], evidence: "listed" };
}
function beingDeleted(intent) {
  return {
    change: {
      ...identityOf(intent),
      action: "unknown",
      fields: [],
      evidence: "listed",
      note: "it is being deleted in the cluster"
    },
    diagnostics: [
      {
        code: "object-terminating",
        severity: "error",
        message: `${intent.address} is being deleted in the cluster: what is applied to it now would vanish with it`,
        hint: "Wait until it is gone and run again; if it hangs, look at its metadata.finalizers.",
        location: intent.manifest.location,
        address: intent.address
      }
    ],
    warnings: []
  };
}

// src/engines/kubernetes/plan/live-object.ts
function liveOf(resource, item) {
  const { group, version, kind } = resource;
  const metadata = isObject(item["metadata"]) ? item["metadata"] : {};
  const namespace = textAt(metadata, "/namespace");
  const name = textAt(metadata, "/name") ?? "";
  const apiVersion = apiVersionOf(resource);
  return {
    id: { group, version, kind, name, ...namespace !== void 0 && { namespace } },
    resource,
    object: { apiVersion, kind, ...item }
  };
}
function isSecret(id) {
  return id.group === "" && id.kind === "Secret";
}

// src/engines/kubernetes/hooks/leftovers.ts
async function leftoversOf(hooks, { records, cluster, setId }) {
  const today = new Set(hooks.map(({ intent }) => intent.key));
  const former = new Map(
    records.flatMap((record) => record.hooks ?? []).flatMap(({ address }) => idOf(address) ?? []).filter((id) => !today.has(objectKeyOf(id))).map((id) => [addressOf(id), id])
  );
  const found = await Promise.all(
    [...former.values()].map(async (id) => {
      try {
        const resource = await cluster.resourceOf(id, "plan");
        const object = resource ? await cluster.get(resource, id, "plan") : void 0;
        return resource && object && hookOf(object) === setId ? [liveOf(resource, object)] : [];
      } catch (error) {
        if (error instanceof Failure && error.code === "permission-missing") return [];
        throw error;
      }
    })
  );
  return found.flat();
}
function idOf(address) {
  const [group, version, kind, namespace, name] = address.split("/");
  if (group === void 0 || version === void 0 || kind === void 0) return void 0;
  return namespace === void 0 || name === void 0 ? void 0 : { group, version, kind, namespace, name };
}

// src/engines/kubernetes/hooks/plan.ts
async function planHooks(hooks, context) {
  const steps = stepsOf(hooks, context);
  const found = await Promise.all(
    [...new Set(steps.map(({ intent }) => intent))].map(async (intent) => await check(intent, context))
  );
  const leftovers = context.prune ? await leftoversOf(hooks, context) : [];
  return {
    steps,
    leftovers,
    diagnostics: found.flat(),
    limits: leftovers.map(
      ({ id }) => `${addressOf(id)} was left by a hook that the repository has no more: a deploy deletes it`
    )
  };
}
function hookEntriesOf({ steps }) {
  return steps.map(({ planned: planned2 }) => ({
    address: `hook ${runKey(planned2)}`,
    action: "run",
    fields: [],
    value: planned2.digest
  }));
}
function stepsOf(hooks, context) {
  const ran = ranBefore(context);
  const steps = hooks.flatMap(({ intent, mark: mark2 }) => {
    const digest = renderedDigestOf([intent.manifest], context.namespace);
    return mark2.due.filter((due) => context.moments.includes(due.moment) && isDue(due, context)).map(({ moment }) => {
      const { address, confirmAddress, manifest } = intent;
      const isNew = ran.get(runKey({ moment, address })) !== digest;
      const planned2 = { address, confirmAddress, moment, location: manifest.location, digest, isNew };
      return { planned: planned2, intent, order: mark2.order, cleanup: mark2.cleanup };
    });
  });
  const isOneNew = steps.some(({ planned: planned2 }) => planned2.isNew && isAround(planned2.moment));
  if (!hasOccasion(context, isOneNew)) return [];
  const rank = ({ planned: planned2, order }) => [
    hookMoments.indexOf(planned2.moment),
    order
  ];
  return steps.toSorted((a, b) => {
    const [[moment, order], [otherMoment, otherOrder]] = [rank(a), rank(b)];
    return moment - otherMoment || order - otherOrder || (a.intent.address < b.intent.address ? -1 : 1);
  });
}
function isAround(moment) {
  return moment === "before" || moment === "after";
}
async function check(intent, context) {
  if (intent.manifest.undecrypted !== void 0 || !intent.resource) return [];
  const isNewPlace = context.createdNamespaces.has(intent.id.namespace ?? "");
  const live = isNewPlace ? void 0 : await context.cluster.get(intent.resource, intent.id, "plan");
  if (live && hookOf(live) !== context.setId && memberOf(live) !== context.setId) return [taken(intent)];
  const asked = live ? { ...intent, ...standInFor(intent.id, intent.body) } : intent;
  const { diagnostics, warnings } = await planObject(asked, void 0, context);
  const { address, manifest } = intent;
  return [
    ...diagnostics,
    ...warnings.map(
      (message) => ({
        code: "server-warning",
        severity: "warning",
        message: `${address}: ${message}`,
        location: manifest.location,
        address
      })
    )
  ];
}
function taken({ address, manifest }) {
  return {
    code: "hook-taken",
    severity: "error",
    message: `${address} is a hook, and a Job of this name is there that no deploy of this target has made`,
    hint: "A hook is deleted before it runs again. Give it another name, or delete that Job yourself.",
    location: manifest.location,
    address
  };
}

// src/engines/kubernetes/plan/missing.ts
var phase3 = "plan";
var worthAList = 4;
async function knownMissing(cluster, unlisted) {
  const askable = unlisted.filter(({ id, resource }) => resource !== void 0 && !isSecret(id));
  const groups = [
    ...Map.groupBy(askable, ({ id }) => `${groupKindOf(id)}|${id.namespace ?? ""}`).values()
  ].filter((intents) => intents.length >= worthAList);
  const missing = await Promise.all(
    groups.map(async (intents) => {
      const [first] = intents;
      const list = first?.resource && await namesIn(cluster, first.resource, first.id.namespace);
      if (!list || list.hasMore === true) return [];
      const names = new Set(list.items.map((item) => textAt(item, "/metadata/name")));
      return intents.filter(({ id }) => !names.has(id.name)).map(({ key }) => key);
    })
  );
  return new Set(missing.flat());
}
async function namesIn(cluster, resource, namespace) {
  const place = namespace === void 0 ? {} : { namespace };
  try {
    return await cluster.list(resource, { ...place, only: "metadata", pages: "first" }, phase3);
  } catch (error) {
    if (error instanceof Failure && error.code === "permission-missing") return void 0;
    throw error;
  }
}

// src/engines/kubernetes/plan/recover.ts
var neverDeployed = /* @__PURE__ */ new Set([
  "Event",
  "Endpoints",
  "EndpointSlice",
  "Lease",
  "PodMetrics",
  "NodeMetrics",
  "Node"
]);
async function recoverMembers(cluster, intents, recordNamespace, setId) {
  const places = /* @__PURE__ */ new Set([
    recordNamespace,
    ...intents.flatMap(({ id }) => id.namespace === void 0 ? [] : [id.namespace])
  ]);
  const unsearched = /* @__PURE__ */ new Set();
  const kinds = (await cluster.served("plan")).filter(isSearchable);
  const lists = kinds.flatMap(
    (resource) => (resource.namespaced ? [...places] : [void 0]).map(async (namespace) => {
      const options = {
        labelSelector: `${partOfLabel}=${setId}`,
        ...namespace !== void 0 && { namespace }
      };
      try {
        const { items } = await cluster.list(resource, options, "plan");
        return items.map((item) => liveOf(resource, item));
      } catch (error) {
        if (!(error instanceof Failure) || error.code === "cancelled") throw error;
        unsearched.add(resource.plural);
        return [];
      }
    })
  );
  const members = (await Promise.all(lists)).flat();
  const left = unsearched.size === 0 ? "" : `; not searched: ${[...unsearched].toSorted().join(", ")}`;
  const note = `the record of this target is missing, so its objects were looked for by their label in ${[...places].join(", ")}; Secrets are never listed${left}`;
  return { members, notes: [note] };
}
function isSearchable(resource) {
  const canGo = resource.verbs.includes("list") && resource.verbs.includes("delete");
  return canGo && !isSecret(resource) && !neverDeployed.has(resource.kind);
}

// src/engines/kubernetes/plan/surplus.ts
async function formerSecrets(cluster, parent, wanted, setId) {
  const former = (parent?.inventory ?? []).filter((id) => isSecret(id) && !wanted.has(objectKeyOf(id)));
  const unread = [];
  const found = await Promise.all(
    former.map(async (id) => {
      const resource = await cluster.resourceOf(id, "plan");
      try {
        const object = resource ? await cluster.get(resource, id, "plan") : void 0;
        return resource && object ? [liveOf(resource, object)] : [];
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== "permission-missing") throw error;
        unread.push(id);
        return [];
      }
    })
  );
  return { found: found.flat().filter((live) => memberOf(live.object) === setId), unread };
}
function surplusOf(members, wantedKeys, wanted) {
  const uids = new Set([...wanted.values()].map((object) => textAt(object, "/metadata/uid")));
  const unwanted = members.filter(
    ({ id, object }) => !wantedKeys.has(objectKeyOf(id)) && !uids.has(textAt(object, "/metadata/uid"))
  );
  const byKey = new Map(unwanted.filter(isPrunable).map((live) => [objectKeyOf(live.id), live]));
  return [...byKey.values()];
}
function isPrunable({ object }) {
  const isLeaving2 = textAt(object, "/metadata/deletionTimestamp") !== void 0;
  const isApplied = managedFieldsOf(object).some(
    (entry) => entry.manager === manager && entry.operation === "Apply" || entry.manager === applySetManager
  );
  return isApplied && !isLeaving2 && listAt(object, "/metadata/ownerReferences").length === 0;
}

// src/engines/kubernetes/plan/uncompared.ts
var mayNotRead = "these credentials may not read it";
var mostNamed3 = 10;
function notCompared({ address, confirmAddress, manifest }, why) {
  const identity = { address, confirmAddress, location: manifest.location };
  const change = {
    ...identity,
    action: "unknown",
    fields: [],
    evidence: "local",
    note: `not compared: ${why}`
  };
  return { change, diagnostics: [], warnings: [] };
}
function unreadSurplus(id, intention) {
  const identity = { address: addressOf(id), confirmAddress: confirmAddressOf(id) };
  const local = { ...identity, fields: [], evidence: "local" };
  if (intention === "to write") return { ...local, action: "unknown", note: `not compared: ${mayNotRead}` };
  const risk = deleteRiskOf(id);
  const note = "the repository no longer has it; whether it is still there is not known";
  return { ...local, action: "delete", note, ...risk !== void 0 && { risk } };
}
function uncomparedLimits(changes) {
  const groups = Map.groupBy(
    changes.filter((change) => !isCompared(change)),
    (change) => change.note ?? ""
  );
  return [...groups].map(([note, group]) => {
    const names = group.slice(0, mostNamed3).map((change) => change.confirmAddress);
    const more = group.length > mostNamed3 ? ` and ${group.length - mostNamed3} more` : "";
    const why = note.replace(/^not compared: /, "");
    const count = group.length === 1 ? "1 object is" : `${group.length} objects are`;
    return `${count} not compared (${names.join(", ")}${more}): ${why}`;
  });
}

// src/engines/kubernetes/plan/live.ts
var phase4 = "plan";
async function readLive(cluster, intents, parent, { setId, recordNamespace, hookKeys }) {
  const scopes = await listScopes(cluster, intents, parent);
  const lists = await Promise.all(
    scopes.map(async (scope) => {
      const options = {
        labelSelector: `${partOfLabel}=${setId}`,
        ...scope.namespace !== void 0 && { namespace: scope.namespace }
      };
      const list = await cluster.list(scope.resource, options, phase4);
      return list.items.map((item) => liveOf(scope.resource, item));
    })
  );
  const members = lists.flat();
  const byVersion = new Map(members.map((live) => [versionedKeyOf(live.id), live]));
  const unlisted = intents.filter((intent) => !byVersion.has(versionedKeyOf(intent.id)));
  const missing = await knownMissing(cluster, unlisted);
  const unread = /* @__PURE__ */ new Map();
  const wanted = /* @__PURE__ */ new Map();
  await Promise.all(
    intents.map(async (intent) => {
      const listed2 = byVersion.get(versionedKeyOf(intent.id))?.object;
      if (!listed2 && missing.has(intent.key)) return;
      const live = listed2 ?? await readOne(cluster, intent, unread);
      if (live) wanted.set(intent.key, live);
    })
  );
  const keys = new Set(intents.map((intent) => intent.key));
  const secrets = await formerSecrets(cluster, parent, keys, setId);
  const isLeft = !parent && [...wanted.values()].some((object) => memberOf(object) === setId);
  const found = isLeft ? await recoverMembers(cluster, intents, recordNamespace, setId) : { members: [], notes: [] };
  const surplus = surplusOf(
    [...members, ...found.members, ...secrets.found],
    keys.union(new Set(hookKeys)),
    wanted
  );
  return { wanted, surplus, unread, unreadSurplus: secrets.unread, notes: found.notes };
}
function versionedKeyOf(id) {
  return `${apiVersionOf(id)}|${objectKeyOf(id)}`;
}
async function listScopes(cluster, intents, parent) {
  const scopes = /* @__PURE__ */ new Map();
  const add = (resource, namespace) => {
    const place = resource.namespaced ? namespace : void 0;
    const key = `${apiVersionOf(resource)}/${resource.kind}|${place ?? ""}`;
    if (!isSecret(resource) && !scopes.has(key)) scopes.set(key, { resource, namespace: place });
  };
  for (const intent of intents) if (intent.resource && parent) add(intent.resource, intent.id.namespace);
  for (const groupKind of parent?.scope.groupKinds ?? []) {
    const served = intents.find((intent) => groupKindOf(intent.id) === groupKind)?.resource ?? await cluster.preferredOf(groupKind, phase4);
    if (!served) continue;
    for (const namespace of served.namespaced ? parent?.scope.namespaces ?? [] : [void 0])
      add(served, namespace);
  }
  return [...scopes.values()];
}
async function readOne(cluster, intent, unread) {
  if (!intent.resource) return void 0;
  try {
    return await cluster.get(intent.resource, intent.id, phase4);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "permission-missing") throw error;
    unread.set(intent.key, mayNotRead);
    return void 0;
  }
}

// src/engines/kubernetes/plan/limits.ts
var longestValue2 = 60;
function limitsOf(planned2, kept) {
  const local = planned2.filter(
    ({ object: { change } }) => change.evidence === "local" && change.note !== void 0 && isCompared(change)
  );
  const needed = kept.filter(({ reason }) => reason !== void 0);
  const unpruned = kept.length - needed.length;
  return [
    ...local.map(({ object }) => `${object.change.address}: ${object.change.note ?? ""}`),
    ...planned2.flatMap(
      ({ object }) => (object.change.ignored ?? []).map((field) => leftAlone(object.change, field))
    ),
    ...needed.map(
      ({ object, reason }) => `${addressOf(object.id)} is no longer in the repository; it stays, because ${reason ?? ""}`
    ),
    ...unpruned > 0 ? [`${unpruned} objects of the set are no longer in the repository; they stay, because prune is off`] : []
  ];
}
function leftAlone(change, field) {
  const owner = field.owner === void 0 ? "" : ` of ${field.owner}`;
  const values = field.masked ? "" : ` (live ${inWords2(field.before)}, manifest ${inWords2(field.after)})`;
  return `${change.address}: ${field.label}${owner} is left as it is${values}: ${field.why}`;
}
function inWords2(value) {
  if (value === void 0) return "nothing";
  const text = stringifyJson(value);
  return text.length > longestValue2 ? `${text.slice(0, longestValue2)}…` : text;
}

// src/engines/kubernetes/plan/stale-pods.ts
var lasting = /* @__PURE__ */ new Set([
  "Deployment.apps",
  "StatefulSet.apps",
  "DaemonSet.apps",
  "ReplicaSet.apps",
  "ReplicationController",
  "Pod"
]);
var mostNamed4 = 5;
function stalePods(planned2) {
  const workloads = planned2.filter(isRunningOn);
  return planned2.filter(isChangedConfig).flatMap((config) => {
    const consumers = workloads.filter(({ intent }) => reads(intent, config));
    return consumers.length === 0 ? [] : [finding(config, consumers)];
  });
}
function isChangedConfig({ intent: { id }, object: { change } }) {
  const isConfig = id.group === "" && (id.kind === "ConfigMap" || id.kind === "Secret");
  return isConfig && (change.action === "update" || change.action === "recreate") && change.fields.some(isData);
}
function isData({ path }) {
  return /^\/(?:data|binaryData)(?:\/|$)/.test(path);
}
function isRunningOn({ intent, live, object: { change } }) {
  const pointer = podSpecPointerOf(intent.id);
  if (!live || pointer === void 0 || !lasting.has(groupKindOf(intent.id))) return false;
  if (change.action !== "unchanged" && change.action !== "update") return false;
  if (numberAt(live, "/spec/replicas") === 0 || isReloaded(intent.body)) return false;
  const template = pointer.slice(0, -"/spec".length);
  return template === "" || !change.fields.some(({ path }) => `${path}/`.startsWith(`${template}/`));
}
function isReloaded(body) {
  const annotations = valueAt(body, "/metadata/annotations");
  return isObject(annotations) && Object.keys(annotations).some((name) => name.includes("reloader.stakater.com/"));
}
function reads({ id, body }, { intent, object: { change } }) {
  const podSpec = podSpecOf(id, body);
  if (!podSpec || id.namespace !== intent.id.namespace) return false;
  const isConfigMap = intent.id.kind === "ConfigMap";
  const { name } = intent.id;
  const [reference, keyReference] = isConfigMap ? ["configMapRef", "configMapKeyRef"] : ["secretRef", "secretKeyRef"];
  const keys = new Set(change.fields.filter(isData).flatMap(({ path }) => path.split("/")[2] ?? []));
  const isWhole = change.fields.some(({ path }) => path === "/data" || path === "/binaryData");
  const volumes = new Set(
    listAt(podSpec, "/volumes").filter((volume) => isVolumeOf(volume, intent.id)).map((volume) => textAt(volume, "/name"))
  );
  return containersOf(podSpec).some(
    (container) => listAt(container, "/envFrom").some((from) => textAt(from, `/${reference}/name`) === name) || listAt(container, "/env").some((variable) => {
      const source = valueAt(variable, `/valueFrom/${keyReference}`);
      const key = textAt(source, "/key") ?? "";
      return textAt(source, "/name") === name && (isWhole || keys.has(joinPointer([key]).slice(1)));
    }) || listAt(container, "/volumeMounts").some(
      (mount) => isPartMounted(mount) && volumes.has(textAt(mount, "/name"))
    )
  );
}
function isVolumeOf(volume, { kind, name }) {
  const [own, part] = kind === "ConfigMap" ? ["/configMap/name", "/configMap/name"] : ["/secret/secretName", "/secret/name"];
  return textAt(volume, own) === name || listAt(volume, "/projected/sources").some((source) => textAt(source, part) === name);
}
function isPartMounted(mount) {
  return textAt(mount, "/subPath") !== void 0 || textAt(mount, "/subPathExpr") !== void 0;
}
function finding({ intent }, consumers) {
  const names = consumers.map(({ intent: { id } }) => `${id.kind} ${id.name}`);
  const more = names.length > mostNamed4 ? ` and ${names.length - mostNamed4} more` : "";
  const { kind, name, namespace } = intent.id;
  const first = consumers.find(({ intent: { id } }) => id.kind !== "Pod")?.intent.id;
  const place = namespace === void 0 ? "" : ` -n ${namespace}`;
  const restart = first === void 0 ? "" : `kubectl rollout restart ${first.kind.toLowerCase()}/${first.name}${place} after the deploy; or for good: `;
  return {
    code: "stale-pods",
    severity: "notice",
    message: `${kind} ${name} changes, but the Pods of ${names.slice(0, mostNamed4).join(", ")}${more} read it only when they start: they keep the old values until then`,
    hint: `${restart}give the ${kind} a name that changes with its content (configMapGenerator of Kustomize does), or annotate the Pod template with a checksum of it`,
    location: intent.manifest.location,
    address: intent.address
  };
}

// src/engines/kubernetes/plan/stay.ts
var keepMarks = [
  ["gitops-push.dev/keep", "true"],
  ["helm.sh/resource-policy", "keep"]
];
var foreignMarks = [
  ["labels", "kustomize.toolkit.fluxcd.io/name", "Flux"],
  ["labels", "helm.toolkit.fluxcd.io/name", "Flux"],
  ["annotations", "argocd.argoproj.io/tracking-id", "Argo CD"],
  ["annotations", "meta.helm.sh/release-name", "Helm"],
  ["labels", "kapp.k14s.io/app", "kapp"]
];
function reasonToStay({ id, object }, intents, recordNamespace) {
  const asked = keepMarks.find(([name, value]) => mark(object, "annotations", name) === value);
  if (asked) return `its annotation ${asked[0]} says so`;
  const owner = foreignMarks.find(([place, name]) => mark(object, place, name) !== void 0);
  if (owner) return `${owner[2]} deploys it too (${owner[1]})`;
  if (id.group !== "" || id.kind !== "Namespace") return void 0;
  const tenant = intents.find((intent) => intent.id.namespace === id.name);
  if (tenant) return `${addressOf(tenant.id)} of this set lives in it`;
  return id.name === recordNamespace ? "the record of the deploys is kept in it" : void 0;
}
function mark(object, place, name) {
  return textAt(object, joinPointer(["metadata", place, name]));
}

// src/engines/kubernetes/plan/index.ts
async function planSet(input) {
  const { cluster, secrets } = input;
  const { hooks, ...resolved } = await resolveSet(input);
  const hookKeys = hooks.map(({ intent }) => intent.key);
  const live = await readLive(cluster, resolved.intents, input.parent, { ...input, hookKeys });
  for (const object of live.wanted.values()) for (const value of secretValuesOf(object)) secrets.add(value);
  const context = contextOf(resolved.intents, live, input);
  const planned2 = await planAll(resolved.intents, live, context);
  const { deletions, kept, unread } = surplusIn(live, resolved.intents, input);
  const changes = [
    ...planned2.map((step) => step.object.change),
    ...deletions.map((deletion) => deletion.change),
    ...unread
  ];
  const run = await planHooks(hooks, {
    ...input,
    ...context,
    changedKinds: /* @__PURE__ */ new Set(),
    records: input.parent?.records ?? [],
    changes
  });
  const markOf = (value) => secrets.markOf(value);
  const bodies = new Map(
    resolved.intents.map((intent) => [intent.address, maskFor(intent, intent.body, markOf)])
  );
  const entries = [...planEntriesOf(changes, bodies), ...hookEntriesOf(run)];
  return {
    plan: {
      digest: entriesDigest(entries),
      entries,
      renderedDigest: input.renderedDigest,
      changes,
      ...run.steps.length > 0 && { hooks: run.steps.map((step) => step.planned) },
      diagnostics: [
        ...resolved.diagnostics,
        ...resolved.intents.flatMap(annotationFindings),
        ...run.diagnostics,
        ...planned2.flatMap((step) => [...step.object.diagnostics, ...warningsOf(step.intent, step.object)]),
        ...input.intention === "to compare" ? [] : stalePods(planned2)
      ],
      limits: [...limitsOf(planned2, kept), ...uncomparedLimits(changes), ...run.limits, ...live.notes]
    },
    steps: planned2.map(({ intent, live: found, object }) => ({
      intent,
      live: found,
      change: object.change,
      ...object.prediction && { prediction: object.prediction }
    })),
    hooks: run,
    deletions,
    kept: kept.map(({ object }) => object.id),
    lookAgain: async (intent, resource, object) => {
      const rules = withOwnRules(intent, context.rules);
      const again = await predictUpdate(intent, resource, object, { ...context, rules, phase: "apply" });
      if ("refused" in again) return again;
      const { prediction } = again;
      return { prediction, fields: changedFields(intent, object, prediction.end, context) };
    }
  };
}
function surplusIn(live, intents, { prune, recordNamespace, intention }) {
  const surplus = live.surplus.map((object) => ({
    object,
    reason: reasonToStay(object, intents, recordNamespace)
  }));
  const leaving = surplus.filter(({ reason }) => prune && reason === void 0);
  return {
    deletions: leaving.map(({ object }) => ({ live: object, change: deletionOf(object) })),
    kept: surplus.filter((each) => !leaving.includes(each)),
    unread: prune ? live.unreadSurplus.map((id) => unreadSurplus(id, intention)) : []
  };
}
function contextOf(intents, { wanted }, input) {
  const created = createdNamespaces(intents, wanted);
  const places = [input.recordNamespace, input.namespace, input.cluster.contextNamespace];
  return {
    ...input,
    createdNamespaces: created,
    standInNamespace: places.find((place) => !created.has(place)) ?? "default",
    checkedBy: checkedLocally(intents),
    createdKeys: new Set(intents.map((intent) => intent.key).filter((key) => !wanted.has(key)))
  };
}
async function planAll(intents, live, context) {
  const planEach = async (some, changedKinds) => await Promise.all(
    some.map(async (intent) => {
      const unread = intent.manifest.undecrypted ?? live.unread.get(intent.key);
      const found = live.wanted.get(intent.key);
      if (unread !== void 0) return { intent, live: found, object: notCompared(intent, unread) };
      const object = await planObject(intent, found, { ...context, changedKinds });
      return { intent, live: found, object: withCaution(object, intent, found, context.intention) };
    })
  );
  const crds = await planEach(intents.filter(isCrd), /* @__PURE__ */ new Set());
  const changed = crds.filter(({ object }) => object.change.action !== "unchanged");
  const others = await planEach(
    intents.filter((intent) => !isCrd(intent)),
    new Set(changed.map(({ intent }) => kindOfCrd(intent.body)))
  );
  const byIntent = new Map([...crds, ...others].map((step) => [step.intent, step]));
  return intents.flatMap((intent) => byIntent.get(intent) ?? []);
}
function isCrd({ id }) {
  return id.group === "apiextensions.k8s.io" && id.kind === "CustomResourceDefinition";
}
function createdNamespaces(intents, live) {
  const created = intents.filter(
    (intent) => intent.id.group === "" && intent.id.kind === "Namespace" && !live.has(intent.key)
  );
  return new Set(created.map((intent) => intent.id.name));
}
function deletionOf(live) {
  const risk = deleteRiskOf(live.id);
  return {
    address: addressOf(live.id),
    confirmAddress: confirmAddressOf(live.id),
    action: "delete",
    fields: [],
    evidence: "listed",
    ...risk !== void 0 && { risk }
  };
}
function warningsOf(intent, object) {
  return object.warnings.map((message) => ({
    code: "server-warning",
    severity: "warning",
    message: `${intent.address}: ${message}`,
    location: intent.manifest.location,
    address: intent.address
  }));
}
export {
  planSet
};
