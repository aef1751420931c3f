import type { RateLimits } from '../http/rate-limits.ts';
import type { Blobs } from '../services/blobs.ts';
import type { Accounts } from './accounts.ts';
import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';
import type { RepositoryState } from './repository.ts';
import type { Tokens } from './tokens.ts';
import type { Urls } from './urls.ts';

/** A linked-artifact record: where an artifact of an organisation runs. */
export interface DeploymentRecord {
  readonly id: number;
  readonly name: string;
  readonly digest: string;
  readonly version?: string;
  readonly status: 'deployed' | 'decommissioned';
  readonly logicalEnvironment: string;
  readonly physicalEnvironment: string;
  readonly cluster: string;
  readonly deploymentName: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly runtimeRisks: readonly string[];
  readonly createdMs: number;
  readonly updatedMs: number;
}

/** All that the stand-in knows. */
export interface State {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly accounts: Accounts;
  readonly tokens: Tokens;
  readonly urls: Urls;
  readonly rateLimits: RateLimits;
  readonly blobs: Blobs;
  /** By full name in lower case. */
  readonly repositories: Map<string, RepositoryState>;
  /** By organisation. */
  readonly deploymentRecords: Map<string, DeploymentRecord[]>;
}

/** The repository of this name, whatever its case. */
export function findRepository(state: State, owner: string, name: string): RepositoryState | undefined {
  return state.repositories.get(`${owner}/${name}`.toLowerCase());
}
