import { describe, expect, it } from 'vitest';
import {
  differencesOf,
  readDigests,
  writeDigests,
} from '../../../../src/engines/kubernetes/ledger/kept-digests.ts';
import { ownDigestsOf } from '../../../../src/engines/kubernetes/manifest/object-digests.ts';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';

const setOf = (count: number, salt: string): ReadonlyMap<string, string> =>
  new Map(
    Array.from({ length: count }, (_, index) => [
      `Deployment/shop/service-${index}`,
      Buffer.from(`${salt}${index}`.padEnd(8, '.')).toString('hex').slice(0, 16),
    ]),
  );

const idsOf = (count: number): readonly { readonly id: string }[] =>
  Array.from({ length: count }, (_, index) => ({ id: `id-${index}` }));

describe('the digests of the objects of each record', () => {
  it('come back as they were kept, those of the newest records alone', () => {
    const records = idsOf(12);
    const kept = new Map(records.map(({ id }) => [id, setOf(3, id)]));
    const read = readDigests(writeDigests(kept, records));
    expect([...read.keys()]).toEqual(records.slice(2).map(({ id }) => id));
    expect(read.get('id-11')).toEqual(setOf(3, 'id-11'));
  });

  it('cost next to nothing where sets are alike, and never more than their room', () => {
    const records = idsOf(10);
    const same = new Map(records.map(({ id }) => [id, setOf(500, 'same')]));
    expect(writeDigests(same, records)?.length).toBeLessThan(16_000);
    const other = new Map(
      records.map(({ id }) => [
        id,
        new Map(
          [...setOf(5000, id)].map(([address], index) => [address, crypto.randomUUID().slice(0, 13) + index]),
        ),
      ]),
    );
    expect(writeDigests(other, records)?.length ?? 0).toBeLessThanOrEqual(128 * 1024);
  });

  it.each([undefined, '', 'no base64', Buffer.from('no brotli').toString('base64')])(
    'are none when something else stands there: %s',
    text => expect(readDigests(text).size).toBe(0),
  );

  it('name what changed, what is gone and what is new, and say nothing of a Secret in clear', () => {
    const files = (version: string, more: string) =>
      readManifests(
        `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: set}\ndata: {v: "${version}"}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: key}\nstringData: {v: "${version}"}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${more}}`,
        'f.yaml',
      ).manifests;
    const [then, now] = [ownDigestsOf(files('1', 'old'), 'shop'), ownDigestsOf(files('2', 'new'), 'shop')];
    expect(then.get('Secret/shop/key')).toBe('');
    expect(differencesOf(then, now)).toEqual([
      'ConfigMap/shop/new was not in it',
      'ConfigMap/shop/old is no longer in it',
      'ConfigMap/shop/set is another',
    ]);
    expect(differencesOf(then, then)).toEqual([]);
  });
});
