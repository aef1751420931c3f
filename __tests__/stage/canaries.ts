import { expect } from 'vitest';
import { type Checkout, makeCheckout } from './checkout.ts';
import { runProgram } from './program.ts';
import { type ToolPath, toolPath } from './tools/tool-path.ts';

const canary = 'c4nary-w1th-teeth';
const encoded = btoa(canary);

const secret = (rest: string): string => `apiVersion: v1\nkind: Secret\nmetadata: { name: db }\n${rest}`;
const overlay = (rest: string): string => `resources: []\n${rest}`;
const chart = 'apiVersion: v2\nname: shop\nversion: 0.1.0\n';

/** Ways in which the value of a secret could get into a text of ours: files, and what is asked beside the path. */
const cases: readonly (readonly [
  name: string,
  files: Readonly<Record<string, string>>,
  ...more: string[],
])[] = [
  ['text that is no base64', { 'a.yaml': secret(`data: { a: "${canary}" }\n`) }],
  ['base64 that is cut off', { 'a.yaml': secret(`data: { a: "${encoded.slice(0, -3)}" }\n`) }],
  ['a list instead of a map', { 'a.yaml': secret(`stringData: [${canary}]\n`) }],
  ['text instead of a map', { 'a.yaml': secret(`stringData: ${canary}\n`) }],
  ['a map as a value', { 'a.yaml': secret(`stringData: { a: { b: ${canary} } }\n`) }],
  ['a number as a value', { 'a.yaml': secret('stringData: { a: 4815162342108 }\n') }],
  ['a duplicate key', { 'a.yaml': secret(`stringData:\n  a: ${canary}\n  a: ${canary}2\n`) }],
  ['a broken line', { 'a.yaml': secret(`stringData:\n  a: ${canary}: b: c\n`) }],
  ['a tab', { 'a.yaml': secret(`stringData:\n\ta: ${canary}\n`) }],
  ['an open quote', { 'a.yaml': secret(`stringData:\n  a: "${canary}\n`) }],
  ['a tag that does not fit', { 'a.yaml': secret(`stringData:\n  a: !!int ${canary}\n`) }],
  ['text with a question mark in a list', { 'a.yaml': secret(`stringData: { a: ?${canary} }\n`) }],
  ['a colon without a blank in a map', { 'a.yaml': secret(`stringData: { ${canary}:, b: c }\n`) }],
  ['bad !!binary', { 'a.yaml': secret(`data:\n  a: !!binary ${canary}!\n`) }],
  ['a value in the wrong field', { 'a.yaml': secret(`stringDate: { a: ${canary} }\n`) }],
  [
    'a kind that is misspelt',
    { 'a.yaml': secret(`stringData: { a: ${canary} }\n`).replace('Secret', 'Secrte') },
  ],
  [
    'a Secret inside a List',
    {
      'a.yaml': `apiVersion: v1\nkind: List\nitems:\n- ${secret(`stringData: { a: ${canary} }\n`).replaceAll('\n', '\n  ').trimEnd()}\n`,
    },
  ],
  [
    'JSON with a mistake',
    {
      'a.json': `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"stringData":{"a":"${canary}",}}`,
    },
  ],
  [
    'what kubectl applied last',
    {
      'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Secret","apiVersion":"v1","metadata":{"name":"a"},"data":{"p":"${encoded}"}}'\n`,
    },
  ],
  [
    'a variable in plain text',
    {
      'a.yaml': `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: a, image: "b:1", env: [{ name: DB_PASSWORD, value: "${canary}" }, { name: 3, value: x }] }] }\n`,
    },
  ],
  [
    'an overlay with a Secret made of a bad literal',
    { 'kustomization.yaml': overlay(`secretGenerator:\n  - name: a\n    literals: ["${canary}"]\n`) },
  ],
  [
    'an overlay with a Secret made of good literals',
    {
      'kustomization.yaml': overlay(
        `secretGenerator:\n  - name: a\n    literals: ["a=${canary}", "a=${canary}"]\n`,
      ),
    },
  ],
  [
    'an overlay with a bad list of variables',
    {
      'kustomization.yaml': overlay('secretGenerator:\n  - name: a\n    envs: [a.env]\n'),
      'a.env': `1x-=y\n${canary} b\n=${canary}\n`,
    },
  ],
  [
    'an overlay with a broken Secret',
    { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': secret(`stringData: ${canary}\n`) },
  ],
  [
    'an overlay with a patch that does not fit',
    {
      'kustomization.yaml':
        'resources: [a.yaml]\npatches:\n  - target: { kind: Secret }\n    patch: |-\n      - op: test\n        path: /stringData/a\n        value: other\n',
      'a.yaml': secret(`stringData: { a: ${canary} }\n`),
    },
  ],
  [
    'a chart that quotes a value',
    {
      'Chart.yaml': chart,
      'values.yaml': `dbPassword: ${canary}\n`,
      'templates/a.yaml': 'a: {{ fail .Values.dbPassword }}\n',
    },
  ],
  [
    'a chart that breaks on a value',
    {
      'Chart.yaml': chart,
      'values.yaml': `dbPassword: ${canary}\n`,
      'templates/a.yaml': 'a: {{ .Values.dbPassword.x }}\nb: {{ .Values.dbPassword | int | div 1 }}\n',
    },
  ],
  [
    'a chart that makes a broken document',
    {
      'Chart.yaml': chart,
      'values.yaml': `dbPassword: ${canary}\n`,
      'templates/a.yaml': 'a: {{ .Values.dbPassword }}: b: c\n',
    },
  ],
];

/** The names of the ways, in their order. */
export const canaryNames: readonly string[] = cases.map(([name]) => name);

/** Where people read what the program says. */
export const canarySinks = ['text', 'json', 'markdown', 'sarif'] as const;

/** A checkout with all the ways in it, each in a folder of its own, and the tools that render them. */
export interface Canaries extends AsyncDisposable {
  /** Previews one of them by its number, and looks for the value in all that is said. */
  readonly look: (index: number, sink: (typeof canarySinks)[number]) => Promise<void>;
}

/** Opens it. */
export async function openCanaries(): Promise<Canaries> {
  const tools: ToolPath = await toolPath('kustomize', 'helm');
  const checkout: Checkout = await makeCheckout();
  for (const [index, [, files]] of cases.entries())
    for (const [name, text] of Object.entries(files)) await checkout.write(`c${index}/${name}`, text);
  await checkout.commit('Add canaries');
  return {
    look: async (index, sink) => {
      const args = ['preview', '--debug', '--path', `c${index}`, '--base', 'HEAD^', '--output', sink];
      const run = await runProgram([...args, '--name', 'shop', '--environment', 'test'], {
        folder: checkout.folder,
        environment: { PATH: tools.path, HOME: checkout.folder },
      });
      expect([0, 1]).toContain(run.code);
      const told = run.stdout + run.stderr;
      expect(told.length).toBeGreaterThan(20);
      // Half of it would be a leak as well.
      expect(told).not.toMatch(/w1th-teeth|c4nary-w|YzRuYXJ5LXcx|4815162342108/);
    },
    [Symbol.asyncDispose]: async () => {
      await checkout[Symbol.asyncDispose]();
      await tools[Symbol.asyncDispose]();
    },
  };
}
