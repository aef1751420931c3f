/** How a step or a job of a workflow ended; `skipped` when it never began. */
export type Result = 'success' | 'failure' | 'skipped';

/** One stage of one step, as act told it. */
export interface WorkflowStep {
  readonly job: string;
  /** Its id, or its place in the job, from 0. */
  readonly id: string;
  readonly name: string;
  readonly stage: 'Pre' | 'Main' | 'Post';
  readonly result: Result;
  /** What it printed, masked by act. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly annotations: readonly StepAnnotation[];
}

/** An annotation; act does not limit their number. */
export interface StepAnnotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** What act told of a run. */
export interface ActReport {
  readonly steps: readonly WorkflowStep[];
  /** By job id; of a matrix the worst. */
  readonly jobs: ReadonlyMap<string, Result>;
  /** Lines of act's own, such as why it refuses a workflow. */
  readonly remarks: string;
}

interface ActLine {
  readonly jobID?: string;
  readonly stepID?: readonly string[];
  readonly step?: string;
  readonly stage?: WorkflowStep['stage'];
  readonly msg?: string;
  readonly raw_output?: boolean;
  readonly stepResult?: Result;
  readonly jobResult?: Result;
  readonly command?: string;
  readonly arg?: string;
  readonly name?: string;
  readonly content?: string;
  readonly level?: string;
  readonly kvPairs?: Readonly<Record<string, string>>;
}

type Draft = { -readonly [Key in keyof WorkflowStep]: WorkflowStep[Key] };

/** Reads what `act --json` printed. Source: nektos/act pkg/runner/logger.go and command.go. */
export function readActLog(text: string): ActReport {
  const steps = new Map<string, Draft>();
  const jobs = new Map<string, Result>();
  const remarks: string[] = [];
  for (const printed of text.split('\n')) {
    const line = parseLine(printed);
    if (line?.jobID === undefined) {
      remarks.push(line?.msg ?? printed);
      continue;
    }
    if (line.jobResult !== undefined && jobs.get(line.jobID) !== 'failure')
      jobs.set(line.jobID, line.jobResult);
    if (line.stepID === undefined || line.stage === undefined) continue;
    const id = line.stepID.join('.');
    const key = [line.jobID, line.stage, id].join(' ');
    const step = steps.get(key) ?? emptyStep(line.jobID, id, line.stage, line.step ?? '');
    steps.set(key, step);
    note(step, line);
  }
  return { steps: [...steps.values()], jobs, remarks: remarks.join('\n').trim() };
}

function emptyStep(job: string, id: string, stage: WorkflowStep['stage'], name: string): Draft {
  return { job, id, name, stage, result: 'skipped', log: '', outputs: {}, summary: '', annotations: [] };
}

function note(step: Draft, line: ActLine): void {
  if (line.stepResult !== undefined) step.result = line.stepResult;
  // act gives its steps a terminal, which ends lines with \r\n.
  if (line.raw_output === true) step.log += (line.msg ?? '').replaceAll('\r\n', '\n');
  else if (line.level === 'error' && line.command === undefined) step.log += `${line.msg ?? ''}\n`;
  if (line.command === 'set-output') step.outputs = { ...step.outputs, [line.name ?? '']: line.arg ?? '' };
  if (line.command === 'summary') step.summary += line.content ?? '';
  if (line.command === 'error' || line.command === 'warning' || line.command === 'notice') {
    const { command: level, arg: message = '', kvPairs: properties = {} } = line;
    step.annotations = [...step.annotations, { level, message, properties }];
  }
}

function parseLine(text: string): ActLine | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const line: ActLine = JSON.parse(text);
    return line;
  } catch {
    return undefined;
  }
}
