import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OwnedCluster, startCluster } from '../__tests__/stage/cluster/cluster.ts';
import {
  type GitHub,
  type PullRequestView,
  type Repository,
  startGitHub,
  type RunOrder,
} from '../__tests__/stage/github/github.ts';
import { pullRequest, type WorkflowEvent } from '../__tests__/stage/runner/events.ts';
import { openRunner, type StepRun } from '../__tests__/stage/runner/runner.ts';

/** Everything the story is played on: a cluster, GitHub, and a runner for the action. */
export interface DemoStage extends AsyncDisposable {
  readonly cluster: OwnedCluster;
  readonly github: GitHub;
  readonly repository: Repository;
  /** A kubeconfig that may do everything in the namespace `shop`, and nothing elsewhere. */
  readonly kubeconfig: string;
  /** The folder that holds all checkouts. */
  readonly folder: string;
  /** One job: a fresh checkout of the event's ref, then the action from dist/ as its only step. */
  play(event: WorkflowEvent, inputs?: Readonly<Record<string, string>>): Promise<StepRun>;
  /** A checkout for the command line. */
  checkout(): Promise<string>;
}

/** The namespace, and the name of the example application. */
export const shop = 'shop';

/** The files of the example application by their path in the repository. */
export async function shopFiles(): Promise<Record<string, string>> {
  const source = fileURLToPath(new URL('../examples/shop/deploy/', import.meta.url));
  const names = await readdir(source);
  const texts = await Promise.all(names.map(async name => await readFile(join(source, name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [`deploy/${name}`, texts[index] ?? '']));
}

/** Starts it: the control plane is built first, if it is not yet. */
export async function openDemoStage(): Promise<DemoStage> {
  const cluster = await startCluster();
  const github = await startGitHub();
  const folder = await mkdtemp(join(tmpdir(), 'gitops-push-demo-'));
  const kubeconfig = await identityFor(cluster);
  const repository = await github.createRepository({ owner: 'acme', name: shop, files: await shopFiles() });
  let checkouts = 0;
  const checkout = async (ref = 'refs/heads/main'): Promise<string> => {
    const workspace = join(folder, `checkout-${(checkouts += 1)}`);
    await repository.clone(workspace, { ref });
    return workspace;
  };
  return {
    cluster,
    github,
    repository,
    kubeconfig,
    folder,
    checkout,
    play: async (event, inputs = {}) => {
      const workspace = await checkout(event.ref);
      await using runner = openRunner({
        workspace,
        github: { apiUrl: github.apiUrl, serverUrl: github.serverUrl },
        token: github.token().value,
        secrets: { KUBECONFIG: kubeconfig },
      });
      const given = { path: 'deploy', namespace: shop, environment: 'production' };
      const secret = { kubeconfig: '${{ secrets.KUBECONFIG }}' };
      const { id: runId } = await repository.startRun(runOf(event));
      return await runner.runStep({ event, runId, with: { ...given, ...secret, ...inputs } });
    },
    [Symbol.asyncDispose]: async () => {
      await github[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** GitHub knows of every run that has a token. */
function runOf({ name, ref, sha }: WorkflowEvent): RunOrder {
  const pull = Number(/^refs\/pull\/(\d+)\//.exec(ref)?.[1]);
  return name === 'pull_request' ? { pull } : { event: name, sha };
}

/** The event of a pull request as it stands now. */
export function eventOf(pull: PullRequestView): WorkflowEvent {
  return pullRequest({
    number: pull.number,
    head: pull.headSha,
    base: pull.baseSha,
    merge: pull.mergeSha ?? pull.headSha,
    headRef: pull.headRef,
  });
}

async function identityFor(cluster: OwnedCluster): Promise<string> {
  await cluster.request('POST', '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: shop },
  });
  await cluster.until(`/api/v1/namespaces/${shop}/serviceaccounts/default`, (_, status) => status === 200);
  return (await cluster.identity({ name: 'ci', namespace: shop, namespaceRoles: ['admin'] })).kubeconfig;
}
