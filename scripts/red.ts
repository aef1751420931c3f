import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, styleText } from 'node:util';
import { type Break, breaks, placesOf, type TestProof } from './breaks.ts';

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
    const places = placesOf(each);
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
    if (each.build && !(await builds(folder))) return 'does not build with the break';
    if ((await runTests(folder, each)) === 0) return 'GREEN';
    for (const [index, { file }] of places.entries()) await writeFile(join(folder, file), whole[index] ?? '');
    if (each.build && !(await builds(folder))) return 'does not build';
    return (await runTests(folder, each)) === 0 ? 'red' : 'red without the break, too';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function builds(folder: string): Promise<boolean> {
  return await run(process.execPath, ['scripts/build.ts'], { cwd: folder }).then(
    () => true,
    () => false,
  );
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
