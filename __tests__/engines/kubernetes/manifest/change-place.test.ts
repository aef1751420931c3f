import { expect, test } from 'vitest';
import { placeOfChange } from '../../../../src/engines/kubernetes/manifest/change-place.ts';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';
import type { FieldChange } from '../../../../src/model/change.ts';

const text = `# a comment
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: server
          image: web:2
        - name: helper
          image: helper:1
          resources: { limits: { cpu: 1000m } }
`;

const field = (path: string, sides: Pick<FieldChange, 'before' | 'after'>): FieldChange => ({
  path,
  label: path,
  masked: false,
  ...sides,
});
const replicas = field('/spec/replicas', { before: 2, after: 3 });
const image = field('/spec/template/spec/containers/0/image', { before: 'web:1', after: 'web:2' });

const cases: readonly {
  readonly name: string;
  readonly given: readonly FieldChange[];
  readonly then: number;
}[] = [
  { name: 'nothing is at the object', given: [], then: 2 },
  { name: 'a field is at its key', given: [replicas], then: 7 },
  { name: 'of several the first counts', given: [image, replicas], then: 12 },
  {
    name: 'what the files do not say gives way to what they say',
    given: [field('/spec/paused', { before: true }), replicas],
    then: 7,
  },
  {
    name: 'a removed field is at the map that had it',
    given: [field('/spec/template/spec/hostNetwork', { before: true })],
    then: 9,
  },
  {
    name: 'a removed item is at its list, whatever its index was',
    given: [field('/spec/template/spec/containers/1', { before: { name: 'old' } })],
    then: 10,
  },
  {
    name: 'an index of the live list is not taken for one of the file',
    given: [field('/spec/template/spec/containers/1/image', { before: 'web:1', after: 'web:2' })],
    then: 10,
  },
  {
    name: 'a value written otherwise is at its list',
    given: [field('/spec/template/spec/containers/1/resources/limits/cpu', { before: '2', after: '1' })],
    then: 10,
  },
  {
    name: 'a field of nothing is at the object',
    given: [field('/status/x', { before: 1 })],
    then: 2,
  },
];

test.each(cases)('$name', ({ given, then }) => {
  const [manifest] = readManifests(text, 'web.yaml').manifests;
  if (!manifest) throw new Error('no manifest');
  expect(placeOfChange(manifest, given)).toMatchObject({ file: 'web.yaml', line: then });
});
