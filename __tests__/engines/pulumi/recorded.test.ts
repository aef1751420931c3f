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

/** The calls of a story that sent events, in order. */
function callsOf(story: string): readonly RecordedCall[] {
  const lines = readFileSync(`${folder}${story}.jsonl`, 'utf8')
    .split('\n')
    .filter(line => line !== '');
  return lines.map((line): RecordedCall => JSON.parse(line)).filter(call => call.events.length > 0);
}

describe('the event logs of the real CLI', () => {
  it('are at least twenty', () => {
    expect(stories.flatMap(callsOf).length).toBeGreaterThanOrEqual(20);
  });

  it.each(stories)('%s: read as people see them', async story => {
    await expectGolden(`pulumi/${story}.txt`, `${callsOf(story).map(told).join('\n\n')}\n`);
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
