import { describe, expect, it } from 'vitest';
import { gatherWrites } from '../../src/system/gather.ts';

describe('text that is gathered', () => {
  it('is written once for a turn of the event loop, in order', async () => {
    const written: string[] = [];
    const { write } = gatherWrites(text => void written.push(text));
    write('a\n');
    write('b\n');
    expect(written).toEqual([]);
    await new Promise<void>(done => setImmediate(done));
    write('c\n');
    await new Promise<void>(done => setImmediate(done));
    expect(written).toEqual(['a\nb\n', 'c\n']);
  });

  it('is not lost when the process ends in between, nor written twice', async () => {
    const written: string[] = [];
    const { write, flush } = gatherWrites(text => void written.push(text));
    write('a\n');
    flush();
    await new Promise<void>(done => setImmediate(done));
    expect(written).toEqual(['a\n']);
  });
});
