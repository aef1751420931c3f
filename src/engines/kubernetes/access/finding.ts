import { Failure } from '../../../model/failure.ts';
import { isList, isObject, type Json, type JsonObject } from '../../../model/json.ts';

/** One thing in a kubeconfig that cannot be used: refused unless allowed by name, or simply wrong. */
export interface Finding {
  readonly verdict: 'refused' | 'invalid';
  /** The field, as `cluster.server` or `user.exec`. */
  readonly field: string;
  /** What is wrong with it; never a value that could be secret. */
  readonly problem: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Throws when there are findings, all of them in one Failure. @throws Failure kubeconfig-refused, kubeconfig-invalid */
export function throwFindings(findings: readonly Finding[], where: string): void {
  if (findings.length === 0) return;
  const isRefused = findings.some(finding => finding.verdict === 'refused');
  const lines = findings.map(finding => `\n- ${finding.field} ${finding.problem}. ${finding.fix}`).join('');
  throw new Failure(
    isRefused ? 'kubeconfig-refused' : 'kubeconfig-invalid',
    `${where} cannot be used as it is:${lines}`,
    {
      hint: isRefused
        ? 'Change these parts, or allow them by name in allow-kubeconfig (several are separated by commas or lines).'
        : 'Correct these parts; kubectl config view --minify --flatten --raw writes a kubeconfig of one context that stands alone.',
    },
  );
}

/** Reads typed fields of one part of a kubeconfig; a field of a wrong type is a finding and reads as absent. */
export interface Fields {
  text(name: string): string | undefined;
  flag(name: string): boolean;
  object(name: string): JsonObject | undefined;
  texts(name: string): readonly string[];
  objects(name: string): readonly JsonObject[];
}

/** Opens the fields of `value`; `part` is how findings call it (`user`, `user.exec`). Empty and null read as absent. */
export function fieldsOf(value: JsonObject, part: string, findings: Finding[]): Fields {
  const wrong = (name: string, kind: string, fix: string): undefined => {
    findings.push({ verdict: 'invalid', field: `${part}.${name}`, problem: `is not ${kind}`, fix });
    return undefined;
  };
  const given = (name: string): Json | undefined => {
    const found = Object.hasOwn(value, name) ? value[name] : undefined;
    return found === null || found === '' ? undefined : found;
  };
  const items = (name: string): readonly Json[] => {
    const found = given(name) ?? [];
    return isList(found)
      ? found
      : (wrong(name, 'a list', 'Write one item per line, each after a dash.') ?? []);
  };
  return {
    text(name) {
      const found = given(name);
      if (found === undefined || typeof found === 'string') return found;
      return wrong(name, 'a text', 'Put the value in quotes.');
    },
    flag(name) {
      const found = given(name) ?? false;
      return typeof found === 'boolean'
        ? found
        : (wrong(name, 'true or false', 'Write true or false.') ?? false);
    },
    object(name) {
      const found = given(name);
      return found === undefined || isObject(found)
        ? found
        : wrong(name, 'a map', 'Write its fields indented below it.');
    },
    texts(name) {
      const all = items(name);
      const texts = all.filter(item => typeof item === 'string');
      if (texts.length < all.length) wrong(name, 'a list of texts', 'Put each item in quotes.');
      return texts;
    },
    objects(name) {
      const all = items(name);
      const objects = all.filter(isObject);
      if (objects.length < all.length)
        wrong(name, 'a list of maps', 'Write the fields of each item below its dash.');
      return objects;
    },
  };
}
