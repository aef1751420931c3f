import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, styleText } from 'node:util';

/** One place in the source, as it is and as the defect has it. */
interface Place {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** One defect that the tests must notice. */
interface Break extends Place {
  readonly name: string;
  /** A second place, where two walls stand before the same harm. */
  readonly also?: Place;
  /** What must turn red: a test file (and words of the test's name), or a script. */
  readonly proof: TestProof | { readonly script: readonly string[] };
  /** Whether dist/ is built from the broken source first; a stale dist is itself one of the breaks. */
  readonly build: boolean;
}

/** A test file of one of the two projects, perhaps only the tests of that name. */
interface TestProof {
  readonly test: string;
  readonly named?: string;
  readonly project: 'unit' | 'stage';
}

const deploy = '__tests__/scenarios/first-deploy.test.ts';
const onGitHub = '__tests__/github/deploy.test.ts';

const breaks: readonly Break[] = [
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
    from: 'maskObject(normalizeForDiff(next), markOf)',
    to: 'maskObject(normalizeForDiff(intent.body), markOf)',
    proof: { test: deploy, project: 'stage' },
    build: true,
  },
  {
    name: 'a second deploy writes a record though nothing changed',
    file: 'src/flows/deploy.ts',
    from: '!hasChanges(plan.changes) && ',
    to: 'hasChanges(plan.changes) && ',
    proof: { test: deploy, project: 'stage' },
    build: true,
  },
  {
    name: "a request violates GitHub's OpenAPI: deployments have no parameter sha",
    file: 'src/github/deployment.ts',
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
    from: 'await set(finalStateOf(report), describeRun(report))',
    to: "await (report.mode === 'drift' ? set(finalStateOf(report), describeRun(report)) : undefined)",
    proof: { test: onGitHub, named: 'ends in', project: 'unit' },
    build: false,
  },
  {
    name: 'a secret in the log: the environment is dumped into it',
    file: 'src/action.ts',
    from: 'await main(process.env);',
    to: 'process.stdout.write(`${JSON.stringify(process.env)}\\n`);\nawait main(process.env);',
    proof: { test: '__tests__/scenarios/thread.test.ts', named: 'shows no secret', project: 'stage' },
    build: true,
  },
  {
    name: 'a secret in the log: values of Secrets are neither masked nor redacted',
    file: 'src/diff/mask.ts',
    from: 'if (isSecret(value)) return maskSecret(value, mark);',
    to: 'if (isSecret(value)) return value;',
    also: {
      file: 'src/system/secrets.ts',
      from: "return text.replace(pattern, '***');",
      to: 'return text;',
    },
    proof: { test: '__tests__/scenarios/thread.test.ts', named: 'shows no secret', project: 'stage' },
    build: true,
  },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

process.exitCode = await main(process.argv[2]);

/** Breaks the program in one place at a time, in a scratch copy, and demands that the tests turn red. */
async function main(only: string | undefined): Promise<number> {
  const survivors: string[] = [];
  for (const each of breaks.filter(({ name }) => only === undefined || name.includes(only))) {
    const startMs = performance.now();
    const verdict = await tryBreak(each);
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    process.stdout.write(
      `${verdict === 'red' ? styleText('green', 'red  ') : styleText('red', verdict)} ${seconds.padStart(5)} s  ${each.name}\n`,
    );
    if (verdict !== 'red') survivors.push(each.name);
  }
  process.stdout.write(
    survivors.length === 0 ? 'Every break was noticed.\n' : `Not noticed: ${survivors.join('; ')}\n`,
  );
  return survivors.length === 0 ? 0 : 1;
}

/** `red`: the tests failed with the break and pass without it. Anything else is what is wrong. */
async function tryBreak(each: Break): Promise<string> {
  const folder = await scratchCopy();
  try {
    const places = [each, ...(each.also ? [each.also] : [])];
    const whole = await Promise.all(
      places.map(async ({ file }) => await readFile(join(folder, file), 'utf8')),
    );
    const gone = places.find(({ from }, index) => whole[index]?.includes(from) !== true);
    if (gone) return `the place to break is gone from ${gone.file}: ${gone.from}`;
    for (const [index, { file, from, to }] of places.entries())
      await writeFile(
        join(folder, file),
        (whole[index] ?? '').replace(from, () => to),
      );
    if (each.build) await run(process.execPath, ['scripts/build.ts'], { cwd: folder });
    if ((await runTests(folder, each)) === 0) return 'GREEN';
    for (const [index, { file }] of places.entries()) await writeFile(join(folder, file), whole[index] ?? '');
    if (each.build) await run(process.execPath, ['scripts/build.ts'], { cwd: folder });
    return (await runTests(folder, each)) === 0 ? 'red' : 'red without the break, too';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The files that git knows, as they stand in the working tree. */
async function scratchCopy(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-push-red-'));
  const { stdout } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const name of stdout.split('\0').filter(part => part !== '')) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await cp(join(root, name), join(folder, name)).catch(ignoreMissing);
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** A file that git still lists but that is gone from the working tree is simply not copied. */
function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}

async function runTests(folder: string, { proof }: Break): Promise<number> {
  const args = 'script' in proof ? proof.script : vitestArguments(folder, proof);
  const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve(code ?? 1));
  });
}

function vitestArguments(folder: string, proof: TestProof): readonly string[] {
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
  const named = proof.named === undefined ? [] : ['-t', proof.named];
  return [vitest, 'run', '--project', proof.project, proof.test, ...named];
}
