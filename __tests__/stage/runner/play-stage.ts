import { join } from 'node:path';
import type { ActionFile } from './action-file.ts';
import type { Annotation } from './annotations.ts';
import { openCommandHandler } from './command-handler.ts';
import type { WorkflowCommand } from './command-syntax.ts';
import { makeCommandFiles, readCommandFiles } from './file-commands.ts';
import type { Masker } from './masker.ts';
import { openStepLog, type StepLog } from './step-log.ts';
import { type Patience, runProcess } from './step-process.ts';

/** How a stage or a job ended. */
export type Conclusion = 'success' | 'failure' | 'cancelled';

/** What became of one stage of a step: of its main script, or of its post script. */
export interface StageRun {
  readonly exitCode: number;
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  /** What the stage saved for the post script. */
  readonly state: Readonly<Record<string, string>>;
  /** Masked; empty when nothing was written, or over the limit of 1 MiB. */
  readonly summary: string;
  /** At most ten of each level. */
  readonly annotations: readonly Annotation[];
  /** The commands that the runner obeyed, in order. */
  readonly commands: readonly WorkflowCommand[];
  /** What people see: masked, with the runner's own lines. */
  readonly log: string;
  /** What the process wrote, nothing masked. */
  readonly rawLog: string;
  /** The signals that the process was sent. */
  readonly signals: readonly NodeJS.Signals[];
  /** What it set for later steps by way of GITHUB_ENV and GITHUB_PATH. */
  readonly environment: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
}

/** What a stage needs to run. */
export interface StageOrder {
  readonly stage: 'main' | 'post';
  readonly action: ActionFile;
  /** Relative to the action's folder. */
  readonly script: string;
  readonly uses: string;
  /** By name, with the defaults. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Said by the runner before the stage starts. */
  readonly warnings: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The `env` of the workflow and of the step, shown in the log. */
  readonly stepEnvironment: Readonly<Record<string, string>>;
  readonly workspace: string;
  readonly temporaryFolder: string;
  readonly masker: Masker;
  readonly debug: 'on' | 'off';
  readonly patience: Patience;
  readonly cancelled: AbortSignal;
  readonly onLine: (line: string) => void;
}

/** Runs one stage to its end and reads what it left. */
export async function playStage(order: StageOrder): Promise<StageRun> {
  const log = openStepLog(order);
  const handler = openCommandHandler(log, order.masker, order.debug);
  const files = await makeCommandFiles(order.temporaryFolder);
  const fileVariables = Object.entries(files).map(([name, path]) => [`GITHUB_${name.toUpperCase()}`, path]);
  for (const warning of order.warnings) log.annotate('warning', warning);
  if (order.stage === 'main') writeHead(order, log);
  else log.write('Post job cleanup.');
  const raw: string[] = [];
  const { exitCode, signals } = await runProcess({
    script: join(order.action.folder, order.script),
    folder: order.workspace,
    environment: { ...order.environment, ...Object.fromEntries(fileVariables) },
    patience: order.patience,
    cancelled: order.cancelled,
    onLine: line => {
      raw.push(line);
      handler.take(line);
    },
  });
  const left = await readCommandFiles(files, log, order.masker);
  if (signals.length > 0) log.annotate('error', 'The run was cancelled.');
  return {
    exitCode,
    conclusion: concludeStage(exitCode, signals, log),
    outputs: Object.fromEntries([...handler.outputs, ...left.outputs]),
    state: Object.fromEntries([...handler.state, ...left.state]),
    environment: Object.fromEntries(left.environment),
    paths: left.paths,
    summary: left.summary,
    annotations: log.annotations,
    commands: handler.commands,
    log: log.lines.join('\n'),
    rawLog: raw.join('\n'),
    signals,
  };
}

/** A cancelled step is cancelled even if its process ended well. */
function concludeStage(exitCode: number, signals: readonly string[], log: StepLog): Conclusion {
  if (signals.length > 0) return 'cancelled';
  return exitCode === 0 && !log.hasFailed ? 'success' : 'failure';
}

/** What the runner prints before the output of a step: inputs that are not empty, then the environment. */
function writeHead(order: StageOrder, log: StepLog): void {
  log.write(`##[group]Run ${order.uses}`);
  const given = [...order.inputs].filter(([, value]) => value !== '');
  if (given.length > 0) log.write('with:');
  for (const [name, value] of given) log.write(`  ${name}: ${value}`);
  const environment = Object.entries(order.stepEnvironment);
  if (environment.length > 0) log.write('env:');
  for (const [name, value] of environment) log.write(`  ${name}: ${value}`);
  log.write('##[endgroup]');
}
