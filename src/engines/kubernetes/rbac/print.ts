import { newestKubernetes } from '../../../model/kubernetes-version.ts';
import type { Settings } from '../../../model/settings.ts';
import { writeJsonList, writeYaml } from '../manifest/write.ts';
import { rbacOf, type RbacInput } from './index.ts';

const columns = 110;

/** The documents of `rbacOf` as text: YAML with the notes as comments above them, or one v1 List as JSON. */
export function printRbac(input: RbacInput, format: 'yaml' | 'json'): string {
  const { objects, notes } = rbacOf(input);
  if (format === 'json') return writeJsonList(objects);
  return `${notes.map(commentOf).join('#\n')}${writeYaml(objects)}`;
}

/** What the rights of a target are worked out from. */
export function rbacInputOf(
  { manifests, schemas }: Pick<RbacInput, 'manifests' | 'schemas'>,
  name: string,
  settings: Settings,
): RbacInput {
  const { namespace = 'default', recordNamespace = namespace } = settings;
  const { kubernetesVersion = newestKubernetes, rbac = { purpose: 'deploy' } } = settings;
  return { manifests, schemas, kubernetesVersion, settings: rbac, name, namespace, recordNamespace };
}

/** Broken at spaces. Names of users may hold any character, so none of them can end a comment. */
function commentOf(note: string): string {
  const lines: string[] = [''];
  for (const word of note.split(/\s+/u)) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length < columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(` ${word}`);
  }
  return lines.map(line => `#${line}\n`).join('');
}
