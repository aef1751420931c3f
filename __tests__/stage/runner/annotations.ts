import { isAbsolute, relative } from 'node:path';

/** How loud an annotation is. */
export type AnnotationLevel = 'error' | 'warning' | 'notice';

/** What GitHub shows beside a line of a file, or at the top of the run. */
export interface Annotation {
  readonly level: AnnotationLevel;
  /** Masked; at most 4,096 characters. */
  readonly message: string;
  readonly title?: string;
  /** Relative to the workspace with forward slashes when it lies inside, else as given. */
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
  readonly endColumn?: number;
}

/** Annotations of one kind that a step can have; the others stand in the log only. */
export const shownPerLevel = 10;

/** Characters of an annotation's message; the rest is cut. */
export const messageLimit = 4096;

/**
 * Where an annotation points, from the properties of its command. What does not fit together is repaired or dropped:
 * an end without a start is the start; columns need a line, and a range of lines has none; an end before its start goes.
 * Source: actions/runner src/Runner.Worker/ActionCommandManager.cs, IssueCommandExtension.
 */
export function placeOf(
  properties: Readonly<Record<string, string>>,
  workspace: string,
): Omit<Annotation, 'level' | 'message'> {
  const { title, file } = properties;
  return {
    ...(title !== undefined && { title }),
    ...(file !== undefined && { file: inWorkspace(file, workspace) }),
    ...rangeOf(
      numberIn(properties['line']),
      numberIn(properties['endline']),
      numberIn(properties['col']),
      numberIn(properties['endcolumn']),
    ),
  };
}

type Range = Pick<Annotation, 'line' | 'endLine' | 'column' | 'endColumn'>;

function rangeOf(line?: number, endLine?: number, column?: number, endColumn?: number): Range {
  const firstLine = line ?? endLine;
  const firstColumn = column ?? endColumn;
  if (firstLine === undefined) return {};
  const hasColumns = firstColumn !== undefined && (endLine === undefined || endLine === firstLine);
  const columns: Range =
    !hasColumns || (endColumn !== undefined && endColumn < firstColumn)
      ? {}
      : { column: firstColumn, ...(endColumn !== undefined && { endColumn }) };
  if (endLine !== undefined && endLine < firstLine) return columns;
  return { line: firstLine, ...(endLine !== undefined && { endLine }), ...columns };
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : undefined;
}

function inWorkspace(file: string, workspace: string): string {
  if (!isAbsolute(file)) return file;
  const path = relative(workspace, file);
  return path === '' || path.startsWith('..') || isAbsolute(path) ? file : path.replaceAll('\\', '/');
}
