import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withBuildLock } from './build-lock.ts';
import { cacheFolder, toolchainEnvironment, type Environment } from './environment.ts';
import { buildProgram } from './go-build.ts';
import {
  executable,
  findReadyMade,
  goPackages,
  isExecutable,
  programNames,
  type ProgramName,
  type ProgramPaths,
} from './ready-made.ts';
import { sayOnStderr, StageError, type Say } from './stage-error.ts';

const run = promisify(execFile);

/** Where each program is, and the Kubernetes version of all of them, as `v1.36.3`. */
export interface Binaries {
  readonly version: string;
  readonly paths: ProgramPaths;
}

/** How to get the programs; `moduleFolder` holds a go.mod that pins them, `minor` picks one of this folder's own. */
export interface BinariesOptions {
  readonly minor?: string;
  readonly moduleFolder?: string;
  /** The programs that are needed; the paths of others lead nowhere. Default: all. */
  readonly programs?: readonly ProgramName[];
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
  const { minor, moduleFolder = moduleOf(minor ?? newestMinor), programs = programNames } = options;
  const { text } = await readModule(moduleFolder);
  const isOwn = (name: ProgramName): boolean => text.includes(`\t${goPackages[name]}\n`);
  const others = programs.filter(name => minor !== undefined && !isOwn(name));
  const own = await ensureOwn(
    moduleFolder,
    programs.filter(name => !others.includes(name)),
    options,
  );
  if (others.length === 0) return own;
  const { paths } = await ensureOwn(moduleOf(newestMinor), others, options);
  const borrowed = Object.fromEntries(others.map(name => [name, paths[name]]));
  return { version: own.version, paths: { ...own.paths, ...borrowed } };
}

/** The minor version of which all programs are pinned; an older one brings only those that belong to the server. */
export const newestMinor = '1.36';

/** The Kubernetes version that the folder of a minor pins, as `v1.36.3`; by itself that of the newest. @throws StageError when there is no such folder */
export async function pinnedVersion(minor: string = newestMinor): Promise<string> {
  return (await readModule(moduleOf(minor))).version;
}

function moduleOf(minor: string): string {
  return join(import.meta.dirname, 'go', `v${minor}`);
}

/** The programs that one module pins. */
async function ensureOwn(
  moduleFolder: string,
  programs: readonly ProgramName[],
  options: BinariesOptions,
): Promise<Binaries> {
  const { environment = process.env, say = sayOnStderr } = options;
  const { version, text, sums } = await readModule(moduleFolder);
  const readyMade = await findReadyMade(environment, version, say);
  const wanted = programs.filter(name => readyMade[name] === undefined);
  if (wanted.length === 0) return { version, paths: { ...pathsIn(''), ...readyMade } };

  const flags = buildFlags(version);
  const goEnvironment: Record<string, string> = { ...toolchainEnvironment(environment), CGO_ENABLED: '0' };
  const goIdentity = await askGo(goEnvironment, moduleFolder, wanted);
  const key = createHash('sha256')
    .update([text, sums, ...flags, ...goIdentity].join('\n'))
    .digest('hex')
    .slice(0, 24);
  const folder = join(cacheFolder(environment), key);
  const paths = pathsIn(folder);
  const heartbeat = options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs };
  const build = async (names: readonly ProgramName[]) => {
    if (names.length > 0)
      say(
        `building ${names.length} programs of Kubernetes ${version} into ${folder}, once (all 6: about 5 minutes on 2 cores)`,
      );
    for (const [index, name] of names.entries()) {
      say(`${name}: building (${index + 1} of ${names.length})`);
      await buildProgram(
        {
          name,
          goPackage: goPackages[name],
          moduleFolder,
          flags,
          environment: goEnvironment,
          target: paths[name],
          ...heartbeat,
        },
        say,
      );
    }
  };
  if ((await missing(wanted, paths)).length > 0) {
    await mkdir(folder, { recursive: true });
    const onWait = (holder: string) =>
      say(`another process (${holder}) is building the control plane, waiting for it`);
    await withBuildLock(key, onWait, async () => {
      await removePartials(folder);
      await build(await missing(wanted, paths));
    });
  }
  return { version, paths: { ...paths, ...readyMade } };
}

async function readModule(folder: string): Promise<{ version: string; text: string; sums: string }> {
  const text = await readFile(join(folder, 'go.mod'), 'utf8').catch((cause: unknown) => {
    throw new StageError(`The stage has no control plane in ${folder}.`, {
      hint: 'It needs a go.mod there; see the README of the stage.',
      cause,
    });
  });
  const version = /^\s*(?:require )?k8s\.io\/kubernetes (v\d+\.\d+\.\d+)/m.exec(text)?.[1];
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
  const linker = ['-s -w', ...variables].join(' ');
  return ['-mod=readonly', '-trimpath', '-buildvcs=false', '-gcflags=all=-dwarf=false', `-ldflags=${linker}`];
}

/** The version and platform that go would build for; they are part of the cache key. */
async function askGo(
  environment: Record<string, string>,
  moduleFolder: string,
  wanted: readonly string[],
): Promise<string[]> {
  try {
    const asked = ['env', 'GOVERSION', 'GOOS', 'GOARCH'];
    const { stdout } = await run('go', asked, { cwd: moduleFolder, env: environment });
    return stdout.trim().split('\n');
  } catch (cause) {
    throw new StageError(
      `The stage needs ${wanted.join(', ')} and cannot build them: the Go toolchain is missing or too old.`,
      {
        hint: [
          'Either install Go 1.26 or newer and have `go` on the PATH,',
          `or set KUBEBUILDER_ASSETS to a folder that holds all of: ${programNames.join(', ')}.`,
        ].join('\n'),
        cause,
      },
    );
  }
}

function pathsIn(folder: string): ProgramPaths {
  const path = (name: ProgramName) => join(folder, executable(name));
  return {
    etcd: path('etcd'),
    kubectl: path('kubectl'),
    'kube-apiserver': path('kube-apiserver'),
    'kube-controller-manager': path('kube-controller-manager'),
    'kube-scheduler': path('kube-scheduler'),
    kwok: path('kwok'),
  };
}

async function missing(names: readonly ProgramName[], paths: ProgramPaths): Promise<ProgramName[]> {
  const found = await Promise.all(
    names.map(async name => ({ name, isThere: await isExecutable(paths[name]) })),
  );
  return found.filter(({ isThere }) => !isThere).map(({ name }) => name);
}

/** What an interrupted build left; nobody else builds here while the lock is held. */
async function removePartials(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.includes('.partial-')) await rm(join(folder, name), { force: true });
  }
}
