import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  matchesCron,
  wholeHistoryHint
} from "./shared-28.mjs";
import {
  writtenOverrides
} from "./shared-31.mjs";
import {
  byKind,
  columnOf,
  fieldLines,
  groupChanges,
  hintText,
  isWriting,
  labelled,
  nameWithin,
  oneLine,
  paintOf,
  phraseText,
  placeText,
  sentence,
  sharedNamespace,
  titleOf,
  wayTo,
  wrap
} from "./shared-40.mjs";
import {
  hasErrors
} from "./shared-29.mjs";
import {
  entriesDigest
} from "./shared-37.mjs";
import {
  keptAfter
} from "./shared-34.mjs";
import {
  actions,
  countChanges,
  hasChanges,
  isAllUnchanged,
  isCompared
} from "./shared-27.mjs";
import {
  recordName
} from "./shared-38.mjs";
import {
  Failure,
  failureCodes
} from "./shared-30.mjs";
import {
  isList,
  isObject
} from "./shared-32.mjs";
import {
  __callDispose,
  __using
} from "./shared-1.mjs";

// src/model/report.ts
var reportSchema = 1;

// src/flows/as-recorded.ts
function asRecorded({ target, settings }, record) {
  const { rendering, imageOverrides = [] } = record ?? {};
  const { source } = target;
  if (!rendering || !isPlain(rendering) || source.engine !== "kubernetes")
    return { target, settings: { ...settings, imageOverrides } };
  const { path, namespace, contextNamespace, kubernetesVersion } = rendering;
  const { namespace: _, kubernetesVersion: __, ...rest } = settings;
  const recordNamespace = record?.target.namespace ?? settings.recordNamespace;
  return {
    target: {
      ...target,
      source: {
        engine: "kubernetes",
        path,
        ...namespace !== void 0 && { namespace },
        ...contextNamespace !== void 0 && { contextNamespace }
      }
    },
    settings: {
      ...rest,
      path,
      imageOverrides,
      rendering: {
        values: rendering.values ?? [],
        release: rendering.release ?? settings.rendering.release,
        // A permission, which only the run itself gives.
        network: settings.rendering.network
      },
      ...namespace !== void 0 && { namespace },
      // The record was found there: it stays there.
      ...recordNamespace !== void 0 && { recordNamespace },
      ...kubernetesVersion !== void 0 && { kubernetesVersion }
    }
  };
}
function isPlain({ path, values = [], kubernetesVersion, ...names }) {
  const { namespace, contextNamespace, release } = names;
  return [path, ...values].every((text) => typeof text === "string" && /^[^-]/.test(text)) && [namespace, contextNamespace, release].every(
    (text) => text === void 0 || /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/.test(text)
  ) && (kubernetesVersion === void 0 || /^\d+\.\d+$/.test(kubernetesVersion));
}

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
    planEntries: plan.entries,
    ...plan.renderedDigest !== "" && { renderedDigest: plan.renderedDigest },
    counts: countChanges(plan.changes),
    changes: plan.changes,
    diagnostics: [...report.diagnostics, ...plan.diagnostics],
    limits: plan.limits,
    ...plan.hooks && plan.hooks.length > 0 && { hooks: plan.hooks }
  };
}
function reasonOfErrors(diagnostics) {
  const hasError = (wanted) => diagnostics.some(({ severity, code }) => severity === "error" && code === wanted);
  if (hasError("permission-missing")) return "forbidden";
  if (hasError("field-conflict")) return "conflict";
  if (hasError("render-failed")) return "render-failed";
  return hasError("owned-elsewhere") ? "target-owned-elsewhere" : "validation";
}

// src/flows/clean-up.ts
async function cleanUp(target, begun, { world, abandon }) {
  const found = await abandon().catch((error) => {
    const { message } = describeFailure(error, world);
    world.log.warn(`the record and the lock of the killed run are left to the next run: ${message}`);
    return void 0;
  });
  const record = found ?? begun.announced;
  if (!record) return void 0;
  if (begun.failed) return wayBackEnded(target, begun.failed, record, whyEnded(record, begun), world);
  const result = resultOf(record);
  const isGood2 = result !== "failed" && result !== "partial" && result !== "cancelled";
  const failure = isGood2 ? void 0 : describeFailure(whyEnded(record, begun), world);
  return {
    result,
    reasonCode: failure?.reasonCode ?? "",
    target: {
      ...reportOf(target, []),
      ...isGood2 && { counts: countsOf(record) },
      record,
      ...failure && { failure }
    }
  };
}
function wayBackEnded(target, failed2, back, { message, hint = "" }, world) {
  const isDone = back.result === "success";
  const putBack2 = {
    state: isDone ? "done" : "failed",
    record: recordName(back),
    notUndone: [],
    ...back.commit !== void 0 && { commit: back.commit },
    ...!isDone && { message }
  };
  const words = isDone ? new Failure("rollout-failed", "the deploy did not end well, and what ran before was put back", {
    hint: `Record ${putBack2.record} tells how.`
  }) : new Failure("rollout-failed", `the deploy did not end well, and on the way back ${message}`, { hint });
  const failure = describeFailure(words, world);
  return {
    result: "failed",
    reasonCode: "rollout-failed",
    target: { ...reportOf(target, []), record: failed2, putBack: putBack2, failure }
  };
}
function resultOf({ result, kind }) {
  if (result !== "success") return result ?? "partial";
  return kind === "rollback" ? "rolled-back" : kind === "destroy" ? "destroyed" : "deployed";
}
function countsOf({ objects }) {
  const { created, changed, unchanged, pruned } = objects;
  return { create: created, update: changed, recreate: 0, delete: pruned, unchanged, unknown: 0 };
}
function whyEnded({ brokenOff, result }, { isCancelled }) {
  const isKnown = result !== void 0 && brokenOff !== true;
  const hint = isKnown ? "What it did stands in the record." : "What it wrote until then is not known. Run again: the whole set is deployed, which changes only what is missing.";
  if (isCancelled)
    return new Failure("cancelled", "the run was cancelled, and ended from outside before it was done", {
      hint
    });
  if (isKnown) return new Failure("rollout-failed", "the deploy did not end well", { hint });
  return new Failure("internal", "the process of the run was killed, perhaps for want of memory", { hint });
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

// src/report/redacted.ts
function redactReport(report, redact) {
  return {
    ...report,
    targets: report.targets.map((target) => targetOf(target, redact)),
    ...report.failure && { failure: failureOf(report.failure, redact) }
  };
}
function targetOf(target, redact) {
  return {
    ...target,
    changes: target.changes.map((change) => changeOf(change, redact)),
    diagnostics: target.diagnostics.map((diagnostic) => diagnosticOf(diagnostic, redact)),
    limits: target.limits.map(redact),
    ...target.previewMatch && {
      previewMatch: { ...target.previewMatch, notes: target.previewMatch.notes.map(redact) }
    },
    ...target.rendered && {
      rendered: {
        ...target.rendered,
        changes: target.rendered.changes.map((change) => changeOf(change, redact))
      }
    },
    ...target.outcome && { outcome: outcomeOf(target.outcome, redact) },
    ...target.hold?.reason !== void 0 && {
      hold: { ...target.hold, reason: redact(target.hold.reason) }
    },
    ...target.failure && { failure: failureOf(target.failure, redact) },
    ...target.obstacle && { obstacle: obstacleOf(target.obstacle, redact) },
    ...target.putBack?.message !== void 0 && {
      putBack: { ...target.putBack, message: redact(target.putBack.message) }
    }
  };
}
function changeOf(change, redact) {
  return {
    ...change,
    fields: change.fields.map((field) => fieldOf(field, redact)),
    ...change.after !== void 0 && { after: valueOf(change.after, redact) },
    ...change.ignored && {
      ignored: change.ignored.map((field) => ({ ...field, ...fieldOf(field, redact), why: redact(field.why) }))
    },
    ...change.risk !== void 0 && { risk: redact(change.risk) },
    ...change.caution !== void 0 && { caution: redact(change.caution) },
    ...change.note !== void 0 && { note: redact(change.note) }
  };
}
function fieldOf(field, redact) {
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
function diagnosticOf(diagnostic, redact) {
  const { message, hint } = diagnostic;
  return { ...diagnostic, message: redact(message), ...hint !== void 0 && { hint: redact(hint) } };
}
function failureOf(failure, redact) {
  const { message, hint } = failure;
  return { ...failure, message: redact(message), ...hint !== void 0 && { hint: redact(hint) } };
}
function obstacleOf(obstacle, redact) {
  if (obstacle === "none") return obstacle;
  const { message, hint } = obstacle;
  return { ...obstacle, message: redact(message), ...hint !== void 0 && { hint: redact(hint) } };
}
function outcomeOf(outcome, redact) {
  return {
    ...outcome,
    steps: outcome.steps.map(
      (step) => step.message === void 0 ? step : { ...step, message: redact(step.message) }
    ),
    ...outcome.hooks && {
      hooks: outcome.hooks.map(
        (hook) => hook.message === void 0 ? hook : { ...hook, message: redact(hook.message) }
      )
    },
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

// src/report/text-changes.ts
var actionStyles = {
  create: "green",
  update: "yellow",
  recreate: "red",
  delete: "red",
  unknown: "magenta",
  unchanged: "dim"
};
var ahead = {
  create: "create",
  update: "update",
  recreate: "recreate",
  delete: "delete",
  unknown: "unknown",
  unchanged: "unchanged"
};
var fewObjects = 8;
var actionColumn = 10;
function changesText(target, options, paint, words = ahead) {
  const of = (action) => target.changes.filter((change) => change.action === action && isCompared(change));
  const isListed = of("create").length > fewObjects;
  const shown = actions.flatMap(
    (action) => action === "unchanged" || action === "create" && isListed ? [] : of(action)
  );
  const groups = groupChanges(shown);
  const addresses = groups.flatMap(({ first, others }) => [first, ...others]).map((change) => addressOf(change));
  const column = columnOf(addresses, Math.max(20, options.width - actionColumn - 30));
  const blocks = groups.map(
    ({ first, others }) => [
      ...[first, ...others].map((change) => headLine(change, { column, words }, options, paint)),
      ...detailLines(first, options, paint)
    ].join("\n")
  );
  return [...blocks, ...isListed ? [kindLines(of("create"), words, options, paint)] : []].join("\n");
}
function headLine(change, { column, words }, options, paint) {
  const action = paint(actionStyles[change.action], words[change.action].padEnd(actionColumn));
  const address = addressOf(change);
  if (!change.location) return `${action}${address}`;
  const place = oneLine(placeText(change.location));
  const isFit = actionColumn + Math.max(column, address.length) + 2 + place.length <= options.width;
  const gap = isFit ? address.padEnd(column + 2) : `${address}
${" ".repeat(actionColumn)}`;
  return `${action}${gap}${paint("dim", place)}`;
}
function detailLines(change, options, paint) {
  const width2 = options.width - 4;
  const note = change.note === void 0 ? [] : wrap(oneLine(sentence(change.note)), width2);
  const risk = change.risk === void 0 ? [] : wrap(oneLine(sentence(change.risk)), width2 - 2);
  const caution = change.caution === void 0 ? [] : wrap(oneLine(sentence(change.caution)), width2 - 2);
  return [
    ...note.map((line) => `    ${line}`),
    ...caution.map((line, index) => paint("yellow", `    ${index === 0 ? "!" : " "} ${line}`)),
    ...risk.map((line, index) => paint("red", `    ${index === 0 ? "!" : " "} ${line}`)),
    ...fieldLines(change.fields, width2).map((line) => `    ${styled(line, paint)}`)
  ];
}
function styled(line, paint) {
  if (line.startsWith("+")) return paint("green", line);
  if (line.startsWith("-")) return paint("red", line);
  return line.startsWith("@@") ? paint("cyan", line) : line.trimEnd();
}
function kindLines(changes, words, options, paint) {
  const namespace = sharedNamespace(changes);
  const where = namespace === void 0 ? "" : ` in ${oneLine(namespace)}`;
  const kinds = byKind(changes);
  const counts = kinds.map(([kind, members]) => `${String(members.length).padStart(3)} ${oneLine(kind)}`);
  const size = { column: columnOf(counts, 40) + 2, width: options.width - 4 };
  const lines = kinds.flatMap(([, members], index) => {
    const names = members.map((change) => oneLine(nameWithin(change, namespace))).join(", ");
    return labelled(counts[index] ?? "", names, size).map((line) => `    ${line}`);
  });
  const head = `${paint("green", words.create.padEnd(actionColumn))}${changes.length} objects${where}`;
  return [head, ...lines].join("\n");
}
function addressOf(change) {
  return oneLine(change.title ? titleOf(change) : change.confirmAddress);
}

// src/flows/foresee.ts
var width = 120;
async function foresee({ settings, world }, target) {
  const report = redactReport(reportOf2(settings.mode, target, world), (text) => world.secrets.redact(text));
  const [shown = target] = report.targets;
  const options = { color: false, width };
  const group = world.log.group("what is about to be done");
  for (const line of changesText(shown, options, paintOf(options)).split("\n")) world.log.info(line);
  group.end();
  await world.mirrors?.foresee?.(report);
}
function reportOf2(mode, target, { run: run2 }) {
  return {
    schema: reportSchema,
    mode,
    result: "previewed",
    reasonCode: "",
    targets: [target],
    isBeginning: true,
    run: run2,
    durationMs: 0
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

// src/flows/interrupted.ts
function tellInterrupted(last, { keepsOthersOut }, log) {
  if (!last || last.result === "success" || last.result === "failed") return;
  const again = "the whole set is deployed and waited for again";
  if (last.result !== void 0) log.info(`${recordName(last)} ended as ${last.result}: ${again}`);
  else if (keepsOthersOut) log.info(`${recordName(last)} was broken off without a word: ${again}`);
  else log.info(`${recordName(last)} has no end: it was broken off, or is still at work`);
}

// src/flows/own-records.ts
async function ownRecords(input) {
  const records = await input.engine.ledger.all();
  const failure = otherEnvironment(records, input);
  if (failure) throw failure;
  return records;
}
function otherEnvironment(records, { target, settings }) {
  const last = records.at(-1);
  const { name, environment } = target;
  if (last === void 0 || last.environment === environment) return void 0;
  const unit = `${environment}/${name}`;
  if (settings.confirm.includes(unit)) return void 0;
  return new Failure(
    "environment-differs",
    `${name} is deployed here as environment ${last.environment} (${recordName(last)}), and this run says ${environment}`,
    {
      hint: `Write environment: ${last.environment}, or give what is deployed as ${environment} a name of its own (input name) or another namespace or cluster. If it is to be called ${environment} from now on, deploy it once with confirm: ${unit}`
    }
  );
}
function nothingDeployed({ target }, records, consequence) {
  const what = `${target.name} in ${target.environment}`;
  const why = records.length === 0 ? `there is no record of a deploy of ${what}` : whyNone(records, what);
  return new Failure("nothing-deployed", `${why}, so ${consequence}`, {
    hint: "Are name, namespace and record-namespace those of the deploy, and is it the right cluster? Else deploy first, from a commit."
  });
}
function whyNone(records, what) {
  const last = records.at(-1);
  return last?.kind === "destroy" ? `${recordName(last)} destroyed ${what}` : `no deploy of ${what} succeeded from a commit`;
}

// src/flows/under-record.ts
function stoppedBy(error, input, report) {
  const failure = describeFailure(error, input.world);
  const result = failure.reasonCode === "cancelled" ? "cancelled" : "failed";
  return { result, reasonCode: failure.reasonCode, target: { ...report, failure } };
}
async function openRecord({ engine, world }, plan, {
  kind,
  rollback: rollback2,
  guard
}) {
  const earlier = await engine.ledger.all();
  const pullRequest = await pullRequestOf(kind, earlier, world);
  const way = rollback2?.();
  const announced = {
    kind,
    ...way && { rollback: way },
    ...pullRequest !== void 0 && { pullRequest }
  };
  try {
    const entry = await engine.ledger.open(plan, announced);
    world.log.info(`record #${entry.record.sequence} opened, applying`);
    const last = earlier.at(-1);
    return { entry, brokenOff: last && await isBrokenOff(last, guard, world) ? last : void 0 };
  } catch (error) {
    if (error instanceof Failure && error.code === "lock-lost") return error;
    throw error;
  }
}
async function isBrokenOff({ result, run: run2 }, { keepsOthersOut }, { runs, run: { repository } }) {
  if (result !== void 0 || keepsOthersOut) return result === void 0;
  if (run2 === void 0 || repository === void 0) return false;
  return await runs.isFinished({ repository, id: run2.id, attempt: run2.attempt }) === true;
}
async function writeUnderRecord(input, { report, plan }, { entry, brokenOff, kind }, guard) {
  const { engine, world } = input;
  let applied;
  try {
    await world.mirrors?.begin(entry.record, brokenOff);
    applied = await engine.apply(plan, guard);
  } catch (error) {
    return await stoppedWith(entry, error, input, report);
  }
  const { stopped, ...outcome } = applied;
  const failure = stopped && describeFailure(stopped, world);
  const done = { ...report, outcome, ...failure && { failure } };
  try {
    const record = await inTime(entry.close(outcome), world);
    return {
      result: resultOf2(kind, outcome.result),
      reasonCode: failure?.reasonCode ?? reasonOf(outcome, world),
      target: { ...done, record }
    };
  } catch (error) {
    const unrecorded = stoppedBy(error, input, done);
    const result = outcome.result === "partial" ? "partial" : unrecorded.result;
    if (!failure) return { ...unrecorded, result };
    world.log.warn(unrecorded.target.failure?.message ?? "");
    return { result, reasonCode: failure.reasonCode, target: done };
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
function resultOf2(kind, result) {
  const isDone = result === "deployed" || result === "unchanged";
  if (!isDone) return result;
  return kind === "rollback" ? "rolled-back" : kind === "destroy" ? "destroyed" : result;
}
async function stoppedWith(entry, error, input, report) {
  const nothing = { steps: [], health: [], durationMs: 0, waitedMs: 0 };
  const record = await entry.close({ result: resultOfStop(error), ...nothing }).catch(() => void 0);
  return stoppedBy(error, input, record ? { ...report, record } : report);
}
function resultOfStop(error) {
  if (!(error instanceof Failure)) return "partial";
  return error.reasonCode === "cancelled" ? "cancelled" : "failed";
}
async function pullRequestOf(kind, earlier, { run: run2, mirrors }) {
  const { commit } = run2;
  if (commit === void 0) return void 0;
  const known = earlier.findLast((record) => record.commit === commit)?.pullRequest;
  return known ?? (kind === "deploy" ? await mirrors?.pullRequestOf(commit) : void 0);
}
function reasonOf(outcome, { signal }) {
  if (outcome.result === "deployed" || outcome.result === "unchanged") return "";
  if (outcome.result === "cancelled" || signal.aborted) return "cancelled";
  const codes = outcome.steps.flatMap((step) => step.code === void 0 ? [] : [failureCodes[step.code]]);
  return codes[0] ?? "rollout-failed";
}

// src/flows/carry-out.ts
async function carryOut(input, report, plan, announcement) {
  const { settings, world } = input;
  let current = { report, plan };
  const change = (planned) => {
    current = planned;
  };
  const keep = (reviewed) => change({ ...current, report: reviewed });
  try {
    const early = await judge(current, input, announcement, keep);
    if (early) return early;
    if (settings.dryRun) return { result: "previewed", reasonCode: "", target: current.report };
    if (world.run.commit !== void 0) await world.mirrors?.reach(world.run.commit);
    for (let tries = 1; ; tries += 1) {
      const written = await writeUnderLock(input, announcement, { current: () => current, change, keep });
      if (!(written instanceof Failure)) return written;
      if (tries === mostTries) throw written;
      world.log.info(`${written.message}: once more`);
    }
  } catch (error) {
    return stoppedBy(error, input, current.report);
  }
}
var mostTries = 3;
async function writeUnderLock(input, announcement, { current, change, keep }) {
  const { engine, world } = input;
  const { under, after } = announcement;
  const guard = await (under && engine.ledger.goOnUnder?.(under)) ?? await engine.ledger.acquire();
  try {
    if (guard.hasMoved) {
      world.log.info("the target was deployed to in the meantime: planning again");
      const again = await checkAndPlan(input);
      if ("stopped" in again) return again.stopped;
      change(again);
      const late = await judge(again, input, announcement, keep);
      if (late) return late;
    }
    tellInterrupted(await engine.ledger.last(), guard, world.log);
    if (announcement.kind !== "deploy") await foresee(input, current().report);
    const opened = await openRecord(input, current().plan, { ...announcement, guard });
    if (opened instanceof Failure) return opened;
    const done = await writeUnderRecord(input, current(), { ...opened, kind: announcement.kind }, guard);
    return await after?.(done, guard) ?? done;
  } finally {
    await guard.release();
  }
}
async function judge(planned, input, { settle, review, confirm }, keep) {
  const { engine, settings } = input;
  await ownRecords(input);
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
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const part = (type) => parts.get(type) ?? 0;
    const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
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
function culpritsOf({ bad, good, failing }) {
  const whole = [{ address: "", digest: bad.renderedDigest }];
  const { objects } = bad;
  if (!objects) return bad.renderedDigest === "" ? [] : whole;
  const digestIn = (set, address) => set.get(address) ?? absent;
  const differing = [.../* @__PURE__ */ new Set([...objects.keys(), ...good.keys()])].filter((address) => digestIn(objects, address) !== digestIn(good, address)).toSorted();
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
function mergeHolds(before, next, good) {
  const isWanted = ({ address, digest }) => (good.get(address) ?? absent) === digest;
  const earlier = (before?.culprits ?? []).filter((culprit) => !isWanted(culprit));
  const all = [...earlier, ...next?.culprits ?? []];
  const unique = new Map(all.map((culprit) => [`${culprit.address} ${culprit.digest}`, culprit]));
  const words = next?.culprits.length ? next : before ?? next;
  return words && unique.size > 0 ? { ...words, culprits: [...unique.values()].slice(-mostCulprits) } : void 0;
}

// src/flows/held-back.ts
var named = 5;
async function heldBack(input, { plan, report }) {
  const held = await whyHeld(input, plan);
  if (!held) return void 0;
  const stopped = stoppedBy(held.failure, input, { ...report, hold: held.hold });
  return { ...stopped, result: "held" };
}
async function whyHeld(input, { renderedDigest }) {
  const { engine } = input;
  const hold = await engine.ledger.holds?.current();
  const now = await (hold && engine.digests?.());
  if (!hold || !now) return void 0;
  const returning = returningCulprits(hold, now, renderedDigest);
  if (returning.length === 0) return void 0;
  const failure = new Failure("held", messageOf(hold, returning), { hint: hintOf(input, returning) });
  return { failure, hold: { ...hold, culprits: returning } };
}
function hintOf({ world }, returning) {
  const mend = `Merge a change that mends ${returning.length === 1 ? "it" : "them"}, or lift the hold:`;
  const way = wayTo("resume", world.run, { reason: true });
  return world.run.host === "terminal" ? `${mend}
${phraseText(way)}` : `${mend} ${hintText(way)}.`;
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

// src/flows/order-guard.ts
async function compareOrder(records, world, allowed = []) {
  const later = laterSuccess(records, world.run);
  if (later) {
    world.log.warn(
      `this run was started again, but ${recordName(later)} went well after it: nothing is deployed. Start a new run to deploy its commit.`
    );
    return "superseded";
  }
  const passedBy = await passedByOf(records, world, allowed);
  if (passedBy === void 0) return "go";
  world.log.warn(passedBy);
  return "superseded";
}
async function passedByOf(records, { run: run2, ancestry }, allowed = []) {
  const newest = records.findLast((record) => record.kind === "deploy" && record.commit !== void 0);
  const { commit } = run2;
  if (newest?.commit === void 0 || commit === void 0) return void 0;
  const relation = await ancestry.compare(newest.commit, commit);
  const pair = `${commit.slice(0, 7)} and ${newest.commit.slice(0, 7)} (${recordName(newest)})`;
  switch (relation) {
    case "identical":
    case "ahead":
      return void 0;
    case "behind":
      return `${commit.slice(0, 7)} is older than what was deployed last, ${recordName(newest)}: passed by`;
    case "diverged":
      if (allowed.includes("diverged")) return void 0;
      throw new Failure("diverged", `${pair} have diverged: neither holds the other`, {
        hint: "Was the branch force-pushed? Merge or rebase so that the new commit holds what was deployed, then run again. If this commit is to take its place all the same, unsafe-allow: diverged."
      });
    case "unknown":
      return orderByNumber(newest, run2, pair);
  }
}
function laterSuccess(records, run2) {
  if (run2.runId === void 0 || (run2.attempt ?? 1) <= 1) return void 0;
  const ours = records.findLastIndex((record) => record.run?.id === run2.runId);
  const since = ours >= 0 ? records.slice(ours + 1) : records.filter((record) => isLaterRun(record, run2));
  return since.findLast(
    (record) => record.result === "success" && !isNoDecision(record) && record.run?.id !== run2.runId
  );
}
function isNoDecision({ kind }) {
  return kind === "resume" || kind === "heal";
}
function isLaterRun(record, run2) {
  const number = record.run?.number;
  return number !== void 0 && run2.runNumber !== void 0 && record.run?.workflow === run2.workflow && number > run2.runNumber;
}
function orderByNumber(newest, run2, pair) {
  const number = newest.run?.number;
  const isComparable = newest.run?.workflow !== void 0 && newest.run.workflow === run2.workflow && newest.ref !== void 0 && newest.ref === run2.ref;
  if (!isComparable || number === void 0 || run2.runNumber === void 0 || number === run2.runNumber)
    return tellUnknown(pair);
  return run2.runNumber > number ? void 0 : `run ${run2.runNumber} is older than the one of the last deploy, ${recordName(newest)}: passed by`;
}
function tellUnknown(pair) {
  throw new Failure(
    "order-unknown",
    `which of ${pair} is newer cannot be told, because this checkout does not hold both`,
    {
      hint: wholeHistoryHint
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
      hint: `Choose another one: ${namesOf(records.filter((record) => record.commit !== void 0))}.`
    }
  );
}
function previousGood(records) {
  const last = records.at(-1);
  const isOpen = last?.kind === "rollback" && last.result !== "success";
  const bad = /* @__PURE__ */ new Set([...last && !isOpen ? [last.renderedDigest] : [], ...takenBack(records)]);
  return records.findLast((record) => isGood(record) && !bad.has(record.renderedDigest));
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
function isCommitName(wanted) {
  return /^[0-9a-f]{7,64}$/.test(wanted);
}
function isNamed(record, wanted) {
  const isCommit = isCommitName(wanted) && record.commit?.startsWith(wanted) === true;
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
    hint: `There is: ${namesOf(records)}. See mode history.`
  });
}
function namesOf(records) {
  const names = records.toReversed().map((record) => `${recordName(record)} (${record.result ?? "unfinished"})`);
  return names.length === 0 ? "none" : names.slice(0, 5).join(", ");
}

// src/flows/hold-back.ts
async function contentOf(input, record) {
  const { renderedDigest, commit } = record;
  if (commit === void 0 || record.dirty === true) return { renderedDigest };
  try {
    var _stack = [];
    try {
      const opened = __using(_stack, await input.openAt(commit, record), true);
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
function holdReview({ then, contentOf: ask, reason }) {
  const known = /* @__PURE__ */ new Map();
  return async ({ plan, report }) => {
    const { engine, settings } = then;
    const running = (await engine.ledger.all()).at(-1);
    const { holds } = engine.ledger;
    const good = await engine.digests?.();
    if (!running || !holds || !good) return { report };
    const content = known.get(running.id) ?? ask(running);
    known.set(running.id, content);
    const bad = settings.hold ? await content : void 0;
    const next = bad && nextHold(then, { running, bad, good, plan, reason });
    const merged = mergeHolds(await holds.current(), next, good);
    holds.set(merged);
    const isUntold = bad?.renderedDigest === "" && bad.objects === void 0;
    const limits = isUntold ? [...report.limits, `${recordName(running)} has no digest, so it is not held back`] : report.limits;
    return { report: { ...report, limits, ...merged && { hold: merged } } };
  };
}
function nextHold({ world, target }, { running, bad, good, plan, reason }) {
  const ill = new Set(running.health?.failing);
  const failing = plan.changes.flatMap((change) => ill.has(change.address) ? [change.confirmAddress] : []);
  return {
    // The number that the record will have; the ledger writes it with the record.
    record: recordName({
      environment: target.environment,
      target: running.target,
      sequence: running.sequence + 1
    }),
    from: recordName(running),
    since: new Date(world.clock.nowMs()).toISOString(),
    ...reason !== void 0 && { reason },
    culprits: culpritsOf({ bad, good, failing })
  };
}

// src/flows/prove-same.ts
var named2 = 10;
async function proveSame({ engine }, wanted) {
  const digest = await digestOf(engine, wanted);
  if (digest !== "" && digest === wanted.renderedDigest) return;
  const images = wanted.imageOverrides?.length ? ` (with images ${writtenOverrides(wanted.imageOverrides)})` : "";
  const differences = digest === void 0 ? [] : await engine.differencesFrom?.(wanted) ?? [];
  throw new Failure(
    "not-reproducible",
    `commit ${wanted.commit?.slice(0, 7) ?? ""} no longer gives what ${recordName(wanted)} deployed${images}${listed(differences)}`,
    { hint: hintOf2(wanted, digest, await engine.renderer?.()) }
  );
}
function listed(differences) {
  if (differences.length === 0) return "";
  const rest = differences.length - named2;
  return `: ${differences.slice(0, named2).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
function hintOf2(wanted, digest, renderer) {
  if (wanted.dirty === true)
    return "That deploy was made from changed files, which no commit holds. Choose another record, or deploy a commit.";
  if (wanted.renderedDigest === "" || digest === "")
    return "Its objects hold what was decrypted on the way, so nothing can prove that they are the same. Deploy the commit again instead.";
  const then = wanted.rendering?.renderer;
  if (then !== void 0 && renderer !== void 0 && minorOf(then) !== minorOf(renderer))
    return `Its files were rendered by ${then} then and by ${renderer} now, which may be all. Run with ${minorOf(then)}, or choose another record.`;
  return wanted.rendering ? "Its files, path and values are those of that deploy: a renderer of another version, or what it fetched, gives something else today. Run with the tools of that time, or choose another record." : "Were path or namespace different then? Run with the settings of that deploy, or choose another record.";
}
function minorOf(renderer) {
  return /^.* \d+\.\d+/.exec(renderer)?.[0] ?? renderer;
}
async function digestOf(engine, { imageOverrides = [] }) {
  try {
    return await engine.renderedDigest();
  } catch (error) {
    const isOfImages = error instanceof Failure && error.code === "inputs-invalid" && imageOverrides.length > 0;
    if (isOfImages) return void 0;
    throw error;
  }
}

// src/flows/put-back.ts
function wantsPutBack({ settings, world }, { reasonCode, target }) {
  const hasWritten = target.outcome?.steps.some((step) => step.state === "done") === true;
  return settings.onFailure === "rollback" && reasonCode === "rollout-failed" && hasWritten && !world.signal.aborted;
}
async function putBack(input, failed2, guard) {
  const { record } = failed2.target;
  if (!record) return failed2;
  const { steps = [], hooks = [] } = failed2.target.outcome ?? {};
  const notUndone = [
    ...steps.filter((step) => step.state === "done" && /\/Job\//.test(step.address)),
    ...hooks.filter((hook) => hook.state !== "skipped" && hook.moment !== "on-failure")
  ].map(({ address }) => address);
  try {
    const { back, ...done } = await goBackFrom(input, record, guard);
    const hold = done.state === "done" ? back.target.hold : void 0;
    return {
      ...failed2,
      target: { ...failed2.target, putBack: { ...done, notUndone }, ...hold && { hold } }
    };
  } catch (error) {
    const { message } = describeFailure(error, input.world);
    return { ...failed2, target: { ...failed2.target, putBack: { state: "impossible", message, notUndone } } };
  }
}
async function goBackFrom(input, failed2, guard) {
  var _stack = [];
  try {
    const { engine, world } = input;
    const earlier = (await engine.ledger.all()).filter(({ id }) => id !== failed2.id);
    const wanted = chooseRecord([...earlier, failed2], "previous");
    const to = recordName(wanted);
    world.log.info(`the deploy failed: putting back ${to}, commit ${wanted.commit?.slice(0, 7) ?? ""}`);
    const opened = __using(_stack, await input.openAt(wanted.commit ?? "", wanted), true);
    const then = { ...input, ...opened };
    await proveSame(then, wanted);
    const planned = await checkAndPlan(then);
    const back = "stopped" in planned ? planned.stopped : await carryBack(input, then, planned, { failed: failed2, wanted, guard });
    const message = whyNot(back);
    return {
      back,
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
async function carryBack(input, then, { plan, report }, { failed: failed2, wanted, guard }) {
  const reason = `the deploy ${recordName(failed2)} failed`;
  const review = holdReview({ then, contentOf: async () => await contentHere(input), reason });
  let isHeld = false;
  return await carryOut(then, report, plan, {
    kind: "rollback",
    under: guard,
    rollback: () => ({ fromId: failed2.id, toId: wanted.id, reason, ...isHeld && { hold: true } }),
    settle: async () => await requireUnmoved(then, failed2),
    review: async (now) => {
      const reviewed = await review(now);
      isHeld = reviewed.report.hold !== void 0;
      return reviewed;
    }
  });
}
async function contentHere({ engine }) {
  const objects = await engine.digests?.();
  return { renderedDigest: await engine.renderedDigest(), ...objects && { objects } };
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
  const { receipts, missing } = shown;
  const heads = receipts.map(({ head }) => head);
  const notes = [...missing, ...differencesOf(plan, receipts)];
  if (receipts.length === 0) return { state: "missing", heads, notes };
  const state = notes.length === 0 ? "same" : missing.length > 0 ? "missing" : "differs";
  const unread = unreadIn(receipts);
  return { state, heads, notes, ...unread.length > 0 && { unread } };
}
function unreadIn(receipts) {
  const entries = receipts.flatMap((each) => each.entries ?? []);
  const unknown = entries.filter(({ action }) => action === "unknown").map(({ address }) => address);
  return [...new Set(unknown)].toSorted();
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
    ...[...previewed].filter(([address, entries]) => !planned.has(address) && !entries.every((each) => isUncompared(each))).map(
      ([address, [entry]]) => `${address}: the preview showed ${actionWord(entry)}, now it stays as it is`
    )
  ];
}
function differenceOf(entry, shown) {
  const { address } = entry;
  const [first, ...others] = shown;
  if (!first) return [`${address}: no preview showed that it would be ${doneWord(entry)}`];
  if (shown.every((each) => isUncompared(each, entry))) return [];
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
function isUncompared(shown, now) {
  return shown.action === "unknown" && now?.action !== "delete" && now?.action !== "recreate";
}
function changedPaths(a, b) {
  const valueAt = (entry, path) => entry.fields.find((field) => field.path === path)?.value;
  const paths = new Set([...a.fields, ...b.fields].map(({ path }) => path));
  return [...paths].filter((path) => valueAt(a, path) !== valueAt(b, path));
}
function actionWord(entry) {
  return `${entry?.action === "update" || entry?.action === "unknown" ? "an" : "a"} ${entry?.action ?? "change"}`;
}
var doneWords = {
  create: "created",
  delete: "deleted",
  unknown: "touched"
};
function doneWord({ action }) {
  return doneWords[action] ?? `${action}d`;
}
function whyStop(plan, { receipts, missing }, { state, notes }, { choice, confirmed }) {
  if (choice === "strict" && state !== "same") {
    const isMissing = receipts.length === 0 || missing.length > 0;
    return new Failure(
      isMissing ? "preview-missing" : "preview-differs",
      `stopped before the first write: ${listed2(notes)}`,
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
    `stopped before the first write: no preview showed that ${listed2(unseen.map(({ address, action }) => `${address} would be ${action}d`))}`,
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
function listed2(notes) {
  const more = notes.length > mostListed ? [`and ${notes.length - mostListed} more`] : [];
  return [...notes.slice(0, mostListed), ...more].join("; ");
}

// src/flows/deploy.ts
var deploy = async (input) => {
  const planned = await checkAndPlan(input);
  if ("stopped" in planned) return planned.stopped;
  const settle = async (now) => await settleOrder(input, now);
  const review = previewReview(input);
  return await carryOut(input, planned.report, planned.plan, {
    kind: "deploy",
    settle,
    review,
    after: async (done, guard) => wantsPutBack(input, done) ? await putBack(input, done, guard) : done
  });
};
async function settleOrder(input, { plan, report }) {
  const { engine, settings, world } = input;
  const last = await engine.ledger.last();
  if (isAllUnchanged(plan.changes) && isSame(last, input, plan.renderedDigest)) {
    return { result: "unchanged", reasonCode: "", target: { ...report, ...last && { record: last } } };
  }
  const order = await compareOrder(await engine.ledger.all(), world, settings.unsafeAllow);
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
  const isRecorded = input.target.source.engine === "kubernetes";
  const records = await ownRecords(input);
  if (isRecorded && records.length === 0) throw nothingDeployed(input, records, "nothing can be destroyed");
  const planned = await checkAndPlan(input);
  if ("stopped" in planned) return planned.stopped;
  const settle = async (now) => {
    tellWhatGoes(now.plan, input);
    return await Promise.resolve(settleEmpty(now));
  };
  const confirm = (plan) => requireName(input, plan);
  return await carryOut(input, planned.report, planned.plan, { kind: "destroy", settle, confirm });
};
function settleEmpty({ plan, report }) {
  return plan.changes.length === 0 ? { result: "unchanged", reasonCode: "", target: report } : void 0;
}
function tellWhatGoes({ changes, limits }, { target, world }) {
  const group = world.log.group(`destroying ${target.name}: ${changes.length} objects go`);
  for (const { address, risk } of changes)
    world.log.info(risk === void 0 ? `goes: ${address}` : `goes: ${address} (${risk})`);
  for (const limit of limits) world.log.info(`stays: ${limit}`);
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

// src/flows/deployed-record.ts
function deployedRecord(records) {
  const found = records.findLast((record) => record.result === "success" && record.commit !== void 0);
  return found?.commit === void 0 || found.kind === "destroy" ? void 0 : { ...found, commit: found.commit };
}

// src/flows/drift.ts
var drift = async (input) => {
  var _stack = [];
  try {
    const records = await ownRecords(input);
    const deployed = deployedRecord(records);
    if (!deployed) return nothingToCompare(records, input);
    input.world.log.info(`comparing with ${recordName(deployed)}, commit ${deployed.commit.slice(0, 7)}`);
    const opened = __using(_stack, await input.openAt(deployed.commit, deployed), true);
    await proveSame(opened, deployed);
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
function nothingToCompare(records, input) {
  const last = records.at(-1);
  if (last?.kind !== "destroy") throw nothingDeployed(input, records, "nothing can be compared");
  const limits = [`${recordName(last)} destroyed everything, so there is nothing to compare with`];
  return { result: "clean", reasonCode: "", target: { ...reportOf(input.target, []), limits } };
}
async function withDeclared({ engine, world }, deployed, target) {
  if (world.run.commit === target.record?.commit || !hasChanges(target.changes)) return target;
  try {
    const ahead2 = await engine.changesSince?.(deployed) ?? [];
    const declared = new Map(
      ahead2.flatMap(
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
  const parts = full.split(/(\*{1,2})/).map((part) => {
    if (part === "**") return ".*";
    return part === "*" ? "[^/]*" : RegExp.escape(part);
  });
  return new RegExp(`^${parts.join("")}$`, "s").test(ref);
}

// src/flows/heal.ts
var heal = async (input) => {
  var _stack = [];
  try {
    const records = await ownRecords(input);
    const deployed = deployedRecord(records);
    if (!deployed) throw nothingDeployed(input, records, "there is nothing to heal");
    input.world.log.info(`healing to ${recordName(deployed)}, commit ${deployed.commit.slice(0, 7)}`);
    const opened = __using(_stack, await input.openAt(deployed.commit, deployed), true);
    const then = { ...input, ...opened };
    await proveSame(then, deployed);
    const planned = await checkAndPlan(then);
    if ("stopped" in planned) return planned.stopped;
    const settle = async (now) => {
      if (isAllUnchanged(now.plan.changes))
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
var history = async (input) => {
  const { records, limits } = await readRecords(input);
  return {
    result: "listed",
    reasonCode: "",
    target: { ...reportOf(input.target, []), limits, history: records.toReversed() }
  };
};
async function readRecords({ engine, target, world }) {
  try {
    return { records: await engine.ledger.all(), limits: [] };
  } catch (error) {
    const isAway = error instanceof Failure && (error.reasonCode === "unreachable" || error.reasonCode === "credentials-missing");
    const told = isAway ? await world.toldRecords?.(target) : void 0;
    if (!isAway || told === void 0) throw isAway ? orAskGitHub(error, world) : error;
    return {
      records: told,
      limits: [
        `the target could not be asked (${error.message}): these are the deploys that GitHub was told of`
      ]
    };
  }
}
function orAskGitHub(error, { run: run2, toldRecords }) {
  if (run2.host !== "terminal" || toldRecords !== void 0) return error;
  const hint = [error.hint, "With --github-token it lists what GitHub was told."].filter(Boolean).join(" ");
  return new Failure(error.code, error.message, { hint, cause: error });
}

// src/flows/obstacle.ts
async function findObstacle(input, plan) {
  const records = await input.engine.ledger.all();
  const refused = otherEnvironment(records, input) ?? (await whyHeld(input, plan))?.failure;
  if (refused) return obstacleOf2(refused);
  const { commit, host } = input.world.run;
  const run2 = { host, ...commit !== void 0 && { commit } };
  try {
    const passedBy = await passedByOf(records, { run: run2, ancestry: input.world.ancestry });
    return passedBy === void 0 ? "none" : { reasonCode: "superseded", message: passedBy };
  } catch (error) {
    const isCertain = error instanceof Failure && error.code === "diverged" && input.world.run.pullRequest === void 0;
    if (isCertain) return obstacleOf2(error);
    if (error instanceof Failure) return "none";
    throw error;
  }
}
function obstacleOf2({ reasonCode, message, hint }) {
  return { reasonCode, message, ...hint !== void 0 && { hint } };
}

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
      hint: wholeHistoryHint
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
  const result = "stopped" in planned ? planned.stopped : {
    result: "previewed",
    reasonCode: "",
    target: { ...planned.report, obstacle: await findObstacle(input, planned.plan) }
  };
  if (hasErrors(result.target.diagnostics)) return result;
  const { rendered, limit } = await renderedPart(input);
  const { limits } = result.target;
  const target = {
    ...result.target,
    ...rendered && { rendered },
    limits: limit === void 0 ? limits : [...limits, limit]
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
  const { engine, settings } = input;
  await ownRecords(input);
  const planned = await checkAndPlan(input);
  if ("stopped" in planned) return planned.stopped;
  const { plan, report } = planned;
  const hold = await engine.ledger.holds?.current();
  if (!hold) return nothingHeld(report);
  const now = await engine.digests?.();
  const returning = now ? returningCulprits(hold, now, plan.renderedDigest) : [];
  const held = { ...report, hold: { ...hold, culprits: returning } };
  if (settings.dryRun) return { result: "previewed", reasonCode: "", target: held };
  return await lift(input, report, held);
};
async function lift(input, planned, held) {
  const { ledger } = input.engine;
  try {
    const guard = await ledger.acquire();
    try {
      await ownRecords(input);
      const hold = await ledger.holds?.current();
      if (!hold || !ledger.holds) return nothingHeld(planned);
      const record = await ledger.holds.lift(input.settings.reason);
      input.world.log.info(`the hold of ${hold.record} is lifted`);
      return { result: "resumed", reasonCode: "", target: { ...held, record } };
    } finally {
      await guard.release();
    }
  } catch (error) {
    return stoppedBy(error, input, held);
  }
}
function nothingHeld(planned) {
  return { result: "unchanged", reasonCode: "", target: planned };
}

// src/flows/goal.ts
async function chooseGoal(input) {
  const { rollbackTo } = input.settings;
  const known = await ownRecords(input);
  const isStranger = isCommitName(rollbackTo) && !known.some((each) => each.commit?.startsWith(rollbackTo) === true);
  const told = known.length === 0 || isStranger ? await toldOf(input, known) : [];
  const isTold = told.some(({ commit }) => commit?.startsWith(rollbackTo) === true);
  if (isStranger && !isTold) return await unrecordedGoal(input, rollbackTo);
  const wanted = chooseRecord(isTold || known.length === 0 ? told : known, rollbackTo);
  await requireReachable(input, wanted);
  return {
    commit: wanted.commit ?? "",
    name: recordName(wanted),
    record: wanted,
    requireStillMeant: (now) => {
      if (isTold) return;
      requireSame(chooseRecord(now.length === 0 ? told : now, rollbackTo), wanted);
    }
  };
}
async function toldOf({ target, world }, known) {
  const why = known.length === 0 ? "the target holds no record of a deploy" : "no record of the target names that commit";
  try {
    const told = await world.toldRecords?.(target) ?? [];
    if (told.length > 0) world.log.warn(`${why}: choosing from the ${told.length} that GitHub was told of`);
    return told;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.log.warn(`${why}, and GitHub did not tell of any: ${error.message}`);
    return [];
  }
}
async function requireReachable({ settings, world }, wanted) {
  const { commit } = world.run;
  if (commit === void 0 || wanted.commit === void 0 || settings.unsafeAllow.includes("unreachable-commit"))
    return;
  const relation = await world.ancestry.compare(wanted.commit, commit);
  if (relation !== "diverged" && relation !== "behind") return;
  throw new Failure(
    "commit-unreachable",
    `commit ${wanted.commit.slice(0, 7)} of ${recordName(wanted)} is not in the history of ${commit.slice(0, 7)}, where this runs`,
    {
      hint: "Was it deployed from a branch, or was the branch force-pushed? Choose another record; if it is right, unsafe-allow: unreachable-commit."
    }
  );
}
async function unrecordedGoal({ settings, target, world }, wanted) {
  const unit = `${target.name} in ${target.environment}`;
  if (!settings.unsafeAllow.includes("unreachable-commit"))
    throw new Failure("commit-unreachable", `no record of a deploy of ${unit} names commit ${wanted}`, {
      hint: "Records that are kept are listed by mode history. To deploy what that commit holds all the same, unsafe-allow: unreachable-commit."
    });
  const commit = wanted.length >= 40 ? wanted : await world.ancestry.forkPoint(wanted);
  if (commit?.startsWith(wanted) !== true)
    throw new Failure("no-rollback-target", `${wanted} is no commit in the history of this checkout`, {
      hint: "Write the whole SHA, 40 digits, and check out with the whole history: `fetch-depth: 0`."
    });
  world.log.warn(
    `commit ${wanted.slice(0, 7)} was never recorded here: what it holds is deployed, and nothing proves it`
  );
  return { commit, name: `commit ${commit.slice(0, 7)}`, requireStillMeant: () => void 0 };
}
function requireSame(now, wanted) {
  if (now.id === wanted.id) return;
  throw new Failure(
    "object-changed",
    `the target was deployed to in the meantime: going back would now lead to ${recordName(now)}, not to ${recordName(wanted)}`,
    { hint: "Run again, or name the record that you want in rollback-to. Nothing was written." }
  );
}

// src/flows/images-there.ts
var patienceMs = 5e3;
var atOnce = 8;
function imageReview(input) {
  const known = /* @__PURE__ */ new Map();
  return async ({ plan }, reviewed) => {
    const { engine, settings, world } = input;
    const byAddress = settings.checkImages && world.registries ? await engine.images?.() : void 0;
    if (!byAddress) return reviewed;
    const wanted = wantedImages(plan.changes, byAddress);
    await askAll(
      wanted.map(({ image }) => image).filter((image) => !known.has(image)),
      known,
      world
    );
    const there = wanted.filter(({ image }) => known.get(image)?.state === "there").length;
    if (there > 0) world.log.info(`in their registries: ${there} of ${wanted.length} images`);
    const gone = wanted.filter(({ image }) => known.get(image)?.state === "gone");
    const limits = wanted.flatMap(({ image }) => {
      const answer = known.get(image);
      return answer?.state === "unknown" ? [`image ${image} was not checked: ${answer.why}`] : [];
    });
    const confirmed = new Set(settings.confirm);
    const open = gone.filter(({ addresses }) => addresses.some((address) => !confirmed.has(address)));
    const report = { ...reviewed.report, limits: [...reviewed.report.limits, ...limits] };
    return open.length === 0 || reviewed.stop ? { ...reviewed, report } : { report, stop: goneFailure(open, gone) };
  };
}
function wantedImages(changes, byAddress) {
  const pairs = changes.filter(({ action }) => action === "create" || action === "update" || action === "recreate").flatMap(
    ({ confirmAddress }) => (byAddress.get(confirmAddress) ?? []).map((image) => ({ image, confirmAddress }))
  );
  return [...Map.groupBy(pairs, ({ image }) => image)].map(([image, some]) => ({
    image,
    addresses: some.map(({ confirmAddress }) => confirmAddress)
  }));
}
async function askAll(images, known, { registries, clock }) {
  if (!registries || images.length === 0) return;
  const [late, done] = [new AbortController(), new AbortController()];
  const timer = clock.sleep(patienceMs, done.signal).then(
    () => late.abort(),
    () => void 0
  );
  const left = [...images];
  const work = async () => {
    for (let image = left.shift(); image !== void 0; image = left.shift())
      known.set(
        image,
        late.signal.aborted ? { state: "unknown", why: "the registries took too long" } : await registries.find(image, late.signal)
      );
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  done.abort();
  await timer;
}
function goneFailure(open, gone) {
  const names = gone.map(({ image, addresses: addresses2 }) => `${image} of ${addresses2.join(", ")}`);
  const addresses = [...new Set(open.flatMap((each) => each.addresses))];
  return new Failure(
    "image-unconfirmed",
    `stopped before the first write: no longer in its registry, so it cannot be pulled, is ${names.join("; ")}`,
    {
      hint: `Push it again or go back to another record. If all nodes hold it still, confirm: ${addresses.join(",")}`
    }
  );
}

// src/flows/rollback.ts
var rollback = async (input) => {
  var _stack = [];
  try {
    const goal = await chooseGoal(input);
    input.world.log.info(`going back to ${goal.name}, commit ${goal.commit.slice(0, 7)}`);
    const opened = __using(_stack, await input.openAt(goal.commit, goal.record), true);
    const then = { ...input, ...opened };
    if (goal.record) await proveSame(then, goal.record);
    return await goBack(input, then, goal);
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
};
async function goBack(input, then, goal) {
  const { reason } = input.settings;
  const planned = await checkAndPlan(then);
  if ("stopped" in planned) return planned.stopped;
  let way;
  const review = holdReview({ then, contentOf: async (record) => await contentOf(input, record), reason });
  const withImages = imageReview(then);
  return await carryOut(then, planned.report, planned.plan, {
    kind: "rollback",
    rollback: () => way,
    settle: async () => {
      goal.requireStillMeant(await then.engine.ledger.all());
      return void 0;
    },
    review: async (now) => {
      const reviewed = await review(now);
      way = {
        fromId: (await then.engine.ledger.last())?.id ?? "",
        toId: goal.record?.id ?? "",
        ...reason !== void 0 && { reason },
        ...reviewed.report.hold && { hold: true }
      };
      return await withImages(now, reviewed);
    }
  });
}

// src/flows/show-run.ts
async function showRun(input) {
  const { report, rendered, ledger, settings, world } = input;
  const outbox = ledger?.outbox;
  const left = await outbox?.known().catch(() => []) ?? [];
  const tellsAll = isWriting(settings) && world.mirrors !== void 0;
  if (left.length > 0 && !tellsAll)
    world.log.info(
      `GitHub has yet to be told of earlier deploys (${placesOf(left)}): the next deploy does it`
    );
  const delivery = await world.mirrors?.show(report, tellsAll ? left : [], rendered);
  if (!delivery || !tellsAll) return [];
  const { runId, attempt } = world.run;
  const hasWritten = report.targets.some(
    ({ record }) => record?.run?.id === runId && record?.run?.attempt === attempt
  );
  const toKeep = hasWritten ? delivery : { ...delivery, unsent: [] };
  const isKept = await keepUnsent(toKeep, left, { ...input, ...outbox && { outbox } });
  return isKept ? [...new Set(toKeep.unsent.map(({ to }) => to))] : [];
}
async function keepUnsent(delivery, left, { ledger, outbox, world }) {
  const isDifferent = JSON.stringify(keptAfter(left, delivery)) !== JSON.stringify(left);
  if (!isDifferent) return true;
  try {
    if (!ledger || !outbox)
      throw new Failure("record-failed", "this target has no place for what GitHub could not be told");
    const guard = await ledger.acquire();
    try {
      const dropped = await outbox.keep(keptAfter(await outbox.known(), delivery));
      if (dropped > 0)
        world.log.warn(
          `what GitHub could not be told is more than the target has room for: the ${dropped} oldest of it ${dropped === 1 ? "is" : "are"} not told any more. The records at the target hold it: mode history lists them.`
        );
    } finally {
      await guard.release();
    }
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.log.warn(
      `what GitHub could not be told (${placesOf(delivery.unsent)}) is not kept: ${error.message}. The summary of this run tells it.`
    );
    return false;
  }
}
function placesOf(letters) {
  return [...new Set(letters.map(({ to }) => to))].join(", ");
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
  const { engine, rendered, ...ended } = await startFlow(settings, world);
  try {
    const report = reportOfRun(settings, world, ended, Math.round(world.clock.elapsedMs() - startMs));
    const shown = { report, ...rendered !== void 0 && { rendered } };
    const ledger = engine?.ledger;
    return { ...shown, untold: await showRun({ ...shown, ...ledger && { ledger }, settings, world }) };
  } finally {
    engine?.close();
  }
}
async function endOf(settings, world, begun) {
  const opened = {};
  const abandon = async () => {
    const source = await chooseSource(settings, world.files);
    const { name, environment } = settings;
    const open = await loadEngine(source.engine);
    opened.engine = await open({ name, environment, source }, settings, world);
    return await opened.engine.ledger.abandon?.(begun);
  };
  try {
    const ended = await cleanUp(unreadTarget(settings), begun, { world, abandon });
    if (!ended) return;
    const report = reportOfRun(settings, world, ended, ended.target.record?.durationMs ?? 0);
    const ledger = opened.engine?.ledger;
    await showRun({ report, ...ledger && { ledger }, settings, world });
  } finally {
    opened.engine?.close();
  }
}
function reportOfRun({ mode }, world, { result, reasonCode, target }, durationMs) {
  const report = {
    schema: reportSchema,
    mode,
    result,
    reasonCode,
    targets: [target],
    run: world.run,
    durationMs
  };
  return redactReport(report, (text) => world.secrets.redact(text));
}
function unreadTarget({ name, environment, path }) {
  return { name, environment, source: { engine: "kubernetes", path } };
}
async function startFlow(settings, world) {
  const { name, environment } = settings;
  try {
    requireAllowedEvent(settings.mode, world.run, settings.deployRefs);
    const source = await chooseSource(settings, world.files);
    return await runFlow(settings, { name, environment, source }, world);
  } catch (error) {
    return failed(unreadTarget(settings), error, world);
  }
}
async function runFlow(settings, target, world) {
  let engine;
  try {
    const open = await loadEngine(target.source.engine);
    engine = await open(target, settings, world);
    const openAt = async (commit, recorded) => {
      const then = asRecorded({ target, settings }, recorded);
      const openThen = async (elsewhere) => await open(then.target, { ...then.settings, mode: modeElsewhere(settings.mode) }, elsewhere);
      return await openEngineAt(commit, openThen, world);
    };
    const ended = await flowOf(settings.mode)({ engine, target, settings, world, openAt });
    return { ...ended, engine };
  } catch (error) {
    return { ...failed(target, error, world), ...engine && { engine } };
  }
}
function modeElsewhere(mode) {
  return mode === "deploy" ? "rollback" : mode;
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

export {
  changesText,
  run,
  endOf
};
