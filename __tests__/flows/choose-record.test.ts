import { describe, expect, it } from 'vitest';
import { chooseRecord } from '../../src/flows/choose-record.ts';
import { Failure } from '../../src/model/failure.ts';
import type { DeployRecord } from '../../src/model/record.ts';

function record(sequence: number, digest: string, parts: Partial<DeployRecord> = {}): DeployRecord {
  return {
    schema: 1,
    app: 'shop',
    environment: 'production',
    target: { name: 'shop', serverHash: 'h' },
    id: `id-${sequence}`,
    sequence,
    kind: 'deploy',
    commit: String(sequence).repeat(40).slice(0, 40),
    renderedDigest: digest,
    planDigest: 'p',
    images: [],
    objects: { count: 1, created: 0, changed: 1, unchanged: 0, pruned: 0 },
    engine: 'kubernetes',
    startedAt: '2026-01-01T00:00:00.000Z',
    result: 'success',
    health: { passed: true, waitedMs: 0, failing: [] },
    tools: {},
    ...parts,
  };
}

const failed = { result: 'failed', health: { passed: false, waitedMs: 1, failing: ['x'] } } as const;

function chosen(records: readonly DeployRecord[], wanted: string): number | string {
  try {
    return chooseRecord(records, wanted).sequence;
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}

describe('choosing what to go back to', () => {
  it.each([
    { name: 'the deploy before', records: [record(1, 'a'), record(2, 'b')], wanted: 'previous', expected: 1 },
    {
      name: 'the last good one after a failed one',
      records: [record(1, 'a'), record(2, 'b', failed)],
      wanted: 'previous',
      expected: 1,
    },
    {
      name: 'past a re-run of the same content',
      records: [record(1, 'a'), record(2, 'b'), record(3, 'b')],
      wanted: 'previous',
      expected: 1,
    },
    {
      name: 'past failed, partial and unfinished ones',
      records: [
        record(1, 'a'),
        record(2, 'b', failed),
        record(3, 'c', { result: 'partial' }),
        record(4, 'd'),
      ],
      wanted: 'previous',
      expected: 1,
    },
    {
      name: 'after a rollback: not what was just left, but what differs',
      records: [record(1, 'a'), record(2, 'b'), record(3, 'a', { kind: 'rollback' })],
      wanted: 'previous',
      expected: 2,
    },
    {
      name: 'never a deploy of changed files',
      records: [record(1, 'a'), record(2, 'b', { dirty: true }), record(3, 'c')],
      wanted: 'previous',
      expected: 1,
    },
    {
      name: 'nothing before the first',
      records: [record(1, 'a')],
      wanted: 'previous',
      expected: 'no-rollback-target',
    },
    { name: 'nothing at all', records: [], wanted: 'previous', expected: 'no-rollback-target' },
    {
      name: 'a record by its name',
      records: [record(1, 'a'), record(2, 'b'), record(3, 'c')],
      wanted: 'production/shop#1',
      expected: 1,
    },
    {
      name: 'a record by its number',
      records: [record(1, 'a'), record(2, 'b'), record(3, 'c')],
      wanted: '#2',
      expected: 2,
    },
    { name: 'a record by its id', records: [record(1, 'a'), record(2, 'b')], wanted: 'id-1', expected: 1 },
    {
      name: 'the newest record of a commit',
      records: [record(1, 'a'), record(2, 'b'), record(3, 'a', { commit: '1'.repeat(40) })],
      wanted: '1111111',
      expected: 3,
    },
    {
      name: 'no commit by six digits',
      records: [record(1, 'a')],
      wanted: '111111',
      expected: 'no-rollback-target',
    },
    {
      name: 'an unknown name',
      records: [record(1, 'a')],
      wanted: 'production/shop#9',
      expected: 'no-rollback-target',
    },
    {
      name: 'a record without a commit',
      records: [(({ commit: _none, ...rest }) => rest)(record(1, 'a')), record(2, 'b')],
      wanted: '#1',
      expected: 'no-rollback-target',
    },
  ])('$name', ({ records, wanted, expected }) => {
    expect(chosen(records, wanted)).toBe(expected);
  });
});
