import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  changesText
} from "./shared-20.mjs";
import {
  addressesAsked,
  addressesToConfirm,
  backText,
  driftActions,
  driftPhrases,
  headlineOf,
  historyLines,
  holdText,
  hooksText,
  ignoredWords,
  liveWords,
  obstacleText,
  outcomeText,
  outcomeTimes,
  renderedWords,
  wayToConfirm
} from "./shared-42.mjs";
import {
  oneLine,
  paintOf,
  phraseText,
  sentence,
  splitHint,
  visible,
  wayTo,
  withoutCommands,
  wrap
} from "./shared-40.mjs";
import {
  sortDiagnostics
} from "./shared-29.mjs";
import {
  hasChanges
} from "./shared-27.mjs";
import {
  recordName
} from "./shared-38.mjs";

// src/report/text.ts
function renderText(report, options) {
  const paint = paintOf(options);
  const failures = [report.failure, ...report.targets.map((target) => target.failure)].flatMap(
    (failure) => failure ?? []
  );
  const parts = [
    headText(report, options, paint),
    ...failures.map((failure) => failureText(failure, report, options, paint)),
    ...report.targets.flatMap((target) => targetParts(target, report, options, paint))
  ];
  return withoutCommands(`${parts.filter((part) => part !== "").join("\n\n")}
`);
}
function headText(report, options, paint) {
  const isBad = ["failed", "partial", "cancelled"].includes(report.result);
  const style = isBad ? ["bold", "red"] : ["bold"];
  return wrap(headlineOf(report), options.width).map((line) => paint([...style], line)).join("\n");
}
function failureText(failure, report, options, paint) {
  const { message, hint, code } = failure;
  const asked = addressesAsked(failure);
  const way = asked === void 0 ? hintLines(hint, options) : confirmLines(asked, report, options);
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
    obstacleText(target, options, paint),
    findings.map((finding) => findingText(finding, options, paint)).join("\n"),
    // What was carried out has been told line by line already.
    target.outcome ? "" : liveText(target, report, options, paint),
    hooksText(target),
    isAhead ? confirmLines(addresses, report, options).join("\n").trim() : "",
    renderedText(target, options, paint),
    limitsText(target, options),
    historyText(target, options),
    driftText(target, report, options),
    backText(target, report, options.width),
    holdText(target, report, options.width),
    footerOf(target, paint)
  ];
}
function liveText(target, report, options, paint) {
  const text = changesText(target, options, paint, report.result === "drifted" ? driftActions : void 0);
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
function driftText(target, { result, run }, { width }) {
  const ignored = ignoredWords([target]);
  if (result !== "drifted") return result === "clean" && ignored !== "" ? `${ignored}.` : "";
  return [
    ...driftPhrases(target).flatMap((phrase) => wrap(sentence(phraseText(phrase)), width)),
    ...ignored === "" ? [] : [`${ignored}.`],
    "Lines with - are there now, lines with + were deployed.",
    "  To keep what is there, change the files and merge that.",
    "  To put back what was deployed:",
    `    ${phraseText(wayTo("heal", run))}`
  ].join("\n");
}
function historyText({ history, environment }, options) {
  if (!history) return "";
  if (history.length === 0) return `Nothing was deployed to ${oneLine(environment)} yet.`;
  return historyLines(history, options.width).map(oneLine).join("\n");
}
function confirmLines(addresses, report, options) {
  const text = phraseText(wayToConfirm(addresses, report));
  const pattern = report.run.host === "terminal" ? /^(To allow it: )(.*)$/s : /^(.*?)(confirm: .*)$/s;
  const [, start = "", line = ""] = pattern.exec(text) ?? [];
  return [...wrap(start.trim(), options.width - 2).map((each) => `  ${each}`), `    ${line}`];
}
function hintLines(hint, options) {
  if (hint === void 0) return [];
  const { way, block } = splitHint(hint);
  const paste = block.flatMap((line) => visible(line).split("\n"));
  return [...wrapped(way, options.width - 2), ...paste.map((line) => `  ${line}`)].map((line) => `  ${line}`);
}
function wrapped(text, width) {
  return visible(text).split("\n").flatMap((line) => wrap(line, width));
}
var severityStyles = { error: "red", warning: "yellow", notice: "cyan" };
function findingText(finding, options, paint) {
  const { location, severity, message, code, hint } = finding;
  const place = location ? `${oneLine(location.file)}:${location.line}:${location.column}: ` : "";
  const [first = "", ...rest] = visible(message).split("\n");
  const head = `${place}${paint(severityStyles[severity], severity)}: ${first} ${paint("dim", `[${code}]`)}`;
  return [
    head,
    ...rest.map((line) => `    ${line}`),
    ...hintLines(hint, options).map((line) => `  ${line}`)
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
function footerOf(target, paint) {
  const { record, planDigest, changes } = target;
  const parts = [
    ...record ? [`record ${recordName(record)}`] : [],
    ...planDigest === void 0 || !hasChanges(changes) ? [] : [`plan ${planDigest.slice(0, 8)}`],
    ...outcomeTimes(target)
  ];
  return paint("dim", oneLine(parts.join(" · ")));
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
function atExit(work) {
  process.once("exit", work);
}

export {
  renderText,
  exitCodeOf,
  cancelSignal,
  atExit
};
