import { readFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import { StageError } from '../cluster/stage-error.ts';

/** A workflow as act gets it. */
export interface WorkflowCopy {
  /** JSON, which is YAML. */
  readonly text: string;
  readonly jobs: readonly string[];
  /** The actions of other repositories that it uses and that act has to find, each as `owner/name@ref`. */
  readonly foreignActions: readonly string[];
}

/**
 * A copy of a workflow without what GitHub has had since 2026 and act's schema refuses: `environment.deployment` and
 * `concurrency.queue`. Nothing else is changed.
 * @throws StageError when the file holds no jobs
 */
export async function copyWorkflow(file: string): Promise<WorkflowCopy> {
  const workflow = copyOf(load(await readFile(file, 'utf8')));
  const jobs = Object.entries(childOf(workflow, 'jobs'));
  if (jobs.length === 0) throw new StageError(`${file} is no workflow: it has no jobs.`);
  for (const owner of [workflow, ...jobs.map(([, job]) => job)]) {
    delete childOf(owner, 'concurrency')['queue'];
    delete childOf(owner, 'environment')['deployment'];
  }
  const foreign = jobs.flatMap(([, job]) => stepsOf(job).flatMap(foreignAction));
  return {
    text: JSON.stringify(workflow, undefined, 2),
    jobs: jobs.map(([id]) => id),
    foreignActions: [...new Set(foreign)],
  };
}

type Mapping = Record<string, unknown>;

/** Aliases in YAML are one object in two places; a copy through JSON is a tree. */
function copyOf(value: unknown): Mapping {
  return asMapping(JSON.parse(JSON.stringify(value ?? {})));
}

function asMapping(value: unknown): Mapping {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parser of this file
  return typeof value === 'object' && value !== null ? (value as Mapping) : {};
}

function childOf(owner: unknown, name: string): Mapping {
  return asMapping(asMapping(owner)[name]);
}

function stepsOf(job: unknown): readonly unknown[] {
  const steps = asMapping(job)['steps'];
  return Array.isArray(steps) ? steps : [];
}

/** act itself does what actions/checkout does to the workflow's own repository and commit. */
function foreignAction(step: unknown): readonly string[] {
  const uses = asMapping(step)['uses'];
  if (typeof uses !== 'string' || uses.startsWith('./') || uses.startsWith('docker://')) return [];
  const given = childOf(step, 'with');
  const isOwnCheckout = given['repository'] === undefined && given['ref'] === undefined;
  if (uses.startsWith('actions/checkout@') && isOwnCheckout) return [];
  const [path = '', ref = ''] = uses.split('@');
  return [`${path.split('/').slice(0, 2).join('/')}@${ref}`];
}
