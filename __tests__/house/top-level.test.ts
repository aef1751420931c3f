import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { top } from './project.ts';

/** What may stand at the top of the project; everything else has a folder to live in. */
const allowed = new Set([
  '.ci',
  '.editorconfig',
  '.gitattributes',
  '.github',
  '.gitignore',
  '.node-version',
  '.npmrc',
  '.oxlintrc.json',
  '__tests__',
  'action.yml',
  'biome.json',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'dist',
  'docs',
  'examples',
  'knip.json',
  'LICENSE',
  'package-lock.json',
  'package.json',
  'README.md',
  'scripts',
  'SECURITY.md',
  'src',
  'tsconfig.json',
  'vitest.config.ts',
]);
const ignored = new Set(['.git', '.cache', 'node_modules', 'coverage', 'demo-output']);

function strangers(entries: readonly string[]): readonly string[] {
  return entries.filter(entry => !allowed.has(entry) && !ignored.has(entry));
}

test('nothing strange stands at the top of the project', () => {
  expect(strangers(readdirSync(top).filter(entry => !entry.endsWith('.log')))).toEqual([]);
  expect(strangers(['src', 'notes.md', 'tmp'])).toEqual(['notes.md', 'tmp']);
});
