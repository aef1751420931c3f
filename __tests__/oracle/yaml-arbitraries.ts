import * as fc from 'fast-check';
import type { Json, JsonObject } from '../../src/model/json.ts';

const words = [
  'a',
  'on',
  'No',
  'y',
  '~',
  'null',
  'True',
  '0',
  '-0',
  '010',
  '0x1F',
  '0o17',
  '0b11',
  '1_000',
  '08',
  '.5',
  '1e3',
  '1.',
  '-.5',
  '9007199254740993',
  '18446744073709551616',
  '1:30',
  '2001-01-01',
  '12Mi',
  '.inf',
  '<<',
  '=',
  'a b',
  'a: b',
  'a #b',
  '#a',
  '- a',
  '-a',
  '?a',
  ':a',
  '@a',
  '`a',
  '%a',
  '&a',
  '*a',
  '!a',
  '|',
  '>',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  'é',
  '😀',
  '\t',
  '\u00A0',
  'a\tb',
  'a\n',
  '\na',
  'a\n\nb',
  ' a',
  'a ',
  '\n',
  'a\r\nb',
  '\u2028',
  '\u0085',
  '\u007F',
  '\uFEFF',
  '---',
  '--- a',
  '...',
  'a\n---\nb',
  '{{ x }}',
  '0X1F',
  '0B11',
  '0o_7',
  '-0o17',
  '1e+_3',
  '',
];

const number = fc.stringMatching(/^[-+0-9._eExXoObBabf]{1,8}$/);
const word = fc.oneof(fc.constantFrom(...words), number, fc.string({ maxLength: 6 }));

/** Text that may stand behind `v: `: scalars in every style, with tags, nested flow and block collections. */
export function yamlValues(): fc.Arbitrary<string> {
  const { value } = fc.letrec<{ value: string; flow: string }>(tie => ({
    flow: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'flow' },
      word,
      word.map(text => JSON.stringify(text)),
      word.map(text => `'${text.replaceAll("'", "''")}'`),
      fc.array(tie('flow'), { maxLength: 3 }).map(items => `[${items.join(', ')}]`),
      fc
        .array(fc.tuple(word, tie('flow')), { maxLength: 3 })
        .map(pairs => `{${pairs.map(([key, item]) => `${key}: ${item}`).join(', ')}}`),
    ),
    value: fc.oneof(
      tie('flow'),
      fc
        .tuple(fc.constantFrom('!!str', '!!int', '!!float', '!!bool', '!!null', '!', '!x'), tie('flow'))
        .map(parts => parts.join(' ')),
      fc.array(word, { minLength: 1, maxLength: 4 }).map(lines => lines.join('\n  ')),
      fc
        .tuple(
          fc.constantFrom('|', '>', '|-', '>-', '|+', '>+', '|2', '>1'),
          fc.array(word, { maxLength: 5 }),
          fc.constantFrom('  ', '    '),
        )
        .map(([header, lines, indent]) => [header, ...lines.map(line => indent + line)].join('\n')),
      fc
        .array(fc.tuple(word, tie('flow')), { minLength: 1, maxLength: 3 })
        .map(pairs => pairs.map(([key, item]) => `\n  ${key}: ${item}`).join('')),
      fc
        .array(tie('flow'), { minLength: 1, maxLength: 3 })
        .map(items => items.map(item => `\n- ${item}`).join('')),
    ),
  }));
  return value;
}

/** Objects that JSON can hold, with texts that YAML takes for something else. */
export function jsonObjects(): fc.Arbitrary<JsonObject> {
  const text = word.map(written => written.toWellFormed());
  const { value } = fc.letrec<{ value: Json }>(tie => ({
    value: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'json' },
      text,
      fc.boolean(),
      fc.constant(null),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(each => (Number.isInteger(each) ? 0.5 : each)),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value'), { maxKeys: 3 }),
    ),
  }));
  return fc.dictionary(text, value, { maxKeys: 4 });
}
