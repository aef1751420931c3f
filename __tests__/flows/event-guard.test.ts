import { describe, expect, it } from 'vitest';
import { matchesRef, requireAllowedEvent } from '../../src/flows/event-guard.ts';
import { Failure } from '../../src/model/failure.ts';
import type { RunContext } from '../../src/model/run-context.ts';
import { type Mode, modes } from '../../src/model/settings.ts';

const push: RunContext = { host: 'github', event: 'push', ref: 'refs/heads/main', defaultBranch: 'main' };
const feature: RunContext = { ...push, event: 'workflow_dispatch', ref: 'refs/heads/feature' };
const fork: RunContext = { ...push, event: 'pull_request_target', isFromFork: true };
const forkPreview: RunContext = { ...fork, event: 'pull_request', ref: 'refs/pull/7/merge' };

function verdict(mode: Mode, run: RunContext, deployRefs: readonly string[] = []): string {
  try {
    requireAllowedEvent(mode, run, deployRefs);
    return 'allowed';
  } catch (error) {
    if (error instanceof Failure) return error.reasonCode;
    throw error;
  }
}

describe('an event', () => {
  it.each([
    ['deploys the default branch', 'deploy', push, [], 'allowed'],
    ['previews a pull request of a fork', 'preview', forkPreview, [], 'allowed'],
    ['deploys no pull request', 'deploy', forkPreview, [], 'ref-not-allowed'],
    ['deploys no other branch, asked for by hand', 'deploy', feature, [], 'ref-not-allowed'],
    ['rolls back on no other branch', 'rollback', feature, [], 'ref-not-allowed'],
    ['deploys a branch that is listed', 'deploy', feature, ['release/*', 'feature'], 'allowed'],
    ['previews any branch', 'preview', feature, [], 'allowed'],
    ['previews nothing of a fork with secrets at hand', 'preview', fork, [], 'unsafe-event'],
    ['deploys nothing of a fork with secrets at hand', 'deploy', fork, [], 'unsafe-event'],
    [
      'renders nothing after the run of a fork',
      'render',
      { ...fork, event: 'workflow_run' },
      [],
      'unsafe-event',
    ],
    ['lists records whatever caused it', 'history', fork, [], 'allowed'],
    ['previews an own branch with secrets at hand', 'preview', { ...fork, isFromFork: false }, [], 'allowed'],
    [
      'deploys nothing when the default branch is unknown',
      'deploy',
      withoutDefault(push),
      [],
      'ref-not-allowed',
    ],
    ['may be anything outside of a workflow', 'deploy', { host: 'terminal' }, [], 'allowed'],
  ] as const)('%s', (_, mode, run, deployRefs, expected) => {
    expect(verdict(mode, run, deployRefs)).toBe(expected);
  });

  it('of a fork with secrets reaches no mode that reads its files', () => {
    const allowed = modes.filter(mode => verdict(mode, fork) === 'allowed');
    expect(allowed).toEqual(['history']);
  });
});

describe('a pattern of deploy-refs', () => {
  it.each([
    ['main', 'refs/heads/main', true],
    ['main', 'refs/heads/main2', false],
    ['main', 'refs/tags/main', false],
    ['release/*', 'refs/heads/release/1.2', true],
    ['release/*', 'refs/heads/release/1/2', false],
    ['release/**', 'refs/heads/release/1/2', true],
    ['refs/tags/v*', 'refs/tags/v1.2.3', true],
    ['refs/tags/v1.*', 'refs/tags/v1x', false],
  ])('%s and %s: %s', (pattern, ref, expected) => {
    expect(matchesRef(pattern, ref)).toBe(expected);
  });
});

function withoutDefault(run: RunContext): RunContext {
  const { defaultBranch: _, ...rest } = run;
  return rest;
}
