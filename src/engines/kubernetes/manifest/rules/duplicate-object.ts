import type { Location } from '../../../../model/diagnostic.ts';
import type { Manifest } from '../../../../model/manifest.ts';
import { confirmAddressOf, objectKeyOf } from '../../../../model/manifest.ts';
import type { Rule } from './rule.ts';

/** One object written twice, be it under two API versions: the later one would silently win. */
export const duplicateObject: Rule = {
  id: 'duplicate-object',
  severity: 'error',
  doc: 'the same object stands twice, also when under two API versions',
  check: context => {
    const first = new Map<string, Manifest>();
    return context.manifests.flatMap(manifest => {
      const key = objectKeyOf(manifest.id);
      const other = first.get(key);
      if (!other) {
        first.set(key, manifest);
        return [];
      }
      const message = `${confirmAddressOf(manifest.id)} also stands in ${placeName(other.location)}`;
      return [{ manifest, pointer: '', at: 'value', message, hint: 'keep one of them' }];
    });
  },
};

function placeName({ file, line }: Location): string {
  return `${file}:${line}`;
}
