import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  parseForbidden,
  permissionMissing,
  wholeRole
} from "./shared-9.mjs";
import {
  addressOf,
  groupKindOf
} from "./shared-35.mjs";
import {
  Failure
} from "./shared-30.mjs";

// src/engines/kubernetes/api/paths.ts
function collectionPath(resource, namespace) {
  const root = groupVersionPath(resource);
  const scope = namespace === void 0 ? "" : `/namespaces/${segment(namespace, resource)}`;
  return `${root}${scope}/${segment(resource.plural, resource)}`;
}
function objectPath(resource, place, subresource) {
  if (resource.namespaced && place.namespace === void 0) {
    throw new Failure(
      "internal",
      `${addressOf({ ...resource, ...place })} was addressed without its namespace`
    );
  }
  const collection = collectionPath(resource, resource.namespaced ? place.namespace : void 0);
  const path = `${collection}/${segment(place.name, resource)}`;
  return subresource === void 0 ? path : `${path}/${segment(subresource, resource)}`;
}
function groupVersionPath(resource) {
  const version = segment(resource.version, resource);
  return resource.group === "" ? `/api/${version}` : `/apis/${segment(resource.group, resource)}/${version}`;
}
function segment(text, resource) {
  if (text === "" || text === "." || text === "..") {
    throw new Failure(
      "internal",
      `a request for a ${resource.kind} was made with ${JSON.stringify(text)} in its path`
    );
  }
  return encodeURIComponent(text);
}

// src/engines/kubernetes/api/refused-fields.ts
function refusedFields(status) {
  if (status.causes.length > 0) {
    return status.causes.map(({ field, message, reason }) => ({ field, message, reason }));
  }
  return [...typedPatchErrors(status.message), ...strictDecodingErrors(status.message)];
}
function typedPatchErrors(text) {
  if (!text.includes("failed to create typed patch object")) return [];
  const fields = text.matchAll(/(?:^|[\s:])\.((?:[^\s:[\]"]|\[(?:"[^"]*"|[^\]"])*\])+): ([^\n]+)/g);
  return [...fields].map(([, field = "", message = ""]) => ({ field, message, reason: "" }));
}
function strictDecodingErrors(text) {
  if (!text.includes("strict decoding error")) return [];
  return [...text.matchAll(/(unknown|duplicate) field "([^"]+)"/g)].map(([, problem, field = ""]) => ({
    field,
    message: problem === "unknown" ? "the server knows no such field" : "the field is given twice",
    reason: ""
  }));
}

// src/engines/kubernetes/api/refusal.ts
function refusal(answer, what) {
  const status = answer.status ?? { code: answer.httpStatus, reason: "", message: "", causes: [] };
  const address = addressOfRequest(what);
  const missing = answer.httpStatus === 403 ? parseForbidden(status.message) : void 0;
  if (missing) return permissionMissing(missing, address);
  if (status.message.includes("attempting to grant RBAC permissions not currently held")) {
    return escalation(status, address);
  }
  if (answer.httpStatus === 403 && !changes(what)) return deniedRead(what, address);
  if (answer.httpStatus === 409) return conflict(status, address);
  if (answer.httpStatus === 404) return notFound(what, status, address);
  if (isServersFault(answer.httpStatus, status)) return serversFault(status, address);
  return new Failure("object-refused", `the server refuses ${address}: ${describe(status, what)}`, {
    hint: hintFor(answer.httpStatus, status)
  });
}
function describe(status, what) {
  const isSecret = what.resource.group === "" && what.resource.kind === "Secret";
  const fields = refusedFields(status);
  if (fields.length === 0) return isSecret ? status.reason || `HTTP ${status.code}` : status.message;
  const texts = fields.map((field) => isSecret ? withoutValue(field) : `${field.field}: ${field.message}`);
  return texts.length === 1 ? texts.join("") : texts.map((text) => `
- ${text}`).join("");
}
function withoutValue({ field, message, reason }) {
  const known = [
    "field not declared in schema",
    "the server knows no such field",
    "the field is given twice"
  ];
  return `${field}: ${known.find((text) => text === message) ?? (reason || "has a value or type it cannot have")}`;
}
function conflict(status, address) {
  const owned = status.causes.filter((cause) => cause.reason === "FieldManagerConflict");
  if (owned.length === 0) {
    return new Failure("object-changed", `${address} was changed by somebody else meanwhile`, {
      hint: "Run again: the plan is then made against the object as it is now."
    });
  }
  const fields = owned.map((cause) => `
- ${cause.field}: ${cause.message}`).join("");
  return new Failure("field-conflict", `${address} has fields that belong to another tool:${fields}`, {
    hint: "Take the fields out of the manifest, or let the other tool give them up."
  });
}
function notFound(what, status, address) {
  const namespace = /^namespaces? "([^"]+)" not found/.exec(status.message)?.[1];
  if (namespace !== void 0) {
    return new Failure(
      "object-refused",
      `the server refuses ${address}: namespace ${namespace} does not exist`,
      {
        hint: "Create the namespace first, or add its manifest to the same path."
      }
    );
  }
  if (what.verb === "delete" || what.verb === "update") {
    return new Failure("object-changed", `${address} does not exist any more`, {
      hint: "Run again: the plan is then made against what is there now."
    });
  }
  return new Failure(
    "object-refused",
    `the server does not serve ${groupKindOf(what.resource)} (${address})`,
    {
      hint: "Install what brings this kind (its CustomResourceDefinition), or correct apiVersion and kind."
    }
  );
}
function escalation(status, address) {
  const rules = status.message.slice(status.message.indexOf("not currently held")).replace(/^[^{]*/, "");
  return new Failure(
    "permission-missing",
    `the credentials may not write ${address}, because it grants permissions that they do not have: ${rules}`,
    {
      hint: `Nobody may hand out what they do not have: give the credentials these permissions themselves. ${wholeRole}`
    }
  );
}
function deniedRead(what, address) {
  return new Failure("permission-missing", `the credentials may not ${what.verb} ${address}`, {
    hint: `Give them the verb ${what.verb} on ${groupKindOf(what.resource)} in a Role or ClusterRole; the server does not say for whom. ${wholeRole}`
  });
}
function isServersFault(httpStatus, status) {
  return httpStatus === 429 || httpStatus > 500 || httpStatus === 500 && status.reason !== "";
}
function serversFault(status, address) {
  const text = /webhook[^:]*|etcdserver[^:]*/.exec(status.message)?.[0];
  const why = [`HTTP ${status.code}`, status.reason, text].filter(Boolean).join(", ");
  return new Failure(
    "server-unusable",
    `the server could not handle ${address} (${why}), after several tries`,
    {
      hint: text?.startsWith("webhook") === true ? "An admission webhook does not answer: repair or remove what it belongs to, then run again." : "The control plane is overloaded or ill: look at its health (/readyz), then run again."
    }
  );
}
function hintFor(httpStatus, status) {
  if (status.message.includes("because it is being terminated")) {
    return "The namespace is being deleted: wait until it is gone, then run again.";
  }
  if (httpStatus === 403 || /denied the request|denied request/.test(status.message)) {
    return "A policy of the cluster (admission, quota) forbids this object: change the object, or have the policy changed.";
  }
  if (httpStatus === 413) return "The object is too large for the server: 1.5 MiB is the usual limit.";
  if (httpStatus === 405) return "The server does not allow this request for this kind.";
  return "Correct these fields in the manifest.";
}
function changes(what) {
  return what.verb !== "get" && what.verb !== "list" && what.verb !== "watch";
}
function addressOfRequest({ resource, namespace, name }) {
  if (name !== void 0)
    return addressOf({ ...resource, name, ...namespace !== void 0 && { namespace } });
  return `${groupKindOf(resource)} ${namespace === void 0 ? "in all namespaces" : `in namespace ${namespace}`}`;
}

export {
  collectionPath,
  objectPath,
  refusedFields,
  refusal
};
