import { join } from 'node:path';
import { Failure } from '../../../model/failure.ts';
import type { World } from '../../../model/world.ts';
import { compareVersions, isIn, oldestVersion, versionIn } from './version.ts';

/** A Pulumi CLI on this machine. */
export interface FoundCli {
  /** Absolute path of the program. */
  readonly command: string;
  /** `3.255.0`. */
  readonly version: string;
}

type FindWorld = Pick<World, 'disk' | 'shell' | 'programEnv' | 'log' | 'signal'>;

const limitMs = 30_000;

/**
 * The CLI to use: the first on PATH, else in PULUMI_HOME, else the newest that was installed by version. One that is not
 * in the range is passed over. Undefined when there is none. @throws Failure tool-missing when what fits is too old;
 * Error when the run was cancelled meanwhile
 */
export async function findCli(range: string, world: FindWorld): Promise<FoundCli | undefined> {
  for (const command of await candidates(range, world)) {
    const version = await askVersion(command, world);
    // A Ctrl-C at the terminal ends the program that is asked too: that says nothing of it.
    world.signal.throwIfAborted();
    if (version === undefined) continue;
    if (!isIn(version, range)) {
      world.log.debug(`pulumi ${version} at ${command} is not in ${range}`);
      continue;
    }
    if (compareVersions(version, oldestVersion) < 0) throw tooOld(version, command);
    world.log.info(`pulumi ${version} (${command})`);
    return { command, version };
  }
  return undefined;
}

/** Where a CLI may be, in the order in which they are tried; of those in a folder by version only what fits. */
async function candidates(range: string, world: FindWorld): Promise<readonly string[]> {
  const { PATH = '', HOME = '', PULUMI_HOME = join(HOME, '.pulumi') } = world.programEnv;
  const onPath = PATH.split(':').filter(folder => folder.startsWith('/'));
  const versions = await newestFirst(join(PULUMI_HOME, 'versions'), range, world);
  const folders = [
    ...onPath,
    join(PULUMI_HOME, 'bin'),
    ...versions.map(folder => join(folder, 'bin')),
    ...(await cached(range, world)),
  ];
  const found: string[] = [];
  for (const folder of new Set(folders)) {
    const command = join(folder, 'pulumi');
    if (await world.disk.isFile(command)) found.push(command);
  }
  return found;
}

/** What setup actions left in the tool cache of the runner: `pulumi/<version>/<architecture>`. */
async function cached(range: string, world: FindWorld): Promise<readonly string[]> {
  const { RUNNER_TOOL_CACHE, RUNNER_ARCH = 'X64' } = world.programEnv;
  if (RUNNER_TOOL_CACHE === undefined) return [];
  const versions = await newestFirst(join(RUNNER_TOOL_CACHE, 'pulumi'), range, world);
  const places: string[] = [];
  for (const folder of versions) {
    const place = join(folder, RUNNER_ARCH.toLowerCase());
    // Without the mark somebody is still unpacking it, or was killed while he did.
    if (await world.disk.isFile(`${place}.complete`)) places.push(place);
  }
  return places.flatMap(place => [join(place, 'bin'), place]);
}

/** The folders of a place that are called by a version in the range. */
async function newestFirst(place: string, range: string, world: FindWorld): Promise<readonly string[]> {
  return (await world.disk.list(place))
    .filter(name => versionIn(name) !== undefined && isIn(versionIn(name) ?? '', range))
    .toSorted((a, b) => compareVersions(versionIn(b) ?? '', versionIn(a) ?? ''))
    .map(name => join(place, name));
}

async function askVersion(command: string, world: FindWorld): Promise<string | undefined> {
  const env = { ...world.programEnv, PULUMI_SKIP_UPDATE_CHECK: 'true' };
  try {
    const { code, stdout } = await world.shell.run(command, ['version'], { env, timeoutMs: limitMs });
    const version = code === 0 ? versionIn(stdout) : undefined;
    if (version === undefined && !world.signal.aborted)
      world.log.warn(`${command} is no Pulumi CLI that can be used`);
    return version;
  } catch (error) {
    if (!world.signal.aborted)
      world.log.warn(
        `${command} cannot be started: ${error instanceof Error ? error.message : String(error)}`,
      );
    return undefined;
  }
}

function tooOld(version: string, command: string): Failure {
  return new Failure(
    'tool-missing',
    `pulumi ${version} at ${command} is too old: ${oldestVersion} or newer is needed`,
    {
      hint: `Write pulumi-version: ^${oldestVersion}, or take the old one off PATH.`,
    },
  );
}
