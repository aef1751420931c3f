import { hasChanges } from '../model/change.ts';
import type { Report } from '../model/report.ts';
import type { Surface } from '../model/surface.ts';
import type { World } from '../model/world.ts';
import { layOut, type Places } from '../report/layout.ts';
import { type CheckOwner, createPreviewCheck, previewSections } from './checks.ts';
import type { Client } from './client.ts';
import { roomFor } from './comment-text.ts';
import { mostContinuations, putContinuations } from './continuations.ts';
import type { MergedPulls } from './merged-pulls.ts';
import { type Pull, readPull } from './pull.ts';
import { sectionHead, sectionOf } from './report-section.ts';
import { softly } from './soft.ts';
import { isNewer, type Section } from './sections.ts';
import { createComment, putSection, type Written } from './sticky-comment.ts';

/** What the surfaces that comment need. */
export interface CommentOptions {
  readonly client: Client;
  readonly world: World;
  /** Waits until writes of others that were under way have arrived. */
  readonly pause: () => Promise<void>;
  readonly pulls: MergedPulls;
  /** The artifact that holds everything, once it was written. */
  readonly artifact: () => string | undefined;
}

/**
 * A preview on its pull request: continuations of what is too long, the check run, then the one comment, updated in place.
 * Each is soft by itself: without the permission for one the next place takes its part.
 */
export function previewSurface(
  options: CommentOptions & { readonly when: 'on' | 'off' | 'on-change' },
): Surface {
  const { client, world, when } = options;
  let address = '';
  return {
    name: 'preview',
    publish: async report => {
      const { pullRequest } = report.run;
      const pull =
        when === 'off' || !pullRequest
          ? undefined
          : await softly('comment', world, async () => await readPull(client, pullRequest.number));
      const laid = await layOutPreview(options, report, pull);
      const owner = await softly(
        'check run',
        world,
        async () => await createPreviewCheck(client, { report, summary: laid.section.text }),
      );
      if (laid.isShort)
        world.log.info('the preview is longer than a comment: the rest is linked from its first part');
      if (!pull) return;
      const url = await softly(
        'comment',
        world,
        async () => await comment(options, report, { ...laid, pull, owner }),
      );
      address = url ?? '';
    },
    outputs: () => ({ 'comment-url': address }),
  };
}

interface Laid {
  readonly section: Section;
  readonly isShort: boolean;
}

async function layOutPreview(
  { client, world, artifact, when }: Parameters<typeof previewSurface>[0],
  report: Report,
  pull: Pull | undefined,
): Promise<Laid> {
  const { number = 0, headSha = '' } = report.run.pullRequest ?? {};
  const head = sectionHead(report, 'preview', headSha);
  const others = pull?.comments[0]?.shared.sections.filter(({ key }) => key !== head.key) ?? [];
  const mayComment = pull !== undefined && isWanted(report, pull, when) && isOurTurn(pull, head);
  const continuations = mayComment ? mostContinuations : 0;
  const layout = layOut(report, { firstBytes: roomFor(others), continuations });
  const redacted = layout.continuations.map(text => world.secrets.redact(text));
  const draft = (): Section =>
    sectionOf(head, world.secrets.redact(layout.first(placesOf(report, [], artifact()))));
  const urls = mayComment
    ? await softly('continuation of the comment', world, async () => {
        // The comment itself must come first, or its readers meet the second part before it.
        if (redacted.length > 0 && pull.comments.length === 0)
          await createComment(client, { number, section: draft() });
        return await putContinuations(client, { number, section: head, texts: redacted, pull });
      })
    : undefined;
  const text = world.secrets.redact(layout.first(placesOf(report, urls ?? [], artifact())));
  return { section: sectionOf(head, text, report.run.runUrl), isShort: layout.continuations.length > 0 };
}

function placesOf({ run }: Report, continuations: readonly string[], artifact: string | undefined): Places {
  const { runUrl } = run;
  return {
    continuations,
    ...(runUrl !== undefined && { runUrl }),
    ...(artifact !== undefined && { artifact }),
  };
}

/** Continuations are written before the comment, so it is asked first whether that would be written. */
function isOurTurn(pull: Pull, head: Omit<Section, 'digest' | 'text'>): boolean {
  const before = pull.comments.flatMap(({ shared }) => shared.sections).find(({ key }) => key === head.key);
  return pull.headSha === head.head && !(before && isNewer(before, head));
}

function isWanted(report: Report, pull: Pull, when: 'on' | 'off' | 'on-change'): boolean {
  return when === 'on' || isWorthTelling(report) || pull.comments.length > 0;
}

async function comment(
  { client, world, pause, when }: Parameters<typeof previewSurface>[0],
  report: Report,
  { section, isShort, pull, owner }: Laid & { readonly pull: Pull; readonly owner: CheckOwner | undefined },
): Promise<string | undefined> {
  const { number = 0 } = report.run.pullRequest ?? {};
  const ifMissing = when === 'on' || isWorthTelling(report) ? 'create' : 'skip';
  const isDrafted = pull.comments.length === 0 && isShort;
  const { written, url } = await putSection(client, {
    number,
    section,
    ...(!isDrafted && { pull }),
    pause,
    head: 'current',
    ifMissing,
    ...(owner && { others: async headSha => await previewSections(client, owner, headSha) }),
  });
  world.log.info(`comment of #${number}: ${words[written]}${url === undefined ? '' : ` (${url})`}`);
  return url;
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
