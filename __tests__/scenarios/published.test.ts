import { readdirSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
