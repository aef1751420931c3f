import { Failure } from '../model/failure.ts';
import type { Settings } from '../model/settings.ts';
import type { Source } from '../model/source.ts';
import type { Files } from '../model/world.ts';

/** The names that Pulumi takes for a project file. */
const projectFiles = ['Pulumi.yaml', 'Pulumi.yml', 'Pulumi.json'] as const;

/**
 * What is deployed, by which engine: Pulumi when the input says so, when an input that only Pulumi has is given, or when
 * the path holds a project. @throws Failure inputs-invalid when a stack is needed and none is named, or images are given for one
 */
export async function chooseSource(settings: Settings, files: Files): Promise<Source> {
  const { engine, pulumi, path, namespace } = settings;
  if (engine === 'kubernetes') return kubernetes(path, namespace);
  const folder = await projectFolder(settings, files);
  if (engine === 'auto' && !pulumi.isAskedFor && folder === undefined) return kubernetes(path, namespace);
  if (settings.imageOverrides.length > 0)
    throw new Failure('inputs-invalid', 'images is given, but a Pulumi program has no manifests', {
      hint: 'Take images out, and give the program its images with config-map.',
    });
  if (pulumi.stackName === undefined && settings.mode !== 'validate') throw noStack(folder);
  return { engine: 'pulumi', path: folder ?? pulumi.workDir ?? '.', stack: pulumi.stackName ?? '' };
}

function kubernetes(path: string, namespace: string | undefined): Source {
  return { engine: 'kubernetes', path, ...(namespace !== undefined && { namespace }) };
}

/** The folder with the project file: `work-dir`, else `path`, else (when Pulumi is asked for) the top. */
async function projectFolder({ engine, pulumi, path }: Settings, files: Files): Promise<string | undefined> {
  const isMeant = engine === 'pulumi' || pulumi.isAskedFor;
  const folders = pulumi.workDir === undefined ? [path, ...(isMeant ? ['.'] : [])] : [pulumi.workDir];
  for (const folder of folders) if (await isProject(folder, files)) return folder;
  return undefined;
}

async function isProject(folder: string, files: Files): Promise<boolean> {
  for (const name of projectFiles) {
    const found = await files.find(`${folder}/${name}`, [name]).catch((error: unknown) => {
      // A path that leads out of the checkout is told by whoever reads it.
      if (error instanceof Failure) return [];
      throw error;
    });
    if (found.length > 0) return true;
  }
  return false;
}

function noStack(folder: string | undefined): Failure {
  const where = folder === undefined ? 'an input of Pulumi is given' : `${folder} is a Pulumi project`;
  return new Failure('inputs-invalid', `${where}, but no stack is named: nothing was run`, {
    hint: 'Write stack-name: dev (or org/project/dev), and what to do: command: preview, command: up, or a mode. Installing the CLI alone is no mode of its own: it is installed when it is needed.',
  });
}
