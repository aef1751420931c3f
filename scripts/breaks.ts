/** One place in the source, as it is and as the defect has it. */
export interface Place {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** One defect that the tests must notice. */
export interface Break extends Place {
  readonly name: string;
  /** A second place, where two walls stand before the same harm. */
  readonly also?: Place;
  /** What must turn red: a test file (and words of the test's name), or a script. */
  readonly proof: TestProof | { readonly script: readonly string[] };
  /** Whether dist/ is built from the broken source first; a stale dist is itself one of the breaks. */
  readonly build: boolean;
}

/** A test file of one of the two projects, perhaps only the tests of that name. */
export interface TestProof {
  readonly test: string;
  readonly named?: string;
  readonly project: 'unit' | 'stage';
}

const deploy = '__tests__/scenarios/first-deploy.test.ts';
const onGitHub = '__tests__/github/deploy.test.ts';

/** All of them. Their places are looked for by a house test, so that a change of the source takes them along. */
export const breaks: readonly Break[] = [
  {
    name: 'a floor rule is broken: a word of the model imports a room',
    file: 'src/model/target.ts',
    from: "import type { Source } from './source.ts';",
    to: "import type { Source } from './source.ts';\nexport type { Intent } from '../engines/kubernetes/plan/intent.ts';",
    proof: { test: '__tests__/house/floors.test.ts', project: 'unit' },
    build: false,
  },
  {
    name: 'an input is missing from the table',
    file: 'src/input/rows-kubernetes.ts',
    from: "name: 'max-deletions',",
    to: "name: 'most-deletions',",
    proof: { test: '__tests__/house/contract.test.ts', project: 'unit' },
    build: false,
  },
  {
    name: 'dist is stale',
    file: 'src/version.ts',
    from: "'0.1.0'",
    to: "'0.1.1'",
    proof: { script: ['scripts/build.ts', '--check'] },
    build: false,
  },
  {
    name: 'a preview writes',
    file: 'src/engines/kubernetes/plan/object.ts',
    from: '{ manager, force: true, dryRun: true }',
    to: '{ manager, force: true, dryRun: false }',
    proof: { test: deploy, named: 'previews 39 creates', project: 'stage' },
    build: true,
  },
  {
    name: 'a field in a diff is wrong',
    file: 'src/engines/kubernetes/plan/fields.ts',
    from: 'maskFor(intent, normalizeForDiff(next), markOf)',
    to: 'maskFor(intent, normalizeForDiff(intent.body), markOf)',
    proof: { test: deploy, project: 'stage' },
    build: true,
  },
  {
    name: 'a second deploy writes a record though nothing changed',
    file: 'src/flows/deploy.ts',
    from: 'if (isAllUnchanged(plan.changes) && ',
    to: 'if (!isAllUnchanged(plan.changes) && ',
    proof: { test: deploy, project: 'stage' },
    build: true,
  },
  {
    name: "a request violates GitHub's OpenAPI: deployments have no parameter sha",
    file: 'src/github/deployments.ts',
    from: 'auto_merge: false,',
    to: 'auto_merge: false,\n    sha,',
    proof: { test: onGitHub, named: 'made of the full commit', project: 'unit' },
    build: false,
  },
  {
    name: 'a second comment: the one that is there is not found',
    file: 'src/github/pull.ts',
    from: "numberAt(identity, '/pr') === number",
    to: "numberAt(identity, '/pr') === -number",
    proof: { test: '__tests__/github/comment.test.ts', named: 'written once', project: 'unit' },
    build: false,
  },
  {
    name: 'a deployment never gets its final status',
    file: 'src/github/deployment.ts',
    from: 'newest = await deployments.set(subject, status);',
    to: "newest = await deployments.set(subject, { ...status, state: 'in_progress' });",
    proof: { test: onGitHub, named: 'ends in success', project: 'unit' },
    build: false,
  },
  {
    name: 'a secret in the log: the environment is dumped into it',
    file: 'src/action.ts',
    from: 'await main(process.env).catch(breakDown);',
    to: 'process.stdout.write(`${JSON.stringify(process.env)}\\n`);\nawait main(process.env).catch(breakDown);',
    proof: { test: '__tests__/scenarios/thread.test.ts', named: 'shows no secret', project: 'stage' },
    build: true,
  },
  {
    name: 'a secret in the log: values of Secrets are neither masked, nor redacted, nor told to the runner',
    file: 'src/diff/mask.ts',
    from: 'if (isSecret(value)) return maskSecret(value, mark);',
    to: 'if (isSecret(value)) return value;',
    also: {
      file: 'src/system/secrets.ts',
      from: 'for (const form of formsOf(value)) {',
      to: "for (const form of formsOf('')) {",
    },
    proof: { test: '__tests__/scenarios/thread.test.ts', named: 'shows no secret', project: 'stage' },
    build: true,
  },
  {
    name: 'a readiness rule is broken: old Pods of a Deployment do not count',
    file: 'src/engines/kubernetes/ready/deployment.ts',
    from: "if (countAt(object, 'replicas') > updated)",
    to: "if (countAt(object, 'replicas') > updated + wanted)",
    proof: { test: '__tests__/engines/kubernetes/ready/ready.test.ts', project: 'unit' },
    build: false,
  },
  {
    name: 'a cause is lost: a container that was killed for its memory is told as crashed',
    file: 'src/engines/kubernetes/pods/trouble.ts',
    from: "if (end?.reason === 'OOMKilled')",
    to: "if (end?.reason === 'OutOfMemory')",
    proof: {
      test: '__tests__/scenarios/failed-rollout.test.ts',
      named: 'containers that end',
      project: 'stage',
    },
    build: true,
  },
  {
    name: 'a hook runs for a commit that changes nothing',
    file: 'src/engines/kubernetes/hooks/due.ts',
    from: 'hasChanges(changes) || ',
    to: 'changes.length >= 0 || ',
    proof: { test: '__tests__/engines/kubernetes/hooks/due.test.ts', project: 'unit' },
    build: false,
  },
  {
    name: 'a live line is as wide as the window, and wraps',
    file: 'src/system/log-live.ts',
    from: 'columns - 1)',
    to: 'columns + 1)',
    proof: { test: '__tests__/system/log-live.test.ts', project: 'unit' },
    build: false,
  },
  {
    name: 'a chart is fetched without leave',
    file: 'src/engines/kubernetes/render/helm-fetch.ts',
    from: 'if (!rendering.network)',
    to: 'if (rendering.network)',
    proof: { test: '__tests__/scenarios/registry.test.ts', named: 'without leave', project: 'stage' },
    build: true,
  },
  {
    name: 'a renderer sees the keys of the job: its environment is not an allow-list',
    file: 'src/engines/kubernetes/render/tool.ts',
    from: "env: { PATH: env['PATH'] ?? '', LC_ALL: 'C', ...call.env }",
    to: "env: { ...env, LC_ALL: 'C', ...call.env }",
    proof: {
      test: '__tests__/scenarios/rendering-limits.test.ts',
      named: 'gets an environment of its own',
      project: 'stage',
    },
    build: true,
  },
  {
    name: 'an older commit wins over a newer one',
    file: 'src/flows/order-guard.ts',
    from: "case 'behind':",
    to: "case 'behind':\n      if (commit !== '') return undefined;",
    proof: { test: '__tests__/flows/two-runs.test.ts', named: 'comes late', project: 'unit' },
    build: false,
  },
  {
    name: 'a lock is believed in for ever',
    file: 'src/engines/kubernetes/ledger/renewal.ts',
    from: 'held !== undefined && clock.elapsedMs() - renewedAtMs < freshMs',
    to: 'held !== undefined || clock.elapsedMs() >= freshMs',
    proof: { test: '__tests__/engines/kubernetes/ledger/lock.test.ts', project: 'unit' },
    build: false,
  },
  {
    name: 'a prune deletes whatever has the name: uid and resourceVersion of what was seen are not sent',
    file: 'src/engines/kubernetes/api/open-cluster.ts',
    from: 'preconditions: { uid, ...(resourceVersion !== undefined && { resourceVersion }) },',
    to: '...(uid === undefined && { preconditions: { uid, resourceVersion } }),',
    proof: {
      test: '__tests__/scenarios/pruning.test.ts',
      named: 'deletes exactly what it saw',
      project: 'stage',
    },
    build: true,
  },
  {
    name: 'a deployment whose making was not answered is made again',
    file: 'src/github/deployments.ts',
    from: '    reached.delete(subject.sha);\n',
    to: '',
    proof: { test: '__tests__/github/outbox.test.ts', named: 'nothing is doubled', project: 'unit' },
    build: false,
  },
  {
    name: 'what GitHub was not told is forgotten',
    file: 'src/github/mail.ts',
    from: 'return isAway(error) || ',
    to: 'return ',
    proof: { test: '__tests__/github/outbox.test.ts', named: 'nothing is doubled', project: 'unit' },
    build: false,
  },
  {
    name: 'a git note overwrites that of another run',
    file: 'src/github/note.ts',
    from: 'sha: made, force: false',
    to: 'sha: made, force: true',
    proof: { test: '__tests__/github/note.test.ts', named: 'is not lost', project: 'unit' },
    build: false,
  },
];

/** The places that a break changes. */
export function placesOf(one: Break): readonly Place[] {
  return one.also ? [one, one.also] : [one];
}
