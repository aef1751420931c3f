// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, isWrite, type PodFailure, type Proxy } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { type ProgramRun, runProgram } from '../stage/program.ts';

/** Seconds between the signal and the end of the run. */
const withinSeconds = 15;

/** A Deployment of this name; `pod` are more lines of the Pod spec, `more` of its container. */
const deployment = (name: string, { more = '', pod = '', spec = '' } = {}): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
${spec}  replicas: 1
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
${pod}      containers:
        - name: server
          image: registry.example/${name}:1.0.0
${more}`;

describe('a rollout that fails', () => {
  let cluster: Cluster;
  let proxy: Proxy;
  let namespace: string;
  let checkout: Checkout;
  let kubeconfig: string;

  beforeAll(async () => {
    cluster = await sharedCluster();
    proxy = await cluster.proxy();
  });

  beforeEach(async () => {
    namespace = await cluster.createNamespace('failing');
    const identity = await cluster.identity({ name: 'deployer', namespace, namespaceRoles: ['admin'] });
    kubeconfig = proxy.kubeconfig(identity.kubeconfig);
    checkout = await makeCheckout();
    return async () => {
      await checkout[Symbol.asyncDispose]();
      await cluster.endNamespace(namespace);
    };
  });

  afterAll(async () => await cluster[Symbol.asyncDispose]());

  const deploy = async (...args: readonly string[]): Promise<ProgramRun> => {
    proxy.log.clear();
    return await runProgram(['deploy', '--name', 'web', '--environment', 'test', ...args], {
      folder: checkout.folder,
      environment: cluster.environment(),
      kubeconfig,
    });
  };

  const commit = async (files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, text] of Object.entries(files)) await checkout.write(`deploy/${name}.yaml`, text);
    await checkout.commit('Change');
  };

  /** Deploys to a failed end; gives the report, and what it says of each object that is not up. */
  const failing = async (
    ...args: readonly string[]
  ): Promise<{ report: any; ill: any[]; run: ProgramRun }> => {
    const run = await deploy('--output', 'json', ...args);
    expect(run.code, run.stderr + run.stdout).toBe(1);
    const report: any = JSON.parse(run.stdout);
    expect(report).toMatchObject({ result: 'failed', reasonCode: 'rollout-failed' });
    const ill = report.targets[0].outcome.health.filter((each: any) => each.state !== 'ready');
    return { report, ill, run };
  };

  const line = (text: string, what: string): number =>
    text.split('\n').findIndex(each => each.includes(what)) + 1;

  /** One object that fails: how, and what must be said of it. */
  interface Story {
    readonly name: string;
    readonly manifest: string;
    readonly then: object;
    /** Text on the line that must be named. */
    readonly blames: string;
    /** Played on its Pods; absent: the real components refuse by themselves. */
    readonly as?: Partial<PodFailure> & Pick<PodFailure, 'as'>;
  }

  const play = async (stories: readonly Story[], ...args: readonly string[]): Promise<any[]> => {
    for (const { name, as } of stories) {
      if (!as) continue;
      const message = as.message?.replace('NAMESPACE', namespace);
      await cluster.failPods({
        namespace,
        labelSelector: `app=${name}`,
        ...as,
        ...(message !== undefined && { message }),
      });
      const log = { namespace, labelSelector: `app=${name}`, current: 'starting\n' };
      await cluster.setLogs({ ...log, previous: 'starting\npanic: no database\n' });
    }
    await commit(Object.fromEntries(stories.map(({ name, manifest }) => [name, manifest])));
    const { ill, run } = await failing(...args);
    const endMs = Date.now();
    for (const { name, manifest, then, blames } of stories) {
      const health = ill.find(({ address }) => address.endsWith(`/${name}`));
      expect(health?.diagnosis, `${name}: ${run.stderr}`).toMatchObject(then);
      const { blamed, events, logs, lastEnd } = health.diagnosis;
      const places = blamed.map(({ location }: any) => `${location?.file}:${location?.line}`);
      expect(places, name).toContain(`deploy/${name}.yaml:${line(manifest, blames)}`);
      expect(events.length, name).toBeLessThanOrEqual(5);
      expect(endMs - Date.parse(health.diagnosis.since), name).toBeLessThan(withinSeconds * 1000);
      if (lastEnd) expect(JSON.stringify(logs)).toContain('panic: no database');
    }
    return ill;
  };

  it('tells of images and references that are not there, all in one run', async () => {
    const ill = await play([
      {
        name: 'tag',
        as: { as: 'ImagePullBackOff' },
        manifest: deployment('tag'),
        then: { cause: 'image-missing', container: 'server', names: ['registry.example/tag:1.0.0'] },
        blames: 'image:',
      },
      {
        name: 'denied',
        as: { as: 'ErrImagePull', message: 'failed to authorize: failed to fetch oauth token: 401' },
        manifest: deployment('denied'),
        then: { cause: 'image-denied' },
        blames: 'image:',
      },
      {
        name: 'key',
        as: {
          as: 'CreateContainerConfigError',
          message: "couldn't find key color in ConfigMap NAMESPACE/settings",
        },
        manifest: deployment('key', {
          more: '          env: [{ name: COLOR, valueFrom: { configMapKeyRef: { name: settings, key: color } } }]\n',
        }),
        then: { cause: 'config-missing', names: ['ConfigMap/settings', 'color'] },
        blames: 'COLOR',
      },
      {
        name: 'secret',
        as: { as: 'CreateContainerConfigError', message: 'secret "keys" not found' },
        manifest: deployment('secret', { more: '          envFrom: [{ secretRef: { name: keys } }]\n' }),
        then: { cause: 'config-missing', names: ['Secret/keys'] },
        blames: 'secretRef',
      },
    ]);
    expect(ill.every(({ state, diagnosis }) => state === 'stuck' && diagnosis.isTerminal)).toBe(true);
  });

  it('tells of containers that end: crash, init container, memory', async () => {
    await play([
      {
        name: 'crash',
        as: { as: 'CrashLoopBackOff', exitCode: 3 },
        manifest: deployment('crash'),
        then: { cause: 'crash', lastEnd: { reason: 'Error', exitCode: 3, restarts: 2 }, isTerminal: true },
        blames: 'image:',
      },
      {
        name: 'init',
        as: { as: 'InitCrashLoopBackOff' },
        manifest: deployment('init', {
          pod: '      initContainers: [{ name: migrate, image: migrate:1 }]\n',
        }),
        then: { cause: 'crash', isInit: true, container: 'migrate' },
        blames: 'migrate',
      },
      {
        name: 'memory',
        as: { as: 'OOMKilled' },
        manifest: deployment('memory', {
          more: '          resources:\n            limits: { memory: 64Mi }\n',
        }),
        then: { cause: 'out-of-memory', lastEnd: { reason: 'OOMKilled', exitCode: 137 } },
        blames: 'limits:',
      },
    ]);
  });

  it('tells at once of an image name that is none', async () => {
    await play([
      {
        name: 'typo',
        as: { as: 'InvalidImageName' },
        manifest: deployment('typo').replace('typo:1.0.0', 'Typo:1.0.0'),
        then: { cause: 'image-name', reason: 'InvalidImageName', isTerminal: true },
        blames: 'image:',
      },
    ]);
  });

  it('tells of a probe that fails past its window, and of a Deployment out of patience', async () => {
    const probe = (seconds: number): string =>
      `          readinessProbe: { httpGet: { path: /, port: 80 }, periodSeconds: ${seconds}, failureThreshold: 2 }\n`;
    await play(
      [
        {
          name: 'probe',
          as: { as: 'ReadinessProbeFailing' },
          manifest: deployment('probe', { more: probe(1) }),
          then: { cause: 'not-answering', container: 'server', isTerminal: true },
          blames: 'readinessProbe',
        },
        {
          name: 'patience',
          as: { as: 'ReadinessProbeFailing' },
          manifest: deployment('patience', { more: probe(60), spec: '  progressDeadlineSeconds: 4\n' }),
          then: { cause: 'no-progress', reason: 'ProgressDeadlineExceeded', isTerminal: true },
          blames: 'containers:',
        },
      ],
      '--stall-timeout',
      '2s',
    );
  });

  it('tells of Pods that the server refuses: quota, policy, ServiceAccount', async () => {
    const labels = { 'pod-security.kubernetes.io/enforce': 'baseline' };
    await cluster.request('PATCH', `/api/v1/namespaces/${namespace}`, { metadata: { labels } });
    const hard = { 'requests.cpu': '1' };
    await cluster.request('POST', `/api/v1/namespaces/${namespace}/resourcequotas`, {
      metadata: { name: 'small' },
      spec: { hard },
    });
    const cpu = (amount: string, more = ''): { more: string } => ({
      more: `          resources:\n            requests: { cpu: '${amount}' }\n${more}`,
    });
    const ill = await play([
      {
        name: 'quota',
        manifest: deployment('quota', cpu('8')),
        then: { cause: 'quota', names: ['small'], reason: 'FailedCreate', isTerminal: true },
        blames: 'requests:',
      },
      {
        name: 'policy',
        manifest: deployment('policy', cpu('10m', '          securityContext: { privileged: true }\n')),
        then: { cause: 'admission', names: ['PodSecurity baseline:latest'], isTerminal: true },
        blames: 'privileged',
      },
      {
        name: 'account',
        manifest: deployment('account', { ...cpu('10m'), pod: '      serviceAccountName: robot\n' }),
        then: { cause: 'service-account-missing', names: ['robot'], isTerminal: true },
        blames: 'serviceAccountName',
      },
    ]);
    expect(ill.map(({ state }) => state)).toEqual(['stuck', 'stuck', 'stuck']);
  });

  it('waits for a node and for a volume until the time is up, and then tells of them', async () => {
    const pvc = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: missing
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`;
    await commit({ pvc });
    const ill = await play(
      [
        {
          name: 'node',
          manifest: deployment('node', {
            more: "          resources:\n            requests: { cpu: '1000' }\n",
          }),
          then: { cause: 'unschedulable', names: ['cpu'], reason: 'Unschedulable', isTerminal: false },
          blames: 'requests:',
        },
        {
          name: 'volume',
          manifest: deployment('volume', {
            pod: '      volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]\n',
          }),
          then: { cause: 'volume-unbound', isTerminal: false },
          blames: 'claimName',
        },
      ],
      '--timeout',
      '4s',
    );
    const volume = ill.find(({ address }) => address.endsWith('/volume'));
    expect(volume.diagnosis.blamed).toContainEqual(
      expect.objectContaining({ address: `v1/PersistentVolumeClaim/${namespace}/data` }),
    );
  });

  it('refuses a port that none can have before anything is written, at its line', async () => {
    const manifest = deployment('port', { more: '          ports: [{ containerPort: 70000 }]\n' });
    await commit({ port: manifest });
    const run = await deploy('--output', 'json');
    const report: any = JSON.parse(run.stdout);
    expect(report).toMatchObject({ result: 'failed', reasonCode: 'validation' });
    expect(report.targets[0].diagnostics).toContainEqual(
      expect.objectContaining({ file: 'deploy/port.yaml', line: line(manifest, '70000'), severity: 'error' }),
    );
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });

  it('puts the last good set back when told so, says what it is back to, and stays failed', async () => {
    await commit({ web: deployment('web') });
    expect((await deploy()).code).toBe(0);
    const failure = { namespace, labelSelector: 'app=web', as: 'InvalidImageName' } as const;
    const placed = await cluster.failPods({ ...failure, limit: 1 });
    await commit({
      web: deployment('web').replace('web:1.0.0', 'Web:2.0.0'),
      extra: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: extra }\ndata: {}\n',
    });
    const { report } = await failing('--on-failure', 'rollback');
    await placed.heal();
    expect(report.targets[0].putBack).toMatchObject({
      state: 'done',
      to: 'test/web#1',
      record: 'test/web#3',
      notUndone: [],
    });
    // One right from the first write of the deploy to the last one of the way back: nobody gets in between.
    const leases = proxy.log.entries.filter(entry => isWrite(entry) && entry.path.includes('/leases'));
    expect(leases.filter(({ method }) => method === 'POST').length, 'taken').toBe(1);
    const given = proxy.log.entries.findLast(entry => isWrite(entry));
    expect(given?.path, 'given back last').toContain('/leases/');
    expect(report.targets[0].hold).toMatchObject({ record: 'test/web#3', from: 'test/web#2' });
    const again = await deploy('--output', 'json');
    expect(again.code, again.stderr).toBe(3);
    expect(JSON.parse(again.stdout).result).toBe('held');
    const image = ['-o', 'jsonpath={.spec.template.spec.containers[0].image}'];
    const live = await cluster.kubectl(['get', 'deployment/web', '-n', namespace, ...image]);
    expect(live.stdout).toBe('registry.example/web:1.0.0');
    expect((await cluster.kubectl(['get', 'configmap/extra', '-n', namespace])).code).toBe(1);
  });

  it('says that there is nothing to put back when nothing good was deployed before', async () => {
    await cluster.failPods({ namespace, labelSelector: 'app=web', as: 'InvalidImageName' });
    await commit({ web: deployment('web').replace('web:1.0.0', 'Web:1.0.0') });
    const { report } = await failing('--on-failure', 'rollback');
    expect(report.targets[0].putBack).toMatchObject({ state: 'impossible', notUndone: [] });
    expect(report.targets[0].putBack.message).toContain('no earlier good deploy');
  });
});
