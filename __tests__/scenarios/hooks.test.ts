// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { describe, it } from 'vitest';
import { openStory, type Story } from '../stage/story.ts';

interface Hook {
  readonly hook: string;
  readonly more?: string;
  readonly image?: string;
  readonly spec?: string;
}

/** A Job of one container that is a hook. */
const job = (name: string, { hook, more = '', image = 'registry.example/jobs:1', spec = '' }: Hook): string =>
  `apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}
  annotations: { ${hook}${more === '' ? '' : `, ${more}`} }
spec:
  backoffLimit: 0
  template:
    spec:
      restartPolicy: Never
${spec}      containers:
        - { name: run, image: '${image}' }
`;

const own = (moments: string): string => `gitops-push.dev/hook: "${moments}"`;

const configMap = (name: string, value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { value: "${value}" }\n`;

/** A namespace and a checkout of its own, so that the stories can be played beside one another. */
async function open(): Promise<Story & Hooked> {
  const story = await openStory('hooks');
  return {
    ...story,
    commit: async (files, ...gone) => {
      for (const [name, text] of Object.entries(files)) await story.write(name, text);
      for (const name of gone) await story.checkout.remove(`deploy/${name}.yaml`);
      await story.checkout.commit('Change');
    },
    uidOf: async name =>
      await story.kubectl(['get', 'job', name, '--ignore-not-found', '-o', 'jsonpath={.metadata.uid}']),
    written: () =>
      story.proxy.log.writes
        .map(({ method, path }) => `${method} ${path.split('/').slice(-2).join('/')}`)
        .filter(each => !/gitops-push-|leases/.test(each)),
  };
}

interface Hooked {
  /** Writes files below `deploy/`, takes others away, and commits. */
  readonly commit: (files: Readonly<Record<string, string>>, ...gone: readonly string[]) => Promise<void>;
  /** The uid of a Job, empty when it is not there. */
  readonly uidOf: (name: string) => Promise<string>;
  /** What was written, in order, without the record and the lock. */
  readonly written: () => readonly string[];
}

/** `before migrate succeeded`, in the order in which they ran. */
function ranIn(target: any): string[] {
  return (target.outcome?.hooks ?? []).map(
    (hook: any) => `${hook.moment} ${hook.address.split('/').at(-1)} ${hook.state}`,
  );
}

describe.concurrent('hooks', () => {
  it('run once with each deploy, in their order, before what they do not need and after all is up', async ({
    expect,
  }) => {
    await using story = await open();
    const { cluster, namespace, commit, uidOf, written } = story;
    await cluster.setLogs({ namespace, name: 'migrate', current: 'applying 3 migrations\ndone\n' });
    await commit({
      migrate: job('migrate', {
        hook: own('before'),
        spec: '      serviceAccountName: migrator\n',
      }),
      seed: job('seed', { hook: own('before'), more: 'gitops-push.dev/hook-order: "-5"' }),
      smoke: job('smoke', { hook: own('after'), more: 'gitops-push.dev/hook-cleanup: on-success' }),
      cry: job('cry', { hook: own('on-failure') }),
      account: 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: migrator }\n',
      settings: configMap('settings', '1'),
    });
    const shown = await story.play('preview');
    expect(
      shown.target.hooks.map((hook: any) => [hook.moment, hook.confirmAddress, hook.source.file]),
    ).toEqual([
      ['before', `Job/${namespace}/seed`, 'deploy/seed.yaml'],
      ['before', `Job/${namespace}/migrate`, 'deploy/migrate.yaml'],
      ['after', `Job/${namespace}/smoke`, 'deploy/smoke.yaml'],
      ['on-failure', `Job/${namespace}/cry`, 'deploy/cry.yaml'],
    ]);
    expect(shown.target.counts).toMatchObject({ create: 2, update: 0 });
    expect([...shown.changes.keys()]).toEqual(['ServiceAccount/migrator', 'ConfigMap/settings']);

    const first = await story.play('deploy');
    expect(first.run.code, first.run.stderr).toBe(0);
    expect(ranIn(first.target)).toEqual([
      'before seed succeeded',
      'before migrate succeeded',
      'after smoke succeeded',
    ]);
    expect(first.target.planDigest).toBe(shown.target.planDigest);
    expect(first.target.record).toMatchObject({ objects: { count: 2, created: 2 }, result: 'success' });
    expect(first.run.stderr).toContain('applying 3 migrations\ndone');
    expect(written()).toEqual([
      'PATCH serviceaccounts/migrator',
      'PATCH jobs/seed',
      'PATCH jobs/migrate',
      'PATCH configmaps/settings',
      'PATCH jobs/smoke',
      'DELETE jobs/smoke',
    ]);
    const before = await uidOf('migrate');
    expect(before).not.toBe('');
    expect(await uidOf('smoke')).toBe('');

    // Nothing changes here: nothing runs, and nothing has drifted.
    await story.checkout.write('README.md', 'words\n');
    await story.checkout.commit('Words');
    const drifted = await story.play('drift');
    expect(drifted.report.result, drifted.run.stderr).toBe('clean');
    const idle = await story.play('deploy');
    expect([idle.report.result, ranIn(idle.target)]).toEqual(['unchanged', []]);
    expect(await uidOf('migrate')).toBe(before);

    // A hook that changes is a reason to deploy, and then all run again; one that leaves is cleaned away.
    await commit(
      { migrate: job('migrate', { hook: own('before'), image: 'registry.example/jobs:2' }) },
      'seed',
    );
    const again = await story.play('deploy');
    expect([again.report.result, ranIn(again.target)]).toEqual([
      'deployed',
      ['before migrate succeeded', 'after smoke succeeded'],
    ]);
    expect(await uidOf('migrate')).not.toBe(before);
    expect(await uidOf('seed')).toBe('');
  });

  it('stop a deploy that they fail, before anything else is written, and say why', async ({ expect }) => {
    await using story = await open();
    const { cluster, namespace, commit, written } = story;
    await commit({ settings: configMap('settings', '1'), old: configMap('old', '1') });
    expect((await story.play('deploy')).run.code).toBe(0);
    await cluster.setLogs({ namespace, name: 'migrate', current: 'migrating\nERROR column "x" exists\n' });
    const failure = await cluster.failPods({
      namespace,
      name: 'migrate',
      as: 'CrashLoopBackOff',
      exitCode: 4,
    });
    await commit(
      {
        settings: configMap('settings', '2'),
        migrate: job('migrate', { hook: own('before') }),
        smoke: job('smoke', { hook: own('after') }),
        cry: job('cry', {
          hook: own('on-failure'),
          more: 'gitops-push.dev/hook-cleanup: "on-success,on-failure"',
        }),
      },
      'old',
    );
    const failed = await story.play('deploy');
    expect(failed.report).toMatchObject({ result: 'failed', reasonCode: 'rollout-failed' });
    expect(ranIn(failed.target)).toEqual([
      'before migrate failed',
      'after smoke skipped',
      'on-failure cry succeeded',
    ]);
    expect(written()).toEqual(['PATCH jobs/migrate', 'PATCH jobs/cry', 'DELETE jobs/cry']);
    const { health } = failed.target.outcome;
    expect(health).toHaveLength(1);
    expect(health[0]).toMatchObject({
      address: `batch/v1/Job/${namespace}/migrate`,
      state: 'stuck',
      diagnosis: { cause: 'crash', container: 'run', lastEnd: { exitCode: 4 } },
    });
    expect(health[0].diagnosis.blamed[0].location).toMatchObject({ file: 'deploy/migrate.yaml', line: 12 });
    expect(JSON.stringify(health[0].diagnosis.logs)).toContain('column');
    expect(failed.target.record).toMatchObject({
      result: 'failed',
      health: { failing: [health[0].address] },
    });

    // The same commit again: what failed is tried anew, and what comes after it has its turn.
    await failure.heal();
    const smoke = await cluster.failPods({ namespace, name: 'smoke', as: 'CrashLoopBackOff' });
    const { run } = await story.playIn('text', 'deploy');
    expect(run.code, run.stderr).toBe(1);
    expect(run.stdout).toMatch(/✓ Job hooks-\w+\/migrate +before the deploy: succeeded/);
    expect(run.stdout).toMatch(/✗ Job hooks-\w+\/smoke +after the deploy: failed/);
    expect(run.stdout).toMatch(/✓ Job hooks-\w+\/cry +because the deploy failed: succeeded/);
    // Nothing is deleted after a failure, and all changes are made: only the hooks are left to do.
    expect(await story.kubectl(['get', 'configmap', 'old', '-o', 'name'])).toContain('old');
    await smoke.heal();
    const last = await story.play('deploy');
    expect([last.report.result, ranIn(last.target)]).toEqual([
      'deployed',
      ['before migrate succeeded', 'after smoke succeeded'],
    ]);
    expect(last.target.counts).toMatchObject({ update: 0, delete: 1 });
  });

  it('run at a rollback only when they are marked for it, and never at a heal', async ({ expect }) => {
    await using story = await open();
    const { cluster, namespace, commit } = story;
    await commit({
      settings: configMap('settings', '1'),
      migrate: job('migrate', { hook: own('before') }),
      back: job('back', { hook: own('before-rollback, after-rollback') }),
    });
    expect(ranIn((await story.play('deploy')).target)).toEqual(['before migrate succeeded']);
    await story.kubectl(['delete', 'configmap', 'settings']);
    const healed = await story.play('heal');
    expect([healed.report.result, ranIn(healed.target)]).toEqual(['deployed', []]);
    await commit({ settings: configMap('settings', '2') });
    expect((await story.play('deploy')).run.code).toBe(0);
    const back = await story.play('rollback');
    expect([back.report.result, ranIn(back.target)]).toEqual([
      'rolled-back',
      ['before-rollback back succeeded', 'after-rollback back succeeded'],
    ]);
    await story.play('resume', '--reason', 'mended');

    // A deploy that puts back what was there names what its hooks did, which stays.
    await cluster.failPods({ namespace, name: 'smoke', as: 'CrashLoopBackOff' });
    await commit({ settings: configMap('settings', '3'), smoke: job('smoke', { hook: own('after') }) });
    const failed = await story.play('deploy', '--on-failure', 'rollback');
    expect(failed.report).toMatchObject({ result: 'failed', reasonCode: 'rollout-failed' });
    expect(failed.target.putBack, failed.run.stderr).toMatchObject({
      state: 'done',
      notUndone: ['migrate', 'smoke'].map(name => `batch/v1/Job/${namespace}/${name}`),
    });
    expect(failed.run.stderr).toMatch(/back \(before-rollback\) succeeded/);
    const destroyed = await story.play('destroy', '--confirm', 'web');
    expect(destroyed.report.result, destroyed.run.stderr).toBe('destroyed');
    expect(await story.kubectl(['get', 'jobs', '-o', 'name'])).toBe('');
  });

  it('of a run that was killed are ended before they run again, never two at once', async ({ expect }) => {
    await using story = await open();
    const { cluster, namespace, commit, uidOf } = story;
    const failure = await cluster.failPods({ namespace, name: 'migrate', as: 'NeverCompletes' });
    await commit({ settings: configMap('settings', '1'), migrate: job('migrate', { hook: own('before') }) });
    await cluster.setLogs({ namespace, name: 'migrate', current: 'step 1\nstep 2\n' });
    const began = /migrate \(before\) begins[^]*: running/;
    // What it writes is shown while it runs, once.
    const shown = /log of batch\/v1\/Job\/[\w-]+\/migrate\n[^]*step 1\nstep 2\n/;
    const cancelled = await story.playUntil(shown, 'interrupted', 'deploy');
    expect(cancelled.code, cancelled.stderr).toBe(1);
    expect(cancelled.stderr.split('step 2')).toHaveLength(2);
    const left = await uidOf('migrate');
    expect(left).not.toBe('');
    await story.playUntil(began, 'killed', 'deploy');
    expect(await uidOf('migrate')).not.toBe(left);
    await failure.heal();
    const next = await story.play('deploy');
    expect([next.report.result, ranIn(next.target)]).toEqual(['deployed', ['before migrate succeeded']]);
    const pods = await story.kubectl([
      'get',
      'pods',
      '-o',
      'jsonpath={.items[*].metadata.ownerReferences[*].uid}',
    ]);
    expect(pods).toBe(await uidOf('migrate'));
    expect(pods).not.toBe(left);
  });

  it('of a failure run also when the deploy is stopped by an error in the middle', async ({ expect }) => {
    await using story = await open();
    const workload = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'registry.example/web:1' }] }
`;
    await story.commit({ web: workload, cry: job('cry', { hook: own('on-failure') }) });
    const isWritten = (): boolean =>
      story.proxy.log.writes.some(({ path, query }) => path.endsWith('/deployments/web') && !query['dryRun']);
    story.proxy.inject(
      { kind: 'answer', status: 403, effect: 'none', reason: 'Forbidden' },
      {
        matches: ({ method, path }) => method === 'GET' && path.endsWith('/deployments') && isWritten(),
        times: 9,
      },
    );
    const { report, target, run } = await story.play('deploy');
    expect([run.code, report.result], run.stderr).toEqual([1, 'partial']);
    expect(report.reasonCode).toBe('forbidden');
    expect(ranIn(target)).toEqual(['on-failure cry succeeded']);
  });

  it('never take the place of a Job that somebody else made', async ({ expect }) => {
    await using story = await open();
    await story.kubectl(['create', 'job', 'migrate', '--image=theirs:1']);
    await story.commit({
      settings: configMap('settings', '1'),
      migrate: job('migrate', { hook: own('before') }),
    });
    const { report, run } = await story.play('deploy');
    expect(report).toMatchObject({ result: 'failed', reasonCode: 'validation' });
    expect(run.stdout).toContain('hook-taken');
    expect(story.proxy.log.writes).toEqual([]);
  });

  it('are those of Helm as well: at the first deploy, at later ones, at a rollback', async ({ expect }) => {
    await using story = await open();
    const { commit } = story;
    const helm = (moments: string, weight: number): string =>
      `helm.sh/hook: "${moments}", helm.sh/hook-weight: "${weight}", helm.sh/hook-delete-policy: hook-succeeded`;
    await commit({
      settings: configMap('settings', '1'),
      install: job('install', { hook: helm('pre-install', 5) }),
      both: job('both', { hook: helm('pre-install,pre-upgrade', -1) }),
      upgrade: job('upgrade', { hook: helm('post-upgrade', 0) }),
      back: job('back', { hook: helm('pre-rollback', 0) }),
    });
    expect(ranIn((await story.play('deploy')).target)).toEqual([
      'before both succeeded',
      'before install succeeded',
    ]);
    await commit({ settings: configMap('settings', '2') });
    expect(ranIn((await story.play('deploy')).target)).toEqual([
      'before both succeeded',
      'after upgrade succeeded',
    ]);
    expect(ranIn((await story.play('rollback')).target)).toEqual(['before-rollback back succeeded']);
    expect(await story.kubectl(['get', 'jobs', '-o', 'name'])).toBe('');
  });
});
