import { isObject, type JsonObject } from '../../../model/json.ts';
import { hookLabel, partOfLabel } from '../names.ts';
import type { Intent } from '../plan/intent.ts';

/** The body of a hook: it bears a label of its own instead of the one of members. */
export function hookIntent(intent: Intent, setId: string): Intent {
  const metadata = isObject(intent.body['metadata']) ? intent.body['metadata'] : {};
  const { [partOfLabel]: _member, ...labels } = isObject(metadata['labels']) ? metadata['labels'] : {};
  const body: JsonObject = {
    ...intent.body,
    metadata: { ...metadata, labels: { ...labels, [hookLabel]: setId } },
  };
  return { ...intent, body };
}
