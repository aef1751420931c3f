import { createHash } from 'node:crypto';
import { canonicalJson } from './json.ts';

/** One changed object of a plan as it is compared: what happens to it, which fields change, digests of what they become. */
export interface PlanEntry {
  readonly address: string;
  readonly action: string;
  readonly fields: readonly { readonly path: string; readonly value: string }[];
  /** For an object that is made: the digest of the whole, secrets as "there is one". */
  readonly value: string | null;
}

/** sha-256 (64 hex) of the entries of a plan; two plans of one digest mean the same. */
export function entriesDigest(entries: readonly PlanEntry[]): string {
  return createHash('sha256')
    .update(canonicalJson(entries.map(plain)))
    .digest('hex');
}

function plain({ address, action, fields, value }: PlanEntry): {
  readonly address: string;
  readonly action: string;
  readonly fields: readonly { readonly path: string; readonly value: string }[];
  readonly value: string | null;
} {
  return { address, action, fields: fields.map(field => ({ path: field.path, value: field.value })), value };
}

/** What a preview leaves for the deploy: that these entries, and no others, were shown on this commit. */
export interface Receipt {
  readonly schema: 1;
  /** `production/shop`. */
  readonly unit: string;
  readonly digest: string;
  readonly renderedDigest: string;
  /** Absent when the target was not asked, or when there are too many to keep. */
  readonly entries?: readonly PlanEntry[];
  /** Absent for a merge group. */
  readonly pullRequest?: number;
  /** The commit that the preview is about. */
  readonly head: string;
  readonly run: string;
  readonly attempt: number;
}

/** What the previews of the pull requests showed that a deploy brings. */
export interface Shown {
  readonly receipts: readonly Receipt[];
  /** Why there is no receipt for something that is deployed, one sentence each. */
  readonly missing: readonly string[];
}

/** How a deploy compares with what its previews showed. */
export interface PreviewMatch {
  readonly state: 'same' | 'differs' | 'missing';
  /** The commits of the previews. */
  readonly heads: readonly string[];
  /** One sentence each, `missing` and differences together. */
  readonly notes: readonly string[];
  /** Addresses of what a preview could not read, so that nothing of it was compared. Absent: there is none. */
  readonly unread?: readonly string[];
}
