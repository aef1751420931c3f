import type { Report } from '../model/report.ts';
import { type OtherPlace, elsewhereBytes, elsewhereWords } from './elsewhere.ts';
import { withoutCommands } from './escape.ts';
import { fitTexts } from './fit.ts';
import { type Fold, foldMarkdown } from './fold.ts';
import { codeSpan } from './escape.ts';
import { timelineOf } from './timeline.ts';
import { type Pieces, piecesOf } from './markdown.ts';
import { packFolds, partFolds } from './pack.ts';

/** Where the parts of a long report ended up, as far as they could be written. */
export interface Places {
  /** The URLs of the continuations, as many as there are. */
  readonly continuations: readonly string[];
  /** The URL of the run, whose summary goes further. */
  readonly runUrl?: string;
  /** The name of the artifact that holds everything. */
  readonly artifact?: string;
}

/** A report for a place with little room and for its continuations. */
export interface Layout {
  /** The texts of continuations, each at most 59,000 bytes. */
  readonly continuations: readonly string[];
  /** The first text; it names every object that stands elsewhere, and where. */
  readonly first: (places: Places) => string;
}

/** What a continuation takes, below the limit of a comment with its marker and its head. */
const continuationBytes = 58_000;

/** A job summary takes 1 MiB, above which all of it is dropped (actions/runner src/Runner.Worker/FileCommandManager.cs). */
const summaryBytes = 1_000_000;

/**
 * Lays a report out: the first text with at most so many bytes, then continuations with whole objects. An object that is
 * longer than a continuation is parted between hunks.
 */
export function layOut(
  report: Report,
  room: { readonly firstBytes: number; readonly continuations: number },
): Layout {
  const pieces = piecesOf(report, 'comment');
  const folds = partFolds(pieces.folds, continuationBytes);
  const fixed = fitTexts(pieces, room.firstBytes);
  const everything = packFolds(folds, { firstBytes: fixed.left, continuations: 0, continuationBytes });
  const packed =
    everything.rest.length === 0
      ? everything
      : packFolds(folds, {
          firstBytes: Math.max(0, fixed.left - elsewhereBytes),
          continuations: room.continuations,
          continuationBytes,
        });
  const inSummary = new Set(summaryFolds(pieces, folds));
  return {
    continuations: packed.continuations.map(textOf),
    first: places => {
      const written = packed.continuations.map((part, index): OtherPlace & { readonly isThere: boolean } => {
        const url = places.continuations[index];
        return { name: `[part ${index + 2}](${url ?? ''})`, folds: part, isThere: url !== undefined };
      });
      const left = [...written.filter(part => !part.isThere).flatMap(part => part.folds), ...packed.rest];
      const words = elsewhereWords([
        ...written.filter(part => part.isThere),
        ...furtherPlaces(left, inSummary, places),
      ]);
      const notes = [words, artifactWords(words !== '' || fixed.isShort, places)].filter(note => note !== '');
      return joined([...fixed.start, ...packed.first.map(foldMarkdown), ...notes, ...fixed.end]);
    },
  };
}

/** The report as a job summary, at most 1,000,000 bytes; what is beyond that stands in the artifact. */
export function renderSummary(report: Report, places: Pick<Places, 'artifact'> = {}): string {
  const all = piecesOf(report, 'comment');
  const chart = timelineOf(report);
  const pieces = chart === '' ? all : { ...all, end: [chart, ...all.end] };
  const folds = partFolds(pieces.folds, continuationBytes);
  const fixed = fitTexts(pieces, summaryBytes);
  const shown = summaryFolds(pieces, folds);
  const left = folds.slice(shown.length);
  const words = elsewhereWords(furtherPlaces(left, new Set(), places));
  const notes = [words, artifactWords(words !== '' || fixed.isShort, places)].filter(note => note !== '');
  return joined([...fixed.start, ...shown.map(foldMarkdown), ...notes, ...fixed.end]);
}

/** Everything: every object, every line, every value in full. */
export function renderWhole(report: Report): string {
  const { start, folds, end } = piecesOf(report, 'whole');
  return joined([...start, ...folds.map(foldMarkdown), ...end]);
}

/** The folds that a summary has room for, from the first on. */
function summaryFolds(pieces: Pieces, folds: readonly Fold[]): readonly Fold[] {
  let left = fitTexts(pieces, summaryBytes).left - elsewhereBytes;
  const end = folds.findIndex(fold => {
    left -= Buffer.byteLength(foldMarkdown(fold)) + 2;
    return left < 0;
  });
  return end === -1 ? folds : folds.slice(0, end);
}

function furtherPlaces(
  folds: readonly Fold[],
  inSummary: ReadonlySet<Fold>,
  { runUrl, artifact }: Partial<Places>,
): readonly OtherPlace[] {
  const hasSummary = runUrl !== undefined;
  const isThere = (fold: Fold): boolean => hasSummary && inSummary.has(fold);
  const last =
    artifact === undefined ? 'nowhere but in the log of a run on the command line' : 'the artifact';
  return [
    { name: `the [summary of the run](${runUrl ?? ''})`, folds: folds.filter(isThere) },
    { name: last, folds: folds.filter(fold => !isThere(fold)) },
  ];
}

function artifactWords(isNeeded: boolean, { artifact, runUrl }: Partial<Places>): string {
  if (!isNeeded || artifact === undefined) return '';
  const run = runUrl === undefined ? 'the run' : `[the run](${runUrl})`;
  return `Everything, with every value in full, is in the artifact ${codeSpan(artifact)} of ${run}.`;
}

function textOf(folds: readonly Fold[]): string {
  return joined(folds.map(foldMarkdown));
}

function joined(parts: readonly string[]): string {
  return withoutCommands(`${parts.join('\n\n')}\n`);
}
