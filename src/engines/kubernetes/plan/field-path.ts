import { isList, isObject, joinPointer, type Json } from '../../../model/json.ts';

/**
 * The JSON pointer of a field as the API server names it in an error (`spec.template.spec.containers[0].image`,
 * `spec.ports[0].name`, `metadata.labels[app]`). Follows the object, so that dots inside keys do not mislead;
 * stops at the last part that exists.
 */
export function pointerOfField(object: Json, field: string): string {
  const parts: string[] = [];
  let rest = field;
  let current: Json | undefined = object;
  while (rest !== '' && current !== undefined && current !== null) {
    const part: string | undefined = isList(current)
      ? indexAt(rest)
      : isObject(current)
        ? keyAt(rest, current)
        : undefined;
    if (part === undefined) break;
    current = isList(current) ? current[Number(part)] : isObject(current) ? current[part] : undefined;
    if (current === undefined) break;
    parts.push(part);
    rest = rest.slice(
      rest.startsWith('[') ? part.length + 2 : rest.startsWith('.') ? part.length + 1 : part.length,
    );
  }
  return joinPointer(parts);
}

function indexAt(text: string): string | undefined {
  return /^\[(\d+)\]/.exec(text)?.[1];
}

/** The longest key of the object that the text starts with: keys may hold dots. */
function keyAt(text: string, object: { readonly [key: string]: Json }): string | undefined {
  const bracketed = /^\[([^\]]*)\]/.exec(text)?.[1];
  if (bracketed !== undefined) return Object.hasOwn(object, bracketed) ? bracketed : undefined;
  const bare = text.startsWith('.') ? text.slice(1) : text;
  const fits = Object.keys(object).filter(
    key => bare === key || bare.startsWith(`${key}.`) || bare.startsWith(`${key}[`),
  );
  return fits.toSorted((a, b) => b.length - a.length)[0];
}
