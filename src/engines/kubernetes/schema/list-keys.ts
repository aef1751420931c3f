import type { KindSchema, ListKeys, SchemaNode } from './node.ts';
import { anyNode, resolveNode } from './node.ts';
import type { KindName, Schemas } from './table.ts';

/**
 * What tells the items of the list at a path apart: the names of their key fields, `set`, or `atomic` (also when the
 * schema says nothing, as the server does). Undefined when there is no list or its schema is unknown.
 */
export function listKeysAt(schema: KindSchema, path: readonly (string | number)[]): ListKeys | undefined {
  let node = resolveNode(schema, schema.root);
  for (const part of path) node = resolveNode(schema, childOf(node, part));
  return node.type === 'list' ? (node.keys ?? 'atomic') : undefined;
}

/** The same as a function of the path alone, for the kind of one object; always undefined for unknown kinds. */
export function listKeysIn(
  schemas: Schemas,
  version: string,
  id: KindName,
): (path: readonly (string | number)[]) => ListKeys | undefined {
  const schema = schemas.kindOf(version, id);
  return path => schema && listKeysAt(schema, path);
}

function childOf(node: SchemaNode, part: string | number): SchemaNode {
  switch (node.type) {
    case 'object':
      return node.fields.get(String(part)) ?? anyNode;
    case 'map':
      return node.values;
    case 'list':
      return node.items;
    case 'scalar':
    case 'reference':
      return anyNode;
  }
}
