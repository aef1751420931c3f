import {
  type Annotation,
  type AnnotationLevel,
  messageLimit,
  placeOf,
  shownPerLevel,
} from './annotations.ts';
import type { Masker } from './masker.ts';

/** What one stage of a step has said so far. */
export interface StepLog {
  /** The lines that people see, masked. */
  readonly lines: readonly string[];
  /** The first ten of each level. */
  readonly annotations: readonly Annotation[];
  /** Something went wrong outside the process: a bad command or a bad file. The step fails whatever its exit code. */
  readonly hasFailed: boolean;
  readonly write: (line: string) => void;
  /** Only shown when step debugging is on. */
  readonly debug: (text: string) => void;
  readonly annotate: (
    level: AnnotationLevel,
    message: string,
    properties?: Readonly<Record<string, string>>,
  ) => void;
  /** An error of the runner's own, which fails the step. */
  readonly fail: (message: string) => void;
}

/** How a log is kept. */
export interface StepLogOptions {
  readonly masker: Masker;
  readonly workspace: string;
  readonly debug: 'on' | 'off';
  /** Hears each line as it is written, masked. */
  readonly onLine: (line: string) => void;
}

/**
 * Starts the log of a stage. Everything written passes the masker; annotations over the limit are in the log only.
 * Source: actions/runner src/Runner.Worker/ExecutionContext.cs, AddIssue and Write.
 */
export function openStepLog(options: StepLogOptions): StepLog {
  const lines: string[] = [];
  const annotations: Annotation[] = [];
  let hasFailed = false;
  const write = (line: string): void => {
    const masked = options.masker.mask(line);
    lines.push(masked);
    options.onLine(masked);
  };
  const annotate: StepLog['annotate'] = (level, text, properties = {}) => {
    const message = options.masker.mask(text).slice(0, messageLimit);
    const place = placeOf(properties, options.workspace);
    if (annotations.filter(other => other.level === level).length < shownPerLevel)
      annotations.push({ level, message, ...place });
    if (message !== '') write(`##[${level}]${message}`);
  };
  return {
    lines,
    annotations,
    get hasFailed() {
      return hasFailed;
    },
    write,
    debug: text => {
      if (options.debug === 'on') for (const line of text.split(/\r?\n/)) write(`##[debug]${line}`);
    },
    annotate,
    fail: message => {
      hasFailed = true;
      annotate('error', message);
    },
  };
}
