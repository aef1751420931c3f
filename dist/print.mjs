import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  allowObjects
} from "./shared-18.mjs";
import {
  crdSchemasOf,
  writeJsonList,
  writeYaml
} from "./shared-15.mjs";
import {
  parentNameOf
} from "./shared-16.mjs";
import {
  newestKubernetes
} from "./shared-33.mjs";
import "./shared-14.mjs";
import "./shared-4.mjs";
import {
  addressOf,
  groupKindOf
} from "./shared-35.mjs";
import {
  isObject,
  listAt,
  textAt
} from "./shared-32.mjs";
import "./shared-1.mjs";

// src/engines/kubernetes/rbac/rules.ts
var verbOrder = ["get", "list", "watch", "create", "update", "patch", "delete"];
function compactRules(rules) {
  const single = rules.flatMap(splitRule);
  const byTarget = [...Map.groupBy(single, targetOf).values()].map((same) => ({
    ...firstOf(same),
    verbs: sortVerbs(same.flatMap((rule) => rule.verbs))
  }));
  const bySight = [...Map.groupBy(byTarget, rightsOf).values()].map((same) => {
    const resources = sorted(same.flatMap((rule) => rule.resources ?? []));
    const paths = sorted(same.flatMap((rule) => rule.nonResourceURLs ?? []));
    const { verbs, apiGroups, resourceNames } = firstOf(same);
    return {
      ...apiGroups && { apiGroups },
      ...resources.length > 0 && { resources },
      ...resourceNames && { resourceNames },
      ...paths.length > 0 && { nonResourceURLs: paths },
      verbs
    };
  });
  return bySight.toSorted((a, b) => sortKeyOf(a) < sortKeyOf(b) ? -1 : 1);
}
function ruleObject(rule) {
  return {
    ...rule.apiGroups && { apiGroups: rule.apiGroups },
    ...rule.resources && { resources: rule.resources },
    ...rule.resourceNames && { resourceNames: rule.resourceNames },
    ...rule.nonResourceURLs && { nonResourceURLs: rule.nonResourceURLs },
    verbs: rule.verbs
  };
}
function splitRule(rule) {
  const names = (rule.resourceNames ?? []).length === 0 ? {} : { resourceNames: sorted(rule.resourceNames) };
  const { verbs } = rule;
  const paths = (rule.nonResourceURLs ?? []).map((path) => ({ nonResourceURLs: [path], verbs }));
  const resources = (rule.apiGroups ?? []).flatMap(
    (group2) => (rule.resources ?? []).map((resource) => ({ apiGroups: [group2], resources: [resource], ...names, verbs }))
  );
  return [...paths, ...resources];
}
function targetOf({ apiGroups, resources, resourceNames, nonResourceURLs }) {
  return JSON.stringify([apiGroups, resources, resourceNames, nonResourceURLs]);
}
function rightsOf({ apiGroups, resourceNames, verbs, nonResourceURLs }) {
  return JSON.stringify([apiGroups, resourceNames, verbs, nonResourceURLs !== void 0]);
}
function sortKeyOf(rule) {
  return JSON.stringify([rule.nonResourceURLs ? 1 : 0, rule.apiGroups, rule.resources, rule.resourceNames]);
}
function firstOf(rules) {
  return rules[0] ?? { verbs: [] };
}
function sortVerbs(verbs) {
  const all = new Set(verbs);
  if (all.has("*")) return ["*"];
  const known = verbOrder.filter((verb) => all.has(verb));
  return [...known, ...sorted([...all].filter((verb) => !verbOrder.includes(verb)))];
}
function sorted(texts = []) {
  return [...new Set(texts)].toSorted();
}

// src/engines/kubernetes/rbac/subject.ts
var rbac = "rbac.authorization.k8s.io";
function subjectObject(subject) {
  switch (subject.kind) {
    case "ServiceAccount":
      return { kind: subject.kind, namespace: subject.namespace, name: subject.name };
    case "User":
    case "Group":
      return { apiGroup: rbac, kind: subject.kind, name: subject.name };
  }
}
function subjectName(subject) {
  switch (subject.kind) {
    case "ServiceAccount":
      return `system:serviceaccount:${subject.namespace}:${subject.name}`;
    case "User":
      return subject.name;
    case "Group":
      return `group ${subject.name}`;
  }
}
function subjectCondition(subject) {
  return subject.kind === "Group" ? `${JSON.stringify(subject.name)} in request.userInfo.groups` : `request.userInfo.username == ${JSON.stringify(subjectName(subject))}`;
}

// src/engines/kubernetes/rbac/documents.ts
var group = "rbac.authorization.k8s.io";
var apiVersion = `${group}/v1`;
function roleDocuments(rights, naming) {
  return rights.places.flatMap((place) => placeDocuments(place, naming));
}
function placeDocuments({ namespace, rules, roles }, naming) {
  const scope = namespace === void 0 ? "Cluster" : "";
  const name = namespace === void 0 ? naming.global : naming.local;
  const own = { kind: namespace === void 0 ? "ClusterRole" : "Role", name };
  const place = namespace === void 0 ? {} : { namespace };
  const bind = (role2, bindingName) => ({
    apiVersion,
    kind: `${scope}RoleBinding`,
    metadata: { ...place, name: bindingName },
    roleRef: { apiGroup: group, kind: role2.kind, name: role2.name },
    subjects: [subjectObject(naming.subject)]
  });
  const role = { apiVersion, kind: own.kind, metadata: { ...place, name }, rules: rules.map(ruleObject) };
  return [
    ...rules.length > 0 ? [role, bind(own, name)] : [],
    ...roles.map((each) => bind(each, `${name}-${each.kind.toLowerCase()}-${each.name}`))
  ];
}

// src/engines/kubernetes/rbac/granted.ts
var rbac2 = "rbac.authorization.k8s.io";
function allowGranted(rights, objects) {
  for (const object of objects) {
    switch (groupKindOf(object.id)) {
      case `Role.${rbac2}`:
      case `ClusterRole.${rbac2}`:
        allowRules(rights, object, object.id.namespace);
        break;
      case `RoleBinding.${rbac2}`:
      case `ClusterRoleBinding.${rbac2}`:
        allowBinding(rights, object, objects);
        break;
      default:
    }
  }
}
function allowBinding(rights, binding, objects) {
  const { id, manifest } = binding;
  const name = textAt(manifest.object, "/roleRef/name") ?? "";
  const kind = textAt(manifest.object, "/roleRef/kind") === "Role" ? "Role" : "ClusterRole";
  const place = kind === "Role" ? id.namespace : void 0;
  const rendered = objects.find(
    (each) => groupKindOf(each.id) === `${kind}.${rbac2}` && each.id.name === name && each.id.namespace === place
  );
  if (rendered) return allowRules(rights, rendered, id.namespace);
  if (name === "cluster-admin") return refuse(rights, binding, "hands out cluster-admin");
  const scope = id.namespace === void 0 ? "the whole cluster" : `namespace ${id.namespace}`;
  rights.note(
    `${addressOf(id)} hands out ${kind} ${name}, which is not in the repository: the identity is bound to it in ${scope} as well, so that it holds what it hands on.`
  );
  rights.hold(id.namespace, { kind, name });
}
function allowRules(rights, role, namespace) {
  const { object } = role.manifest;
  if (isObject(object["aggregationRule"]))
    return refuse(rights, role, "collects the rules of other roles (aggregationRule)");
  const rules = listAt(object, "/rules").filter(isObject).map(ruleOf);
  if (rules.some(reachesEverything)) return refuse(rights, role, "hands out escalate or bind, or everything");
  for (const rule of rules) rights.allow(namespace, rule);
}
function refuse(rights, { id }, why) {
  rights.note(
    `${addressOf(id)} ${why}. Only an administrator of the cluster may write that, so no right for it is printed: take it out of the repository and apply it by hand, or deploy it with credentials of an administrator.`
  );
}
function reachesEverything({ apiGroups = [], resources = [], verbs }) {
  if (verbs.includes("escalate") || verbs.includes("bind")) return true;
  const isRbac = apiGroups.includes("*") || apiGroups.includes(rbac2);
  return verbs.includes("*") && isRbac && resources.some((name) => name === "*" || name.includes("role"));
}
function ruleOf(rule) {
  const texts = (name) => listAt(rule, `/${name}`).filter((item) => typeof item === "string");
  return {
    apiGroups: texts("apiGroups"),
    resources: texts("resources"),
    resourceNames: texts("resourceNames"),
    nonResourceURLs: texts("nonResourceURLs"),
    verbs: texts("verbs")
  };
}

// src/engines/kubernetes/rbac/policy.ts
function readOnlyPolicy(name, subject) {
  const apiVersion2 = "admissionregistration.k8s.io/v1";
  return [
    {
      apiVersion: apiVersion2,
      kind: "ValidatingAdmissionPolicy",
      metadata: { name },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ["*"],
              apiVersions: ["*"],
              operations: ["CREATE", "UPDATE", "DELETE", "CONNECT"],
              resources: ["*/*"]
            }
          ]
        },
        matchConditions: [{ name: "subject", expression: subjectCondition(subject) }],
        validations: [
          {
            expression: "request.?dryRun.orValue(false) == true",
            message: `${subjectName(subject)} may only preview: this request would write`,
            reason: "Forbidden"
          }
        ]
      }
    },
    {
      apiVersion: apiVersion2,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name },
      spec: { policyName: name, validationActions: ["Deny"] }
    }
  ];
}

// src/engines/kubernetes/rbac/rights.ts
function collectRights() {
  const rules = /* @__PURE__ */ new Map();
  const roles = /* @__PURE__ */ new Map();
  const notes = /* @__PURE__ */ new Set();
  const add = (all, namespace, item) => {
    all.set(namespace ?? "", [...all.get(namespace ?? "") ?? [], item]);
  };
  return {
    allow: (namespace, rule) => add(rules, namespace, rule),
    hold: (namespace, role) => {
      const isHeld = roles.get(namespace ?? "")?.some((each) => each.kind === role.kind && each.name === role.name);
      if (isHeld !== true) add(roles, namespace, role);
    },
    note: (text) => void notes.add(text),
    get places() {
      const names = /* @__PURE__ */ new Set([...rules.keys(), ...roles.keys()]);
      return [...names].toSorted().map((namespace) => ({
        ...namespace !== "" && { namespace },
        rules: compactRules(rules.get(namespace) ?? []),
        roles: roles.get(namespace) ?? []
      }));
    },
    get notes() {
      return [...notes];
    }
  };
}

// src/engines/kubernetes/rbac/served.ts
function servedObjects(source) {
  const { manifests, schemas, kubernetesVersion } = source;
  const newest = schemas.versions.at(-1) ?? "";
  const custom = crdSchemasOf(manifests, { definition: (name) => schemas.definitionIn(newest, name) });
  return manifests.map((manifest) => {
    const { namespace, ...rest } = manifest.id;
    const known = schemas.kindOf(kubernetesVersion, manifest.id) ?? custom.get(`${rest.group}/${rest.version}/${rest.kind}`);
    const id = known?.isNamespaced === false ? rest : { ...rest, namespace: namespace ?? source.namespace };
    return { id, manifest, plural: known?.plural ?? guessPlural(rest.kind), isGuessed: !known };
  });
}
function guessPlural(kind) {
  const word = kind.toLowerCase();
  if (/(?:s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

// src/engines/kubernetes/rbac/workings.ts
var withPods = /* @__PURE__ */ new Set([
  "Pod",
  "ReplicationController",
  "DaemonSet.apps",
  "Deployment.apps",
  "ReplicaSet.apps",
  "StatefulSet.apps",
  "CronJob.batch",
  "Job.batch"
]);
function allowWorkings(rights, objects, about) {
  const { purpose, name, recordNamespace } = about;
  const record = { apiGroups: [""], resources: ["configmaps"], resourceNames: [parentNameOf(name)] };
  const reviews = ["selfsubjectaccessreviews", "selfsubjectrulesreviews"];
  rights.allow(void 0, { apiGroups: ["authorization.k8s.io"], resources: reviews, verbs: ["create"] });
  const paths = ["/api", "/api/*", "/apis", "/apis/*", "/openapi", "/openapi/*", "/version"];
  rights.allow(void 0, { nonResourceURLs: paths, verbs: ["get"] });
  if (purpose !== "deploy") return rights.allow(recordNamespace, { ...record, verbs: ["get"] });
  rights.allow(recordNamespace, { ...record, verbs: ["get", "create", "update", "patch", "delete"] });
  const leases = { apiGroups: ["coordination.k8s.io"], resources: ["leases"] };
  const owned = { ...leases, resourceNames: [parentNameOf(name)] };
  rights.allow(recordNamespace, { ...owned, verbs: ["get", "update", "patch", "delete"] });
  rights.allow(recordNamespace, { ...leases, verbs: ["create"] });
  for (const namespace of new Set(objects.filter(hasPods).map(({ id }) => id.namespace)))
    allowWait(rights, namespace);
  for (const namespace of new Set(objects.filter(isStatefulSet).map(({ id }) => id.namespace)))
    rights.allow(namespace, { apiGroups: [""], resources: ["pods"], verbs: ["delete"] });
}
function allowWait(rights, namespace) {
  const follow = ["get", "list", "watch"];
  rights.allow(namespace, { apiGroups: [""], resources: ["pods", "events"], verbs: follow });
  rights.allow(namespace, { apiGroups: ["apps"], resources: ["replicasets"], verbs: follow });
  rights.allow(namespace, { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] });
}
function hasPods({ id }) {
  return withPods.has(groupKindOf(id));
}
function isStatefulSet({ id }) {
  return groupKindOf(id) === "StatefulSet.apps";
}

// src/engines/kubernetes/rbac/index.ts
function rbacOf(input) {
  const { name, recordNamespace, settings } = input;
  const { purpose } = settings;
  const objects = servedObjects(input);
  const rights = collectRights();
  allowWorkings(rights, objects, { purpose, name, recordNamespace });
  allowObjects(rights, objects, { purpose, recordNamespace });
  if (purpose === "deploy") allowGranted(rights, objects);
  const naming = namingOf(input);
  const policy = purpose === "deploy" ? [] : readOnlyPolicy(naming.global, naming.subject);
  const documents = [
    // First the policy: there is no moment in which the identity has rights and nothing holds it back.
    ...policy,
    ...namespaceDocuments(objects, recordNamespace),
    ...settings.subject ? [] : [accountDocument(naming.subject)],
    ...roleDocuments(rights, naming)
  ];
  return { objects: documents, notes: [...generalNotes(purpose, naming.subject), ...rights.notes] };
}
var suffixes = { deploy: "", preview: "-preview", drift: "-drift" };
function namingOf({ name, recordNamespace, settings }) {
  const local = `${parentNameOf(name)}${suffixes[settings.purpose]}`;
  const own = { kind: "ServiceAccount", namespace: recordNamespace, name: local };
  return { local, global: `${local}-in-${recordNamespace}`, subject: settings.subject ?? own };
}
function namespaceDocuments(objects, recordNamespace) {
  const inUse = /* @__PURE__ */ new Set([recordNamespace, ...objects.flatMap(({ id }) => id.namespace ?? [])]);
  return objects.filter(({ id }) => groupKindOf(id) === "Namespace" && inUse.has(id.name)).map(({ id }) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name: id.name } }));
}
function accountDocument(subject) {
  const { name } = subject;
  const place = subject.kind === "ServiceAccount" ? { namespace: subject.namespace } : {};
  return { apiVersion: "v1", kind: "ServiceAccount", metadata: { ...place, name } };
}
function generalNotes(purpose, subject) {
  const who = subjectName(subject);
  if (purpose === "deploy") {
    return [
      `The least rights to deploy these manifests, for ${who}. Apply them as an administrator of the cluster: kubectl apply -f -`,
      "Print and apply them anew when the repository gets a kind, a namespace, a Secret or a Role; when it loses one, after the deploy that deletes the last of it.",
      "Secrets are allowed by name, and so are kinds that reach beyond the set: what a dry run under a stand-in name would tell is predicted locally."
    ];
  }
  const secrets = purpose === "drift" ? "Secrets can be read by name: keep these credentials where pull requests cannot get at them." : "There is no right on Secrets: a preview shows them as not read.";
  return [
    `The least rights to preview these manifests, for ${who}, and the admission policy that refuses whatever else than a dry run it sends. Apply all of it as an administrator of the cluster: kubectl apply -f -`,
    secrets,
    "Admission does not see requests to an aggregated API (kubectl get apiservices): do not let a preview dry-run kinds that such a server serves."
  ];
}

// src/engines/kubernetes/rbac/print.ts
var columns = 110;
function printRbac(input, format) {
  const { objects, notes } = rbacOf(input);
  if (format === "json") return writeJsonList(objects);
  return `${notes.map(commentOf).join("#\n")}${writeYaml(objects)}`;
}
function rbacInputOf({ manifests, schemas }, name, settings) {
  const { namespace = "default", recordNamespace = namespace } = settings;
  const { kubernetesVersion = newestKubernetes, rbac: rbac3 = { purpose: "deploy" } } = settings;
  return { manifests, schemas, kubernetesVersion, settings: rbac3, name, namespace, recordNamespace };
}
function commentOf(note) {
  const lines = [""];
  for (const word of note.split(/\s+/u)) {
    const line = lines.at(-1) ?? "";
    if (line.length + word.length < columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(` ${word}`);
  }
  return lines.map((line) => `#${line}
`).join("");
}
export {
  printRbac,
  rbacInputOf
};
