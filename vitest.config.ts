import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/longest-first.ts';
import { TallyReporter } from './scripts/reporter.ts';

const onTheStage = [
  '__tests__/stage/**/*.test.ts',
  '__tests__/scenarios/**/*.test.ts',
  '__tests__/oracle/**/*.test.ts',
];
const soaking = ['__tests__/soak/**/*.test.ts'];
const stageSetup = '__tests__/stage/cluster/global-setup.ts';

export default defineConfig({
  test: {
    reporters: ['default', new TallyReporter(line => process.stdout.write(`${line}\n`))],
    sequence: { sequencer: LongestFirst },
    // What a source becomes for a test is kept from run to run, by the hash of its text.
    fsModuleCache: true,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['__tests__/**/*.test.ts'],
          exclude: [...onTheStage, ...soaking],
          setupFiles: ['__tests__/fixed-seed.ts'],
          pool: 'threads',
          isolate: false,
          // One for each core of a small machine; by itself vitest leaves one core for watching.
          maxWorkers: 2,
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'stage',
          include: onTheStage,
          setupFiles: ['__tests__/fixed-seed.ts'],
          pool: 'forks',
          // A process of its own for each file would load the stage, and GitHub's contract, seventy times.
          isolate: false,
          // Most of a story is waiting for controllers: six files at a time fill two cores.
          maxWorkers: 6,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 300_000,
          globalSetup: existsSync(stageSetup) ? [stageSetup] : [],
        },
      },
      {
        test: {
          name: 'soak',
          include: soaking,
          setupFiles: ['__tests__/fixed-seed.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 1_200_000,
          hookTimeout: 300_000,
          globalSetup: existsSync(stageSetup) ? [stageSetup] : [],
        },
      },
    ],
  },
});
