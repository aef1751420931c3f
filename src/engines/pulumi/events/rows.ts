import type { Action } from '../../../model/change.ts';
import type { EngineEvent, StepEvent } from './event.ts';
import { parseUrn, stackType } from './urn.ts';

/** What happens to one resource: all steps of its URN folded into one. */
export interface Row {
  readonly urn: string;
  readonly type: string;
  readonly action: Action;
  /** The step that tells what differs. */
  readonly step: StepEvent;
  /** All operations, in order. */
  readonly ops: readonly string[];
  readonly state: 'planned' | 'done' | 'failed';
}

/** The operations of the engine by what they mean; those of a replacement come as several steps of one URN. */
const actionOf: Readonly<Record<string, Action>> = {
  same: 'unchanged',
  create: 'create',
  update: 'update',
  delete: 'delete',
  replace: 'recreate',
  'create-replacement': 'recreate',
  'delete-replaced': 'recreate',
  read: 'unchanged',
  'read-replacement': 'recreate',
  refresh: 'unchanged',
  discard: 'unchanged',
  'discard-replaced': 'unchanged',
  'remove-pending-replace': 'unchanged',
  import: 'update',
  'import-replacement': 'recreate',
};

/** Of several steps of one URN the most telling comes last here. */
const weight: readonly Action[] = ['unchanged', 'update', 'create', 'delete', 'recreate'];

/** Which step of a replacement tells most: it has both sides and the properties. */
const telling: readonly string[] = ['delete-replaced', 'create-replacement', 'replace'];

/** One row per resource, in the order in which the engine came to them. The stack itself is none. */
export function foldSteps(events: readonly EngineEvent[], pass: 'preview' | 'update'): readonly Row[] {
  const steps = events.filter(
    (event): event is StepEvent =>
      event.kind === 'step' && isDeployed(event) && event.isPlanning === (pass === 'preview'),
  );
  return [...Map.groupBy(steps, step => step.urn).values()].map(rowOf);
}

/** The stack itself, and the providers that the engine makes by itself, are nothing that is deployed; Pulumi counts neither. */
function isDeployed({ type, urn }: StepEvent): boolean {
  const isOwnProvider = type.startsWith('pulumi:providers:') && parseUrn(urn).name.startsWith('default');
  return type !== stackType && !isOwnProvider;
}

function rowOf(steps: readonly StepEvent[]): Row {
  const began = steps.filter(step => step.phase === 'before');
  const told = began.length > 0 ? began : steps;
  const action =
    told.map(meaning).toSorted((a, b) => weight.indexOf(b) - weight.indexOf(a))[0] ?? 'unchanged';
  const step = told
    .filter(each => meaning(each) === action)
    .toSorted((a, b) => telling.indexOf(b.op) - telling.indexOf(a.op))[0];
  const isFailed = steps.some(each => each.phase === 'failed');
  const finished = steps.filter(each => each.phase === 'after').length;
  return {
    urn: told[0]?.urn ?? '',
    type: told[0]?.type ?? '',
    action: isMoved(told) ? 'recreate' : action,
    step: step ?? told[0] ?? nothing,
    ops: told.map(each => each.op),
    state: isFailed ? 'failed' : finished >= began.length ? 'done' : 'planned',
  };
}

function meaning(step: StepEvent): Action {
  return Object.hasOwn(actionOf, step.op) ? (actionOf[step.op] ?? 'unknown') : 'unknown';
}

/** Deleted and created under one URN without being called a replacement: it is one all the same. */
function isMoved(steps: readonly StepEvent[]): boolean {
  const ops = new Set(steps.map(step => step.op));
  return ops.has('delete') && ops.has('create');
}

const nothing: StepEvent = {
  kind: 'step',
  phase: 'before',
  isPlanning: true,
  op: 'same',
  urn: '',
  type: '',
  keys: [],
  diffs: [],
  detail: null,
};
