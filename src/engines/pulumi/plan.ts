import type { Plan } from '../../model/plan.ts';
import { entriesDigest } from '../../model/receipt.ts';
import type { World } from '../../model/world.ts';
import type { Json } from '../../model/json.ts';
import { type EngineEvent, readEvent } from './events/event.ts';
import { changeOf } from './events/changes.ts';
import { entriesOf } from './events/entries.ts';
import { findingsOf, limitsOf } from './events/findings.ts';
import { foldSteps } from './events/rows.ts';

/** Collects events as they come and reads them afterwards: an error in the library's callback would be swallowed. */
export interface EventLog {
  readonly onEvent: (event: Json) => void;
  read(): readonly EngineEvent[];
}

/** Opens an empty log. */
export function openEventLog(): EventLog {
  const raw: Json[] = [];
  return {
    onEvent: event => {
      raw.push(event);
    },
    read: () => raw.flatMap(event => readEvent(event) ?? []),
  };
}

/** The plan that the events of a preview tell. */
export function planOf(
  events: readonly EngineEvent[],
  renderedDigest: string,
  secrets: Pick<World['secrets'], 'markOf'>,
): Plan {
  const rows = foldSteps(events, 'preview');
  const entries = entriesOf(rows);
  return {
    digest: entriesDigest(entries),
    renderedDigest,
    entries,
    changes: rows.map(row => changeOf(row, value => secrets.markOf(value))),
    diagnostics: findingsOf(events),
    limits: limitsOf(rows),
  };
}
