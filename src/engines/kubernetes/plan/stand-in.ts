import { isObject, type JsonObject } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';

/** A place and a body under which a new object can be asked about without being in anybody's way. */
export interface StandIn {
  readonly id: ObjectId;
  readonly body: JsonObject;
}

/**
 * The same object under a name that no real object has, in another namespace when its own does not exist yet. The name is
 * short enough for every kind: a CronJob's may have 52 characters.
 */
export function standInFor(id: ObjectId, body: JsonObject, namespace = id.namespace): StandIn {
  const name = `gitops-push-dry-run-${id.name.slice(0, 20).replaceAll(/[^a-z0-9]+/g, '-')}0`;
  const metadata = isObject(body['metadata']) ? body['metadata'] : {};
  const place = namespace === undefined ? {} : { namespace };
  return { id: { ...id, name, ...place }, body: { ...body, metadata: { ...metadata, name, ...place } } };
}
