import { expect, test } from 'vitest';
import { tallyLine } from '../../scripts/reporter.ts';

test('ends with one plain line of counts', () => {
  expect(tallyLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(tallyLine({ passed: 0, failed: 1, skipped: 2 })).toBe('0 passed, 1 failed, 2 skipped');
});
