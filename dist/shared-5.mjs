import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  refusal
} from "./shared-4.mjs";
import {
  Failure
} from "./shared-12.mjs";
import {
  manager
} from "./shared-8.mjs";
import {
  isEqual,
  isObject,
  stringifyJson,
  textAt
} from "./shared-13.mjs";

// src/engines/kubernetes/apply/send.ts
var phase = "apply";
var tries = 4;
async function sendObject(step, resource, context) {
  let { live } = step;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await put(step, resource, live, context.cluster);
    if (!answer.status && isObject(answer.body)) return answer.body;
    const moved = answer.status?.code === 409 && answer.status.reason === "Conflict" && live !== void 0;
    if (!moved || attempt === tries) throw refusal(answer, { verb: "patch", resource, ...step.intent.id });
    live = await lookAgain(step, resource, context);
  }
}
async function put(step, resource, live, cluster) {
  const body = live ? bindTo(step.intent.body, live) : step.intent.body;
  const options = { manager, force: true, dryRun: false };
  return await cluster.apply(resource, step.intent.id, stringifyJson(body), options, phase);
}
function bindTo(body, live) {
  const metadata = isObject(body["metadata"]) ? body["metadata"] : {};
  const uid = textAt(live, "/metadata/uid") ?? "";
  const resourceVersion = textAt(live, "/metadata/resourceVersion") ?? "";
  return { ...body, metadata: { ...metadata, uid, resourceVersion } };
}
async function lookAgain(step, resource, context) {
  const { intent, change } = step;
  const live = await context.cluster.get(resource, intent.id, phase);
  if (!live) throw changed(intent.address, "it was deleted");
  const options = { manager, force: true, dryRun: true };
  const answer = await context.cluster.apply(
    resource,
    intent.id,
    stringifyJson(bindTo(intent.body, live)),
    options,
    phase
  );
  if (answer.status?.code === 409) return live;
  if (answer.status || !isObject(answer.body))
    throw refusal(answer, { verb: "patch", resource, ...intent.id });
  const fields = context.fieldsOf(intent, live, answer.body);
  const planned = new Map(change.fields.map((field) => [field.label, field]));
  const surprise = fields.find((field) => {
    const expected = planned.get(field.label);
    return !expected || !isEqual(expected.before, field.before) || !isEqual(expected.after, field.after);
  });
  if (surprise) throw changed(intent.address, `${surprise.label} was changed`);
  return live;
}
function changed(address, how) {
  return new Failure("object-changed", `${address}: ${how} in the cluster between the plan and the apply`, {
    hint: "Run again: the new plan will show the difference."
  });
}

export {
  sendObject
};
