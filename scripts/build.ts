import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';
import { eagerLoads } from './lazy-graph.ts';
import { collectLicences } from './licences.ts';

/** What dist may weigh, in bytes. */
const sizeLimitBytes = 3_500_000;

/**
 * Everything that belongs into dist, by name: the bundle, the assets and the licences of what was bundled.
 * @throws Error when the bundle is too big, or loads for every run what only some need.
 */
export async function buildDist(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const { files, metafile } = await bundle(folder);
  const eager = eagerLoads(metafile);
  if (eager.length > 0) throw new Error(`loaded by every run, but only some need it:\n${eager.join('\n')}`);
  const licences = Buffer.from(await collectLicences(folder, metafile));
  const dist = new Map([
    ...files,
    ...(await readFolder(join(folder, 'src/assets'), 'assets/')),
    ['licenses.txt', licences],
  ]);
  const sizeBytes = [...dist.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  if (sizeBytes > sizeLimitBytes)
    throw new Error(`dist weighs ${sizeBytes} bytes, more than ${sizeLimitBytes}`);
  return dist;
}

/** How two versions of dist differ, one line a file; empty when they are the same bytes. */
export function differences(
  built: ReadonlyMap<string, Uint8Array>,
  present: ReadonlyMap<string, Uint8Array>,
): readonly string[] {
  const names = [...new Set([...built.keys(), ...present.keys()])].toSorted();
  return names.flatMap(name => {
    const [made, there] = [built.get(name), present.get(name)];
    if (made === undefined) return [`${name} is in dist, but is not built any more`];
    if (there === undefined) return [`${name} is missing from dist`];
    return Buffer.compare(made, there) === 0 ? [] : [`${name} is not what the sources give`];
  });
}

/** The files below a folder by name with a prefix; none when the folder is not there. */
export async function readFolder(folder: string, prefix = ''): Promise<ReadonlyMap<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const read = paths.toSorted().map(async path => {
    const name = prefix + path.slice(folder.length + 1).replaceAll('\\', '/');
    return [name, await readFile(path)] as const;
  });
  return new Map(await Promise.all(read));
}

async function main(args: readonly string[]): Promise<number> {
  const folder = fileURLToPath(new URL('../', import.meta.url));
  const dist = join(folder, 'dist');
  const built = await buildDist(folder);
  if (args.includes('--check')) {
    const found = differences(built, await readFolder(dist));
    for (const line of found) process.stderr.write(`${line}\n`);
    if (found.length > 0) process.stderr.write('dist is stale: run npm run build and commit it.\n');
    return Number(found.length > 0);
  }
  await rm(dist, { recursive: true, force: true });
  for (const [name, bytes] of built) {
    await mkdir(dirname(join(dist, name)), { recursive: true });
    await writeFile(join(dist, name), bytes);
    process.stdout.write(`${String(bytes.length).padStart(9)}  dist/${name}\n`);
  }
  return 0;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
