import { nearestName } from '../../../../input/nearest.ts';
import type { Rule } from './rule.ts';
import { fieldName } from './field-name.ts';

/** A field that the kind does not have: a server with strict field validation refuses it, others drop it silently. */
export const unknownField: Rule = {
  id: 'unknown-field',
  severity: 'error',
  doc: 'a field that the kind does not have, with the name that was probably meant',
  check: context =>
    context.manifests.flatMap(manifest =>
      context.findingsOf(manifest).flatMap(finding => {
        if (finding.what !== 'unknown-field') return [];
        const { pointer, field, known } = finding;
        const near = nearestName(field, known);
        const message = `${fieldName(pointer)} is not a field of ${manifest.id.kind}`;
        const hint = near === undefined ? {} : { hint: `did you mean ${near}?` };
        return [{ manifest, pointer, at: 'key', message, ...hint }];
      }),
    ),
};
