import { expect, test } from 'vitest';
import { imagesOf } from '../../../../src/engines/kubernetes/manifest/images.ts';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';

const podSpec = (name: string): string =>
  `{initContainers: [{image: init-${name}}], containers: [{image: ${name}:1}, {image: shared}, {}], ephemeralContainers: [{image: debug-${name}}]}`;
const templated = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'Job'],
  ['v1', 'ReplicationController'],
] as const;

test('finds the images of every workload kind, each once, sorted', () => {
  const documents = [
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: ${podSpec('pod')}`,
    `apiVersion: v1\nkind: PodTemplate\nmetadata: {name: a}\ntemplate: {spec: ${podSpec('template')}}`,
    `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {jobTemplate: {spec: {template: {spec: ${podSpec('cron')}}}}}`,
    'apiVersion: example.com/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{image: foreign}]}}}',
    ...templated.map(
      ([apiVersion, kind]) =>
        `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\nspec: {template: {spec: ${podSpec(kind.toLowerCase())}}}`,
    ),
  ];
  const names = ['pod', 'template', 'cron', ...templated.map(([, kind]) => kind.toLowerCase())];
  const wanted = names.flatMap(name => [`init-${name}`, `${name}:1`, `debug-${name}`]);
  const { manifests } = readManifests(documents.join('\n---\n'), 'f.yaml');
  expect(imagesOf(manifests)).toEqual([...wanted, 'shared'].toSorted());
});
