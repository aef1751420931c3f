import type { Json } from '../model/json.ts';
import { numberAt, textAt } from './body.ts';
import type { Client } from './client.ts';

/** Which pull requests brought a commit; each commit is asked once in a run. */
export interface MergedPulls {
  /** The pull requests that were merged into the default branch with this commit. @throws RequestFailure */
  mergedBy(commit: string): Promise<readonly Json[]>;
}

/** The number of the pull request that brought a commit; undefined when there is none, or GitHub does not tell. */
export async function pullRequestOf(
  pulls: MergedPulls | undefined,
  commit: string,
): Promise<number | undefined> {
  const [first] = (await pulls?.mergedBy(commit).catch(() => [])) ?? [];
  return numberAt(first, '/number');
}

/** Asks GitHub, which knows of merge commits, squashes, rebases and the merge queue. */
export function askMergedPulls(client: Client, defaultBranch: string | undefined): MergedPulls {
  const asked = new Map<string, Promise<readonly Json[]>>();
  const ask = async (commit: string): Promise<readonly Json[]> => {
    const pulls = await client.all('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', {
      commit_sha: commit,
    });
    return pulls.filter(
      pull =>
        textAt(pull, '/merged_at') !== undefined &&
        (defaultBranch === undefined || textAt(pull, '/base/ref') === defaultBranch),
    );
  };
  return {
    mergedBy: async commit => {
      const before = asked.get(commit);
      if (before) return await before;
      const now = ask(commit).catch((error: unknown) => {
        // Whoever wants to know later may be luckier.
        asked.delete(commit);
        throw error;
      });
      asked.set(commit, now);
      return await now;
    },
  };
}
