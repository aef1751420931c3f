import type { ScalarEvent } from './events.ts';
import { eventId, scalarStyle, scalarText, startOf } from './events.ts';
import { resolveScalar } from './scalar-values.ts';
import type { Resolved } from './scalars.ts';
import { floatKey } from './scalars.ts';
import type { Walk } from './walk.ts';
import { fail, skipNode, warn } from './walk.ts';
import { yamlLimits } from './yaml-codes.ts';

/** The text that a scalar becomes as a key; undefined, with a problem noted, when it cannot be one. */
export function scalarKey(walk: Walk, event: ScalarEvent): string | undefined {
  const resolved = resolveScalar(walk, event);
  const key = keyText(walk, resolved);
  if (walk.language === 'json' || key === undefined) return key;
  checkLength(walk, event);
  const written = resolved.tag === 'int' || resolved.tag === 'float' ? scalarText(walk.text, event) : key;
  if (written !== key) {
    const message = `the key ${written} is read as a number and becomes "${key}"`;
    warn(walk, 'yaml-key-changed', { message, hint: `quote it: "${written}"` });
  }
  return key;
}

/** The text of a resolved key. Source: sigs.k8s.io/yaml, convertToJSONableObject. */
export function keyText(walk: Walk, resolved: Resolved): string | undefined {
  switch (resolved.tag) {
    case 'str':
    case 'timestamp':
      return resolved.value;
    case 'null':
      fail(walk, 'yaml-key-type', { message: 'a key is empty or null' });
      return undefined;
    case 'bool': {
      const message = `this key is an unquoted word that means ${resolved.value}, so it would be named "${resolved.value}"`;
      fail(walk, 'yaml-boolean-key', { message, hint: 'quote it' });
      return undefined;
    }
    case 'int':
      if (!resolved.unsigned) return String(resolved.value);
      fail(walk, 'yaml-key-type', {
        message: `the key ${resolved.value} is too large a number`,
        hint: 'quote it',
      });
      return undefined;
    case 'float':
      return floatKey(resolved.value);
  }
}

/** The offset at which a key stands first in the mapping whose first key is at `from`. */
export function firstKeyOffset(walk: Walk, from: number, key: string): number {
  const silent: Walk = { ...walk, problems: [] };
  for (let cursor = from; cursor < walk.events.length; ) {
    const event = walk.events[cursor];
    if (event?.type === eventId.SCALAR && keyText(silent, resolveScalar(silent, event)) === key)
      return startOf(walk.text, event) ?? walk.lastOffset;
    cursor = skipNode(walk.events, skipNode(walk.events, cursor));
  }
  return walk.lastOffset;
}

function checkLength(walk: Walk, event: ScalarEvent): void {
  if (event.valueEnd - event.valueStart < yamlLimits.keyLength - 2) return;
  const start = startOf(walk.text, event) ?? 0;
  const colon = walk.text.indexOf(':', event.valueEnd);
  const isExplicit = /\?\s*$/.test(walk.text.slice(Math.max(0, start - 100), start));
  const isBlock = event.style === scalarStyle.LITERAL_BLOCK || event.style === scalarStyle.FOLDED_BLOCK;
  if (isExplicit || isBlock || colon - start <= yamlLimits.keyLength) return;
  fail(walk, 'yaml-key-type', { message: `a key is longer than ${yamlLimits.keyLength} characters` });
}
