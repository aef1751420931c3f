import { describe, expect, test } from 'vitest';
import { mergeGroup, pullRequest, pullRequestTarget, push, schedule, workflowRun } from './events.ts';
import { expand, holds } from './expression.ts';
import { openMasker } from './masker.ts';
import { openLineReader } from './output-lines.ts';

const sha = (letter: string): string => letter.repeat(40);

describe('expressions', () => {
  const contexts = {
    github: { ref: 'refs/heads/main', event: { inputs: { 'dry-run': 'true' } } },
    inputs: { mode: '', count: 3, on: true },
  };

  test.each([
    { given: 'a ${{ github.ref }} b', then: 'a refs/heads/main b' },
    { given: "${{ github.event.inputs['dry-run'] }}", then: 'true' },
    { given: '${{ GitHub.Event.Inputs.dry-run }}', then: 'true' },
    { given: "${{ inputs.mode || 'auto' }}", then: 'auto' },
    { given: "${{ inputs.on && 'yes' || 'no' }}", then: 'yes' },
    { given: "${{ github.ref == 'REFS/heads/main' }}${{ inputs.count != 3 }}", then: 'truefalse' },
    { given: "${{ (inputs.nothing == null) && !false }} it''s", then: "true it''s" },
    { given: "${{ 'it''s' }} ${{ github.event }} ${{ inputs.none.deeper }}", then: "it's Object " },
    { given: 'no expression', then: 'no expression' },
  ])('$given', ({ given, then }) => {
    expect(expand(given, contexts)).toBe(then);
  });

  test.each(['${{ unknown.x }}', '${{ format(1) }}', '${{ a b }}', '${{ 1 + 1 }}', '${{ }}'])(
    '%s is refused',
    given => {
      expect(() => expand(given, contexts)).toThrow(/does not understand/);
    },
  );

  test.each([
    { condition: 'always()', status: 'cancelled', then: true },
    { condition: 'success()', status: 'failure', then: false },
    { condition: '${{ failure() || cancelled() }}', status: 'cancelled', then: true },
    { condition: "github.ref == 'refs/heads/main'", status: 'failure', then: false },
    { condition: "github.ref == 'refs/heads/main'", status: 'success', then: true },
  ] as const)('$condition in a job with $status', ({ condition, status, then }) => {
    expect(holds(condition, contexts, status)).toBe(then);
  });
});

describe('the masker', () => {
  const value = `it's "a<b>&c" secret`;
  const masker = openMasker([value, 'one', 'neighbour', 'x']);

  test.each([
    { name: 'as it is', given: value },
    { name: 'in base64', given: Buffer.from(value).toString('base64') },
    { name: 'in base64, one byte later', given: Buffer.from(value).subarray(1).toString('base64') },
    { name: 'in JSON', given: JSON.stringify(value).slice(1, -1) },
    { name: 'in a URL', given: 'it%27s%20%22a%3Cb%3E%26c%22%20secret' },
    { name: 'in XML', given: 'it&apos;s &quot;a&lt;b&gt;&amp;c&quot; secret' },
  ])('hides a secret $name', ({ given }) => {
    expect(masker.mask(`<${given}>`)).toBe('<***>');
  });

  test('makes one mark of secrets that touch, and masks even a single letter', () => {
    expect(masker.mask('oneneighbour, one two x')).toBe('***, *** two ***');
    expect(masker.mask('neighboone')).toBe('neighbo***');
  });

  test('masks a quoted secret without its quotes', () => {
    expect(openMasker(['"quoted text"']).mask('quoted text')).toBe('***');
  });
});

test('lines end as in .NET, however the pieces fall', () => {
  const lines: string[] = [];
  const reader = openLineReader(line => lines.push(line));
  for (const piece of ['a\r', '\nb\rc', '\n\n\u2028d', '\u00e9']) reader.push(Buffer.from(piece));
  reader.end();
  expect(lines).toEqual(['a', 'b', 'c', '', '\u2028d\u00e9']);
});

describe('events', () => {
  const request = { head: sha('c'), base: sha('b'), merge: sha('d') };

  test('a pull request runs on the test merge and names both heads', () => {
    const event = pullRequest({ ...request, action: 'synchronize', before: sha('9') });
    expect(event).toMatchObject({
      ref: 'refs/pull/7/merge',
      sha: sha('d'),
      headRef: 'change',
      baseRef: 'main',
    });
    expect(event.payload).toMatchObject({
      action: 'synchronize',
      before: sha('9'),
      after: sha('c'),
      number: 7,
      pull_request: {
        state: 'open',
        head: { sha: sha('c'), repo: { full_name: 'acme/shop', fork: false } },
        base: { sha: sha('b'), ref: 'main', repo: { full_name: 'acme/shop' } },
      },
    });
  });

  test('a merged one runs on its base branch', () => {
    const event = pullRequest({ ...request, action: 'closed', isMerged: true });
    expect(event).toMatchObject({ ref: 'refs/heads/main', sha: sha('d') });
    expect(event.payload).toMatchObject({ pull_request: { merged: true, state: 'closed' } });
  });

  test('a fork is trusted by privileged events only, and its head says whose it is', () => {
    const story = { ...request, fork: 'stranger/shop', author: 'stranger' };
    expect(pullRequest(story).trust).toBe('read-only');
    expect(pullRequestTarget(story)).toMatchObject({
      trust: 'full',
      ref: 'refs/heads/main',
      sha: sha('b'),
      payload: { pull_request: { head: { repo: { full_name: 'stranger/shop', fork: true } } } },
    });
    expect(workflowRun({ sha: sha('b'), head: sha('c'), fork: 'stranger/shop' })).toMatchObject({
      trust: 'full',
      sha: sha('b'),
      payload: { workflow_run: { head_sha: sha('c'), head_repository: { full_name: 'stranger/shop' } } },
    });
  });

  test('a push, a schedule and a merge group run on what they name', () => {
    expect(push({ sha: sha('a'), ref: 'refs/tags/v1' })).toMatchObject({
      ref: 'refs/tags/v1',
      payload: { created: true, after: sha('a') },
    });
    expect(schedule({ sha: sha('a') })).toMatchObject({
      ref: 'refs/heads/main',
      payload: { schedule: '0 4 * * *' },
    });
    expect(mergeGroup({ sha: sha('a'), base: sha('b') })).toMatchObject({
      ref: `refs/heads/gh-readonly-queue/main/pr-7-${sha('b')}`,
      payload: { merge_group: { head_sha: sha('a'), base_sha: sha('b'), base_ref: 'refs/heads/main' } },
    });
  });
});
