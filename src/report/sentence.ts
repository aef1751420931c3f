/**
 * Text as a sentence, whatever its source wrote: it starts with a capital letter and ends with a period. Names that
 * start with a small letter and hold a dot, a slash or a dash (`kube-system`, `spec.x`) keep it.
 */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const [first = ''] = trimmed.split(/\s/);
  const start = /^\p{Ll}+[,;]?$/u.test(first) ? trimmed.charAt(0).toUpperCase() + trimmed.slice(1) : trimmed;
  return /[.!?:…]$/.test(start) ? start : `${start}.`;
}

/**
 * A hint in two: what to do as a sentence, and the lines to paste, which keep every blank. Lines to paste follow a first
 * line that ends with a colon; any other hint is words alone.
 */
export function splitHint(hint: string): { readonly way: string; readonly block: readonly string[] } {
  const [first = '', ...block] = hint.trim().split('\n');
  const isPaste = first.endsWith(':') && block.length > 0;
  return isPaste ? { way: first, block } : { way: sentence(hint), block: [] };
}

/** `1 error`, `2 errors`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
