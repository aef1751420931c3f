import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { isObject, parseJson } from '../../src/model/json.ts';
import { ensureBinaries } from '../stage/cluster/binaries.ts';

/** What kubectl made of one file: its objects in order, and the errors it printed about the file. */
export interface OracleAnswer {
  readonly objects: readonly JsonObject[];
  readonly errors: readonly string[];
}

/**
 * Shows files to the genuine kubectl, all in one call and without a cluster. Objects are told apart by their names:
 * each object of a file must be named after the file, `file-<index>` and what follows.
 */
export async function askKubectl(texts: readonly (string | Uint8Array)[]): Promise<readonly OracleAnswer[]> {
  const { paths } = await ensureBinaries({ programs: ['kubectl'] });
  const folder = await mkdtemp(join(tmpdir(), 'oracle-'));
  try {
    await Promise.all(texts.map((text, index) => writeFile(join(folder, `${nameOf(index)}.yaml`), text)));
    const { stdout, stderr } = await run(paths.kubectl, folder);
    const objects = splitObjects(stdout);
    const errors = stderr.split('\n').filter(line => line.includes(folder));
    return texts.map((_, index) => ({
      objects: objects.filter(object => metadataName(object).startsWith(nameOf(index))),
      errors: errors.filter(line => line.includes(`${nameOf(index)}.yaml`)),
    }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What kubectl reads in a folder and those below it, without a cluster, and the errors it printed. */
export async function readFolderAsKubectl(folder: string): Promise<OracleAnswer> {
  const { paths } = await ensureBinaries({ programs: ['kubectl'] });
  const { stdout, stderr } = await run(paths.kubectl, folder);
  return { objects: splitObjects(stdout), errors: stderr.split('\n').filter(line => line !== '') };
}

/** The name that the objects of the file at this place must start with. */
export function nameOf(index: number): string {
  return `file-${String(index).padStart(5, '0')}`;
}

/** `annotate --local` reads, adds one annotation and prints: nothing else happens to the object. */
async function run(kubectl: string, folder: string): Promise<{ stdout: string; stderr: string }> {
  const args = ['annotate', '--local', '-R', '-f', folder, 'oracle=kubectl', '-o', 'json'];
  const options = { maxBuffer: 512 * 1024 * 1024, env: { HOME: folder, KUBECONFIG: join(folder, 'none') } };
  return await new Promise(resolve =>
    execFile(kubectl, args, options, (_, stdout, stderr) => resolve({ stdout, stderr })),
  );
}

/** kubectl prints one indented JSON object after the other; only their last lines are a lone `}`. */
function splitObjects(stdout: string): readonly JsonObject[] {
  return stdout
    .split(/^\}$/m)
    .slice(0, -1)
    .map(text => withoutAnnotation(parseJson(`${text}}`)));
}

function withoutAnnotation(value: Json): JsonObject {
  if (!isObject(value) || !isObject(value['metadata']) || !isObject(value['metadata']['annotations']))
    return {};
  const { oracle: _, ...annotations } = value['metadata']['annotations'];
  const { annotations: __, ...metadata } = value['metadata'];
  const isEmpty = Object.keys(annotations).length === 0;
  return { ...value, metadata: isEmpty ? metadata : { ...metadata, annotations } };
}

function metadataName(object: JsonObject): string {
  const { metadata } = object;
  return isObject(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';
}
