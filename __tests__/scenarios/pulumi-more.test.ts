// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProgramRun } from '../stage/program.ts';
import { writeItems } from '../stage/pulumi/project.ts';
import { openPulumiStage, type PulumiStage } from '../stage/pulumi/stage.ts';

describe('a stack of Pulumi, when more is asked of it', () => {
  let stage: PulumiStage;

  beforeAll(async () => {
    stage = await openPulumiStage({
      story: 'more-is-asked',
      items: [
        { name: 'web' },
        { name: 'db', password: 'first-canary-5d1e' },
        { name: 'vault', protect: true },
      ],
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
  const urnOf = (name: string): string => `urn:pulumi:dev::shop::pulumi-nodejs:dynamic:Resource::${name}`;

  it('replaces what is confirmed, in one row, and shows no secret', async () => {
    await writeItems(stage.checkout, [
      { name: 'web', region: 'us' },
      { name: 'db', password: 'first-canary-5d1e' },
      { name: 'vault', protect: true },
    ]);
    await stage.checkout.commit('Move the web');
    const run = await stage.play('deploy', ['--confirm', urnOf('web')]);
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(changesOf(run)).toEqual(['recreate web']);
    expect(run.stdout + run.stderr).not.toContain('canary');
  });

  it('acts on the targets alone', async () => {
    await writeItems(stage.checkout, [
      { name: 'web', region: 'us', size: 5 },
      { name: 'db', size: 5, password: 'first-canary-5d1e' },
      { name: 'vault', protect: true },
    ]);
    await stage.checkout.commit('Grow two');
    const run = await stage.play('preview', ['--target', urnOf('db')]);
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(changesOf(run)).toEqual(['update db']);
    const excluded = await stage.play('preview', ['--exclude', urnOf('db')]);
    expect(changesOf(excluded)).toEqual(['update web']);
  });

  it('takes configuration for this run, and leaves the checkout as it is', async () => {
    const run = await stage.play('deploy', ['--config-map', 'shop:greeting: { value: hello }']);
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(reportOf(run).targets[0].outcome.outputs.greeting).toBe('hello');
    expect(await stage.checkout.git('status', '--porcelain')).toBe('');
  });

  it('says why a protected resource cannot go', async () => {
    await writeItems(stage.checkout, [
      { name: 'web', region: 'us', size: 5 },
      { name: 'db', size: 5, password: 'first-canary-5d1e' },
    ]);
    await stage.checkout.commit('Drop the vault');
    const run = await stage.play('deploy');
    expect(run.code).toBe(1);
    expect(reportOf(run)).toMatchObject({ result: 'failed', reasonCode: 'render-failed' });
    expect(run.stdout).toContain('protected');
  });

  it('tells a program that throws by its error, without our frames', async () => {
    await stage.checkout.replace(
      'infra/index.ts',
      'const config = new pulumi.Config();',
      "throw new Error('no such region');",
    );
    const run = await stage.play('preview');
    expect(run.code).toBe(1);
    expect(reportOf(run).targets[0].failure.message).toContain('no such region');
    expect(reportOf(run).targets[0].failure.message).not.toMatch(/\n\s+at /);
  });

  it('was recorded as it is', async () => {
    await stage.expectRecordingTrue();
  });
});
