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
}

/** The tags of a stack: short texts that the backend keeps beside its state. */
export interface StackTags {
  /** Undefined when there is no such tag. */
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
}
