import type { Json } from '../../../../src/model/json.ts';
import type { YamlCode } from '../../../../src/engines/kubernetes/manifest/yaml-codes.ts';

/** How a scalar is written behind `v: `, and what kubectl makes of it. */
export interface ScalarCase {
  readonly written: string;
  readonly then: { readonly value: Json } | { readonly code: YamlCode };
  /** What kubectl reads where we refuse. */
  readonly kubectl?: Json;
}

const read = (then: readonly (readonly [written: string, value: Json])[]): readonly ScalarCase[] =>
  then.map(([written, value]) => ({ written, then: { value } }));
const refused = (code: YamlCode, texts: readonly string[]): readonly ScalarCase[] =>
  texts.map(written => ({ written, then: { code } }));
const asWritten = (texts: readonly string[]): readonly ScalarCase[] =>
  texts.map(written => ({ written, then: { value: written } }));

/** Every spelling that some parser reads otherwise than kubectl. The oracle test proves each against kubectl. */
export const scalarCases: readonly ScalarCase[] = [
  ...read(
    ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(text => [text, true]),
  ),
  ...read(
    ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(text => [text, false]),
  ),
  ...asWritten(['oN', 'tRue', 'yeS', 'oFF', 'nULL', 'nil', 'None', 'undefined', 'truee']),
  ...read(['', '~', 'null', 'Null', 'NULL'].map(text => [text, null])),
  // whole numbers
  ...read([
    ['0', 0],
    ['-0', 0],
    ['+0', 0],
    ['+7', 7],
    ['-7', -7],
    ['0400', 256],
    ['-0777', -511],
    ['+017', 15],
    ['017', 15],
    ['0o17', 15],
    ['0O17', 15],
    ['-0o17', -15],
    ['0_7', 7],
    ['0o_7', 7],
    ['0x10', 16],
    ['0X1F', 31],
    ['+0x1F', 31],
    ['-0xff', -255],
    ['0b11', 3],
    ['0B11', 3],
    ['-0b11', -3],
    ['0b-1', -1],
    ['1_000', 1000],
    ['1__0', 10],
    ['1_', 1],
    ['00', 0],
    ['007', 7],
  ]),
  // integers beyond what a double holds
  ...read([
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['9007199254740993', 9007199254740993n],
    ['-9007199254740993', -9007199254740993n],
    ['9223372036854775807', 9223372036854775807n],
    ['-9223372036854775808', -9223372036854775808n],
    ['0x7fffffffffffffff', 9223372036854775807n],
    ['9223372036854775808', 9223372036854776000n],
    ['18446744073709551615', 18446744073709552000n],
    ['0xFFFFFFFFFFFFFFFF', 18446744073709552000n],
    ['18446744073709551616', 18446744073709552000n],
    ['-9223372036854775809', -9223372036854776000n],
    ['123456789012345678901234567890', 1.2345678901234568e29],
  ]),
  // floats
  ...read([
    ['1.5', 1.5],
    ['1.0', 1],
    ['-0.0', 0],
    ['5.', 5],
    ['.5', 0.5],
    ['+.5', 0.5],
    ['-.5', -0.5],
    ['+.5_5', 0.55],
    ['-._5', -0.5],
    ['.1_0', 0.1],
    ['.5e3', 500],
    ['08', 8],
    ['0808', 808],
    ['007.5', 7.5],
    ['09.5', 9.5],
    ['1e3', 1000],
    ['1E3', 1000],
    ['1e+_3', 1000],
    ['1_0.5', 10.5],
    ['1e-7', 1e-7],
    ['1e20', 100000000000000000000n],
    ['1e21', 1e21],
    ['1e308', 1e308],
    ['1e-400', 0],
    ['0.1', 0.1],
    ['3.14159265358979323846', Math.PI],
  ]),
  ...asWritten(['._1', '.1__0', '.1_', '.', '..', '.a', '.e5', '+', '-+1', '--1', '+-1', '._', '_1', '_']),
  ...asWritten(['0o8', '0x', '0b12', '0b', '0xG', '0x1p4', '0x1.8', '1e400', '-1e400', '1e', '1e+', '1.2.3']),
  ...asWritten([
    '12:30:45',
    '190:20:30',
    '1:30',
    '2001-01-01',
    '2001-12-14t21:59:43.10-05:00',
    '2001-1-1 1:1:1',
  ]),
  ...asWritten(['12Mi', '500m', '1,000', '1.10.0', '1-2', '0xFFFFFFFFFFFFFFFFFF', '-18446744073709551615x']),
  ...asWritten(['nginx:1.27', 'http://example.com/a?b=c', 'a#b', 'a b', '=', '<', 'é', '😀']),
  ...refused('yaml-number', ['.inf', '.Inf', '.INF', '+.inf', '-.inf', '-.INF', '.nan', '.NaN', '.NAN']),
  ...asWritten(['.iNF', '.nAn', '+.nan', '-.nan', '.infinity', 'inf', 'NaN']),
  // quotes make text of everything
  ...read([
    ['"1"', '1'],
    ["'on'", 'on'],
    ['"null"', 'null'],
    ['""', ''],
    ["''", ''],
    ["'it''s'", "it's"],
    ['"\\x41\\u00e9\\U0001F600"', 'Aé😀'],
    ['"\\0\\a\\b\\t\\n\\v\\f\\r\\e\\ \\"\\\\"', '\0\u0007\b\t\n\v\f\r\u001B "\\'],
    ['"\\N\\_\\L\\P"', '\u0085\u00A0\u2028\u2029'],
    ['"a\\\n  b"', 'ab'],
    ['"a\n  b"', 'a b'],
    ['"a\n\n  b"', 'a\nb'],
    ["'a\n  b'", 'a b'],
  ]),
  ...refused('yaml-escape', ['"\\/"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\UFFFFFFFF"']),
  // tags
  ...read([
    ['!!str 1', '1'],
    ['!!str', ''],
    ['!!str on', 'on'],
    ['!!int "7"', 7],
    ['!!int 0x10', 16],
    ['!!float 3', 3],
    ['!!float 0x10', 16],
    ['!!float "1.5"', 1.5],
    ['!!bool "yes"', true],
    ['!!bool no', false],
    ['!!null ""', null],
    ['!!null ~', null],
    ['!!binary aGVsbG8=', 'hello'],
    ['!!binary 4oI=', '\uFFFD\uFFFD'],
    ['!!binary ""', ''],
    ['!!binary w6n/4oKs8J+YgO2ggMCv9JCAgA==', 'é\uFFFD€😀' + '\uFFFD'.repeat(9)],
    ['!!timestamp 2001-01-01', '2001-01-01'],
    ['! 12', '12'],
    ['! on', 'on'],
    ['!foo 12', '12'],
    ['!foo on', 'on'],
    ['!<tag:yaml.org,2002:int> "7"', 7],
    ['!!foo 1', '1'],
    ['!!set {a}', { a: null }],
    ['!!omap [1]', [1]],
    ['!!map [1]', [1]],
  ]),
  ...refused('yaml-tag', [
    '!!int foo',
    '!!null foo',
    '!!bool 1',
    '!!int 1.5',
    '!!float foo',
    '!!timestamp foo',
  ]),
  ...refused('yaml-tag', [
    '!!binary aGVsbG8',
    '!!binary "a GVsbG8="',
    '!!binary é',
    '!!float 18446744073709551615',
  ]),
  // blocks and folds
  ...read([
    ['|\n  a\n  b\n', 'a\nb\n'],
    ['|-\n  a\n', 'a'],
    ['|+\n  a\n\n', 'a\n\n\n'],
    ['|\n  a\n\n\n', 'a\n'],
    ['|2\n    a\n', '  a\n'],
    ['|1-\n  a\n', ' a'],
    ['|\n\n  a\n', '\na\n'],
    ['|\n  a\n    b\n  c\n', 'a\n  b\nc\n'],
    ['|\n  a\tb\n', 'a\tb\n'],
    ['|\n  a\n  \tb\n', 'a\n\tb\n'],
    ['|\n', ''],
    ['| # why\n  a\n', 'a\n'],
    ['|\n  a', 'a\n'],
    ['>\n  a\n  b\n', 'a b\n'],
    ['>\n  a\n\n  b\n', 'a\nb\n'],
    ['>\n  a\n    b\n  c\n', 'a\n  b\nc\n'],
    ['>-\n  a\n  b\n\n', 'a b'],
    ['>+\n  a\n\n', 'a\n\n\n'],
    ['a\n  b\n  c', 'a b c'],
    ['a\n\n  b', 'a\nb'],
    ['a # comment', 'a'],
    ['|\r\n  a\r\n  b\r\n', 'a\nb\n'],
  ]),
  // flow
  ...read([
    ['[]', []],
    ['{}', {}],
    ['[a, 1, on, ~, "x"]', ['a', 1, true, null, 'x']],
    ['[a, ]', ['a']],
    ['{a: 1, b: {c: [2]}}', { a: 1, b: { c: [2] } }],
    ['{a, b: }', { a: null, b: null }],
    ['{"a":1}', { a: 1 }],
    ['{"a": "b", }', { a: 'b' }],
    ['[a: b]', [{ a: 'b' }]],
    ['[\n  a,\n  b\n]', ['a', 'b']],
    ['{\n  a: 1\n}', { a: 1 }],
    ['[\n\ta,\n\tb\n  ]', ['a', 'b']],
    ['[a b, c\n  d]', ['a b', 'c d']],
    ['[http://x/y, a:b]', ['http://x/y', 'a:b']],
    ['[-1, -a]', [-1, '-a']],
    ['[ # why\n  a # because\n  ]', ['a']],
  ]),
  ...refused('yaml-syntax', ['[a', '{a: 1', '[a?b]', '[:b]', '{a\n  b: 1}', '"a" b', 'a: b', '@a']),
  ...refused('yaml-syntax', ['`a', '%a', '&x b: c', '!t b: c', '- a', ']', '"a', "'a", '|x', '*']),
  // a colon without a blank behind it belongs to the text before
  { written: '{a:, b: 1}', then: { code: 'yaml-syntax' }, kubectl: { 'a:': null, b: 1 } },
  { written: '[a:]', then: { code: 'yaml-syntax' }, kubectl: ['a:'] },
];

/** How a key is written, and what it becomes. */
export interface KeyCase {
  readonly written: string;
  readonly then: { readonly key: string } | { readonly code: YamlCode };
  /** The key where kubectl reads it and we refuse it. */
  readonly kubectl?: string;
}

/** Keys become text after they were resolved like values. */
export const keyCases: readonly KeyCase[] = [
  ...(
    [
      ['a', 'a'],
      ['1', '1'],
      ['0x10', '16'],
      ['010', '8'],
      ['1e3', '1000'],
      ['1e6', '1e+06'],
      ['1.10', '1.1'],
      ['1.0', '1'],
      ['0.00001', '1e-05'],
      ['123456.7', '123456.7'],
      ['16777217.5', '1.6777218e+07'],
      ['1e300', '.inf'],
      ['9007199254740993', '9007199254740993'],
      ['.inf', '.inf'],
      ['-.inf', '-.inf'],
      ['.nan', '.nan'],
      ['2001-01-01', '2001-01-01'],
      ['"on"', 'on'],
      ["'1.10'", '1.10'],
      ['""', ''],
      ['!!str 1', '1'],
      ['"<<"', '<<'],
      ['__proto__', '__proto__'],
      ['constructor', 'constructor'],
      ['a b', 'a b'],
      ['-', '-'],
    ] as const
  ).map(([written, key]) => ({ written, then: { key } })),
  ...(['y', 'on', 'Yes', 'true'] as const).map(
    written => ({ written, then: { code: 'yaml-boolean-key' }, kubectl: 'true' }) as const,
  ),
  ...(['n', 'off', 'NO', 'False'] as const).map(
    written => ({ written, then: { code: 'yaml-boolean-key' }, kubectl: 'false' }) as const,
  ),
  ...['~', 'null', '', '[a]', '{a: 1}', '18446744073709551615'].map(
    written => ({ written, then: { code: 'yaml-key-type' } }) as const,
  ),
  { written: 'k'.repeat(1100), then: { code: 'yaml-key-type' } },
];
