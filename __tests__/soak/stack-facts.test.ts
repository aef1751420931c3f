import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Item, writeItems } from '../stage/pulumi/project.ts';
import { openPulumiStage, type PulumiStage, realCli, whyNotLive } from '../stage/pulumi/stage.ts';

if (realCli === undefined)
  process.stdout.write(`skipped: facts about the CLI of Pulumi, because ${whyNotLive}\n`);

let stage: PulumiStage;

/** A stack on which these resources are deployed by the CLI itself. */
async function open(items: readonly Item[]): Promise<void> {
  stage = await openPulumiStage({ items });
  const made = await stage.pulumi('stack', 'init', 'dev');
  expect(made.code, made.stderr).toBe(0);
  const up = await stage.pulumi('up', '--yes', '--skip-preview', '--stack', 'dev');
  expect(up.code, up.stdout + up.stderr).toBe(0);
}

const planPath = (): string => join(stage.folder, 'plan.json');

/** What lies in the cloud: the size and the place of each resource. */
async function cloud(): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(stage.cloud)).toSorted();
  const entries = names.map(async name => {
    const { size, region } = JSON.parse(await readFile(join(stage.cloud, name), 'utf8'));
    return [name.replace('.json', ''), `${size} ${region}`] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Plans one change, lets somebody else make another one, and then updates under the plan. */
async function underOldPlan(planned: readonly Item[], meanwhile: readonly Item[], more: readonly string[]) {
  await writeItems(stage.checkout, planned);
  const plan = await stage.pulumi('preview', '--save-plan', planPath(), '--stack', 'dev');
  expect(plan.code, plan.stdout + plan.stderr).toBe(0);
  await writeItems(stage.checkout, meanwhile);
  const other = await stage.pulumi('up', '--yes', '--skip-preview', '--stack', 'dev');
  expect(other.code, other.stdout + other.stderr).toBe(0);
  const before = await cloud();
  await writeItems(stage.checkout, planned);
  const run = await stage.pulumi('up', '--yes', '--plan', planPath(), ...more, '--stack', 'dev');
  return { run, before, after: await cloud() };
}

const web = (size: number, more: Partial<Item> = {}): Item => ({ name: 'web', size, ...more });
const db: Item = { name: 'db' };

describe.runIf(realCli !== undefined)(
  'an update under a plan that was made before somebody else updated',
  () => {
    afterEach(async () => await stage[Symbol.asyncDispose]());

    it.each<{ name: string; planned: Item[]; meanwhile: Item[]; is: 'accepted' | 'refused' }>([
      {
        name: 'same property, another value',
        planned: [web(2), db],
        meanwhile: [web(3), db],
        is: 'accepted',
      },
      { name: 'the same value already', planned: [web(2), db], meanwhile: [web(2), db], is: 'accepted' },
      {
        name: 'a resource that was to stay',
        planned: [web(2), db],
        meanwhile: [web(1), { name: 'db', size: 4 }],
        is: 'refused',
      },
      {
        name: 'a resource that came',
        planned: [web(2), db],
        meanwhile: [web(1), db, { name: 'late' }],
        is: 'refused',
      },
      {
        name: 'a resource to create, which is there',
        planned: [web(1), db, { name: 'late', size: 2 }],
        meanwhile: [web(1), db, { name: 'late' }],
        is: 'refused',
      },
      {
        name: 'a resource to create, which is there just so',
        planned: [web(1), db, { name: 'late' }],
        meanwhile: [web(1), db, { name: 'late' }],
        is: 'accepted',
      },
      { name: 'a resource to delete, which changed', planned: [db], meanwhile: [web(3), db], is: 'accepted' },
      { name: 'a resource to delete, which is gone', planned: [db], meanwhile: [db], is: 'accepted' },
      {
        name: 'an update that is a replacement by now',
        planned: [web(2, { region: 'eu' }), db],
        meanwhile: [web(1, { region: 'us' }), db],
        is: 'refused',
      },
      {
        name: 'a replacement that is none by now',
        planned: [web(1, { region: 'us' }), db],
        meanwhile: [web(2, { region: 'us' }), db],
        is: 'refused',
      },
    ])(
      '$name: $is',
      async ({ name, planned, meanwhile, is }) => {
        await open([web(1), db]);
        const { run, before, after } = await underOldPlan(planned, meanwhile, []);
        process.stdout.write(
          `${name}: exit ${run.code}, ${JSON.stringify(before)} -> ${JSON.stringify(after)} ${run.code === 0 ? '' : /[^\n]*violat[^\n]*/.exec(run.stdout + run.stderr)?.[0]}\n`,
        );
        expect(run.code === 0 ? 'accepted' : 'refused').toBe(is);
        if (is === 'refused') expect(after).toEqual(before);
      },
      400_000,
    );
  },
);
