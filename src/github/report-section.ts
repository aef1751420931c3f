import type { Report } from '../model/report.ts';
import { sectionKey } from './comment-text.ts';
import { digestWithout, type Section } from './sections.ts';

/** Who wrote a section, and about what. */
export function sectionHead(
  report: Report,
  kind: 'preview' | 'deploy',
  head: string,
): Omit<Section, 'digest' | 'text'> {
  const { run, targets } = report;
  const [target] = targets;
  return {
    key: sectionKey(kind, target ?? { environment: '', name: '' }),
    head,
    run: Number(run.runId ?? 0),
    attempt: run.attempt ?? 1,
  };
}

/** The section with its text. Its digest is that of the text without the link to the run. */
export function sectionOf(head: Omit<Section, 'digest' | 'text'>, text: string, runUrl?: string): Section {
  const trimmed = text.trimEnd();
  return { ...head, digest: digestWithout(trimmed, runUrl), text: trimmed };
}
