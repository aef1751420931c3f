import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { StageError } from '../cluster/stage-error.ts';

/** An action as its action.yml describes it. */
export interface ActionFile {
  readonly folder: string;
  readonly inputs: readonly ActionInput[];
  /** Relative to the folder. */
  readonly main: string;
  readonly post?: string;
  /** An expression; `always()` unless the file says otherwise. */
  readonly postIf: string;
}

/** An input that an action declares. */
export interface ActionInput {
  readonly name: string;
  /** May hold expressions; empty without one. */
  readonly default: string;
  readonly deprecation?: string;
}

/**
 * Reads the action.yml (or action.yaml) of a folder. `required` is of no interest: the runner does not enforce it.
 * Source: actions/runner src/Runner.Worker/ActionManifestManager.cs.
 * @throws StageError when there is none, or it is not a Node.js action that this Node.js can run
 */
export async function readActionFile(folder: string): Promise<ActionFile> {
  const file = ['action.yml', 'action.yaml'].map(name => join(folder, name)).find(path => existsSync(path));
  if (file === undefined) throw new StageError(`There is no action.yml in ${folder}.`);
  const content = mapIn(load(await readFile(file, 'utf8')));
  const runs = mapIn(content['runs']);
  const using = textIn(runs['using']);
  const major = Number(/^node(\d+)$/.exec(using)?.[1]);
  if (!(major >= 20) || major > Number(process.versions.node.split('.')[0]))
    throw new StageError(`${file} says "using: ${using}", which this runner cannot run.`);
  if (runs['pre'] !== undefined) throw new StageError(`${file} has "pre", which this runner does not play.`);
  const postIf = textIn(runs['post-if']);
  const post = textIn(runs['post']);
  return {
    folder,
    inputs: Object.entries(mapIn(content['inputs'])).map(([name, input]) => inputOf(name, mapIn(input))),
    main: textIn(runs['main']),
    ...(post !== '' && { post }),
    postIf: postIf === '' ? 'always()' : postIf,
  };
}

function inputOf(name: string, input: Readonly<Record<string, unknown>>): ActionInput {
  const deprecation = textIn(input['deprecationMessage']);
  return { name, default: textIn(input['default']), ...(deprecation !== '' && { deprecation }) };
}

function mapIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** Scalars as the runner reads them: `false` and `10` are the texts `false` and `10`. */
function textIn(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
