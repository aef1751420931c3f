import { isObject, type Json } from '../model/json.ts';
import { listAt, textAt } from './body.ts';
import type { Refusal } from './refusal.ts';

const statusOfType: Readonly<Record<string, number>> = {
  FORBIDDEN: 403,
  INSUFFICIENT_SCOPES: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
};

/**
 * What an error of GitHub's library tells: REST errors have a status and, when there was an answer, a response; errors of
 * a GraphQL query come with status 200 and a list. Undefined for an error that is no refusal but a bug.
 */
export function refusalIn(error: unknown, route: string): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  const { errors, response, headers } = partsOf(error);
  if (errors !== undefined) {
    const [first] = errors;
    const status = statusOfType[textAt(first, '/type') ?? ''] ?? 422;
    return { route, status, message: messages(errors).join('; '), errors: [], headers: textsOf(headers) };
  }
  if (!('status' in error)) return undefined;
  if (!isObject(response)) return { route, status: 0, message: error.message, errors: [], headers: {} };
  const status = response['status'];
  const body = response['data'];
  return {
    route,
    status: typeof status === 'number' ? status : 0,
    message: textAt(body, '/message') ?? error.message,
    errors: messages(listAt(body, '/errors')),
    headers: textsOf(response['headers']),
  };
}

interface Parts {
  readonly errors?: readonly Json[];
  readonly response?: Json;
  readonly headers?: Json;
}

/** The library's errors are classes with JSON in their fields. */
function partsOf(error: object): Parts {
  return { ...error };
}

/** `errors[]` holds texts, or objects with a message or with a field and a code. */
function messages(errors: readonly Json[]): readonly string[] {
  return errors.map(error => {
    if (typeof error === 'string') return error;
    const parts = ['/resource', '/field', '/code'].flatMap(pointer => textAt(error, pointer) ?? []);
    return textAt(error, '/message') ?? parts.join(' ');
  });
}

function textsOf(headers: Json | undefined): Readonly<Record<string, string>> {
  if (!isObject(headers)) return {};
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const isPlain = typeof value === 'string' || typeof value === 'number';
      return isPlain ? [[name, String(value)] as const] : [];
    }),
  );
}
