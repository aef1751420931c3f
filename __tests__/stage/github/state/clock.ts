/** The time of the stand-in: the machine's, moved by what a test says. */
export interface Clock {
  readonly nowMs: () => number;
  /** Moves the time forward: `advance({ minutes: 31 })`. */
  readonly advance: (by: {
    readonly days?: number;
    readonly hours?: number;
    readonly minutes?: number;
    readonly seconds?: number;
  }) => void;
  /** Goes to a moment; the time runs on from there. */
  readonly set: (moment: Date | string) => void;
}

/** A clock that shows the machine's time. */
export function createClock(): Clock {
  let offsetMs = 0;
  const nowMs = () => Date.now() + offsetMs;
  return {
    nowMs,
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      offsetMs += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    },
    set: moment => {
      offsetMs = new Date(moment).getTime() - Date.now();
    },
  };
}

/** A moment as GitHub writes it: UTC, whole seconds. */
export function stampOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
