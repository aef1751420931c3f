import type { Json } from '../../../../src/model/json.ts';

/**
 * A file's text and the `v` of each object in it, or the code of the finding that refuses it. NAME stands for a name
 * that no other case has. `kubectl` is given where kubectl differs on purpose: what it reads, that it
 * refuses, or that its answer depends on chance.
 */
export interface DocumentCase {
  readonly name: string;
  readonly text: string;
  readonly then: readonly Json[] | { readonly code: string };
  readonly kubectl?: readonly Json[] | 'refuses' | 'unsettled';
}

/** An object with that value, as block YAML. */
export function objectText(value: string, suffix = ''): string {
  return `apiVersion: v1\nkind: K\nmetadata: {name: NAME${suffix}}\nv: ${value}\n`;
}

const json = (value: string, suffix = ''): string =>
  `{"apiVersion":"v1","kind":"K","metadata":{"name":"NAME${suffix}"},"v":${value}}`;
const one = objectText('1');
const two = objectText('2', '-b');
const merged = `base: &a {k: 1, l: 2}\n`;

/** The structure of files. The oracle test proves each against kubectl. */
export const documentCases: readonly DocumentCase[] = [
  // markers
  { name: 'two documents', text: `${one}---\n${two}`, then: [1, 2] },
  { name: 'a marker first', text: `---\n${one}`, then: [1] },
  { name: 'a comment on the marker', text: `--- # one\n${one}---   # two\n${two}`, then: [1, 2] },
  { name: 'empty documents between', text: `---\n---\n# nothing\n---\n${one}---\n\n---\n~\n`, then: [1] },
  { name: 'text on the marker', text: `--- x\n${one}`, then: { code: 'yaml-separator' } },
  { name: 'a map on the marker', text: `--- {a: b}\n${one}`, then: { code: 'yaml-separator' } },
  { name: 'four dashes', text: `----\n${one}`, then: { code: 'yaml-separator' } },
  { name: 'a marker inside a block text', text: objectText('|\n  a\n  ---\n  b'), then: ['a\n---\nb\n'] },
  {
    name: 'a marker at the margin inside quotes',
    text: objectText('"a\n---\nb"'),
    then: { code: 'yaml-syntax' },
  },
  { name: 'the end marker last', text: `${one}...\n`, then: [1] },
  { name: 'an end marker and then a document', text: `${one}...\n---\n${two}`, then: [1, 2] },
  {
    name: 'text after the end marker',
    text: `${one}...\n${two}`,
    then: { code: 'yaml-separator' },
    kubectl: [1],
  },
  { name: 'a comment after the end marker', text: `${one}...\n# done\n`, then: [1] },
  { name: 'a YAML directive', text: `%YAML 1.1\n---\n${one}`, then: { code: 'yaml-separator' } },
  { name: 'a TAG directive', text: `%TAG ! tag:x,2000:\n---\n${one}`, then: { code: 'yaml-separator' } },
  // bytes and lines
  { name: 'a byte order mark', text: `\uFEFF${one}`, then: [1] },
  { name: 'a byte order mark before a marker', text: `\uFEFF---\n${one}`, then: [1] },
  { name: 'a byte order mark at each document', text: `\uFEFF${one}---\n\uFEFF${two}`, then: [1, 2] },
  { name: 'CRLF', text: `${one}---\n${two}`.replaceAll('\n', '\r\n'), then: [1, 2] },
  { name: 'CR only', text: one.replaceAll('\n', '\r'), then: [1] },
  { name: 'no line break at the end', text: one.trimEnd(), then: [1] },
  { name: 'blanks at line ends', text: one.replaceAll('\n', '  \n'), then: [1] },
  { name: 'tabs at line ends', text: one.replaceAll('\n', '\t\n'), then: [1] },
  {
    name: 'NEL outside quotes',
    text: objectText('a\u0085b'),
    then: { code: 'yaml-character' },
    kubectl: 'refuses',
  },
  {
    name: 'NEL in quotes',
    text: objectText('"a\u0085b"'),
    then: { code: 'yaml-character' },
    kubectl: ['a b'],
  },
  { name: 'a line separator in quotes', text: objectText('"a\u2028b"'), then: ['a\u2028b'] },
  { name: 'a line separator outside quotes', text: objectText('a\u2028b'), then: { code: 'yaml-character' } },
  { name: 'DEL', text: objectText('"a\u007Fb"'), then: { code: 'yaml-character' } },
  { name: 'a control character', text: objectText('a\u0001b'), then: { code: 'yaml-character' } },
  { name: 'tab as indentation', text: `${one}w:\n\tx: 1\n`, then: { code: 'yaml-tab' } },
  { name: 'a tab on an empty line', text: `${one}w:\n\t\n  x: 1\n`, then: { code: 'yaml-tab' } },
  { name: 'a tab behind a dash', text: `${one}w:\n-\ta\n`, then: { code: 'yaml-tab' } },
  { name: 'a tab behind a colon', text: `${one}w:\ta\n`, then: [1] },
  {
    name: 'a tab before the first text of a block',
    text: objectText('|\n  \ta'),
    then: { code: 'yaml-tab' },
  },
  { name: 'a tab behind brackets', text: objectText('{\ta:\t[\t1,\t2]}'), then: [{ a: [1, 2] }] },
  // keys
  { name: 'a duplicate key', text: `${one}v: 2\n`, then: { code: 'yaml-duplicate-key' }, kubectl: [2] },
  {
    name: 'a duplicate key deep inside',
    text: objectText('{a: [{b: 1, b: 2}]}'),
    then: { code: 'yaml-duplicate-key' },
    kubectl: [{ a: [{ b: 2 }] }],
  },
  {
    name: 'one key in two spellings',
    text: objectText('{1: a, "1": b}'),
    then: { code: 'yaml-duplicate-key' },
    kubectl: 'unsettled',
  },
  {
    name: 'two keys that look alike',
    text: objectText('{"yes": a, "true": b}'),
    then: [{ yes: 'a', true: 'b' }],
  },
  {
    name: 'an alias as a key',
    text: `${merged}${objectText('{&k kk: 1, v: {*k : 2}}')}`,
    then: [{ kk: 1, v: { kk: 2 } }],
  },
  { name: 'an explicit key', text: objectText('\n  ? a\n  : 1'), then: [{ a: 1 }] },
  // aliases and merges
  { name: 'an alias', text: `${merged}${objectText('*a')}`, then: [{ k: 1, l: 2 }] },
  { name: 'a scalar alias', text: `base: &a 0x10\n${objectText('*a')}`, then: [16] },
  { name: 'an anchor written again', text: `${merged}b: &a 5\n${objectText('*a')}`, then: [5] },
  { name: 'merge first', text: `${merged}${objectText('{<<: *a, l: 3}')}`, then: [{ k: 1, l: 3 }] },
  { name: 'merge after a key', text: `${merged}${objectText('{l: 3, <<: *a}')}`, then: [{ k: 1, l: 2 }] },
  {
    name: 'two merges',
    text: `${merged}b: &b {k: 5}\n${objectText('{<<: *a, <<: *b}')}`,
    then: [{ k: 5, l: 2 }],
  },
  {
    name: 'a list of merges',
    text: `${merged}b: &b {k: 5, m: 6}\n${objectText('{<<: [*b, *a]}')}`,
    then: [{ k: 5, m: 6, l: 2 }],
  },
  { name: 'an inline merge', text: objectText('{<<: {a: 1}, b: 2}'), then: [{ a: 1, b: 2 }] },
  { name: 'an empty list of merges', text: objectText('{<<: [], b: 2}'), then: [{ b: 2 }] },
  { name: 'a quoted merge key', text: objectText('{"<<": 1}'), then: [{ '<<': 1 }] },
  {
    name: 'a merge of merges',
    text: `${merged}b: &b {<<: *a, l: 9}\n${objectText('{<<: *b}')}`,
    then: [{ k: 1, l: 9 }],
  },
  {
    name: 'an integer key overridden',
    text: `base: &a {1: x}\n${objectText('{<<: *a, 1: z}')}`,
    then: [{ 1: 'z' }],
  },
  { name: 'a merge of null', text: objectText('{<<: ~}'), then: { code: 'yaml-merge-value' } },
  { name: 'a merge of a scalar', text: objectText('{<<: 1}'), then: { code: 'yaml-merge-value' } },
  {
    name: 'a merge of a list with a scalar',
    text: objectText('{<<: [1]}'),
    then: { code: 'yaml-merge-value' },
  },
  { name: 'an alias without anchor', text: objectText('*nope'), then: { code: 'yaml-anchor' } },
  {
    name: 'an alias to another document',
    text: `${merged}${one}---\n${objectText('*a', '-b')}`,
    then: { code: 'yaml-anchor' },
    kubectl: [1],
  },
  { name: 'a cycle', text: objectText('&a [*a]'), then: { code: 'yaml-anchor' } },
  { name: 'a dotted anchor name', text: objectText('&a.b 1'), then: { code: 'yaml-anchor' } },
  // brackets that end below their key
  { name: 'a list closed at its key', text: `${one}w:\n  x: [\n    a\n  ]\n`, then: [1] },
  { name: 'a list closed before its key', text: objectText('{x: [\n1,\n2\n]}'), then: [{ x: [1, 2] }] },
  { name: 'a quoted text that goes on at the margin', text: `${one}w:\n  x: "a\nb"\n`, then: [1] },
  // JSON
  { name: 'JSON', text: json('[1, 1.0, -0, 1e5, true, null]'), then: [[1, 1, 0, 100000, true, null]] },
  { name: 'two JSON objects', text: `${json('1')}\n${json('2', '-b')}`, then: [1, 2] },
  { name: 'two JSON objects without a break', text: json('1') + json('2', '-b'), then: [1, 2] },
  { name: 'JSON and then YAML', text: `${json('1')}\n---\n${two}`, then: [1, 2] },
  {
    name: 'two JSON objects and then YAML',
    text: `${json('1')}${json('2', '-b')}\n---\n${objectText('3', '-c')}`,
    then: { code: 'yaml-syntax' },
    kubectl: [1, 2],
  },
  { name: 'JSON escapes', text: json('"\\/\\u00e9\\ud83d\\ude00"'), then: ['/é😀'] },
  { name: 'half a surrogate in JSON', text: json('"\\ud83d"'), then: ['\uFFFD'] },
  {
    name: 'big integers in JSON',
    text: json('[9007199254740993, 1e20]'),
    then: [[9007199254740993n, 100000000000000000000n]],
  },
  {
    name: 'text that YAML reads otherwise, in JSON',
    text: json('["on", "1", "~"]'),
    then: [['on', '1', '~']],
  },
  { name: 'tabs in JSON', text: json('{\n\t"a": [\n\t\t1\n\t]\n}'), then: [{ a: [1] }] },
  { name: 'JSON over many lines', text: json('{\n"a"\n:\n1\n,\n"b":2}'), then: [{ a: 1, b: 2 }] },
  { name: 'a trailing comma', text: json('[1,]'), then: [[1]] },
  { name: 'a bare key', text: json('{a: 1}'), then: [{ a: 1 }] },
  { name: 'a comment in JSON', text: `{ # why\n${json('1').slice(1)}`, then: [1] },
  {
    name: 'a duplicate key in JSON',
    text: json('{"a": 1, "a": 2}'),
    then: { code: 'yaml-duplicate-key' },
    kubectl: [{ a: 2 }],
  },
  { name: 'a JSON number beyond floats', text: json('1e400'), then: { code: 'yaml-number' } },
  // templates and other files
  { name: 'a template value', text: objectText('{{ .Values.x }}'), then: { code: 'yaml-template' } },
  {
    name: 'a template block',
    text: `{{- if .Values.x }}\n${one}{{- end }}\n`,
    then: { code: 'yaml-template' },
  },
  { name: 'a template in quotes', text: objectText('"{{ .x }}"'), then: ['{{ .x }}'] },
  { name: 'a template within a text', text: objectText('a-{{ .x }}'), then: ['a-{{ .x }}'] },
  { name: 'a list at the top', text: '- 1\n', then: { code: 'manifest-not-object' } },
  { name: 'a scalar at the top', text: 'hello\n', then: { code: 'manifest-not-object' } },
  {
    name: 'no kind',
    text: 'apiVersion: v1\nmetadata: {name: NAME}\n',
    then: { code: 'manifest-kind-missing' },
  },
  {
    name: 'a name that is a number',
    text: one.replace('NAME', '123'),
    then: { code: 'manifest-text-expected' },
    kubectl: 'refuses',
  },
  {
    name: 'a label that is a boolean',
    text: one.replace('NAME', 'NAME, labels: {a: on}'),
    then: { code: 'manifest-text-expected' },
  },
  // lists
  {
    name: 'a List',
    text: `apiVersion: v1\nkind: List\nitems:\n- ${json('1')}\n- ${json('2', '-b')}\n`,
    then: [1, 2],
  },
  {
    name: 'a typed list',
    text: 'apiVersion: v1\nkind: KList\nitems:\n- metadata: {name: NAME}\n  v: 1\n',
    then: [1],
  },
  { name: 'an empty List', text: 'apiVersion: v1\nkind: List\nitems: []\n', then: [] },
];
