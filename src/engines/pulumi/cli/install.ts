import { dirname, join } from 'node:path';
import { Failure } from '../../../model/failure.ts';
import { isObject, textAt } from '../../../model/json.ts';
import type { World } from '../../../model/world.ts';
import type { FoundCli } from './find-cli.ts';
import { listIn } from './printed.ts';
import { exactIn, newestIn, oldestVersion } from './version.ts';

/** From where the CLI comes. */
export interface Origin {
  /** A folder of files, in place of Pulumi's own. */
  readonly mirror: string | undefined;
  /** The job's token: GitHub tells its releases to everybody, but not often. */
  readonly token: string | undefined;
}

type InstallWorld = Pick<World, 'disk' | 'shell' | 'programEnv' | 'log' | 'downloads'>;

/** Where Pulumi itself points (pulumi/pulumi sdk/nodejs/automation/cmd.ts; pulumi/actions src/libs/pulumi-cli.ts). */
const files = 'https://get.pulumi.com/releases/sdk';
const releases = 'https://api.github.com/repos/pulumi/pulumi/releases?per_page=100';

const unpackMs = 300_000;

/**
 * Brings the newest CLI of a range into the tool cache of the runner, where the next run finds it. What is unpacked has the
 * checksum that Pulumi publishes beside it. Undefined where there is no tool cache, as on a terminal.
 * @throws Failure unreachable, tool-missing
 */
export async function installCli(
  range: string,
  origin: Origin,
  world: InstallWorld,
): Promise<FoundCli | undefined> {
  const { RUNNER_TOOL_CACHE, RUNNER_ARCH = 'X64', RUNNER_OS = 'Linux' } = world.programEnv;
  const { downloads } = world;
  if (RUNNER_TOOL_CACHE === undefined || RUNNER_OS !== 'Linux' || !downloads) return undefined;
  const architecture = RUNNER_ARCH.toLowerCase();
  const version = exactIn(range) ?? (await newest(range, origin, world));
  const place = join(RUNNER_TOOL_CACHE, 'pulumi', version, architecture);
  const folder = origin.mirror ?? files;
  const archive = `pulumi-v${version}-linux-${architecture}.tar.gz`;
  world.log.info(`pulumi ${version} is downloaded from ${folder}: nothing on this machine is in ${range}`);
  await using temporary = await world.disk.temporary();
  const saved = join(temporary.folder, archive);
  const wanted = checksumOf(archive, await downloads.text(`${folder}/pulumi-${version}-checksums.txt`));
  const found = await downloads.save(`${folder}/${archive}`, saved);
  if (wanted === undefined || wanted !== found) throw untrusted(archive, folder, wanted, found);
  await unpack(saved, place, world);
  return { command: join(place, 'pulumi'), version };
}

/** The newest release of a range; drafts and pre-releases are none. */
async function newest(range: string, { mirror, token }: Origin, world: InstallWorld): Promise<string> {
  const address = mirror === undefined ? releases : `${mirror}/releases.json`;
  // A token of an Enterprise Server is none for github.com.
  const isTheirs = mirror === undefined && world.programEnv['GITHUB_SERVER_URL'] === 'https://github.com';
  const text = (await world.downloads?.text(address, isTheirs ? token : undefined)) ?? '[]';
  const tags = listIn(text).flatMap(release => {
    const isPublished = isObject(release) && release['draft'] !== true && release['prerelease'] !== true;
    return isPublished ? [textAt(release, '/tag_name') ?? ''] : [];
  });
  const version = newestIn(tags, range);
  if (version !== undefined) return version;
  throw new Failure(
    'tool-missing',
    `no release of Pulumi at ${address} is in ${range} and ${oldestVersion} or newer`,
    {
      hint: 'Write pulumi-version: ^3, or a version that is there.',
    },
  );
}

/** `<sha-256>  <name>`, one a line. */
function checksumOf(archive: string, text: string): string | undefined {
  const line = text.split('\n').find(each => each.trim().split(/\s+\*?/)[1] === archive);
  const sum = line?.trim().split(/\s+/)[0]?.toLowerCase();
  return sum !== undefined && /^[0-9a-f]{64}$/.test(sum) ? sum : undefined;
}

function untrusted(archive: string, folder: string, wanted: string | undefined, found: string): Failure {
  const why =
    wanted === undefined
      ? 'there is no checksum for it'
      : `its checksum should be ${wanted}, and is ${found}`;
  return new Failure('tool-missing', `${archive} of ${folder} was thrown away: ${why}`, {
    hint: 'Somebody changed it on its way, or the download broke off. Run again; if it stays so, do not use that place.',
  });
}

/** Into a folder beside its place first: whoever looks into the cache meanwhile finds all of it or nothing. */
async function unpack(
  archive: string,
  place: string,
  { shell, programEnv, disk }: InstallWorld,
): Promise<void> {
  const options = { env: programEnv, timeoutMs: unpackMs };
  const run = async (command: string, args: readonly string[]): Promise<void> => {
    const { code, stderr } = await shell.run(command, args, options);
    if (code !== 0) throw unpacked(place, stderr);
  };
  const making = `${place}.${archive.split('/').at(-2) ?? ''}`;
  await run('mkdir', ['-p', making]);
  try {
    await run('tar', ['-xzf', archive, '--strip-components=1', '--no-same-owner', '-C', making]);
    await run('mkdir', ['-p', dirname(place)]);
    // What an earlier job left that was killed is not whole.
    if (!(await disk.isFile(`${place}.complete`))) await run('rm', ['-rf', place]);
    // Another job of this machine may have been quicker, and its folder is as good.
    const moved = await shell.run('mv', ['-T', making, place], options);
    if (moved.code !== 0 && !(await disk.isFile(join(place, 'pulumi')))) throw unpacked(place, moved.stderr);
  } finally {
    await run('rm', ['-rf', making]);
  }
  // As actions/tool-cache marks what is whole (actions/toolkit packages/tool-cache/src/tool-cache.ts).
  await disk.writePrivate(`${place}.complete`, '');
}

function unpacked(place: string, stderr: string): Failure {
  return new Failure('tool-missing', `Pulumi could not be unpacked into ${place}: ${stderr.trim()}`, {
    hint: 'Is there room on the disk, and may the runner write to its tool cache?',
  });
}
