import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { abandon } from '../../../src/engines/pulumi/ledger/abandon.ts';
import type { LedgerContext } from '../../../src/engines/pulumi/ledger/context.ts';
import { messageOf } from '../../../src/engines/pulumi/ledger/trail.ts';
import {
  endOrphan,
  markOfArguments,
  readLock,
  releaseLock,
  writeLock,
} from '../../../src/engines/pulumi/own-lock.ts';
import type { DeployRecord } from '../../../src/model/record.ts';
import { systemClock } from '../../../src/system/clock.ts';
import { systemDisk } from '../../../src/system/disk.ts';
import { systemShell } from '../../../src/system/shell.ts';
import { fakeWorld } from '../../fakes/world.ts';

const startedMs = Date.parse('2026-01-01T12:00:00Z');
const args = ['up', '--yes', '--stack', 'dev', '--message', 'gitops-push production/shop#7'];
const ours = { host: hostname(), pid: 4242, startedMs, mark: markOfArguments(args) };

/** A machine with a real disk and real processes. */
function machine(home = '/nowhere') {
  const programEnv = { PATH: '/usr/bin:/bin', HOME: home };
  return fakeWorld({ disk: systemDisk(), shell: systemShell(), clock: systemClock(), programEnv });
}

describe('the lock that a killed run left', () => {
  let backend: string;
  const folder = (): string => join(backend, '.pulumi/locks/organization/shop/dev');

  beforeEach(async () => {
    backend = await mkdtemp(join(tmpdir(), 'pulumi-locks-'));
    await mkdir(folder(), { recursive: true });
    const lock = { pid: ours.pid, username: 'root', hostname: ours.host, timestamp: '2026-01-01T12:00:01Z' };
    const locks: Readonly<Record<string, object | string>> = {
      ours: lock,
      'of-another-process': { ...lock, pid: 4243 },
      'of-another-machine': { ...lock, hostname: `not-${ours.host}` },
      'of-an-earlier-process': { ...lock, timestamp: '2026-01-01T11:59:00Z' },
      'of-no-time': { pid: ours.pid, hostname: ours.host },
      unreadable: '{',
    };
    for (const [name, content] of Object.entries(locks))
      await writeFile(
        join(folder(), `${name}.json`),
        typeof content === 'string' ? content : JSON.stringify(content),
      );
  });

  afterEach(async () => await rm(backend, { recursive: true, force: true }));

  const others = [
    'of-an-earlier-process.json',
    'of-another-machine.json',
    'of-another-process.json',
    'of-no-time.json',
    'unreadable.json',
  ];

  it.each<[string, (path: string) => string, readonly string[]]>([
    ['in a folder', path => `file://${path}`, others],
    ['with parameters', path => `file://${path}?metadata=skip`, others],
    ['below the home folder', () => 'file://~/', others],
    ['in a folder beside the project', () => 'file://.', others],
    [
      'in a bucket, where it is not seen',
      () => 's3://bucket',
      [
        'of-an-earlier-process.json',
        'of-another-machine.json',
        'of-another-process.json',
        'of-no-time.json',
        'ours.json',
        'unreadable.json',
      ],
    ],
  ])('goes, and no other: %s', async (_, urlOf, left) => {
    const place = {
      backendUrl: urlOf(backend),
      folder: backend,
      project: 'shop',
      stack: 'organization/shop/dev',
    };
    await releaseLock(ours, place, machine(backend));
    expect((await readdir(folder())).toSorted()).toEqual([...left]);
  });

  it('is known by what the run wrote down, and by nothing else', () => {
    expect(readLock(writeLock(ours))).toEqual(ours);
    for (const text of [undefined, '', 'a-token-of-a-lease', '{"pid": 1}'])
      expect(readLock(text)).toBeUndefined();
  });
});

describe('a CLI that has outlived its run', () => {
  /** A process that was started as our update was. */
  const started = async (script: string, given: readonly string[] = args): Promise<number> => {
    const child = spawn('bash', ['-c', script, ...given], {
      argv0: 'pulumi',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise(resolve => child.stdout.once('data', resolve));
    return child.pid ?? 0;
  };

  it('is told once to end when nobody told it', async () => {
    const pid = await started('trap "exit 0" INT; echo up; while :; do sleep 0.05; done');
    expect(await endOrphan({ ...ours, pid }, 'untold', machine())).toBe(true);
  });

  it('is waited for, and not told a second time', async () => {
    const pid = await started('trap "sleep 60" INT; echo up; sleep 0.8');
    const world = machine();
    expect(await endOrphan({ ...ours, pid }, 'told', world)).toBe(true);
    expect(world.lines.join('\n')).toContain('still at work');
  });

  it('is not told to end when another update of Pulumi has its number by now', async () => {
    const others = [...args.slice(0, -1), 'gitops-push production/shop#8'];
    const pid = await started('trap "echo told; exit 0" INT; echo up; sleep 5', others);
    expect(await endOrphan({ ...ours, pid }, 'untold', machine())).toBe(true);
    expect(() => process.kill(pid, 0)).not.toThrow();
    process.kill(pid, 'SIGKILL');
  });

  it('is gone already, runs on another machine, or its number is another program by now', async () => {
    expect(await endOrphan({ ...ours, pid: 2 ** 22 + 1 }, 'untold', machine())).toBe(true);
    expect(await endOrphan({ ...ours, host: 'elsewhere', pid: process.pid }, 'untold', machine())).toBe(true);
    const other = spawn('sleep', ['5'], { argv0: 'pulumi-language-nodejs', stdio: 'ignore' });
    expect(await endOrphan({ ...ours, pid: other.pid ?? 0 }, 'untold', machine())).toBe(true);
    expect(other.exitCode ?? other.signalCode).toBeNull();
    other.kill();
  });
});

describe('the record of a killed run', () => {
  const record: DeployRecord = {
    schema: 1,
    app: 'shop',
    environment: 'production',
    target: { name: 'shop', serverHash: '' },
    id: '01JAAAAAAAAAAAAAAAAAAAAAAA',
    sequence: 4,
    kind: 'deploy',
    commit: 'c'.repeat(40),
    renderedDigest: 'd'.repeat(64),
    planDigest: 'e'.repeat(64),
    images: [],
    objects: { count: 1, created: 1, changed: 0, unchanged: 0, pruned: 0 },
    engine: 'pulumi',
    startedAt: '2026-01-01T12:00:00.000Z',
    tools: {},
  };

  it.each([
    ['as the stack tells it, when the update came to its end', 'succeeded', { result: 'success' }],
    ['as failed, when the stack says so', 'failed', { result: 'failed' }],
    ['as partial, when the stack knows nothing of it', undefined, { result: 'partial', brokenOff: true }],
    [
      'as partial, while the stack still calls it under way',
      'in-progress',
      { result: 'partial', brokenOff: true },
    ],
  ])('is closed %s', async (_, result, closed) => {
    const released: string[] = [];
    const kept: DeployRecord[] = [];
    const message = messageOf(record, { user: undefined, hold: undefined });
    const updates = result === undefined ? [] : [{ kind: 'update', result, message, startedMs }];
    const context: LedgerContext = {
      target: {
        name: 'shop',
        environment: 'production',
        source: { engine: 'pulumi', path: '.', stack: 'dev' },
      },
      world: fakeWorld({
        records: {
          all: async () => await Promise.resolve([]),
          put: async each => await Promise.resolve(void kept.push(each)),
        },
      }),
      stack: 'dev',
      planned: async () => await Promise.reject(new Error('nothing is planned here')),
      readHistory: async () => await Promise.resolve({ marker: '', updates, isMissing: false }),
      cliVersion: () => '',
      reason: undefined,
      tags: {
        all: async () => await Promise.resolve(new Map()),
        set: async () => await Promise.reject(new Error('no tag is written here')),
        remove: async () => await Promise.reject(new Error('no tag is removed here')),
        forget: () => undefined,
      },
      releaseLock: async (lock, told) => await Promise.resolve(void released.push(`${lock} ${told}`)),
    };
    const begun = { record, lock: 'the-lock', isCancelled: true } as const;
    expect(await abandon(begun, context)).toMatchObject(closed);
    expect(kept).toEqual([expect.objectContaining(closed)]);
    expect(released).toEqual(['the-lock told']);
    expect(await abandon({ lock: 'the-lock' }, context)).toBeUndefined();
    expect(released).toEqual(['the-lock told', 'the-lock untold']);
  });
});
