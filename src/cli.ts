#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, relative, resolve } from 'node:path';
import { styleText } from 'node:util';
import { type Argv, readArgv, type RunRequest } from './input/argv.ts';
import { commandLines } from './input/command-lines.ts';
import { readSettings } from './input/read.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { RunContext } from './model/run-context.ts';
import type { Settings } from './model/settings.ts';
import { shellWord } from './model/shell-word.ts';
import type { Log, Secrets, World } from './model/world.ts';
import { renderJson } from './report/json.ts';
import { renderMarkdown } from './report/markdown.ts';
import { renderSarif } from './report/sarif.ts';
import { renderText } from './report/text.ts';
import { exitCodeOf } from './report/verdict.ts';
import { run, type RunResult } from './run.ts';
import { type Checkout, readCheckout } from './system/git.ts';
import { systemClock } from './system/clock.ts';
import { gatherWrites } from './system/gather.ts';
import { liveLog } from './system/log-live.ts';
import { terminalLog } from './system/log-terminal.ts';
import { namedProcesses } from './system/process-name.ts';
import { collectSecrets } from './system/secrets.ts';
import { systemShell } from './system/shell.ts';
import { atExit, cancelSignal } from './system/signals.ts';
import { historyFile } from './terminal/history-file.ts';
import { version } from './version.ts';
import { gitEnv, wireWorld } from './wire.ts';

/** Exit code of a command line or of inputs that cannot be understood. */
const misused = 2;

process.exitCode = await main(readArgv(process.argv.slice(2)));

async function main(argv: Argv): Promise<number> {
  switch (argv.kind) {
    case 'help':
      process.stdout.write(`${argv.text}\n`);
      return 0;
    case 'version':
      process.stdout.write(`${version}\n`);
      return 0;
    case 'mistakes':
      return complain(argv.mistakes);
    case 'run':
      return await start(argv);
  }
}

async function start(request: RunRequest): Promise<number> {
  const { env } = process;
  const checkout = await readCheckout(systemShell(), process.cwd(), gitEnv(env));
  const files = await readFiles(request.files);
  if ('mistakes' in files) return complain(files.mistakes);
  const repositoryName = checkout.repository?.split('/')[1] ?? basename(checkout.root ?? process.cwd());
  const read = readSettings({ ...request.inputs, ...files.texts }, { host: 'terminal', repositoryName });
  if ('mistakes' in read) return complain(read.mistakes);
  const secrets = collectSecrets();
  const redact = (text: string): string => secrets.redact(text);
  const log = openLog(redact, request.debug);
  for (const warning of read.warnings) log.warn(lineOf(warning));
  const world = wireWorld({
    log,
    secrets,
    run: { ...contextOf(checkout), commandLines: commandLines(request, programName()) },
    workspace: process.cwd(),
    assets: new URL('./assets/', import.meta.url),
    env,
    passEnv: read.settings.pulumi.passEnv,
    signal: cancelSignal('terminal', code => process.exit(code)),
    version,
    processes: await namedProcesses(process.pid),
  });
  const kept = read.settings.pulumi.historyFile;
  const asked = await askedOf(read.settings, world, checkout.host);
  const records = kept === undefined ? undefined : historyFile(resolve(kept), world.disk);
  const result = await run(read.settings, { ...world, ...asked, ...(records && { records }) });
  print(result, read.settings, request, secrets);
  return exitCodeOf(result.report);
}

/** What GitHub is asked when a token is given, loaded only then; nothing is shown there. */
async function askedOf(settings: Settings, world: World, host: string | undefined): Promise<Partial<World>> {
  const token = settings.github?.token;
  if (token === undefined) return {};
  world.secrets.add(token.reveal());
  const apiUrl = process.env['GITHUB_API_URL'] ?? apiOf(host);
  if (apiUrl === undefined) {
    world.log.warn(
      'GitHub is not asked: the remote `origin` leads to none. Set GITHUB_API_URL, for example https://api.github.com.',
    );
    return {};
  }
  const { askGitHub } = await import('./github/index.ts');
  const { runs, ancestry, toldRecords } = askGitHub({ settings, world, apiUrl });
  return { runs, ancestry, ...(toldRecords && { toldRecords }) };
}

/** The token goes to the host of the checkout and to no other. */
function apiOf(host: string | undefined): string | undefined {
  if (host === 'github.com') return 'https://api.github.com';
  if (host === undefined || !host.includes('.')) return undefined;
  return host.endsWith('.ghe.com') ? `https://api.${host}` : `https://${host}/api/v3`;
}

/** A live view where somebody looks on, else a line for each piece of news. */
function openLog(redact: (text: string) => string, debug: boolean): Log {
  const { stderr, env } = process;
  const write = (text: string): boolean => stderr.write(text);
  if (!stderr.isTTY || env['TERM'] === 'dumb') {
    const gathered = gatherWrites(write);
    atExit(gathered.flush);
    return terminalLog({ write: gathered.write, redact, debug });
  }
  const size = (): { columns: number; rows: number } => ({
    columns: stderr.columns || 80,
    rows: stderr.rows || 24,
  });
  return liveLog({ write, redact, debug, size, clock: systemClock() });
}

/** How the program was started: by its name, or by Node and its path. */
function programName(): string {
  const path = process.argv[1] ?? '';
  if (basename(path) === 'gitops-push') return 'gitops-push';
  const near = relative(process.cwd(), path);
  return `node ${shellWord(near.startsWith('..') ? path : near)}`;
}

function contextOf(checkout: Checkout): RunContext {
  const { commit, ref, dirty, repository } = checkout;
  return {
    host: 'terminal',
    actor: userInfo().username,
    ...(commit !== undefined && { commit }),
    ...(ref !== undefined && { ref }),
    ...(dirty !== undefined && { dirty }),
    ...(repository !== undefined && { repository }),
  };
}

/** The text of every input that is given as a file. */
async function readFiles(
  files: RunRequest['files'],
): Promise<{ readonly texts: Record<string, string> } | { readonly mistakes: readonly Diagnostic[] }> {
  const texts: Record<string, string> = {};
  const mistakes: Diagnostic[] = [];
  for (const [name, path] of Object.entries(files)) {
    try {
      texts[name] = await readFile(path, 'utf8');
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
      mistakes.push({
        code: 'input-invalid',
        severity: 'error',
        message: `--${name} ${path} cannot be read (${why})`,
        hint: 'Give the path of a file that exists and that you may read.',
      });
    }
  }
  return mistakes.length > 0 ? { mistakes } : { texts };
}

function print(result: RunResult, settings: Settings, request: RunRequest, secrets: Secrets): void {
  const color = request.color ?? (process.stdout.isTTY && process.env['NO_COLOR'] === undefined);
  const text = (): string => {
    if (result.rendered !== undefined) return result.rendered;
    switch (settings.output) {
      case 'json':
        return renderJson(result.report);
      case 'markdown':
        return renderMarkdown(result.report);
      case 'sarif':
        return renderSarif(result.report, version);
      case 'text':
      case 'yaml':
        return renderText(result.report, { color, width: process.stdout.columns ?? 100 });
    }
  };
  const output = result.rendered === undefined ? secrets.redact(text()) : text();
  process.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
}

function complain(mistakes: readonly Diagnostic[]): number {
  for (const mistake of mistakes) process.stderr.write(`${styleText('red', 'error')}: ${lineOf(mistake)}\n`);
  return misused;
}

function lineOf(diagnostic: Diagnostic): string {
  return diagnostic.hint === undefined ? diagnostic.message : `${diagnostic.message}\n  ${diagnostic.hint}`;
}
