import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

// src/engines/kubernetes/manifest/scalars.ts
var truths = /* @__PURE__ */ new Set(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]);
var lies = /* @__PURE__ */ new Set(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]);
var nothing = /* @__PURE__ */ new Set(["", "~", "null", "Null", "NULL"]);
var integer = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/;
var float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
var dottedFloat = /^\.[0-9](_?[0-9])*([eE][-+]?[0-9](_?[0-9])*)?$/;
var special = /^([-+]?)\.(?:(inf|Inf|INF)|nan|NaN|NAN)$/;
var timestamp = /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?)?$/;
var int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
var uint64Max = 2n ** 64n - 1n;
function resolvePlain(text) {
  const first = text.charAt(0);
  if (first === "" || "yYnNtTfFoO~".includes(first)) return resolveWord(text);
  if (first === ".") return resolveDotted(text);
  if (first >= "0" && first <= "9" || first === "+" || first === "-") return resolveNumber(text);
  return { tag: "str", value: text };
}
function resolveWord(text) {
  if (truths.has(text)) return { tag: "bool", value: true };
  if (lies.has(text)) return { tag: "bool", value: false };
  if (nothing.has(text)) return { tag: "null", value: null };
  return { tag: "str", value: text };
}
function resolveDotted(text) {
  return resolveSpecial(text) ?? resolveFloat(text, dottedFloat, text.replaceAll("_", ""));
}
function resolveSpecial(text) {
  const match = special.exec(text);
  if (!match) return void 0;
  if (match[2] !== void 0) return { tag: "float", value: match[1] === "-" ? -Infinity : Infinity };
  return match[1] === "" ? { tag: "float", value: Number.NaN } : void 0;
}
function resolveNumber(text) {
  const found = resolveSpecial(text);
  if (found) return found;
  if (timestamp.test(text)) return { tag: "timestamp", value: text };
  const plain = text.replaceAll("_", "");
  const whole = resolveInteger(plain) ?? resolveSignedBinary(plain);
  return whole ?? resolveFloat(text, float, plain);
}
function resolveInteger(plain) {
  const match = integer.exec(plain);
  if (!match) return void 0;
  const [, sign = "", digits = ""] = match;
  const octal = /^0[0-7]/.test(digits);
  if (!octal && digits.length <= 13) {
    const value2 = Number(digits);
    return { tag: "int", value: sign === "-" ? 0 - value2 : value2, unsigned: false };
  }
  const size = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  const value = sign === "-" ? -size : size;
  if (value >= int64.min && value <= int64.max) return { tag: "int", value: narrow(value), unsigned: false };
  if (sign === "" && value <= uint64Max) return { tag: "int", value, unsigned: true };
  return void 0;
}
function resolveSignedBinary(plain) {
  const match = /^0b([-+])([01]{1,63})$/.exec(plain);
  if (!match) return void 0;
  const size = BigInt(`0b${match[2]}`);
  return { tag: "int", value: narrow(match[1] === "-" ? -size : size), unsigned: false };
}
function resolveFloat(text, pattern, plain) {
  if (pattern.test(pattern === float ? plain : text)) {
    const value = Number(plain);
    if (Number.isFinite(value)) return { tag: "float", value };
  }
  return { tag: "str", value: text };
}
function narrow(value) {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}
function exactNumber(value) {
  if (typeof value === "bigint") return value;
  if (value === 0) return 0;
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21)
    return BigInt(String(value));
  return value;
}
function floatKey(value) {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return ".nan";
  if (!Number.isFinite(single)) return single > 0 ? ".inf" : "-.inf";
  if (single === 0) return Object.is(single, -0) ? "-0" : "0";
  let precision = 1;
  while (precision < 9 && Math.fround(Number(single.toPrecision(precision))) !== single) precision += 1;
  const [digits = "", exponentText = "0"] = single.toExponential(precision - 1).split("e");
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return String(Number(`${digits}e${exponent}`));
  const size = String(Math.abs(exponent)).padStart(2, "0");
  return `${digits}e${exponent < 0 ? "-" : "+"}${size}`;
}

export {
  resolvePlain,
  exactNumber,
  floatKey
};
