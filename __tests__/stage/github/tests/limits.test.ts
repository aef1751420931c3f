import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGitHub, type GitHub, type Repository } from '../github.ts';
import { limits } from '../limits.ts';
import { asker, type Ask } from './ask.ts';

let github: GitHub;
let repo: Repository;
let ask: Ask;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  github = await startGitHub();
  repo = await github.createRepository({ owner: 'acme', name: 'shop' });
  ask = asker(github);
  const { number } = repo.openIssue({ title: 'One' });
  const { id } = repo.comment(number, { body: 'Hello' });
  const at = '/repos/acme/shop';
  const deployment = await ask<{ id: number }>('POST', `${at}/deployments`, {
    ref: 'main',
    auto_merge: false,
    required_contexts: [],
  });
  const check = await ask<{ id: number }>('POST', `${at}/check-runs`, { name: 'a', head_sha: 'main' });
  ids = {
    'issues/create-comment': `POST ${at}/issues/${number}/comments`,
    'issues/update-comment': `PATCH ${at}/issues/comments/${id}`,
    'issues/create': `POST ${at}/issues`,
    'issues/update': `PATCH ${at}/issues/${number}`,
    'repos/create-commit-status': `POST ${at}/statuses/main`,
    'repos/create-deployment-status': `POST ${at}/deployments/${deployment.body.id}/statuses`,
    'checks/create': `POST ${at}/check-runs`,
    'checks/update': `PATCH ${at}/check-runs/${check.body.id}`,
    'actions/create-workflow-dispatch': `POST ${at}/actions/workflows/deploy.yml/dispatches`,
    'orgs/set-cluster-deployment-records':
      'POST /orgs/acme/artifacts/metadata/deployment-record/cluster/blue',
  };
});

afterAll(async () => await github[Symbol.asyncDispose]());

const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'Look' };
const button = { label: 'a', description: 'a', identifier: 'a' };
const output = { title: 'a', summary: 'a' };

/** A body whose field has this size. */
function bodyOf(operation: string, field: string, size: number): object {
  const text = 'x'.repeat(size);
  const many = <T>(item: T) => Array.from({ length: size }, () => item);
  const base = operation === 'checks/create' ? { name: 'a', head_sha: 'main' } : { conclusion: 'success' };
  switch (field) {
    case 'body':
      return operation === 'issues/create' ? { title: 'a', body: text } : { body: text };
    case 'title':
      return { title: text };
    case 'description':
      return { state: 'success', description: text };
    case 'output.summary':
      return { ...base, output: { ...output, summary: text } };
    case 'output.text':
      return { ...base, output: { ...output, text } };
    case 'output.annotations':
      return { ...base, output: { ...output, annotations: many(annotation) } };
    case 'actions':
      return { ...base, actions: many(button) };
    case 'inputs':
      return { ref: 'main', inputs: Object.fromEntries(many(0).map((_, index) => [`i${index}`, 'a'])) };
    case 'deployments': {
      const record = { name: 'a', digest: `sha256:${'a'.repeat(64)}`, deployment_name: 'a' };
      return { logical_environment: 'production', return_records: false, deployments: many(record) };
    }
    default: {
      const name = field.split('.').at(-1) ?? '';
      return field.startsWith('actions')
        ? { ...base, actions: [{ ...button, [name]: text }] }
        : { ...base, output: { ...output, annotations: [{ ...annotation, [name]: text }] } };
    }
  }
}

describe('a hard limit', () => {
  const rows = limits.flatMap(limit => limit.operations.map(operation => ({ ...limit, operation })));

  test.each(rows)(
    '$operation takes $most $of of $field and refuses more',
    async ({ operation, field, most }) => {
      const [method = '', path = ''] = (ids[operation] ?? '').split(' ');
      const fits = await ask(method, path, bodyOf(operation, field, most));
      // There is no workflow to be dispatched: what fits gets as far as that.
      const good = operation.startsWith('actions/') ? [404] : [200, 201];
      expect(good, fits.text).toContain(fits.status);
      const refused = await ask(method, path, bodyOf(operation, field, most + 1));
      expect(refused.status).toBe(422);
      expect(refused.text).toContain(String(most));
    },
  );
});

test('a comment is refused in the words of GitHub', async () => {
  const [, path = ''] = (ids['issues/create-comment'] ?? '').split(' ');
  const refused = await ask('POST', path, { body: 'ü'.repeat(65_537) });
  expect(refused.body).toMatchObject({
    message: 'Validation Failed',
    errors: [
      { resource: 'IssueComment', field: 'data', message: 'Body is too long (maximum is 65536 characters)' },
    ],
  });
});

test('a commit has 1,000 statuses in one context', async () => {
  const sha = await repo.push('full', { a: '1' }, 'Change');
  const path = `/repos/acme/shop/statuses/${sha}`;
  for (let count = 0; count < 999; count += 1) repo.setStatus(sha, { context: 'a', state: 'success' });
  expect((await ask('POST', path, { state: 'success', context: 'a' })).status).toBe(201);
  const refused = await ask('POST', path, { state: 'success', context: 'A' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('maximum number of statuses');
  expect((await ask('POST', path, { state: 'success', context: 'b' })).status).toBe(201);
});

test('annotations of several updates are kept together', async () => {
  const annotations = Array.from({ length: 50 }, () => annotation);
  const made = await ask<{ id: number }>('POST', '/repos/acme/shop/check-runs', {
    name: 'many',
    head_sha: 'main',
    output: { ...output, annotations },
  });
  const path = `/repos/acme/shop/check-runs/${made.body.id}`;
  const { body } = await ask('PATCH', path, { conclusion: 'failure', output: { ...output, annotations } });
  expect(body['output']).toMatchObject({ annotations_count: 100 });
  expect((await ask<unknown[]>('GET', `${path}/annotations?per_page=100`)).body).toHaveLength(100);
});
