import { isObject, type JsonObject, stringifyJson } from '../../../model/json.ts';
import type { Cluster } from '../cluster.ts';
import { manager } from '../names.ts';
import type { Intent } from './intent.ts';

const phase = 'plan';

/** Kinds whose name is bound to their content, so that no other name can stand in for them. */
const namedByContent: ReadonlySet<string> = new Set([
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
]);

/**
 * What the object would be if it were deleted and made anew: the server's dry run of a create under a stand-in name,
 * named back. Undefined when even that is refused, so that the refusal is an error and no recreate would help.
 */
export async function madeAnew(intent: Intent, cluster: Cluster): Promise<JsonObject | undefined> {
  const { id, resource, body } = intent;
  if (!resource) return undefined;
  if (namedByContent.has(`${id.group}/${id.kind}`)) return body;
  const name = standInName(id.name);
  const options = { manager, force: true, dryRun: true };
  const answer = await cluster.apply(
    resource,
    { ...id, name },
    stringifyJson(named(body, name)),
    options,
    phase,
  );
  return answer.status || !isObject(answer.body) ? undefined : named(answer.body, id.name);
}

/** Short enough for every kind (a CronJob's name may have 52 characters), and never the name of a real object. */
function standInName(name: string): string {
  return `gitops-push-dry-run-${name.slice(0, 20).replaceAll(/[^a-z0-9]+/g, '-')}0`;
}

function named(object: JsonObject, name: string): JsonObject {
  return { ...object, metadata: { ...(isObject(object['metadata']) ? object['metadata'] : {}), name } };
}
