/** What brings the commits that a checkout does not hold: a plain fetch leaves a shallow clone as shallow as it was. */
export const wholeHistoryHint =
  'Check out with the whole history: actions/checkout with `fetch-depth: 0`. On a laptop: `git fetch`, and in a shallow clone `git fetch --unshallow`.';
