import { isObject, type Json, type JsonObject, listAt, textAt } from '../../../model/json.ts';
import { Secret } from '../../../model/secret.ts';
import type { Secrets } from '../../../model/world.ts';

/** Makes a Secret of a text and registers it, also as what it decodes to when it is base64 (`client-key-data`). */
export function bearSecret(value: string, secrets: Secrets): Secret {
  secrets.add(value);
  const decoded = decodeBase64(value);
  if (decoded !== undefined) secrets.add(decoded);
  return new Secret(value);
}

/** Strict base64 of UTF-8 text, line breaks allowed; undefined for anything else. */
export function decodeBase64(value: string): string | undefined {
  const packed = value.replaceAll(/\s+/g, '');
  if (packed === '' || packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(packed, 'base64'));
  } catch {
    return undefined;
  }
}

/** True for what can stand in a request header: printable ASCII without spaces at its ends. */
export function isHeaderText(value: string): boolean {
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value);
}

/** True for names of fields and variables that usually hold a secret. */
function looksSecret(name: string): boolean {
  return /token|passw|secret|key|credential|auth|assertion/i.test(name);
}

/** Registers every secret of one user of a kubeconfig, whether that user is chosen or not. */
export function maskUser(user: JsonObject, secrets: Secrets): void {
  for (const field of ['token', 'password', 'client-key-data']) maskText(user[field], secrets);
  for (const variable of listAt(user, '/exec/env')) {
    if (looksSecret(textAt(variable, '/name') ?? '')) maskText(textAt(variable, '/value'), secrets);
  }
  const args = listAt(user, '/exec/args').filter(arg => typeof arg === 'string');
  for (const value of secretArguments(args)) maskText(value, secrets);
  maskSecretFields(user['auth-provider'], secrets);
}

/** Values of `--token=VALUE` and `--token VALUE`, whatever the option's name is as long as it looks secret. */
function secretArguments(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, index) => {
    const [, name = '', value] = /^--?([\w-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === '' || !looksSecret(name)) return [];
    const next = args[index + 1] ?? '';
    return value === undefined ? (next.startsWith('-') ? [] : [next]) : [value];
  });
}

function maskText(value: Json | undefined, secrets: Secrets): void {
  if (typeof value === 'string' && value !== '') bearSecret(value, secrets);
}

function maskSecretFields(value: Json | undefined, secrets: Secrets): void {
  if (!isObject(value)) return;
  for (const [name, field] of Object.entries(value)) {
    if (isObject(field)) maskSecretFields(field, secrets);
    else if (looksSecret(name)) maskText(field, secrets);
  }
}
