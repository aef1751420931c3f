import type { ObjectId } from '../../../../model/manifest.ts';
import { groupKindOf } from '../../../../model/manifest.ts';
import type { Rule, RuleContext, RuleFinding } from './rule.ts';

/** A name that the server refuses. Source: k8s.io/apimachinery `pkg/util/validation/validation.go`. */
export const invalidName: Rule = {
  id: 'invalid-name',
  severity: 'error',
  doc: 'metadata.name or metadata.namespace is not a name that Kubernetes accepts (RFC 1123)',
  check: context =>
    context.manifests.flatMap(manifest => {
      const found: RuleFinding[] = [];
      const { id } = manifest;
      const name = nameProblem(context, id);
      if (name)
        found.push({
          manifest,
          pointer: '/metadata/name',
          at: 'value',
          message: `the name ${id.name} ${name}`,
        });
      if (id.namespace !== undefined && !isLabel(id.namespace)) {
        const message = `the namespace ${id.namespace} ${labelText}`;
        found.push({ manifest, pointer: '/metadata/namespace', at: 'value', message });
      }
      return found;
    }),
};

const labelText = 'is not 1 to 63 lower case letters, digits and dashes, with a letter or digit at both ends';
const subdomainText =
  'is not 1 to 253 lower case letters, digits, dashes and dots, with a letter or digit at both ends of each part';

/** Kinds whose names may hold anything that a URL path segment can. */
const pathKinds = new Set(
  ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'].map(
    kind => `${kind}.rbac.authorization.k8s.io`,
  ),
);

/** Names in groups of CRDs are left to the server: an aggregated API may have rules of its own. */
function nameProblem(context: RuleContext, id: ObjectId): string | undefined {
  const { name } = id;
  const kind = groupKindOf(id);
  if (name === '.' || name === '..' || /[/%]/.test(name)) return 'is . or .., or has a / or %';
  if (pathKinds.has(kind) || !context.schemas.hasGroup(id.group)) return undefined;
  if (kind === 'Namespace') return isLabel(name) ? undefined : labelText;
  if (kind === 'Service') return serviceProblem(name);
  if (kind === 'CronJob.batch' && name.length > 52) return 'is longer than the 52 characters of a CronJob';
  return isSubdomain(name) ? undefined : subdomainText;
}

function serviceProblem(name: string): string | undefined {
  if (!isLabel(name)) return labelText;
  return /^[a-z]/.test(name) ? undefined : 'does not start with a letter, as the name of a Service must';
}

function isLabel(name: string): boolean {
  return name.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name);
}

function isSubdomain(name: string): boolean {
  return name.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name);
}
