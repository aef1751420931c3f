import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../../src/engines/kubernetes/transport/answer.ts';
import { isRepeatable, isWrite } from '../../../../src/engines/kubernetes/transport/effect.ts';
import { isWorthRepeating, waitBeforeMs } from '../../../../src/engines/kubernetes/transport/retry.ts';
import { parseStatus } from '../../../../src/engines/kubernetes/transport/status.ts';
import type { ApiRequest } from '../../../../src/engines/kubernetes/transport/transport.ts';
import type { Trouble } from '../../../../src/engines/kubernetes/transport/message.ts';

const phase = 'apply';
const requests = {
  get: { method: 'GET', path: '/api/v1/pods', phase },
  apply: { method: 'PATCH', path: '/p', contentType: 'application/apply-patch+yaml', body: '{}', phase },
  jsonPatch: { method: 'PATCH', path: '/p', contentType: 'application/json-patch+json', body: '[]', phase },
  put: { method: 'PUT', path: '/p', body: '{}', phase },
  create: { method: 'POST', path: '/p', body: '{}', phase },
  dryCreate: { method: 'POST', path: '/p', query: { dryRun: 'All' }, body: '{}', phase },
  review: {
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: '{}',
    phase,
  },
  remove: { method: 'DELETE', path: '/p', body: '{"preconditions":{"uid":"1"}}', phase },
  dryRemove: { method: 'DELETE', path: '/p', body: '{"dryRun":["All"]}', phase },
  trickedRemove: {
    method: 'DELETE',
    path: '/p',
    query: { dryRun: 'All' },
    body: '{"preconditions":{}}',
    phase,
  },
} as const satisfies Record<string, ApiRequest>;

function refused(httpStatus: number, reason: string, message: string): Reply {
  const body = reason === 'text' ? message : { kind: 'Status', code: httpStatus, reason, message };
  return { kind: 'reply', answer: { httpStatus, body, status: parseStatus(httpStatus, body), warnings: [] } };
}

function trouble(stage: Trouble['stage'], code: string): Trouble {
  return { kind: 'trouble', stage, code, error: new Error(code) };
}

describe('what a request does', () => {
  it.each([
    ['get', false, true],
    ['apply', true, true],
    ['jsonPatch', true, false],
    ['put', true, true],
    ['create', true, false],
    ['dryCreate', false, true],
    ['review', false, true],
    ['remove', true, true],
    ['dryRemove', false, true],
    ['trickedRemove', true, true],
  ] as const)('%s: writes %s, may be sent twice %s', (name, writes, repeatable) => {
    expect(isWrite(requests[name])).toBe(writes);
    expect(isRepeatable(requests[name])).toBe(repeatable);
  });
});

describe('what is worth repeating', () => {
  const steady = { hasAnswered: true, isComingBack: false };
  const typo = 'failed to create typed patch object (a/b; v1, Kind=X): .spec.y: field not declared in schema';
  it.each<[keyof typeof requests, number, string, string, boolean]>([
    ['apply', 429, 'TooManyRequests', '', true],
    ['create', 429, 'text', 'Too many requests', true],
    ['apply', 503, 'ServiceUnavailable', '', true],
    ['create', 503, 'ServiceUnavailable', '', false],
    ['get', 503, 'text', 'upstream connect error', true],
    ['apply', 502, 'text', 'bad gateway', true],
    ['apply', 504, 'Timeout', '', true],
    ['dryCreate', 504, 'Timeout', '', true],
    ['create', 504, 'Timeout', '', false],
    ['apply', 500, 'InternalError', 'Internal error occurred: failed calling webhook "x": timeout', true],
    ['create', 500, 'InternalError', 'failed calling webhook "x": timeout', false],
    ['apply', 500, 'InternalError', 'failed calling admission webhook', true],
    ['get', 500, 'InternalError', 'conversion webhook for a.b/v1, Kind=C failed: refused', true],
    ['get', 500, 'InternalError', 'etcdserver: leader changed', true],
    ['get', 500, 'InternalError', 'etcdserver: request timed out', true],
    ['get', 500, 'InternalError', 'something else', false],
    ['apply', 500, '', typo, false],
    ['apply', 500, '', 'failed calling webhook', false],
    ['apply', 500, '', 'failed to convert new object: illegal base64 data at input byte 4', false],
    ['apply', 409, 'Conflict', 'Operation cannot be fulfilled on resourcequotas "q": modified', true],
    ['apply', 409, 'Conflict', 'Operation cannot be fulfilled on deployments.apps "web": modified', false],
    ['apply', 400, 'BadRequest', '', false],
    ['get', 403, 'Forbidden', '', false],
    ['get', 404, 'NotFound', '', false],
    ['apply', 405, 'MethodNotAllowed', '', false],
    ['apply', 415, 'UnsupportedMediaType', '', false],
    ['apply', 422, 'Invalid', '', false],
  ])('%s answered %i %s %s: %s', (name, httpStatus, reason, message, expected) => {
    expect(isWorthRepeating(requests[name], refused(httpStatus, reason, message), steady)).toBe(expected);
  });

  it.each<[keyof typeof requests, Trouble['stage'], string, boolean, boolean]>([
    ['apply', 'waiting', 'ECONNRESET', true, true],
    ['apply', 'waiting', 'TIMEOUT', true, true],
    ['create', 'waiting', 'ECONNRESET', true, false],
    ['create', 'connecting', 'ECONNREFUSED', true, true],
    ['create', 'connecting', 'ECONNREFUSED', false, false],
    ['get', 'connecting', 'ENOTFOUND', true, false],
    ['get', 'connecting', 'EAI_AGAIN', false, true],
    ['get', 'connecting', 'CERT_HAS_EXPIRED', true, false],
    ['get', 'reading', 'ECONNRESET', true, true],
    ['get', 'waiting', 'HPE_INVALID_CONSTANT', true, false],
  ])('%s in trouble while %s (%s), answered before %s: %s', (name, stage, code, hasAnswered, expected) => {
    expect(isWorthRepeating(requests[name], trouble(stage, code), { ...steady, hasAnswered })).toBe(expected);
  });

  it.each<[keyof typeof requests, number, boolean]>([
    ['get', 401, true],
    ['get', 403, true],
    ['create', 403, true],
    ['apply', 422, false],
    ['get', 404, false],
  ])('%s answered %i by a server that starts again: %s', (name, httpStatus, expected) => {
    const starting = { hasAnswered: true, isComingBack: true };
    expect(isWorthRepeating(requests[name], refused(httpStatus, 'Forbidden', ''), starting)).toBe(expected);
  });
});

describe('a review that says no', () => {
  const request = {
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    phase: 'plan',
  } as const;
  const answer = { httpStatus: 201, body: { status: { allowed: false } }, warnings: [] };
  it.each([true, false])('is asked again only of a server that starts again: %s', isComingBack => {
    const state = { hasAnswered: true, isComingBack };
    expect(isWorthRepeating(request, { kind: 'reply', answer }, state)).toBe(isComingBack);
  });
});

describe('the wait before a repeat', () => {
  const limits = { firstWaitMs: 500, longestWaitMs: 30_000 };
  it.each([
    [1, undefined, 0, 500],
    [2, undefined, 0, 1_000],
    [4, undefined, 0, 4_000],
    [20, undefined, 0, 30_000],
    [1, 1_000, 0, 1_000],
    [3, 1_000, 0, 2_000],
    [1, 3_600_000, 0, 60_000],
    [1, undefined, 0.99, 624],
  ])('before try %i + 1, asked %s, jitter %f: %i ms', (tries, asked, random, expected) => {
    expect(waitBeforeMs(tries, asked, random, limits)).toBe(expected);
  });
});
