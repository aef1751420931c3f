import type { ApiStatus } from '../transport/transport.ts';

/** One field that the server refuses. `field` as the server writes it (`spec.ports[0].port`), empty for the whole object. */
export interface RefusedField {
  readonly field: string;
  readonly message: string;
  /** The server's reason for this field (`FieldValueInvalid`), empty when it gave none. */
  readonly reason: string;
}

/**
 * The fields a refusal names: from the causes of a Status, else from the two texts that have none. Server-side
 * apply answers a field that its schema does not know, or of a wrong type, with a 500 without reason and a text
 * ".spec.replicaz: field not declared in schema"; custom kinds say 'strict decoding error: unknown field "spec.x"'.
 */
export function refusedFields(status: ApiStatus): readonly RefusedField[] {
  if (status.causes.length > 0) {
    return status.causes.map(({ field, message, reason }) => ({ field, message, reason }));
  }
  return [...typedPatchErrors(status.message), ...strictDecodingErrors(status.message)];
}

function typedPatchErrors(text: string): readonly RefusedField[] {
  if (!text.includes('failed to create typed patch object')) return [];
  const fields = text.matchAll(/(?:^|[\s:])\.((?:[^\s:[\]"]|\[(?:"[^"]*"|[^\]"])*\])+): ([^\n]+)/g);
  return [...fields].map(([, field = '', message = '']) => ({ field, message, reason: '' }));
}

function strictDecodingErrors(text: string): readonly RefusedField[] {
  if (!text.includes('strict decoding error')) return [];
  return [...text.matchAll(/(unknown|duplicate) field "([^"]+)"/g)].map(([, problem, field = '']) => ({
    field,
    message: problem === 'unknown' ? 'the server knows no such field' : 'the field is given twice',
    reason: '',
  }));
}
