import { createHash } from 'node:crypto';
import { canonicalJson, isList, isObject, type Json, type JsonObject } from '../../../model/json.ts';
import type { ObjectDigests } from '../../../model/hold.ts';
import type { PlanEntry } from '../../../model/receipt.ts';
import type { EngineEvent, ResourceState } from './event.ts';
import { inputsOf } from './fields.ts';
import { splitPropertyPath, valueAtPath } from './property-path.ts';
import { foldSteps, type Row } from './rows.ts';

/**
 * What a plan means, one entry per changed resource: action, and the digest of each new value. Not in it: what stays as it
 * is, and names that a provider draws anew with every preview. What is secret, hidden or known later enters as just that.
 */
export function entriesOf(rows: readonly Row[]): readonly PlanEntry[] {
  return rows
    .filter(row => row.action !== 'unchanged')
    .toSorted((a, b) => (a.urn < b.urn ? -1 : 1))
    .map(row => ({ address: row.urn, action: row.action, ...contentOf(row) }));
}

/**
 * What each resource of a program is wanted to be, as a short digest by its URN; those that it does not want are left out.
 * Secrets enter as such, so two programs that differ in nothing else count as one.
 */
export function resourceDigests(events: readonly EngineEvent[]): ObjectDigests {
  const wanted = foldSteps(events, 'preview').flatMap(({ urn, action, step }) =>
    action === 'delete' || step.new === undefined ? [] : [[urn, digestOf(step.new)] as const],
  );
  return new Map(wanted);
}

function digestOf(state: ResourceState): string {
  const inputs = inputsOf(state, 'after', () => 'secret');
  // 16 digits tell two versions of one resource apart, and a message of the stack must hold many of them.
  return sha256(withoutDrawn(inputs, drawnIn(state.inputs))).slice(0, 16);
}

function contentOf({ action, step }: Row): Pick<PlanEntry, 'fields' | 'value'> {
  if (action === 'delete' || step.new === undefined) return { fields: [], value: null };
  // One mark for all: the digest of a short secret would give it away to who can guess.
  const inputs = inputsOf(step.new, 'after', () => 'secret');
  const isDrawn = drawnIn(step.new.inputs);
  if (action === 'create' || step.detail === null)
    return { fields: [], value: sha256(withoutDrawn(inputs, isDrawn)) };
  const fields = [...step.detail]
    .map(([path, diff]) => ({ path, parts: splitPropertyPath(path), diff }))
    .filter(({ parts }) => !isDrawn(parts))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, parts, diff }) => {
      const value = valueAtPath(inputs, parts);
      const kind = `${diff.kind}${diff.isReplacing ? '-replace' : ''}`;
      return { path, value: `${kind} ${value === undefined ? 'none' : sha256(value)}` };
    });
  return { fields, value: null };
}

type IsDrawn = (parts: readonly (string | number)[]) => boolean;

/**
 * Names that differ from preview to preview: those in `__defaults` (bridged providers), and that of a Kubernetes object
 * with the annotation `pulumi.com/autonamed` (pulumi/pulumi-kubernetes provider/pkg/metadata/naming.go).
 */
function drawnIn(inputs: JsonObject): IsDrawn {
  const defaults = inputs['__defaults'];
  const isNamed = valueAtPath(inputs, ['metadata', 'annotations', 'pulumi.com/autonamed']) === 'true';
  return ([first, second, ...deeper]) =>
    (isList(defaults) && defaults.includes(String(first))) ||
    (isNamed && first === 'metadata' && second === 'name' && deeper.length === 0);
}

function withoutDrawn(inputs: JsonObject, isDrawn: IsDrawn): JsonObject {
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([name]) => !isDrawn([name]))
      .map(([name, value]) => [name, isObject(value) ? shallow(name, value, isDrawn) : value]),
  );
}

function shallow(name: string, value: JsonObject, isDrawn: IsDrawn): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !isDrawn([name, key])));
}

function sha256(value: Json): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
