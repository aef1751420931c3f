import { describe, expect, it, test } from 'vitest';
import type { FieldChange } from '../../src/model/change.ts';
import type { Result } from '../../src/model/report.ts';
import type { ReasonCode } from '../../src/model/failure.ts';
import { durationText } from '../../src/report/duration.ts';
import { fieldLines } from '../../src/report/field-lines.ts';
import { groupChanges } from '../../src/report/groups.ts';
import { headlineOf } from '../../src/report/headline.ts';
import { labelParts } from '../../src/report/label-parts.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { outputsOf } from '../../src/report/outputs.ts';
import { phraseMarkdown } from '../../src/report/phrase.ts';
import { putBackPhrase } from '../../src/report/put-back-words.ts';
import { sentence, splitHint } from '../../src/report/sentence.ts';
import { renderText } from '../../src/report/text.ts';
import { exitCodeOf } from '../../src/report/verdict.ts';
import { changeOf, fieldOf, reportOf, reports, targetOf } from './reports.ts';

test.each([
  ['spec.replicas', 'spec', 'replicas'],
  ['kind', '', 'kind'],
  ['spec.containers[server].image', 'spec.containers[server]', 'image'],
  ['spec.containers[server].env[A]', 'spec.containers[server]', 'env[A]'],
  ['ports[80/TCP]', '', 'ports[80/TCP]'],
  ['metadata.labels["app.kubernetes.io/name"]', 'metadata.labels', 'app.kubernetes.io/name'],
  ['data["a]: x\\n.b"]', 'data', 'a]: x\n.b'],
  ['spec.a["x.y"].b', 'spec.a["x.y"]', 'b'],
  ['spec.initContainers (order)', 'spec', 'initContainers (order)'],
])('the label %s has parts', (label, parent, name) => {
  expect(labelParts(label)).toEqual({ parent, name });
});

const lineCases: readonly {
  readonly name: string;
  readonly given: readonly FieldChange[];
  readonly then: readonly string[];
}[] = [
  {
    name: 'fields of one parent stand below it',
    given: [fieldOf('spec.c[s].image', 'a:1', 'a:2'), fieldOf('spec.c[s].tty', undefined, true)],
    then: [' spec.c[s]', '-  image: a:1', '+  image: a:2', '+  tty: true'],
  },
  {
    name: 'numbers and texts that look like numbers differ',
    given: [fieldOf('spec.port', 80, '80')],
    then: [' spec', '-  port: 80', '+  port: "80"'],
  },
  {
    name: 'an added item is told by its name',
    given: [fieldOf('spec.env[A]', undefined, { name: 'A', value: 'on' })],
    then: [' spec', '+  env[A]: "on"'],
  },
  {
    name: 'an item that is only a name needs no value',
    given: [
      fieldOf('spec.imagePullSecrets[key]', undefined, { name: 'key' }),
      fieldOf('spec.f[x]', 'x', undefined),
    ],
    then: [' spec', '+  imagePullSecrets[key]', '-  f[x]'],
  },
  {
    name: 'maps and lists stand below their name',
    given: [
      fieldOf('spec.resources', { limits: { cpu: '1' } }, undefined),
      fieldOf('spec.args', ['a'], ['a', 'b']),
    ],
    then: [
      ' spec',
      '-  resources:',
      '-    limits:',
      '-      cpu: "1"',
      '-  args:',
      '-  - a',
      '+  args:',
      '+  - a',
      '+  - b',
    ],
  },
  {
    name: 'order is told by names',
    given: [fieldOf('spec.initContainers (order)', ['a', 'b'], ['b', 'a'])],
    then: [' spec', '-  initContainers (order): a, b', '+  initContainers (order): b, a'],
  },
  {
    name: 'a long text is told by its lines',
    given: [
      fieldOf('data.conf', 'a\nb', 'a\nc', {
        lines: ['@@ -1,2 +1,2 @@', ' a', '-b', '+c', '\\ No newline at end of file'],
      }),
    ],
    then: [
      ' data',
      '   conf:',
      '@@ -1,2 +1,2 @@',
      '     a',
      '-    b',
      '+    c',
      '     \\ No newline at end of file',
    ],
  },
  {
    name: 'the owner of a field stands beside the value that is taken over',
    given: [fieldOf('spec.replicas', 3, 5, { owner: 'kubectl-edit' })],
    then: [' spec', '-  replicas: 3  # set by kubectl-edit', '+  replicas: 5'],
  },
  {
    name: 'null, an empty map and nothing differ',
    given: [fieldOf('spec.a', null, {}), fieldOf('spec.b', {}, undefined)],
    then: [' spec', '-  a: null', '+  a: {}', '-  b: {}'],
  },
];

test.each(lineCases)('$name', ({ given, then }) => {
  expect(fieldLines(given, 88)).toEqual(then);
});

describe('groupChanges', () => {
  const field = fieldOf('spec.a', 1, 2);

  it('tells updates that are alike once, of one kind only', () => {
    const changes = [
      changeOf('apps/v1/Deployment/shop/a', 'update', { fields: [field] }),
      changeOf('apps/v1/StatefulSet/shop/b', 'update', { fields: [field] }),
      changeOf('apps/v1/Deployment/shop/c', 'update', { fields: [field] }),
      changeOf('apps/v1/Deployment/shop/d', 'update', { fields: [fieldOf('spec.a', 1, '2')] }),
    ];
    expect(groupChanges(changes).map(({ first, others }) => [first, ...others].length)).toEqual([2, 1, 1]);
  });

  it('keeps apart what is made anew, what has a risk, and an absent value from null', () => {
    const changes = [
      changeOf('v1/Pod/shop/a', 'recreate', { fields: [field] }),
      changeOf('v1/Pod/shop/b', 'recreate', { fields: [field] }),
      changeOf('v1/Pod/shop/c', 'update', { fields: [field], risk: 'x' }),
      changeOf('v1/Pod/shop/d', 'update', { fields: [field], risk: 'x' }),
      changeOf('v1/Pod/shop/e', 'update', { fields: [fieldOf('spec.a', 1, undefined)] }),
      changeOf('v1/Pod/shop/f', 'update', { fields: [fieldOf('spec.a', 1, null)] }),
    ];
    expect(groupChanges(changes)).toHaveLength(6);
  });
});

test.each([
  ['push it', 'Push it.'],
  ['Is it up?', 'Is it up?'],
  ['kube-system is not yours', 'kube-system is not yours.'],
  ['spec.x is wrong', 'spec.x is wrong.'],
  ['  a (b)', 'A (b).'],
  ['', ''],
])('the sentence of %j', (given, then) => {
  expect(sentence(given)).toBe(then);
});

test.each([
  [0, '0.0 s'],
  [16_840, '16.8 s'],
  [99_960, '1 min 40 s'],
  [125_000, '2 min 5 s'],
  [3_725_000, '1 h 2 min'],
])('%i ms are %s', (given, then) => {
  expect(durationText(given)).toBe(then);
});

test('every result has a verdict of one line that names its place', () => {
  const results: readonly Result[] = [
    'valid',
    'previewed',
    'deployed',
    'rolled-back',
    'unchanged',
    'clean',
    'drifted',
    'superseded',
    'rendered',
    'listed',
  ];
  for (const result of results)
    expect(headlineOf(reportOf({ mode: 'deploy', result }))).toMatch(/^[A-Z\d][^\n]*shop/);
  expect(
    Object.values(reports)
      .map(headlineOf)
      .filter(text => text.includes('undefined')),
  ).toEqual([]);
});

test.each<[Result, ReasonCode | '', number]>([
  ['deployed', '', 0],
  ['superseded', '', 0],
  ['rolled-back', '', 0],
  ['drifted', '', 3],
  ['failed', 'rollout-failed', 1],
  ['partial', 'rollout-failed', 1],
  ['cancelled', 'cancelled', 1],
  ['failed', 'input-invalid', 2],
  ['failed', 'credentials-missing', 2],
])('%s with reason %j ends with %i', (result, reasonCode, code) => {
  expect(exitCodeOf({ result, reasonCode })).toBe(code);
});

test('outputs count over all targets and are text', () => {
  const targets = [
    targetOf({ changes: [changeOf('v1/Pod/shop/a', 'create')] }),
    targetOf({ changes: [changeOf('v1/Pod/shop/b', 'create')] }),
  ];
  const outputs = outputsOf(reportOf({ mode: 'deploy', result: 'deployed', targets }));
  expect(outputs).toMatchObject({ result: 'deployed', created: '2', deleted: '0', 'record-id': '' });
});

describe('a hint with lines to paste', () => {
  it('keeps their indentation, apart from the words', () => {
    expect(splitHint('add this rule to a Role:\n- apiGroups: [""]\n  verbs: ["get"]')).toEqual({
      way: 'add this rule to a Role:',
      block: ['- apiGroups: [""]', '  verbs: ["get"]'],
    });
  });

  it('is words alone when nothing announces lines', () => {
    expect(splitHint('wait\nthen run again')).toEqual({ way: 'Wait\nthen run again.', block: [] });
  });
});

describe('words about a deploy', () => {
  const opts = { color: false, width: 400 };

  it('do not say to run again what is held back after the way back', () => {
    const failed = reports['failed-rollout'];
    const [target] = failed?.targets ?? [];
    if (!failed || !target) throw new Error('there is no such report');
    const hold = { record: 'production/shop#8', from: 'production/shop#7', since: '', culprits: [] };
    const putBack = { state: 'done', to: 'production/shop#6', notUndone: [] } as const;
    const held = { ...failed, targets: [{ ...target, hold, putBack }] };
    for (const text of [renderText(held, opts), renderMarkdown(held)]) {
      expect(text).toContain('lift the hold and run this again');
      expect(text).not.toContain('Push the image and run this again');
    }
    expect(renderMarkdown(failed)).toContain('Push the image and run this again');
  });

  it('say what was not compared with the preview', () => {
    const { deployed } = reports;
    const [target] = deployed?.targets ?? [];
    if (!deployed || !target) throw new Error('there is no such report');
    const told = (unread: readonly string[]): string => {
      const match = {
        state: 'same',
        heads: ['4be1f09'],
        notes: [],
        ...(unread.length > 0 && { unread }),
      } as const;
      return renderMarkdown({ ...deployed, targets: [{ ...target, previewMatch: match }] });
    };
    expect(told([])).toContain(', exactly as previewed');
    const some = told(['v1/Secret/shop/db', 'v1/Secret/shop/keys']);
    expect(some).toContain(', as previewed but for 2 objects not compared');
    expect(some).toContain('which may not read them: `v1/Secret/shop/db`, `v1/Secret/shop/keys`.');
    expect(some).not.toContain('exactly');
  });

  it('name what a way back that was cut short went to, or say that nobody knows', () => {
    const phrase = (to?: string): string =>
      phraseMarkdown(
        putBackPhrase(targetOf({ putBack: { state: 'failed', notUndone: [], ...(to && { to }) } })),
      );
    expect(phrase('production/shop#6')).toBe('Putting back `production/shop#6` did not succeed.');
    expect(phrase()).toBe('Putting back what ran before did not succeed.');
  });
});
