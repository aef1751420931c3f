import { dirname, isAbsolute, join } from 'node:path';
import type { World } from '../../../model/world.ts';
import { type Allowances, isInFolders } from './allowances.ts';
import type { Finding } from './finding.ts';

/** A field of a kubeconfig that names a file, and the folder where relative paths start. */
export interface FileReference {
  readonly field: string;
  readonly path: string;
  readonly folder?: string;
}

/** A file that may be read: it lies where the user said, exists and is not in the repository. */
export interface AllowedFile {
  readonly path: string;
  readonly text: string;
}

/** Reads a referenced file, or adds the finding why it may not be read. */
export async function readReference(
  reference: FileReference,
  allowances: Allowances,
  world: World,
  findings: Finding[],
): Promise<AllowedFile | undefined> {
  const refuse = (problem: string, fix: string): undefined => {
    findings.push({ verdict: 'refused', field: reference.field, problem, fix });
    return undefined;
  };
  const { path: written, folder } = reference;
  if (!isAbsolute(written) && folder === undefined) {
    return refuse(
      'names a file by a relative path',
      'Put its content into the kubeconfig (kubectl config view --flatten --raw).',
    );
  }
  const path = isAbsolute(written) || folder === undefined ? written : join(folder, written);
  if (!isInFolders(path, allowances.folders)) {
    return refuse(
      `reads the file ${path}`,
      `Put its content into the kubeconfig (kubectl config view --flatten --raw), or allow-kubeconfig: files:${dirname(path)}`,
    );
  }
  const text = await world.files.readOutside(path);
  if (text === undefined) {
    findings.push({
      verdict: 'invalid',
      field: reference.field,
      problem: `names the file ${path}, which does not exist`,
      fix: 'Correct the path, or put the content into the kubeconfig.',
    });
    return undefined;
  }
  if (await world.files.isTracked(path)) {
    return refuse(
      `names ${path}, which git tracks`,
      'Remove it from the repository and store it as a secret.',
    );
  }
  return { path, text };
}
