import { apiVersionOf } from '../../../../model/manifest.ts';
import type { KindName } from '../../schema/table.ts';
import { removedBefore } from '../../schema/removed.ts';
import type { Rule, RuleContext } from './rule.ts';

/** An API version that the target's Kubernetes no longer serves. */
export const removedApi: Rule = {
  id: 'removed-api',
  severity: 'error',
  doc: 'an API version that was removed before the target version of Kubernetes, with the one to use',
  check: context =>
    context.manifests.flatMap(manifest => {
      const { id } = manifest;
      if (context.schemaOf(manifest) || !wasRemoved(context, id)) return [];
      const message = `${apiVersionOf(id)} ${id.kind} was removed in Kubernetes ${removedIn(context, id)}`;
      const hint = replacementOf(context, id);
      return [
        { manifest, pointer: '/apiVersion', at: 'value', message, ...(hint === undefined ? {} : { hint }) },
      ];
    }),
};

/** True when an older Kubernetes than the target had the kind under this API version. */
export function wasRemoved(context: RuleContext, id: KindName): boolean {
  return removedIn(context, id) !== undefined;
}

/** True when the target has the kind under another API version. */
export function isServedSomewhere({ schemas, version }: RuleContext, id: KindName): boolean {
  return schemas.kindsIn(version).some(kind => kind.kind === id.kind);
}

function removedIn({ schemas, version }: RuleContext, id: KindName): string | undefined {
  const target = schemas.versions.indexOf(version);
  const last = schemas.versions.findLastIndex((each, index) => index < target && schemas.kindOf(each, id));
  return last < 0 ? removedBefore(id) : schemas.versions[last + 1];
}

function replacementOf({ schemas, version }: RuleContext, id: KindName): string | undefined {
  const same = schemas.kindsIn(version).filter(kind => kind.kind === id.kind);
  const inGroup = same.filter(kind => kind.group === id.group);
  const best = (inGroup.length > 0 ? inGroup : same).map(apiVersionOf);
  return best.length === 0 ? 'there is nothing to take its place' : `use ${best.join(' or ')}`;
}
