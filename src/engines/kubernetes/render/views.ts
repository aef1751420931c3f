import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, splitPointer, valueAt } from '../../../model/json.ts';
import { type Manifest, objectKeyOf } from '../../../model/manifest.ts';
import { withValueAt } from '../../../diff/hide.ts';
import { anyCiphertext, ciphertextPointers, differingPointers } from './sops-format.ts';

/** The manifest without the block that SOPS keeps in its files. */
export function withoutSopsBlock(manifest: Manifest): Manifest {
  const { sops, ...object } = manifest.object;
  return isSopsBlock(sops) ? { ...manifest, object } : manifest;
}

/** A manifest that stays encrypted: its values are secrets all the same, and it cannot be sent. */
export function stillEncrypted(manifest: Manifest, why: string): Manifest {
  const pointers = ciphertextPointers(manifest.object);
  if (pointers.length === 0) return manifest;
  return { ...manifest, secretPointers: pointers, asWritten: manifest.object, undecrypted: why };
}

/**
 * The decrypted manifests with what stands in the repository beside them: places and digests come from there, and every
 * value in which the two differ is a secret. Undefined when they are not the same objects in the same order.
 */
export function pairViews(
  written: readonly Manifest[],
  plain: readonly Manifest[],
): readonly Manifest[] | undefined {
  if (written.length !== plain.length) return undefined;
  return written.map((manifest, index) => {
    const decrypted: JsonObject = plain[index]?.object ?? {};
    const secretPointers = differingPointers(manifest.object, decrypted);
    if (secretPointers.length === 0) return manifest;
    const id = plain[index]?.id ?? manifest.id;
    return { ...manifest, id, object: decrypted, asWritten: manifest.object, secretPointers };
  });
}

/**
 * Decrypted manifests that have no view of the repository beside them: a text in which `redact` finds something is a secret,
 * and so is every text in which an object differs from the written one of the same id, where there is one. No digest
 * covers these texts: a hook with another one counts as the same hook.
 */
export function hideUnpaired(
  written: readonly Manifest[],
  plain: readonly Manifest[],
  redact: (text: string) => string,
): readonly Manifest[] {
  const byKey = new Map(written.map(({ id, object }) => [objectKeyOf(id), object]));
  return plain.map(manifest => {
    const { id, object } = manifest;
    const other = byKey.get(objectKeyOf(id));
    const differing = (other ? differingPointers(other, object) : []).filter(pointer =>
      isText(valueAt(object, pointer)),
    );
    const pointers = new Set([...differing, ...differingPointers(object, redacted(object, redact))]);
    const secretPointers = [...pointers];
    return pointers.size === 0
      ? manifest
      : { ...manifest, secretPointers, asWritten: encryptedAt(object, secretPointers) };
  });
}

/** What may be told of an object whose ciphertexts nobody can find: a digest of it lets nobody guess what was decrypted. */
function encryptedAt(object: JsonObject, pointers: readonly string[]): JsonObject {
  const hidden = pointers.reduce<Json>(
    (value, pointer) => withValueAt(value, splitPointer(pointer), anyCiphertext),
    object,
  );
  return isObject(hidden) ? hidden : {};
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string';
}

function redacted(value: Json, redact: (text: string) => string): Json {
  if (isList(value)) return value.map(item => redacted(item, redact));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redacted(item, redact)]));
  return isText(value) ? redact(value) : value;
}

function isSopsBlock(value: Json | undefined): boolean {
  return isObject(value) && typeof value['mac'] === 'string' && typeof value['version'] === 'string';
}
