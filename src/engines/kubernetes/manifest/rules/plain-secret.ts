import type { Json } from '../../../../model/json.ts';
import { isObject } from '../../../../model/json.ts';
import type { Rule } from './rule.ts';

/** A Secret whose values can be read by everybody who can read the repository. */
export const plainSecret: Rule = {
  id: 'plain-secret',
  severity: 'warning',
  doc: 'a Secret with readable values stands in the repository',
  check: context =>
    context.manifests.flatMap(manifest => {
      const { id, object } = manifest;
      if (id.group !== '' || id.kind !== 'Secret') return [];
      const field = ['stringData', 'data'].find(name => hasPlainValue((manifest.asWritten ?? object)[name]));
      if (field === undefined) return [];
      const message = `the values of Secret ${id.name} can be read in the repository`;
      const hint = 'encrypt the file, or let the cluster fetch the values; change values that were pushed';
      return [{ manifest, pointer: `/${field}`, at: 'key', message, hint }];
    }),
};

/** SOPS writes encrypted values as `ENC[...]`. */
function hasPlainValue(values: Json | undefined): boolean {
  if (!isObject(values)) return false;
  return Object.values(values).some(
    value => typeof value === 'string' && value !== '' && !value.startsWith('ENC['),
  );
}
