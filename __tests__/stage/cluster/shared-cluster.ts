import { inject } from 'vitest';
import { attachCluster, type Cluster } from './attached-cluster.ts';
import type { ClusterHandle } from './keeper-protocol.ts';

declare module 'vitest' {
  interface ProvidedContext {
    cluster: ClusterHandle;
  }
}

/** The cluster that the global setup started for all test files; make a namespace of your own in it. */
export async function sharedCluster(): Promise<Cluster> {
  return await attachCluster(inject('cluster'));
}
