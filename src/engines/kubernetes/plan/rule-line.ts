import type { ObjectId } from '../../../model/manifest.ts';
import type { RunContext } from '../../../model/run-context.ts';
import { inQuotes } from '../../../model/shell-word.ts';
import { rulePointerOf } from './describe-field.ts';
import type { FieldPath } from './field-set.ts';

/** Where the reader stands: a rule is pasted into a workflow there, and is a flag here. */
export type Host = RunContext['host'];

/** What a rule says about one field of one manager: `manager=ci kind=Deployment field=/spec/replicas`. */
export function ruleFor(
  manager: string,
  { kind, group }: Pick<ObjectId, 'kind' | 'group'>,
  path: FieldPath,
): string {
  const isCustom = group.includes('.') && !group.endsWith('.k8s.io');
  const parts = [
    ['manager', manager],
    ['kind', isCustom ? `${kind}.${group}` : kind],
    ['field', rulePointerOf(path)],
  ];
  return parts.map(([name, value = '']) => `${name}=${/\s/.test(value) ? `"${value}"` : value}`).join(' ');
}

/** A hint whose lines can be pasted as they are: `why` before them, then the input of the step or the flag. */
export function pasteRules(why: string, rules: readonly string[], host: Host): string {
  const lines =
    host === 'terminal'
      ? [`--conflicts ${inQuotes(rules.join('\n'))}`]
      : ['conflicts: |', ...rules.map(rule => `  ${rule}`)];
  return `${why}:\n${lines.join('\n')}`;
}
