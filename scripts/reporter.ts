import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

/** How many tests ended how, over all projects of one run. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The last line of a test run: `12 passed, 0 failed`, with `, 3 skipped` when some were. */
export function tallyLine(tally: Tally): string {
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
  return `${tally.passed} passed, ${tally.failed} failed${skipped}`;
}

/** Prints one plain line with the counts when the whole run is over; a file that does not load counts as one failure. */
export class TallyReporter implements Reporter {
  readonly #print: (line: string) => void;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tally = modules.map(tallyOf).reduce(add, { passed: 0, failed: unhandled.length, skipped: 0 });
    this.#print(tallyLine(tally));
  }
}

function tallyOf(module: TestModule): Tally {
  const states = [...module.children.allTests()].map(test => test.result().state);
  const failed = states.filter(state => state === 'failed').length;
  const brokenElsewhere = module.state() === 'failed' && failed === 0 ? 1 : 0;
  return {
    passed: states.filter(state => state === 'passed').length,
    failed: failed + brokenElsewhere,
    skipped: states.filter(state => state === 'skipped' || state === 'pending').length,
  };
}

function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}
