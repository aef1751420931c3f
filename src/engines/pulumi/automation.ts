import {
  type EngineEvent,
  LocalWorkspace,
  type PulumiCommand,
  Stack,
} from '@pulumi/pulumi/automation/index.js';
import { type Json, parseJson } from '../../model/json.ts';
import type { PulumiSettings } from '../../model/settings.ts';
import type { World } from '../../model/world.ts';
import type { Command } from './cli/command.ts';

/** Options of one operation; names as the CLI's flags. Texts are left out when empty. */
export type OperationOptions = Pick<
  PulumiSettings,
  | 'message'
  | 'target'
  | 'targetDependents'
  | 'exclude'
  | 'excludeDependents'
  | 'replace'
  | 'policyPacks'
  | 'policyPackConfigs'
  | 'parallel'
  | 'refresh'
  | 'expectNoChanges'
  | 'continueOnError'
  | 'excludeProtected'
  | 'suppressProgress'
  | 'logVerbosity'
  | 'logFlow'
  | 'debug'
> & { readonly configFile?: string };

/** Told of every event of the engine, in order, as plain JSON. */
export type OnEvent = (event: Json) => void;

/** One stack as Pulumi's Automation API gives it; every start of the CLI goes through our own command. */
export interface StackDoor {
  /** Previews; with `planPath` the plan is saved there. @throws CliExit */
  preview(options: OperationOptions, onEvent: OnEvent, planPath?: string): Promise<void>;
  /** Updates under a saved plan, until `end` says otherwise. @throws CliExit */
  up(
    options: OperationOptions,
    onEvent: OnEvent,
    under: { readonly planPath: string; readonly end: AbortSignal },
  ): Promise<void>;
  /** Previews what a destroy would delete; the program is not run. @throws CliExit */
  previewDestroy(options: OperationOptions, onEvent: OnEvent): Promise<void>;
  /** Deletes; previewed once more before. @throws CliExit */
  destroy(options: OperationOptions, onEvent: OnEvent): Promise<void>;
}

/** Opens a stack of the project in a folder; nothing is started yet. */
export async function openStack(
  place: { readonly folder: string; readonly stack: string },
  command: Command,
  world: Pick<World, 'log'>,
  output: 'shown' | 'hidden',
): Promise<StackDoor> {
  let end: AbortSignal | undefined;
  const shim = commandShim(command, world, { output, endOf: () => end });
  const workspace = await LocalWorkspace.create({ workDir: place.folder, pulumiCommand: shim, envVars: {} });
  const stack = await Stack.select(place.stack, workspace);
  const destroyFlags = (options: OperationOptions, onEvent: OnEvent) => ({
    ...flagsOf(options),
    excludeProtected: options.excludeProtected,
    onEvent: (event: EngineEvent) => onEvent(plain(event)),
  });
  return {
    previewDestroy: async (options, onEvent) => {
      await stack.previewDestroy(destroyFlags(options, onEvent));
    },
    destroy: async (options, onEvent) => {
      await stack.destroy({
        ...destroyFlags(options, onEvent),
        continueOnError: options.continueOnError,
        showSecrets: false,
      });
    },
    preview: async (options, onEvent, planPath) => {
      await stack.preview({
        ...flagsOf(options),
        ...(planPath !== undefined && { plan: planPath }),
        onEvent: event => onEvent(plain(event)),
      });
    },
    up: async (options, onEvent, under) => {
      ({ end } = under);
      await stack.up({
        ...flagsOf(options),
        continueOnError: options.continueOnError,
        plan: under.planPath,
        showSecrets: false,
        onEvent: event => onEvent(plain(event)),
      });
    },
  };
}

/** The commands after an `up` that the library starts to tell what we ask for ourselves, once and without secrets. */
const asked: ReadonlySet<string> = new Set(['stack select', 'stack output', 'stack history']);

/**
 * The library's command, with ours behind it. Each operation names its stack, so none is selected; and an update is
 * previewed once more under its plan, which the library leaves out: so a violation is found before anything is touched.
 */
function commandShim(
  command: Command,
  { log }: Pick<World, 'log'>,
  { output, endOf }: { readonly output: 'shown' | 'hidden'; readonly endOf: () => AbortSignal | undefined },
): PulumiCommand {
  const run = async (args: readonly string[], folder: string, env: Readonly<Record<string, string>>) => {
    const name = args.slice(0, 2).join(' ');
    if (asked.has(name)) return { stdout: name === 'stack history' ? '[]' : '{}', stderr: '', code: 0 };
    const lines = lineWriter(line => log.info(line));
    const end = args[0] === 'up' ? endOf() : undefined;
    const result = await command.run(
      args.filter(arg => arg !== '--skip-preview'),
      {
        folder,
        env,
        cancel: 'forward',
        ...(end && { end }),
        ...(output === 'shown' && { onOutput: lines.write }),
      },
    );
    lines.end();
    return result;
  };
  const shim = { command: command.cli.command, version: versionObject(command.cli.version), run };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `run` is marked as internal in the library's types
  return shim as unknown as PulumiCommand;
}

/** The library asks the version for its text alone. */
function versionObject(version: string): { toString(): string } {
  return { toString: () => version };
}

/** Writes whole lines as soon as they are there. */
function lineWriter(tell: (line: string) => void): { write: (text: string) => void; end: () => void } {
  let rest = '';
  return {
    write: text => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) tell(line.trimEnd());
    },
    end: () => {
      if (rest !== '') tell(rest);
      rest = '';
    },
  };
}

function flagsOf(options: OperationOptions) {
  const { configFile, message, parallel, logVerbosity } = options;
  return {
    color: 'never' as const,
    ...(configFile !== undefined && { configFile }),
    ...(message !== undefined && { message }),
    ...(parallel > 0 && { parallel }),
    ...(logVerbosity > 0 && { logVerbosity, logToStdErr: true }),
    target: [...options.target],
    targetDependents: options.targetDependents,
    exclude: [...options.exclude],
    excludeDependents: options.excludeDependents,
    replace: [...options.replace],
    policyPacks: [...options.policyPacks],
    policyPackConfigs: [...options.policyPackConfigs],
    refresh: options.refresh,
    expectNoChanges: options.expectNoChanges,
    suppressProgress: options.suppressProgress,
    logFlow: options.logFlow,
    debug: options.debug,
  };
}

/** The event as it came over the wire: the library's type lacks fields that are there. */
function plain(event: EngineEvent): Json {
  return parseJson(JSON.stringify(event));
}
