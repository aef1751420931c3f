import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { numberAt, parseJson, textAt } from '../../model/json.ts';
import type { World } from '../../model/world.ts';

/** A CLI of ours that works on a stack: while it runs, and when it was killed, the lock of the stack bears its marks. */
export interface OwnLock {
  readonly host: string;
  readonly pid: number;
  readonly startedMs: number;
  /** What it was started with, as `markOfArguments` gives it: no two runs start the same. */
  readonly mark: string;
}

/** Names the arguments of an update without telling them: the record and the folder of the run stand in them. */
export function markOfArguments(args: readonly string[]): string {
  return `${args.length} ${createHash('sha256').update(args.join('\0')).digest('hex').slice(0, 16)}`;
}

/** As the clean-up reads it. */
export function writeLock({ host, pid, startedMs, mark }: OwnLock): string {
  return JSON.stringify({ host, pid, startedMs, mark });
}

/** Reads it; undefined when it is none of ours. */
export function readLock(text: string | undefined): OwnLock | undefined {
  const json = text?.startsWith('{') === true ? parseJson(text) : null;
  const [host, mark] = [textAt(json, '/host'), textAt(json, '/mark')];
  const [pid, startedMs] = [numberAt(json, '/pid'), numberAt(json, '/startedMs')];
  return host === undefined || mark === undefined || pid === undefined || startedMs === undefined
    ? undefined
    : { host, pid, startedMs, mark };
}

type LockWorld = Pick<World, 'disk' | 'shell' | 'programEnv' | 'clock' | 'log'>;

const pauseMs = 500;
/** The clean-up has a minute. */
const patienceMs = 45_000;

/**
 * Waits for a CLI that has outlived its run; one that was not told to end is told once, by the signal after which it ends in
 * order. A second one would make it drop what it is doing. Gives whether it has ended.
 */
export async function endOrphan(lock: OwnLock, told: 'told' | 'untold', world: LockWorld): Promise<boolean> {
  if (lock.host !== world.disk.hostName()) return true;
  const isAlive = async (): Promise<boolean> => {
    // The number may be another program's by now, also that of another Pulumi.
    const words = ((await world.disk.read(`/proc/${lock.pid}/cmdline`)) ?? '').split('\0').slice(0, -1);
    const count = Number.parseInt(lock.mark, 10);
    return count > 0 && words.length > count && markOfArguments(words.slice(-count)) === lock.mark;
  };
  if (!(await isAlive())) return true;
  world.log.info(`the Pulumi CLI of the killed run (pid ${lock.pid}) is still at work: waiting for its end`);
  const options = { env: world.programEnv, timeoutMs: pauseMs * 10 };
  if (told === 'untold')
    await world.shell.run('kill', ['-INT', String(lock.pid)], options).catch(() => undefined);
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += pauseMs) {
    await world.clock.sleep(pauseMs);
    if (!(await isAlive())) return true;
  }
  world.log.warn(`the Pulumi CLI (pid ${lock.pid}) does not end: it is left alone, and so is its lock`);
  return false;
}

/** A stack where its locks lie. */
export interface LockedStack {
  readonly backendUrl: string | undefined;
  /** Relative places of the backend are told from here. */
  readonly folder: string;
  readonly project: string;
  readonly stack: string;
}

/**
 * Removes the lock that a killed CLI of ours left, told by host, process and time; those of others stay. Other backends than
 * a folder show their locks to nobody: there the next run names it. Layout: pulumi/pulumi pkg/backend/diy/lock.go.
 */
export async function releaseLock(lock: OwnLock, place: LockedStack, world: LockWorld): Promise<void> {
  const top = folderOf(place, world);
  if (top === undefined) {
    world.log.info(
      `if the next run finds ${place.stack} locked by ${lock.host} (pid ${lock.pid}), it is this run's lock: pulumi cancel`,
    );
    return;
  }
  const folder = join(top, '.pulumi/locks/organization', place.project, place.stack.split('/').at(-1) ?? '');
  for (const name of await world.disk.list(folder)) {
    const path = join(folder, name);
    if (!isOurs(lock, await world.disk.read(path))) continue;
    await world.disk.remove(path);
    world.log.info(`the lock that the killed run left on ${place.stack} is removed`);
  }
}

function folderOf({ backendUrl, folder }: LockedStack, { programEnv }: LockWorld): string | undefined {
  const [, path] = /^file:\/\/([^?]*)/.exec(backendUrl ?? '') ?? [];
  if (path === undefined) return undefined;
  if (path === '~' || path.startsWith('~/')) return join(programEnv['HOME'] ?? '/', path.slice(1));
  return path.startsWith('/') ? path : join(folder, path);
}

/** Clocks of one machine agree, but for what lies between our look at it and the CLI's. */
const slackMs = 2000;

function isOurs({ host, pid, startedMs }: OwnLock, text: string | undefined): boolean {
  if (text === undefined) return false;
  try {
    const json = parseJson(text);
    const madeMs = Date.parse(textAt(json, '/timestamp') ?? '');
    const isSame = textAt(json, '/hostname') === host && numberAt(json, '/pid') === pid;
    return isSame && madeMs >= startedMs - slackMs;
  } catch {
    return false;
  }
}
