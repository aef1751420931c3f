import { describe, expect, it } from 'vitest';
import { defuseCommands } from '../../src/system/log-actions.ts';

/** What the runner takes for a command: `::name` after any white space of .NET at the start of a line, `##[name]` anywhere. */
const command = /(?:^|[\r\n])[\s\u0085]*::|##\[/;

describe('text that the runner would obey', () => {
  it.each([
    '::error::x',
    '  ::add-mask::x',
    'a\n::set-output name=a::b',
    'a\r::set-output name=a::b',
    '\u0085::set-output name=a::b',
    'a\n\t\u0085 ::stop-commands::x',
    'some ##[error]x',
  ])('%j is broken up', text => {
    expect(text).toMatch(command);
    expect(defuseCommands(text)).not.toMatch(command);
  });

  it('leaves everything else alone', () => {
    expect(defuseCommands('a :: b, std::vector, #[cfg]')).toBe('a :: b, std::vector, #[cfg]');
  });
});
