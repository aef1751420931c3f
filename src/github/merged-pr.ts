import type { Report } from '../model/report.ts';
import type { Surface } from '../model/surface.ts';
import { numberAt } from './body.ts';
import { type CommentOptions, words } from './comment.ts';
import { layOut } from '../report/layout.ts';
import { sectionHead, sectionOf } from './report-section.ts';
import { putSection } from './sticky-comment.ts';

/** Beside it the preview stays, folded. */
const firstBytes = 30_000;

/** After a merge of more pull requests than this nobody reads their comments one by one. */
const mostComments = 5;

/**
 * The comment of the pull request that brought the deployed commit: the result stands above the preview. After a rollback it
 * is the one that brought the commit that was left.
 */
export function mergedPullSurface({ client, world, pause, artifact, pulls }: CommentOptions): Surface {
  const textOf = (report: Report, name: string | undefined): string =>
    world.secrets.redact(
      layOut(report, { firstBytes, continuations: 0 }).first({
        continuations: [],
        ...(report.run.runUrl !== undefined && { runUrl: report.run.runUrl }),
        ...(name !== undefined && { artifact: name }),
      }),
    );
  let address: string | undefined;
  return {
    name: 'comment',
    publish: async report => {
      const commit = commitOf(report);
      // An unchanged deploy was told when it was made; a superseded one is told by the newer one.
      const isOld = report.result === 'superseded' || report.result === 'unchanged';
      if (commit === undefined || isOld) return;
      const merged = await pulls.mergedBy(commit);
      const section = sectionOf(
        sectionHead(report, 'deploy', commit),
        textOf(report, artifact()),
        report.run.runUrl,
      );
      for (const pull of merged.slice(0, mostComments)) {
        const number = numberAt(pull, '/number');
        if (number === undefined) continue;
        const order = { number, section, pause, head: 'any', ifMissing: 'create' } as const;
        const { written, url } = await putSection(client, order);
        address ??= url;
        world.log.info(`comment of #${number}: ${words[written]}`);
      }
    },
    outputs: () => ({ 'comment-url': address ?? '' }),
  };
}

function commitOf({ result, run, targets }: Report): string | undefined {
  return result === 'rolled-back' ? targets[0]?.record?.previous?.commit : run.commit;
}
