import type { Diagnostic } from '../../model/diagnostic.ts';
import type { AccessSettings, Mode } from '../../model/settings.ts';
import type { World } from '../../model/world.ts';
import type { Cluster } from './cluster.ts';

/** Modes in which the server's version counts when none was given. */
export const reachesCluster: ReadonlySet<Mode> = new Set(['preview', 'deploy', 'rollback', 'drift', 'heal']);

/** A cluster within reach. */
export interface Connection {
  readonly cluster: Cluster;
  /** What the credentials themselves give cause to say. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the credentials and opens the cluster that they lead to; nothing is sent yet. Loads the client's code only now:
 * validate and render never need it. @throws Failure credentials-missing, kubeconfig-refused, ...
 */
export async function connect(settings: AccessSettings, world: World): Promise<Connection> {
  const [{ openAccess }, { openCluster }] = await Promise.all([
    import('./access/index.ts'),
    import('./api/index.ts'),
  ]);
  const access = await openAccess(settings, world);
  return { cluster: openCluster(access, world), diagnostics: access.diagnostics };
}
