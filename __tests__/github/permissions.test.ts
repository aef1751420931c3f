import { describe, expect, it } from 'vitest';
import { explainRefusal } from '../../src/github/advice.ts';
import { permissionFor } from '../../src/github/permissions.ts';
import { isRateLimit, type Refusal } from '../../src/github/refusal.ts';

function refusal(status: number, parts: Partial<Refusal> = {}): Refusal {
  return {
    route: 'POST /repos/{owner}/{repo}/deployments',
    status,
    message: 'Some words',
    errors: [],
    headers: { 'x-github-request-id': 'ABCD:1234' },
    ...parts,
  };
}

describe('the permission of a request', () => {
  it.each([
    ['POST /repos/{owner}/{repo}/issues/{issue_number}/comments', 'pull-requests: write'],
    ['PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', 'pull-requests: write'],
    ['POST /repos/{owner}/{repo}/issues', 'issues: write'],
    ['POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', 'deployments: write'],
    ['GET /repos/{owner}/{repo}/deployments', 'deployments: read'],
    ['POST /repos/{owner}/{repo}/statuses/{sha}', 'statuses: write'],
    ['GET /repos/{owner}/{repo}/commits/{ref}/status', 'statuses: read'],
    ['POST /repos/{owner}/{repo}/check-runs', 'checks: write'],
    ['GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', 'pull-requests: read'],
    ['POST /graphql', 'pull-requests: read'],
  ])('%s is %s', (route, permission) => {
    expect(permissionFor(route)).toBe(permission);
  });
});

describe('a refusal', () => {
  it.each([0, 401, 403, 404, 409, 410, 418, 422, 429, 500, 503])(
    "with status %s names the request, GitHub's words and a way out",
    status => {
      const { message, hint } = explainRefusal(refusal(status, { errors: ['ref missing'] }), {
        mode: 'deploy',
      });
      expect(message).toContain('POST /repos/{owner}/{repo}/deployments');
      expect(message).toContain('Some words; ref missing (request ABCD:1234)');
      expect(hint.length).toBeGreaterThan(20);
    },
  );

  it.each([
    [
      'a missing permission',
      refusal(403),
      'permissions: { contents: read, actions: read, checks: read, deployments: write',
    ],
    ['a private thing', refusal(404), 'deployments: write'],
    [
      'what GitHub accepts',
      refusal(403, { headers: { 'x-accepted-github-permissions': 'pull_requests=write' } }),
      'pull-requests=write',
    ],
    [
      'a secondary limit',
      refusal(403, { message: 'You have exceeded a secondary rate limit', headers: { 'retry-after': '7' } }),
      'wait 7 seconds',
    ],
    [
      'a secondary limit without a time',
      refusal(403, { message: 'You have exceeded a secondary rate limit', headers: {} }),
      'wait 60 seconds',
    ],
    [
      'the hourly limit',
      refusal(403, { headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1772443800' } }),
      '2026-03-02T09:30:00.000Z',
    ],
    ['a commit that was not pushed', refusal(422), 'push it first'],
    ['a full context', refusal(422, { route: 'POST /repos/{owner}/{repo}/statuses/{sha}' }), '1,000'],
  ] as const)('for %s says what to do', (_, given, words) => {
    expect(explainRefusal(given, { mode: 'deploy' }).hint).toContain(words);
  });

  it.each(['deploy', 'rollback', 'resume', 'heal', 'destroy'] as const)(
    'names for %s all that telling GitHub of earlier runs takes',
    mode => {
      const { hint } = explainRefusal(refusal(403, { route: 'GET /repos/{owner}/{repo}/actions/runs' }), {
        mode,
      });
      for (const needed of ['deployments: write', 'statuses: write', 'pull-requests: write', 'checks: read'])
        expect(hint).toContain(needed);
    },
  );

  it.each([
    [{ access: { access: 'oidc' } }, 'id-token: write'],
    [{ github: { record: ['note'] } }, 'contents: write'],
    [{ github: { record: ['linked-artifacts'] } }, 'artifact-metadata: write'],
  ] as const)('takes nothing away that the settings need: %j', (settings, needed) => {
    expect(explainRefusal(refusal(403), { mode: 'deploy', ...settings }).hint).toContain(needed);
  });

  it.each([
    ['Repository was archived so is read-only.', 'unarchive'],
    ['Unable to create comment because issue is locked.', '`comment: off`'],
    ['the organization has an IP allow list enabled', 'IP allow list'],
    ['Resource protected by organization SAML enforcement.', 'github-token: '],
  ])('that no permission changes names what does: %s', (message, words) => {
    const { hint } = explainRefusal(refusal(403, { message }), { mode: 'deploy' });
    expect(hint).toContain(words);
    expect(hint).not.toContain('permissions: {');
  });

  it('of the token of a person says that the permissions of the job do not count for it', () => {
    const { hint } = explainRefusal(refusal(404), { mode: 'deploy', tokenIs: 'personal' });
    expect(hint).toContain("`github-token: '${{ github.token }}'`");
  });

  it('for too many requests is no missing permission', () => {
    expect(isRateLimit(refusal(403, { headers: { 'retry-after': '5' } }))).toBe(true);
    expect(isRateLimit(refusal(403))).toBe(false);
    expect(isRateLimit(refusal(500, { headers: { 'retry-after': '5' } }))).toBe(false);
  });
});
