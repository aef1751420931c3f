import { describe, expect, it } from 'vitest';
import { readRunContext } from '../../src/github/run-context.ts';
import type { WorkflowEvent } from '../stage/runner/events.ts';
import { pullRequest, pullRequestTarget, push, workflowRun } from '../stage/runner/events.ts';

const [head, base, merge] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)] as const;

function contextOf(event: WorkflowEvent) {
  const env = {
    GITHUB_EVENT_NAME: event.name,
    GITHUB_REPOSITORY: event.repository,
    GITHUB_SHA: event.sha,
    GITHUB_REF: event.ref,
    GITHUB_ACTOR: event.actor,
    GITHUB_RUN_ID: '1001',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_SERVER_URL: 'https://github.com',
  };
  return readRunContext(env, JSON.stringify(event.payload));
}

describe('the context of a run', () => {
  it('of a push names commit, ref, default branch and run', () => {
    expect(contextOf(push({ sha: head }))).toEqual({
      host: 'github',
      repository: 'acme/shop',
      commit: head,
      ref: 'refs/heads/main',
      defaultBranch: 'main',
      event: 'push',
      actor: 'mona',
      runId: '1001',
      attempt: 2,
      runUrl: 'https://github.com/acme/shop/actions/runs/1001',
    });
  });

  it('of a pull request names both heads', () => {
    expect(contextOf(pullRequest({ head, base, merge }))).toMatchObject({
      commit: merge,
      pullRequest: { number: 7, headSha: head, baseSha: base, baseRef: 'main' },
    });
  });

  it.each([
    ['an own branch', pullRequest({ head, base, merge }), undefined, undefined],
    ['a fork', pullRequest({ head, base, merge, fork: 'mallory/shop' }), true, true],
    ['Dependabot', pullRequest({ head, base, merge, author: 'dependabot[bot]' }), undefined, true],
    ['a fork, with secrets', pullRequestTarget({ head, base, merge, fork: 'mallory/shop' }), true, undefined],
    ['an own branch, with secrets', pullRequestTarget({ head, base, merge }), undefined, undefined],
    ['the run of a fork', workflowRun({ sha: base, head, fork: 'mallory/shop' }), true, undefined],
    ['the run of an own branch', workflowRun({ sha: base, head }), undefined, undefined],
  ])('of %s says whether it is foreign and whether it only reads', (_, event, isFromFork, isReadOnly) => {
    const context = contextOf(event);
    expect([context.isFromFork, context.isReadOnly]).toEqual([isFromFork, isReadOnly]);
  });

  it('of a pull request whose fork was deleted is foreign', () => {
    const event = pullRequest({ head, base, merge, fork: 'mallory/shop' });
    const text = JSON.stringify(event.payload).replace(/"repo":\{[^{}]*\{[^{}]*\}[^{}]*\}/, '"repo":null');
    expect(text).toContain('"repo":null');
    expect(readRunContext({ GITHUB_EVENT_NAME: 'pull_request' }, text).isFromFork).toBe(true);
  });

  it.each([undefined, '', '{', '[]', 'null'])('is made of the variables alone with the payload %j', text => {
    expect(readRunContext({ GITHUB_SHA: head }, text)).toEqual({ host: 'github', attempt: 1, commit: head });
  });
});
