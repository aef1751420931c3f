import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { type ProgramRun, runProgram } from '../stage/program.ts';
import { ageKey, encryptFile, type ToolPath, toolPath } from '../stage/tools/tool-path.ts';

const password = 'canary-of-the-database-9';
const word = 'open sesame canary';

let checkout: Checkout;
let tools: ToolPath;
let withoutSops: ToolPath;

/** Encrypts a file of the checkout in place with the genuine sops. */
async function encrypt(path: string, text: string): Promise<void> {
  await checkout.write(path, text);
  await encryptFile(tools, checkout.folder, path, 'data|stringData|secrets');
}

const objects = (secret: string): string => `apiVersion: v1
kind: Secret
metadata: { name: db, namespace: shop }
stringData:
  password: ${secret}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: words, namespace: shop }
data:
  x: ${word}
  n: "12345678"
`;

beforeAll(async () => {
  checkout = await makeCheckout();
  tools = await toolPath('kustomize', 'helm', 'sops');
  withoutSops = await toolPath('kustomize', 'helm');
  await encrypt('plain/db.yaml', objects('an-older-canary'));
  await checkout.commit('Add secrets');
  await checkout.git('branch', 'base');
  await encrypt('plain/db.yaml', objects(password));
  await checkout.write('plain/other.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other }\n');
  await encrypt('k/base/db.yaml', objects(password));
  await encrypt('k/base/vars.env', `TOKEN=${password}\n`);
  await checkout.write(
    'k/base/kustomization.yaml',
    'resources: [db.yaml]\nnamePrefix: my-\nsecretGenerator:\n  - name: vars\n    envs: [vars.env]\n',
  );
  await checkout.write('h/Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 0.1.0\n');
  await checkout.write(
    'h/templates/a.yaml',
    'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { p: {{ .Values.secrets.password | quote }} }\n',
  );
  await encrypt('h-values.yaml', `secrets:\n  password: ${password}\n`);
});

afterAll(async () => {
  for (const each of [checkout, tools, withoutSops]) await each[Symbol.asyncDispose]();
});

type Key = 'key' | 'no key' | 'no sops' | 'wrong key';

const play = async (args: readonly string[], key: Key): Promise<ProgramRun> =>
  await runProgram(args, {
    folder: checkout.folder,
    environment: {
      PATH: (key === 'no sops' ? withoutSops : tools).path,
      HOME: checkout.folder,
      ...(key === 'key' && { SOPS_AGE_KEY: ageKey.secret }),
      ...(key === 'wrong key' && { SOPS_AGE_KEY: ageKey.secret.replace('1E95', '1E9F') }),
    },
  });

const preview = async (path: string, key: Key, ...more: readonly string[]): Promise<ProgramRun> =>
  await play(['preview', '--path', path, '--environment', 'test', '--output', 'json', ...more], key);

interface Target {
  readonly renderedDigest?: string;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly file?: string;
    readonly severity: string;
  }[];
  readonly rendered?: { readonly changes: readonly { readonly fields: readonly unknown[] }[] };
}

const target = (told: ProgramRun): Target => JSON.parse(told.stdout).targets[0];

const cases = [
  { name: 'manifest files', path: 'plain', more: [] },
  { name: 'an overlay', path: 'k/base', more: [] },
  { name: 'a chart', path: 'h', more: ['--values', 'h-values.yaml'] },
];

describe('files that SOPS encrypted', () => {
  it.each(cases)('$name are decrypted, and not a value of them is printed', async ({ path, more }) => {
    const rendered = await play(['render', '--path', path, ...more], 'key');
    expect(rendered.code, rendered.stderr).toBe(0);
    expect(rendered.stdout).toMatch(new RegExp(`${password}|${btoa(password)}`));
    expect(rendered.stdout).not.toContain('sops');
    for (const format of ['text', 'markdown', 'json']) {
      const args = ['preview', '--path', path, '--environment', 'test', '--output', format, ...more];
      const told = await play(args, 'key');
      expect(told.code, told.stdout + told.stderr).toBe(0);
      expect(told.stdout + told.stderr).not.toMatch(/canary|12345678/);
    }
  });

  it.each(cases.slice(0, 2))(
    '$name have the same digest with the key, without it, and without sops',
    async ({ path }) => {
      const digests = [];
      for (const key of ['key', 'no key', 'no sops'] as const)
        digests.push(target(await preview(path, key)).renderedDigest);
      expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
      expect(new Set(digests).size).toBe(1);
    },
  );

  it('a chart whose values are encrypted has no digest without the key, and says so', async () => {
    const more = ['--values', 'h-values.yaml'];
    expect(target(await preview('h', 'key', ...more)).renderedDigest).toMatch(/^[0-9a-f]{64}$/);
    const without = target(await preview('h', 'no key', ...more));
    expect(without.renderedDigest).toBeUndefined();
    expect(without.diagnostics.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['sops-key-missing', 'digest-unknown']),
    );
  });

  it('are compared value by value with the key, and by their ciphertext without it', async () => {
    const masks = (told: ProgramRun): readonly string[] =>
      JSON.stringify(target(told).rendered?.changes).match(/"before":"[^"]*","after":"[^"]*"/g) ?? [];
    const marked = '"before":"(secret 1)","after":"(secret 2)"';
    expect(masks(await preview('plain', 'key', '--base', 'base'))).toEqual([marked]);
    // Encrypting again makes new ciphertext of every value.
    const without = await preview('plain', 'no key', '--base', 'base');
    expect(masks(without).length).toBeGreaterThan(1);
    expect(without.stdout).not.toContain('ENC[');
  });

  it.each([
    ['no key', 'sops-undecrypted'],
    ['no sops', 'sops-undecrypted'],
    ['wrong key', 'sops-undecrypted'],
  ] as const)('are not deployed with %s', async (key, code) => {
    const told = await play(['deploy', '--path', 'plain', '--environment', 'test', '--output', 'json'], key);
    expect([told.code, target(told).diagnostics.map(each => each.code)]).toEqual([1, [code]]);
  });

  it('are refused when they were changed by hand, without a word of what is in them', async () => {
    await encrypt('bad/db.yaml', objects(password));
    await checkout.replace('bad/db.yaml', 'name: db', 'name: dx');
    const told = await preview('bad', 'key');
    expect([told.code, target(told).diagnostics]).toEqual([
      1,
      [expect.objectContaining({ code: 'sops-refused', severity: 'error', file: 'bad/db.yaml' })],
    ]);
    expect(told.stdout + told.stderr).not.toMatch(/canary/);
  });
});
