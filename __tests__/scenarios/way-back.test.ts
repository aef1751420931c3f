import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isWrite } from '../stage/cluster/cluster.ts';
import { pasteLine } from '../stage/program.ts';
import { type Registry, startRegistry } from '../stage/registry/registry.ts';
import { openStory, type Story } from '../stage/story.ts';

let story: Story;

beforeAll(async () => {
  story = await openStory('way-back');
});

afterAll(async () => {
  await story[Symbol.asyncDispose]();
});

const deployment = (image: string): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'server', image }] } },
  },
});

/** Commits and deploys the Deployment with that image. */
async function deploy(image: string): Promise<void> {
  await story.write('web', deployment(image));
  await story.checkout.commit(`Run ${image}`);
  await story.mustPlay('deploy');
}

/** A line of a run's text, without what it begins with. */
function lineOf(text: string, pattern: RegExp): string {
  const [, line = ''] = pattern.exec(text) ?? [];
  expect(line, text).not.toBe('');
  return line;
}

describe('the images of what is gone back to', () => {
  let registry: Registry;

  beforeAll(async () => {
    registry = await startRegistry();
    for (const tag of ['1', '2']) registry.hold('team/web', tag);
    await deploy(`${registry.host}/team/web:1`);
    await deploy(`${registry.host}/team/web:2`);
    expect(registry.requests).toEqual([]);
  });

  afterAll(async () => {
    await registry[Symbol.asyncDispose]();
  });

  it('are asked for before anything is written, with a token that anybody gets', async () => {
    registry.wantTokens();
    const { run, report } = await story.mustPlay('rollback', '--dry-run');
    expect(report.result).toBe('previewed');
    expect(registry.requests).toEqual([
      'HEAD /v2/team/web/manifests/1',
      'GET /token?service=stage&scope=repository%3Ateam%2Fweb%3Apull',
      'HEAD /v2/team/web/manifests/1',
    ]);
    expect(run.stderr).toContain('in their registries: 1 of 1 images');
  });

  it('stop it when one is gone, named with its object; the line that is printed goes back all the same', async () => {
    registry.hold('team/web', '1', 'no longer');
    const { run, report, target } = await story.play('rollback');
    expect([run.code, report.result, report.reasonCode]).toEqual([1, 'failed', 'not-reproducible']);
    expect(target.failure).toMatchObject({
      code: 'image-unconfirmed',
      message: expect.stringContaining(`${registry.host}/team/web:1 of Deployment/${story.namespace}/web`),
    });
    expect(story.proxy.log.entries.filter(isWrite)).toEqual([]);
    const { run: told } = await story.playIn('text', 'rollback');
    const line = lineOf(told.stdout, /^ +(.* rollback .*--confirm .*)$/m);
    const options = { folder: story.checkout.folder, environment: story.cluster.environment() };
    const pasted = await pasteLine(`${line} --dry-run --output json`, options);
    expect(pasted.code, pasted.stderr + pasted.stdout).toBe(0);
    expect(JSON.parse(pasted.stdout)).toMatchObject({ result: 'previewed', mode: 'rollback' });
  });

  it('are not asked for without leave', async () => {
    registry.forget();
    await story.mustPlay('rollback', '--dry-run', '--no-check-images');
    expect(registry.requests).toEqual([]);
  });

  it('are told not to be known when the registry is out of reach, and it goes back', async () => {
    await registry[Symbol.asyncDispose]();
    const { run, report, target } = await story.play('rollback', '--no-wait');
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(report.result).toBe('rolled-back');
    expect(target.limits).toEqual([
      `image ${registry.host}/team/web:1 was not checked: ${registry.host} does not answer (ECONNREFUSED)`,
    ]);
  });
});
