/** Why the stage cannot do something, with the way out as the second sentence of its message. */
export class StageError extends Error {
  override readonly name = 'StageError';

  constructor(what: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(options.hint === undefined ? what : `${what}\n${options.hint}`, { cause: options.cause });
  }
}

/** Takes one line of progress for a person. */
export type Say = (line: string) => void;

/** Prints progress on stderr, one line each, marked as the stage's. */
export function sayOnStderr(line: string): void {
  process.stderr.write(`stage: ${line}\n`);
}
