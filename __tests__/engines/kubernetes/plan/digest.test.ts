import { describe, expect, it } from 'vitest';
import { maskObject } from '../../../../src/diff/mask.ts';
import { planEntriesOf } from '../../../../src/engines/kubernetes/plan/digest.ts';
import { entriesDigest } from '../../../../src/model/receipt.ts';
import type { Change } from '../../../../src/model/change.ts';
import type { JsonObject } from '../../../../src/model/json.ts';

const planDigestOf = (...given: Parameters<typeof planEntriesOf>): string =>
  entriesDigest(planEntriesOf(...given));

const address = 'v1/ConfigMap/shop/web';
const create: Change = {
  address,
  confirmAddress: 'ConfigMap/shop/web',
  action: 'create',
  fields: [],
  evidence: 'server',
};

/** A change of one masked text; `key` is what this run made of the secret in it. */
function update(text: (mark: string) => string, key: string): Change {
  const field = {
    path: '/data/url',
    label: 'data.url',
    before: '',
    after: text(`(secret ${key})`),
    masked: true,
  };
  return { ...create, action: 'update', fields: [field] };
}

function digestOfNew(data: JsonObject, key: string): string {
  const object = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web' }, stringData: data };
  return planDigestOf([create], new Map([[address, maskObject(object, () => key)]]));
}

describe('the digest of a plan', () => {
  it('is the same in every run, though the marks of secrets are not', () => {
    const url = (mark: string): string => `postgres://shop:${mark}@db`;
    expect(planDigestOf([update(url, 'aaaaaa')], new Map())).toBe(
      planDigestOf([update(url, 'bbbbbb')], new Map()),
    );
    expect(digestOfNew({ password: 'one' }, 'aaaaaa')).toBe(digestOfNew({ password: 'two' }, 'bbbbbb'));
  });

  it('sees what changes beside a secret in the same text', () => {
    const at = (host: string) => (mark: string) => `postgres://shop:${mark}@${host}`;
    expect(planDigestOf([update(at('db'), 'aaaaaa')], new Map())).not.toBe(
      planDigestOf([update(at('evil'), 'aaaaaa')], new Map()),
    );
  });

  it('sees the keys of a new Secret', () => {
    expect(digestOfNew({ password: 'x' }, 'aaaaaa')).not.toBe(digestOfNew({ token: 'x' }, 'aaaaaa'));
  });
});
