// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, isWrite, type Proxy } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type Checkout, checkoutOfShop } from '../stage/checkout.ts';
import { pasteLine, type ProgramRun, runProgram } from '../stage/program.ts';

describe('going back, and still there', () => {
  let cluster: Cluster;
  let proxy: Proxy;
  let namespace: string;
  let checkout: Checkout;
  let kubeconfig: string;

  beforeAll(async () => {
    cluster = await sharedCluster();
    proxy = await cluster.proxy();
    namespace = await cluster.createNamespace('back');
    checkout = await checkoutOfShop(namespace);
    const identity = await cluster.identity({ name: 'deployer', namespace, namespaceRoles: ['admin'] });
    kubeconfig = proxy.kubeconfig(identity.kubeconfig);
    expect((await play('deploy')).code).toBe(0);
    await checkout.replace('deploy/cart.yaml', 'shop/cart:1.14.2', 'shop/cart:1.15.0');
    await checkout.remove('deploy/recommendations.yaml');
    await checkout.commit('Move the cart, retire the recommendations');
    expect((await play('deploy')).code).toBe(0);
  });

  afterAll(async () => {
    await checkout[Symbol.asyncDispose]();
    await cluster.endNamespace(namespace);
    await cluster[Symbol.asyncDispose]();
  });

  const play = async (...args: string[]): Promise<ProgramRun> => await playIn('json', ...args);

  const playIn = async (output: string, ...args: string[]): Promise<ProgramRun> => {
    proxy.log.clear();
    const environment = args.includes('--environment') ? [] : ['--environment', 'production'];
    const target = ['--name', 'shop', ...environment, '--output', output];
    const options = { folder: checkout.folder, environment: cluster.environment(), kubeconfig };
    return await runProgram([...args, ...target], options);
  };

  const reportOf = (run: Pick<ProgramRun, 'stdout'>): any => JSON.parse(run.stdout);

  /** What a pattern finds in the text of a run. */
  const pastedFrom = ({ stdout }: ProgramRun, pattern: RegExp): RegExpExecArray => {
    const found = pattern.exec(stdout);
    if (!found) throw new Error(`${pattern.source} is not in: ${stdout}`);
    return found;
  };

  const paste = async (line: string): Promise<Awaited<ReturnType<typeof pasteLine>>> => {
    proxy.log.clear();
    return await pasteLine(line, { folder: checkout.folder, environment: cluster.environment() });
  };

  const addressesHeld = (run: ProgramRun): readonly string[] =>
    reportOf(run).targets[0].hold.culprits.map((culprit: any) => culprit.address.replace(namespace, 'shop'));

  const imageOfCart = async (): Promise<string> =>
    (
      await cluster.kubectl([
        'get',
        'deployment/cart',
        '-n',
        namespace,
        '-o',
        'jsonpath={.spec.template.spec.containers[0].image}',
      ])
    ).stdout;

  it('finds no drift right after a deploy, and writes nothing to find out', async () => {
    const run = await play('drift');
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(reportOf(run).result).toBe('clean');
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });

  it('shows what someone changed and deleted by hand, whatever stands in the checkout now', async () => {
    await cluster.kubectl([
      'set',
      'image',
      'deployment/cart',
      'server=registry.example/shop/cart:9.9.9',
      '-n',
      namespace,
    ]);
    await cluster.kubectl(['delete', 'configmap/limits', '-n', namespace]);
    await checkout.write(
      'deploy/new.yaml',
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: new, namespace: ${namespace} }\n`,
    );
    await checkout.commit('Not deployed yet');
    await checkout.replace('deploy/cart.yaml', 'shop/cart:1.15.0', 'shop/cart:1.16.0');
    await checkout.commit('The next cart, not deployed yet');
    const run = await play('drift');
    await checkout.replace('deploy/cart.yaml', 'shop/cart:1.16.0', 'shop/cart:1.15.0');
    await checkout.commit('Not that cart');
    expect(run.code, run.stderr).toBe(3);
    const report = reportOf(run);
    expect(report.result).toBe('drifted');
    const changes = report.targets[0].changes.filter((change: any) => change.action !== 'unchanged');
    expect(
      changes.map((change: any) => `${change.action} ${change.confirmAddress.replace(namespace, 'shop')}`),
    ).toEqual(['update Deployment/shop/cart', 'create ConfigMap/shop/limits']);
    expect(changes[0].fields).toEqual([
      expect.objectContaining({
        label: 'spec.template.spec.containers[server].image',
        before: 'registry.example/shop/cart:9.9.9',
        after: 'registry.example/shop/cart:1.15.0',
        declared: 'registry.example/shop/cart:1.16.0',
        owner: 'kubectl-set',
        ownerSince: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      }),
    ]);
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });

  it('shows in a dry run what going back would do, and writes nothing', async () => {
    const run = await play('rollback', '--dry-run');
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(reportOf(run)).toMatchObject({
      result: 'previewed',
      targets: [{ counts: { create: 7, update: 1 } }],
    });
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });

  it('goes back to the previous deploy: old image, pruned objects made again, a record of it', async () => {
    const run = await play('rollback', '--reason', 'the cart is slow');
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(reportOf(run)).toMatchObject({
      result: 'rolled-back',
      targets: [
        {
          record: {
            kind: 'rollback',
            sequence: 3,
            rollback: { reason: 'the cart is slow' },
            result: 'success',
          },
        },
      ],
    });
    expect(await imageOfCart()).toBe('registry.example/shop/cart:1.14.2');
    expect((await cluster.kubectl(['get', 'deployment/recommendations', '-n', namespace])).code).toBe(0);
  });

  it('holds back the commit that was rolled back, and what still has its culprit', async () => {
    const again = await play('deploy');
    expect(again.code, again.stderr).toBe(3);
    expect(reportOf(again)).toMatchObject({
      result: 'held',
      reasonCode: 'held',
      targets: [
        { hold: { from: 'production/shop#2', record: 'production/shop#3', reason: 'the cart is slow' } },
      ],
    });
    expect(addressesHeld(again)).toEqual(['Deployment/shop/cart']);
    const ahead = await play('preview');
    expect(ahead.code, ahead.stderr).toBe(0);
    expect(reportOf(ahead).targets[0].obstacle).toMatchObject({ reasonCode: 'held' });
    await checkout.git('checkout', '--quiet', 'HEAD~4');
    const old = await play('preview');
    await checkout.git('checkout', '--quiet', 'main');
    expect(reportOf(old).targets[0].obstacle).toMatchObject({ reasonCode: 'superseded' });
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
    await checkout.write(
      'deploy/more.yaml',
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: more, namespace: ${namespace} }\n`,
    );
    await checkout.commit('Something else on top');
    const merged = await play('deploy');
    expect(merged.code, merged.stderr).toBe(3);
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });

  it('lets a commit pass that mends the culprit, whatever else it brings back', async () => {
    await checkout.replace('deploy/cart.yaml', 'shop/cart:1.15.0', 'shop/cart:1.15.1');
    await checkout.commit('Mend the cart');
    const mended = await play('deploy');
    expect(mended.code, mended.stderr + mended.stdout).toBe(0);
    expect(reportOf(mended).result).toBe('deployed');
    expect(await imageOfCart()).toBe('registry.example/shop/cart:1.15.1');
  });

  it('holds on to it, until somebody lifts the hold', async () => {
    await checkout.replace('deploy/cart.yaml', 'shop/cart:1.15.1', 'shop/cart:1.15.0');
    await checkout.commit('Back to 1.15.0 after all');
    expect((await play('deploy')).code).toBe(3);
    const [, pasted = ''] = pastedFrom(await playIn('text', 'deploy'), /^ +(.* resume .*)$/m);
    const tried = await paste(`${pasted} --dry-run --output json`);
    expect(reportOf(tried)).toMatchObject({ result: 'previewed', mode: 'resume' });
    const resumed = await play('resume', '--reason', 'the database was at fault');
    expect(resumed.code, resumed.stderr + resumed.stdout).toBe(0);
    expect(reportOf(resumed)).toMatchObject({
      result: 'resumed',
      targets: [{ record: { kind: 'resume', reason: 'the database was at fault' }, counts: { update: 1 } }],
    });
    expect(addressesHeld(resumed)).toEqual(['Deployment/shop/cart']);
    expect(await imageOfCart()).toBe('registry.example/shop/cart:1.15.1');
    const deployed = await play('deploy');
    expect(deployed.code, deployed.stderr + deployed.stdout).toBe(0);
    expect(await imageOfCart()).toBe('registry.example/shop/cart:1.15.0');
    const nothing = await play('resume', '--reason', 'to be sure');
    expect(reportOf(nothing)).toMatchObject({ result: 'unchanged', targets: [{ counts: { update: 0 } }] });
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
    expect((await play('resume')).stderr).toContain('mode resume lifts a hold only with one');
  });

  it('stops deploys and heals in a freeze window, but no rollback, and records why one went on', async () => {
    const frozen = ['--freeze', '* * * * *, 1h, Europe/Berlin'];
    await checkout.replace('deploy/cart.yaml', 'shop/cart:1.15.0', 'shop/cart:1.17.0');
    await checkout.commit('A cart for the weekend');
    const stopped = await play('deploy', ...frozen);
    expect(stopped.code, stopped.stderr).toBe(1);
    expect(reportOf(stopped)).toMatchObject({ result: 'failed', reasonCode: 'frozen' });
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
    expect((await play('heal', ...frozen)).code).toBe(0);
    const forced = await play('deploy', ...frozen, '--freeze-override', 'shop is down');
    expect(forced.code, forced.stderr + forced.stdout).toBe(0);
    expect(reportOf(forced).targets[0].record).toMatchObject({ kind: 'deploy', reason: 'shop is down' });
    expect(forced.stderr).toContain('although a freeze lasts until');
    await cluster.kubectl(['scale', 'deployment/cart', '--replicas=1', '-n', namespace]);
    const healing = await play('heal', ...frozen);
    expect(reportOf(healing)).toMatchObject({ result: 'failed', reasonCode: 'frozen' });
    const back = await play('rollback', '--no-hold');
    expect(reportOf(back)).toMatchObject({ result: 'rolled-back' });
    expect(reportOf(back).targets[0].hold).toBeUndefined();
    expect(await imageOfCart()).toBe('registry.example/shop/cart:1.15.0');
  });

  it('heals what somebody changed, to the recorded commit and not to the newest', async () => {
    await cluster.kubectl([
      'set',
      'image',
      'deployment/cart',
      'server=registry.example/shop/cart:9.9.9',
      '-n',
      namespace,
    ]);
    await checkout.replace('deploy/cart.yaml', 'shop/cart:1.17.0', 'shop/cart:2.0.0');
    await checkout.commit('Not deployed yet, either');
    const healed = await play('heal', '--reason', 'drift');
    expect(healed.code, healed.stderr + healed.stdout).toBe(0);
    expect(reportOf(healed)).toMatchObject({
      result: 'deployed',
      targets: [{ record: { kind: 'heal' }, counts: { update: 1 } }],
    });
    expect(await imageOfCart()).toBe('registry.example/shop/cart:1.15.0');
    const again = await play('heal');
    expect(reportOf(again).result).toBe('unchanged');
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });

  it('leaves the checkout as it was', async () => {
    const again = await play('drift');
    expect(reportOf(again).result).toBe('clean');
    const worktrees = await checkout.git('worktree', 'list');
    expect(worktrees.split('\n')).toHaveLength(1);
    expect(await checkout.git('status', '--porcelain')).toBe('');
  });

  it('tells what another tool took as drift, with its name, and puts it back when told to take it', async () => {
    const patch = ['-p', '{"spec":{"minAvailable":2}}', '--type', 'merge', '--field-manager', 'other-tool'];
    const patched = await cluster.kubectl(['patch', 'pdb/payments', '-n', namespace, ...patch]);
    expect(patched.code, patched.stderr).toBe(0);
    const run = await play('drift');
    expect(run.code, run.stderr + run.stdout).toBe(3);
    const changes = reportOf(run).targets[0].changes.filter((each: any) => each.action !== 'unchanged');
    expect(changes).toMatchObject([
      {
        action: 'update',
        fields: [{ label: 'spec.minAvailable', before: 2, after: 1, owner: 'other-tool' }],
      },
    ]);
    const errors = reportOf(run).targets[0].diagnostics.filter((each: any) => each.severity === 'error');
    expect(errors).toEqual([]);
    expect(reportOf(await play('heal'))).toMatchObject({ result: 'failed', reasonCode: 'conflict' });
    const healed = await play('heal', '--conflicts', 'take manager=other-tool');
    expect(healed.code, healed.stderr + healed.stdout).toBe(0);
    expect(reportOf(await play('drift')).result).toBe('clean');
  });

  it('names what there is when the record is unknown, and the way out when the commit is gone', async () => {
    const unknown = await play('rollback', '--rollback-to', '#99');
    expect(unknown.code).toBe(1);
    expect(reportOf(unknown)).toMatchObject({ reasonCode: 'no-rollback-target' });
    expect(unknown.stdout).toContain('There is: production/shop#');
  });

  it('names the objects that the commit no longer gives, and goes nowhere', async () => {
    const place = ['configmap/gitops-push-shop', '-n', namespace];
    const { stdout } = await cluster.kubectl(['get', ...place, '-o', 'jsonpath={.data.records}']);
    const images =
      '"imageOverrides":[{"name":"registry.example/shop/cart","reference":"registry.example/shop/cart:7"}]';
    const edited = stdout.replace(
      /("sequence":2,.*?)"objects"/,
      (_, start: string) => `${start}${images},"objects"`,
    );
    expect(edited).not.toBe(stdout);
    const rewrite = async (records: string): Promise<void> => {
      const patch = ['--type', 'merge', '-p', JSON.stringify({ data: { records } })];
      expect((await cluster.kubectl(['patch', ...place, ...patch])).code).toBe(0);
    };
    await rewrite(edited);
    const run = await play('rollback', '--rollback-to', '#2');
    await rewrite(stdout);
    expect(run.code).toBe(1);
    expect(reportOf(run)).toMatchObject({ reasonCode: 'not-reproducible' });
    expect(reportOf(run).targets[0].failure.message).toMatch(
      new RegExp(
        `: CronJob/${namespace}/abandoned-carts is another, Deployment/${namespace}/cart is another$`,
      ),
    );
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });

  it('goes by the recorded path and release, whatever this run says of them', async () => {
    const back = await play('rollback', '--rollback-to', '#2', '--path', 'deploy/cart.yaml', '--dry-run');
    expect(back.code, back.stderr + back.stdout).toBe(0);
    const drift = await play('drift', '--path', 'deploy/cart.yaml', '--release', 'other');
    expect(reportOf(drift).result).toBe('clean');
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });

  it('refuses the name of another environment, in every mode that would act on it', async () => {
    const elsewhere = ['--environment', 'staging'];
    for (const [mode, ...more] of [
      ['deploy'],
      ['rollback'],
      ['heal'],
      ['resume', '--reason', 'why not'],
      ['drift'],
      ['destroy', '--confirm', 'shop'],
    ]) {
      const run = await play(mode ?? '', ...more, ...elsewhere);
      expect(run.code, mode).toBe(1);
      expect(reportOf(run), mode).toMatchObject({
        result: 'failed',
        reasonCode: 'target-owned-elsewhere',
        targets: [{ failure: { code: 'environment-differs' } }],
      });
      expect(proxy.log.entries.filter(isWrite), mode).toEqual([]);
    }
    const preview = await play('preview', ...elsewhere);
    expect(reportOf(preview).targets[0].obstacle).toMatchObject({ reasonCode: 'target-owned-elsewhere' });
  });

  it('says so, and compares nothing, when what is deployed stands in no commit', async () => {
    await checkout.write(
      'deploy/unsaved.yaml',
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: unsaved, namespace: ${namespace} }\n`,
    );
    expect((await play('deploy', '--no-wait')).code).toBe(0);
    const run = await play('drift');
    expect(run.code).toBe(1);
    expect(reportOf(run)).toMatchObject({
      result: 'failed',
      reasonCode: 'not-reproducible',
      targets: [{ changes: [] }],
    });
    expect(run.stdout).toContain('changed files, which no commit holds');
    await checkout.remove('deploy/unsaved.yaml');
  });
});
