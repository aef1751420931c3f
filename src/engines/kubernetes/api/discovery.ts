import { Failure } from '../../../model/failure.ts';
import { isObject, type Json, listAt, textAt } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import type { Resource } from '../cluster.ts';
import type { ApiAnswer, Transport } from '../transport/transport.ts';
import { type Discovered, isText } from './discovered.ts';
import { discoverByGroup } from './discovery-by-group.ts';
import { discoveryRefused } from './forbidden.ts';

/** What the server serves. */
export interface Discovery {
  /** @throws Failure server-unusable when the group is served by an extension that does not answer */
  find(id: Pick<ObjectId, 'group' | 'version' | 'kind'>): Resource | undefined;
  /** By `Kind[.group]`; the server's preferred version comes first. */
  preferred(groupKind: string): Resource | undefined;
  /** Every kind once, in the server's preferred version. */
  readonly all: readonly Resource[];
}

/** Aggregated discovery in its two versions (Kubernetes 1.30 and 1.26), else the plain one. */
const aggregated = [
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList',
  'application/json',
].join(',');

/** Asks the server what it serves: two requests in parallel, more only of servers without aggregated discovery. */
export async function discover(transport: Transport, phase: string): Promise<Discovery> {
  const ask = async (path: string): Promise<ApiAnswer> =>
    await transport.send({ method: 'GET', path, accept: aggregated, phase });
  const answers = await Promise.all([ask('/api'), ask('/apis')]);
  for (const answer of answers) if (answer.status) throw discoveryRefused(answer);
  const bodies = answers.map(answer => answer.body);
  const isAggregated = bodies.every(body => textAt(body, '/kind') === 'APIGroupDiscoveryList');
  return indexOf(isAggregated ? readAggregated(bodies) : await discoverByGroup(transport, bodies, phase));
}

function readAggregated(bodies: readonly Json[]): Discovered {
  const resources: Resource[] = [];
  const stale: string[] = [];
  for (const group of bodies.flatMap(body => listAt(body, '/items').filter(isObject))) {
    const name = textAt(group, '/metadata/name') ?? '';
    for (const version of listAt(group, '/versions').filter(isObject)) {
      const versionName = textAt(version, '/version') ?? '';
      if (version['freshness'] === 'Stale') stale.push(`${name}/${versionName}`);
      for (const found of listAt(version, '/resources').filter(isObject)) {
        resources.push({
          group: name,
          version: versionName,
          kind: textAt(found, '/responseKind/kind') ?? '',
          plural: textAt(found, '/resource') ?? '',
          namespaced: found['scope'] === 'Namespaced',
          verbs: listAt(found, '/verbs').filter(isText),
        });
      }
    }
  }
  return { resources, stale };
}

function indexOf({ resources, stale }: Discovered): Discovery {
  const byKind = new Map<string, Resource>();
  const preferred = new Map<string, Resource>();
  for (const resource of resources) {
    const { group, version, kind } = resource;
    if (kind === '' || resource.plural === '') continue;
    const exact = `${group}/${version}/${kind}`;
    const groupKind = group === '' ? kind : `${kind}.${group}`;
    if (!byKind.has(exact)) byKind.set(exact, resource);
    if (!preferred.has(groupKind)) preferred.set(groupKind, resource);
  }
  return {
    find(id) {
      const found = byKind.get(`${id.group}/${id.version}/${id.kind}`);
      if (!found && stale.includes(`${id.group}/${id.version}`)) throw extensionDown(id.group, id.version);
      return found;
    },
    preferred: groupKind => preferred.get(groupKind),
    all: [...preferred.values()],
  };
}

function extensionDown(group: string, version: string): Failure {
  return new Failure(
    'server-unusable',
    `the API ${group}/${version} is served by an extension that does not answer`,
    {
      hint: `See why: kubectl get apiservice ${version}.${group} -o yaml. Repair or remove the extension, then run again.`,
    },
  );
}
