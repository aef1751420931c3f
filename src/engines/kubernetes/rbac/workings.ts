import { groupKindOf } from '../../../model/manifest.ts';
import { parentNameOf } from '../names.ts';
import type { Purpose } from './purpose.ts';
import type { Rights } from './rights.ts';
import type { Served } from './served.ts';

/** Kinds whose Pods are watched and explained while a deploy waits. */
const withPods: ReadonlySet<string> = new Set([
  'Pod',
  'ReplicationController',
  'DaemonSet.apps',
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'CronJob.batch',
  'Job.batch',
]);

/** What gitops-push itself needs beside the objects: its record, its lock, the wait, and the reviews of its own rights. */
export function allowWorkings(
  rights: Rights,
  objects: readonly Served[],
  about: { readonly purpose: Purpose; readonly name: string; readonly recordNamespace: string },
): void {
  const { purpose, name, recordNamespace } = about;
  const record = { apiGroups: [''], resources: ['configmaps'], resourceNames: [parentNameOf(name)] };
  // Every authenticated user has these, unless the cluster was hardened (ClusterRoles system:basic-user, system:discovery).
  const reviews = ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'];
  rights.allow(undefined, { apiGroups: ['authorization.k8s.io'], resources: reviews, verbs: ['create'] });
  const paths = ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*', '/version'];
  rights.allow(undefined, { nonResourceURLs: paths, verbs: ['get'] });
  if (purpose !== 'deploy') return rights.allow(recordNamespace, { ...record, verbs: ['get'] });

  rights.allow(recordNamespace, { ...record, verbs: ['get', 'create', 'update', 'patch', 'delete'] });
  const leases = { apiGroups: ['coordination.k8s.io'], resources: ['leases'] };
  const owned = { ...leases, resourceNames: [parentNameOf(name)] };
  rights.allow(recordNamespace, { ...owned, verbs: ['get', 'update', 'patch', 'delete'] });
  // A create by POST has no name that a rule could hold.
  rights.allow(recordNamespace, { ...leases, verbs: ['create'] });
  for (const namespace of new Set(objects.filter(hasPods).map(({ id }) => id.namespace)))
    allowWait(rights, namespace);
  for (const namespace of new Set(objects.filter(isStatefulSet).map(({ id }) => id.namespace)))
    rights.allow(namespace, { apiGroups: [''], resources: ['pods'], verbs: ['delete'] });
}

function allowWait(rights: Rights, namespace: string | undefined): void {
  const follow = ['get', 'list', 'watch'];
  rights.allow(namespace, { apiGroups: [''], resources: ['pods', 'events'], verbs: follow });
  rights.allow(namespace, { apiGroups: ['apps'], resources: ['replicasets'], verbs: follow });
  rights.allow(namespace, { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] });
}

function hasPods({ id }: Served): boolean {
  return withPods.has(groupKindOf(id));
}

/** A StatefulSet that hangs on a broken revision is freed by deleting its one stuck Pod. */
function isStatefulSet({ id }: Served): boolean {
  return groupKindOf(id) === 'StatefulSet.apps';
}
