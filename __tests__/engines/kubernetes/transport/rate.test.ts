import { describe, expect, it } from 'vitest';
import { openSeats, type Seat } from '../../../../src/engines/kubernetes/transport/concurrency.ts';
import { openRate, type Rate } from '../../../../src/engines/kubernetes/transport/rate.ts';

const limits = { inFlightAtStart: 24, inFlightAtMost: 64 };

function answered(rate: Rate, count: number, latencyMs = 10): void {
  for (let index = 0; index < count; index += 1) rate.accepted('PATCH', latencyMs);
}

describe('the number in flight', () => {
  it('starts at 24, grows by one after an eighth of a round and never beyond 64', () => {
    const rate = openRate(limits);
    expect(rate.limit).toBe(24);
    answered(rate, 2);
    expect(rate.limit).toBe(24);
    answered(rate, 1);
    expect(rate.limit).toBe(25);
    answered(rate, 20_000);
    expect(rate.limit).toBe(64);
  });

  it('is at its most before half of 500 objects are through', () => {
    const rate = openRate({ inFlightAtStart: 32, inFlightAtMost: 64 });
    answered(rate, 220);
    expect(rate.limit).toBe(64);
  });

  it('grows by one after two full rounds once the server has throttled', () => {
    const rate = openRate(limits);
    rate.throttled(0, 24);
    expect(rate.limit).toBe(12);
    answered(rate, 23);
    expect(rate.limit).toBe(12);
    answered(rate, 1);
    expect(rate.limit).toBe(13);
  });

  it('halves once for a burst of refusals', () => {
    const rate = openRate(limits);
    for (let inFlight = 20; inFlight <= 24; inFlight += 1) rate.throttled(0, inFlight);
    expect(rate.limit).toBe(12);
    rate.throttled(1, 12);
    expect(rate.limit).toBe(6);
  });

  it('never goes below one', () => {
    const rate = openRate(limits);
    for (let era = 0; era < 10; era += 1) rate.throttled(era, 1);
    expect(rate.limit).toBe(1);
    answered(rate, 5_000);
    expect(rate.limit).toBeGreaterThan(1);
  });

  it('comes back quickly to below what was refused and then probes slowly', () => {
    const rate = openRate(limits);
    rate.throttled(0, 11);
    expect(rate.limit).toBe(10);
    answered(rate, 10 * 15);
    expect(rate.limit).toBe(10);
    answered(rate, 10);
    expect(rate.limit).toBe(11);
    rate.throttled(1, 11);
    expect(rate.limit).toBe(5);
    answered(rate, 2 * (5 + 6 + 7 + 8 + 9));
    expect(rate.limit).toBe(10);
    answered(rate, 10 * 31);
    expect(rate.limit).toBe(10);
    answered(rate, 10);
    expect(rate.limit).toBe(11);
  });

  it('stops growing when answers get slower and shrinks when they get much slower', () => {
    const rate = openRate(limits);
    answered(rate, 24, 10);
    const grown = rate.limit;
    expect(grown).toBeGreaterThan(24);
    // One window of answers goes by until the slowness shows.
    answered(rate, 24, 20);
    const stopped = rate.limit;
    expect(stopped).toBeLessThanOrEqual(grown + 8);
    answered(rate, 2_000, 20);
    expect(rate.limit).toBe(stopped);
    answered(rate, 2_000, 100);
    expect(rate.limit).toBeLessThan(stopped);
    answered(rate, 20_000, 100);
    expect(rate.limit).toBe(8);
  });
});

describe('seats', () => {
  it('are given in order, to the urgent first, and never more than the limit', async () => {
    const seats = openSeats({ inFlightAtStart: 1, inFlightAtMost: 1 });
    const order: string[] = [];
    const held: Seat[] = [];
    const sit = async (name: string, urgency: 'normal' | 'urgent'): Promise<void> => {
      held.push(await seats.take(urgency));
      order.push(name);
    };
    const all = [
      sit('first', 'normal'),
      sit('second', 'normal'),
      sit('third', 'normal'),
      sit('record', 'urgent'),
    ];
    for (let count = 0; count < 4; count += 1) {
      await expect.poll(() => order.length).toBe(count + 1);
      held[count]?.leave('accepted', 'GET', 1);
    }
    await Promise.all(all);
    expect(order).toEqual(['first', 'record', 'second', 'third']);
  });
});
