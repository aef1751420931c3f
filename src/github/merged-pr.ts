import type { Report } from '../model/report.ts';
import { layOut } from '../report/layout.ts';
import { numberAt } from './body.ts';
import { type CommentOptions, words } from './comment.ts';
import { shortened } from './comment-text.ts';
import { contentOf } from './letter-content.ts';
import type { Mirror } from './mirror.ts';
import { sectionHead, sectionOf } from './report-section.ts';
import type { Section } from './sections.ts';
import { putSection } from './sticky-comment.ts';

/** Beside it the preview stays, folded. */
const firstBytes = 30_000;

/** After a merge of more pull requests than this nobody reads their comments one by one. */
const mostComments = 5;

interface Content {
  readonly commit: string;
  readonly section: Section;
}

/**
 * The comment of the pull request that brought the deployed commit: the result stands above the preview. After a rollback it
 * is the one that brought the commit that was left.
 */
export function mergedPullMirror(
  { client, world, pause, artifact, pulls }: CommentOptions,
  isWanted: (report: Report) => boolean,
): Mirror {
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
    lettersOf: (report, at) => {
      const commit = commitOf(report);
      // An unchanged deploy was told when it was made; a superseded one is told by the newer one.
      const isOld = report.result === 'superseded' || report.result === 'unchanged';
      if (commit === undefined || isOld || !isWanted(report)) return [];
      const text = textOf(report, artifact());
      const section = sectionOf(sectionHead(report, 'deploy', commit), text, report.run.runUrl);
      const content: Content = { commit, section };
      return [{ to: 'comment', key: `${commit} ${section.key}`, at, content: contentOf(content) }];
    },
    deliver: async ({ content }) => {
      const { commit, section }: Content = JSON.parse(JSON.stringify(content));
      for (const pull of (await pulls.mergedBy(commit)).slice(0, mostComments)) {
        const number = numberAt(pull, '/number');
        if (number === undefined) continue;
        const order = { number, section, pause, head: 'any', ifMissing: 'create' } as const;
        const { written, url } = await putSection(client, order);
        address ??= url;
        world.log.info(`comment of #${number}: ${words[written]}`);
      }
    },
    shortened: letter => {
      const content: Content = JSON.parse(JSON.stringify(letter.content));
      return { ...letter, content: contentOf({ ...content, section: shortened(content.section) }) };
    },
    outputs: () => ({ 'comment-url': address ?? '' }),
  };
}

function commitOf({ result, run, targets }: Report): string | undefined {
  return result === 'rolled-back' ? targets[0]?.record?.previous?.commit : run.commit;
}
