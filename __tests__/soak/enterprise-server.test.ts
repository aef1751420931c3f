import { readdir, readFile, rm } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cluster } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type GitHub, type Repository, startGitHub } from '../stage/github/github.ts';
import { push, schedule, workflowDispatch, type WorkflowEvent } from '../stage/runner/events.ts';
import { previewEvent } from '../stage/shop.ts';
import { ensureTool } from '../stage/tools/build-tool.ts';
import { lintWorkflows } from '../stage/tools/lint-workflow.ts';
import { runWorkflow, type WorkflowRun } from '../stage/tools/run-workflow.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const file = join(project, 'examples', 'workflows', 'deploy-ghes.yml');
const namespace = 'shop';

describe('the example for an older Enterprise Server, as written, under act', () => {
  let cluster: Cluster;
  let github: GitHub;
  let repo: Repository;
  let kubeconfig: string;
  const folder = mkdtempSync(join(tmpdir(), 'gitops-push-enterprise-'));

  beforeAll(async () => {
    cluster = await sharedCluster();
    github = await startGitHub({ flavour: 'enterprise-server' });
    const metadata = { name: namespace };
    await cluster.request('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata });
    const account = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
    await cluster.until(account, (_, status) => status === 200);
    ({ kubeconfig } = await cluster.identity({ name: 'ci', namespace, namespaceRoles: ['admin'] }));
    const shop = join(project, 'examples', 'shop', 'deploy');
    const files: Record<string, string> = {};
    for (const name of await readdir(shop))
      files[`deploy/${name}`] = await readFile(join(shop, name), 'utf8');
    repo = await github.createRepository({ owner: 'acme', name: 'shop', files });
    await ensureTool('act');
  });

  afterAll(async () => {
    await cluster.endNamespace(namespace);
    await cluster[Symbol.asyncDispose]();
    await github[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const play = async (event: WorkflowEvent): Promise<WorkflowRun> => {
    const pull = Number(/^refs\/pull\/(\d+)\//.exec(event.ref)?.[1]);
    const started = await repo.startRun(
      event.name === 'pull_request' ? { pull } : { event: event.name, sha: event.sha },
    );
    const workspace = join(folder, `clone-${started.id}`);
    await repo.clone(workspace, { ref: event.ref });
    return await runWorkflow({
      file,
      event,
      workspace,
      github: { apiUrl: github.apiUrl, serverUrl: github.serverUrl, graphqlUrl: github.graphqlUrl },
      token: github.token().value,
      secrets: { KUBECONFIG: kubeconfig, PREVIEW_KUBECONFIG: kubeconfig, DRIFT_KUBECONFIG: kubeconfig },
      localRepositories: { 'OWNER/gitops-push': project },
      runId: started.id,
    });
  };

  const logOf = (run: WorkflowRun): string => JSON.stringify(run.steps, undefined, 1) + run.remarks;

  /** What the server does not have is said once, and nothing is refused. */
  const expectSaidOnce = (run: WorkflowRun): void => {
    expect(logOf(run).match(/no artifact service/g), logOf(run)).toHaveLength(1);
    expect(logOf(run)).not.toMatch(/was not written|GitHub answered/);
  };

  it('is a workflow without a finding of actionlint', async () => {
    expect(await lintWorkflows([file])).toEqual([]);
    expect(new URL(github.apiUrl).pathname).toBe('/api/v3');
  });

  it('deploys on push, and records it', async () => {
    const sha = await repo.sha('main');
    const run = await play(push({ sha }));
    expect(run.jobs, logOf(run)).toMatchObject({ deploy: 'success', preview: 'skipped', drift: 'skipped' });
    expectSaidOnce(run);
    expect(repo.deployments('production').map(({ statuses }) => statuses.at(-1)?.state)).toEqual(['success']);
    expect(repo.statuses(sha)[0]).toMatchObject({ context: 'gitops-push/production/shop', state: 'success' });
  });

  it('previews in one comment, and shows the result there after the merge', async () => {
    const cart = await readFile(join(project, 'examples', 'shop', 'deploy', 'cart.yaml'), 'utf8');
    await repo.push(
      'cart',
      { 'deploy/cart.yaml': cart.replace('shop/cart:1.14.2', 'shop/cart:1.15.0') },
      'Move',
    );
    const pull = await repo.openPullRequest({ branch: 'cart', title: 'Move the cart' });
    const preview = await play(previewEvent(pull));
    expect(preview.jobs, logOf(preview)).toMatchObject({ preview: 'success', deploy: 'skipped' });
    expectSaidOnce(preview);
    const deploy = await play(push({ sha: await repo.merge(pull) }));
    expect(deploy.jobs, logOf(deploy)).toMatchObject({ deploy: 'success' });
    expect(repo.comments(pull).map(({ body }) => /### Deployed[^]*### Preview/.test(body))).toEqual([true]);
  });

  it('goes back by hand, and looks for drift on schedule', async () => {
    const sha = await repo.sha('main');
    const inputs = { mode: 'rollback', 'rollback-to': 'previous', reason: 'slow' };
    const back = await play(workflowDispatch({ sha, inputs }));
    expect(back.jobs, logOf(back)).toMatchObject({ deploy: 'success' });
    await cluster.kubectl(['scale', 'deployment/payments', '--replicas=4', '-n', namespace]);
    const drift = await play(schedule({ sha }));
    expect(drift.jobs, logOf(drift)).toMatchObject({ drift: 'success' });
    expectSaidOnce(drift);
    expect(repo.issues()).toMatchObject([{ state: 'open', body: expect.stringContaining('payments') }]);
  });
});
