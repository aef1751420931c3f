import type { Json } from '../../../model/json.ts';
import type { Event } from './events.ts';
import type { Anchored, Walk } from './walk.ts';
import { fail, stop } from './walk.ts';
import { yamlLimits } from './yaml-codes.ts';

const anchorName = /^[A-Za-z0-9_-]+$/;

/** A node that may carry an anchor, before its content is read. */
export interface OpenAnchor {
  readonly entry: Anchored;
  readonly type: Event['type'];
  readonly decodedBefore: number;
  readonly deepestBefore: number;
}

/** Announces the anchor before a node, if there is one, so that an alias inside the node is seen as a cycle. */
export function openAnchor(walk: Walk, event: Event): OpenAnchor | undefined {
  if (!('tagStart' in event) || event.anchorStart < 0) return undefined;
  const name = walk.text.slice(event.anchorStart, event.anchorEnd);
  checkName(walk, name, event.anchorStart - 1);
  const entry: Anchored = {};
  walk.anchors.set(name, entry);
  const deepestBefore = walk.deepest;
  walk.deepest = walk.depth;
  return { entry, type: event.type, decodedBefore: walk.decoded - 1, deepestBefore };
}

/** Completes an announced anchor with the node's value and what decoding it again would cost. */
export function closeAnchor(walk: Walk, open: OpenAnchor, value: Json): void {
  const { entry, type, decodedBefore, deepestBefore } = open;
  entry.node = { value, type, cost: walk.decoded - decodedBefore, height: walk.deepest - walk.depth };
  walk.deepest = Math.max(walk.deepest, deepestBefore);
}

/**
 * The node that an alias stands for, shared, not copied; but it counts as if it were read again, and the document
 * is refused where go-yaml v2 refuses it. Source: go.yaml.in/yaml/v2 `decode.go`, allowedAliasRatio.
 */
export function expandAlias(walk: Walk, event: Event & { type: 5 }): Anchored['node'] {
  const name = walk.text.slice(event.anchorStart, event.anchorEnd);
  const offset = event.anchorStart - 1;
  checkName(walk, name, offset);
  const entry = walk.anchors.get(name);
  if (!entry)
    fail(walk, 'yaml-anchor', { message: `there is no anchor &${name} before the alias *${name}`, offset });
  else if (!entry.node) stop(walk, 'yaml-anchor', { message: `the anchor &${name} contains itself`, offset });
  else {
    walk.decoded += entry.node.cost;
    walk.aliased += entry.node.cost;
    walk.deepest = Math.max(walk.deepest, walk.depth + entry.node.height);
    refuseBomb(walk);
  }
  return entry?.node;
}

function checkName(walk: Walk, name: string, offset: number): void {
  if (anchorName.test(name)) return;
  const hint = 'use letters, digits, - and _ only';
  fail(walk, 'yaml-anchor', { message: `kubectl does not accept the anchor name ${name}`, hint, offset });
}

function refuseBomb(walk: Walk): void {
  const ratio = walk.aliased / walk.decoded;
  if (walk.aliased > 100 && walk.decoded > 1000 && ratio > allowedRatio(walk.decoded)) {
    const message = `aliases make ${walk.aliased} of the ${walk.decoded} nodes of this document`;
    stop(walk, 'yaml-alias-bomb', { message, hint: 'write the values out, or use fewer aliases' });
  }
  if (walk.deepest > yamlLimits.depth)
    stop(walk, 'yaml-limit', { message: `aliases nest the document deeper than ${yamlLimits.depth} levels` });
}

function allowedRatio(decoded: number): number {
  if (decoded <= 400_000) return 0.99;
  if (decoded >= 4_000_000) return 0.1;
  return 0.99 - 0.89 * ((decoded - 400_000) / 3_600_000);
}

/** Counts keys that a merge copies. Returns false when there are too many. */
export function countMergedKeys(walk: Walk, keys: number): boolean {
  walk.mergedKeys += keys;
  if (walk.mergedKeys <= yamlLimits.mergedKeys) return true;
  const message = `merge keys copy more than ${yamlLimits.mergedKeys} keys in this document`;
  stop(walk, 'yaml-alias-bomb', { message });
  return false;
}
