import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { keyValuePairs } from './key-value-file.ts';
import type { Masker } from './masker.ts';
import { linesOf } from './output-lines.ts';
import type { StepLog } from './step-log.ts';

/** The files through which a stage answers: where each one is. */
export type CommandFiles = Readonly<Record<'output' | 'state' | 'env' | 'path' | 'step_summary', string>>;

/** What a stage wrote into its files. */
export interface FileResults {
  readonly outputs: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
  readonly environment: ReadonlyMap<string, string>;
  readonly paths: readonly string[];
  /** Masked, with `\n` after every line; empty when nothing was written or too much. */
  readonly summary: string;
}

/** Bytes of a step's summary; one more and all of it is lost. Source: FileCommandManager.cs, AttachmentSizeLimit. */
export const summaryLimitBytes = 1024 * 1024;

/** Makes the empty files of one stage in the runner's temporary folder. */
export async function makeCommandFiles(temporaryFolder: string): Promise<CommandFiles> {
  const folder = join(temporaryFolder, '_runner_file_commands');
  await mkdir(folder, { recursive: true });
  const suffix = randomUUID();
  const files = {
    output: join(folder, `set_output_${suffix}`),
    state: join(folder, `save_state_${suffix}`),
    env: join(folder, `set_env_${suffix}`),
    path: join(folder, `add_path_${suffix}`),
    step_summary: join(folder, `step_summary_${suffix}`),
  };
  for (const file of Object.values(files)) await writeFile(file, '');
  return files;
}

/**
 * Reads the files of a stage that has ended. A file that cannot be read fails the step; what stood in it before the
 * mistake counts. Source: actions/runner src/Runner.Worker/FileCommandManager.cs.
 */
export async function readCommandFiles(
  files: CommandFiles,
  log: StepLog,
  masker: Masker,
): Promise<FileResults> {
  const pathText = await readText(files.path);
  const environment = await readPairs(files.env, 'GITHUB_ENV', log);
  for (const name of environment.keys()) {
    if (name.toUpperCase() !== 'NODE_OPTIONS') continue;
    log.annotate('error', `${name} cannot be set by way of GITHUB_ENV.`);
    environment.delete(name);
  }
  const summary = await readSummary(files.step_summary, log, masker);
  const state = await readPairs(files.state, 'GITHUB_STATE', log);
  const outputs = await readPairs(files.output, 'GITHUB_OUTPUT', log);
  return { outputs, state, environment, summary, paths: linesOf(pathText).filter(path => path !== '') };
}

async function readPairs(file: string, name: string, log: StepLog): Promise<Map<string, string>> {
  const pairs = new Map<string, string>();
  try {
    for (const [key, value] of keyValuePairs(await readText(file))) pairs.set(key, value);
  } catch (error) {
    log.fail(`The file ${name} could not be read. ${error instanceof Error ? error.message : ''}`);
  }
  return pairs;
}

async function readSummary(file: string, log: StepLog, masker: Masker): Promise<string> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (size > summaryLimitBytes) {
    const kilobytes = (bytes: number): string => `${Math.floor(bytes / 1024)}k`;
    log.annotate(
      'error',
      `GITHUB_STEP_SUMMARY is dropped: it has ${kilobytes(size)}, the limit is ${kilobytes(summaryLimitBytes)}.`,
    );
    return '';
  }
  const lines = linesOf(await readText(file));
  return lines.map(line => `${masker.mask(line)}\n`).join('');
}

/** A file that the step removed reads as empty. */
async function readText(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.replace(/^\uFEFF/, '');
}
