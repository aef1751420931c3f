import { inspect } from 'node:util';
import { Failure } from '../../../../src/model/failure.ts';

/** The Failure that this work ends with. @throws Error when it ends otherwise */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    value => new Error(`expected a Failure, got ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof Failure) return error;
  throw error;
}

/** Everything of an error that could be printed by accident: texts, stack, fields and all causes. */
export function everythingOf(error: unknown): string {
  return inspect(error, { depth: 8, showHidden: true });
}
