import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster, Proxy } from './cluster/cluster.ts';
import { sharedCluster } from './cluster/shared-cluster.ts';
import { type Flavour, type GitHub, type JobOrder, startGitHub } from './github/github.ts';
import type { Repository } from './github/story/repository.ts';
import type { PullRequestView } from './github/story/views.ts';
import { pullRequest, type WorkflowEvent } from './runner/events.ts';
import { openRunner, type StepOrder, type StepRun } from './runner/runner.ts';

/** One step of one job. */
export interface PlayOrder extends Partial<StepOrder> {
  readonly event: WorkflowEvent;
  /** What is checked out; default: the commit of the event. */
  readonly ref?: string;
  /** The same run once more, its next attempt. */
  readonly again?: StepRun;
  /** Makes it a job that GitHub knows of, with services of the runner, and with `environment` its own deployment. */
  readonly jobs?: JobOrder;
  /** Inputs of further steps of the same job, after the first. */
  readonly then?: readonly Readonly<Record<string, string>>[];
}

/** A repository on GitHub, a namespace of a cluster that it deploys to, and a runner for its jobs. */
export interface Shop extends AsyncDisposable {
  readonly cluster: Cluster;
  /** Sees what the jobs ask of the cluster. */
  readonly proxy: Proxy;
  readonly namespace: string;
  /** The token of the identity that deploys. */
  readonly token: string;
  readonly github: GitHub;
  readonly repository: Repository;
  /** One job: a fresh checkout, then the action as its step. Gives the last step. */
  readonly play: (order: PlayOrder) => Promise<StepRun>;
}

/** What may differ of a repository's GitHub. */
export interface Place {
  readonly flavour?: Flavour;
  readonly private?: boolean;
}

/** Opens it; `files` are what the repository begins with. */
export async function openShop(
  name: string,
  files: (namespace: string) => Readonly<Record<string, string>>,
  { flavour = 'github.com', private: isPrivate = false }: Place = {},
): Promise<Shop> {
  const cluster = await sharedCluster();
  const proxy = await cluster.proxy();
  const namespace = await cluster.createNamespace(name);
  const { kubeconfig, token } = await cluster.identity({
    name: 'deployer',
    namespace,
    namespaceRoles: ['admin'],
  });
  const github = await startGitHub({ flavour });
  const folder = await mkdtemp(join(tmpdir(), `gitops-push-${name}-`));
  const repository = await github.createRepository({
    owner: 'acme',
    name: 'shop',
    files: files(namespace),
    private: isPrivate,
  });
  const play: Shop['play'] = async ({ ref, jobs, again, then = [], ...order }) => {
    const workspace = await mkdtemp(join(folder, 'checkout-'));
    await repository.clone(workspace, { ref: ref ?? order.event.sha });
    await using runner = openRunner({
      workspace,
      github: { apiUrl: github.apiUrl, serverUrl: github.serverUrl },
      token: github.token().value,
      readOnlyToken: github.token({ readOnly: true }).value,
      secrets: { KUBECONFIG: proxy.kubeconfig(kubeconfig) },
    });
    // GitHub knows of the run, as it does of every run that has a token.
    const { name: event, sha } = order.event;
    const pull = Number(/^refs\/pull\/(\d+)\//.exec(order.event.ref)?.[1]);
    const run = await repository.startRun(event === 'pull_request' ? { pull } : { event, sha });
    const job = jobs && run.startJob(jobs);
    const inputs = { environment: 'production', kubeconfig: '${{ secrets.KUBECONFIG }}', namespace };
    const step = async (given: StepOrder['with'] = {}): Promise<StepRun> =>
      await runner.runStep({
        ...order,
        runId: again?.runId ?? run.id,
        ...(again && { attempt: again.attempt + 1 }),
        ...(job && { services: job.environment, checkRunId: job.checkRunId }),
        with: { ...inputs, ...given },
      });
    let last = await step(order.with);
    for (const given of then) last = await step(given);
    job?.finish(last.conclusion);
    return last;
  };
  return {
    cluster,
    proxy,
    namespace,
    token,
    github,
    repository,
    play,
    [Symbol.asyncDispose]: async () => {
      await rm(folder, { recursive: true, force: true });
      await github[Symbol.asyncDispose]();
      await cluster.endNamespace(namespace);
      await cluster[Symbol.asyncDispose]();
    },
  };
}

/** The event of a pull request as it stands; its job checks the test merge out. */
export function previewEvent(view: PullRequestView, fork?: string): WorkflowEvent {
  return pullRequest({
    number: view.number,
    head: view.headSha,
    base: view.baseSha,
    merge: view.mergeSha ?? '',
    headRef: view.headRef,
    ...(fork !== undefined && { fork }),
  });
}
