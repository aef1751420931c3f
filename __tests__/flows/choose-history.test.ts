import { expect, it } from 'vitest';
import { chooseRecord } from '../../src/flows/choose-record.ts';
import { Failure } from '../../src/model/failure.ts';
import type { DeployRecord } from '../../src/model/record.ts';

/**
 * A history in short: a letter is what was deployed, `<2` a rollback to the second record, `=` a heal, `>` a resume.
 * Behind it `!` failed, `~` partial, `x` cancelled, `?` killed, `h` not healthy, `*` from changed files, `-` without a commit.
 */
function historyOf(text: string): readonly DeployRecord[] {
  const records: DeployRecord[] = [];
  for (const word of text.split(' ')) {
    const [, what = '', how = ''] = /^([a-g]|<\d|=|>)(.?)$/.exec(word) ?? [];
    const last = records.at(-1);
    const to = what.startsWith('<') ? records[Number(what.slice(1)) - 1] : undefined;
    const sequence = records.length + 1;
    const isWell = !['!', '~', 'x', '?'].includes(how);
    records.push({
      schema: 1,
      app: 'shop',
      environment: 'production',
      target: { name: 'shop', serverHash: 'h' },
      id: `id-${sequence}`,
      sequence,
      kind: to ? 'rollback' : what === '=' ? 'heal' : what === '>' ? 'resume' : 'deploy',
      renderedDigest: to?.renderedDigest ?? (/[a-g]/.test(what) ? what : (last?.renderedDigest ?? '')),
      planDigest: 'p',
      images: [],
      objects: { count: 1, created: 0, changed: 1, unchanged: 0, pruned: 0 },
      engine: 'kubernetes',
      startedAt: '2026-01-01T00:00:00.000Z',
      tools: {},
      ...(how !== '-' && { commit: String(sequence).repeat(40).slice(0, 40) }),
      ...(how === '*' && { dirty: true }),
      ...(isWell && { result: 'success' }),
      ...(how === '!' && { result: 'failed' }),
      ...(how === '~' && { result: 'partial' }),
      ...(how === 'x' && { result: 'cancelled' }),
      ...(how !== '?' && { health: { passed: how !== 'h' && how !== '!', waitedMs: 0, failing: [] } }),
      ...(to && { rollback: { fromId: last?.id ?? '', toId: to.id } }),
    });
  }
  return records;
}

const none = 0;

it.each([
  ['a', none],
  ['a!', none],
  ['a b', 1],
  ['a b!', 1],
  ['a b! c!', 1],
  ['a b c', 2],
  ['a b c!', 2],
  ['a b~', 1],
  ['a b?', 1],
  ['a bx', 1],
  ['a bh', 1],
  ['a bh ch', 1],
  ['a b b', 1],
  ['a b b b', 1],
  ['a a a', none],
  ['a a b', 2],
  ['a b a', 2],
  ['a b a b', 3],
  ['a b* c', 1],
  ['a* b', none],
  ['a b* b', 1],
  ['a b- c', 1],
  ['a- b', none],
  ['a! b', none],
  ['a! b c', 2],
  ['a~ b~ c', none],
  ['a b! b!', 1],
  ['a b! a', none],
  ['a b! a c', 3],
  ['a b c? d!', 2],
  ['a b =', 1],
  ['a b c =', 2],
  ['a b! <1', none],
  ['a b <1', none],
  ['a b <1 c', 3],
  ['a b <1 c!', 3],
  ['a b <1 b!', 3],
  ['a b! <1 c d', 4],
  ['a b c <2', 1],
  ['a b c <2 <1', none],
  ['a b c d <2', 3],
  ['a b c d <2 e', 5],
  ['a b <1 c <3', none],
  ['a b! c! <1 d!', 4],
  ['a b <1!', 1],
  ['a b <1! c', 1],
  ['a b <1?', 1],
  ['a b <1 >', 2],
  ['a b <1 > b', 3],
  ['a b <1 > c', 3],
  ['a b c <2 > d', 4],
  ['a b <1 = c', 4],
])('of the history %s the previous good one is %i', (text, expected) => {
  const records = historyOf(text);
  try {
    expect(chooseRecord(records, 'previous').sequence).toBe(expected);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect([error.code, expected]).toEqual(['no-rollback-target', none]);
  }
});
