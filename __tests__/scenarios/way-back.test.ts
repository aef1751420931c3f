import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isWrite } from '../stage/cluster/cluster.ts';
import { pasteLine } from '../stage/program.ts';
import { type Registry, startRegistry } from '../stage/registry/registry.ts';
import type { PullRequestView } from '../stage/github/story/views.ts';
import { push, schedule, workflowDispatch } from '../stage/runner/events.ts';
import type { StepRun } from '../stage/runner/runner.ts';
import { openShop, type PlayOrder, type Shop } from '../stage/shop.ts';
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
async function deploy(image: string, ...more: readonly string[]): Promise<void> {
  await story.write('web', deployment(image));
  await story.checkout.commit(`Run ${image}`);
  await story.mustPlay('deploy', ...more);
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

describe('a commit to go back to', () => {
  const images: Record<string, string> = {};

  beforeAll(async () => {
    for (const name of ['first', 'skipped', 'last']) {
      await story.write('web', deployment(`registry.example/web:${name}`));
      images[name] = await story.checkout.commit(`Run ${name}`);
      if (name !== 'skipped') await story.mustPlay('deploy');
    }
  });

  const imageNow = async (): Promise<string> =>
    await story.kubectl(['get', 'deployment/web', '-o', 'jsonpath={..containers[0].image}']);

  it('that was deployed is found by the beginning of its SHA', async () => {
    const { run } = await story.play(
      'rollback',
      '--rollback-to',
      images['first']?.slice(0, 8) ?? '',
      '--no-wait',
    );
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(await imageNow()).toBe('registry.example/web:first');
  });

  it('that no record names is refused, with the words that let it pass, and these are tried', async () => {
    const to = ['--rollback-to', images['skipped']?.slice(0, 8) ?? ''];
    const { run, report, target } = await story.play('rollback', ...to);
    expect([run.code, report.reasonCode]).toEqual([1, 'no-rollback-target']);
    expect(target.failure.code).toBe('commit-unreachable');
    expect(story.proxy.log.entries.filter(isWrite)).toEqual([]);
    const [, allowed = ''] = /unsafe-allow: (\S+)\.$/.exec(target.failure.hint) ?? [];
    const gone = await story.play('rollback', ...to, '--unsafe-allow', allowed, '--no-wait');
    expect(gone.run.code, gone.run.stderr + gone.run.stdout).toBe(0);
    expect(gone.target.record).toMatchObject({ kind: 'rollback', commit: images['skipped'] });
    expect(await imageNow()).toBe('registry.example/web:skipped');
  });

  it('that is not in the history of the one that runs is refused as well', async () => {
    await story.checkout.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
    await story.write('web', deployment('registry.example/web:side'));
    const side = await story.checkout.commit('On the side');
    expect((await story.play('deploy', '--no-wait', '--unsafe-allow', 'diverged')).run.code).toBe(0);
    await story.checkout.git('checkout', '--quiet', 'main');
    const { target } = await story.play('rollback', '--rollback-to', side);
    expect(target.failure).toMatchObject({ code: 'commit-unreachable' });
    expect(story.proxy.log.entries.filter(isWrite)).toEqual([]);
  });
});

describe('a cluster that lost its records', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await openShop('lost-records', () => ({
      'deploy/web.yaml': JSON.stringify(deployment('registry.example/web:1')),
    }));
  });

  afterAll(async () => {
    await shop[Symbol.asyncDispose]();
  });

  it('goes back by what GitHub was told, asked once', async () => {
    const first = await shop.repository.sha('main');
    const wait = { wait: 'false', record: 'deployment', comment: 'off' };
    expect((await shop.play({ event: push({ sha: first }), with: wait })).conclusion).toBe('success');
    const files = { 'deploy/web.yaml': JSON.stringify(deployment('registry.example/web:2')) };
    const sha = await shop.repository.push('main', files, 'Version 2');
    expect((await shop.play({ event: push({ sha }), with: wait })).conclusion).toBe('success');
    const { status } = await shop.cluster.request(
      'DELETE',
      `/api/v1/namespaces/${shop.namespace}/configmaps/gitops-push-shop`,
    );
    expect(status).toBe(200);
    shop.github.log.clear();
    const event = workflowDispatch({ sha, inputs: {} });
    const back = await shop.play({ event, with: { ...wait, mode: 'rollback', reason: 'slow' } });
    expect(back.conclusion, back.log).toBe('success');
    expect(back.outputs['result']).toBe('rolled-back');
    const asked = shop.github.log.entries.flatMap(({ body }, index) =>
      body.includes('query Deployments(') ? [index] : [],
    );
    expect(asked).toHaveLength(1);
    // All that was asked until it was chosen.
    expect(asked[0]).toBeLessThan(3);
    expect(JSON.parse(back.outputs['record'] ?? '{}')).toMatchObject({ kind: 'rollback', commit: first });
    const image = await shop.cluster.kubectl([
      'get',
      'deployment/web',
      '-n',
      shop.namespace,
      '-o',
      'jsonpath={..containers[0].image}',
    ]);
    expect(image.stdout).toBe('registry.example/web:1');
  });

  describe('after a rollback of what a pull request brought', () => {
    let pull: PullRequestView;
    let bad: string;
    let badRun: StepRun;

    const file = (version: string): Record<string, string> => ({
      'deploy/web.yaml': JSON.stringify(deployment(`registry.example/web:${version}`)),
    });

    const deployOf = async (sha: string, more: Partial<PlayOrder> = {}): Promise<StepRun> =>
      await shop.play({ event: push({ sha }), with: quick, ...more });

    /** Shown in few places: GitHub wants a second between two writes. */
    const quick = { wait: 'false', record: 'summary', comment: 'off' };

    const writesToWeb = (): number =>
      shop.proxy.log.entries.filter(entry => isWrite(entry) && entry.path.includes('/deployments/')).length;

    beforeAll(async () => {
      await shop.repository.push('bad', file('3'), 'Version 3');
      pull = await shop.repository.openPullRequest({ branch: 'bad', title: 'Version 3' });
      bad = await shop.repository.merge(pull);
      badRun = await deployOf(bad);
      expect(badRun.conclusion).toBe('success');
    });

    it('its commit turns red, and the pull request is told once, in its one comment', async () => {
      shop.github.log.clear();
      const event = workflowDispatch({ sha: bad, inputs: {} });
      const back = await shop.play({
        event,
        with: { wait: 'false', mode: 'rollback', reason: 'the shop is slow' },
      });
      expect(back.conclusion, back.log).toBe('success');
      expect(shop.repository.statuses(bad)[0]).toMatchObject({
        state: 'failure',
        description: expect.stringContaining('Rolled back to'),
      });
      const comments = shop.repository.comments(pull);
      expect(comments).toHaveLength(1);
      expect(comments[0]?.body.match(/^### Rolled back/gm)).toHaveLength(1);
      expect(comments[0]?.body).toContain('the shop is slow');
      const told = shop.github.log.writes.filter(({ path }) => /\/issues\/(?:comments\/)?\d+/.test(path));
      expect(told.map(({ body }) => /Rolled back/.test(body))).toEqual([true]);
    });

    it('what would change is shown before it is changed, and stands in the summary', async () => {
      const again = await shop.play({
        event: workflowDispatch({ sha: bad, inputs: {} }),
        with: { mode: 'rollback', 'dry-run': 'true', 'rollback-to': bad },
      });
      expect(again.summary).toContain('registry.example/web:3');
    });

    it.each<readonly [string, () => Promise<StepRun>, string]>([
      ['a re-run of its run', async () => await deployOf(bad, { again: badRun }), 'superseded'],
      [
        'a schedule that deploys',
        async () =>
          await deployOf(bad, { event: schedule({ sha: bad }), with: { ...quick, mode: 'deploy' } }),
        'held',
      ],
      [
        'an unrelated merge on top',
        async () => {
          const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };
          const more = { 'deploy/more.yaml': JSON.stringify(settings) };
          return await deployOf(await shop.repository.push('main', more, 'More'));
        },
        'held',
      ],
    ])('%s does not bring it back', async (_, play, result) => {
      shop.proxy.log.clear();
      const run = await play();
      expect(run.outputs['result'], run.log).toBe(result);
      expect(shop.proxy.log.entries.filter(isWrite)).toEqual([]);
    });

    it('a schedule that heals leaves what runs as it is', async () => {
      shop.proxy.log.clear();
      const sha = await shop.repository.sha('main');
      const run = await shop.play({ event: schedule({ sha }), with: { ...quick, mode: 'heal' } });
      expect(run.outputs['result'], run.log).toBe('unchanged');
      expect(writesToWeb()).toBe(0);
    });

    it('a fix on top goes through, and the unrelated change with it', async () => {
      const run = await deployOf(await shop.repository.push('main', file('4'), 'Mend it'));
      expect(run.outputs, run.log).toMatchObject({ result: 'deployed', created: '1', updated: '1' });
    });
  });
});

describe('a heal', () => {
  it('does not bring back what a rollback left, though that rollback did not come up itself', async () => {
    const { namespace } = story;
    const broken = 'registry.example/web:broken';
    await deploy(broken, '--unsafe-allow', 'diverged');
    await deploy('registry.example/web:slow');
    await story.cluster.failPods({ namespace, image: broken, as: 'ImagePullBackOff' });
    const back = await story.play('rollback', '--timeout', '3s');
    expect([back.run.code, back.report.reasonCode], back.run.stderr).toEqual([1, 'rollout-failed']);
    const heal = await story.play('heal');
    expect([heal.run.code, heal.report.result], heal.run.stderr + heal.run.stdout).toEqual([3, 'held']);
    expect(heal.target.hold.culprits).toMatchObject([{ address: `Deployment/${namespace}/web` }]);
    expect(story.proxy.log.entries.filter(isWrite)).toEqual([]);
  });
});

describe('a drift check', () => {
  const partOf = 'applyset.kubernetes.io/part-of';

  it('tells apart what was deleted by hand, added by hand with our label, and changed by a controller', async () => {
    const gone = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'gone' } };
    await story.write('gone', gone);
    await deploy('registry.example/web:drift');
    await story.kubectl(['delete', 'configmap/gone']);
    const label = await story.kubectl([
      'get',
      'deployment/web',
      '-o',
      'jsonpath={.metadata.labels.applyset\\.kubernetes\\.io/part-of}',
    ]);
    // What we never applied is not ours, whatever its label: that of a controller that copies labels, for one.
    const extra = { ...gone, metadata: { name: 'extra', labels: { [partOf]: label } } };
    const asUs = ['apply', '--server-side', '--field-manager', 'gitops-push', '-f', '-'];
    await story.kubectl(asUs, JSON.stringify(extra));
    const containers = [{ name: 'server', image: 'registry.example/web:other' }];
    const patch = JSON.stringify({ spec: { template: { spec: { containers } } } });
    await story.kubectl(['patch', 'deployment/web', '--field-manager', 'image-operator', '-p', patch]);
    const { run } = await story.playIn('markdown', 'drift');
    expect(run.code, run.stderr).toBe(3);
    const told = run.stdout.replaceAll(story.namespace, 'NS');
    expect(told).toContain('`ConfigMap NS/gone` was **deleted**');
    expect(told).toContain('`ConfigMap NS/extra` was **added** with the label of this set');
    expect(told).toMatch(/`Deployment NS\/web` was changed by a controller \(`image-operator`, \d{4}-/);
  });
});
