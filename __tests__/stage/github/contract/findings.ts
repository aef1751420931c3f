import type { ErrorObject } from 'ajv';

/** What a comparison with the description found. */
export interface Findings {
  /** Names that the description does not have: GitHub ignores them. */
  readonly unknown: readonly string[];
  /** Values that are too long or too many: GitHub refuses them, and the description says so. */
  readonly tooLarge: readonly string[];
  /** Everything else. */
  readonly wrong: readonly string[];
}

/** Nothing found. */
export const noFindings: Findings = { unknown: [], tooLarge: [], wrong: [] };

const limitKeywords = new Set(['maxLength', 'maxItems', 'maxProperties']);

/** Sorts the errors of a validator. */
export function sortErrors(errors: readonly ErrorObject[], where: string): Findings {
  const unknown: string[] = [];
  const tooLarge: string[] = [];
  const wrong: string[] = [];
  for (const error of errors) {
    const text = describe(error, where);
    if (error.keyword === 'additionalProperties') unknown.push(text);
    else if (limitKeywords.has(error.keyword)) tooLarge.push(text);
    else wrong.push(text);
  }
  return { unknown, tooLarge, wrong };
}

/** Several findings as one. */
export function joinFindings(...all: readonly Findings[]): Findings {
  return {
    unknown: all.flatMap(({ unknown }) => unknown),
    tooLarge: all.flatMap(({ tooLarge }) => tooLarge),
    wrong: all.flatMap(({ wrong }) => wrong),
  };
}

function describe(error: ErrorObject, where: string): string {
  const place = `${where}${error.instancePath}`;
  const extra: unknown = error.params['additionalProperty'];
  if (typeof extra === 'string') return `${place}: unknown name "${extra}"`;
  const allowed: unknown = error.params['allowedValues'];
  return `${place}: ${error.message ?? error.keyword}${Array.isArray(allowed) ? ` (${allowed.join(', ')})` : ''}`;
}
