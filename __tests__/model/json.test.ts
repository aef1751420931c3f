import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  isEqual,
  joinPointer,
  parseJson,
  splitPointer,
  stringifyJson,
  valueAt,
} from '../../src/model/json.ts';

describe('json', () => {
  it('keeps integers that a double cannot hold, through parsing and writing', () => {
    const text = '{"a":9007199254740993,"b":[-9223372036854775808,1.5],"c":"9007199254740993"}';
    expect(parseJson(text)).toEqual({
      a: 9007199254740993n,
      b: [-9223372036854775808n, 1.5],
      c: '9007199254740993',
    });
    expect(stringifyJson(parseJson(text))).toBe(text);
  });

  it('writes equal values as equal canonical text', () => {
    expect(canonicalJson({ b: 1, a: [{ d: null, c: 'x' }] })).toBe('{"a":[{"c":"x","d":null}],"b":1}');
    expect(canonicalJson({ a: [{ c: 'x', d: null }], b: 1n })).toBe('{"a":[{"c":"x","d":null}],"b":1}');
  });

  it.each([
    { a: { x: 1, y: [1, 2] }, b: { y: [1, 2], x: 1 }, equal: true },
    { a: 9007199254740993n, b: 9007199254740993n, equal: true },
    { a: 1n, b: 1, equal: true },
    { a: 1n, b: '1', equal: false },
    { a: [1, 2], b: [2, 1], equal: false },
    { a: { x: null }, b: {}, equal: false },
    { a: {}, b: [], equal: false },
    { a: undefined, b: undefined, equal: true },
  ])('compares $a and $b', ({ a, b, equal }) => {
    expect(isEqual(a, b)).toBe(equal);
    expect(isEqual(b, a)).toBe(equal);
  });

  it('walks JSON pointers with escaped names', () => {
    const value = { metadata: { annotations: { 'a/b~c': 'x' } }, list: [{ name: 'first' }] };
    const pointer = joinPointer(['metadata', 'annotations', 'a/b~c']);
    expect(pointer).toBe('/metadata/annotations/a~1b~0c');
    expect(splitPointer(pointer)).toEqual(['metadata', 'annotations', 'a/b~c']);
    expect(valueAt(value, pointer)).toBe('x');
    expect(valueAt(value, '/list/0/name')).toBe('first');
    expect(valueAt(value, '/list/1/name')).toBeUndefined();
    expect(valueAt(value, '/toString')).toBeUndefined();
    expect(valueAt(value, '')).toBe(value);
  });
});
