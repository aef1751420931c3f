import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { GraphQLSchema } from 'graphql';
import type { Match } from '../contract/routes.ts';
import { operations } from '../operations.ts';
import type { OidcIssuer } from '../services/oidc-issuer.ts';
import type { RuntimeTokens } from '../services/runtime-tokens.ts';
import type { KnownToken } from '../state/tokens.ts';
import type { Flavour } from '../state/urls.ts';
import { problem, type Answer } from './answers.ts';
import type { Box, Fault } from './faults.ts';
import { dispatch } from './dispatch.ts';
import { placeOf } from './place.ts';
import { primaryLimit, rateLimitHeaders, secondaryLimit, type Resource } from './rate-limits.ts';
import type { Amend, createRequestLog, LoggedRequest, Service } from './request-log.ts';
import type { RestParts } from './serve-rest.ts';
import { operationNameOf } from '../graphql/serve.ts';

/** Something to be done when a request arrives, or when it was handled and before its answer goes out. */
export interface Hook {
  readonly when: 'before' | 'after';
  readonly act: (request: LoggedRequest) => unknown;
}

/** Everything that takes part in an exchange. */
export interface ExchangeParts extends RestParts {
  readonly flavour: Flavour;
  readonly record: ReturnType<typeof createRequestLog>['record'];
  readonly faults: Box<Fault>;
  readonly hooks: Box<Hook>;
  readonly schema: () => GraphQLSchema;
  readonly runtimeTokens: RuntimeTokens;
  readonly openIssuer: () => Promise<OidcIssuer>;
  /** The last answers to GETs, for those that are to be stale. */
  readonly remembered: Map<string, Answer>;
}

/** A request as it arrived. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly path: string;
  readonly service: Service;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly match: Match | undefined;
  readonly token: KnownToken | undefined;
  readonly requestId: string;
}

/** Takes one request and answers it, or not, as the faults will have it. */
export async function exchange(
  parts: ExchangeParts,
  message: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const incoming = await receive(parts, message);
  const { entry, amend } = parts.record({
    ...incoming,
    userAgent: message.headers['user-agent'] ?? '',
    contentType: message.headers['content-type'] ?? '',
  });
  amend({ operationId: operationOf(incoming), token: incoming.token?.login });
  const met = parts.faults.take(entry);
  const hooks = parts.hooks.take(entry);
  const started = performance.now();
  amend({ faults: met.map(({ kind }) => kind) });
  for (const fault of met) if (fault.kind === 'latency') await delay(fault.delayMs);
  for (const hook of hooks) if (hook.when === 'before') await hook.act(entry);
  if (met.some(({ kind }) => kind === 'cut')) return void outgoing.socket?.destroy();

  const early = met.map(fault => earlyAnswer(parts, incoming, fault)).find(answer => answer !== undefined);
  const handled = early ?? (await dispatch(parts, incoming));
  if (!early) amend({ serverStatus: handled.status });
  for (const hook of hooks) if (hook.when === 'after') await hook.act(entry);
  if (met.some(({ kind }) => kind === 'dropped-reply')) return void outgoing.socket?.destroy();
  const answer = finish(parts, incoming, lateAnswer(handled, met), met);
  send(outgoing, answer, later => amend({ ...later, answeredAfterMs: performance.now() - started }));
}

async function receive(parts: ExchangeParts, message: IncomingMessage): Promise<Incoming> {
  const { method = 'GET', headers } = message;
  const host = headers.host ?? '';
  const url = new URL(message.url ?? '/', `http://${host}`);
  const { service, path } = placeOf(parts.flavour, host, url.pathname);
  const [, value = ''] = /^(?:token|bearer) +(.+)$/i.exec(headers.authorization ?? '') ?? [];
  return {
    method,
    url,
    path,
    service,
    headers,
    body: await buffer(message),
    match: service === 'rest' ? parts.contract.route(method, path) : undefined,
    token: parts.state.tokens.find(value),
    requestId: `STAGE:${crypto.randomUUID().slice(0, 8).toUpperCase()}`,
  };
}

function operationOf({ service, match, path, body }: Incoming): string | undefined {
  if (service === 'graphql') return operationNameOf(body.toString('utf8'));
  if (service === 'artifacts') return path.startsWith('/twirp/') ? path.split('/').at(-1) : 'blob';
  return match?.operation;
}

/** What a fault answers in GitHub's stead. */
function earlyAnswer(parts: ExchangeParts, incoming: Incoming, fault: Fault): Answer | undefined {
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
      return parts.remembered.get(memoryKey(incoming));
    case 'altered':
    case 'cut':
    case 'dropped-reply':
    case 'latency':
      return undefined;
  }
}

function lateAnswer(handled: Answer, met: readonly Fault[]): Answer {
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

/** Compares the answer with the description and gives it the headers that every answer of the API has. */
function finish(parts: ExchangeParts, incoming: Incoming, answer: Answer, met: readonly Fault[]): Answer {
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

function memoryKey({ token, url }: Incoming): string {
  return `${token?.value ?? ''} ${url.href}`;
}

function etagOf(answer: Answer): string {
  const content = answer.bytes ?? JSON.stringify(answer.body);
  return `W/"${createHash('sha256').update(content).digest('hex')}"`;
}

function send(outgoing: ServerResponse, answer: Answer, amend: Amend): void {
  const { status, body, bytes, headers } = answer;
  const json = body === undefined ? undefined : JSON.stringify(body);
  const type = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  outgoing.writeHead(status, { ...type, ...headers });
  outgoing.end(bytes ?? json);
  amend({ status });
}
