import type { Manifest } from '../../../model/manifest.ts';
import { type HookMark, readMark } from './mark.ts';

/** A Job that is run at moments of a deploy instead of being kept in the set. */
export interface MarkedHook {
  readonly manifest: Manifest;
  readonly mark: HookMark;
}

/** What is kept in the cluster, and what is run there. */
export interface SplitManifests {
  readonly members: readonly Manifest[];
  readonly hooks: readonly MarkedHook[];
}

/** Parts the members of the set from its hooks. Only Jobs are hooks: of anything else nobody can say when it is done. */
export function splitHooks(manifests: readonly Manifest[]): SplitManifests {
  const members: Manifest[] = [];
  const hooks: MarkedHook[] = [];
  for (const manifest of manifests) {
    const mark = isJob(manifest.id) ? readMark(manifest.object) : undefined;
    if (mark && mark.due.length > 0) hooks.push({ manifest, mark });
    else members.push(manifest);
  }
  return { members, hooks };
}

/** True for the kind that can be a hook. */
export function isJob({ group, kind }: Pick<Manifest['id'], 'group' | 'kind'>): boolean {
  return group === 'batch' && kind === 'Job';
}
