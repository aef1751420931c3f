import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Checkout, makeCheckout } from '../checkout.ts';
import { pullRequest, push } from '../runner/events.ts';
import { lintWorkflows } from './lint-workflow.ts';
import { runWorkflow } from './run-workflow.ts';

const probe = join(import.meta.dirname, '..', 'runner', 'fixtures', 'probe');

const workflow = `
name: deploy
on: { pull_request: , push: { branches: [main] } }
permissions: {}
jobs:
  preview:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
      - run: echo "head $GITHUB_HEAD_REF, secret '\${{ secrets.KEY }}'"
  deploy:
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    environment: { name: production, deployment: false }
    concurrency: { group: deploy-production, queue: max }
    outputs: { result: '\${{ steps.probe.outputs.result }}' }
    steps:
      - uses: actions/checkout@0123456789012345678901234567890123456789 # v6
        with: { fetch-depth: 0, persist-credentials: false }
      - id: probe
        uses: acme/probe@v1
        env: { KEY: '\${{ secrets.KEY }}' }
        with:
          main: |
            const { appendFileSync, readFileSync } = process.getBuiltinModule('node:fs');
            const { GITHUB_SHA, GITHUB_API_URL, GITHUB_RUN_ATTEMPT, GITHUB_TOKEN } = process.env;
            const token = process.env['INPUT_GITHUB-TOKEN'];
            console.log(JSON.stringify({ GITHUB_SHA, GITHUB_API_URL, GITHUB_RUN_ATTEMPT, GITHUB_TOKEN, node: process.version }));
            console.log(token === 'token-of-the-job', process.env.KEY, readFileSync('file.txt', 'utf8'));
            console.log('::warning file=file.txt,line=1::look');
            appendFileSync(process.env.GITHUB_OUTPUT, 'result=deployed\\n');
            appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Deployed\\n');
          post: console.log('tidying up')
      - id: history
        run: git log --format=%s
  after:
    needs: deploy
    runs-on: ubuntu-latest
    steps:
      - id: told
        # act does not wait for what a step said when the step fails at once.
        run: echo "\${{ needs.deploy.outputs.result }}"; sleep 1; exit 3
  never:
    needs: after
    runs-on: ubuntu-latest
    steps:
      - run: echo never
`;

let folder: string;
let checkout: Checkout;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitops-push-tools-'));
  file = join(folder, 'deploy.yml');
  await writeFile(file, workflow);
  checkout = await makeCheckout();
  await checkout.write('file.txt', 'from the checkout');
  await checkout.commit('Add a file');
});
afterAll(async () => {
  await checkout[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const order = () => ({
  file,
  workspace: checkout.folder,
  github: { apiUrl: 'http://127.0.0.1:1/api/v3' },
  token: 'token-of-the-job',
  secrets: { KEY: 'hidden-key' },
});
const sha = (letter: string): string => letter.repeat(40);

describe('act', () => {
  test('runs a whole workflow on this machine, with actions from folders', async () => {
    const run = await runWorkflow({
      ...order(),
      event: push({ sha: sha('a') }),
      attempt: 2,
      localRepositories: { 'acme/probe': probe },
    });
    expect(run.remarks).not.toContain('not valid');
    expect(run.jobs).toEqual({ preview: 'skipped', deploy: 'success', after: 'failure', never: 'skipped' });
    expect(run.conclusion).toBe('failure');
    const step = run.step('probe');
    expect(step).toMatchObject({
      result: 'success',
      outputs: { result: 'deployed' },
      summary: '# Deployed\n',
      annotations: [{ level: 'warning', message: 'look', properties: { file: 'file.txt', line: '1' } }],
    });
    const [variables = '', ...rest] = step.log.split('\n');
    expect(JSON.parse(variables)).toEqual({
      GITHUB_SHA: sha('a'),
      GITHUB_API_URL: 'http://127.0.0.1:1/api/v3',
      GITHUB_RUN_ATTEMPT: '2',
      node: process.version,
    });
    expect(rest.join('\n')).toBe('true *** from the checkout\n');
    expect(run.step('history').log).toBe('Add a file\nStart\n');
    expect(run.step('told').log).toContain('deployed\n');
    expect(run.steps.filter(({ stage }) => stage === 'Post').map(({ log }) => log)).toEqual(['tidying up\n']);
  });

  test('gives no secrets to a fork', async () => {
    const event = pullRequest({ head: sha('c'), base: sha('b'), merge: sha('d'), fork: 'stranger/shop' });
    const run = await runWorkflow({
      ...order(),
      event,
      localRepositories: { 'acme/probe': probe },
      job: 'preview',
    });
    expect(run.steps[0]?.log).toBe("head change, secret ''\n");
  });

  test('fetches nothing: an action without a folder is refused by name', async () => {
    await expect(runWorkflow({ ...order(), event: push({ sha: sha('a') }) })).rejects.toThrow(
      /uses acme\/probe@v1[\s\S]*localRepositories/,
    );
  });
});

test('actionlint finds a step that is not there and says where', async () => {
  const bad = join(folder, 'bad.yml');
  await writeFile(
    bad,
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ steps.none.outputs.x }}\n',
  );
  const mistakes = await lintWorkflows([bad]);
  expect(mistakes.map(({ line, kind }) => ({ line, kind }))).toEqual([{ line: 6, kind: 'expression' }]);
  await writeFile(
    bad,
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo fine\n',
  );
  expect(await lintWorkflows([bad])).toEqual([]);
});
