import { expect, it } from 'vitest';
import { tellInterrupted } from '../../src/flows/interrupted.ts';
import type { DeployRecord } from '../../src/model/record.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only these fields matter here
const open = {
  environment: 'production',
  target: { name: 'shop', serverHash: '' },
  sequence: 7,
} as unknown as DeployRecord;

it.each<{ name: string; last: DeployRecord | undefined; keepsOthersOut: boolean; told: RegExp | undefined }>([
  { name: 'nothing of a first deploy', last: undefined, keepsOthersOut: true, told: undefined },
  {
    name: 'nothing of one that went well',
    last: { ...open, result: 'success' },
    keepsOthersOut: true,
    told: undefined,
  },
  {
    name: 'nothing of one that failed',
    last: { ...open, result: 'failed' },
    keepsOthersOut: true,
    told: undefined,
  },
  {
    name: 'how one ended',
    last: { ...open, result: 'partial' },
    keepsOthersOut: true,
    told: /shop#7 ended as partial/,
  },
  { name: 'that one was broken off', last: open, keepsOthersOut: true, told: /shop#7 was broken off/ },
  {
    name: 'both that may be where nothing keeps others out',
    last: open,
    keepsOthersOut: false,
    told: /broken off, or is still at work/,
  },
])('tells $name', ({ last, keepsOthersOut, told }) => {
  const lines: string[] = [];
  tellInterrupted(last, { keepsOthersOut }, { info: line => lines.push(line) });
  if (told) expect(lines.join('\n')).toMatch(told);
  else expect(lines).toEqual([]);
});
