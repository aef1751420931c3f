import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemDownloads } from '../../src/system/download.ts';

const limits = { text: 1000, file: 200_000 } as const;
const part = Buffer.alloc(50_000, 'x');
/** The sockets over which more than allowed was asked for; all of them must end. */
const endless = new Set<http.ServerResponse>();

const server = http.createServer((request, response) => {
  const [, kind, size = '0'] = request.url?.split('/') ?? [];
  if (kind === 'sized')
    response.writeHead(200, { 'content-length': size }).end(Buffer.alloc(Number(size), 'x'));
  else if (kind === 'unsized') response.writeHead(200).end(Buffer.alloc(Number(size), 'x'));
  else if (kind === 'said') response.writeHead(200, { 'content-length': size }).write('x');
  else {
    endless.add(response);
    response.on('close', () => endless.delete(response));
    const more = (): void => {
      while (!response.destroyed && response.write(part));
    };
    response.on('drain', more);
    response.writeHead(200);
    more();
  }
});

describe('a download', () => {
  let folder: string;
  let address: string;
  const downloads = systemDownloads({}, new AbortController().signal, limits);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'download-'));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });

  it.each(['sized', 'unsized'])('of the very limit is whole, as a file and as a text (%s)', async kind => {
    const path = join(folder, kind);
    const sum = createHash('sha256').update(Buffer.alloc(limits.file, 'x')).digest('hex');
    expect(await downloads.save(`${address}/${kind}/${limits.file}`, path)).toBe(sum);
    expect(await readFile(path)).toHaveLength(limits.file);
    expect(await downloads.text(`${address}/${kind}/${limits.text}`)).toHaveLength(limits.text);
  });

  it.each([
    ['has one byte more and says so', `sized/${limits.file + 1}`],
    ['has one byte more', `unsized/${limits.file + 1}`],
    ['says that it is long, and hangs', 'said/999999999'],
    ['never ends', 'endless/?token=a-canary'],
  ])('that %s is refused with address, limit and way out', async (_, path) => {
    const file = join(folder, 'refused');
    for (const download of [
      async () => await downloads.save(`${address}/${path}`, file),
      async () => await downloads.text(`${address}/${path}`),
    ])
      await expect(download()).rejects.toMatchObject({
        code: 'download-failed',
        message: expect.stringMatching(/^http:[^?]* is not downloaded: it has more than 0(?:\.2|\.001) MB$/),
        hint: expect.stringContaining('pulumi-mirror'),
      });
    expect((await stat(file)).size).toBeLessThanOrEqual(limits.file);
    await expect.poll(() => endless.size).toBe(0);
  });
});
