import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { type ProgramRun, runProgram } from '../stage/program.ts';

const deployment = (image: string, more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: proxy
          image: registry.example:5000/proxy:1.0.0
        - name: server
          image: ${image}
${more}`;

const secret = (value: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: db, namespace: shop }\nstringData: { password: ${value} }\n`;

const old = 'horse-battery-staple-old';
const fresh = 'horse-battery-staple-new';

describe('a preview without credentials says what the change does to the objects', () => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await makeCheckout();
    await checkout.git('branch', 'empty');
    await checkout.write('deploy/web.yaml', deployment('registry.example/shop:1'));
    await checkout.write('deploy/db.yaml', secret(old));
    await checkout.write('deploy/gone.yaml', secret('x').replace('name: db', 'name: gone'));
    await checkout.commit('Add the shop');
    await checkout.git('switch', '--quiet', '--create', 'feature');
    await checkout.write(
      'deploy/web.yaml',
      deployment('registry.example/shop:2', '          env: [{ name: A, value: b }]\n'),
    );
    await checkout.write('deploy/db.yaml', secret(fresh));
    await checkout.remove('deploy/gone.yaml');
    await checkout.commit('Change the shop');
    // What main does meanwhile is not part of the change under review.
    await checkout.git('switch', '--quiet', 'main');
    await checkout.write('deploy/later.yaml', secret('later').replace('name: db', 'name: later'));
    await checkout.commit('Go on');
    await checkout.git('switch', '--quiet', 'feature');
  });

  afterAll(async () => {
    await checkout[Symbol.asyncDispose]();
  });

  const preview = async (...args: readonly string[]): Promise<ProgramRun> =>
    await runProgram(['preview', '--environment', 'test', ...args], {
      folder: checkout.folder,
      environment: { PATH: process.env['PATH'] ?? '', HOME: checkout.folder },
    });

  it('field by field, against the commit where the branch left its base', async () => {
    const run = await preview('--base', 'main', '--output', 'json');
    expect(run.code).toBe(0);
    const { rendered } = JSON.parse(run.stdout).targets[0];
    expect(rendered.base).toBe(await checkout.git('merge-base', 'main', 'HEAD'));
    const fields = (change: { fields: { label: string; before?: unknown; after?: unknown }[] }) =>
      change.fields.map(({ label, before, after }) => [label, before, after]);
    expect(
      rendered.changes.map((change: never) => [change['action'], change['address'], fields(change)]),
    ).toEqual([
      ['update', 'v1/Secret/shop/db', [['stringData.password', '(secret 1)', '(secret 2)']]],
      [
        'update',
        'apps/v1/Deployment/shop/web',
        [
          [
            'spec.template.spec.containers[server].image',
            'registry.example/shop:1',
            'registry.example/shop:2',
          ],
          ['spec.template.spec.containers[server].env', undefined, [{ name: 'A', value: 'b' }]],
        ],
      ],
      ['delete', 'v1/Secret/shop/gone', []],
    ]);
  });

  it('at the line of the first field that changed', async () => {
    const { stdout } = await preview('--base', 'main', '--output', 'json');
    const { changes } = JSON.parse(stdout).targets[0].rendered;
    expect(changes.map((change: never) => change['source'])).toEqual([
      { file: 'deploy/db.yaml', line: 4 },
      { file: 'deploy/web.yaml', line: 13 },
      undefined,
    ]);
    expect((await preview('--base', 'main', '--output', 'markdown')).stdout).toContain('deploy/web.yaml:13');
  });

  it('byte for byte the same on a re-run, in every format, and without a value of a secret', async () => {
    for (const format of ['text', 'markdown', 'json']) {
      const runs = [
        await preview('--base', 'main', '--output', format),
        await preview('--base', 'main', '--output', format),
      ].map(({ stdout, stderr }) => `${stdout}\n${stderr}`.replace(/"durationMs": \d+/, ''));
      expect(runs[0]).toContain('registry.example/shop:2');
      expect(runs[0]).not.toMatch(/horse|staple/);
      expect(runs[1]).toBe(runs[0]);
    }
  });

  it('leaves no folder and no worktree behind', async () => {
    await preview('--base', 'main');
    expect((await checkout.git('worktree', 'list')).split('\n')).toHaveLength(1);
  });

  it('takes everything for new when the base has nothing at the path', async () => {
    const run = await preview('--base', 'empty', '--output', 'json');
    const { rendered } = JSON.parse(run.stdout).targets[0];
    expect(rendered.counts).toMatchObject({ create: 2, update: 0, delete: 0 });
  });

  it('refuses a base that is not there, and one that is an option of git', async () => {
    const missing = await preview('--base', 'nowhere');
    expect([missing.code, missing.stdout]).toEqual([2, expect.stringContaining('fetch-depth: 0')]);
    const option = await preview('--base=--output=x');
    expect([option.code, option.stderr]).toEqual([2, expect.stringContaining('no commit and no branch')]);
  });

  it('says that objects which could not be read at the base count as new', async () => {
    await checkout.git('switch', '--quiet', '--create', 'broken', 'main');
    await checkout.write('deploy/web.yaml', 'a: [');
    await checkout.commit('Break it');
    await checkout.git('switch', '--quiet', '--create', 'mended');
    await checkout.write('deploy/web.yaml', deployment('registry.example/shop:3'));
    await checkout.commit('Mend it');
    const run = await preview('--base', 'broken');
    await checkout.git('switch', '--quiet', 'feature');
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('Rendered: 1 create against');
    expect(run.stdout).toMatch(/have\s+errors/);
  });
});
