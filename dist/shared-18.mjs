import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  hasErrors,
  kubernetesVersions,
  nearestName,
  newestKubernetes,
  sortDiagnostics
} from "./shared-19.mjs";
import {
  actions,
  countChanges,
  hasChanges,
  recordName
} from "./shared-20.mjs";
import {
  Secret
} from "./shared-27.mjs";
import {
  entriesDigest
} from "./shared-26.mjs";
import {
  parseImage,
  writtenOverrides
} from "./shared-22.mjs";
import {
  Failure,
  failureCodes,
  failureDocs
} from "./shared-21.mjs";
import {
  __callDispose,
  __using,
  canonicalJson,
  isList,
  isObject,
  joinPointer,
  stringifyJson
} from "./shared-23.mjs";

// src/report/json.ts
function renderJson(report) {
  return `${stringifyJson(documentOf(report), 2).replaceAll("##[", String.raw`\u0023\u0023[`)}
`;
}
function documentOf(report) {
  return {
    schema: report.schema,
    mode: report.mode,
    result: report.result,
    reasonCode: report.reasonCode,
    targets: report.targets.map(targetOf),
    ...report.failure && { failure: plain(report.failure) },
    run: plain(report.run),
    durationMs: report.durationMs
  };
}
function targetOf(target) {
  const { name, environment, engine, counts } = target;
  return {
    name,
    environment,
    engine,
    ...target.planDigest !== void 0 && { planDigest: target.planDigest },
    ...target.renderedDigest !== void 0 && { renderedDigest: target.renderedDigest },
    counts: { ...counts },
    changes: target.changes.map(changeOf),
    diagnostics: target.diagnostics.map(diagnosticOf),
    limits: target.limits,
    ...target.rendered && { rendered: renderedOf(target.rendered) },
    ...target.outcome && { outcome: plain(target.outcome) },
    ...target.record && { record: plain(target.record) },
    ...target.hold && { hold: plain(target.hold) },
    ...target.history && { history: target.history.map(plain) },
    ...target.failure && { failure: plain(target.failure) },
    ...target.putBack && { putBack: plain(target.putBack) }
  };
}
function renderedOf({ base, counts, changes }) {
  return { base, counts: { ...counts }, changes: changes.map(changeOf) };
}
function changeOf(change) {
  const { address, confirmAddress, action, evidence: evidence3, location } = change;
  return {
    address,
    confirmAddress,
    action,
    evidence: evidence3,
    ...location && { source: { file: location.file, line: location.line } },
    fields: change.fields.map(fieldOf),
    ...change.ignored && { ignored: change.ignored.map((field) => ({ ...fieldOf(field), why: field.why })) },
    ...change.risk !== void 0 && { risk: change.risk },
    ...change.note !== void 0 && { note: change.note },
    ...change.after !== void 0 && { after: change.after }
  };
}
function fieldOf(field) {
  const { path, label, before, after, owner, ownerSince, declared, masked } = field;
  return {
    path,
    label,
    ...before !== void 0 && { before },
    ...after !== void 0 && { after },
    ...owner !== void 0 && { owner },
    ...ownerSince !== void 0 && { ownerSince },
    ...declared !== void 0 && { declared },
    masked
  };
}
function diagnosticOf(diagnostic) {
  const { code, severity, message, hint: hint3, location, address } = diagnostic;
  return {
    code,
    severity,
    message,
    ...hint3 !== void 0 && { hint: hint3 },
    ...location && { file: location.file, line: location.line, column: location.column },
    ...address !== void 0 && { address }
  };
}
function plain(value) {
  const copy = JSON.parse(JSON.stringify(value));
  return copy;
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
var longestProse = 3e3;
function visible(text) {
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
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run2) => run2.length));
}

// src/report/places.ts
function placeText(location) {
  return `${location.file}:${location.line}`;
}
function placeLink(location, run2, text = placeText(location)) {
  const code = codeSpan(text);
  const { commit, repository, runUrl } = run2;
  const server = /^(https:\/\/[\w.:-]+)\//.exec(runUrl ?? "")?.[1];
  if (commit === void 0 || repository === void 0 || server === void 0 || run2.dirty === true || location.isElsewhere)
    return code;
  const path = [repository, "blob", commit, location.file].join("/").split("/").map(encoded).join("/");
  return `[${code}](${server}/${path}#L${location.line})`;
}
function branchOf(run2) {
  return /^refs\/heads\/(.+)$/.exec(run2.ref ?? "")?.[1];
}
function encoded(part2) {
  return encodeURIComponent(part2).replaceAll(/[()'*!]/g, (found) => `%${found.charCodeAt(0).toString(16)}`);
}

// src/report/confirm.ts
function addressesToConfirm(changes) {
  return changes.flatMap((change) => change.risk === void 0 ? [] : [change.confirmAddress]).join(",");
}
function addressesAsked({ code, hint: hint3 }) {
  return code.endsWith("-unconfirmed") ? /confirm: (\S.*)$/.exec(hint3 ?? "")?.[1] : void 0;
}
function wayToConfirm(addresses, report) {
  if (report.run.host === "terminal") {
    const command = report.mode === "preview" ? "deploy" : report.mode;
    return ["To allow it: ", { code: `gitops-push ${command} --confirm '${addresses}'` }];
  }
  const branch = branchOf(report.run);
  const where = branch === void 0 ? ["the default branch"] : [{ code: branch }];
  const stop2 = report.mode === "preview" ? "After the merge the deploy stops here; to allow it: " : "To allow it: ";
  return [stop2, "Run workflow", " on ", ...where, " with ", { code: `confirm: ${addresses}` }];
}

// src/report/phrase.ts
function phraseText(phrase) {
  return phrase.map((part2) => oneLine(typeof part2 === "string" ? part2 : "code" in part2 ? part2.code : part2.strong)).join("");
}
function phraseMarkdown(phrase) {
  return phrase.map(partMarkdown).join("");
}
function partMarkdown(part2) {
  if (typeof part2 === "string") return keepBlanks(part2);
  return "code" in part2 ? codeSpan(part2.code) : `**${prose(part2.strong)}**`;
}
function keepBlanks(text) {
  const [, before = "", after = ""] = /^(\s*)[\s\S]*?(\s*)$/.exec(text) ?? [];
  return text.trim() === "" ? text : `${before && " "}${prose(text)}${after && " "}`;
}

// src/report/sentence.ts
function sentence(text) {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  const [first = ""] = trimmed.split(/\s/);
  const start = new RegExp("^\\p{Ll}+[,;]?$", "u").test(first) ? trimmed.charAt(0).toUpperCase() + trimmed.slice(1) : trimmed;
  return /[.!?:…]$/.test(start) ? start : `${start}.`;
}
function splitHint(hint3) {
  const [first = "", ...block] = hint3.trim().split("\n");
  const isPaste = first.endsWith(":") && block.length > 0;
  return isPaste ? { way: first, block } : { way: sentence(hint3), block: [] };
}
function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

// src/report/titles.ts
function titleOf(change) {
  if (change.title) return `${change.title.kind} ${change.title.name}`;
  return change.confirmAddress.replace("/", " ");
}
function titleAt(address, target) {
  const change = changeAt(address, target);
  return change ? titleOf(change) : address;
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

// src/report/alerts.ts
var shownObjects = 12;
var longestWay = 4e3;
function alertsOf(target, report) {
  const of = (action) => target.changes.filter((change) => change.action === action);
  const unknown = of("unknown");
  if (target.outcome) return [];
  const isAhead = target.failure?.code.endsWith("-unconfirmed") !== true;
  const addresses = addressesToConfirm(target.changes);
  const blocks = [dangerBlock(of("delete"), report), dangerBlock(of("recreate"), report)].filter(
    (block) => block !== ""
  );
  const way = addresses === "" || !isAhead ? "" : `
>
> ${wayMarkdown(addresses, report)}`;
  const last = blocks.at(-1);
  return [
    ...blocks.slice(0, -1),
    ...last === void 0 ? [] : [`${last}${way}`],
    ...unknown.length === 0 ? [] : [unknownList(unknown, report)]
  ];
}
function wayMarkdown(addresses, report) {
  if (addresses.length > longestWay) {
    return `To allow it, all ${addresses.split(",").length} of them must be confirmed; the line to paste is in the log.`;
  }
  const text = phraseMarkdown(wayToConfirm(addresses, report)).replace("Run workflow", "**Run workflow**");
  return `${text}.`;
}
function dangerBlock(changes, report) {
  const [first] = changes;
  if (!first) return "";
  const isDelete = first.action === "delete";
  const head = isDelete && changes.some((change) => change.risk !== void 0) ? "CAUTION" : "WARNING";
  const verb = isDelete ? "deleted" : "recreated";
  const lines = changes.length === 1 ? [`**${codeSpan(titleOf(first))} is ${verb}**${reasonOf(first, report)}`] : [
    `**${changes.length} objects are ${verb}**${isDelete ? goneWords : ""}`,
    "",
    ...changes.slice(0, shownObjects).map(
      (change) => `- ${codeSpan(titleOf(change))}${isDelete ? riskOf(change) : reasonOf(change, report)}`
    ),
    ...changes.length > shownObjects ? [`- and ${changes.length - shownObjects} more, listed below`] : []
  ];
  return [`> [!${head}]`, ...lines.map((line) => `> ${line}`.trimEnd())].join("\n");
}
var goneWords = ", because the repository no longer has them:";
function reasonOf(change, report) {
  const where = change.location ? ` (${placeLink(change.location, report.run)})` : "";
  const fallback = change.action === "delete" ? "the repository no longer has it" : void 0;
  const why = change.note ?? fallback;
  const reason = why === void 0 ? where : `: ${notesOf(why)}${where}`;
  return `${reason}.${change.risk === void 0 ? "" : ` ${prose(sentence(change.risk))}`}`;
}
function riskOf(change) {
  return change.risk === void 0 ? "" : `: ${prose(change.risk)}`;
}
function notesOf(note) {
  return prose(note.replace(/\.$/, ""));
}
function unknownList(changes, report) {
  const items = changes.slice(0, shownObjects).map((change) => {
    const where = change.location ? ` (${placeLink(change.location, report.run)})` : "";
    return `- ${codeSpan(titleOf(change))}${where}: ${prose(sentence(change.note ?? "nobody knows why"))}`;
  });
  const more = changes.length > shownObjects ? [`- and ${changes.length - shownObjects} more`] : [];
  const head = changes.length === 1 ? "What would happen to 1 object is not known:" : `What would happen to ${changes.length} objects is not known:`;
  return [head, "", ...items, ...more].join("\n");
}

// src/report/findings.ts
var shownFindings = { comment: 50, whole: Number.POSITIVE_INFINITY };
function failureBlock(failure, report) {
  const asked = addressesAsked(failure);
  const { way: hint3, block } = splitHint(failure.hint ?? "");
  const way = asked === void 0 ? prose(hint3) : wayMarkdown(asked, report);
  const paste = asked === void 0 && block.length > 0 ? fenced("yaml", block) : "";
  const parts2 = [
    `**${prose(sentence(failure.message))}**`,
    way === "" ? "" : `**What to do**: ${way}`,
    paste
  ];
  return parts2.filter((part2) => part2 !== "").join("\n\n");
}
function findingsOf(target, report, detail) {
  const sorted2 = sortDiagnostics(target.diagnostics);
  const items = sorted2.slice(0, shownFindings[detail]).map((finding) => findingItem(finding, report));
  const rest = sorted2.length - shownFindings[detail];
  return [...items, ...rest > 0 ? [`- and ${rest} more, all of them in the log`] : []].join("\n");
}
function findingItem({ severity, message, hint: hint3, location, code }, report) {
  const place = location ? `${placeLink(location, report.run)}: ` : "";
  const { way, block } = splitHint(hint3 ?? "");
  const words2 = [prose(sentence(message)), prose(way), `(${codeSpan(code)})`].filter((part2) => part2 !== "");
  const paste = block.length > 0 ? `
${indented(fenced("yaml", block))}` : "";
  return `- **${severity}** ${place}${words2.join(" ")}${paste}`;
}
function indented(text) {
  return text.replaceAll(/^/gm, "  ");
}

// src/report/fit.ts
var cutWords = "Parts of this report are only in the log, because they are too long for this place.";
var reserveBytes = 200;
function fitTexts(texts, limitBytes2) {
  let left = limitBytes2 - reserveBytes;
  const take = (part2) => {
    const size = Buffer.byteLength(part2, "utf8") + 2;
    if (size > left) return false;
    left -= size;
    return true;
  };
  const start = texts.start.filter(take);
  const end = texts.end.toReversed().filter(take).toReversed();
  const isShort = start.length + end.length < texts.start.length + texts.end.length;
  return { start: isShort ? [...start, cutWords] : start, end, left, isShort };
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
    (change) => change.action === "update" && change.risk === void 0 ? likenessOf(change) : change.address
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
  const named2 = fields.map((field) => ({ ...labelParts(field.label), field }));
  const groups = Map.groupBy(named2, ({ parent }) => parent);
  return [...groups].map(([parent, members]) => ({
    parent,
    fields: members.map(({ name, field }) => ({ name, field }))
  }));
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
  if (isObject(value) && Object.keys(value).length > 0) return [`${name}:`, ...lines.map(indented2)];
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
  return lines.map((line, index) => index === 0 ? `- ${line}` : isLong ? line : indented2(line));
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
  return lines.map((line) => line === "" ? "" : indented2(line));
}
function indented2(line) {
  return line === "" ? "" : `  ${line}`;
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

// src/report/fold.ts
function foldMarkdown(fold) {
  const lines = joinHunks(fold.hunks);
  const body = fold.language === "list" ? lines.join("\n") : fenced(fold.language, lines);
  const parts2 = [fold.head, fold.hunks.length === 0 ? "" : body, fold.tail].filter((part2) => part2 !== "");
  if (fold.summary === "") return parts2.join("\n\n");
  const open = fold.isOpen ? " open" : "";
  return `<details${open}><summary>${fold.summary}</summary>

${parts2.join("\n\n")}

</details>`;
}
function plainFold(markdown) {
  const nothing = { summary: "", isOpen: true, language: "list", hunks: [], tail: "" };
  return { ...nothing, head: markdown, changes: 0, titles: [] };
}
function foldBytes(fold) {
  return Buffer.byteLength(foldMarkdown(fold)) + 2;
}
var fenceBytes = 400;
function splitFold(fold, limitBytes2) {
  if (foldBytes(fold) <= limitBytes2) return [fold];
  const frame = foldBytes({ ...fold, hunks: [] }) + fenceBytes;
  const groups = [[]];
  let left = limitBytes2 - frame;
  for (const hunk of fold.hunks) {
    const size = bytesOf(hunk);
    if (size > left && groups.at(-1)?.length !== 0) {
      groups.push([]);
      left = limitBytes2 - fenceBytes - Buffer.byteLength(fold.summary) * 2;
    }
    groups.at(-1)?.push(hunk);
    left -= size;
  }
  if (groups.length === 1) return [fold];
  return groups.map((hunks, index) => ({
    ...fold,
    summary: fold.summary === "" ? "" : `${fold.summary} &nbsp;·&nbsp; part ${index + 1} of ${groups.length}`,
    hunks,
    ...index > 0 && { head: "", changes: 0 },
    ...index < groups.length - 1 && { tail: "" }
  }));
}
function bytesOf({ context, lines }) {
  return [...context, ...lines].reduce((sum, line) => sum + Buffer.byteLength(visible(line)) + 1, 0);
}

// src/report/causes.ts
var known = {
  "image-missing": {
    words: "cannot pull its image",
    advice: "Push the image and run this again, or correct its name."
  },
  "image-denied": {
    words: "may not pull its image",
    advice: "Give the Pods a pull secret for this registry (`imagePullSecrets`), or correct the name: many registries say so of an image that is not there."
  },
  "image-name": { words: "has an image name that is none", advice: "Correct the name of the image." },
  "image-unreachable": {
    words: "cannot pull its image",
    advice: "Look at the registry, then run this again."
  },
  "image-never": {
    words: "has an image that is not on the node",
    advice: "Load the image onto the nodes, or take `imagePullPolicy: Never` out."
  },
  "config-missing": {
    words: "lacks a ConfigMap, Secret or key that it names",
    advice: "Add what is missing, or correct the name."
  },
  "config-refused": {
    words: "cannot be made as it is configured",
    advice: "Correct what the message names."
  },
  "volume-missing": {
    words: "cannot mount a volume",
    advice: "Look at the volume that the message names."
  },
  "container-refused": { words: "cannot be created", advice: "Correct what the message names." },
  "cannot-start": {
    words: "cannot be started",
    advice: "Is the command in the image, and may it be executed? Correct `command`, `args` or the image."
  },
  crash: {
    words: "does not stay up",
    advice: "The log below tells how it ended. Correct what it names."
  },
  "out-of-memory": {
    words: "runs out of memory",
    advice: "Raise its memory limit, or let it use less."
  },
  "not-alive": {
    words: "is killed by its liveness probe",
    advice: "Correct what the probe asks for, or give it more time (`initialDelaySeconds`, `startupProbe`)."
  },
  "not-answering": {
    words: "runs but does not become ready",
    advice: "Correct what the probe asks for. If it only needs longer, raise `stall-timeout`."
  },
  unschedulable: {
    words: "finds no node to run on",
    advice: "Give it less to ask for, or the cluster more nodes. If nodes were on their way, raise `timeout`."
  },
  "volume-unbound": {
    words: "gets no volume",
    advice: "Correct the StorageClass or the claim, or make a volume that fits."
  },
  quota: {
    words: "has no room in its quota",
    advice: "Ask for less, or have the quota raised."
  },
  admission: {
    words: "is refused by a policy of the cluster",
    advice: "Change what the policy names, or have the policy changed."
  },
  "service-account-missing": {
    words: "names a ServiceAccount that is not there",
    advice: "Add the ServiceAccount to the manifests, or correct `serviceAccountName`."
  },
  "pods-refused": { words: "gets no Pods", advice: "Correct what the message names." },
  "no-progress": {
    words: "makes no progress",
    advice: "Look at its Pods; if they only need longer, raise `progressDeadlineSeconds`."
  },
  "job-failed": { words: "failed", advice: "Its Pods and their logs say more. Correct it." },
  "pod-failed": { words: "failed", advice: "Correct what the message names." },
  deleted: {
    words: "was deleted by someone else",
    advice: "Find out who deleted it, and deploy again."
  },
  reported: { words: "reports a failure", advice: "Correct what the message names." },
  late: {
    words: "is not ready in time",
    advice: "Look at it in the cluster; if it only needs longer, raise `timeout`. Deploying again goes on waiting."
  }
};
function causeOf({ diagnosis }) {
  if (!diagnosis) return "did not become ready";
  const { cause, isInit } = diagnosis;
  if (isInit === true && cause === "crash") return "has an init container that does not succeed";
  return known[cause].words;
}
function adviceOn(ill, failed2) {
  const byCause = ill.map(
    ({ diagnosis }) => diagnosis ? known[diagnosis.cause].advice : "Correct what the message names, and deploy again."
  );
  const byStep = failed2.length > 0 ? ["Correct what the message names, and deploy again."] : [];
  const all = [.../* @__PURE__ */ new Set([...byCause, ...byStep])];
  return all.length > 0 ? all.slice(0, 3).join(" ") : "Deploy again: it goes on where this run stopped.";
}

// src/report/count-words.ts
var doneWords = {
  create: "created",
  update: "updated",
  recreate: "recreated",
  delete: "deleted",
  unchanged: "unchanged",
  unknown: "unknown"
};
function planWords(counts) {
  return wordsOf(counts, (action) => action);
}
function doneCountWords(counts) {
  return wordsOf(counts, (action) => doneWords[action]);
}
function sumCounts(targets) {
  const sum = (action) => targets.reduce((total2, target) => total2 + target.counts[action], 0);
  return {
    create: sum("create"),
    update: sum("update"),
    recreate: sum("recreate"),
    delete: sum("delete"),
    unchanged: sum("unchanged"),
    unknown: sum("unknown")
  };
}
function changeCount(counts) {
  return actions.reduce((total2, action) => total2 + (action === "unchanged" ? 0 : counts[action]), 0);
}
function doneCounts(target) {
  const { outcome, counts } = target;
  if (!outcome) return counts;
  const done = (action) => outcome.steps.filter((step) => step.state === "done" && step.action === action).length;
  return {
    create: done("create"),
    update: done("update"),
    recreate: done("recreate"),
    delete: done("delete"),
    unchanged: counts.unchanged,
    unknown: 0
  };
}
function wordsOf(counts, wordOf2) {
  return actions.filter((action) => action !== "unchanged" && counts[action] > 0).map((action) => `${counts[action]} ${wordOf2(action)}`).join(", ");
}

// src/report/duration.ts
function durationText(durationMs) {
  const tenths = Math.round(durationMs / 100);
  if (tenths < 1e3) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1e3);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
}

// src/report/change-body.ts
var columns = { comment: 88, whole: Number.POSITIVE_INFINITY };
var shownLines2 = { comment: 60, whole: Number.POSITIVE_INFINITY };
var shownObjects2 = { comment: 30, whole: Number.POSITIVE_INFINITY };
function changeBody(changes, run2, detail) {
  const [first] = changes;
  if (!first) return { head: "", language: "diff", hunks: [], tail: "" };
  const note = first.note === void 0 || first.risk !== void 0 ? "" : prose(sentence(first.note));
  const head = [originOf(changes, run2, detail), note].filter((part2) => part2 !== "").join("\n\n");
  return { head, ...contentOf(first, detail) };
}
function originOf(changes, run2, detail) {
  const named2 = changes.slice(0, shownObjects2[detail]).map((change) => {
    const place = change.location ? placeLink(change.location, run2) : "";
    if (changes.length === 1) return place;
    return [codeSpan(titleOf(change)), place].filter((part2) => part2 !== "").join(" in ");
  });
  const more = changes.length > named2.length ? [`${changes.length - named2.length} more`] : [];
  const parts2 = [...named2, ...more].filter((part2) => part2 !== "");
  return parts2.length < 2 ? parts2.join("") : `${parts2.slice(0, -1).join(", ")} and ${parts2.at(-1) ?? ""}`;
}
function contentOf(change, detail) {
  if (change.fields.length > 0)
    return { language: "diff", hunks: fieldHunks(change.fields, columns[detail]), tail: "" };
  if (change.after === void 0) return { language: "yaml", hunks: [], tail: "" };
  const lines = yamlLines(change.after).map((line) => shorten(line, columns[detail]));
  const rest = lines.length - shownLines2[detail];
  return {
    language: "yaml",
    hunks: [{ context: [], lines: lines.slice(0, shownLines2[detail]) }],
    tail: rest > 0 ? `The other ${counted(rest, "line")} are in the file.` : ""
  };
}

// src/report/folds.ts
var fewObjects = 3;
var namedKinds = 4;
var namesInLine = 100;
function foldsOf(target, report, { position, detail }) {
  const prefix = report.targets.length > 1 ? `<b>${htmlCode(target.name)}</b>: ` : "";
  const of = (action) => target.changes.filter((change) => change.action === action);
  const groups = [...of("recreate"), ...of("unknown").filter(hasContent), ...of("update")];
  const folds = [
    // A few deletions are named above already.
    ...of("delete").length > shownObjects ? [listFold(of("delete"), report, "deleted")] : [],
    ...groupChanges(groups).map(({ first, others }) => groupFold([first, ...others], report, detail)),
    ...createFolds(of("create"), report, detail)
  ];
  return folds.map((fold, index) => ({
    ...fold,
    summary: `${prefix}${fold.summary}`,
    isOpen: index === 0 && position === "first"
  }));
}
function groupFold(changes, report, detail) {
  const [first, ...others] = changes;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return {
    summary: `${htmlCode(titleOf(first))}${more} &nbsp;·&nbsp; ${extentOf(first)}`,
    isOpen: false,
    ...changeBody(changes, report.run, detail),
    changes: changes.length,
    titles: changes.map(titleOf)
  };
}
function createFolds(changes, report, detail) {
  if (changes.length > fewObjects && detail === "comment") return [listFold(changes, report, "new")];
  return changes.map((change) => groupFold([change], report, detail));
}
function listFold(changes, report, word) {
  const namespace = sharedNamespace(changes);
  const kinds = byKind(changes);
  const named2 = kinds.slice(0, namedKinds).map(([kind, members]) => `${members.length} ${htmlCode(kind)}`);
  const others = kinds.slice(namedKinds).reduce((sum, [, members]) => sum + members.length, 0);
  const summary = [...named2, ...others > 0 ? [counted(others, "other")] : []].join(", ");
  const lines = kinds.flatMap(
    ([kind, members]) => chunksOf(members, namesInLine).map((chunk) => {
      const names = chunk.map((change) => nameWithPlace(change, namespace, report)).join(", ");
      return `- ${codeSpan(kind)}: ${names}`;
    })
  );
  const where = namespace === void 0 ? "" : ` in ${htmlCode(namespace)}`;
  return {
    summary: `${changes.length} ${word}${where}: ${summary}`,
    isOpen: false,
    head: "",
    language: "list",
    hunks: lines.map((line) => ({ context: [], lines: [line] })),
    tail: "",
    changes: changes.length,
    titles: changes.map(titleOf)
  };
}
function chunksOf(items, size) {
  return Array.from(
    { length: Math.ceil(items.length / size) },
    (_, index) => items.slice(index * size, (index + 1) * size)
  );
}
function nameWithPlace(change, namespace, report) {
  const name = nameWithin(change, namespace);
  if (!change.location) return codeSpan(name);
  const link = placeLink(change.location, report.run, name);
  return link === codeSpan(name) ? `${link} (${placeLink(change.location, report.run)})` : link;
}
function hasContent(change) {
  return change.fields.length > 0 || change.after !== void 0;
}
function extentOf(change) {
  const fields = change.fields.length === 0 ? [] : [counted(change.fields.length, "field")];
  switch (change.action) {
    case "update":
      return fields.join("") || "update";
    case "create":
      return change.after === void 0 ? "new" : `new, ${counted(yamlLines(change.after).length, "line")}`;
    case "recreate":
    case "delete":
    case "unknown":
    case "unchanged":
      return [change.action, ...fields].join(", ");
  }
}

// src/report/rendered-part.ts
var shownRemovals = 30;
function partsOf(target, report, style) {
  const live = foldsOf(target, report, style);
  const { rendered } = target;
  if (!rendered) return live;
  const isAsked = target.planDigest !== void 0;
  const place = report.targets.length > 1 ? ` (${prose(target.name)})` : "";
  const heading = `#### Rendered${place}: ${renderedWords(rendered, codeSpan)}`;
  const position = isAsked ? "later" : style.position;
  const folds = foldsOf({ ...target, changes: rendered.changes }, report, { ...style, position });
  return [
    ...isAsked ? [plainFold(`#### Live${place}: ${liveWords(target)}`)] : [],
    ...live,
    plainFold(heading),
    ...removals(rendered.changes),
    ...folds
  ];
}
function renderedWords(rendered, code) {
  const base = code(rendered.base.slice(0, 7));
  const words2 = planWords(rendered.counts);
  return words2 === "" ? `no object differs from ${base}` : `${words2} against ${base}`;
}
function liveWords(target) {
  const words2 = planWords(target.counts);
  return words2 === "" ? "nothing would change" : words2;
}
function renderedCount(targets) {
  const parts2 = targets.flatMap(({ rendered }) => rendered ?? []);
  if (parts2.length === 0) return void 0;
  return parts2.reduce((sum, part2) => sum + changeCount(part2.counts), 0);
}
function removals(changes) {
  const gone = changes.filter(({ action }) => action === "delete");
  if (gone.length === 0) return [];
  const items = gone.slice(0, shownRemovals).map(
    (change) => `- ${codeSpan(titleOf(change))}${change.note === void 0 ? "" : `: ${prose(change.note)}`}`
  );
  const more = gone.length > shownRemovals ? [`- and ${gone.length - shownRemovals} more`] : [];
  const head = `${counted(gone.length, "object")} left the files:`;
  return [
    {
      ...plainFold(head),
      language: "list",
      hunks: [...items, ...more].map((line) => ({ context: [], lines: [line] })),
      changes: gone.length,
      titles: gone.map(titleOf)
    }
  ];
}

// src/report/preview-words.ts
var shownNotes = 20;
function previewNotes({ previewMatch }) {
  if (!previewMatch || previewMatch.state === "same") return "";
  const { notes } = previewMatch;
  const more = notes.length > shownNotes ? [`- and ${notes.length - shownNotes} more, all of them in the log`] : [];
  const items = notes.slice(0, shownNotes).map((note) => `- ${prose(sentence(note))}`);
  return [headOf(previewMatch), "", ...items, ...more].join("\n");
}
function headOf({ state }) {
  return state === "missing" ? "**Not all of this was shown by a preview:**" : "**This is not exactly what the preview showed:**";
}
function asPreviewed(targets) {
  const isSame2 = targets.length > 0 && targets.every((target) => target.previewMatch?.state === "same");
  return isSame2 ? ", exactly as previewed" : "";
}
function previewedOn(targets) {
  const heads = new Set(
    targets.flatMap(({ previewMatch }) => previewMatch?.state === "same" ? previewMatch.heads : [])
  );
  if (heads.size === 0) return [];
  return [`previewed on ${[...heads].map((head) => codeSpan(head.slice(0, 7))).join(", ")}`];
}

// src/report/progress-words.ts
var shownObjects3 = 10;
function sorted({ health, steps }) {
  const failed2 = steps.filter((step) => step.state === "failed");
  const notReady = health.filter((object) => object.state !== "ready");
  const stuck = notReady.filter((object) => object.state === "stuck");
  const isTelling = ({ diagnosis }) => diagnosis !== void 0 && diagnosis.cause !== "late";
  const telling = notReady.filter((object) => object.state !== "stuck" && isTelling(object));
  const ill = [...stuck, ...telling];
  if (ill.length + failed2.length === 0) return { ill: notReady, failed: failed2, pending: [] };
  return { ill, failed: failed2, pending: notReady.filter((object) => !ill.includes(object)) };
}
function howFar(target, { run: run2 }) {
  const steps = target.outcome?.steps ?? [];
  const done = steps.filter((step) => step.state === "done").length;
  const commit = run2.commit === void 0 ? "this version" : { code: run2.commit.slice(0, 7) };
  const where = { strong: target.environment };
  const isBack = target.putBack?.state === "done";
  const serves = isBack ? [] : traffic(target);
  const verb = isBack ? " was" : " is";
  if (done === 0 && steps.length > 0)
    return [where, ` is as it was: none of ${counted(steps.length, "change")} was made.`];
  if (done === steps.length) {
    const made = steps.length === 0 ? "" : `: all of ${counted(steps.length, "change")} ${steps.length === 1 ? "was" : "were"} made, but`;
    const rest2 = steps.length === 0 ? ", but not everything is up." : " not everything came up.";
    return [where, `${verb} on `, commit, `${made}${rest2}`, ...serves];
  }
  const skipped = steps.filter((step) => step.state === "skipped");
  const more = skipped.length > shownObjects3 ? `, and ${skipped.length - shownObjects3} more` : "";
  const names = skipped.slice(0, shownObjects3).flatMap((step, index) => [index === 0 ? "" : ", ", { code: titleAt(step.address, target) }]);
  const rest = skipped.length === 0 ? [] : [" Not begun: ", ...names, `${more}.`];
  return [
    where,
    `${verb} partly on `,
    commit,
    `: ${done} of ${counted(steps.length, "change")} ${done === 1 ? "was" : "were"} made.`,
    ...rest,
    ...serves
  ];
}
function traffic({ outcome, ...target }) {
  const told = (outcome?.health ?? []).flatMap(
    ({ address, diagnosis }) => diagnosis?.oldPods ? [{ address, ...diagnosis.oldPods }] : []
  );
  const [first] = told;
  if (!first) return [];
  const total2 = told.reduce((sum, each) => sum + each.total, 0);
  const ready = told.reduce((sum, each) => sum + each.ready, 0);
  const whose = told.length === 1 ? [" of ", { code: titleAt(first.address, target) }] : [];
  return [" Traffic is still on the old Pods", ...whose, ` (${ready} of ${total2} ready).`];
}

// src/report/headline.ts
function headlineOf(report) {
  return phraseText(verdictOf(report));
}
function verdictOf(report) {
  const { targets } = report;
  const place = placeOf(targets);
  switch (report.result) {
    case "valid":
      return [`Valid: ${namesOf(targets)}${warningWords(targets)}`];
    case "previewed":
      return previewWords(report, place);
    case "deployed":
      if (report.mode === "heal") return [`Healed ${place} in ${tookText(targets)}: ${doneWordsOf(targets)}`];
      return [
        `Deployed ${toPlace(targets)} in ${tookText(targets)}: ${doneWordsOf(targets)}${asPreviewed(targets)}`
      ];
    case "rolled-back":
      return [`Rolled back ${place} in ${tookText(targets)}: ${doneWordsOf(targets)}`];
    case "resumed":
      return [`The hold on ${place} is lifted`];
    case "held":
      return [`Not deployed: ${place} is held since its rollback`];
    case "destroyed":
      return [`Destroyed ${place} in ${tookText(targets)}: ${doneWordsOf(targets)}`];
    case "unchanged":
      return [`Nothing to deploy: ${place} is already as declared`];
    case "clean":
      return [`No drift: ${place} is as it was deployed`];
    case "drifted":
      return [
        `${counted(changeCount(sumCounts(targets)), "object")} of ${place} ${areWord(targets)} from what was deployed`
      ];
    case "superseded":
      return [`Not deployed: a newer commit already runs in ${place}`];
    case "rendered":
      return [`Rendered ${namesOf(targets)}`];
    case "listed":
      return [`Deploys of ${place}`];
    case "failed":
      return [
        `${modeWords[report.mode]} ${isUnconfirmed(report) ? "stopped before the first write" : "failed"}: `,
        ...failureWords(report)
      ];
    case "partial":
      return [`${modeWords[report.mode]} stopped half-way: `, ...failureWords(report)];
    case "cancelled":
      return [`${modeWords[report.mode]} cancelled: `, ...cancelWords(targets)];
  }
}
var modeWords = {
  validate: "Validation",
  preview: "Preview",
  deploy: "Deploy",
  rollback: "Rollback",
  resume: "Resume",
  drift: "Drift check",
  heal: "Heal",
  destroy: "Destroy",
  render: "Rendering",
  rbac: "Rights",
  history: "History"
};
function previewWords(report, place) {
  const counts = sumCounts(report.targets);
  const changes = changeCount(counts);
  const name = report.mode === "preview" ? "Preview" : "Dry run";
  const isAsked = report.targets.some((target) => target.planDigest !== void 0);
  const differing = renderedCount(report.targets);
  if (changes === 0 && !isAsked && differing !== void 0)
    return [
      `${name}: ${differing === 0 ? "no object" : counted(differing, "object")} of ${place} ${differing < 2 ? "changes" : "change"} in the files`
    ];
  if (changes === 0 && !isAsked)
    return [`${name}: the files of ${place} are good, what would change is not known`];
  if (changes === 0) return [`${name}: nothing would change in ${place}`];
  const look = report.targets.flatMap((target) => target.changes).filter(({ action, risk }) => risk !== void 0 || action === "delete" || action === "unknown").length;
  const closer = look === 0 ? "" : `, ${look} ${look === 1 ? "needs" : "need"} a closer look`;
  return [`${name}: ${counted(changes, "change")} in ${place}${closer}`];
}
function failureWords(report) {
  for (const target of report.targets) {
    const {
      ill: [ill],
      failed: [step]
    } = sorted(target.outcome ?? { health: [], steps: [] });
    if (ill) return [{ code: titleAt(ill.address, target) }, ` ${causeOf(ill)}`];
    if (step) return [{ code: titleAt(step.address, target) }, ` could not be ${doneCause(step.action)}`];
  }
  const failure = report.failure ?? report.targets.find((target) => target.failure)?.failure;
  const asked = failure === void 0 ? 0 : addressesAsked(failure)?.split(",").length ?? 0;
  if (asked > 0) return [`${counted(asked, "change")} ${asked === 1 ? "needs" : "need"} a yes`];
  if (failure) return [stopWords(failure.code)];
  const errors = report.targets.flatMap((target) => target.diagnostics).filter(({ severity }) => severity === "error");
  const files = new Set(errors.flatMap(({ location }) => location ? [location.file] : []));
  if (errors.length === 0) return [report.reasonCode];
  const [file] = files;
  if (file !== void 0 && errors.every(({ location }) => location?.file === file))
    return [`${counted(errors.length, "error")} in `, { code: file }];
  return [`${counted(errors.length, "error")}${files.size > 1 ? ` in ${files.size} files` : ""}`];
}
function isUnconfirmed(report) {
  return report.targets.some((target) => target.failure?.code.endsWith("-unconfirmed") === true);
}
function cancelWords(targets) {
  const steps = targets.flatMap((target) => target.outcome?.steps ?? []);
  if (steps.length === 0) return ["nothing was written"];
  const done = steps.filter((step) => step.state === "done").length;
  return [`${done} of ${counted(steps.length, "change")} ${steps.length === 1 ? "was" : "were"} made`];
}
function doneCause(action) {
  return action === "delete" ? "deleted" : "applied";
}
function stopWords(code) {
  const docs = failureDocs;
  return (Object.hasOwn(docs, code) ? docs[code] : void 0) ?? code;
}
function placeOf(targets) {
  const [target] = targets;
  if (!target || targets.length > 1) return `${targets.length} targets`;
  return `${target.name} in ${target.environment}`;
}
function toPlace(targets) {
  const [target] = targets;
  if (!target || targets.length > 1) return `${targets.length} targets`;
  return `${target.name} to ${target.environment}`;
}
function namesOf(targets) {
  return targets.map((target) => target.name).join(", ");
}
function areWord(targets) {
  return changeCount(sumCounts(targets)) === 1 ? "differs" : "differ";
}
function doneWordsOf(targets) {
  const words2 = targets.map((target) => doneCountWords(doneCounts(target))).filter((text) => text !== "");
  return words2.length === 0 ? "nothing had changed" : words2.join("; ");
}
function warningWords(targets) {
  const warnings = targets.flatMap((target) => target.diagnostics).filter(({ severity }) => severity === "warning").length;
  return warnings === 0 ? ", no mistakes found" : `, ${counted(warnings, "warning")}`;
}
function tookText(targets) {
  return durationText(Math.max(0, ...targets.map((target) => target.outcome?.durationMs ?? 0)));
}

// src/report/pack.ts
var longestInFirst = 15e3;
function partFolds(folds, limitBytes2) {
  return folds.flatMap((fold) => splitFold(fold, limitBytes2));
}
function packFolds(folds, room) {
  const sized = folds.map((fold) => ({ fold, bytes: foldBytes(fold) }));
  const total2 = sized.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total2 <= room.firstBytes) return { first: folds, continuations: [], rest: [] };
  let left = room.firstBytes;
  const isFirst = sized.map(({ bytes }) => {
    const fits = bytes <= left && bytes <= longestInFirst;
    if (fits) left -= bytes;
    return fits;
  });
  const first = folds.filter((_, index) => isFirst[index]);
  const others = sized.filter((_, index) => !isFirst[index]);
  return { first, ...fill(others, room) };
}
function fill(folds, room) {
  const continuations = [];
  const rest = [];
  let left = 0;
  for (const { fold, bytes } of folds) {
    if (bytes > left && continuations.length < room.continuations) {
      continuations.push([]);
      left = room.continuationBytes;
    }
    const isFull = bytes > left || rest.length > 0;
    if (!isFull) left -= bytes;
    (isFull ? rest : continuations.at(-1) ?? rest).push(fold);
  }
  return { continuations: continuations.filter((part2) => part2.length > 0), rest };
}

// src/report/hold-words.ts
var shownCulprits = 50;
function holdWords({ hold }, { result, run: run2 }) {
  if (!hold || result === "held") return "";
  const items = hold.culprits.slice(0, shownCulprits).map(({ address }) => `- ${codeSpan(address === "" ? "everything" : address)}`);
  const rest = hold.culprits.length - shownCulprits;
  const list = [...items, ...rest > 0 ? [`- and ${rest} more`] : []].join("\n");
  if (result === "resumed")
    return list === "" ? "" : `Not held back any more, and part of the next deploy of this commit:

${list}`;
  const lift = run2.host === "github" ? "**Run workflow** with `mode: resume`" : "run `gitops-push resume`";
  const verb = result === "rolled-back" ? "are" : "will be";
  return `Deploys that bring these back as they were ${verb} **held** until a change mends them; to lift that: ${lift}.

${list}`;
}

// src/report/blamed-words.ts
var shownFields = 3;
function touchOf(address, blamed, target) {
  for (const field of blamed) {
    const change2 = changeAt(field.address, target);
    if (!change2 || change2.action === "unchanged") continue;
    const fields = change2.fields.filter(({ label }) => isRelated(label, field.label));
    if (fields.length === 0 && change2.action !== "delete") continue;
    return {
      kind: change2.action === "delete" ? "elsewhere" : "changed",
      fields: fields.slice(0, shownFields),
      more: Math.max(0, fields.length - shownFields),
      ...placed(field.location ?? change2.location),
      ...field.address !== address && { title: titleOf(change2) }
    };
  }
  const change = changeAt(address, target);
  const [first] = blamed;
  if (change?.action === "create" || change?.action === "recreate")
    return {
      kind: "new",
      fields: [],
      more: 0,
      ...placed(first?.location ?? change.location),
      ...namedBy(first)
    };
  if (!first) return change && plainTouch(change.fields, change.location);
  const owner = first.address === address ? void 0 : changeAt(first.address, target);
  return {
    kind: "written",
    fields: [],
    more: 0,
    ...placed(first.location),
    ...namedBy(first),
    ...owner && { title: titleOf(owner) }
  };
}
function plainTouch(fields, location) {
  if (fields.length === 0) return void 0;
  const shown = fields.slice(0, shownFields);
  return { kind: "changed", fields: shown, more: fields.length - shown.length, ...placed(location) };
}
function isRelated(changed, blamed) {
  const isInside2 = (inner, outer) => inner === outer || inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length));
  return blamed === "" || isInside2(changed, blamed) || isInside2(blamed, changed);
}
function placed(location) {
  return location ? { location } : {};
}
function namedBy(field) {
  return field ? { name: labelParts(field.label).name } : {};
}

// src/report/diagnosis-words.ts
function whatPhrase({ diagnosis, waitedMs, state }, title) {
  if (!diagnosis) {
    const end = state === "stuck" ? ` is stuck, ${durationText(waitedMs)} into the wait` : " is not ready";
    return [{ code: title }, end];
  }
  return [...whoOf(diagnosis, title), ...whenOf(diagnosis)];
}
function whoOf({ pod, container, isInit, podsAlike }, title) {
  if (pod === void 0) return [{ code: title }];
  const alike = podsAlike > 1 ? ` and ${counted(podsAlike - 1, "more Pod")}` : "";
  const which = container === void 0 ? [] : [isInit === true ? "init container " : "container ", { code: container }, " of "];
  const name = pod === title.split("/").at(-1) && title.startsWith("Pod ") ? "" : pod;
  return name === "" ? [...which, { code: title }] : [...which, "Pod ", { code: name }, alike];
}
function whenOf({ cause, since, afterApplyMs, pod }) {
  const time = since === void 0 ? void 0 : clockOf(since);
  if (time === void 0) return [pod === void 0 ? " is not ready" : ""];
  const after = afterApplyMs === void 0 ? "" : `, ${durationText(afterApplyMs)} after it was applied`;
  const verb = verbs[cause] ?? (pod === void 0 ? "like this" : "waiting");
  return [`, ${verb} since ${time}${after}`];
}
var verbs = {
  crash: "down",
  "out-of-memory": "down",
  "not-alive": "down",
  "cannot-start": "down",
  "not-answering": "running",
  quota: "without Pods",
  admission: "without Pods",
  "service-account-missing": "without Pods",
  "pods-refused": "without Pods"
};
function clockOf(time) {
  const found = /T(\d\d:\d\d:\d\d)/.exec(time)?.[1];
  return found === void 0 ? void 0 : `${found} UTC`;
}
function whyPhrase({ diagnosis, message }) {
  if (!diagnosis) return [message];
  const { reason, detail } = diagnosis;
  const meaning = meaningOf(diagnosis);
  const word = reason === "" ? [] : [{ code: reason }, meaning.length === 0 ? "" : ", "];
  const rest = isTold(diagnosis) || detail === "" ? [] : [meaning.length === 0 ? ": " : ": ", detail];
  return meaning.length === 0 && word.length === 0 ? [detail] : [...word, ...meaning, ...rest];
}
function isTold({ cause, names }) {
  const whole = [
    "image-missing",
    "image-name",
    "image-never",
    "crash",
    "out-of-memory",
    "not-alive",
    "not-answering",
    "deleted"
  ];
  const named2 = ["config-missing", "service-account-missing"];
  return whole.includes(cause) || named2.includes(cause) && names.length > 0;
}
function meaningOf(diagnosis) {
  const { cause, names } = diagnosis;
  const [name = "", key] = names;
  const code = { code: name };
  switch (cause) {
    case "image-missing":
      return ["there is no ", code];
    case "image-denied":
      return ["the registry does not let the cluster pull ", code];
    case "image-name":
      return [code, " is no name of an image"];
    case "image-unreachable":
      return ["the image ", code, " does not arrive"];
    case "image-never":
      return [code, " is not on the node, and the policy is never to pull it"];
    case "config-missing":
      return missingWords(name, key);
    case "crash":
      return endWords(diagnosis, "it ends");
    case "out-of-memory":
      return endWords(diagnosis, "it needs more memory than its limit and is killed");
    case "not-alive":
      return endWords(diagnosis, "its liveness probe fails, so it is killed and started again");
    case "not-answering":
      return ["it runs, but its probe does not succeed"];
    case "unschedulable":
      return ["no node takes the Pod"];
    case "volume-unbound":
      return name === "" ? ["its volume claim is not bound"] : ["the volume claim ", code, " is not bound"];
    case "quota":
      return ["the quota ", code, " has no room for the Pods"];
    case "admission":
      return name === "" ? ["the Pods are refused"] : [code, " refuses the Pods"];
    case "service-account-missing":
      return ["there is no ServiceAccount ", code];
    case "no-progress":
      return ["no new Pod came up within the progress deadline"];
    case "config-refused":
    case "volume-missing":
    case "container-refused":
    case "cannot-start":
    case "pods-refused":
    case "job-failed":
    case "pod-failed":
    case "deleted":
    case "reported":
    case "late":
      return [];
  }
}
function missingWords(name, key) {
  const [kind = "", object = ""] = name.split("/");
  if (object === "") return [];
  if (kind === "volume") return ["the volume ", { code: object }, " lacks the key ", { code: key ?? "" }];
  return key === void 0 ? [`there is no ${kind} `, { code: object }] : [`the ${kind} `, { code: object }, " has no key ", { code: key }];
}
function endWords({ lastEnd }, words2) {
  if (!lastEnd) return [words2];
  const { exitCode, reason, restarts } = lastEnd;
  const named2 = reason === "" || reason === "Error" ? "" : `${reason}, `;
  const often = restarts === 0 ? "" : `, ${counted(restarts, "restart")} so far`;
  return [`${words2} (${named2}exit code ${exitCode}${often})`];
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

// src/report/evidence.ts
function evidenceLines({ events, logs }) {
  const width = columnOf(
    events.map(({ reason }) => reason),
    20
  );
  const written = logs.filter(({ lines }) => lines.length > 0);
  return [
    ...events.map((event) => eventLine(event, width)),
    ...written.flatMap((log, index) => [
      ...events.length > 0 || index > 0 ? [""] : [],
      `${logName(log)}:`,
      ...log.lines.map((line) => `  ${oneLine(line)}`.trimEnd())
    ])
  ];
}
function evidenceWords({ events, logs }) {
  const lines = logs.reduce((sum, log) => sum + log.lines.length, 0);
  const [first] = logs;
  const none = first?.none === void 0 ? "" : `no log: ${first.none}`;
  const parts2 = [
    events.length === 0 ? "" : counted(events.length, "event"),
    lines > 0 ? counted(lines, "log line") : none
  ];
  return parts2.filter((part2) => part2 !== "").join("; ");
}
function eventLine({ at, reason, message, count }, width) {
  const time = (clockOf(at) ?? "").replace(" UTC", "");
  const often = count > 1 ? ` (${count} times)` : "";
  return `${time}  ${oneLine(reason).padEnd(width)}  ${oneLine(message)}${often}`;
}
function logName({ container, instance }) {
  return instance === "previous" ? `Log of ${oneLine(container)}, the instance before` : `Log of ${oneLine(container)}`;
}

// src/report/put-back-words.ts
function putBackPhrase(target) {
  const { putBack: putBack2 } = target;
  return putBack2 ? [...stateOf(putBack2, target), ...restOf(putBack2, target)] : [];
}
function stateOf({ state, to = "", commit, record }, { environment }) {
  const what = [
    ...commit === void 0 ? [] : [{ code: commit.slice(0, 7) }, " again, "],
    "as record ",
    { code: to },
    " left it"
  ];
  const by = record === void 0 ? [] : [" (by record ", { code: record }, ")"];
  switch (state) {
    case "done":
      return ["Put back: ", { strong: environment }, " is on ", ...what, ...by, "."];
    case "failed":
      return ["Putting back ", { code: to }, " did not succeed", ...by, "."];
    case "impossible":
      return ["Nothing was put back."];
  }
}
function restOf({ message, notUndone }, target) {
  const why = message === void 0 ? [] : [` ${sentence(message)}`];
  if (notUndone.length === 0) return why;
  const names = notUndone.slice(0, 10).flatMap((address, index) => [index === 0 ? "" : ", ", { code: titleAt(address, target) }]);
  return [...why, " What these Jobs did stays: ", ...names, "."];
}

// src/report/problems.ts
var shownObjects4 = 10;
var shownEvidence = 3;
function problemsOf(target, report) {
  const { outcome } = target;
  if (!outcome) return [];
  const { ill, failed: failed2, pending } = sorted(outcome);
  const isFine = outcome.result === "deployed" || outcome.result === "unchanged";
  if (ill.length + failed2.length === 0 && isFine) return [];
  const troubles = [
    ...ill.map((object) => illness(object, target, report)),
    ...failed2.map((step) => breakage(step, target, report))
  ];
  const way = wayOn(ill, failed2, target.putBack?.state === "done" ? "is back" : "is not", report);
  return [
    phraseMarkdown(howFar(target, report)),
    phraseMarkdown(putBackPhrase(target)),
    troubles.length === 1 ? "" : troubleList(troubles, ill, failed2, target),
    troubles.length === 1 ? [...troubles[0] ?? [], way].map((line) => `- ${line}`).join("\n") : way,
    ...ill.slice(0, shownEvidence).map((object) => evidence(object, ill.length > 1, target)),
    pendingWords(pending, target)
  ].filter((part2) => part2 !== "");
}
function troubleList(troubles, ill, failed2, target) {
  const names = [...ill, ...failed2].map(({ address }) => codeSpan(titleAt(address, target)));
  const items = troubles.slice(0, shownObjects4).map((lines, index) => `- ${names[index] ?? ""}
  - ${lines.join("\n  - ")}`);
  const rest = troubles.length - shownObjects4;
  return [...items, ...rest > 0 ? [`- and ${rest} more, all of them in the log`] : []].join("\n");
}
function illness(object, target, report) {
  const touch = touchOf(object.address, object.diagnosis?.blamed ?? [], target);
  return [
    `**What**: ${phraseMarkdown(whatPhrase(object, titleAt(object.address, target)))}`,
    `**Why**: ${phraseMarkdown(sentenced(whyPhrase(object)))}`,
    ...touch ? [touchWords(touch, report)] : []
  ];
}
function sentenced(phrase) {
  return phrase.map((part2, index) => {
    if (typeof part2 !== "string") return part2;
    const isLast = index === phrase.length - 1;
    const isFirst = index === 0;
    if (isFirst && isLast) return sentence(part2);
    return part2;
  });
}
function breakage(step, target, report) {
  const touch = touchOf(step.address, [], target);
  return [
    `**What**: ${codeSpan(titleAt(step.address, target))} could not be ${step.action === "delete" ? "deleted" : "applied"}`,
    `**Why**: ${prose(sentence(step.message ?? "no reason was given"))}`,
    ...touch ? [touchWords(touch, report)] : []
  ];
}
function touchWords(touch, { run: run2 }) {
  const { kind, fields, more, location, name, title } = touch;
  const where = location ? ` in ${placeLink(location, run2)}` : "";
  const of = title === void 0 ? "" : ` of ${codeSpan(title)}`;
  const rest = more > 0 ? ` and ${more} more` : "";
  switch (kind) {
    case "changed":
      return `**Changed here**: ${fields.map(fieldWords).join(", ")}${rest}${of}${where}, by this deploy`;
    case "elsewhere":
      return `**Changed here**: this deploy deletes${of === "" ? " it" : of.slice(3)}`;
    case "new":
      return `**Changed here**: it is new${name === void 0 ? "" : `; ${codeSpan(shorten(name, 60))}`}${where}`;
    case "written":
      return `**Written**: ${codeSpan(shorten(name ?? "", 60))}${of}${where}, not changed by this deploy`;
  }
}
function fieldWords(field) {
  const name = codeSpan(shorten(labelParts(field.label).name, 60));
  if (field.after === void 0 && field.before !== void 0) return `${name} taken out`;
  const [before, after] = withoutShared(field.label, wordOf(field.before), wordOf(field.after));
  if (before === "" || after === "" || field.lines || field.masked) return name;
  const [old, next] = shortenPair(before, after, 60);
  return `${name} ${codeSpan(old)} → **${codeSpan(next)}**`;
}
function withoutShared(label, before, after) {
  const cut = (text) => Math.max(text.lastIndexOf(":"), text.lastIndexOf("@"));
  const isOneImage = label.endsWith(".image") && before.slice(0, cut(before)) === after.slice(0, cut(after));
  return isOneImage ? [before.slice(cut(before) + 1), after.slice(cut(after) + 1)] : [before, after];
}
function wordOf(value) {
  if (typeof value === "string") return yamlText(value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
function evidence({ address, diagnosis }, isOneOfMany, target) {
  if (!diagnosis) return "";
  const words2 = evidenceWords(diagnosis);
  const lines = evidenceLines(diagnosis);
  if (lines.length === 0) return "";
  const whose = isOneOfMany ? ` of ${prose(titleAt(address, target))}` : "";
  return `<details><summary>Events and log${whose} (${prose(words2)})</summary>

${fenced("text", lines)}

</details>`;
}
function pendingWords(pending, target) {
  if (pending.length === 0) return "";
  const names = pending.slice(0, shownObjects4).map(({ address }) => codeSpan(titleAt(address, target)));
  const more = pending.length > shownObjects4 ? ` and ${pending.length - shownObjects4} more` : "";
  return `Not ready yet when this run stopped, with nothing wrong to be seen: ${names.join(", ")}${more}.`;
}
function wayOn(ill, failed2, back, { run: run2 }) {
  const advice = `**What to do**: ${prose(adviceOn(ill, failed2))}`;
  if (back === "is back") return advice;
  const way = run2.host === "github" ? "**Run workflow** with `mode: rollback`" : "run `gitops-push rollback`";
  return `${advice} To go back, revert the commit, or ${way}.`;
}

// src/report/history.ts
var columns2 = ["record", "result", "commit", "by", "started (UTC)", "took", "changed"];
function historyLines(records, width) {
  const rows = [columns2, ...records.map(cellsOf)];
  const widths = columns2.map((_, index) => Math.max(...rows.map((row) => (row[index] ?? "").length)));
  const full = widths.reduce((sum, each) => sum + each + 2, -2);
  const shown = full > width ? columns2.length - 1 : columns2.length;
  return rows.flatMap((row, index) => {
    const cells = row.slice(0, shown).map((cell, column2) => cell.padEnd(widths[column2] ?? 0));
    const below = shown < columns2.length && index > 0 ? [`    ${row.at(-1) ?? ""}`] : [];
    return [cells.join("  ").trimEnd(), ...below];
  });
}
function historyCells(record) {
  const [name = "", result = "", commit = "", actor = "", started = "", took = "", changed = ""] = cellsOf(record);
  const lasted = took === "" ? "" : ` in ${took}`;
  return [name, commit, `${result}, ${changed}`, `${started} UTC by ${actor}${lasted}`];
}
function cellsOf(record) {
  return [
    recordName(record),
    record.result ?? "unfinished",
    `${record.commit?.slice(0, 7) ?? "no commit"}${record.dirty === true ? " + edits" : ""}`,
    record.run?.actor ?? "unknown",
    record.startedAt.replace("T", " ").slice(0, 16),
    record.durationMs === void 0 ? "" : durationText(record.durationMs),
    whatChanged(record)
  ];
}
function whatChanged({ objects }) {
  const parts2 = [
    [objects.created, "created"],
    [objects.changed, "changed"],
    [objects.pruned, "deleted"]
  ];
  const words2 = parts2.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return words2.length === 0 ? "nothing" : words2.join(", ");
}

// src/report/tables.ts
function targetTable(report) {
  const { targets } = report;
  if (targets.every((target) => target.changes.length === 0)) return renderedTable(targets);
  if (targets.some((target) => target.outcome))
    return table(["target", "result", "changed", "took"], "|---|---|--:|--:|", targets.map(deployedRow));
  const head = ["target", report.result === "drifted" ? "differs" : "will change", "unchanged"];
  return table(head, "|---|---|--:|", targets.map(plannedRow));
}
function renderedTable(targets) {
  const rows = targets.flatMap(
    (target) => target.rendered ? [plannedRow({ ...target, counts: target.rendered.counts })] : []
  );
  return rows.length === 0 ? "" : table(["target", "changes in the files", "unchanged"], "|---|---|--:|", rows);
}
function historyTable(target) {
  if (!target.history) return "";
  if (target.history.length === 0) return `Nothing was deployed to ${prose(target.environment)} yet.`;
  const rows = target.history.map(historyCells).map(([name, commit, result, when]) => [codeCell(name), codeCell(commit), prose(result), prose(when)]);
  return table(["record", "commit", "result", "when"], "|---|---|---|---|", rows);
}
function table(head, rule, rows) {
  return [`| ${head.join(" | ")} |`, rule, ...rows.map((row) => `| ${row.join(" | ")} |`)].join("\n");
}
function plannedRow(target) {
  const words2 = planWords(target.counts).replaceAll(/\d+ (?:delete|recreate|unknown)/g, "**$&**");
  return [placeCell(target), words2 === "" ? "nothing" : words2, String(target.counts.unchanged)];
}
function deployedRow(target) {
  const { outcome } = target;
  const counts = doneCounts(target);
  const took = outcome ? durationText(outcome.durationMs) : "";
  return [placeCell(target), resultWords(target), `${changeCount(counts)} of ${total(target.counts)}`, took];
}
function resultWords({ outcome }) {
  if (!outcome) return "not begun";
  const isWell = outcome.result === "deployed" || outcome.result === "unchanged";
  const ready = outcome.health.filter((object) => object.state === "ready").length;
  const health = outcome.health.length === 0 ? "" : ` ${ready} of ${outcome.health.length} ready`;
  return isWell ? `✓${health}` : `✗ **${outcome.result}**${health === "" ? "" : `,${health}`}`;
}
function placeCell(target) {
  return `**${codeCell(target.name)}** in ${codeCell(target.environment)}`;
}
function total(counts) {
  return changeCount(counts) + counts.unchanged;
}

// src/report/text-outcome.ts
var column = 12;
var shownEvidence2 = 3;
function outcomeText(target, report, options, paint) {
  const { outcome } = target;
  if (!outcome) return "";
  const { ill, failed: failed2, pending } = sorted(outcome);
  if (ill.length + failed2.length === 0 && (outcome.result === "deployed" || outcome.result === "unchanged"))
    return "";
  const entry = (name, text) => labelled(name, oneLine(text), { column, width: options.width }).map(
    (line, index) => index === 0 ? paint("bold", line.slice(0, column)) + line.slice(column) : line
  );
  const blocks = [
    ...ill.map((object, index) => [
      ...entry("What", illness2(object)),
      ...entry("Why", sentence(phraseText(whyPhrase(object)))),
      ...touched(touchOf(object.address, object.diagnosis?.blamed ?? [], target), options, entry),
      ...index < shownEvidence2 ? evidence2(object, options, entry) : []
    ]),
    ...failed2.map((step) => [
      ...entry("What", `${step.address} could not be ${step.action === "delete" ? "deleted" : "applied"}.`),
      ...entry("Why", sentence(step.message ?? "no reason was given")),
      ...touched(touchOf(step.address, [], target), options, entry)
    ]),
    [
      ...entry("How far", phraseText(howFar(target, report))),
      ...target.putBack ? entry("Put back", phraseText(putBackPhrase(target)).replace(/^Put back: /, "")) : [],
      ...pending.length > 0 ? entry("Waiting", pendingText(pending)) : [],
      ...entry("What to do", wayOn2(ill, failed2, target, report))
    ]
  ];
  return blocks.map((lines) => lines.join("\n")).join("\n\n");
}
function outcomeTimes({ outcome }) {
  if (!outcome) return [];
  const waited = outcome.waitedMs >= 100 ? `, ${durationText(outcome.waitedMs)} of it waiting` : "";
  return [`${durationText(outcome.durationMs)}${waited}`];
}
function illness2(object) {
  const what = phraseText(whatPhrase(object, object.address));
  return object.diagnosis?.pod === void 0 ? `${what}.` : `${object.address}: ${what}.`;
}
function touched(touch, options, entry) {
  if (!touch) return [];
  const { kind, fields, location, name, title } = touch;
  const where = location ? oneLine(placeText(location)) : "";
  const of = title === void 0 ? "" : ` of ${oneLine(title)}`;
  switch (kind) {
    case "changed":
      return [
        ...entry("Changed", `by this deploy${of}, ${where}`),
        ...fieldLines(fields, options.width - column).map((line) => `${" ".repeat(column)}${line}`)
      ];
    case "elsewhere":
      return entry("Changed", `this deploy deletes${of === "" ? " it" : of.slice(3)}`);
    case "new":
      return entry("Changed", `new${name === void 0 ? "" : `, ${name}`}, ${where}`);
    case "written":
      return entry("Written", `${name ?? ""}${of}, ${where}, not changed by this deploy`);
  }
}
function evidence2({ diagnosis }, { width }, entry) {
  if (!diagnosis) return [];
  const lines = evidenceLines(diagnosis);
  const words2 = evidenceWords(diagnosis);
  const broken = lines.flatMap((line) => {
    const indent = `  ${/^ */.exec(line)?.[0] ?? ""}`;
    return wrap(line.trimStart(), width - 8).map(
      (part2, index) => `${index === 0 ? indent : `${indent}    `}${part2}`.trimEnd()
    );
  });
  return lines.length === 0 ? [] : [...entry("Evidence", words2), ...broken];
}
function pendingText(pending) {
  const names = pending.slice(0, 10).map(({ address }) => address);
  const more = pending.length > 10 ? ` and ${pending.length - 10} more` : "";
  return `${names.join(", ")}${more}: not ready yet when this run stopped, with nothing wrong to be seen.`;
}
function wayOn2(ill, failed2, { putBack: putBack2 }, { run: run2 }) {
  const advice = adviceOn(ill, failed2).replaceAll("`", "");
  if (putBack2?.state === "done") return advice;
  const back = run2.host === "github" ? "run the workflow with mode: rollback" : "run gitops-push rollback";
  return `${advice} To go back, revert the commit, or ${back}.`;
}

// src/report/markdown.ts
var limitBytes = 6e4;
var partBytes = 15e3;
var shownLimits = { comment: 50, whole: Number.POSITIVE_INFINITY };
function renderMarkdown(report) {
  const { folds, ...texts } = piecesOf(report, "comment");
  const { start, end, left } = fitTexts(texts, limitBytes);
  const room = { continuations: 0, continuationBytes: 0 };
  const whole = packFolds(folds, { ...room, firstBytes: left });
  const parted = () => folds.flatMap((fold) => splitFold(fold, partBytes));
  const { first, rest } = whole.rest.length === 0 ? whole : packFolds(parted(), { ...room, firstBytes: left });
  const note = rest.length === 0 ? [] : [omittedWords(rest)];
  return withoutCommands(`${[...start, ...first.map(foldMarkdown), ...note, ...end].join("\n\n")}
`);
}
function omittedWords(folds) {
  const count = folds.reduce((sum, fold) => sum + fold.changes, 0);
  const parts2 = folds.filter((fold) => fold.changes === 0 && fold.titles.length > 0).length;
  const what = [
    ...count === 0 ? [] : [counted(count, "more change")],
    ...parts2 === 0 ? [] : [counted(parts2, "more part")]
  ].join(" and ");
  const verb = count + parts2 === 1 ? "is" : "are";
  return `${what} ${verb} not shown here, because the text would be too long; the table above counts all changes.`;
}
function piecesOf(report, detail) {
  const { targets } = report;
  const failures = [report.failure, ...targets.map((target) => target.failure)].flatMap(
    (failure) => failure ?? []
  );
  const start = [
    `### ${phraseMarkdown(verdictOf(report))}`,
    ...failures.map((failure) => failureBlock(failure, report)),
    ...targets.flatMap((target) => problemsOf(target, report)),
    isOneInTrouble(report) ? "" : targetTable(report),
    ...targets.flatMap((target) => alertsOf(target, report)),
    ...targets.map((target) => findingsOf(target, report, detail)),
    ...targets.map(previewNotes),
    ...targets.map(historyTable),
    driftWords(report),
    ...targets.map((target) => holdWords(target, report)),
    undoWords(report)
  ];
  const folds = targets.flatMap(
    (target, index) => partsOf(target, report, { position: index === 0 && !isOneInTrouble(report) ? "first" : "later", detail })
  );
  const end = [...targets.map((target) => unknowns(target, detail)), footerOf(report)];
  return { start: kept(start), folds, end: kept(end) };
}
function isOneInTrouble({ targets }) {
  const [target] = targets;
  return targets.length === 1 && target !== void 0 && problemsIn(target);
}
function problemsIn({ outcome }) {
  return outcome !== void 0 && outcome.result !== "deployed" && outcome.result !== "unchanged";
}
function kept(parts2) {
  return parts2.filter((part2) => part2 !== "");
}
function driftWords({ result, run: run2 }) {
  if (result !== "drifted") return "";
  const back = run2.host === "github" ? "**Run workflow** with `mode: heal`" : "run `gitops-push heal`";
  return [
    "In the diffs `-` is what is there now, `+` what was deployed. What you can do:",
    "",
    "- keep what is there: change the files and merge that",
    `- put back what was deployed: ${back}`
  ].join("\n");
}
function undoWords({ result, run: run2, targets }) {
  const hasPrevious = targets.some((target) => target.record?.previous !== void 0);
  if (result !== "deployed" || !hasPrevious) return "";
  return run2.host === "github" ? "To undo: **Run workflow** with `mode: rollback`." : "To undo: run `gitops-push rollback`.";
}
function unknowns(target, detail) {
  if (target.limits.length === 0) return "";
  const items = target.limits.slice(0, shownLimits[detail]).map((limit) => `- ${prose(sentence(limit))}`);
  const rest = target.limits.length - shownLimits[detail];
  const list = [...items, ...rest > 0 ? [`- and ${rest} more, all of them in the log`] : []].join("\n");
  return `<details><summary>What could not be known: ${counted(target.limits.length, "point")}</summary>

${list}

</details>`;
}
function footerOf(report) {
  const { run: run2, targets } = report;
  const dirty = run2.dirty === true ? " with uncommitted changes" : "";
  const sha = report.mode === "preview" ? run2.pullRequest?.headSha ?? run2.commit : run2.commit;
  const commit = sha === void 0 ? [] : [`${report.mode === "preview" ? "Preview of" : "Commit"} ${codeSpan(sha.slice(0, 7))}${dirty}`];
  const digests = targets.flatMap(
    ({ planDigest, changes }) => planDigest !== void 0 && hasChanges(changes) ? [planDigest.slice(0, 8)] : []
  );
  const plans = [...new Set(digests)].map((digest) => `plan ${codeSpan(digest)}`);
  const records = targets.flatMap(({ record }) => record ? [`record ${codeSpan(recordName(record))}`] : []);
  const link = run2.runUrl !== void 0 && /^https?:\/\/[^\s()<>]+$/.test(run2.runUrl) ? [`[run](${run2.runUrl})`] : [];
  const times = report.result === "deployed" || report.result === "rolled-back" ? [] : targets.flatMap(outcomeTimes);
  return [...commit, ...plans, ...previewedOn(targets), ...records, ...times, ...link].join(" · ");
}

// src/model/field-rule.ts
var conflictActions = ["take", "leave", "fail"];

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
  const [hours, minutes, seconds] = [1, 2, 3].map((group) => Number(match?.[group] ?? 0));
  const value = ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1e3;
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
function bad(problem, hint3) {
  return { ok: false, problem, hint: hint3 };
}
function quote(text) {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 60 ? `"${line.slice(0, 60)}..."` : `"${line}"`;
}
function inWords(words2) {
  const last = words2.at(-1) ?? "";
  return words2.length < 2 ? last : `${words2.slice(0, -1).join(", ")} or ${last}`;
}

// src/input/field-rules.ts
var parts = ["kind", "namespace", "name", "manager", "field"];
function parseConflictRules(text) {
  return eachLine(text, (line) => {
    const [word = "", ...rest] = wordsOf2(line);
    const action = conflictActions.find((each) => each === word);
    if (action === void 0) {
      return bad(
        `has the rule ${quote(line)}, which does not begin with ${inWords(conflictActions)}`,
        "Write for example: take manager=NAME kind=Deployment field=/spec/replicas"
      );
    }
    const rule = readParts(line, rest);
    return rule.ok ? good({ ...rule.value, action }) : rule;
  });
}
function parseIgnoreRules(text) {
  return eachLine(text, (line) => readParts(line, wordsOf2(line)));
}
function eachLine(text, read2) {
  const lines = text.split(/[\r\n]+|\\n/).map((line) => line.trim());
  const rules = [];
  for (const line of lines.filter((each) => each !== "" && !each.startsWith("#"))) {
    const rule = read2(line);
    if (!rule.ok) return rule;
    rules.push(rule.value);
  }
  return good(rules);
}
function wordsOf2(line) {
  const words2 = line.matchAll(/(?:[^\s"]|"[^"]*")+/g);
  return [...words2].map(([word]) => word.replaceAll('"', ""));
}
function readParts(line, words2) {
  const given = /* @__PURE__ */ new Map();
  for (const word of words2) {
    const [name = "", ...value] = word.split("=");
    const problem = problemOf(name, value.join("="), given);
    if (problem) return bad(`has the rule ${quote(line)}: ${problem.problem}`, problem.hint);
    given.set(name, value.join("="));
  }
  if (given.size > 0) return good({ text: line, ...Object.fromEntries(given) });
  return bad(`has the rule ${quote(line)}, which names nothing`, `Say what it means: ${inWords(parts)}.`);
}
function problemOf(name, value, given) {
  if (!parts.some((part2) => part2 === name)) {
    const nearest = nearestName(name, parts);
    const hint3 = nearest === void 0 ? `Write ${inWords(parts)}.` : `Did you mean ${nearest}?`;
    return { problem: `it does not know ${quote(name)}`, hint: hint3 };
  }
  if (value === "") return { problem: `${name} has no value`, hint: `Write ${name}=VALUE.` };
  if (given.has(name)) return { problem: `it names ${name} twice`, hint: "Write two lines." };
  if (name === "field" && !/^(?:\/(?:[^~/]|~[01])+)+$/.test(value)) {
    return {
      problem: `${quote(value)} is no JSON pointer`,
      hint: "Write for example field=/spec/replicas, with * for any list item or a name of one."
    };
  }
  return void 0;
}

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
var recordPlaces = ["deployment", "status", "summary", "comment"];
var previewMatchChoices = ["warn", "strict", "off"];

// src/input/input-row.ts
var inputGroups = {
  what: "What is deployed",
  access: "Access to the cluster",
  behaviour: "How it is deployed",
  pulumi: "Pulumi",
  confirmation: "Confirmation",
  rendering: "Rendering",
  validation: "Validation",
  rbac: "Rights",
  github: "GitHub",
  terminal: "Terminal",
  replaced: "Moved over from pulumi/actions"
};
var modeChoices = ["auto", ...modes];
var engineChoices = ["auto", "kubernetes", "pulumi"];
var commandChoices = ["preview", "up", "update", "destroy", "refresh", "output"];
var accessChoices = ["input", "ambient", "oidc"];
var livePlanChoices = ["changed", "all"];
var commentChoices = ["on", "off", "on-change"];
var onFailureChoices = ["stop", "rollback"];
var outputChoices = ["text", "json", "markdown", "yaml", "sarif"];

// src/model/cron.ts
var monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
var weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
function parseCron(text) {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) return `has ${fields.length} fields instead of minute, hour, day, month, weekday`;
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
  const minutes = parseField(minute, { name: "minute", from: 0, to: 59 });
  const hours = parseField(hour, { name: "hour", from: 0, to: 23 });
  const days = parseField(day, { name: "day", from: 1, to: 31 });
  const months = parseField(month, { name: "month", from: 1, to: 12, names: monthNames });
  const weekdays = parseField(weekday, { name: "weekday", from: 0, to: 7, names: weekdayNames });
  for (const field of [minutes, hours, days, months, weekdays]) if (typeof field === "string") return field;
  if (typeof minutes === "string" || typeof hours === "string" || typeof days === "string") return "";
  if (typeof months === "string" || typeof weekdays === "string") return "";
  return {
    minutes,
    hours,
    days,
    months,
    weekdays: new Set([...weekdays].map((each) => each % 7)),
    isEitherDay: !day.startsWith("*") && !weekday.startsWith("*")
  };
}
function matchesCron(cron, at) {
  if (!cron.minutes.has(at.minute) || !cron.hours.has(at.hour) || !cron.months.has(at.month)) return false;
  const [isDay, isWeekday] = [cron.days.has(at.day), cron.weekdays.has(at.weekday)];
  return cron.isEitherDay ? isDay || isWeekday : isDay && isWeekday;
}
function parseField(text, range) {
  const found = /* @__PURE__ */ new Set();
  for (const part2 of text.split(",")) {
    const [, span = "", step] = /^([^/]+)(?:\/(\d+))?$/.exec(part2) ?? [];
    const ends = endsOf(span, range, step !== void 0);
    const by = Number(step ?? 1);
    if (!ends || by < 1) return `has the ${range.name} "${part2}"`;
    for (let value = ends[0]; value <= ends[1]; value += by) found.add(value);
  }
  return found;
}
function endsOf(span, range, isStepped) {
  if (span === "*") return [range.from, range.to];
  const [first = "", last = isStepped ? String(range.to) : first, ...more] = span.split("-");
  const [from, to] = [numberOf(first, range), numberOf(last, range)];
  if (from === void 0 || to === void 0 || more.length > 0) return void 0;
  return from >= range.from && to <= range.to && from <= to ? [from, to] : void 0;
}
function numberOf(text, { names = [], from }) {
  const index = names.indexOf(text.toLowerCase());
  if (index >= 0) return index + from;
  return /^\d{1,2}$/.test(text) ? Number(text) : void 0;
}

// src/input/given-lines.ts
function givenLines(text) {
  return text.split(/[\r\n;]+/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}

// src/input/freeze.ts
var hint = "Write a line for each window: when it begins as five fields of cron, how long it lasts, and the time zone, such as 0 16 * * FRI, 64h, Europe/Berlin.";
var longestMs2 = 31 * 24 * 36e5;
function readFreeze(reader) {
  const freeze = givenLines(reader.text("freeze") ?? "").flatMap((line) => {
    const rule = parseRule(line);
    if (typeof rule !== "string") return [rule];
    reader.complain("freeze", `has the line "${line}", which ${rule}`, hint);
    return [];
  });
  const override = reader.text("freeze-override");
  return { freeze, ...override !== void 0 && { freezeOverride: override } };
}
function parseRule(text) {
  const parts2 = text.split(",").map((part2) => part2.trim());
  if (parts2.length < 3) return "does not name a beginning, a duration and a time zone";
  const [duration = "", zone = ""] = parts2.slice(-2);
  const cron = parseCron(parts2.slice(0, -2).join(","));
  if (typeof cron === "string") return cron;
  const durationMs = durationOf(duration);
  if (durationMs === void 0) return `lasts "${duration}", which is not between 1m and 31d`;
  if (!isZone(zone)) return `names the time zone "${zone}", which does not exist`;
  return { text, cron, durationMs, zone };
}
function durationOf(text) {
  const match = /^(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/.exec(text);
  const [days = 0, hours = 0, minutes = 0] = [1, 2, 3].map((group) => Number(match?.[group] ?? 0));
  const durationMs = ((days * 24 + hours) * 60 + minutes) * 6e4;
  return match && durationMs > 0 && durationMs <= longestMs2 ? durationMs : void 0;
}
function isZone(zone) {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone !== "" && zone !== "";
  } catch {
    return false;
  }
}

// src/input/input-images.ts
var example = "ghcr.io/acme/web=ghcr.io/acme/web:1.2.3";
function readImages(reader) {
  const overrides = /* @__PURE__ */ new Map();
  for (const line of givenLines(reader.text("images") ?? "").flatMap((each) => each.split(","))) {
    if (line.trim() === "") continue;
    const read2 = readLine(line.trim());
    if (!read2.ok) reader.complain("images", read2.problem, read2.hint);
    else if (overrides.has(read2.value.name))
      reader.complain(
        "images",
        `names ${read2.value.name} twice`,
        "Keep one of the two lines: all containers of one repository get the same image."
      );
    else overrides.set(read2.value.name, read2.value);
  }
  return [...overrides.values()];
}
function readLine(line) {
  const [name = "", reference, ...more] = line.split("=").map((part2) => part2.trim());
  if (reference === void 0 || more.length > 0)
    return bad(`has ${quote(line)}, which is not repository=reference`, `Write for example ${example}.`);
  const named2 = parseImage(name);
  if (!named2)
    return bad(`has ${quote(line)}: ${quote(name)} is no repository`, `Write for example ${example}.`);
  const { repository, tag, digest } = named2;
  if (tag !== void 0 || digest !== void 0)
    return bad(
      `has ${quote(line)}: left of = stands a tag or a digest`,
      `Whatever tag the manifests name is replaced. Write ${repository}=${reference}.`
    );
  if (parseImage(reference)) return good({ name, reference });
  const whole = [`${name}${reference}`, `${name}:${reference}`].find((each) => parseImage(each) !== void 0);
  return bad(
    `has ${quote(line)}: ${quote(reference)} is no image`,
    `Write the whole reference: ${whole === void 0 ? example : `${name}=${whole}`}.`
  );
}

// src/input/input-modes.ts
var planning = [
  "preview",
  "deploy",
  "rollback",
  "resume",
  "drift",
  "heal",
  "destroy"
];
var onTarget = [...planning, "history"];
var imaging = ["validate", "preview", "deploy", "render"];
var writing = ["deploy", "rollback", "resume", "heal", "destroy"];
var reading = [
  "validate",
  "preview",
  "deploy",
  "rollback",
  "resume",
  "drift",
  "heal",
  "render",
  "rbac"
];

// src/input/rows-kubernetes.ts
var kubernetesInputs = [
  {
    name: "images",
    kind: "list",
    doc: "Other images than the manifests name, `repository=reference` a line: `ghcr.io/acme/web=ghcr.io/acme/web:1.2.3`. Every container of exactly that repository, whatever its tag or digest, gets the reference, which may be of another repository. A repository that no container uses is an error. The record keeps them, so `rollback`, `heal` and `drift` use those of the deploy they go by, not these.",
    group: "what",
    modes: imaging
  },
  {
    name: "access",
    kind: "choice",
    choices: accessChoices,
    default: "input",
    doc: "Where credentials come from: `input`, from the inputs of this group and nowhere else; `ambient`, from KUBECONFIG or the home folder, as a cloud login leaves them; `oidc`, the own token of the job (`permissions: id-token: write`) for `server`, so that nothing is stored.",
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
    doc: "The URL of the API server, instead of a kubeconfig; with `access: oidc` always.",
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
    name: "oidc-audience",
    kind: "text",
    default: "gitops-push",
    doc: "With `access: oidc`: the audience that the API server expects in the token of the job.",
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
    modes: [...onTarget, "rbac"]
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
    name: "conflicts",
    kind: "text",
    doc: "Who keeps a field that the manifests want otherwise than its owner in the cluster: a rule a line, `take`, `leave` or `fail`, then any of `manager=`, `kind=`, `namespace=`, `name=`, `field=` (a JSON pointer; `*` is any part, a list item goes by its name). The first that fits decides. Without a rule: controllers that are known keep their fields, what people and former tools left is taken over, anything else stops the run before the first write.",
    group: "behaviour",
    modes: planning
  },
  {
    name: "ignore",
    kind: "text",
    doc: "Fields that are left as they are and are no drift: a rule a line, any of `manager=`, `kind=`, `namespace=`, `name=`, `field=`, as in `conflicts`. `kind=Deployment field=/spec/replicas`; without `field` and `manager` it means whole objects that exist.",
    group: "behaviour",
    modes: planning
  },
  {
    name: "wait",
    kind: "boolean",
    default: "true",
    doc: "Wait until what was applied is ready.",
    group: "behaviour",
    modes: writing
  },
  {
    name: "timeout",
    kind: "duration",
    default: "10m",
    doc: "How long to wait for what was applied: `90s`, `10m`, `1h30m`; at most 24h.",
    group: "behaviour",
    modes: writing
  },
  {
    name: "on-failure",
    kind: "choice",
    choices: onFailureChoices,
    default: "stop",
    doc: "What a deploy does that wrote something and did not come up: `stop`, or `rollback` to the last good deploy. It stays failed either way.",
    group: "behaviour",
    modes: ["deploy"]
  },
  {
    name: "ready",
    kind: "text",
    doc: "When objects of custom kinds are ready, one kind a line: `Widget.example.com: condition=Ready, status.phase=Running; failed: status.phase=Error`. All terms before `failed` must hold, any after it ends the wait; `applied` alone means not to wait. Well-known kinds need no rule.",
    group: "behaviour",
    modes: writing
  },
  {
    name: "stall-timeout",
    kind: "duration",
    default: "4m",
    doc: "How long a container may run without becoming ready, beyond the time that its own probes ask for, before the deploy counts as failed.",
    group: "behaviour",
    modes: writing
  }
];

// src/input/rows-rbac.ts
var rbacInputs = [
  {
    name: "preview",
    kind: "boolean",
    default: "false",
    doc: "Print the rights of an identity that can only preview, with the admission policy that keeps it from writing.",
    group: "rbac",
    modes: ["rbac"],
    host: "terminal"
  },
  {
    name: "secrets",
    kind: "boolean",
    default: "false",
    doc: "With `preview`: let it read the Secrets of the manifests, each by its name, for drift checks.",
    group: "rbac",
    modes: ["rbac"],
    host: "terminal"
  },
  {
    name: "subject",
    kind: "text",
    doc: "Who gets the rights: `ServiceAccount/NAMESPACE/NAME`, `User/NAME` or `Group/NAME`. Without it: a ServiceAccount that is printed with them.",
    group: "rbac",
    modes: ["rbac"],
    host: "terminal"
  }
];

// src/input/rows-pulumi.ts
var pulumiInputs = [
  {
    name: "command",
    kind: "choice",
    choices: commandChoices,
    doc: "What pulumi/actions called the mode: `preview` is mode preview, `up` and `update` are mode deploy. With `mode` given too, both must say the same.",
    group: "pulumi",
    modes,
    host: "action"
  },
  {
    name: "stack-name",
    kind: "text",
    doc: "The stack: `dev`, `org/dev` or `org/project/dev`.",
    group: "pulumi",
    modes
  },
  {
    name: "work-dir",
    kind: "text",
    doc: "The folder of the project, where `Pulumi.yaml` is. Without it: `path` when that holds one, else the top of the repository.",
    group: "pulumi",
    modes
  },
  {
    name: "cloud-url",
    kind: "text",
    doc: "The backend that holds the state, as `pulumi login` takes it: `file://~`, `s3://bucket`, `https://api.pulumi.com`. Without it: PULUMI_BACKEND_URL, else what `Pulumi.yaml` says, else Pulumi Cloud.",
    group: "pulumi",
    modes: onTarget
  },
  {
    name: "pulumi-version",
    kind: "text",
    doc: "The Pulumi CLI to use: a version or a range. Without it: `^3`. One that is on the machine and fits is taken as it is.",
    group: "pulumi",
    modes: onTarget
  },
  {
    name: "pulumi-version-file",
    kind: "text",
    doc: "A file that holds the version, relative to the repository. Not beside `pulumi-version`.",
    group: "pulumi",
    modes: onTarget
  },
  {
    name: "upsert",
    kind: "boolean",
    default: "false",
    doc: "Create the stack when it does not exist.",
    group: "pulumi",
    modes: writing
  },
  {
    name: "secrets-provider",
    kind: "text",
    doc: "How a stack that is created keeps its secrets: `passphrase`, `awskms://...`.",
    group: "pulumi",
    modes: writing
  },
  {
    name: "config-map",
    kind: "text",
    doc: "Configuration for this run as a YAML map of key to `{ value, secret }`, or of key to value. It goes into a copy of the stack file: the checkout stays as it is.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "refresh",
    kind: "boolean",
    default: "false",
    doc: "Look at what is really there before planning, as `pulumi preview --refresh` does.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "expect-no-changes",
    kind: "boolean",
    default: "false",
    doc: "Fail when anything would change.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "target",
    kind: "list",
    doc: "The URNs to act on; everything else is left alone.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "target-dependents",
    kind: "boolean",
    default: "false",
    doc: "Act on what depends on the targets too.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "exclude",
    kind: "list",
    doc: "The URNs to leave alone.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "exclude-dependents",
    kind: "boolean",
    default: "false",
    doc: "Leave alone what depends on them too.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "replace",
    kind: "list",
    doc: "The URNs to replace even when nothing makes it necessary.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "policyPacks",
    kind: "list",
    doc: "Folders of policy packs to hold the plan against.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "policyPackConfigs",
    kind: "list",
    doc: "The configuration files of the policy packs, in the same order.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "parallel",
    kind: "count",
    default: "0",
    doc: "How many resources are worked on at the same time. Without it, or with 0: as Pulumi does by itself.",
    group: "pulumi",
    modes: onTarget
  },
  {
    name: "message",
    kind: "text",
    doc: "A message for the update, as the history of the stack shows it.",
    group: "pulumi",
    modes: writing
  },
  {
    name: "continue-on-error",
    kind: "boolean",
    default: "false",
    doc: "Go on with the other resources when one fails.",
    group: "pulumi",
    modes: writing
  },
  {
    name: "exclude-protected",
    kind: "boolean",
    default: "false",
    doc: "Mode destroy: leave protected resources alone.",
    group: "pulumi",
    modes
  },
  {
    name: "remove",
    kind: "boolean",
    default: "false",
    doc: "Mode destroy: remove the stack and its history afterwards.",
    group: "pulumi",
    modes
  },
  {
    name: "suppress-outputs",
    kind: "boolean",
    default: "false",
    doc: "Do not read the outputs of the stack.",
    group: "pulumi",
    modes: writing
  },
  {
    name: "suppress-progress",
    kind: "boolean",
    default: "false",
    doc: "Do not show the progress of Pulumi in the log.",
    group: "pulumi",
    modes: onTarget
  },
  {
    name: "log-verbosity",
    kind: "count",
    default: "0",
    doc: "How much Pulumi says about itself, 1 to 11. With 0: nothing.",
    group: "pulumi",
    modes: onTarget
  },
  {
    name: "log-flow",
    kind: "boolean",
    default: "false",
    doc: "Pass the log settings on to plugins.",
    group: "pulumi",
    modes: onTarget
  },
  {
    name: "debug",
    kind: "boolean",
    default: "false",
    doc: "Have Pulumi print its debug messages.",
    group: "pulumi",
    modes: onTarget,
    host: "action"
  },
  {
    name: "pass-env",
    kind: "list",
    doc: "Names of environment variables (`NAME` or `PREFIX_*`) that the Pulumi program may see beside the usual ones: paths, proxies, PULUMI_*, and those of AWS, Azure and Google Cloud.",
    group: "pulumi",
    modes: onTarget
  },
  {
    name: "history",
    kind: "text",
    doc: "Pulumi outside GitHub: the file that keeps the records of deploys.",
    group: "pulumi",
    modes: onTarget,
    host: "terminal"
  }
];

// src/input/rows-replaced.ts
var replacedInputs = [
  {
    name: "diff",
    kind: "boolean",
    doc: "Known from pulumi/actions and not needed: every change is shown field by field.",
    group: "replaced",
    modes,
    host: "action"
  },
  {
    name: "plan",
    kind: "text",
    doc: "Known from pulumi/actions and not needed: a deploy plans anew, compares and applies exactly that plan.",
    group: "replaced",
    modes,
    host: "action"
  },
  {
    name: "color",
    kind: "text",
    doc: "Known from pulumi/actions and not needed: the log has no colours.",
    group: "replaced",
    modes,
    host: "action"
  },
  {
    name: "comment-on-pr",
    kind: "boolean",
    doc: "Known from pulumi/actions; `comment` replaces it.",
    group: "replaced",
    modes,
    host: "action"
  },
  {
    name: "comment-on-pr-number",
    kind: "text",
    doc: "Known from pulumi/actions and not needed: the pull request of a commit is found.",
    group: "replaced",
    modes,
    host: "action"
  },
  {
    name: "edit-pr-comment",
    kind: "boolean",
    doc: "Known from pulumi/actions and not needed: there is one comment, kept up to date.",
    group: "replaced",
    modes,
    host: "action"
  },
  {
    name: "comment-on-summary",
    kind: "boolean",
    doc: "Known from pulumi/actions and not needed: the job summary is always written.",
    group: "replaced",
    modes,
    host: "action"
  },
  {
    name: "always-include-summary",
    kind: "boolean",
    doc: "Known from pulumi/actions and not needed: the counts come first.",
    group: "replaced",
    modes,
    host: "action"
  }
];

// src/input/rows-run.ts
var runInputs = [
  {
    name: "mode",
    kind: "choice",
    choices: modeChoices,
    default: "auto",
    doc: "What the run does. `auto` follows the event: a preview for pull_request and merge_group, a deploy for push, a drift check for schedule, and for workflow_dispatch a rollback when `rollback-to` is set, else a deploy.",
    group: "what",
    modes,
    host: "action"
  },
  {
    name: "path",
    kind: "text",
    default: "deploy",
    doc: "What is deployed, relative to the repository: a file, a folder (with everything below it) or a glob of manifests, a folder with a kustomization.yaml, a Helm chart, or `oci://…@sha256:…`.",
    group: "what",
    modes: reading
  },
  {
    name: "engine",
    kind: "choice",
    choices: engineChoices,
    default: "auto",
    doc: "What the files are written for. `auto`: Pulumi when the path holds a `Pulumi.yaml` or an input of Pulumi is given, else Kubernetes.",
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
    modes: writing
  },
  {
    name: "base",
    kind: "text",
    doc: "What a preview compares the rendered manifests with: a commit, or a branch as git knows it here (`origin/main`). Without it: what the pull request or the merge group stands on.",
    group: "what",
    modes: ["preview"]
  },
  {
    name: "rollback-to",
    kind: "text",
    doc: "What a rollback goes back to. Without it, or with `previous`: the last good deploy of another content. Else a record (`production/shop#3`) or a commit that was deployed.",
    group: "what",
    modes: ["rollback"]
  },
  {
    name: "hold",
    kind: "boolean",
    default: "true",
    doc: "After a rollback, whether deploys are kept from bringing back what was wrong until a change mends it or mode `resume` lifts the hold.",
    group: "what",
    modes: ["rollback"]
  },
  {
    name: "freeze",
    kind: "text",
    doc: "Windows in which deploys and heals are stopped, one a line: when it begins as five fields of cron, how long it lasts, and the time zone, `0 16 * * FRI, 64h, Europe/Berlin`. Where windows overlap, the one that ends last counts. Rollbacks are never stopped.",
    group: "what",
    modes: ["deploy", "heal"]
  },
  {
    name: "freeze-override",
    kind: "text",
    doc: "Why a deploy goes on although a freeze window is open; the record keeps it.",
    group: "what",
    modes: ["deploy", "heal"]
  },
  {
    name: "reason",
    kind: "text",
    doc: "Why it is rolled back, resumed or healed, for the record.",
    group: "what",
    modes: ["rollback", "resume", "heal"]
  },
  {
    name: "fail-on-drift",
    kind: "boolean",
    default: "false",
    doc: "Whether drift makes the step fail. The command line ends with exit code 3 in any case.",
    group: "what",
    modes: ["drift"],
    host: "action"
  }
];

// src/input/rows-surroundings.ts
var surroundingInputs = [
  {
    name: "confirm",
    kind: "list",
    doc: "Deletions and recreations to allow, as the refusal printed them: `Kind[.group]/[namespace/]name`. Only on workflow_dispatch and on the command line.",
    group: "confirmation",
    modes: planning
  },
  {
    name: "values",
    kind: "list",
    doc: "Helm: values files relative to the repository, separated by commas or lines; of two that set the same the later one wins.",
    group: "rendering",
    modes: reading
  },
  {
    name: "release",
    kind: "text",
    doc: "Helm: the release's name. Without it: `name`.",
    group: "rendering",
    modes: reading
  },
  {
    name: "render-network",
    kind: "boolean",
    default: "false",
    doc: "Whether Kustomize and Helm may fetch what the repository does not hold: remote bases, charts by digest, chart dependencies.",
    group: "rendering",
    modes: reading
  },
  {
    name: "kubernetes-version",
    kind: "text",
    doc: `The Kubernetes version to check against and to render charts for, ${kubernetesVersions[0]} to ${newestKubernetes}. Without it objects are checked against the server's where there is one, and ${newestKubernetes} counts for everything else.`,
    group: "validation",
    modes: reading
  },
  {
    name: "schemas",
    kind: "list",
    doc: "Files, folders or globs with CustomResourceDefinitions that are not deployed here, and whose schemas count all the same.",
    group: "validation",
    modes: reading
  },
  {
    name: "rules",
    kind: "list",
    doc: "Severities of rules that differ from their own: `plain-secret=off`, `dangling-reference=error`; `off`, `warning` or `error`.",
    group: "validation",
    modes: reading
  },
  {
    name: "deploy-refs",
    kind: "list",
    doc: "Branches, full refs or patterns that may be deployed beside the default branch: `release/*`, `refs/tags/v*`. What comes from any other ref is refused before anything is written.",
    group: "github",
    modes: writing,
    host: "action"
  },
  {
    name: "github-token",
    kind: "secret",
    default: "${{ github.token }}",
    doc: "The token for comments, check runs, deployments, statuses and issues.",
    group: "github",
    modes: onTarget,
    host: "action"
  },
  {
    name: "comment",
    kind: "choice",
    choices: commentChoices,
    default: "on",
    doc: "Whether a pull request gets a comment; with `on-change` only when something would change.",
    group: "github",
    modes: onTarget,
    host: "action"
  },
  {
    name: "preview-match",
    kind: "choice",
    choices: previewMatchChoices,
    default: "warn",
    doc: "A deploy plans again and compares with what the previews of the merged pull requests showed. `warn` says what differs, and stops before the first write at a deletion or recreation that no preview showed, unless it is confirmed; `strict` stops at any difference and when there is no preview; `off` does not look.",
    group: "github",
    modes: ["deploy"],
    host: "action"
  },
  {
    name: "record",
    kind: "list",
    default: "deployment, status, summary, comment",
    doc: "Where GitHub shows what a deploy did: its Deployments, the status of the commit, the job summary, the comment of the merged pull request.",
    group: "github",
    modes: writing,
    host: "action"
  },
  {
    name: "output",
    kind: "choice",
    choices: outputChoices,
    doc: "What goes to stdout. `json` is the whole report, `sarif` the findings for code scanning and editors. Without it: `text`, and `yaml` for `render` and `rbac`, which know `yaml` and `json` alone.",
    group: "terminal",
    modes,
    host: "terminal"
  }
];

// src/input/inputs.ts
var inputs = [
  ...runInputs,
  ...kubernetesInputs,
  ...rbacInputs,
  ...pulumiInputs,
  ...surroundingInputs,
  ...replacedInputs
];
function inputsOf(host) {
  const rows = inputs;
  return rows.filter((row) => row.host === void 0 || row.host === host);
}

// src/input/mode.ts
var modeOfEvent = {
  pull_request: "preview",
  merge_group: "preview",
  push: "deploy",
  schedule: "drift"
};
function parseMode(text, event, isRollback) {
  const named2 = modes.find((mode) => mode === text);
  if (named2 !== void 0) return good(named2);
  if (text !== "auto") return bad(`is ${quote(text)}`, `Write ${inWords(["auto", ...modes])}.`);
  if (event === "workflow_dispatch") return good(isRollback ? "rollback" : "deploy");
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
  const minor = /^v?(1\.\d{1,3})(?:\.\d+)?$/.exec(text)?.[1];
  if (kubernetesVersions.some((version2) => version2 === minor)) return good(minor ?? "");
  const problem = minor === void 0 ? `is ${quote(text)}` : `is ${minor}, whose schemas are not known here`;
  return bad(problem, `Write one of the minor versions ${inWords(kubernetesVersions)}.`);
}

// src/input/encoded.ts
function parseKubeconfig(text) {
  return parseEncoded(text, { looksPlain: (plain3) => plain3.includes(":"), what: "a kubeconfig" });
}
function parsePem(text) {
  return parseEncoded(text, {
    looksPlain: (plain3) => plain3.includes("-----BEGIN CERTIFICATE-----"),
    what: "a PEM certificate"
  });
}
function parseEncoded(text, expected) {
  if (expected.looksPlain(text)) return good(text);
  const hint3 = `Give ${expected.what} as it is, or the output of "base64" over the whole file.`;
  const decoded = decodeBase64(text);
  if (decoded === void 0) return bad(`is neither ${expected.what} nor base64`, hint3);
  if (expected.looksPlain(decoded)) return good(decoded);
  return bad(`is base64, but what it holds is not ${expected.what}`, hint3);
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
    oidcAudience: reader.text("oidc-audience") ?? "",
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
  if (access === "oidc")
    return complainOfOidc(reader, given("kubeconfig", "context", "token", "allow-kubeconfig"));
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
function complainOfOidc(reader, beside) {
  if (beside.length > 0) {
    const all = beside.join(", ");
    reader.complain("access", `is oidc, but ${all} is given too`, `Take out ${all}, or write access: input.`);
  }
  if (reader.text("server") === void 0) {
    reader.complain("server", "is missing, but access is oidc", "Write the URL of the API server.");
  }
}
function parseServer(text) {
  const hint3 = "Write a URL such as https://cluster.example:6443, without user, password or query.";
  const url = URL.parse(text);
  if (!url) return bad("is not a URL", hint3);
  if (url.protocol !== "https:" && url.protocol !== "http:") return bad("is not an https URL", hint3);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    return bad("holds more than the address of a server", hint3);
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

// src/input/read-github.ts
function readGitHub(reader, host) {
  if (host === "terminal") return {};
  const token = reader.secret("github-token", parseToken);
  const given = reader.list("record");
  const unknown = given.filter((place) => !recordPlaces.some((known2) => known2 === place));
  if (unknown.length > 0) {
    reader.complain(
      "record",
      `names ${inWords(unknown)}, which is no place`,
      `Write ${inWords(recordPlaces)}.`
    );
  }
  return {
    github: {
      ...token !== void 0 && token.reveal() !== "" && { token },
      previewMatch: reader.choice("preview-match", previewMatchChoices, "warn"),
      comment: reader.choice("comment", commentChoices, "on"),
      record: recordPlaces.filter((place) => given.includes(place))
    }
  };
}
function parseToken(text) {
  return good(text.startsWith("${{") ? "" : text);
}

// src/input/read-rbac.ts
function readRbac(reader, mode) {
  const isPreview = reader.boolean("preview");
  const hasSecrets = reader.boolean("secrets");
  if (hasSecrets && !isPreview) {
    reader.complain("secrets", "is given without preview", "A deploy may change its Secrets in any case.");
  }
  const subject = reader.checked("subject", parseSubject);
  if (mode !== "rbac") return {};
  const purpose = !isPreview ? "deploy" : hasSecrets ? "drift" : "preview";
  return { rbac: { purpose, ...subject && { subject } } };
}
function parseSubject(text) {
  const [, account, namespace, name] = /^(ServiceAccount)\/([a-z0-9-]+)\/([a-z0-9.-]+)$/.exec(text) ?? [];
  if (account !== void 0 && namespace !== void 0 && name !== void 0)
    return good({ kind: "ServiceAccount", namespace, name });
  const [, kind, other = ""] = /^(User|Group)\/(\S(?:.*\S)?)$/.exec(text) ?? [];
  if ((kind === "User" || kind === "Group") && !other.startsWith("system:"))
    return good({ kind, name: other });
  return bad(
    `is ${quote(text)}`,
    "Write ServiceAccount/NAMESPACE/NAME, User/NAME or Group/NAME; names of the system itself (system:...) are refused."
  );
}

// src/input/reader.ts
function openReader(raw, host) {
  const mistakes = [];
  const complain = (name, problem, hint3) => {
    mistakes.push({
      code: "input-invalid",
      severity: "error",
      message: `${writtenName(name, host)} ${problem}`,
      hint: hint3
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

// src/input/read-pulumi.ts
function readPulumi(reader, raw, host) {
  const flag = (name) => reader.checked(name, parseYamlBoolean) ?? false;
  const { version: version2, versionFile } = readVersion(reader);
  return {
    isAskedFor: isAskedFor(raw, host),
    ...optional(reader, "stackName", "stack-name"),
    ...optional(reader, "workDir", "work-dir"),
    ...optional(reader, "cloudUrl", "cloud-url"),
    ...version2 !== void 0 && { version: version2 },
    ...versionFile !== void 0 && { versionFile },
    ...optional(reader, "secretsProvider", "secrets-provider"),
    ...optional(reader, "configMap", "config-map"),
    ...optional(reader, "message", "message"),
    ...host === "terminal" && optional(reader, "historyFile", "history"),
    upsert: flag("upsert"),
    refresh: flag("refresh"),
    expectNoChanges: flag("expect-no-changes"),
    target: reader.list("target"),
    targetDependents: flag("target-dependents"),
    exclude: reader.list("exclude"),
    excludeDependents: flag("exclude-dependents"),
    replace: reader.list("replace"),
    ...readPolicies(reader),
    parallel: reader.count("parallel"),
    continueOnError: flag("continue-on-error"),
    excludeProtected: flag("exclude-protected"),
    remove: flag("remove"),
    suppressOutputs: flag("suppress-outputs"),
    suppressProgress: flag("suppress-progress"),
    logVerbosity: reader.count("log-verbosity"),
    logFlow: flag("log-flow"),
    debug: host === "action" && flag("debug"),
    passEnv: reader.list("pass-env")
  };
}
function optional(reader, key, name) {
  const text = reader.text(name);
  return text === void 0 ? {} : { [key]: text };
}
function readCommand(reader, host) {
  if (host === "terminal" || reader.text("command") === void 0) return void 0;
  switch (reader.choice("command", commandChoices, "preview")) {
    case "preview":
      return "preview";
    case "up":
    case "update":
      return "deploy";
    case "destroy":
      reader.complain(
        "command",
        "is destroy, which does not run from here",
        "Run `pulumi destroy` by hand, where you see what goes."
      );
      return void 0;
    case "refresh":
      reader.complain(
        "command",
        "is refresh, which would write to the state without a word",
        "Write mode: drift, which shows what differs and writes nothing, or refresh: true beside preview and up."
      );
      return void 0;
    case "output":
      reader.complain(
        "command",
        "is output, which is no run of its own here",
        "Every deploy sets the output `outputs`; take that of the deploy step, or write mode: deploy."
      );
      return void 0;
  }
}
function replacedNotices(raw, host) {
  const given = replacedInputs.filter(({ name }) => givenText(raw, name) !== void 0);
  if (host === "terminal" || given.length === 0) return [];
  const message = given.map(({ name, doc }) => `${name}: ${doc}`).join(" ");
  return [{ code: "input-replaced", severity: "notice", message, hint: "Take them out when you like." }];
}
function isAskedFor(raw, host) {
  return pulumiInputs.some((row) => {
    const text = givenText(raw, row.name);
    const isDefault = "default" in row && text === row.default;
    const isVague = ["message", "debug", "history", "parallel", "refresh"].includes(row.name);
    return text !== void 0 && !isDefault && !isVague && !(host === "terminal" && "host" in row && row.host === "action");
  });
}
function readVersion(reader) {
  const version2 = reader.text("pulumi-version");
  const versionFile = reader.text("pulumi-version-file");
  if (version2 !== void 0 && versionFile !== void 0) {
    reader.complain("pulumi-version-file", "is given beside pulumi-version", "Give one of them.");
  }
  return {
    ...version2 !== void 0 && { version: version2 },
    ...versionFile !== void 0 && { versionFile }
  };
}
function readPolicies(reader) {
  const policyPacks = reader.list("policyPacks");
  const policyPackConfigs = reader.list("policyPackConfigs");
  if (policyPackConfigs.length > policyPacks.length) {
    reader.complain(
      "policyPackConfigs",
      `names ${policyPackConfigs.length} files for ${policyPacks.length} policy packs`,
      "They are paired by their order: give a pack for each."
    );
  }
  return { policyPacks, policyPackConfigs };
}
function parseYamlBoolean(text) {
  if (/^(?:true|True|TRUE)$/.test(text)) return good(true);
  if (/^(?:false|False|FALSE)$/.test(text)) return good(false);
  return parseBoolean(text);
}

// src/input/ready-rules.ts
var hint2 = "Write one kind a line: Kind.group: condition=Ready, status.phase=Running; failed: status.phase=Error";
function parseReady(text) {
  const rules = [];
  for (const line of text.split("\n").map((each) => each.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    const rule = parseLine(line);
    if (typeof rule === "string") return { ok: false, problem: `has the line "${line}", ${rule}`, hint: hint2 };
    if (rules.some((each) => each.kind === rule.kind && each.group === rule.group))
      return {
        ok: false,
        problem: `has two rules for ${line.split(":")[0] ?? ""}`,
        hint: "Leave one of them."
      };
    rules.push(rule);
  }
  return { ok: true, value: rules };
}
function parseLine(line) {
  const [, name = "", rest = ""] = /^([^:\s]+)\s*:\s*(.*)$/.exec(line) ?? [];
  const [, kind = "", group = ""] = /^([A-Z][A-Za-z0-9]*)(?:\.([a-z0-9.-]+))?$/.exec(name) ?? [];
  if (kind === "") return "which does not begin with a kind and a colon";
  const [readyText = "", failedText] = rest.split(/;\s*failed\s*:/);
  if (readyText.trim() === "applied" && failedText === void 0)
    return { group, kind, ready: [], failed: [] };
  const ready = parseTerms(readyText);
  const failed2 = failedText === void 0 ? [] : parseTerms(failedText);
  if (typeof ready === "string") return ready;
  if (typeof failed2 === "string") return failed2;
  return ready.length === 0 ? "which does not say when the kind is ready" : { group, kind, ready, failed: failed2 };
}
function parseTerms(text) {
  const terms = [];
  for (const part2 of text.split(",").map((each) => each.trim())) {
    if (part2 === "") continue;
    const term = parseTerm(part2);
    if (!term) return `in which "${part2}" is neither condition=TYPE nor path=value`;
    terms.push(term);
  }
  return terms;
}
function parseTerm(text) {
  const [, condition, status] = /^condition=([\w./-]+?)(?:=(True|False|Unknown))?$/.exec(text) ?? [];
  if (condition !== void 0) return { condition, status: status ?? "True" };
  const [, path = "", value] = /^\.?([A-Za-z][\w-]*(?:\.[\w-]+)+)=(.+)$/.exec(text) ?? [];
  return value === void 0 ? void 0 : { path: joinPointer(path.split(".")), value };
}

// src/input/read.ts
var unnamed = "unnamed";
function readSettings(raw, context) {
  const reader = openReader(raw, context.host);
  const isRollback = givenText(raw, "rollback-to") !== void 0;
  const mode = readMode(reader, context, isRollback);
  if (isRollback && mode !== void 0 && mode !== "rollback") {
    reader.complain("rollback-to", `does nothing in mode ${mode}`, "Take it out, or write mode: rollback.");
  }
  const unknown = findUnknown(raw, context.host, mode);
  const name = readName(reader, context.repositoryName, mode);
  const settings = {
    mode: mode ?? "validate",
    path: reader.text("path") ?? "",
    imageOverrides: readImages(reader),
    engine: reader.choice("engine", engineChoices, "auto"),
    pulumi: readPulumi(reader, raw, context.host),
    name,
    environment: reader.checked("environment", parseEnvironment) ?? "",
    dryRun: reader.boolean("dry-run"),
    ...readBase(reader),
    rollbackTo: reader.text("rollback-to") ?? "previous",
    ...readFreeze(reader),
    hold: reader.boolean("hold"),
    ...readReason(reader),
    failOnDrift: context.host === "action" && reader.boolean("fail-on-drift"),
    rendering: {
      values: reader.list("values"),
      release: reader.checked("release", parseName) ?? name,
      network: reader.boolean("render-network")
    },
    validation: { schemas: reader.list("schemas"), rules: readRules(reader) },
    access: readAccess(reader),
    deployRefs: reader.list("deploy-refs"),
    ...readGitHub(reader, context.host),
    ...readNamespaces(reader),
    livePlan: reader.choice("live-plan", livePlanChoices, "changed"),
    prune: reader.boolean("prune"),
    maxDeletions: reader.count("max-deletions"),
    confirm: readConfirm(reader, context, mode === "destroy" ? name : void 0),
    conflicts: reader.checked("conflicts", parseConflictRules) ?? [],
    ignore: reader.checked("ignore", parseIgnoreRules) ?? [],
    wait: reader.boolean("wait"),
    timeoutMs: reader.durationMs("timeout"),
    onFailure: reader.choice("on-failure", onFailureChoices, "stop"),
    ready: reader.checked("ready", parseReady) ?? [],
    stallMs: reader.durationMs("stall-timeout"),
    ...readKubernetesVersion(reader),
    ...readRbac(reader, mode),
    output: readOutput(reader, mode)
  };
  const mistakes = [...reader.mistakes, ...unknown.filter((finding) => finding.severity === "error")];
  return mistakes.length > 0 ? { mistakes } : { settings, warnings: [...unknown, ...replacedNotices(raw, context.host)] };
}
function readMode(reader, context, isRollback) {
  const commanded = readCommand(reader, context.host);
  const isNamed2 = reader.text("mode") !== "auto";
  if (commanded === void 0 || isNamed2) {
    const mode = reader.checked("mode", (text) => parseMode(text, context.event, isRollback));
    if (commanded !== void 0 && mode !== void 0 && mode !== commanded)
      reader.complain("command", `means mode ${commanded}, but mode is ${mode}`, "Take one of them out.");
    return mode;
  }
  return commanded;
}
function findUnknown(raw, host, mode) {
  const known2 = ["mode", ...inputsOf(host).map((row) => row.name)];
  const severity = mode === void 0 || writing.some((each) => each === mode) ? "error" : "warning";
  return Object.keys(raw).filter((name) => !known2.includes(name) && givenText(raw, name) !== void 0).map((name) => {
    const nearest = nearestName(name, known2);
    const hint3 = nearest === void 0 ? "Take it out." : `Did you mean ${nearest}?`;
    return { code: "input-unknown", severity, message: `${writtenName(name, host)} does not exist`, hint: hint3 };
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
function readConfirm(reader, context, destroyed) {
  const confirm = reader.list("confirm");
  if (confirm.length > 0 && context.host === "action" && context.event !== "workflow_dispatch") {
    reader.complain(
      "confirm",
      `does not count on the event ${context.event ?? "(none)"}`,
      "Take it out of the workflow file, or pass on the form's: confirm: '${{ inputs.confirm }}'. It counts on workflow_dispatch and on the command line."
    );
  }
  if (destroyed !== void 0) return confirmDestroy(reader, confirm, destroyed);
  const wrong = confirm.filter((entry) => !/^(?:[^\s/]+(?:\/[^\s/]+){1,2}|urn:pulumi:.+)$/.test(entry));
  if (wrong.length > 0) {
    reader.complain(
      "confirm",
      `names ${inWords(wrong)}, which is no address`,
      "Paste the addresses as they were printed: Kind[.group]/[namespace/]name, separated by commas or lines."
    );
  }
  return confirm;
}
function readBase(reader) {
  const base = reader.text("base");
  if (base === void 0) return {};
  if (/^[\w@][\w./@~^+-]*$/.test(base)) return { base };
  reader.complain(
    "base",
    `is ${JSON.stringify(base)}, which is no commit and no branch`,
    "Write origin/main."
  );
  return {};
}
function confirmDestroy(reader, confirm, name) {
  const wrong = confirm.filter((entry) => entry !== name);
  if (wrong.length > 0) {
    reader.complain(
      "confirm",
      `is ${inWords(wrong)}, but what mode destroy would delete is called ${name}`,
      `Write the name alone, confirm: ${name}, or give the name of the target that is meant (input name).`
    );
  }
  return confirm;
}
function readRules(reader) {
  const pairs = reader.list("rules").map((entry) => entry.split("=").map((part2) => part2.trim()));
  const isSeverity = (text) => text === "off" || text === "warning" || text === "error";
  const wrong = pairs.filter(
    ([id = "", severity, ...more]) => id === "" || !isSeverity(severity) || more.length > 0
  );
  if (wrong.length > 0) {
    const named2 = inWords(wrong.map((parts2) => parts2.join("=")));
    reader.complain("rules", `has ${named2}`, "Write <rule>=off, <rule>=warning or <rule>=error.");
  }
  return Object.fromEntries(
    pairs.flatMap(([id = "", severity]) => isSeverity(severity) ? [[id, severity]] : [])
  );
}
function readReason(reader) {
  const reason = reader.text("reason");
  return reason === void 0 ? {} : { reason };
}
function readKubernetesVersion(reader) {
  const kubernetesVersion = reader.checked("kubernetes-version", parseKubernetesVersion);
  return kubernetesVersion === void 0 ? {} : { kubernetesVersion };
}
function readOutput(reader, mode) {
  const isPrinting = mode === "render" || mode === "rbac";
  const allowed = isPrinting ? ["yaml", "json"] : ["text", "json", "markdown", "sarif"];
  const otherwise = isPrinting ? "yaml" : "text";
  const output = reader.choice("output", outputChoices, otherwise);
  if (allowed.includes(output)) return output;
  reader.complain(
    "output",
    `is ${output}, which ${mode ?? "this mode"} does not print`,
    `Write ${inWords(allowed)}.`
  );
  return otherwise;
}

// src/report/text-changes.ts
var actionStyles = {
  create: "green",
  update: "yellow",
  recreate: "red",
  delete: "red",
  unknown: "magenta",
  unchanged: "dim"
};
var fewObjects2 = 8;
var actionColumn = 10;
function changesText(target, options, paint) {
  const of = (action) => target.changes.filter((change) => change.action === action);
  const isListed = of("create").length > fewObjects2;
  const shown = actions.flatMap(
    (action) => action === "unchanged" || action === "create" && isListed ? [] : of(action)
  );
  const groups = groupChanges(shown);
  const addresses = groups.flatMap(({ first, others }) => [first, ...others]).map((change) => addressOf(change));
  const column2 = columnOf(addresses, Math.max(20, options.width - actionColumn - 30));
  const blocks = groups.map(
    ({ first, others }) => [
      ...[first, ...others].map((change) => headLine(change, column2, options, paint)),
      ...detailLines(first, options, paint)
    ].join("\n")
  );
  return [...blocks, ...isListed ? [kindLines(of("create"), options, paint)] : []].join("\n");
}
function headLine(change, column2, options, paint) {
  const action = paint(actionStyles[change.action], change.action.padEnd(actionColumn));
  const address = addressOf(change);
  if (!change.location) return `${action}${address}`;
  const place = oneLine(placeText(change.location));
  const isFit = actionColumn + Math.max(column2, address.length) + 2 + place.length <= options.width;
  const gap = isFit ? address.padEnd(column2 + 2) : `${address}
${" ".repeat(actionColumn)}`;
  return `${action}${gap}${paint("dim", place)}`;
}
function detailLines(change, options, paint) {
  const width = options.width - 4;
  const note = change.note === void 0 ? [] : wrap(oneLine(sentence(change.note)), width);
  const risk = change.risk === void 0 ? [] : wrap(oneLine(sentence(change.risk)), width - 2);
  return [
    ...note.map((line) => `    ${line}`),
    ...risk.map((line, index) => paint("red", `    ${index === 0 ? "!" : " "} ${line}`)),
    ...fieldLines(change.fields, width).map((line) => `    ${styled(line, paint)}`)
  ];
}
function styled(line, paint) {
  if (line.startsWith("+")) return paint("green", line);
  if (line.startsWith("-")) return paint("red", line);
  return line.startsWith("@@") ? paint("cyan", line) : line.trimEnd();
}
function kindLines(changes, options, paint) {
  const namespace = sharedNamespace(changes);
  const where = namespace === void 0 ? "" : ` in ${oneLine(namespace)}`;
  const kinds = byKind(changes);
  const counts = kinds.map(([kind, members]) => `${String(members.length).padStart(3)} ${oneLine(kind)}`);
  const size = { column: columnOf(counts, 40) + 2, width: options.width - 4 };
  const lines = kinds.flatMap(([, members], index) => {
    const names = members.map((change) => oneLine(nameWithin(change, namespace))).join(", ");
    return labelled(counts[index] ?? "", names, size).map((line) => `    ${line}`);
  });
  const head = `${paint("green", "create".padEnd(actionColumn))}${changes.length} objects${where}`;
  return [head, ...lines].join("\n");
}
function addressOf(change) {
  return oneLine(change.title ? titleOf(change) : change.confirmAddress);
}

// src/report/text.ts
function renderText(report, options) {
  const paint = paintOf(options);
  const failures = [report.failure, ...report.targets.map((target) => target.failure)].flatMap(
    (failure) => failure ?? []
  );
  const parts2 = [
    headText(report, options, paint),
    ...failures.map((failure) => failureText(failure, report, options, paint)),
    ...report.targets.flatMap((target) => targetParts(target, report, options, paint))
  ];
  return withoutCommands(`${parts2.filter((part2) => part2 !== "").join("\n\n")}
`);
}
function headText(report, options, paint) {
  const isBad = ["failed", "partial", "cancelled"].includes(report.result);
  const style = isBad ? ["bold", "red"] : ["bold"];
  return wrap(headlineOf(report), options.width).map((line) => paint([...style], line)).join("\n");
}
function failureText(failure, report, options, paint) {
  const { message, hint: hint3, code } = failure;
  const asked = addressesAsked(failure);
  const way = asked === void 0 ? hintLines(hint3, options) : confirmLines(asked, report, options);
  const [first = "", ...rest] = wrapped(sentence(message), options.width);
  const tag = `[${code}]`;
  const isFit = rest.length === 0 && first.length + 1 + tag.length <= options.width;
  const head = isFit ? [`${first} ${paint("dim", tag)}`] : [first, ...rest, paint("dim", tag)];
  return [...head, ...way].join("\n");
}
function targetParts(target, report, options, paint) {
  const findings = sortDiagnostics(target.diagnostics);
  const title = paint("bold", oneLine(`${target.name} in ${target.environment}`));
  const addresses = addressesToConfirm(target.changes);
  const isAhead = report.result === "previewed" && addresses !== "";
  return [
    report.targets.length > 1 ? title : "",
    outcomeText(target, report, options, paint),
    findings.map((finding) => findingText(finding, options, paint)).join("\n"),
    // What was carried out has been told line by line already.
    target.outcome ? "" : liveText(target, options, paint),
    isAhead ? confirmLines(addresses, report, options).join("\n").trim() : "",
    renderedText(target, options, paint),
    limitsText(target, options),
    historyText(target, options),
    report.result === "drifted" ? driftText : "",
    footerOf2(target, paint)
  ];
}
function liveText(target, options, paint) {
  const text = changesText(target, options, paint);
  if (!target.rendered || target.planDigest === void 0) return text;
  return [paint("bold", `Live: ${liveWords(target)}`), ...text === "" ? [] : [text]].join("\n");
}
function renderedText(target, options, paint) {
  const { rendered } = target;
  if (!rendered) return "";
  const text = changesText({ ...target, changes: rendered.changes }, options, paint);
  const head = paint("bold", `Rendered: ${renderedWords(rendered, (base) => base)}`);
  return [head, ...text === "" ? [] : [text]].join("\n");
}
var driftText = `Lines with - are there now, lines with + were deployed.
  To keep what is there, change the files and merge that.
  To put back what was deployed, run heal.`;
function historyText({ history: history2, environment }, options) {
  if (!history2) return "";
  if (history2.length === 0) return `Nothing was deployed to ${oneLine(environment)} yet.`;
  return historyLines(history2, options.width).map(oneLine).join("\n");
}
function confirmLines(addresses, report, options) {
  const text = phraseText(wayToConfirm(addresses, report));
  const [, start = "", line = ""] = /^(.*?)(gitops-push .*|confirm: .*)$/s.exec(text) ?? [];
  return [...wrap(start.trim(), options.width - 2).map((each) => `  ${each}`), `    ${line}`];
}
function hintLines(hint3, options) {
  if (hint3 === void 0) return [];
  const { way, block } = splitHint(hint3);
  const paste = block.flatMap((line) => visible(line).split("\n"));
  return [...wrapped(way, options.width - 2), ...paste.map((line) => `  ${line}`)].map((line) => `  ${line}`);
}
function wrapped(text, width) {
  return visible(text).split("\n").flatMap((line) => wrap(line, width));
}
var severityStyles = { error: "red", warning: "yellow", notice: "cyan" };
function findingText(finding, options, paint) {
  const { location, severity, message, code, hint: hint3 } = finding;
  const place = location ? `${oneLine(location.file)}:${location.line}:${location.column}: ` : "";
  const [first = "", ...rest] = visible(message).split("\n");
  const head = `${place}${paint(severityStyles[severity], severity)}: ${first} ${paint("dim", `[${code}]`)}`;
  return [
    head,
    ...rest.map((line) => `    ${line}`),
    ...hintLines(hint3, options).map((line) => `  ${line}`)
  ].join("\n");
}
function limitsText(target, options) {
  if (target.limits.length === 0) return "";
  const items = target.limits.flatMap(
    (limit) => wrap(oneLine(sentence(limit)), options.width - 4).map(
      (line, index) => `  ${index === 0 ? "-" : " "} ${line}`
    )
  );
  return ["What could not be known:", ...items].join("\n");
}
function footerOf2(target, paint) {
  const { record, planDigest, changes } = target;
  const parts2 = [
    ...record ? [`record ${recordName(record)}`] : [],
    ...planDigest === void 0 || !hasChanges(changes) ? [] : [`plan ${planDigest.slice(0, 8)}`],
    ...outcomeTimes(target)
  ];
  return paint("dim", oneLine(parts2.join(" · ")));
}

// src/report/verdict.ts
var goodResults = /* @__PURE__ */ new Set([
  "valid",
  "previewed",
  "deployed",
  "unchanged",
  "superseded",
  "rendered",
  "listed",
  "rolled-back",
  "resumed",
  "destroyed",
  "clean"
]);
var misuse = /* @__PURE__ */ new Set([
  "unsafe-event",
  "ref-not-allowed",
  "input-invalid",
  "credentials-missing"
]);
function exitCodeOf(report) {
  if (report.result === "drifted" || report.result === "held") return 3;
  if (goodResults.has(report.result)) return 0;
  if (report.reasonCode === "preview-differs") return 3;
  return report.reasonCode !== "" && misuse.has(report.reasonCode) ? 2 : 1;
}

// src/model/report.ts
var reportSchema = 1;

// src/flows/choose-source.ts
var projectFiles = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];
async function chooseSource(settings, files) {
  const { engine, pulumi, path, namespace } = settings;
  if (engine === "kubernetes") return kubernetes(path, namespace);
  const folder = await projectFolder(settings, files);
  if (engine === "auto" && !pulumi.isAskedFor && folder === void 0) return kubernetes(path, namespace);
  if (settings.imageOverrides.length > 0)
    throw new Failure("inputs-invalid", "images is given, but a Pulumi program has no manifests", {
      hint: "Take images out, and give the program its images with config-map."
    });
  if (pulumi.stackName === void 0 && settings.mode !== "validate") throw noStack(folder);
  return { engine: "pulumi", path: folder ?? pulumi.workDir ?? ".", stack: pulumi.stackName ?? "" };
}
function kubernetes(path, namespace) {
  return { engine: "kubernetes", path, ...namespace !== void 0 && { namespace } };
}
async function projectFolder({ engine, pulumi, path }, files) {
  const isMeant = engine === "pulumi" || pulumi.isAskedFor;
  const folders = pulumi.workDir === void 0 ? [path, ...isMeant ? ["."] : []] : [pulumi.workDir];
  for (const folder of folders) if (await isProject(folder, files)) return folder;
  return void 0;
}
async function isProject(folder, files) {
  for (const name of projectFiles) {
    const found = await files.find(`${folder}/${name}`, [name]).catch((error) => {
      if (error instanceof Failure) return [];
      throw error;
    });
    if (found.length > 0) return true;
  }
  return false;
}
function noStack(folder) {
  const where = folder === void 0 ? "an input of Pulumi is given" : `${folder} is a Pulumi project`;
  return new Failure("inputs-invalid", `${where}, but no stack is named: nothing was run`, {
    hint: "Write stack-name: dev (or org/project/dev), and what to do: command: preview, command: up, or a mode. Installing the CLI alone is no mode of its own: it is installed when it is needed."
  });
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
    planEntries: plan.entries,
    ...plan.renderedDigest !== "" && { renderedDigest: plan.renderedDigest },
    counts: countChanges(plan.changes),
    changes: plan.changes,
    diagnostics: [...report.diagnostics, ...plan.diagnostics],
    limits: plan.limits
  };
}
function reasonOfErrors(diagnostics) {
  const hasError = (wanted) => diagnostics.some(({ severity, code }) => severity === "error" && code === wanted);
  if (hasError("permission-missing")) return "forbidden";
  if (hasError("field-conflict")) return "conflict";
  if (hasError("render-failed")) return "render-failed";
  return hasError("owned-elsewhere") ? "target-owned-elsewhere" : "validation";
}

// src/flows/check-and-plan.ts
async function checkAndPlan({ engine, target, world }) {
  const diagnostics = await engine.validate();
  const checked = reportOf(target, diagnostics);
  if (hasErrors(diagnostics)) return stop(checked);
  world.log.info(`planning ${target.name} in ${target.environment}`);
  const plan = await engine.plan();
  const report = withPlan(checked, plan);
  return hasErrors(report.diagnostics) ? stop(report) : { plan, report };
}
function stop(target) {
  return { stopped: { result: "failed", reasonCode: reasonOfErrors(target.diagnostics), target } };
}

// src/flows/failure-report.ts
function describeFailure(error, world) {
  const redact = (text) => world.secrets.redact(text);
  if (error instanceof Failure) {
    const { code, reasonCode, message, hint: hint3 } = error;
    return { code, reasonCode, message: redact(message), ...hint3 !== void 0 && { hint: redact(hint3) } };
  }
  world.log.debug(error instanceof Error ? error.stack ?? error.message : String(error));
  return {
    code: "internal",
    reasonCode: "internal",
    message: `a bug in gitops-push: ${redact(error instanceof Error ? error.message : String(error))}`,
    hint: "Please report it with the log of a run with debugging on (--debug, or step debug logging in GitHub Actions)."
  };
}

// src/flows/guards.ts
function requireConfirmation(changes, settings) {
  requireSight(changes);
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
function requireSight(changes) {
  const unseen = changes.filter((change) => change.action === "unknown");
  if (unseen.length === 0) return;
  const notes = unseen.map((change) => `${change.address}: ${change.note ?? "not known"}`);
  throw new Failure("permission-missing", `stopped before the first write: ${notes.join("; ")}`, {
    hint: "Give the credentials of the deploy the right to read these objects: verb get."
  });
}
function needingConfirmation(changes, maxDeletions) {
  const deletions = changes.filter((change) => change.action === "delete");
  const isTooMuch = deletions.length > maxDeletions || isEmptying(changes);
  return changes.filter((change) => change.risk !== void 0 || isTooMuch && change.action === "delete");
}
function isEmptying(changes) {
  return changes.length > 0 && changes.every((change) => change.action === "delete");
}

// src/flows/carry-out.ts
async function carryOut(input, report, plan, announcement) {
  const { engine, settings, world } = input;
  let current = { report, plan };
  const keep = (reviewed) => {
    current = { ...current, report: reviewed };
  };
  try {
    const early = await judge(current, input, announcement, keep);
    if (early) return early;
    if (settings.dryRun) return { result: "previewed", reasonCode: "", target: current.report };
    const guard = await engine.ledger.acquire();
    try {
      if (guard.hasMoved) {
        world.log.info("the target was deployed to in the meantime: planning again");
        const again = await checkAndPlan(input);
        if ("stopped" in again) return again.stopped;
        current = again;
        const late = await judge(current, input, announcement, keep);
        if (late) return late;
      }
      return await write(input, current, announcement, guard);
    } finally {
      await guard.release();
    }
  } catch (error) {
    return stoppedBy(error, input, current.report);
  }
}
function stoppedBy(error, input, report) {
  const failure = describeFailure(error, input.world);
  const result = failure.reasonCode === "cancelled" ? "cancelled" : "failed";
  return { result, reasonCode: failure.reasonCode, target: { ...report, failure } };
}
async function judge(planned, { engine, settings }, { settle, review, confirm }, keep) {
  const settled = await settle?.(planned);
  if (settled) return settled;
  const reviewed = await review?.(planned);
  if (reviewed) keep(reviewed.report);
  if (reviewed?.stop) throw reviewed.stop;
  if (confirm) confirm(planned.plan);
  else requireConfirmation(planned.plan.changes, settings);
  await engine.requireRights?.();
  return void 0;
}
async function write(input, { report, plan }, { kind, rollback: rollback2 }, guard) {
  const { engine, world } = input;
  const entry = await engine.ledger.open(plan, kind, rollback2);
  world.log.info(`record #${entry.record.sequence} opened, applying`);
  await world.announce?.(entry.record);
  const outcome = await applyOrClose(engine, entry, plan, guard);
  const done = { ...report, outcome };
  try {
    const record = await inTime(entry.close(outcome), world);
    return {
      result: resultOf(kind, outcome.result),
      reasonCode: reasonOf2(outcome, world),
      target: { ...done, record }
    };
  } catch (error) {
    const stopped = stoppedBy(error, input, done);
    return outcome.result === "partial" ? { ...stopped, result: "partial" } : stopped;
  }
}
async function inTime(closing, world) {
  if (!world.signal.aborted) return await closing;
  const late = new AbortController();
  const tooLate = world.clock.sleep(closeMs, late.signal).then(() => {
    throw new Failure("record-failed", "the record could not be closed in time after the cancel", {
      hint: "The next deploy sees that this one was broken off, and deploys the whole set again."
    });
  });
  try {
    return await Promise.race([closing, tooLate]);
  } finally {
    late.abort();
    tooLate.catch(() => void 0);
  }
}
var closeMs = 2500;
function resultOf(kind, result) {
  const isDone = result === "deployed" || result === "unchanged";
  if (!isDone) return result;
  return kind === "rollback" ? "rolled-back" : kind === "destroy" ? "destroyed" : result;
}
async function applyOrClose(engine, entry, plan, guard) {
  try {
    return await engine.apply(plan, guard);
  } catch (error) {
    const nothing = { steps: [], health: [], durationMs: 0, waitedMs: 0 };
    await entry.close({ result: "partial", ...nothing }).catch(() => void 0);
    throw error;
  }
}
function reasonOf2(outcome, { signal }) {
  if (outcome.result === "deployed" || outcome.result === "unchanged") return "";
  if (outcome.result === "cancelled" || signal.aborted) return "cancelled";
  const codes = outcome.steps.flatMap((step) => step.code === void 0 ? [] : [failureCodes[step.code]]);
  return codes[0] ?? "rollout-failed";
}

// src/model/freeze.ts
var minuteMs = 6e4;
function openFreeze(rules, nowMs) {
  const open = rules.flatMap((rule) => windowAt(rule, nowMs) ?? []);
  return open.reduce(
    (latest, window) => latest === void 0 || window.untilMs > latest.untilMs ? window : latest,
    void 0
  );
}
function windowAt(rule, nowMs) {
  const wall = wallClockOf(rule.zone);
  const last = Math.floor(nowMs / minuteMs) * minuteMs;
  let after = wall(last);
  for (let atMs = last; atMs > nowMs - rule.durationMs; atMs -= minuteMs) {
    const before = wall(atMs - minuteMs);
    if (minutesBetween(before, after).some((minute) => matchesCron(rule.cron, minute)))
      return { rule, sinceMs: atMs, untilMs: atMs + rule.durationMs };
    after = before;
  }
  return void 0;
}
function wallClockOf(zone) {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric"
  });
  return (atMs) => {
    const parts2 = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const part2 = (type) => parts2.get(type) ?? 0;
    const shown = Date.UTC(part2("year"), part2("month") - 1, part2("day"), part2("hour"), part2("minute"));
    return shown / minuteMs;
  };
}
function minutesBetween(before, after) {
  const count = after > before && after - before <= 180 ? after - before : 1;
  return Array.from({ length: count }, (_, index) => wallMinuteOf(after - index));
}
function wallMinuteOf(minutes) {
  const date = new Date(minutes * minuteMs);
  return {
    minute: date.getUTCMinutes(),
    hour: date.getUTCHours(),
    day: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
    weekday: date.getUTCDay()
  };
}

// src/flows/freeze-guard.ts
function requireThawed({ settings, world }) {
  const open = openFreeze(settings.freeze, world.clock.nowMs());
  if (!open) return;
  const until = `${new Date(open.untilMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  if (settings.freezeOverride !== void 0) {
    world.log.warn(`deploying although a freeze lasts until ${until}: ${settings.freezeOverride}`);
    return;
  }
  throw new Failure("frozen", `a freeze lasts until ${until} (${open.rule.text})`, {
    hint: "Run again afterwards. If it cannot wait, say why in freeze-override; a rollback is never frozen."
  });
}

// src/model/hold.ts
var absent = "absent";
var workload = /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob|Pod)\//;
function isWorkload(address) {
  return workload.test(address);
}
var mostCulprits = 500;
function culpritsOf({ bad: bad2, good: good2, failing }) {
  const whole = [{ address: "", digest: bad2.renderedDigest }];
  const { objects } = bad2;
  if (!objects) return whole;
  const digestIn = (set, address) => set.get(address) ?? absent;
  const differing = [.../* @__PURE__ */ new Set([...objects.keys(), ...good2.keys()])].filter((address) => digestIn(objects, address) !== digestIn(good2, address)).toSorted();
  const ill = differing.filter((address) => failing.includes(address));
  const workloads = differing.filter((address) => isWorkload(address) && objects.has(address));
  const chosen = [ill, workloads, differing].find((list) => list.length > 0) ?? [];
  if (chosen.length === 0) return [];
  if (chosen.length > mostCulprits) return whole;
  return chosen.map((address) => ({ address, digest: digestIn(objects, address) }));
}
function returningCulprits(hold, now, renderedDigest) {
  return (hold?.culprits ?? []).filter(
    ({ address, digest }) => address === "" ? renderedDigest === digest : (now.get(address) ?? absent) === digest
  );
}
function mergeHolds(before, next, good2) {
  const isWanted = ({ address, digest }) => (good2.get(address) ?? absent) === digest;
  const earlier = (before?.culprits ?? []).filter((culprit) => !isWanted(culprit));
  const all = [...earlier, ...next.culprits];
  const unique = new Map(all.map((culprit) => [`${culprit.address} ${culprit.digest}`, culprit]));
  return { ...next, culprits: [...unique.values()].slice(-mostCulprits) };
}

// src/flows/held-back.ts
var named = 5;
async function heldBack(input, { plan, report }) {
  const { engine } = input;
  const hold = await engine.ledger.holds?.current();
  const now = await (hold && engine.digests?.());
  if (!hold || !now) return void 0;
  const returning = returningCulprits(hold, now, plan.renderedDigest);
  if (returning.length === 0) return void 0;
  const failure = new Failure("held", messageOf(hold, returning), {
    hint: `Merge a change that mends ${returning.length === 1 ? "it" : "them"}; or lift the hold: ${wayOf(input)}.`
  });
  const stopped = stoppedBy(failure, input, { ...report, hold: { ...hold, culprits: returning } });
  return { ...stopped, result: "held" };
}
function messageOf(hold, returning) {
  const { record, from, reason } = hold;
  const why = reason === void 0 ? "" : ` (${reason})`;
  const isWhole = returning.some(({ address }) => address === "");
  const names = returning.slice(0, named).map(({ address }) => address);
  const more = returning.length > named ? ` and ${returning.length - named} more` : "";
  const what = isWhole ? "the whole set" : `${names.join(", ")}${more}`;
  return `${record} rolled back ${from}${why}, and this would bring back as it was then: ${what}`;
}
function wayOf({ world }) {
  return world.run.host === "github" ? "**Run workflow** with `mode: resume`" : "gitops-push resume";
}

// src/flows/order-guard.ts
async function compareOrder(records, { run: run2, ancestry, log }) {
  const later = laterSuccess(records, run2);
  if (later) {
    log.warn(
      `this run was started again, but ${recordName(later)} went well after it: nothing is deployed. Start a new run to deploy its commit.`
    );
    return "superseded";
  }
  tellInterrupted(records, log);
  const newest = records.findLast((record) => record.kind === "deploy" && record.commit !== void 0);
  const { commit } = run2;
  if (newest?.commit === void 0 || commit === void 0) return "go";
  const relation = await ancestry.compare(newest.commit, commit);
  const pair = `${commit.slice(0, 7)} and ${newest.commit.slice(0, 7)} (${recordName(newest)})`;
  switch (relation) {
    case "identical":
    case "ahead":
      return "go";
    case "behind":
      log.warn(
        `${commit.slice(0, 7)} is older than what was deployed last, ${recordName(newest)}: passed by`
      );
      return "superseded";
    case "diverged":
      throw new Failure("diverged", `${pair} have diverged: neither holds the other`, {
        hint: "Was the branch force-pushed? Merge or rebase so that the new commit holds what was deployed, then run again."
      });
    case "unknown":
      return orderByNumber(newest, run2) ?? tellUnknown(pair);
  }
}
function laterSuccess(records, run2) {
  if (run2.runId === void 0 || (run2.attempt ?? 1) <= 1) return void 0;
  const ours = records.findLastIndex((record) => record.run?.id === run2.runId);
  const since = ours >= 0 ? records.slice(ours + 1) : records.filter((record) => isLaterRun(record, run2));
  return since.findLast(
    (record) => record.result === "success" && record.kind !== "resume" && record.run?.id !== run2.runId
  );
}
function isLaterRun(record, run2) {
  const number = record.run?.number;
  return number !== void 0 && run2.runNumber !== void 0 && record.run?.workflow === run2.workflow && number > run2.runNumber;
}
function orderByNumber(newest, run2) {
  const number = newest.run?.number;
  const isComparable = newest.run?.workflow !== void 0 && newest.run.workflow === run2.workflow && newest.ref !== void 0 && newest.ref === run2.ref;
  if (!isComparable || number === void 0 || run2.runNumber === void 0 || number === run2.runNumber)
    return void 0;
  return run2.runNumber > number ? "go" : "superseded";
}
function tellInterrupted(records, log) {
  const last = records.at(-1);
  if (!last || last.result === "success" || last.result === "failed") return;
  const how = last.result === void 0 ? "was broken off without a word" : `ended as ${last.result}`;
  log.info(`${recordName(last)} ${how}: the whole set is deployed and waited for again`);
}
function tellUnknown(pair) {
  throw new Failure(
    "order-unknown",
    `which of ${pair} is newer cannot be told, because this checkout does not hold both`,
    {
      hint: "Check out with the whole history: actions/checkout with `fetch-depth: 0`. On a laptop: git fetch."
    }
  );
}

// src/flows/choose-record.ts
function chooseRecord(records, wanted) {
  const found = wanted === "previous" ? previousGood(records) : records.findLast((record) => isNamed(record, wanted));
  if (!found) throw noTarget(records, wanted);
  if (found.commit !== void 0) return found;
  throw new Failure(
    "no-rollback-target",
    `${recordName(found)} was deployed outside a git checkout, so it has no commit to go back to`,
    {
      hint: `Choose another one: ${namesOf2(records.filter((record) => record.commit !== void 0))}.`
    }
  );
}
function previousGood(records) {
  const last = records.at(-1);
  const isOpen = last?.kind === "rollback" && last.result !== "success";
  const bad2 = /* @__PURE__ */ new Set([...last && !isOpen ? [last.renderedDigest] : [], ...takenBack(records)]);
  return records.findLast((record) => isGood(record) && !bad2.has(record.renderedDigest));
}
function takenBack(records) {
  const since = records.slice(records.findLastIndex((record) => record.kind === "resume") + 1);
  const left = new Set(since.flatMap(({ rollback: rollback2 }) => rollback2 ? [rollback2.fromId] : []));
  return records.flatMap(({ id, renderedDigest }) => left.has(id) ? [renderedDigest] : []);
}
function isGood(record) {
  if (record.commit === void 0) return false;
  const isDeploy = record.kind !== "resume" && record.kind !== "destroy";
  return isDeploy && record.result === "success" && record.health?.passed !== false && record.dirty !== true;
}
function isNamed(record, wanted) {
  const isCommit = /^[0-9a-f]{7,64}$/.test(wanted) && record.commit?.startsWith(wanted) === true;
  return isCommit || record.id === wanted || recordName(record) === wanted || `#${record.sequence}` === wanted;
}
function noTarget(records, wanted) {
  if (records.length === 0) {
    return new Failure(
      "no-rollback-target",
      "there is nothing to go back to: this target was never deployed",
      {
        hint: "Are name, environment and record-namespace those of the deploy?"
      }
    );
  }
  const what = wanted === "previous" ? "no earlier good deploy of another content is recorded" : `no record is called ${wanted}`;
  return new Failure("no-rollback-target", what, {
    hint: `There is: ${namesOf2(records)}. See mode history.`
  });
}
function namesOf2(records) {
  const names = records.toReversed().map((record) => `${recordName(record)} (${record.result ?? "unfinished"})`);
  return names.length === 0 ? "none" : names.slice(0, 5).join(", ");
}

// src/flows/prove-same.ts
async function proveSame({ engine }, wanted) {
  const digest = await digestOf(engine, wanted);
  if (digest !== "" && digest === wanted.renderedDigest) return;
  const images = wanted.imageOverrides?.length ? ` (with images ${writtenOverrides(wanted.imageOverrides)})` : "";
  throw new Failure(
    "not-reproducible",
    `commit ${wanted.commit?.slice(0, 7) ?? ""} no longer gives what ${recordName(wanted)} deployed${images}`,
    {
      hint: wanted.dirty === true ? "That deploy was made from changed files, which no commit holds. Choose another record." : "Were path or namespace different then? Run with the settings of that deploy, or choose another record."
    }
  );
}
async function digestOf(engine, { imageOverrides = [] }) {
  try {
    return await engine.renderedDigest();
  } catch (error) {
    const isOfImages = error instanceof Failure && error.code === "inputs-invalid" && imageOverrides.length > 0;
    if (isOfImages) return "";
    throw error;
  }
}

// src/flows/put-back.ts
function wantsPutBack({ settings, world }, { reasonCode, target }) {
  const hasWritten = target.outcome?.steps.some((step) => step.state === "done") === true;
  return settings.onFailure === "rollback" && reasonCode === "rollout-failed" && hasWritten && !world.signal.aborted;
}
async function putBack(input, failed2) {
  const { record } = failed2.target;
  if (!record) return failed2;
  const notUndone = (failed2.target.outcome?.steps ?? []).filter((step) => step.state === "done" && /\/Job\//.test(step.address)).map((step) => step.address);
  try {
    const done = await goBackFrom(input, record);
    return { ...failed2, target: { ...failed2.target, putBack: { ...done, notUndone } } };
  } catch (error) {
    const { message } = describeFailure(error, input.world);
    return { ...failed2, target: { ...failed2.target, putBack: { state: "impossible", message, notUndone } } };
  }
}
async function goBackFrom(input, failed2) {
  var _stack = [];
  try {
    const { engine, world } = input;
    const earlier = (await engine.ledger.all()).filter(({ id }) => id !== failed2.id);
    const wanted = chooseRecord([...earlier, failed2], "previous");
    const to = recordName(wanted);
    world.log.info(`the deploy failed: putting back ${to}, commit ${wanted.commit?.slice(0, 7) ?? ""}`);
    const opened = __using(_stack, await input.openAt(wanted.commit ?? "", wanted.imageOverrides), true);
    const then = { ...input, ...opened };
    await proveSame(then, wanted);
    const planned = await checkAndPlan(then);
    const back = "stopped" in planned ? planned.stopped : await carryOut(then, planned.report, planned.plan, {
      kind: "rollback",
      rollback: { fromId: failed2.id, toId: wanted.id, reason: `the deploy ${recordName(failed2)} failed` },
      settle: async () => await requireUnmoved(then, failed2)
    });
    const message = whyNot(back);
    return {
      state: back.result === "rolled-back" ? "done" : "failed",
      to,
      ...wanted.commit !== void 0 && { commit: wanted.commit },
      ...back.target.record && { record: recordName(back.target.record) },
      ...message !== void 0 && { message }
    };
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
async function requireUnmoved({ engine }, failed2) {
  const last = await engine.ledger.last();
  if (last?.id === failed2.id) return void 0;
  throw new Failure("object-changed", "the target was deployed to by another run in the meantime");
}
function whyNot({ target }) {
  const ill = target.outcome?.health.filter(({ state }) => state !== "ready") ?? [];
  const failed2 = target.outcome?.steps.filter(({ state }) => state === "failed") ?? [];
  const errors = target.outcome ? [] : target.diagnostics.filter(({ severity }) => severity === "error");
  const told = [
    ...target.failure ? [target.failure.message] : [],
    ...ill.map(({ address, message }) => `${address}: ${message}`),
    ...failed2.map(({ address, message }) => `${address}: ${message ?? "not applied"}`),
    ...errors.map(({ message }) => message)
  ];
  return told.length === 0 ? void 0 : told.slice(0, 5).join("; ");
}

// src/flows/preview-match.ts
function previewReview(input) {
  let asked;
  return async ({ plan, report }) => {
    const { settings, world } = input;
    const choice = settings.github?.previewMatch ?? "off";
    const { commit } = world.run;
    if (choice === "off" || !world.previews || commit === void 0 || plan.entries.length === 0)
      return { report };
    const deployed = (await input.engine.ledger.all()).findLast(({ result }) => result === "success")?.commit;
    const unit = `${settings.environment}/${settings.name}`;
    asked ??= world.previews.shownFor({ unit, commit, deployed });
    const shown = await asked;
    const previewMatch = matchPreviews(plan, shown);
    for (const note of previewMatch.notes) world.log.info(`preview: ${note}`);
    const stop2 = whyStop(plan, shown, previewMatch, { choice, confirmed: settings.confirm });
    return { report: { ...report, previewMatch }, ...stop2 && { stop: stop2 } };
  };
}
function matchPreviews(plan, shown) {
  const { receipts, missing: missing2 } = shown;
  const heads = receipts.map(({ head }) => head);
  const notes = [...missing2, ...differencesOf(plan, receipts)];
  if (receipts.length === 0) return { state: "missing", heads, notes };
  return { state: notes.length === 0 ? "same" : missing2.length > 0 ? "missing" : "differs", heads, notes };
}
function differencesOf(plan, receipts) {
  const [only] = receipts;
  if (!only) return [];
  if (receipts.length === 1 && only.digest === plan.digest) return [];
  const lacking = receipts.filter(({ entries }) => entries === void 0);
  if (lacking.length > 0)
    return lacking.map(
      ({ head }) => `the preview of ${head.slice(0, 7)} does not tell object by object what it showed`
    );
  const previewed = Map.groupBy(
    receipts.flatMap(({ entries = [] }) => entries),
    ({ address }) => address
  );
  const planned = new Map(plan.entries.map((entry) => [entry.address, entry]));
  return [
    ...plan.entries.flatMap((entry) => differenceOf(entry, previewed.get(entry.address) ?? [])),
    ...[...previewed].filter(([address]) => !planned.has(address)).map(
      ([address, [entry]]) => `${address}: the preview showed ${actionWord(entry)}, now it stays as it is`
    )
  ];
}
function differenceOf(entry, shown) {
  const { address } = entry;
  const [first, ...others] = shown;
  if (!first) return [`${address}: no preview showed that it would be ${doneWord(entry)}`];
  const ours = entriesDigest([entry]);
  if (shown.every((each) => entriesDigest([each]) === ours)) return [];
  if (others.length > 0 && new Set(shown.map((each) => entriesDigest([each]))).size > 1)
    return [`${address}: several previews showed different changes of it`];
  if (first.action !== entry.action)
    return [`${address}: the preview showed ${actionWord(first)}, now it is ${actionWord(entry)}`];
  const paths = changedPaths(entry, first);
  const where = paths.length === 0 ? "its content" : paths.slice(0, 5).join(", ");
  return [`${address}: ${where} becomes something else than the preview showed`];
}
function changedPaths(a, b) {
  const valueAt = (entry, path) => entry.fields.find((field) => field.path === path)?.value;
  const paths = new Set([...a.fields, ...b.fields].map(({ path }) => path));
  return [...paths].filter((path) => valueAt(a, path) !== valueAt(b, path));
}
function actionWord(entry) {
  return `${entry?.action === "update" || entry?.action === "unknown" ? "an" : "a"} ${entry?.action ?? "change"}`;
}
var doneWords2 = {
  create: "created",
  delete: "deleted",
  unknown: "touched"
};
function doneWord({ action }) {
  return doneWords2[action] ?? `${action}d`;
}
function whyStop(plan, { receipts, missing: missing2 }, { state, notes }, { choice, confirmed }) {
  if (choice === "strict" && state !== "same") {
    const isMissing = receipts.length === 0 || missing2.length > 0;
    return new Failure(
      isMissing ? "preview-missing" : "preview-differs",
      `stopped before the first write: ${listed(notes)}`,
      {
        hint: isMissing ? "Deploy by a pull request whose preview succeeded on its newest commit, or set `preview-match: warn`." : "Look at the plan above: if it is right, preview it in a pull request of its own, or set `preview-match: warn`."
      }
    );
  }
  const unseen = unseenDangers(plan, receipts).filter(
    ({ confirmAddress }) => !confirmed.includes(confirmAddress)
  );
  if (unseen.length === 0) return void 0;
  const isDeletion = unseen.some(({ action }) => action === "delete");
  return new Failure(
    isDeletion ? "deletion-unconfirmed" : "recreate-unconfirmed",
    `stopped before the first write: no preview showed that ${listed(unseen.map(({ address, action }) => `${address} would be ${action}d`))}`,
    { hint: `To allow it, confirm: ${unseen.map(({ confirmAddress }) => confirmAddress).join(",")}` }
  );
}
function unseenDangers(plan, receipts) {
  const seen = new Set(
    receipts.flatMap(({ entries = [] }) => entries.map(({ address, action }) => `${action} ${address}`))
  );
  const isWhole = receipts.length === 1 && receipts[0]?.digest === plan.digest;
  return plan.changes.filter(
    ({ address, action }) => (action === "delete" || action === "recreate") && !isWhole && !seen.has(`${action} ${address}`)
  );
}
var mostListed = 10;
function listed(notes) {
  const more = notes.length > mostListed ? [`and ${notes.length - mostListed} more`] : [];
  return [...notes.slice(0, mostListed), ...more].join("; ");
}

// src/flows/deploy.ts
var deploy = async (input) => {
  const planned = await checkAndPlan(input);
  if ("stopped" in planned) return planned.stopped;
  const settle = async (now) => await settleOrder(input, now);
  const review = previewReview(input);
  const done = await carryOut(input, planned.report, planned.plan, { kind: "deploy", settle, review });
  return wantsPutBack(input, done) ? await putBack(input, done) : done;
};
async function settleOrder(input, { plan, report }) {
  const { engine, world } = input;
  const last = await engine.ledger.last();
  if (!hasChanges(plan.changes) && isSame(last, input, plan.renderedDigest)) {
    return { result: "unchanged", reasonCode: "", target: { ...report, ...last && { record: last } } };
  }
  const order = await compareOrder(await engine.ledger.all(), world);
  if (order === "superseded") return { result: "superseded", reasonCode: "superseded", target: report };
  const held = await heldBack(input, { plan, report });
  if (!held) requireThawed(input);
  return held;
}
function isSame(last, { world }, renderedDigest) {
  return last?.result === "success" && renderedDigest !== "" && last.renderedDigest === renderedDigest && last.commit === world.run.commit;
}

// src/flows/destroy.ts
var destroy = async (input) => {
  requireKubernetes(input);
  if (await input.engine.ledger.last() === void 0) throw nothingDeployed(input);
  const planned = await checkAndPlan(input);
  if ("stopped" in planned) return planned.stopped;
  const settle = async (now) => {
    tellWhatGoes(now.plan, input);
    return await Promise.resolve(settleEmpty(now));
  };
  const confirm = (plan) => requireName(input, plan);
  return await carryOut(input, planned.report, planned.plan, { kind: "destroy", settle, confirm });
};
function requireKubernetes({ target }) {
  if (target.source.engine === "kubernetes") return;
  throw new Failure("inputs-invalid", `mode destroy is not there for ${target.source.engine}`, {
    hint: "Destroy the stack with the tool itself."
  });
}
function settleEmpty({ plan, report }) {
  return plan.changes.length === 0 ? { result: "unchanged", reasonCode: "", target: report } : void 0;
}
function tellWhatGoes({ changes, limits: limits2 }, { target, world }) {
  const group = world.log.group(`destroying ${target.name}: ${changes.length} objects go`);
  for (const { address, risk } of changes)
    world.log.info(risk === void 0 ? `goes: ${address}` : `goes: ${address} (${risk})`);
  for (const limit of limits2) world.log.info(`stays: ${limit}`);
  group.end();
}
function requireName({ settings, target }, { changes }) {
  if (settings.confirm.includes(target.name) || settings.dryRun) return;
  const risks = changes.flatMap(({ address, risk }) => risk === void 0 ? [] : [`${address}: ${risk}`]);
  throw new Failure(
    "deletion-unconfirmed",
    `stopped before the first write: all ${changes.length} objects of ${target.name} would be deleted${risks.map((each) => `; ${each}`).join("")}`,
    { hint: `To allow it, confirm: ${target.name}` }
  );
}
function nothingDeployed({ target }) {
  return new Failure(
    "nothing-deployed",
    `there is no record of a deploy of ${target.name}, so nothing can be destroyed`,
    {
      hint: "Are name, namespace and record-namespace those of the deploy, and is it the right cluster?"
    }
  );
}

// src/flows/deployed-record.ts
function deployedRecord(records) {
  const found = records.findLast((record) => record.result === "success" && record.commit !== void 0);
  return found?.commit === void 0 || found.kind === "destroy" ? void 0 : { ...found, commit: found.commit };
}

// src/flows/drift.ts
var drift = async (input) => {
  var _stack = [];
  try {
    const records = await input.engine.ledger.all();
    const deployed = deployedRecord(records);
    if (!deployed) return nothingToCompare(records, input);
    input.world.log.info(`comparing with ${recordName(deployed)}, commit ${deployed.commit.slice(0, 7)}`);
    const opened = __using(_stack, await input.openAt(deployed.commit, deployed.imageOverrides), true);
    const planned = await checkAndPlan({ ...input, ...opened });
    if ("stopped" in planned) return planned.stopped;
    const target = await withDeclared(input, opened.engine, { ...planned.report, record: deployed });
    return { result: hasChanges(planned.plan.changes) ? "drifted" : "clean", reasonCode: "", target };
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
};
function nothingToCompare(records, { target }) {
  const last = records.at(-1);
  if (last?.kind === "destroy") {
    const limits2 = [`${recordName(last)} destroyed everything, so there is nothing to compare with`];
    return { result: "clean", reasonCode: "", target: { ...reportOf(target, []), limits: limits2 } };
  }
  const what = `${target.name} in ${target.environment}`;
  throw new Failure(
    "nothing-deployed",
    last === void 0 ? `there is no record of a deploy of ${what}, so nothing can be compared` : `no deploy of ${what} succeeded from a commit, so nothing can be compared`,
    { hint: "Check `name` and `record-namespace`, or deploy first, from a commit." }
  );
}
async function withDeclared({ engine, world }, deployed, target) {
  if (world.run.commit === target.record?.commit || !hasChanges(target.changes)) return target;
  try {
    const ahead = await engine.changesSince?.(deployed) ?? [];
    const declared = new Map(
      ahead.flatMap(
        ({ address, fields }) => fields.map(({ label, after }) => [`${address} ${label}`, after])
      )
    );
    const changes = target.changes.map((change) => ({
      ...change,
      fields: change.fields.map((field) => {
        const value = declared.get(`${change.address} ${field.label}`);
        return value === void 0 ? field : { ...field, declared: value };
      })
    }));
    return { ...target, changes };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const limit = `what the newest commit says is not known: ${error.message}`;
    return { ...target, limits: [...target.limits, limit] };
  }
}

// src/flows/event-guard.ts
var guarded = {
  validate: { renders: true, writes: false },
  preview: { renders: true, writes: false },
  deploy: { renders: true, writes: true },
  rollback: { renders: true, writes: true },
  resume: { renders: true, writes: true },
  drift: { renders: true, writes: false },
  heal: { renders: true, writes: true },
  // It reads no files, but code of a fork must not get at a target by a label that it can choose either.
  destroy: { renders: true, writes: true },
  render: { renders: true, writes: false },
  rbac: { renders: true, writes: false },
  history: { renders: false, writes: false }
};
var privilegedEvents = /* @__PURE__ */ new Set(["pull_request_target", "workflow_run"]);
function requireAllowedEvent(mode, run2, deployRefs) {
  if (run2.host !== "github") return;
  if (guarded[mode].renders) refuseForeignCode(mode, run2);
  if (guarded[mode].writes) requireDeployRef(mode, run2, deployRefs);
}
function refuseForeignCode(mode, run2) {
  if (run2.isFromFork !== true || run2.event === void 0 || !privilegedEvents.has(run2.event)) return;
  throw new Failure(
    "unsafe-event",
    `${run2.event} runs with this repository's secrets, and its cause is code of another repository: mode ${mode} would read that code`,
    {
      hint: "Use the event pull_request: it previews pull requests of forks without secrets. Nothing was read and nothing was written."
    }
  );
}
function requireDeployRef(mode, run2, deployRefs) {
  const allowed = [...run2.defaultBranch === void 0 ? [] : [run2.defaultBranch], ...deployRefs];
  if (run2.ref !== void 0 && allowed.some((pattern) => matchesRef(pattern, run2.ref ?? ""))) return;
  const where = run2.defaultBranch === void 0 ? "the default branch" : `\`${run2.defaultBranch}\``;
  throw new Failure(
    "ref-not-allowed",
    `mode ${mode} may not run on ${run2.ref ?? "an unknown ref"}: it is neither the default branch nor listed in deploy-refs`,
    {
      hint: `Run the workflow on ${where}, or list the ref: \`deploy-refs: ${run2.ref?.replace("refs/heads/", "") ?? "release/*"}\`. Nothing was written.`
    }
  );
}
function matchesRef(pattern, ref) {
  const full = pattern.startsWith("refs/") ? pattern : `refs/heads/${pattern}`;
  const parts2 = full.split(/(\*{1,2})/).map((part2) => {
    if (part2 === "**") return ".*";
    return part2 === "*" ? "[^/]*" : RegExp.escape(part2);
  });
  return new RegExp(`^${parts2.join("")}$`, "s").test(ref);
}

// src/report/redacted.ts
function redactReport(report, redact) {
  return {
    ...report,
    targets: report.targets.map((target) => targetOf2(target, redact)),
    ...report.failure && { failure: failureOf(report.failure, redact) }
  };
}
function targetOf2(target, redact) {
  return {
    ...target,
    changes: target.changes.map((change) => changeOf2(change, redact)),
    diagnostics: target.diagnostics.map((diagnostic) => diagnosticOf2(diagnostic, redact)),
    limits: target.limits.map(redact),
    ...target.previewMatch && {
      previewMatch: { ...target.previewMatch, notes: target.previewMatch.notes.map(redact) }
    },
    ...target.rendered && {
      rendered: {
        ...target.rendered,
        changes: target.rendered.changes.map((change) => changeOf2(change, redact))
      }
    },
    ...target.outcome && { outcome: outcomeOf(target.outcome, redact) },
    ...target.hold?.reason !== void 0 && {
      hold: { ...target.hold, reason: redact(target.hold.reason) }
    },
    ...target.failure && { failure: failureOf(target.failure, redact) },
    ...target.putBack?.message !== void 0 && {
      putBack: { ...target.putBack, message: redact(target.putBack.message) }
    }
  };
}
function changeOf2(change, redact) {
  return {
    ...change,
    fields: change.fields.map((field) => fieldOf2(field, redact)),
    ...change.after !== void 0 && { after: valueOf(change.after, redact) },
    ...change.ignored && {
      ignored: change.ignored.map((field) => ({ ...field, ...fieldOf2(field, redact), why: redact(field.why) }))
    },
    ...change.risk !== void 0 && { risk: redact(change.risk) },
    ...change.note !== void 0 && { note: redact(change.note) }
  };
}
function fieldOf2(field, redact) {
  return {
    ...field,
    ...field.before !== void 0 && { before: valueOf(field.before, redact) },
    ...field.after !== void 0 && { after: valueOf(field.after, redact) },
    ...field.declared !== void 0 && { declared: valueOf(field.declared, redact) },
    ...field.lines && { lines: field.lines.map(redact) }
  };
}
function valueOf(value, redact) {
  if (typeof value === "string") return redact(value);
  if (isList(value)) return value.map((item) => valueOf(item, redact));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, valueOf(item, redact)]));
}
function diagnosticOf2(diagnostic, redact) {
  const { message, hint: hint3 } = diagnostic;
  return { ...diagnostic, message: redact(message), ...hint3 !== void 0 && { hint: redact(hint3) } };
}
function failureOf(failure, redact) {
  const { message, hint: hint3 } = failure;
  return { ...failure, message: redact(message), ...hint3 !== void 0 && { hint: redact(hint3) } };
}
function outcomeOf(outcome, redact) {
  return {
    ...outcome,
    steps: outcome.steps.map(
      (step) => step.message === void 0 ? step : { ...step, message: redact(step.message) }
    ),
    health: outcome.health.map((health) => ({
      ...health,
      message: redact(health.message),
      ...health.diagnosis && { diagnosis: diagnosisOf(health.diagnosis, redact) }
    }))
  };
}
function diagnosisOf(diagnosis, redact) {
  return {
    ...diagnosis,
    detail: redact(diagnosis.detail),
    names: diagnosis.names.map(redact),
    events: diagnosis.events.map((event) => ({ ...event, message: redact(event.message) })),
    // Line by line a secret of several lines would not be found.
    logs: diagnosis.logs.map((log) => ({
      ...log,
      lines: redact(log.lines.join("\n")).split("\n").slice(0, log.lines.length)
    }))
  };
}

// src/flows/heal.ts
var heal = async (input) => {
  var _stack = [];
  try {
    const deployed = deployedRecord(await input.engine.ledger.all());
    if (!deployed) {
      throw new Failure(
        "no-rollback-target",
        "there is nothing to heal: nothing was deployed from a commit yet",
        {
          hint: "Are name, environment and record-namespace those of the deploy?"
        }
      );
    }
    input.world.log.info(`healing to ${recordName(deployed)}, commit ${deployed.commit.slice(0, 7)}`);
    const opened = __using(_stack, await input.openAt(deployed.commit, deployed.imageOverrides), true);
    const then = { ...input, ...opened };
    await proveSame(then, deployed);
    const planned = await checkAndPlan(then);
    if ("stopped" in planned) return planned.stopped;
    const settle = async (now) => {
      if (!hasChanges(now.plan.changes))
        return { result: "unchanged", reasonCode: "", target: { ...now.report, record: deployed } };
      const held = await heldBack(then, now);
      if (!held) requireThawed(then);
      return held;
    };
    return await carryOut(then, planned.report, planned.plan, { kind: "heal", settle });
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
};

// src/flows/history.ts
var history = async ({ engine, target }) => {
  const records = await engine.ledger.all();
  return {
    result: "listed",
    reasonCode: "",
    target: { ...reportOf(target, []), history: records.toReversed() }
  };
};

// src/flows/rendered-part.ts
async function renderedPart(input) {
  const { engine, settings, world } = input;
  const { pullRequest, mergeBaseSha } = world.run;
  const ref = settings.base ?? pullRequest?.baseSha ?? mergeBaseSha;
  if (ref === void 0 || engine.changesSince === void 0) return {};
  const head = settings.base === void 0 ? pullRequest?.headSha : void 0;
  const base = await world.ancestry.forkPoint(ref, head);
  if (base === void 0) {
    if (settings.base === void 0) return { limit: missingBase(ref) };
    throw new Failure("base-missing", `base ${ref} is no commit that this checkout shares with its own`, {
      hint: "Check out with the whole history: actions/checkout with `fetch-depth: 0`. On a laptop: git fetch."
    });
  }
  try {
    return await compare(input, base);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { limit: `the files were not compared with ${base.slice(0, 7)}: ${error.message}` };
  }
}
async function compare(input, base) {
  var _stack = [];
  try {
    const opened = __using(_stack, await input.openAt(base), true);
    const findings = await opened.engine.validate().catch((error) => {
      if (error instanceof Failure && startedHere.has(error.code)) return "nothing";
      throw error;
    });
    const since = findings === "nothing" ? void 0 : opened.engine;
    const changes = await input.engine.changesSince?.(since);
    const rendered = { base, counts: countChanges(changes ?? []), changes: changes ?? [] };
    if (findings === "nothing" || !hasErrors(findings)) return { rendered };
    const limit = `the files of ${base.slice(0, 7)} have errors: objects that could not be read there count as new`;
    return { rendered, limit };
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
var startedHere = /* @__PURE__ */ new Set(["path-missing", "path-empty"]);
function missingBase(sha) {
  return `the files were not compared with ${sha.slice(0, 7)}, which is not in this checkout: check out with \`fetch-depth: 0\``;
}

// src/flows/preview.ts
var preview = async (input) => {
  const planned = await checkAndPlan(input).catch(async (error) => ({
    stopped: await withoutTarget(input, error)
  }));
  const result = "stopped" in planned ? planned.stopped : { result: "previewed", reasonCode: "", target: planned.report };
  if (hasErrors(result.target.diagnostics)) return result;
  const { rendered, limit } = await renderedPart(input);
  const { limits: limits2 } = result.target;
  const target = {
    ...result.target,
    ...rendered && { rendered },
    limits: limit === void 0 ? limits2 : [...limits2, limit]
  };
  return { ...result, target };
};
var notAskedBy = {
  kubernetes: "there are no credentials, so the cluster was not asked what would change",
  pulumi: "Pulumi: not previewed, needs credentials"
};
async function withoutTarget({ engine, target, world }, error) {
  if (!(error instanceof Failure) || error.code !== "credentials-missing") throw error;
  const notAsked = notAskedBy[target.source.engine];
  if (world.run.isReadOnly !== true) world.log.warn(`${notAsked}: ${error.message}`);
  const diagnostics = await engine.validate();
  const renderedDigest = await engine.renderedDigest();
  const report = {
    ...reportOf(target, diagnostics),
    ...renderedDigest !== "" && { renderedDigest },
    limits: [notAsked]
  };
  return { result: "previewed", reasonCode: "", target: report };
}

// src/flows/resume.ts
var resume = async (input) => {
  const { engine, settings, world } = input;
  const planned = await checkAndPlan(input);
  if ("stopped" in planned) return planned.stopped;
  const { plan } = planned;
  const { holds } = engine.ledger;
  const hold = await holds?.current();
  if (!hold || !holds) {
    const limits2 = [...planned.report.limits, "nothing was held back, so nothing was written"];
    return { result: "resumed", reasonCode: "", target: { ...planned.report, limits: limits2 } };
  }
  const now = await engine.digests?.();
  const returning = now ? returningCulprits(hold, now, plan.renderedDigest) : [];
  const report = { ...planned.report, hold: { ...hold, culprits: returning } };
  if (settings.dryRun) return { result: "previewed", reasonCode: "", target: report };
  try {
    const guard = await engine.ledger.acquire();
    try {
      const record = await holds.lift(settings.reason);
      world.log.info(`the hold of ${hold.record} is lifted`);
      return { result: "resumed", reasonCode: "", target: { ...report, record } };
    } finally {
      await guard.release();
    }
  } catch (error) {
    return stoppedBy(error, input, report);
  }
};

// src/flows/hold-back.ts
async function contentOf2(input, record) {
  const { renderedDigest, commit } = record;
  if (commit === void 0 || record.dirty === true) return { renderedDigest };
  try {
    var _stack = [];
    try {
      const opened = __using(_stack, await input.openAt(commit, record.imageOverrides), true);
      const { engine } = opened;
      if (await engine.renderedDigest() !== renderedDigest) return { renderedDigest };
      const objects = await engine.digests?.();
      return { renderedDigest, ...objects && { objects } };
    } catch (_) {
      var _error = _, _hasError = true;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    input.world.log.info(`what ${recordName(record)} deployed is held back as a whole: ${error.message}`);
    return { renderedDigest };
  }
}
async function holdBack({ engine, settings, world, target }, {
  running,
  bad: bad2,
  plan
}) {
  const good2 = await engine.digests?.();
  const { holds } = engine.ledger;
  if (!good2 || !holds) return void 0;
  const ill = new Set(running.health?.failing);
  const failing = plan.changes.flatMap((change) => ill.has(change.address) ? [change.confirmAddress] : []);
  const culprits = culpritsOf({ bad: bad2, good: good2, failing });
  const next = {
    // The number that the record will have; the ledger writes it with the record.
    record: recordName({
      environment: target.environment,
      target: running.target,
      sequence: running.sequence + 1
    }),
    from: recordName(running),
    since: new Date(world.clock.nowMs()).toISOString(),
    ...settings.reason !== void 0 && { reason: settings.reason },
    culprits
  };
  const merged = mergeHolds(await holds.current(), next, good2);
  return merged.culprits.length === 0 ? void 0 : merged;
}

// src/flows/rollback.ts
var rollback = async (input) => {
  var _stack = [];
  try {
    const { engine, settings, world } = input;
    const records = await engine.ledger.all();
    const wanted = chooseRecord(records, settings.rollbackTo);
    world.log.info(`going back to ${recordName(wanted)}, commit ${wanted.commit?.slice(0, 7) ?? ""}`);
    const opened = __using(_stack, await input.openAt(wanted.commit ?? "", wanted.imageOverrides), true);
    const then = { ...input, ...opened };
    await proveSame(then, wanted);
    const running = records.at(-1);
    const bad2 = settings.hold && running ? await contentOf2(input, running) : void 0;
    return await goBack(then, { wanted, running, bad: bad2 });
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
};
async function goBack(input, { wanted, running, bad: bad2 }) {
  const planned = await checkAndPlan(input);
  if ("stopped" in planned) return planned.stopped;
  const { reason } = input.settings;
  const hold = running && bad2 ? await holdBack(input, { running, bad: bad2, plan: planned.plan }) : void 0;
  const report = hold ? { ...planned.report, hold } : planned.report;
  if (hold) input.engine.ledger.holds?.set(hold);
  const backwards = {
    fromId: running?.id ?? "",
    toId: wanted.id,
    ...reason !== void 0 && { reason },
    ...hold && { hold: true }
  };
  return await carryOut(input, report, planned.plan, { kind: "rollback", rollback: backwards });
}

// src/flows/rbac.ts
var rbac = async ({ engine, target, settings }) => {
  const diagnostics = await engine.validate();
  const report = reportOf(target, diagnostics);
  if (hasErrors(diagnostics)) return { result: "failed", reasonCode: "validation", target: report };
  if (!engine.rbac) {
    throw new Failure("inputs-invalid", `mode rbac has nothing to print for ${target.source.engine}`, {
      hint: "Only Kubernetes has Roles; the rights on other targets are given where they are managed."
    });
  }
  const rendered = await engine.rbac(settings.output === "json" ? "json" : "yaml");
  return { result: "rendered", reasonCode: "", target: report, rendered };
};

// src/flows/render.ts
var render = async ({ engine, target, settings }) => {
  const diagnostics = await engine.validate();
  const report = reportOf(target, diagnostics);
  if (hasErrors(diagnostics))
    return { result: "failed", reasonCode: reasonOfErrors(diagnostics), target: report };
  const rendered = await engine.render(settings.output === "json" ? "json" : "yaml");
  return { result: "rendered", reasonCode: "", target: report, rendered };
};

// src/flows/validate.ts
var validate = async ({ engine, target }) => {
  const diagnostics = await engine.validate();
  const report = reportOf(target, diagnostics);
  return hasErrors(diagnostics) ? { result: "failed", reasonCode: reasonOfErrors(diagnostics), target: report } : { result: "valid", reasonCode: "", target: report };
};

// src/registry.ts
async function loadEngine(name) {
  switch (name) {
    case "kubernetes":
      return (await import("./kubernetes.mjs")).open;
    case "pulumi":
      return (await import("./pulumi.mjs")).open;
  }
}

// src/run.ts
async function run(settings, world) {
  const startMs = world.clock.elapsedMs();
  const { rendered, ...ended2 } = await startFlow(settings, world);
  const report = {
    schema: reportSchema,
    mode: settings.mode,
    result: ended2.result,
    reasonCode: ended2.reasonCode,
    targets: [ended2.target],
    run: world.run,
    durationMs: Math.round(world.clock.elapsedMs() - startMs)
  };
  const safe = redactReport(report, (text) => world.secrets.redact(text));
  return rendered === void 0 ? { report: safe } : { report: safe, rendered };
}
async function startFlow(settings, world) {
  const { name, environment, path } = settings;
  const unread = { name, environment, source: { engine: "kubernetes", path } };
  try {
    requireAllowedEvent(settings.mode, world.run, settings.deployRefs);
    const source = await chooseSource(settings, world.files);
    return await runFlow(settings, { name, environment, source }, world);
  } catch (error) {
    return failed(unread, error, world);
  }
}
async function runFlow(settings, target, world) {
  try {
    const open = await loadEngine(target.source.engine);
    const engine = await open(target, settings, world);
    try {
      const openAt = async (commit, imageOverrides = []) => await openEngineAt(
        commit,
        async (elsewhere) => await open(target, { ...settings, imageOverrides }, elsewhere),
        world
      );
      return await flowOf(settings.mode)({ engine, target, settings, world, openAt });
    } finally {
      engine.close();
    }
  } catch (error) {
    return failed(target, error, world);
  }
}
async function openEngineAt(commit, open, world) {
  const worktree = await world.worktrees.at(commit);
  const elsewhere = { ...world, files: worktree.files, run: { ...world.run, commit, dirty: false } };
  const engine = await open(elsewhere);
  return {
    engine,
    world: elsewhere,
    [Symbol.asyncDispose]: async () => {
      engine.close();
      await worktree[Symbol.asyncDispose]();
    }
  };
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
    case "rollback":
      return rollback;
    case "resume":
      return resume;
    case "drift":
      return drift;
    case "heal":
      return heal;
    case "destroy":
      return destroy;
    case "render":
      return render;
    case "rbac":
      return rbac;
    case "history":
      return history;
  }
}

// src/system/files.ts
import { glob, lstat as lstat2, readdir as readdir2, readFile, realpath as realpath2, stat as stat2 } from "node:fs/promises";
import { isAbsolute, join as join2, relative as relative2, resolve, sep as sep2 } from "node:path";

// src/system/scratch.ts
import {
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  realpath,
  rm,
  stat,
  writeFile
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
var limits = { files: 2e4, bytes: 256 * 1024 * 1024 };
var skippedFolders = /* @__PURE__ */ new Set(["node_modules", ".git"]);
async function openScratch(workspace) {
  const root = await realpath(workspace);
  const folder = await mkdtemp(join(await realpath(tmpdir()), "gitops-push-render-"));
  const copied = { files: 0, bytes: 0 };
  return {
    folder,
    copy: async (path) => await copyInto(root, path, { folder, copied }),
    write: async (path, text) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text, { mode: 384 });
    },
    [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true, force: true })
  };
}
async function copyInto(root, path, copying) {
  const source = join(root, path);
  const entry = await lstat(source);
  if (entry.isSymbolicLink()) return await copyLink(root, path, copying);
  if (entry.isDirectory()) {
    await mkdir(join(copying.folder, path), { recursive: true });
    for (const name of await readdir(source))
      if (!skippedFolders.has(name)) await copyInto(root, join(path, name), copying);
    return;
  }
  if (entry.isFile()) await copyOne(source, path, entry.size, copying);
}
async function copyLink(root, path, copying) {
  const target = await realpath(join(root, path)).catch(() => void 0);
  const entry = target === void 0 ? void 0 : await stat(target);
  if (target === void 0 || entry?.isFile() !== true || !target.startsWith(root + sep)) {
    const to = await readlink(join(root, path));
    const where = target === void 0 ? to : relative(root, target) || ".";
    throw new Failure(
      "path-outside",
      `${slashed(path)} is a link to ${slashed(where)}, which is not followed`,
      {
        hint: "Only links to files inside the checkout are followed while rendering: put the files themselves there."
      }
    );
  }
  await copyOne(target, path, entry.size, copying);
}
async function copyOne(source, path, sizeBytes, copying) {
  const { folder, copied } = copying;
  copied.files += 1;
  copied.bytes += sizeBytes;
  if (copied.files > limits.files || copied.bytes > limits.bytes)
    throw new Failure(
      "render-failed",
      `more than ${limits.files} files or 256 MB would be copied to be rendered`,
      {
        hint: "Give the folder of the chart or the overlay as `path`, not one that holds the whole repository."
      }
    );
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await copyFile(source, join(folder, path));
}
function slashed(path) {
  return path.split(sep).join("/");
}

// src/system/files.ts
function systemFiles(options) {
  const { workspace, assets } = options;
  return {
    root: workspace,
    find: async (path, extensions) => await findFiles(workspace, path, extensions),
    read: async (path) => await readFile(join2(workspace, path)),
    scratch: async () => await openScratch(workspace),
    readAsset: async (name) => await readFile(new URL(name, assets)),
    readOutside: async (path) => await readIfThere(resolve(workspace, path)),
    isTracked: async (path) => await options.isTracked(resolve(workspace, path))
  };
}
var skippedFolders2 = /* @__PURE__ */ new Set(["node_modules", ".git"]);
async function findFiles(workspace, path, extensions) {
  const root = await realpath2(workspace);
  const given = isAbsolute(path) ? relative2(root, path) : path;
  if (given.split(/[/\\]/).includes("..")) throw outside(path);
  const found = await candidates(root, given, path);
  const files = [];
  for (const name of found.toSorted()) {
    const entry = await lstat2(join2(root, name));
    if (!entry.isFile() || !extensions.some((extension) => name.endsWith(extension))) continue;
    if (!await isInside(root, join2(root, name))) throw outside(name);
    files.push({ path: name.split(sep2).join("/"), sizeBytes: entry.size });
  }
  return files;
}
async function candidates(root, given, asWritten) {
  const entry = await stat2(join2(root, given)).catch(() => void 0);
  if (entry && !await isInside(root, join2(root, given))) throw outside(asWritten);
  if (entry?.isFile()) return [given];
  if (entry?.isDirectory()) return await filesBelow(root, given);
  if (!entry && !/[*?[{]/.test(given)) {
    throw new Failure("path-missing", `path ${JSON.stringify(asWritten)} does not exist in ${root}`, {
      hint: "Give a file, a folder or a glob relative to the checkout: `path: deploy`. Is the repository checked out before this step?"
    });
  }
  const names = [];
  for await (const name of glob(given, { cwd: root, exclude: (folder) => skippedFolders2.has(folder) }))
    names.push(name);
  return names;
}
async function filesBelow(root, folder) {
  const entries = await readdir2(join2(root, folder), { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => relative2(root, join2(entry.parentPath, entry.name)));
  return names.filter((name) => !name.split(sep2).some((part2) => skippedFolders2.has(part2)));
}
async function isInside(root, path) {
  const real = await realpath2(path);
  return real === root || real.startsWith(root + sep2);
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

// src/system/process-name.ts
import { createHash } from "node:crypto";
import { readFile as readFile2, readlink as readlink2 } from "node:fs/promises";
async function namedProcesses(pid) {
  const place = await placeOfProcesses();
  const started = place === void 0 ? void 0 : await startOf(pid);
  if (place === void 0 || started === void 0)
    return { isGone: async () => await Promise.resolve(false) };
  return {
    own: `${place}/${pid}/${started}`,
    isGone: async (name) => {
      const [, where, number, since] = /^([0-9a-f]{16})\/(\d+)\/(\d+)$/.exec(name) ?? [];
      if (where !== place || number === void 0) return false;
      return await startOf(Number(number)) !== since;
    }
  };
}
async function placeOfProcesses() {
  try {
    const boot = await readFile2("/proc/sys/kernel/random/boot_id", "utf8");
    const space = await readlink2("/proc/self/ns/pid");
    return createHash("sha256").update(`${boot.trim()} ${space}`).digest("hex").slice(0, 16);
  } catch {
    return void 0;
  }
}
async function startOf(pid) {
  try {
    const line = await readFile2(`/proc/${pid}/stat`, "utf8");
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? void 0 : fields[19];
  } catch {
    return void 0;
  }
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
  const whole = [value, value.trimEnd()].flatMap((text) => [
    text,
    Buffer.from(text, "utf8").toString("base64"),
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text.toWellFormed())
  ]);
  return [.../* @__PURE__ */ new Set([...whole, ...linesOf(value)])].filter(
    (form) => form.length >= shortest && !commonWords.has(form)
  );
}
function linesOf(value) {
  if (!value.includes("\n")) return [];
  return value.split("\n").flatMap((text) => {
    const line = text.trim();
    const setting = /^[\s"'-]*[\w.-]+["']?\s*[:=]\s*["']?(.*?)["']?[,;]?$/.exec(line)?.[1];
    const telling = setting ?? line;
    const isPlain = /^[a-z]+$/i.test(telling) || telling.includes('"');
    return isPlain || telling.length < (setting === void 0 ? 16 : 12) ? [] : [telling];
  });
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
  if (/^(?:file:|[/.~])/.test(remote.trim())) return void 0;
  return /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(remote.trim())?.[1];
}
async function compareCommits(shell, folder, env, { base, ours }) {
  if (base === ours) return "identical";
  const isAncestor = async (older, newer) => {
    try {
      const args = ["-C", folder, "merge-base", "--is-ancestor", older, newer];
      const { code } = await shell.run("git", args, { env, timeoutMs: limitMs });
      return code === 0 ? true : code === 1 ? false : void 0;
    } catch {
      return void 0;
    }
  };
  const [isAhead, isBehind] = await Promise.all([isAncestor(base, ours), isAncestor(ours, base)]);
  if (isAhead === true) return "ahead";
  if (isBehind === true) return "behind";
  const isShallow = await ask(shell, folder, env, ["rev-parse", "--is-shallow-repository"]) !== "false";
  return isAhead === void 0 || isBehind === void 0 || isShallow ? "unknown" : "diverged";
}
async function findForkPoint(shell, folder, env, { ref, head }) {
  const git = async (...args) => await ask(shell, folder, env, args);
  const [first, second] = (await git("rev-list", "--parents", "-n1", "HEAD"))?.split(" ").slice(1) ?? [];
  const isTestMerge = head !== void 0 && second === head;
  const wanted = isTestMerge && first !== void 0 ? first : ref;
  const commit = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${wanted}^{commit}`);
  if (commit === void 0 || isTestMerge) return commit;
  return await git("merge-base", commit, "HEAD");
}
async function listPushes(shell, folder, env, { base, head }) {
  const args = ["rev-list", "--first-parent", `--max-count=${mostPushes + 1}`, head, `^${base}`];
  const listed2 = await ask(shell, folder, env, args);
  if (listed2 === void 0) return void 0;
  const pushes = listed2.split("\n").filter((line) => line !== "");
  const isShallow = await ask(shell, folder, env, ["rev-parse", "--is-shallow-repository"]) !== "false";
  return isShallow || pushes.length > mostPushes ? void 0 : pushes;
}
var mostPushes = 100;
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

// src/system/clock.ts
import { setTimeout as sleep } from "node:timers/promises";
function deadline(durationMs) {
  return AbortSignal.timeout(durationMs);
}
function systemClock() {
  return {
    nowMs: () => Date.now(),
    elapsedMs: () => performance.now(),
    sleep: async (durationMs, signal) => {
      await sleep(durationMs, void 0, signal ? { signal } : {});
    }
  };
}

// src/system/shell.ts
function systemShell() {
  return { run: runProgram };
}
var runProgram = async (command, args, options) => {
  const { env, folder, signal, onOutput, limitBytes: limitBytes2 } = options;
  signal?.throwIfAborted();
  const child = spawn(command, args, {
    env: { ...env },
    stdio: "pipe",
    // The option timeout would do, but its timer keeps this process waiting when the program is not there.
    signal: deadline(options.timeoutMs),
    ...limitBytes2 !== void 0 && { killSignal: "SIGKILL" },
    detached: signal !== void 0,
    ...folder !== void 0 && { cwd: folder }
  });
  if (child.pid !== void 0) options.onStart?.(child.pid);
  const stdout = collect(child.stdout, (text) => onOutput?.(text, "stdout"));
  const stderr = collect(child.stderr, (text) => onOutput?.(text, "stderr"));
  let left = limitBytes2 ?? Number.POSITIVE_INFINITY;
  const meter = (chunk) => {
    left -= chunk.length;
    if (left < 0) child.kill("SIGKILL");
  };
  for (const stream of [child.stdout, child.stderr]) stream.on("data", meter);
  const interrupt = () => {
    child.kill("SIGINT");
  };
  signal?.addEventListener("abort", interrupt, { once: true });
  child.stdin.on("error", () => void 0);
  child.stdin.end(options.input ?? "");
  try {
    return await ended(child, command, options.timeoutMs, (code) => ({
      code,
      stdout: stdout(),
      stderr: stderr()
    }));
  } finally {
    signal?.removeEventListener("abort", interrupt);
  }
};
async function ended(child, command, timeoutMs, resultOf2) {
  return await new Promise((resolve2, reject) => {
    child.once(
      "error",
      (error) => reject(
        error.name === "AbortError" ? new Error(`${command} took longer than ${timeoutMs / 1e3} s`) : error
      )
    );
    child.once("close", (code, signal) => {
      if (code === null)
        reject(new Error(`${command} was ended by ${signal ?? "a signal"} (limit ${timeoutMs} ms)`));
      else resolve2(resultOf2(code));
    });
  });
}
function collect(stream, tell) {
  const chunks = [];
  const decoder = new TextDecoder();
  stream.on("data", (chunk) => {
    chunks.push(chunk);
    tell(decoder.decode(chunk, { stream: true }));
  });
  return () => Buffer.concat(chunks).toString("utf8");
}

// src/system/disk.ts
import { mkdir as mkdir2, mkdtemp as mkdtemp2, readdir as readdir3, rm as rm2, stat as stat3, symlink, writeFile as writeFile2 } from "node:fs/promises";
import { hostname, tmpdir as tmpdir2 } from "node:os";
import { dirname as dirname2, join as join3 } from "node:path";
function systemDisk() {
  return {
    list: async (folder) => (await readdir3(folder).catch(() => [])).toSorted((a, b) => a < b ? -1 : 1),
    isFile: async (path) => (await stat3(path).catch(() => void 0))?.isFile() === true,
    read: async (path) => await readIfThere(path),
    temporary: async () => {
      const folder = await mkdtemp2(join3(tmpdir2(), "gitops-push-"));
      return {
        folder,
        [Symbol.asyncDispose]: async () => await rm2(folder, { recursive: true, force: true })
      };
    },
    writePrivate: async (path, text) => {
      await mkdir2(dirname2(path), { recursive: true });
      await writeFile2(path, text, { mode: 384 });
    },
    remove: async (path) => await rm2(path, { force: true }),
    link: async (path, target) => {
      await mkdir2(dirname2(path), { recursive: true });
      await symlink(target, path, "dir");
    },
    hostName: hostname
  };
}

// src/system/identity-token.ts
import http from "node:http";
import https from "node:https";
var tries = 3;
var answerMs = 15e3;
var mostBytes = 64 * 1024;
function jobIdentity(env, world) {
  const url = env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "";
  const requestToken = env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
  if (url === "" || requestToken === "") return void 0;
  world.secrets.add(requestToken);
  return async (audience) => {
    const asked = new URL(url);
    asked.searchParams.set("audience", audience);
    for (let attempt = 1; ; attempt += 1) {
      const answer = await ask2(asked, requestToken, env).catch((error) => whyNot2(error));
      if (answer.token !== void 0) return answer.token;
      if (!answer.mayPass || attempt === tries) throw refused(answer.why);
      await world.clock.sleep(1e3 * attempt);
    }
  };
}
async function ask2(url, requestToken, env) {
  const kind = url.protocol === "http:" ? http : https;
  const agent = new kind.Agent({ proxyEnv: { ...env } });
  const headers = { authorization: `Bearer ${requestToken}`, accept: "application/json" };
  try {
    return await new Promise((resolve2, reject) => {
      const request = kind.get(url, { agent, headers, timeout: answerMs }, (message) => {
        const chunks = [];
        let bytes = 0;
        message.on("data", (chunk) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (bytes > mostBytes) request.destroy(new Error("the answer is too long"));
        });
        message.on("end", () => resolve2(read(message.statusCode ?? 0, Buffer.concat(chunks).toString())));
        message.on("error", reject);
      });
      request.on("timeout", () => request.destroy(new Error(`no answer within ${answerMs / 1e3} s`)));
      request.on("error", reject);
    });
  } finally {
    agent.destroy();
  }
}
function read(httpStatus, text) {
  const why = `HTTP ${httpStatus}`;
  if (httpStatus !== 200) return { why, mayPass: httpStatus === 429 || httpStatus >= 500 };
  try {
    const body = JSON.parse(text);
    const value = typeof body === "object" && body !== null && "value" in body ? body.value : void 0;
    return typeof value === "string" && value !== "" ? { token: value, why, mayPass: false } : noToken;
  } catch {
    return noToken;
  }
}
var noToken = { why: "an answer without a token", mayPass: false };
function whyNot2(error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : void 0;
  return { why: code ?? (error instanceof Error ? error.message : "no answer"), mayPass: true };
}
function refused(why) {
  return new Failure("credentials-missing", `the runner gave this job no identity token (${why})`, {
    hint: "Does the job have `permissions: id-token: write`? A self-hosted runner must reach the token service of GitHub, through HTTPS_PROXY if there is one."
  });
}

// src/system/program-env.ts
var plain2 = /* @__PURE__ */ new Set([
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "TMPDIR",
  "TZ",
  "LANG",
  "CI",
  "KUBECONFIG",
  "RUNNER_TEMP",
  "RUNNER_TOOL_CACHE",
  "RUNNER_OS",
  "RUNNER_ARCH",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "NODE_EXTRA_CA_CERTS",
  "XDG_CONFIG_HOME",
  "XDG_CACHE_HOME"
]);
var families = [
  /^LC_/,
  /^(?:https?|no|all)_proxy$/i,
  /^PULUMI_/,
  /^(?:AWS|CLOUDSDK|GOOGLE|GCLOUD|AZURE|ARM|AAD)_/
];
var aboutTheRun = /^GITHUB_(?!TOKEN$|ENV$|OUTPUT$|PATH$|STATE$|STEP_SUMMARY$)/;
function programEnvOf(env, named2) {
  const isNamed2 = (name) => named2.some((each) => each.endsWith("*") ? name.startsWith(each.slice(0, -1)) : name === each);
  const isAllowed = (name) => plain2.has(name) || aboutTheRun.test(name) || families.some((family) => family.test(name)) || isNamed2(name);
  return Object.fromEntries(
    Object.entries(env).flatMap(
      ([name, value]) => value !== void 0 && isAllowed(name) ? [[name, value]] : []
    )
  );
}

// src/system/worktree.ts
import { mkdtemp as mkdtemp3, rm as rm3 } from "node:fs/promises";
import { tmpdir as tmpdir3 } from "node:os";
import { join as join4 } from "node:path";
var limitMs2 = 6e4;
function gitWorktrees(options) {
  return { at: async (commit) => await layOut(commit, options) };
}
async function layOut(commit, options) {
  if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(commit))
    throw new Failure("internal", `${commit} is not a full commit SHA`);
  const { shell, workspace, env } = options;
  const git = async (...args) => await shell.run("git", ["-C", workspace, ...args], { env, timeoutMs: limitMs2 });
  const prefix = await git("rev-parse", "--show-prefix");
  const folder = await mkdtemp3(join4(tmpdir3(), "gitops-push-commit-"));
  const added = await git(
    "-c",
    "core.hooksPath=/dev/null",
    "worktree",
    "add",
    "--quiet",
    "--detach",
    folder,
    commit
  );
  if (added.code !== 0) {
    await rm3(folder, { recursive: true, force: true });
    throw missing(commit, added.stderr.trim());
  }
  return {
    // The run may have started in a folder below the top of the repository: so does this one.
    files: systemFiles({
      workspace: join4(folder, prefix.stdout.trim()),
      assets: options.assets,
      isTracked: () => Promise.resolve(true)
    }),
    [Symbol.asyncDispose]: async () => {
      await git("worktree", "remove", "--force", folder);
      await rm3(folder, { recursive: true, force: true });
    }
  };
}
function missing(commit, why) {
  return new Failure("commit-missing", `commit ${commit.slice(0, 7)} is not in this checkout: ${why}`, {
    hint: "Check out with the whole history: actions/checkout with `fetch-depth: 0`. On a laptop: git fetch."
  });
}

// src/wire.ts
function wireWorld(input) {
  const { log, secrets, run: run2, workspace, signal } = input;
  const shell = systemShell();
  const env = engineEnv(input.env);
  const clock = systemClock();
  const identityToken = jobIdentity(input.env, { clock, secrets });
  return {
    log,
    secrets,
    run: run2,
    signal,
    shell,
    clock,
    disk: systemDisk(),
    checkout: workspace,
    programEnv: programEnvOf(input.env, input.passEnv),
    files: systemFiles({
      workspace,
      assets: input.assets,
      isTracked: async (path) => await isTracked(shell, workspace, path, gitEnv(input.env))
    }),
    env,
    ancestry: {
      compare: async (base, ours) => await compareCommits(shell, workspace, gitEnv(input.env), { base, ours }),
      pushesSince: async (base, head) => await listPushes(shell, workspace, gitEnv(input.env), { base, head }),
      forkPoint: async (ref, head) => await findForkPoint(shell, workspace, gitEnv(input.env), {
        ref,
        ...head !== void 0 && { head }
      })
    },
    // A terminal has no one to ask; the action puts GitHub in its place.
    runs: { isFinished: async () => await Promise.resolve(void 0) },
    processes: input.processes,
    ...identityToken && { identityToken },
    worktrees: gitWorktrees({ shell, workspace, assets: input.assets, env: gitEnv(input.env) }),
    program: `gitops-push/${input.version}`
  };
}
var engineVariables = ["PATH", "HOME", "KUBECONFIG", "TMPDIR", "RUNNER_TEMP"];
function engineEnv(env) {
  const wanted = (name) => engineVariables.some((variable) => variable === name) || /^(?:https?|no|all)_proxy$/i.test(name) || /^(?:AWS|CLOUDSDK|GOOGLE|AZURE|AAD|SOPS|VAULT)_/.test(name) || name === "GNUPGHOME" || name === "NODE_EXTRA_CA_CERTS";
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
  renderJson,
  codeSpan,
  withoutCommands,
  counted,
  fitTexts,
  titleAt,
  foldMarkdown,
  durationText,
  headlineOf,
  partFolds,
  packFolds,
  renderMarkdown,
  piecesOf,
  modes,
  inputGroups,
  inputs,
  inputsOf,
  quote,
  inWords,
  readSettings,
  renderText,
  exitCodeOf,
  run,
  readIfThere,
  namedProcesses,
  collectSecrets,
  cancelSignal,
  version,
  readCheckout,
  systemShell,
  wireWorld,
  gitEnv
};
