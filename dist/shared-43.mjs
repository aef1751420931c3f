import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  durationText,
  fitTexts,
  foldMarkdown,
  packFolds,
  partFolds,
  piecesOf
} from "./shared-41.mjs";
import {
  codeSpan,
  counted,
  titleAt,
  withoutCommands
} from "./shared-42.mjs";

// src/report/elsewhere.ts
var namesBytes = 3e3;
var elsewhereBytes = namesBytes + 4e3;
function elsewhereWords(places) {
  const filled = places.filter(({ folds }) => folds.some(({ titles }) => titles.length > 0));
  if (filled.length === 0) return "";
  const each = Math.floor(namesBytes / filled.length);
  const items = filled.map(({ name, folds }) => `- ${name}: ${namesIn(folds, each)}`);
  return ["Not in this text, because it would be too long:", "", ...items].join("\n");
}
function namesIn(folds, limitBytes) {
  const titles = [...new Set(folds.flatMap((fold) => fold.titles))];
  const shown = [];
  let left = limitBytes;
  for (const title of titles) {
    const name = codeSpan(title);
    left -= Buffer.byteLength(name) + 2;
    if (left < 0) break;
    shown.push(name);
  }
  const more = titles.length - shown.length;
  if (more === 0) return shown.join(", ");
  return shown.length === 0 ? counted(more, "object") : `${shown.join(", ")} and ${more} more`;
}

// src/report/timeline.ts
var shownRows = 20;
function timelineOf(report) {
  return report.targets.map((target) => chartOf(target, report.targets.length > 1)).filter((chart) => chart !== "").join("\n\n");
}
function chartOf(target, isOneOfMany) {
  const { outcome } = target;
  if (!outcome || outcome.durationMs < 1e3) return "";
  const rows = rowsOf(outcome, target).toSorted((a, b) => b.durationMs - a.durationMs).slice(0, shownRows).toSorted((a, b) => a.startMs - b.startMs);
  if (rows.length === 0) return "";
  const sections = ["apply", "wait", "hook", "delete"].flatMap((section) => {
    const members = rows.filter((row) => row.section === section);
    return members.length === 0 ? [] : [`  section ${section}`, ...members.map(rowLine)];
  });
  const name = isOneOfMany ? ` in ${plain(target.name)}` : "";
  return [
    `<details><summary>What took how long${name}: ${durationText(outcome.durationMs)} in all</summary>`,
    "",
    "```mermaid",
    "gantt",
    "  dateFormat x",
    "  axisFormat %M:%S",
    ...sections,
    "```",
    "",
    "</details>"
  ].join("\n");
}
function rowsOf(outcome, target) {
  return [
    ...outcome.steps.filter(({ state }) => state !== "skipped").map((step) => stepRow(step, target)),
    ...(outcome.hooks ?? []).filter(({ state }) => state !== "skipped").map((hook) => hookRow(hook, target)),
    // A hook that failed has a row of its own.
    ...outcome.health.filter(({ address }) => !outcome.hooks?.some((hook) => hook.address === address)).map((health) => healthRow(health, target))
  ];
}
function stepRow(step, target) {
  return {
    section: step.action === "delete" ? "delete" : "apply",
    title: titleAt(step.address, target),
    startMs: step.startMs ?? 0,
    durationMs: step.durationMs,
    isBad: step.state === "failed"
  };
}
function hookRow(hook, target) {
  return {
    section: "hook",
    title: titleAt(hook.address, target),
    startMs: hook.startMs ?? 0,
    durationMs: hook.durationMs,
    isBad: hook.state === "failed"
  };
}
function healthRow(health, target) {
  return {
    section: "wait",
    title: titleAt(health.address, target),
    startMs: health.startMs ?? 0,
    durationMs: health.waitedMs,
    isBad: health.state !== "ready"
  };
}
function rowLine({ title, startMs, durationMs, isBad }) {
  const start = Math.round(startMs);
  const end = start + Math.max(1, Math.round(durationMs));
  return `    ${plain(title)} ${durationText(durationMs)} :${isBad ? "crit, " : ""}${start}, ${end}`;
}
function plain(text) {
  return text.replaceAll(/[^\w ./-]/g, "-").slice(0, 80);
}

// src/report/layout.ts
var continuationBytes = 58e3;
var summaryBytes = 1e6;
function layOut(report, room) {
  const pieces = piecesOf(report, "comment");
  const folds = partFolds(pieces.folds, continuationBytes);
  const fixed = fitTexts(pieces, room.firstBytes);
  const everything = packFolds(folds, { firstBytes: fixed.left, continuations: 0, continuationBytes });
  const packed = everything.rest.length === 0 ? everything : packFolds(folds, {
    firstBytes: Math.max(0, fixed.left - elsewhereBytes),
    continuations: room.continuations,
    continuationBytes
  });
  const inSummary = new Set(summaryFolds(pieces, folds));
  return {
    continuations: packed.continuations.map(textOf),
    first: (places) => {
      const written = packed.continuations.map((part, index) => {
        const url = places.continuations[index];
        return { name: `[part ${index + 2}](${url ?? ""})`, folds: part, isThere: url !== void 0 };
      });
      const left = [...written.filter((part) => !part.isThere).flatMap((part) => part.folds), ...packed.rest];
      const words = elsewhereWords([
        ...written.filter((part) => part.isThere),
        ...furtherPlaces(left, inSummary, places)
      ]);
      const notes = [words, artifactWords(words !== "" || fixed.isShort, places)].filter((note) => note !== "");
      return joined([...fixed.start, ...packed.first.map(foldMarkdown), ...notes, ...fixed.end]);
    }
  };
}
function renderSummary(report, places = {}) {
  const all = piecesOf(report, "comment");
  const chart = timelineOf(report);
  const pieces = chart === "" ? all : { ...all, end: [chart, ...all.end] };
  const folds = partFolds(pieces.folds, continuationBytes);
  const fixed = fitTexts(pieces, summaryBytes);
  const shown = summaryFolds(pieces, folds);
  const left = folds.slice(shown.length);
  const words = elsewhereWords(furtherPlaces(left, /* @__PURE__ */ new Set(), places));
  const notes = [words, artifactWords(words !== "" || fixed.isShort, places)].filter((note) => note !== "");
  return joined([...fixed.start, ...shown.map(foldMarkdown), ...notes, ...fixed.end]);
}
function renderWhole(report) {
  const { start, folds, end } = piecesOf(report, "whole");
  return joined([...start, ...folds.map(foldMarkdown), ...end]);
}
function summaryFolds(pieces, folds) {
  let left = fitTexts(pieces, summaryBytes).left - elsewhereBytes;
  const end = folds.findIndex((fold) => {
    left -= Buffer.byteLength(foldMarkdown(fold)) + 2;
    return left < 0;
  });
  return end === -1 ? folds : folds.slice(0, end);
}
function furtherPlaces(folds, inSummary, { runUrl, artifact }) {
  const hasSummary = runUrl !== void 0;
  const isThere = (fold) => hasSummary && inSummary.has(fold);
  const last = artifact === void 0 ? "nowhere but in the log of a run on the command line" : "the artifact";
  return [
    { name: `the [summary of the run](${runUrl ?? ""})`, folds: folds.filter(isThere) },
    { name: last, folds: folds.filter((fold) => !isThere(fold)) }
  ];
}
function artifactWords(isNeeded, { artifact, runUrl }) {
  if (!isNeeded || artifact === void 0) return "";
  const run = runUrl === void 0 ? "the run" : `[the run](${runUrl})`;
  return `Everything, with every value in full, is in the artifact ${codeSpan(artifact)} of ${run}.`;
}
function textOf(folds) {
  return joined(folds.map(foldMarkdown));
}
function joined(parts) {
  return withoutCommands(`${parts.join("\n\n")}
`);
}

export {
  layOut,
  renderSummary,
  renderWhole
};
