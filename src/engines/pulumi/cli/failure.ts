import { Failure } from '../../../model/failure.ts';
import { type EngineEvent, plainText } from '../events/event.ts';
import { CliExit } from './command.ts';
import { exitCodes } from './exit-code.ts';

/** What the stack is called, for messages. */
export interface FailedPlace {
  readonly stack: string;
  readonly isCancelled: boolean;
}

/**
 * Why a command of the CLI failed, by its exit code; only where that says no more than "failed" the text is asked, for
 * the few causes that have a way out of their own. Anything that is not an exit of the CLI stays as it is.
 */
export function failureOf(error: unknown, events: readonly EngineEvent[], place: FailedPlace): unknown {
  // A CLI that was told to end before it listened is ended by the signal itself, and has no exit code.
  const isEnded = place.isCancelled && !(error instanceof Failure);
  if (!(error instanceof CliExit)) return isEnded ? cancelled(place.stack, error) : error;
  const text = plainText(`${error.stderr}\n${error.stdout}`);
  const { stack } = place;
  if (error.code === exitCodes.cancelled || place.isCancelled) return cancelled(stack, error);
  switch (error.code) {
    case exitCodes.stackNotFound:
      return stackMissing(stack, error);
    case exitCodes.noChangesExpected:
      return new Failure('changes-unexpected', `stack ${stack} would change, and expect-no-changes is set`, {
        hint: 'Take expect-no-changes out to deploy the changes, or find out where they come from: mode: drift.',
        cause: error,
      });
    case exitCodes.authentication:
      return new Failure('credentials-rejected', `Pulumi was not let in: ${firstError(text)}`, {
        hint: 'Is PULUMI_ACCESS_TOKEN set in the env of the step, and is it valid for this organization?',
        cause: error,
      });
    case exitCodes.configuration:
      return new Failure(
        'inputs-invalid',
        `Pulumi did not take its arguments or configuration: ${firstError(text)}`,
        {
          cause: error,
        },
      );
    default:
      return byText(text, error, events, stack);
  }
}

function cancelled(stack: string, cause: unknown): Failure {
  return new Failure('cancelled', `the run was cancelled while Pulumi worked on stack ${stack}`, { cause });
}

/** The stack does not exist, and what to do about it. */
export function stackMissing(stack: string, cause?: unknown): Failure {
  return new Failure('stack-missing', `there is no stack ${stack} in the backend`, {
    hint: 'Is stack-name right, and cloud-url the backend that holds it? To create it with the first deploy: upsert: true.',
    cause,
  });
}

function byText(text: string, error: CliExit, events: readonly EngineEvent[], stack: string): Failure {
  const locked = /currently locked by|\[409\] Conflict: Another update/.test(text);
  if (locked) {
    const who = /created by (\S+@\S+ \(pid \d+\) at \S+)/.exec(text)?.[1];
    return new Failure(
      'stack-locked',
      `another update holds the lock of stack ${stack}${who === undefined ? '' : `: ${who}`}`,
      {
        hint: 'Let it end, then run this again. If nothing runs any more: pulumi cancel, once you are sure.',
        cause: error,
      },
    );
  }
  const stopped = byPlan(text, error, events);
  if (stopped) return stopped;
  if (/passphrase must be set|PULUMI_CONFIG_PASSPHRASE/.test(text)) {
    return new Failure('credentials-missing', `the passphrase of stack ${stack} is not given`, {
      hint: "Set PULUMI_CONFIG_PASSPHRASE in the env of the step: PULUMI_CONFIG_PASSPHRASE: '${{ secrets.PULUMI_CONFIG_PASSPHRASE }}'.",
      cause: error,
    });
  }
  if (/incorrect passphrase/.test(text)) {
    return new Failure('credentials-rejected', `the passphrase is not that of stack ${stack}`, {
      cause: error,
    });
  }
  if (/PULUMI_ACCESS_TOKEN must be set|problem logging in|could not query for user/.test(text)) {
    return new Failure('credentials-missing', `Pulumi is not logged in: ${firstError(text)}`, {
      hint: "Set PULUMI_ACCESS_TOKEN in the env of the step, or name your own backend: cloud-url: 's3://...'.",
      cause: error,
    });
  }
  if (/unable to open bucket|failed to open bucket|connection refused|no such host/i.test(text)) {
    return new Failure(
      'backend-failed',
      `the backend of stack ${stack} cannot be used: ${firstError(text)}`,
      { cause: error },
    );
  }
  const cause = events.find(event => event.kind === 'diagnostic' && event.severity === 'error');
  const why = cause?.kind === 'diagnostic' ? firstLines(cause.message) : firstError(text);
  return new Failure('program-failed', `pulumi ${error.args[0] ?? ''} of stack ${stack} failed: ${why}`, {
    cause: error,
  });
}

/** What the engine refused before it touched a resource. */
function byPlan(text: string, cause: CliExit, events: readonly EngineEvent[]): Failure | undefined {
  const [, violating] = /(?:resource )?(urn:pulumi:\S+) violates plan/.exec(messagesOf(events, text)) ?? [];
  // The rest of the message quotes values.
  if (violating !== undefined)
    return new Failure(
      'plan-violated',
      `the update would have done to ${violating} what the plan does not hold`,
      {
        hint: 'Nothing was touched. Run it again: it is planned anew. If it happens again, the program gives another result each time.',
        cause,
      },
    );
  const [, added] = /Resource '(urn:pulumi:\S+)' will be destroyed but was not specified/.exec(text) ?? [];
  if (added !== undefined)
    return new Failure('plan-violated', `${added} is in the stack by now, and the plan did not show it`, {
      hint: 'Nothing was touched. Another update went on meanwhile: run it again, and it is planned anew.',
      cause,
    });
  const [, kept] = /resource "(urn:pulumi:\S+)" cannot be deleted\s+because it is protected/.exec(text) ?? [];
  if (kept !== undefined)
    return new Failure('program-failed', `${kept} cannot be deleted: it is protected`, {
      hint: 'Take protect off in the program and deploy that first; or, in mode destroy, leave what is protected: exclude-protected: true.',
      cause,
    });
  return undefined;
}

function messagesOf(events: readonly EngineEvent[], text: string): string {
  return [...events.flatMap(event => (event.kind === 'diagnostic' ? [event.message] : [])), text].join('\n');
}

/** The first line of what the CLI printed that names an error, else the last line that says anything. */
export function firstError(text: string): string {
  const lines = text.split('\n').map(line => line.trim());
  const named = lines.find(line => /^error:/i.test(line));
  return (named ?? lines.findLast(line => line !== '') ?? 'it printed nothing')
    .replace(/^error:\s*/i, '')
    .slice(0, 500);
}

/** A message without the stack of the program: people look for the cause, not for our frames. */
function firstLines(message: string): string {
  const lines = message.split('\n').filter(line => !/^\s+at /.test(line) && line.trim() !== '');
  return lines.slice(0, 5).join('\n').slice(0, 1000);
}
