import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  parseJson,
  stringifyJson,
  textAt,
} from '../model/json.ts';

/** Makes a mark of a value: equal for equal values of one run, meaningless outside it. */
export type MarkOf = (value: string) => string;

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Names of environment variables whose literal value is a secret more often than not. */
const secretNames =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|APIKEY|API_KEY|ACCESS_KEY|PRIVATE_KEY|SECRET_KEY|CREDENTIALS?)$/i;

/** The password inside a connection string: `postgres://user:password@host`. */
const userInfo = /([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)([^\s@/]+)(@)/gi;

/**
 * The object with every secret replaced by a mark `(secret 4f2a1c)`: the values of a Secret, literal values of
 * environment variables whose name looks secret, passwords in connection strings. Marks are equal exactly when the
 * values are. Text that only looks like a mark is made visible as such.
 */
export function maskObject(object: JsonObject, markOf: MarkOf): JsonObject {
  const walked = walk(object, markOf);
  if (!isObject(walked)) return {};
  return isSecret(object) ? { ...walked, ...maskedData(object, markOf) } : walked;
}

/** Every secret text in an object, decoded where it is base64: what the redactor must know before anything is printed. */
export function secretValuesOf(object: JsonObject): readonly string[] {
  const found: string[] = isSecret(object) ? dataValues(object) : [];
  collect(object, found);
  return found.filter(value => value !== '');
}

function mark(value: string, markOf: MarkOf): string {
  return `(secret ${markOf(value)})`;
}

/** `data` is compared decoded, so that the same value has the same mark however it is written. */
function maskedData(object: JsonObject, markOf: MarkOf): JsonObject {
  const { data, stringData } = object;
  const marksOf = (values: JsonObject, textOfValue: (value: Json) => string): JsonObject =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, mark(textOfValue(value), markOf)]));
  return {
    ...(isObject(data) && { data: marksOf(data, decoded) }),
    ...(isObject(stringData) && { stringData: marksOf(stringData, textOf) }),
  };
}

function walk(value: Json, markOf: MarkOf): Json {
  if (typeof value === 'string') return maskText(value, markOf);
  if (isList(value)) return value.map(item => walk(item, markOf));
  if (!isObject(value)) return value;
  const isEnv =
    typeof value['name'] === 'string' &&
    typeof value['value'] === 'string' &&
    secretNames.test(value['name']);
  const entries = Object.entries(value).filter(([key]) => key !== lastApplied);
  return Object.fromEntries(
    entries.map(([key, item]) => [
      key,
      isEnv && key === 'value' ? mark(textOf(item), markOf) : walk(item, markOf),
    ]),
  );
}

function maskText(text: string, markOf: MarkOf): string {
  const visible = text.replaceAll(/\(secret (?=[0-9a-f]{6}\))/g, '(not a mark: secret ');
  return visible.replaceAll(
    userInfo,
    (_all, start: string, password: string, end: string) => `${start}(secret ${markOf(password)})${end}`,
  );
}

function collect(value: Json, found: string[]): void {
  if (typeof value === 'string') {
    for (const match of value.matchAll(userInfo)) if (match[2] !== undefined) found.push(match[2]);
    return;
  }
  if (isList(value)) for (const item of value) collect(item, found);
  if (!isObject(value)) return;
  const name = textAt(value, '/name');
  if (name !== undefined && secretNames.test(name) && typeof value['value'] === 'string')
    found.push(value['value']);
  for (const [key, item] of Object.entries(value)) {
    if (key === lastApplied && typeof item === 'string') collectLastApplied(item, found);
    else collect(item, found);
  }
}

/** The annotation of kubectl apply holds the whole object, Secrets included. */
function collectLastApplied(text: string, found: string[]): void {
  try {
    const object = parseJson(text);
    if (isObject(object)) found.push(...secretValuesOf(object));
  } catch {
    found.push(text);
  }
}

function dataValues(object: JsonObject): string[] {
  const data = isObject(object['data'])
    ? Object.values(object['data']).flatMap(value => [decoded(value), textOf(value)])
    : [];
  const text = isObject(object['stringData']) ? Object.values(object['stringData']).map(textOf) : [];
  return [...data, ...text];
}

function isSecret(object: JsonObject): boolean {
  return (
    object['kind'] === 'Secret' &&
    (object['apiVersion'] === 'v1' || object['apiVersion'] === undefined) &&
    listAt(object, '/items').length === 0
  );
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : stringifyJson(value);
}

function decoded(value: Json): string {
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : stringifyJson(value);
}
