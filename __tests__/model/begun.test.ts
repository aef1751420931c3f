import { expect, it } from 'vitest';
import { readBegun, writeBegun } from '../../src/model/begun.ts';
import type { DeployRecord } from '../../src/model/record.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only these fields matter here
const record = { schema: 1, id: 'r', images: ['a', 'b'], written: ['x'] } as unknown as DeployRecord;

it('is nothing once everything has ended', () => {
  expect(writeBegun({ isCancelled: true, lock: undefined })).toBe('');
  expect(readBegun('')).toBeUndefined();
  expect(readBegun(undefined)).toBeUndefined();
});

it('comes back without the lists of the record, which a variable of the environment could not hold', () => {
  const images = Array.from({ length: 10_000 }, (_, index) => `registry.example/app:${index}`);
  const text = writeBegun({ lock: 'l', record: { ...record, images }, isCancelled: true });
  expect(text.length).toBeLessThan(500);
  expect(readBegun(text)).toEqual({
    lock: 'l',
    record: { schema: 1, id: 'r', images: [] },
    isCancelled: true,
  });
});

it.each(['nonsense', '{"record":{"schema":2}}', '{"announced":{"schema":0}}'])(
  'is left alone when it is not ours to understand: %s',
  text => expect(readBegun(text)).toBeUndefined(),
);
