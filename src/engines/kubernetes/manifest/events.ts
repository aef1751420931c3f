import { CHOMPING_MODE, EVENT_ID, SCALAR_STYLE, YAMLException, getScalarValue, parseEvents } from 'js-yaml';
import type { Event, ScalarEvent } from 'js-yaml';

export type { Event, ScalarEvent } from 'js-yaml';

/** The numbers by which events and scalar styles are told apart. */
export const eventId = EVENT_ID;
/** How a scalar was written: plain, quoted or as a block. */
export const scalarStyle = SCALAR_STYLE;
/** What happens to the line breaks at the end of a block scalar. */
export const chompingMode = CHOMPING_MODE;

/** The events of a text, or where and why the parser gave up. Offsets are UTF-16 units of the text. */
export type EventsOrProblem =
  | { readonly events: readonly Event[] }
  | { readonly reason: string; readonly offset: number };

/** Parses YAML into events without giving them a meaning; nesting beyond `maxDepth` is a problem. */
export function readEvents(text: string, maxDepth: number): EventsOrProblem {
  try {
    return { events: parseEvents(text, { maxDepth }) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { reason: error.reason, offset: Math.min(error.mark?.position ?? 0, text.length) };
  }
}

/** The decoded text of a scalar: quotes, escapes, folding and indentation resolved. */
export function scalarText(text: string, event: ScalarEvent): string {
  return getScalarValue(text, event);
}

/** The offset at which a node was written, or undefined when it was left empty. */
export function startOf(text: string, event: Event): number | undefined {
  switch (event.type) {
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    case EVENT_ID.SCALAR:
      return startOfScalar(text, event);
    case EVENT_ID.DOCUMENT:
    case EVENT_ID.POP:
      return undefined;
  }
}

function startOfScalar(text: string, event: ScalarEvent): number | undefined {
  if (event.valueStart < 0) return undefined;
  switch (event.style) {
    case SCALAR_STYLE.PLAIN:
      return event.valueStart;
    case SCALAR_STYLE.SINGLE_QUOTED:
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return event.valueStart - 1;
    case SCALAR_STYLE.LITERAL_BLOCK:
      return text.lastIndexOf('|', event.valueStart - 1);
    case SCALAR_STYLE.FOLDED_BLOCK:
      return text.lastIndexOf('>', event.valueStart - 1);
  }
}
