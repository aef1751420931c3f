import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openTransport } from '../../../../src/engines/kubernetes/transport/https.ts';
import { defaultLimits } from '../../../../src/engines/kubernetes/transport/limits.ts';
import type { ApiRequest, WatchEvent } from '../../../../src/engines/kubernetes/transport/transport.ts';
import { failureOf } from './failures.ts';
import { type Handler, sendJson, sendStatus, startServer } from './server.ts';
import { testAccess, type TestWorld, testWorld } from './world.ts';

const request: ApiRequest = { method: 'GET', path: '/api/v1/pods', query: { watch: '1' }, phase: 'wait' };
const line = (type: string, name: string): string =>
  `${JSON.stringify({ type, object: { metadata: { name } } })}\n`;

/** Writes the pieces one by one, each in a packet of its own, then ends or cuts the stream. */
function streams(pieces: readonly (string | Buffer)[], end: 'end' | 'cut' | 'stay'): Handler {
  return async (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    for (const piece of pieces) {
      response.write(piece);
      await pause(5);
    }
    if (end === 'end') response.end();
    if (end === 'cut') response.socket?.destroy();
  };
}

interface Watched {
  readonly events: readonly WatchEvent[];
  readonly requests: number;
}

async function watch(
  handler: Handler,
  options: {
    readonly signal?: AbortSignal;
    readonly idleMs?: number;
    readonly world?: TestWorld;
    readonly renewed?: string;
    readonly onEvent?: () => void;
  } = {},
): Promise<Watched> {
  await using server = await startServer(handler);
  const limits = { ...defaultLimits, watchIdleMs: options.idleMs ?? 5_000 };
  const more = options.renewed === undefined ? {} : { renewed: options.renewed };
  const access = testAccess(server.url, server.authority, more);
  const transport = openTransport(access, options.world ?? testWorld(), limits);
  const events: WatchEvent[] = [];
  try {
    for await (const event of transport.watch(request, options.signal ?? new AbortController().signal)) {
      events.push(event);
      options.onEvent?.();
    }
  } finally {
    transport.close();
  }
  return { events, requests: server.received.length };
}

const namesOf = ({ events }: Watched): readonly string[] =>
  events.map(({ type, object }) => `${type} ${JSON.stringify(object['metadata'])}`);

const page: Handler = (_request, response) =>
  void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');

describe('a text that grows', () => {
  const log: ApiRequest = { method: 'GET', path: '/api/v1/namespaces/shop/pods/a/log', phase: 'hook' };
  /** What arrives of the pieces, and what the server refused with. */
  const read = async (handler: Handler): Promise<readonly string[] | number> => {
    await using server = await startServer(handler);
    const transport = openTransport(testAccess(server.url, server.authority), testWorld(), defaultLimits);
    try {
      const stream = await transport.text(log, new AbortController().signal);
      if (stream.status) return stream.status.code;
      const lines: string[] = [];
      for await (const arrived of stream.lines) lines.push(...arrived);
      return lines;
    } finally {
      transport.close();
    }
  };
  const writes =
    (end: 'end' | 'cut', ...pieces: readonly string[]): Handler =>
    async (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      for (const piece of pieces) {
        response.write(piece);
        await pause(5);
      }
      if (end === 'end') response.end();
      else response.socket?.destroy();
    };

  it.each<{ name: string; handler: Handler; then: readonly string[] | number }>([
    {
      name: 'gives whole lines, the last one too',
      handler: writes('end', 'a\nb', 'c\n\nd'),
      then: ['a', 'bc', '', 'd'],
    },
    { name: 'leaves out what was cut in the middle of a line', handler: writes('cut', 'a\nb'), then: ['a'] },
    {
      name: 'cuts a line that does not end',
      handler: writes('end', 'x'.repeat(40_000), 'x'.repeat(40_000), '\nb\n'),
      then: ['x'.repeat(65_536), 'b'],
    },
    {
      name: 'says why there is none',
      handler: (_request, response) => sendStatus(response, 403, 'Forbidden'),
      then: 403,
    },
  ])('$name', async ({ handler, then }) => {
    expect(await read(handler)).toEqual(then);
  });
});

describe('a watch', () => {
  it('joins events that arrive in pieces, in the middle of a character too, and splits those that arrive together', async () => {
    const umlaut = Buffer.from(line('MODIFIED', 'ü'), 'utf8');
    const cut = umlaut.indexOf(Buffer.from('ü', 'utf8')) + 1;
    const first = line('ADDED', 'a');
    const watched = await watch(
      streams(
        [
          first.slice(0, 10),
          first.slice(10),
          umlaut.subarray(0, cut),
          umlaut.subarray(cut),
          line('DELETED', 'b') + line('BOOKMARK', 'c'),
        ],
        'end',
      ),
    );
    expect(namesOf(watched)).toEqual([
      'ADDED {"name":"a"}',
      'MODIFIED {"name":"ü"}',
      'DELETED {"name":"b"}',
      'BOOKMARK {"name":"c"}',
    ]);
  });

  it('ends quietly when the stream is cut in the middle of a line, without that line', async () => {
    const watched = await watch(streams([line('ADDED', 'a'), '{"type":"ADDED","obj'], 'cut'));
    expect(namesOf(watched)).toEqual(['ADDED {"name":"a"}']);
  });

  it('keeps int64 exact', async () => {
    const event = '{"type":"ADDED","object":{"spec":{"n":9007199254740993}}}\n';
    expect((await watch(streams([event], 'end'))).events[0]?.object).toEqual({
      spec: { n: 9007199254740993n },
    });
  });

  it('hands an expired mark on as an ERROR event, inside the stream and as a refusal', async () => {
    const status = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' };
    const inside = await watch(streams([`${JSON.stringify({ type: 'ERROR', object: status })}\n`], 'end'));
    expect(inside.events).toEqual([{ type: 'ERROR', object: status }]);
    const refused = await watch((_request, response) => sendStatus(response, 410, 'Expired', 'too old'));
    expect(refused.events).toMatchObject([{ type: 'ERROR', object: { code: 410, reason: 'Expired' } }]);
  });

  it('hands a missing permission on as an ERROR event', async () => {
    const { events } = await watch((_request, response) => sendStatus(response, 403, 'Forbidden', 'no'));
    expect(events).toMatchObject([{ type: 'ERROR', object: { code: 403, message: 'no' } }]);
  });

  it('ends when nothing comes for too long', async () => {
    const watched = await watch(streams([line('ADDED', 'a')], 'stay'), { idleMs: 60 });
    expect(namesOf(watched)).toEqual(['ADDED {"name":"a"}']);
  });

  it('ends when its signal is aborted, and when the run is cancelled', async () => {
    const controller = new AbortController();
    const aborted = await watch(streams([line('ADDED', 'a')], 'stay'), {
      signal: controller.signal,
      onEvent: () => controller.abort(),
    });
    expect(aborted.events).toHaveLength(1);
    const world = testWorld();
    const cancelled = await watch(streams([line('ADDED', 'a')], 'stay'), {
      world,
      onEvent: () => world.cancel(),
    });
    expect(cancelled.events).toHaveLength(1);
  });

  it('waits and asks again when the server is too busy, and renews credentials once', async () => {
    let count = 0;
    const busy = await watch((received, response) => {
      count += 1;
      if (count === 1) return sendStatus(response, 429, 'TooManyRequests');
      return streams([line('ADDED', 'a')], 'end')(received, response);
    });
    expect(busy).toMatchObject({ requests: 2 });
    expect(busy.events).toHaveLength(1);
    const renewed = await watch(
      (received, response) =>
        received.headers.authorization === 'Bearer fresh'
          ? streams([line('ADDED', 'a')], 'end')(received, response)
          : sendStatus(response, 401, 'Unauthorized'),
      { renewed: 'fresh' },
    );
    expect(renewed.events).toHaveLength(1);
    const rejected = watch((_request, response) => sendStatus(response, 401, 'Unauthorized'));
    expect((await failureOf(rejected)).code).toBe('credentials-rejected');
  });

  it('refuses what is no stream of events', async () => {
    expect((await failureOf(watch(streams(['{"kind":"PodList"}\n'], 'end')))).code).toBe('server-unusable');
    expect((await failureOf(watch(streams(['not json\n'], 'end')))).code).toBe('server-unusable');
    expect((await failureOf(watch(page))).code).toBe('server-unusable');
  });

  it('does not take a place from other requests', async () => {
    await using server = await startServer(async (received, response) => {
      if (received.url.includes('watch')) await streams([line('ADDED', 'a')], 'stay')(received, response);
      else sendJson(response, 200, {});
    });
    const limits = { ...defaultLimits, inFlightAtStart: 1, inFlightAtMost: 1 };
    const transport = openTransport(testAccess(server.url, server.authority), testWorld(), limits);
    for await (const event of transport.watch(request, new AbortController().signal)) {
      expect(event.type).toBe('ADDED');
      await transport.send({ method: 'GET', path: '/api', phase: 'wait' });
      break;
    }
    transport.close();
    expect(server.received).toHaveLength(2);
  });
});
