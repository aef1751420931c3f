import { Failure } from '../model/failure.ts';
import type { FailureReport } from '../model/report.ts';
import type { World } from '../model/world.ts';

/** A Failure in words; anything else is a bug of ours, told as one, with its stack in the debug log only. */
export function describeFailure(error: unknown, world: Pick<World, 'log' | 'secrets'>): FailureReport {
  const redact = (text: string): string => world.secrets.redact(text);
  if (error instanceof Failure) {
    const { code, reasonCode, message, hint } = error;
    return { code, reasonCode, message: redact(message), ...(hint !== undefined && { hint: redact(hint) }) };
  }
  world.log.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return {
    code: 'internal',
    reasonCode: 'internal',
    message: `a bug in gitops-push: ${redact(error instanceof Error ? error.message : String(error))}`,
    hint: 'Please report it with the log of a run with debugging on (--debug, or step debug logging in GitHub Actions).',
  };
}
