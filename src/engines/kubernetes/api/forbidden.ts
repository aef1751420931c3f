import { Failure } from '../../../model/failure.ts';
import type { ApiAnswer } from '../transport/transport.ts';

/** A permission that the server says is missing; `path` instead of a resource for what is no resource. */
export interface MissingPermission {
  readonly user: string;
  readonly verb: string;
  readonly resource?: string;
  readonly group: string;
  /** Absent: at the cluster's scope. */
  readonly namespace?: string;
  readonly path?: string;
}

/**
 * The permission named by a 403 of the authorizer, undefined when the 403 is somebody else's: admission, quota, a
 * webhook (apiserver pkg/endpoints/handlers/responsewriters/errors.go, forbiddenMessage).
 */
export function parseForbidden(message: string): MissingPermission | undefined {
  const start = /User "([^"]*)" cannot (\S+) (resource|path) "([^"]*)"/.exec(message);
  if (!start) return undefined;
  const [all, user = '', verb = '', kind, what = ''] = start;
  const rest = message.slice(start.index + all.length);
  const group = /^ in API group "([^"]*)"/.exec(rest)?.[1] ?? '';
  const namespace = / in the namespace "([^"]*)"/.exec(rest)?.[1];
  if (kind === 'path') return { user, verb, group, path: what };
  return { user, verb, resource: what, group, ...(namespace !== undefined && { namespace }) };
}

/** The Failure of a missing permission, with the rule to add as lines of YAML. `address` is what was asked for. */
export function permissionMissing(missing: MissingPermission, address: string): Failure {
  const what =
    missing.path === undefined
      ? `${missing.verb} ${nameOf(missing)} ${missing.namespace === undefined ? 'in the whole cluster' : `in namespace ${missing.namespace}`}`
      : `${missing.verb} the path ${missing.path}`;
  return new Failure('permission-missing', `${missing.user} may not ${what} (${address})`, {
    hint: `${roleOf(missing)}\n${ruleOf(missing)}\n${wholeRole}`,
  });
}

/** Where the whole Role comes from, for hints. */
export const wholeRole =
  'The least Role for these manifests is printed by mode rbac: a step of this action in that mode, or on a terminal gitops-push rbac (for previews: gitops-push rbac --preview).';

/** Discovery was refused: every authenticated user may normally read it (ClusterRole system:discovery). */
export function discoveryRefused(answer: ApiAnswer): Failure {
  const missing = parseForbidden(answer.status?.message ?? '');
  if (answer.httpStatus === 403 && missing) return permissionMissing(missing, 'discovery of the API');
  return new Failure(
    'server-unusable',
    `the server does not say which APIs it serves (HTTP ${answer.httpStatus})`,
    {
      hint: "Check host, port and path of the server's URL: /api and /apis below it must answer as a Kubernetes API does.",
    },
  );
}

function nameOf(missing: MissingPermission): string {
  return missing.group === '' ? `${missing.resource}` : `${missing.resource}.${missing.group}`;
}

function roleOf(missing: MissingPermission): string {
  if (missing.user === 'system:anonymous') {
    return 'The server took the request as anonymous: the credentials were not recognised. If it is meant to be so, add this rule:';
  }
  return missing.namespace === undefined
    ? `Add this rule to a ClusterRole that a ClusterRoleBinding gives to ${missing.user}:`
    : `Add this rule to a Role in namespace ${missing.namespace} that is bound to ${missing.user}:`;
}

function ruleOf(missing: MissingPermission): string {
  const verbs = `  verbs: [${JSON.stringify(missing.verb)}]`;
  if (missing.path !== undefined) return `- nonResourceURLs: [${JSON.stringify(missing.path)}]\n${verbs}`;
  const resources = JSON.stringify(missing.resource);
  return `- apiGroups: [${JSON.stringify(missing.group)}]\n  resources: [${resources}]\n${verbs}`;
}
