/** What a plain scalar means, with the tag that go-yaml v2 gives it. */
export type Resolved =
  | { readonly tag: 'str' | 'timestamp'; readonly value: string }
  | { readonly tag: 'null'; readonly value: null }
  | { readonly tag: 'bool'; readonly value: boolean }
  /** `unsigned`: beyond int64, within uint64. */
  | { readonly tag: 'int'; readonly value: number | bigint; readonly unsigned: boolean }
  /** May be infinite or NaN, which no JSON value can be. */
  | { readonly tag: 'float'; readonly value: number };

const truths = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const lies = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const nothing = new Set(['', '~', 'null', 'Null', 'NULL']);

const integer = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/;
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const dottedFloat = /^\.[0-9](_?[0-9])*([eE][-+]?[0-9](_?[0-9])*)?$/;
const special = /^([-+]?)\.(?:(inf|Inf|INF)|nan|NaN|NAN)$/;
const timestamp =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?)?$/;

const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const uint64Max = 2n ** 64n - 1n;

/** What kubectl makes of an unquoted scalar. Source: go.yaml.in/yaml/v2 `resolve.go`, function resolve. */
export function resolvePlain(text: string): Resolved {
  const first = text.charAt(0);
  if (first === '' || 'yYnNtTfFoO~'.includes(first)) return resolveWord(text);
  if (first === '.') return resolveDotted(text);
  if ((first >= '0' && first <= '9') || first === '+' || first === '-') return resolveNumber(text);
  return { tag: 'str', value: text };
}

function resolveWord(text: string): Resolved {
  if (truths.has(text)) return { tag: 'bool', value: true };
  if (lies.has(text)) return { tag: 'bool', value: false };
  if (nothing.has(text)) return { tag: 'null', value: null };
  return { tag: 'str', value: text };
}

function resolveDotted(text: string): Resolved {
  return resolveSpecial(text) ?? resolveFloat(text, dottedFloat, text.replaceAll('_', ''));
}

function resolveSpecial(text: string): Resolved | undefined {
  const match = special.exec(text);
  if (!match) return undefined;
  if (match[2] !== undefined) return { tag: 'float', value: match[1] === '-' ? -Infinity : Infinity };
  return match[1] === '' ? { tag: 'float', value: Number.NaN } : undefined;
}

function resolveNumber(text: string): Resolved {
  const found = resolveSpecial(text);
  if (found) return found;
  if (timestamp.test(text)) return { tag: 'timestamp', value: text };
  const plain = text.replaceAll('_', '');
  const whole = resolveInteger(plain) ?? resolveSignedBinary(plain);
  return whole ?? resolveFloat(text, float, plain);
}

/** Go's ParseInt and then ParseUint with base 0: prefixes 0x 0b 0o, a leading zero means octal. */
function resolveInteger(plain: string): Resolved | undefined {
  const match = integer.exec(plain);
  if (!match) return undefined;
  const [, sign = '', digits = ''] = match;
  const octal = /^0[0-7]/.test(digits);
  if (!octal && digits.length <= 13) {
    const value = Number(digits);
    return { tag: 'int', value: sign === '-' ? 0 - value : value, unsigned: false };
  }
  const size = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  const value = sign === '-' ? -size : size;
  if (value >= int64.min && value <= int64.max) return { tag: 'int', value: narrow(value), unsigned: false };
  if (sign === '' && value <= uint64Max) return { tag: 'int', value, unsigned: true };
  return undefined;
}

/** go-yaml cuts `0b` off and parses the rest, sign included: `0b-1` is -1. */
function resolveSignedBinary(plain: string): Resolved | undefined {
  const match = /^0b([-+])([01]{1,63})$/.exec(plain);
  if (!match) return undefined;
  const size = BigInt(`0b${match[2]}`);
  return { tag: 'int', value: narrow(match[1] === '-' ? -size : size), unsigned: false };
}

function resolveFloat(text: string, pattern: RegExp, plain: string): Resolved {
  if (pattern.test(pattern === float ? plain : text)) {
    const value = Number(plain);
    if (Number.isFinite(value)) return { tag: 'float', value };
  }
  return { tag: 'str', value: text };
}

function narrow(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

/**
 * The number as Kubernetes' JSON would hold it: no negative zero, and whole numbers beyond 2^53 as bigint
 * with the digits that Go and JavaScript print for the double.
 */
export function exactNumber(value: number | bigint): number | bigint {
  if (typeof value === 'bigint') return value;
  if (value === 0) return 0;
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21)
    return BigInt(String(value));
  return value;
}

/** The text that a float becomes as a map key: Go's FormatFloat(x, 'g', -1, 32). Source: sigs.k8s.io/yaml. */
export function floatKey(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  let precision = 1;
  while (precision < 9 && Math.fround(Number(single.toPrecision(precision))) !== single) precision += 1;
  const [digits = '', exponentText = '0'] = single.toExponential(precision - 1).split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return String(Number(`${digits}e${exponent}`));
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits}e${exponent < 0 ? '-' : '+'}${size}`;
}
