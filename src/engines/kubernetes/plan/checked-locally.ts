import { isList, isObject, type Json, listAt, textAt } from '../../../model/json.ts';
import type { Intent } from './intent.ts';
import { kindOfCrd } from './resolve.ts';

/** How custom resources are checked whose definition is among these objects: by its schema, but not by its rules. */
export function checkedLocally(intents: readonly Intent[]): (intent: Pick<Intent, 'id'>) => string {
  const crds = intents.filter(({ id }) => id.kind === 'CustomResourceDefinition');
  const rules = new Map(
    crds.flatMap(({ body }) =>
      listAt(body, '/spec/versions').map(version => [
        `${kindOfCrd(body)}/${textAt(version, '/name') ?? ''}`,
        rulesIn(isObject(version) ? (version['schema'] ?? null) : null),
      ]),
    ),
  );
  return ({ id }) => {
    const count = rules.get(`${id.group}/${id.kind}/${id.version}`) ?? 0;
    if (count === 0) return 'validated locally only';
    return `validated locally only, and ${count === 1 ? 'its CEL rule is' : `its ${count} CEL rules are`} not checked`;
  };
}

/** How many rules (x-kubernetes-validations) a schema holds: only the server evaluates them. */
function rulesIn(schema: Json): number {
  if (isList(schema)) return schema.reduce<number>((sum, item) => sum + rulesIn(item), 0);
  if (!isObject(schema)) return 0;
  return Object.entries(schema).reduce(
    (sum, [key, value]) =>
      sum + (key === 'x-kubernetes-validations' && isList(value) ? value.length : rulesIn(value)),
    0,
  );
}
