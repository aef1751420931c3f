import { Failure } from '../../../model/failure.ts';
import { wholeRole } from '../api/forbidden.ts';
import { mayDo, type Right } from '../api/review.ts';
import type { Cluster } from '../cluster.ts';
import type { PlannedSet } from '../plan/index.ts';
import { isAllowedByName } from '../rbac/objects.ts';

const phase = 'plan';

/** Where the record and the lock of the target are kept, and whether the record is there already. */
export interface RecordPlace {
  readonly name: string;
  readonly namespace: string;
  readonly isNew: boolean;
}

/** What the server said of each right. */
export type Asked = readonly { readonly right: Right; readonly may: boolean | undefined }[];

/** Asks for the lock and the record alone: that needs no plan, so it can go beside its dry runs. */
export async function askForRecord(record: RecordPlace, cluster: Cluster): Promise<Asked> {
  return await askAll(recordRights(record), cluster);
}

/**
 * Asks, before the first write, for every right that no dry run of the plan has proved: the lock and the record, deletions,
 * and what was judged locally. All that is missing is told together, while nothing has been written.
 * @throws Failure permission-missing
 */
export async function requireRights(
  set: PlannedSet,
  record: Promise<Asked>,
  cluster: Cluster,
): Promise<void> {
  const asked = (await Promise.all([record, askAll(unprovedRights(set), cluster)])).flat();
  const missing = asked.filter(({ may }) => may === false).map(({ right }) => right);
  if (missing.length === 0) return;
  throw new Failure(
    'permission-missing',
    `stopped before the first write: the credentials may not${missing.map(right => `\n- ${wordsOf(right)}`).join('')}`,
    { hint: `Add these rules to their Role or ClusterRole:${missing.map(ruleOf).join('')}\n${wholeRole}` },
  );
}

async function askAll(rights: readonly Right[], cluster: Cluster): Promise<Asked> {
  return await Promise.all(rights.map(async right => ({ right, may: await mayDo(cluster, right, phase) })));
}

function recordRights({ name, namespace, isNew }: RecordPlace): readonly Right[] {
  const core = { group: '', resource: 'configmaps', namespace, name };
  const lease = { group: 'coordination.k8s.io', resource: 'leases', namespace };
  return [
    ...(isNew ? ['create', 'patch'] : ['patch']).map(verb => ({ verb, ...core })),
    { verb: 'create', ...lease },
    ...['get', 'update', 'delete'].map(verb => ({ verb, ...lease, name })),
  ];
}

/** Each right once: by kind and namespace, asked for one object of them; by name for kinds that are allowed so. */
function unprovedRights(set: PlannedSet): readonly Right[] {
  const rights = new Map<string, Right>();
  const add = ({ isNamed, ...right }: Right & { readonly isNamed?: boolean }): void => {
    const { name: _sample, ...kind } = right;
    const key = JSON.stringify(isNamed === false ? kind : right);
    if (!rights.has(key)) rights.set(key, right);
  };
  for (const { intent, change } of set.steps) {
    const { id, resource } = intent;
    if (!resource) continue;
    const about = aboutOf({ group: id.group, kind: id.kind, plural: resource.plural }, id);
    const { action, evidence } = change;
    const isWritten = action === 'create' || action === 'update' || action === 'recreate';
    if (isWritten && evidence !== 'server') add({ verb: 'patch', ...about });
    if (action === 'create' && evidence !== 'server') add({ verb: 'create', ...about });
    if (action === 'recreate') add({ verb: 'delete', ...about });
  }
  for (const { intent } of set.hooks.steps) {
    const { id, resource } = intent;
    const verbs = ['create', 'patch', 'delete'];
    if (resource) for (const verb of verbs) add({ verb, ...aboutOf({ ...resource }, id) });
  }
  for (const { live } of set.deletions) add({ verb: 'delete', ...aboutOf({ ...live.resource }, live.id) });
  return [...rights.values()];
}

function aboutOf(
  kind: { readonly group: string; readonly kind: string; readonly plural: string },
  id: { readonly namespace?: string; readonly name: string },
): Omit<Right, 'verb'> & { readonly isNamed: boolean } {
  return {
    group: kind.group,
    resource: kind.plural,
    ...(id.namespace !== undefined && { namespace: id.namespace }),
    name: id.name,
    isNamed: isAllowedByName(kind),
  };
}

function wordsOf({ verb, group, resource, namespace, name }: Right): string {
  const kind = group === '' ? resource : `${resource}.${group}`;
  const what = name === undefined ? kind : `${kind} ${name}`;
  return `${verb} ${what} ${namespace === undefined ? 'in the whole cluster' : `in namespace ${namespace}`}`;
}

function ruleOf({ verb, group, resource, name }: Right): string {
  const names = name === undefined ? '' : `, resourceNames: [${JSON.stringify(name)}]`;
  return `\n- { apiGroups: [${JSON.stringify(group)}], resources: [${JSON.stringify(resource)}]${names}, verbs: [${JSON.stringify(verb)}] }`;
}
