import { expect } from 'vitest';
import { keptAfter, type KeptLetter } from '../../src/model/letter.ts';
import { type DeployRecord, recordName } from '../../src/model/record.ts';
import type { Fault } from '../stage/github/github.ts';
import { recordOf, reportOf } from './report-of.ts';
import { openRoom, requestsOf, type Room, type Told } from './room.ts';

/** Shows a deploy of this record on GitHub; `left` is what earlier ones could not tell. */
export async function deploy(
  room: Room,
  record: DeployRecord,
  left: readonly KeptLetter[] = [],
  recordFailure: 'fail' | 'continue' = 'continue',
): Promise<Told> {
  const run = room.pushRun(record.commit ?? '');
  const report = reportOf({ mode: 'deploy', result: 'deployed', run, record });
  return await room.tell(report, { begin: record, left, github: { recordFailure } });
}

/** What is told of a record, everywhere: how many deployments, ends of them, statuses, and comments. */
function toldOf(room: Room, record: DeployRecord): object {
  const { repository, pull } = room;
  const deployments = repository
    .deployments()
    .filter(({ payload }) => JSON.stringify(payload).includes(`"${record.id}"`));
  const ends = deployments.flatMap(({ statuses }) => statuses.filter(({ state }) => state !== 'in_progress'));
  const ending = ` · ${recordName(record)}`;
  const statuses = repository.statuses(record.commit ?? '');
  const comments = repository.comments(pull);
  return {
    deployments: deployments.length,
    ends: ends.map(({ state }) => state),
    statuses: statuses.filter(({ description }) => description?.endsWith(ending)).map(({ state }) => state),
    comments: comments.length,
    sections: comments.flatMap(({ body }) => body.match(/^### .*/gm) ?? []).length,
  };
}

const once = {
  deployments: 1,
  ends: ['success'],
  statuses: ['success'],
  comments: 1,
  sections: 1,
};

const server = (status: number, effect: 'none' | 'done'): Fault => ({ kind: 'answer', status, effect });

/** A way in which GitHub fails, and at how many requests in a row. */
export type Failure = readonly [name: string, fault: Fault, times: number];

/** What goes wrong, at how many requests in a row. Nothing answers for long: the deploy is over before GitHub is back. */
export const failures: readonly Failure[] = [
  ['one 502 without effect', server(502, 'none'), 1],
  ['one 502 after the effect', server(502, 'done'), 1],
  ['one reply that is lost', { kind: 'dropped-reply' }, 1],
  ['four 500s after the effect', server(500, 'done'), 4],
  ['503s from then on', server(503, 'none'), 1000],
  ['503s from then on, all after the effect', server(503, 'done'), 1000],
  ['no connection from then on', { kind: 'cut' }, 1000],
  ['no reply from then on', { kind: 'dropped-reply' }, 1000],
  ['a secondary limit from then on', { kind: 'secondary-limit', retryAfterSeconds: 600 }, 1000],
  ['used up requests from then on', { kind: 'primary-limit' }, 1000],
  ['a token that has expired', server(401, 'none'), 1000],
];

/**
 * A deploy during which GitHub fails from its first, second ... request on, then one during which it does not: both are
 * told everywhere, once. Gives how many failures that were, and how many left something to be told later.
 */
export async function failEverywhere(ways: readonly Failure[]): Promise<{ failed: number; waited: number }> {
  await using room = await openRoom();
  const sha = await room.repository.merge(room.pull);
  await deploy(room, recordOf(sha, 1));
  room.github.log.clear();
  await deploy(room, recordOf(sha, 2));
  const requests = requestsOf(room.github).length;
  const counts = { failed: 0, waited: 0 };
  for (const [name, fault, times] of ways) {
    for (let at = 0; at < requests; at += 1) {
      // A new hour has new requests.
      room.github.clock.advance({ hours: 1 });
      counts.failed += 1;
      const records = [recordOf(sha, counts.failed * 2 + 1), recordOf(sha, counts.failed * 2 + 2)] as const;
      const isLate = await failOnce(room, records, {
        fault,
        skip: at,
        times,
        what: `${name} at request ${at}`,
      });
      counts.waited += Number(isLate);
    }
  }
  room.github.takeViolations();
  return counts;
}

async function failOnce(
  room: Room,
  [failing, next]: readonly [DeployRecord, DeployRecord],
  order: { readonly fault: Fault; readonly skip: number; readonly times: number; readonly what: string },
): Promise<boolean> {
  const { fault, what, ...target } = order;
  const injected = room.github.inject(fault, target);
  const { delivery } = await deploy(room, failing);
  expect(injected.hits(), what).toBeGreaterThan(0);
  expect(delivery.refused, what).toBe(0);
  injected.remove();
  const left = keptAfter([], delivery);
  const after = await deploy(room, next, left);
  expect(keptAfter(left, after.delivery), what).toEqual([]);
  // The newer deploy of the same commit has set its status: there is nothing to add.
  const isOvertaken = left.some(({ to }) => to === 'commit status');
  expect(toldOf(room, failing), what).toEqual({
    ...once,
    statuses: isOvertaken ? expect.anything() : ['success'],
  });
  expect(toldOf(room, next), what).toEqual(once);
  return left.length > 0;
}
