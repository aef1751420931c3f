import { type Json, stringifyJson, valueAt } from '../../../model/json.ts';
import type { Cluster } from '../cluster.ts';

/** One thing that a request does, as RBAC sees it; `resource` is the plural. */
export interface Right {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  /** Absent: a kind of the whole cluster. */
  readonly namespace?: string;
  readonly name?: string;
}

/**
 * Whether the credentials have a right, by a SelfSubjectAccessReview, which stores nothing. Undefined when the server does
 * not take the question: then nobody knows before trying.
 */
export async function mayDo(cluster: Cluster, right: Right, phase: string): Promise<boolean | undefined> {
  const { verb, group, resource, namespace, name } = right;
  const resourceAttributes: Json = {
    verb,
    group,
    resource,
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
  };
  const review: Json = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes },
  };
  const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
  const answer = await cluster.raw('POST', path, { body: stringifyJson(review) }, phase);
  const allowed = answer.status ? undefined : valueAt(answer.body, '/status/allowed');
  return typeof allowed === 'boolean' ? allowed : undefined;
}
