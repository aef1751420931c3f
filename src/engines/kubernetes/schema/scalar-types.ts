import type { Json } from '../../../model/json.ts';
import { isList, isObject } from '../../../model/json.ts';
import type { ScalarType } from './node.ts';

const ranges = {
  int32: { min: -(2n ** 31n), max: 2n ** 31n - 1n },
  int64: { min: -(2n ** 63n), max: 2n ** 63n - 1n },
} as const;

// Source: k8s.io/apimachinery `pkg/api/resource/quantity.go`.
const quantity = /^[+-]?(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What is wrong with a value: a sentence end (`is a number, not text`) and what to do, without the value itself. */
export interface Mismatch {
  readonly message: string;
  readonly hint?: string;
}

/** Checks a scalar as the API server decodes it; undefined when it fits. Null fits everywhere: it means absent. */
export function checkScalar(type: ScalarType, value: Json): Mismatch | undefined {
  if (value === null) return undefined;
  switch (type) {
    case 'any':
      return undefined;
    case 'text':
    case 'date-time':
      return typeof value === 'string' ? undefined : notText(value);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : notBoolean(value);
    case 'int32':
    case 'int64':
      return checkInteger(ranges[type], value);
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' ? undefined : isNot(value, 'a number');
    case 'base64':
      return checkBase64(value);
    case 'quantity':
      return checkQuantity(value);
    case 'int-or-text':
      return typeof value === 'string' ? undefined : checkInteger(ranges.int32, value);
  }
}

/** `a map`, `a list`, `text`, `a number`, ...: what a value is, for people. */
export function nameOfType(value: Json): string {
  if (value === null) return 'null';
  if (isList(value)) return 'a list';
  if (isObject(value)) return 'a map';
  if (typeof value === 'string') return 'text';
  return typeof value === 'boolean' ? 'true or false' : 'a number';
}

function isNot(value: Json, wanted: string): Mismatch {
  return { message: `is ${nameOfType(value)}, not ${wanted}` };
}

function notText(value: Json): Mismatch {
  const mismatch = isNot(value, 'text');
  return typeof value === 'object' ? mismatch : { ...mismatch, hint: 'quote it' };
}

function notBoolean(value: Json): Mismatch {
  const mismatch = isNot(value, 'true or false');
  return value === 'true' || value === 'false' ? { ...mismatch, hint: 'remove the quotes' } : mismatch;
}

function checkInteger(
  range: { readonly min: bigint; readonly max: bigint },
  value: Json,
): Mismatch | undefined {
  if (typeof value === 'string' && /^-?\d+$/.test(value))
    return { ...isNot(value, 'a whole number'), hint: 'remove the quotes' };
  if (typeof value !== 'number' && typeof value !== 'bigint') return isNot(value, 'a whole number');
  if (typeof value === 'number' && !Number.isInteger(value)) return { message: 'is not a whole number' };
  const size = BigInt(value);
  if (size >= range.min && size <= range.max) return undefined;
  return { message: `is not between ${range.min} and ${range.max}` };
}

function checkQuantity(value: Json): Mismatch | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return undefined;
  if (typeof value !== 'string') return isNot(value, 'a quantity such as 500m or 2Gi');
  if (quantity.test(value)) return undefined;
  return {
    message: 'is not a quantity',
    hint: 'write a number and one of m, k, M, G, T, Ki, Mi, Gi, Ti: 500m, 2Gi',
  };
}

/** Go's decoder skips line breaks and wants the padding. */
function checkBase64(value: Json): Mismatch | undefined {
  if (typeof value !== 'string') return notText(value);
  if (base64.test(value.replaceAll(/[\r\n]/g, ''))) return undefined;
  return { message: 'is not base64', hint: 'encode it; a Secret takes plain text under stringData' };
}
