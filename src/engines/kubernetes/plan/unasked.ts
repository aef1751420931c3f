import type { ApiAnswer } from '../transport/transport.ts';

/** How the server says that a webhook with side effects takes no dry run (apiserver pkg/admission/plugin/webhook/errors). */
const noDryRun = /does not support dry run|dry[- ]?run.*(?:not supported|unsupported)|side ?effects/i;

/**
 * Why the server does not take the question of a dry run at all, so that its refusal says nothing about the object:
 * a webhook that refuses dry runs. Undefined when the refusal is about the object.
 */
export function whyNotAsked(answer: ApiAnswer): string | undefined {
  const message = answer.status?.message ?? '';
  const webhook = /admission webhook "([^"]+)"/.exec(message)?.[1];
  if (webhook === undefined || !noDryRun.test(message)) return undefined;
  return `the webhook ${webhook} takes no dry run: compared here with what was applied last`;
}
