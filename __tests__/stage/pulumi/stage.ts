import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { expect } from 'vitest';
import type { Checkout } from '../checkout.ts';
import { compiledCode } from '../cluster/environment.ts';
import { type ProgramOptions, type ProgramRun, runProgram } from '../program.ts';
import { findRealCli } from './find-cli.ts';
import { checkoutOfProject, type Item } from './project.ts';
import type { RecordedCall } from './recording.ts';

const run = promisify(execFile);

/** A backend in a folder, a project, and a CLI: the real one, or what was recorded of it. */
export interface PulumiStage extends AsyncDisposable {
  /** Everything of the stage but the checkout lies here. */
  readonly folder: string;
  readonly checkout: Checkout;
  /** Whether the real CLI runs: what is left behind on the disk can be looked at. */
  readonly isLive: boolean;
  /** The folder that the program takes for its cloud. */
  readonly cloud: string;
  /** The folder of the backend. */
  readonly backend: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Runs dist/cli.mjs on the stack `dev`, with a JSON report. */
  play(mode: string, args?: readonly string[], options?: Partial<ProgramOptions>): Promise<ProgramRun>;
  /** Runs the CLI itself. */
  pulumi(
    ...args: string[]
  ): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
  /** The state of the stack as it lies in the backend; empty when nothing is live. */
  state(): Promise<string>;
  /** With the real CLI: a shell command that runs before the next call that begins so, after `passed` such calls. */
  meddle(at: string, command: string, passed?: number): Promise<void>;
  /** With the real CLI: that the recording still tells the truth. */
  expectRecordingTrue(): Promise<void>;
}

/**
 * The folder of the real CLI when `GITOPS_PUSH_STAGE_PULUMI=live` asks for it; otherwise the recordings are played,
 * which takes a third of the time and needs nothing on the machine.
 */
export const realCli = liveCli();

/** Why nothing is live. */
export const whyNotLive = 'GITOPS_PUSH_STAGE_PULUMI=live was not asked for';

function liveCli(): string | undefined {
  if (process.env['GITOPS_PUSH_STAGE_PULUMI'] !== 'live') return undefined;
  const found = findRealCli();
  if (found === undefined)
    throw new Error(
      'GITOPS_PUSH_STAGE_PULUMI=live needs a Pulumi CLI with its Node.js language host: on PATH, in PULUMI_HOME/bin or in ~/.pulumi/versions/VERSION/bin',
    );
  return found;
}

/** How a stage is opened. */
export interface StageOptions {
  readonly items: readonly Item[];
  /** Name of the recording; absent: the real CLI runs as it is, with nothing between. */
  readonly story?: string;
}

/** Opens a stage. With the real CLI `PULUMI_RECORD=1` writes the recording anew. @throws Error without CLI and without recording */
export async function openPulumiStage({ items, story }: StageOptions): Promise<PulumiStage> {
  const folder = await mkdtemp(join(tmpdir(), 'pulumi-stage-'));
  const checkout = await checkoutOfProject(items);
  const place = (name: string): string => join(folder, name);
  for (const name of ['bin', 'cloud', 'state', 'home']) await mkdir(place(name));
  const isLive = realCli !== undefined;
  const recording = fileURLToPath(new URL(`./recordings/${story ?? 'none'}.jsonl`, import.meta.url));
  const isWritten = process.env['PULUMI_RECORD'] === '1';
  const written = isWritten ? recording : place('recording.jsonl');
  if (story !== undefined) {
    if (isLive) await writeFile(written, '');
    const order = {
      mode: isLive ? 'record' : 'replay',
      ...(realCli !== undefined && { cli: join(realCli, 'pulumi') }),
      recording: isLive ? written : recording,
      state: place('stand-in.json'),
      places: [folder, checkout.folder],
      meddler: place('meddler.json'),
    };
    await writeFile(place('order.json'), JSON.stringify(order));
    const program = fileURLToPath(new URL('./stand-in.ts', import.meta.url));
    // What we run hands the CLI only what is the CLI's, so the folder is named here.
    const compiled = Object.entries(compiledCode())
      .map(([name, path]) => `${name}='${path}' `)
      .join('');
    await writeFile(
      place('bin/pulumi'),
      `#!/bin/sh\n${compiled}exec '${process.execPath}' --no-warnings '${program}' "$@"\n`,
    );
    await chmod(place('bin/pulumi'), 0o755);
  }
  const environment: Record<string, string> = {
    PATH: [story === undefined ? realCli : place('bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(
      ':',
    ),
    HOME: place('home'),
    PULUMI_HOME: place('home/.pulumi'),
    PULUMI_BACKEND_URL: `file://${place('state')}`,
    PULUMI_CONFIG_PASSPHRASE: 'correct horse',
    PULUMI_TEST_CLOUD: place('cloud'),
    PULUMI_TEST_ORDER: place('order.json'),
    PULUMI_NODEJS_TRANSPILE_ONLY: 'true',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
  };
  const history = place('history.jsonl');
  return {
    folder,
    checkout,
    isLive,
    cloud: place('cloud'),
    backend: place('state'),
    environment,
    play: async (mode, args = [], options = {}) => {
      const writes = mode !== 'validate';
      const target = [
        '--work-dir',
        'infra',
        '--stack-name',
        'dev',
        '--name',
        'shop',
        '--environment',
        'production',
      ];
      const kept = writes ? ['--history', history] : [];
      return await runProgram([mode, ...target, ...kept, '--output', 'json', ...args], {
        folder: checkout.folder,
        environment,
        ...options,
      });
    },
    pulumi: async (...args) => {
      const options = { cwd: join(checkout.folder, 'infra'), env: environment };
      const ended = run('pulumi', [...args, '--non-interactive'], options);
      return await ended.then(
        ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
        (error: { code: number; stdout: string; stderr: string }) => error,
      );
    },
    state: async () => {
      const path = join(place('state'), '.pulumi/stacks/shop/dev.json');
      return existsSync(path) ? await readFile(path, 'utf8') : '';
    },
    meddle: async (at, command, passed = 0) => {
      if (!isLive) return;
      const path = [realCli, environment['PATH']].join(':');
      const inProject = `cd '${join(checkout.folder, 'infra')}' && PATH='${path}' && ${command}`;
      await writeFile(place('meddler.json'), JSON.stringify({ at, passed, command: inProject }));
    },
    expectRecordingTrue: async () => {
      if (!isLive || story === undefined || isWritten) return;
      expect(await callsIn(written), 'PULUMI_RECORD=1 writes the recording anew').toEqual(
        await callsIn(recording),
      );
    },
    [Symbol.asyncDispose]: async () => {
      await checkout[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What of a call that fails is the same each time: which of the others were reached by then is chance. */
function isOfFailure(event: unknown): boolean {
  const kinds = typeof event === 'object' && event !== null ? Object.keys(event) : [];
  return ['resOpFailedEvent', 'diagnosticEvent', 'policyEvent'].some(kind => kinds.includes(kind));
}

/** What must be the same in every run: arguments, exit codes, and the events whatever their order. */
async function callsIn(path: string): Promise<readonly unknown[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter(line => line !== '');
  return lines.map(line => {
    const call: RecordedCall = JSON.parse(line);
    const lasting = call.events.filter(event => call.code === 0 || isOfFailure(event));
    const events = lasting.map(event =>
      JSON.stringify(event)
        .replace(/"sequence":\d+,/, '')
        // The engine draws the ids of its own providers.
        .replaceAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UUID'),
    );
    return { args: call.args, code: call.code, events: events.toSorted((a, b) => (a < b ? -1 : 1)) };
  });
}
