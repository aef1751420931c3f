import type { Change } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { ObjectDigests } from './hold.ts';
import type { Guard, Ledger } from './ledger.ts';
import type { Outcome } from './outcome.ts';
import type { Plan } from './plan.ts';
import type { DeployRecord } from './record.ts';
import type { Settings } from './settings.ts';
import type { Target } from './target.ts';
import type { World } from './world.ts';

/** What a flow asks of an engine. One instance serves one target in one run. */
export interface Engine {
  /** Reads and checks what is in the repository; asks no target but for its version. */
  validate(): Promise<readonly Diagnostic[]>;
  /** Computes what deploying would change; sends nothing that writes. @throws Failure unreachable, forbidden, ... */
  plan(): Promise<Plan>;
  /**
   * Asks whether the credentials may do all that the plan needs and that making it has not proved; writes nothing.
   * Absent where the target cannot tell. @throws Failure permission-missing, with all that is missing
   */
  requireRights?(): Promise<void>;
  /**
   * Carries out the plan it returned last and waits until the target is healthy; stops writing when the guard is lost.
   * @throws Failure only when nothing was written: what stops it later is part of the outcome
   */
  apply(plan: Plan, guard: Guard): Promise<Outcome>;
  /** sha-256 (64 hex) of what is in the repository; the same on every machine, without a cluster. */
  renderedDigest(): Promise<string>;
  /**
   * How the rendered objects differ from those of the same target at another commit (absent: from nothing), secrets masked by their order so that
   * a second run says the same; no network. Absent in engines that render nothing by themselves.
   */
  changesSince?(base?: Engine): Promise<readonly Change[]>;
  /** The images of each rendered object by its address without a version; absent where nobody knows them. */
  images?(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The digest of each rendered object, undefined where `renderedDigest` is empty; absent in engines that render nothing by themselves. */
  digests?(): Promise<ObjectDigests | undefined>;
  /**
   * In which objects the files differ from what a record deployed, one part of a sentence each; undefined when nobody knows.
   * Absent in engines that keep no digests of objects.
   */
  differencesFrom?(record: DeployRecord): Promise<readonly string[] | undefined>;
  /** The program that makes objects of the files, with its version; undefined when there is none. Absent in engines without one. */
  renderer?(): Promise<string | undefined>;
  /** What would be sent, one document per object, in the asked format. */
  render(format: 'yaml' | 'json'): Promise<string>;
  /** The least rights to deploy or to preview what is in the repository, as documents; absent: the target knows no such rights. */
  rbac?(format: 'yaml' | 'json'): Promise<string>;
  /** Ends connections; the engine is of no use afterwards. */
  close(): void;
  /** The truth about deploys, kept at the target. */
  readonly ledger: Ledger;
}

/** What each engine folder exports as `open`; it reads nothing from the target yet. */
export type OpenEngine = (target: Target, settings: Settings, world: World) => Promise<Engine>;
