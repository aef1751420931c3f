import { Failure } from '../../../model/failure.ts';
import type { Target } from '../../../model/target.ts';
import type { World } from '../../../model/world.ts';
import type { Parent } from './parent.ts';

/** Lets the parent of this very target through. @throws Failure target-owned-elsewhere */
export function checkOwner(
  parent: Parent | undefined,
  context: { readonly target: Target; readonly world: Pick<World, 'run'> },
): Parent | undefined {
  if (!parent) return undefined;
  const { name } = context.target;
  if (parent.foreign !== undefined) {
    throw new Failure(
      'target-owned-elsewhere',
      `the record of target ${name} in this cluster is not ours: ${parent.foreign}`,
      {
        hint: `Give the target another name (input name), or delete ConfigMap gitops-push-${name} if nothing uses it any more.`,
      },
    );
  }
  const ours = context.world.run.repository;
  if (ours !== undefined && parent.repository !== undefined && parent.repository !== ours) {
    throw new Failure(
      'target-owned-elsewhere',
      `target ${name} in this cluster is deployed by the repository ${parent.repository}`,
      {
        hint: `Two repositories must not deploy one target. Give this one another name (input name) or another record-namespace.`,
      },
    );
  }
  return parent;
}
