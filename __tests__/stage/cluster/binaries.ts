import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, constants, mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withBuildLock } from './build-lock.ts';
import { cacheFolder, toolchainEnvironment, type Environment } from './environment.ts';
import { buildProgram } from './go-build.ts';
import { sayOnStderr, StageError, type Say } from './stage-error.ts';

const run = promisify(execFile);

const goPackages = {
  etcd: 'go.etcd.io/etcd/server/v3',
  kubectl: 'k8s.io/kubernetes/cmd/kubectl',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
  'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
  kwok: 'sigs.k8s.io/kwok/cmd/kwok',
} as const;

/** A program of the control plane. */
export type ProgramName = keyof typeof goPackages;

const programNames: readonly ProgramName[] = [
  'etcd',
  'kubectl',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
];

/** What KUBEBUILDER_ASSETS must hold to be used at all; the other programs are taken from it or built. */
const neededReadyMade: readonly ProgramName[] = ['etcd', 'kube-apiserver', 'kubectl'];

/** Where each program is, and the Kubernetes version of all of them, as `v1.36.3`. */
export interface Binaries {
  readonly version: string;
  readonly paths: Readonly<Record<ProgramName, string>>;
}

/** How to get the programs; `moduleFolder` holds a go.mod that pins them, `minor` picks one of this folder's own. */
export interface BinariesOptions {
  readonly minor?: string;
  readonly moduleFolder?: string;
  readonly environment?: Environment;
  readonly say?: Say;
  readonly heartbeatMs?: number;
}

/**
 * The programs of the control plane: ready-made ones of KUBEBUILDER_ASSETS where they serve, the others built once by
 * the Go toolchain into a per-user cache. Safe when several processes start at once; an interrupted build goes on.
 * @throws StageError when a program is missing and there is no Go toolchain, or a build fails
 */
export async function ensureBinaries(options: BinariesOptions = {}): Promise<Binaries> {
  const environment = options.environment ?? process.env;
  const say = options.say ?? sayOnStderr;
  const moduleFolder = options.moduleFolder ?? join(import.meta.dirname, 'go', `v${options.minor ?? '1.36'}`);
  const { version, text, sums } = await readModule(moduleFolder);
  const readyMade = await findReadyMade(environment, version, say);
  const missing = programNames.filter(name => readyMade[name] === undefined);
  if (missing.length === 0) return { version, paths: complete(readyMade) };

  const flags = buildFlags(version);
  const goEnvironment: Record<string, string> = { ...toolchainEnvironment(environment), CGO_ENABLED: '0' };
  const goIdentity = await askGo(goEnvironment, moduleFolder, missing);
  const key = createHash('sha256')
    .update([text, sums, ...flags, ...goIdentity].join('\n'))
    .digest('hex')
    .slice(0, 24);
  const folder = join(cacheFolder(environment), key);
  const built = Object.fromEntries(missing.map(name => [name, join(folder, executable(name))]));

  const toBuild = async () =>
    (
      await Promise.all(
        missing.map(async name => ((await exists(join(folder, executable(name)))) ? [] : [name])),
      )
    ).flat();
  if ((await toBuild()).length > 0) {
    await mkdir(folder, { recursive: true });
    const onWait = (holder: string) =>
      say(`another process (${holder}) is building the control plane, waiting for it`);
    await withBuildLock(key, onWait, async () => {
      await removePartials(folder);
      const names = await toBuild();
      if (names.length > 0)
        say(
          `building ${names.length} programs of Kubernetes ${version} into ${folder}, once: about 4 minutes on 2 cores`,
        );
      for (const [index, name] of names.entries()) {
        say(`${name}: building (${index + 1} of ${names.length})`);
        const order = {
          name,
          goPackage: goPackages[name],
          moduleFolder,
          flags,
          environment: goEnvironment,
          target: join(folder, executable(name)),
        };
        await buildProgram(order, say, options.heartbeatMs);
      }
    });
  }
  return { version, paths: complete({ ...built, ...readyMade }) };
}

function executable(name: ProgramName): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

async function readModule(folder: string): Promise<{ version: string; text: string; sums: string }> {
  const text = await readFile(join(folder, 'go.mod'), 'utf8').catch((cause: unknown) => {
    throw new StageError(`The stage has no control plane in ${folder}.`, {
      hint: 'It needs a go.mod there; see the README of the stage.',
      cause,
    });
  });
  const version = /^\s*k8s\.io\/kubernetes (v\d+\.\d+\.\d+)/m.exec(text)?.[1];
  if (!version)
    throw new StageError(`${join(folder, 'go.mod')} does not require k8s.io/kubernetes at a version.`);
  return { version, text, sums: await readFile(join(folder, 'go.sum'), 'utf8').catch(() => '') };
}

/** Without the version variables the server calls itself v0.0.0-master and clients cannot parse it. */
function buildFlags(version: string): string[] {
  const [major = '', minor = ''] = version.slice(1).split('.');
  const variables = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap(at => [
    `-X ${at}.gitVersion=${version}`,
    `-X ${at}.gitMajor=${major}`,
    `-X ${at}.gitMinor=${minor}`,
  ]);
  return [
    '-mod=readonly',
    '-trimpath',
    '-buildvcs=false',
    '-gcflags=all=-dwarf=false',
    `-ldflags=${['-s -w', ...variables].join(' ')}`,
  ];
}

/** The version and platform that go would build for; they are part of the cache key. */
async function askGo(
  environment: Record<string, string>,
  moduleFolder: string,
  missing: readonly string[],
): Promise<string[]> {
  try {
    const { stdout } = await run('go', ['env', 'GOVERSION', 'GOOS', 'GOARCH'], {
      cwd: moduleFolder,
      env: environment,
    });
    return stdout.trim().split('\n');
  } catch (cause) {
    throw new StageError(
      `The stage needs ${missing.join(', ')} and cannot build them: the Go toolchain is missing or too old.`,
      {
        hint: [
          'Either install Go 1.26 or newer and have `go` on the PATH,',
          'or set KUBEBUILDER_ASSETS to a folder that holds all of: etcd, kube-apiserver, kubectl, kube-controller-manager, kube-scheduler, kwok.',
        ].join('\n'),
        cause,
      },
    );
  }
}

async function findReadyMade(
  environment: Environment,
  version: string,
  say: Say,
): Promise<Partial<Record<ProgramName, string>>> {
  const folder = environment['KUBEBUILDER_ASSETS'];
  if (!folder) return {};
  const found: Partial<Record<ProgramName, string>> = {};
  for (const name of programNames) {
    const path = join(folder, executable(name));
    if (await exists(path)) found[name] = path;
  }
  const lacking = neededReadyMade.filter(name => found[name] === undefined);
  if (lacking.length > 0) {
    say(`KUBEBUILDER_ASSETS=${folder} is not used: it lacks ${lacking.join(', ')}`);
    return {};
  }
  const minor = version.split('.').slice(0, 2).join('.');
  const { stdout } = await run(found['kube-apiserver'] ?? '', ['--version']).catch(() => ({
    stdout: 'nothing',
  }));
  if (!stdout.includes(`${minor}.`)) {
    say(
      `KUBEBUILDER_ASSETS=${folder} is not used: its kube-apiserver says ${stdout.trim()}, the stage needs ${minor}`,
    );
    return {};
  }
  say(`using ${Object.keys(found).join(', ')} of KUBEBUILDER_ASSETS=${folder}`);
  return found;
}

function complete(paths: Partial<Record<ProgramName, string>>): Record<ProgramName, string> {
  const path = (name: ProgramName): string => {
    const found = paths[name];
    if (found === undefined) throw new StageError(`The stage has no ${name}.`);
    return found;
  };
  return {
    etcd: path('etcd'),
    kubectl: path('kubectl'),
    'kube-apiserver': path('kube-apiserver'),
    'kube-controller-manager': path('kube-controller-manager'),
    'kube-scheduler': path('kube-scheduler'),
    kwok: path('kwok'),
  };
}

async function removePartials(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.includes('.partial-')) await rm(join(folder, name), { force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
