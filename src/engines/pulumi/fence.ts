import { Failure } from '../../model/failure.ts';
import { canonicalJson, type Json } from '../../model/json.ts';
import { type EngineEvent, readEvent, type ResourceState, type StepEvent } from './events/event.ts';

/** Watches an update for a resource that is not any more what it was when the update was planned. */
export interface Fence {
  /** Aborts when there is one. */
  readonly signal: AbortSignal;
  /** Its URN. */
  readonly moved: string | undefined;
  /** Takes an event of the update, as it comes over the wire. */
  watch(event: Json): void;
}

/**
 * A fence around the resources that a preview planned to change. A plan of Pulumi says what may become of a resource, not
 * from what: where another update of the same property came in between, the older value would go over the newer one
 * (pulumi/pulumi pkg/resource/deploy/plan.go checkDiff). The update's own preview comes first, so it is found there.
 */
export function openFence(planned: readonly EngineEvent[]): Fence {
  const origins = new Map(planned.flatMap(event => (isChange(event) ? [[event.urn, originOf(event)]] : [])));
  const seen = new Set<string>();
  const end = new AbortController();
  let moved: string | undefined;
  return {
    signal: end.signal,
    get moved() {
      return moved;
    },
    watch: json => {
      const event = readEvent(json);
      if (!event || !isChange(event) || !origins.has(event.urn)) return;
      // Of a replacement only the first step begins with what was there.
      const step = `${event.isPlanning} ${event.urn}`;
      const isFirst = !seen.has(step);
      seen.add(step);
      if (!isFirst || moved !== undefined || originOf(event) === origins.get(event.urn)) return;
      moved = event.urn;
      end.abort(new Error(`${moved} has moved`));
    },
  };
}

/** What is told when the fence ended an update. */
export function movedFailure(urn: string, progress: 'touched' | 'untouched'): Failure {
  return new Failure(
    'plan-violated',
    `${urn} is not what it was when this was planned: another update came in between`,
    {
      hint:
        progress === 'untouched'
          ? 'Nothing was touched. Run it again: it is planned anew, and an older commit gives way to a newer one.'
          : 'What was done until then may have gone over the other update. Deploy the newer commit again.',
    },
  );
}

const quiet: ReadonlySet<string> = new Set(['same', 'refresh', 'read']);

function isChange(event: EngineEvent): event is StepEvent {
  return event.kind === 'step' && event.phase === 'before' && !quiet.has(event.op);
}

function originOf({ old }: { readonly old?: ResourceState }): string {
  return old ? canonicalJson([old.id, old.inputs]) : '';
}
