import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withBuildLock } from '../cluster/build-lock.ts';
import { cacheFolder, type Environment, toolchainEnvironment } from '../cluster/environment.ts';
import { buildProgram } from '../cluster/go-build.ts';
import { isExecutable } from '../cluster/ready-made.ts';
import { type Say, sayOnStderr, StageError } from '../cluster/stage-error.ts';

const run = promisify(execFile);

/** The genuine tools of the stage: the package of each; its folder here holds the go.mod that pins it. */
export const toolPackages = {
  act: 'github.com/nektos/act',
  actionlint: 'github.com/rhysd/actionlint/cmd/actionlint',
  helm: 'helm.sh/helm/v4/cmd/helm',
  kustomize: 'sigs.k8s.io/kustomize/kustomize/v5',
  sops: 'github.com/getsops/sops/v3/cmd/sops',
} as const;

/** A genuine tool of the stage. */
export type ToolName = keyof typeof toolPackages;

/** Where settings come from and who hears of the progress; by default this process and stderr. */
export interface ToolOptions {
  readonly environment?: Environment;
  readonly say?: Say;
}

const flags = [
  '-mod=readonly',
  '-trimpath',
  '-buildvcs=false',
  '-gcflags=all=-dwarf=false',
  '-ldflags=-s -w',
];

/**
 * The path of a tool, built once by the Go toolchain into the cache of the stage's programs. The key covers go.mod,
 * go.sum, flags, platform and Go version. Safe when several processes start at once.
 * @throws StageError when it is not there yet and there is no Go toolchain, or the build fails
 */
export async function ensureTool(name: ToolName, options: ToolOptions = {}): Promise<string> {
  const { environment = process.env, say = sayOnStderr } = options;
  const moduleFolder = join(import.meta.dirname, name);
  const goEnvironment = { ...toolchainEnvironment(environment), CGO_ENABLED: '0' };
  const pins = await Promise.all(
    ['go.mod', 'go.sum'].map(async file => await readFile(join(moduleFolder, file), 'utf8')),
  );
  const identity = await askGo(name, moduleFolder, goEnvironment);
  const key = createHash('sha256')
    .update([toolPackages[name], ...pins, ...flags, identity].join('\n'))
    .digest('hex')
    .slice(0, 24);
  const folder = join(cacheFolder(environment), `${name}-${key}`);
  const target = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
  if (await isExecutable(target)) return target;
  const onWait = (holder: string): void =>
    say(`another process (${holder}) is building ${name}, waiting for it`);
  await withBuildLock(`${name}-${key}`, onWait, async () => {
    if (await isExecutable(target)) return;
    await mkdir(folder, { recursive: true });
    for (const partial of await readdir(folder)) await rm(join(folder, partial), { force: true });
    say(`${name}: building into ${folder}, once`);
    const goPackage = toolPackages[name];
    await buildProgram({ name, goPackage, moduleFolder, flags, environment: goEnvironment, target }, say);
  });
  return target;
}

async function askGo(name: ToolName, folder: string, environment: Record<string, string>): Promise<string> {
  try {
    const asked = ['env', 'GOVERSION', 'GOOS', 'GOARCH'];
    return (await run('go', asked, { cwd: folder, env: environment })).stdout.trim();
  } catch (cause) {
    const hint = 'Install Go 1.26 or newer and have `go` on the PATH.';
    throw new StageError(`The stage needs ${name} and cannot build it.`, { hint, cause });
  }
}
