import { expect, it } from 'vitest';
import { openSurfaces } from '../../src/github/index.ts';
import { collectSecrets } from '../../src/system/secrets.ts';
import { fakeWorld } from '../fakes/world.ts';
import { startGitHub } from '../stage/github/github.ts';
import { recordOf, reportOf, settingsOf } from './report-of.ts';
import type { RunContext } from '../../src/model/run-context.ts';

it('previews and deploys on Enterprise Server, whose API has another path', async () => {
  await using github = await startGitHub({ flavour: 'enterprise-server' });
  expect(new URL(github.apiUrl).pathname).toBe('/api/v3');
  const repository = await github.createRepository({ owner: 'acme', name: 'shop' });
  await repository.push('change', { 'deploy/web.yaml': 'a: 1\n' }, 'Change the shop');
  const pull = await repository.openPullRequest({ branch: 'change', title: 'Change the shop' });
  const show = async (mode: 'preview' | 'deploy', run: RunContext): Promise<readonly string[]> => {
    const world = fakeWorld({ run, secrets: collectSecrets() });
    const settings = settingsOf(mode, github.token().value);
    const surfaces = openSurfaces({ settings, world, apiUrl: github.apiUrl, pace: 'at-once' });
    const record = recordOf(run.commit ?? '');
    const result = mode === 'preview' ? 'previewed' : 'deployed';
    if (mode === 'deploy') for (const surface of surfaces) await surface.begin?.(record);
    const report = reportOf({ mode, result, run, ...(mode === 'deploy' && { record }) });
    for (const surface of surfaces) await surface.publish(report);
    return world.lines.filter(line => line.includes('was not written'));
  };
  const base = { host: 'github', repository: 'acme/shop', attempt: 1, defaultBranch: 'main' } as const;
  const { number, headSha, baseSha } = pull;
  const previewed = await show('preview', {
    ...base,
    event: 'pull_request',
    runId: '1',
    commit: pull.mergeSha ?? '',
    pullRequest: { number, headSha, baseSha, baseRef: 'main' },
  });
  const commit = await repository.merge(pull);
  const deployed = await show('deploy', { ...base, event: 'push', runId: '2', commit });
  expect([...previewed, ...deployed]).toEqual([]);
  expect(repository.comments(pull)).toHaveLength(1);
  expect(repository.comments(pull)[0]?.body).toContain('### Deployed');
  expect(repository.checkRuns(headSha)).toHaveLength(1);
  expect(repository.deployments()[0]?.statuses.at(-1)?.state).toBe('success');
  for (const { path } of github.log.entries) expect(path).not.toContain('//');
});
