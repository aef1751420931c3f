import { describe, expect, it } from 'vitest';
import { matchPreviews, previewReview } from '../../src/flows/preview-match.ts';
import type { Change } from '../../src/model/change.ts';
import { entriesDigest, type PlanEntry, type Receipt, type Shown } from '../../src/model/receipt.ts';

function entry(address: string, action = 'update', value = 'a'): PlanEntry {
  return { address, action, fields: [{ path: '/spec/x', value }], value: null };
}

function planOf(entries: readonly PlanEntry[]): {
  readonly entries: readonly PlanEntry[];
  readonly digest: string;
  readonly renderedDigest: string;
} {
  return { entries, digest: entriesDigest(entries), renderedDigest: 'r' };
}

function receiptOf(entries: readonly PlanEntry[] | undefined, head = 'h1'): Receipt {
  return {
    schema: 1,
    unit: 'production/shop',
    digest: entries ? entriesDigest(entries) : 'unknown',
    renderedDigest: 'r',
    ...(entries && { entries }),
    head,
    run: '1',
    attempt: 1,
  };
}

const [a, b] = [entry('v1/ConfigMap/shop/a'), entry('v1/ConfigMap/shop/b')];

describe('a plan beside what previews showed', () => {
  const cases: readonly {
    readonly name: string;
    readonly plan: readonly PlanEntry[];
    readonly shown: Shown;
    readonly then: 'same' | 'differs' | 'missing';
    readonly says?: RegExp;
    readonly unread?: readonly string[];
  }[] = [
    { name: 'the same', plan: [a, b], shown: { receipts: [receiptOf([a, b])], missing: [] }, then: 'same' },
    {
      name: 'the same in two previews together',
      plan: [a, b],
      shown: { receipts: [receiptOf([a]), receiptOf([b], 'h2')], missing: [] },
      then: 'same',
    },
    {
      name: 'what the preview could not read, and is updated',
      plan: [a, b],
      shown: { receipts: [receiptOf([a, entry('v1/ConfigMap/shop/b', 'unknown')])], missing: [] },
      then: 'same',
      unread: ['v1/ConfigMap/shop/b'],
    },
    {
      name: 'what the preview could not read, and stays',
      plan: [a],
      shown: { receipts: [receiptOf([a, entry('v1/ConfigMap/shop/b', 'unknown')])], missing: [] },
      then: 'same',
      unread: ['v1/ConfigMap/shop/b'],
    },
    {
      name: 'what the preview could not read, and is deleted',
      plan: [a, entry('v1/ConfigMap/shop/b', 'delete')],
      shown: { receipts: [receiptOf([a, entry('v1/ConfigMap/shop/b', 'unknown')])], missing: [] },
      then: 'differs',
      says: /shop\/b: the preview showed an unknown, now it is a delete/,
    },
    {
      name: 'one object more',
      plan: [a, b],
      shown: { receipts: [receiptOf([a])], missing: [] },
      then: 'differs',
      says: /shop\/b: no preview showed that it would be updated/,
    },
    {
      name: 'one object less',
      plan: [a],
      shown: { receipts: [receiptOf([a, b])], missing: [] },
      then: 'differs',
      says: /shop\/b: the preview showed an update, now it stays as it is/,
    },
    {
      name: 'another value',
      plan: [entry('v1/ConfigMap/shop/a', 'update', 'z')],
      shown: { receipts: [receiptOf([a])], missing: [] },
      then: 'differs',
      says: /shop\/a: \/spec\/x becomes something else/,
    },
    {
      name: 'another action',
      plan: [entry('v1/ConfigMap/shop/a', 'recreate')],
      shown: { receipts: [receiptOf([a])], missing: [] },
      then: 'differs',
      says: /showed an update, now it is a recreate/,
    },
    {
      name: 'two previews of one object that do not agree',
      plan: [a],
      shown: {
        receipts: [receiptOf([a]), receiptOf([entry('v1/ConfigMap/shop/a', 'update', 'z')], 'h2')],
        missing: [],
      },
      then: 'differs',
      says: /several previews/,
    },
    {
      name: 'too many entries to keep, and another digest',
      plan: [a],
      shown: { receipts: [receiptOf(undefined)], missing: [] },
      then: 'differs',
      says: /does not tell object by object/,
    },
    {
      name: 'nothing shown',
      plan: [a],
      shown: { receipts: [], missing: ['abc was pushed without a pull request'] },
      then: 'missing',
      says: /without a pull request/,
    },
    {
      name: 'a part not shown',
      plan: [a],
      shown: { receipts: [receiptOf([a])], missing: ['abc was pushed without a pull request'] },
      then: 'missing',
    },
  ];

  it.each(cases)('is told apart: $name', ({ plan, shown, then, says, unread }) => {
    const match = matchPreviews(planOf(plan), shown);
    expect(match.state).toBe(then);
    if (then === 'same') expect(match.unread).toEqual(unread);
    if (says) expect(match.notes.join('\n')).toMatch(says);
    else if (then === 'same') expect(match.notes).toEqual([]);
  });
});

describe('a deploy', () => {
  type Input = Parameters<typeof previewReview>[0];
  type Planned = Parameters<ReturnType<typeof previewReview>>[0];

  const changeOf = ({ address, action }: PlanEntry): Change => ({
    address,
    confirmAddress: address.replace('v1/', ''),
    action: action === 'delete' || action === 'recreate' ? action : 'update',
    fields: [],
    evidence: 'server',
  });

  const review = async (
    choice: 'warn' | 'strict' | 'off',
    entries: readonly PlanEntry[],
    shown: Shown,
    confirm: readonly string[] = [],
  ) => {
    let asked = 0;
    const input = {
      settings: { environment: 'production', name: 'shop', confirm, github: { previewMatch: choice } },
      world: {
        log: { info: () => undefined },
        run: { commit: 'c1' },
        previews: {
          shownFor: () => {
            asked += 1;
            return Promise.resolve(shown);
          },
        },
      },
      engine: { ledger: { all: () => Promise.resolve([]) } },
    };
    const planned = { plan: { ...planOf(entries), changes: entries.map(changeOf) }, report: {} };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a review does not read is left out
    const reviewed = await previewReview(input as unknown as Input)(planned as unknown as Planned);
    return {
      asked,
      code: reviewed.stop?.code,
      hint: reviewed.stop?.hint,
      match: reviewed.report.previewMatch,
    };
  };

  const nothing: Shown = { receipts: [], missing: ['c1 was pushed without a pull request'] };
  const deletion = entry('v1/ConfigMap/shop/a', 'delete');

  it.each([
    ['warn', [a], nothing, undefined],
    ['strict', [a], nothing, 'preview-missing'],
    ['strict', [a], { receipts: [receiptOf([b])], missing: [] }, 'preview-differs'],
    ['strict', [a], { receipts: [receiptOf([a])], missing: [] }, undefined],
    ['warn', [deletion], nothing, 'deletion-unconfirmed'],
    ['warn', [deletion], { receipts: [receiptOf([a])], missing: [] }, 'deletion-unconfirmed'],
    ['warn', [deletion], { receipts: [receiptOf([deletion])], missing: [] }, undefined],
    ['warn', [deletion, b], { receipts: [receiptOf([deletion])], missing: [] }, undefined],
    ['warn', [entry('v1/ConfigMap/shop/a', 'recreate')], nothing, 'recreate-unconfirmed'],
    ['off', [deletion], nothing, undefined],
  ] as const)('with preview-match %s and %j', async (choice, entries, shown, code) => {
    expect((await review(choice, entries, shown)).code).toBe(code);
  });

  it('that deletes what no preview showed goes on when it is confirmed', async () => {
    const stopped = await review('warn', [deletion], nothing);
    expect(stopped.hint).toContain('confirm: ConfigMap/shop/a');
    expect((await review('warn', [deletion], nothing, ['ConfigMap/shop/a'])).code).toBeUndefined();
  });

  it('asks nothing with off, and when nothing would change', async () => {
    expect((await review('off', [a], nothing)).asked).toBe(0);
    expect((await review('strict', [], nothing)).asked).toBe(0);
  });
});
