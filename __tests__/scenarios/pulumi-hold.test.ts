// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProgramRun } from '../stage/program.ts';
import { type Item, writeItems } from '../stage/pulumi/project.ts';
import { openPulumiStage, type PulumiStage } from '../stage/pulumi/stage.ts';

describe('a stack of Pulumi after a rollback, and while others work on it', () => {
  let stage: PulumiStage;

  beforeAll(async () => {
    stage = await openPulumiStage({ story: 'held-back', items: [{ name: 'web' }, { name: 'db' }] });
    const run = await stage.play('deploy', ['--upsert']);
    expect(run.code, run.stderr + run.stdout).toBe(0);
  });

  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
  });

  const reportOf = (run: ProgramRun): any => JSON.parse(run.stdout);
  const namesIn = (run: ProgramRun): readonly string[] =>
    reportOf(run).targets[0].hold.culprits.map(({ address }: any) => address.split('::').at(-1));
  const commit = async (message: string, ...items: readonly Item[]): Promise<void> => {
    await writeItems(stage.checkout, items);
    await stage.checkout.commit(message);
  };

  it('plans again when somebody updated the stack between the plan and the turn', async () => {
    await commit('Grow the web, add a queue', { name: 'web', size: 3 }, { name: 'db' }, { name: 'queue' });
    await stage.meddle(
      'stack history',
      'pulumi refresh --yes --skip-preview --stack dev --non-interactive && rm -f Pulumi.dev.yaml',
      1,
    );
    const run = await stage.play('deploy');
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(run.stderr).toContain('planning again');
    expect(reportOf(run)).toMatchObject({ result: 'deployed', targets: [{ record: { sequence: 2 } }] });
  });

  it('goes back, and says what is held from then on', async () => {
    const run = await stage.play('rollback', ['--reason', 'too big']);
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(reportOf(run)).toMatchObject({ result: 'rolled-back', targets: [{ record: { sequence: 3 } }] });
    expect(namesIn(run)).toEqual(['queue', 'web']);
  });

  it.each<[string, () => Promise<void>, readonly string[]]>([
    ['the same commit', async () => undefined, ['queue', 'web']],
    [
      'an unrelated merge on top',
      async () =>
        await commit('Grow the db', { name: 'web', size: 3 }, { name: 'db', size: 2 }, { name: 'queue' }),
      ['queue', 'web'],
    ],
    [
      'half a fix',
      async () =>
        await commit(
          'Shrink the queue',
          { name: 'web', size: 3 },
          { name: 'db' },
          { name: 'queue', size: 2 },
        ),
      ['web'],
    ],
  ])('holds back %s, and writes nothing', async (_, change, culprits) => {
    await change();
    const before = await stage.state();
    const run = await stage.play('deploy');
    expect(run.code, run.stderr + run.stdout).toBe(3);
    expect(reportOf(run)).toMatchObject({ result: 'held', reasonCode: 'held' });
    expect(namesIn(run)).toEqual(culprits);
    expect(run.stdout).toContain('too big');
    expect(await stage.state()).toBe(before);
  });

  it('lets a fix through, and still holds back what was bad', async () => {
    await commit('Mend both', { name: 'web', size: 2 }, { name: 'db' }, { name: 'queue', size: 2 });
    const run = await stage.play('deploy');
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(reportOf(run)).toMatchObject({ result: 'deployed', targets: [{ record: { sequence: 4 } }] });
    await commit('Grow the web again', { name: 'web', size: 3 }, { name: 'db' }, { name: 'queue', size: 2 });
    const again = await stage.play('deploy');
    expect(reportOf(again)).toMatchObject({ result: 'held' });
    expect(namesIn(again)).toEqual(['web']);
  });

  it('lets it through when somebody lifts the hold, and says why', async () => {
    const before = await stage.state();
    const lifted = await stage.play('resume', ['--reason', 'the bill is paid']);
    expect(lifted.code, lifted.stderr + lifted.stdout).toBe(0);
    expect(reportOf(lifted)).toMatchObject({
      result: 'resumed',
      targets: [{ record: { kind: 'resume', sequence: 5, reason: 'the bill is paid' } }],
    });
    expect(await stage.state()).toBe(before);
    const run = await stage.play('deploy');
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(reportOf(run)).toMatchObject({ result: 'deployed', targets: [{ record: { sequence: 6 } }] });
  });

  it('finds before the first write what came after the plan, and says that nothing was touched', async () => {
    await commit(
      'Grow the db at last',
      { name: 'web', size: 3 },
      { name: 'db', size: 5 },
      { name: 'queue', size: 2 },
    );
    await stage.meddle(
      'up --yes',
      `
      sed -i 's/"size": 5/"size": 1/; s/"name": "web",/"name": "web", "x": 1,/; s/"size": 3/"size": 9/' shop.json
      pulumi up --yes --skip-preview --stack dev --non-interactive
      git checkout shop.json && rm -f Pulumi.dev.yaml`,
    );
    const run = await stage.play('deploy');
    expect(run.code, run.stderr + run.stdout).toBe(3);
    expect(reportOf(run)).toMatchObject({
      result: 'failed',
      reasonCode: 'preview-differs',
      targets: [{ failure: { code: 'plan-violated', hint: expect.stringContaining('Nothing was touched') } }],
    });
    const history = await stage.play('history');
    expect(reportOf(history).targets[0].history[0]).toMatchObject({ sequence: 7, result: 'failed' });
  });

  it('was recorded as it is', async () => {
    await stage.expectRecordingTrue();
  });
});
