import { Failure } from '../model/failure.ts';
import type { Delivery, KeptLetter, Letter } from '../model/letter.ts';
import { isSameMatter } from '../model/letter.ts';
import type { Mirrors } from '../model/mirrors.ts';
import type { DeployRecord } from '../model/record.ts';
import type { Report } from '../model/report.ts';
import type { World } from '../model/world.ts';
import type { Mirror } from './mirror.ts';
import { isRateLimit, RequestFailure, statusOf } from './refusal.ts';
import { isShown, warnOf } from './soft.ts';

/** What telling GitHub of deploys needs. */
export interface MailOptions {
  readonly mirrors: readonly Mirror[];
  readonly world: Pick<World, 'log' | 'secrets' | 'clock'>;
  /** What a deploy does when GitHub does not answer before its first write. */
  readonly recordFailure: 'fail' | 'continue';
}

/** Everything that GitHub must hear of deploys, and what became of it. */
export type Mail = Pick<Mirrors, 'reach' | 'begin'> & {
  /** Whether GitHub did not answer when the deploy began. */
  isSilent(): boolean;
  /** In place of `begin`, after a process of this run was killed that may have told it. */
  resume(record: DeployRecord): void;
  /** Tells what earlier runs left, oldest first, then what this run has to tell; never fails. */
  send(report: Report, left: readonly KeptLetter[]): Promise<Delivery>;
};

/** Opens it; nothing is sent yet. */
export function openMail({ mirrors, world, recordFailure }: MailOptions): Mail {
  let brokenOffs: readonly Letter[] = [];
  // Nothing is asked of who was silent a moment ago, until the deploy is over.
  let silence: unknown;
  const warned = new Set<string>();
  const warn = (name: string, error: unknown): void => {
    // What is refused when a deploy begins is refused again when it ends.
    const what = `${name} ${statusOf(error) ?? ''}`;
    if (!warned.has(what)) warnOf(name, world, error);
    warned.add(what);
  };
  const orStop = async (name: string, ask: () => Promise<void>): Promise<void> => {
    try {
      await ask();
    } catch (error) {
      if (isAway(error)) silence = error;
      if (recordFailure === 'fail' && isAway(error)) throw stopped(error);
      warn(name, error);
    }
  };
  return {
    reach: async commit => {
      for (const mirror of mirrors) {
        await orStop(mirror.name, async () => await mirror.reach?.(commit));
      }
    },
    begin: async (record, brokenOff) => {
      if (brokenOff?.commit !== undefined)
        brokenOffs = mirrors.flatMap(mirror => mirror.letterOfBrokenOff?.(brokenOff) ?? []);
      for (const mirror of mirrors) {
        mirror.resume?.(record);
        if (silence === undefined) await orStop(mirror.name, async () => await mirror.begin?.(record));
      }
    },
    isSilent: () => silence !== undefined,
    resume: record => {
      for (const mirror of mirrors) mirror.resume?.(record);
    },
    send: async (report, left) => {
      const at = new Date(world.clock.nowMs()).toISOString();
      const own = isShown(report) ? mirrors.flatMap(mirror => mirror.lettersOf(report, at)) : [];
      const news = [...brokenOffs, ...own];
      const old = left.filter(letter => !news.some(each => isSameMatter(each, letter)));
      const isStopped = silence !== undefined && recordFailure === 'fail';
      return await sendAll([...old, ...news], mirrors, { warn, ...(isStopped && { silence }) });
    },
  };
}

async function sendAll(
  letters: readonly (Letter | KeptLetter)[],
  mirrors: readonly Mirror[],
  { warn, ...before }: { readonly warn: (name: string, error: unknown) => void; readonly silence?: unknown },
): Promise<Delivery> {
  const told: Letter[] = [];
  const unsent: KeptLetter[] = [];
  let refused = 0;
  let { silence } = before;
  for (const letter of letters) {
    const mirror = mirrors.find(({ name }) => name === letter.to);
    try {
      // Who did not answer three times is not asked for the rest.
      if (silence !== undefined) throw silence;
      // A place that is not recorded to any more needs to hear nothing.
      await mirror?.deliver(letter);
      told.push(letter);
    } catch (error) {
      if (silence === undefined) warn(letter.to, error);
      if (statusOf(error) === 0) silence = error;
      if (mayPass(error, letter)) {
        unsent.push(kept(letter, mirror, error));
        continue;
      }
      refused += 1;
      told.push(letter);
    }
  }
  return { told, unsent, refused };
}

function kept(letter: Letter | KeptLetter, mirror: Mirror | undefined, error: unknown): KeptLetter {
  const attempts = ('attempts' in letter ? letter.attempts : 0) + 1;
  const lastError = (error instanceof Error ? error.message : String(error)).slice(0, longestError);
  return { ...(mirror?.shortened?.(letter) ?? letter), attempts, lastError };
}

const longestError = 200;

/** GitHub does not answer, has trouble, or takes no more requests for now. */
function isAway(error: unknown): boolean {
  if (!(error instanceof RequestFailure)) return false;
  const { refusal } = error;
  return refusal.status === 0 || refusal.status >= 500 || isRateLimit(refusal);
}

/** A later run has another token, and what waits already may need a permission that somebody is about to give. */
function mayPass(error: unknown, letter: Letter | KeptLetter): boolean {
  const status = statusOf(error) ?? 422;
  return isAway(error) || status === 401 || ('attempts' in letter && status === 403);
}

function stopped(error: unknown): Failure {
  const { message, hint = '' } = error instanceof Failure ? error : { message: String(error) };
  return new Failure('record-failed', `stopped before the first write: ${message}`, {
    hint: `Nothing was changed. ${hint} With \`record-failure: continue\` the deploy goes on, and GitHub is told later.`,
    cause: error,
  });
}
