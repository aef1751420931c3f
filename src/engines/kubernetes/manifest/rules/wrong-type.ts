import { fieldName } from './field-name.ts';
import type { Rule } from './rule.ts';

/** A value that the field cannot hold: the server refuses the whole object. */
export const wrongType: Rule = {
  id: 'wrong-type',
  severity: 'error',
  doc: 'a value of another type than the field has, or one that is no quantity, number range or base64',
  check: context =>
    context.manifests.flatMap(manifest =>
      context.findingsOf(manifest).flatMap(finding => {
        if (finding.what !== 'wrong-type') return [];
        const { pointer, hint } = finding;
        const message = `${fieldName(pointer)} ${finding.message}`;
        return [{ manifest, pointer, at: 'value', message, ...(hint === undefined ? {} : { hint }) }];
      }),
    ),
};
