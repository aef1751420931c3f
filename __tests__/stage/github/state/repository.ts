import type { Git } from '../git/git.ts';
import type { Account } from './accounts.ts';
import type { Artifact } from './artifacts.ts';
import type { CheckRun, CheckSuite } from './checks.ts';
import type { CommitStatus } from './commit-statuses.ts';
import type { Deployment, Environment } from './deployments.ts';
import type { Comment, Issue, Label } from './issues.ts';
import type { PullRequest } from './pulls.ts';
import type { WorkflowRun } from './runs.ts';

/** What somebody may do in a repository. */
export type Role = 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin';

/** A signed statement about a subject, as it was uploaded. */
export interface Attestation {
  readonly id: number;
  readonly subjectDigests: readonly string[];
  readonly predicateType: string;
  readonly bundle: unknown;
}

/** A workflow that was started by hand or through the API. */
export interface Dispatch {
  readonly workflow: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly actor: string;
  readonly runId: number;
}

/** Everything that GitHub keeps of one repository. Entries are replaced, never changed in place. */
export interface RepositoryState {
  readonly id: number;
  readonly nodeId: string;
  readonly owner: Account;
  readonly name: string;
  readonly fullName: string;
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  readonly createdMs: number;
  readonly git: Git;
  readonly parent: RepositoryState | undefined;
  readonly settings: { hasIssues: boolean; retentionDays: number };
  readonly collaborators: Map<string, Role>;
  /** Issues and pull requests by number: each pull request is an issue, too. */
  readonly issues: Map<number, Issue>;
  readonly pulls: Map<number, PullRequest>;
  readonly labels: Map<string, Label>;
  readonly comments: Map<number, Comment>;
  readonly deployments: Map<number, Deployment>;
  readonly environments: Map<string, Environment>;
  readonly commitStatuses: CommitStatus[];
  readonly checkSuites: Map<number, CheckSuite>;
  readonly checkRuns: Map<number, CheckRun>;
  readonly runs: Map<number, WorkflowRun>;
  readonly artifacts: Map<number, Artifact>;
  readonly attestations: Attestation[];
  readonly dispatches: Dispatch[];
  /** The next number of an issue or pull request. */
  readonly nextNumber: () => number;
  /** Runs one piece of work after the other, as GitHub's database would: no two writes of a repository interleave. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
}

/** What a repository is made from. */
export interface RepositoryFacts {
  readonly id: number;
  readonly nodeId: string;
  readonly owner: Account;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  readonly createdMs: number;
  readonly git: Git;
  readonly parent?: RepositoryState;
}

/** A repository without anything in it. */
export function createRepositoryState(facts: RepositoryFacts): RepositoryState {
  let number = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...facts,
    parent: facts.parent,
    fullName: `${facts.owner.login}/${facts.name}`,
    settings: { hasIssues: facts.parent === undefined, retentionDays: 90 },
    collaborators: new Map([[facts.owner.login.toLowerCase(), 'admin']]),
    issues: new Map(),
    pulls: new Map(),
    labels: new Map(),
    comments: new Map(),
    deployments: new Map(),
    environments: new Map(),
    commitStatuses: [],
    checkSuites: new Map(),
    checkRuns: new Map(),
    runs: new Map(),
    artifacts: new Map(),
    attestations: [],
    dispatches: [],
    nextNumber: () => (number += 1),
    alone: async work => {
      const mine = last.then(work, work);
      last = mine.catch(() => {});
      return await mine;
    },
  };
}

/** The role of somebody: what was given to them; else reading, when the repository is public. */
export function roleOf(repo: RepositoryState, login: string): Role {
  return repo.collaborators.get(login.toLowerCase()) ?? (repo.isPrivate ? 'none' : 'read');
}

/** Whether a role may push. */
export function mayPush(role: Role): boolean {
  return role === 'write' || role === 'maintain' || role === 'admin';
}
