import { readdirSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, type Json, listAt, parseJson, stringifyJson, textAt } from '../../src/model/json.ts';
import { readFolderAsKubectl } from '../oracle/kubectl-oracle.ts';
import { makeCheckout } from '../stage/checkout.ts';
import { runProgram } from '../stage/program.ts';
import { openStory, type Story } from '../stage/story.ts';

/** Names a folder with one folder of manifests for each published application; none of them is part of this repository. */
const variable = 'GITOPS_PUSH_PUBLISHED';

/** Each of these must be of a size that says something. */
const leastObjects = 50;

const folder = process.env[variable];
const applications = folder ? readdirSync(folder) : [];

describe('published applications', () => {
  let story: Story;

  beforeAll(async () => {
    story = await openStory('published', { clusterRoles: ['cluster-admin'] });
  });

  afterAll(async () => await story[Symbol.asyncDispose]());

  it('are looked at', context => {
    if (applications.length === 0)
      context.skip(`${variable} names no folder with published applications, one folder each`);
    expect(applications.length).toBeGreaterThan(0);
  });

  it.each(applications)('%s is read as kubectl reads it, and nothing in it is called wrong', async name => {
    await using checkout = await makeCheckout();
    await cp(join(folder ?? '', name), join(checkout.folder, name), { recursive: true });
    const play = async (mode: string, path: string): Promise<string> => {
      const args = [mode, '--path', path, '--output', 'json'];
      const told = await runProgram(args, { folder: checkout.folder, environment: {} });
      expect(told.code, told.stdout + told.stderr).toBe(0);
      return told.stdout;
    };
    const kubectl = await readFolderAsKubectl(join(checkout.folder, name));
    expect(kubectl.errors).toEqual([]);
    const objects = listAt(parseJson(await play('render', name)), '/items');
    expect(sorted(objects)).toEqual(sorted(kubectl.objects));
    expect(objects.length).toBeGreaterThanOrEqual(leastObjects);

    const rest = objects.filter(each => textAt(each, '/kind') !== 'CustomResourceDefinition');
    await checkout.write('rest/list.json', stringifyJson({ apiVersion: 'v1', kind: 'List', items: rest }));
    const [whole, without] = [await play('validate', name), await play('validate', 'rest')].map(findingsOf);
    // What is wrong is wrong either way; a kind whose definition is elsewhere is a notice.
    expect(without?.serious).toEqual(whole?.serious);
    expect(whole?.unchecked).toBe(0);
    process.stdout.write(
      `${name}: ${objects.length} objects as kubectl reads them, 0 errors, ${whole?.serious.length} warnings; ${objects.length - rest.length} definitions taken away: ${without?.unchecked} notices more\n`,
    );
  });

  it.each(applications)('%s is unchanged after its deploy', async name => {
    await cp(join(folder ?? '', name), join(story.checkout.folder, name), { recursive: true });
    await story.checkout.commit(name);
    const set = ['--name', name, '--path', name, '--namespace', story.namespace];
    const first = await story.mustPlay('preview', ...set);
    const objects = first.target.counts.create;
    expect(objects).toBeGreaterThanOrEqual(leastObjects);
    const deployed = await story.mustPlay('deploy', ...set);
    expect(deployed.target.planDigest).toBe(first.target.planDigest);
    const again = await story.mustPlay('preview', ...set);
    const asked = story.proxy.log.entries.filter(entry => entry.query['dryRun'] === 'All').length;
    process.stdout.write(`${name}: ${objects} objects, ${objects - asked} of them told by the lists alone\n`);
    expect(
      again.target.changes.filter((change: { action: string }) => change.action !== 'unchanged'),
    ).toEqual([]);
    const all = await story.mustPlay('preview', ...set, '--live-plan', 'all');
    expect(all.target.changes.filter((change: { action: string }) => change.action !== 'unchanged')).toEqual(
      [],
    );
    expect(all.target.counts.unchanged).toBe(objects);
    expect((await story.mustPlay('deploy', ...set)).report.result).toBe('unchanged');
    await story.cluster.kubectl([
      'delete',
      '-R',
      '-f',
      join(story.checkout.folder, name),
      '--wait=false',
      '--ignore-not-found',
      '-n',
      story.namespace,
    ]);
  });
});

/** The objects as texts, whatever their order. */
function sorted(objects: readonly Json[]): readonly string[] {
  return objects.map(canonicalJson).toSorted();
}

/** What a validation found: no error, the warnings, and how many kinds it does not know. */
function findingsOf(report: string): { readonly serious: readonly string[]; readonly unchecked: number } {
  const found = listAt(parseJson(report), '/targets/0/diagnostics');
  expect(found.filter(each => textAt(each, '/severity') === 'error')).toEqual([]);
  const serious = found.filter(each => textAt(each, '/severity') !== 'notice');
  return {
    serious: serious.map(each => `${textAt(each, '/code')}: ${textAt(each, '/message')}`).toSorted(),
    unchecked: found.filter(each => textAt(each, '/code') === 'unchecked-kind').length,
  };
}
