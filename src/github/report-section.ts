import type { Report } from '../model/report.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { sectionKey } from './comment-text.ts';
import { digestOf, type Section } from './sections.ts';

/** The section that a report becomes in a comment. Its digest is that of the text without the link to the run. */
export function sectionOf(
  report: Report,
  kind: 'preview' | 'deploy',
  head: string,
  redact: (text: string) => string,
): Section {
  const text = redact(renderMarkdown(report)).trimEnd();
  const { run, targets } = report;
  const [target] = targets;
  return {
    key: sectionKey(kind, target ?? { environment: '', name: '' }),
    head,
    run: Number(run.runId ?? 0),
    attempt: run.attempt ?? 1,
    digest: digestOf(run.runUrl === undefined ? text : text.replaceAll(run.runUrl, '')),
    text,
  };
}
