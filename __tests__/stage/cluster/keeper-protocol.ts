import type { Binaries } from './binaries.ts';

/** What a keeper is told on the first line of its input, as JSON. */
export interface KeeperOrder {
  readonly folder: string;
  readonly binaries: Binaries;
  readonly nodes: number;
  readonly timeLapse: number;
  readonly apiServerFlags: readonly string[];
  /** More files of the folder: name to text. */
  readonly files: Readonly<Record<string, string>>;
}

/** What a keeper says, one JSON document a line. */
export type KeeperMessage =
  | { readonly tag: 'ready'; readonly handle: ClusterHandle }
  | { readonly tag: 'pids'; readonly pids: readonly number[] }
  | { readonly tag: 'failed'; readonly message: string }
  | { readonly tag: 'said'; readonly line: string };

/** The second line that a keeper may get: from then on it outlives its owner. */
export const keepLine = 'keep';

/** All that another process needs to use a running cluster; plain data, so that it can be handed over. */
export interface ClusterHandle {
  /** `stage`: started by this project. `named`: the one that GITOPS_PUSH_STAGE_KUBECONFIG names. */
  readonly origin: 'stage' | 'named';
  /** The Kubernetes version, as `v1.36.3`. */
  readonly version: string;
  readonly server: string;
  /** PEM text of the authority of the server's certificate. */
  readonly ca: string;
  readonly adminKubeconfigPath: string;
  readonly kubectlPath: string;
  /** Holds the cluster's files, and a scratch home for child processes; removed at the end. */
  readonly folder: string;
  /** The keeper's own door on the loopback address; absent for a named cluster. */
  readonly control?: { readonly url: string; readonly token: string };
  /** Process ids: the keeper first, then the programs. Empty for a named cluster. */
  readonly pids: readonly number[];
}
