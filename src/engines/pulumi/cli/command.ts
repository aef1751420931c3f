import { delimiter, dirname } from 'node:path';
import type { ShellResult, World } from '../../../model/world.ts';
import { exitCodes } from './exit-code.ts';
import { markOfArguments, writeLock } from '../own-lock.ts';
import type { FoundCli } from './find-cli.ts';

/** A CLI that ended with something else than 0; the texts are as it printed them. */
export class CliExit extends Error {
  readonly code: number;
  readonly args: readonly string[];
  readonly stdout: string;
  readonly stderr: string;

  constructor(result: ShellResult, args: readonly string[]) {
    super(`pulumi ${args[0] ?? ''} ended with ${result.code}`);
    this.name = 'CliExit';
    this.code = result.code;
    this.args = args;
    this.stdout = result.stdout;
    this.stderr = result.stderr;
  }
}

/** How a command of the CLI is run. */
export interface CommandOptions {
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly onOutput?: (text: string, stream: 'stdout' | 'stderr') => void;
  /** `forward`: a cancelled run is passed on as one SIGINT, and the CLI ends in its own time. */
  readonly cancel: 'forward' | 'ignore';
  /** With `forward`: something else than a cancel that ends it in the same way. */
  readonly end?: AbortSignal;
}

/** The CLI of one run. */
export interface Command {
  readonly cli: FoundCli;
  /** Every start so far: its arguments. */
  readonly starts: readonly (readonly string[])[];
  /** Process id and start of the newest start, for whoever must know a lock of ours. */
  readonly newest: { readonly pid: number; readonly startedMs: number } | undefined;
  /** Runs it to its end. @throws CliExit, Error when it was killed or cannot be started */
  run(args: readonly string[], options: CommandOptions): Promise<ShellResult>;
}

/** No command takes longer; a deploy may well take hours. */
const limitMs = 24 * 3_600_000;

/** Opens the CLI with the backend that all its commands use. */
export function openCommand(cli: FoundCli, backendUrl: string | undefined, world: World): Command {
  const starts: (readonly string[])[] = [];
  let newest: Command['newest'];
  const { programEnv, shell, log, clock, signal, disk } = world;
  return {
    cli,
    starts,
    get newest() {
      return newest;
    },
    run: async (given, options) => {
      const args = [...given.filter(arg => arg !== '--non-interactive'), '--non-interactive'];
      starts.push(args);
      // Whoever is killed with it must know the lock that it leaves.
      const isLocking = args[0] === 'up' || (args[0] === 'destroy' && args.includes('--yes'));
      log.debug(`start ${starts.length}: pulumi ${args.join(' ')}`);
      const result = await shell.run(cli.command, args, {
        env: {
          ...programEnv,
          ...options.env,
          // The language hosts of the same version lie beside it.
          PATH: [dirname(cli.command), programEnv['PATH'] ?? ''].join(delimiter),
          PULUMI_SKIP_UPDATE_CHECK: 'true',
          PULUMI_AUTOMATION_API: 'true',
          ...(backendUrl !== undefined && { PULUMI_BACKEND_URL: backendUrl }),
        },
        folder: options.folder,
        timeoutMs: limitMs,
        ...(options.cancel === 'forward' && {
          signal: options.end === undefined ? signal : AbortSignal.any([signal, options.end]),
        }),
        ...(options.onOutput && { onOutput: options.onOutput }),
        onStart: pid => {
          newest = { pid, startedMs: clock.nowMs() };
          if (isLocking) {
            const mark = markOfArguments(args);
            world.note?.({ lock: writeLock({ host: disk.hostName(), ...newest, mark }) });
          }
        },
      });
      if (isLocking) world.note?.({ lock: undefined });
      if (result.code !== 0) throw new CliExit(result, args);
      return result;
    },
  };
}

/** Whether a command failed because the stack does not exist. */
export function isStackMissing(error: unknown): boolean {
  return error instanceof CliExit && error.code === exitCodes.stackNotFound;
}
