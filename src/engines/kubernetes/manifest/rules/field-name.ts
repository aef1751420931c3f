import { splitPointer } from '../../../../model/json.ts';

/** A JSON pointer as people write paths: `spec.template.spec.containers[0].image`, odd keys in quotes. */
export function fieldName(pointer: string): string {
  const parts = splitPointer(pointer).map(part => {
    if (/^\d+$/.test(part)) return `[${part}]`;
    return /^[A-Za-z_$][\w$-]*$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
  });
  return parts.join('').replace(/^\./, '');
}
