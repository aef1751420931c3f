import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  inQuotes
} from "./shared-41.mjs";
import {
  canonicalJson,
  isList,
  isObject,
  stringifyJson
} from "./shared-32.mjs";

// src/model/settings.ts
var modes = [
  "validate",
  "preview",
  "deploy",
  "rollback",
  "resume",
  "drift",
  "heal",
  "destroy",
  "render",
  "rbac",
  "history"
];
var writingModes = [
  "deploy",
  "rollback",
  "resume",
  "heal",
  "destroy"
];
function isWriting({ mode, dryRun }) {
  return !dryRun && writingModes.some((writing) => writing === mode);
}
var recordPlaces = [
  "deployment",
  "status",
  "summary",
  "comment",
  "note",
  "linked-artifacts"
];
var recordFailureChoices = ["fail", "continue"];
var unsafeChoices = ["diverged", "unreachable-commit"];
var previewMatchChoices = ["warn", "strict", "off"];

// src/report/sentence.ts
function sentence(text) {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  const [first = ""] = trimmed.split(/\s/);
  const start = new RegExp("^\\p{Ll}+[,;]?$", "u").test(first) ? trimmed.charAt(0).toUpperCase() + trimmed.slice(1) : trimmed;
  return /[.!?:…]$/.test(start) ? start : `${start}.`;
}
function splitHint(hint) {
  const [first = "", ...block] = hint.trim().split("\n");
  const isPaste = first.endsWith(":") && block.length > 0;
  return isPaste ? { way: first, block } : { way: sentence(hint), block: [] };
}
function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

// src/report/shorten.ts
function shorten(text, width) {
  if (text.length <= width) return text;
  const note = noteOf(text);
  const room = Math.max(8, width - note.length);
  return `${part(text, 0, Math.ceil(room / 2))}${note}${part(text, text.length - Math.floor(room / 2), text.length)}`;
}
function shortenPair(before, after, width) {
  const first = firstDifference(before, after);
  return [around(before, first, width), around(after, first, width)];
}
function around(text, place, width) {
  if (text.length <= width) return text;
  const note = noteOf(text);
  const room = Math.max(8, width - note.length);
  if (place < room / 2) return shorten(text, width);
  const head = Math.floor(room / 4);
  const start = Math.min(Math.max(head, place - Math.floor(room / 8)), text.length - (room - head));
  const end = start + room - head;
  const isCutAgain = end < text.length;
  return `${part(text, 0, head)}${note}${part(text, start, isCutAgain ? end - 2 : end)}${isCutAgain ? " …" : ""}`;
}
function part(text, start, end) {
  return text.slice(start, end).replaceAll(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "");
}
function noteOf(text) {
  return ` … (${text.length} characters) … `;
}
function firstDifference(before, after) {
  let index = 0;
  while (index < before.length && before[index] === after[index]) index += 1;
  return index;
}

// src/report/escape.ts
var invisible = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
var plain = /^[\t\n\x20-\x7e]*$/;
var longestProse = 3e3;
function visible(text) {
  if (plain.test(text)) return text;
  return text.replaceAll("\r\n", "\n").replaceAll(
    invisible,
    (found) => `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`
  );
}
function oneLine(text) {
  return visible(text).replaceAll(/\s*\n\s*/g, " ");
}
function codeSpan(text) {
  const clean = oneLine(text).replaceAll("	", " ");
  if (clean.trim() === "") return "`(empty)`";
  const fence = "`".repeat(longestRun(clean) + 1);
  const space = /^[` ]|[` ]$/.test(clean) ? " " : "";
  return `${fence}${space}${clean}${space}${fence}`;
}
function codeCell(text) {
  return codeSpan(text.replaceAll("|", "U+007C"));
}
function fenced(language, lines) {
  const text = visible(lines.join("\n"));
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}
${text}
${fence}`;
}
function htmlCode(text) {
  return `<code>${oneLine(text).replaceAll(/[^\p{L}\p{N} ./:-]/gu, entity)}</code>`;
}
function prose(text) {
  return shorten(oneLine(text.trim()), longestProse).split(
    /(`[^`]+`|https?:\/\/[^\s`<>"'()]*[^\s`<>"'().,;:]|[\w.+-]{1,64}@[\w-]+\.[\w.-]*\w|\b[0-9a-f]{40}\b)/i
  ).map((part2, index) => index % 2 === 1 ? codeSpan(part2.replaceAll("`", "")) : words(part2)).join("").replace(/^([#>=+-]|\d+(?=[.)]))/, (found) => /\d/.test(found) ? `${found}​` : `\\${found}`);
}
function withoutCommands(text) {
  return text.replaceAll(/^(\s*):(?=:)/gm, "$1:​").replaceAll("##[", "#​#[");
}
function words(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(/@(?=[\w-])/g, "@​").replaceAll(/#(?=\w)/g, "#​").replaceAll(/\bGH-(?=\d)/gi, (found) => `${found}​`).replaceAll(/\b(clo|fi|reso)(?=(?:se[sd]?|x(?:e[sd])?|lve[sd]?):?\s+(?:\S*#|GH-|http))/gi, "$1​").replaceAll(/\bduplicate(?= of)/gi, (found) => `${found}​`).replaceAll(/:(?=\/\/)/g, ":​").replaceAll(/\bwww(?=\.)/gi, (found) => `${found}​`).replaceAll(/([\\`*_[\]|~$])/g, "\\$1");
}
function entity(character) {
  return `&#${character.codePointAt(0) ?? 0};`;
}
function longestRun(text) {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

// src/report/titles.ts
function titleOf(change) {
  if (change.title) return `${change.title.kind} ${change.title.name}`;
  return change.confirmAddress.replace("/", " ");
}
function titleAt(address, target) {
  const known = changeAt(address, target) ?? hookAt(address, target);
  return known ? titleOf(known) : address;
}
function hookAt(address, { hooks = [] }) {
  return hooks.find((hook) => hook.address === address);
}
function changeAt(address, target) {
  return target.changes.find((change) => change.address === address);
}
function kindOf(change) {
  return change.title?.kind ?? change.confirmAddress.split("/")[0] ?? "";
}
function sharedNamespace(changes) {
  const namespaces = new Set(
    changes.map((change) => change.title ? void 0 : /^[^/]+\/([^/]+)\//.exec(change.confirmAddress)?.[1])
  );
  const [namespace] = namespaces;
  return namespaces.size === 1 ? namespace : void 0;
}
function nameWithin(change, namespace) {
  if (change.title) return change.title.name;
  const prefix = namespace === void 0 ? `${kindOf(change)}/` : `${kindOf(change)}/${namespace}/`;
  return change.confirmAddress.slice(prefix.length);
}
function byKind(changes) {
  const kinds = [...Map.groupBy(changes, kindOf)];
  return kinds.toSorted(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
}

// src/report/ways.ts
function wayTo(mode, run, needs = {}) {
  const { reason, confirm } = needs;
  if (run.host === "terminal") return [{ code: commandTo(mode, run, needs) }];
  return [
    { strong: "Run workflow" },
    " with ",
    { code: `mode: ${mode}` },
    ...reason === void 0 ? [] : [" and a ", { code: "reason" }],
    ...confirm === void 0 ? [] : [" and ", { code: `confirm: ${confirm}` }]
  ];
}
function commandTo(mode, { commandLines }, { reason, confirm } = {}) {
  return [
    commandLines?.[mode] ?? `gitops-push ${mode}`,
    ...reason === void 0 ? [] : ["--reason 'why it may go'"],
    ...confirm === void 0 ? [] : [`--confirm ${inQuotes(confirm)}`]
  ].join(" ");
}

// src/report/columns.ts
import { styleText } from "node:util";
function paintOf({ color }) {
  return (style, text) => color && text !== "" ? styleText(style, text, { validateStream: false }) : text;
}
function wrap(text, width) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
function labelled(name, text, size) {
  const lines = wrap(text, Math.max(20, size.width - size.column));
  return lines.map(
    (line, index) => (index === 0 ? name.padEnd(size.column) : " ".repeat(size.column)) + line
  );
}
function columnOf(texts, limit) {
  return Math.min(limit, Math.max(0, ...texts.map((text) => text.length)));
}

// src/report/phrase.ts
function phraseText(phrase) {
  return phrase.map((part2) => oneLine(typeof part2 === "string" ? part2 : "code" in part2 ? part2.code : part2.strong)).join("");
}
function phraseMarkdown(phrase) {
  return phrase.map(partMarkdown).join("");
}
function hintText(phrase) {
  return phrase.map((part2) => typeof part2 === "string" ? part2 : "code" in part2 ? `\`${part2.code}\`` : part2.strong).join("");
}
function partMarkdown(part2) {
  if (typeof part2 === "string") return keepBlanks(part2);
  return "code" in part2 ? codeSpan(part2.code) : `**${prose(part2.strong)}**`;
}
function keepBlanks(text) {
  const [, before = "", after = ""] = /^(\s*)[\s\S]*?(\s*)$/.exec(text) ?? [];
  return text.trim() === "" ? text : `${before && " "}${prose(text)}${after && " "}`;
}

// src/report/label-parts.ts
function labelParts(label) {
  let cutAt = 0;
  let isKey = false;
  for (const { index, text } of tokens(label)) {
    if (text.startsWith(".")) {
      cutAt = index;
      isKey = false;
    } else if (text.startsWith('["')) {
      cutAt = index;
      isKey = true;
    }
  }
  const parent = label.slice(0, cutAt);
  const rest = label.slice(cutAt);
  if (isKey) return { parent, name: unquoted(rest) };
  return { parent, name: rest.replace(/^\./, "") };
}
function tokens(label) {
  const pattern = /\["(?:[^"\\]|\\.)*"\]|\[[^\]]*\]|\.|[^.[]+/gs;
  return [...label.matchAll(pattern)].map((match) => ({ index: match.index, text: match[0] }));
}
function unquoted(part2) {
  const match = /^\[("(?:[^"\\]|\\.)*")\]$/s.exec(part2);
  if (match?.[1] === void 0) return part2;
  const text = JSON.parse(match[1]);
  return typeof text === "string" ? text : part2;
}

// src/report/groups.ts
function groupChanges(changes) {
  const groups = Map.groupBy(
    changes,
    (change) => change.action === "update" && change.risk === void 0 && change.caution === void 0 ? likenessOf(change) : change.address
  );
  return [...groups.values()].flatMap(([first, ...others]) => first ? [{ first, others }] : []);
}
function likenessOf(change) {
  const kind = kindOf(change);
  const sides = change.fields.map(({ label, before, after, owner }) => [
    label,
    before === void 0 ? [] : [before],
    after === void 0 ? [] : [after],
    owner ?? ""
  ]);
  return canonicalJson([kind, sides, change.note ?? ""]);
}
function groupFields(fields) {
  const named = fields.map((field) => ({ ...labelParts(field.label), field }));
  const groups = Map.groupBy(named, ({ parent }) => parent);
  return [...groups].map(([parent, members]) => ({
    parent,
    fields: members.map(({ name, field }) => ({ name, field }))
  }));
}

// src/report/yaml-lines.ts
var ambiguous = /^(?:true|false|null|yes|no|on|off|y|n|[-+]?\.?(?:inf|nan)|[-+]?\.?\d[\dxobea-f_.,:+-]*(?:t[\d:.+z-]*)?|[-+]?\d[\d_]*|=|<<)$/i;
function yamlLines(value) {
  if (isList(value) && value.length > 0) return value.flatMap(itemLines);
  if (isObject(value) && Object.keys(value).length > 0) return mapLines(value);
  if (typeof value === "string" && isBlock(value)) return [blockHead(value), ...blockLines(value)];
  return [scalar(value)];
}
function entryLines(key, value) {
  const name = yamlText(key);
  if (typeof value === "string" && isBlock(value))
    return [`${name}: ${blockHead(value)}`, ...blockLines(value)];
  const lines = yamlLines(value);
  if (isList(value) && value.length > 0) return [`${name}:`, ...lines];
  if (isObject(value) && Object.keys(value).length > 0) return [`${name}:`, ...lines.map(indented)];
  return [`${name}: ${lines[0] ?? ""}`];
}
function yamlText(text) {
  const isPlain = /^[\p{L}\p{N}_./(+-][^\n\t]*$/u.test(text) && !/^-(?:\s|$)|^\.\.\.|^---|: |:$| #|\s$/.test(text) && !new RegExp("\\p{C}", "u").test(text) && !ambiguous.test(text);
  return isPlain ? text : quoted(text);
}
function quoted(text) {
  return JSON.stringify(text).replaceAll(
    /[\u007F-\u00A0\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFFE\uFFFF]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`
  );
}
function mapLines(map) {
  return Object.entries(map).flatMap(([key, value]) => entryLines(key, value));
}
function itemLines(item) {
  const lines = yamlLines(item);
  const isLong = typeof item === "string" && isBlock(item);
  return lines.map((line, index) => index === 0 ? `- ${line}` : isLong ? line : indented(line));
}
function scalar(value) {
  return typeof value === "string" ? yamlText(value) : stringifyJson(value);
}
function isBlock(text) {
  return /\n/.test(text) && /^[^\s]/.test(text) && !/[^\P{C}\n\t]|\u2028|\u2029/u.test(text);
}
function blockHead(text) {
  return /\n\s*\n$/.test(text) ? "|+" : text.endsWith("\n") ? "|" : "|-";
}
function blockLines(text) {
  const lines = text.replace(/\n$/, "").split("\n");
  return lines.map((line) => line === "" ? "" : indented(line));
}
function indented(line) {
  return line === "" ? "" : `  ${line}`;
}

// src/report/signed-lines.ts
function shortenLines(lines, width) {
  const shown = [];
  for (let index = 0; index < lines.length; ) {
    const removed = runAt(lines, index, "-");
    const added = runAt(lines, index + removed.length, "+");
    const other = removed.length + added.length === 0 ? lines.slice(index, index + 1) : [];
    const pairs = removed.map(
      (line, place) => shortenPair(line.text, added[place]?.text ?? line.text, width)
    );
    shown.push(
      ...other.map((line) => ({ ...line, text: shorten(line.text, width) })),
      ...removed.map((line, place) => ({ ...line, text: pairs[place]?.[0] ?? line.text })),
      ...added.map((line, place) => ({ ...line, text: pairs[place]?.[1] ?? shorten(line.text, width) }))
    );
    index += removed.length + added.length + other.length;
  }
  return shown;
}
function runAt(lines, start, sign) {
  let end = start;
  while (lines[end]?.sign === sign) end += 1;
  return lines.slice(start, end);
}

// src/report/field-lines.ts
var shownLines = 120;
var longestHunk = 100;
function fieldLines(fields, width) {
  return joinHunks(hunksOf(fields, width, limited));
}
function fieldHunks(fields, width) {
  return hunksOf(fields, width, (lines) => lines).flatMap(({ context, lines }) => {
    const starts = lines.flatMap(
      (line, index) => index > 0 && (line.startsWith("@@") || index % longestHunk === 0) ? [index] : []
    );
    return [0, ...starts].map((start, index) => ({ context, lines: lines.slice(start, starts[index]) }));
  });
}
function joinHunks(hunks) {
  let said = [];
  return hunks.flatMap(({ context, lines }) => {
    const same = context.findIndex((line, index) => line !== said[index]);
    said = context;
    return [...same === -1 ? [] : context.slice(same), ...lines];
  });
}
function hunksOf(fields, width, limit) {
  return groupFields(fields).flatMap(({ parent, fields: members }) => {
    const path = parent === "" ? [] : [` ${shorten(oneLine(parent), width - 1)}`];
    return members.map(({ name, field }) => {
      const { context, lines } = hunkOf(oneLine(name), field, width, limit);
      return { context: [...path, ...context], lines };
    });
  });
}
function hunkOf(name, field, width, limit) {
  const note = field.owner === void 0 ? "" : `  # set by ${oneLine(field.owner)}${sinceWords(field)}`;
  const third = declaredLines(field, width);
  if (field.lines) {
    const head = [`   ${shorten(`${name}:${note}`, width - 3)}`];
    return { context: head, lines: [...limit(hunkLines(field.lines, width)), ...third] };
  }
  return { context: [], lines: [...sidesOf(name, field, width, { note, limit }), ...third] };
}
function sinceWords({ ownerSince }) {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(ownerSince ?? "") ?? [];
  return day === void 0 || time === void 0 ? "" : ` on ${day} ${time} UTC`;
}
function declaredLines({ declared }, width) {
  if (declared === void 0) return [];
  const value = typeof declared === "string" ? yamlText(declared) : stringifyJson(declared);
  return [`   ${shorten(`# in Git, not deployed yet: ${oneLine(value)}`, width - 3)}`];
}
function sidesOf(name, field, width, { note, limit }) {
  const before = field.before === void 0 ? [] : sideLines(name, field.before);
  const after = field.after === void 0 ? [] : sideLines(name, field.after);
  if (before.length === 1 && after.length === 1) {
    const [old = "", next = ""] = [before[0], after[0]];
    const [cutOld, cutNext] = shortenPair(oneLine(old), oneLine(next), width - 3 - note.length);
    return [`-  ${cutOld}${note}`, `+  ${cutNext}`];
  }
  const owner = note === "" ? [] : [`   ${note.trim()}`];
  const lines = shortenLines([...signed("-", before), ...signed("+", after)], width - 3);
  const side = (sign) => lines.filter((line) => line.sign === sign).map((line) => `${sign}  ${line.text}`);
  return [...owner, ...limit(side("-")), ...limit(side("+"))];
}
function signed(sign, texts) {
  return texts.map((text) => ({ sign, text: oneLine(text) }));
}
function sideLines(name, value) {
  const item = /\[(.*)\]$/s.exec(name)?.[1];
  if (item === void 0) return namedLines(name, value);
  if (value === item) return [name];
  if (isObject(value) && value["name"] === item) {
    const { name: _, ...rest } = value;
    const keys = Object.keys(rest);
    if (keys.length === 0) return [name];
    if (keys.length === 1 && rest["value"] !== void 0) return namedLines(name, rest["value"]);
    return namedLines(name, rest);
  }
  return namedLines(name, value);
}
function namedLines(name, value) {
  if (name.endsWith(" (order)") && isList(value)) return [`${name}: ${value.map(orderName).join(", ")}`];
  const [first = "", ...rest] = entryLines("x", value);
  return [`${name}${first.slice(1)}`, ...rest];
}
function orderName(name) {
  return typeof name === "string" ? yamlText(name) : stringifyJson(name);
}
function hunkLines(lines, width) {
  const isRemark = (line) => /^(?:@@|\\)/.test(line);
  const texts = lines.filter((line) => !isRemark(line)).map(signedLine);
  const shown = shortenLines(texts, width - 5).map(({ sign, text }) => `${sign}    ${text}`.trimEnd());
  const rest = shown.values();
  return lines.map((line) => {
    if (isRemark(line)) return line.startsWith("@@") ? line : `     ${line}`;
    return rest.next().value ?? "";
  });
}
function signedLine(line) {
  const sign = line.startsWith("-") ? "-" : line.startsWith("+") ? "+" : " ";
  return { sign, text: oneLine(line.slice(1)) };
}
function limited(lines) {
  if (lines.length <= shownLines) return lines;
  return [...lines.slice(0, shownLines), `   … and ${lines.length - shownLines} more lines`];
}

// src/report/places.ts
function placeText(location) {
  return `${location.file}:${location.line}`;
}
function placeLink(location, run, text = placeText(location)) {
  const code = codeSpan(text);
  const { commit, repository, runUrl } = run;
  const server = /^(https:\/\/[\w.:-]+)\//.exec(runUrl ?? "")?.[1];
  if (commit === void 0 || repository === void 0 || server === void 0 || run.dirty === true || location.isElsewhere)
    return code;
  const path = [repository, "blob", commit, location.file].join("/").split("/").map(encoded).join("/");
  return `[${code}](${server}/${path}#L${location.line})`;
}
function branchOf(run) {
  return /^refs\/heads\/(.+)$/.exec(run.ref ?? "")?.[1];
}
function encoded(part2) {
  return encodeURIComponent(part2).replaceAll(/[()'*!]/g, (found) => `%${found.charCodeAt(0).toString(16)}`);
}

export {
  modes,
  writingModes,
  isWriting,
  recordPlaces,
  recordFailureChoices,
  unsafeChoices,
  previewMatchChoices,
  shorten,
  shortenPair,
  visible,
  oneLine,
  codeSpan,
  codeCell,
  fenced,
  htmlCode,
  prose,
  withoutCommands,
  sentence,
  splitHint,
  counted,
  labelParts,
  titleOf,
  titleAt,
  hookAt,
  changeAt,
  sharedNamespace,
  nameWithin,
  byKind,
  groupChanges,
  yamlLines,
  yamlText,
  fieldLines,
  fieldHunks,
  joinHunks,
  placeText,
  placeLink,
  branchOf,
  wayTo,
  commandTo,
  paintOf,
  wrap,
  labelled,
  columnOf,
  phraseText,
  phraseMarkdown,
  hintText
};
