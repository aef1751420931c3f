import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { JsonObject } from '../../../model/json.ts';
import type { FieldRule } from '../../../model/field-rule.ts';
import { annotationOf, annotationPointer } from '../names.ts';
import type { FieldRules } from './decide.ts';
import type { Intent } from './intent.ts';

/** JSON pointers of fields that are left as they are, one a line. */
const ignoreFields = 'gitops-push.dev/ignore-fields';

/** `create-only`: made when it is missing, never changed afterwards. */
const applyMode = 'gitops-push.dev/apply';

/** `allowed`: this object may be deleted and made anew without a yes each time. */
const recreateMode = 'gitops-push.dev/recreate';

/** The rules of the run with those that the object's own annotation gives it, which come first. */
export function withOwnRules({ body }: Pick<Intent, 'body'>, rules: FieldRules): FieldRules {
  const pointers = linesOf(body, ignoreFields).filter(isPointer);
  if (pointers.length === 0) return rules;
  const own = pointers.map((field): FieldRule => ({ text: `${ignoreFields}: ${field}`, field }));
  return { ...rules, ignore: [...own, ...rules.ignore] };
}

/** Why an object that exists is left as it is, whatever the manifest says; undefined when it is not. */
export function createdOnly({ body }: Pick<Intent, 'body'>): string | undefined {
  return linesOf(body, applyMode).includes('create-only')
    ? `it exists and stays as it is, because its annotation says ${applyMode}: create-only`
    : undefined;
}

/** True when the object may be recreated without a yes. */
export function mayBeRecreated({ body }: Pick<Intent, 'body'>): boolean {
  return linesOf(body, recreateMode).includes('allowed');
}

/** What is wrong with these annotations: a rule that does nothing would leave what it was meant to keep. */
export function annotationFindings({ body, manifest, address }: Intent): readonly Diagnostic[] {
  const wrong = (name: string, line: string, hint: string): Diagnostic => ({
    code: 'annotation-invalid',
    severity: 'error',
    message: `${address}: ${name} says ${JSON.stringify(line.slice(0, 100))}`,
    hint,
    location: manifest.positions.value(annotationPointer(name)),
    address,
  });
  return [
    ...linesOf(body, ignoreFields)
      .filter(line => !isPointer(line))
      .map(line => wrong(ignoreFields, line, 'Write JSON pointers, one a line: /spec/replicas')),
    ...oneOf(body, applyMode, 'create-only').map(line =>
      wrong(applyMode, line, 'Write create-only, or take it out.'),
    ),
    ...oneOf(body, recreateMode, 'allowed').map(line =>
      wrong(recreateMode, line, 'Write allowed, or take it out.'),
    ),
  ];
}

function oneOf(body: JsonObject, name: string, value: string): readonly string[] {
  return linesOf(body, name).filter(line => line !== value);
}

function linesOf(body: JsonObject, name: string): readonly string[] {
  return (annotationOf(body, name) ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
}

function isPointer(line: string): boolean {
  return line.startsWith('/') && line.length > 1;
}
