import type { JsonObject } from '../../../model/json.ts';
import type { RbacSubject } from '../../../model/settings.ts';

const rbac = 'rbac.authorization.k8s.io';

/** The subject as a binding names it. */
export function subjectObject(subject: RbacSubject): JsonObject {
  switch (subject.kind) {
    case 'ServiceAccount':
      return { kind: subject.kind, namespace: subject.namespace, name: subject.name };
    case 'User':
    case 'Group':
      return { apiGroup: rbac, kind: subject.kind, name: subject.name };
  }
}

/** How people and the server call the subject: `system:serviceaccount:shop:deployer`, a user, `group NAME`. */
export function subjectName(subject: RbacSubject): string {
  switch (subject.kind) {
    case 'ServiceAccount':
      return `system:serviceaccount:${subject.namespace}:${subject.name}`;
    case 'User':
      return subject.name;
    case 'Group':
      return `group ${subject.name}`;
  }
}

/** A CEL expression that is true for requests of the subject; JSON quoting is CEL quoting. */
export function subjectCondition(subject: RbacSubject): string {
  return subject.kind === 'Group'
    ? `${JSON.stringify(subject.name)} in request.userInfo.groups`
    : `request.userInfo.username == ${JSON.stringify(subjectName(subject))}`;
}
