import { joinPointer } from '../../../../model/json.ts';
import { fieldName } from './field-name.ts';
import type { Rule } from './rule.ts';

/** A field without which the server refuses the object. */
export const missingField: Rule = {
  id: 'missing-field',
  severity: 'error',
  doc: 'a required field is missing or null',
  check: context =>
    context.manifests.flatMap(manifest =>
      context.findingsOf(manifest).flatMap(finding => {
        if (finding.what !== 'missing-field') return [];
        const { pointer, field } = finding;
        const message = `${fieldName(pointer + joinPointer([field]))} is required and missing`;
        return [{ manifest, pointer, at: 'key', message }];
      }),
    ),
};
