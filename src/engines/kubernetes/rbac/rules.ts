import type { JsonObject } from '../../../model/json.ts';

/** A rule of RBAC as a Role has it: about resources, or about paths of the API. */
export interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

/** Verbs in the order people know them from Roles. */
const verbOrder = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/**
 * The same rights in few rules and a fixed order: verbs of one resource are joined, then resources of one API group
 * that have the same verbs and names. Nothing is widened.
 */
export function compactRules(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const single = rules.flatMap(splitRule);
  const byTarget = [...Map.groupBy(single, targetOf).values()].map(same => ({
    ...firstOf(same),
    verbs: sortVerbs(same.flatMap(rule => rule.verbs)),
  }));
  const bySight = [...Map.groupBy(byTarget, rightsOf).values()].map(same => {
    const resources = sorted(same.flatMap(rule => rule.resources ?? []));
    const paths = sorted(same.flatMap(rule => rule.nonResourceURLs ?? []));
    const { verbs, apiGroups, resourceNames } = firstOf(same);
    return {
      ...(apiGroups && { apiGroups }),
      ...(resources.length > 0 && { resources }),
      ...(resourceNames && { resourceNames }),
      ...(paths.length > 0 && { nonResourceURLs: paths }),
      verbs,
    };
  });
  return bySight.toSorted((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1));
}

/** The rule as it stands in a Role. */
export function ruleObject(rule: PolicyRule): JsonObject {
  return {
    ...(rule.apiGroups && { apiGroups: rule.apiGroups }),
    ...(rule.resources && { resources: rule.resources }),
    ...(rule.resourceNames && { resourceNames: rule.resourceNames }),
    ...(rule.nonResourceURLs && { nonResourceURLs: rule.nonResourceURLs }),
    verbs: rule.verbs,
  };
}

/** One rule per API group and resource, or per path. */
function splitRule(rule: PolicyRule): readonly PolicyRule[] {
  const names = (rule.resourceNames ?? []).length === 0 ? {} : { resourceNames: sorted(rule.resourceNames) };
  const { verbs } = rule;
  const paths = (rule.nonResourceURLs ?? []).map(path => ({ nonResourceURLs: [path], verbs }));
  const resources = (rule.apiGroups ?? []).flatMap(group =>
    (rule.resources ?? []).map(resource => ({ apiGroups: [group], resources: [resource], ...names, verbs })),
  );
  return [...paths, ...resources];
}

function targetOf({ apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  return JSON.stringify([apiGroups, resources, resourceNames, nonResourceURLs]);
}

function rightsOf({ apiGroups, resourceNames, verbs, nonResourceURLs }: PolicyRule): string {
  return JSON.stringify([apiGroups, resourceNames, verbs, nonResourceURLs !== undefined]);
}

function sortKeyOf(rule: PolicyRule): string {
  return JSON.stringify([rule.nonResourceURLs ? 1 : 0, rule.apiGroups, rule.resources, rule.resourceNames]);
}

function firstOf(rules: readonly PolicyRule[]): PolicyRule {
  return rules[0] ?? { verbs: [] };
}

function sortVerbs(verbs: readonly string[]): readonly string[] {
  const all = new Set(verbs);
  if (all.has('*')) return ['*'];
  const known = verbOrder.filter(verb => all.has(verb));
  return [...known, ...sorted([...all].filter(verb => !verbOrder.includes(verb)))];
}

function sorted(texts: readonly string[] = []): readonly string[] {
  return [...new Set(texts)].toSorted();
}
