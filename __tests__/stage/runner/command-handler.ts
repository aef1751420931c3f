import type { AnnotationLevel } from './annotations.ts';
import { parseCommand, type WorkflowCommand } from './command-syntax.ts';
import type { Masker } from './masker.ts';
import type { StepLog } from './step-log.ts';

/** Takes the lines of a step's output and obeys the workflow commands in them. */
export interface CommandHandler {
  readonly take: (line: string) => void;
  /** The commands that were obeyed, in order; what stood between `stop-commands` and its token is not among them. */
  readonly commands: readonly WorkflowCommand[];
  /** Set by the old commands `set-output` and `save-state`, which still work. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
}

type Effect = (command: WorkflowCommand, line: string) => void;

/** Commands whose own line is never repeated in the log. */
const silent = new Set(['error', 'warning', 'notice', 'debug', 'add-mask']);

/**
 * Obeys commands as the runner does. Problem matchers are noted as commands and not applied.
 * Source: actions/runner src/Runner.Worker/ActionCommandManager.cs.
 */
export function openCommandHandler(log: StepLog, masker: Masker, debug: 'on' | 'off'): CommandHandler {
  const commands: WorkflowCommand[] = [];
  const outputs = new Map<string, string>();
  const state = new Map<string, string>();
  let echo = debug;
  let stopToken: string | undefined;
  const effects = effectsOn(log, masker, { outputs, state, setEcho: value => (echo = value) });
  const known = new Set(['stop-commands', ...Object.keys(effects)]);

  const stop = (command: WorkflowCommand, line: string): void => {
    const token = command.data.toLowerCase();
    if (token === '' || token === 'pause-logging' || known.has(token))
      return log.fail(`stop-commands needs a token of its own, not "${command.data}".`);
    stopToken = token;
    known.add(token);
    if (token.length > 6) masker.add(command.data);
    log.write(line);
  };
  const resume = (token: string, line: string): void => {
    log.write(line);
    known.delete(token);
    stopToken = undefined;
  };
  const take = (line: string): void => {
    const command = parseCommand(line, known);
    if (command === undefined) return log.write(line);
    if (stopToken !== undefined)
      return command.name === stopToken ? resume(stopToken, line) : log.write(line);
    commands.push(command);
    if (command.name === 'stop-commands') return stop(command, line);
    if (echo === 'on' && !silent.has(command.name)) log.write(line);
    effects[command.name]?.(command, line);
  };
  return { take, commands, outputs, state };
}

interface Targets {
  readonly outputs: Map<string, string>;
  readonly state: Map<string, string>;
  readonly setEcho: (value: 'on' | 'off') => void;
}

function effectsOn(log: StepLog, masker: Masker, targets: Targets): Record<string, Effect> {
  const annotate =
    (level: AnnotationLevel): Effect =>
    ({ data, properties }) =>
      log.annotate(level, data, properties);
  const refuse: Effect = ({ name }, line) => {
    log.fail(`The command in this line was not obeyed: ${line}`);
    log.annotate('error', `The command ${name} is switched off; there is a file for that.`);
  };
  const store =
    (values: Map<string, string>): Effect =>
    ({ name, properties, data }, line) => {
      log.annotate('warning', `The command ${name} is deprecated; there is a file for that.`);
      const key = properties['name'];
      if (key === undefined) log.fail(`The command in this line needs a name: ${line}`);
      else values.set(key, data);
    };
  return {
    error: annotate('error'),
    warning: annotate('warning'),
    notice: annotate('notice'),
    debug: ({ data }) => log.debug(data),
    group: ({ data }) => log.write(`##[group]${data}`),
    endgroup: () => log.write('##[endgroup]'),
    'add-mask': ({ data }) => {
      if (data.trim() === '') log.annotate('warning', 'add-mask was given nothing to mask.');
      else masker.add(data);
    },
    echo: ({ data }, line) => {
      const value = data.trim().toLowerCase();
      if (value === 'on' || value === 'off') targets.setEcho(value);
      else log.fail(`The command in this line needs "on" or "off": ${line}`);
    },
    'set-output': store(targets.outputs),
    'save-state': store(targets.state),
    'set-env': refuse,
    'add-path': refuse,
    'add-matcher': () => undefined,
    'remove-matcher': () => undefined,
  };
}
