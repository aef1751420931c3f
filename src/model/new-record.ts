import { countChanges } from './change.ts';
import type { HookRun, RecordedHook } from './hook.ts';
import type { Outcome, Step } from './outcome.ts';
import type { Plan } from './plan.ts';
import { Failure } from './failure.ts';
import type { Announced } from './ledger.ts';
import type { ImageOverride } from './image-reference.ts';
import { type DeployRecord, type RecordedRendering, type RecordedRun, recordSchema } from './record.ts';
import type { RunContext } from './run-context.ts';
import type { Target } from './target.ts';
import { ulidOf } from './ulid.ts';
import type { World } from './world.ts';

/** What a record is made from when a deploy is announced. */
export interface RecordInput {
  readonly target: Target;
  readonly plan: Plan;
  readonly announced: Announced;
  readonly previous: DeployRecord | undefined;
  /** Without it the one after the previous record's. */
  readonly sequence?: number;
  readonly run: RunContext;
  readonly serverHash: string;
  readonly namespace?: string;
  readonly images: readonly string[];
  readonly imageOverrides?: readonly ImageOverride[];
  readonly rendering?: RecordedRendering;
  readonly reason: string | undefined;
  readonly tools: Readonly<Record<string, string>>;
  readonly stack?: DeployRecord['stack'];
  readonly nowMs: number;
  /** 16 random numbers in [0, 1). */
  readonly random: readonly number[];
}

/** The record of a deploy that is about to begin: no result yet. */
export function openedRecord(input: RecordInput): DeployRecord {
  const { previous, run, plan, target, announced } = input;
  const counts = countChanges(plan.changes);
  return {
    schema: recordSchema,
    app: target.name,
    environment: target.environment,
    target: {
      name: target.name,
      serverHash: input.serverHash,
      ...(input.namespace !== undefined && { namespace: input.namespace }),
    },
    id: ulidOf(input.nowMs, input.random),
    sequence: input.sequence ?? (previous?.sequence ?? 0) + 1,
    kind: announced.kind,
    ...(run.commit !== undefined && { commit: run.commit }),
    ...(run.dirty === true && { dirty: true }),
    ...(run.ref !== undefined && { ref: run.ref }),
    ...(announced.pullRequest !== undefined && { pullRequest: announced.pullRequest }),
    ...(previous && { previous: previousOf(previous) }),
    renderedDigest: plan.renderedDigest,
    planDigest: plan.digest,
    images: input.images,
    ...(input.imageOverrides?.length && { imageOverrides: input.imageOverrides }),
    objects: {
      count: plan.changes.length - counts.delete,
      created: counts.create,
      changed: counts.update + counts.recreate,
      unchanged: counts.unchanged,
      pruned: counts.delete,
    },
    ...(input.rendering && { rendering: input.rendering }),
    engine: target.source.engine,
    startedAt: new Date(input.nowMs).toISOString(),
    ...(announced.rollback
      ? { rollback: announced.rollback }
      : input.reason !== undefined && { reason: input.reason }),
    ...runOf(run),
    tools: input.tools,
    ...(input.stack && { stack: input.stack }),
  };
}

/** The record with how the deploy ended. */
export function closedRecord(record: DeployRecord, outcome: Outcome, nowMs: number): DeployRecord {
  const failing = outcome.health.filter(object => object.state !== 'ready').map(object => object.address);
  return {
    ...record,
    finishedAt: new Date(nowMs).toISOString(),
    durationMs: nowMs - Date.parse(record.startedAt),
    result: resultWords[outcome.result],
    ...(outcome.hooks?.length && { hooks: outcome.hooks.map(hookOf) }),
    health: { passed: failing.length === 0, waitedMs: Math.round(outcome.waitedMs), failing },
    ...(resultWords[outcome.result] !== 'success' && {
      ...listsOf(outcome),
      objects: objectsDone(record, outcome),
    }),
  };
}

/** The record of a deploy whose process was killed: how far it came nobody saw. */
export function brokenOffRecord(record: DeployRecord, nowMs: number): DeployRecord {
  return {
    ...record,
    finishedAt: new Date(nowMs).toISOString(),
    durationMs: nowMs - Date.parse(record.startedAt),
    result: 'partial',
    brokenOff: true,
  };
}

/** Which hook, of which content, and how it ended. */
function hookOf({ address, moment, digest, state }: HookRun): RecordedHook {
  return { address, moment, digest, state };
}

/** What a deploy that did not end well really did; its plan said more. */
function objectsDone({ objects }: DeployRecord, { steps }: Outcome): DeployRecord['objects'] {
  const done = (...some: readonly Step['action'][]): number =>
    steps.filter(step => step.state === 'done' && some.includes(step.action)).length;
  return {
    ...objects,
    created: done('create'),
    changed: done('update', 'recreate'),
    pruned: done('delete'),
  };
}

/**
 * The record of a hold that was lifted: what is deployed stays what it was. Without a sequence it is the one after the last
 * record's. @throws Failure internal without a record
 */
export function resumedRecord(
  records: readonly DeployRecord[],
  { reason, sequence }: { readonly reason: string | undefined; readonly sequence?: number },
  { run, clock }: Pick<World, 'run' | 'clock'>,
): DeployRecord {
  const last = records.at(-1);
  if (!last) throw new Failure('internal', 'a hold was lifted where nothing was deployed');
  const nowMs = clock.nowMs();
  const at = new Date(nowMs).toISOString();
  const { rollback: _, health: __, reason: ___, pullRequest: ____, ...same } = last;
  return {
    ...same,
    id: ulidOf(
      nowMs,
      Array.from({ length: 16 }, () => Math.random()),
    ),
    sequence: sequence ?? last.sequence + 1,
    kind: 'resume',
    previous: previousOf(last),
    objects: { ...last.objects, created: 0, changed: 0, unchanged: last.objects.count, pruned: 0 },
    startedAt: at,
    finishedAt: at,
    durationMs: 0,
    result: last.result ?? 'partial',
    ...(reason !== undefined && { reason }),
    ...runOf(run),
  };
}

/** What exactly was done by a deploy that did not end well. */
function listsOf({ steps }: Outcome): Pick<DeployRecord, 'written' | 'unanswered'> {
  const addresses = (some: readonly Outcome['steps'][number][]): readonly string[] =>
    some.map(step => step.address);
  const unanswered = addresses(steps.filter(step => step.state === 'failed' && step.code === 'cancelled'));
  return {
    written: addresses(steps.filter(step => step.state === 'done')),
    ...(unanswered.length > 0 && { unanswered }),
  };
}

/** A record that is no longer the newest: its lists are of no use to anybody any more, and they can be long. */
export function withoutLists({ written: _w, unanswered: _u, ...record }: DeployRecord): DeployRecord {
  return record;
}

const resultWords: Readonly<Record<Outcome['result'], NonNullable<DeployRecord['result']>>> = {
  deployed: 'success',
  unchanged: 'success',
  failed: 'failed',
  partial: 'partial',
  cancelled: 'cancelled',
};

function previousOf(record: DeployRecord): NonNullable<DeployRecord['previous']> {
  return {
    id: record.id,
    ...(record.commit !== undefined && { commit: record.commit }),
    renderedDigest: record.renderedDigest,
  };
}

function runOf(run: RunContext): { readonly run?: RecordedRun } {
  if (run.runId === undefined)
    return run.actor === undefined ? {} : { run: { id: 'terminal', attempt: 1, actor: run.actor } };
  return {
    run: {
      id: run.runId,
      attempt: run.attempt ?? 1,
      ...(run.runNumber !== undefined && { number: run.runNumber }),
      ...(run.runUrl !== undefined && { url: run.runUrl }),
      ...(run.workflow !== undefined && { workflow: run.workflow }),
      ...(run.event !== undefined && { event: run.event }),
      ...(run.actor !== undefined && { actor: run.actor }),
    },
  };
}
