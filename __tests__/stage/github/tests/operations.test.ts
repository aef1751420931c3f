import { expect, test } from 'vitest';
import { startGitHub } from '../github.ts';
import { operations } from '../operations.ts';
import { uploadArtifact } from './artifact-client.ts';
import { asker } from './ask.ts';

const workflow = 'on: { push: , workflow_dispatch: }\njobs: {}\n';
const bundle = {
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: {},
  dsseEnvelope: {
    payload: Buffer.from(
      JSON.stringify({
        predicateType: 'https://example.com/p',
        subject: [{ digest: { sha256: 'a'.repeat(64) } }],
      }),
    ).toString('base64'),
  },
};

test('every operation answers as GitHub describes it', async () => {
  await using github = await startGitHub();
  const repo = await github.createRepository({
    owner: 'acme',
    name: 'shop',
    files: { 'deploy/app.yaml': 'a: 1\n', '.github/workflows/deploy.yml': workflow },
  });
  const ask = asker(github);
  const at = '/repos/acme/shop';
  const get = async (path: string) => {
    const { status, body } = await ask('GET', path);
    expect(status, path).toBe(200);
    return body;
  };
  const make = async (path: string, body: unknown, status = 201, method = 'POST') => {
    const reply = await ask<{ id: number; number: number; sha: string; url: string }>(method, path, body);
    expect(reply.status, `${path} ${reply.text}`).toBe(status);
    return reply.body;
  };

  const sha = await repo.push(
    'feature',
    { 'deploy/app.yaml': 'a: 2\n', 'deploy/gone.yaml': 'b: 1\n' },
    'Change',
  );
  const pull = await repo.openPullRequest({ branch: 'feature', title: 'Change it' });
  const run = await repo.startRun({ pull: pull.number });
  const job = run.startJob({ name: 'preview' });

  await get(at);
  await get('/rate_limit');
  await get(`${at}/collaborators/octocat/permission`);

  const comment = await make(`${at}/issues/${pull.number}/comments`, { body: 'Hello' });
  await get(`${at}/issues/${pull.number}/comments`);
  await get(`${at}/issues/comments/${comment.id}`);
  await make(`${at}/issues/comments/${comment.id}`, { body: 'Hello again' }, 200, 'PATCH');
  expect((await ask('DELETE', `${at}/issues/comments/${comment.id}`)).status).toBe(204);

  const issue = await make(`${at}/issues`, { title: 'Drift', body: 'It drifted', labels: ['drift'] });
  await get(`${at}/issues`);
  await get(`${at}/issues/${issue.number}`);
  await make(`${at}/issues/${issue.number}`, { state: 'closed' }, 200, 'PATCH');
  await make(`${at}/issues/${issue.number}/labels`, { labels: ['seen'] }, 200);

  await get(`${at}/pulls`);
  await get(`${at}/pulls/${pull.number}`);
  await get(`${at}/pulls/${pull.number}/files`);
  await get(`${at}/commits/${sha}/pulls`);

  await make(`${at}/statuses/${sha}`, {
    state: 'pending',
    context: 'gitops-push/test',
    description: 'Waiting',
  });
  await get(`${at}/commits/${sha}/status`);
  await get(`${at}/commits/feature/statuses`);
  const check = await make(`${at}/check-runs`, { name: 'gitops-push', head_sha: sha });
  await make(
    `${at}/check-runs/${check.id}`,
    {
      conclusion: 'success',
      output: {
        title: 'Fine',
        summary: 'All fine',
        annotations: [
          {
            path: 'deploy/app.yaml',
            start_line: 1,
            end_line: 1,
            annotation_level: 'notice',
            message: 'Look',
          },
        ],
      },
    },
    200,
    'PATCH',
  );
  await get(`${at}/check-runs/${check.id}`);
  await get(`${at}/check-runs/${job.checkRunId}`);
  await get(`${at}/check-runs/${check.id}/annotations`);
  await get(`${at}/commits/${sha}/check-runs`);

  const deployment = await make(`${at}/deployments`, {
    ref: sha,
    auto_merge: false,
    required_contexts: [],
    environment: 'production',
    payload: { schema: 1 },
  });
  await get(`${at}/deployments`);
  await get(`${at}/deployments/${deployment.id}`);
  await make(`${at}/deployments/${deployment.id}/statuses`, { state: 'success', description: 'Done' });
  await get(`${at}/deployments/${deployment.id}/statuses`);
  await get(`${at}/environments`);

  await get(`${at}/commits/feature`);
  await get(`${at}/compare/main...feature`);
  await get(`${at}/contents/deploy/app.yaml?ref=feature`);
  await get(`${at}/git/ref/heads%2Ffeature`);
  const blob = await make(`${at}/git/blobs`, { content: 'note\n' });
  await get(`${at}/git/blobs/${blob.sha}`);
  const tree = await make(`${at}/git/trees`, {
    tree: [{ path: 'aa', mode: '100644', type: 'blob', sha: blob.sha }],
  });
  await get(`${at}/git/trees/${tree.sha}`);
  const commit = await make(`${at}/git/commits`, { message: 'Note', tree: tree.sha, parents: [] });
  await get(`${at}/git/commits/${commit.sha}`);
  await make(`${at}/git/refs`, { ref: 'refs/notes/gitops-push/production', sha: commit.sha });
  const next = await make(`${at}/git/commits`, { message: 'Note', tree: tree.sha, parents: [commit.sha] });
  await make(`${at}/git/refs/notes/gitops-push/production`, { sha: next.sha, force: false }, 200, 'PATCH');

  await get(`${at}/actions/runs`);
  await get(`${at}/actions/runs/${run.id}`);
  const artifact = await uploadArtifact(job, 'preview', 'PK');
  await get(`${at}/actions/runs/${run.id}/artifacts`);
  await get(`${at}/actions/artifacts`);
  await get(`${at}/actions/artifacts/${artifact}`);
  expect((await ask('GET', `${at}/actions/artifacts/${artifact}/zip`)).status).toBe(302);
  const dispatch = `${at}/actions/workflows/deploy.yml/dispatches`;
  expect((await ask('POST', dispatch, { ref: 'main', inputs: { mode: 'rollback' } })).status).toBe(204);
  await make(dispatch, { ref: 'main', return_run_details: true }, 200);

  await make(`${at}/attestations`, { bundle });
  await get(`${at}/attestations/sha256:${'a'.repeat(64)}`);
  const record = { name: 'shop', digest: `sha256:${'b'.repeat(64)}`, deployment_name: 'shop-web-web' };
  await make(
    '/orgs/acme/artifacts/metadata/deployment-record',
    { ...record, status: 'deployed', logical_environment: 'production' },
    200,
  );
  await make(
    '/orgs/acme/artifacts/metadata/deployment-record/cluster/blue',
    { logical_environment: 'production', deployments: [record] },
    200,
  );

  const asked = new Set(github.log.entries.map(({ operationId }) => operationId));
  expect(Object.keys(operations).filter(id => !asked.has(id))).toEqual([]);
});
