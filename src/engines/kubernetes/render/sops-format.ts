import { basename } from 'node:path/posix';
import type { Json } from '../../../model/json.ts';
import { isList, isObject, joinPointer } from '../../../model/json.ts';

/** A value as SOPS writes it. Source: getsops/sops aes/cipher.go. */
const ciphertext = /^ENC\[AES256_GCM,data:[^\]]*\]$/;

/** Stands for a value of which only that it is encrypted is known. */
export const anyCiphertext = 'ENC[AES256_GCM,data:]';

/** The formats that SOPS knows by structure, by the ends of file names. */
export type SopsFormat = 'yaml' | 'json' | 'dotenv';

/** The format of a file by its name; undefined for files that are no source of manifests or variables. */
export function sopsFormatOf(path: string): SopsFormat | undefined {
  if (/\.ya?ml$/.test(path)) return 'yaml';
  if (path.endsWith('.json')) return 'json';
  return path.endsWith('.env') || basename(path).startsWith('.env') ? 'dotenv' : undefined;
}

/** True when SOPS has encrypted the text: a quick look for the block or the line that every such file ends with. */
export function isSopsText(text: string, format: SopsFormat): boolean {
  switch (format) {
    case 'yaml':
      return /^sops:$/m.test(text) && /^\s+mac: ENC\[/m.test(text);
    case 'json':
      return /"sops"\s*:\s*\{/.test(text) && /"mac"\s*:\s*"ENC\[/.test(text);
    case 'dotenv':
      return /^sops_mac=ENC\[/m.test(text);
  }
}

/** A dotenv text without the lines that SOPS keeps for itself. */
export function withoutSopsLines(text: string): string {
  return text.replaceAll(/^sops_[^\n]*\n?/gm, '');
}

/** True for a value that is still encrypted. */
export function isCiphertext(value: Json | undefined): value is string {
  return typeof value === 'string' && ciphertext.test(value);
}

/** The pointers of all encrypted values. */
export function ciphertextPointers(value: Json, at: readonly (string | number)[] = []): readonly string[] {
  if (isCiphertext(value)) return [joinPointer(at)];
  // Ciphertext that a renderer put into base64 or into other text is found by comparing both renderings.
  if (isList(value)) return value.flatMap((item, index) => ciphertextPointers(item, [...at, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => ciphertextPointers(item, [...at, key]));
}

/** The pointers of all leaves in which two values of the same shape differ. */
export function differingPointers(
  one: Json | undefined,
  other: Json | undefined,
  at: readonly (string | number)[] = [],
): readonly string[] {
  if (isList(one) && isList(other) && one.length === other.length)
    return one.flatMap((item, index) => differingPointers(item, other[index], [...at, index]));
  if (isObject(one) && isObject(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return keys.flatMap(key => differingPointers(one[key], other[key], [...at, key]));
  }
  return one === other ? [] : [joinPointer(at)];
}
