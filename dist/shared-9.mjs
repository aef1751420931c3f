import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  Failure
} from "./shared-30.mjs";

// src/engines/kubernetes/api/forbidden.ts
function parseForbidden(message) {
  const start = /User "([^"]*)" cannot (\S+) (resource|path) "([^"]*)"/.exec(message);
  if (!start) return void 0;
  const [all, user = "", verb = "", kind, what = ""] = start;
  const rest = message.slice(start.index + all.length);
  const group = /^ in API group "([^"]*)"/.exec(rest)?.[1] ?? "";
  const namespace = / in the namespace "([^"]*)"/.exec(rest)?.[1];
  if (kind === "path") return { user, verb, group, path: what };
  return { user, verb, resource: what, group, ...namespace !== void 0 && { namespace } };
}
function permissionMissing(missing, address) {
  const what = missing.path === void 0 ? `${missing.verb} ${nameOf(missing)} ${missing.namespace === void 0 ? "in the whole cluster" : `in namespace ${missing.namespace}`}` : `${missing.verb} the path ${missing.path}`;
  return new Failure("permission-missing", `${missing.user} may not ${what} (${address})`, {
    hint: `${roleOf(missing)}
${ruleOf(missing)}
${wholeRole}`
  });
}
var wholeRole = "The least Role for these manifests is printed by mode rbac: a step of this action in that mode, or on a terminal gitops-push rbac (for previews: gitops-push rbac --preview).";
function discoveryRefused(answer) {
  const missing = parseForbidden(answer.status?.message ?? "");
  if (answer.httpStatus === 403 && missing) return permissionMissing(missing, "discovery of the API");
  return new Failure(
    "server-unusable",
    `the server does not say which APIs it serves (HTTP ${answer.httpStatus})`,
    {
      hint: "Check host, port and path of the server's URL: /api and /apis below it must answer as a Kubernetes API does."
    }
  );
}
function nameOf(missing) {
  return missing.group === "" ? `${missing.resource}` : `${missing.resource}.${missing.group}`;
}
function roleOf(missing) {
  if (missing.user === "system:anonymous") {
    return "The server took the request as anonymous: the credentials were not recognised. If it is meant to be so, add this rule:";
  }
  return missing.namespace === void 0 ? `Add this rule to a ClusterRole that a ClusterRoleBinding gives to ${missing.user}:` : `Add this rule to a Role in namespace ${missing.namespace} that is bound to ${missing.user}:`;
}
function ruleOf(missing) {
  const verbs = `  verbs: [${JSON.stringify(missing.verb)}]`;
  if (missing.path !== void 0) return `- nonResourceURLs: [${JSON.stringify(missing.path)}]
${verbs}`;
  const resources = JSON.stringify(missing.resource);
  return `- apiGroups: [${JSON.stringify(missing.group)}]
  resources: [${resources}]
${verbs}`;
}

export {
  parseForbidden,
  permissionMissing,
  wholeRole,
  discoveryRefused
};
