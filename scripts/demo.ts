import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { parseArgs, styleText } from 'node:util';
import { checkoutOfShop, type Checkout } from '../__tests__/stage/checkout.ts';
import { type OwnedCluster, StageError, startCluster } from '../__tests__/stage/cluster/cluster.ts';
import { fileURLToPath } from 'node:url';
import { type PageSection, renderPage } from './page.ts';

/** One step of the story with the time it took. */
interface Timed {
  readonly title: string;
  readonly durationMs: number;
}

/** What the steps share. */
interface Stage {
  readonly cluster: OwnedCluster;
  readonly checkout: Checkout;
  readonly kubeconfigPath: string;
  readonly times: Timed[];
  /** What a pull request, a summary and an issue would show, collected on the way. */
  readonly sections: PageSection[];
}

/** A step of the story that did not end as it should. */
class DemoError extends Error {}

const program = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));
const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });

try {
  await main(values.keep);
} catch (error) {
  const known = error instanceof StageError || error instanceof DemoError;
  print(styleText('red', known ? error.message : String(error instanceof Error ? error.stack : error)));
  process.exitCode = 1;
}

async function main(keep: boolean): Promise<void> {
  const startMs = performance.now();
  print('The story of gitops-push on a real Kubernetes control plane, on this machine alone.');
  const times: Timed[] = [];
  const cluster = await timed(
    times,
    'Start a control plane (built first, if it is not yet)',
    async () => await startCluster(),
  );
  const stage: Stage = {
    cluster,
    checkout: await checkoutOfShop('shop'),
    kubeconfigPath: cluster.handle.adminKubeconfigPath,
    times,
    sections: [],
  };
  try {
    await cluster.request('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop' },
    });
    await play(stage);
    await writePage(stage);
    chapter('How long it took');
    for (const { title, durationMs } of times)
      print(`${(durationMs / 1000).toFixed(1).padStart(7)} s  ${title}`);
    print(`${((performance.now() - startMs) / 1000).toFixed(1).padStart(7)} s  in all`);
  } finally {
    await (keep ? leaveUp(stage) : end(stage));
  }
}

/** The story: check, preview, deploy, deploy again, change one image, remove a service, go back, find drift. */
async function play(stage: Stage): Promise<void> {
  const { checkout } = stage;
  const target = ['--name', 'shop', '--environment', 'production', '--namespace', 'shop'];
  const access = ['--kubeconfig', stage.kubeconfigPath];
  await step(
    stage,
    'Check the manifests, without a cluster',
    ['validate', '--path', 'deploy', '--kubernetes-version', '1.36'],
    0,
  );
  await checkout.replace('deploy/cart.yaml', 'replicas: 2', 'replica: 2');
  await step(stage, 'A typing mistake is found on its line', ['validate', '--path', 'deploy'], 1);
  await checkout.replace('deploy/cart.yaml', 'replica: 2', 'replicas: 2');
  await step(stage, 'Preview: what would a deploy do?', ['preview', ...target, ...access], 0);
  await keepForPage(stage, 'The comment on the pull request that brings the shop', [
    'preview',
    ...target,
    ...access,
  ]);
  await step(stage, 'Deploy, and wait until everything is up', ['deploy', ...target, ...access], 0);
  await step(stage, 'Deploy the same commit again: nothing to do', ['deploy', ...target, ...access], 0);
  await checkout.replace('deploy/cart.yaml', 'shop/cart:1.14.2', 'shop/cart:1.15.0');
  await checkout.commit('Move the cart to 1.15.0');
  await step(stage, 'A new image: one field changes', ['preview', ...target, ...access], 0);
  await keepForPage(stage, 'The comment on a pull request with a new image', [
    'preview',
    ...target,
    ...access,
  ]);
  await step(stage, 'Deploy it', ['deploy', ...target, ...access], 0);
  await checkout.remove('deploy/recommendations.yaml');
  await checkout.commit('Retire the recommendations');
  await keepForPage(stage, 'The comment on a pull request that removes a service', [
    'preview',
    ...target,
    ...access,
  ]);
  await step(stage, 'A file is removed: its objects are pruned', ['deploy', ...target, ...access], 0);
  await step(
    stage,
    'Go back to the deploy before',
    ['rollback', '--reason', 'customers miss them', ...target, ...access],
    0,
  );
  await stage.cluster.kubectl(['scale', 'deployment/payments', '--replicas=5', '-n', 'shop']);
  await step(stage, 'Somebody scaled a Deployment by hand: drift', ['drift', ...target, ...access], 3);
  await keepForPage(stage, 'The drift issue', ['drift', ...target, ...access]);
  await keepForPage(stage, 'The summary of a history run', ['history', ...target, ...access]);
  await step(stage, 'Who deployed what, and when', ['history', ...target, ...access], 0);
}

async function step(stage: Stage, title: string, args: readonly string[], expected: number): Promise<void> {
  chapter(title);
  print(styleText('dim', `$ gitops-push ${args.join(' ').replace(stage.kubeconfigPath, 'KUBECONFIG')}`));
  const code = await timed(stage.times, title, async () => await run(stage, args));
  if (code !== expected)
    throw new DemoError(
      `The story broke off: this step ended with exit code ${code} instead of ${expected}.`,
    );
}

/** Runs once more for its Markdown: the very text that a comment or a summary holds. */
async function keepForPage(stage: Stage, title: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [program, ...args, '--output', 'markdown'], {
    cwd: stage.checkout.folder,
    env: stage.cluster.environment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const markdown = await readAll(child.stdout);
  stage.sections.push({ title, markdown });
}

async function writePage({ sections }: Stage): Promise<void> {
  const folder = fileURLToPath(new URL('../demo-output/', import.meta.url));
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'index.html');
  await writeFile(path, renderPage('What people read', sections));
  chapter('What people read on GitHub');
  print(`Open ${path} in a browser: comments, the drift issue and a summary, light and dark.`);
}

async function run(stage: Stage, args: readonly string[]): Promise<number> {
  const color = process.stdout.isTTY ? ['--color'] : [];
  const child = spawn(process.execPath, [program, ...args, ...color], {
    cwd: stage.checkout.folder,
    env: stage.cluster.environment(),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve(code ?? 1));
  });
}

async function leaveUp({ cluster, checkout }: Stage): Promise<void> {
  const stop = cluster.letGo();
  const path = join(checkout.folder, '.git', 'kubeconfig');
  await writeFile(path, await cluster.adminKubeconfig(), { mode: 0o600 });
  chapter('The cluster stays up');
  print(`kubectl:     ${cluster.handle.kubectlPath}`);
  print(`kubeconfig:  export KUBECONFIG=${path}`);
  print(`checkout:    ${checkout.folder}`);
  print(`to end it:   ${stop}`);
}

async function end({ cluster, checkout }: Stage): Promise<void> {
  await cluster[Symbol.asyncDispose]();
  await checkout[Symbol.asyncDispose]();
}

async function timed<T>(times: Timed[], title: string, work: () => Promise<T>): Promise<T> {
  const startMs = performance.now();
  const result = await work();
  times.push({ title, durationMs: performance.now() - startMs });
  return result;
}

function chapter(title: string): void {
  print(`\n${styleText('bold', title)}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
