import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Checkout, makeCheckout } from '../checkout.ts';
import { pullRequest } from './events.ts';
import { openRunner, type Runner } from './runner.ts';

let checkout: Checkout;
let runner: Runner;

beforeAll(async () => {
  checkout = await makeCheckout();
  runner = openRunner({ workspace: checkout.folder, github: { apiUrl: 'http://127.0.0.1:1' } });
});
afterAll(async () => {
  await runner[Symbol.asyncDispose]();
  await checkout[Symbol.asyncDispose]();
});

const validate = async (manifest: string) => {
  await checkout.write('deploy/settings.yaml', manifest);
  const head = await checkout.commit('Change the settings');
  const event = pullRequest({ head, merge: head, base: 'b'.repeat(40), fork: 'stranger/shop' });
  return await runner.runStep({ event, with: { mode: 'validate', 'kubernetes-version': '1.36' } });
};

describe('the shipped action, in a pull request from a fork', () => {
  test('validates a good manifest without GitHub and without a cluster', async () => {
    const run = await validate('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: "1"\n');
    expect(run).toMatchObject({
      exitCode: 0,
      jobConclusion: 'success',
      outputs: { result: 'valid', 'reason-code': '' },
      annotations: [],
      leftInTemp: [],
      orphans: [],
    });
    expect(run.summary).not.toBe('');
  });

  test('points at the line of a bad one', async () => {
    const run = await validate('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labelz: {}\n');
    expect(run).toMatchObject({
      exitCode: 1,
      jobConclusion: 'failure',
      outputs: { result: 'failed', 'reason-code': 'validation' },
    });
    expect(run.annotations[0]).toMatchObject({
      level: 'error',
      title: 'unknown-field',
      file: 'deploy/settings.yaml',
      line: 5,
    });
    expect(run.summary).toContain('deploy/settings.yaml');
  });
});
