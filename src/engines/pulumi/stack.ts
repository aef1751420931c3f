import { join } from 'node:path';
import { Failure } from '../../model/failure.ts';
import type { ShellResult, World } from '../../model/world.ts';
import type { OperationOptions, StackDoor } from './automation.ts';
import { type Command, openCommand } from './cli/command.ts';
import { findCli } from './cli/find-cli.ts';
import { installCli } from './cli/install.ts';
import { rangeOf } from './cli/version.ts';
import type { Project } from './project/project.ts';
import type { PulumiSettings, Settings } from '../../model/settings.ts';

/** One stack of a project within reach: the CLI, and the folder in which it runs. */
export interface PulumiStack {
  readonly name: string;
  readonly project: Project;
  readonly command: Command;
  /** The backend as it was named; absent: the one that the CLI is logged in to. */
  readonly backendUrl: string | undefined;
  readonly options: OperationOptions;
  /** A command that only asks; `--stack` is added. @throws CliExit */
  ask(args: readonly string[]): Promise<ShellResult>;
  /** The library's stack, loaded on first use. */
  door(): Promise<StackDoor>;
}

/** Which stack is opened, and with what settings. */
export interface StackOrder {
  readonly project: Project;
  readonly name: string;
  readonly settings: Pick<Settings, 'pulumi' | 'github'>;
}

/** Opens a stack: finds the CLI, or installs it, and starts nothing else. @throws Failure tool-missing, credentials-missing, inputs-invalid */
export async function openPulumiStack(
  { project, name, settings: { pulumi: settings, github } }: StackOrder,
  world: World,
): Promise<PulumiStack> {
  const origin = { mirror: settings.mirror, token: github?.token?.reveal() };
  const backendUrl = settings.cloudUrl ?? world.programEnv['PULUMI_BACKEND_URL'] ?? project.backendUrl;
  await requireCredentials(backendUrl, world);
  const range = await readRange(settings, world);
  const cli = (await findCli(range, world)) ?? (await installCli(range, origin, world));
  if (!cli) throw noCli(range);
  const command = openCommand(cli, settings.cloudUrl, world);
  const { folder } = project;
  let opened: Promise<StackDoor> | undefined;
  return {
    name,
    project,
    command,
    backendUrl,
    options: optionsOf(settings, world),
    ask: async args => await command.run([...args, '--stack', name], { folder, cancel: 'ignore' }),
    door: async () => {
      opened ??= import('./automation.ts').then(
        async ({ openStack }) =>
          await openStack(
            { folder, stack: name },
            command,
            world,
            settings.suppressProgress ? 'hidden' : 'shown',
          ),
      );
      return await opened;
    },
  };
}

function optionsOf(settings: PulumiSettings, world: World): OperationOptions {
  const { message, policyPacks, policyPackConfigs } = settings;
  const atTop = (path: string): string => join(world.files.root, path);
  return {
    ...settings,
    ...(message !== undefined && { message }),
    policyPacks: policyPacks.map(atTop),
    policyPackConfigs: policyPackConfigs.map(atTop),
  };
}

/** A run of a fork or without any login gets no further than the files. */
async function requireCredentials(backendUrl: string | undefined, world: World): Promise<void> {
  if (world.run.isReadOnly === true)
    throw new Failure('credentials-missing', 'Pulumi: not previewed, needs credentials', {
      hint: 'A pull request of a fork has none, and its program must not run with any. Check it out and preview it yourself.',
    });
  const isOwn = backendUrl !== undefined && !/^https?:/.test(backendUrl);
  const { PULUMI_ACCESS_TOKEN, PULUMI_HOME, HOME = '' } = world.programEnv;
  if (isOwn || (PULUMI_ACCESS_TOKEN ?? '') !== '') return;
  const stored = join(PULUMI_HOME ?? join(HOME, '.pulumi'), 'credentials.json');
  const text = await world.disk.read(stored);
  if (
    text !== undefined &&
    (backendUrl === undefined ? /"current"\s*:\s*"[^"]+"/.test(text) : text.includes(backendUrl))
  )
    return;
  throw new Failure(
    'credentials-missing',
    'Pulumi: not previewed, needs credentials: PULUMI_ACCESS_TOKEN is not set',
    {
      hint: "Set it in the env of the step: PULUMI_ACCESS_TOKEN: '${{ secrets.PULUMI_ACCESS_TOKEN }}', or name your own backend: cloud-url: 's3://...'.",
    },
  );
}

async function readRange(settings: PulumiSettings, { files }: World): Promise<string> {
  const { version, versionFile } = settings;
  const text =
    versionFile === undefined
      ? (version ?? '^3')
      : new TextDecoder().decode(await files.read(versionFile)).trim();
  const range = rangeOf(text);
  if (range !== undefined) return range;
  const input = versionFile === undefined ? 'pulumi-version' : `pulumi-version-file ${versionFile}`;
  throw new Failure('inputs-invalid', `${input} is ${JSON.stringify(text)}, which is no version`, {
    hint: 'Write a version or a range: 3.255.0, ^3.227.0, latest.',
  });
}

function noCli(range: string): Failure {
  return new Failure('tool-missing', `there is no Pulumi CLI in ${range} on this machine`, {
    hint: 'It is looked for on PATH, in PULUMI_HOME, in ~/.pulumi/versions and in the tool cache of a runner; only on a Linux runner it is installed.',
  });
}
