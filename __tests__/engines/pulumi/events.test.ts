import { describe, expect, it } from 'vitest';
import { readEvent } from '../../../src/engines/pulumi/events/event.ts';
import { planOf } from '../../../src/engines/pulumi/plan.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { entriesDigest } from '../../../src/model/receipt.ts';

const urn = 'urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs';
const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const secret: Json = {
  '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
  ciphertext: '[secret]',
};

function step(op: string, parts: JsonObject = {}): Json {
  const metadata = {
    op,
    urn,
    type: 'aws:s3/bucket:Bucket',
    old: null,
    new: null,
    detailedDiff: null,
    ...parts,
  };
  return { resourcePreEvent: { metadata, planning: true } };
}

function state(inputs: JsonObject, more: JsonObject = {}): JsonObject {
  return { inputs, outputs: inputs, id: 'x', ...more };
}

function plan(...events: readonly Json[]): Plan {
  return planOf(
    events.flatMap(event => readEvent(event) ?? []),
    '',
    { markOf: () => '000000' },
  );
}

const only = (made: Plan) => made.changes[0];

describe('the events of a preview', () => {
  it('a replacement is one row, with the reason, the order and the loss', () => {
    const sides = {
      old: state({ region: 'eu' }),
      new: state({ region: 'us' }),
      keys: ['region'],
      detailedDiff: { region: { diffKind: 'update-replace', inputDiff: true } },
    };
    const made = plan(
      step('delete-replaced', sides),
      step('replace', sides),
      step('create-replacement', sides),
    );
    expect(made.changes).toHaveLength(1);
    expect(only(made)).toMatchObject({
      action: 'recreate',
      fields: [{ label: 'region', before: 'eu', after: 'us' }],
      note: 'region cannot be changed in place; the old one goes before the new one is made',
      risk: expect.stringContaining('lost'),
    });
  });

  it('no detail is not "no difference": the changed keys are compared; an empty detail stays empty', () => {
    const sides = { old: state({ a: 1, b: 1 }), new: state({ a: 2, b: 2 }), diffs: ['a'] };
    expect(only(plan(step('update', sides)))?.fields).toMatchObject([{ label: 'a', before: 1, after: 2 }]);
    expect(only(plan(step('update', { ...sides, detailedDiff: {} })))?.fields).toEqual([]);
  });

  it('what was changed behind the back of the program stands in the outputs', () => {
    const sides = {
      old: { inputs: { a: 1, s: secret }, outputs: { a: 9, s: secret, id: 'x' }, id: '' },
      new: state({ a: 1, s: secret }),
    };
    expect(only(plan(step('update', sides)))?.fields).toMatchObject([{ label: 'a', before: 9, after: 1 }]);
  });

  it('a path is compared with the old input or the old output, as the provider says', () => {
    const sides = { old: { inputs: { a: 1 }, outputs: { a: 5 }, id: '' }, new: state({ a: 2 }) };
    const detailed = (inputDiff: boolean): Json =>
      step('update', { ...sides, detailedDiff: { a: { diffKind: 'update', inputDiff } } });
    expect(only(plan(detailed(true)))?.fields).toMatchObject([{ before: 1, after: 2 }]);
    expect(only(plan(detailed(false)))?.fields).toMatchObject([{ before: 5, after: 2 }]);
  });

  it('secrets and hidden values are told as changed, never shown', () => {
    const detail = {
      'a.pin': { diffKind: 'update', inputDiff: true },
      hush: { diffKind: 'update', inputDiff: true },
    };
    const sides = {
      old: state({ a: { pin: secret }, hush: 'old-value' }),
      new: state({ a: { pin: secret }, hush: 'new-value' }, { hideDiffs: ['hush'] }),
    };
    const made = plan(step('update', { ...sides, detailedDiff: detail }));
    expect(only(made)?.fields.map(({ label, masked }) => [label, masked])).toEqual([
      ['a.pin', true],
      ['hush', true],
    ]);
    expect(JSON.stringify(made)).not.toMatch(/old-value|new-value|ciphertext/);
  });

  it('the data of a Kubernetes Secret is masked by its kind, whatever the engine says', () => {
    const manifest = { apiVersion: 'v1', kind: 'Secret', data: { password: 'cGxhaW4tY2FuYXJ5' } };
    expect(JSON.stringify(plan(step('create', { new: state(manifest) })))).not.toContain('cGxhaW4');
  });

  it('values known later are counted, and do not change the digest', () => {
    const made = plan(step('create', { new: state({ a: unknown, list: [unknown], b: 1 }) }));
    expect(made.limits).toEqual(['2 values of 1 resource are known only after the deploy']);
    const other = plan(
      step('create', { new: state({ a: '3eeb2bf0-c639-47a8-9e75-3b44932eb421', list: [unknown], b: 1 }) }),
    );
    expect(other.digest).toBe(made.digest);
    expect(plan(step('create', { new: state({ a: unknown, list: [unknown], b: 2 }) })).digest).not.toBe(
      made.digest,
    );
  });

  it('a name that is drawn anew with each preview does not change the digest', () => {
    const named = (name: string): Plan =>
      plan(step('create', { new: state({ bucket: name, acl: 'private', __defaults: ['bucket'] }) }));
    expect(named('logs-1a2b').digest).toBe(named('logs-9f8e').digest);
  });

  it('a Kubernetes object that is named anew with each preview does not change the digest', () => {
    const named = (name: string, mark: string): Plan =>
      plan(
        step('create', {
          new: state({ metadata: { name, annotations: { 'pulumi.com/autonamed': mark } }, spec: 1 }),
        }),
      );
    expect(named('web-1a2b', 'true').digest).toBe(named('web-9f8e', 'true').digest);
    expect(named('web-1a2b', 'false').digest).not.toBe(named('web-9f8e', 'false').digest);
  });

  it('the entries of a plan tell each change, and nothing from which a short secret could be guessed', () => {
    const detail = {
      size: { diffKind: 'update', inputDiff: true },
      'a.pin': { diffKind: 'update-replace', inputDiff: true },
      hush: { diffKind: 'update', inputDiff: true },
    };
    const changed = (size: number, pin: Json, hush: string): Plan =>
      plan(
        step('update', {
          old: state({ size: 0 }),
          new: state({ size, a: { pin }, hush }, { hideDiffs: ['hush'] }),
          detailedDiff: detail,
        }),
      );
    const made = changed(1, secret, '1234');
    expect(made.entries).toMatchObject([
      {
        address: urn,
        action: 'update',
        value: null,
        fields: [
          { path: 'a.pin', value: expect.stringMatching(/^update-replace [0-9a-f]{64}$/) },
          { path: 'hush' },
          { path: 'size' },
        ],
      },
    ]);
    expect(made.digest).toBe(entriesDigest(made.entries));
    expect(changed(1, '[secret]', '9876').digest).toBe(made.digest);
    expect(changed(2, secret, '1234').digest).not.toBe(made.digest);
    const data = (password: string): Plan =>
      plan(step('create', { new: state({ apiVersion: 'v1', kind: 'Secret', data: { password } }) }));
    expect(data('MTIzNA==').digest).toBe(data('OTg3Ng==').digest);
    expect(plan(step('delete', { old: state({ size: 1 }) })).entries).toEqual([
      { address: urn, action: 'delete', fields: [], value: null },
    ]);
    expect(plan(step('same', { old: state({}), new: state({}) })).entries).toEqual([]);
  });

  it('policies are told per resource: mandatory stops, advisory warns, a remediation says what it changed', () => {
    const policy = {
      resourceUrn: urn,
      policyPackName: 'aws',
      policyName: 'no-public',
      message: '<{%red%}>public<{%reset%}>',
    };
    const made = plan(
      { policyEvent: { ...policy, enforcementLevel: 'mandatory' } },
      { policyEvent: { ...policy, policyName: 'tags', enforcementLevel: 'advisory' } },
      {
        policyRemediationEvent: {
          ...policy,
          policyName: 'fix',
          before: { acl: 'public' },
          after: { acl: 'private' },
        },
      },
    );
    expect(
      made.diagnostics.map(({ code, severity, message, address }) => [code, severity, message, address]),
    ).toEqual([
      ['policy-mandatory', 'error', 'aws: no-public: public', urn],
      ['policy-advisory', 'warning', 'aws: tags: public', urn],
      ['policy-remediated', 'notice', 'aws: fix changed acl', urn],
    ]);
  });

  it('what is retained is only forgotten, what holds data is a risk', () => {
    expect(only(plan(step('delete', { old: state({}) })))).toMatchObject({
      action: 'delete',
      risk: 'what it holds is lost with it',
    });
    expect(only(plan(step('delete', { old: state({}, { retainOnDelete: true }) })))?.risk).toBeUndefined();
  });
});
