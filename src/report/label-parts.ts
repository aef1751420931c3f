/** A label cut where it may be broken: what a group of fields has in common, and what tells one from the others. */
export interface LabelParts {
  readonly parent: string;
  readonly name: string;
}

/**
 * `spec.containers[server].image` is `spec.containers[server]` and `image`; a list item stays with its list
 * (`env[A]`), a quoted key is a part of its own, and dots inside brackets do not count.
 */
export function labelParts(label: string): LabelParts {
  let cutAt = 0;
  let isKey = false;
  for (const { index, text } of tokens(label)) {
    if (text.startsWith('.')) {
      cutAt = index;
      isKey = false;
    } else if (text.startsWith('["')) {
      cutAt = index;
      isKey = true;
    }
  }
  const parent = label.slice(0, cutAt);
  const rest = label.slice(cutAt);
  if (isKey) return { parent, name: unquoted(rest) };
  return { parent, name: rest.replace(/^\./, '') };
}

/** The dots and brackets of a label at its top level; a quoted bracket may hold anything. */
function tokens(label: string): readonly { readonly index: number; readonly text: string }[] {
  const pattern = /\["(?:[^"\\]|\\.)*"\]|\[[^\]]*\]|\.|[^.[]+/gs;
  return [...label.matchAll(pattern)].map(match => ({ index: match.index, text: match[0] }));
}

/** `["app.kubernetes.io/name"]` reads as `app.kubernetes.io/name`; what follows the bracket stays. */
function unquoted(part: string): string {
  const match = /^\[("(?:[^"\\]|\\.)*")\]$/s.exec(part);
  if (match?.[1] === undefined) return part;
  const text: unknown = JSON.parse(match[1]);
  return typeof text === 'string' ? text : part;
}
