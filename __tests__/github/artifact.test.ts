import { describe, expect, it } from 'vitest';
import type { ArtifactPlace } from '../../src/github/artifact-service.ts';
import { zipOf } from '../../src/github/zip.ts';
import { Secret } from '../../src/model/secret.ts';
import type { Job } from '../stage/github/github.ts';
import { reportOf } from './report-of.ts';
import { openRoom, type Room } from './room.ts';
import { unzip } from './unzip.ts';

/** A job of a run for a fork's pull request, and where it leaves artifacts. */
async function forkJob({
  repository,
}: Room): Promise<{ readonly job: Job; readonly artifacts: ArtifactPlace }> {
  const run = await repository.startRun({ event: 'push' });
  const job = run.startJob({ name: 'preview' });
  const { ACTIONS_RESULTS_URL: resultsUrl = '', ACTIONS_RUNTIME_TOKEN: token = '' } = job.environment;
  return { job, artifacts: { resultsUrl, token: new Secret(token) } };
}

/** Shows the preview of a fork's pull request; gives the log. */
async function show(room: Room, artifacts?: ArtifactPlace, secret?: string): Promise<string> {
  const run = room.previewRun({ isReadOnly: true, isFromFork: true });
  const report = reportOf({ mode: 'preview', result: 'previewed', run, updates: 2 });
  const lines = await room.show(report, {
    ...(artifacts && { artifacts }),
    ...(secret !== undefined && { secret }),
  });
  return lines.join('\n');
}

const name = 'gitops-push-preview-production-shop';

describe('the artifact of a fork', () => {
  it('holds the preview for people and for programs', async () => {
    await using room = await openRoom();
    const { artifacts } = await forkJob(room);
    expect(await show(room, artifacts)).toContain(name);
    const [left, ...more] = room.repository.artifacts();
    expect(more).toEqual([]);
    expect(left).toMatchObject({ name, digest: expect.stringMatching(/^sha256:/) });
    const files = unzip(left?.bytes ?? new Uint8Array());
    expect(Object.keys(files)).toEqual(['preview.md', 'report.json']);
    expect(files['preview.md']).toContain('### Preview');
    expect(JSON.parse(files['report.json'] ?? '')).toMatchObject({ schema: 1, result: 'previewed' });
    expect(room.github.violations).toEqual([]);
  });

  it('is replaced when the step runs again in the same attempt', async () => {
    await using room = await openRoom();
    const { artifacts } = await forkJob(room);
    await show(room, artifacts);
    expect(await show(room, artifacts)).not.toContain('was not written');
    expect(room.repository.artifacts()).toHaveLength(1);
  });

  it('holds no secret', async () => {
    await using room = await openRoom();
    const { artifacts } = await forkJob(room);
    await show(room, artifacts, 'web-1');
    const files = unzip(room.repository.artifacts()[0]?.bytes ?? new Uint8Array());
    expect(JSON.stringify(files)).not.toContain('web-1');
  });

  it.each([
    ['of a run that is not there any more', 'not-a-token'],
    ['of Enterprise Server, which has none', ''],
  ])('is only missed when the service takes no token %s', async (_, token) => {
    await using room = await openRoom();
    const { artifacts } = await forkJob(room);
    expect(await show(room, { ...artifacts, token: new Secret(token) })).toContain(
      'artifact was not written',
    );
    expect(room.repository.artifacts()).toEqual([]);
  });

  it('is not tried where the runner has no service', async () => {
    await using room = await openRoom();
    expect(await show(room)).not.toContain('was not written');
  });
});

describe('a zip archive', () => {
  it('gives back what was put in, whatever it is', () => {
    const files = { 'ä.md': 'grün\n'.repeat(10_000), 'empty.txt': '', 'a/b.json': '{}' };
    expect(unzip(zipOf(files))).toEqual(files);
    expect(zipOf(files)).toEqual(zipOf(Object.fromEntries(Object.entries(files).toReversed())));
  });
});
