import type { ApiAnswer } from '../transport/transport.ts';

/** Who may refuse a dry run for being one: a webhook (apiserver pkg/admission/plugin/webhook/errors), or a policy. */
const refusers = /admission webhook "([^"]+)"|ValidatingAdmissionPolicy '([^']+)'/;

/** How they say it; words that only speak of side effects do not. */
const noDryRun =
  /dry[ -]?runs?\b.*\b(?:not|un|no|never|refuse|denied)|(?:not|no|never|refuse)\b.*\bdry[ -]?run/i;

/**
 * Why the server does not take the question of a dry run at all, so that its refusal says nothing about the object:
 * a webhook or a policy that refuses dry runs. Undefined when the refusal is about the object.
 */
export function whyNotAsked(answer: ApiAnswer): string | undefined {
  const message = answer.status?.message ?? '';
  const found = refusers.exec(message);
  const name = found?.[1] ?? found?.[2];
  if (name === undefined || !noDryRun.test(message.slice(found?.index))) return undefined;
  return `${name} takes no dry run: compared here with what was applied last`;
}
