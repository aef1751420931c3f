import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { readProject, type Tree, treeOf } from './project.ts';

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs?: Readonly<
    Record<
      string,
      {
        readonly permissions?: unknown;
        readonly 'timeout-minutes'?: number;
        readonly steps?: readonly Step[];
      }
    >
  >;
}

/** Our own workflows, and those that users copy from the examples and the README. */
function workflowsIn(tree: Tree): readonly (readonly [string, string])[] {
  const shown = [...(tree.get('README.md') ?? '').matchAll(/^```yaml\n([^]*?)^```$/gm)]
    .map(match => ['README.md', match[1] ?? ''] as const)
    .filter(([, text]) => /^jobs:/m.test(text));
  const files = [...tree].filter(
    ([path, text]) =>
      /\.ya?ml$/.test(path) &&
      (path.startsWith('.github/workflows/') || (path.startsWith('examples/') && /^jobs:/m.test(text))),
  );
  return [...files, ...shown];
}

function workflowMistakes(tree: Tree): readonly string[] {
  return workflowsIn(tree).flatMap(([path, text]) => {
    const workflow = parse(text);
    if (workflow === undefined) return [`${path} is not YAML`];
    return [...topMistakes(workflow), ...jobMistakes(workflow), ...pinMistakes(text)].map(
      mistake => `${path}: ${mistake}`,
    );
  });
}

function parse(text: string): Workflow | undefined {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parser of this test
    return load(text) as Workflow;
  } catch {
    return undefined;
  }
}

function topMistakes(workflow: Workflow): readonly string[] {
  const isEmpty = JSON.stringify(workflow.permissions) === '{}';
  return isEmpty ? [] : ['has no "permissions: {}" at its top'];
}

function jobMistakes(workflow: Workflow): readonly string[] {
  return Object.entries(workflow.jobs ?? {}).flatMap(([name, job]) => {
    const keepsToken = (job.steps ?? []).some(
      step =>
        step.uses?.startsWith('actions/checkout@') === true && step.with?.['persist-credentials'] !== false,
    );
    return [
      ...(job.permissions === undefined ? [`job ${name} does not say its permissions`] : []),
      ...(job['timeout-minutes'] === undefined ? [`job ${name} has no time limit`] : []),
      ...(keepsToken ? [`job ${name} leaves the token in the checkout`] : []),
    ];
  });
}

/** An action is pinned by its commit, with the version beside it for people; ours has no release yet. */
function pinMistakes(text: string): readonly string[] {
  return [...text.matchAll(/^[\s-]*uses:\s*(.+)$/gm)]
    .map(match => (match[1] ?? '').trim())
    .filter(
      uses =>
        !uses.startsWith('./') &&
        uses !== 'OWNER/gitops-push@COMMIT' &&
        !/^[\w./-]+@[0-9a-f]{40} # v\d+(?:\.\d+)*$/.test(uses),
    )
    .map(uses => `${uses} is not pinned by a commit with its version as comment`);
}

describe('workflows', () => {
  test('parse, pin their actions and ask for no more than they need', () => {
    const project = readProject();
    expect(workflowMistakes(project)).toEqual([]);
    expect(workflowsIn(project).length).toBeGreaterThan(0);
  });

  test('are found with every mistake', () => {
    const careless = 'on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v6\n';
    const sha = 'a'.repeat(40);
    const bare = `permissions: {}\njobs:\n  a:\n    permissions: {}\n    timeout-minutes: 5\n    steps:\n      - uses: x/y@${sha}\n`;
    expect(workflowMistakes(treeOf({ '.github/workflows/a.yml': careless }))).toHaveLength(5);
    expect(workflowMistakes(treeOf({ 'examples/a.yml': bare }))).toHaveLength(1);
    expect(workflowMistakes(treeOf({ 'examples/a.yml': bare.replace(sha, `${sha} # v1.2.3`) }))).toEqual([]);
    expect(workflowMistakes(treeOf({ '.github/workflows/a.yml': 'a: [' }))).toHaveLength(1);
  });
});
