import { readdir, readFile, rm } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cluster } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type GitHub, type Repository, startGitHub } from '../stage/github/github.ts';
import { pullRequest, push, schedule, workflowDispatch, type WorkflowEvent } from '../stage/runner/events.ts';
import { lintWorkflows } from '../stage/tools/lint-workflow.ts';
import { runWorkflow, type WorkflowRun } from '../stage/tools/run-workflow.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const namespace = 'shop';
const workflow = join(project, 'examples', 'workflows', 'deploy.yml');

/** The files of the example shop, by their path in the repository. */
async function shopFiles(): Promise<Record<string, string>> {
  const folder = join(project, 'examples', 'shop', 'deploy');
  const files: Record<string, string> = {};
  for (const name of await readdir(folder)) {
    files[`deploy/${name}`] = await readFile(join(folder, name), 'utf8');
  }
  return files;
}

describe('the example workflow, as written, under act', () => {
  let cluster: Cluster;
  let github: GitHub;
  let repo: Repository;
  let kubeconfig: string;
  let files: Record<string, string>;
  let runId = 5000;

  beforeAll(async () => {
    cluster = await sharedCluster();
    github = await startGitHub();
    // The workflow names the namespace shop, so this story has it for itself.
    const made = await cluster.request('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    expect(made.status).toBe(201);
    await cluster.until(
      `/api/v1/namespaces/${namespace}/serviceaccounts/default`,
      (_, status) => status === 200,
    );
    const identity = await cluster.identity({ name: 'ci', namespace, namespaceRoles: ['admin'] });
    kubeconfig = identity.kubeconfig;
    files = await shopFiles();
    repo = await github.createRepository({ owner: 'acme', name: 'shop' });
    await repo.push('main', files, 'Add the shop');
  });

  afterAll(async () => {
    await cluster.request('DELETE', `/api/v1/namespaces/${namespace}`);
    await cluster[Symbol.asyncDispose]();
    await github[Symbol.asyncDispose]();
  });

  /** Runs the workflow for an event, in a clone of the repository at that commit. */
  const play = async (event: WorkflowEvent): Promise<WorkflowRun> => {
    const folder = mkdtempSync(join(tmpdir(), 'gitops-push-workflow-'));
    await rm(folder, { recursive: true });
    await repo.clone(folder, { ref: event.ref });
    runId += 1;
    try {
      return await runWorkflow({
        file: workflow,
        event,
        workspace: folder,
        github: { apiUrl: github.apiUrl, serverUrl: github.serverUrl, graphqlUrl: github.graphqlUrl },
        token: github.token().value,
        secrets: { KUBECONFIG: kubeconfig, PREVIEW_KUBECONFIG: kubeconfig, DRIFT_KUBECONFIG: kubeconfig },
        localRepositories: { 'OWNER/gitops-push': project },
        runId,
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  const logOf = (run: WorkflowRun): string => JSON.stringify(run.steps, undefined, 1) + run.remarks;

  const imageOfCart = async (): Promise<string> =>
    (
      await cluster.kubectl([
        'get',
        'deployment/cart',
        '-n',
        namespace,
        '-o',
        'jsonpath={.spec.template.spec.containers[0].image}',
      ])
    ).stdout;

  it('is a workflow without a finding of actionlint', async () => {
    expect(await lintWorkflows([workflow])).toEqual([]);
  });

  it('deploys on push: the shop runs, and the commit says so', async () => {
    const sha = await repo.sha('main');
    const run = await play(push({ sha }));
    expect(run.jobs, logOf(run)).toMatchObject({ deploy: 'success', preview: 'skipped', drift: 'skipped' });
    expect(await imageOfCart()).toBe('registry.example/shop/cart:1.14.2');
    expect(repo.deployments('production')).toEqual([
      expect.objectContaining({ sha, task: 'gitops-push:shop' }),
    ]);
    expect(repo.deployments('production')[0]?.statuses.some(status => status.state === 'success')).toBe(true);
    expect(repo.statuses(sha)[0]).toMatchObject({ context: 'gitops-push/production/shop', state: 'success' });
  });

  it('previews on a pull request: one comment, updated in place', async () => {
    const changed = (files['deploy/cart.yaml'] ?? '').replace('shop/cart:1.14.2', 'shop/cart:1.15.0');
    const head = await repo.push('cart-1.15', { 'deploy/cart.yaml': changed }, 'Move the cart');
    const pull = await repo.openPullRequest({ branch: 'cart-1.15', title: 'Move the cart to 1.15.0' });
    const event = pullRequest({
      number: pull.number,
      head,
      base: pull.baseSha,
      merge: pull.mergeSha ?? head,
      headRef: 'cart-1.15',
    });
    for (let round = 0; round < 2; round += 1) {
      const run = await play(event);
      expect(run.jobs, logOf(run)).toMatchObject({ preview: 'success', deploy: 'skipped' });
    }
    const comments = repo.comments(pull);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toContain('1.15.0');
    expect(await imageOfCart()).toBe('registry.example/shop/cart:1.14.2');
    await repo.merge(pull, 'squash');
  });

  it('deploys the merge', async () => {
    const run = await play(push({ sha: await repo.sha('main') }));
    expect(run.jobs, logOf(run)).toMatchObject({ deploy: 'success' });
    expect(await imageOfCart()).toBe('registry.example/shop/cart:1.15.0');
  });

  it('finds drift on schedule and writes it to one issue', async () => {
    const sha = await repo.sha('main');
    await cluster.kubectl(['scale', 'deployment/payments', '--replicas=4', '-n', namespace]);
    for (let round = 0; round < 2; round += 1) {
      const run = await play(schedule({ sha }));
      expect(run.jobs, logOf(run)).toMatchObject({ drift: 'success', deploy: 'skipped' });
    }
    expect(repo.issues()).toHaveLength(1);
    expect(repo.issues()[0]).toMatchObject({ state: 'open', body: expect.stringContaining('payments') });
  });

  it('goes back when somebody runs the workflow by hand', async () => {
    const inputs = { mode: 'rollback', 'rollback-to': 'previous', reason: 'slow' };
    const run = await play(workflowDispatch({ sha: await repo.sha('main'), inputs }));
    expect(run.jobs, logOf(run)).toMatchObject({ deploy: 'success' });
    expect(await imageOfCart()).toBe('registry.example/shop/cart:1.14.2');
  });

  it('closes the issue when the drift is gone', async () => {
    const run = await play(schedule({ sha: await repo.sha('main') }));
    expect(run.jobs, logOf(run)).toMatchObject({ drift: 'success' });
    expect(repo.issues()).toHaveLength(1);
    expect(repo.issues()[0]?.state).toBe('closed');
  });

  it('has broken no rule of the contract with GitHub', () => {
    expect(github.violations).toEqual([]);
  });
});
