import { expect, test } from 'vitest';
import { renderedDigestOf } from '../../../../src/engines/kubernetes/manifest/digest.ts';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';
import { hideUnpaired } from '../../../../src/engines/kubernetes/render/views.ts';
import type { Manifest } from '../../../../src/model/manifest.ts';

const job = (name: string, word: string): readonly Manifest[] =>
  readManifests(
    `apiVersion: batch/v1\nkind: Job\nmetadata: { name: ${name} }\nspec: { template: { spec: { containers: [{ name: a, image: a, args: [--word, ${word}] }] } } }\n`,
    'job.yaml',
  ).manifests;

const hide = (written: readonly Manifest[], name: string, word: string): readonly Manifest[] =>
  hideUnpaired(written, job(name, word), text => text.replaceAll(word, '***'));

const digest = (manifests: readonly Manifest[]): string => renderedDigestOf(manifests);

test.each([
  ['beside its encrypted view', job('migrate', 'ENC[AES256_GCM,data:x]')],
  ['that is there only when decrypted', []],
])('the digest of an object %s covers its name and no decrypted value', (_, written) => {
  const one = hide(written, 'migrate', 'sesame-one');
  expect(digest(one)).toBe(digest(hide(written, 'migrate', 'sesame-two')));
  expect(digest(one)).not.toBe(digest(hide(written, 'other', 'sesame-one')));
  expect(digest(one)).not.toBe(digest(job('migrate', 'sesame-one')));
  expect(one[0]?.secretPointers).toEqual(['/spec/template/spec/containers/0/args/1']);
});
