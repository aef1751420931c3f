import { isList, isObject, type Json, valueAt } from '../../../model/json.ts';
import type { ApiStatus } from './transport.ts';

/** Longer messages are cut: a server can quote a whole object. */
const longestMessage = 2_000;

/** Reasons of answers that are not a Status, as the server's own ones are named (apimachinery pkg/apis/meta/v1/types.go). */
const reasons: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  410: 'Expired',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
  429: 'TooManyRequests',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

/**
 * What a refused request's body says. Plain text answers (of the flow control, of a load balancer) get the reason
 * of their HTTP status; a 500 never does, because a 500 without reason has a meaning of its own.
 */
export function parseStatus(httpStatus: number, body: Json | undefined): ApiStatus {
  if (!isObject(body) || body['kind'] !== 'Status') {
    const text = typeof body === 'string' ? body.trim() : '';
    return { code: httpStatus, reason: reasons[httpStatus] ?? '', message: short(text), causes: [] };
  }
  return {
    code: httpStatus,
    reason: textOf(body['reason']),
    message: short(textOf(body['message'])),
    causes: causesOf(valueAt(body, '/details/causes')),
  };
}

/** `details.retryAfterSeconds` of a Status in milliseconds. */
export function statedRetryAfterMs(body: Json | undefined): number | undefined {
  const seconds = valueAt(body, '/details/retryAfterSeconds');
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : undefined;
}

function causesOf(causes: Json | undefined): ApiStatus['causes'] {
  if (!isList(causes)) return [];
  return causes.filter(isObject).map(cause => ({
    reason: textOf(cause['reason']),
    field: textOf(cause['field']),
    message: short(textOf(cause['message'])),
  }));
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function short(text: string): string {
  return text.length > longestMessage ? `${text.slice(0, longestMessage)} … (cut)` : text;
}
