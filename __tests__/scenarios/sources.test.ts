import { createServer, type Server } from 'node:http';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { type ProgramRun, runProgram } from '../stage/program.ts';
import { type ToolPath, toolPath } from '../stage/tools/tool-path.ts';

const deployment = (name: string, image: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: server
          image: ${image}
          envFrom: [{ configMapRef: { name: settings } }]
`;

let checkout: Checkout;
let tools: ToolPath;
let none: ToolPath;
let server: Server;
let asked = 0;

beforeAll(async () => {
  checkout = await makeCheckout();
  tools = await toolPath('kustomize', 'helm');
  none = await toolPath();
  server = createServer((_, answer) => {
    asked += 1;
    answer.end('apiVersion: v1\nkind: Namespace\nmetadata: { name: fetched }\n');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  server.close();
  for (const each of [checkout, tools, none]) await each[Symbol.asyncDispose]();
});

const play = async (
  args: readonly string[],
  options: { readonly path?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<ProgramRun> =>
  await runProgram(args, {
    folder: checkout.folder,
    environment: { PATH: options.path ?? tools.path, HOME: checkout.folder, ...options.env },
  });

const port = (): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

interface Told {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
}

const findings = (run: ProgramRun): readonly Told[] => JSON.parse(run.stdout).targets[0].diagnostics;

const validate = async (path: string, ...more: readonly string[]): Promise<ProgramRun> =>
  await play(['validate', '--path', path, '--output', 'json', ...more]);

interface Item {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly annotations?: unknown };
}

const render = async (path: string, ...more: readonly string[]): Promise<readonly Item[]> => {
  const run = await play(['render', '--path', path, '--output', 'json', ...more]);
  expect(run.code, run.stdout + run.stderr).toBe(0);
  return JSON.parse(run.stdout).items;
};

describe('an overlay of Kustomize', () => {
  beforeAll(async () => {
    await checkout.write('k/base/web.yaml', deployment('web', 'registry.example/web:1'));
    await checkout.write(
      'k/base/kustomization.yaml',
      'resources: [web.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals: [a=b]\n',
    );
    await checkout.write(
      'k/prod/kustomization.yaml',
      'resources: [../base]\nnamePrefix: prod-\nnamespace: shop\n',
    );
  });

  it('is rendered as the genuine kustomize does, without a trace of ours', async () => {
    const items = await render('k/prod');
    expect(items.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
      'ConfigMap shop/prod-settings-4h2mbtbbt6',
      'Deployment shop/prod-web',
    ]);
    expect(JSON.stringify(items)).not.toContain('config.kubernetes.io/origin');
  });

  it('keeps the line that each field comes from, through prefix, namespace and patches', async () => {
    await checkout.write('k/typo/web.yaml', deployment('web', 'x:1').replace('image:', 'imgae:'));
    await checkout.write('k/typo/kustomization.yaml', 'resources: [web.yaml]\nnamePrefix: prod-\n');
    const run = await validate('k/typo');
    expect(run.code).toBe(1);
    expect(findings(run)).toContainEqual(
      expect.objectContaining({ code: 'unknown-field', file: 'k/typo/web.yaml', line: 11 }),
    );
  });

  it.each([
    ['a URL', () => `resources: ["http://127.0.0.1:${port()}/ns.yaml"]\n`, 1],
    ['a repository', () => 'resources:\n  - github.com/acme/base?ref=v1\n', 2],
    [
      'a patch at a URL',
      () => `patches:\n  - target: { kind: Deployment }\n    path: http://127.0.0.1:${port()}/p.yaml\n`,
      3,
    ],
    ['a repository over ssh', () => 'bases: ["git@github.com:acme/base.git"]\n', 1],
  ])('does not fetch %s', async (_, text, line) => {
    await checkout.write('k/remote/kustomization.yaml', text());
    await checkout.write('k/around/kustomization.yaml', 'resources: [../remote]\n');
    const run = await validate('k/around');
    expect(run.code).toBe(1);
    expect(findings(run)).toEqual([
      expect.objectContaining({ code: 'render-network', file: 'k/remote/kustomization.yaml', line }),
    ]);
    expect(asked).toBe(0);
  });

  it('fetches when that is allowed', async () => {
    await checkout.write(
      'k/remote/kustomization.yaml',
      `resources: ["http://127.0.0.1:${port()}/ns.yaml"]\n`,
    );
    const items = await render('k/remote', '--render-network');
    expect([items[0]?.metadata.name, asked]).toEqual(['fetched', 1]);
  });

  it('runs no plugin and no Helm of its own', async () => {
    await checkout.write('k/plugin/kustomization.yaml', 'helmCharts:\n  - name: x\n');
    expect(findings(await validate('k/plugin'))).toEqual([
      expect.objectContaining({ code: 'render-plugin', line: 1 }),
    ]);
    const generator = `apiVersion: someteam.example/v1\nkind: Maker\nmetadata:\n  name: x\n  annotations:\n    config.kubernetes.io/function: |\n      exec: { path: ./run.sh }\n`;
    await checkout.write('k/exec/gen.yaml', generator);
    await checkout.write('k/exec/run.sh', '#!/bin/sh\ntouch "$(dirname "$0")/ran"\n');
    await checkout.write('k/exec/kustomization.yaml', 'generators: [gen.yaml]\n');
    const run = await validate('k/exec');
    expect([run.code, findings(run)[0]?.code]).toEqual([1, 'render-failed']);
  });

  it('reads nothing outside the checkout, not by a path and not by a link', async () => {
    await checkout.write('k/out/kustomization.yaml', 'resources: [../../../../etc]\n');
    expect((await validate('k/out')).code).toBe(1);
    await checkout.write(
      'k/link/kustomization.yaml',
      'configMapGenerator:\n  - name: a\n    files: [secret]\n',
    );
    await symlink('/etc/passwd', join(checkout.folder, 'k/link/secret'));
    const run = await validate('k/link');
    expect([run.code, run.stdout]).toEqual([2, expect.stringContaining('which is not followed')]);
    expect(run.stdout).not.toContain('root:');
  });

  it('names the mistake of a broken overlay at its file', async () => {
    await checkout.write('k/broken/kustomization.yaml', 'resources: [nowhere.yaml]\n');
    const run = await validate('k/broken');
    expect([run.code, JSON.parse(run.stdout).reasonCode]).toEqual([1, 'render-failed']);
    expect(findings(run)).toEqual([
      expect.objectContaining({
        message: 'kustomize could not render k/broken: k/broken/nowhere.yaml does not exist',
        file: 'k/broken/kustomization.yaml',
        line: 1,
        column: 13,
      }),
    ]);
  });

  it('is rendered by kubectl where there is no kustomize, and its mistakes are told alike', async () => {
    const byKubectl = await toolPath('kubectl');
    try {
      const [one, other] = [
        await play(['render', '--path', 'k/prod']),
        await play(['render', '--path', 'k/prod'], byKubectl),
      ];
      expect([other.code, other.stdout]).toEqual([0, one.stdout]);
      const broken = async (path?: string): Promise<ProgramRun> =>
        await play(['validate', '--path', 'k/broken'], path === undefined ? {} : { path });
      expect((await broken(byKubectl.path)).stdout).toBe((await broken()).stdout);
    } finally {
      await byKubectl[Symbol.asyncDispose]();
    }
  });

  it('must be named itself: the folder above it is no set of manifests', async () => {
    const found = findings(await validate('k'));
    expect(found).toContainEqual(
      expect.objectContaining({ code: 'manifest-not-rendered', file: 'k/prod/kustomization.yaml', line: 1 }),
    );
    expect(found.map(({ file }) => file)).not.toContain('k/base/kustomization.yaml');
  });

  it('says what to install when no tool is there', async () => {
    const run = await play(['validate', '--path', 'k/prod'], { path: none.folder });
    expect([run.code, run.stdout]).toEqual([1, expect.stringContaining('[tool-missing]')]);
  });
});

describe('a chart of Helm', () => {
  beforeAll(async () => {
    await checkout.write('h/Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 0.1.0\n');
    await checkout.write('h/values.yaml', 'image: registry.example/web:1\n');
    await checkout.write(
      'h/templates/web.yaml',
      deployment('{{ .Release.Name }}-web', '{{ .Values.image }}').replace(
        '  selector',
        '  replicas: {{ .Values.replicas | default 1 }}\n  selector',
      ),
    );
    await checkout.write(
      'h/templates/test.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: probe\n  annotations: { helm.sh/hook: test }\nspec: { containers: [{ name: a, image: "b:1" }] }\n',
    );
    await checkout.write(
      'h/templates/migrate.yaml',
      'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\n  annotations: { helm.sh/hook: "pre-install,pre-upgrade" }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: "b:1" }] } } }\n',
    );
    await checkout.write('prod.yaml', 'image: registry.example/web:2\n');
    await checkout.write('more.yaml', 'replicas: 3\n');
  });

  it('is rendered with the values files in order and the release name', async () => {
    const items = await render('h', '--values', 'prod.yaml, more.yaml', '--release', 'front');
    const web = items.find(({ kind }) => kind === 'Deployment');
    expect(web).toMatchObject({ metadata: { name: 'front-web' }, spec: { replicas: 3 } });
    expect(JSON.stringify(web)).toContain('registry.example/web:2');
  });

  it('drops no hook silently', async () => {
    const run = await validate('h');
    const hooks = findings(run).filter(({ code }) => code === 'helm-hook');
    expect(
      Object.fromEntries(hooks.map(({ file, message }) => [file, message.includes('left out')])),
    ).toEqual({
      'h/templates/migrate.yaml': false,
      'h/templates/test.yaml': true,
    });
    expect((await render('h')).map(({ metadata }) => metadata.name).toSorted()).toEqual([
      'migrate',
      'shop-web',
    ]);
  });

  it('points at the template, and at its line where there is no doubt', async () => {
    await checkout.write('h2/Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 0.1.0\n');
    await checkout.write(
      'h2/templates/web.yaml',
      deployment('web', '{{ "x:1" }}').replace('image:', 'imgae:'),
    );
    expect(findings(await validate('h2'))).toContainEqual(
      expect.objectContaining({ code: 'unknown-field', file: 'h2/templates/web.yaml', line: 11 }),
    );
    await checkout.write('h2/templates/web.yaml', 'a: {{ fail "no way" }}\n');
    expect(findings(await validate('h2'))).toEqual([
      expect.objectContaining({ code: 'render-failed', file: 'h2/templates/web.yaml', line: 1 }),
    ]);
  });

  it('wants the namespace when a template writes it down', async () => {
    await checkout.write('h3/Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 0.1.0\n');
    await checkout.write(
      'h3/templates/a.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: {{ .Release.Namespace }} }\n',
    );
    expect(findings(await validate('h3')).map(({ code }) => code)).toContain('helm-namespace-missing');
    expect((await render('h3', '--namespace', 'shop'))[0]?.metadata.namespace).toBe('shop');
  });

  it('warns of what comes out differently every time', async () => {
    await checkout.write('h4/Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 0.1.0\n');
    await checkout.write(
      'h4/templates/a.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { x: {{ randAlphaNum 12 }} }\n',
    );
    expect(findings(await validate('h4')).map(({ code }) => code)).toEqual(['helm-not-reproducible']);
  });

  it('wants dependencies in the repository, and takes those of the repository itself', async () => {
    await checkout.write(
      'h5/Chart.yaml',
      'apiVersion: v2\nname: shop\nversion: 0.1.0\ndependencies:\n  - { name: redis, version: 1.0.0, repository: "https://charts.example" }\n',
    );
    await checkout.write('h5/templates/a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n');
    expect(findings(await validate('h5'))).toEqual([
      expect.objectContaining({ code: 'render-network', file: 'h5/Chart.yaml', line: 5 }),
    ]);
    await checkout.write('lib/Chart.yaml', 'apiVersion: v2\nname: lib\nversion: 1.0.0\n');
    await checkout.write(
      'lib/templates/b.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: from-lib }\n',
    );
    await checkout.write(
      'h5/Chart.yaml',
      'apiVersion: v2\nname: shop\nversion: 0.1.0\ndependencies:\n  - { name: lib, version: 1.0.0, repository: "file://../lib" }\n',
    );
    expect((await render('h5')).map(({ metadata }) => metadata.name).toSorted()).toEqual(['a', 'from-lib']);
  });

  it('takes no dependency from beside the checkout, and none over a line that is not encrypted', async () => {
    const refusalOf = async (repository: string, ...more: readonly string[]): Promise<unknown> => {
      await checkout.write(
        'h6/Chart.yaml',
        `apiVersion: v2\nname: shop\nversion: 0.1.0\ndependencies:\n  - { name: lib, version: 1.0.0, repository: "${repository}" }\n`,
      );
      return findings(await validate('h6', ...more)).map(({ code, line }) => [code, line]);
    };
    await checkout.write('h6/templates/a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n');
    await checkout.write('lib/Chart.yaml', 'apiVersion: v2\nname: lib\nversion: 1.0.0\n');
    for (const place of [`file://${checkout.folder}/lib`, 'file:///etc', 'file://../../lib'])
      for (const network of [[], ['--render-network']])
        expect(await refusalOf(place, ...network)).toEqual([['path-outside', 5]]);
    expect(await refusalOf('http://charts.example', '--render-network')).toEqual([['render-network', 5]]);
    const overlay = 'resources: ["http://host.example/a.yaml", "git::file:///srv/a.git"]\n';
    await checkout.write('k/unsafe/kustomization.yaml', overlay);
    const found = findings(await validate('k/unsafe', '--render-network'));
    expect(found.map(({ code }) => code)).toEqual(['render-network', 'path-outside']);
  });

  it('is fetched by digest alone, and only when that is allowed', async () => {
    const run = await validate('oci://127.0.0.1:1/shop:1.0.0');
    expect(findings(run).map(({ code }) => code)).toEqual(['chart-unpinned', 'render-network']);
  });

  it('says which values file is missing', async () => {
    const run = await play(['validate', '--path', 'h', '--values', 'nowhere.yaml']);
    expect([run.code, run.stdout]).toEqual([2, expect.stringContaining('nowhere.yaml')]);
  });

  it('does not pass on a secret that helm quotes', async () => {
    await checkout.write('h2/templates/web.yaml', 'a: {{ fail (printf "bad %s" .Values.dbPassword) }}\n');
    await checkout.write('loud.yaml', 'dbPassword: canary-of-helm-7\n');
    const run = await play(['validate', '--path', 'h2', '--values', 'loud.yaml']);
    expect(run.code).toBe(1);
    expect(run.stdout + run.stderr).not.toContain('canary-of-helm-7');
  });
});
