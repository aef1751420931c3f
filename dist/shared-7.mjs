import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  Secret
} from "./shared-10.mjs";
import {
  actions,
  countChanges,
  hasChanges,
  hasErrors,
  nearestName,
  recordName,
  sortDiagnostics
} from "./shared-8.mjs";
import {
  Failure,
  canonicalJson,
  isList,
  isObject,
  stringifyJson
} from "./shared-9.mjs";

// src/model/settings.ts
var modes = [
  "validate",
  "preview",
  "deploy",
  "render",
  "history"
];

// src/input/input-row.ts
var inputGroups = {
  what: "What is deployed",
  access: "Access to the cluster",
  behaviour: "How it is deployed",
  confirmation: "Confirmation",
  validation: "Validation",
  terminal: "Terminal"
};
var modeChoices = ["auto", ...modes];
var engineChoices = ["auto", "kubernetes"];
var accessChoices = ["input", "ambient"];
var livePlanChoices = ["changed", "all"];
var outputChoices = ["text", "json", "markdown", "yaml"];

// src/input/inputs.ts
var onTarget = ["preview", "deploy", "history"];
var planning = ["preview", "deploy"];
var deploying = ["deploy"];
var reading = ["validate", "preview", "deploy", "render"];
var inputs = [
  {
    name: "mode",
    kind: "choice",
    choices: modeChoices,
    default: "auto",
    doc: "What the run does. `auto` follows the event: a preview for pull_request and merge_group, a deploy for push and workflow_dispatch.",
    group: "what",
    modes,
    host: "action"
  },
  {
    name: "path",
    kind: "text",
    default: "deploy",
    doc: "The manifests: a file, a folder (with everything below it) or a glob, relative to the repository.",
    group: "what",
    modes: reading
  },
  {
    name: "engine",
    kind: "choice",
    choices: engineChoices,
    default: "auto",
    doc: "What the files under `path` are written for.",
    group: "what",
    modes: reading
  },
  {
    name: "name",
    kind: "text",
    doc: "What this deploy is called: lower-case letters, digits and dashes, at most 52. It names the record in the cluster, ConfigMap `gitops-push-<name>`. Without it: the repository's name.",
    group: "what",
    modes
  },
  {
    name: "environment",
    kind: "text",
    default: "default",
    doc: "Where it is deployed to, as people call it: `production`.",
    group: "what",
    modes
  },
  {
    name: "dry-run",
    kind: "boolean",
    default: "false",
    doc: "Plan and check everything, then stop before the first write.",
    group: "what",
    modes: deploying
  },
  {
    name: "access",
    kind: "choice",
    choices: accessChoices,
    default: "input",
    doc: "Where credentials come from: `input`, from the inputs of this group and nowhere else; `ambient`, from KUBECONFIG or the home folder, as a cloud login leaves them.",
    group: "access",
    modes: onTarget
  },
  {
    name: "kubeconfig",
    kind: "secret",
    doc: "A kubeconfig, plain or base64.",
    group: "access",
    modes: onTarget,
    isFile: true
  },
  {
    name: "context",
    kind: "text",
    doc: "The context of the kubeconfig to use. Without it: its current context.",
    group: "access",
    modes: onTarget
  },
  {
    name: "server",
    kind: "text",
    doc: "The URL of the API server, instead of a kubeconfig.",
    group: "access",
    modes: onTarget
  },
  {
    name: "certificate-authority",
    kind: "text",
    doc: "The certificate authority of `server`, PEM, plain or base64. Without it: those that Node.js trusts.",
    group: "access",
    modes: onTarget,
    isFile: true
  },
  {
    name: "token",
    kind: "secret",
    doc: "The bearer token for `server`.",
    group: "access",
    modes: onTarget
  },
  {
    name: "allow-kubeconfig",
    kind: "list",
    doc: "Parts of a kubeconfig that are refused unless allowed by name: `exec:NAME`, `skip-tls`, `http`, `proxy-url`, `files:DIR`.",
    group: "access",
    modes: onTarget
  },
  {
    name: "namespace",
    kind: "text",
    doc: "The namespace of objects that name none. Without it: the context's.",
    group: "behaviour",
    modes
  },
  {
    name: "record-namespace",
    kind: "text",
    doc: "The namespace that keeps the record of deploys. Without it: the same as `namespace`.",
    group: "behaviour",
    modes: onTarget
  },
  {
    name: "live-plan",
    kind: "choice",
    choices: livePlanChoices,
    default: "changed",
    doc: "Which objects the server is asked about with a dry run: those that `changed`, or `all`.",
    group: "behaviour",
    modes: planning
  },
  {
    name: "prune",
    kind: "boolean",
    default: "true",
    doc: "Delete what an earlier deploy of the same name applied and the manifests no longer hold.",
    group: "behaviour",
    modes: planning
  },
  {
    name: "max-deletions",
    kind: "count",
    default: "10",
    doc: "How many objects may be deleted without a yes for each.",
    group: "behaviour",
    modes: planning
  },
  {
    name: "wait",
    kind: "boolean",
    default: "true",
    doc: "Wait until what was applied is ready.",
    group: "behaviour",
    modes: deploying
  },
  {
    name: "timeout",
    kind: "duration",
    default: "10m",
    doc: "How long to wait for what was applied: `90s`, `10m`, `1h30m`; at most 24h.",
    group: "behaviour",
    modes: deploying
  },
  {
    name: "confirm",
    kind: "list",
    doc: "Deletions and recreations to allow, as the refusal printed them: `Kind[.group]/[namespace/]name`. Only on workflow_dispatch and on the command line.",
    group: "confirmation",
    modes: planning
  },
  {
    name: "kubernetes-version",
    kind: "text",
    doc: "The Kubernetes version to check against: `1.36`. Without it: the server's, else the newest known.",
    group: "validation",
    modes: reading
  },
  {
    name: "output",
    kind: "choice",
    choices: outputChoices,
    doc: "What goes to stdout. `json` is the whole report. Without it: `text`, and `yaml` for `render`, which knows `yaml` and `json` alone.",
    group: "terminal",
    modes,
    host: "terminal"
  }
];
function inputsOf(host) {
  const rows = inputs;
  return rows.filter((row) => row.host === void 0 || row.host === host);
}

// src/input/scalars.ts
var longestMs = 24 * 36e5;
function parseBoolean(text) {
  if (text === "true" || text === "false") return good(text === "true");
  return bad(`is ${quote(text)}`, "Write true or false.");
}
function parseCount(text) {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return good(value);
  return bad(`is ${quote(text)}`, "Write a whole number, 0 or more.");
}
function parseDuration(text) {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  const [hours, minutes, seconds2] = [1, 2, 3].map((group) => Number(match?.[group] ?? 0));
  const value = ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds2 ?? 0)) * 1e3;
  if (match && value > 0 && value <= longestMs) return good(value);
  const asSeconds = /^\d+$/.test(text) ? ` ${text} seconds are ${text}s.` : "";
  return bad(
    `is ${quote(text)}`,
    `Write a duration with its units, such as 90s, 10m or 1h30m, at most 24h.${asSeconds}`
  );
}
function parseList(text) {
  const entries = text.split(/[,\r\n]/).map((entry) => entry.trim());
  return [...new Set(entries.filter((entry) => entry !== ""))];
}
function parseChoice(text, choices) {
  const value = choices.find((choice) => choice === text);
  if (value !== void 0) return good(value);
  return bad(`is ${quote(text)}`, `Write ${inWords(choices)}.`);
}
function good(value) {
  return { ok: true, value };
}
function bad(problem, hint) {
  return { ok: false, problem, hint };
}
function quote(text) {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 60 ? `"${line.slice(0, 60)}..."` : `"${line}"`;
}
function inWords(words) {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

// src/input/mode.ts
var modeOfEvent = {
  pull_request: "preview",
  merge_group: "preview",
  push: "deploy",
  workflow_dispatch: "deploy"
};
function parseMode(text, event) {
  const named = modes.find((mode) => mode === text);
  if (named !== void 0) return good(named);
  if (text !== "auto") return bad(`is ${quote(text)}`, `Write ${inWords(["auto", ...modes])}.`);
  const followed = event !== void 0 && Object.hasOwn(modeOfEvent, event) ? modeOfEvent[event] : void 0;
  if (followed !== void 0) return good(followed);
  const where = event === void 0 ? "outside a workflow event" : `on the event ${event}`;
  return bad(
    `is auto, which says nothing ${where}`,
    "Write what you want there: mode: validate, mode: preview or mode: deploy."
  );
}

// src/input/names.ts
var nameLimit = 52;
function parseName(text) {
  if (text.length <= nameLimit && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(text)) return good(text);
  return bad(
    `is ${quote(text)}`,
    `Write lower-case letters, digits and dashes, a letter or digit first and last, at most ${nameLimit} in all.`
  );
}
function nameOfRepository(repositoryName) {
  const dashed = repositoryName.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const parsed = parseName(dashed.replaceAll(/^-|-$/g, ""));
  if (parsed.ok) return parsed;
  return bad(
    `cannot be made of the repository's name ${quote(repositoryName)}`,
    `Give a name. ${parsed.hint}`
  );
}
function parseNamespace(text) {
  if (text.length <= 63 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(text)) return good(text);
  return bad(
    `is ${quote(text)}`,
    "A namespace has lower-case letters, digits and dashes, a letter or digit first and last, at most 63 in all."
  );
}
function parseEnvironment(text) {
  if (text.length <= 255 && !new RegExp("\\p{Cc}", "u").test(text)) return good(text);
  return bad(`is ${quote(text)}`, "An environment is one line of at most 255 characters.");
}
function parseKubernetesVersion(text) {
  const match = /^v?(1\.\d{1,3})(?:\.\d+)?$/.exec(text);
  if (match?.[1] !== void 0) return good(match[1]);
  return bad(`is ${quote(text)}`, "Write the minor version: 1.36.");
}

// src/input/encoded.ts
function parseKubeconfig(text) {
  return parseEncoded(text, { looksPlain: (plain) => plain.includes(":"), what: "a kubeconfig" });
}
function parsePem(text) {
  return parseEncoded(text, {
    looksPlain: (plain) => plain.includes("-----BEGIN CERTIFICATE-----"),
    what: "a PEM certificate"
  });
}
function parseEncoded(text, expected) {
  if (expected.looksPlain(text)) return good(text);
  const hint = `Give ${expected.what} as it is, or the output of "base64" over the whole file.`;
  const decoded = decodeBase64(text);
  if (decoded === void 0) return bad(`is neither ${expected.what} nor base64`, hint);
  if (expected.looksPlain(decoded)) return good(decoded);
  return bad(`is base64, but what it holds is not ${expected.what}`, hint);
}
function decodeBase64(text) {
  const packed = text.replaceAll(/\s+/g, "");
  if (packed === "" || packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return void 0;
  const bytes = Buffer.from(packed, "base64");
  if (bytes.toString("base64") !== packed) return void 0;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return void 0;
  }
}

// src/input/read-access.ts
var allowable = ["exec:NAME", "skip-tls", "http", "proxy-url", "files:DIR"];
function readAccess(reader) {
  const access = reader.choice("access", accessChoices, "input");
  const kubeconfig = reader.secret("kubeconfig", parseKubeconfig);
  const context = reader.text("context");
  const server = reader.checked("server", parseServer);
  const certificateAuthority = reader.checked("certificate-authority", parsePem);
  const token = reader.secret("token");
  complainOfContradictions(reader, access);
  return {
    access,
    ...kubeconfig && { kubeconfig },
    ...context !== void 0 && { context },
    ...server !== void 0 && { server },
    ...certificateAuthority !== void 0 && { certificateAuthority },
    ...token && { token },
    allowKubeconfig: readAllowed(reader)
  };
}
function complainOfContradictions(reader, access) {
  const given = (...names) => names.filter((name) => reader.text(name) !== void 0);
  const credentials = given("kubeconfig", "server", "certificate-authority", "token");
  if (access === "ambient" && credentials.length > 0) {
    const all = credentials.join(", ");
    reader.complain(
      "access",
      `is ambient, but ${all} is given too`,
      `Take out ${all}, or write access: input.`
    );
    return;
  }
  const beside = given("server", "certificate-authority", "token");
  if (given("kubeconfig").length > 0 && beside.length > 0) {
    reader.complain(
      "kubeconfig",
      `is given beside ${beside.join(", ")}`,
      "Give either a kubeconfig, or server with token and certificate-authority."
    );
  } else if (beside.length > 0 && !beside.includes("server")) {
    reader.complain(
      "server",
      `is missing, but ${beside.join(", ")} is given`,
      "Write the URL of the API server."
    );
  }
}
function parseServer(text) {
  const hint = "Write a URL such as https://cluster.example:6443, without user, password or query.";
  const url = URL.parse(text);
  if (!url) return bad("is not a URL", hint);
  if (url.protocol !== "https:" && url.protocol !== "http:") return bad("is not an https URL", hint);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    return bad("holds more than the address of a server", hint);
  }
  return good(text);
}
function readAllowed(reader) {
  const entries = reader.list("allow-kubeconfig");
  const wrong = entries.filter((entry) => !/^(?:exec:.+|files:.+|skip-tls|http|proxy-url)$/.test(entry));
  if (wrong.length > 0) {
    reader.complain(
      "allow-kubeconfig",
      `names ${inWords(wrong)}, which cannot be allowed`,
      `What can be allowed: ${inWords(allowable)}.`
    );
  }
  return entries;
}

// src/input/reader.ts
function openReader(raw, host) {
  const mistakes = [];
  const complain = (name, problem, hint) => {
    mistakes.push({
      code: "input-invalid",
      severity: "error",
      message: `${writtenName(name, host)} ${problem}`,
      hint
    });
  };
  const text = (name) => givenText(raw, name) ?? rowOf(name)?.default;
  const checked = (name, parse) => {
    const written = text(name);
    if (written === void 0) return void 0;
    const parsed = parse(written);
    if (parsed.ok) return parsed.value;
    complain(name, parsed.problem, parsed.hint);
    return void 0;
  };
  return {
    text,
    checked,
    choice: (name, choices, otherwise) => checked(name, (value) => parseChoice(value, choices)) ?? otherwise,
    boolean: (name) => checked(name, parseBoolean) ?? false,
    count: (name) => checked(name, parseCount) ?? 0,
    durationMs: (name) => checked(name, parseDuration) ?? 0,
    list: (name) => parseList(text(name) ?? ""),
    secret: (name, parse) => {
      const value = parse === void 0 ? text(name) : checked(name, parse);
      return value === void 0 ? void 0 : new Secret(value);
    },
    complain,
    mistakes
  };
}
function writtenName(name, host) {
  return host === "terminal" ? `--${name}` : `The input ${name}`;
}
function givenText(raw, name) {
  const text = Object.hasOwn(raw, name) ? raw[name]?.trim() : void 0;
  return text === "" ? void 0 : text;
}
function rowOf(name) {
  return inputs.find((row) => row.name === name);
}

// src/input/read.ts
var unnamed = "unnamed";
function readSettings(raw, context) {
  const reader = openReader(raw, context.host);
  const mode = reader.checked("mode", (text) => parseMode(text, context.event));
  const unknown = findUnknown(raw, context.host, mode);
  const settings = {
    mode: mode ?? "validate",
    path: reader.text("path") ?? "",
    engine: reader.choice("engine", engineChoices, "auto"),
    name: readName(reader, context.repositoryName, mode),
    environment: reader.checked("environment", parseEnvironment) ?? "",
    dryRun: reader.boolean("dry-run"),
    access: readAccess(reader),
    ...readNamespaces(reader),
    livePlan: reader.choice("live-plan", livePlanChoices, "changed"),
    prune: reader.boolean("prune"),
    maxDeletions: reader.count("max-deletions"),
    confirm: readConfirm(reader, context),
    wait: reader.boolean("wait"),
    timeoutMs: reader.durationMs("timeout"),
    ...readKubernetesVersion(reader),
    output: readOutput(reader, mode)
  };
  const mistakes = [...reader.mistakes, ...unknown.filter((finding) => finding.severity === "error")];
  return mistakes.length > 0 ? { mistakes } : { settings, warnings: unknown };
}
function findUnknown(raw, host, mode) {
  const known = ["mode", ...inputsOf(host).map((row) => row.name)];
  const severity = mode === void 0 || mode === "deploy" ? "error" : "warning";
  return Object.keys(raw).filter((name) => !known.includes(name) && givenText(raw, name) !== void 0).map((name) => {
    const nearest = nearestName(name, known);
    const hint = nearest === void 0 ? "Take it out." : `Did you mean ${nearest}?`;
    return { code: "input-unknown", severity, message: `${writtenName(name, host)} does not exist`, hint };
  });
}
function readName(reader, repositoryName, mode) {
  if (reader.text("name") !== void 0) return reader.checked("name", parseName) ?? unnamed;
  const needsName = mode !== "validate" && mode !== "render";
  if (repositoryName === void 0) {
    if (needsName) reader.complain("name", "is missing, and no repository gives one", "Give a name.");
    return unnamed;
  }
  const parsed = nameOfRepository(repositoryName);
  if (parsed.ok) return parsed.value;
  if (needsName) reader.complain("name", parsed.problem, parsed.hint);
  return unnamed;
}
function readNamespaces(reader) {
  const namespace = reader.checked("namespace", parseNamespace);
  const recordNamespace = reader.checked("record-namespace", parseNamespace) ?? namespace;
  return {
    ...namespace !== void 0 && { namespace },
    ...recordNamespace !== void 0 && { recordNamespace }
  };
}
function readConfirm(reader, context) {
  const confirm = reader.list("confirm");
  if (confirm.length > 0 && context.host === "action" && context.event !== "workflow_dispatch") {
    reader.complain(
      "confirm",
      `does not count on the event ${context.event ?? "(none)"}`,
      "Take it out of the workflow file, or pass on the form's: confirm: '${{ inputs.confirm }}'. It counts on workflow_dispatch and on the command line."
    );
  }
  const wrong = confirm.filter((entry) => !/^[^\s/]+(?:\/[^\s/]+){1,2}$/.test(entry));
  if (wrong.length > 0) {
    reader.complain(
      "confirm",
      `names ${inWords(wrong)}, which is no address`,
      "Paste the addresses as they were printed: Kind[.group]/[namespace/]name, separated by commas or lines."
    );
  }
  return confirm;
}
function readKubernetesVersion(reader) {
  const kubernetesVersion = reader.checked("kubernetes-version", parseKubernetesVersion);
  return kubernetesVersion === void 0 ? {} : { kubernetesVersion };
}
function readOutput(reader, mode) {
  const allowed = mode === "render" ? ["yaml", "json"] : ["text", "json", "markdown"];
  const otherwise = mode === "render" ? "yaml" : "text";
  const output = reader.choice("output", outputChoices, otherwise);
  if (allowed.includes(output)) return output;
  reader.complain(
    "output",
    `is ${output}, which ${mode ?? "this mode"} does not print`,
    `Write ${inWords(allowed)}.`
  );
  return otherwise;
}

// src/report/escape.ts
var invisible = (
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060\u2066-\u2069\uFEFF]/g
);
function visible(text) {
  return text.replaceAll("\r\n", "\n").replaceAll(invisible, (found) => `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
}
function codeSpan(text) {
  const clean = visible(text).replaceAll(/\s*\n\s*/g, " ");
  if (clean === "") return "``(empty)``";
  const fence = "`".repeat(longestRun(clean) + 1);
  const space = clean.startsWith("`") || clean.endsWith("`") || clean.startsWith(" ") && clean.endsWith(" ") ? " " : "";
  return `${fence}${space}${clean}${space}${fence}`;
}
function codeCell(text) {
  return codeSpan(text).replaceAll("|", "\\|");
}
function fenced(language, lines) {
  const text = visible(lines.join("\n"));
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}
${text}
${fence}`;
}
function htmlCode(text) {
  return `<code>${html(visible(text).replaceAll(/\s*\n\s*/g, " "))}</code>`;
}
function prose(text) {
  return html(visible(text)).replaceAll(/@(?=\w)/g, "@​").replaceAll(/#(?=\d)/g, "#​").replaceAll(/\bGH-(?=\d)/gi, "GH-​").replaceAll(/\b(clos|fix|resolv)(?=e|es|ed|ing)?(?=\w*\s+#)/gi, "$1​").replaceAll(/https?:\/\/(?=\S)/gi, (found) => found.replace("://", ":​//")).replaceAll(/([\\*_[\]|~])/g, "\\$1").replaceAll(/^(\s*)([#>+-]|\d+[.)])(?=\s)/gm, "$1\\$2").replaceAll(/\s*\n\s*/g, " ");
}
function html(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
function longestRun(text) {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run2) => run2.length));
}

// src/report/field-lines.ts
function fieldLines(field, width) {
  const side = (sign, value) => value === void 0 ? [] : valueLines(value).map((line) => `${sign} ${cut(line, width - 2)}`);
  return [...side("-", field.before), ...side("+", field.after)];
}
function valueLines(value) {
  if (typeof value === "string") return textLines(value);
  if (isList(value) && value.length > 0) return value.flatMap((item) => prefixed("- ", valueLines(item)));
  if (isObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, item]) => entryLines(key, item));
  return [stringifyJson(value)];
}
function cut(text, width) {
  if (text.length <= width) return text;
  const note = ` … (${text.length} characters) … `;
  const room = Math.max(8, width - note.length);
  return `${text.slice(0, Math.ceil(room / 2))}${note}${text.slice(text.length - Math.floor(room / 2))}`;
}
function textLines(text) {
  if (text.includes("\n")) return text.replace(/\n$/, "").split("\n");
  return [isPlain(text) ? text : JSON.stringify(text)];
}
function isPlain(text) {
  return /^[\w./:@(][^\n\t]*$/.test(text) && text === text.trimEnd() && !/^(?:true|false|null|yes|no|on|off|y|n|[-+.\d][\d._]*(?:e[-+]?\d+)?)$/i.test(text);
}
function entryLines(key, value) {
  const lines = valueLines(value);
  const isNested = (isObject(value) || isList(value) || typeof value === "string" && value.includes("\n")) && lines.length > 0 && lines[0] !== "{}" && lines[0] !== "[]";
  return isNested ? [`${key}:`, ...lines.map((line) => `  ${line}`)] : [`${key}: ${lines[0] ?? ""}`];
}
function prefixed(prefix, lines) {
  return lines.map((line, index) => (index === 0 ? prefix : " ".repeat(prefix.length)) + line);
}

// src/report/groups.ts
function groupChanges(changes) {
  const groups = /* @__PURE__ */ new Map();
  for (const change of changes) {
    const key = change.action === "update" ? likenessOf(change) : change.address;
    groups.set(key, [...groups.get(key) ?? [], change]);
  }
  return [...groups.values()].flatMap(([first, ...others]) => first ? [{ first, others }] : []);
}
function likenessOf(change) {
  const kind = change.confirmAddress.split("/")[0] ?? "";
  return canonicalJson([
    kind,
    change.fields.map(({ label, before, after }) => [label, before ?? null, after ?? null])
  ]);
}
function groupFields(fields) {
  const groups = /* @__PURE__ */ new Map();
  for (const field of fields) {
    const [parent, name] = splitLabel(field.label);
    groups.set(parent, [...groups.get(parent) ?? [], { name, field }]);
  }
  return [...groups].map(([parent, members]) => ({ parent, fields: members }));
}
function splitLabel(label) {
  const match = /^(.*?)\.?((?:[^.[\]]|\[[^\]]*\])+)$/s.exec(label);
  const cutAt = label.lastIndexOf(".", label.endsWith("]") ? label.lastIndexOf("[") : void 0);
  if (!match || cutAt < 0) return ["", label];
  return [label.slice(0, cutAt), label.slice(cutAt + 1)];
}

// src/report/change-body.ts
var columns = 88;
var shownLines = 60;
function changeBody(changes) {
  const [first] = changes;
  if (!first) return "";
  const places = changes.flatMap(
    ({ location }) => location ? [codeSpan(`${location.file}:${location.line}`)] : []
  );
  const others = changes.length > 1 ? changes.map((change) => codeSpan(change.confirmAddress)).join(", ") : "";
  return [
    [others, places.join(", ")].filter((part) => part !== "").join(" in "),
    first.note === void 0 ? "" : `${prose(first.note)}.`,
    first.fields.length > 0 ? diffOf(first) : objectOf(first)
  ].filter((part) => part !== "").join("\n\n");
}
function diffOf(change) {
  const lines = groupFields(change.fields).flatMap((group) => [
    ...group.parent === "" ? [] : [` ${group.parent}`],
    ...group.fields.flatMap(
      ({ name, field }) => namedLines(name, fieldLines(field, columns - name.length - 4))
    )
  ]);
  return fenced("diff", lines);
}
function namedLines(name, lines) {
  const isShort = lines.filter((line) => line.startsWith("-")).length <= 1 && lines.filter((line) => line.startsWith("+")).length <= 1;
  if (isShort) return lines.map((line) => `${line.slice(0, 1)}  ${name}: ${line.slice(2)}`);
  return [`   ${name}:`, ...lines.map((line) => `${line.slice(0, 1)}    ${line.slice(2)}`)];
}
function objectOf(change) {
  if (change.after === void 0) return "";
  const lines = valueLines(change.after);
  if (lines.length <= shownLines) return fenced("yaml", lines);
  const rest = `The other ${lines.length - shownLines} lines are in the file.`;
  return `${fenced("yaml", lines.slice(0, shownLines))}

${rest}`;
}

// src/report/fit.ts
function fit(input, limitBytes2) {
  const fixed = [...input.start, ...input.end];
  const reserve = 200;
  let left = limitBytes2 - reserve - fixed.reduce((sum, part) => sum + bytesOf(part), 0);
  const shown = [];
  let omitted = 0;
  for (const fold of input.folds) {
    const size = bytesOf(fold);
    if (size > left) {
      omitted += 1;
      continue;
    }
    left -= size;
    shown.push(fold);
  }
  const note = omitted === 0 ? [] : [
    `${omitted} more ${omitted === 1 ? "change is" : "changes are"} not shown here, because the text would be too long; the table above counts all of them.`
  ];
  return `${[...input.start, ...shown, ...note, ...input.end].join("\n\n")}
`;
}
function bytesOf(text) {
  return Buffer.byteLength(text, "utf8") + 2;
}

// src/report/headline.ts
function headlineOf(report) {
  const { targets } = report;
  const place = placeOf(targets);
  const errors = targets.flatMap((target) => target.diagnostics).filter(({ severity }) => severity === "error").length;
  const counts = targets.map((target) => countWords(target.counts)).filter((words) => words !== "").join("; ");
  switch (report.result) {
    case "valid":
      return `Valid: ${targets.map((target) => target.name).join(", ")}${warningWords(targets)}`;
    case "previewed":
      return targets.some((target) => hasChanges(target.changes)) ? `Preview of ${place}: ${counts}` : `Preview of ${place}: nothing would change`;
    case "deployed":
      return `Deployed ${place} in ${seconds(durationOf(targets))}: ${counts}`;
    case "unchanged":
      return `Unchanged: ${place} is exactly as declared, nothing was written`;
    case "rendered":
      return `Rendered ${targets.map((target) => target.name).join(", ")}`;
    case "listed":
      return `Deploys of ${place}`;
    case "failed":
    case "partial":
    case "cancelled":
      return `${verb(report)}: ${failureWords(report, errors)}`;
  }
}
function countWords(counts) {
  return actions.filter((action) => counts[action] > 0).map((action) => `${counts[action]} ${action}`).join(", ");
}
function seconds(durationMs) {
  const total = durationMs / 1e3;
  return total < 100 ? `${total.toFixed(1)} s` : `${Math.floor(total / 60)} min ${Math.round(total % 60)} s`;
}
function placeOf(targets) {
  const [target] = targets;
  if (!target || targets.length > 1) return `${targets.length} targets`;
  return `${target.name} in ${target.environment}`;
}
function verb(report) {
  const words = {
    validate: "Validation",
    preview: "Preview",
    deploy: "Deploy",
    render: "Rendering",
    history: "History"
  };
  const ends = report.result === "cancelled" ? "cancelled" : report.result === "partial" ? "stopped half-way" : "failed";
  return `${words[report.mode]} of ${placeOf(report.targets)} ${ends}`;
}
function failureWords(report, errors) {
  const unhealthy = report.targets.flatMap((target) => target.outcome?.health ?? []).find((object) => object.state !== "ready");
  if (unhealthy) return `${unhealthy.address} is not up`;
  if (errors > 0) return errors === 1 ? "1 error" : `${errors} errors`;
  const step = report.targets.flatMap((target) => target.outcome?.steps ?? []).find((each) => each.state === "failed");
  return step ? `${step.address} could not be applied` : report.reasonCode;
}
function warningWords(targets) {
  const warnings = targets.flatMap((target) => target.diagnostics).filter(({ severity }) => severity === "warning").length;
  return warnings === 0 ? "" : `, ${warnings === 1 ? "1 warning" : `${warnings} warnings`}`;
}
function durationOf(targets) {
  return Math.max(0, ...targets.map((target) => target.outcome?.durationMs ?? 0));
}

// src/report/history.ts
function historyRows(records) {
  return records.map((record) => [
    recordName(record),
    record.result ?? "unfinished",
    `${record.commit?.slice(0, 7) ?? "no commit"}${record.dirty === true ? " (changed)" : ""}`,
    record.run?.actor ?? "unknown",
    record.startedAt.replace("T", " ").replace(/\.\d+Z$/, " UTC"),
    record.durationMs === void 0 ? "" : seconds(record.durationMs),
    whatChanged(record)
  ]);
}
var historyColumns = ["record", "result", "commit", "by", "started", "took", "changed"];
function historyLines(records) {
  if (records.length === 0) return ["Nothing was deployed yet."];
  const rows = [historyColumns, ...historyRows(records)];
  const widths = historyColumns.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map(
    (row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()
  );
}
function whatChanged({ objects }) {
  const parts = [
    [objects.created, "created"],
    [objects.changed, "changed"],
    [objects.pruned, "deleted"]
  ];
  const words = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return words.length === 0 ? "nothing" : words.join(", ");
}

// src/report/markdown.ts
var limitBytes = 6e4;
var shortLines = 10;
function renderMarkdown(report) {
  const start = [
    `### ${prose(headlineOf(report))}`,
    ...[report.failure, ...report.targets.map((target) => target.failure)].flatMap(
      (failure) => failure ? [failureBlock(failure)] : []
    ),
    report.targets.some((target) => target.changes.length > 0) ? tableOf(report.targets) : "",
    ...report.targets.flatMap(dangers),
    ...report.targets.map(problems),
    ...report.targets.map(diagnosticsList),
    ...report.targets.map(historyTable)
  ];
  const folds = report.targets.flatMap((target) => changeFolds(target, report.targets.length > 1));
  const end = [...report.targets.map(unknowns), footerOf(report)];
  return fit({ start: kept(start), folds, end: kept(end) }, limitBytes);
}
function kept(parts) {
  return parts.filter((part) => part !== "");
}
function failureBlock({ message, hint }) {
  return kept([`**${prose(message)}**`, hint === void 0 ? "" : `**What to do**: ${prose(hint)}`]).join(
    "\n\n"
  );
}
function tableOf(targets) {
  const rows = targets.map((target) => {
    const { unchanged, ...counts } = countChanges(target.changes);
    const words = countWords({ ...counts, unchanged: 0 }).replaceAll(
      /(\d+ (?:delete|recreate|unknown))/g,
      "**$1**"
    );
    return `| **${codeCell(target.name)}** in ${codeCell(target.environment)} | ${words === "" ? "nothing" : words} | ${unchanged} |`;
  });
  return [
    `| target | ${targets.some((target) => target.outcome) ? "changed" : "will change"} | unchanged |`,
    "|---|---|--:|",
    ...rows
  ].join("\n");
}
function dangers(target) {
  return target.changes.flatMap((change) => {
    if (change.risk === void 0) return [];
    const verb2 = change.action === "delete" ? "deleted" : "recreated";
    const where = change.location ? ` (${codeSpan(`${change.location.file}:${change.location.line}`)})` : "";
    const why = change.note === void 0 ? "" : `: ${prose(change.note)}`;
    return [
      [
        change.action === "delete" ? "> [!CAUTION]" : "> [!WARNING]",
        `> **${codeSpan(change.confirmAddress)} is ${verb2}**${why}${where}. ${sentence(prose(change.risk))}`,
        `> To allow it, confirm ${codeSpan(change.confirmAddress)}.`
      ].join("\n")
    ];
  });
}
function problems({ outcome }) {
  if (!outcome) return "";
  const ill = outcome.health.filter((object) => object.state !== "ready");
  const broken = outcome.steps.filter((step) => step.state !== "done");
  return [
    ...ill.map((object) => `- ${codeSpan(object.address)}: ${prose(object.message)}`),
    ...broken.map(
      (step) => `- ${step.action} ${codeSpan(step.address)} ${step.state}${step.message === void 0 ? "" : `: ${prose(step.message)}`}`
    )
  ].join("\n");
}
function diagnosticsList(target) {
  return sortDiagnostics(target.diagnostics).map(diagnosticItem).join("\n");
}
function diagnosticItem({ severity, message, hint, location, code }) {
  const place = location ? `${codeSpan(`${location.file}:${location.line}`)}: ` : "";
  const way = hint === void 0 ? "" : ` ${prose(hint)}`;
  return `- **${severity}** ${place}${prose(message)}${/[.!?]$/.test(message) ? "" : "."}${way} (${codeSpan(code)})`;
}
function historyTable(target) {
  if (!target.history) return "";
  if (target.history.length === 0) return "Nothing was deployed yet.";
  const rows = historyRows(target.history).map(
    (cells) => `| ${cells.map((cell) => cell === "" ? "" : codeCell(cell)).join(" | ")} |`
  );
  return [
    `| ${historyColumns.join(" | ")} |`,
    `|${historyColumns.map(() => "---").join("|")}|`,
    ...rows
  ].join("\n");
}
function changeFolds(target, named) {
  const shown = ["delete", "recreate", "unknown", "update", "create"].flatMap(
    (action) => target.changes.filter((change) => change.action === action)
  );
  return groupChanges(shown).map((group, index) => {
    const body = changeBody([group.first, ...group.others]);
    const isOpen = index === 0 || body.split("\n").length < shortLines;
    const more = group.others.length === 0 ? "" : ` and ${group.others.length} more`;
    const prefix = named ? `<b>${htmlCode(target.name)}</b>: ` : "";
    const summary = `${prefix}${htmlCode(titleOf(group.first))}${more} &nbsp;·&nbsp; ${extentOf(group.first)}`;
    return `<details${isOpen ? " open" : ""}><summary>${summary}</summary>

${body}
</details>`;
  });
}
function titleOf(change) {
  return change.confirmAddress.replace("/", " ");
}
function extentOf(change) {
  const fields = change.fields.length;
  const words = fields === 0 ? "" : `, ${fields} ${fields === 1 ? "field" : "fields"}`;
  return change.action === "update" ? words.slice(2) || "update" : `${change.action}${words}`;
}
function unknowns(target) {
  if (target.limits.length === 0) return "";
  const items = target.limits.map((limit) => `- ${prose(limit)}`).join("\n");
  return `<details><summary>What could not be known: ${target.limits.length}</summary>

${items}
</details>`;
}
function footerOf(report) {
  const [target] = report.targets;
  const parts = [
    ...report.run.commit === void 0 ? [] : [
      `Commit ${codeSpan(report.run.commit.slice(0, 7))}${report.run.dirty === true ? " with uncommitted changes" : ""}`
    ],
    ...target?.planDigest !== void 0 && hasChanges(target.changes) ? [`plan ${codeSpan(target.planDigest.slice(0, 8))}`] : [],
    ...target?.record ? [`record ${codeSpan(`${target.environment}/${target.name}#${target.record.sequence}`)}`] : [],
    ...target?.outcome ? [`${seconds(target.outcome.durationMs)}, ${seconds(target.outcome.waitedMs)} of it waiting for Pods`] : [],
    ...report.run.runUrl === void 0 ? [] : [`[run](${report.run.runUrl})`]
  ];
  return parts.join(" · ");
}
function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;
}

// src/report/text.ts
import { styleText } from "node:util";
function renderText(report, options) {
  const paint = (style, text) => options.color ? styleText(style, text, { validateStream: false }) : text;
  const failures = [report.failure, ...report.targets.map((target) => target.failure)].flatMap(
    (failure) => failure ?? []
  );
  const parts = [
    paint(
      failures.length > 0 || report.result === "failed" || report.result === "partial" ? ["bold", "red"] : "bold",
      headlineOf(report)
    ),
    ...failures.map(
      ({ message, hint, code }) => [`${message} [${code}]`, ...hint === void 0 ? [] : indent(hint, "  ")].join("\n")
    ),
    ...report.targets.flatMap((target) => targetParts(target, options, paint))
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}
`;
}
function targetParts(target, options, paint) {
  const shown = actions.flatMap(
    (action) => action === "unchanged" ? [] : target.changes.filter((change) => change.action === action)
  );
  return [
    sortDiagnostics(target.diagnostics).map((diagnostic) => diagnosticText(diagnostic, paint)).join("\n"),
    shown.map((change) => changeText(change, options, paint)).join("\n"),
    outcomeText(target, paint),
    target.limits.map((limit) => `not known: ${limit}`).join("\n"),
    target.history ? historyLines(target.history).join("\n") : "",
    footerOf2(target, paint)
  ];
}
var severityStyles = { error: "red", warning: "yellow", notice: "cyan" };
function diagnosticText(diagnostic, paint) {
  const { location, severity, message, code, hint } = diagnostic;
  const place = location ? `${location.file}:${location.line}:${location.column}: ` : "";
  const [first = "", ...rest] = message.split("\n");
  const head = `${place}${paint(severityStyles[severity], severity)}: ${first} ${paint("dim", `[${code}]`)}`;
  return [head, ...rest.map((line) => `    ${line}`), ...hint === void 0 ? [] : indent(hint, "    ")].join(
    "\n"
  );
}
var actionStyles = {
  create: "green",
  update: "yellow",
  recreate: "red",
  delete: "red",
  unknown: "magenta",
  unchanged: "dim"
};
function changeText(change, options, paint) {
  const place = change.location ? paint("dim", `  ${change.location.file}:${change.location.line}`) : "";
  const head = `${paint(actionStyles[change.action], change.action.padEnd(8))} ${change.confirmAddress}${place}`;
  const warning = change.risk === void 0 ? [] : [paint("red", `  ! ${change.risk}`)];
  const note = change.note === void 0 ? [] : [`  ${change.note}`];
  return [
    head,
    ...warning,
    ...note,
    ...change.fields.flatMap((field) => fieldText(field, options, paint))
  ].join("\n");
}
function fieldText(field, options, paint) {
  const owner = field.owner === void 0 ? "" : paint("dim", `  (set by ${field.owner})`);
  const lines = fieldLines(field, options.width - 8);
  return [`    ${field.label}${owner}`, ...lines.map((line) => `      ${lineStyle(line, paint)}`)];
}
function lineStyle(line, paint) {
  if (line.startsWith("+")) return paint("green", line);
  return line.startsWith("-") ? paint("red", line) : line;
}
function outcomeText(target, paint) {
  const { outcome } = target;
  if (!outcome) return "";
  const ill = outcome.health.filter((object) => object.state !== "ready");
  const broken = outcome.steps.filter((step) => step.state !== "done");
  return [
    ...ill.map((object) => `${paint("red", object.state)} ${object.address}
    ${object.message}`),
    ...broken.map(
      (step) => `${paint("red", step.state)} ${step.action} ${step.address}${step.message === void 0 ? "" : `
    ${step.message}`}`
    )
  ].join("\n");
}
function footerOf2(target, paint) {
  const { outcome, record, planDigest } = target;
  const parts = [
    ...record ? [`record ${record.environment}/${record.target.name}#${record.sequence}`] : [],
    ...planDigest === void 0 ? [] : [`plan ${planDigest.slice(0, 8)}`],
    ...outcome ? [`${seconds(outcome.durationMs)}, ${seconds(outcome.waitedMs)} of it waiting for Pods`] : []
  ];
  return paint("dim", parts.join(" · "));
}
function indent(text, space) {
  return text.split("\n").map((line) => `${space}${line}`);
}

// src/report/verdict.ts
var goodResults = /* @__PURE__ */ new Set([
  "valid",
  "previewed",
  "deployed",
  "unchanged",
  "rendered",
  "listed"
]);
var misuse = /* @__PURE__ */ new Set(["input-invalid", "credentials-missing"]);
function exitCodeOf(report) {
  if (goodResults.has(report.result)) return 0;
  return report.reasonCode !== "" && misuse.has(report.reasonCode) ? 2 : 1;
}

// src/model/report.ts
var reportSchema = 1;

// src/flows/failure-report.ts
function describeFailure(error, world) {
  const redact = (text) => world.secrets.redact(text);
  if (error instanceof Failure) {
    const { code, reasonCode, message, hint } = error;
    return { code, reasonCode, message: redact(message), ...hint !== void 0 && { hint: redact(hint) } };
  }
  world.log.debug(error instanceof Error ? error.stack ?? error.message : String(error));
  return {
    code: "internal",
    reasonCode: "internal",
    message: `a bug in gitops-push: ${redact(error instanceof Error ? error.message : String(error))}`,
    hint: "Please report it with the log of a run with debugging on (--debug, or step debug logging in GitHub Actions)."
  };
}

// src/flows/flow.ts
function reportOf(target, diagnostics) {
  const changes = [];
  const { name, environment } = target;
  return {
    name,
    environment,
    engine: target.source.engine,
    counts: countChanges(changes),
    changes,
    diagnostics,
    limits: []
  };
}
function withPlan(report, plan) {
  return {
    ...report,
    planDigest: plan.digest,
    renderedDigest: plan.renderedDigest,
    counts: countChanges(plan.changes),
    changes: plan.changes,
    diagnostics: [...report.diagnostics, ...plan.diagnostics],
    limits: plan.limits
  };
}
function reasonOfErrors(diagnostics) {
  const isForbidden = diagnostics.some(
    ({ severity, code }) => severity === "error" && code === "permission-missing"
  );
  return isForbidden ? "forbidden" : "validation";
}

// src/flows/guards.ts
function requireConfirmation(changes, settings) {
  const confirmed = new Set(settings.confirm);
  const open = needingConfirmation(changes, settings.maxDeletions).filter(
    (change) => !confirmed.has(change.confirmAddress)
  );
  if (open.length === 0) return;
  const deletions = changes.filter((change) => change.action === "delete");
  const isDeletion = open.some((change) => change.action === "delete");
  const why = [
    ...open.flatMap((change) => change.risk === void 0 ? [] : [`${change.address}: ${change.risk}`]),
    ...deletions.length > settings.maxDeletions ? [`${deletions.length} deletions are more than max-deletions (${settings.maxDeletions})`] : [],
    ...isEmptying(changes) ? ["nothing of the set would be left"] : []
  ];
  throw new Failure(
    isDeletion ? "deletion-unconfirmed" : "recreate-unconfirmed",
    `stopped before the first write: ${why.join("; ")}`,
    {
      hint: `To allow it, confirm: ${open.map((change) => change.confirmAddress).join(",")}`
    }
  );
}
function needingConfirmation(changes, maxDeletions) {
  const deletions = changes.filter((change) => change.action === "delete");
  const isTooMuch = deletions.length > maxDeletions || isEmptying(changes);
  return changes.filter((change) => change.risk !== void 0 || isTooMuch && change.action === "delete");
}
function isEmptying(changes) {
  return changes.length > 0 && changes.every((change) => change.action === "delete");
}

// src/flows/deploy.ts
var deploy = async (input) => {
  const { engine, target, settings, world } = input;
  const diagnostics = await engine.validate();
  const checked = reportOf(target, diagnostics);
  if (hasErrors(diagnostics)) return { result: "failed", reasonCode: "validation", target: checked };
  world.log.info(`planning ${target.name} in ${target.environment}`);
  const plan = await engine.plan();
  const report = withPlan(checked, plan);
  if (hasErrors(report.diagnostics))
    return { result: "failed", reasonCode: reasonOfErrors(report.diagnostics), target: report };
  const last = await engine.ledger.last();
  if (!hasChanges(plan.changes) && isSame(last, input, plan.renderedDigest)) {
    return { result: "unchanged", reasonCode: "", target: { ...report, ...last && { record: last } } };
  }
  try {
    requireConfirmation(plan.changes, settings);
    if (settings.dryRun) return { result: "previewed", reasonCode: "", target: report };
    return await carryOut(input, report, plan);
  } catch (error) {
    const failure = describeFailure(error, world);
    return { result: "failed", reasonCode: failure.reasonCode, target: { ...report, failure } };
  }
};
function isSame(last, { world }, renderedDigest) {
  return last?.result === "success" && last.renderedDigest === renderedDigest && last.commit === world.run.commit;
}
async function carryOut(input, report, plan) {
  const { engine, world } = input;
  const entry = await engine.ledger.open(plan, "deploy");
  world.log.info(`record #${entry.record.sequence} opened, applying`);
  const outcome = await applyOrClose(input, entry, plan);
  const record = await entry.close(outcome);
  return { result: outcome.result, reasonCode: reasonOf(outcome), target: { ...report, outcome, record } };
}
async function applyOrClose({ engine }, entry, plan) {
  try {
    return await engine.apply(plan);
  } catch (error) {
    await entry.close({ result: "partial", steps: [], health: [], durationMs: 0, waitedMs: 0 }).catch(() => void 0);
    throw error;
  }
}
function reasonOf(outcome) {
  switch (outcome.result) {
    case "deployed":
    case "unchanged":
      return "";
    case "cancelled":
      return "cancelled";
    case "failed":
    case "partial":
      return "rollout-failed";
  }
}

// src/flows/history.ts
var history = async ({ engine, target }) => {
  const records = await engine.ledger.all();
  return {
    result: "listed",
    reasonCode: "",
    target: { ...reportOf(target, []), history: records.toReversed() }
  };
};

// src/flows/preview.ts
var preview = async ({ engine, target, world }) => {
  const diagnostics = await engine.validate();
  const checked = reportOf(target, diagnostics);
  if (hasErrors(diagnostics)) return { result: "failed", reasonCode: "validation", target: checked };
  world.log.info(`planning ${target.name} in ${target.environment}`);
  const report = withPlan(checked, await engine.plan());
  return hasErrors(report.diagnostics) ? { result: "failed", reasonCode: reasonOfErrors(report.diagnostics), target: report } : { result: "previewed", reasonCode: "", target: report };
};

// src/flows/render.ts
var render = async ({ engine, target, settings }) => {
  const diagnostics = await engine.validate();
  const report = reportOf(target, diagnostics);
  if (hasErrors(diagnostics)) return { result: "failed", reasonCode: "validation", target: report };
  const rendered = await engine.render(settings.output === "json" ? "json" : "yaml");
  return { result: "rendered", reasonCode: "", target: report, rendered };
};

// src/flows/validate.ts
var validate = async ({ engine, target }) => {
  const diagnostics = await engine.validate();
  const report = reportOf(target, diagnostics);
  return hasErrors(diagnostics) ? { result: "failed", reasonCode: "validation", target: report } : { result: "valid", reasonCode: "", target: report };
};

// src/registry.ts
async function loadEngine(name) {
  switch (name) {
    case "kubernetes":
      return (await import("./kubernetes.mjs")).open;
  }
}

// src/run.ts
async function run(settings, world) {
  const startMs = world.clock.elapsedMs();
  const target = targetOf(settings);
  const { rendered, ...ended } = await runFlow(settings, target, world);
  const report = {
    schema: reportSchema,
    mode: settings.mode,
    result: ended.result,
    reasonCode: ended.reasonCode,
    targets: [ended.target],
    run: world.run,
    durationMs: Math.round(world.clock.elapsedMs() - startMs)
  };
  return rendered === void 0 ? { report } : { report, rendered };
}
async function runFlow(settings, target, world) {
  try {
    const open = await loadEngine(target.source.engine);
    const engine = await open(target, settings, world);
    try {
      return await flowOf(settings.mode)({ engine, target, settings, world });
    } finally {
      engine.close();
    }
  } catch (error) {
    return failed(target, error, world);
  }
}
function failed(target, error, world) {
  const failure = describeFailure(error, world);
  const isCancelled = failure.reasonCode === "cancelled";
  return {
    result: isCancelled ? "cancelled" : "failed",
    reasonCode: failure.reasonCode,
    target: { ...reportOf(target, []), failure }
  };
}
function flowOf(mode) {
  switch (mode) {
    case "validate":
      return validate;
    case "preview":
      return preview;
    case "deploy":
      return deploy;
    case "render":
      return render;
    case "history":
      return history;
  }
}
function targetOf(settings) {
  const { name, environment, path, namespace } = settings;
  return {
    name,
    environment,
    source: { engine: "kubernetes", path, ...namespace !== void 0 && { namespace } }
  };
}

// src/system/secrets.ts
import { createHmac, randomBytes } from "node:crypto";
var shortest = 4;
var commonWords = /* @__PURE__ */ new Set([
  "true",
  "false",
  "null",
  "none",
  "kind",
  "name",
  "type",
  "data",
  "default",
  "admin",
  "root",
  "user",
  "test",
  "production",
  "staging",
  "development",
  "localhost",
  "Config",
  "Opaque",
  "disabled",
  "enabled"
]);
function collectSecrets(announce = () => void 0) {
  const forms = /* @__PURE__ */ new Set();
  const key = randomBytes(32);
  let pattern;
  return {
    add(value) {
      for (const form of formsOf(value)) {
        if (forms.has(form)) continue;
        forms.add(form);
        announce(form);
        pattern = void 0;
      }
    },
    redact(text) {
      if (forms.size === 0) return text;
      pattern ??= patternOf(forms);
      return text.replace(pattern, "***");
    },
    markOf: (value) => createHmac("sha256", key).update(value).digest("hex").slice(0, 6)
  };
}
function formsOf(value) {
  const lines = value.includes("\n") ? value.split("\n").map((line) => line.trim()).filter((line) => line.length >= 16) : [];
  const whole = [value, value.trimEnd()].flatMap((text) => [
    text,
    Buffer.from(text, "utf8").toString("base64"),
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text.toWellFormed())
  ]);
  return [.../* @__PURE__ */ new Set([...whole, ...lines])].filter((form) => form.length >= shortest && !commonWords.has(form));
}
function patternOf(forms) {
  const longestFirst = [...forms].toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((form) => RegExp.escape(form)).join("|"), "g");
}

// src/system/signals.ts
function cancelSignal(host, end) {
  const controller = new AbortController();
  process.on("SIGINT", () => {
    if (controller.signal.aborted && host === "terminal") end(130);
    controller.abort(new Error("the run was cancelled"));
  });
  process.on("SIGTERM", () => controller.abort(new Error("the run was cancelled")));
  return controller.signal;
}

// src/version.ts
var version = "0.1.0";

// src/system/git.ts
var limitMs = 1e4;
async function readCheckout(shell, folder, env) {
  const git = async (...args) => await ask(shell, folder, env, args);
  const [root, commit, ref, status, remote] = await Promise.all([
    git("rev-parse", "--show-toplevel"),
    git("rev-parse", "--verify", "HEAD"),
    git("symbolic-ref", "-q", "HEAD"),
    git("status", "--porcelain", "--untracked-files=normal"),
    git("remote", "get-url", "origin")
  ]);
  const repository = remote === void 0 ? void 0 : repositoryOf(remote);
  return {
    ...root !== void 0 && { root },
    ...commit !== void 0 && { commit },
    ...ref !== void 0 && { ref },
    ...status !== void 0 && { dirty: status !== "" },
    ...repository !== void 0 && { repository }
  };
}
async function isTracked(shell, folder, path, env) {
  return await ask(shell, folder, env, ["ls-files", "--error-unmatch", "--", path]) !== void 0;
}
function repositoryOf(remote) {
  return /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(remote.trim())?.[1];
}
async function ask(shell, folder, env, args) {
  try {
    const answer = await shell.run("git", ["-C", folder, ...args], { env, timeoutMs: limitMs });
    return answer.code === 0 ? answer.stdout.trim() : void 0;
  } catch {
    return void 0;
  }
}

// src/system/shell.ts
import { spawn } from "node:child_process";
function systemShell() {
  return { run: runProgram };
}
var runProgram = async (command, args, options) => {
  const child = spawn(command, args, { env: { ...options.env }, stdio: "pipe", timeout: options.timeoutMs });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  child.stdin.on("error", () => void 0);
  child.stdin.end(options.input ?? "");
  return await new Promise((resolve2, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === null)
        reject(new Error(`${command} was ended by ${signal ?? "a signal"} (limit ${options.timeoutMs} ms)`));
      else resolve2({ code, stdout: stdout(), stderr: stderr() });
    });
  });
};
function collect(stream) {
  const chunks = [];
  stream.on("data", (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}

// src/system/clock.ts
import { setTimeout as sleep } from "node:timers/promises";
function systemClock() {
  return {
    nowMs: () => Date.now(),
    elapsedMs: () => performance.now(),
    sleep: async (durationMs, signal) => {
      await sleep(durationMs, void 0, signal ? { signal } : {});
    }
  };
}

// src/system/files.ts
import { glob, lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
function systemFiles(options) {
  const { workspace, assets } = options;
  return {
    find: async (path, extensions) => await findFiles(workspace, path, extensions),
    read: async (path) => await readFile(join(workspace, path)),
    readAsset: async (name) => await readFile(new URL(name, assets)),
    readOutside: async (path) => await readIfThere(resolve(workspace, path)),
    isTracked: async (path) => await options.isTracked(resolve(workspace, path))
  };
}
var skippedFolders = /* @__PURE__ */ new Set(["node_modules", ".git"]);
async function findFiles(workspace, path, extensions) {
  const root = await realpath(workspace);
  const given = isAbsolute(path) ? relative(root, path) : path;
  if (given.split(/[/\\]/).includes("..")) throw outside(path);
  const found = await candidates(root, given, path);
  const files = [];
  for (const name of found.toSorted()) {
    const entry = await lstat(join(root, name));
    if (!entry.isFile() || !extensions.some((extension) => name.endsWith(extension))) continue;
    if (!await isInside(root, join(root, name))) throw outside(name);
    files.push({ path: name.split(sep).join("/"), sizeBytes: entry.size });
  }
  return files;
}
async function candidates(root, given, asWritten) {
  const entry = await stat(join(root, given)).catch(() => void 0);
  if (entry && !await isInside(root, join(root, given))) throw outside(asWritten);
  if (entry?.isFile()) return [given];
  if (entry?.isDirectory()) return await filesBelow(root, given);
  if (!entry && !/[*?[{]/.test(given)) {
    throw new Failure("path-missing", `path ${JSON.stringify(asWritten)} does not exist in ${root}`, {
      hint: "Give a file, a folder or a glob relative to the checkout: `path: deploy`. Is the repository checked out before this step?"
    });
  }
  const names = [];
  for await (const name of glob(given, { cwd: root, exclude: (folder) => skippedFolders.has(folder) }))
    names.push(name);
  return names;
}
async function filesBelow(root, folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return names.filter((name) => !name.split(sep).some((part) => skippedFolders.has(part)));
}
async function isInside(root, path) {
  const real = await realpath(path);
  return real === root || real.startsWith(root + sep);
}
function outside(path) {
  return new Failure("path-outside", `path ${JSON.stringify(path)} leads out of the checkout`, {
    hint: "Only files inside the checkout are read; links that lead out of it are not followed."
  });
}
async function readIfThere(path) {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return void 0;
    throw error;
  }
}

// src/wire.ts
function wireWorld(input) {
  const { log, secrets, run: run2, workspace, signal } = input;
  const shell = systemShell();
  const env = engineEnv(input.env);
  return {
    log,
    secrets,
    run: run2,
    signal,
    shell,
    clock: systemClock(),
    files: systemFiles({
      workspace,
      assets: input.assets,
      isTracked: async (path) => await isTracked(shell, workspace, path, gitEnv(input.env))
    }),
    env,
    program: `gitops-push/${input.version}`
  };
}
var engineVariables = ["PATH", "HOME", "KUBECONFIG", "TMPDIR", "RUNNER_TEMP"];
function engineEnv(env) {
  const wanted = (name) => engineVariables.some((variable) => variable === name) || /^(?:https?|no|all)_proxy$/i.test(name) || /^(?:AWS|CLOUDSDK|GOOGLE|AZURE|AAD)_/.test(name) || name === "NODE_EXTRA_CA_CERTS";
  return Object.fromEntries(
    Object.entries(env).flatMap(
      ([name, value]) => value !== void 0 && wanted(name) ? [[name, value]] : []
    )
  );
}
function gitEnv(env) {
  const names = ["PATH", "HOME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"];
  return Object.fromEntries(names.flatMap((name) => env[name] === void 0 ? [] : [[name, env[name]]]));
}

export {
  modes,
  inputGroups,
  inputsOf,
  quote,
  inWords,
  readSettings,
  renderMarkdown,
  renderText,
  exitCodeOf,
  run,
  collectSecrets,
  cancelSignal,
  version,
  readCheckout,
  systemShell,
  wireWorld,
  gitEnv
};
