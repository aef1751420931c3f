import { describe, expect, it } from 'vitest';
import { objectDigestsOf } from '../../src/engines/kubernetes/manifest/object-digests.ts';
import { renderedDigestOf } from '../../src/engines/kubernetes/manifest/digest.ts';
import { resourceDigests } from '../../src/engines/pulumi/events/entries.ts';
import { readEvent } from '../../src/engines/pulumi/events/event.ts';
import { readManifests } from '../../src/engines/kubernetes/manifest/read.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import {
  culpritsOf,
  type Hold,
  mergeHolds,
  type ObjectDigests,
  returningCulprits,
} from '../../src/model/hold.ts';

/** Objects by their short names; the version stands behind the name: `web2`. */
const documents: Readonly<Record<string, (version: string) => string>> = {
  web: version =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: s, image: 'web:${version}', envFrom: [{configMapRef: {name: set}}]}]}}}`,
  api: version =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {template: {spec: {containers: [{name: s, image: 'api:${version}'}], volumes: [{name: v, projected: {sources: [{secret: {name: key}}]}}]}}}`,
  set: version => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: set}\ndata: {v: "${version}"}`,
  key: version => `apiVersion: v1\nkind: Secret\nmetadata: {name: key}\nstringData: {v: "${version}"}`,
  svc: version => `apiVersion: v1\nkind: Service\nmetadata: {name: svc}\nspec: {selector: {v: "${version}"}}`,
  job: version =>
    `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: job}\nspec: {schedule: "${version}"}`,
};

function manifestsOf(state: string): readonly Manifest[] {
  const text = state
    .split(' ')
    .map(word => documents[word.slice(0, 3)]?.(word.slice(3)) ?? '')
    .join('\n---\n');
  return readManifests(text, 'f.yaml').manifests;
}

const digests = (state: string) => objectDigestsOf(manifestsOf(state), 'shop');
const whole = (state: string): string => renderedDigestOf(manifestsOf(state), 'shop');

function holdAfter(good: string, bad: string, failing: readonly string[], before?: Hold): Hold {
  const content = { objects: digests(bad), renderedDigest: whole(bad) };
  const culprits = culpritsOf({ bad: content, good: digests(good), failing });
  const next = { record: 'p/shop#3', from: 'p/shop#2', since: '2026-01-01T00:00:00.000Z', culprits };
  return mergeHolds(before, next, digests(good)) ?? { ...next, culprits: [] };
}

const webFails = ['Deployment/shop/web'];
const good = 'web1 api1 set1 key1 svc1';

/** The same as the resources of a stack: what reads a setting has its version among its inputs. */
function resourcesOf(state: string): ObjectDigests {
  const versions = new Map(state.split(' ').map(word => [word.slice(0, 3), word.slice(3)]));
  const reads: Readonly<Record<string, string>> = { web: 'set', api: 'key' };
  const events = [...versions].flatMap(([name, version]) => {
    const inputs = { version, read: versions.get(reads[name] ?? '') ?? '' };
    const metadata = { op: 'create', urn: urnOf(name), type: 'a:b:C', old: null, new: { inputs } };
    return readEvent({ resourcePreEvent: { metadata, planning: true } }) ?? [];
  });
  return resourceDigests(events);
}

const urnOf = (name: string): string => `urn:pulumi:dev::shop::a:b:C::${name}`;

type Sequence = readonly [string, string, readonly string[], string, readonly string[], (readonly string[])?];

/**
 * What was good, what was bad, what did not come up there, what is merged next, and what of it is held; of a stack, which
 * knows no workloads among its resources, where that is more.
 */
const sequences: readonly Sequence[] = [
  ['the bad commit again', 'web2 api1 set1 key1 svc1', webFails, 'web2 api1 set1 key1 svc1', ['web']],
  ['an unrelated merge on top', 'web2 api1 set1 key1 svc1', webFails, 'web2 api1 set1 key1 svc2', ['web']],
  ['another service on top', 'web2 api1 set1 key1 svc1', webFails, 'web2 api2 set1 key1 svc1', ['web']],
  ['a new object on top', 'web2 api1 set1 key1 svc1', webFails, 'web2 api1 set1 key1 svc1 job1', ['web']],
  ['a fix of the image', 'web2 api1 set1 key1 svc1', webFails, 'web3 api1 set1 key1 svc1', []],
  ['a revert', 'web2 api1 set1 key1 svc1', webFails, good, []],
  [
    'a fix that keeps another changed object',
    'web2 api2 set1 key1 svc2',
    webFails,
    'web3 api2 set1 key1 svc2',
    [],
  ],
  ['a revert of the wrong object', 'web2 api2 set1 key1 svc1', webFails, 'web2 api1 set1 key1 svc1', ['web']],
  ['a fix by the setting it reads', 'web2 api1 set1 key1 svc1', webFails, 'web2 api1 set2 key1 svc1', []],
  [
    'a fix of a setting it does not read',
    'web2 api1 set1 key1 svc1',
    webFails,
    'web2 api1 set1 key2 svc1',
    ['web'],
  ],
  ['the culprit taken away', 'web2 api1 set1 key1 svc1', webFails, 'api1 set1 key1 svc1', []],
  ['everything else taken away', 'web2 api1 set1 key1 svc1', webFails, 'web2 set1', ['web']],
  ['a bad setting again', 'web1 api1 set2 key1 svc1', webFails, 'web1 api1 set2 key1 svc1', ['web']],
  ['a bad setting mended', 'web1 api1 set2 key1 svc1', webFails, 'web1 api1 set3 key1 svc1', []],
  ['a bad setting, another image', 'web1 api1 set2 key1 svc1', webFails, 'web2 api1 set2 key1 svc1', []],
  [
    'a bad setting that nobody named',
    'web1 api1 set2 key1 svc1',
    [],
    'web1 api1 set2 key1 svc1',
    ['web'],
    ['set', 'web'],
  ],
  [
    'a bad secret that nobody named',
    'web1 api1 set1 key2 svc1',
    [],
    'web1 api1 set1 key2 svc1',
    ['api'],
    ['api', 'key'],
  ],
  ['a bad secret mended', 'web1 api1 set1 key2 svc1', [], 'web1 api1 set1 key3 svc1', []],
  [
    'two workloads, nobody named, again',
    'web2 api2 set1 key1 svc1',
    [],
    'web2 api2 set1 key1 svc1',
    ['api', 'web'],
  ],
  ['two workloads, one mended', 'web2 api2 set1 key1 svc1', [], 'web3 api2 set1 key1 svc1', ['api']],
  ['two workloads, both mended', 'web2 api2 set1 key1 svc1', [], 'web3 api3 set1 key1 svc1', []],
  ['two workloads, one reverted', 'web2 api2 set1 key1 svc1', [], 'web1 api2 set1 key1 svc1', ['api']],
  ['no workload changed, again', 'web1 api1 set1 key1 svc2', [], 'web1 api1 set1 key1 svc2', ['svc']],
  ['no workload changed, mended', 'web1 api1 set1 key1 svc2', [], 'web1 api1 set1 key1 svc3', []],
  [
    'no workload changed, an image on top',
    'web1 api1 set1 key1 svc2',
    [],
    'web2 api1 set1 key1 svc2',
    ['svc'],
  ],
  ['a deletion, again', 'web1 api1 set1 key1', [], 'web1 api1 set1 key1', ['svc']],
  ['a deletion, taken back', 'web1 api1 set1 key1', [], good, []],
  ['a deletion, replaced', 'web1 api1 set1 key1', [], 'web1 api1 set1 key1 svc9', []],
  ['a new workload that fails, again', `${good} job1`, ['CronJob/shop/job'], `${good} job1`, ['job']],
  ['a new workload that fails, mended', `${good} job1`, ['CronJob/shop/job'], `${good} job2`, []],
  ['a new workload that fails, without it', `${good} job1`, ['CronJob/shop/job'], good, []],
  [
    'what failed did not change: what did counts',
    'web1 api2 set1 key1 svc1',
    webFails,
    'web1 api2 set1 key1 svc1',
    ['api'],
  ],
];

const ofSets = sequences.map(([what, bad, failing, next, held]) => [what, bad, failing, next, held] as const);
const ofStacks = sequences.map(
  ([what, bad, failing, next, held, heldOfStack]) => [what, bad, failing, next, heldOfStack ?? held] as const,
);

describe('after a rollback', () => {
  it.each(ofSets)('%s', (_, bad, failing, next, held) => {
    const returning = returningCulprits(holdAfter(good, bad, failing), digests(next), whole(next));
    expect(returning.map(({ address }) => address.split('/').at(-1))).toEqual(held);
  });

  it.each(ofStacks)('of a stack: %s', (_, bad, failing, next, held) => {
    const content = { objects: resourcesOf(bad), renderedDigest: bad };
    const ill = failing.map(address => urnOf(address.split('/').at(-1) ?? ''));
    const culprits = culpritsOf({ bad: content, good: resourcesOf(good), failing: ill });
    const hold: Hold = { record: 'p/s#3', from: 'p/s#2', since: '2026-01-01T00:00:00.000Z', culprits };
    const returning = returningCulprits(hold, resourcesOf(next), next);
    expect(returning.map(({ address }) => address.split('::').at(-1))).toEqual(held);
    expect(returningCulprits(hold, resourcesOf(good), good)).toEqual([]);
  });

  it('never holds back what is running now', () => {
    for (const [, bad, failing] of sequences)
      expect(returningCulprits(holdAfter(good, bad, failing), digests(good), whole(good))).toEqual([]);
  });

  it('holds back the whole when the commit that was left cannot be read any more', () => {
    const culprits = culpritsOf({
      bad: { renderedDigest: whole('web2') },
      good: digests('web1'),
      failing: [],
    });
    const hold: Hold = { record: 'r', from: 'f', since: 's', culprits };
    expect(returningCulprits(hold, digests('web2'), whole('web2'))).toHaveLength(1);
    expect(returningCulprits(hold, digests('web2 svc1'), whole('web2 svc1'))).toEqual([]);
  });

  it('keeps the culprits of the rollback before, but for what was asked for by name', () => {
    const first = holdAfter('web1 set1', 'web2 set1', webFails);
    const second = holdAfter('web0 set1', 'web1 set1', webFails, first);
    const held = (state: string): number => returningCulprits(second, digests(state), whole(state)).length;
    expect([held('web2 set1'), held('web1 set1'), held('web3 set1')]).toEqual([1, 1, 0]);
    const asked = holdAfter('web2 set1', 'web0 set1', webFails, second);
    expect(returningCulprits(asked, digests('web2 set1'), whole('web2 set1'))).toEqual([]);
    expect(returningCulprits(asked, digests('web1 set1'), whole('web1 set1'))).toHaveLength(1);
  });

  it('names a workload by the namespace that is filled in', () => {
    expect([...digests('web1 set1').keys()]).toEqual(['Deployment/shop/web', 'ConfigMap/shop/set']);
    const role = readManifests(
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\n',
      'f',
    );
    expect([...objectDigestsOf(role.manifests, 'shop').keys()]).toEqual(['ClusterRole/r']);
  });
});
