import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findCli } from '../../../src/engines/pulumi/cli/find-cli.ts';
import { installCli, type Origin } from '../../../src/engines/pulumi/cli/install.ts';
import { rangeOf } from '../../../src/engines/pulumi/cli/version.ts';
import { systemDisk } from '../../../src/system/disk.ts';
import { systemDownloads } from '../../../src/system/download.ts';
import { systemShell } from '../../../src/system/shell.ts';
import { fakeWorld } from '../../fakes/world.ts';

/** What the server has, by path; what it was asked for, and with which token. */
const served = new Map<string, Buffer | string>();
const moved = new Map<string, string>();
let asked: string[] = [];
let address = '';
const server = http.createServer((request, response) => {
  const url = request.url ?? '';
  asked.push(`${url.split('?')[0]}${request.headers.authorization === undefined ? '' : ' with a token'}`);
  const to = moved.get(url);
  if (to !== undefined) response.writeHead(302, { location: to }).end();
  else if (url.startsWith('/cut'))
    response.writeHead(200, { 'content-length': '9' }).write('half', () => response.destroy());
  else if (served.has(url)) response.end(served.get(url));
  else response.writeHead(404).end();
});

let folder: string;
let cache: string;

/** An archive as Pulumi publishes it: a folder `pulumi` with the programs in it. */
async function publish(version: string): Promise<void> {
  const name = `pulumi-v${version}-linux-x64.tar.gz`;
  await mkdir(join(folder, version, 'pulumi'), { recursive: true });
  const program = join(folder, version, 'pulumi/pulumi');
  await writeFile(program, `#!/bin/sh\necho v${version}\n`);
  await chmod(program, 0o755);
  execFileSync('tar', ['-czf', join(folder, name), '-C', join(folder, version), 'pulumi']);
  const bytes = await readFile(join(folder, name));
  const sum = createHash('sha256').update(bytes).digest('hex');
  served.set(`/${name}`, bytes);
  served.set(
    `/pulumi-${version}-checksums.txt`,
    `${'0'.repeat(64)}  pulumi-v${version}-darwin-x64.tar.gz\n${sum}  ${name}\n`,
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pulumi-mirror-'));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await publish('3.255.0');
  await publish('3.240.1');
  const release = (tag: string, more = {}) => ({ tag_name: tag, draft: false, prerelease: false, ...more });
  const list = [
    release('v3.300.0', { draft: true }),
    release('v3.290.0', { prerelease: true }),
    release('v3.256.0-alpha.1'),
    release('v3.255.0'),
    release('v3.240.1'),
    release('v3.206.0'),
    release('sdk/v9.0.0'),
  ];
  served.set('/releases.json', JSON.stringify(list));
});

beforeEach(async () => {
  asked = [];
  moved.clear();
  cache = await mkdtemp(join(folder, 'cache-'));
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A runner with nothing but its tool cache. */
function runner(env: Readonly<Record<string, string>> = {}) {
  const programEnv = {
    PATH: dirname('/usr/bin/tar'),
    HOME: join(folder, 'nobody'),
    RUNNER_TOOL_CACHE: cache,
    RUNNER_ARCH: 'X64',
    RUNNER_OS: 'Linux',
    ...env,
  };
  const { signal } = new AbortController();
  return fakeWorld({
    programEnv,
    disk: systemDisk(),
    shell: systemShell(),
    downloads: systemDownloads({}, signal),
  });
}

const origin = (): Origin => ({ mirror: address, token: 'job-token' });
const range = (text: string): string => rangeOf(text) ?? '';

describe('a CLI that is not there', () => {
  it.each([
    [
      '^3',
      '3.255.0',
      ['/releases.json', '/pulumi-3.255.0-checksums.txt', '/pulumi-v3.255.0-linux-x64.tar.gz'],
    ],
    [
      'latest',
      '3.255.0',
      ['/releases.json', '/pulumi-3.255.0-checksums.txt', '/pulumi-v3.255.0-linux-x64.tar.gz'],
    ],
    [
      '~3.240',
      '3.240.1',
      ['/releases.json', '/pulumi-3.240.1-checksums.txt', '/pulumi-v3.240.1-linux-x64.tar.gz'],
    ],
    ['3.240.1', '3.240.1', ['/pulumi-3.240.1-checksums.txt', '/pulumi-v3.240.1-linux-x64.tar.gz']],
  ])('%s is installed as %s, and the next run asks nobody', async (text, version, requests) => {
    const world = runner();
    expect(await findCli(range(text), world)).toBeUndefined();
    const command = join(cache, 'pulumi', version, 'x64/pulumi');
    expect(await installCli(range(text), origin(), world)).toEqual({ command, version });
    expect(asked).toEqual(requests);
    asked = [];
    expect(await findCli(range(text), runner())).toEqual({ command, version });
    expect(asked).toEqual([]);
    expect(await readdir(join(cache, 'pulumi', version))).toEqual(['x64', 'x64.complete']);
  });

  it.each([
    ['a changed archive', 'v3.255.0-linux-x64.tar.gz', 'evil'],
    ['an archive that is cut off', 'v3.255.0-linux-x64.tar.gz', ''],
    ['an archive without a checksum', '3.255.0-checksums.txt', 'nothing of it'],
  ])('%s is thrown away, and nothing of it is unpacked', async (_, name, text) => {
    const path = `/pulumi-${name}`;
    const before = served.get(path) ?? '';
    served.set(path, text);
    try {
      await expect(installCli('3.255.0', origin(), runner())).rejects.toMatchObject({
        code: 'tool-missing',
        message: expect.stringContaining('was thrown away'),
      });
      expect(await readdir(cache)).toEqual([]);
    } finally {
      served.set(path, before);
    }
  });

  it('says what is not there', async () => {
    await expect(installCli(range('^4'), origin(), runner())).rejects.toMatchObject({ code: 'tool-missing' });
    await expect(installCli(range('<3.227'), origin(), runner())).rejects.toMatchObject({
      code: 'tool-missing',
    });
    await expect(installCli('3.241.0', origin(), runner())).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringContaining('404'),
    });
  });

  it('is installed over what a killed job left half done', async () => {
    const place = join(cache, 'pulumi/3.255.0/x64');
    await mkdir(place, { recursive: true });
    await writeFile(join(place, 'pulumi'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    expect(await findCli('3.255.0', runner())).toBeUndefined();
    await installCli('3.255.0', origin(), runner());
    expect(await findCli('3.255.0', runner())).toMatchObject({ version: '3.255.0' });
  });

  it('is installed once when two jobs of a machine want it at a time', async () => {
    const both = [installCli('3.255.0', origin(), runner()), installCli('3.255.0', origin(), runner())];
    expect(await Promise.all(both)).toHaveLength(2);
    expect(await readdir(join(cache, 'pulumi/3.255.0'))).toEqual(['x64', 'x64.complete']);
    expect(await findCli('3.255.0', runner())).toMatchObject({ version: '3.255.0' });
  });

  it('is not installed on a terminal, nor on another system', async () => {
    const { RUNNER_TOOL_CACHE: _, ...terminal } = runner().programEnv;
    expect(await installCli('^3', origin(), { ...runner(), programEnv: terminal })).toBeUndefined();
    expect(await installCli('^3', origin(), runner({ RUNNER_OS: 'macOS' }))).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe('the token of the job', () => {
  /** The places that were asked for, with their tokens. */
  const asking = async (given: Origin, env: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const places: string[] = [];
    const world = runner(env);
    const downloads = {
      text: async (place: string, token?: string) => {
        places.push(`${new URL(place).host}${token === undefined ? '' : ' with a token'}`);
        return await Promise.resolve(place.includes('checksums') ? '' : '[{"tag_name": "v3.255.0"}]');
      },
      save: async (place: string) => {
        places.push(new URL(place).host);
        return await Promise.resolve('');
      },
    };
    await installCli('>=3', given, { ...world, downloads }).catch(() => undefined);
    return places;
  };
  const plain: Origin = { mirror: undefined, token: 'job-token' };

  it.each([
    [
      'goes to GitHub, which limits who has none',
      plain,
      'https://github.com',
      ['api.github.com with a token', 'get.pulumi.com', 'get.pulumi.com'],
    ],
    [
      'of an Enterprise Server goes nowhere',
      plain,
      'https://github.example',
      ['api.github.com', 'get.pulumi.com', 'get.pulumi.com'],
    ],
    [
      'goes to no mirror',
      { ...plain, mirror: 'https://mirror.example' },
      'https://github.com',
      ['mirror.example', 'mirror.example', 'mirror.example'],
    ],
  ])('%s', async (_, given, url, places) => {
    expect(await asking(given, { GITHUB_SERVER_URL: url })).toEqual(places);
  });

  it('does not follow a redirect to another host', async () => {
    const other = address.replace('127.0.0.1', 'localhost');
    moved.set('/here', `${address}/releases.json`);
    moved.set('/there', `${other}/releases.json`);
    const { signal } = new AbortController();
    const downloads = systemDownloads({}, signal);
    await downloads.text(`${address}/here`, 'secret');
    await downloads.text(`${address}/there`, 'secret');
    expect(asked).toEqual([
      '/here with a token',
      '/releases.json with a token',
      '/there with a token',
      '/releases.json',
    ]);
  });

  it('downloads nothing in the clear, and does not follow for ever', async () => {
    const { signal } = new AbortController();
    const downloads = systemDownloads({}, signal);
    await expect(downloads.text('http://mirror.example/x')).rejects.toMatchObject({
      message: expect.stringContaining('only https'),
    });
    moved.set('/round', `${address}/round`);
    await expect(downloads.text(`${address}/round`)).rejects.toMatchObject({
      message: expect.stringContaining('redirects too often'),
    });
  });

  it('says that a download broke off, and where, without what the address is signed with', async () => {
    const { signal } = new AbortController();
    const downloads = systemDownloads({}, signal);
    const signed = `${address.replace('//', '//me:pass@')}/cut?signature=abc`;
    for (const download of [downloads.text(signed), downloads.save(signed, join(cache, 'archive'))])
      await expect(download).rejects.toMatchObject({
        code: 'download-failed',
        message: expect.stringMatching(/^http:[^@?]*\/cut cannot be downloaded: it broke off: /),
      });
  });
});
