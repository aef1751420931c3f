import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  groupKindOf
} from "./shared-35.mjs";

// src/engines/kubernetes/rbac/purpose.ts
var objectVerbs = {
  deploy: ["get", "list", "watch", "create", "update", "patch", "delete"],
  preview: ["get", "list", "create", "update", "patch"],
  drift: ["get", "list", "create", "update", "patch"]
};
var secretVerbs = {
  deploy: ["get", "create", "update", "patch", "delete"],
  preview: [],
  drift: ["get"]
};

// src/engines/kubernetes/rbac/objects.ts
var byName = /* @__PURE__ */ new Set([
  "Namespace",
  "APIService.apiregistration.k8s.io",
  "CustomResourceDefinition.apiextensions.k8s.io",
  "MutatingWebhookConfiguration.admissionregistration.k8s.io",
  "ValidatingWebhookConfiguration.admissionregistration.k8s.io",
  "MutatingAdmissionPolicy.admissionregistration.k8s.io",
  "MutatingAdmissionPolicyBinding.admissionregistration.k8s.io",
  "ValidatingAdmissionPolicy.admissionregistration.k8s.io",
  "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io",
  "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io"
]);
var unguarded = /^(?:Mutating|Validating)AdmissionPolicy(?:Binding)?\.admissionregistration\.k8s\.io$/;
function isAllowedByName(id) {
  const groupKind = groupKindOf(id);
  return groupKind === "Secret" || byName.has(groupKind);
}
function allowObjects(rights, objects, { purpose, recordNamespace }) {
  const namespaces = /* @__PURE__ */ new Set([recordNamespace, ...objects.flatMap(({ id }) => id.namespace ?? [])]);
  for (const object of objects) {
    const { id, plural } = object;
    const resource = { apiGroups: [id.group], resources: [plural] };
    const groupKind = groupKindOf(id);
    if (object.isGuessed) noteGuess(rights, object);
    if (groupKind === "Secret") {
      const verbs2 = secretVerbs[purpose];
      if (verbs2.length > 0) rights.allow(id.namespace, { ...resource, resourceNames: [id.name], verbs: verbs2 });
      continue;
    }
    const verbs = objectVerbs[purpose];
    const reading = verbs.filter(isReading);
    const writing = verbs.filter((verb) => !isReading(verb));
    rights.allow(id.namespace, { ...resource, verbs: reading });
    if (id.namespace !== void 0)
      for (const each of namespaces) rights.allow(each, { ...resource, verbs: ["list"] });
    if (purpose !== "deploy" && unguarded.test(groupKind)) noteUnguarded(rights, groupKind);
    else if (byName.has(groupKind))
      rights.allow(id.namespace, { ...resource, resourceNames: [id.name], verbs: writing });
    else rights.allow(id.namespace, { ...resource, verbs: writing });
  }
}
function isReading(verb) {
  return verb === "get" || verb === "list" || verb === "watch";
}
function noteGuess(rights, { id, plural }) {
  rights.note(
    `Nothing here defines the kind ${groupKindOf(id)}: its plural "${plural}" is a guess, and so is that it lives in namespaces. Compare with kubectl api-resources.`
  );
}
function noteUnguarded(rights, groupKind) {
  rights.note(
    `${groupKind} may only be read: no admission policy guards such objects, so a right to dry-run them would be a right to write them. Previews judge them locally.`
  );
}

export {
  isAllowedByName,
  allowObjects
};
