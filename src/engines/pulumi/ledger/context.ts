import type { Target } from '../../../model/target.ts';
import type { World } from '../../../model/world.ts';
import type { StackHistory } from '../state.ts';

/** What the ledger of a stack is built on. */
export interface LedgerContext {
  readonly target: Target;
  readonly world: World;
  readonly stack: string;
  /** What the backend says now; without a stack nothing. */
  readonly readHistory: () => Promise<StackHistory>;
  /** What it said when the plan was made. */
  readonly planned: () => Promise<StackHistory>;
  readonly cliVersion: () => string;
  /** Why, for the record. */
  readonly reason: string | undefined;
  readonly tags: StackTags;
  /** Ends a CLI that has outlived its run, and takes away the lock that it left; `told`: it was told to end already. */
  releaseLock(lock: string, told: 'told' | 'untold'): Promise<void>;
}

/** The tags of a stack: short texts that the backend keeps beside its state. */
export interface StackTags {
  /** By their names; read once. @throws Failure as the CLI's words tell */
  all(): Promise<ReadonlyMap<string, string>>;
  /** @throws Failure as the CLI's words tell */
  set(name: string, value: string): Promise<void>;
  /** @throws Failure as the CLI's words tell */
  remove(name: string): Promise<void>;
  /** The next question reads them anew. */
  forget(): void;
}
