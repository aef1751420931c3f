import { describe, expect, it } from 'vitest';
import { compareOrder } from '../../src/flows/order-guard.ts';
import type { DeployRecord } from '../../src/model/record.ts';
import type { RunContext } from '../../src/model/run-context.ts';
import type { Ancestry, Relation } from '../../src/model/world.ts';
import { fakeWorld } from '../fakes/world.ts';

const older = 'a'.repeat(40);
const newer = 'b'.repeat(40);

function record(
  sequence: number,
  commit: string | undefined,
  kind: DeployRecord['kind'] = 'deploy',
): DeployRecord {
  return {
    schema: 1,
    app: 'shop',
    environment: 'production',
    target: { name: 'shop', serverHash: 'h' },
    id: `id-${sequence}`,
    sequence,
    kind,
    ...(commit !== undefined && { commit }),
    renderedDigest: 'r',
    planDigest: 'p',
    images: [],
    objects: { count: 1, created: 0, changed: 1, unchanged: 0, pruned: 0 },
    engine: 'kubernetes',
    startedAt: '2026-01-01T00:00:00.000Z',
    tools: {},
  };
}

/** An ancestry that is asked at most once, about these two. */
function ancestry(relation: Relation) {
  const asked: string[] = [];
  return {
    asked,
    compare: async (base: string, ours: string): Promise<Relation> => {
      asked.push(`${base[0] ?? ''}<${ours[0] ?? ''}`);
      return await Promise.resolve(relation);
    },
  };
}

const worldOf = (
  commit: string | undefined,
  asked: Pick<Ancestry, 'compare'>,
  run: Partial<RunContext> = {},
) => ({
  ...fakeWorld({ run: { host: 'github', ...(commit !== undefined && { commit }), ...run } }),
  ancestry: asked,
});

describe('old never beats new', () => {
  it.each<{ relation: Relation; expected: string }>([
    { relation: 'ahead', expected: 'go' },
    { relation: 'identical', expected: 'go' },
    { relation: 'behind', expected: 'superseded' },
  ])('a commit that is $relation', async ({ relation, expected }) => {
    expect(await compareOrder([record(1, older)], worldOf(newer, ancestry(relation)))).toBe(expected);
  });

  it.each<{ relation: Relation; code: string }>([
    { relation: 'diverged', code: 'diverged' },
    { relation: 'unknown', code: 'order-unknown' },
  ])('stops when the history is $relation', async ({ relation, code }) => {
    await expect(compareOrder([record(1, older)], worldOf(newer, ancestry(relation)))).rejects.toMatchObject({
      code,
      reasonCode: 'diverged',
    });
  });

  it('holds the newest deploy as the mark, though it was rolled back since', async () => {
    const asked = ancestry('behind');
    const records = [record(1, older), record(2, newer), record(3, older, 'rollback')];
    expect(await compareOrder(records, worldOf(older, asked))).toBe('superseded');
    expect(asked.asked).toEqual(['b<a']);
  });

  it.each([
    { name: 'the first deploy', records: [], commit: newer },
    { name: 'a deploy outside git', records: [record(1, older)], commit: undefined },
    { name: 'a deploy after one outside git', records: [record(1, undefined)], commit: newer },
  ])('asks nobody about $name', async ({ records, commit }) => {
    const asked = ancestry('behind');
    expect(await compareOrder(records, worldOf(commit, asked))).toBe('go');
    expect(asked.asked).toEqual([]);
  });

  it.each([
    { name: 'a later run', number: 8, ref: 'refs/heads/main', expected: 'go' },
    { name: 'an earlier run', number: 6, ref: 'refs/heads/main', expected: 'superseded' },
    { name: 'another attempt of the same run', number: 7, ref: 'refs/heads/main', expected: 'order-unknown' },
    { name: 'a run on another ref', number: 8, ref: 'refs/heads/release', expected: 'order-unknown' },
  ])('asks the numbers of the runs when no history tells: $name', async ({ number, ref, expected }) => {
    const recorded = { ...record(1, older), ref: 'refs/heads/main', run: { ...runOf('1'), number: 7 } };
    const ours = { ref, runNumber: number, runId: '2', workflow: 'deploy' };
    const order = compareOrder([recorded], worldOf(newer, ancestry('unknown'), ours));
    expect(await order.catch((error: { code: string }) => error.code)).toBe(expected);
  });
});

const runOf = (id: string, attempt = 1) => ({ id, attempt, workflow: 'deploy' });

describe('a run that is started again', () => {
  const success = (sequence: number, id: string, kind: DeployRecord['kind'] = 'deploy'): DeployRecord => ({
    ...record(sequence, newer, kind),
    result: 'success',
    run: runOf(id),
  });

  it.each<{ name: string; records: readonly DeployRecord[]; attempt: number; expected: string }>([
    {
      name: 'does not undo a rollback that came after it',
      records: [success(1, '10'), success(2, '11', 'rollback')],
      attempt: 2,
      expected: 'superseded',
    },
    { name: 'goes on when nothing came after it', records: [success(1, '10')], attempt: 2, expected: 'go' },
    {
      name: 'goes on when what came after it failed',
      records: [success(1, '10'), { ...success(2, '11'), result: 'failed' }],
      attempt: 2,
      expected: 'go',
    },
    {
      name: 'goes on when it had failed and the last good deploy was healed since',
      records: [{ ...success(1, '10'), result: 'failed' }, success(2, '11', 'heal')],
      attempt: 2,
      expected: 'go',
    },
    {
      name: 'does not undo a rollback that was healed since',
      records: [success(1, '10'), success(2, '11', 'rollback'), success(3, '12', 'heal')],
      attempt: 2,
      expected: 'superseded',
    },
    {
      name: 'is not meant by its first attempt',
      records: [success(1, '10'), success(2, '11', 'rollback')],
      attempt: 1,
      expected: 'go',
    },
    {
      name: 'is told by its number when it never opened a record',
      records: [{ ...success(1, '11'), run: { ...runOf('11'), number: 5 } }],
      attempt: 2,
      expected: 'superseded',
    },
  ])('$name', async ({ records, attempt, expected }) => {
    const run = { runId: '10', attempt, workflow: 'deploy', runNumber: 4 };
    expect(await compareOrder(records, worldOf(newer, ancestry('identical'), run))).toBe(expected);
  });
});

it('lets a commit that diverged pass when that guard is named', async () => {
  const world = worldOf(newer, ancestry('diverged'));
  expect(await compareOrder([record(1, older)], world, ['diverged'])).toBe('go');
  await expect(compareOrder([record(1, older)], world, ['unreachable-commit'])).rejects.toMatchObject({
    code: 'diverged',
  });
});
