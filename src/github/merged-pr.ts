import type { Surface } from '../model/surface.ts';
import { numberAt, textAt } from './body.ts';
import { type CommentOptions, words } from './comment.ts';
import { sectionOf } from './report-section.ts';
import { putSection } from './sticky-comment.ts';

/** After a merge of more pull requests than this nobody reads their comments one by one. */
const mostComments = 5;

/** The comment of the pull request that brought the deployed commit: the result stands above the preview. */
export function mergedPullSurface({ client, log, secrets }: Omit<CommentOptions, 'when'>): Surface {
  return {
    name: 'comment',
    publish: async report => {
      const { commit } = report.run;
      // An unchanged deploy was told when it was made; a superseded one is told by the newer one.
      const isOld = report.result === 'superseded' || report.result === 'unchanged';
      if (commit === undefined || isOld) return;
      const pulls = await client.all('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', {
        commit_sha: commit,
      });
      const merged = pulls.filter(pull => textAt(pull, '/merged_at') !== undefined);
      for (const pull of merged.slice(0, mostComments)) {
        const number = numberAt(pull, '/number');
        if (number === undefined) continue;
        const section = sectionOf(report, 'deploy', commit, text => secrets.redact(text));
        const written = await putSection(client, { number, section, head: 'any', ifMissing: 'create' });
        log.info(`comment of #${number}: ${words[written]}`);
      }
    },
  };
}
