import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { actionYml } from '../../scripts/action-yml.ts';
import { documents } from '../../scripts/docs.ts';
import { fillParts, markdownTable } from '../../scripts/markdown-tables.ts';
import { inputs, inputsOf } from '../../src/input/inputs.ts';
import { outputs } from '../../src/input/outputs.ts';
import { readSettings } from '../../src/input/read.ts';
import type { Report } from '../../src/model/report.ts';
import { outputsOf } from '../../src/report/outputs.ts';
import { version } from '../../src/version.ts';
import { readProject } from './project.ts';

const project = readProject();

describe('the contract', () => {
  test('stands in action.yml and the README as the tables say', () => {
    for (const [name, text] of documents(project.get('README.md') ?? '')) {
      expect(project.get(name), `${name} is stale: run npm run docs`).toBe(text);
    }
  });

  test('is read from action.yml as it was meant', () => {
    const action = load(actionYml());
    const declared = inputsOf('action').map(row => [
      row.name,
      row.default === undefined ? {} : { default: row.default },
    ]);
    expect(action).toMatchObject({
      inputs: Object.fromEntries(declared),
      runs: { using: 'node24', main: 'dist/action.mjs' },
    });
    expect(action).toHaveProperty(
      'outputs',
      Object.fromEntries(outputs.map(row => [row.name, { description: row.doc }])),
    );
  });

  test('has defaults that are valid', () => {
    const defaults = inputsOf('action').flatMap(row =>
      row.default === undefined ? [] : [[row.name, row.default] as const],
    );
    const result = readSettings(Object.fromEntries(defaults), {
      host: 'action',
      event: 'push',
      repositoryName: 'shop',
    });
    expect(result).toHaveProperty('settings');
  });

  test('has no input twice and a sentence for each', () => {
    expect(new Set(inputs.map(row => row.name)).size).toBe(inputs.length);
    for (const row of [...inputs, ...outputs]) expect(row.doc).toMatch(/^[A-Z`].*[.]$/);
  });

  test('is kept by a run: it sets the declared outputs and no other', () => {
    const report: Report = {
      schema: 1,
      mode: 'validate',
      result: 'valid',
      reasonCode: '',
      targets: [],
      run: { host: 'terminal' },
      durationMs: 0,
    };
    expect(Object.keys(outputsOf(report))).toEqual(outputs.map(row => row.name));
  });

  test('names one version', () => {
    expect(JSON.parse(project.get('package.json') ?? '{}')).toMatchObject({ version });
  });
});

describe('generated parts', () => {
  test('go between their marks, and no mark is left without a part', () => {
    const text = 'a\n<!-- x -->\nold\n<!-- /x -->\nb\n';
    expect(fillParts(text, { x: 'new' })).toBe('a\n<!-- x -->\nnew\n<!-- /x -->\nb\n');
    expect(fillParts('<!-- x -->\n<!-- /x -->', { x: '$&' })).toBe('<!-- x -->\n$&\n<!-- /x -->');
    expect(() => fillParts(text, {})).toThrow('no part x');
    expect(() => fillParts(text, { x: '', y: '' })).toThrow('no place for y');
  });

  test('escape what would end a cell', () => {
    expect(markdownTable(['a'], [['x|y\nz']])).toBe('| a |\n| --- |\n| x\\|y z |');
  });
});
