import { textAt } from '../../../model/json.ts';
import { objectKeyOf } from '../../../model/manifest.ts';
import type { Intent } from './intent.ts';

const rbac = 'rbac.authorization.k8s.io';

/**
 * What this object needs and what this very change creates, in words, so that the server's refusal of the dry run
 * says nothing: a binding's Role (refused to callers that are no administrators of the cluster), a Pod's ServiceAccount.
 * Undefined when there is nothing of the kind.
 */
export function createdPrerequisite(intent: Intent, createdKeys: ReadonlySet<string>): string | undefined {
  const { id, body } = intent;
  const namespace = id.namespace === undefined ? {} : { namespace: id.namespace };
  if (id.group === rbac && (id.kind === 'RoleBinding' || id.kind === 'ClusterRoleBinding')) {
    const kind = textAt(body, '/roleRef/kind') ?? '';
    const name = textAt(body, '/roleRef/name') ?? '';
    const key = objectKeyOf({ group: rbac, version: 'v1', kind, name, ...(kind === 'Role' && namespace) });
    return createdKeys.has(key) ? `its ${kind} ${name}` : undefined;
  }
  if (id.group === '' && id.kind === 'Pod') {
    const name = textAt(body, '/spec/serviceAccountName') ?? 'default';
    const key = objectKeyOf({ group: '', version: 'v1', kind: 'ServiceAccount', name, ...namespace });
    return createdKeys.has(key) ? `its ServiceAccount ${name}` : undefined;
  }
  return undefined;
}
