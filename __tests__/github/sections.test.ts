import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinSections, type Section, splitSections } from '../../src/github/sections.ts';
import { runs } from '../effort.ts';

const sections = fc.uniqueArray(
  fc.record({
    key: fc.string({ minLength: 1, unit: 'binary' }),
    head: fc.constant('a'.repeat(40)),
    run: fc.nat(),
    attempt: fc.nat(9),
    digest: fc.constant('d'),
    text: fc.string({ unit: 'binary' }).map(text => `x${text.replaceAll('\r', '')}x`),
  }),
  { selector: section => section.key, maxLength: 5 },
);

const around = (): readonly [string, string] => ['<details>\n\n', '\n\n</details>'];

describe('a text of several sections', () => {
  it('comes apart as it was put together, whatever stands in it', () => {
    fc.assert(
      fc.property(sections, (given: readonly Section[]) => {
        const identity = { repo: 'acme/shop', pr: 7 };
        const text = joinSections({ identity, sections: given }, around);
        expect(splitSections(text)).toEqual({ identity, sections: given });
      }),
      { numRuns: runs(200) },
    );
  });

  it('has a first line that ends where it should, whatever the keys are', () => {
    const section = { key: '--><script>', head: '', run: 1, attempt: 1, digest: 'd', text: 'x' };
    const [line = ''] = joinSections({ identity: {}, sections: [section] }, around).split('\n');
    expect(line.indexOf('-->')).toBe(line.length - 3);
    expect(line).not.toContain('<script>');
  });

  it('loses the sections when somebody edited it, not the identity', () => {
    const section = { key: 'a', head: '', run: 1, attempt: 1, digest: 'd', text: 'one' };
    const text = joinSections({ identity: { pr: 7 }, sections: [section] }, around);
    expect(splitSections(text.replace('one', 'two'))).toEqual({ identity: { pr: 7 }, sections: [] });
    expect(splitSections(text.replaceAll('\n', '\r\n'))?.sections).toEqual([section]);
  });

  it.each([
    '',
    'Hello',
    '<!-- x -->',
    '<!-- {"gitops-push":2} -->',
    '<!-- {"a":1} -->\nx',
    ' <!-- {"gitops-push":1} -->',
  ])('is not what %j is', text => {
    expect(splitSections(text)).toBeUndefined();
  });
});
