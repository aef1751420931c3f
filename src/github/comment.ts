import { hasChanges } from '../model/change.ts';
import type { Report } from '../model/report.ts';
import type { Surface } from '../model/surface.ts';
import type { Log, Secrets } from '../model/world.ts';
import type { Client } from './client.ts';
import { sectionOf } from './report-section.ts';
import { putSection, type Written } from './sticky-comment.ts';

/** What the surfaces that comment need. */
export interface CommentOptions {
  readonly client: Client;
  readonly log: Log;
  readonly secrets: Pick<Secrets, 'redact'>;
  readonly when: 'on' | 'on-change';
}

/** The comment of a pull request with its preview, one for all previews of it, updated in place. */
export function commentSurface({ client, log, secrets, when }: CommentOptions): Surface {
  return {
    name: 'comment',
    publish: async report => {
      const { pullRequest } = report.run;
      if (!pullRequest) return;
      const { number, headSha } = pullRequest;
      const section = sectionOf(report, 'preview', headSha, text => secrets.redact(text));
      const ifMissing = when === 'on' || isWorthTelling(report) ? 'create' : 'skip';
      const written = await putSection(client, { number, section, head: 'current', ifMissing });
      log.info(`comment of #${number}: ${words[written]}`);
    },
  };
}

/** What became of a section, for the log. */
export const words: Readonly<Record<Written, string>> = {
  created: 'created',
  updated: 'updated',
  unchanged: 'says this already',
  older: 'left as it is, a newer run wrote it',
  'moved-on': 'not written, the branch has newer commits',
  skipped: 'not written, nothing would change',
};

function isWorthTelling(report: Report): boolean {
  return (
    report.result !== 'previewed' ||
    report.targets.some(target => hasChanges([...target.changes, ...(target.rendered?.changes ?? [])]))
  );
}
