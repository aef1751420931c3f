// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProgramRun } from '../stage/program.ts';
import { type Item, writeItems } from '../stage/pulumi/project.ts';
import { openPulumiStage, type PulumiStage } from '../stage/pulumi/stage.ts';

const items: readonly Item[] = [{ name: 'web' }, { name: 'db', password: 'end-canary-03aa' }];

/** Somebody adds a resource by another tool. */
const addLate = String.raw`
  sed -i 's/"items": \[/"items": [ { "name": "late", "size": 1, "region": "eu" },/' shop.json
  pulumi up --yes --skip-preview --stack dev --non-interactive
  git checkout shop.json && rm -f Pulumi.dev.yaml`;

describe('a stack of Pulumi, to its end', () => {
  let stage: PulumiStage;

  beforeAll(async () => {
    stage = await openPulumiStage({
      story: 'to-the-end',
      items: [...items, { name: 'vault', protect: true }],
    });
    const run = await stage.play('deploy', ['--upsert']);
    expect(run.code, run.stderr + run.stdout).toBe(0);
  });

  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
  });

  const reportOf = (run: ProgramRun): any => JSON.parse(run.stdout);
  const changesOf = (run: ProgramRun): readonly string[] =>
    reportOf(run)
      .targets[0].changes.filter((change: any) => change.action !== 'unchanged')
      .map((change: any) => `${change.action} ${change.address.split('::').at(-1)}`)
      .toSorted();

  it('names the protected resource that keeps the others, and the two ways out', async () => {
    const run = await stage.play('destroy', ['--confirm', 'shop']);
    expect(run.code).toBe(1);
    expect(reportOf(run)).toMatchObject({ result: 'failed', reasonCode: 'render-failed' });
    const { message, hint } = reportOf(run).targets[0].failure;
    expect(message).toContain('::vault cannot be deleted');
    expect(hint).toContain('exclude-protected');
  });

  it('shows what would go, and lets nothing go without its name', async () => {
    const before = await stage.state();
    const run = await stage.play('destroy', ['--exclude-protected']);
    expect(run.code).toBe(1);
    expect(reportOf(run)).toMatchObject({ result: 'failed', reasonCode: 'deletion-unconfirmed' });
    expect(changesOf(run)).toEqual(['delete db', 'delete web']);
    expect(reportOf(run).targets[0].failure.hint).toContain('confirm: shop');
    const tried = await stage.play('destroy', ['--exclude-protected', '--dry-run']);
    expect(tried.code, tried.stderr + tried.stdout).toBe(0);
    expect(reportOf(tried)).toMatchObject({ result: 'previewed', targets: [{ counts: { delete: 2 } }] });
    expect(await stage.state()).toBe(before);
  });

  it('deletes what it showed and nothing else: not what is protected, not what came meanwhile', async () => {
    await stage.meddle('destroy --yes', addLate);
    const run = await stage.play('destroy', ['--exclude-protected', '--confirm', 'shop']);
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(changesOf(run)).toEqual(['delete db', 'delete web']);
    expect(reportOf(run)).toMatchObject({
      result: 'destroyed',
      targets: [{ record: { kind: 'destroy', result: 'success', objects: { pruned: 2 } } }],
    });
    expect(run.stdout + run.stderr).not.toContain('canary');
    if (stage.isLive) expect((await readdir(stage.cloud)).toSorted()).toEqual(['late.json', 'vault.json']);
  });

  it('has nothing to compare with afterwards', async () => {
    const run = await stage.play('drift');
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(reportOf(run)).toMatchObject({ result: 'clean' });
  });

  it('comes again with the next deploy', async () => {
    await writeItems(stage.checkout, [...items, { name: 'vault' }]);
    await stage.checkout.commit('Protect no more');
    const run = await stage.play('deploy');
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(changesOf(run)).toEqual(['create db', 'create web', 'delete late']);
  });

  it('touches nothing when the whole stack was to go and there is more in it by then', async () => {
    await stage.meddle('destroy --yes', addLate);
    const run = await stage.play('destroy', ['--remove', '--confirm', 'shop']);
    expect(run.code, run.stderr + run.stdout).toBe(3);
    expect(reportOf(run)).toMatchObject({ result: 'failed', reasonCode: 'preview-differs' });
    expect(run.stdout).toContain('::late is in the stack by now');
    if (stage.isLive) expect(await readdir(stage.cloud)).toHaveLength(4);
  });

  it('goes with its stack when that was asked for, and the file of records stays', async () => {
    const run = await stage.play('destroy', ['--remove', '--confirm', 'shop']);
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(changesOf(run)).toEqual([
      'delete db',
      'delete late',
      'delete stack dev',
      'delete vault',
      'delete web',
    ]);
    expect(reportOf(run)).toMatchObject({ result: 'destroyed' });
    expect(await stage.state()).toBe('');
    if (stage.isLive) expect(await readdir(stage.cloud)).toEqual([]);
    expect(await stage.checkout.git('status', '--porcelain')).toBe('');
  });

  it('is not there to be destroyed again', async () => {
    const run = await stage.play('destroy', ['--confirm', 'shop']);
    expect(run.code).toBe(2);
    expect(reportOf(run).targets[0].failure).toMatchObject({ code: 'stack-missing' });
  });

  it('was recorded as it is', async () => {
    await stage.expectRecordingTrue();
  });
});
