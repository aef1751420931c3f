import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

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
    ...confirm === void 0 ? [] : [`--confirm '${confirm}'`]
  ].join(" ");
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

export {
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
  wayTo,
  commandTo,
  phraseText,
  phraseMarkdown,
  hintText
};
