import { openClient } from './client.ts';
import { askMergedPulls, type MergedPulls } from './merged-pulls.ts';
import type { RunsOptions } from './runs.ts';

/** What asks which pull requests brought a commit, for all who want to know in a run; absent without a token. */
export function openPulls(options: Omit<RunsOptions, 'pulls'>): { readonly pulls?: MergedPulls } {
  const { settings, world } = options;
  const { repository, defaultBranch } = world.run;
  const token = settings.github?.token;
  if (token === undefined || repository === undefined) return {};
  return {
    pulls: askMergedPulls(openClient({ ...options, token, repository }), defaultBranch),
  };
}
