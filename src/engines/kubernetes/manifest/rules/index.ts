import type { Diagnostic } from '../../../../model/diagnostic.ts';
import { sortDiagnostics } from '../../../../model/diagnostic.ts';
import type { Manifest } from '../../../../model/manifest.ts';
import { addressOf } from '../../../../model/manifest.ts';
import type { ValidationOptions } from './context.ts';
import { contextOf } from './context.ts';
import { danglingReference } from './dangling-reference.ts';
import { deprecatedApi } from './deprecated-api.ts';
import { duplicateObject } from './duplicate-object.ts';
import { emptySelector } from './empty-selector.ts';
import { hookMark } from './hook-mark.ts';
import { invalidName } from './invalid-name.ts';
import { missingField } from './missing-field.ts';
import { plainSecret } from './plain-secret.ts';
import { removedApi } from './removed-api.ts';
import type { Rule, RuleFinding } from './rule.ts';
import { severitiesOf } from './severities.ts';
import { readSuppressions } from './suppress.ts';
import { uncheckedKind } from './unchecked-kind.ts';
import { unknownField } from './unknown-field.ts';
import { unknownKind } from './unknown-kind.ts';
import { wrongType } from './wrong-type.ts';

/** Every check of manifests, in the order the documentation lists them. A new one is a file and a line here. */
export const rules: readonly Rule[] = [
  duplicateObject,
  invalidName,
  unknownKind,
  removedApi,
  unknownField,
  wrongType,
  missingField,
  danglingReference,
  hookMark,
  emptySelector,
  deprecatedApi,
  plainSecret,
  uncheckedKind,
];

/** Checks manifests without a cluster, all rules at once: most severe first, then by place. @throws Failure inputs-invalid */
export function validateManifests(manifests: readonly Manifest[], options: ValidationOptions): Diagnostic[] {
  const context = contextOf(manifests, options);
  const severities = severitiesOf(rules, options.severities ?? {});
  const suppressions = readSuppressions(
    manifests,
    rules.map(({ id }) => id),
  );
  const found = rules.flatMap(rule => {
    const severity = severities.get(rule.id);
    if (severity === undefined) return [];
    return rule
      .check(context)
      .filter(({ manifest }) => !suppressions.covers(manifest, rule.id))
      .map(finding => diagnosticOf({ ...rule, severity }, finding));
  });
  return [...sortDiagnostics([...found, ...suppressions.findings()])];
}

function diagnosticOf(
  rule: Pick<Rule, 'id' | 'severity'>,
  { manifest, pointer, at, message, hint }: RuleFinding,
): Diagnostic {
  const { id, positions } = manifest;
  const location = at === 'key' ? positions.key(pointer) : positions.value(pointer);
  const base = { code: rule.id, severity: rule.severity, message, location, address: addressOf(id) };
  return hint === undefined ? base : { ...base, hint };
}
