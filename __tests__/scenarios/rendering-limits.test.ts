import { chmod, mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { type ProgramOptions, type ProgramRun, runProgram } from '../stage/program.ts';
import { isAlive } from '../is-alive.ts';
import { type ToolPath, toolPath } from '../stage/tools/tool-path.ts';

const chart = 'apiVersion: v2\nname: shop\nversion: 0.1.0\n';
const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';

let checkout: Checkout;
let tools: ToolPath;

beforeAll(async () => {
  checkout = await makeCheckout();
  tools = await toolPath('kustomize', 'helm');
  await mkdir(join(checkout.folder, 'temp'));
});

afterAll(async () => {
  for (const each of [checkout, tools]) await each[Symbol.asyncDispose]();
});

interface Surroundings extends Pick<ProgramOptions, 'interrupt'> {
  readonly first?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const play = async (
  args: readonly string[],
  { first, env, ...ended }: Surroundings = {},
): Promise<ProgramRun> =>
  await runProgram(args, {
    folder: checkout.folder,
    ...ended,
    environment: {
      PATH: first === undefined ? tools.path : `${join(checkout.folder, first)}:${tools.path}`,
      HOME: join(checkout.folder, 'home'),
      TMPDIR: join(checkout.folder, 'temp'),
      ...env,
    },
  });

/** A program of that name in a folder of its own, which a PATH may begin with. */
async function program(folder: string, name: string, text: string): Promise<void> {
  await checkout.write(`${folder}/${name}`, `#!/bin/sh\n${text}`);
  await chmod(join(checkout.folder, folder, name), 0o755);
}

const leftovers = async (): Promise<readonly string[]> => await readdir(join(checkout.folder, 'temp'));

describe('a renderer', () => {
  it('gets an environment of its own: no token, no input, no setting of this machine', async () => {
    await checkout.write('env/kustomization.yaml', 'resources: []\n');
    const print = `{ printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: { name: seen }\\ndata:\\n  mode: "%s"\\n  names: "%s"\\n' "$(stat -c %a .)" "$(env | sed 's/=.*//' | sort | tr '\\n' ' ')"; }\n`;
    await program('spy', 'kustomize', print);
    const env = {
      GITHUB_TOKEN: 'canary-token',
      INPUT_TOKEN: 'canary-input',
      HELM_PLUGINS: '/somewhere',
      KUSTOMIZE_PLUGIN_HOME: '/somewhere',
      MY_SECRET: 'canary',
      // What the program itself may see, for a login to a cloud and for sops, is nothing for a renderer.
      AWS_SECRET_ACCESS_KEY: 'canary-of-the-cloud',
      SOPS_AGE_KEY: 'canary-of-sops',
      KUBECONFIG: '/somewhere',
    };
    const told = await play(['render', '--path', 'env', '--output', 'json'], { first: 'spy', env });
    expect(told.code, told.stdout + told.stderr).toBe(0);
    const { mode, names } = JSON.parse(told.stdout).items[0].data;
    expect(mode).toBe('700');
    expect(names.trim().split(' ')).toEqual([
      'ALL_PROXY',
      'GIT_ALLOW_PROTOCOL',
      'GIT_CONFIG_NOSYSTEM',
      'GIT_TERMINAL_PROMPT',
      'HOME',
      'HTTPS_PROXY',
      'HTTP_PROXY',
      'KUBECONFIG',
      'LC_ALL',
      'PATH',
      'PWD',
      'TMPDIR',
      'XDG_CACHE_HOME',
      'XDG_CONFIG_HOME',
      'XDG_DATA_HOME',
    ]);
  });

  it('that prints without end is ended, and nothing of it is left', async () => {
    await checkout.write('loud/kustomization.yaml', 'resources: []\n');
    await program('endless', 'kustomize', 'exec yes\n');
    const told = await play(['validate', '--path', 'loud'], { first: 'endless' });
    expect([told.code, told.stdout]).toEqual([1, expect.stringContaining('[render-failed]')]);
    expect(told.stdout).toContain('print 64 MB');
    expect(await leftovers()).toEqual([]);
  });

  it('that hangs ends with the run, with all that it started', async () => {
    await checkout.write('hung/Chart.yaml', chart);
    await checkout.write('hung/templates/a.yaml', configMap);
    const file = join(checkout.folder, 'hung.pid');
    await program('hanging', 'helm', `sleep 4321 & echo $! >${file}; wait\n`);
    const interrupt = new AbortController();
    const running = play(['validate', '--path', 'hung'], { first: 'hanging', interrupt: interrupt.signal });
    const pid = await vi.waitFor(
      async () => Number(/^(\d+)\n/.exec(await readFile(file, 'utf8'))?.[1]),
      20_000,
    );
    interrupt.abort();
    const told = await running;
    expect([told.code, told.stdout]).toEqual([1, expect.stringContaining('[cancelled]')]);
    await vi.waitFor(async () => expect(await isAlive(pid)).toBe(false));
    expect(await leftovers()).toEqual([]);
  });

  it('finds no plugin of this machine, and writes nothing into the checkout', async () => {
    const plugin = 'home/.local/share/helm/plugins/evil';
    const metadata =
      'apiVersion: v1\ntype: getter/v1\nname: evil\nversion: 0.1.0\nruntime: subprocess\nconfig: { protocols: [evil] }\nruntimeConfig: { protocolCommands: [{ protocols: [evil], platformCommand: [{ command: $HELM_PLUGIN_DIR/run.sh }] }] }\n';
    await checkout.write(`${plugin}/plugin.yaml`, metadata);
    await program(plugin, 'run.sh', `touch ${join(checkout.folder, 'ran')}\n`);
    await checkout.write(
      'plug/Chart.yaml',
      `${chart}dependencies:\n  - { name: x, version: 1.0.0, repository: "evil://x" }\n`,
    );
    await checkout.write('plug/templates/a.yaml', configMap);
    await checkout.commit('Add a chart');
    const env = { HELM_PLUGINS: join(checkout.folder, 'home/.local/share/helm/plugins') };
    const told = await play(['validate', '--path', 'plug', '--render-network'], { env });
    expect([told.code, told.stdout]).toEqual([1, expect.stringContaining('[render-failed]')]);
    expect(await checkout.git('status', '--porcelain')).toBe('');
    expect(await leftovers()).toEqual([]);
  });
});

describe('what is copied to be rendered', () => {
  it('is at most 20,000 files', async () => {
    await checkout.write('many/Chart.yaml', chart);
    await mkdir(join(checkout.folder, 'many/files'));
    const names = Array.from({ length: 20_000 }, (_, at) => join(checkout.folder, `many/files/${at}.txt`));
    for (let at = 0; at < names.length; at += 500)
      await Promise.all(names.slice(at, at + 500).map(async name => await writeFile(name, '')));
    const told = await play(['validate', '--path', 'many']);
    expect([told.code, told.stdout]).toEqual([
      1,
      expect.stringMatching(/More than 20,000 files would be copied[^]*full at many\/files\/\d+\.txt/),
    ]);
    expect(await leftovers()).toEqual([]);
  });

  it('is at most 256 MB', async () => {
    await checkout.write('big/Chart.yaml', chart);
    await checkout.write('big/templates/a.yaml', configMap);
    await checkout.write('big/disk.img', '');
    await truncate(join(checkout.folder, 'big/disk.img'), 257 * 1024 * 1024);
    const told = await play(['validate', '--path', 'big']);
    expect([told.code, told.stdout]).toEqual([
      1,
      expect.stringMatching(/More than 256 MB would be copied[^]*full at big\/disk\.img/),
    ]);
    expect(await leftovers()).toEqual([]);
  });

  const ways: readonly (readonly [name: string, link: string, to: string, ...args: string[]])[] = [
    ['a template', 'out/templates/b.yaml', '/etc/passwd', '--path', 'out'],
    ['a folder of a chart', 'out/templates/more', '/etc', '--path', 'out'],
    ['the values', 'values.yaml', '/etc/passwd', '--path', 'out', '--values', 'values.yaml'],
    ['the path', 'way-out', '/etc', '--path', 'way-out'],
    ['a manifest', 'linked.yaml', '/etc/passwd', '--path', 'linked.yaml'],
  ];

  it.each(ways)('is not %s that leads out of the checkout', async (_, link, to, ...args) => {
    await checkout.write('out/Chart.yaml', chart);
    await checkout.write('out/templates/a.yaml', configMap);
    await symlink(to, join(checkout.folder, link));
    try {
      const told = await play(['validate', ...args]);
      expect(told.code, told.stdout).not.toBe(0);
      expect(told.stdout).toMatch(/not followed|leads out|is no file/);
      expect(told.stdout + told.stderr).not.toContain('root:');
    } finally {
      await checkout.remove(link);
    }
  });
});

describe('the checks', () => {
  it('have the severities that the input rules gives them', async () => {
    const secret =
      'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { a: something-plain }\n';
    await checkout.write('rules/a.yaml', secret);
    const severities = async (...more: readonly string[]): Promise<readonly unknown[]> => {
      const told = await play(['validate', '--path', 'rules', '--output', 'json', ...more]);
      const { diagnostics } = JSON.parse(told.stdout).targets[0];
      const found = diagnostics.map((each: { code: string; severity: string }) => [each.code, each.severity]);
      return [told.code, ...found];
    };
    expect(await severities()).toEqual([0, ['plain-secret', 'warning']]);
    expect(await severities('--rules', 'plain-secret=error')).toEqual([1, ['plain-secret', 'error']]);
    expect(await severities('--rules', 'plain-secret=off')).toEqual([0]);
    const wrong = await play(['validate', '--path', 'rules', '--rules', 'plain-secrt=off']);
    expect([wrong.code, wrong.stdout + wrong.stderr]).toEqual([2, expect.stringContaining('plain-secret')]);
  });

  it('know the definitions that the input schemas names, though they are not deployed', async () => {
    const schema =
      'schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { size: { type: integer } } } } } }';
    await checkout.write(
      'crds/widget.yaml',
      `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: widgets.example.com }\nspec: { group: example.com, scope: Namespaced, names: { kind: Widget, plural: widgets }, versions: [{ name: v1, served: true, storage: true, ${schema} }] }\n`,
    );
    await checkout.write(
      'custom/a.yaml',
      'apiVersion: example.com/v1\nkind: Widget\nmetadata: { name: a }\nspec: { sise: 1 }\n',
    );
    const codes = async (...more: readonly string[]): Promise<unknown> => {
      const told = await play(['validate', '--path', 'custom', '--output', 'json', ...more]);
      return JSON.parse(told.stdout).targets[0].diagnostics.map((each: { code: string }) => each.code);
    };
    expect(await codes()).toEqual(['unchecked-kind']);
    expect(await codes('--schemas', 'crds')).toEqual(['unknown-field']);
    expect(await codes('--schemas', 'rules')).toContain('schemas-empty');
  });
});
