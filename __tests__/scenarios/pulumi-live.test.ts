// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProgramRun } from '../stage/program.ts';
import { writeItems } from '../stage/pulumi/project.ts';
import { openPulumiStage, type PulumiStage, realCli, whyNotLive } from '../stage/pulumi/stage.ts';

if (realCli === undefined)
  process.stdout.write(`skipped: the live stories of Pulumi, because ${whyNotLive}\n`);

describe.runIf(realCli !== undefined)('a stack of Pulumi, with the real CLI and nothing between', () => {
  let stage: PulumiStage;

  beforeAll(async () => {
    stage = await openPulumiStage({ items: [{ name: 'a' }, { name: 'b' }] });
    const run = await stage.play('deploy', ['--upsert']);
    expect(run.code, run.stderr + run.stdout).toBe(0);
  });

  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
  });

  const reportOf = (run: ProgramRun): any => JSON.parse(run.stdout);
  const lockFolder = (): string => join(stage.backend, '.pulumi/locks/organization/shop/dev');
  const locks = async (): Promise<readonly string[]> => await readdir(lockFolder()).catch(() => []);

  it('leaves the checkout clean, though creating a stack writes into it', async () => {
    expect(await stage.checkout.git('status', '--porcelain')).toBe('');
  });

  it('gives the program its environment by an allow-list', async () => {
    await writeItems(stage.checkout, [{ name: 'a' }, { name: 'b' }], { print: true });
    const secrets = {
      INPUT_TOKEN: 'x1',
      GITHUB_TOKEN: 'x2',
      ACTIONS_RUNTIME_TOKEN: 'x3',
      MY_SECRET: 'x4',
      MINE: '1',
    };
    const run = await stage.play('preview', ['--pass-env', 'MINE'], {
      environment: { ...stage.environment, ...secrets },
    });
    expect(run.code, run.stderr + run.stdout).toBe(0);
    const names = /names: (.*)/.exec(run.stderr)?.[1]?.split(' ') ?? [];
    expect(names).toContain('MINE');
    expect(names).toContain('PULUMI_TEST_CLOUD');
    expect(names.filter(name => /^(?:INPUT_|ACTIONS_|GITHUB_TOKEN|MY_SECRET)/.test(name))).toEqual([]);
    await writeItems(stage.checkout, [{ name: 'a' }, { name: 'b' }]);
  });

  it('waits for nobody and touches nothing while another run holds the lock, whose lock stays', async () => {
    const foreign = join(lockFolder(), 'foreign.json');
    await mkdir(lockFolder(), { recursive: true });
    const content = {
      pid: 1,
      username: 'someone',
      hostname: `not-${hostname()}`,
      timestamp: '2026-01-01T00:00:00Z',
    };
    await writeFile(foreign, JSON.stringify(content));
    await writeItems(stage.checkout, [{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
    await stage.checkout.commit('Add c');
    const before = await stage.state();
    const run = await stage.play('deploy');
    expect(run.code, run.stderr + run.stdout).toBe(1);
    expect(reportOf(run)).toMatchObject({ reasonCode: 'locked' });
    expect(run.stdout).toContain('someone@not-');
    expect(await stage.state()).toBe(before);
    expect(await locks()).toEqual(['foreign.json']);
    expect(JSON.parse(await readFile(foreign, 'utf8'))).toEqual(content);
    await stage.pulumi('cancel', '--yes', '--stack', 'dev');
  });

  it('ends in order when it is cancelled in the middle, and leaves no lock', async () => {
    const slow = Array.from({ length: 4 }, (_, index) => ({ name: `slow${index}`, delayMs: 20_000 }));
    await writeItems(stage.checkout, [{ name: 'a' }, { name: 'b' }, { name: 'fast' }, ...slow]);
    await stage.checkout.commit('Add slow ones');
    const run = await stage.play('deploy', ['--parallel', '1'], { interruptAt: /creating \(0s\)/ });
    expect(run.code, run.stderr + run.stdout).toBe(1);
    expect(['cancelled', 'partial']).toContain(reportOf(run).result);
    expect(reportOf(run)).toMatchObject({ reasonCode: 'cancelled' });
    expect(await locks()).toEqual([]);
  });

  it('masks what is secret deep inside an output, and hands it out in clear', async () => {
    await writeItems(stage.checkout, [{ name: 'a' }, { name: 'b' }]);
    await stage.checkout.commit('Back to two');
    const run = await stage.play('deploy', ['--confirm', 'urn:pulumi:none']);
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(run.stdout + run.stderr).not.toContain('nested-canary');
    expect(reportOf(run).targets[0].outcome.outputs.nested).toEqual({
      inner: { password: '[secret]' },
      open: 'sesame',
    });
  });

  it('touches nothing when a newer update came after the plan, though Pulumi would let it pass', async () => {
    await writeItems(stage.checkout, [{ name: 'a' }, { name: 'b', size: 5 }]);
    await stage.checkout.commit('Grow b');
    const wrapped = join(stage.folder, 'wrapped');
    await mkdir(wrapped);
    const script = `#!/bin/sh
      if [ "$1" = up ]; then
        sed -i 's/"size": 5/"size": 9/' shop.json
        '${realCli}/pulumi' up --yes --skip-preview --stack dev --non-interactive
        git checkout --quiet shop.json && rm -f Pulumi.dev.yaml
      fi
      exec '${realCli}/pulumi' "$@"`;
    await writeFile(join(wrapped, 'pulumi'), script, { mode: 0o755 });
    const environment = { ...stage.environment, PATH: `${wrapped}:${stage.environment['PATH']}` };
    const run = await stage.play('deploy', [], { environment });
    expect(run.code, run.stderr + run.stdout).toBe(3);
    expect(reportOf(run)).toMatchObject({ result: 'failed', reasonCode: 'preview-differs' });
    expect(run.stdout).toContain('::b is not what it was when this was planned');
    expect(run.stdout).toContain('Nothing was touched');
    expect(JSON.parse(await readFile(join(stage.cloud, 'b.json'), 'utf8'))).toMatchObject({ size: 9 });
    expect(await locks()).toEqual([]);
  });

  it('says that packages are missing, and the step to add', async () => {
    const { rename } = await import('node:fs/promises');
    const modules = join(stage.checkout.folder, 'infra/node_modules');
    await rename(modules, `${modules}.away`);
    const run = await stage.play('validate');
    await rename(`${modules}.away`, modules);
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('npm ci');
  });

  it('type-checks the program when it validates', async () => {
    expect((await stage.play('validate')).code).toBe(0);
    await stage.checkout.replace('infra/index.ts', 'things.length;', 'things.size;');
    const run = await stage.play('validate');
    await stage.checkout.replace('infra/index.ts', 'things.size;', 'things.length;');
    expect(run.code).toBe(1);
    expect(reportOf(run).targets[0].diagnostics).toContainEqual(
      expect.objectContaining({ code: 'types', file: 'infra/index.ts' }),
    );
  });
});
