import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { DeployRecord } from '../../src/model/record.ts';
import { systemDisk } from '../../src/system/disk.ts';
import { historyFile } from '../../src/terminal/history-file.ts';

function record(id: string, parts: Partial<DeployRecord> = {}): DeployRecord {
  return {
    schema: 1,
    app: 'shop',
    environment: 'production',
    target: { name: 'shop', serverHash: 'a' },
    id,
    sequence: 1,
    kind: 'deploy',
    renderedDigest: '',
    planDigest: '',
    images: [],
    objects: { count: 0, created: 0, changed: 0, unchanged: 0, pruned: 0 },
    engine: 'pulumi',
    startedAt: '2026-01-01T00:00:00.000Z',
    tools: {},
    ...parts,
  };
}

it('keeps records in a file of our own: the last word on an id counts, broken lines and other targets are passed over', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'history-'));
  try {
    const path = join(folder, 'deep/deploys.jsonl');
    const store = historyFile(path, systemDisk());
    expect(await store.all({ name: 'shop', environment: 'production' })).toEqual([]);
    await store.put(record('one'));
    await store.put(record('one', { result: 'success' }));
    await store.put(record('two', { environment: 'staging' }));
    await writeFile(path, `${await readFile(path, 'utf8')}{"schema":1,"id":"cut\n{}\n`);
    expect(
      (await store.all({ name: 'shop', environment: 'production' })).map(({ id, result }) => [id, result]),
    ).toEqual([['one', 'success']]);
    await writeFile(join(folder, 'file'), '');
    const blocked = historyFile(join(folder, 'file/deploys.jsonl'), systemDisk());
    await expect(blocked.put(record('x'))).rejects.toMatchObject({ code: 'record-failed' });
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('loses nothing when several runs share the file, and keeps what another version wrote', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'history-'));
  try {
    const path = join(folder, 'deploys.jsonl');
    const foreign = '{"schema":2,"id":"later"}';
    await writeFile(path, `${foreign}\n{"schema":1,"id":"cut`);
    const stores = Array.from({ length: 20 }, () => historyFile(path, systemDisk()));
    await stores[0]?.put(record('first'));
    await Promise.all(stores.map(async (store, index) => await store.put(record(`run-${index}`))));
    const kept = await stores[0]?.all({ name: 'shop', environment: 'production' });
    expect(kept?.map(({ id }) => id).toSorted()).toEqual(
      ['first', ...stores.map((_, index) => `run-${index}`)].toSorted(),
    );
    expect(await readFile(path, 'utf8')).toContain(`${foreign}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
});
