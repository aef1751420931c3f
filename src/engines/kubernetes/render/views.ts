import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject } from '../../../model/json.ts';
import type { Manifest } from '../../../model/manifest.ts';
import { ciphertextPointers, differingPointers } from './sops-format.ts';

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

function isSopsBlock(value: Json | undefined): boolean {
  return isObject(value) && typeof value['mac'] === 'string' && typeof value['version'] === 'string';
}
