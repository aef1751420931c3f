import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureBinaries } from './binaries.ts';
import { parseOwnJson } from './own-json.ts';
import { programNames } from './ready-made.ts';

/** A `go` that takes its time, notes what it builds, and makes programs that know their version. */
const fakeGo = `#!/bin/sh
case "$1" in
env) printf 'go1.26.0\\nlinux\\namd64\\n' ;;
build)
  while [ $# -gt 1 ]; do
    if [ "$1" = -o ]; then out="$2"; fi
    shift
  done
  echo "$1" >> "$FAKE_GO_LOG"
  sleep "\${FAKE_GO_SECONDS:-0.1}"
  if [ -n "$FAKE_GO_FAILS" ]; then echo "no such package: $1" >&2; exit 1; fi
  printf '#!/bin/sh\\necho Kubernetes v1.36.3\\n' > "$out"
  chmod +x "$out"
  ;;
esac
`;

let folder: string;
let environment: Record<string, string>;
let moduleFolder: string;
const said: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stage-binaries-'));
  moduleFolder = join(folder, 'module');
  await mkdir(join(folder, 'bin'));
  await mkdir(moduleFolder);
  await writeFile(join(folder, 'bin', 'go'), fakeGo);
  await chmod(join(folder, 'bin', 'go'), 0o755);
  await writeFile(join(moduleFolder, 'go.mod'), 'module fake\n\nrequire k8s.io/kubernetes v1.36.3\n');
  environment = {
    PATH: [join(folder, 'bin'), '/usr/bin', '/bin'].join(delimiter),
    HOME: folder,
    FAKE_GO_LOG: join(folder, 'built'),
    GITOPS_PUSH_STAGE_CACHE: join(folder, 'cache'),
  };
  said.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ensure = (changes: Record<string, string> = {}) =>
  ensureBinaries({
    moduleFolder,
    environment: { ...environment, ...changes },
    say: line => said.push(line),
    heartbeatMs: 50,
  });
const built = async () =>
  (await readFile(join(folder, 'built'), 'utf8').catch(() => '')).trimEnd().split('\n');
const startBuilder = (seconds: string): ChildProcess =>
  spawn(process.execPath, [join(import.meta.dirname, 'fixtures', 'builder.ts'), moduleFolder], {
    env: { ...environment, FAKE_GO_SECONDS: seconds },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

describe('building', () => {
  test('builds every program once, and says which of how many and how long it took', async () => {
    const { version, paths } = await ensure();
    await ensure();
    expect(version).toBe('v1.36.3');
    expect(Object.keys(paths)).toEqual(programNames);
    expect(await built()).toHaveLength(6);
    expect(said.join('\n')).toMatch(
      /kube-apiserver: building \(3 of 6\)[\s\S]*kube-apiserver: \d+ s, \d+ packages compiled[\s\S]*kube-apiserver: built in \d+ s/,
    );
  });

  test('builds anew when the pinned versions change', async () => {
    const before = await ensure();
    await writeFile(join(moduleFolder, 'go.sum'), 'other\n');
    const after = await ensure();
    expect(after.paths.etcd).not.toBe(before.paths.etcd);
    expect(await built()).toHaveLength(12);
  });

  test('builds once when two processes start at the same time', async () => {
    const builders = [startBuilder('0.1'), startBuilder('0.1')];
    const results = await Promise.all(
      builders.map(async ({ stdout }) => parseOwnJson<object>(stdout ? await text(stdout) : '')),
    );
    expect(results[0]).toEqual(results[1]);
    expect(await built()).toHaveLength(6);
  });

  test('goes on where a killed process stopped, and its lock dies with it', async () => {
    const first = startBuilder('0.3');
    await expect.poll(built, { timeout: 5000, interval: 20 }).toHaveLength(3);
    first.kill('SIGKILL');
    await ensure();
    const names = await built();
    expect(names.filter(name => name === names[0])).toHaveLength(1);
    expect(names).toHaveLength(7);
  });

  test('says what the compiler said when a build fails', async () => {
    await expect(ensure({ FAKE_GO_FAILS: 'yes' })).rejects.toThrow(
      /Building etcd failed[\s\S]*no such package: go.etcd.io/,
    );
  });
});

const prepare = async (names: readonly string[], version = 'v1.36.0') => {
  const assets = join(folder, 'assets');
  await mkdir(assets);
  for (const name of names) {
    await writeFile(join(assets, name), `#!/bin/sh\necho Kubernetes ${version}\n`);
    await chmod(join(assets, name), 0o755);
  }
  return assets;
};

describe('ready-made programs', () => {
  test('uses those of KUBEBUILDER_ASSETS and builds the others', async () => {
    const assets = await prepare(['etcd', 'kube-apiserver', 'kubectl']);
    const { paths } = await ensure({ KUBEBUILDER_ASSETS: assets });
    expect(paths['kube-apiserver']).toBe(join(assets, 'kube-apiserver'));
    expect(await built()).toHaveLength(3);
    expect(said[0]).toBe(`using etcd, kubectl, kube-apiserver of KUBEBUILDER_ASSETS=${assets}`);
  });

  test('needs no Go when all are there', async () => {
    const assets = await prepare(programNames);
    const { paths } = await ensure({ KUBEBUILDER_ASSETS: assets, PATH: '/usr/bin:/bin' });
    expect(paths.kwok).toBe(join(assets, 'kwok'));
  });

  test('sets them aside when some are missing or of another minor version', async () => {
    const assets = await prepare(['etcd', 'kubectl']);
    await ensure({ KUBEBUILDER_ASSETS: assets });
    expect(said[0]).toMatch(/not used: it lacks kube-apiserver/);
    await rm(assets, { recursive: true });
    await prepare(programNames, 'v1.31.0');
    said.length = 0;
    await ensure({ KUBEBUILDER_ASSETS: assets });
    expect(said[0]).toMatch(/not used: its kube-apiserver says Kubernetes v1.31.0/);
  });
});

test('without Go and without programs it fails and names both ways out', async () => {
  const emptyPath = join(folder, 'nothing');
  await expect(ensure({ PATH: emptyPath })).rejects.toThrow(
    /Go toolchain is missing[\s\S]*install Go 1\.26[\s\S]*KUBEBUILDER_ASSETS/,
  );
});
