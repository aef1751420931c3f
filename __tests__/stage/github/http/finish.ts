import { createHash } from 'node:crypto';
import { operations } from '../operations.ts';
import type { Answer } from './answers.ts';
import type { ExchangeParts, Incoming } from './exchange.ts';
import type { Fault } from './faults.ts';
import { rateLimitHeaders, type Resource } from './rate-limits.ts';

/** Compares the answer with the description and gives it the headers that every answer of the API has. */
export function finish(
  parts: ExchangeParts,
  incoming: Incoming,
  answer: Answer,
  met: readonly Fault[],
): Answer {
  const { service, match, method, token, requestId } = incoming;
  const common = {
    'x-github-request-id': requestId,
    date: new Date(parts.state.clock.nowMs()).toUTCString(),
  };
  if (service !== 'rest' && service !== 'graphql')
    return { ...answer, headers: { ...common, ...answer.headers } };
  if (match && answer.bytes === undefined)
    for (const message of parts.contract.checkAnswer(match.operation, answer.status, answer.body))
      parts.report({ kind: 'answer', operation: match.operation, message: `${answer.status} ${message}` });
  const resource: Resource = service === 'graphql' ? 'graphql' : 'core';
  const accepted: Record<string, string> =
    match && token ? { 'x-accepted-github-permissions': operations[match.operation].needs } : {};
  const headers: Record<string, string> = {
    ...common,
    ...accepted,
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': '2022-11-28',
    ...rateLimitHeaders(parts.state.rateLimits.usage(token, resource), resource),
    ...usedUp(parts, met),
    ...answer.headers,
  };
  if (method !== 'GET' || answer.status !== 200) return { ...answer, headers };
  const etag = answer.headers?.['etag'] ?? etagOf(answer);
  const complete = { ...answer, headers: { ...headers, etag } };
  parts.remembered.set(memoryKey(incoming), complete);
  if (incoming.headers['if-none-match'] !== etag) return complete;
  parts.state.rateLimits.giveBack(token, resource);
  return { status: 304, headers: { ...headers, etag } };
}

/** The headers of a used-up hour, where a fault says that it is. */
function usedUp(parts: ExchangeParts, met: readonly Fault[]): Record<string, string> {
  const fault = met.find(one => one.kind === 'primary-limit');
  if (!fault) return {};
  const reset = Math.ceil(parts.state.clock.nowMs() / 1000) + (fault.resetAfterSeconds ?? 1800);
  return { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
}

/** Under what an answer is remembered. */
export function memoryKey({ token, url }: Incoming): string {
  return `${token?.value ?? ''} ${url.href}`;
}

function etagOf(answer: Answer): string {
  const content = answer.bytes ?? JSON.stringify(answer.body);
  return `W/"${createHash('sha256').update(content).digest('hex')}"`;
}
