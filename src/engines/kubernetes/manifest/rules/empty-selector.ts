import { isObject, type Json, type JsonObject, textAt, valueAt } from '../../../../model/json.ts';
import type { Manifest } from '../../../../model/manifest.ts';
import { podSpecPointerOf } from '../pod-spec.ts';
import { mayBeTogether } from './references.ts';
import type { Rule } from './rule.ts';

/** A Service whose selector matches no Pods of the objects: it answers nothing. */
export const emptySelector: Rule = {
  id: 'empty-selector',
  severity: 'warning',
  doc: 'the selector of a Service matches the Pods of no object',
  check: ({ manifests, schemas }) => {
    const pods = manifests.flatMap(manifest => {
      const labels = podLabelsOf(manifest);
      return labels ? [{ id: manifest.id, labels }] : [];
    });
    // Operators make Pods of objects of custom kinds, and nobody here knows their labels.
    const custom = manifests.filter(({ id }) => !schemas.hasGroup(id.group));
    return manifests.flatMap(manifest => {
      const { id, object } = manifest;
      if (id.group !== '' || id.kind !== 'Service' || textAt(object, '/spec/type') === 'ExternalName')
        return [];
      const selector = valueAt(object, '/spec/selector');
      if (!isObject(selector) || Object.keys(selector).length === 0) return [];
      if (pods.some(pod => mayBeTogether(pod.id, id) && matches(selector, pod.labels))) return [];
      if (custom.some(each => mayBeTogether(each.id, id))) return [];
      const message = `the selector of Service ${id.name} matches the Pods of no object`;
      const hint = nearMiss(
        selector,
        pods.filter(pod => mayBeTogether(pod.id, id)).map(pod => pod.labels),
      );
      return [
        { manifest, pointer: '/spec/selector', at: 'key', message, ...(hint !== undefined && { hint }) },
      ];
    });
  },
};

function podLabelsOf({ id, object }: Manifest): JsonObject | undefined {
  const pointer = podSpecPointerOf(id);
  if (pointer === undefined) return undefined;
  const labels = valueAt(object, `${pointer.slice(0, -'/spec'.length)}/metadata/labels`);
  return isObject(labels) ? labels : undefined;
}

function matches(selector: JsonObject, labels: JsonObject): boolean {
  return Object.entries(selector).every(([key, value]) => isSame(labels[key], value));
}

/** The one label that is all that differs. */
function nearMiss(selector: JsonObject, candidates: readonly JsonObject[]): string | undefined {
  const entries = Object.entries(selector);
  for (const labels of candidates) {
    const wrong = entries.filter(([key, value]) => !isSame(labels[key], value));
    const [key, value] = wrong[0] ?? [];
    if (wrong.length !== 1 || key === undefined || (entries.length === 1 && labels[key] === undefined))
      continue;
    const there = labels[key];
    return typeof there === 'string'
      ? `there are Pods with ${key}: ${there} instead of ${typeof value === 'string' ? value : ''}`
      : `there are Pods that lack the label ${key} alone`;
  }
  return undefined;
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return one === other;
}
