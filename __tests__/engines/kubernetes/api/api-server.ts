import type {
  ApiAnswer,
  ApiRequest,
  Transport,
  WatchEvent,
} from '../../../../src/engines/kubernetes/transport/transport.ts';
import { parseStatus } from '../../../../src/engines/kubernetes/transport/status.ts';
import type { Json } from '../../../../src/model/json.ts';

/** A transport that answers from a function and remembers what was asked. */
export interface FakeTransport extends Transport {
  readonly asked: readonly ApiRequest[];
}

/** Answers each request; `events` are what every watch gives. */
export function fakeTransport(
  answer: (request: ApiRequest) => ApiAnswer,
  events: readonly WatchEvent[] = [],
): FakeTransport {
  const asked: ApiRequest[] = [];
  return {
    asked,
    async send(request) {
      asked.push(request);
      await Promise.resolve();
      return answer(request);
    },
    async *watch(request) {
      asked.push(request);
      await Promise.resolve();
      yield* events;
    },
    async text(request) {
      asked.push(request);
      return await Promise.resolve({ lines: noLines() });
    },
    sent: { requests: 0, retries: 0 },
    close: () => undefined,
  };
}

async function* noLines(): AsyncGenerator<readonly string[]> {
  yield* await Promise.resolve([]);
}

/** An accepted answer. */
export function accepted(body: Json): ApiAnswer {
  return { httpStatus: 200, body, warnings: [] };
}

/** A refused answer with the Status of the API server. */
export function refused(code: number, reason: string, message = '', causes: readonly Json[] = []): ApiAnswer {
  const body = { kind: 'Status', code, reason, message, details: { causes } };
  return { httpStatus: code, body, status: parseStatus(code, body), warnings: [] };
}
