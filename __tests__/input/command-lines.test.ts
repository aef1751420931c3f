import { expect, it } from 'vitest';
import { commandLines } from '../../src/input/command-lines.ts';

const linesOf = (inputs: Readonly<Record<string, string>>) =>
  commandLines({ inputs, files: {} }, 'gitops-push');

it('name the target and the access again, and not what belongs to one run', () => {
  const lines = linesOf({ path: "it's here", prune: 'false', confirm: 'a/b', 'dry-run': 'true' });
  expect(lines.heal).toBe(String.raw`gitops-push heal --path 'it'\''s here' --no-prune`);
});

it.each(['token', 'config-map'])('never write out %s, which may be secret', name => {
  const line = linesOf({ [name]: "password: { value: it's secret, secret: true }" }).deploy;
  expect(line).not.toContain('secret');
  expect(line).toBe(`gitops-push deploy --${name} "$${name.toUpperCase().replace('-', '_')}"`);
});
