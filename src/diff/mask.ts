import { isList, isObject, type Json, type JsonObject, parseJson, stringifyJson } from '../model/json.ts';
import { escapeLookAlikes, markFor } from './mark.ts';
import { isWhereabouts, looksSecret } from './secret-names.ts';
import { replaceSecretText, secretsInText } from './secret-text.ts';

/** Makes the key of a mark: equal for equal values of one run, meaningless outside it. */
export type MarkOf = (value: string) => string;

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Keys of a ConfigMap that are meant as environment variables, not as files. */
const variableName = /^[A-Z][A-Z\d_]*$/;

/** Values shorter than this, and plain words, stand all over a manifest: they are masked in their place only. */
const shortestTelling = 8;

/**
 * The object with every secret replaced by a mark `(secret 4f2a1c)`, by place and whatever its length: the values of
 * a Secret, literal values of variables whose name looks secret, passwords in connection strings, private keys. Marks
 * are equal exactly when the values are; text that imitates a mark gets a backslash. The annotation in which kubectl
 * keeps the whole object is dropped.
 */
export function maskObject(object: JsonObject, markOf: MarkOf): JsonObject {
  const mark = (value: string): string => markFor(markOf(value));
  return maskMap(object, mark, false);
}

/**
 * Every secret text of an object for the redactor, decoded and as it is written: what must be known before anything is
 * printed. Left out is what would blank out half of every text: the object's own name, user and host names, and plain
 * short words in variables.
 */
export function secretValuesOf(object: JsonObject): readonly string[] {
  const names = namesOf(object);
  const values = within(object);
  return [...new Set(values)].filter(value => value !== '' && !names.includes(value));
}

/** A Secret, also one that stands inside another object: a List, a template, a wrapper of an operator. */
function maskSecret(object: JsonObject, mark: (secret: string) => string): JsonObject {
  const entries = withoutLastApplied(object).map(([key, value]): readonly [string, Json] => {
    if (key === 'data') return [key, maskValues(value, item => mark(decodedOf(item)))];
    if (key === 'stringData') return [key, maskValues(value, item => mark(textOf(item)))];
    return [key, maskWithin(value, mark, false)];
  });
  return Object.fromEntries(entries);
}

function maskWithin(value: Json, mark: (secret: string) => string, areVariables: boolean): Json {
  if (typeof value === 'string') {
    return replaceSecretText(escapeLookAlikes(value), secret => mark(secret));
  }
  if (isList(value)) return value.map(item => maskWithin(item, mark, false));
  return isObject(value) ? maskMap(value, mark, areVariables) : value;
}

function maskMap(value: JsonObject, mark: (secret: string) => string, areVariables: boolean): JsonObject {
  if (isSecret(value)) return maskSecret(value, mark);
  const isVariable = isSecretVariable(value);
  const entries = withoutLastApplied(value).map(([key, item]): readonly [string, Json] => {
    const isHidden = (isVariable && key === 'value') || (areVariables && isSecretKey(key));
    const isVariables = isConfigMap(value) && key === 'data';
    return [key, isHidden ? mark(textOf(item)) : maskWithin(item, mark, isVariables)];
  });
  return Object.fromEntries(entries);
}

function within(value: Json): readonly string[] {
  if (typeof value === 'string') return secretsInText(value);
  if (isList(value)) return value.flatMap(within);
  if (!isObject(value)) return [];
  const isVariable = isSecretVariable(value);
  const inside = Object.entries(value).flatMap(([key, item]) => {
    if (key === lastApplied && typeof item === 'string') return inLastApplied(item);
    if (isConfigMap(value) && key === 'data' && isObject(item)) return inVariables(item);
    return [...(isVariable && key === 'value' ? telling(textOf(item)) : []), ...within(item)];
  });
  if (!isSecret(value)) return inside;
  return [...inData(value['data'], decodedOf), ...inData(value['stringData'], textOf), ...inside];
}

function inVariables(data: JsonObject): readonly string[] {
  return Object.entries(data).flatMap(([key, item]) => [
    ...(isSecretKey(key) ? telling(textOf(item)) : []),
    ...within(item),
  ]);
}

/** The annotation of kubectl apply holds the whole object, the values of a Secret included. */
function inLastApplied(text: string): readonly string[] {
  try {
    const object = parseJson(text);
    return isObject(object) ? secretValuesOf(object) : [];
  } catch {
    return [text];
  }
}

/** The value when it is worth hiding wherever it turns up: not a plain word, not short. */
function telling(value: string): readonly string[] {
  return value.length >= shortestTelling && !/^[a-z]+$/i.test(value) ? [value] : [];
}

function maskValues(values: Json, mark: (value: Json) => string): Json {
  if (values === null) return values;
  // Something else than a map is refused by the server, yet may hold what was meant to be hidden.
  if (!isObject(values)) return mark(values);
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, mark(value)]));
}

/** The values of a Secret as text and as they are written, with what is secret inside them. */
function inData(data: Json | undefined, plainOf: (value: Json) => string): readonly string[] {
  if (data === undefined || data === null) return [];
  if (!isObject(data)) return [textOf(data), ...textsWithin(data)];
  return Object.entries(data).flatMap(([key, value]) => {
    const plain = plainOf(value);
    return isWhereabouts(key, plain)
      ? []
      : [plain, textOf(value), ...textsWithin(value), ...secretsInText(plain)];
  });
}

/** The texts inside a value that should have been a text itself: refused by the server, which quotes them. */
function textsWithin(value: Json): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(item => (typeof item === 'string' ? [item] : textsWithin(item)));
}

/** An entry of `env`: `name` and a literal `value`. */
function isSecretVariable(value: JsonObject): boolean {
  const name = value['name'];
  return typeof name === 'string' && looksSecret(name) && typeof value['value'] === 'string';
}

function isSecretKey(key: string): boolean {
  return variableName.test(key) && looksSecret(key);
}

function isSecret(object: JsonObject): boolean {
  return object['kind'] === 'Secret' && (object['apiVersion'] === 'v1' || object['apiVersion'] === undefined);
}

function isConfigMap(object: JsonObject): boolean {
  return object['kind'] === 'ConfigMap' && object['apiVersion'] === 'v1';
}

function namesOf(object: JsonObject): readonly string[] {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  return [metadata['name'], metadata['namespace']].flatMap(name => (typeof name === 'string' ? [name] : []));
}

function withoutLastApplied(object: JsonObject): readonly (readonly [string, Json])[] {
  return Object.entries(object).filter(([key]) => key !== lastApplied);
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : stringifyJson(value);
}

/** The bytes that base64 means as text when they are text, else as they are written: equal exactly for equal bytes. */
function decodedOf(value: Json): string {
  if (typeof value !== 'string') return stringifyJson(value);
  const compact = value.replaceAll(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(compact)) return value;
  const bytes = Buffer.from(compact, 'base64');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : bytes.toString('base64');
}
