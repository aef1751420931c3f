import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  countChanges
} from "./shared-27.mjs";
import {
  recordSchema
} from "./shared-38.mjs";
import {
  Failure
} from "./shared-30.mjs";

// src/model/ulid.ts
var alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
function ulidOf(timeMs, random) {
  let time = "";
  for (let rest = timeMs, digit = 0; digit < 10; digit += 1) {
    time = (alphabet[rest % 32] ?? "0") + time;
    rest = Math.floor(rest / 32);
  }
  const tail = Array.from(
    { length: 16 },
    (_, index) => alphabet[Math.floor((random[index] ?? 0) * 32)] ?? "0"
  );
  return time + tail.join("");
}

// src/model/new-record.ts
function openedRecord(input) {
  const { previous, run, plan, target, announced } = input;
  const counts = countChanges(plan.changes);
  return {
    schema: recordSchema,
    app: target.name,
    environment: target.environment,
    target: {
      name: target.name,
      serverHash: input.serverHash,
      ...input.namespace !== void 0 && { namespace: input.namespace }
    },
    id: ulidOf(input.nowMs, input.random),
    sequence: input.sequence ?? (previous?.sequence ?? 0) + 1,
    kind: announced.kind,
    ...run.commit !== void 0 && { commit: run.commit },
    ...run.dirty === true && { dirty: true },
    ...run.ref !== void 0 && { ref: run.ref },
    ...announced.pullRequest !== void 0 && { pullRequest: announced.pullRequest },
    ...previous && { previous: previousOf(previous) },
    renderedDigest: plan.renderedDigest,
    planDigest: plan.digest,
    images: input.images,
    ...input.imageOverrides?.length && { imageOverrides: input.imageOverrides },
    objects: {
      count: plan.changes.length - counts.delete,
      created: counts.create,
      changed: counts.update + counts.recreate,
      unchanged: counts.unchanged,
      pruned: counts.delete
    },
    ...input.rendering && { rendering: input.rendering },
    engine: target.source.engine,
    startedAt: new Date(input.nowMs).toISOString(),
    ...announced.rollback ? { rollback: announced.rollback } : input.reason !== void 0 && { reason: input.reason },
    ...runOf(run),
    tools: input.tools,
    ...input.stack && { stack: input.stack }
  };
}
function closedRecord(record, outcome, nowMs) {
  const failing = outcome.health.filter((object) => object.state !== "ready").map((object) => object.address);
  return {
    ...record,
    finishedAt: new Date(nowMs).toISOString(),
    durationMs: nowMs - Date.parse(record.startedAt),
    result: resultWords[outcome.result],
    ...outcome.hooks?.length && { hooks: outcome.hooks.map(hookOf) },
    health: { passed: failing.length === 0, waitedMs: Math.round(outcome.waitedMs), failing },
    ...resultWords[outcome.result] !== "success" && {
      ...listsOf(outcome),
      objects: objectsDone(record, outcome)
    }
  };
}
function brokenOffRecord(record, nowMs) {
  return {
    ...record,
    finishedAt: new Date(nowMs).toISOString(),
    durationMs: nowMs - Date.parse(record.startedAt),
    result: "partial",
    brokenOff: true
  };
}
function hookOf({ address, moment, digest, state }) {
  return { address, moment, digest, state };
}
function objectsDone({ objects }, { steps }) {
  const done = (...some) => steps.filter((step) => step.state === "done" && some.includes(step.action)).length;
  return {
    ...objects,
    created: done("create"),
    changed: done("update", "recreate"),
    pruned: done("delete")
  };
}
function resumedRecord(records, { reason, sequence }, { run, clock }) {
  const last = records.at(-1);
  if (!last) throw new Failure("internal", "a hold was lifted where nothing was deployed");
  const nowMs = clock.nowMs();
  const at = new Date(nowMs).toISOString();
  const { rollback: _, health: __, reason: ___, pullRequest: ____, ...same } = last;
  return {
    ...same,
    id: ulidOf(
      nowMs,
      Array.from({ length: 16 }, () => Math.random())
    ),
    sequence: sequence ?? last.sequence + 1,
    kind: "resume",
    previous: previousOf(last),
    objects: { ...last.objects, created: 0, changed: 0, unchanged: last.objects.count, pruned: 0 },
    startedAt: at,
    finishedAt: at,
    durationMs: 0,
    result: last.result ?? "partial",
    ...reason !== void 0 && { reason },
    ...runOf(run)
  };
}
function listsOf({ steps }) {
  const addresses = (some) => some.map((step) => step.address);
  const unanswered = addresses(steps.filter((step) => step.state === "failed" && step.code === "cancelled"));
  return {
    written: addresses(steps.filter((step) => step.state === "done")),
    ...unanswered.length > 0 && { unanswered }
  };
}
function withoutLists({ written: _w, unanswered: _u, ...record }) {
  return record;
}
var resultWords = {
  deployed: "success",
  unchanged: "success",
  failed: "failed",
  partial: "partial",
  cancelled: "cancelled"
};
function previousOf(record) {
  return {
    id: record.id,
    ...record.commit !== void 0 && { commit: record.commit },
    renderedDigest: record.renderedDigest
  };
}
function runOf(run) {
  if (run.runId === void 0)
    return run.actor === void 0 ? {} : { run: { id: "terminal", attempt: 1, actor: run.actor } };
  return {
    run: {
      id: run.runId,
      attempt: run.attempt ?? 1,
      ...run.runNumber !== void 0 && { number: run.runNumber },
      ...run.runUrl !== void 0 && { url: run.runUrl },
      ...run.workflow !== void 0 && { workflow: run.workflow },
      ...run.event !== void 0 && { event: run.event },
      ...run.actor !== void 0 && { actor: run.actor }
    }
  };
}

export {
  openedRecord,
  closedRecord,
  brokenOffRecord,
  resumedRecord,
  withoutLists
};
