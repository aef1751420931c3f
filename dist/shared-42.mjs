import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  branchOf,
  byKind,
  changeAt,
  codeCell,
  codeSpan,
  columnOf,
  commandTo,
  counted,
  fenced,
  fieldHunks,
  fieldLines,
  groupChanges,
  hookAt,
  htmlCode,
  joinHunks,
  labelParts,
  labelled,
  nameWithin,
  oneLine,
  phraseMarkdown,
  phraseText,
  placeLink,
  placeText,
  prose,
  sentence,
  sharedNamespace,
  shorten,
  shortenPair,
  splitHint,
  titleAt,
  titleOf,
  visible,
  wayTo,
  withoutCommands,
  wrap,
  yamlLines,
  yamlText
} from "./shared-40.mjs";
import {
  hasErrors,
  sortDiagnostics
} from "./shared-29.mjs";
import {
  actions,
  hasChanges,
  isCompared
} from "./shared-27.mjs";
import {
  recordName
} from "./shared-38.mjs";
import {
  failureDocs
} from "./shared-30.mjs";
import {
  stringifyJson
} from "./shared-32.mjs";

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
    run: plain({ ...report.run, commandLines: void 0 }),
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
    ...target.hooks && { hooks: target.hooks.map(hookJson) },
    ...target.rendered && { rendered: renderedOf(target.rendered) },
    ...target.obstacle && { obstacle: target.obstacle === "none" ? "none" : plain(target.obstacle) },
    ...target.outcome && { outcome: plain(target.outcome) },
    ...target.record && { record: plain(target.record) },
    ...target.hold && { hold: plain(target.hold) },
    ...target.history && { history: target.history.map(plain) },
    ...target.failure && { failure: plain(target.failure) },
    ...target.putBack && { putBack: plain(target.putBack) }
  };
}
function hookJson({ location, ...hook }) {
  return { ...hook, ...location && { source: { file: location.file, line: location.line } } };
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
    ...change.caution !== void 0 && { caution: change.caution },
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
  const { code, severity, message, hint, location, address } = diagnostic;
  return {
    code,
    severity,
    message,
    ...hint !== void 0 && { hint },
    ...location && { file: location.file, line: location.line, column: location.column },
    ...address !== void 0 && { address }
  };
}
function plain(value) {
  const copy = JSON.parse(JSON.stringify(value));
  return copy;
}

// src/report/causes.ts
var known = {
  "image-missing": {
    words: "cannot pull its image",
    advice: "Push the image and run this again, or correct its name.",
    whileHeld: "Correct its name in a new commit; or push the image, lift the hold and run this again."
  },
  "image-denied": {
    words: "may not pull its image",
    advice: "Give the Pods a pull secret for this registry (`imagePullSecrets`), or correct the name: many registries say so of an image that is not there."
  },
  "image-name": { words: "has an image name that is none", advice: "Correct the name of the image." },
  "image-unreachable": {
    words: "cannot pull its image",
    advice: "Look at the registry, then run this again.",
    whileHeld: "Look at the registry, lift the hold, then run this again."
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
function causeOf({ diagnosis, address }) {
  if (!diagnosis) return "did not become ready";
  if (diagnosis.cause === "crash" && address.startsWith("batch/")) return "ended with an error";
  const { cause, isInit } = diagnosis;
  if (isInit === true && cause === "crash") return "has an init container that does not succeed";
  return known[cause].words;
}
var goesOn = "Deploy again: it goes on where this run stopped.";
function adviceOn(ill, failed, hold = "not held") {
  const byCause = ill.map(({ diagnosis }) => {
    if (!diagnosis) return "Correct what the message names, and deploy again.";
    const { advice, whileHeld = advice } = known[diagnosis.cause];
    return hold === "held" ? whileHeld : advice;
  });
  const byStep = failed.length > 0 ? ["Correct what the message names, and deploy again."] : [];
  const all = [.../* @__PURE__ */ new Set([...byCause, ...byStep])];
  return all.length > 0 ? all.slice(0, 3).join(" ") : goesOn;
}

// src/report/confirm.ts
function addressesToConfirm(changes) {
  return changes.flatMap((change) => change.risk === void 0 ? [] : [change.confirmAddress]).join(",");
}
function addressesAsked({ code, hint }) {
  return code.endsWith("-unconfirmed") ? /confirm: (\S.*)$/.exec(hint ?? "")?.[1] : void 0;
}
function wayToConfirm(addresses, report) {
  if (report.run.host === "terminal") {
    const mode2 = report.mode === "preview" ? "deploy" : report.mode;
    return ["To allow it: ", { code: commandTo(mode2, report.run, { confirm: addresses }) }];
  }
  const branch = branchOf(report.run);
  const where = branch === void 0 ? ["the default branch"] : [{ code: branch }];
  const stop = report.mode === "preview" ? "After the merge the deploy stops here; to allow it: " : "To allow it: ";
  const isAuto = report.mode === "preview" || report.mode === "deploy";
  const mode = isAuto ? [] : [{ code: `mode: ${report.mode}` }, " and "];
  return [stop, "Run workflow", " on ", ...where, " with ", ...mode, { code: `confirm: ${addresses}` }];
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
function planWords(target, words) {
  const hidden = uncomparedCount([target]);
  const counts = { ...target.counts, unknown: target.counts.unknown - hidden };
  const told = wordsOf(counts, (action) => words?.[action] ?? action);
  return [told, hidden === 0 ? "" : `${hidden} not compared`].filter((text) => text !== "").join(", ");
}
function uncomparedCount(targets) {
  return targets.flatMap(({ changes }) => changes).filter((change) => !isCompared(change)).length;
}
function doneCountWords(counts) {
  return wordsOf(counts, (action) => doneWords[action]);
}
function changeCountOf(targets) {
  return targets.reduce((sum, target) => sum + changeCount(target.counts), 0) - uncomparedCount(targets);
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

// src/report/hook-words.ts
var momentWords = {
  before: "before the deploy",
  after: "after the deploy",
  "on-failure": "if the deploy fails",
  "before-rollback": "before the rollback",
  "after-rollback": "after the rollback"
};
function hooksMarkdown(target, report) {
  const ran = ranOf(target);
  const items = ran ? ran.map(
    (run) => `- ${markOf(run)}${codeSpan(titleAt(run.address, target))} ${momentOf(run)}${endOf(run)}`
  ) : (target.hooks ?? []).map((hook) => {
    const place = hook.location ? ` (${placeLink(hook.location, report.run)})` : "";
    return `- ${codeSpan(titleOf(hook))} ${momentWords[hook.moment]}${place}`;
  });
  return items.length === 0 ? "" : ["Hooks:", "", ...items].join("\n");
}
function hooksText(target) {
  const ran = ranOf(target);
  const rows = ran ? ran.map((run) => [
    `${markOf(run).padEnd(2)}${titleAt(run.address, target)}`,
    `${momentOf(run)}${endOf(run)}`
  ]) : (target.hooks ?? []).map((hook) => [
    `hook      ${hook.confirmAddress}`,
    `${momentWords[hook.moment]}${hook.location ? `, ${placeText(hook.location)}` : ""}`
  ]);
  const names = rows.map(([name]) => oneLine(name));
  const column2 = columnOf(names, 60) + 2;
  return rows.map(([, words], index) => `${(names[index] ?? "").padEnd(column2)}${oneLine(words)}`).join("\n");
}
function hookCount(targets) {
  const planned = targets.flatMap(
    ({ hooks = [], outcome }) => outcome ? [] : hooks.filter(({ moment }) => moment !== "on-failure")
  );
  const ran = targets.flatMap(
    ({ outcome }) => outcome?.hooks?.filter(({ state }) => state !== "skipped") ?? []
  );
  if (ran.length > 0) return `${counted(ran.length, "hook")} run`;
  return planned.length === 0 ? "" : `${counted(planned.length, "hook")} to run`;
}
function ranOf({ outcome }) {
  return outcome ? outcome.hooks ?? [] : void 0;
}
function momentOf({ moment }) {
  return moment === "on-failure" ? "because the deploy failed" : momentWords[moment];
}
function markOf({ state }) {
  return state === "succeeded" ? "✓ " : state === "failed" ? "✗ " : "";
}
function endOf({ state, durationMs }) {
  return state === "skipped" ? ": not begun" : `: ${state}, ${durationText(durationMs)}`;
}

// src/report/fold.ts
function foldMarkdown(fold) {
  const lines = joinHunks(fold.hunks);
  const body = fold.language === "list" ? lines.join("\n") : fenced(fold.language, lines);
  const parts = [fold.head, fold.hunks.length === 0 ? "" : body, fold.tail].filter((part) => part !== "");
  if (fold.summary === "") return parts.join("\n\n");
  const open = fold.isOpen ? " open" : "";
  return `<details${open}><summary>${fold.summary}</summary>

${parts.join("\n\n")}

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

// src/report/drift-words.ts
var driftActions = {
  create: "deleted",
  update: "changed",
  recreate: "changed",
  delete: "added",
  unchanged: "unchanged",
  unknown: "unknown"
};
var shownObjects = 20;
function driftPhrases({ changes }) {
  const drifted = changes.filter((change) => hasChanges([change]));
  const rest = drifted.length - shownObjects;
  return [
    ...drifted.slice(0, shownObjects).map(phraseOf),
    ...rest > 0 ? [[`and ${rest} more, all of them below`]] : []
  ];
}
function ignoredWords(targets) {
  const ignored = targets.flatMap(({ changes }) => changes).flatMap((change) => change.ignored ?? []);
  if (ignored.length === 0) return "";
  const byRule = ignored.filter(({ why }) => why.startsWith("rule ")).length;
  const parts = [
    ...byRule === 0 ? [] : [`${byRule} by rule`],
    ...ignored.length === byRule ? [] : [
      `${ignored.length - byRule} because a controller keeps ${ignored.length - byRule === 1 ? "it" : "them"}`
    ]
  ];
  return `${counted(ignored.length, "field")} not counted: ${parts.join(", ")}`;
}
function phraseOf(change) {
  const name = { code: titleOf(change) };
  if (change.action === "create") return [name, " was ", { strong: "deleted" }, ", by whom is not known"];
  if (change.action === "delete")
    return [name, " was ", { strong: "added" }, " with the label of this set, not by a deploy of it"];
  return [name, " was changed ", ...byWhom(change)];
}
function byWhom({ fields }) {
  const owners = new Map(
    fields.flatMap(({ owner, ownerSince }) => owner === void 0 ? [] : [[owner, ownerSince]])
  );
  if (owners.size === 0) return ["by somebody whom the cluster does not name"];
  return [...owners].flatMap(
    ([owner, since], index) => [
      index === 0 ? "" : " and ",
      kindOf(owner),
      " (",
      { code: owner },
      `${since === void 0 ? "" : `, ${since.slice(0, 16).replace("T", " ")} UTC`})`
    ]
  );
}
function kindOf(owner) {
  if (/^(?:kubectl|k9s|lens|Mozilla|rancher|before-first-apply)/.test(owner)) return "by hand";
  return /controller|operator|autoscaler|injector|webhook|^kube-|^vpa-|^keda|istiod/.test(owner) ? "by a controller" : "by another tool";
}

// src/report/obstacle-words.ts
function obstacleAlert({ obstacle }) {
  if (obstacle === void 0 || obstacle === "none") return "";
  const { way, block } = splitHint(obstacle.hint ?? "");
  const paste = block.length === 0 ? [] : ["", ...fenced("text", block).split("\n")];
  const lines = [
    `**${verdictOf(obstacle)}**: ${prose(sentence(obstacle.message))} ${prose(way)}`.trim(),
    ...paste
  ];
  return ["> [!WARNING]", ...lines.map((line) => `> ${line}`.trimEnd())].join("\n");
}
function obstacleText({ obstacle }, { width }, paint) {
  if (obstacle === void 0 || obstacle === "none") return "";
  const { way, block } = splitHint(obstacle.hint ?? "");
  const lines = wrap(oneLine(`${verdictOf(obstacle)}: ${sentence(obstacle.message)}`), width);
  const hint = way === "" ? [] : wrap(oneLine(way), width - 2).map((line) => `  ${line}`);
  return [...lines.map((line) => paint("yellow", line)), ...hint, ...block.map((line) => `    ${line}`)].join(
    "\n"
  );
}
var verdicts = {
  held: "A deploy of this would be held",
  superseded: "A deploy of this would do nothing"
};
function verdictOf({ reasonCode }) {
  return verdicts[reasonCode] ?? "A deploy of this would be refused";
}

// src/report/alerts.ts
var shownObjects2 = 12;
var longestWay = 4e3;
function alertsOf(target, report) {
  const of = (action) => target.changes.filter((change) => change.action === action);
  const unknown = of("unknown").filter(isCompared);
  if (target.outcome || report.result === "drifted") return [];
  const isAhead = target.failure?.code.endsWith("-unconfirmed") !== true;
  const addresses = addressesToConfirm(target.changes);
  const blocks = [dangerBlock(of("delete"), report), dangerBlock(of("recreate"), report)].filter(
    (block) => block !== ""
  );
  const way = addresses === "" || !isAhead ? "" : `
>
> ${wayMarkdown(addresses, report)}`;
  const last = blocks.at(-1);
  const obstacle = obstacleAlert(target);
  return [
    ...obstacle === "" ? [] : [obstacle],
    ...blocks.slice(0, -1),
    ...last === void 0 ? [] : [`${last}${way}`],
    ...cautionBlock(
      target.changes.filter(({ caution }) => caution !== void 0),
      report
    ),
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
    ...changes.slice(0, shownObjects2).map(
      (change) => `- ${codeSpan(titleOf(change))}${isDelete ? riskOf(change) : reasonOf(change, report)}`
    ),
    ...changes.length > shownObjects2 ? [`- and ${changes.length - shownObjects2} more, listed below`] : []
  ];
  return [`> [!${head}]`, ...lines.map((line) => `> ${line}`.trimEnd())].join("\n");
}
function cautionBlock(changes, report) {
  const [first] = changes;
  if (!first) return [];
  const wordsOf2 = ({ caution = "", location }) => `${prose(caution)}${location ? ` (${placeLink(location, report.run)})` : ""}`;
  const more = changes.length - shownObjects2;
  const lines = changes.length === 1 ? [`**${codeSpan(titleOf(first))}**: ${wordsOf2(first)}.`] : [
    `**${changes.length} changes are to be looked at closely:**`,
    "",
    ...changes.slice(0, shownObjects2).map((change) => `- ${codeSpan(titleOf(change))}: ${wordsOf2(change)}`),
    ...more > 0 ? [`- and ${more} more, listed below`] : []
  ];
  return [lines.join("\n")];
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
  const items = changes.slice(0, shownObjects2).map((change) => {
    const where = change.location ? ` (${placeLink(change.location, report.run)})` : "";
    return `- ${codeSpan(titleOf(change))}${where}: ${prose(sentence(change.note ?? "nobody knows why"))}`;
  });
  const more = changes.length > shownObjects2 ? [`- and ${changes.length - shownObjects2} more`] : [];
  const head = changes.length === 1 ? "What would happen to 1 object is not known:" : `What would happen to ${changes.length} objects is not known:`;
  return [head, "", ...items, ...more].join("\n");
}

// src/report/change-body.ts
var columns = { comment: 88, whole: Number.POSITIVE_INFINITY };
var shownLines = { comment: 60, whole: Number.POSITIVE_INFINITY };
var shownObjects3 = { comment: 30, whole: Number.POSITIVE_INFINITY };
function changeBody(changes, run, detail) {
  const [first] = changes;
  if (!first) return { head: "", language: "diff", hunks: [], tail: "" };
  const note = first.note === void 0 || first.risk !== void 0 ? "" : prose(sentence(first.note));
  const head = [originOf(changes, run, detail), note].filter((part) => part !== "").join("\n\n");
  return { head, ...contentOf(first, detail) };
}
function originOf(changes, run, detail) {
  const named = changes.slice(0, shownObjects3[detail]).map((change) => {
    const place = change.location ? placeLink(change.location, run) : "";
    if (changes.length === 1) return place;
    return [codeSpan(titleOf(change)), place].filter((part) => part !== "").join(" in ");
  });
  const more = changes.length > named.length ? [`${changes.length - named.length} more`] : [];
  const parts = [...named, ...more].filter((part) => part !== "");
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}
function contentOf(change, detail) {
  if (change.fields.length > 0)
    return { language: "diff", hunks: fieldHunks(change.fields, columns[detail]), tail: "" };
  if (change.after === void 0) return { language: "yaml", hunks: [], tail: "" };
  const lines = yamlLines(change.after).map((line) => shorten(line, columns[detail]));
  const rest = lines.length - shownLines[detail];
  return {
    language: "yaml",
    hunks: [{ context: [], lines: lines.slice(0, shownLines[detail]) }],
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
    ...of("delete").length > shownObjects2 ? [listFold(of("delete"), report, "deleted")] : [],
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
    summary: `${htmlCode(titleOf(first))}${more} &nbsp;·&nbsp; ${extentOf(first, report)}`,
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
  const named = kinds.slice(0, namedKinds).map(([kind, members]) => `${members.length} ${htmlCode(kind)}`);
  const others = kinds.slice(namedKinds).reduce((sum, [, members]) => sum + members.length, 0);
  const done = report.result === "drifted" ? driftActions[word === "new" ? "create" : "delete"] : word;
  const summary = [...named, ...others > 0 ? [counted(others, "other")] : []].join(", ");
  const lines = kinds.flatMap(
    ([kind, members]) => chunksOf(members, namesInLine).map((chunk) => {
      const names = chunk.map((change) => nameWithPlace(change, namespace, report)).join(", ");
      return `- ${codeSpan(kind)}: ${names}`;
    })
  );
  const where = namespace === void 0 ? "" : ` in ${htmlCode(namespace)}`;
  return {
    summary: `${changes.length} ${done}${where}: ${summary}`,
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
function extentOf(change, { result }) {
  const fields = change.fields.length === 0 ? [] : [counted(change.fields.length, "field")];
  if (result === "drifted" && (change.action === "create" || change.action === "delete"))
    return driftActions[change.action];
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
  const words = planWords(rendered);
  return words === "" ? `no object differs from ${base}` : `${words} against ${base}`;
}
function liveWords(target) {
  const words = planWords(target);
  return words === "" ? "nothing would change" : words;
}
function renderedCount(targets) {
  const parts = targets.flatMap(({ rendered }) => rendered ?? []);
  if (parts.length === 0) return void 0;
  return parts.reduce((sum, part) => sum + changeCount(part.counts), 0);
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
function previewNotes(target) {
  const { previewMatch } = target;
  if (!previewMatch) return "";
  if (previewMatch.state === "same") return unreadWords(previewMatch, target);
  const { notes } = previewMatch;
  const more = notes.length > shownNotes ? [`- and ${notes.length - shownNotes} more, all of them in the log`] : [];
  const items = notes.slice(0, shownNotes).map((note) => `- ${prose(sentence(note))}`);
  return [headOf(previewMatch), "", ...items, ...more].join("\n");
}
function headOf({ state }) {
  return state === "missing" ? "**Not all of this was shown by a preview:**" : "**This is not exactly what the preview showed:**";
}
function unreadWords({ unread = [] }, target) {
  if (unread.length === 0) return "";
  const names = unread.slice(0, shownNotes).map((address) => codeSpan(titleAt(address, target)));
  const more = unread.length > shownNotes ? ` and ${unread.length - shownNotes} more` : "";
  return `Not compared with the preview, which may not read ${unread.length === 1 ? "it" : "them"}: ${names.join(", ")}${more}.`;
}
function asPreviewed(targets) {
  const isSame = targets.length > 0 && targets.every((target) => target.previewMatch?.state === "same");
  if (!isSame) return "";
  const unread = targets.flatMap(({ previewMatch }) => previewMatch?.unread ?? []);
  return unread.length === 0 ? ", exactly as previewed" : `, as previewed but for ${counted(unread.length, "object")} not compared`;
}
function previewedOn(targets) {
  const heads = new Set(
    targets.flatMap(({ previewMatch }) => previewMatch?.state === "same" ? previewMatch.heads : [])
  );
  if (heads.size === 0) return [];
  return [`previewed on ${[...heads].map((head) => codeSpan(head.slice(0, 7))).join(", ")}`];
}

// src/report/progress-words.ts
var shownObjects4 = 10;
function sorted({ health, steps }) {
  const failed = steps.filter((step) => step.state === "failed");
  const notReady = health.filter((object) => object.state !== "ready");
  const stuck = notReady.filter((object) => object.state === "stuck");
  const isTelling = ({ diagnosis }) => diagnosis !== void 0 && diagnosis.cause !== "late";
  const telling = notReady.filter((object) => object.state !== "stuck" && isTelling(object));
  const ill = [...stuck, ...telling];
  if (ill.length + failed.length === 0) return { ill: notReady, failed, pending: [] };
  return { ill, failed, pending: notReady.filter((object) => !ill.includes(object)) };
}
function howFar(target, { run }) {
  const steps = target.outcome?.steps ?? [];
  const done = steps.filter((step) => step.state === "done").length;
  const commit = run.commit === void 0 ? "this version" : { code: run.commit.slice(0, 7) };
  const where = { strong: target.environment };
  const isBack = target.putBack?.state === "done";
  const serves = isBack ? [] : traffic(target);
  const verb = isBack ? " was" : " is";
  if (done === 0 && steps.length > 0)
    return [
      where,
      ` is as it was: ${steps.length === 1 ? "its one change was not made" : `none of ${counted(steps.length, "change")} was made`}.`
    ];
  if (done === steps.length) {
    const made = steps.length === 0 ? "" : `: ${steps.length === 1 ? "its one change was" : `all ${counted(steps.length, "change")} were`} made, but`;
    const rest2 = steps.length === 0 ? ", but not everything is up." : " not everything came up.";
    return [where, `${verb} on `, commit, `${made}${rest2}`, ...serves];
  }
  const skipped = steps.filter((step) => step.state === "skipped");
  const more = skipped.length > shownObjects4 ? `, and ${skipped.length - shownObjects4} more` : "";
  const names = skipped.slice(0, shownObjects4).flatMap((step, index) => [index === 0 ? "" : ", ", { code: titleAt(step.address, target) }]);
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
  return phraseText(verdictOf2(report));
}
function verdictOf2(report) {
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
      return [unchangedWords(report.mode, place)];
    case "clean":
      return [`No drift: ${place} is as it was deployed${uncomparedWords(targets)}`];
    case "drifted":
      return [
        `${counted(changeCountOf(targets), "object")} of ${place} ${areWord(targets)} from what was deployed${uncomparedWords(targets)}`
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
function unchangedWords(mode, place) {
  if (mode === "resume") return `Nothing to lift: nothing is held in ${place}`;
  if (mode === "destroy") return `Nothing to destroy: nothing of ${place} is there any more`;
  if (mode === "heal") return `Nothing to heal: ${place} is as it was deployed`;
  return `Nothing to deploy: ${place} is already as declared`;
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
  const changes = changeCountOf(report.targets);
  const ahead = report.isBeginning === true ? `${modeWords[report.mode]} begins` : "Dry run";
  const name = report.mode === "preview" ? "Preview" : ahead;
  const isAsked = report.targets.some((target) => target.planDigest !== void 0);
  const differing = renderedCount(report.targets);
  if (changes === 0 && !isAsked && differing !== void 0)
    return [
      `${name}: ${differing === 0 ? "no object" : counted(differing, "object")} of ${place} ${differing < 2 ? "changes" : "change"} in the files`
    ];
  if (changes === 0 && !isAsked)
    return [`${name}: the files of ${place} are good, what would change is not known`];
  if (report.mode === "resume") return [`Dry run: the hold on ${place} would be lifted`];
  const hooks = hookCount(report.targets);
  const also = `${hooks === "" ? "" : `, ${hooks}`}${uncomparedWords(report.targets)}`;
  if (changes === 0) return [`${name}: nothing would change in ${place}${also}`];
  const look = report.targets.flatMap((target) => target.changes).filter(
    (change) => change.risk !== void 0 || change.caution !== void 0 || change.action === "delete" || change.action === "unknown" && isCompared(change)
  ).length;
  const closer = look === 0 ? "" : `, ${look} ${look === 1 ? "needs" : "need"} a closer look`;
  return [`${name}: ${counted(changes, "change")} in ${place}${also}${closer}`];
}
function failureWords(report) {
  if (report.reasonCode === "cancelled") return ["the run was cancelled"];
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
  return changeCountOf(targets) === 1 ? "differs" : "differ";
}
function uncomparedWords(targets) {
  const count = uncomparedCount(targets);
  return count === 0 ? "" : `, ${counted(count, "object")} not compared`;
}
function doneWordsOf(targets) {
  const words = targets.map((target) => doneCountWords(doneCounts(target))).filter((text) => text !== "");
  const done = words.length === 0 ? "nothing had changed" : words.join("; ");
  const hooks = hookCount(targets);
  return hooks === "" ? done : `${done}, ${hooks}`;
}
function warningWords(targets) {
  const warnings = targets.flatMap((target) => target.diagnostics).filter(({ severity }) => severity === "warning").length;
  return warnings === 0 ? ", no mistakes found" : `, ${counted(warnings, "warning")}`;
}
function tookText(targets) {
  return durationText(Math.max(0, ...targets.map((target) => target.outcome?.durationMs ?? 0)));
}

// src/report/findings.ts
var shownFindings = { comment: 50, whole: Number.POSITIVE_INFINITY };
function failureBlock(failure, report) {
  const asked = addressesAsked(failure);
  const { way: hint, block } = splitHint(failure.hint ?? "");
  const way = asked === void 0 ? prose(hint) : wayMarkdown(asked, report);
  const paste = asked === void 0 && block.length > 0 ? fenced("yaml", block) : "";
  const parts = [
    `**${prose(sentence(failure.message))}**`,
    way === "" ? "" : `**What to do**: ${way}`,
    paste
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}
function findingsOf(target, report, detail) {
  const sorted2 = sortDiagnostics(target.diagnostics);
  const groups = [...Map.groupBy(sorted2, keyOf).values()];
  const shown = groups.slice(0, shownFindings[detail]);
  const rest = groups.slice(shownFindings[detail]).flat().length;
  const items = shown.map((group) => findingItem(group, report));
  const list = [...items, ...rest > 0 ? [`- and ${rest} more, all of them in the log`] : []].join("\n");
  if (list === "" || hasErrors(sorted2) || !isIll(target)) return list;
  return `<details><summary>${counted(sorted2.length, "finding")} about the files</summary>

${list}

</details>`;
}
function isIll({ outcome }) {
  return outcome?.health.some(({ state }) => state !== "ready") === true;
}
function keyOf({ severity, message, hint, code }) {
  return JSON.stringify([severity, code, message, hint]);
}
var shownPlaces = 5;
function findingItem(group, report) {
  const [first] = group;
  if (!first) return "";
  const { severity, message, hint, code } = first;
  const places = group.flatMap(({ location }) => location ? [placeLink(location, report.run)] : []);
  const more = places.length > shownPlaces ? ` and ${places.length - shownPlaces} more` : "";
  const place = places.length === 0 ? "" : `${places.slice(0, shownPlaces).join(", ")}${more}: `;
  const { way, block } = splitHint(hint ?? "");
  const words = [prose(sentence(message)), prose(way), `(${codeSpan(code)})`].filter((part) => part !== "");
  const paste = block.length > 0 ? `
${indented(fenced("yaml", block))}` : "";
  return `- **${severity}** ${place}${words.join(" ")}${paste}`;
}
function indented(text) {
  return text.replaceAll(/^/gm, "  ");
}

// src/report/fit.ts
var cutWords = "Parts of this report are only in the log, because they are too long for this place.";
var reserveBytes = 200;
function fitTexts(texts, limitBytes2) {
  let left = limitBytes2 - reserveBytes;
  const take = (part) => {
    const size = Buffer.byteLength(part, "utf8") + 2;
    if (size > left) return false;
    left -= size;
    return true;
  };
  const start = texts.start.filter(take);
  const end = texts.end.toReversed().filter(take).toReversed();
  const isShort = start.length + end.length < texts.start.length + texts.end.length;
  return { start: isShort ? [...start, cutWords] : start, end, left, isShort };
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
  return { continuations: continuations.filter((part) => part.length > 0), rest };
}

// src/report/back-words.ts
function backWords(target, report) {
  return phraseMarkdown(backPhrase(target, report));
}
function backText(target, report, width) {
  return wrap(phraseText(backPhrase(target, report)), width).join("\n");
}
function backPhrase({ record }, { result, run }) {
  const left = record?.previous?.commit;
  if (result !== "rolled-back" || left === void 0 || left === record?.commit) return [];
  const actor = record?.run?.actor ?? run.actor;
  const reason = record?.rollback?.reason;
  return [
    "Commit ",
    { code: left.slice(0, 7) },
    " was taken back",
    ...actor === void 0 ? [] : [` by ${actor}`],
    reason === void 0 ? "." : `: ${reason.replace(/[.\s]*$/, "")}.`
  ];
}

// src/report/hold-words.ts
var shownCulprits = 50;
function holdWords(target, report) {
  const told = toldOf(target, report);
  if (!told) return "";
  const { lead, names, way } = told;
  const lift = way ? ` To lift that: ${phraseMarkdown(way)}.` : "";
  return `${phraseMarkdown(lead)}${lift}

${names.map((name) => `- ${codeSpan(name)}`).join("\n")}${moreWords(target, "- ")}`;
}
function holdText(target, report, width) {
  const told = toldOf(target, report);
  if (!told) return "";
  const { lead, names, way } = told;
  const lift = way ? ["  To lift that:", `    ${phraseText(way)}`] : [];
  const items = names.map((name) => `  - ${oneLine(name)}`);
  return [...wrap(phraseText(lead), width), ...items, moreWords(target, "  - ").slice(1), ...lift].filter((line) => line !== "").join("\n");
}
function toldOf({ hold, putBack }, { mode, result, run }) {
  if (!hold || result === "held") return void 0;
  const names = hold.culprits.slice(0, shownCulprits).map(({ address }) => address === "" ? "everything" : address);
  if (mode === "resume") {
    const start = result === "resumed" ? "Not held back any more, and" : "Would not be held back any more, and";
    return names.length === 0 ? void 0 : { lead: [`${start} part of the next deploy of this commit:`], names };
  }
  const verb = result === "rolled-back" || putBack?.state === "done" ? "are" : "will be";
  return {
    lead: [
      `Deploys that bring these back as they were ${verb} `,
      { strong: "held" },
      " until a change mends them."
    ],
    names,
    way: wayTo("resume", run, { reason: true })
  };
}
function moreWords({ hold }, mark) {
  const rest = (hold?.culprits.length ?? 0) - shownCulprits;
  return rest > 0 ? `
${mark}and ${rest} more` : "";
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
    kind: hookAt(address, target)?.isNew === true ? "hook changed" : "written",
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
  const isInside = (inner, outer) => inner === outer || inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length));
  return blamed === "" || isInside(changed, blamed) || isInside(blamed, changed);
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
  const named = ["config-missing", "service-account-missing"];
  return whole.includes(cause) || named.includes(cause) && names.length > 0;
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
function endWords({ lastEnd }, words) {
  if (!lastEnd) return [words];
  const { exitCode, reason, restarts } = lastEnd;
  const named = reason === "" || reason === "Error" ? "" : `${reason}, `;
  const often = restarts === 0 ? "" : `, ${counted(restarts, "restart")} so far`;
  return [`${words} (${named}exit code ${exitCode}${often})`];
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
  const parts = [
    events.length === 0 ? "" : counted(events.length, "event"),
    lines > 0 ? counted(lines, "log line") : none
  ];
  return parts.filter((part) => part !== "").join("; ");
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
  const { putBack } = target;
  return putBack ? [...stateOf(putBack, target), ...restOf(putBack, target)] : [];
}
function stateOf({ state, to = "", commit, record }, { environment }) {
  const what = [
    ...commit === void 0 ? [] : [{ code: commit.slice(0, 7) }, " again"],
    ...to === "" ? [] : [commit === void 0 ? "" : ", ", "as record ", { code: to }, " left it"]
  ];
  const by = record === void 0 ? [] : [" (by record ", { code: record }, ")"];
  switch (state) {
    case "done":
      return ["Put back: ", { strong: environment }, " is on ", ...what, ...by, "."];
    case "failed":
      return ["Putting back ", to === "" ? "what ran before" : { code: to }, " did not succeed", ...by, "."];
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
var shownObjects5 = 10;
var shownEvidence = 3;
function problemsOf(target, report) {
  const { outcome } = target;
  if (!outcome) return [];
  const { ill, failed, pending } = sorted(outcome);
  const isFine = outcome.result === "deployed" || outcome.result === "unchanged";
  if (ill.length + failed.length === 0 && isFine) return [];
  const troubles = [
    ...ill.map((object) => illness(object, target, report)),
    ...failed.map((step) => breakage(step, target, report))
  ];
  const way = wayOn(ill, failed, target, report);
  return [
    phraseMarkdown(howFar(target, report)),
    phraseMarkdown(putBackPhrase(target)),
    troubles.length === 1 ? "" : troubleList(troubles, ill, failed, target),
    troubles.length === 1 ? [...troubles[0] ?? [], way].map((line) => `- ${line}`).join("\n") : way,
    ...ill.slice(0, shownEvidence).map((object) => evidence(object, ill.length > 1, target)),
    pendingWords(pending, target)
  ].filter((part) => part !== "");
}
function troubleList(troubles, ill, failed, target) {
  const names = [...ill, ...failed].map(({ address }) => codeSpan(titleAt(address, target)));
  const items = troubles.slice(0, shownObjects5).map((lines, index) => `- ${names[index] ?? ""}
  - ${lines.join("\n  - ")}`);
  const rest = troubles.length - shownObjects5;
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
  return phrase.map((part, index) => {
    if (typeof part !== "string") return part;
    const isLast = index === phrase.length - 1;
    const isFirst = index === 0;
    if (isFirst && isLast) return sentence(part);
    return part;
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
function touchWords(touch, { run }) {
  const { kind, fields, more, location, name, title } = touch;
  const where = location ? ` in ${placeLink(location, run)}` : "";
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
    case "hook changed":
      return `**Written**: ${codeSpan(shorten(name ?? "", 60))}${of}${where}, in a hook that is new or changed`;
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
  const words = evidenceWords(diagnosis);
  const lines = evidenceLines(diagnosis);
  if (lines.length === 0) return "";
  const whose = isOneOfMany ? ` of ${prose(titleAt(address, target))}` : "";
  return `<details><summary>Events and log${whose} (${prose(words)})</summary>

${fenced("text", lines)}

</details>`;
}
function pendingWords(pending, target) {
  if (pending.length === 0) return "";
  const names = pending.slice(0, shownObjects5).map(({ address }) => codeSpan(titleAt(address, target)));
  const more = pending.length > shownObjects5 ? ` and ${pending.length - shownObjects5} more` : "";
  return `Not ready yet when this run stopped, with nothing wrong to be seen: ${names.join(", ")}${more}.`;
}
function wayOn(ill, failed, { putBack, hold }, { run, reasonCode }) {
  const how = reasonCode === "cancelled" ? goesOn : adviceOn(ill, failed, hold ? "held" : "not held");
  const advice = `**What to do**: ${prose(how)}`;
  if (putBack?.state === "done") return advice;
  return `${advice} To go back, revert the commit, or: ${phraseMarkdown(wayTo("rollback", run))}.`;
}

// src/report/history.ts
var columns2 = ["record", "kind", "result", "commit", "by", "started (UTC)", "took", "changed"];
function historyLines(records, width) {
  const rows = [columns2, ...records.map((record) => cellsOf(record, records))];
  const widths = columns2.map((_, index) => Math.max(...rows.map((row) => (row[index] ?? "").length)));
  const shown = columnsIn(width, widths);
  return rows.flatMap((row, index) => {
    const cells = row.slice(0, shown).map((cell, column2) => cell.padEnd(widths[column2] ?? 0));
    const rest = row.slice(shown).filter((cell) => cell !== "");
    const below = rest.length > 0 && index > 0 ? [`    ${rest.join("  ")}`] : [];
    const why = reasonOf2(records[index - 1]);
    const because = why === void 0 ? [] : wrap(`because: ${oneLine(why)}`, width - 4).map((line) => `    ${line}`);
    return [cells.join("  ").trimEnd(), ...below, ...because];
  });
}
function columnsIn(width, widths) {
  let used = -2;
  const tooMany = widths.findIndex((each) => {
    used += each + 2;
    return used > width;
  });
  return tooMany === -1 ? widths.length : tooMany;
}
function historyCells(records) {
  return records.map((record) => {
    const [
      name = "",
      kind = "",
      result = "",
      commit = "",
      actor = "",
      started = "",
      took = "",
      changed = ""
    ] = cellsOf(record, records);
    const lasted = took === "" ? "" : ` in ${took}`;
    const why = reasonOf2(record);
    const because = why === void 0 ? "" : `, because: ${why}`;
    return [name, kind, commit, `${result}, ${changed}${because}`, `${started} UTC by ${actor}${lasted}`];
  });
}
function cellsOf(record, all) {
  return [
    recordName(record),
    kindOf2(record, all),
    record.result ?? "unfinished",
    commitOf(record),
    record.run?.actor ?? "unknown",
    record.startedAt.replace("T", " ").slice(0, 16),
    record.durationMs === void 0 ? "" : durationText(record.durationMs),
    whatChanged(record)
  ];
}
function commitOf({ commit, dirty, pullRequest }) {
  const from = pullRequest === void 0 ? "" : ` (#${pullRequest})`;
  return `${commit?.slice(0, 7) ?? "no commit"}${from}${dirty === true ? " + edits" : ""}`;
}
function kindOf2({ kind, rollback }, all) {
  const to = all.find(({ id }) => id === rollback?.toId);
  return to === void 0 ? kind : `${kind} to #${to.sequence}`;
}
function reasonOf2(record) {
  return record?.rollback?.reason ?? record?.reason;
}
function whatChanged({ objects, brokenOff }) {
  if (brokenOff === true) return "not known";
  const parts = [
    [objects.created, "created"],
    [objects.changed, "changed"],
    [objects.pruned, "deleted"]
  ];
  const words = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return words.length === 0 ? "nothing" : words.join(", ");
}

// src/report/tables.ts
function targetTable(report) {
  const { targets } = report;
  if (targets.every((target) => target.changes.length === 0)) return renderedTable(targets);
  if (targets.some((target) => target.outcome))
    return table(["target", "result", "changed", "took"], "|---|---|--:|--:|", targets.map(deployedRow));
  const head = ["target", report.result === "drifted" ? "differs" : "will change", "unchanged"];
  const words = report.result === "drifted" ? driftActions : void 0;
  return table(
    head,
    "|---|---|--:|",
    targets.map((target) => plannedRow(target, words))
  );
}
function renderedTable(targets) {
  const rows = targets.flatMap(
    (target) => target.rendered ? [plannedRow({ ...target, ...target.rendered })] : []
  );
  return rows.length === 0 ? "" : table(["target", "changes in the files", "unchanged"], "|---|---|--:|", rows);
}
function historyTable(target) {
  if (!target.history) return "";
  if (target.history.length === 0) return `Nothing was deployed to ${prose(target.environment)} yet.`;
  const rows = historyCells(target.history).map(([name, kind, commit, result, when]) => [
    `${codeCell(name)} ${prose(kind)}`,
    codeCell(commit),
    prose(result),
    prose(when)
  ]);
  return table(["record", "commit", "result", "when"], "|---|---|---|---|", rows);
}
function table(head, rule, rows) {
  return [`| ${head.join(" | ")} |`, rule, ...rows.map((row) => `| ${row.join(" | ")} |`)].join("\n");
}
function plannedRow(target, words) {
  const told = planWords(target, words).replaceAll(/\d+ (?:deleted?|added|recreate|unknown)\b/g, "**$&**");
  return [placeCell(target), told === "" ? "nothing" : told, String(target.counts.unchanged)];
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
  const { ill, failed, pending } = sorted(outcome);
  if (ill.length + failed.length === 0 && (outcome.result === "deployed" || outcome.result === "unchanged"))
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
    ...failed.map((step) => [
      ...entry("What", `${step.address} could not be ${step.action === "delete" ? "deleted" : "applied"}.`),
      ...entry("Why", sentence(step.message ?? "no reason was given")),
      ...touched(touchOf(step.address, [], target), options, entry)
    ]),
    [
      ...entry("How far", phraseText(howFar(target, report))),
      ...target.putBack ? entry("Put back", phraseText(putBackPhrase(target)).replace(/^Put back: /, "")) : [],
      ...pending.length > 0 ? entry("Waiting", pendingText(pending)) : [],
      ...whatToDo(entry, wayOn2(ill, failed, target, report))
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
    case "hook changed":
      return entry("Written", `${name ?? ""}${of}, ${where}, in a hook that is new or changed`);
  }
}
function evidence2({ diagnosis }, { width }, entry) {
  if (!diagnosis) return [];
  const lines = evidenceLines(diagnosis);
  const words = evidenceWords(diagnosis);
  const broken = lines.flatMap((line) => {
    const indent = `  ${/^ */.exec(line)?.[0] ?? ""}`;
    return wrap(line.trimStart(), width - 8).map(
      (part, index) => `${index === 0 ? indent : `${indent}    `}${part}`.trimEnd()
    );
  });
  return lines.length === 0 ? [] : [...entry("Evidence", words), ...broken];
}
function pendingText(pending) {
  const names = pending.slice(0, 10).map(({ address }) => address);
  const more = pending.length > 10 ? ` and ${pending.length - 10} more` : "";
  return `${names.join(", ")}${more}: not ready yet when this run stopped, with nothing wrong to be seen.`;
}
function whatToDo(entry, [advice, command]) {
  return [...entry("What to do", advice), ...command === "" ? [] : [`${" ".repeat(column)}${command}`]];
}
function wayOn2(ill, failed, { putBack, hold }, { run, reasonCode }) {
  const how = reasonCode === "cancelled" ? goesOn : adviceOn(ill, failed, hold ? "held" : "not held");
  const advice = how.replaceAll("`", "");
  if (putBack?.state === "done") return [advice, ""];
  const way = phraseText(wayTo("rollback", run));
  return run.host === "terminal" ? [`${advice} To go back, revert the commit, or run:`, way] : [`${advice} To go back, revert the commit, or: ${way}.`, ""];
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
  const parts = folds.filter((fold) => fold.changes === 0 && fold.titles.length > 0).length;
  const what = [
    ...count === 0 ? [] : [counted(count, "more change")],
    ...parts === 0 ? [] : [counted(parts, "more part")]
  ].join(" and ");
  const verb = count + parts === 1 ? "is" : "are";
  return `${what} ${verb} not shown here, because the text would be too long; the table above counts all changes.`;
}
function piecesOf(report, detail) {
  const { targets } = report;
  const failures = [report.failure, ...targets.map((target) => target.failure)].flatMap(
    (failure) => failure ?? []
  );
  const start = [
    `### ${phraseMarkdown(verdictOf2(report))}`,
    ...failures.map((failure) => failureBlock(failure, report)),
    ...targets.flatMap((target) => problemsOf(target, report)),
    isOneInTrouble(report) ? "" : targetTable(report),
    ...targets.flatMap((target) => alertsOf(target, report)),
    ...targets.map((target) => hooksMarkdown(target, report)),
    ...targets.map((target) => findingsOf(target, report, detail)),
    ...targets.map(previewNotes),
    ...targets.map(historyTable),
    driftWords(report),
    ...targets.map((target) => backWords(target, report)),
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
function kept(parts) {
  return parts.filter((part) => part !== "");
}
function driftWords({ result, run, targets }) {
  const ignored = ignoredWords(targets);
  const left = ignored === "" ? "" : `${ignored}.`;
  if (result !== "drifted") return result === "clean" ? left : "";
  return [
    ...targets.flatMap(driftPhrases).map((phrase) => `- ${phraseMarkdown(phrase)}`),
    "",
    ...left === "" ? [] : [left, ""],
    "In the diffs `-` is what is there now, `+` what was deployed. What you can do:",
    "",
    "- keep what is there: change the files and merge that",
    `- put back what was deployed: ${phraseMarkdown(wayTo("heal", run))}`
  ].join("\n");
}
function undoWords({ result, run, targets }) {
  const hasPrevious = targets.some((target) => target.record?.previous !== void 0);
  if (result !== "deployed" || !hasPrevious) return "";
  return `To undo: ${phraseMarkdown(wayTo("rollback", run))}.`;
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
  const { run, targets } = report;
  const dirty = run.dirty === true ? " with uncommitted changes" : "";
  const sha = report.mode === "preview" ? run.pullRequest?.headSha ?? run.commit : run.commit;
  const commit = sha === void 0 ? [] : [`${report.mode === "preview" ? "Preview of" : "Commit"} ${codeSpan(sha.slice(0, 7))}${dirty}`];
  const digests = targets.flatMap(
    ({ planDigest, changes }) => planDigest !== void 0 && hasChanges(changes) ? [planDigest.slice(0, 8)] : []
  );
  const plans = [...new Set(digests)].map((digest) => `plan ${codeSpan(digest)}`);
  const records = targets.flatMap(({ record }) => record ? [`record ${codeSpan(recordName(record))}`] : []);
  const link = run.runUrl !== void 0 && /^https?:\/\/[^\s()<>]+$/.test(run.runUrl) ? [`[run](${run.runUrl})`] : [];
  const times = report.result === "deployed" || report.result === "rolled-back" ? [] : targets.flatMap(outcomeTimes);
  return [...commit, ...plans, ...previewedOn(targets), ...records, ...times, ...link].join(" · ");
}

export {
  renderJson,
  fitTexts,
  foldMarkdown,
  durationText,
  addressesToConfirm,
  addressesAsked,
  wayToConfirm,
  obstacleText,
  driftActions,
  driftPhrases,
  ignoredWords,
  hooksText,
  renderedWords,
  liveWords,
  headlineOf,
  partFolds,
  packFolds,
  backText,
  holdText,
  historyLines,
  outcomeText,
  outcomeTimes,
  renderMarkdown,
  piecesOf
};
