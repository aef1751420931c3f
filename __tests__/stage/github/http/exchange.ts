import { buffer } from 'node:stream/consumers';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Match } from '../contract/routes.ts';
import type { OidcIssuer } from '../services/oidc-issuer.ts';
import type { RuntimeTokens } from '../services/runtime-tokens.ts';
import type { KnownToken } from '../state/tokens.ts';
import type { Flavour } from '../state/urls.ts';
import type { Answer } from './answers.ts';
import type { Box, Fault } from './faults.ts';
import { dispatch } from './dispatch.ts';
import { earlyAnswer, lateAnswer } from './fault-answers.ts';
import { finish, memoryKey } from './finish.ts';
import { placeOf } from './place.ts';
import type { Amend, createRequestLog, LoggedRequest, Service } from './request-log.ts';
import type { RestParts } from './serve-rest.ts';

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

  const remembered = parts.remembered.get(memoryKey(incoming));
  const early = met.map(fault => earlyAnswer(fault, remembered)).find(answer => answer !== undefined);
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

/** `query NAME` or `mutation NAME`, as far as the text shows it. */
function operationNameOf(body: string): string | undefined {
  const [, query] = /"query"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(body) ?? [];
  if (query === undefined) return undefined;
  const text = query.replaceAll(/#[^\\]*\\n/g, '').replaceAll(/\\[nrt]/g, ' ');
  const [, kind = 'query', name = ''] = /(?:^|\})\s*(query|mutation|subscription)\b\s*(\w*)/.exec(text) ?? [];
  return `${kind} ${name}`.trim();
}

function send(outgoing: ServerResponse, answer: Answer, amend: Amend): void {
  const { status, body, bytes, headers } = answer;
  const json = body === undefined ? undefined : JSON.stringify(body);
  const type = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  outgoing.writeHead(status, { ...type, ...headers });
  outgoing.end(bytes ?? json);
  amend({ status });
}
