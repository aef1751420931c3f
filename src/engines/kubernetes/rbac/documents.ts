import type { JsonObject } from '../../../model/json.ts';
import type { RbacSubject } from '../../../model/settings.ts';
import type { HeldRole, Place, Rights } from './rights.ts';
import { ruleObject } from './rules.ts';
import { subjectObject } from './subject.ts';

const group = 'rbac.authorization.k8s.io';
const apiVersion = `${group}/v1`;

/** How the printed objects are called, and who gets the rights. */
export interface Naming {
  /** Of what lives in a namespace. */
  readonly local: string;
  /** Of what lives in the cluster, where two targets of one name may meet. */
  readonly global: string;
  readonly subject: RbacSubject;
}

/** Roles and bindings for all rights, those of the whole cluster first. */
export function roleDocuments(rights: Rights, naming: Naming): readonly JsonObject[] {
  return rights.places.flatMap(place => placeDocuments(place, naming));
}

function placeDocuments({ namespace, rules, roles }: Place, naming: Naming): readonly JsonObject[] {
  const scope = namespace === undefined ? 'Cluster' : '';
  const name = namespace === undefined ? naming.global : naming.local;
  const own: HeldRole = { kind: namespace === undefined ? 'ClusterRole' : 'Role', name };
  const place = namespace === undefined ? {} : { namespace };
  const bind = (role: HeldRole, bindingName: string): JsonObject => ({
    apiVersion,
    kind: `${scope}RoleBinding`,
    metadata: { ...place, name: bindingName },
    roleRef: { apiGroup: group, kind: role.kind, name: role.name },
    subjects: [subjectObject(naming.subject)],
  });
  const role = { apiVersion, kind: own.kind, metadata: { ...place, name }, rules: rules.map(ruleObject) };
  return [
    ...(rules.length > 0 ? [role, bind(own, name)] : []),
    ...roles.map(each => bind(each, `${name}-${each.kind.toLowerCase()}-${each.name}`)),
  ];
}
