import { expect, it } from 'vitest';
import type { FlowInput } from '../../src/flows/flow.ts';
import { rollback } from '../../src/flows/rollback.ts';
import { Failure } from '../../src/model/failure.ts';
import type { DeployRecord } from '../../src/model/record.ts';
import { fakeWorld } from '../fakes/world.ts';

const record = (sequence: number, renderedDigest: string): DeployRecord => ({
  schema: 1,
  app: 'shop',
  environment: 'production',
  target: { name: 'shop', serverHash: 'h' },
  id: `id-${sequence}`,
  sequence,
  kind: 'deploy',
  commit: String(sequence).repeat(40),
  renderedDigest,
  planDigest: 'p',
  images: [],
  objects: { count: 1, created: 0, changed: 1, unchanged: 0, pruned: 0 },
  engine: 'kubernetes',
  startedAt: '2026-01-01T00:00:00.000Z',
  result: 'success',
  tools: {},
});

/** To which commit a rollback goes, by what the target and GitHub know; and how often GitHub was asked. */
async function chosen(
  known: readonly DeployRecord[],
  told: readonly DeployRecord[],
  { rollbackTo = 'previous', unsafeAllow = [] as readonly string[] } = {},
) {
  let asked = 0;
  const opened: string[] = [];
  const world = fakeWorld({
    toldRecords: async () => {
      asked += 1;
      return await Promise.resolve(told);
    },
  });
  const input = {
    engine: { ledger: { all: async () => await Promise.resolve(known) } },
    target: { name: 'shop', environment: 'production', source: { engine: 'kubernetes', path: '.' } },
    settings: { rollbackTo, confirm: [], unsafeAllow },
    world,
    openAt: async (commit: string) => {
      opened.push(commit);
      return await Promise.reject(new Failure('commit-missing', 'enough is known'));
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the choice is looked at
  const failure = await rollback(input as unknown as FlowInput).catch((error: unknown) => error);
  return { asked, opened, code: failure instanceof Failure ? failure.code : undefined };
}

it('chooses from what GitHub was told, in one question, when the target knows of no deploy', async () => {
  const told = [record(1, 'a'), record(2, 'b')];
  expect(await chosen([], told)).toEqual({ asked: 1, opened: ['1'.repeat(40)], code: 'commit-missing' });
});

it('does not ask GitHub when the target knows, and says so when nobody does', async () => {
  const known = [record(3, 'a'), record(4, 'b')];
  expect(await chosen(known, [record(1, 'a')])).toEqual({
    asked: 0,
    opened: ['3'.repeat(40)],
    code: 'commit-missing',
  });
  expect(await chosen([], [])).toEqual({ asked: 1, opened: [], code: 'no-rollback-target' });
});

it('finds a commit that the target no longer names among what GitHub was told, in one question', async () => {
  const known = [record(3, 'c'), record(4, 'd')];
  const told = [record(1, 'a'), record(2, 'b')];
  expect(await chosen(known, told, { rollbackTo: '1111111' })).toEqual({
    asked: 1,
    opened: ['1'.repeat(40)],
    code: 'commit-missing',
  });
  expect(await chosen(known, told, { rollbackTo: '3333333' })).toMatchObject({ asked: 0 });
});

it('goes to a commit that nobody recorded only when that is allowed by name', async () => {
  const rollbackTo = '9'.repeat(40);
  const known = [record(3, 'c')];
  expect(await chosen(known, [record(1, 'a')], { rollbackTo })).toEqual({
    asked: 1,
    opened: [],
    code: 'commit-unreachable',
  });
  const allowed = { rollbackTo, unsafeAllow: ['unreachable-commit'] };
  expect(await chosen(known, [], allowed)).toEqual({
    asked: 1,
    opened: [rollbackTo],
    code: 'commit-missing',
  });
});
