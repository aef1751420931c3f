import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffFields } from '../../src/diff/fields.ts';
import { holdsMark, withoutMarkKeys } from '../../src/diff/mark.ts';
import { maskObject, secretValuesOf } from '../../src/diff/mask.ts';
import { looksSecret } from '../../src/diff/secret-names.ts';
import { type Json, type JsonObject, stringifyJson, valueAt } from '../../src/model/json.ts';
import { runs } from '../effort.ts';

const markOf = (value: string): string => createHmac('sha256', 'run').update(value).digest('hex').slice(0, 6);
const mark = (value: string): string => `(secret ${markOf(value)})`;
const base64 = (value: string): string => Buffer.from(value, 'utf8').toString('base64');

function secretOf(fields: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, ...fields };
}

function podWith(env: readonly Json[]): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 's', env }] } };
}

/** Where secrets are planted: every place that people put them in. */
const planted: readonly ((value: string) => JsonObject)[] = [
  value => secretOf({ data: { a: base64(value) } }),
  value => secretOf({ stringData: { a: value } }),
  value => secretOf({ data: { a: `${base64(value).slice(0, 8)}\n${base64(value).slice(8)}` } }),
  value => secretOf({ stringData: { nested: { deep: [value] } }, data: 'x' }),
  value => podWith([{ name: 'SHOP_DB_PASSWORD', value }]),
  value => podWith([{ name: 'URL', value: `postgres://shop:${value}@db:5432/shop` }]),
  value => ({ apiVersion: 'v1', kind: 'ConfigMap', data: { API_TOKEN: value } }),
  value => ({ data: { 'app.conf': `url = redis://:${value}@cache:6379/0\n` } }),
  value => ({
    metadata: {
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': stringifyJson(
          secretOf({ stringData: { a: value } }),
        ),
      },
    },
  }),
];

describe('maskObject', () => {
  it('replaces every value of a Secret, whatever its length, and nothing else of it', () => {
    const secret = secretOf({
      type: 'Opaque',
      data: { a: base64('hunter2'), empty: '' },
      stringData: { b: 'x' },
    });
    expect(maskObject(secret, markOf)).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'db' },
      type: 'Opaque',
      data: { a: mark('hunter2'), empty: mark('') },
      stringData: { b: mark('x') },
    });
  });

  it('compares data decoded: the same value has the same mark however it is written', () => {
    const marks = (object: JsonObject): Json | undefined =>
      valueAt(maskObject(object, markOf), object['data'] === undefined ? '/stringData/a' : '/data/a');
    const plain = marks(secretOf({ stringData: { a: 'hunter2' } }));
    expect(marks(secretOf({ data: { a: base64('hunter2') } }))).toBe(plain);
    expect(
      marks(secretOf({ data: { a: `${base64('hunter2').slice(0, 4)}\n${base64('hunter2').slice(4)}` } })),
    ).toBe(plain);
  });

  it('has different marks for bytes that are different though neither is text', () => {
    const masked = maskObject(secretOf({ data: { a: '/w==', b: '/g==' } }), markOf);
    expect(valueAt(masked, '/data/a')).not.toBe(valueAt(masked, '/data/b'));
  });

  it.each<[string, JsonObject]>([
    ['data that is no map', secretOf({ data: 'hunter2hunter2' })],
    [
      'values that are no text',
      secretOf({ data: { a: ['hunter2hunter2'] }, stringData: { b: { c: 'hunter2hunter2' } } }),
    ],
    ['a Secret that does not say its version', { kind: 'Secret', stringData: { a: 'hunter2hunter2' } }],
    ['a variable', podWith([{ name: 'DB_PASSWORD', value: 'hunter2hunter2' }])],
    ['a variable with a name in camel case', podWith([{ name: 'apiToken', value: 'hunter2hunter2' }])],
    ['a connection string', podWith([{ name: 'A', value: 'postgres://u:hunter2hunter2@db/x' }])],
    ['a connection string inside a text', { a: 'one: redis://:hunter2hunter2@r:1\ntwo' }],
    ['a password with an at sign', { a: 'amqp://u:x@hunter2hunter2@h:1/v' }],
    [
      'a key of a ConfigMap that is a variable',
      { apiVersion: 'v1', kind: 'ConfigMap', data: { API_KEY: 'hunter2hunter2' } },
    ],
    [
      'a private key',
      { a: `-----BEGIN RSA PRIVATE KEY-----\nhunter2hunter2\n-----END RSA PRIVATE KEY-----\n` },
    ],
    ['a private key that is cut off', { a: `-----BEGIN PRIVATE KEY-----\nhunter2hunter2\n` }],
    [
      'a Secret inside another object',
      { apiVersion: 'v1', kind: 'List', items: [secretOf({ stringData: { a: 'hunter2hunter2' } })] },
    ],
    ['a password among settings', { a: 'Server=db;Password=hunter2hunter2;Encrypt=true' }],
    ['a password among arguments', { args: ['--user=shop', '--password=hunter2hunter2'] }],
    [
      'what kubectl apply kept',
      {
        metadata: {
          annotations: {
            'kubectl.kubernetes.io/last-applied-configuration': stringifyJson(
              secretOf({ stringData: { a: 'hunter2hunter2' } }),
            ),
          },
        },
      },
    ],
  ])('hides %s, and the redactor learns it', (_, object) => {
    expect(stringifyJson(maskObject(object, markOf))).not.toContain('hunter2');
    expect(secretValuesOf(object).join(' ')).toContain('hunter2hunter2');
  });

  it('leaves the rest of a connection string to read', () => {
    expect(maskObject({ a: 'postgres://shop:hunter2@db:5432/shop?x=a@b' }, markOf)).toEqual({
      a: `postgres://shop:${mark('hunter2')}@db:5432/shop?x=a@b`,
    });
  });

  it.each([
    'http://host:8080/a@b',
    'https://example.com',
    'mailto:a@b',
    'a: b@c',
    '--password=$(PASSWORD)',
    'oci://registry.example:5000/app@sha256:0123',
  ])('has no password in %s', text => {
    expect(maskObject({ a: text }, markOf)).toEqual({ a: text });
  });

  it('drops what kubectl apply kept, on every kind', () => {
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}', a: 'b' };
    expect(maskObject({ metadata: { annotations } }, markOf)).toEqual({
      metadata: { annotations: { a: 'b' } },
    });
  });

  it('does not let a text pass for a mark, and hides no change by that', () => {
    const texts = ['(secret ab12cd)', '(\\secret ab12cd)', '(\\\\secret ab12cd)', mark('x')];
    const masked = texts.map(text => valueAt(maskObject({ a: text }, markOf), '/a') ?? null);
    expect(masked.map(holdsMark)).toEqual([false, false, false, false]);
    expect(new Set(masked).size).toBe(texts.length);
    const [change] = diffFields(
      maskObject({ a: texts[0] ?? '' }, markOf),
      maskObject({ a: texts[1] ?? '' }, markOf),
      () => undefined,
    );
    expect(change?.masked).toBe(false);
  });

  it('has marks that are equal exactly when the values are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), fc.uint8Array({ maxLength: 12 }), (a, b) => {
        const [x, y] = [a, b].map(bytes => Buffer.from(bytes).toString('base64'));
        const masked = maskObject(secretOf({ data: { x: x ?? '', y: y ?? '' } }), value => value);
        expect(valueAt(masked, '/data/x') === valueAt(masked, '/data/y')).toBe(x === y);
      }),
      { numRuns: runs(300) },
    );
  });

  it('lets no planted secret through, wherever it stands', () => {
    const canary = fc.stringMatching(/^[A-Za-z0-9]{12,20}$/).map(text => `canary${text}7`);
    fc.assert(
      fc.property(canary, fc.nat(planted.length - 1), fc.boolean(), (value, index, isInside) => {
        const object = planted[index]?.(value) ?? {};
        const shown = stringifyJson(maskObject(isInside ? { items: [object] } : object, markOf));
        expect(shown).not.toContain(value);
        expect(shown).not.toContain(base64(value));
        expect(secretValuesOf(object)).toContain(value);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('reads long texts in linear time', () => {
    const text = `${'a'.repeat(200_000)}://${'b'.repeat(200_000)} ${'password '.repeat(20_000)}=`;
    const start = process.cpuUsage().user;
    maskObject({ a: text }, markOf);
    expect((process.cpuUsage().user - start) / 1000).toBeLessThan(1000);
  });

  it('leaves an object without secrets as it is', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      data: { 'app.conf': 'token = file', LEVEL: 'on' },
      n: 9007199254740993n,
    };
    expect(maskObject(object, markOf)).toEqual(object);
  });
});

describe('secretValuesOf', () => {
  it('gives values as text and as they are written', () => {
    const values = secretValuesOf(
      secretOf({ data: { password: base64('hunter2') }, stringData: { url: 'a://b:s3cr3t@c' } }),
    );
    expect(values).toEqual(['hunter2', base64('hunter2'), 'a://b:s3cr3t@c', 's3cr3t']);
  });

  it('leaves out what would make every text unreadable', () => {
    expect(
      secretValuesOf(secretOf({ stringData: { username: 'shop', host: 'orders-db', name: 'db', a: 'db' } })),
    ).toEqual([]);
    expect(secretValuesOf(podWith([{ name: 'SIGNING_KEY', value: 'orders' }]))).toEqual([]);
  });
});

describe('looksSecret', () => {
  it.each([
    'PASSWORD',
    'db_password',
    'DB_PASS',
    'GITHUB_TOKEN',
    'apiKey',
    'AWS_ACCESS_KEY_ID',
    'SIGNING_KEY',
    'clientSecret',
    'SENTRY_DSN',
    'MYSQL_PWD',
    'SESSION_COOKIE',
  ])('%s looks secret', name => {
    expect(looksSecret(name)).toBe(true);
  });

  it.each([
    '',
    'PATH',
    'PASSWORD_FILE',
    'SECRET_NAME',
    'TOKEN_URL',
    'KEYCLOAK_HOST',
    'PUBLIC_KEY',
    'COMPASS',
    'MONKEY',
    'TOKEN_TTL_SECONDS',
  ])('%s does not', name => {
    expect(looksSecret(name)).toBe(false);
  });
});

describe('withoutMarkKeys', () => {
  it('makes every mark the same and leaves the rest', () => {
    expect(withoutMarkKeys({ a: ['(secret ab12cd)', 'x://u:(secret 000000)@h'], b: 1 })).toEqual({
      a: ['(secret)', 'x://u:(secret)@h'],
      b: 1,
    });
  });
});
