import { expect, it } from 'vitest';
import type { FlowInput } from '../../src/flows/flow.ts';
import { openRecord } from '../../src/flows/under-record.ts';
import type { DeployRecord } from '../../src/model/record.ts';
import type { Plan } from '../../src/model/plan.ts';
import { fakeWorld } from '../fakes/world.ts';

const plan: Plan = { digest: '', renderedDigest: '', changes: [], entries: [], diagnostics: [], limits: [] };
const open = { sequence: 7, run: { id: '41', attempt: 1 } } as const;

it.each<{
  name: string;
  last?: Partial<DeployRecord>;
  keepsOthersOut: boolean;
  isFinished?: boolean | undefined;
  told: boolean;
}>([
  { name: 'none before', keepsOthersOut: false, told: false },
  { name: 'one that has an end', last: { ...open, result: 'failed' }, keepsOthersOut: true, told: false },
  { name: 'one without an end, where others are kept out', last: open, keepsOthersOut: true, told: true },
  {
    name: 'one without an end whose run is at work',
    last: open,
    keepsOthersOut: false,
    isFinished: false,
    told: false,
  },
  {
    name: 'one without an end whose run is over',
    last: open,
    keepsOthersOut: false,
    isFinished: true,
    told: true,
  },
  {
    name: 'one without an end of which GitHub tells nothing',
    last: open,
    keepsOthersOut: false,
    told: false,
  },
  { name: 'one of no run', last: { sequence: 7 }, keepsOthersOut: false, isFinished: true, told: false },
])('a deploy before this one was broken off: $name, $told', async given => {
  const { last, keepsOthersOut, isFinished, told } = given;
  const ledger = {
    all: async () => await Promise.resolve(last ? [last] : []),
    open: async () => await Promise.resolve({ record: { sequence: 8 } }),
  };
  const world = fakeWorld({
    run: { host: 'github', repository: 'acme/shop', runId: '42', attempt: 1 },
    runs: { isFinished: async () => await Promise.resolve(isFinished) },
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an engine that only keeps records
  const input = { engine: { ledger }, world } as unknown as FlowInput;
  const opened = await openRecord(input, plan, { kind: 'rollback', guard: { keepsOthersOut } });
  expect('brokenOff' in opened && opened.brokenOff).toEqual(told ? last : undefined);
});
