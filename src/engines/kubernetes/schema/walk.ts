import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, joinPointer } from '../../../model/json.ts';
import type { KindSchema, ObjectNode, ScalarNode, SchemaNode } from './node.ts';
import { resolveNode } from './node.ts';
import { checkScalar, nameOfType } from './scalar-types.ts';

/** One thing in an object that the schema does not allow. */
export type SchemaFinding =
  | {
      readonly what: 'unknown-field';
      readonly pointer: string;
      readonly field: string;
      readonly known: readonly string[];
    }
  | {
      readonly what: 'wrong-type';
      readonly pointer: string;
      readonly message: string;
      readonly hint?: string;
    }
  | { readonly what: 'missing-field'; readonly pointer: string; readonly field: string };

/**
 * Compares an object with its schema, strictly, as the API server decodes it with field validation on: everything at
 * once, each finding with the JSON pointer of the value meant. Values never come into a finding. What is null counts
 * as absent; required fields are not asked for in `status`, which the server ignores.
 */
export function checkObject(schema: KindSchema, object: JsonObject): readonly SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  walk({ schema, findings }, schema.root, object, []);
  return findings;
}

interface Walk {
  readonly schema: KindSchema;
  readonly findings: SchemaFinding[];
}

type Path = readonly (string | number)[];

function walk(state: Walk, unresolved: SchemaNode, value: Json, path: Path): void {
  if (value === null) return;
  const node = resolveNode(state.schema, unresolved);
  switch (node.type) {
    case 'object':
      if (isObject(value)) walkFields(state, node, value, path);
      else wrongType(state, path, { message: `is ${nameOfType(value)}, not a map` });
      return;
    case 'map':
      if (!isObject(value)) return wrongType(state, path, { message: `is ${nameOfType(value)}, not a map` });
      for (const [key, item] of Object.entries(value)) walk(state, node.values, item, [...path, key]);
      return;
    case 'list':
      if (!isList(value)) return wrongType(state, path, notList(value));
      for (const [index, item] of value.entries()) walk(state, node.items, item, [...path, index]);
      return;
    case 'reference':
      return;
    case 'scalar':
      return walkScalar(state, node, value, path);
  }
}

function walkFields(state: Walk, node: ObjectNode, value: JsonObject, path: Path): void {
  for (const [field, item] of Object.entries(value)) {
    const child = node.fields.get(field);
    if (child) walk(state, child, item, [...path, field]);
    else if (!node.isOpen)
      state.findings.push({
        what: 'unknown-field',
        pointer: joinPointer([...path, field]),
        field,
        known: [...node.fields.keys()],
      });
  }
  if (path[0] === 'status') return;
  for (const field of node.required)
    if (!Object.hasOwn(value, field) || value[field] === null)
      state.findings.push({ what: 'missing-field', pointer: joinPointer(path), field });
}

function walkScalar(state: Walk, node: ScalarNode, value: Json, path: Path): void {
  const mismatch = checkScalar(node.scalar, value);
  if (mismatch) return wrongType(state, path, mismatch);
  if (node.values && !node.values.includes(value))
    wrongType(state, path, { message: `is none of ${node.values.map(String).join(', ')}` });
}

function notList(value: Json): { message: string; hint?: string } {
  const message = `is ${nameOfType(value)}, not a list`;
  return isObject(value) ? { message, hint: 'start each item with "- "' } : { message };
}

function wrongType(state: Walk, path: Path, told: { message: string; hint?: string }): void {
  state.findings.push({ what: 'wrong-type', pointer: joinPointer(path), ...told });
}
