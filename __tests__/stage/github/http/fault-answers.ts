import { problem, type Answer } from './answers.ts';
import type { Fault } from './faults.ts';
import { primaryLimit, secondaryLimit } from './rate-limits.ts';

/** What a fault answers in GitHub's stead. */
export function earlyAnswer(fault: Fault, remembered: Answer | undefined): Answer | undefined {
  switch (fault.kind) {
    case 'answer':
      return fault.effect === 'none' ? faultAnswer(fault) : undefined;
    case 'secondary-limit':
      return secondaryLimit(fault.status ?? 403, fault.retryAfterSeconds);
    case 'primary-limit':
      return primaryLimit();
    case 'merged-instead':
      return { status: 202, body: { message: 'Auto-merged main into topic on deployment.' } };
    case 'stale':
      return remembered;
    case 'altered':
    case 'cut':
    case 'dropped-reply':
    case 'latency':
      return undefined;
  }
}

/** What the faults make of an answer. */
export function lateAnswer(handled: Answer, met: readonly Fault[]): Answer {
  let answer = handled;
  for (const fault of met) {
    if (fault.kind === 'answer' && fault.effect === 'done') answer = faultAnswer(fault);
    if (fault.kind === 'altered') answer = { ...answer, body: fault.change(answer.body) };
  }
  return answer;
}

const texts: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  403: 'Resource not accessible by integration',
  404: 'Not Found',
  409: 'Conflict',
  410: 'Gone',
  422: 'Validation Failed',
  500: 'Server Error',
  502: 'Server Error',
  503: 'Service unavailable',
  504: 'We could not respond to your request in time.',
};

function faultAnswer(fault: Extract<Fault, { readonly kind: 'answer' }>): Answer {
  const seconds = fault.retryAfterSeconds;
  const headers = seconds === undefined ? {} : { 'retry-after': String(seconds) };
  return problem(fault.status, fault.message ?? texts[fault.status] ?? 'Error', { headers });
}
