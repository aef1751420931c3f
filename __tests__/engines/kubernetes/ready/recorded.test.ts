import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readinessOf } from '../../../../src/engines/kubernetes/ready/index.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  textAt,
  valueAt,
} from '../../../../src/model/json.ts';
import { expectGolden } from '../../../stage/golden.ts';

/**
 * Bodies of real objects in every state that they passed through on the stage's control plane (Kubernetes 1.36);
 * `node scripts/record-readiness.ts` records them anew.
 */
const recorded: readonly Json[] = JSON.parse(
  readFileSync(new URL('./recorded.json', import.meta.url), 'utf8'),
);
const bodies = recorded.filter(isObject);

const count = (body: JsonObject, field: string): number => numberAt(body, `/status/${field}`) ?? 0;

const condition = (body: JsonObject, type: string): Json | undefined =>
  listAt(body, '/status/conditions').find(each => textAt(each, '/type') === type);

const holds = (body: JsonObject, type: string): boolean =>
  textAt(condition(body, type), '/status') === 'True';

const isSeen = (body: JsonObject): boolean =>
  (numberAt(body, '/status/observedGeneration') ?? -1) >= (numberAt(body, '/metadata/generation') ?? 0);

type Verdict = 'ready' | 'waiting' | 'stuck';

/** What must be so, by kind: said by others than us. The source of each stands above it. */
const oracles: Readonly<Record<string, (body: JsonObject) => Verdict>> = {
  // kubectl pkg/polymorphichelpers/rollout_status.go DeploymentStatusViewer; paused and surplus are our corrections.
  Deployment: body => {
    const wanted = numberAt(body, '/spec/replicas') ?? 1;
    if (!isSeen(body)) return 'waiting';
    if (valueAt(body, '/spec/paused') === true) return 'ready';
    if (textAt(condition(body, 'Progressing'), '/reason') === 'ProgressDeadlineExceeded') return 'stuck';
    const [updated, replicas] = [count(body, 'updatedReplicas'), count(body, 'replicas')];
    const isRolledOut =
      updated >= wanted && replicas <= updated && count(body, 'availableReplicas') >= updated;
    return isRolledOut && replicas === wanted ? 'ready' : 'waiting';
  },
  // The same file, StatefulSetStatusViewer; it refuses OnDelete, for which every Pod must be ready.
  StatefulSet: body => {
    const wanted = numberAt(body, '/spec/replicas') ?? 1;
    if (!isSeen(body) || count(body, 'readyReplicas') < wanted || count(body, 'replicas') > wanted)
      return 'waiting';
    if (textAt(body, '/spec/updateStrategy/type') === 'OnDelete') return 'ready';
    const partition = numberAt(body, '/spec/updateStrategy/rollingUpdate/partition') ?? 0;
    if (partition > 0) return count(body, 'updatedReplicas') >= wanted - partition ? 'ready' : 'waiting';
    const isNewest = textAt(body, '/status/updateRevision') === textAt(body, '/status/currentRevision');
    return isNewest || count(body, 'updatedReplicas') >= wanted ? 'ready' : 'waiting';
  },
  // The same file, DaemonSetStatusViewer; it refuses OnDelete, for which every node must have a Pod that is available.
  DaemonSet: body => {
    const wanted = count(body, 'desiredNumberScheduled');
    if (!isSeen(body)) return 'waiting';
    const isOnDelete = textAt(body, '/spec/updateStrategy/type') === 'OnDelete';
    const isUpdated = isOnDelete || count(body, 'updatedNumberScheduled') >= wanted;
    return isUpdated && count(body, 'numberAvailable') >= wanted ? 'ready' : 'waiting';
  },
  // kubernetes-sigs/cli-utils pkg/kstatus/status/core.go replicasetConditions.
  ReplicaSet: body => {
    const wanted = numberAt(body, '/spec/replicas') ?? 1;
    const isUp = count(body, 'availableReplicas') >= wanted && count(body, 'replicas') <= wanted;
    return isSeen(body) && isUp ? 'ready' : 'waiting';
  },
  ReplicationController: body => oracles['ReplicaSet']?.(body) ?? 'waiting',
  // kubernetes.io, Pod lifecycle: phases and the condition Ready.
  Pod: body => {
    const phase = textAt(body, '/status/phase');
    if (phase === 'Failed') return 'stuck';
    return phase === 'Succeeded' || holds(body, 'Ready') ? 'ready' : 'waiting';
  },
  // batch/v1 JobStatus: conditions Complete, Failed; helm pkg/kube/statuswait.go leaves suspended ones alone.
  Job: body => {
    if (holds(body, 'Failed')) return 'stuck';
    return holds(body, 'Complete') || valueAt(body, '/spec/suspend') === true ? 'ready' : 'waiting';
  },
  // core/v1 ServiceSpec.type and LoadBalancerStatus.
  Service: body =>
    textAt(body, '/spec/type') !== 'LoadBalancer' || listAt(body, '/status/loadBalancer/ingress').length > 0
      ? 'ready'
      : 'waiting',
  // core/v1 NamespaceStatus.phase.
  Namespace: body => (textAt(body, '/status/phase') === 'Active' ? 'ready' : 'waiting'),
  // apiextensions/v1: conditions NamesAccepted, Established.
  CustomResourceDefinition: body =>
    textAt(condition(body, 'NamesAccepted'), '/status') === 'False'
      ? 'stuck'
      : holds(body, 'Established')
        ? 'ready'
        : 'waiting',
  // apiregistration/v1: condition Available.
  APIService: body => (holds(body, 'Available') ? 'ready' : 'waiting'),
  // Never waited for by themselves: what needs them says so.
  PersistentVolumeClaim: () => 'ready',
  HorizontalPodAutoscaler: () => 'ready',
  Ingress: () => 'ready',
};

interface Row {
  readonly name: string;
  readonly body: JsonObject;
  readonly kind: string;
}

const rows = bodies.map((body, index): Row => {
  const kind = textAt(body, '/kind') ?? '';
  return { name: `${kind} ${textAt(body, '/metadata/name') ?? ''}, body ${index}`, body, kind };
});

const verdictOf = ({ body, kind }: Row): { readonly state: Verdict; readonly message: string } => {
  const apiVersion = textAt(body, '/apiVersion') ?? '';
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  return readinessOf({ group, kind }, body, new Map());
};

describe('a recorded body', () => {
  test.each(rows)('$name is judged as others judge it', row => {
    expect(verdictOf(row).state).toBe(oracles[row.kind]?.(row.body));
  });

  test('there are at least 120, of every kind in more than one state where it has any', async () => {
    expect(rows.length).toBeGreaterThanOrEqual(120);
    const states = Map.groupBy(rows, row => `${row.kind} ${verdictOf(row).state}`);
    for (const kind of ['Deployment', 'Pod', 'Job', 'CustomResourceDefinition'])
      for (const state of ['ready', 'waiting', 'stuck'])
        expect(states.has(`${kind} ${state}`), `${kind} ${state}`).toBe(true);
    for (const kind of [
      'StatefulSet',
      'DaemonSet',
      'ReplicaSet',
      'ReplicationController',
      'Service',
      'Namespace',
    ])
      for (const state of ['ready', 'waiting'])
        expect(states.has(`${kind} ${state}`), `${kind} ${state}`).toBe(true);
    const lines = rows.map(row => `${row.name}: ${verdictOf(row).state}: ${verdictOf(row).message}`);
    await expectGolden('ready/recorded.txt', `${lines.join('\n')}\n`);
  });
});
