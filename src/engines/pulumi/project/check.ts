import { dirname, join, relative } from 'node:path';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { World } from '../../../model/world.ts';
import type { Project } from './project.ts';

type CheckWorld = Pick<World, 'disk' | 'shell' | 'programEnv' | 'files'>;

const limitMs = 600_000;

/** What a Node.js program needs before it can run: its packages. We never install them: that runs code of others. */
export async function checkPackages(project: Project, world: CheckWorld): Promise<readonly Diagnostic[]> {
  if (project.runtime !== 'nodejs' || project.folder === '') return [];
  if ((await packageFolder(project, '@pulumi/pulumi', world)) !== undefined) return [];
  return [
    {
      code: 'packages-missing',
      severity: 'error',
      message: `the packages of ${project.path === '' ? 'the project' : project.path} are not installed: there is no node_modules/@pulumi/pulumi`,
      hint: `Install them in a step before this one:\n  - run: npm ci\n    working-directory: ${project.path === '' ? '.' : project.path}`,
    },
  ];
}

/** Type-checks a TypeScript program with the compiler that the project has; nothing of the program is run. */
export async function checkTypes(project: Project, world: CheckWorld): Promise<readonly Diagnostic[]> {
  if (project.runtime !== 'nodejs' || !(await world.disk.isFile(join(project.folder, 'tsconfig.json'))))
    return [];
  const compiler = await packageFolder(project, 'typescript', world);
  if (compiler === undefined) return [];
  const args = [join(compiler, 'bin/tsc'), '--noEmit', '--pretty', 'false', '-p', 'tsconfig.json'];
  const options = { env: world.programEnv, folder: project.folder, timeoutMs: limitMs };
  const { code, stdout } = await world.shell.run('node', args, options);
  const found = stdout.split('\n').flatMap(line => findingOf(line, project));
  if (code === 0 || found.length > 0) return found;
  return [
    {
      code: 'types',
      severity: 'error',
      message: `the program does not type-check: ${stdout.trim().slice(0, 500)}`,
    },
  ];
}

/** `index.ts(3,7): error TS2322: ...`, as the compiler writes it without colours. */
function findingOf(line: string, project: Project): readonly Diagnostic[] {
  const match = /^(.+)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line.trim());
  if (!match) return [];
  const [, file = '', row, column, code, message = ''] = match;
  const path = project.path === '' ? file : `${project.path}/${file}`;
  return [
    {
      code: 'types',
      severity: 'error',
      message: `${message} (${code})`,
      location: { file: path, line: Number(row), column: Number(column) },
    },
  ];
}

/** The folder of an installed package, searched upwards to the top of the workspace as Node.js does. */
async function packageFolder(
  project: Project,
  name: string,
  { disk, files }: Pick<World, 'disk' | 'files'>,
): Promise<string | undefined> {
  for (let folder = project.folder; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (await disk.isFile(join(found, 'package.json'))) return found;
    if (relative(files.root, folder) === '' || dirname(folder) === folder) return undefined;
  }
}
