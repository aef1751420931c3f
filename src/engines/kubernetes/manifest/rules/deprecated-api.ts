import { apiVersionOf } from '../../../../model/manifest.ts';
import type { KindName } from '../../schema/table.ts';
import type { Rule, RuleContext } from './rule.ts';

/** An API version that the target still serves and that has a successor, or is gone in a newer Kubernetes. */
export const deprecatedApi: Rule = {
  id: 'deprecated-api',
  severity: 'warning',
  doc: 'an API version that the target version of Kubernetes still serves, but not for long, with the one to use',
  check: context =>
    context.manifests.flatMap(manifest => {
      const { id } = manifest;
      const { schemas, version } = context;
      if (!schemas.kindOf(version, id)) return [];
      const successor = successorOf(context, id);
      const removed = removedAfter(context, id);
      if (successor === undefined && removed === undefined) return [];
      const until = removed === undefined ? '' : `, and Kubernetes ${removed} no longer serves it`;
      const message = `${apiVersionOf(id)} ${id.kind} is deprecated${until}`;
      const hint = successor === undefined ? 'there is nothing to take its place' : `use ${successor}`;
      return [{ manifest, pointer: '/apiVersion', at: 'value', message, hint }];
    }),
};

/** A beta version is deprecated as soon as a better one is served. Source: kubernetes.io, Kubernetes Deprecation Policy. */
function successorOf({ schemas, version }: RuleContext, id: KindName): string | undefined {
  const level = stabilityOf(id.version);
  const better = schemas
    .kindsIn(version)
    .filter(kind => kind.kind === id.kind && kind.group === id.group && stabilityOf(kind.version) > level)
    .toSorted((a, b) => stabilityOf(b.version) - stabilityOf(a.version));
  return better[0] && apiVersionOf(better[0]);
}

/** The first newer version that is known and has the kind no more. */
function removedAfter({ schemas, version }: RuleContext, id: KindName): string | undefined {
  const target = schemas.versions.indexOf(version);
  return schemas.versions.find((each, index) => index > target && !schemas.kindOf(each, id));
}

function stabilityOf(version: string): number {
  return version.includes('alpha') ? 0 : version.includes('beta') ? 1 : 2;
}
