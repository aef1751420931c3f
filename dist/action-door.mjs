import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  cancelSignal,
  exitCodeOf,
  renderText
} from "./shared-43.mjs";
import {
  run
} from "./shared-20.mjs";
import {
  writeBegun
} from "./shared-26.mjs";
import {
  openJob,
  readJobSettings,
  writeSummary
} from "./shared-24.mjs";
import "./shared-23.mjs";
import "./shared-25.mjs";
import "./shared-33.mjs";
import "./shared-28.mjs";
import "./shared-31.mjs";
import {
  debug,
  defuseCommands,
  error,
  notice,
  saveState,
  setFailed,
  setOutput,
  warning
} from "./shared-2.mjs";
import "./shared-44.mjs";
import "./shared-6.mjs";
import {
  artifactName
} from "./shared-21.mjs";
import {
  headlineOf
} from "./shared-42.mjs";
import {
  sentence
} from "./shared-40.mjs";
import "./shared-41.mjs";
import {
  sortDiagnostics
} from "./shared-29.mjs";
import "./shared-37.mjs";
import "./shared-34.mjs";
import "./shared-27.mjs";
import "./shared-38.mjs";
import "./shared-22.mjs";
import "./shared-39.mjs";
import "./shared-45.mjs";
import "./shared-30.mjs";
import {
  stringifyJson
} from "./shared-32.mjs";
import "./shared-1.mjs";

// src/report/outputs.ts
function outputsOf(report) {
  const [target] = report.targets;
  const sum = (action) => String(report.targets.reduce((total, each) => total + each.counts[action], 0));
  return {
    result: report.result,
    "reason-code": report.reasonCode,
    created: sum("create"),
    updated: sum("update"),
    recreated: sum("recreate"),
    deleted: sum("delete"),
    unchanged: sum("unchanged"),
    "plan-digest": target?.planDigest ?? "",
    "rendered-digest": target?.renderedDigest ?? "",
    obstacle: obstacleOf(target),
    drifted: String(report.result === "drifted"),
    record: target?.record ? JSON.stringify(target.record) : "",
    "record-id": target?.record?.id ?? "",
    recorded: String(report.mode !== "drift" && target?.record?.finishedAt !== void 0),
    // A surface that makes one sets it again.
    artifact: "",
    "comment-url": "",
    "deployment-id": "",
    outputs: target?.outcome?.outputs ? stringifyJson(target.outcome.outputs) : ""
  };
}
function obstacleOf(target) {
  const { obstacle = "" } = target ?? {};
  return typeof obstacle === "string" ? obstacle : obstacle.reasonCode;
}

// src/action.ts
var shownAnnotations = 10;
await main(process.env).catch(breakDown);
async function main(env) {
  const read = readJobSettings(env);
  if ("mistakes" in read) {
    for (const mistake of read.mistakes) error(lineOf(mistake));
    setOutput("result", "failed");
    setOutput("reason-code", "input-invalid");
    process.exitCode = 2;
    return;
  }
  for (const finding of read.warnings) (finding.severity === "notice" ? notice : warning)(lineOf(finding));
  await start(read.settings);
}
function breakDown(problem) {
  const { message, stack = "" } = problem instanceof Error ? problem : new Error(String(problem));
  setOutput("result", "failed");
  setOutput("reason-code", "internal");
  setFailed(
    defuseCommands(
      `a bug in gitops-push: ${message}. Please report it with the log of a run with step debug logging.`
    )
  );
  debug(defuseCommands(stack));
  process.exit(1);
}
async function start(settings) {
  const signal = cancelSignal("github", (code) => process.exit(code));
  const { world, opened } = await openJob(settings, process, signal);
  const note = noteForPost();
  signal.addEventListener("abort", () => note({ isCancelled: true }));
  const mirrors = mirrorsOf(opened, settings, world, note);
  let handedOut;
  const handOut = (outputs) => {
    handedOut = outputs;
  };
  const { report, untold } = await run(settings, { ...world, mirrors, handOut, note });
  note({ announced: void 0 });
  if (untold.length > 0) tellUntold(untold);
  if (handedOut) setStackOutputs(handedOut);
  conclude(report, settings, world);
}
function noteForPost() {
  let begun = {};
  let written = "";
  return (part) => {
    begun = { ...begun, ...part };
    const text = writeBegun(begun);
    if (text !== written) saveState("begun", text);
    written = text;
  };
}
function mirrorsOf(opened, settings, world, note) {
  const { mail, surfaces } = opened;
  let begun;
  return {
    reach: async (commit) => await mail?.reach(commit),
    begin: async (record, brokenOff) => {
      if (begun) note({ failed: { ...begun, result: "failed" } });
      begun = record;
      note({ announced: record });
      await mail?.begin(record, brokenOff);
    },
    pullRequestOf: async (commit) => await opened.pullRequestOf(commit),
    foresee: async (report) => {
      await writeSummary(report, settings, world);
    },
    show: async (report, left, rendered) => {
      world.log.info(rendered ?? renderText(report, { color: false, width: 120 }));
      await publish(report, settings, world, surfaces);
      const delivery = await mail?.send(report, left) ?? { told: [], unsent: [], refused: 0 };
      for (const [name, value] of Object.entries(opened.outputs())) setOutput(name, value);
      if (delivery.unsent.length + delivery.refused > 0) setOutput("recorded", "false");
      return delivery;
    }
  };
}
function tellUntold(places) {
  notice(
    `GitHub could not be told everything (${places.join(", ")}). What the run did stands; the next run that writes to the target tells it.`,
    { title: "not recorded on GitHub yet" }
  );
}
async function publish(report, settings, world, surfaces) {
  const redact = (text) => world.secrets.redact(text);
  annotate(report, redact);
  const files = surfaces.find(({ name }) => name === artifactName);
  const told = files ? await show(files, report) : {};
  for (const [name, value] of Object.entries(outputsOf(report))) setOutput(name, redact(value));
  await writeSummary(report, settings, world, told["artifact"] || void 0);
  for (const surface of surfaces) if (surface !== files) await show(surface, report);
}
async function show(surface, report) {
  await surface.publish(report);
  const told = surface.outputs?.() ?? {};
  for (const [name, value] of Object.entries(told)) setOutput(name, value);
  return told;
}
function setStackOutputs(handedOut) {
  for (const [name, value] of Object.entries(handedOut))
    setOutput(name, typeof value === "string" ? value : stringifyJson(value));
  setOutput("outputs", stringifyJson(handedOut));
}
function conclude(report, settings, { secrets }) {
  const isTolerated = report.result === "drifted" && !settings.failOnDrift;
  if (exitCodeOf(report) === 0 || isTolerated) return;
  const [why] = report.targets.flatMap((target) => target.failure ? [target.failure.message] : []);
  setFailed(defuseCommands(secrets.redact(why ?? headlineOf(report))));
  process.exitCode = exitCodeOf(report);
}
function annotate(report, redact) {
  const left = { error: shownAnnotations, warning: shownAnnotations, notice: shownAnnotations };
  for (const finding of sortDiagnostics(report.targets.flatMap((target) => target.diagnostics))) {
    if (left[finding.severity] === 0) continue;
    left[finding.severity] -= 1;
    const { location } = finding;
    const place = location && location.isElsewhere !== true ? { file: location.file, startLine: location.line, startColumn: location.column } : {};
    const tell = { error, warning, notice };
    tell[finding.severity](defuseCommands(redact(lineOf(finding))), { title: finding.code, ...place });
  }
}
function lineOf({ message, hint }) {
  return hint === void 0 ? message : `${message}. ${sentence(hint)}`;
}
