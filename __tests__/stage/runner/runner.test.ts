import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dependabot, pullRequest, workflowDispatch } from './events.ts';
import { openProbe, playing, type Probe, pushed } from './probe.ts';
import { openRunner } from './runner.ts';

const sha = (letter: string): string => letter.repeat(40);

let probe: Probe;

beforeAll(async () => {
  probe = await openProbe({
    github: { apiUrl: 'http://127.0.0.1:1/api/v3', serverUrl: 'http://127.0.0.1:1' },
    token: 'token-of-the-job',
    readOnlyToken: 'token-that-reads',
    secrets: { KUBECONFIG: 'secret-of-the-cluster' },
  });
});
afterAll(() => probe[Symbol.asyncDispose]());

/** Prints the variables whose names match, as JSON. */
const printVariables = (): void => {
  const wanted = new RegExp(process.env['WANTED'] ?? '');
  const found = Object.entries(process.env).filter(([name]) => wanted.test(name));
  process.stdout.write(`${JSON.stringify(Object.fromEntries(found))}\n`);
};
const variablesIn = (rawLog: string): Record<string, string> => JSON.parse(rawLog);

/** Whether there is such a process, other than one that only waits to be forgotten. */
const isRunning = async (pid: string): Promise<boolean> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State:\tZ');
  return !/^State:\s+[ZX]/m.test(status);
};

describe('what an action finds when it starts', () => {
  test('its inputs, spelled as the runner spells them, with defaults worked out', async () => {
    const story = playing(printVariables);
    const run = await probe.runner.runStep({
      ...story,
      with: { ...story.with, 'with-dash': '', Undeclared: true, old: 1, number: 0 },
      env: { WANTED: '^INPUT_(?!MAIN)' },
    });
    expect(variablesIn(run.rawLog)).toEqual({
      'INPUT_WITH-DASH': '',
      INPUT_TWO_WORDS: 'here',
      'INPUT_GITHUB-TOKEN': 'token-of-the-job',
      INPUT_UNDECLARED: 'true',
      INPUT_NUMBER: '0',
      INPUT_OLD: '1',
      INPUT_SWITCH: 'false',
      INPUT_POST: '',
    });
    expect(run.annotations.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'warning Input old is deprecated: use number',
      'warning Unexpected inputs: Undeclared. Valid: main, post, two words, with-dash, github-token, number, switch, old',
    ]);
  });

  test('expressions in inputs read the event, the secrets and the job', async () => {
    const run = await probe.runner.runStep({
      ...playing(printVariables),
      event: workflowDispatch({ sha: sha('a'), inputs: { mode: 'rollback' } }),
      with: {
        ...playing(printVariables).with,
        'two words': "${{ inputs.mode || 'auto' }} ${{ inputs.reason || 'none' }}",
        old: '${{ secrets.KUBECONFIG }}${{ secrets.NOWHERE }}',
      },
      env: { WANTED: '^INPUT_(TWO|WITH|OLD)' },
    });
    expect(variablesIn(run.rawLog)).toEqual({
      INPUT_TWO_WORDS: 'rollback none',
      'INPUT_WITH-DASH': `acme/shop ${100_000 + run.runId}`,
      INPUT_OLD: 'secret-of-the-cluster',
    });
  });

  test('the variables of the run and the payload of the event, and nothing of this machine', async () => {
    process.env['GITHUB_STEP_SECRET'] = process.env['KUBECONFIG_OF_TEST'] = 'of this machine';
    const run = await probe.runner.runStep({
      ...playing(() => {
        const payload = process
          .getBuiltinModule('node:fs')
          .readFileSync(process.env['GITHUB_EVENT_PATH'] ?? '');
        process.stdout.write(
          `${JSON.stringify({ ...process.env, after: JSON.parse(String(payload)).after })}\n`,
        );
      }),
      env: { FROM_STEP: '${{ github.ref_name }}' },
      runId: 4711,
      attempt: 2,
      triggeringActor: 'hubot',
    });
    delete process.env['GITHUB_STEP_SECRET'];
    delete process.env['KUBECONFIG_OF_TEST'];
    const variables = variablesIn(run.rawLog);
    expect(variables).toMatchObject({
      after: sha('a'),
      CI: 'true',
      FROM_STEP: 'main',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_SHA: sha('a'),
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_REF_TYPE: 'branch',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_REPOSITORY_OWNER: 'acme',
      GITHUB_ACTOR: 'mona',
      GITHUB_TRIGGERING_ACTOR: 'hubot',
      GITHUB_RUN_ID: '4711',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/deploy.yml@refs/heads/main',
      GITHUB_ACTION_REPOSITORY: 'acme/probe',
      GITHUB_ACTION_REF: 'v1',
      GITHUB_API_URL: 'http://127.0.0.1:1/api/v3',
      GITHUB_SERVER_URL: 'http://127.0.0.1:1',
      GITHUB_HEAD_REF: '',
      GITHUB_WORKSPACE: probe.workspace,
    });
    expect(variables['PWD'] ?? probe.workspace).toBe(probe.workspace);
    expect(Object.keys(variables)).not.toContain('GITHUB_TOKEN');
    expect(Object.values(variables)).not.toContain('of this machine');
  });

  test.each([
    { who: 'a fork', fork: 'stranger/shop' },
    { who: 'Dependabot', author: dependabot },
  ])('for a pull request from $who: a token that reads, and no secrets', async story => {
    const event = pullRequest({ head: sha('c'), base: sha('b'), merge: sha('d'), ...story });
    const run = await probe.runner.runStep({
      ...playing(printVariables),
      event,
      with: { ...playing(printVariables).with, old: '${{ secrets.KUBECONFIG }}' },
      secrets: { OF_ENVIRONMENT: 'also secret' },
      env: { WANTED: '^(INPUT_OLD|INPUT_GITHUB|GITHUB_REF$|GITHUB_HEAD_REF)' },
    });
    expect(variablesIn(run.rawLog)).toEqual({
      INPUT_OLD: '',
      'INPUT_GITHUB-TOKEN': 'token-that-reads',
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_HEAD_REF: 'change',
    });
  });
});

describe('what becomes of a step', () => {
  test('its exit code decides, and a failed one still gets its post stage', async () => {
    const fails = playing(
      () => process.exit(3),
      () => process.stdout.write('tidying up\n'),
    );
    const run = await probe.runner.runStep(fails);
    expect(run).toMatchObject({ exitCode: 3, conclusion: 'failure', jobConclusion: 'failure' });
    expect(run.post).toMatchObject({
      exitCode: 0,
      conclusion: 'success',
      log: 'Post job cleanup.\ntidying up',
    });
  });

  test('a post stage that fails makes the job red', async () => {
    const run = await probe.runner.runStep(
      playing(
        () => undefined,
        () => process.exit(1),
      ),
    );
    expect(run).toMatchObject({ conclusion: 'success', jobConclusion: 'failure' });
  });

  test('state, variables and folders reach the post stage', async () => {
    const run = await probe.runner.runStep(
      playing(
        () => {
          const { appendFileSync } = process.getBuiltinModule('node:fs');
          appendFileSync(process.env['GITHUB_STATE'] ?? '', 'record-id=17\nlease<<END\ntwo\nlines\nEND\n');
          appendFileSync(process.env['GITHUB_ENV'] ?? '', 'FOR_LATER=yes\nINPUT_NUMBER=99\n');
          appendFileSync(process.env['GITHUB_PATH'] ?? '', '/opt/first\n/opt/second\n');
        },
        () => {
          const { PATH = '', FOR_LATER, INPUT_NUMBER } = process.env;
          const state = [process.env['STATE_record-id'], process.env['STATE_lease']];
          const folders = PATH.split(':').slice(0, 2);
          process.stdout.write(`${JSON.stringify({ state, folders, FOR_LATER, INPUT_NUMBER })}\n`);
        },
      ),
    );
    expect(run.state).toEqual({ 'record-id': '17', lease: 'two\nlines' });
    expect(JSON.parse(run.post?.rawLog ?? '')).toEqual({
      state: ['17', 'two\nlines'],
      folders: ['/opt/second', '/opt/first'],
      FOR_LATER: 'yes',
      INPUT_NUMBER: '10',
    });
  });

  test('a re-run is the same run, one attempt later', async () => {
    const story = playing(printVariables);
    const first = await probe.runner.runStep({
      ...story,
      env: { WANTED: '^GITHUB_(RUN_ID|RUN_ATTEMPT|SHA)' },
    });
    const second = await probe.runner.rerun(first);
    const third = await probe.runner.rerun(second, { triggeringActor: 'hubot' });
    expect(variablesIn(third.rawLog)).toEqual({
      GITHUB_RUN_ID: String(first.runId),
      GITHUB_RUN_ATTEMPT: '3',
      GITHUB_SHA: sha('a'),
    });
  });

  test('what it leaves behind is told and cleaned up', async () => {
    const run = await probe.runner.runStep(
      playing(() => {
        const { writeFileSync } = process.getBuiltinModule('node:fs');
        const { spawn } = process.getBuiltinModule('node:child_process');
        writeFileSync(`${process.env['RUNNER_TEMP']}/kubeconfig`, 'key');
        const script = 'setTimeout(() => {}, 60_000)';
        const stayer = spawn(process.execPath, ['-e', script], { detached: true, stdio: 'ignore' });
        stayer.unref();
        process.stdout.write(String(stayer.pid));
      }),
    );
    expect(run.leftInTemp).toEqual(['kubeconfig']);
    expect(run.orphans).toHaveLength(1);
    expect(run.orphans[0]).toContain('setTimeout');
    await expect.poll(() => isRunning(run.rawLog)).toBe(false);
  });

  test('output that a child holds open is not waited for without end', async () => {
    const run = await probe.runner.runStep(
      playing(() => {
        const { spawn } = process.getBuiltinModule('node:child_process');
        spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'inherit' }).unref();
      }),
    );
    expect(run.conclusion).toBe('success');
    expect(run.orphans).toHaveLength(1);
  });
});

test('the folder must hold an action that Node.js runs', async () => {
  await using runner = openRunner({ workspace: probe.workspace, action: probe.workspace });
  await expect(runner.runStep({ event: pushed })).rejects.toThrow(/no action\.yml/);
});
