import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readEvent } from '../../../src/engines/pulumi/events/event.ts';
import { foldSteps } from '../../../src/engines/pulumi/events/rows.ts';
import { planOf } from '../../../src/engines/pulumi/plan.ts';
import type { Json } from '../../../src/model/json.ts';
import { expectGolden } from '../../stage/golden.ts';
import type { RecordedCall } from '../../stage/pulumi/recording.ts';

const folder = fileURLToPath(new URL('../../stage/pulumi/recordings/', import.meta.url));
const stories = readdirSync(folder).map(name => name.replace('.jsonl', ''));

/** Every call of a story, in order. */
function allCallsOf(story: string): readonly RecordedCall[] {
  const lines = readFileSync(`${folder}${story}.jsonl`, 'utf8')
    .split('\n')
    .filter(line => line !== '');
  return lines.map((line): RecordedCall => JSON.parse(line));
}

/** The calls of a story that sent events, in order. */
function callsOf(story: string): readonly RecordedCall[] {
  return allCallsOf(story).filter(call => call.events.length > 0);
}

/** The starts of the CLI of each run that deployed: a run asks for the version first. */
function startsOfDeploys(story: string): readonly (readonly string[])[] {
  const runs: string[][] = [];
  for (const { args } of allCallsOf(story)) {
    if (args[0] === 'version') runs.push([]);
    runs
      .at(-1)
      ?.push(args[0] === 'stack' ? args.slice(0, args[1] === 'tag' ? 3 : 2).join(' ') : (args[0] ?? ''));
  }
  return runs.filter(run => run.includes('up'));
}

describe('the event logs of the real CLI', () => {
  it('are at least twenty', () => {
    expect(stories.flatMap(callsOf).length).toBeGreaterThanOrEqual(20);
  });

  it.each(stories)('%s: read as people see them', async story => {
    await expectGolden(`pulumi/${story}.txt`, `${callsOf(story).map(told).join('\n\n')}\n`);
  });
});

describe('the starts of the CLI', () => {
  it.each(stories)('%s: a deploy makes eight at most, and one more while a hold is in force', story => {
    for (const starts of startsOfDeploys(story)) {
      const isHeld = starts.filter(start => start === 'stack tag ls').length === 2;
      expect(starts.length, starts.join(', ')).toBeLessThanOrEqual(isHeld ? 9 : 8);
    }
  });

  it('are these on GitHub without a committed stack file: of the first deploy, and of a later one', () => {
    const [first, later] = startsOfDeploys('thread');
    const end = ['preview', 'stack history', 'up', 'stack output', 'stack tag ls'];
    expect(first).toEqual(['version', 'stack history', 'stack init', ...end]);
    expect(later).toEqual(['version', 'stack history', 'stack export', ...end]);
  });
});

function told(call: RecordedCall, index: number): string {
  const events = call.events.flatMap(event => {
    const json: Json = JSON.parse(JSON.stringify(event));
    return readEvent(json) ?? [];
  });
  const plan = planOf(events, '', { markOf: () => '000000' });
  const changed = plan.changes.filter(change => change.action !== 'unchanged');
  const updated = foldSteps(events, 'update').filter(row => row.action !== 'unchanged');
  const asText = (value: Json | undefined): string => (value === undefined ? '-' : JSON.stringify(value));
  return [
    `## ${index + 1}: ${call.args[0]} -> ${call.code}, plan ${plan.digest.slice(0, 8)}`,
    ...changed
      .toSorted((a, b) => (a.address < b.address ? -1 : 1))
      .flatMap(change => [
        `${change.action} ${change.title?.kind} ${change.title?.name}`,
        ...change.fields.map(field => `  ${field.label}: ${asText(field.before)} -> ${asText(field.after)}`),
        ...(change.after === undefined ? [] : [`  after: ${asText(change.after)}`]),
        ...(change.note === undefined ? [] : [`  note: ${change.note}`]),
        ...(change.risk === undefined ? [] : [`  risk: ${change.risk}`]),
      ]),
    ...plan.diagnostics
      .map(finding => `${finding.severity} ${finding.code}: ${finding.message.split('\n')[0]}`)
      .toSorted(),
    ...plan.limits.map(limit => `limit: ${limit}`),
    ...updated.map(row => `done: ${row.action} ${row.urn.split('::').at(-1)} ${row.state}`).toSorted(),
  ].join('\n');
}
