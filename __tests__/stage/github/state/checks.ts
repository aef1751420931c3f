import type { App } from './accounts.ts';
import { nodeIdOf } from './ids.ts';
import type { RepositoryState } from './repository.ts';
import type { State } from './state.ts';

/** The checks of one app on one commit. Every workflow run has one of its own. */
export interface CheckSuite {
  readonly id: number;
  readonly nodeId: string;
  readonly sha: string;
  readonly app: App;
  readonly runId: number | undefined;
}

/** A note on lines of a file. */
export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
}

/** A check run; a job of a workflow is one, too. */
export interface CheckRun {
  readonly id: number;
  readonly nodeId: string;
  readonly name: string;
  readonly sha: string;
  readonly app: App;
  readonly suiteId: number;
  readonly externalId: string;
  readonly detailsUrl: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly startedMs: number | undefined;
  readonly completedMs: number | undefined;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  /** Those of all requests together. */
  readonly annotations: readonly Annotation[];
  /** The deployment that GitHub made for a job with `environment:`. */
  readonly deploymentId: number | undefined;
}

/** More check runs of one name in a suite than this, and the oldest is deleted. */
export const checkRunsOfOneName = 1000;

/** Adds a suite. */
export function addCheckSuite(
  state: State,
  repo: RepositoryState,
  facts: Pick<CheckSuite, 'sha' | 'app' | 'runId'>,
): CheckSuite {
  const id = state.ids.next('checkSuite');
  const suite = { id, nodeId: nodeIdOf('checkSuite', id), ...facts };
  repo.checkSuites.set(id, suite);
  return suite;
}

/**
 * The suite that GitHub puts a new check run into: the first one of the app on that commit, whichever workflow it
 * belongs to (reviewdog/reviewdog#403, actions/github-script#379), else a new one.
 */
export function pickCheckSuite(state: State, repo: RepositoryState, sha: string, app: App): CheckSuite {
  for (const suite of repo.checkSuites.values())
    if (suite.sha === sha && suite.app.id === app.id) return suite;
  return addCheckSuite(state, repo, { sha, app, runId: undefined });
}

/** Adds a check run; of too many of one name the oldest goes. */
export function addCheckRun(
  state: State,
  repo: RepositoryState,
  facts: Omit<CheckRun, 'id' | 'nodeId'>,
): CheckRun {
  const id = state.ids.next('checkRun');
  const run = { id, nodeId: nodeIdOf('checkRun', id), ...facts };
  repo.checkRuns.set(id, run);
  const namesakes = [...repo.checkRuns.values()].filter(
    other => other.suiteId === run.suiteId && other.name === run.name,
  );
  const [oldest] = namesakes;
  if (oldest && namesakes.length > checkRunsOfOneName) repo.checkRuns.delete(oldest.id);
  return run;
}

/** Changes a check run. */
export function changeCheckRun(repo: RepositoryState, run: CheckRun, change: Partial<CheckRun>): CheckRun {
  const changed = { ...run, ...change };
  repo.checkRuns.set(run.id, changed);
  return changed;
}

/** The check runs of a commit: of each name and app the newest only, or all. Newest first. */
export function checkRunsOf(
  repo: RepositoryState,
  sha: string,
  which: 'latest' | 'all',
): readonly CheckRun[] {
  const runs = [...repo.checkRuns.values()].filter(run => run.sha === sha).toReversed();
  if (which === 'all') return runs;
  const seen = new Set<string>();
  return runs.filter(run => {
    const key = `${run.suiteId} ${run.name}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
