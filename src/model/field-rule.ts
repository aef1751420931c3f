/**
 * Which fields of which objects a rule means; an absent part means all of them. `kind` is `Kind` or `Kind.group`,
 * `manager` and `name` may hold `*`, `field` is a JSON pointer whose parts may be `*` or the name of a list item, and means
 * everything below it too. `text` is the rule as it was written.
 */
export interface FieldRule {
  readonly text: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly manager?: string;
  readonly field?: string;
}

/** What happens to a field that the manifest wants and another manager owns. */
export const conflictActions = ['take', 'leave', 'fail'] as const;

/** One of the decisions about a field of another manager. */
export type ConflictAction = (typeof conflictActions)[number];

/** A decision about the fields that a rule means. */
export interface ConflictRule extends FieldRule {
  readonly action: ConflictAction;
}
