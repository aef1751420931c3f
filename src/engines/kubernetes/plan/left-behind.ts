import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { JsonObject } from '../../../model/json.ts';
import { apiVersionOf } from '../../../model/manifest.ts';
import { labelOf } from './describe-field.ts';
import { leavesOf, valueAtField } from './field-set.ts';
import type { Intent } from './intent.ts';
import { managedFieldsOf } from './managed-fields.ts';
import { isTrace } from './ownership.ts';

/** So many fields are named in one sentence. */
const mostNamed = 5;

/**
 * Fields that former tools set under another version of the kind and that this version calls otherwise: what they stand for
 * cannot be taken away, because an apply only knows the names of its own version (an autoscaler's CPU target of
 * autoscaling/v1 is a metric in v2). One notice for each tool and version.
 */
export function leftBehind({ id, address, manifest }: Intent, live: JsonObject): readonly Diagnostic[] {
  const version = apiVersionOf(id);
  const entries = managedFieldsOf(live).filter(entry => isTrace(entry) && entry.apiVersion !== version);
  return entries.flatMap(entry => {
    const paths = [...leavesOf(entry.fields).values()].filter(
      path => path.at(-1) !== '.' && valueAtField(live, path) === undefined,
    );
    if (paths.length === 0) return [];
    const names = paths.slice(0, mostNamed).map(labelOf).join(', ');
    const more = paths.length > mostNamed ? ` and ${paths.length - mostNamed} more` : '';
    return [
      {
        code: 'field-left-behind',
        severity: 'notice' as const,
        message: `${address}: ${entry.manager} set ${names}${more} under ${entry.apiVersion}; ${version} has no such field, so what it stands for stays unless the manifest sets it`,
        hint: `Look at what ${version} makes of it (kubectl get -o yaml) and write it into the manifest.`,
        location: manifest.location,
        address,
      },
    ];
  });
}
