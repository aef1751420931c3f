import { createHash } from 'node:crypto';
import { canonicalJson, type Json, type JsonObject } from '../../../model/json.ts';
import type { Change } from '../../../model/change.ts';

/**
 * The change-set digest (64 hex): addresses, actions, changed paths and the digest of each new value, sorted.
 * Secrets enter as "changed", unchanged objects not at all, so the same change has the same digest in every run.
 */
export function planDigestOf(changes: readonly Change[], bodies: ReadonlyMap<string, JsonObject>): string {
  const entries = changes
    .filter(change => change.action !== 'unchanged')
    .map(change => entryOf(change, bodies.get(change.address)))
    .toSorted((a, b) => (a.address < b.address ? -1 : 1));
  return sha256(canonicalJson(entries));
}

function entryOf(
  change: Change,
  body: JsonObject | undefined,
): { readonly address: string; readonly [key: string]: Json } {
  const fields = change.fields
    .map(field => ({
      path: field.path,
      value: field.masked ? 'secret' : sha256(canonicalJson(field.after ?? null)),
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const isNew = change.action === 'create' || change.action === 'recreate';
  const isSecret = change.address.startsWith('v1/Secret/');
  const value = !isNew || !body ? null : isSecret ? 'secret' : sha256(canonicalJson(body));
  return { address: change.address, action: change.action, fields, value };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
