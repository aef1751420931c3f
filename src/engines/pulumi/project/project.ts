import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { type JsonObject, textAt, valueAt } from '../../../model/json.ts';
import type { PulumiSource } from '../../../model/source.ts';
import type { World } from '../../../model/world.ts';
import { readYaml } from './yaml.ts';

/** A Pulumi project as it stands in the checkout, and what is wrong with it. */
export interface Project {
  /** Absolute path of the folder with Pulumi.yaml. */
  readonly folder: string;
  /** The same, relative to the workspace, without a slash at the end; empty for the workspace. */
  readonly path: string;
  readonly name: string;
  /** `nodejs`, `python`, `yaml`, ... */
  readonly runtime: string;
  /** The backend that the project itself names. */
  readonly backendUrl?: string;
  /** The stack's own file, relative to the workspace, when it is there, and its text. */
  readonly stackFile?: { readonly path: string; readonly text: string; readonly object: JsonObject };
  /** sha-256 (64 hex) of all files of the project but what is installed or ignored. */
  readonly digest: string;
  readonly diagnostics: readonly Diagnostic[];
}

type ProjectWorld = Pick<World, 'files' | 'shell' | 'programEnv' | 'disk'>;

const limitMs = 60_000;

const names = ['Pulumi.yaml', 'Pulumi.yml', 'Pulumi.json'] as const;

/** Reads a project. A missing or broken project file is a finding, not a failure. */
export async function readProject(source: PulumiSource, world: ProjectWorld): Promise<Project> {
  const path = source.path.replace(/^\.\/?/, '').replace(/\/+$/, '');
  const files = await filesOf(path, world);
  const file = names.map(name => inFolder(path, name)).find(each => files.some(found => found === each));
  const digest = await digestOf(files, path, world);
  const place = { folder: join(world.files.root, path), path, digest };
  if (file === undefined) {
    const message = `there is no Pulumi.yaml in ${path === '' ? 'the top folder' : path}`;
    const hint = 'Name the folder of the project: work-dir.';
    return {
      ...place,
      name: '',
      runtime: '',
      diagnostics: [{ code: 'project-missing', severity: 'error', message, hint }],
    };
  }
  const read = await readFile(file, world);
  const stack = await readStackFile(source, path, read.object, files, world);
  const backendUrl = textAt(read.object, '/backend/url');
  return {
    ...place,
    name: textAt(read.object, '/name') ?? '',
    runtime: textAt(read.object, '/runtime/name') ?? textAt(read.object, '/runtime') ?? '',
    ...(backendUrl !== undefined && { backendUrl }),
    ...(stack && { stackFile: stack.file }),
    diagnostics: [
      ...read.diagnostics,
      ...(read.diagnostics.length === 0 ? missingParts(file, read.object) : []),
      ...(stack?.diagnostics ?? []),
    ],
  };
}

interface ReadFile {
  readonly object: JsonObject;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

async function readFile(path: string, { files }: ProjectWorld): Promise<ReadFile> {
  const text = new TextDecoder().decode(await files.read(path));
  const read = readYaml(text);
  if ('object' in read) return { object: read.object, text, diagnostics: [] };
  const location = { file: path, line: read.line, column: read.column };
  const message = `${path} cannot be read: ${read.problem}`;
  return { object: {}, text, diagnostics: [{ code: 'yaml-syntax', severity: 'error', message, location }] };
}

function missingParts(file: string, object: JsonObject): readonly Diagnostic[] {
  const location = { file, line: 1, column: 1 };
  const has = (name: string): boolean => valueAt(object, `/${name}`) !== undefined;
  return ['name', 'runtime']
    .filter(name => !has(name))
    .map(name => ({
      code: 'project-incomplete',
      severity: 'error',
      message: `${file} has no ${name}`,
      hint:
        name === 'name'
          ? 'Write name: and what the project is called.'
          : 'Write runtime: nodejs (or yaml, python, go, dotnet, java).',
      location,
    }));
}

/** The file of the stack is `Pulumi.<stack>.yaml`, of the last part of a full name, in `stackConfigDir` when one is named. */
async function readStackFile(
  source: PulumiSource,
  path: string,
  project: JsonObject,
  files: readonly string[],
  world: ProjectWorld,
): Promise<
  { readonly file: Project['stackFile'] & object; readonly diagnostics: readonly Diagnostic[] } | undefined
> {
  const stack = source.stack.split('/').at(-1) ?? '';
  const folder = inFolder(path, textAt(project, '/stackConfigDir') ?? textAt(project, '/config') ?? '');
  const file = [`Pulumi.${stack}.yaml`, `Pulumi.${stack}.yml`]
    .map(name => inFolder(folder.replace(/\/$/, ''), name))
    .find(each => files.includes(each));
  if (stack === '' || file === undefined) return undefined;
  const { object, text, diagnostics } = await readFile(file, world);
  return { file: { path: file, text, object }, diagnostics };
}

function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Every file of the project that is the user's own: what git knows or would take up, else all but what is made. */
async function filesOf(path: string, world: ProjectWorld): Promise<readonly string[]> {
  const { files, shell, programEnv } = world;
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const folder = join(files.root, path);
  const listed = await shell
    .run('git', ['-C', folder, ...args], { env: programEnv, timeoutMs: limitMs })
    .catch(() => undefined);
  if (listed?.code === 0) {
    const found = listed.stdout.split('\0').filter(name => name !== '' && !isMade(name));
    const there = await Promise.all(found.map(async name => await world.disk.isFile(join(folder, name))));
    return found.filter((_, index) => there[index]).map(name => inFolder(path, name));
  }
  const all = await files.find(path === '' ? '.' : path, ['']);
  return all.map(file => file.path.replace(/^\.\//, '')).filter(name => !isMade(name));
}

async function digestOf(paths: readonly string[], folder: string, { files }: ProjectWorld): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths.toSorted()) {
    const content = createHash('sha256')
      .update(await files.read(path))
      .digest('hex');
    hash.update(`${path.slice(folder === '' ? 0 : folder.length + 1)}\0${content}\n`);
  }
  return hash.digest('hex');
}

/** What a build or an installation leaves in the folder of a project. */
function isMade(path: string): boolean {
  const made = /(?:^|\/)(?:node_modules|\.git|bin|obj|__pycache__|venv|\.venv)(?:\/|$)/;
  return made.test(path) || path.endsWith('.tsbuildinfo');
}
