// oxlint-disable typescript/no-explicit-any -- the histories build manifests of every kind
import { deployment, type History, type Writer } from './histories.ts';

/** Numbers that look random and are the same for one seed (mulberry32). */
type Random = () => number;

/** A source of numbers from 0 to below 1. */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many histories: a first state, sometimes a second one by the same or another hand, and what we want then. */
export function randomHistories(count: number, seed: number): readonly History[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, (_, index) => {
    const make = pick(random, [workload, workload, workload, service, configMap, cronJob]);
    const name = `random-${index}`;
    const first = pick<Writer>(random, ['kubectl', 'kubectl', 'helm', 'kubectl-ssa']);
    const states: [Writer, any][] = [[first, make(name, random)]];
    if (chance(random, 0.5))
      states.push([pick<Writer>(random, [first, 'kubectl-edit', 'helm', 'kubectl-ssa']), make(name, random)]);
    return { name, states, want: make(name, random) };
  });
}

function pick<T>(random: Random, choices: readonly T[]): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new Error('nothing to choose from');
  return choice;
}

function chance(random: Random, probability: number): boolean {
  return random() < probability;
}

function some<T>(random: Random, choices: readonly T[]): readonly T[] {
  return choices.filter(() => chance(random, 0.5));
}

function words(random: Random, names: readonly string[]): any {
  return Object.fromEntries(some(random, names).map(name => [name, pick(random, ['a', 'b', 'c'])]));
}

function workload(name: string, random: Random): any {
  return deployment(name, ({ object, spec, pod, container }) => {
    object.metadata.labels = words(random, ['team', 'tier', 'example.com/x']);
    if (chance(random, 0.5)) object.metadata.annotations = words(random, ['note', 'example.com/y']);
    if (chance(random, 0.3)) spec.replicas = pick(random, [0, 1, 2]);
    if (chance(random, 0.3)) spec.minReadySeconds = 2;
    if (chance(random, 0.5)) spec.strategy = strategy(random);
    const volumes = some(random, ['a', 'b', 'c']);
    if (volumes.length > 0) pod.volumes = volumes.map(volume => ({ name: volume, ...source(random) }));
    fill(container, volumes, random);
    for (const extra of some(random, ['side', 'agent'])) {
      const more: any = { name: extra, image: `registry.example/${extra}:1` };
      fill(more, volumes, random);
      pod.containers.push(more);
    }
    if (chance(random, 0.3)) pod.nodeSelector = { 'kubernetes.io/os': 'linux' };
    if (chance(random, 0.3))
      pod.tolerations = some(random, ['x', 'y']).map(key => ({ key, operator: 'Exists' }));
    if (chance(random, 0.3)) pod.securityContext = { runAsUser: pick(random, [1, 2]) };
    if (chance(random, 0.3)) pod.terminationGracePeriodSeconds = 7;
  });
}

function strategy(random: Random): any {
  return pick(random, [
    { type: 'Recreate' },
    { type: 'RollingUpdate' },
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
    { rollingUpdate: { maxUnavailable: 0, maxSurge: 2 } },
  ]);
}

function source(random: Random): any {
  return pick(random, [
    {},
    { emptyDir: {} },
    { emptyDir: { medium: 'Memory' } },
    { configMap: { name: 'web' } },
    { secret: { secretName: 'web', defaultMode: 256 } },
    { hostPath: { path: '/tmp' } },
    { projected: { sources: [{ configMap: { name: 'web' } }] } },
  ]);
}

function fill(container: any, volumes: readonly string[], random: Random): void {
  const env = some(random, ['A', 'B', 'C']).map(name => ({ name, ...value(random) }));
  if (env.length > 0) container.env = env;
  const ports = some(random, [80, 81, 82]).map(containerPort => ({
    containerPort,
    ...(chance(random, 0.5) && { name: `p${containerPort}` }),
    ...(chance(random, 0.2) && { protocol: 'UDP' }),
  }));
  if (ports.length > 0) container.ports = ports;
  for (const probe of some(random, ['livenessProbe', 'readinessProbe', 'startupProbe'])) {
    container[probe] = { ...handler(random), ...(chance(random, 0.3) && { periodSeconds: 4 }) };
  }
  if (chance(random, 0.4))
    container.resources = { limits: { cpu: pick(random, ['1', '500m']), memory: '64Mi' } };
  if (chance(random, 0.4)) container.args = [...some(random, ['-a', '-b', '-c'])];
  const mounts = some(random, volumes).map(name => ({ name, mountPath: `/${name}` }));
  if (mounts.length > 0) container.volumeMounts = mounts;
  if (chance(random, 0.3)) container.securityContext = { capabilities: { drop: ['ALL'] } };
  if (chance(random, 0.2)) container.lifecycle = { preStop: handler(random) };
}

function value(random: Random): any {
  return pick(random, [
    { value: '1' },
    { value: '2' },
    { valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { valueFrom: { configMapKeyRef: { name: 'web', key: 'a' } } },
  ]);
}

function handler(random: Random): any {
  return pick(random, [
    { httpGet: { path: '/', port: 80 } },
    { exec: { command: ['true'] } },
    { tcpSocket: { port: 80 } },
  ]);
}

function service(name: string, random: Random): any {
  const ports = [
    { name: 'first', port: 80 },
    ...some(random, [81, 82]).map(port => ({
      name: `p${port}`,
      port,
      ...(chance(random, 0.3) && { targetPort: 8080 }),
    })),
  ];
  const spec = {
    ports,
    selector: { app: name, ...words(random, ['tier']) },
    ...(chance(random, 0.4) && { type: pick(random, ['ClusterIP', 'NodePort']) }),
    ...(chance(random, 0.4) && { sessionAffinity: 'ClientIP' }),
    ...(chance(random, 0.3) && { publishNotReadyAddresses: true }),
  };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, labels: words(random, ['x']) }, spec };
}

function configMap(name: string, random: Random): any {
  const data = words(random, ['a', 'b', 'c.d', 'e/f'.replace('/', '-')]);
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, annotations: words(random, ['one', 'two']) },
    data,
    ...(chance(random, 0.3) && { binaryData: { z: 'eHg=' } }),
  };
}

function cronJob(name: string, random: Random): any {
  const container: any = { name: 'server', image: 'registry.example/job:1' };
  fill(container, [], random);
  delete container.startupProbe;
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, labels: words(random, ['x', 'y']) },
    spec: {
      schedule: pick(random, ['0 0 1 1 *', '0 0 2 2 *']),
      suspend: true,
      ...(chance(random, 0.4) && { concurrencyPolicy: 'Forbid' }),
      ...(chance(random, 0.4) && { successfulJobsHistoryLimit: 1 }),
      jobTemplate: {
        spec: {
          ...(chance(random, 0.4) && { backoffLimit: 2 }),
          template: {
            spec: { restartPolicy: pick(random, ['Never', 'OnFailure']), containers: [container] },
          },
        },
      },
    },
  };
}
