import { isList, isObject, type Json, type JsonObject } from '../model/json.ts';
import type { Secrets } from '../model/world.ts';

/** The parameters of a request with every secret in their texts replaced by ***; those that stand in the path are left alone. */
export function redactValues(
  params: JsonObject,
  untouched: ReadonlySet<string>,
  secrets: Pick<Secrets, 'redact'>,
): JsonObject {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      untouched.has(name) ? value : redacted(value, secrets),
    ]),
  );
}

function redacted(value: Json, secrets: Pick<Secrets, 'redact'>): Json {
  if (typeof value === 'string') return secrets.redact(value);
  if (isList(value)) return value.map(item => redacted(item, secrets));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redacted(item, secrets)]));
}
