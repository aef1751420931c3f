import { createHash } from 'node:crypto';
import { canonicalJson, isList, type Json } from '../../../model/json.ts';
import type { StepEvent } from './event.ts';
import { splitPropertyPath, valueAtPath } from './property-path.ts';
import type { Row } from './rows.ts';
import { isSecretValue, isUnknownValue } from './values.ts';

/**
 * What a plan means, as 64 hex digits: address, action, and the digest of each new value. Not in it: what stays as it is,
 * values that are known later, and names that the provider draws anew with every preview (`__defaults`). Secrets enter as
 * changed or not.
 */
export function digestOf(rows: readonly Row[]): string {
  const entries = rows
    .filter(row => row.action !== 'unchanged')
    .toSorted((a, b) => (a.urn < b.urn ? -1 : 1))
    .map(({ urn, action, step }): Json => [urn, action, valuesOf(step, action)]);
  return sha256(canonicalJson(entries));
}

function valuesOf(step: StepEvent, action: Row['action']): Json {
  const inputs = step.new?.inputs ?? {};
  const drawn = step.new?.inputs['__defaults'];
  const isDrawn = (name: string): boolean => isList(drawn) && drawn.includes(name);
  if (action === 'delete') return [];
  if (action === 'create' || step.detail === null) {
    return Object.entries(inputs)
      .filter(([name]) => !name.startsWith('__') && !isDrawn(name))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, 'add', valueOf(value)]);
  }
  return [...step.detail]
    .filter(([path]) => !isDrawn(String(splitPropertyPath(path)[0] ?? '')))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, diff]) => [
      path,
      `${diff.kind}${diff.isReplacing ? '-replace' : ''}`,
      valueOf(valueAtPath(inputs, splitPropertyPath(path))),
    ]);
}

function valueOf(value: Json | undefined): Json {
  if (value === undefined) return 'none';
  if (isSecretValue(value)) return 'secret';
  if (isUnknownValue(value)) return 'later';
  return sha256(canonicalJson(withoutDrawn(value)));
}

/** The same inside: a secret's ciphertext and a value known later differ from preview to preview. */
function withoutDrawn(value: Json): Json {
  if (isSecretValue(value)) return 'secret';
  if (isUnknownValue(value)) return 'later';
  if (isList(value)) return value.map(withoutDrawn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith('__'))
      .map(([key, item]) => [key, withoutDrawn(item)]),
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
