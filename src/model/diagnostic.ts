/** How bad a finding is: an error stops every mode that writes, a warning and a notice do not. */
export type Severity = 'error' | 'warning' | 'notice';

/** Where a finding or an object stands: file relative to the workspace with forward slashes, line and column from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The file is not one of the repository, as a template of a packed chart. */
  readonly isElsewhere?: true;
}

/** One finding about what the user wrote. `code` is a rule id, `message` says what and where, `hint` how to fix it. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly location?: Location;
  /** The object meant, as in Change.address. */
  readonly address?: string;
}

/** True when one of the findings is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(diagnostic => diagnostic.severity === 'error');
}

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, notice: 2 };

/** Most severe first, then by file, line and column; stable for equal places. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) => rank[a.severity] - rank[b.severity] || compareLocations(a.location, b.location),
  );
}

function compareLocations(a: Location | undefined, b: Location | undefined): number {
  if (!a || !b) return Number(Boolean(b)) - Number(Boolean(a));
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
