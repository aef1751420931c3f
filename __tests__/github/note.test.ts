import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { keptAfter } from '../../src/model/letter.ts';
import type { DeployRecord } from '../../src/model/record.ts';
import { recordOf, reportOf } from './report-of.ts';
import { openRoom, type Room, type Told } from './room.ts';

const run = promisify(execFile);

async function deploy(
  room: Room,
  record: DeployRecord,
  place: 'note' | 'linked-artifacts',
  how: Parameters<Room['tell']>[1] = {},
): Promise<Told> {
  const context = room.pushRun(record.commit ?? '');
  const own = { ...record, result: 'success', run: { id: context.runId ?? '', attempt: 1 } } as const;
  const report = reportOf({ mode: 'deploy', result: 'deployed', run: context, record: own });
  return await room.tell(report, { ...how, github: { record: [place] } });
}

const ours = ['notes', '--ref', 'gitops-push/production'] as const;

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  return (await run('git', ['-C', folder, ...args], { maxBuffer: 1e7 })).stdout;
}

async function piped(folder: string, args: readonly string[], input: string): Promise<string> {
  const started = run('git', ['-C', folder, ...args]);
  started.child.stdin?.end(input);
  return (await started).stdout;
}

/** The ids of the records in the note of a commit, as the real git reads it. */
async function noted(room: Room, commit: string): Promise<readonly string[]> {
  const notes = ['notes', '--ref', 'gitops-push/production', 'show', commit];
  const { stdout } = await run('git', ['-C', room.repository.folder, ...notes]);
  const lines: readonly DeployRecord[] = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  return lines.map(({ id }) => id);
}

const ids = (...sequences: readonly number[]): readonly string[] =>
  sequences.map(sequence => recordOf('', sequence).id);

describe('the git note', () => {
  it('has one line a record, and grows by a ref that is never forced', async () => {
    await using room = await openRoom();
    const first = await room.repository.sha('main');
    const second = await room.repository.merge(room.pull);
    await deploy(room, recordOf(first, 1), 'note');
    await deploy(room, recordOf(second, 2), 'note');
    await deploy(room, recordOf(first, 3), 'note');
    expect([await noted(room, first), await noted(room, second)]).toEqual([ids(1, 3), ids(2)]);
    const moves = room.github.log.entries.filter(({ operationId }) => operationId === 'git/update-ref');
    expect(moves).toHaveLength(2);
    for (const { body } of moves) expect(JSON.stringify(body)).toMatch(/force\W+false/);
  });

  it('of another run that moves the ref in between is not lost', async () => {
    await using room = await openRoom();
    const sha = await room.repository.sha('main');
    await deploy(room, recordOf(sha, 1), 'note');
    room.github.before({ operation: 'git/update-ref' }, async () => {
      await deploy(room, recordOf(sha, 2), 'note');
    });
    const { delivery } = await deploy(room, recordOf(sha, 3), 'note');
    expect(delivery).toMatchObject({ refused: 0, unsent: [] });
    expect(await noted(room, sha)).toEqual(ids(1, 2, 3));
  });

  it.each(['none', 'done'] as const)('is written once by the next run, effect %s', async effect => {
    await using room = await openRoom();
    const sha = await room.repository.sha('main');
    const fault = { kind: 'answer', status: 503, effect } as const;
    room.github.inject(fault, { operation: 'git/create-ref' });
    const { delivery } = await deploy(room, recordOf(sha, 1), 'note');
    const left = keptAfter([], delivery);
    expect(left.map(({ to }) => to)).toEqual(['note']);
    await deploy(room, recordOf(sha, 2), 'note', { left });
    expect(await noted(room, sha)).toEqual(ids(1, 2));
  });

  it('is found, and stands where git looks for it, among more than 1,000 notes', async () => {
    await using room = await openRoom();
    const { folder } = room.repository;
    const sha = await room.repository.sha('main');
    const others = Array.from({ length: 1500 }, (_, index) =>
      createHash('sha1').update(String(index)).digest('hex'),
    );
    const blobOf = await piped(folder, ['hash-object', '-w', '--stdin'], 'another note\n');
    const notes = others.map(other => `M 100644 ${blobOf.trim()} ${other}\n`).join('');
    const [ref, who] = ['refs/notes/gitops-push/production', 'A <a@example.org> 1700000000 +0000'];
    await piped(folder, ['fast-import', '--quiet'], `commit ${ref}\ncommitter ${who}\ndata 0\n${notes}\n`);
    // Whatever the real git adds, it parts the tree as it is used to.
    const add = async (object: string): Promise<string> =>
      await git(folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...ours, 'add', '-m', 'x', object);
    await add(`${sha}^{tree}`);
    const parted = (await git(folder, 'ls-tree', '-r', '--name-only', ref)).split('\n');
    expect(parted.some(name => /^[0-9a-f]{2}\/[0-9a-f]{38}$/.test(name))).toBe(true);
    await deploy(room, recordOf(sha, 1), 'note');
    await deploy(room, recordOf(sha, 2), 'note');
    expect(await noted(room, sha)).toEqual(ids(1, 2));
    await add(blobOf.trim());
    await deploy(room, recordOf(sha, 3), 'note');
    expect(await noted(room, sha)).toEqual(ids(1, 2, 3));
    expect((await git(folder, ...ours, 'list')).trim().split('\n')).toHaveLength(others.length + 3);
  });

  it('without the permission says what to paste, and pasting it helps', async () => {
    await using room = await openRoom();
    const sha = await room.repository.sha('main');
    const { lines } = await deploy(room, recordOf(sha, 1), 'note', {
      token: { permissions: { contents: 'read' } },
    });
    expect(lines.join('\n')).toMatch(/`permissions: \{ contents: write, actions: read/);
    await deploy(room, recordOf(sha, 2), 'note', { token: { permissions: { contents: 'write' } } });
    expect(await noted(room, sha)).toEqual(ids(2));
  });
});

describe('linked artifacts', () => {
  const images = [`ghcr.io/acme/web:1.2@sha256:${'a'.repeat(64)}`, `db@sha256:${'b'.repeat(64)}`, 'cache:7'];

  it('name each image with a digest once, however often it is deployed', async () => {
    await using room = await openRoom();
    const sha = await room.repository.sha('main');
    const { lines } = await deploy(room, { ...recordOf(sha, 1), images }, 'linked-artifacts');
    expect(lines.join('\n')).toContain('1 of 3 images have no digest');
    const newer = images.map(image => image.replace(/a{64}/, 'c'.repeat(64)));
    await deploy(room, { ...recordOf(sha, 2), images: newer }, 'linked-artifacts');
    expect(
      room.github
        .deploymentRecords('acme')
        .map(({ name, digest, version, deploymentName, status }) => [
          name,
          digest.slice(0, 10),
          version,
          deploymentName,
          status,
        ]),
    ).toEqual([
      ['ghcr.io/acme/web', 'sha256:ccc', '1.2', 'shop-shop-web', 'deployed'],
      ['db', 'sha256:bbb', undefined, 'shop-shop-db', 'deployed'],
    ]);
  });

  it('are refused once and for good where there are none', async () => {
    await using room = await openRoom();
    const sha = await room.repository.sha('main');
    room.github.inject(
      { kind: 'answer', status: 404, effect: 'none' },
      { operation: 'orgs/set-cluster-deployment-records' },
    );
    const { lines, delivery } = await deploy(room, { ...recordOf(sha, 1), images }, 'linked-artifacts');
    expect(delivery).toMatchObject({ refused: 1, unsent: [] });
    expect(lines.filter(line => line.includes('Leave `linked-artifacts` out'))).toHaveLength(1);
  });
});
