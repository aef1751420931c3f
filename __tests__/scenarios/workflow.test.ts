import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cluster } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type GitHub, type Repository, startGitHub } from '../stage/github/github.ts';
import { pullRequest, push, schedule, workflowDispatch, type WorkflowEvent } from '../stage/runner/events.ts';
import { ensureTool } from '../stage/tools/build-tool.ts';
import { lintWorkflows } from '../stage/tools/lint-workflow.ts';
import type { PullRequestView } from '../stage/github/story/views.ts';
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

/** The workflow that the README shows, as it stands there, in a file of its own below this folder. */
async function workflowOfReadme(folder: string): Promise<string> {
  const readme = await readFile(join(project, 'README.md'), 'utf8');
  const [, text] = /^```yaml\n(name: deploy\n[^]*?)^```$/m.exec(readme) ?? [];
  if (text === undefined) throw new Error('README.md shows no workflow named deploy');
  await writeFile(join(folder, 'readme.yml'), text);
  return join(folder, 'readme.yml');
}

describe('the workflows that people copy, as written, under act', () => {
  let cluster: Cluster;
  let github: GitHub;
  let repo: Repository;
  let kubeconfig: string;
  let files: Record<string, string>;
  let short: string;
  const folder = mkdtempSync(join(tmpdir(), 'gitops-push-workflow-'));

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
    short = await workflowOfReadme(folder);
    await ensureTool('act');
  });

  afterAll(async () => {
    await cluster.endNamespace(namespace);
    await cluster[Symbol.asyncDispose]();
    await github[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs a workflow for an event, in a clone of the repository at that commit. */
  const play = async (event: WorkflowEvent, file = workflow): Promise<WorkflowRun> => {
    const number = Number(/^refs\/pull\/(\d+)\//.exec(event.ref)?.[1]);
    const order = event.name === 'pull_request' ? { pull: number } : { event: event.name, sha: event.sha };
    const { id: runId } = await repo.startRun(order);
    const workspace = join(folder, `clone-${runId}`);
    await repo.clone(workspace, { ref: event.ref });
    return await runWorkflow({
      file,
      event,
      workspace,
      github: { apiUrl: github.apiUrl, serverUrl: github.serverUrl, graphqlUrl: github.graphqlUrl },
      token: github.token().value,
      secrets: { KUBECONFIG: kubeconfig, PREVIEW_KUBECONFIG: kubeconfig, DRIFT_KUBECONFIG: kubeconfig },
      localRepositories: { 'OWNER/gitops-push': project },
      runId,
    });
  };

  /** Opens a pull request that moves the cart to this version. */
  const moveCart = async (
    version: string,
  ): Promise<{ readonly pull: PullRequestView; readonly event: WorkflowEvent }> => {
    const branch = `cart-${version}`;
    const changed = (files['deploy/cart.yaml'] ?? '').replace('shop/cart:1.14.2', `shop/cart:${version}`);
    const head = await repo.push(branch, { 'deploy/cart.yaml': changed }, 'Move the cart');
    const pull = await repo.openPullRequest({ branch, title: `Move the cart to ${version}` });
    const event = pullRequest({
      number: pull.number,
      head,
      base: pull.baseSha,
      merge: pull.mergeSha ?? head,
      headRef: branch,
    });
    return { pull, event };
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

  it('are workflows without a finding of actionlint', async () => {
    expect(await lintWorkflows([workflow, short])).toEqual([]);
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
    const { pull, event } = await moveCart('1.15.0');
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
    const run = await play(schedule({ sha }));
    expect(run.jobs, logOf(run)).toMatchObject({ drift: 'success', deploy: 'skipped' });
    expect(repo.issues()).toHaveLength(1);
    expect(repo.issues()[0]).toMatchObject({ state: 'open', body: expect.stringContaining('payments') });
  });

  it('goes back when somebody runs the workflow by hand', async () => {
    const inputs = { mode: 'rollback', 'rollback-to': 'previous', reason: 'slow' };
    const run = await play(workflowDispatch({ sha: await repo.sha('main'), inputs }));
    expect(run.jobs, logOf(run)).toMatchObject({ deploy: 'success' });
    expect(await imageOfCart()).toBe('registry.example/shop/cart:1.14.2');
  });

  it('holds back what was rolled back, until somebody runs the workflow to resume', async () => {
    const sha = await repo.sha('main');
    const held = await play(push({ sha }));
    expect(held.jobs, logOf(held)).toMatchObject({ deploy: 'failure' });
    expect(logOf(held)).toContain('mode: resume');
    expect(await imageOfCart()).toBe('registry.example/shop/cart:1.14.2');
    const inputs = { mode: 'resume', reason: 'it was the network' };
    const resumed = await play(workflowDispatch({ sha, inputs }));
    expect(resumed.jobs, logOf(resumed)).toMatchObject({ deploy: 'success' });
    expect(logOf(resumed)).toContain('is lifted');
  });

  it('closes the issue when the drift is gone', async () => {
    const run = await play(schedule({ sha: await repo.sha('main') }));
    expect(run.jobs, logOf(run)).toMatchObject({ drift: 'success' });
    expect(repo.issues()).toHaveLength(1);
    expect(repo.issues()[0]?.state).toBe('closed');
  });

  it('previews and deploys with the short workflow of the README, too', async () => {
    const { pull, event } = await moveCart('1.16.0');
    const preview = await play(event, short);
    expect(preview.jobs, logOf(preview)).toEqual({ preview: 'success', deploy: 'skipped' });
    expect(repo.comments(pull).map(({ body }) => body)).toEqual([expect.stringContaining('1.16.0')]);
    await repo.merge(pull, 'squash');
    const sha = await repo.sha('main');
    const deploy = await play(push({ sha }), short);
    expect(deploy.jobs, logOf(deploy)).toEqual({ preview: 'skipped', deploy: 'success' });
    expect(await imageOfCart()).toBe('registry.example/shop/cart:1.16.0');
    expect(repo.statuses(sha)[0]).toMatchObject({ state: 'success' });
  });

  it('have broken no rule of the contract with GitHub', () => {
    expect(github.violations).toEqual([]);
  });
});
