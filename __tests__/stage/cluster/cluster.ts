import { join } from 'node:path';
import { attachCluster, type Cluster } from './attached-cluster.ts';
import { ensureBinaries } from './binaries.ts';
import { chosenMinor, type Environment } from './environment.ts';
import { startKeeper } from './keeper-process.ts';
import { namedClusterVariable, openNamedCluster } from './named-cluster.ts';
import { sayOnStderr, StageError, type Say } from './stage-error.ts';

export type { ApiAnswer, KubeObject } from './api-client.ts';
export { attachCluster, type Cluster, type PlacedFailure } from './attached-cluster.ts';
export { cleanEnvironment } from './environment.ts';
export type { Identity, IdentityOrder, PolicyRule } from './identity.ts';
export type { ClusterHandle } from './keeper-protocol.ts';
export type { KubectlOptions, ProgramResult } from './kubectl.ts';
export type { ContainerLog, FailureKind, PodFailure } from './kubelet/failure.ts';
export type { Fault, FaultTarget, InjectedFault } from './proxy/faults.ts';
export type { Proxy } from './proxy/proxy.ts';
export { isDryRun, isWrite, type LoggedRequest, type RequestLog } from './proxy/request-log.ts';
export { StageError } from './stage-error.ts';

/** How to start a cluster; every field has a default. */
export interface ClusterOptions {
  /** The minor version, for which a folder `go/vMINOR` exists; default GITOPS_PUSH_STAGE_KUBERNETES, or 1.36. */
  readonly minor?: string;
  /** How many nodes; default 2. */
  readonly nodes?: number;
  /** By how much the kubelet's waiting times (back-off, probe periods) are shortened; default 10. */
  readonly timeLapse?: number;
  /** More flags of the API server, as `--name=value`. */
  readonly apiServerFlags?: readonly string[];
  /** Files that the flags name: name to text, put into the cluster's folder, in which the API server runs. */
  readonly files?: Readonly<Record<string, string>>;
  /** Hears the progress of building and starting; default: lines on stderr. */
  readonly say?: Say;
  /** Where settings of the stage come from; default: the environment of this process. */
  readonly environment?: Environment;
}

/** A cluster that this process started. */
export interface OwnedCluster extends Cluster {
  /** From now on the cluster outlives this process. Gives the command that ends it. @throws StageError for a named cluster */
  readonly letGo: () => string;
}

/**
 * Starts a cluster of its own. It ends with `await using`, or with this process, however that ends. If
 * GITOPS_PUSH_STAGE_KUBECONFIG names a cluster that may be used, that one is used and left as it is.
 * @throws StageError when programs are missing and cannot be built, the cluster does not start, or the named one refuses
 */
export async function startCluster(options: ClusterOptions = {}): Promise<OwnedCluster> {
  const environment = options.environment ?? process.env;
  const say = options.say ?? sayOnStderr;
  const wanted = options.minor ?? chosenMinor(environment);
  const minor = wanted === undefined ? {} : { minor: wanted };
  const named = environment[namedClusterVariable];
  if (named) {
    const { paths } = await ensureBinaries({ say, environment, programs: ['kubectl'], ...minor });
    return await useNamed(named, paths.kubectl);
  }
  const binaries = await ensureBinaries({ say, environment, ...minor });
  const { nodes = 2, timeLapse = 10, apiServerFlags = [], files = {} } = options;
  const keeper = await startKeeper({ binaries, nodes, timeLapse, apiServerFlags, files }, say);
  const cluster = await attachCluster(keeper.handle);
  return {
    ...cluster,
    letGo: () => {
      keeper.letGo();
      return `${process.execPath} ${join(import.meta.dirname, 'start.ts')} --stop ${keeper.handle.folder}`;
    },
    [Symbol.asyncDispose]: async () => {
      await cluster[Symbol.asyncDispose]();
      await keeper.stop();
    },
  };
}

async function useNamed(kubeconfigPath: string, kubectlPath: string): Promise<OwnedCluster> {
  const named = await openNamedCluster(kubeconfigPath, kubectlPath);
  const cluster = await attachCluster(named.handle);
  return {
    ...cluster,
    letGo: () => {
      throw new StageError("A named cluster is not the stage's to keep.");
    },
    [Symbol.asyncDispose]: async () => {
      await cluster[Symbol.asyncDispose]();
      await named.close();
    },
  };
}
