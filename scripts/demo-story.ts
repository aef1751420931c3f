import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { push, schedule, workflowDispatch, type WorkflowEvent } from '../__tests__/stage/runner/events.ts';
import type { StepRun } from '../__tests__/stage/runner/runner.ts';
import type { PullRequestView } from '../__tests__/stage/github/github.ts';
import { type DemoStage, eventOf, shop, shopFiles } from './demo-stage.ts';
import type { PageSection } from './page.ts';

/** What the story tells while it runs. */
export interface Teller {
  /** A chapter begins; its time is taken until the next one. */
  chapter(title: string): void;
  /** Lines of a program. */
  say(text: string): void;
}

/** A step of the story that did not end as it should. */
export class DemoError extends Error {}

/** What people read on GitHub at the end: taken from GitHub's own state, never made for the page. */
export type Collected = readonly PageSection[];

/**
 * The story: a typing mistake, a first deploy, a pull request from its comment to its deploy, a rollback, drift and its
 * end. @throws DemoError when a step does not end as it should
 */
export async function tellStory(stage: DemoStage, teller: Teller): Promise<Collected> {
  const { repository } = stage;
  const sections: PageSection[] = [];
  const collect = (title: string, markdown: string | undefined): void => {
    sections.push({ title, markdown: markdown ?? '' });
  };
  await tellMistake(stage, teller);
  teller.chapter('Push to main: the first deploy of the shop, until everything is up');
  await run(stage, teller, push({ sha: await repository.sha('main') }), 'deployed');
  const pull = await tellPullRequest(stage, teller);
  collect('The comment on the pull request', commentOf(stage, pull));
  teller.chapter('The merge is deployed');
  const merged = await repository.merge(pull, 'squash');
  const deployed = await run(stage, teller, push({ sha: merged }), 'deployed');
  collect('The same comment after the merge was deployed', commentOf(stage, pull));
  collect('The job summary of that deploy', deployed.summary);
  teller.chapter('The same push again: nothing to do, nothing written');
  await run(stage, teller, push({ sha: merged }), 'unchanged');
  teller.chapter('Run workflow, mode rollback: back to the deploy before');
  const back = { mode: 'rollback', reason: 'customers miss the recommendations' };
  const rolledBack = await run(
    stage,
    teller,
    workflowDispatch({ sha: merged, inputs: back }),
    'rolled-back',
    back,
  );
  collect('The job summary of the rollback', rolledBack.summary);
  await tellDrift(stage, teller, merged, collect);
  return sections;
}

async function tellMistake(stage: DemoStage, teller: Teller): Promise<void> {
  const folder = await stage.checkout();
  const files = await shopFiles();
  const wrong = (files['deploy/cart.yaml'] ?? '').replace('replicas: 2', 'replica: 2');
  await writeFile(join(folder, 'deploy', 'cart.yaml'), wrong);
  teller.chapter('A typing mistake is found on its line, without a cluster');
  const { code, text } = await cli(stage, folder, ['validate', '--path', 'deploy']);
  teller.say(text);
  if (code !== 1) throw new DemoError(`The mistake was not found: exit code ${code}.`);
}

/** A pull request that moves one image and retires a service. */
async function tellPullRequest(stage: DemoStage, teller: Teller): Promise<PullRequestView> {
  const { repository } = stage;
  teller.chapter('A pull request: what would change, in one comment');
  const files = await shopFiles();
  const changed = (files['deploy/cart.yaml'] ?? '').replaceAll('shop/cart:1.14.2', 'shop/cart:1.15.0');
  const change = { 'deploy/cart.yaml': changed, 'deploy/recommendations.yaml': null };
  await repository.push('cart-1.15', change, 'Move the cart, retire the recommendations');
  const title = 'Move the cart to 1.15.0 and retire the recommendations';
  const pull = await repository.openPullRequest({ branch: 'cart-1.15', title });
  await run(stage, teller, eventOf(pull), 'previewed');
  return repository.pullRequest(pull);
}

async function tellDrift(
  stage: DemoStage,
  teller: Teller,
  sha: string,
  collect: (title: string, markdown: string | undefined) => void,
): Promise<void> {
  const { cluster, repository } = stage;
  teller.chapter('Somebody scales a Deployment by hand: the next check opens an issue');
  await cluster.kubectl(['scale', 'deployment/payments', '--replicas=5', '-n', shop]);
  await run(stage, teller, schedule({ sha }), 'drifted');
  collect('The drift issue', repository.issues()[0]?.body);
  teller.chapter('It is put back: the check after that closes the issue');
  await cluster.kubectl(['scale', 'deployment/payments', '--replicas=2', '-n', shop]);
  await run(stage, teller, schedule({ sha }), 'clean');
  if (repository.issues()[0]?.state !== 'closed') throw new DemoError('The issue was not closed.');
  teller.chapter('Who deployed what, and when');
  const inputs = { mode: 'history' };
  const history = await run(stage, teller, workflowDispatch({ sha, inputs }), 'listed', inputs);
  collect('The job summary of a history run', history.summary);
}

/** Runs the action; tells what its log says, without the runner's own lines. */
async function run(
  stage: DemoStage,
  teller: Teller,
  event: WorkflowEvent,
  expected: string,
  inputs: Readonly<Record<string, string>> = {},
): Promise<StepRun> {
  const done = await stage.play(event, inputs);
  teller.say(done.log.slice(done.log.indexOf('##[endgroup]') + '##[endgroup]'.length).trim());
  const result = done.outputs['result'];
  if (result === expected) return done;
  throw new DemoError(
    `The story broke off: this step ended as ${result ?? 'nothing'} instead of ${expected}.`,
  );
}

function commentOf({ repository }: DemoStage, pull: PullRequestView): string | undefined {
  return repository.comments(pull)[0]?.body;
}

/** Runs the command line program; gives what it printed. */
async function cli(
  { cluster }: DemoStage,
  folder: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly text: string }> {
  const program = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: cluster.environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code: code ?? 1, text: text.trimEnd() }));
  });
}
