import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cluster, PodFailure } from './cluster.ts';
import type { Pod } from './kubelet/pod.ts';
import { sharedCluster } from './shared-cluster.ts';

let cluster: Cluster;
let namespace: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  namespace = await cluster.createNamespace('failing');
});
afterAll(() => cluster[Symbol.asyncDispose]());

interface PodEvents {
  readonly items: readonly {
    readonly type: string;
    readonly reason: string;
    readonly message: string;
    readonly count?: number;
    readonly source?: { readonly component?: string; readonly host?: string };
    readonly involvedObject: { readonly name: string; readonly fieldPath?: string };
  }[];
}

const deploy = async (name: string, image: string, more: object = {}) => {
  const template = {
    metadata: { labels: { app: name } },
    spec: {
      containers: [
        { name: 'web', image },
        { name: 'side', image: 'side:1' },
      ],
      ...more,
    },
  };
  const spec = { replicas: 1, selector: { matchLabels: { app: name } }, template };
  const input = JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec });
  const { stderr } = await cluster.kubectl(['apply', '-n', namespace, '-f', '-'], { input });
  expect(stderr).toBe('');
};
const fail = (failure: Omit<PodFailure, 'namespace'>) => cluster.failPods({ namespace, ...failure });
const podWhere = async (app: string, holds: (pod: Pod) => boolean): Promise<Pod> => {
  const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=app%3D${app}`;
  const { items } = await cluster.until<{ items: Pod[] }>(path, list => list.items.some(holds), 15_000);
  const pod = items.find(holds);
  if (!pod) throw new Error('unreachable');
  return pod;
};
const statusOf = (pod: Pod, container = 'web') =>
  [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])].find(
    ({ name }) => name === container,
  );
const jobPath = (name: string) => `/apis/batch/v1/namespaces/${namespace}/jobs/${name}`;
const isReady = (pod: Pod) =>
  pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
const eventsOf = async (pod: Pod) => {
  const { body } = await cluster.request<PodEvents>('GET', `/api/v1/namespaces/${namespace}/events`);
  return body.items.filter(
    ({ involvedObject, source }) =>
      involvedObject.name === pod.metadata.name && source?.component === 'kubelet',
  );
};

test('an image that cannot be pulled: back-off, events, no logs', async () => {
  await fail({ name: 'pull', as: 'ImagePullBackOff' });
  await deploy('pull', 'shop:typo');
  const pod = await podWhere(
    'pull',
    ({ status }) => status?.containerStatuses?.[0]?.state.waiting?.reason === 'ImagePullBackOff',
  );
  expect(pod.status).toMatchObject({
    phase: 'Pending',
    conditions: expect.arrayContaining([
      expect.objectContaining({
        type: 'Ready',
        status: 'False',
        reason: 'ContainersNotReady',
        message: 'containers with unready status: [web]',
      }),
    ]),
  });
  expect(statusOf(pod)?.state.waiting?.message).toMatch(
    /^Back-off pulling image "shop:typo": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "shop:typo"/,
  );
  expect(statusOf(pod, 'side')?.ready).toBe(true);
  const events = await eventsOf(pod);
  expect(events.map(({ type, reason }) => `${type} ${reason}`)).toEqual(
    expect.arrayContaining(['Normal Pulling', 'Warning Failed', 'Normal BackOff']),
  );
  expect(events[0]).toMatchObject({
    source: { host: pod.spec.nodeName },
    involvedObject: { fieldPath: 'spec.containers{web}' },
  });
  const logs = await cluster.kubectl(['logs', '-n', namespace, pod.metadata.name, '-c', 'web']);
  expect(logs.stderr).toContain('is waiting to start: trying and failing to pull image');
});

test('a crash loop: restarts, back-off, the log of the instance before', async () => {
  const failure = await fail({ name: 'crash', as: 'CrashLoopBackOff', exitCode: 3 });
  await cluster.setLogs({
    namespace,
    name: 'crash',
    container: 'web',
    current: 'starting\n',
    previous: 'starting\npanic: no database\n',
  });
  await deploy('crash', 'shop:2');
  const pod = await podWhere(
    'crash',
    each =>
      (statusOf(each)?.restartCount ?? 0) >= 2 &&
      statusOf(each)?.state.waiting?.reason === 'CrashLoopBackOff',
  );
  const { name, uid } = pod.metadata;
  expect(pod.status?.phase).toBe('Running');
  expect(statusOf(pod)).toMatchObject({
    ready: false,
    restartCount: 2,
    state: {
      waiting: { message: `back-off 20s restarting failed container=web pod=${name}_${namespace}(${uid})` },
    },
    lastState: {
      terminated: { exitCode: 3, reason: 'Error', containerID: expect.stringMatching(/^containerd:\/\//) },
    },
  });
  const events = await eventsOf(pod);
  expect(events.find(({ reason }) => reason === 'BackOff')).toMatchObject({
    type: 'Warning',
    message: `Back-off restarting failed container web in pod ${name}_${namespace}(${uid})`,
    count: 2,
  });
  const previous = await cluster.kubectl([
    'logs',
    '-n',
    namespace,
    name,
    '-c',
    'web',
    '--previous',
    '--tail=1',
  ]);
  expect(previous).toMatchObject({ stdout: 'panic: no database\n', code: 0 });
  expect((await cluster.kubectl(['logs', '-n', namespace, name, '-c', 'web'])).stdout).toBe('starting\n');
  const never = await cluster.kubectl(['logs', '-n', namespace, name, '-c', 'side', '--previous']);
  expect(never.stderr).toContain(`previous terminated container "side" in pod "${name}" not found`);

  await failure.heal();
  const healed = await podWhere('crash', isReady);
  expect(statusOf(healed)?.restartCount).toBe(3);
});

test('only the new revision fails, and the old one goes on', async () => {
  await deploy('revised', 'shop:1');
  const old = await podWhere('revised', isReady);
  await fail({ name: 'revised', image: 'shop:2', as: 'OOMKilled' });
  await deploy('revised', 'shop:2');
  const pod = await podWhere(
    'revised',
    each => statusOf(each)?.lastState?.terminated?.reason === 'OOMKilled',
  );
  expect(statusOf(pod)?.lastState?.terminated?.exitCode).toBe(137);
  expect(isReady(await podWhere('revised', ({ metadata }) => metadata.uid === old.metadata.uid))).toBe(true);
  await deploy('revised', 'shop:3');
  await podWhere('revised', each => each.spec.containers[0]?.image === 'shop:3' && isReady(each));
});

test('Pods that run already fail when they are meant, too', async () => {
  await deploy('running', 'shop:1');
  await podWhere('running', isReady);
  await fail({ labelSelector: 'app=running', as: 'ReadinessProbeFailing', pods: 'all' });
  const pod = await podWhere('running', each => !isReady(each) && each.status?.phase === 'Running');
  expect(statusOf(pod)?.state.running).toBeDefined();
  await expect
    .poll(async () => (await eventsOf(pod)).map(({ reason, message }) => `${reason}: ${message}`), {
      timeout: 5000,
    })
    .toContain('Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503');
});

test('an init container in a crash loop keeps the Pod pending', async () => {
  await fail({ name: 'init', as: 'InitCrashLoopBackOff' });
  await deploy('init', 'shop:1', { initContainers: [{ name: 'migrate', image: 'shop:1' }] });
  const pod = await podWhere(
    'init',
    each => statusOf(each, 'migrate')?.state.waiting?.reason === 'CrashLoopBackOff',
  );
  expect(pod.status?.phase).toBe('Pending');
  expect(statusOf(pod)?.state.waiting?.reason).toBe('PodInitializing');
  expect(pod.status?.conditions).toContainEqual(
    expect.objectContaining({
      type: 'Initialized',
      status: 'False',
      message: 'containers with incomplete status: [migrate]',
    }),
  );
});

describe.each([
  { as: 'ErrImagePull', state: /^rpc error/, event: 'Failed' },
  { as: 'ErrImageNeverPull', state: /pull policy of Never$/, event: 'ErrImageNeverPull' },
  { as: 'InvalidImageName', state: /invalid reference format$/, event: 'InspectFailed' },
  { as: 'CreateContainerConfigError', state: /^secret "missing" not found$/, event: 'Failed' },
  { as: 'CreateContainerError', state: /no command specified$/, event: 'Failed' },
  { as: 'RunContainerError', state: /^failed to create containerd task/, event: 'Failed' },
] as const)('$as', ({ as, state, event }) => {
  test('shows as the reason of waiting, with an event', async () => {
    const name = as.toLowerCase();
    await fail({ name, as });
    await deploy(name, 'shop:1');
    const pod = await podWhere(name, each => statusOf(each)?.state.waiting?.reason === as);
    expect(statusOf(pod)?.state.waiting?.message).toMatch(state);
    await expect.poll(async () => (await eventsOf(pod)).map(({ reason }) => reason)).toContain(event);
  });
});

test('a volume that cannot be mounted leaves the containers uncreated', async () => {
  await fail({ name: 'mount', as: 'VolumeMountFailing' });
  await deploy('mount', 'shop:1');
  const pod = await podWhere('mount', each => each.status?.startTime !== undefined);
  await expect.poll(async () => (await eventsOf(pod)).map(({ reason }) => reason)).toContain('FailedMount');
  expect(statusOf(await podWhere('mount', () => true))?.state.waiting?.reason).toBe('ContainerCreating');
});

test('a slow start becomes ready in the end', async () => {
  await fail({ name: 'slow', as: 'SlowStart', forMs: 700 });
  await deploy('slow', 'shop:1');
  const pod = await podWhere('slow', each => each.status?.phase === 'Running');
  expect(isReady(pod)).toBe(false);
  await podWhere('slow', isReady);
});

test('a crashing Job fails; a hanging one does not complete, and completes once healed', async () => {
  const job = (name: string) => {
    const template = {
      metadata: { labels: { app: name } },
      spec: { restartPolicy: 'Never', containers: [{ name: 'web', image: 'job:1' }] },
    };
    return cluster.request('POST', `/apis/batch/v1/namespaces/${namespace}/jobs`, {
      metadata: { name },
      spec: { backoffLimit: 0, template },
    });
  };
  await fail({ name: 'crashing-job', as: 'CrashLoopBackOff', exitCode: 2 });
  const hanging = await fail({ name: 'hanging-job', as: 'NeverCompletes' });
  await Promise.all([job('crashing-job'), job('hanging-job')]);
  await cluster.until<{ status: { failed?: number } }>(
    jobPath('crashing-job'),
    ({ status }) => status.failed === 1,
  );
  const pod = await podWhere('crashing-job', ({ status }) => status?.phase === 'Failed');
  expect(statusOf(pod)?.state.terminated).toMatchObject({ exitCode: 2, reason: 'Error' });
  expect((await podWhere('hanging-job', isReady)).status?.phase).toBe('Running');
  await hanging.heal();
  await cluster.until<{ status: { succeeded?: number } }>(
    jobPath('hanging-job'),
    ({ status }) => status.succeeded === 1,
  );
});
