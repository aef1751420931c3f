import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, styleText } from 'node:util';

/** One defect that the tests must notice. */
interface Break {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
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
    const path = join(folder, each.file);
    const text = await readFile(path, 'utf8');
    if (!text.includes(each.from)) return `the place to break is gone from ${each.file}: ${each.from}`;
    await writeFile(
      path,
      text.replace(each.from, () => each.to),
    );
    if (each.build) await run(process.execPath, ['scripts/build.ts'], { cwd: folder });
    if ((await runTests(folder, each)) === 0) return 'GREEN';
    await writeFile(path, text);
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
