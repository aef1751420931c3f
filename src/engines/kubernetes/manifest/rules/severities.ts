import { nearestName } from '../../../../input/nearest.ts';
import type { Severity } from '../../../../model/diagnostic.ts';
import { Failure } from '../../../../model/failure.ts';
import type { Rule } from './rule.ts';

/** The severity of each rule for one run; rules that are switched off are missing. */
export type Severities = ReadonlyMap<string, Severity>;

/** The severities as the rules have them, changed by what the input `rules` says: id -> off, warning, error. @throws Failure inputs-invalid */
export function severitiesOf(
  rules: readonly Rule[],
  chosen: Readonly<Record<string, Severity | 'off'>>,
): Severities {
  const ids = rules.map(rule => rule.id);
  const unknown = Object.keys(chosen).filter(id => !ids.includes(id));
  if (unknown.length > 0) {
    const near = unknown.map(id => nearestName(id, ids)).filter(id => id !== undefined);
    throw new Failure('inputs-invalid', `the input rules names ${unknown.join(', ')}, which is no rule`, {
      hint: near.length > 0 ? `Did you mean ${near.join(', ')}?` : `The rules are ${ids.join(', ')}.`,
    });
  }
  const severities = rules.flatMap(({ id, severity }): readonly (readonly [string, Severity])[] => {
    const wanted = chosen[id] ?? severity;
    return wanted === 'off' ? [] : [[id, wanted]];
  });
  return new Map(severities);
}
