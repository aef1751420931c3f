import { isObject, type Json, listAt, textAt } from '../../../model/json.ts';
import type { Resource } from '../cluster.ts';
import type { Transport } from '../transport/transport.ts';
import { type Discovered, isText } from './discovered.ts';

/**
 * Discovery with one request per group-version, for servers and proxies that know no aggregated discovery.
 * `bodies` are their answers for `/api` (APIVersions) and `/apis` (APIGroupList).
 */
export async function discoverByGroup(
  transport: Transport,
  bodies: readonly Json[],
  phase: string,
): Promise<Discovered> {
  const core = bodies
    .flatMap(body => listAt(body, '/versions').filter(isText))
    .map(version => ({ group: '', version }));
  const named = bodies.flatMap(body => listAt(body, '/groups').filter(isObject)).flatMap(versionsOf);
  const stale: string[] = [];
  const found = await Promise.all(
    [...core, ...named].map(async ({ group, version }): Promise<readonly Resource[]> => {
      const path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
      const answer = await transport.send({ method: 'GET', path, phase });
      if (answer.status) stale.push(`${group}/${version}`);
      return answer.status ? [] : resourcesOf(answer.body, group, version);
    }),
  );
  return { resources: found.flat(), stale };
}

/** The versions of a group, the preferred one first. */
function versionsOf(group: Json): readonly { readonly group: string; readonly version: string }[] {
  const name = textAt(group, '/name') ?? '';
  const preferred = textAt(group, '/preferredVersion/version');
  const versions = listAt(group, '/versions')
    .filter(isObject)
    .map(version => textAt(version, '/version') ?? '');
  const ordered = versions.toSorted((a, b) => Number(b === preferred) - Number(a === preferred));
  return ordered.map(version => ({ group: name, version }));
}

function resourcesOf(body: Json, group: string, version: string): readonly Resource[] {
  return listAt(body, '/resources')
    .filter(isObject)
    .filter(resource => textAt(resource, '/name')?.includes('/') === false)
    .map(resource => ({
      group,
      version,
      kind: textAt(resource, '/kind') ?? '',
      plural: textAt(resource, '/name') ?? '',
      namespaced: resource['namespaced'] === true,
      verbs: listAt(resource, '/verbs').filter(isText),
    }));
}
