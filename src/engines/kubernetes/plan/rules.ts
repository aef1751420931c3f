import type { FieldRule } from '../../../model/field-rule.ts';
import { isList, isObject, type Json, splitPointer, stringifyJson } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import type { ListKeys } from '../../../diff/fields.ts';
import { type FieldPath, wordsOfStep } from './field-set.ts';

/** True when a rule speaks about this object. */
export function meansObject(rule: FieldRule, id: ObjectId): boolean {
  const kinds = [id.kind, `${id.kind}.${id.group}`];
  return (
    (rule.kind === undefined || kinds.includes(rule.kind)) &&
    (rule.namespace === undefined || matches(rule.namespace, id.namespace ?? '')) &&
    (rule.name === undefined || matches(rule.name, id.name))
  );
}

/** True when a rule names no manager, or this one. */
export function meansManager(rule: FieldRule, manager: string): boolean {
  return rule.manager === undefined || matches(rule.manager, manager);
}

/** True when a rule names no field, or this one or one above it. */
export function meansField(rule: FieldRule, path: FieldPath): boolean {
  if (rule.field === undefined) return true;
  return splitPointer(rule.field).every((part, index) => {
    const step = path[index];
    return step !== undefined && meansStep(part, step);
  });
}

/** The rule that ignores every difference of an object, if there is one. */
export function ignoringRule(rules: readonly FieldRule[], id: ObjectId): FieldRule | undefined {
  return rules.find(rule => rule.field === undefined && rule.manager === undefined && meansObject(rule, id));
}

/** The fields of an object that a pointer with wildcards means. */
export function fieldsAt(pointer: string, object: Json, keysAt: ListKeys): readonly FieldPath[] {
  const walk = (value: Json, parts: readonly string[], path: FieldPath, pattern: string[]): FieldPath[] => {
    const [part, ...rest] = parts;
    if (part === undefined) return [path];
    if (isObject(value)) {
      const names = Object.keys(value).filter(name => part === '*' || part === name);
      return names.flatMap(name =>
        walk(value[name] ?? null, rest, [...path, `f:${name}`], [...pattern, name]),
      );
    }
    if (!isList(value)) return [];
    return value.flatMap((item, index) => {
      const step = stepOfItem(item, index, keysAt(pattern));
      const isMeant = meansStep(part, step) || part === String(index);
      return isMeant ? walk(item, rest, [...path, step], [...pattern, '*']) : [];
    });
  };
  return walk(object, splitPointer(pointer), [], []);
}

function stepOfItem(item: Json, index: number, keys: ReturnType<ListKeys>): string {
  if (keys === 'set') return `v:${stringifyJson(item)}`;
  const names = Array.isArray(keys) ? keys : ['name'];
  if (!isObject(item) || !names.some(name => Object.hasOwn(item, name))) return `i:${index}`;
  const given = names.filter(name => Object.hasOwn(item, name)).toSorted((a, b) => (a < b ? -1 : 1));
  return `k:${stringifyJson(Object.fromEntries(given.map(name => [name, item[name] ?? null])))}`;
}

/** A part of a pointer means a field by its name, a list item by the value of one of its keys, or anything. */
function meansStep(part: string, step: string): boolean {
  return part === '*' || wordsOfStep(step).includes(part);
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map(part => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}
