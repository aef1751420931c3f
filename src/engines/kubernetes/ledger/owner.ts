import { Failure } from '../../../model/failure.ts';
import type { Target } from '../../../model/target.ts';
import type { World } from '../../../model/world.ts';
import { parentNameOf } from '../names.ts';
import type { Parent } from './parent.ts';

/**
 * Lets the parent of this very target through, and that of a set which kubectl applied when it was confirmed by its
 * address: its kinds and namespaces are then ours to look after. @throws Failure target-owned-elsewhere
 */
export function checkOwner(
  parent: Parent | undefined,
  context: {
    readonly target: Target;
    readonly world: Pick<World, 'run'>;
    readonly confirmed: readonly string[];
  },
  namespace: string,
): Parent | undefined {
  if (!parent) return undefined;
  const { name } = context.target;
  const address = `ConfigMap/${namespace}/${parentNameOf(name)}`;
  const isTaken = parent.tool === 'kubectl' && context.confirmed.includes(address);
  if (parent.foreign !== undefined && !isTaken) {
    throw new Failure(
      'target-owned-elsewhere',
      `the record of target ${name} in this cluster is not ours: ${parent.foreign}`,
      {
        hint:
          parent.tool === 'kubectl'
            ? `To take the set over from kubectl, confirm: ${address}`
            : `Give the target another name (input name), or delete ConfigMap ${parentNameOf(name)} if nothing uses it any more.`,
      },
    );
  }
  if (isOfOther(parent, context.world.run)) {
    throw new Failure(
      'target-owned-elsewhere',
      `target ${name} in this cluster is deployed by the repository ${parent.repository ?? parent.repositoryId ?? ''}`,
      {
        hint: `Two repositories must not deploy one target. Give this one another name (input name) or another record-namespace.`,
      },
    );
  }
  return parent;
}

/** A repository keeps its number when it is renamed; outside GitHub only the name is known. */
function isOfOther(parent: Parent, { repository, repositoryId }: World['run']): boolean {
  if (parent.repositoryId !== undefined && repositoryId !== undefined)
    return parent.repositoryId !== repositoryId;
  if (parent.repository === undefined || repository === undefined) return false;
  return parent.repository.toLowerCase() !== repository.toLowerCase();
}
