import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  isAllowedByName
} from "./shared-18.mjs";
import {
  wholeRole
} from "./shared-9.mjs";
import "./shared-35.mjs";
import {
  Failure
} from "./shared-30.mjs";
import {
  stringifyJson,
  valueAt
} from "./shared-32.mjs";
import "./shared-1.mjs";

// src/engines/kubernetes/api/review.ts
async function mayDo(cluster, right, phase2) {
  const { verb, group, resource, namespace, name } = right;
  const resourceAttributes = {
    verb,
    group,
    resource,
    ...namespace !== void 0 && { namespace },
    ...name !== void 0 && { name }
  };
  const review = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes }
  };
  const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
  const answer = await cluster.raw("POST", path, { body: stringifyJson(review) }, phase2);
  const allowed = answer.status ? void 0 : valueAt(answer.body, "/status/allowed");
  return typeof allowed === "boolean" ? allowed : void 0;
}

// src/engines/kubernetes/apply/rights.ts
var phase = "plan";
async function askForRecord(record, cluster) {
  return await askAll(recordRights(record), cluster);
}
async function requireRights(set, record, cluster) {
  const asked = (await Promise.all([record, askAll(unprovedRights(set), cluster)])).flat();
  const missing = asked.filter(({ may }) => may === false).map(({ right }) => right);
  if (missing.length === 0) return;
  throw new Failure(
    "permission-missing",
    `stopped before the first write: the credentials may not${missing.map((right) => `
- ${wordsOf(right)}`).join("")}`,
    { hint: `Add these rules to their Role or ClusterRole:${missing.map(ruleOf).join("")}
${wholeRole}` }
  );
}
async function askAll(rights, cluster) {
  return await Promise.all(rights.map(async (right) => ({ right, may: await mayDo(cluster, right, phase) })));
}
function recordRights({ name, namespace, isNew }) {
  const core = { group: "", resource: "configmaps", namespace, name };
  const lease = { group: "coordination.k8s.io", resource: "leases", namespace };
  return [
    ...(isNew ? ["create", "patch"] : ["patch"]).map((verb) => ({ verb, ...core })),
    { verb: "create", ...lease },
    ...["get", "update", "delete"].map((verb) => ({ verb, ...lease, name }))
  ];
}
function unprovedRights(set) {
  const rights = /* @__PURE__ */ new Map();
  const add = ({ isNamed, ...right }) => {
    const { name: _sample, ...kind } = right;
    const key = JSON.stringify(isNamed === false ? kind : right);
    if (!rights.has(key)) rights.set(key, right);
  };
  for (const { intent, change } of set.steps) {
    const { id, resource } = intent;
    if (!resource) continue;
    const about = aboutOf({ group: id.group, kind: id.kind, plural: resource.plural }, id);
    const { action, evidence } = change;
    const isWritten = action === "create" || action === "update" || action === "recreate";
    if (isWritten && evidence !== "server") add({ verb: "patch", ...about });
    if (action === "create" && evidence !== "server") add({ verb: "create", ...about });
    if (action === "recreate") add({ verb: "delete", ...about });
  }
  for (const { intent } of set.hooks.steps) {
    const { id, resource } = intent;
    const verbs = ["create", "patch", "delete"];
    if (resource) for (const verb of verbs) add({ verb, ...aboutOf({ ...resource }, id) });
  }
  for (const { live } of set.deletions) add({ verb: "delete", ...aboutOf({ ...live.resource }, live.id) });
  return [...rights.values()];
}
function aboutOf(kind, id) {
  return {
    group: kind.group,
    resource: kind.plural,
    ...id.namespace !== void 0 && { namespace: id.namespace },
    name: id.name,
    isNamed: isAllowedByName(kind)
  };
}
function wordsOf({ verb, group, resource, namespace, name }) {
  const kind = group === "" ? resource : `${resource}.${group}`;
  const what = name === void 0 ? kind : `${kind} ${name}`;
  return `${verb} ${what} ${namespace === void 0 ? "in the whole cluster" : `in namespace ${namespace}`}`;
}
function ruleOf({ verb, group, resource, name }) {
  const names = name === void 0 ? "" : `, resourceNames: [${JSON.stringify(name)}]`;
  return `
- { apiGroups: [${JSON.stringify(group)}], resources: [${JSON.stringify(resource)}]${names}, verbs: [${JSON.stringify(verb)}] }`;
}
export {
  askForRecord,
  requireRights
};
