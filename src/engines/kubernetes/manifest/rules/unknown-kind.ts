import { nearestName } from '../../../../input/nearest.ts';
import { apiVersionOf } from '../../../../model/manifest.ts';
import type { KindName } from '../../schema/table.ts';
import { isServedSomewhere, wasRemoved } from './removed-api.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A kind that no version of Kubernetes has in a group of its own: a typing mistake, or the wrong apiVersion. */
export const unknownKind: Rule = {
  id: 'unknown-kind',
  severity: 'error',
  doc: 'a kind that the Kubernetes API group does not have, or not yet in the target version',
  check: context =>
    context.manifests.flatMap(manifest => {
      const { id } = manifest;
      if (context.schemaOf(manifest) || !context.schemas.hasGroup(id.group) || wasRemoved(context, id))
        return [];
      const message = `${apiVersionOf(id)} has no kind ${id.kind} in Kubernetes ${context.version}`;
      const hint = hintFor(context, id);
      const pointer = isServedSomewhere(context, id) ? '/apiVersion' : '/kind';
      return [{ manifest, pointer, at: 'value', message, ...(hint === undefined ? {} : { hint }) }];
    }),
};

function hintFor({ schemas, version }: RuleContext, id: KindName): string | undefined {
  const kinds = schemas.kindsIn(version);
  const same = kinds.filter(kind => kind.kind === id.kind);
  if (same.length > 0) return `use ${same.map(apiVersionOf).join(' or ')}`;
  const later = schemas.versions.find(each => schemas.kindOf(each, id));
  if (later !== undefined) return `it came with Kubernetes ${later}`;
  const near = nearestName(id.kind, [...new Set(kinds.map(kind => kind.kind))]);
  return near === undefined ? undefined : `did you mean ${near}?`;
}
