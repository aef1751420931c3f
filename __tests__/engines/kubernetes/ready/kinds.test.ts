import { describe, expect, it } from 'vitest';
import { customKinds } from '../../../../src/engines/kubernetes/ready/custom-kinds.ts';
import { needsWait, readinessOf } from '../../../../src/engines/kubernetes/ready/index.ts';
import { ownRules } from '../../../../src/engines/kubernetes/ready/own-rules.ts';
import { parseReady } from '../../../../src/input/ready-rules.ts';
import type { JsonObject } from '../../../../src/model/json.ts';
import { controllerRows } from './controllers.ts';

const c = (
  type: string,
  status = 'True',
  reason = '',
  message = '',
  observedGeneration?: number,
): JsonObject => ({
  type,
  status,
  reason,
  message,
  ...(observedGeneration !== undefined && { observedGeneration }),
});
const conditions = (...list: readonly JsonObject[]): JsonObject => ({ conditions: list });
const seen = (generation: number, ...list: readonly JsonObject[]): JsonObject => ({
  observedGeneration: generation,
  conditions: list,
});

/** `group/Kind`, a status at generation 2, and the verdict: kinds that nobody here knows, and built-in ones. */
const rows: readonly (readonly [kind: string, status: JsonObject | undefined, then: RegExp])[] = [
  // Kinds that nobody here knows.
  ['example.com/Widget', undefined, /^ready: applied/],
  ['example.com/Widget', { observedGeneration: 1 }, /^waiting: the controller has not seen it yet/],
  ['example.com/Widget', seen(2, c('Ready', 'False', 'Broken', 'no')), /^waiting: not ready: Broken: no/],
  ['example.com/Widget', seen(2, c('Ready', 'True')), /^ready/],
  ['example.com/Widget', seen(2, c('Stalled', 'True', 'Bad', 'spec')), /^stuck: Stalled: Bad: spec/],
  ['example.com/Widget', seen(2, c('Reconciling', 'True', 'Busy')), /^waiting: Reconciling: Busy/],
  ['example.com/Widget', seen(2, c('Available', 'False', 'MinimumReplicas')), /^waiting: not available/],
  ['example.com/Widget', { replicas: 1 }, /^ready: applied/],
  // Built-in kinds.
  ['/Service', { loadBalancer: {} }, /^waiting: no address yet/],
  ['/Service', { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } }, /^ready: has the address 192.0.2.1/],
  [
    '/Service',
    { loadBalancer: { ingress: [{ hostname: 'lb.example' }] } },
    /^ready: has the address lb.example/,
  ],
  ['/PersistentVolumeClaim', { phase: 'Pending' }, /^ready: not bound yet/],
  ['/PersistentVolumeClaim', { phase: 'Bound' }, /^ready: bound/],
  ['/PersistentVolumeClaim', { phase: 'Lost' }, /^stuck: lost/],
  ['apiregistration.k8s.io/APIService', conditions(c('Available', 'True', 'Passed')), /^ready/],
  [
    'apiregistration.k8s.io/APIService',
    conditions(c('Available', 'False', 'MissingEndpoints', 'endpoints for service/x have no addresses')),
    /^waiting: not available: MissingEndpoints/,
  ],
  ['apiregistration.k8s.io/APIService', undefined, /^waiting/],
  ['certificates.k8s.io/CertificateSigningRequest', {}, /^waiting: no certificate yet/],
  ['certificates.k8s.io/CertificateSigningRequest', { certificate: 'LS0t' }, /^ready/],
  [
    'certificates.k8s.io/CertificateSigningRequest',
    conditions(c('Denied', 'True', 'No', 'x')),
    /^stuck: denied/,
  ],
  [
    'autoscaling/HorizontalPodAutoscaler',
    conditions(c('AbleToScale'), c('ScalingActive', 'False', 'FailedGetResourceMetric', 'no metrics')),
    /^ready: does not scale yet: FailedGetResourceMetric/,
  ],
  [
    'autoscaling/HorizontalPodAutoscaler',
    conditions(c('AbleToScale'), c('ScalingActive')),
    /^ready: applied/,
  ],
  [
    'networking.k8s.io/Ingress',
    { loadBalancer: { ingress: [{ ip: '192.0.2.7' }] } },
    /^ready: has the address/,
  ],
  ['networking.k8s.io/Ingress', { loadBalancer: {} }, /^ready: applied/],
];

const idOf = (key: string): { group: string; kind: string } => {
  const [group = '', kind = ''] = key.split('/');
  return { group, kind };
};

describe('the readiness of kinds', () => {
  it.each(controllerRows)('$kind, $step ($source)', ({ kind, status, then, spec = {} }) => {
    const object: JsonObject = { metadata: { generation: 2 }, spec, ...(status && { status }) };
    const { state, message } = readinessOf(idOf(kind), object, new Map());
    expect(`${state}: ${message}`).toMatch(then);
  });

  it('has a file of a repository at a commit for every row, and enough of them', () => {
    for (const { source, kind } of controllerRows)
      expect(source, kind).toMatch(/^[\w.-]+\/[\w.-]+@[0-9a-f]{7,10} [\w./-]+(?:, [\w./-]+)*$/);
    expect(controllerRows.length).toBeGreaterThanOrEqual(120);
  });

  it.each(rows)('%s with %j', (key, status, then) => {
    const spec = key === '/Service' ? { type: 'LoadBalancer' } : {};
    const object: JsonObject = { metadata: { generation: 2 }, spec, ...(status && { status }) };
    const { state, message } = readinessOf(idOf(key), object, new Map());
    expect(`${state}: ${message}`).toMatch(then);
  });

  it('has a row for every kind of the table, and waits for all of them', () => {
    const covered = new Set(controllerRows.map(({ kind }) => kind));
    expect(Object.keys(customKinds).filter(key => !covered.has(key))).toEqual([]);
    for (const key of Object.keys(customKinds)) expect(needsWait(idOf(key), new Map()), key).toBe(true);
  });

  it('waits for Services of type LoadBalancer only', () => {
    const service = idOf('/Service');
    expect(needsWait(service, new Map(), { spec: { type: 'LoadBalancer' } })).toBe(true);
    expect(needsWait(service, new Map(), { spec: { type: 'ClusterIP' } })).toBe(false);
  });
});

describe("the user's own rules", () => {
  const rule =
    'Widget.example.com: condition=Up, status.phase=Running; failed: status.phase=Error, condition=Bad';

  it.each<[string, JsonObject, string]>([
    [rule, { phase: 'Running', conditions: [c('Up')] }, 'ready: Up is True, status.phase is Running'],
    [rule, { phase: 'Starting', conditions: [c('Up')] }, 'waiting: status.phase is Starting'],
    [rule, { phase: 'Running' }, 'waiting: Up is not set'],
    [rule, { phase: 'Error' }, 'stuck: status.phase is Error'],
    [
      rule,
      { phase: 'Running', conditions: [c('Bad', 'True', 'Why', 'text')] },
      'stuck: Bad is True: Why: text',
    ],
    [
      rule,
      { observedGeneration: 1, phase: 'Running', conditions: [c('Up')] },
      'waiting: the controller has not seen it yet',
    ],
    [
      'Widget.example.com: condition=Down=False',
      { conditions: [c('Down', 'False')] },
      'ready: Down is False',
    ],
    ['Widget.example.com: status.count=3', { count: 3 }, 'ready: status.count is 3'],
    ['Widget.example.com: applied', { conditions: [c('Ready', 'False')] }, 'ready: applied'],
  ])('%s with %j', (text, status, then) => {
    const parsed = parseReady(text);
    const rules = ownRules(parsed.ok ? parsed.value : []);
    const object: JsonObject = { metadata: { generation: 2 }, status };
    const { state, message } = readinessOf(idOf('example.com/Widget'), object, rules);
    expect(`${state}: ${message}`).toBe(then);
  });

  it('come before what is known of a kind, and make a kind waited for', () => {
    const parsed = parseReady('Job.batch: applied\nConfigMap: data.state=done');
    const rules = ownRules(parsed.ok ? parsed.value : []);
    expect(readinessOf(idOf('batch/Job'), {}, rules).state).toBe('ready');
    expect(needsWait(idOf('/ConfigMap'), rules)).toBe(true);
  });

  it.each([
    ['widget.example.com: condition=Ready', 'does not begin with a kind'],
    ['Widget.example.com', 'does not begin with a kind'],
    ['Widget.example.com:', 'does not say when'],
    ['Widget.example.com: Ready', '"Ready" is neither'],
    ['Widget.example.com: condition=Ready=Maybe', 'is neither'],
    ['Widget.example.com: condition=A\nWidget.example.com: condition=B', 'has two rules'],
  ])('refuses %s', (text, then) => {
    const parsed = parseReady(text);
    expect(parsed.ok ? '' : parsed.problem).toContain(then);
  });
});
