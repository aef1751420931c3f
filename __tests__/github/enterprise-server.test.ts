import { expect, it } from 'vitest';
import { recordOf, reportOf } from './report-of.ts';
import { openRoom } from './room.ts';

it('previews and deploys on Enterprise Server, whose API has another path', async () => {
  await using room = await openRoom('enterprise-server');
  const { github, repository, pull } = room;
  expect(new URL(github.apiUrl).pathname).toBe('/api/v3');
  const previewed = await room.preview(room.previewRun());
  const commit = await repository.merge(pull);
  const record = recordOf(commit);
  const report = reportOf({ mode: 'deploy', result: 'deployed', run: room.pushRun(commit), record });
  const deployed = await room.show(report, { begin: record });
  expect([...previewed, ...deployed].filter(line => line.includes('was not written'))).toEqual([]);
  expect(repository.comments(pull)).toHaveLength(1);
  expect(repository.comments(pull)[0]?.body).toContain('### Deployed');
  expect(repository.checkRuns(pull.headSha)).toHaveLength(1);
  expect(repository.deployments('production').map(({ statuses }) => statuses.at(-1)?.state)).toEqual([
    'success',
  ]);
  expect(repository.statuses(commit)).toHaveLength(1);
});
