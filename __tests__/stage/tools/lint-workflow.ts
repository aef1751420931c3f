import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parseOwnJson } from '../cluster/own-json.ts';
import { ensureTool } from './build-tool.ts';

const run = promisify(execFile);

/** A mistake that actionlint found in a workflow. */
export interface WorkflowMistake {
  readonly filepath: string;
  readonly line: number;
  readonly column: number;
  /** The rule, as `expression` or `syntax-check`. */
  readonly kind: string;
  readonly message: string;
}

/** What GitHub has known since 2026-05-07 and actionlint 1.7.12 does not. */
const newerThanActionlint = 'unexpected key "queue" for "concurrency" section';

/** Lints workflow files with the genuine actionlint; no shell script and no Python in them is looked at. */
export async function lintWorkflows(files: readonly string[]): Promise<readonly WorkflowMistake[]> {
  const actionlint = await ensureTool('actionlint');
  const options = ['-no-color', '-shellcheck=', '-pyflakes=', '-ignore', newerThanActionlint];
  const args = [...options, '-format', '{{json .}}', ...files];
  const { stdout } = await run(actionlint, args).catch((error: unknown) => {
    // It ends with 1 when there are mistakes.
    if (error instanceof Error && 'stdout' in error && 'code' in error && error.code === 1)
      return { stdout: String(error.stdout) };
    throw error;
  });
  return parseOwnJson<readonly WorkflowMistake[]>(stdout);
}
