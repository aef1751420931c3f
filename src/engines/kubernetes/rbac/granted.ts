import { isObject, type JsonObject, listAt, textAt } from '../../../model/json.ts';
import { addressOf, groupKindOf } from '../../../model/manifest.ts';
import type { Rights } from './rights.ts';
import type { PolicyRule } from './rules.ts';
import type { Served } from './served.ts';

const rbac = 'rbac.authorization.k8s.io';

/**
 * The rights that the set itself hands out: nobody may grant what they do not have (kubernetes.io: RBAC, privilege
 * escalation prevention), so whoever deploys a Role must hold its rules, and whoever deploys a binding those of the
 * role it names. `escalate` and `bind` would lift that for every role, so they are never given.
 */
export function allowGranted(rights: Rights, objects: readonly Served[]): void {
  for (const object of objects) {
    switch (groupKindOf(object.id)) {
      case `Role.${rbac}`:
      case `ClusterRole.${rbac}`:
        allowRules(rights, object, object.id.namespace);
        break;
      case `RoleBinding.${rbac}`:
      case `ClusterRoleBinding.${rbac}`:
        allowBinding(rights, object, objects);
        break;
      default:
    }
  }
}

function allowBinding(rights: Rights, binding: Served, objects: readonly Served[]): void {
  const { id, manifest } = binding;
  const name = textAt(manifest.object, '/roleRef/name') ?? '';
  const kind = textAt(manifest.object, '/roleRef/kind') === 'Role' ? 'Role' : 'ClusterRole';
  const place = kind === 'Role' ? id.namespace : undefined;
  const rendered = objects.find(
    each =>
      groupKindOf(each.id) === `${kind}.${rbac}` && each.id.name === name && each.id.namespace === place,
  );
  if (rendered) return allowRules(rights, rendered, id.namespace);
  if (name === 'cluster-admin') return refuse(rights, binding, 'hands out cluster-admin');
  const scope = id.namespace === undefined ? 'the whole cluster' : `namespace ${id.namespace}`;
  rights.note(
    `${addressOf(id)} hands out ${kind} ${name}, which is not in the repository: the identity is bound to it in ${scope} as well, so that it holds what it hands on.`,
  );
  rights.hold(id.namespace, { kind, name });
}

function allowRules(rights: Rights, role: Served, namespace: string | undefined): void {
  const { object } = role.manifest;
  if (isObject(object['aggregationRule']))
    return refuse(rights, role, 'collects the rules of other roles (aggregationRule)');
  const rules = listAt(object, '/rules').filter(isObject).map(ruleOf);
  if (rules.some(reachesEverything)) return refuse(rights, role, 'hands out escalate or bind, or everything');
  for (const rule of rules) rights.allow(namespace, rule);
}

function refuse(rights: Rights, { id }: Served, why: string): void {
  rights.note(
    `${addressOf(id)} ${why}. Only an administrator of the cluster may write that, so no right for it is printed: take it out of the repository and apply it by hand, or deploy it with credentials of an administrator.`,
  );
}

/** True for what would let its holder hand out any right: `escalate` or `bind`, by name or as one of all verbs. */
function reachesEverything({ apiGroups = [], resources = [], verbs }: PolicyRule): boolean {
  if (verbs.includes('escalate') || verbs.includes('bind')) return true;
  const isRbac = apiGroups.includes('*') || apiGroups.includes(rbac);
  return verbs.includes('*') && isRbac && resources.some(name => name === '*' || name.includes('role'));
}

function ruleOf(rule: JsonObject): PolicyRule {
  const texts = (name: string): readonly string[] =>
    listAt(rule, `/${name}`).filter(item => typeof item === 'string');
  return {
    apiGroups: texts('apiGroups'),
    resources: texts('resources'),
    resourceNames: texts('resourceNames'),
    nonResourceURLs: texts('nonResourceURLs'),
    verbs: texts('verbs'),
  };
}
