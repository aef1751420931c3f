import { describe, expect, it } from 'vitest';
import { needsWait, readinessOf } from '../../../../src/engines/kubernetes/ready/index.ts';
import type { JsonObject } from '../../../../src/model/json.ts';

interface Row {
  readonly name: string;
  readonly kind: string;
  readonly group?: string;
  readonly metadata?: JsonObject;
  readonly spec?: JsonObject;
  readonly status?: JsonObject;
  readonly then: string;
}

const condition = (type: string, status: string, reason = '', message = ''): JsonObject => ({
  type,
  status,
  reason,
  message,
});

const rows: readonly Row[] = [
  {
    name: 'a Deployment whose Pods the server refuses',
    kind: 'Deployment',
    metadata: { generation: 1 },
    spec: { replicas: 2 },
    status: {
      observedGeneration: 1,
      updatedReplicas: 1,
      conditions: [condition('ReplicaFailure', 'True', 'FailedCreate', 'exceeded quota: q')],
    },
    then: 'waiting: 1 of 2 Pods updated; Pods are refused: exceeded quota: q',
  },
  {
    name: 'a Pod on its own that waits for its image',
    kind: 'Pod',
    group: '',
    status: { phase: 'Pending', conditions: [condition('Ready', 'False')] },
    then: 'waiting: pending',
  },
  {
    name: 'a Pod that is ready',
    kind: 'Pod',
    group: '',
    status: { phase: 'Running', conditions: [condition('Ready', 'True')] },
    then: 'ready: ready',
  },
  {
    name: 'a Pod that ran to its end',
    kind: 'Pod',
    group: '',
    status: { phase: 'Succeeded' },
    then: 'ready: succeeded',
  },
  {
    name: 'a Pod that failed',
    kind: 'Pod',
    group: '',
    status: { phase: 'Failed', message: 'evicted' },
    then: 'stuck: failed: evicted',
  },
  {
    name: 'a ReplicaSet with Pods that are not available',
    kind: 'ReplicaSet',
    metadata: { generation: 1 },
    spec: { replicas: 2 },
    status: { observedGeneration: 1, replicas: 2, availableReplicas: 1 },
    then: 'waiting: 1 of 2 Pods available',
  },
  {
    name: 'a ReplicationController that is up',
    kind: 'ReplicationController',
    group: '',
    metadata: { generation: 1 },
    spec: { replicas: 1 },
    status: { observedGeneration: 1, replicas: 1, availableReplicas: 1 },
    then: 'ready: 1 of 1 Pods ready',
  },
  {
    name: 'a Deployment that was made smaller and still has all its Pods',
    kind: 'Deployment',
    metadata: { generation: 2 },
    spec: { replicas: 4 },
    status: {
      observedGeneration: 2,
      replicas: 6,
      updatedReplicas: 6,
      readyReplicas: 6,
      availableReplicas: 6,
    },
    then: 'waiting: 2 surplus Pods left',
  },
  {
    name: 'a Deployment nobody has seen',
    kind: 'Deployment',
    status: {},
    then: 'waiting: the controller has not seen it yet',
  },
  {
    name: 'a Deployment seen at an older generation',
    kind: 'Deployment',
    metadata: { generation: 3 },
    status: { observedGeneration: 2, replicas: 1, updatedReplicas: 1, availableReplicas: 1 },
    then: 'waiting: the controller has not seen it yet',
  },
  {
    name: 'a Deployment with too few new Pods',
    kind: 'Deployment',
    metadata: { generation: 2 },
    spec: { replicas: 3 },
    status: { observedGeneration: 2, replicas: 3, updatedReplicas: 1, availableReplicas: 3 },
    then: 'waiting: 1 of 3 Pods updated',
  },
  {
    name: 'a Deployment with old Pods left',
    kind: 'Deployment',
    metadata: { generation: 2 },
    spec: { replicas: 2 },
    status: { observedGeneration: 2, replicas: 3, updatedReplicas: 2, availableReplicas: 3 },
    then: 'waiting: 1 old Pods left',
  },
  {
    name: 'a Deployment whose new Pods are not available',
    kind: 'Deployment',
    metadata: { generation: 2 },
    spec: { replicas: 2 },
    status: { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 1 },
    then: 'waiting: 1 of 2 Pods available',
  },
  {
    name: 'a complete Deployment',
    kind: 'Deployment',
    metadata: { generation: 2 },
    spec: { replicas: 2 },
    status: { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2 },
    then: 'ready: 2 of 2 Pods ready',
  },
  {
    name: 'a Deployment without replicas wants one',
    kind: 'Deployment',
    metadata: { generation: 1 },
    spec: {},
    status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1 },
    then: 'waiting: 0 of 1 Pods available',
  },
  {
    name: 'a Deployment scaled to zero',
    kind: 'Deployment',
    metadata: { generation: 1 },
    spec: { replicas: 0 },
    status: { observedGeneration: 1 },
    then: 'ready: 0 of 0 Pods ready',
  },
  {
    name: 'a paused Deployment',
    kind: 'Deployment',
    metadata: { generation: 1 },
    spec: { replicas: 2, paused: true },
    status: { observedGeneration: 1, replicas: 2 },
    then: 'ready: paused: its Pods are not updated',
  },
  {
    name: 'a Deployment past its progress deadline',
    kind: 'Deployment',
    metadata: { generation: 1 },
    spec: { replicas: 1 },
    status: {
      observedGeneration: 1,
      conditions: [
        condition(
          'Progressing',
          'False',
          'ProgressDeadlineExceeded',
          'ReplicaSet "web-1" has timed out progressing.',
        ),
      ],
    },
    then: 'stuck: no progress: ReplicaSet "web-1" has timed out progressing.',
  },
  {
    name: 'a Deployment being deleted',
    kind: 'Deployment',
    metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' },
    then: 'waiting: being deleted',
  },
  {
    name: 'a StatefulSet coming up',
    kind: 'StatefulSet',
    metadata: { generation: 1 },
    spec: { replicas: 3 },
    status: { observedGeneration: 1, replicas: 2, readyReplicas: 1 },
    then: 'waiting: 1 of 3 Pods ready',
  },
  {
    name: 'a complete StatefulSet',
    kind: 'StatefulSet',
    metadata: { generation: 1 },
    spec: { replicas: 1 },
    status: {
      observedGeneration: 1,
      replicas: 1,
      readyReplicas: 1,
      updatedReplicas: 1,
      currentRevision: 'a',
      updateRevision: 'a',
    },
    then: 'ready: 1 of 1 Pods ready',
  },
  {
    name: 'a StatefulSet in the middle of a roll-out',
    kind: 'StatefulSet',
    metadata: { generation: 2 },
    spec: { replicas: 3 },
    status: {
      observedGeneration: 2,
      replicas: 3,
      readyReplicas: 3,
      updatedReplicas: 1,
      currentRevision: 'a',
      updateRevision: 'b',
    },
    then: 'waiting: 1 of 3 Pods updated',
  },
  {
    name: 'a StatefulSet rolled out to its partition',
    kind: 'StatefulSet',
    metadata: { generation: 2 },
    spec: { replicas: 3, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } },
    status: {
      observedGeneration: 2,
      replicas: 3,
      readyReplicas: 3,
      updatedReplicas: 1,
      currentRevision: 'a',
      updateRevision: 'b',
    },
    then: 'ready: 3 of 3 Pods ready',
  },
  {
    name: 'a StatefulSet updated on delete',
    kind: 'StatefulSet',
    metadata: { generation: 2 },
    spec: { replicas: 1, updateStrategy: { type: 'OnDelete' } },
    status: {
      observedGeneration: 2,
      replicas: 1,
      readyReplicas: 1,
      currentRevision: 'a',
      updateRevision: 'b',
    },
    then: 'ready: 1 of 1 Pods ready; updated on delete',
  },
  {
    name: 'a StatefulSet scaling down',
    kind: 'StatefulSet',
    metadata: { generation: 2 },
    spec: { replicas: 1 },
    status: { observedGeneration: 2, replicas: 3, readyReplicas: 3, updatedReplicas: 3 },
    then: 'waiting: 2 surplus Pods left',
  },
  {
    name: 'a DaemonSet nobody has seen',
    kind: 'DaemonSet',
    status: {},
    then: 'waiting: the controller has not seen it yet',
  },
  {
    name: 'a DaemonSet on half its nodes',
    kind: 'DaemonSet',
    metadata: { generation: 1 },
    status: {
      observedGeneration: 1,
      desiredNumberScheduled: 4,
      updatedNumberScheduled: 4,
      numberAvailable: 2,
    },
    then: 'waiting: available on 2 of 4 nodes',
  },
  {
    name: 'a DaemonSet in the middle of a roll-out',
    kind: 'DaemonSet',
    metadata: { generation: 2 },
    status: {
      observedGeneration: 2,
      desiredNumberScheduled: 4,
      updatedNumberScheduled: 1,
      numberAvailable: 4,
    },
    then: 'waiting: 1 of 4 nodes updated',
  },
  {
    name: 'a DaemonSet without nodes',
    kind: 'DaemonSet',
    metadata: { generation: 1 },
    status: { observedGeneration: 1, desiredNumberScheduled: 0 },
    then: 'ready: available on 0 of 0 nodes',
  },
  { name: 'a running Job', kind: 'Job', group: 'batch', status: { active: 1 }, then: 'waiting: running' },
  {
    name: 'a completed Job',
    kind: 'Job',
    group: 'batch',
    status: { conditions: [condition('Complete', 'True')] },
    then: 'ready: completed',
  },
  {
    name: 'a failed Job',
    kind: 'Job',
    group: 'batch',
    status: {
      conditions: [
        condition('Failed', 'True', 'BackoffLimitExceeded', 'Job has reached the specified backoff limit'),
      ],
    },
    then: 'stuck: failed: BackoffLimitExceeded Job has reached the specified backoff limit',
  },
  { name: 'a suspended Job', kind: 'Job', group: 'batch', spec: { suspend: true }, then: 'ready: suspended' },
  {
    name: 'a CRD nobody has seen',
    kind: 'CustomResourceDefinition',
    group: 'apiextensions.k8s.io',
    then: 'waiting: not established yet',
  },
  {
    name: 'an established CRD',
    kind: 'CustomResourceDefinition',
    group: 'apiextensions.k8s.io',
    status: { conditions: [condition('Established', 'True')] },
    then: 'ready: established',
  },
  {
    name: 'a CRD whose names are taken',
    kind: 'CustomResourceDefinition',
    group: 'apiextensions.k8s.io',
    status: { conditions: [condition('NamesAccepted', 'False', 'X', '"foos" is already in use')] },
    then: 'stuck: its names are taken: "foos" is already in use',
  },
  {
    name: 'an active Namespace',
    kind: 'Namespace',
    group: '',
    status: { phase: 'Active' },
    then: 'ready: active',
  },
  { name: 'a Namespace without a phase', kind: 'Namespace', group: '', then: 'waiting: unknown' },
  { name: 'a ConfigMap', kind: 'ConfigMap', group: '', then: 'ready: applied' },
  {
    name: 'a kind of somebody else that is called Deployment',
    kind: 'Deployment',
    group: 'example.com',
    then: 'ready: applied',
  },
];

describe('readiness', () => {
  it.each(rows)('$name', ({ kind, group = 'apps', metadata = {}, spec = {}, status, then }) => {
    const object: JsonObject = { kind, metadata, spec, ...(status && { status }) };
    const { state, message } = readinessOf({ group, kind }, object, new Map());
    expect(`${state}: ${message}`).toBe(then);
  });

  it('waits only for kinds that can be down', () => {
    expect(needsWait({ group: 'apps', kind: 'StatefulSet' }, new Map())).toBe(true);
    expect(needsWait({ group: '', kind: 'Service' }, new Map())).toBe(false);
  });
});
