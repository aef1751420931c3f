import type { World } from '../../../model/world.ts';
import type { Allowances } from './allowances.ts';
import type { Chosen } from './choose.ts';
import { type Finding, throwFindings } from './finding.ts';
import { type GatedCluster, gateCluster } from './gate-cluster.ts';
import { type GatedUser, gateUser } from './gate-user.ts';

/** A context whose cluster and user passed the gate: nothing in it is read from the kubeconfig again. */
export interface Gated {
  readonly where: string;
  readonly namespace: string;
  readonly cluster: GatedCluster;
  readonly user: GatedUser;
}

/** Gates the chosen context alone, all findings together. @throws Failure kubeconfig-refused, kubeconfig-invalid */
export async function passGate(chosen: Chosen, allowances: Allowances, world: World): Promise<Gated> {
  const findings: Finding[] = [];
  const context = { allowances, world, findings };
  const cluster = await gateCluster(chosen.cluster, context);
  const user = await gateUser(chosen.user, context);
  throwFindings(findings, chosen.where);
  return { where: chosen.where, namespace: chosen.namespace, cluster, user };
}
