import { isList, isObject, type Json, type JsonObject, stringifyJson, textAt } from '../../../model/json.ts';
import type { ListKeys } from '../../../diff/fields.ts';
import { objectPath } from '../api/paths.ts';
import type { Cluster } from '../cluster.ts';
import { manager } from '../names.ts';
import type { Intent } from './intent.ts';
import { layOver } from './local-merge.ts';
import { standInFor } from './stand-in.ts';

const phase = 'plan';

/** Kinds whose name is bound to their content, so that no other name can stand in for them. */
const namedByContent: ReadonlySet<string> = new Set([
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
]);

/**
 * What the object would be if it were deleted and made anew: the server's dry run of a create under a stand-in name,
 * named back. Undefined when even that is refused, so that the refusal is an error and no recreate would help.
 */
export async function madeAnew(
  intent: Intent,
  cluster: Cluster,
  keysAt: ListKeys,
): Promise<JsonObject | undefined> {
  const { id, resource, body } = intent;
  if (!resource) return undefined;
  if (namedByContent.has(`${id.group}/${id.kind}`)) return body;
  const standIn = standInFor(id, withoutPorts(intent));
  const options = { manager, force: true, dryRun: true };
  const answer = await cluster.apply(resource, standIn.id, stringifyJson(standIn.body), options, phase);
  if (answer.status || !isObject(answer.body)) return undefined;
  const metadata = { ...(isObject(answer.body['metadata']) ? answer.body['metadata'] : {}), name: id.name };
  return layOver({ ...answer.body, metadata }, body, keysAt);
}

/** The ports that a Service reserves on the nodes are its own still, so nothing of another name could have them. */
function withoutPorts({ id, body }: Intent): JsonObject {
  const spec = body['spec'];
  if (id.group !== '' || id.kind !== 'Service' || !isObject(spec)) return body;
  const { healthCheckNodePort: _health, ports, ...rest } = spec;
  const free = (port: Json): Json => {
    if (!isObject(port)) return port;
    const { nodePort: _nodePort, ...others } = port;
    return others;
  };
  return { ...body, spec: { ...rest, ...(isList(ports) && { ports: ports.map(free) }) } };
}

/**
 * True when the server would take the intent as a whole in the place of what is there, so that a refused apply is about
 * what others hold in the object and not about a field that cannot change.
 */
export async function mayReplace(intent: Intent, live: JsonObject, cluster: Cluster): Promise<boolean> {
  const { id, resource, body } = intent;
  if (!resource) return false;
  const uid = textAt(live, '/metadata/uid') ?? '';
  const resourceVersion = textAt(live, '/metadata/resourceVersion') ?? '';
  const metadata = { ...(isObject(body['metadata']) ? body['metadata'] : {}), uid, resourceVersion };
  const query = { fieldManager: manager, dryRun: 'All' };
  const options = { query, body: stringifyJson({ ...body, metadata }), contentType: 'application/json' };
  const answer = await cluster.raw('PUT', objectPath(resource, id), options, phase);
  return answer.status === undefined;
}
