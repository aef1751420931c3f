import { parseForbidden } from '../api/forbidden.ts';
import type { ApiAnswer } from '../transport/transport.ts';

/** Why a plan is made: to show what would change, to compare what is there with what was deployed, or to write it next. */
export type Intention = 'to show' | 'to compare' | 'to write';

/**
 * Why the refusal of a dry run says nothing about the object but only about who asks: a preview's identity may lack a
 * verb, or the rights that a Role hands out, which nobody may hand out without having them. Undefined for any other
 * refusal, and for a plan that is to be written: then whoever writes must have the right.
 */
export function rightMissingToAsk(answer: ApiAnswer, intention: Intention): string | undefined {
  if (intention === 'to write' || answer.httpStatus !== 403) return undefined;
  const message = answer.status?.message ?? '';
  if (message.includes('attempting to grant RBAC permissions not currently held'))
    return 'these credentials do not hold the rights that it hands out: validated locally only';
  const missing = parseForbidden(message);
  if (!missing) return undefined;
  const resource = missing.group === '' ? missing.resource : `${missing.resource}.${missing.group}`;
  return `these credentials may not ${missing.verb} ${resource}, which a dry run needs: validated locally only`;
}
