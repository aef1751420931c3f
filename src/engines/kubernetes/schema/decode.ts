import type { CompactNode } from './asset.ts';
import { scalarLetters } from './asset.ts';
import type { SchemaNode } from './node.ts';

/** A schema of the asset in the form that the walkers use. A letter that is unknown means any value. */
export function decodeNode(compact: CompactNode): SchemaNode {
  if (typeof compact === 'string') return decodeText(compact);
  if (isTuple(compact)) return decodeTuple(compact);
  const fields = new Map(Object.entries(compact.f).map(([name, node]) => [name, decodeNode(node)]));
  return { type: 'object', fields, required: compact.r ?? [], isOpen: false };
}

function decodeText(compact: string): SchemaNode {
  if (compact.startsWith('@')) return { type: 'reference', name: compact.slice(1) };
  return { type: 'scalar', scalar: isLetter(compact) ? scalarLetters[compact] : 'any' };
}

type Tuple = Extract<CompactNode, readonly unknown[]>;

function isTuple(compact: Exclude<CompactNode, string>): compact is Tuple {
  return Array.isArray(compact);
}

function decodeTuple(compact: Tuple): SchemaNode {
  if (compact[0] === 'm') return { type: 'map', values: decodeNode(compact[1]) };
  const items = decodeNode(compact[1]);
  const keys = compact[2];
  return keys === undefined ? { type: 'list', items } : { type: 'list', items, keys };
}

function isLetter(text: string): text is keyof typeof scalarLetters {
  return Object.hasOwn(scalarLetters, text);
}
