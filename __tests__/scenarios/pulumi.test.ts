// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProgramRun } from '../stage/program.ts';
import { changeByHand, writeItems } from '../stage/pulumi/project.ts';
import { openPulumiStage, type PulumiStage } from '../stage/pulumi/stage.ts';

describe('a stack of Pulumi, from its first preview to a rollback', () => {
  let stage: PulumiStage;
  let first: string;

  beforeAll(async () => {
    stage = await openPulumiStage({
      story: 'from-first-to-back',
      items: [{ name: 'web' }, { name: 'db', password: 'resource-canary-77c1' }],
    });
    first = await stage.checkout.git('rev-parse', 'HEAD');
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

  it('says that the stack does not exist, and how to make it', async () => {
    const run = await stage.play('preview');
    expect(run.code, run.stderr).toBe(2);
    expect(reportOf(run)).toMatchObject({ result: 'failed', reasonCode: 'input-invalid' });
    expect(reportOf(run).targets[0].failure).toMatchObject({ code: 'stack-missing' });
    expect(run.stdout).toContain('upsert');
  });

  it('makes it with the first deploy when that was asked for', async () => {
    const run = await stage.play('deploy', ['--upsert']);
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(changesOf(run)).toEqual(['create db', 'create web']);
    expect(reportOf(run)).toMatchObject({
      result: 'deployed',
      targets: [{ record: { sequence: 1, commit: first } }],
    });
    expect(reportOf(run).targets[0].outcome.outputs).toMatchObject({ count: 2, nested: { open: 'sesame' } });
    expect(run.stdout + run.stderr).not.toMatch(/canary/);
  });

  it('has nothing to do when it is deployed again', async () => {
    const run = await stage.play('deploy');
    expect(run.code, run.stderr).toBe(0);
    expect(reportOf(run)).toMatchObject({ result: 'unchanged', targets: [{ counts: { unchanged: 2 } }] });
  });

  it('previews a change field by field and writes nothing', async () => {
    const before = await stage.state();
    await writeItems(stage.checkout, [
      { name: 'web', size: 3 },
      { name: 'db', password: 'resource-canary-77c1' },
      { name: 'queue' },
    ]);
    await stage.checkout.commit('Grow the web, add a queue');
    const run = await stage.play('preview');
    expect(run.code, run.stderr).toBe(0);
    expect(changesOf(run)).toEqual(['create queue', 'update web']);
    const web = reportOf(run).targets[0].changes.find((change: any) => change.action === 'update');
    expect(web.fields).toContainEqual(expect.objectContaining({ path: '/size', before: 1, after: 3 }));
    expect(await stage.state()).toBe(before);
  });

  it('stops at expect-no-changes', async () => {
    const run = await stage.play('preview', ['--expect-no-changes']);
    expect(run.code).toBe(3);
    expect(reportOf(run)).toMatchObject({ reasonCode: 'preview-differs' });
  });

  it('deploys what was previewed', async () => {
    const run = await stage.play('deploy');
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(reportOf(run)).toMatchObject({ result: 'deployed', targets: [{ record: { sequence: 2 } }] });
    expect(changesOf(run)).toEqual(['create queue', 'update web']);
  });

  it('does not let an older commit over a newer one', async () => {
    await stage.checkout.git('checkout', '--quiet', first);
    const run = await stage.play('deploy');
    await stage.checkout.git('checkout', '--quiet', 'main');
    expect(run.code, run.stderr).toBe(0);
    expect(reportOf(run)).toMatchObject({ result: 'superseded' });
  });

  it('finds no drift, then what someone did by hand, and leaves the state alone', async () => {
    const clean = await stage.play('drift');
    expect(clean.code, clean.stderr + clean.stdout).toBe(0);
    expect(reportOf(clean).result).toBe('clean');
    const before = await stage.state();
    if (stage.isLive) await changeByHand(stage.cloud, 'web', { size: 9 });
    const drifted = await stage.play('drift');
    expect(drifted.code, drifted.stderr).toBe(3);
    expect(changesOf(drifted)).toEqual(['update web']);
    expect(await stage.state()).toBe(before);
    if (stage.isLive) await changeByHand(stage.cloud, 'web', { size: 3 });
  });

  it('goes back to the first deploy with the program of its commit', async () => {
    const stopped = await stage.play('rollback', ['--dry-run']);
    expect(stopped.code, stopped.stderr + stopped.stdout).toBe(0);
    expect(changesOf(stopped)).toEqual(['delete queue', 'update web']);
    const run = await stage.play('rollback', ['--reason', 'too big']);
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(reportOf(run)).toMatchObject({
      result: 'rolled-back',
      targets: [
        { record: { sequence: 3, kind: 'rollback', rollback: { reason: 'too big' }, commit: first } },
      ],
    });
  });

  it('stops before a replacement that nobody confirmed, and nothing is touched', async () => {
    await writeItems(stage.checkout, [
      { name: 'web' },
      { name: 'db', region: 'us', password: 'resource-canary-77c1' },
    ]);
    await stage.checkout.commit('Move the database');
    const before = await stage.state();
    const run = await stage.play('deploy');
    expect(run.code).toBe(1);
    expect(reportOf(run)).toMatchObject({ result: 'failed', reasonCode: 'recreate-unconfirmed' });
    expect(changesOf(run)).toEqual(['recreate db']);
    expect(reportOf(run).targets[0].failure.hint).toContain('::db');
    expect(await stage.state()).toBe(before);
  });

  it('tells a failure of a resource with its cause, and what was done before', async () => {
    await writeItems(stage.checkout, [
      { name: 'web' },
      { name: 'db', password: 'resource-canary-77c1' },
      { name: 'broken', fails: 'quota exceeded' },
    ]);
    await stage.checkout.commit('Add what cannot be made');
    const run = await stage.play('deploy');
    expect(run.code).toBe(1);
    expect(reportOf(run)).toMatchObject({ result: 'failed', reasonCode: 'rollout-failed' });
    expect(JSON.stringify(reportOf(run).targets[0].outcome)).toContain('quota exceeded');
    expect(run.stderr + run.stdout).not.toMatch(/^ {4}at /m);
  });

  it('lists what was deployed', async () => {
    const run = await stage.play('history');
    expect(reportOf(run).targets[0].history.map((record: any) => `${record.kind} ${record.result}`)).toEqual([
      'deploy failed',
      'rollback success',
      'deploy success',
      'deploy success',
    ]);
  });

  it('was recorded as it is', async () => {
    await stage.expectRecordingTrue();
  });
});
