import { describe, expect, it } from 'vitest';
import { compareOrder } from '../../src/flows/order-guard.ts';
import type { DeployRecord } from '../../src/model/record.ts';
import type { Relation } from '../../src/model/world.ts';

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

describe('old never beats new', () => {
  it.each<{ relation: Relation; expected: string }>([
    { relation: 'ahead', expected: 'go' },
    { relation: 'identical', expected: 'go' },
    { relation: 'behind', expected: 'superseded' },
  ])('a commit that is $relation', async ({ relation, expected }) => {
    expect(await compareOrder([record(1, older)], newer, ancestry(relation))).toBe(expected);
  });

  it.each<{ relation: Relation; code: string }>([
    { relation: 'diverged', code: 'diverged' },
    { relation: 'unknown', code: 'order-unknown' },
  ])('stops when the history is $relation', async ({ relation, code }) => {
    await expect(compareOrder([record(1, older)], newer, ancestry(relation))).rejects.toMatchObject({
      code,
      reasonCode: 'diverged',
    });
  });

  it('holds the newest deploy as the mark, though it was rolled back since', async () => {
    const asked = ancestry('behind');
    const records = [record(1, older), record(2, newer), record(3, older, 'rollback')];
    expect(await compareOrder(records, older, asked)).toBe('superseded');
    expect(asked.asked).toEqual(['b<a']);
  });

  it.each([
    { name: 'the first deploy', records: [], commit: newer },
    { name: 'a deploy outside git', records: [record(1, older)], commit: undefined },
    { name: 'a deploy after one outside git', records: [record(1, undefined)], commit: newer },
  ])('asks nobody about $name', async ({ records, commit }) => {
    const asked = ancestry('behind');
    expect(await compareOrder(records, commit, asked)).toBe('go');
    expect(asked.asked).toEqual([]);
  });
});
