import type { Manifest } from '../../../../model/manifest.ts';
import { apiVersionOf } from '../../../../model/manifest.ts';
import type { Rule } from './rule.ts';
import { wasRemoved } from './removed-api.ts';

/** Kinds of CRDs that are not among the manifests: only the server can check their objects. One finding a kind. */
export const uncheckedKind: Rule = {
  id: 'unchecked-kind',
  severity: 'notice',
  doc: 'objects of a kind whose schema is not known here are checked by the server only',
  check: context => {
    const kinds = new Map<string, [Manifest, ...Manifest[]]>();
    for (const manifest of context.manifests) {
      const { id } = manifest;
      if (context.schemaOf(manifest) || context.schemas.hasGroup(id.group) || wasRemoved(context, id))
        continue;
      const key = `${apiVersionOf(id)} ${id.kind}`;
      const others = kinds.get(key);
      if (others) others.push(manifest);
      else kinds.set(key, [manifest]);
    }
    return [...kinds].map(([key, [manifest, ...others]]) => {
      const count = others.length === 0 ? 'this object' : `${others.length + 1} objects`;
      const message = `there is no schema of ${key} here: ${count} can only be checked by the server`;
      return { manifest, pointer: '/kind', at: 'value', message, hint: 'put its CRD among the manifests' };
    });
  },
};
