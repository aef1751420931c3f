/** Something that does not agree with what GitHub publishes. */
export interface Violation {
  /** Who is wrong: the client's request, the client's query, or the stand-in's answer. */
  readonly kind: 'request' | 'query' | 'answer';
  readonly operation: string;
  readonly message: string;
}

/** One violation as a line. */
export function violationLine({ kind, operation, message }: Violation): string {
  return `${kind} of ${operation}: ${message}`;
}
