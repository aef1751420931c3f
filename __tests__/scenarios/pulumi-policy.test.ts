// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProgramRun } from '../stage/program.ts';
import { writeItems } from '../stage/pulumi/project.ts';
import { openPulumiStage, type PulumiStage, realCli } from '../stage/pulumi/stage.ts';

/** A node_modules with @pulumi/policy in it, which is none of our packages: the live story needs it. */
const packages = process.env['GITOPS_PUSH_STAGE_POLICY'];
const canRun = realCli === undefined || packages !== undefined;
if (!canRun)
  process.stdout.write(
    'skipped: policies of Pulumi, because GITOPS_PUSH_STAGE_POLICY names no @pulumi/policy\n',
  );

const pack = {
  'rules/PulumiPolicy.yaml': 'runtime: nodejs\ndescription: rules for things\nversion: 1.0.0\n',
  'rules/package.json':
    '{ "name": "house-rules", "version": "1.0.0", "private": true, "main": "index.js" }\n',
  'rules/index.js': `const { PolicyPack } = require('@pulumi/policy');
const isThing = ({ type }) => type === 'pulumi-nodejs:dynamic:Resource';
new PolicyPack('house-rules', { policies: [
  { name: 'small', description: 'things are small', enforcementLevel: 'advisory',
    validateResource: (args, report) => { if (isThing(args) && args.props.size > 2) report('it is too big'); } },
  { name: 'in-eu', description: 'things lie in the EU', enforcementLevel: 'mandatory',
    validateResource: (args, report) => { if (isThing(args) && args.props.region === 'us') report('us is not in it'); } },
  { name: 'owned', description: 'things have an owner', enforcementLevel: 'remediate',
    remediateResource: args => isThing(args) && args.props.owner === undefined ? { ...args.props, owner: 'team' } : undefined },
  { name: 'few', description: 'there are few things', enforcementLevel: 'advisory',
    validateStack: (args, report) => { if (args.resources.filter(isThing).length > 1) report('there are too many'); } },
] });
`,
};

describe.runIf(canRun)('a stack of Pulumi under policies', () => {
  let stage: PulumiStage;

  beforeAll(async () => {
    stage = await openPulumiStage({
      story: 'policies',
      items: [
        { name: 'web', size: 3 },
        { name: 'db', region: 'us' },
      ],
    });
    for (const [path, text] of Object.entries(pack)) await stage.checkout.write(path, text);
    await stage.checkout.commit('Add the rules');
    if (packages !== undefined) await symlink(packages, join(stage.checkout.folder, 'rules/node_modules'));
    expect((await stage.pulumi('stack', 'init', 'dev')).code).toBe(0);
  });

  afterAll(async () => await stage[Symbol.asyncDispose]());

  const reportOf = (run: ProgramRun): any => JSON.parse(run.stdout).targets[0];
  const findingsOf = (run: ProgramRun): readonly string[] =>
    reportOf(run)
      .diagnostics.map(
        ({ code, address, message }: any) => `${code} ${address?.split('::').at(-1)}: ${message}`,
      )
      .filter((line: string) => line.startsWith('policy'))
      .toSorted();

  it('is stopped by a mandatory one, and each is told at its resource', async () => {
    const run = await stage.play('preview', ['--policyPacks', 'rules']);
    expect(run.code, run.stderr + run.stdout).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ result: 'failed', reasonCode: 'validation' });
    expect(findingsOf(run)).toEqual([
      'policy-advisory shop-dev: house-rules: few: there are few things\nthere are too many',
      'policy-advisory web: house-rules: small: things are small\nit is too big',
      'policy-mandatory db: house-rules: in-eu: things lie in the EU\nus is not in it',
      'policy-remediated db: house-rules: owned changed owner',
      'policy-remediated web: house-rules: owned changed owner',
    ]);
  });

  it('shows what they changed in the plan itself', async () => {
    await writeItems(stage.checkout, [{ name: 'web' }]);
    const run = await stage.play('preview', ['--policyPacks', 'rules']);
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(findingsOf(run)).toEqual(['policy-remediated web: house-rules: owned changed owner']);
    expect(JSON.stringify(reportOf(run).changes)).toContain('owner');
  });

  it('was recorded as it is', async () => {
    await stage.expectRecordingTrue();
  });
});
