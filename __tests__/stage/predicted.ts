// oxlint-disable typescript/no-explicit-any -- objects of every kind, as kubectl gives them
import { expect } from 'vitest';
import { diffFields } from '../../src/diff/fields.ts';
import { maskObject } from '../../src/diff/mask.ts';
import { normalizeForDiff } from '../../src/engines/kubernetes/plan/normalize.ts';
import { listKeysIn } from '../../src/engines/kubernetes/schema/list-keys.ts';
import { readSchemas } from '../engines/kubernetes/schema/read-schemas.ts';
import type { Cluster } from './cluster/cluster.ts';

/** Objects by `Kind/name`. */
export type Objects = ReadonlyMap<string, any>;

/** Reads the objects of these kinds in a namespace with the real kubectl. */
export async function readObjects(cluster: Cluster, namespace: string, kinds: string): Promise<Objects> {
  const { stdout } = await cluster.kubectl([
    'get',
    kinds,
    '-n',
    namespace,
    '-o',
    'json',
    '--show-managed-fields',
  ]);
  const { items } = JSON.parse(stdout);
  return new Map(items.map((item: any) => [`${item.kind}/${item.metadata.name}`, item]));
}

/**
 * Holds a report against what happened: for every object of a report the fields it told must be exactly those in which
 * the objects before and after the deploy differ, values included (of secrets: which fields).
 */
export function expectPredicted(changes: readonly any[], before: Objects, after: Objects): number {
  const schemas = readSchemas();
  let compared = 0;
  for (const change of changes) {
    const [kind, , name] = change.confirmAddress.split('/');
    const [then, now] = [before.get(`${kind}/${name}`), after.get(`${kind}/${name}`)];
    if (!then || !now || change.action === 'recreate') continue;
    const [group, version] = now.apiVersion.includes('/') ? now.apiVersion.split('/') : ['', now.apiVersion];
    const keysAt = listKeysIn(schemas, '1.36', { group, version, kind: now.kind });
    const plain = (object: any): any =>
      maskObject(normalizeForDiff(object), value => Buffer.from(value).toString('hex'));
    const actual = diffFields(plain(then), plain(now), keysAt);
    const told = change.fields.filter((field: any) => !field.path.includes('applyset.kubernetes.io'));
    const byName = new Map<string, any>(told.map((field: any) => [field.label, field.after]));
    const made = actual.map(field => ({ ...field, after: asAssigned(field.after, byName.get(field.label)) }));
    expect(told.map(comparable).toSorted(byLabel), change.address).toEqual(
      made.map(comparable).toSorted(byLabel),
    );
    compared += 1;
  }
  return compared;
}

function comparable(field: any): any {
  const { label, before, after, masked } = field;
  return masked ? { label, masked } : { label, before, after };
}

function byLabel(a: { label: string }, b: { label: string }): number {
  return a.label.localeCompare(b.label);
}

/** What the server assigns when it writes cannot be foretold, only that it does. */
function asAssigned(actual: any, told: any): any {
  if (told === '(assigned)' && actual !== undefined) return told;
  if (told?.nodePort === '(assigned)' && actual?.nodePort !== undefined)
    return { ...actual, nodePort: told.nodePort };
  return actual;
}

/** What a manifest makes of an object, without what the server assigns to each one anew: addresses and ports. */
export function asAnew(object: any): any {
  const assigned = new Set(['clusterIP', 'clusterIPs', 'nodePort', 'healthCheckNodePort']);
  const keep = (key: string, value: any): any =>
    assigned.has(key) ? (String(value) === 'None' ? 'None' : undefined) : value;
  return JSON.parse(JSON.stringify(object?.spec ?? null, keep));
}
