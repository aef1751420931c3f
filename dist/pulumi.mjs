import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  brokenOffRecord,
  closedRecord,
  openedRecord,
  resumedRecord
} from "./shared-36.mjs";
import {
  diffFields,
  holdsMark,
  maskObject
} from "./shared-3.mjs";
import "./shared-8.mjs";
import {
  require_semver
} from "./shared-5.mjs";
import {
  entriesDigest
} from "./shared-37.mjs";
import {
  lettersIn
} from "./shared-34.mjs";
import "./shared-27.mjs";
import {
  recordName,
  recordSchema
} from "./shared-38.mjs";
import {
  load
} from "./shared-4.mjs";
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
  stringifyJson,
  textAt,
  valueAt
} from "./shared-32.mjs";
import {
  __callDispose,
  __toESM,
  __using
} from "./shared-1.mjs";

// src/engines/pulumi/events/urn.ts
function parseUrn(urn) {
  const [, , types, ...name] = urn.split("::");
  if (types === void 0 || name.length === 0) return { type: "resource", name: urn };
  return { type: types.split("$").at(-1) ?? types, name: name.join("::") };
}
var stackType = "pulumi:pulumi:Stack";

// src/engines/pulumi/events/rows.ts
var actionOf = {
  same: "unchanged",
  create: "create",
  update: "update",
  delete: "delete",
  replace: "recreate",
  "create-replacement": "recreate",
  "delete-replaced": "recreate",
  read: "unchanged",
  "read-replacement": "recreate",
  refresh: "unchanged",
  discard: "unchanged",
  "discard-replaced": "unchanged",
  "remove-pending-replace": "unchanged",
  import: "update",
  "import-replacement": "recreate"
};
var weight = ["unchanged", "update", "create", "delete", "recreate"];
var telling = ["delete-replaced", "create-replacement", "replace"];
function foldSteps(events, pass) {
  const steps = events.filter(
    (event) => event.kind === "step" && isDeployed(event) && event.isPlanning === (pass === "preview")
  );
  return [...Map.groupBy(steps, (step) => step.urn).values()].map(rowOf);
}
function isDeployed({ type, urn }) {
  const isOwnProvider = type.startsWith("pulumi:providers:") && parseUrn(urn).name.startsWith("default");
  return type !== stackType && !isOwnProvider;
}
function rowOf(steps) {
  const began = steps.filter((step2) => step2.phase === "before");
  const told = began.length > 0 ? began : steps;
  const action = told.map(meaning).toSorted((a, b) => weight.indexOf(b) - weight.indexOf(a))[0] ?? "unchanged";
  const step = told.filter((each) => meaning(each) === action).toSorted((a, b) => telling.indexOf(b.op) - telling.indexOf(a.op))[0];
  const isFailed = steps.some((each) => each.phase === "failed");
  const finished = steps.filter((each) => each.phase === "after").length;
  return {
    urn: told[0]?.urn ?? "",
    type: told[0]?.type ?? "",
    action: isMoved(told) ? "recreate" : action,
    step: step ?? told[0] ?? nothing,
    ops: told.map((each) => each.op),
    state: isFailed ? "failed" : finished >= began.length ? "done" : "planned"
  };
}
function meaning(step) {
  return Object.hasOwn(actionOf, step.op) ? actionOf[step.op] ?? "unknown" : "unknown";
}
function isMoved(steps) {
  const ops = new Set(steps.map((step) => step.op));
  return ops.has("delete") && ops.has("create");
}
var nothing = {
  kind: "step",
  phase: "before",
  isPlanning: true,
  op: "same",
  urn: "",
  type: "",
  keys: [],
  diffs: [],
  detail: null
};

// src/engines/pulumi/events/event.ts
function readEvent(event) {
  const at2 = (pointer) => valueAt(event, pointer);
  if (at2("/resourcePreEvent") !== void 0) return stepOf(at2("/resourcePreEvent"), "before");
  if (at2("/resOutputsEvent") !== void 0) return stepOf(at2("/resOutputsEvent"), "after");
  if (at2("/resOpFailedEvent") !== void 0) return stepOf(at2("/resOpFailedEvent"), "failed");
  if (at2("/diagnosticEvent") !== void 0) return diagnosticOf(at2("/diagnosticEvent"));
  if (at2("/policyEvent") !== void 0) return policyOf(at2("/policyEvent"));
  if (at2("/policyRemediationEvent") !== void 0) return remediationOf(at2("/policyRemediationEvent"));
  const summary = at2("/summaryEvent");
  if (summary === void 0) return void 0;
  return {
    kind: "summary",
    isPreview: valueAt(summary, "/isPreview") === true,
    result: textAt(summary, "/result") ?? ""
  };
}
function stepOf(event, phase) {
  const metadata = valueAt(event, "/metadata");
  const [before, after] = [valueAt(metadata, "/old"), valueAt(metadata, "/new")];
  const detail = valueAt(metadata, "/detailedDiff");
  return {
    kind: "step",
    phase,
    isPlanning: valueAt(event, "/planning") === true,
    op: textAt(metadata, "/op") ?? "",
    urn: textAt(metadata, "/urn") ?? "",
    type: textAt(metadata, "/type") ?? "",
    ...isObject(before) && { old: stateOf(before) },
    ...isObject(after) && { new: stateOf(after) },
    keys: textsAt(metadata, "/keys"),
    diffs: textsAt(metadata, "/diffs"),
    detail: isObject(detail) ? new Map(Object.entries(detail).map(([path, diff]) => [path, diffOf(diff)])) : null
  };
}
function stateOf(state) {
  return {
    inputs: objectAt(state, "/inputs"),
    outputs: objectAt(state, "/outputs"),
    id: textAt(state, "/id") ?? "",
    isProtected: state["protect"] === true,
    isRetained: state["retainOnDelete"] === true,
    hidden: listAt(state, "/hideDiffs").flatMap((path) => typeof path === "string" ? [path] : [])
  };
}
function diffOf(diff) {
  const [kind = "update", replace] = (textAt(diff, "/diffKind") ?? "update").split("-");
  return {
    kind: kind === "add" || kind === "delete" ? kind : "update",
    isReplacing: replace === "replace",
    isInput: valueAt(diff, "/inputDiff") === true
  };
}
function diagnosticOf(event) {
  const severity = textAt(event, "/severity") ?? "info";
  const urn = textAt(event, "/urn");
  return {
    kind: "diagnostic",
    ...urn !== void 0 && urn !== "" && { urn },
    severity: severity === "error" || severity === "warning" ? severity : "info",
    message: plainText(textAt(event, "/message") ?? ""),
    isEphemeral: valueAt(event, "/ephemeral") === true
  };
}
function policyOf(event) {
  return { kind: "policy", ...policyNames(event), ...policyTexts(event) };
}
function policyTexts(event) {
  return {
    level: textAt(event, "/enforcementLevel") ?? "",
    message: plainText(textAt(event, "/message") ?? "")
  };
}
function remediationOf(event) {
  return {
    kind: "remediation",
    ...policyNames(event),
    before: objectAt(event, "/before"),
    after: objectAt(event, "/after")
  };
}
function policyNames(event) {
  const urn = textAt(event, "/resourceUrn");
  return {
    ...urn !== void 0 && urn !== "" && { urn },
    policy: textAt(event, "/policyName") ?? "",
    pack: textAt(event, "/policyPackName") ?? ""
  };
}
function plainText(message) {
  return message.replaceAll(/<\{%[^%]*%\}>|\u001B\[[\d;]*m/g, "").trim();
}
function objectAt(value, pointer) {
  const found = valueAt(value, pointer);
  return isObject(found) ? found : {};
}
function textsAt(value, pointer) {
  return listAt(value, pointer).flatMap((item) => typeof item === "string" ? [item] : []);
}

// src/engines/pulumi/fence.ts
function openFence(planned) {
  const origins = new Map(planned.flatMap((event) => isChange(event) ? [[event.urn, originOf(event)]] : []));
  const seen = /* @__PURE__ */ new Set();
  const end = new AbortController();
  let moved;
  return {
    signal: end.signal,
    get moved() {
      return moved;
    },
    watch: (json) => {
      const event = readEvent(json);
      if (!event || !isChange(event) || !origins.has(event.urn)) return;
      const step = `${event.isPlanning} ${event.urn}`;
      const isFirst = !seen.has(step);
      seen.add(step);
      if (!isFirst || moved !== void 0 || originOf(event) === origins.get(event.urn)) return;
      moved = event.urn;
      end.abort(new Error(`${moved} has moved`));
    }
  };
}
function movedFailure(urn, progress) {
  return new Failure(
    "plan-violated",
    `${urn} is not what it was when this was planned: another update came in between`,
    {
      hint: progress === "untouched" ? "Nothing was touched. Run it again: it is planned anew, and an older commit gives way to a newer one." : "What was done until then may have gone over the other update. Deploy the newer commit again."
    }
  );
}
var quiet = /* @__PURE__ */ new Set(["same", "refresh", "read"]);
function isChange(event) {
  return event.kind === "step" && event.phase === "before" && !quiet.has(event.op);
}
function originOf({ old }) {
  return old ? canonicalJson([old.id, old.inputs]) : "";
}

// src/engines/pulumi/cli/printed.ts
function objectIn(stdout) {
  const value = parseJson(stdout);
  if (!isObject(value)) throw new SyntaxError("not a JSON object");
  return value;
}
function listIn(stdout) {
  const value = parseJson(stdout);
  if (!isList(value)) throw new SyntaxError("not a JSON list");
  return value;
}

// src/engines/pulumi/events/values.ts
var signatureKey = "4dabf18193072939515e22adb298388d";
var signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4"
};
var unknownValues = /* @__PURE__ */ new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"
]);
var unknownText = "(known after the deploy)";
var hiddenMarks = { before: "(secret before)", after: "(secret after)" };
function isSecretValue(value) {
  return value === "[secret]" || isObject(value) && value[signatureKey] === signatures.secret;
}
function isUnknownValue(value) {
  if (typeof value === "string") return unknownValues.has(value);
  return isObject(value) && value[signatureKey] === signatures.output && value["value"] === void 0;
}
function countUnknown(value) {
  if (isUnknownValue(value)) return 1;
  if (isList(value)) return value.reduce((sum, item) => sum + countUnknown(item), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce((sum, item) => sum + countUnknown(item), 0);
}
function readableValue(value, side) {
  if (isSecretValue(value)) return hiddenMarks[side];
  if (isUnknownValue(value)) return unknownText;
  if (isList(value)) return value.map((item) => readableValue(item, side));
  if (!isObject(value)) return value;
  return special(value, side) ?? readableObject(value, side);
}
function readableObject(value, side) {
  const entries = Object.entries(value).filter(([key]) => !key.startsWith("__"));
  return Object.fromEntries(entries.map(([key, item]) => [key, readableValue(item, side)]));
}
function special(value, side) {
  const signature = value[signatureKey];
  if (signature === signatures.asset) return `asset ${textOf(value["hash"]).slice(0, 12)}`;
  if (signature === signatures.archive) return `archive ${textOf(value["hash"]).slice(0, 12)}`;
  if (signature === signatures.resource) return textOf(value["urn"]);
  if (signature !== signatures.output) return void 0;
  return value["secret"] === true ? hiddenMarks[side] : readableValue(value["value"] ?? null, side);
}
function textOf(value) {
  return typeof value === "string" ? value : "";
}

// src/engines/pulumi/outputs.ts
var blinded = "[secret]";
async function readOutputs(stack, events, secrets) {
  const clear = objectIn((await stack.ask(["stack", "output", "--json", "--show-secrets"])).stdout);
  const told = toldOutputs(events);
  const masked = told && isSame(told, clear) ? told : objectIn((await stack.ask(["stack", "output", "--json"])).stdout);
  for (const value of secretLeaves(masked, clear)) secrets.add(value);
  return { clear, masked };
}
function toldOutputs(events) {
  const told = events.findLast(
    (event) => event.kind === "step" && event.type === stackType && event.phase === "after" && !event.isPlanning
  );
  return told?.kind === "step" && told.new ? blind(told.new.outputs) : void 0;
}
function blind(outputs) {
  return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, blindValue(value)]));
}
function blindValue(value) {
  if (isSecretValue(value)) return blinded;
  if (isList(value)) return value.map(blindValue);
  return isObject(value) ? blind(value) : value;
}
function isSame(masked, clear) {
  if (clear === void 0) return false;
  if (masked === blinded) return true;
  if (isList(masked))
    return isList(clear) && clear.length === masked.length && masked.every((item, index) => isSame(item, clear[index]));
  if (!isObject(masked)) return masked === clear;
  return isObject(clear) && Object.keys(clear).length === Object.keys(masked).length && Object.entries(masked).every(([key, item]) => Object.hasOwn(clear, key) && isSame(item, clear[key]));
}
function secretLeaves(masked, clear) {
  if (clear === void 0) return [];
  if (masked === blinded) return [.../* @__PURE__ */ new Set([textOf2(clear), ...leavesOf(clear)])];
  if (isList(clear)) {
    const list = isList(masked) ? masked : [];
    return clear.flatMap((item, index) => secretLeaves(list[index], item));
  }
  if (!isObject(clear)) return [];
  const object = isObject(masked) ? masked : {};
  return Object.entries(clear).flatMap(([key, item]) => secretLeaves(object[key], item));
}
function leavesOf(value) {
  if (isList(value)) return value.flatMap(leavesOf);
  if (isObject(value)) return Object.values(value).flatMap(leavesOf);
  return [textOf2(value)];
}
function textOf2(value) {
  return typeof value === "string" ? value : stringifyJson(value);
}

// src/engines/pulumi/events/property-path.ts
function splitPropertyPath(path) {
  const pattern = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|\.?([^.[]+)/gs;
  return [...path.matchAll(pattern)].map(([, quoted, index, name]) => {
    if (quoted !== void 0) return quoted.replaceAll(/\\(.)/gs, "$1");
    return index === void 0 ? name ?? "" : index === "*" ? "*" : Number(index);
  });
}
function valueAtPath(value, parts) {
  let current = value;
  for (const part of parts) {
    if (isList(current)) current = current[Number(part)];
    else if (isObject(current) && Object.hasOwn(current, part)) current = current[part];
    else return void 0;
  }
  return current;
}
function isWithin(parts, others) {
  return others.map(splitPropertyPath).some(
    (outer) => outer.length <= parts.length && outer.every((part, index) => part === "*" || String(part) === String(parts[index]))
  );
}

// src/engines/pulumi/events/fields.ts
function fieldsOf(step, markOf) {
  const hidden = [...step.old?.hidden ?? [], ...step.new?.hidden ?? []];
  const fields = step.detail === null ? comparedFields(step, markOf) : detailedFields(step, step.detail, markOf);
  return fields.map(({ parts, ...field }) => isWithin(parts, hidden) ? concealed(field) : field);
}
function inputsOf(state, side, markOf) {
  const inputs = readableObject(maskObject(state.inputs, markOf), side);
  const paths = state.hidden.map(splitPropertyPath);
  return paths.reduce((value, path) => concealAt(value, path, side), inputs);
}
function detailedFields(step, detail, markOf) {
  const sides = sidesOf(step, markOf);
  return [...detail].map(([path, diff]) => {
    const parts = splitPropertyPath(path);
    const old = valueAtPath(diff.isInput ? sides.oldInputs : sides.oldOutputs, parts);
    const before = diff.kind === "add" ? void 0 : old ?? valueAtPath(sides.oldInputs, parts);
    const after = diff.kind === "delete" ? void 0 : valueAtPath(sides.newInputs, parts);
    return placed(parts, path, before, after);
  });
}
function comparedFields(step, markOf) {
  const { oldInputs, oldOutputs, newInputs } = sidesOf(step, markOf);
  const isMeant = (key) => step.diffs.length === 0 || step.diffs.includes(key);
  const only = (object, keep) => Object.fromEntries(Object.entries(object).filter(([key]) => keep(key)));
  const told = (before, after) => diffFields(before, after, () => void 0).map((field) => ({ ...field, parts: splitPropertyPath(field.label) })).filter((field) => !isBlind(field) || step.diffs.includes(String(field.parts[0])));
  const isInput = (key) => isMeant(key) && Object.hasOwn(newInputs, key);
  const byInputs = told(only(oldInputs, isMeant), only(newInputs, isMeant));
  return byInputs.length > 0 ? byInputs : told(only(oldOutputs, isInput), only(newInputs, isInput));
}
function isBlind({ before, after }) {
  return before === hiddenMarks.before && after === hiddenMarks.after;
}
function sidesOf(step, markOf) {
  const read = (object, side) => readableObject(maskObject(object ?? {}, markOf), side);
  return {
    oldInputs: read(step.old?.inputs, "before"),
    oldOutputs: read(step.old?.outputs, "before"),
    newInputs: read(step.new?.inputs, "after")
  };
}
function placed(parts, label, before, after) {
  const [one] = isObject(before) || Array.isArray(before) ? [] : diffFields(before, after, () => void 0);
  return {
    path: joinPointer(parts),
    label,
    ...before !== void 0 && { before },
    ...after !== void 0 && { after },
    masked: holdsMark(before) || holdsMark(after),
    ...one?.lines && { lines: one.lines },
    parts
  };
}
function concealed(field) {
  const { path, label, before, after } = field;
  return {
    path,
    label,
    ...before !== void 0 && { before: hiddenMarks.before },
    ...after !== void 0 && { after: hiddenMarks.after },
    masked: true
  };
}
function concealAt(value, path, side) {
  const [first, ...rest] = path;
  if (first === void 0 || !Object.hasOwn(value, first)) return value;
  const inner = value[first];
  const kept = rest.length > 0 && isObject(inner) ? concealAt(inner, rest, side) : hiddenMarks[side];
  return isEqual(inner, kept) ? value : { ...value, [first]: kept };
}

// src/engines/pulumi/events/changes.ts
function changeOf(row, markOf) {
  const { urn, action, step } = row;
  const isNew = action === "create" && step.new !== void 0;
  const note = noteOf(row);
  const risk = riskOf(row);
  const { type, name } = parseUrn(urn);
  return {
    address: urn,
    confirmAddress: urn,
    title: { kind: type, name },
    action,
    fields: action === "update" || action === "recreate" ? fieldsOf(step, markOf) : [],
    evidence: "server",
    ...isNew && step.new && { after: inputsOf(step.new, "after", markOf) },
    ...risk !== void 0 && { risk },
    ...note !== void 0 && { note }
  };
}
function riskOf({ action, type, step }) {
  if (action === "recreate")
    return "the resource is destroyed and made anew: what it holds, and its id, are lost";
  if (action !== "delete" || step.old?.isRetained === true || !holdsData(type)) return void 0;
  return "what it holds is lost with it";
}
var dataWords = /(?:^|[a-z])(?:Bucket|Database|Db|DBInstance|DbInstance|Cluster|Disk|Volume|FileSystem|Table|Vault|Keyring|CryptoKey|StorageAccount|Cache|Queue|Topic|Stream|Repository|PersistentVolumeClaim|Namespace|CustomResourceDefinition)(?:V\d+)?$/;
function holdsData(type) {
  return dataWords.test(type.split(":").at(-1) ?? "");
}
function noteOf({ action, ops, step }) {
  const notes = [
    ...action === "recreate" && step.keys.length > 0 ? [`${step.keys.join(", ")} cannot be changed in place`] : [],
    ...action === "recreate" ? [orderOf(ops)] : [],
    ...ops.some((op) => op.startsWith("import")) ? ["it exists already and is imported"] : [],
    ...action === "delete" && step.old?.isRetained === true ? ["it is only forgotten: the program asks to retain it"] : [],
    ...action === "delete" && step.old?.isProtected === true ? ["it is protected"] : []
  ].filter((note) => note !== "");
  return notes.length === 0 ? void 0 : notes.join("; ");
}
function orderOf(ops) {
  const [made, gone] = [ops.indexOf("create-replacement"), ops.findIndex((op) => op.startsWith("delete"))];
  if (made === -1 || gone === -1) return "";
  return made < gone ? "the new one is made before the old one goes" : "the old one goes before the new one is made";
}

// src/engines/pulumi/events/entries.ts
import { createHash } from "node:crypto";
function entriesOf(rows) {
  return rows.filter((row) => row.action !== "unchanged").toSorted((a, b) => a.urn < b.urn ? -1 : 1).map((row) => ({ address: row.urn, action: row.action, ...contentOf(row) }));
}
function resourceDigests(events) {
  const wanted = foldSteps(events, "preview").flatMap(
    ({ urn, action, step }) => action === "delete" || step.new === void 0 ? [] : [[urn, digestOf(step.new)]]
  );
  return new Map(wanted);
}
function digestOf(state) {
  const inputs = inputsOf(state, "after", () => "secret");
  return sha256(withoutDrawn(inputs, drawnIn(state.inputs))).slice(0, 16);
}
function contentOf({ action, step }) {
  if (action === "delete" || step.new === void 0) return { fields: [], value: null };
  const inputs = inputsOf(step.new, "after", () => "secret");
  const isDrawn = drawnIn(step.new.inputs);
  if (action === "create" || step.detail === null)
    return { fields: [], value: sha256(withoutDrawn(inputs, isDrawn)) };
  const fields = [...step.detail].map(([path, diff]) => ({ path, parts: splitPropertyPath(path), diff })).filter(({ parts }) => !isDrawn(parts)).toSorted((a, b) => a.path < b.path ? -1 : 1).map(({ path, parts, diff }) => {
    const value = valueAtPath(inputs, parts);
    const kind = `${diff.kind}${diff.isReplacing ? "-replace" : ""}`;
    return { path, value: `${kind} ${value === void 0 ? "none" : sha256(value)}` };
  });
  return { fields, value: null };
}
function drawnIn(inputs) {
  const defaults = inputs["__defaults"];
  const isNamed = valueAtPath(inputs, ["metadata", "annotations", "pulumi.com/autonamed"]) === "true";
  return ([first, second, ...deeper]) => isList(defaults) && defaults.includes(String(first)) || isNamed && first === "metadata" && second === "name" && deeper.length === 0;
}
function withoutDrawn(inputs, isDrawn) {
  return Object.fromEntries(
    Object.entries(inputs).filter(([name]) => !isDrawn([name])).map(([name, value]) => [name, isObject(value) ? shallow(name, value, isDrawn) : value])
  );
}
function shallow(name, value, isDrawn) {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !isDrawn([name, key])));
}
function sha256(value) {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

// src/engines/pulumi/events/findings.ts
function findingsOf(events) {
  const found = events.flatMap((event) => {
    switch (event.kind) {
      case "policy":
        return [policyFinding(event)];
      case "remediation":
        return [remediationFinding(event)];
      case "diagnostic":
        return event.severity === "info" || event.isEphemeral || event.message === "" ? [] : [
          {
            code: `pulumi-${event.severity}`,
            severity: event.severity,
            message: event.message,
            ...at(event.urn)
          }
        ];
      case "step":
      case "summary":
        return [];
    }
  });
  return [
    ...new Map(found.map((each) => [`${each.code}|${each.address ?? ""}|${each.message}`, each])).values()
  ];
}
function limitsOf(rows) {
  const open2 = rows.filter((row) => row.action !== "unchanged" && row.action !== "delete").map((row) => countUnknown(row.step.new?.inputs)).filter((count) => count > 0);
  const values = open2.reduce((sum, count) => sum + count, 0);
  if (values === 0) return [];
  return [
    `${values === 1 ? "1 value" : `${values} values`} of ${open2.length === 1 ? "1 resource" : `${open2.length} resources`} ${values === 1 ? "is" : "are"} known only after the deploy`
  ];
}
function policyFinding(event) {
  const isMandatory = event.level === "mandatory";
  const severity = isMandatory ? "error" : event.level === "none" ? "notice" : "warning";
  return {
    code: isMandatory ? "policy-mandatory" : "policy-advisory",
    severity,
    message: `${event.pack}: ${event.policy}: ${event.message}`,
    ...isMandatory && { hint: "The policy is mandatory: the deploy stops until the program keeps it." },
    ...at(event.urn)
  };
}
function remediationFinding(event) {
  const keys = [.../* @__PURE__ */ new Set([...Object.keys(event.before), ...Object.keys(event.after)])].filter((key) => JSON.stringify(event.before[key]) !== JSON.stringify(event.after[key])).toSorted();
  return {
    code: "policy-remediated",
    severity: "notice",
    message: `${event.pack}: ${event.policy} changed ${keys.join(", ")}`,
    ...at(event.urn)
  };
}
function at(urn) {
  return urn === void 0 ? {} : { address: urn };
}

// src/engines/pulumi/plan.ts
function openEventLog() {
  const raw = [];
  return {
    onEvent: (event) => {
      raw.push(event);
    },
    read: () => raw.flatMap((event) => readEvent(event) ?? [])
  };
}
function planOf(events, renderedDigest, secrets) {
  const rows = foldSteps(events, "preview");
  const entries = entriesOf(rows);
  return {
    digest: entriesDigest(entries),
    renderedDigest,
    entries,
    changes: rows.map((row) => changeOf(row, (value) => secrets.markOf(value))),
    diagnostics: findingsOf(events),
    limits: limitsOf(rows)
  };
}

// src/engines/pulumi/apply.ts
async function applyPlan(plan, update, world, { outputs, explain }) {
  const { stack } = update;
  const door = await stack.door();
  const log = openEventLog();
  const startMs = world.clock.elapsedMs();
  const fence = openFence(update.planned ?? []);
  const onEvent = (event) => {
    log.onEvent(event);
    fence.watch(event);
  };
  let failure;
  try {
    world.signal.throwIfAborted();
    if (update.planPath === void 0) await door.destroy(update.options, onEvent);
    else await door.up(update.options, onEvent, { planPath: update.planPath, end: fence.signal });
  } catch (error) {
    const why = whyMoved(fence, log.read(), world) ?? explain(error, log.read());
    if (!(why instanceof Failure) || !hasTouched(log.read())) throw why;
    failure = why;
  }
  failure ??= whyMoved(fence, log.read(), world);
  const steps = stepsOf(plan, log.read(), failure);
  const handedOut = outputs === "read" && !failure ? await handOutputs(stack, log.read(), world) : void 0;
  return {
    result: resultOf(steps, failure),
    steps,
    health: [],
    durationMs: Math.round(world.clock.elapsedMs() - startMs),
    waitedMs: 0,
    ...fence.moved !== void 0 && failure && { stopped: failure },
    ...handedOut && { outputs: handedOut }
  };
}
function whyMoved({ moved }, events, { signal }) {
  if (moved === void 0 || signal.aborted) return void 0;
  return movedFailure(moved, hasTouched(events) ? "touched" : "untouched");
}
function hasTouched(events) {
  return foldSteps(events, "update").some((row) => row.action !== "unchanged");
}
function stepsOf(plan, events, failure) {
  const rows = new Map(foldSteps(events, "update").map((row) => [row.urn, row]));
  const messages = new Map(
    events.flatMap(
      (event) => event.kind === "diagnostic" && event.severity === "error" && event.urn !== void 0 ? [[event.urn, event.message]] : []
    )
  );
  return plan.changes.filter((change) => change.action !== "unchanged").map(({ address, action }) => {
    const row = rows.get(address);
    const base = { address, action, durationMs: 0 };
    if (row?.state === "done") return { ...base, state: "done" };
    if (row === void 0 && !failure) return { ...base, state: "done" };
    if (row === void 0) return { ...base, state: "skipped", message: "not begun" };
    return { ...base, state: "failed", message: messages.get(address) ?? failure?.message ?? "broken off" };
  });
}
function resultOf(steps, failure) {
  if (!failure) return steps.length === 0 ? "unchanged" : "deployed";
  const done = steps.some((step) => step.state === "done");
  if (failure.code === "cancelled") return done ? "partial" : "cancelled";
  return done ? "partial" : "failed";
}
async function handOutputs(stack, events, world) {
  const { clear, masked } = await readOutputs(stack, events, world.secrets);
  world.handOut?.(clear);
  return masked;
}

// src/engines/pulumi/cli/command.ts
import { delimiter, dirname } from "node:path";

// src/engines/pulumi/cli/exit-code.ts
var exitCodes = {
  error: 1,
  configuration: 2,
  authentication: 3,
  stackNotFound: 6,
  noChangesExpected: 7,
  cancelled: 8
};

// src/engines/pulumi/own-lock.ts
import { createHash as createHash2 } from "node:crypto";
import { join } from "node:path";
function markOfArguments(args) {
  return `${args.length} ${createHash2("sha256").update(args.join("\0")).digest("hex").slice(0, 16)}`;
}
function writeLock({ host, pid, startedMs, mark }) {
  return JSON.stringify({ host, pid, startedMs, mark });
}
function readLock(text) {
  const json = text?.startsWith("{") === true ? parseJson(text) : null;
  const [host, mark] = [textAt(json, "/host"), textAt(json, "/mark")];
  const [pid, startedMs] = [numberAt(json, "/pid"), numberAt(json, "/startedMs")];
  return host === void 0 || mark === void 0 || pid === void 0 || startedMs === void 0 ? void 0 : { host, pid, startedMs, mark };
}
var pauseMs = 500;
var patienceMs = 45e3;
async function endOrphan(lock, told, world) {
  if (lock.host !== world.disk.hostName()) return true;
  const isAlive = async () => {
    const words = (await world.disk.read(`/proc/${lock.pid}/cmdline`) ?? "").split("\0").slice(0, -1);
    const count = Number.parseInt(lock.mark, 10);
    return count > 0 && words.length > count && markOfArguments(words.slice(-count)) === lock.mark;
  };
  if (!await isAlive()) return true;
  world.log.info(`the Pulumi CLI of the killed run (pid ${lock.pid}) is still at work: waiting for its end`);
  const options = { env: world.programEnv, timeoutMs: pauseMs * 10 };
  if (told === "untold")
    await world.shell.run("kill", ["-INT", String(lock.pid)], options).catch(() => void 0);
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += pauseMs) {
    await world.clock.sleep(pauseMs);
    if (!await isAlive()) return true;
  }
  world.log.warn(`the Pulumi CLI (pid ${lock.pid}) does not end: it is left alone, and so is its lock`);
  return false;
}
async function releaseLock(lock, place, world) {
  const top = folderOf(place, world);
  if (top === void 0) {
    world.log.info(
      `if the next run finds ${place.stack} locked by ${lock.host} (pid ${lock.pid}), it is this run's lock: pulumi cancel`
    );
    return;
  }
  const folder = join(top, ".pulumi/locks/organization", place.project, place.stack.split("/").at(-1) ?? "");
  for (const name of await world.disk.list(folder)) {
    const path = join(folder, name);
    if (!isOurs(lock, await world.disk.read(path))) continue;
    await world.disk.remove(path);
    world.log.info(`the lock that the killed run left on ${place.stack} is removed`);
  }
}
function folderOf({ backendUrl, folder }, { programEnv }) {
  const [, path] = /^file:\/\/([^?]*)/.exec(backendUrl ?? "") ?? [];
  if (path === void 0) return void 0;
  if (path === "~" || path.startsWith("~/")) return join(programEnv["HOME"] ?? "/", path.slice(1));
  return path.startsWith("/") ? path : join(folder, path);
}
var slackMs = 2e3;
function isOurs({ host, pid, startedMs }, text) {
  if (text === void 0) return false;
  try {
    const json = parseJson(text);
    const madeMs = Date.parse(textAt(json, "/timestamp") ?? "");
    const isSame3 = textAt(json, "/hostname") === host && numberAt(json, "/pid") === pid;
    return isSame3 && madeMs >= startedMs - slackMs;
  } catch {
    return false;
  }
}

// src/engines/pulumi/cli/command.ts
var CliExit = class extends Error {
  code;
  args;
  stdout;
  stderr;
  constructor(result, args) {
    super(`pulumi ${args[0] ?? ""} ended with ${result.code}`);
    this.name = "CliExit";
    this.code = result.code;
    this.args = args;
    this.stdout = result.stdout;
    this.stderr = result.stderr;
  }
};
var limitMs = 24 * 36e5;
function openCommand(cli, backendUrl, world) {
  const starts = [];
  let newest2;
  const { programEnv, shell, log, clock, signal, disk } = world;
  return {
    cli,
    starts,
    get newest() {
      return newest2;
    },
    run: async (given, options) => {
      const args = [...given.filter((arg) => arg !== "--non-interactive"), "--non-interactive"];
      starts.push(args);
      const isLocking = args[0] === "up" || args[0] === "destroy" && args.includes("--yes");
      log.debug(`start ${starts.length}: pulumi ${args.join(" ")}`);
      const result = await shell.run(cli.command, args, {
        env: {
          ...programEnv,
          ...options.env,
          // The language hosts of the same version lie beside it.
          PATH: [dirname(cli.command), programEnv["PATH"] ?? ""].join(delimiter),
          PULUMI_SKIP_UPDATE_CHECK: "true",
          PULUMI_AUTOMATION_API: "true",
          ...backendUrl !== void 0 && { PULUMI_BACKEND_URL: backendUrl }
        },
        folder: options.folder,
        timeoutMs: limitMs,
        ...options.cancel === "forward" && {
          signal: options.end === void 0 ? signal : AbortSignal.any([signal, options.end])
        },
        ...options.onOutput && { onOutput: options.onOutput },
        onStart: (pid) => {
          newest2 = { pid, startedMs: clock.nowMs() };
          if (isLocking) {
            const mark = markOfArguments(args);
            world.note?.({ lock: writeLock({ host: disk.hostName(), ...newest2, mark }) });
          }
        }
      });
      if (isLocking) world.note?.({ lock: void 0 });
      if (result.code !== 0) throw new CliExit(result, args);
      return result;
    }
  };
}
function isStackMissing(error) {
  return error instanceof CliExit && error.code === exitCodes.stackNotFound;
}

// src/engines/pulumi/cli/failure.ts
function failureOf(error, events, place) {
  const isEnded = place.isCancelled && !(error instanceof Failure);
  if (!(error instanceof CliExit)) return isEnded ? cancelled(place.stack, error) : error;
  const text = plainText(`${error.stderr}
${error.stdout}`);
  const { stack } = place;
  if (error.code === exitCodes.cancelled || place.isCancelled) return cancelled(stack, error);
  switch (error.code) {
    case exitCodes.stackNotFound:
      return stackMissing(stack, error);
    case exitCodes.noChangesExpected:
      return new Failure("changes-unexpected", `stack ${stack} would change, and expect-no-changes is set`, {
        hint: "Take expect-no-changes out to deploy the changes, or find out where they come from: mode: drift.",
        cause: error
      });
    case exitCodes.authentication:
      return new Failure("credentials-rejected", `Pulumi was not let in: ${firstError(text)}`, {
        hint: "Is PULUMI_ACCESS_TOKEN set in the env of the step, and is it valid for this organization?",
        cause: error
      });
    case exitCodes.configuration:
      return new Failure(
        "inputs-invalid",
        `Pulumi did not take its arguments or configuration: ${firstError(text)}`,
        {
          cause: error
        }
      );
    default:
      return byText(text, error, events, stack);
  }
}
function cancelled(stack, cause) {
  return new Failure("cancelled", `the run was cancelled while Pulumi worked on stack ${stack}`, { cause });
}
function stackMissing(stack, cause) {
  return new Failure("stack-missing", `there is no stack ${stack} in the backend`, {
    hint: "Is stack-name right, and cloud-url the backend that holds it? To create it with the first deploy: upsert: true.",
    cause
  });
}
function byText(text, error, events, stack) {
  const locked = /currently locked by|\[409\] Conflict: Another update/.test(text);
  if (locked) {
    const who = /created by (\S+@\S+ \(pid \d+\) at \S+)/.exec(text)?.[1];
    return new Failure(
      "stack-locked",
      `another update holds the lock of stack ${stack}${who === void 0 ? "" : `: ${who}`}`,
      {
        hint: "Let it end, then run this again. If nothing runs any more: pulumi cancel, once you are sure.",
        cause: error
      }
    );
  }
  const stopped = byPlan(text, error, events);
  if (stopped) return stopped;
  if (/passphrase must be set|PULUMI_CONFIG_PASSPHRASE/.test(text)) {
    return new Failure("credentials-missing", `the passphrase of stack ${stack} is not given`, {
      hint: "Set PULUMI_CONFIG_PASSPHRASE in the env of the step: PULUMI_CONFIG_PASSPHRASE: '${{ secrets.PULUMI_CONFIG_PASSPHRASE }}'.",
      cause: error
    });
  }
  if (/incorrect passphrase/.test(text)) {
    return new Failure("credentials-rejected", `the passphrase is not that of stack ${stack}`, {
      cause: error
    });
  }
  if (/PULUMI_ACCESS_TOKEN must be set|problem logging in|could not query for user/.test(text)) {
    return new Failure("credentials-missing", `Pulumi is not logged in: ${firstError(text)}`, {
      hint: "Set PULUMI_ACCESS_TOKEN in the env of the step, or name your own backend: cloud-url: 's3://...'.",
      cause: error
    });
  }
  if (/unable to open bucket|failed to open bucket|connection refused|no such host/i.test(text)) {
    return new Failure(
      "backend-failed",
      `the backend of stack ${stack} cannot be used: ${firstError(text)}`,
      { cause: error }
    );
  }
  const cause = events.find((event) => event.kind === "diagnostic" && event.severity === "error");
  const why = cause?.kind === "diagnostic" ? firstLines(cause.message) : firstError(text);
  return new Failure("program-failed", `pulumi ${error.args[0] ?? ""} of stack ${stack} failed: ${why}`, {
    cause: error
  });
}
function byPlan(text, cause, events) {
  const [, violating] = /(?:resource )?(urn:pulumi:\S+) violates plan/.exec(messagesOf(events, text)) ?? [];
  if (violating !== void 0)
    return new Failure(
      "plan-violated",
      `the update would have done to ${violating} what the plan does not hold`,
      {
        hint: "Nothing was touched. Run it again: it is planned anew. If it happens again, the program gives another result each time.",
        cause
      }
    );
  const [, added] = /Resource '(urn:pulumi:\S+)' will be destroyed but was not specified/.exec(text) ?? [];
  if (added !== void 0)
    return new Failure("plan-violated", `${added} is in the stack by now, and the plan did not show it`, {
      hint: "Nothing was touched. Another update went on meanwhile: run it again, and it is planned anew.",
      cause
    });
  const [, kept] = /resource "(urn:pulumi:\S+)" cannot be deleted\s+because it is protected/.exec(text) ?? [];
  if (kept !== void 0)
    return new Failure("program-failed", `${kept} cannot be deleted: it is protected`, {
      hint: "Take protect off in the program and deploy that first; or, in mode destroy, leave what is protected: exclude-protected: true.",
      cause
    });
  return void 0;
}
function messagesOf(events, text) {
  return [...events.flatMap((event) => event.kind === "diagnostic" ? [event.message] : []), text].join("\n");
}
function firstError(text) {
  const lines = text.split("\n").map((line2) => line2.trim());
  const named = lines.find((line2) => /^error:/i.test(line2));
  return (named ?? lines.findLast((line2) => line2 !== "") ?? "it printed nothing").replace(/^error:\s*/i, "").slice(0, 500);
}
function firstLines(message) {
  const lines = message.split("\n").filter((line2) => !/^\s+at /.test(line2) && line2.trim() !== "");
  return lines.slice(0, 5).join("\n").slice(0, 1e3);
}

// src/engines/pulumi/destroy.ts
function withStackRemoved(plan, stack) {
  const change = {
    address: addressOf(stack),
    confirmAddress: addressOf(stack),
    title: { kind: "Stack", name: stack },
    action: "delete",
    fields: [],
    evidence: "server",
    risk: "its history and its outputs are lost with it"
  };
  const entries = [
    ...plan.entries,
    { address: change.address, action: change.action, fields: [], value: null }
  ];
  return { ...plan, entries, digest: entriesDigest(entries), changes: [...plan.changes, change] };
}
function onlyPlanned(options, events) {
  const gone = events.flatMap((event) => event.kind === "step" && event.op === "delete" ? [event.urn] : []);
  return {
    ...options,
    // The engine comes to them in any order, and the names shall not differ from run to run.
    target: [...new Set(gone)].toSorted(),
    targetDependents: false,
    exclude: [],
    excludeDependents: false,
    excludeProtected: false
  };
}
async function destroyStack(plan, { stack, options, events, remove }, world, explain) {
  const only = onlyPlanned(options, events);
  const nothing2 = { result: "deployed", steps: [], health: [], durationMs: 0, waitedMs: 0 };
  const outcome = only.target.length === 0 ? nothing2 : await applyPlan(plan, { stack, options: only }, world, { outputs: "unread", explain });
  return remove ? await removeStack(outcome, stack, world) : outcome;
}
async function removeStack(outcome, stack, world) {
  const address = addressOf(stack.name);
  const others = outcome.steps.filter((step) => step.address !== address);
  const base = { address, action: "delete", durationMs: 0 };
  if (outcome.result !== "deployed") {
    const step = { ...base, state: "skipped", message: "not begun" };
    return { ...outcome, steps: [...others, step] };
  }
  try {
    await stack.command.run(["stack", "rm", stack.name, "--yes", "--preserve-config"], {
      folder: stack.project.folder,
      cancel: "ignore"
    });
    world.log.info(`stack ${stack.name} was removed`);
    return { ...outcome, steps: [...others, { ...base, state: "done" }] };
  } catch (error) {
    if (!(error instanceof CliExit)) throw error;
    const message = `the stack stays: ${firstError(plainText(`${error.stderr}
${error.stdout}`))}`;
    world.log.warn(message);
    const step = { ...base, state: "failed", message };
    return { ...outcome, result: "partial", steps: [...others, step] };
  }
}
function addressOf(stack) {
  return `stack ${stack}`;
}

// src/engines/pulumi/ledger/index.ts
import { createHash as createHash4 } from "node:crypto";

// src/engines/pulumi/ledger/trail.ts
function messageOf(record, said) {
  const { environment, target, sequence, kind, id, commit = "-", renderedDigest } = record;
  const trail = `gitops-push ${environment}/${target.name}#${sequence} ${kind} ${id} ${commit} ${renderedDigest}`;
  const ours = said.hold === void 0 ? trail : `${said.hold}
${trail}`;
  return said.user === void 0 ? ours : `${said.user}

${ours}`;
}
var trailPattern = /gitops-push (.+)\/([^/]+)#(\d+) (deploy|rollback|resume|heal|destroy) ([0-9A-Z]{26}) ([0-9a-f]{40,64}|-) ([0-9a-f]{64})$/;
function isOurs2(update, target) {
  return recordOfUpdate(update, target, "") !== void 0;
}
function recordOfUpdate(update, target, serverHash) {
  const match = trailPattern.exec(update.message.trim());
  if (!match) return void 0;
  const [, environment, name, sequence, kind, id = "", commit = "-", renderedDigest = ""] = match;
  if (environment !== target.environment || name !== target.name) return void 0;
  const result = resultOf2(update.result);
  return {
    schema: recordSchema,
    app: target.name,
    environment,
    target: { name, serverHash },
    id,
    sequence: Number(sequence),
    kind: kindOf(kind),
    ...commit !== "-" && { commit },
    renderedDigest,
    planDigest: "",
    images: [],
    objects: { count: 0, created: 0, changed: 0, unchanged: 0, pruned: 0 },
    engine: "pulumi",
    startedAt: new Date(update.startedMs).toISOString(),
    ...result !== void 0 && { result },
    tools: {}
  };
}
var kinds = ["deploy", "rollback", "resume", "heal", "destroy"];
function kindOf(word) {
  return kinds.find((kind) => kind === word) ?? "deploy";
}
function resultOf2(result) {
  if (result === "succeeded") return "success";
  return result === "failed" ? "failed" : void 0;
}
function uniteRecords(trail, stored) {
  const byId = new Map([...trail, ...stored].map((record) => [record.id, record]));
  const trailOf = new Map(trail.map((record) => [record.id, record]));
  return [...byId.values()].map((record) => {
    const told = trailOf.get(record.id)?.result;
    return record.result === void 0 && told !== void 0 ? { ...record, result: told } : record;
  }).toSorted((a, b) => a.sequence - b.sequence || (a.id < b.id ? -1 : 1));
}

// src/engines/pulumi/ledger/abandon.ts
async function abandon(begun, context) {
  const { record, lock, isCancelled } = begun;
  if (lock !== void 0) await context.releaseLock(lock, isCancelled ? "told" : "untold");
  if (!record) return void 0;
  const { updates } = await context.readHistory();
  const told = updates.flatMap((update) => recordOfUpdate(update, context.target, "") ?? []).find(({ id }) => id === record.id)?.result;
  const open2 = brokenOffRecord(record, context.world.clock.nowMs());
  const { brokenOff: _, ...known } = open2;
  const closed = told === void 0 ? open2 : { ...known, result: told };
  await context.world.records?.put(closed);
  return closed;
}

// src/engines/pulumi/ledger/hold.ts
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
var line = /(?:^|\n)gitops-push hold ([A-Za-z0-9_-]+)\ngitops-push [^\n]+$/;
var longestLine = 2e4;
var mostBytes = 1e6;
function holdLine(hold, whole) {
  const text = lineOf(hold);
  return text.length <= longestLine ? text : lineOf({ ...hold, culprits: [{ address: "", digest: whole }] });
}
function lineOf(hold) {
  return `gitops-push hold ${brotliCompressSync(JSON.stringify(hold)).toString("base64url")}`;
}
function holdIn(message) {
  const [, text] = line.exec(message.trim()) ?? [];
  if (text === void 0) return void 0;
  try {
    const packed = Buffer.from(text, "base64url");
    const json = parseJson(brotliDecompressSync(packed, { maxOutputLength: mostBytes }).toString("utf8"));
    const [record, from, since] = [textAt(json, "/record"), textAt(json, "/from"), textAt(json, "/since")];
    const reason = textAt(json, "/reason");
    if (!isObject(json) || record === void 0 || from === void 0 || since === void 0)
      return void 0;
    const culprits = listAt(json, "/culprits").map(
      (culprit) => ({
        address: textAt(culprit, "/address") ?? "",
        digest: textAt(culprit, "/digest") ?? ""
      })
    );
    return { record, from, since, ...reason !== void 0 && { reason }, culprits };
  } catch {
    return void 0;
  }
}
var liftedTag = "gitops-push:lifted";
function writeLifted(hold, { sequence, id }) {
  return `${hold.record} ${sequence} ${id}`;
}
function readLifted(text) {
  const [, hold, sequence] = /^(\S.*) (\d+) [0-9A-Z]{26}$/.exec(text.trim()) ?? [];
  return hold === void 0 ? void 0 : { hold, sequence: Number(sequence) };
}

// src/engines/pulumi/ledger/holds.ts
function openHolds(context, all) {
  let known;
  let next;
  const found = async () => {
    known ??= find(context);
    return await known;
  };
  const current = async () => {
    const { hold, lifted } = await found();
    return lifted?.hold === hold?.record ? void 0 : hold;
  };
  return {
    current,
    set: (hold) => {
      next = { hold };
    },
    lift: async (reason) => {
      const hold = await current();
      const record = resumedRecord(await all(), { reason }, context.world);
      if (hold) await context.tags.set(liftedTag, writeLifted(hold, record));
      await context.world.records?.put(record);
      return record;
    },
    line: async () => {
      const hold = next ? next.hold : await current();
      if (!hold) return void 0;
      const from = (await all()).find((record) => recordName(record) === hold.from);
      return holdLine(hold, from?.renderedDigest ?? "");
    },
    lifted: async () => (await found()).lifted,
    forget: () => {
      context.tags.forget();
      known = void 0;
    }
  };
}
async function find({ planned, target, tags }) {
  const { updates } = await planned();
  const ours = updates.find((update) => isOurs2(update, target));
  const hold = ours && holdIn(ours.message);
  if (!hold) return {};
  return { hold, lifted: readLifted((await tags.all()).get(liftedTag) ?? "") };
}

// src/engines/pulumi/ledger/outbox.ts
import { createHash as createHash3 } from "node:crypto";
import { brotliCompressSync as brotliCompressSync2, brotliDecompressSync as brotliDecompressSync2 } from "node:zlib";
var longestPart = 240;
var mostParts = 40;
var mostBytes2 = 1e6;
var mostTries = 4;
var prefix = "gitops-push:outbox-";
function openOutbox(tags, log) {
  const orFail = async (work) => {
    await work.catch((error) => {
      throw new Failure("record-failed", "the stack does not take the tags for it", { cause: error });
    });
  };
  return {
    known: async () => readLetters(await tags.all()),
    keep: async (letters) => {
      const read = setsIn(await tags.all());
      const { parts, left } = partsOf(letters);
      for (let tries = 1; !isThere(await tags.all(), parts); tries += 1) {
        if (tries > mostTries)
          throw new Failure("record-failed", "other runs write to the tags of the stack all the time");
        for (const [name, part] of parts.toReversed()) await orFail(tags.set(name, part));
        tags.forget();
      }
      for (const { names: names2 } of read.filter((each) => !parts.some(([name]) => name === each.names[0])))
        for (const name of names2)
          await tags.remove(name).catch(() => log.info(`the tag ${name} could not be taken away, or is gone already`));
      return left;
    }
  };
}
function partsOf(letters) {
  if (letters.length === 0) return { parts: [], left: 0 };
  const text = brotliCompressSync2(JSON.stringify(letters)).toString("base64url");
  const count = Math.ceil(text.length / longestPart);
  if (count > mostParts) {
    const without = Math.ceil(letters.length / 8);
    const { parts: parts2, left } = partsOf(letters.slice(without));
    return { parts: parts2, left: left + without };
  }
  const id = idOf(text);
  const parts = Array.from({ length: count }, (_, index) => {
    const part = text.slice(index * longestPart, (index + 1) * longestPart);
    return [tagOf(id, index), index === 0 ? `${count} ${part}` : part];
  });
  return { parts, left: 0 };
}
function isThere(tags, parts) {
  return parts.every(([name, part]) => tags.get(name) === part);
}
function readLetters(tags) {
  const newest2 = /* @__PURE__ */ new Map();
  for (const letter of setsIn(tags).flatMap(({ letters }) => letters)) {
    const matter = JSON.stringify([letter.to, letter.key]);
    const known = newest2.get(matter);
    if (!known || known.at < letter.at) newest2.set(matter, letter);
  }
  return [...newest2.values()].toSorted((a, b) => a.at < b.at ? -1 : 1);
}
function setsIn(tags) {
  return [...tags].flatMap(([name, value]) => {
    const [, id] = /^gitops-push:outbox-([0-9a-f]{8})-0$/.exec(name) ?? [];
    const [, count = "0", first = ""] = /^(\d{1,2}) (.+)$/.exec(value) ?? [];
    if (id === void 0 || first === "") return [];
    const names2 = Array.from({ length: Number(count) }, (_, index) => tagOf(id, index));
    const text = [first, ...names2.slice(1).map((each) => tags.get(each) ?? "")].join("");
    return idOf(text) === id ? [{ names: names2, letters: unpacked(text) }] : [];
  });
}
function unpacked(text) {
  try {
    const packed = Buffer.from(text, "base64url");
    return lettersIn(
      parseJson(brotliDecompressSync2(packed, { maxOutputLength: mostBytes2 }).toString("utf8"))
    );
  } catch {
    return [];
  }
}
function tagOf(id, index) {
  return `${prefix}${id}-${index}`;
}
function idOf(text) {
  return createHash3("sha256").update(text).digest("hex").slice(0, 8);
}

// src/engines/pulumi/ledger/index.ts
function openLedger(context) {
  let known;
  let current;
  const all = async () => {
    known ??= readAll(await context.planned(), context);
    return await known;
  };
  const holds = openHolds(context, all);
  return {
    message: async (user) => current && messageOf(current, { user, hold: await holds.line() }),
    all,
    last: async () => (await all()).at(-1),
    acquire: async () => {
      const [then, before] = [await context.planned(), await all()];
      const now = await context.readHistory();
      known = readAll(now, context);
      holds.forget();
      return guardOf(now.marker !== then.marker || (await known).at(-1)?.id !== before.at(-1)?.id);
    },
    open: async (plan, announced) => {
      const opened = await openEntry(await all(), { plan, announced, lifted: await holds.lifted() }, context);
      current = opened.record;
      return opened;
    },
    abandon: async (begun) => await abandon(begun, context),
    holds,
    // Without somebody to tell there is nothing to keep, and the question is a start of the CLI.
    ...context.world.mirrors && { outbox: openOutbox(context.tags, context.world.log) }
  };
}
function guardOf(hasMoved) {
  return {
    hasMoved,
    keepsOthersOut: false,
    isFresh: () => true,
    stillMine: async () => await Promise.resolve(true),
    isHeld: async () => await Promise.resolve(true),
    release: async () => await Promise.resolve()
  };
}
async function readAll(history, context) {
  const { target, world } = context;
  const trail = history.updates.flatMap((update) => recordOfUpdate(update, target, hashOf(context)) ?? []);
  const stored = await world.records?.all(target) ?? [];
  return uniteRecords(trail, stored);
}
async function openEntry(earlier, { plan, announced, lifted }, context) {
  const { world, target, stack } = context;
  const store = requireStore(world);
  const record = openedRecord({
    target,
    plan,
    announced,
    previous: earlier.at(-1),
    sequence: Math.max(earlier.at(-1)?.sequence ?? 0, lifted?.sequence ?? 0) + 1,
    run: world.run,
    serverHash: hashOf(context),
    images: [],
    reason: context.reason,
    tools: { action: world.program.split("/").at(-1) ?? "", pulumi: context.cliVersion() },
    stack: { name: stack, before: (await context.planned()).marker },
    nowMs: world.clock.nowMs(),
    random: Array.from({ length: 16 }, () => Math.random())
  });
  world.note?.({ record });
  await store?.put(record);
  return {
    record,
    close: async (outcome) => {
      const closed = closedRecord(record, outcome, world.clock.nowMs());
      await store?.put(closed);
      world.note?.({ record: void 0 });
      return closed;
    }
  };
}
function requireStore(world) {
  if (world.records || world.run.host !== "terminal") return world.records;
  throw new Failure("inputs-invalid", "there is no place for the record of this deploy", {
    hint: "Name a file that is kept: --history deploys.jsonl."
  });
}
function hashOf({ stack }) {
  return createHash4("sha256").update(stack).digest("hex");
}

// src/engines/pulumi/tags.ts
function stackTags(opened, explain) {
  let known;
  const ask = async (args) => {
    const stack = await opened();
    try {
      return (await stack.ask(["stack", "tag", ...args])).stdout;
    } catch (error) {
      throw explain(error);
    }
  };
  const read = async () => {
    const stdout = await ask(["ls", "--json"]);
    const tags = /^\s*\{/.test(stdout) ? objectIn(stdout) : {};
    return new Map(
      Object.entries(isObject(tags) ? tags : {}).flatMap(
        ([name, value]) => typeof value === "string" ? [[name, value]] : []
      )
    );
  };
  return {
    all: async () => {
      known ??= read();
      return await known;
    },
    set: async (name, value) => {
      await ask(["set", name, value]);
      known = void 0;
    },
    remove: async (name) => {
      await ask(["rm", name]);
      known = void 0;
    },
    forget: () => {
      known = void 0;
    }
  };
}

// src/engines/pulumi/make-stack.ts
import { join as join2 } from "node:path";
async function makeStack(stack, secretsProvider, { disk, log }) {
  const { folder, stackFile } = stack.project;
  const provider = secretsProvider === void 0 ? [] : ["--secrets-provider", secretsProvider];
  const args = ["stack", "init", stack.name, "--no-select", ...provider];
  await stack.command.run(args, { folder, cancel: "ignore" });
  log.info(`stack ${stack.name} was created`);
  if (stackFile !== void 0) return void 0;
  const path = join2(folder, `Pulumi.${stack.name.split("/").at(-1) ?? ""}.yaml`);
  const text = await disk.read(path);
  await disk.remove(path);
  return text;
}

// src/engines/pulumi/run-files.ts
import { basename, join as join3 } from "node:path";

// src/engines/pulumi/project/yaml.ts
function readYaml(text) {
  try {
    const value = load(text);
    if (value === void 0 || value === null) return { object: {} };
    const json = JSON.parse(JSON.stringify(value));
    return isObject(json) ? { object: json } : { problem: "it is no map", line: 1, column: 1 };
  } catch (error) {
    return { problem: reasonOf(error), ...placeOf(error) };
  }
}
function reasonOf(error) {
  if (typeof error === "object" && error !== null && "reason" in error) return String(error.reason);
  return error instanceof Error ? error.message.split("\n")[0] ?? "" : String(error);
}
function placeOf(error) {
  const mark = typeof error === "object" && error !== null && "mark" in error ? error.mark : void 0;
  if (typeof mark !== "object" || mark === null) return { line: 1, column: 1 };
  const at2 = (name) => {
    const value = Reflect.get(mark, name);
    return typeof value === "number" ? value + 1 : 1;
  };
  return { line: at2("line"), column: at2("column") };
}

// src/engines/pulumi/run-files.ts
async function prepareFiles(stack, { settings, madeFile }, world) {
  const made = await world.disk.temporary();
  try {
    const isCopied = settings.configMap !== void 0 || stack.project.stackFile === void 0;
    const given = { configMap: settings.configMap, madeFile };
    const configFile = isCopied ? await copyConfig(stack, given, made.folder, world) : void 0;
    return {
      planPath: join3(made.folder, "plan.json"),
      options: configFile === void 0 ? {} : { configFile },
      [Symbol.asyncDispose]: async () => await made[Symbol.asyncDispose]()
    };
  } catch (error) {
    await made[Symbol.asyncDispose]();
    throw error;
  }
}
async function copyConfig(stack, { configMap, madeFile }, folder, world) {
  const { stackFile } = stack.project;
  const path = join3(folder, basename(stackFile?.path ?? "Pulumi.stack.yaml"));
  await world.disk.writePrivate(path, stackFile?.text ?? madeFile ?? await keysOfState(stack));
  const values = configMap === void 0 ? [] : readConfigMap(configMap);
  if (values.length === 0) return path;
  const flags = values.flatMap(({ key, text, isSecret }) => {
    if (isSecret) world.secrets.add(text);
    return [isSecret ? "--secret" : "--plaintext", `${key}=${text}`];
  });
  await stack.ask(["config", "set-all", "--path", "--config-file", path, ...flags]);
  return path;
}
async function keysOfState(stack) {
  const { stdout } = await stack.ask(["stack", "export"]);
  const provider = valueAt(objectIn(stdout), "/deployment/secrets_providers");
  const salt = textAt(provider, "/state/salt");
  if (textAt(provider, "/type") === "passphrase" && salt !== void 0)
    return `encryptionsalt: ${JSON.stringify(salt)}
`;
  const url = textAt(provider, "/state/url");
  const key = textAt(provider, "/state/encryptedkey");
  return url === void 0 || key === void 0 ? "" : `secretsprovider: ${JSON.stringify(url)}
encryptedkey: ${JSON.stringify(key)}
`;
}
function readConfigMap(text) {
  const read = readYaml(text);
  if ("problem" in read) {
    throw new Failure("inputs-invalid", `config-map is no YAML map: ${read.problem} (line ${read.line})`, {
      hint: 'Write it as in pulumi/actions:\n  config-map: |\n    aws:region: { value: eu-west-1 }\n    password: { value: "${{ secrets.PASSWORD }}", secret: true }'
    });
  }
  return Object.entries(read.object).flatMap(([key, entry]) => {
    const isWrapped = isObject(entry) && Object.hasOwn(entry, "value");
    const value = isWrapped ? valueAt(entry, "/value") ?? null : entry;
    const isSecret = isWrapped && valueAt(entry, "/secret") === true;
    return leavesOf2(key, value).map((leaf) => ({ ...leaf, isSecret }));
  });
}
function leavesOf2(path, value) {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf2(`${path}[${index}]`, item));
  if (isObject(value)) {
    return Object.entries(value).flatMap(
      ([name, item]) => leavesOf2(
        /^[\w-]+$/.test(name) ? `${path}.${name}` : `${path}["${name.replaceAll('"', String.raw`\"`)}"]`,
        item
      )
    );
  }
  return [{ key: path, text: typeof value === "string" ? value : stringifyJson(value) }];
}

// src/engines/pulumi/project/check.ts
import { dirname as dirname2, join as join4, relative } from "node:path";
var limitMs2 = 6e5;
async function checkPackages(project, world) {
  if (project.runtime !== "nodejs" || project.folder === "") return [];
  if (await packageFolder(project, "@pulumi/pulumi", world) !== void 0) return [];
  return [
    {
      code: "packages-missing",
      severity: "error",
      message: `the packages of ${project.path === "" ? "the project" : project.path} are not installed: there is no node_modules/@pulumi/pulumi`,
      hint: `Install them in a step before this one:
  - run: npm ci
    working-directory: ${project.path === "" ? "." : project.path}`
    }
  ];
}
async function checkTypes(project, world) {
  if (project.runtime !== "nodejs" || !await world.disk.isFile(join4(project.folder, "tsconfig.json")))
    return [];
  const compiler = await packageFolder(project, "typescript", world);
  if (compiler === void 0) return [];
  const args = [join4(compiler, "bin/tsc"), "--noEmit", "--pretty", "false", "-p", "tsconfig.json"];
  const options = { env: world.programEnv, folder: project.folder, timeoutMs: limitMs2 };
  const { code, stdout } = await world.shell.run("node", args, options);
  const found = stdout.split("\n").flatMap((line2) => findingOf(line2, project));
  if (code === 0 || found.length > 0) return found;
  return [
    {
      code: "types",
      severity: "error",
      message: `the program does not type-check: ${stdout.trim().slice(0, 500)}`
    }
  ];
}
function findingOf(line2, project) {
  const match = /^(.+)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line2.trim());
  if (!match) return [];
  const [, file = "", row, column, code, message = ""] = match;
  const path = project.path === "" ? file : `${project.path}/${file}`;
  return [
    {
      code: "types",
      severity: "error",
      message: `${message} (${code})`,
      location: { file: path, line: Number(row), column: Number(column) }
    }
  ];
}
async function packageFolder(project, name, { disk, files: files2 }) {
  for (let folder = project.folder; ; folder = dirname2(folder)) {
    const found = join4(folder, "node_modules", name);
    if (await disk.isFile(join4(found, "package.json"))) return found;
    if (relative(files2.root, folder) === "" || dirname2(folder) === folder) return void 0;
  }
}

// src/engines/pulumi/project/packages.ts
import { dirname as dirname3, join as join5, relative as relative2 } from "node:path";
var lists = [
  "package-lock.json",
  "npm-shrinkwrap.json",
  "pnpm-lock.yaml",
  "yarn.lock",
  "bun.lock",
  "package.json"
];
async function lendPackages(project, { disk, files: files2, checkout }) {
  if (files2.root === checkout || project.runtime !== "nodejs") return [];
  const findings = [];
  for (const folder of foldersUpTo(files2.root, project.folder)) {
    const place = relative2(files2.root, folder);
    const own = join5(checkout, place, "node_modules");
    if ((await disk.list(own)).length === 0 || (await disk.list(join5(folder, "node_modules"))).length > 0)
      continue;
    if (await isSame2(join5(checkout, place), folder, disk)) await disk.link(join5(folder, "node_modules"), own);
    else findings.push(differ(place));
  }
  return findings;
}
function foldersUpTo(top, folder) {
  const folders = [folder];
  for (let at2 = folder; at2 !== top && dirname3(at2) !== at2; at2 = dirname3(at2)) folders.push(dirname3(at2));
  return folders;
}
async function isSame2(ours, theirs, disk) {
  for (const name of lists) {
    const [a, b] = await Promise.all([disk.read(join5(ours, name)), disk.read(join5(theirs, name))]);
    if (a !== void 0 || b !== void 0) return a === b;
  }
  return true;
}
function differ(place) {
  return {
    code: "packages-differ",
    severity: "error",
    message: `the recorded commit wants other packages in ${place === "" ? "the top folder" : place} than are installed`,
    hint: "Check out that commit, install its packages (npm ci), and deploy it from there: the ref must be listed in deploy-refs."
  };
}

// src/engines/pulumi/project/project.ts
import { createHash as createHash5 } from "node:crypto";
import { join as join6 } from "node:path";
var limitMs3 = 6e4;
var names = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];
async function readProject(source, world) {
  const path = source.path.replace(/^\.\/?/, "").replace(/\/+$/, "");
  const files2 = await filesOf(path, world);
  const file = names.map((name) => inFolder(path, name)).find((each) => files2.some((found) => found === each));
  const digest = await digestOf2(files2, path, world);
  const place = { folder: join6(world.files.root, path), path, digest };
  if (file === void 0) {
    const message = `there is no Pulumi.yaml in ${path === "" ? "the top folder" : path}`;
    const hint = "Name the folder of the project: work-dir.";
    return {
      ...place,
      name: "",
      runtime: "",
      diagnostics: [{ code: "project-missing", severity: "error", message, hint }]
    };
  }
  const read = await readFile(file, world);
  const stack = await readStackFile(source, path, read.object, files2, world);
  const backendUrl = textAt(read.object, "/backend/url");
  return {
    ...place,
    name: textAt(read.object, "/name") ?? "",
    runtime: textAt(read.object, "/runtime/name") ?? textAt(read.object, "/runtime") ?? "",
    ...backendUrl !== void 0 && { backendUrl },
    ...stack && { stackFile: stack.file },
    diagnostics: [
      ...read.diagnostics,
      ...read.diagnostics.length === 0 ? missingParts(file, read.object) : [],
      ...stack?.diagnostics ?? []
    ]
  };
}
async function readFile(path, { files: files2 }) {
  const text = new TextDecoder().decode(await files2.read(path));
  const read = readYaml(text);
  if ("object" in read) return { object: read.object, text, diagnostics: [] };
  const location = { file: path, line: read.line, column: read.column };
  const message = `${path} cannot be read: ${read.problem}`;
  return { object: {}, text, diagnostics: [{ code: "yaml-syntax", severity: "error", message, location }] };
}
function missingParts(file, object) {
  const location = { file, line: 1, column: 1 };
  const has = (name) => valueAt(object, `/${name}`) !== void 0;
  return ["name", "runtime"].filter((name) => !has(name)).map((name) => ({
    code: "project-incomplete",
    severity: "error",
    message: `${file} has no ${name}`,
    hint: name === "name" ? "Write name: and what the project is called." : "Write runtime: nodejs (or yaml, python, go, dotnet, java).",
    location
  }));
}
async function readStackFile(source, path, project, files2, world) {
  const stack = source.stack.split("/").at(-1) ?? "";
  const folder = inFolder(path, textAt(project, "/stackConfigDir") ?? textAt(project, "/config") ?? "");
  const file = [`Pulumi.${stack}.yaml`, `Pulumi.${stack}.yml`].map((name) => inFolder(folder.replace(/\/$/, ""), name)).find((each) => files2.includes(each));
  if (stack === "" || file === void 0) return void 0;
  const { object, text, diagnostics } = await readFile(file, world);
  return { file: { path: file, text, object }, diagnostics };
}
function inFolder(folder, name) {
  return folder === "" ? name : `${folder}/${name}`;
}
async function filesOf(path, world) {
  const { files: files2, shell, programEnv } = world;
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
  const folder = join6(files2.root, path);
  const listed = await shell.run("git", ["-C", folder, ...args], { env: programEnv, timeoutMs: limitMs3 }).catch(() => void 0);
  if (listed?.code === 0) {
    const found = listed.stdout.split("\0").filter((name) => name !== "" && !isMade(name));
    const there = await Promise.all(found.map(async (name) => await world.disk.isFile(join6(folder, name))));
    return found.filter((_, index) => there[index]).map((name) => inFolder(path, name));
  }
  const all = await files2.find(path === "" ? "." : path, [""]);
  return all.map((file) => file.path.replace(/^\.\//, "")).filter((name) => !isMade(name));
}
async function digestOf2(paths, folder, { files: files2 }) {
  const hash = createHash5("sha256");
  for (const path of paths.toSorted()) {
    const content = createHash5("sha256").update(await files2.read(path)).digest("hex");
    hash.update(`${path.slice(folder === "" ? 0 : folder.length + 1)}\0${content}
`);
  }
  return hash.digest("hex");
}
function isMade(path) {
  const made = /(?:^|\/)(?:node_modules|\.git|bin|obj|__pycache__|venv|\.venv)(?:\/|$)/;
  return made.test(path) || path.endsWith(".tsbuildinfo");
}

// src/engines/pulumi/stack.ts
import { join as join9 } from "node:path";

// src/engines/pulumi/cli/find-cli.ts
import { join as join7 } from "node:path";

// src/engines/pulumi/cli/version.ts
var import_semver = __toESM(require_semver(), 1);
var oldestVersion = "3.227.0";
function rangeOf(text) {
  if (text === "latest") return ">=3";
  try {
    return new import_semver.Range(text).range;
  } catch {
    return void 0;
  }
}
function versionIn(text) {
  return (0, import_semver.parse)(text.trim().replace(/^v/, ""))?.version;
}
function isIn(version, range) {
  return (0, import_semver.satisfies)(version, range, { includePrerelease: true });
}
function exactIn(range) {
  return (0, import_semver.valid)(range) ?? void 0;
}
function newestIn(tags, range) {
  const versions = tags.flatMap((tag) => versionIn(tag) ?? []);
  return (0, import_semver.maxSatisfying)(
    versions.filter((each) => (0, import_semver.compare)(each, oldestVersion) >= 0),
    range
  ) ?? void 0;
}
function compareVersions(a, b) {
  return (0, import_semver.compare)(a, b);
}

// src/engines/pulumi/cli/find-cli.ts
var limitMs4 = 3e4;
async function findCli(range, world) {
  for (const command of await candidates(range, world)) {
    const version = await askVersion(command, world);
    world.signal.throwIfAborted();
    if (version === void 0) continue;
    if (!isIn(version, range)) {
      world.log.debug(`pulumi ${version} at ${command} is not in ${range}`);
      continue;
    }
    if (compareVersions(version, oldestVersion) < 0) throw tooOld(version, command);
    world.log.info(`pulumi ${version} (${command})`);
    return { command, version };
  }
  return void 0;
}
async function candidates(range, world) {
  const { PATH = "", HOME = "", PULUMI_HOME = join7(HOME, ".pulumi") } = world.programEnv;
  const onPath = PATH.split(":").filter((folder) => folder.startsWith("/"));
  const versions = await newestFirst(join7(PULUMI_HOME, "versions"), range, world);
  const folders = [
    ...onPath,
    join7(PULUMI_HOME, "bin"),
    ...versions.map((folder) => join7(folder, "bin")),
    ...await cached(range, world)
  ];
  const found = [];
  for (const folder of new Set(folders)) {
    const command = join7(folder, "pulumi");
    if (await world.disk.isFile(command)) found.push(command);
  }
  return found;
}
async function cached(range, world) {
  const { RUNNER_TOOL_CACHE, RUNNER_ARCH = "X64" } = world.programEnv;
  if (RUNNER_TOOL_CACHE === void 0) return [];
  const versions = await newestFirst(join7(RUNNER_TOOL_CACHE, "pulumi"), range, world);
  const places = [];
  for (const folder of versions) {
    const place = join7(folder, RUNNER_ARCH.toLowerCase());
    if (await world.disk.isFile(`${place}.complete`)) places.push(place);
  }
  return places.flatMap((place) => [join7(place, "bin"), place]);
}
async function newestFirst(place, range, world) {
  return (await world.disk.list(place)).filter((name) => versionIn(name) !== void 0 && isIn(versionIn(name) ?? "", range)).toSorted((a, b) => compareVersions(versionIn(b) ?? "", versionIn(a) ?? "")).map((name) => join7(place, name));
}
async function askVersion(command, world) {
  const env = { ...world.programEnv, PULUMI_SKIP_UPDATE_CHECK: "true" };
  try {
    const { code, stdout } = await world.shell.run(command, ["version"], { env, timeoutMs: limitMs4 });
    const version = code === 0 ? versionIn(stdout) : void 0;
    if (version === void 0 && !world.signal.aborted)
      world.log.warn(`${command} is no Pulumi CLI that can be used`);
    return version;
  } catch (error) {
    if (!world.signal.aborted)
      world.log.warn(
        `${command} cannot be started: ${error instanceof Error ? error.message : String(error)}`
      );
    return void 0;
  }
}
function tooOld(version, command) {
  return new Failure(
    "tool-missing",
    `pulumi ${version} at ${command} is too old: ${oldestVersion} or newer is needed`,
    {
      hint: `Write pulumi-version: ^${oldestVersion}, or take the old one off PATH.`
    }
  );
}

// src/engines/pulumi/cli/install.ts
import { dirname as dirname4, join as join8 } from "node:path";
var files = "https://get.pulumi.com/releases/sdk";
var releases = "https://api.github.com/repos/pulumi/pulumi/releases?per_page=100";
var unpackMs = 3e5;
async function installCli(range, origin, world) {
  var _stack = [];
  try {
    const { RUNNER_TOOL_CACHE, RUNNER_ARCH = "X64", RUNNER_OS = "Linux" } = world.programEnv;
    const { downloads } = world;
    if (RUNNER_TOOL_CACHE === void 0 || RUNNER_OS !== "Linux" || !downloads) return void 0;
    const architecture = RUNNER_ARCH.toLowerCase();
    const version = exactIn(range) ?? await newest(range, origin, world);
    const place = join8(RUNNER_TOOL_CACHE, "pulumi", version, architecture);
    const folder = origin.mirror ?? files;
    const archive = `pulumi-v${version}-linux-${architecture}.tar.gz`;
    world.log.info(`pulumi ${version} is downloaded from ${folder}: nothing on this machine is in ${range}`);
    const temporary = __using(_stack, await world.disk.temporary(), true);
    const saved = join8(temporary.folder, archive);
    const wanted = checksumOf(archive, await downloads.text(`${folder}/pulumi-${version}-checksums.txt`));
    const found = await downloads.save(`${folder}/${archive}`, saved);
    if (wanted === void 0 || wanted !== found) throw untrusted(archive, folder, wanted, found);
    await unpack(saved, place, world);
    return { command: join8(place, "pulumi"), version };
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
async function newest(range, { mirror, token }, world) {
  const address = mirror === void 0 ? releases : `${mirror}/releases.json`;
  const isTheirs = mirror === void 0 && world.programEnv["GITHUB_SERVER_URL"] === "https://github.com";
  const text = await world.downloads?.text(address, isTheirs ? token : void 0) ?? "[]";
  const tags = listIn(text).flatMap((release) => {
    const isPublished = isObject(release) && release["draft"] !== true && release["prerelease"] !== true;
    return isPublished ? [textAt(release, "/tag_name") ?? ""] : [];
  });
  const version = newestIn(tags, range);
  if (version !== void 0) return version;
  throw new Failure(
    "tool-missing",
    `no release of Pulumi at ${address} is in ${range} and ${oldestVersion} or newer`,
    {
      hint: "Write pulumi-version: ^3, or a version that is there."
    }
  );
}
function checksumOf(archive, text) {
  const line2 = text.split("\n").find((each) => each.trim().split(/\s+\*?/)[1] === archive);
  const sum = line2?.trim().split(/\s+/)[0]?.toLowerCase();
  return sum !== void 0 && /^[0-9a-f]{64}$/.test(sum) ? sum : void 0;
}
function untrusted(archive, folder, wanted, found) {
  const why = wanted === void 0 ? "there is no checksum for it" : `its checksum should be ${wanted}, and is ${found}`;
  return new Failure("tool-missing", `${archive} of ${folder} was thrown away: ${why}`, {
    hint: "Somebody changed it on its way, or the download broke off. Run again; if it stays so, do not use that place."
  });
}
async function unpack(archive, place, { shell, programEnv, disk }) {
  const options = { env: programEnv, timeoutMs: unpackMs };
  const run = async (command, args) => {
    const { code, stderr } = await shell.run(command, args, options);
    if (code !== 0) throw unpacked2(place, stderr);
  };
  const making = `${place}.${archive.split("/").at(-2) ?? ""}`;
  await run("mkdir", ["-p", making]);
  try {
    await run("tar", ["-xzf", archive, "--strip-components=1", "--no-same-owner", "-C", making]);
    await run("mkdir", ["-p", dirname4(place)]);
    if (!await disk.isFile(`${place}.complete`)) await run("rm", ["-rf", place]);
    const moved = await shell.run("mv", ["-T", making, place], options);
    if (moved.code !== 0 && !await disk.isFile(join8(place, "pulumi"))) throw unpacked2(place, moved.stderr);
  } finally {
    await run("rm", ["-rf", making]);
  }
  await disk.writePrivate(`${place}.complete`, "");
}
function unpacked2(place, stderr) {
  return new Failure("tool-missing", `Pulumi could not be unpacked into ${place}: ${stderr.trim()}`, {
    hint: "Is there room on the disk, and may the runner write to its tool cache?"
  });
}

// src/engines/pulumi/stack.ts
async function openPulumiStack({ project, name, settings: { pulumi: settings, github } }, world) {
  const origin = { mirror: settings.mirror, token: github?.token?.reveal() };
  const backendUrl = settings.cloudUrl ?? world.programEnv["PULUMI_BACKEND_URL"] ?? project.backendUrl;
  await requireCredentials(backendUrl, world);
  const range = await readRange(settings, world);
  const cli = await findCli(range, world) ?? await installCli(range, origin, world);
  if (!cli) throw noCli(range);
  const command = openCommand(cli, settings.cloudUrl, world);
  const { folder } = project;
  let opened;
  return {
    name,
    project,
    command,
    backendUrl,
    options: optionsOf(settings, world),
    ask: async (args) => await command.run([...args, "--stack", name], { folder, cancel: "ignore" }),
    door: async () => {
      opened ??= import("./automation.mjs").then(
        async ({ openStack }) => await openStack(
          { folder, stack: name },
          command,
          world,
          settings.suppressProgress ? "hidden" : "shown"
        )
      );
      return await opened;
    }
  };
}
function optionsOf(settings, world) {
  const { message, policyPacks, policyPackConfigs } = settings;
  const atTop = (path) => join9(world.files.root, path);
  return {
    ...settings,
    ...message !== void 0 && { message },
    policyPacks: policyPacks.map(atTop),
    policyPackConfigs: policyPackConfigs.map(atTop)
  };
}
async function requireCredentials(backendUrl, world) {
  if (world.run.isReadOnly === true)
    throw new Failure("credentials-missing", "Pulumi: not previewed, needs credentials", {
      hint: "A pull request of a fork has none, and its program must not run with any. Check it out and preview it yourself."
    });
  const isOwn = backendUrl !== void 0 && !/^https?:/.test(backendUrl);
  const { PULUMI_ACCESS_TOKEN, PULUMI_HOME, HOME = "" } = world.programEnv;
  if (isOwn || (PULUMI_ACCESS_TOKEN ?? "") !== "") return;
  const stored = join9(PULUMI_HOME ?? join9(HOME, ".pulumi"), "credentials.json");
  const text = await world.disk.read(stored);
  if (text !== void 0 && (backendUrl === void 0 ? /"current"\s*:\s*"[^"]+"/.test(text) : text.includes(backendUrl)))
    return;
  throw new Failure(
    "credentials-missing",
    "Pulumi: not previewed, needs credentials: PULUMI_ACCESS_TOKEN is not set",
    {
      hint: "Set it in the env of the step: PULUMI_ACCESS_TOKEN: '${{ secrets.PULUMI_ACCESS_TOKEN }}', or name your own backend: cloud-url: 's3://...'."
    }
  );
}
async function readRange(settings, { files: files2 }) {
  const { version, versionFile } = settings;
  const text = versionFile === void 0 ? version ?? "^3" : new TextDecoder().decode(await files2.read(versionFile)).trim();
  const range = rangeOf(text);
  if (range !== void 0) return range;
  const input = versionFile === void 0 ? "pulumi-version" : `pulumi-version-file ${versionFile}`;
  throw new Failure("inputs-invalid", `${input} is ${JSON.stringify(text)}, which is no version`, {
    hint: "Write a version or a range: 3.255.0, ^3.227.0, latest."
  });
}
function noCli(range) {
  return new Failure("tool-missing", `there is no Pulumi CLI in ${range} on this machine`, {
    hint: "It is looked for on PATH, in PULUMI_HOME, in ~/.pulumi/versions and in the tool cache of a runner; only on a Linux runner it is installed."
  });
}

// src/engines/pulumi/state.ts
var pageSize = 20;
var deepPageSize = 100;
var mostDeepPages = 20;
async function readHistory(stack, isOurs3) {
  const page = async (size, number) => {
    const args = ["--page-size", String(size), "--page", String(number)];
    return listIn((await stack.ask(["stack", "history", "--json", ...args])).stdout);
  };
  const newest2 = await page(pageSize, 1);
  const marker = newest2[0] === void 0 ? "" : markerOf(newest2[0]);
  let updates = newest2.map(updateOf);
  let isWhole = newest2.length < pageSize;
  let deeper = [];
  for (let number = 1; !isWhole && !updates.some(isOurs3) && number <= mostDeepPages; number += 1) {
    const entries = await page(deepPageSize, number);
    deeper = [...deeper, ...entries.map(updateOf)];
    updates = [...deeper];
    isWhole = entries.length < deepPageSize;
  }
  return { marker, updates, isMissing: false };
}
function markerOf(entry) {
  const version = numberAt(entry, "/version") ?? 0;
  if (version > 0) return `#${version}`;
  return ["/startTime", "/endTime", "/kind", "/result"].map((pointer) => textAt(entry, pointer)).join(" ");
}
function updateOf(entry) {
  const environment = valueAt(entry, "/environment");
  const commit = isObject(environment) ? environment["git.head"] : void 0;
  return {
    kind: textAt(entry, "/kind") ?? "",
    result: textAt(entry, "/result") ?? "",
    message: textAt(entry, "/message") ?? "",
    ...typeof commit === "string" && { commit },
    startedMs: Date.parse(textAt(entry, "/startTime") ?? "") || 0
  };
}

// src/engines/pulumi/engine.ts
var PulumiEngine = class {
  ledger;
  /** How the stack is reached. */
  reach = openPulumiStack;
  #target;
  #settings;
  #world;
  #project;
  #stack;
  #history;
  #files;
  #madeFile;
  #plan;
  #planned = [];
  constructor(target, settings, world) {
    this.#target = target;
    this.#settings = settings;
    this.#world = world;
    this.ledger = openLedger({
      target,
      world,
      stack: target.source.stack,
      planned: async () => await this.#known(),
      readHistory: async () => {
        this.#history = this.#readHistory();
        return await this.#history;
      },
      cliVersion: () => this.#cliVersion,
      tags: stackTags(
        async () => await this.#opened(),
        (error) => this.#failure(error, [])
      ),
      releaseLock: async (lock, told) => await this.#releaseLock(lock, told),
      reason: settings.reason
    });
  }
  #cliVersion = "";
  async validate() {
    const project = await this.#loaded();
    if (project.diagnostics.some(({ severity }) => severity === "error")) return project.diagnostics;
    const isRun = this.#world.run.isReadOnly !== true;
    const lent = isRun ? await lendPackages(project, this.#world) : [];
    const packages = isRun && lent.length === 0 ? await checkPackages(project, this.#world) : lent;
    const isAsked = this.#settings.mode === "validate" && packages.length === 0;
    const types = isAsked ? await checkTypes(project, this.#world) : [];
    return [...project.diagnostics, ...packages, ...types];
  }
  async render() {
    return await Promise.reject(
      new Failure("inputs-invalid", "a Pulumi program gives no objects to print", {
        hint: "Use mode: preview, which shows what it would do."
      })
    );
  }
  async renderedDigest() {
    return (await this.#loaded()).digest;
  }
  async digests() {
    if (this.#planned.length === 0) {
      const finding = (await this.validate()).find(({ severity }) => severity === "error");
      if (finding) throw new Failure("program-failed", finding.message);
      const { stopped } = await this.#preview();
      if (stopped !== void 0) throw stopped;
    }
    return resourceDigests(this.#planned);
  }
  async plan() {
    const { digest } = await this.#loaded();
    const { mode, pulumi } = this.#settings;
    const stack = await this.#opened();
    if ((await this.#known()).isMissing) return unborn(stack.name, digest);
    const { events, stopped } = await this.#preview();
    const plan = planOf(events, digest, this.#world.secrets);
    if (stopped !== void 0) {
      if (plan.diagnostics.some(({ code }) => code === "policy-mandatory")) return plan;
      throw stopped;
    }
    this.#plan = mode === "destroy" && pulumi.remove ? withStackRemoved(plan, stack.name) : plan;
    return this.#plan;
  }
  /** Runs the preview that the mode needs, and keeps its events; `stopped` says why the CLI did not come to its end. */
  async #preview() {
    const { mode, pulumi } = this.#settings;
    const stack = await this.#opened();
    const files2 = await this.#prepared();
    const log = openEventLog();
    const options = { ...stack.options, ...files2.options, refresh: pulumi.refresh || mode === "drift" };
    const planPath = mode === "preview" || mode === "drift" ? void 0 : files2.planPath;
    try {
      this.#world.signal.throwIfAborted();
      const door = await stack.door();
      if (mode === "destroy") await door.previewDestroy(options, log.onEvent);
      else await door.preview(options, log.onEvent, planPath);
    } catch (error) {
      const events = log.read();
      return { events, stopped: this.#failure(error, events) };
    }
    this.#planned = log.read();
    return { events: this.#planned };
  }
  async apply(plan) {
    if (plan !== this.#plan) throw new Failure("internal", "apply was given another plan than the last one");
    const stack = await this.#opened();
    const files2 = await this.#prepared();
    const { message } = this.#settings.pulumi;
    const said = await this.ledger.message(message) ?? message;
    const options = { ...stack.options, ...files2.options, ...said !== void 0 && { message: said } };
    const explain = (error, events) => this.#failure(error, events);
    if (this.#settings.mode === "destroy") {
      const gone = { stack, options, events: this.#planned, remove: this.#settings.pulumi.remove };
      return await destroyStack(plan, gone, this.#world, explain);
    }
    const update = { stack, options, planPath: files2.planPath, planned: this.#planned };
    return await applyPlan(plan, update, this.#world, {
      outputs: this.#settings.pulumi.suppressOutputs ? "unread" : "read",
      explain
    });
  }
  close() {
    void this.#files?.then(
      async (files2) => await files2[Symbol.asyncDispose](),
      () => void 0
    );
    void this.#stack?.then(
      ({ command }) => this.#world.log.debug(`${command.starts.length} starts of the CLI, and one for its version`),
      () => void 0
    );
  }
  #failure(error, events) {
    const { stack } = this.#target.source;
    return failureOf(error, events, { stack, isCancelled: this.#world.signal.aborted });
  }
  async #releaseLock(text, told) {
    const lock = readLock(text);
    if (!lock || !await endOrphan(lock, told, this.#world)) return;
    const { name: project, folder } = await this.#loaded();
    const { name, backendUrl } = await this.#opened();
    await releaseLock(lock, { backendUrl, folder, project, stack: name }, this.#world);
  }
  async #loaded() {
    this.#project ??= readProject(this.#target.source, this.#world);
    return await this.#project;
  }
  async #opened() {
    const [project, { stack: name }] = [await this.#loaded(), this.#target.source];
    this.#stack ??= this.reach({ project, name, settings: this.#settings }, this.#world);
    const stack = await this.#explained(this.#stack);
    this.#cliVersion = stack.command.cli.version;
    return stack;
  }
  async #known() {
    this.#history ??= this.#readHistory();
    return await this.#history;
  }
  /** Asks for the history; a stack that is missing is made when that was asked for, in a mode that writes. */
  async #readHistory() {
    const stack = await this.#opened();
    const { upsert, secretsProvider } = this.#settings.pulumi;
    try {
      return await readHistory(stack, (update) => isOurs2(update, this.#target));
    } catch (error) {
      if (!isStackMissing(error) || !upsert) throw this.#failure(error, []);
      if (this.#settings.mode !== "deploy" || this.#settings.dryRun)
        return { marker: "", updates: [], isMissing: true };
      this.#madeFile = await this.#explained(makeStack(stack, secretsProvider, this.#world));
      return { marker: "", updates: [], isMissing: false };
    }
  }
  async #prepared() {
    const given = { settings: this.#settings.pulumi, madeFile: this.#madeFile };
    this.#files ??= prepareFiles(await this.#opened(), given, this.#world);
    return await this.#explained(this.#files);
  }
  /** What is awaited; its failure is told as one of the stack, and as a cancel when the run was told to end. */
  async #explained(work) {
    try {
      return await work;
    } catch (error) {
      throw this.#failure(error, []);
    }
  }
};
function unborn(stack, renderedDigest) {
  return {
    digest: entriesDigest([]),
    renderedDigest,
    entries: [],
    changes: [],
    diagnostics: [],
    limits: [
      `the stack ${stack} does not exist yet: the first deploy creates it (upsert), and what it would hold is not known before`
    ]
  };
}

// src/engines/pulumi/index.ts
var open = async (target, settings, world) => {
  const { source } = target;
  if (source.engine !== "pulumi") throw new Failure("internal", "this is no source of Pulumi");
  return await Promise.resolve(new PulumiEngine({ ...target, source }, settings, world));
};
export {
  open
};
