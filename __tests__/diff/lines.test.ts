import { describe, expect, it } from 'vitest';
import { diffLines } from '../../src/diff/lines.ts';

describe('diffLines', () => {
  it.each([
    {
      name: 'shows two lines around a change',
      before: 'a\nb\nc\nd\ne\nf\n',
      after: 'a\nb\nc\nD\ne\nf\n',
      then: ['@@ -2,5 +2,5 @@', ' b', ' c', '-d', '+D', ' e', ' f'],
    },
    {
      name: 'shows that a line end was added at the end',
      before: 'a\nb',
      after: 'a\nb\n',
      then: ['@@ -1,2 +1,2 @@', ' a', '-b', String.raw`\ No newline at end of file`, '+b'],
    },
    {
      name: 'keeps changes that are far apart in hunks of their own',
      before: `x\n${'.\n'.repeat(9)}y\n`,
      after: `X\n${'.\n'.repeat(9)}Y\n`,
      then: ['@@ -1,3 +1,3 @@', '-x', '+X', ' .', ' .', '@@ -9,3 +9,3 @@', ' .', ' .', '-y', '+Y'],
    },
    {
      name: 'sees a line end of another kind',
      before: 'a\r\nb\n',
      after: 'a\nb\n',
      then: ['@@ -1,2 +1,2 @@', '-a\r', '+a', ' b'],
    },
    { name: 'has nothing to say about equal texts', before: 'a\n', after: 'a\n', then: [] },
  ])('$name', ({ before, after, then }) => {
    expect(diffLines(before, after)).toEqual(then);
  });

  it('gives up on texts that are too different', () => {
    const text = (prefix: string): string =>
      Array.from({ length: 3000 }, (_, i) => `${prefix}${i}`).join('\n');
    expect(diffLines(text('a'), text('b'))).toBeUndefined();
  });
});
