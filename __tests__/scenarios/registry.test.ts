import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { type ProgramRun, runProgram } from '../stage/program.ts';
import { type Registry, startRegistry } from '../stage/registry/registry.ts';
import { type ToolPath, toolPath } from '../stage/tools/tool-path.ts';

const run = promisify(execFile);

const configMap = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { word: {{ .Values.word }} }\n`;

let checkout: Checkout;
let tools: ToolPath;
let registry: Registry;
/** The chart in the registry, and the digests of its manifest and of its archive. */
let pushed: { readonly chart: string; readonly digest: string; readonly archive: string };

/** Runs the genuine helm in the checkout, with a home of its own. */
async function helm(...args: string[]): Promise<string> {
  const { stdout, stderr } = await run(join(tools.folder, 'helm'), args, {
    cwd: checkout.folder,
    env: { HOME: join(checkout.folder, 'maker') },
  });
  return stdout + stderr;
}

beforeAll(async () => {
  checkout = await makeCheckout();
  tools = await toolPath('helm');
  registry = await startRegistry();
  await checkout.write('lib/Chart.yaml', 'apiVersion: v2\nname: lib\nversion: 1.0.0\n');
  await checkout.write('lib/values.yaml', 'word: of-the-chart\n');
  await checkout.write('lib/templates/a.yaml', configMap('from-lib'));
  await checkout.write('mine.yaml', 'word: mine\n');
  await helm('package', 'lib');
  const told = await helm('push', 'lib-1.0.0.tgz', `oci://${registry.host}/charts`, '--plain-http');
  const digest = /sha256:[0-9a-f]{64}/.exec(told)?.[0] ?? '';
  const bytes = await readFile(join(checkout.folder, 'lib-1.0.0.tgz'));
  const archive = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  pushed = { chart: `oci://${registry.host}/charts/lib`, digest, archive };
});

afterAll(async () => {
  for (const each of [checkout, tools, registry]) await each[Symbol.asyncDispose]();
});

beforeEach(() => registry.forget());

const play = async (args: readonly string[], home = checkout.folder): Promise<ProgramRun> =>
  await runProgram(args, { folder: checkout.folder, environment: { PATH: tools.path, HOME: home } });

const allowed = ['--render-network', '--values', 'mine.yaml', '--output', 'json'];

const finding = (told: ProgramRun): { readonly code: string; readonly message: string } =>
  JSON.parse(told.stdout).targets[0].diagnostics[0];

describe('a chart of a registry, by its digest', () => {
  it('is rendered with values of the repository, and fetched once', async () => {
    const told = await play(['render', '--path', `${pushed.chart}@${pushed.digest}`, ...allowed]);
    expect(told.code, told.stdout + told.stderr).toBe(0);
    expect(JSON.parse(told.stdout).items).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'from-lib' }, data: { word: 'mine' } },
    ]);
    // The manifest, the chart's own description and the archive.
    expect(registry.requests.map(each => each.replace(/sha256:.*/, ''))).toEqual([
      'GET /v2/charts/lib/manifests/',
      'GET /v2/charts/lib/blobs/',
      'GET /v2/charts/lib/blobs/',
    ]);
  });

  it('is not asked for without leave, and the way out is told', async () => {
    const told = await play(['validate', '--path', `${pushed.chart}@${pushed.digest}`]);
    expect([told.code, registry.requests]).toEqual([1, []]);
    expect(told.stdout).toMatch(
      /would be fetched while rendering \[render-network\]\n\s+Set render-network: true/,
    );
  });

  it('is not taken by a tag, which can move', async () => {
    const told = await play(['validate', '--path', `${pushed.chart}:1.0.0`, '--render-network']);
    expect([told.code, registry.requests]).toEqual([1, []]);
    expect(told.stdout).toContain('[chart-unpinned]');
  });

  it.each(['digest', 'archive'] as const)(
    'is refused when the registry gives other bytes for its %s',
    async part => {
      const { length } = await readFile(join(checkout.folder, 'lib-1.0.0.tgz'));
      registry.tamper(pushed[part], Buffer.alloc(length, 7));
      try {
        const told = await play(['validate', '--path', `${pushed.chart}@${pushed.digest}`, ...allowed]);
        expect([told.code, finding(told).code]).toEqual([1, 'render-failed']);
        expect(finding(told).message).toContain('something else than what the digest names');
      } finally {
        registry.tamper(pushed[part]);
      }
    },
  );

  it('is refused when there is none of that digest', async () => {
    const told = await play(['validate', '--path', `${pushed.chart}@sha256:${'0'.repeat(64)}`, ...allowed]);
    expect([told.code, finding(told).message]).toEqual([1, expect.stringContaining('has no such chart')]);
  });

  it('is fetched with the login that this machine keeps, which is named when it is missing', async () => {
    const path = `${pushed.chart}@${pushed.digest}`;
    registry.guard('somebody:canary-of-the-registry');
    try {
      const without = await play(['validate', '--path', path, ...allowed]);
      expect([without.code, finding(without).message]).toEqual([1, expect.stringContaining('wants a login')]);
      const auths = { [registry.host]: { auth: btoa('somebody:canary-of-the-registry') } };
      await checkout.write('home/.docker/config.json', JSON.stringify({ auths }));
      const told = await play(['validate', '--path', path, ...allowed], join(checkout.folder, 'home'));
      expect([told.code, JSON.parse(told.stdout).result]).toEqual([0, 'valid']);
      expect(without.stdout + told.stdout + told.stderr).not.toContain('canary');
    } finally {
      registry.guard(undefined);
    }
  });
});

describe('a chart that depends on others, with leave to fetch them', () => {
  let server: Server;
  let url = '';

  beforeAll(async () => {
    await mkdir(join(checkout.folder, 'served'), { recursive: true });
    await helm('package', 'lib', '--destination', 'served');
    server = createServer((request, answer) => {
      readFile(join(checkout.folder, 'served', basename(request.url ?? ''))).then(
        bytes => answer.end(bytes),
        () => answer.writeHead(404).end(),
      );
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    await helm('repo', 'index', 'served', '--url', url);
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const depend = async (version: string, repository: string): Promise<void> => {
    const entry = `  - { name: lib, version: ${JSON.stringify(version)}, repository: "${repository}" }\n`;
    await checkout.write(
      'app/Chart.yaml',
      `apiVersion: v2\nname: app\nversion: 0.1.0\ndependencies:\n${entry}`,
    );
    await checkout.write('app/templates/b.yaml', configMap('of-app'));
  };

  it.each([
    ['a repository of charts', () => url],
    ['a registry', () => `oci://${registry.host}/charts`],
  ])('gets them from %s', async (_, repository) => {
    await depend('1.0.0', repository());
    const told = await play(['render', '--path', 'app', '--render-network', '--output', 'json']);
    expect(told.code, told.stdout + told.stderr).toBe(0);
    const names = JSON.parse(told.stdout).items.map(
      (item: { metadata: { name: string } }) => item.metadata.name,
    );
    expect(names.toSorted()).toEqual(['from-lib', 'of-app']);
  });

  it('wants a range of versions locked', async () => {
    await depend('^1.0.0', url);
    const args = ['validate', '--path', 'app', '--render-network', '--output', 'json'];
    const loose = await play(args);
    expect([loose.code, finding(loose).code]).toEqual([1, 'chart-unpinned']);
    await helm('dependency', 'update', 'app');
    await rm(join(checkout.folder, 'app/charts'), { recursive: true });
    const locked = await play(args);
    expect([locked.code, JSON.parse(locked.stdout).result], locked.stdout).toEqual([0, 'valid']);
  });
});
