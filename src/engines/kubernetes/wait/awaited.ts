import type { JsonObject } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import type { World } from '../../../model/world.ts';
import type { Cluster, Resource } from '../cluster.ts';
import type { PlannedStep } from '../plan/index.ts';
import type { ReadinessRules } from '../ready/index.ts';

/** An applied object that must come up. */
export interface Awaited {
  readonly id: ObjectId;
  readonly address: string;
  readonly resource: Resource;
  /** True when this very run wrote it; what others show of it may be older than the run. */
  readonly isWritten: boolean;
}

/** What a wait needs. */
export interface WaitContext {
  readonly cluster: Cluster;
  readonly world: Pick<World, 'clock' | 'signal' | 'log' | 'secrets'>;
  /** Finds the awaited objects among others of their kind. */
  readonly labelSelector: string;
  /** One limit for all objects together. */
  readonly timeoutMs: number;
  /** How long a container may run without becoming ready, beyond the time that its probes ask for. */
  readonly stallMs: number;
  readonly rules: ReadinessRules;
  /** The wanted set, for what of it touches a failure. */
  readonly intents: readonly Pick<PlannedStep['intent'], 'id' | 'address' | 'body' | 'manifest'>[];
}

/** A Pod as the wait has seen it. */
export interface SeenPod {
  readonly object: JsonObject;
  /** It was there before the wait began, made by an earlier run or for an older version. */
  readonly isOld: boolean;
  /** By container: how often it had restarted when it was first seen. */
  readonly firstRestarts: ReadonlyMap<string, number>;
  /** Of an old Pod: its trouble was seen anew, by an event that came after the wait began. */
  readonly hasNews: boolean;
}

/** The applied steps as objects to wait for; a kind that came with this very change is asked for now. */
export async function awaitedOf(
  steps: readonly Pick<PlannedStep, 'intent' | 'change'>[],
  { cluster }: Pick<WaitContext, 'cluster'>,
): Promise<readonly Awaited[]> {
  const awaited = await Promise.all(
    steps.map(async ({ intent, change }) => {
      const { id, address } = intent;
      const resource = intent.resource ?? (await cluster.resourceOf(id, 'wait'));
      return resource ? [{ id, address, resource, isWritten: change.action !== 'unchanged' }] : [];
    }),
  );
  return awaited.flat();
}
