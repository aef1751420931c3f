import { nearestName } from '../../../../input/nearest.ts';
import { isList, isObject, type Json } from '../../../../model/json.ts';
import type { Manifest } from '../../../../model/manifest.ts';
import { mayBeTogether, type Reference, referencesOf } from './references.ts';
import type { Rule, RuleContext, RuleFinding } from './rule.ts';

/** A ConfigMap, Secret or ServiceAccount that Pods need and that is not among the objects, or lacks the entry they want. */
export const danglingReference: Rule = {
  id: 'dangling-reference',
  severity: 'warning',
  doc: 'a ConfigMap, Secret or ServiceAccount that Pods need is not among the objects, or has not the key they want',
  check: context => {
    const known = indexOf(context);
    return context.manifests.flatMap(manifest =>
      referencesOf(manifest).flatMap(reference => check(manifest, reference, known) ?? []),
    );
  },
};

/** Among more names than this none is looked for that was probably meant: it would take longer than all the rest. */
const manyNames = 200;

interface Known {
  /** By kind and name. */
  readonly objects: ReadonlyMap<string, readonly Manifest[]>;
  /** Names of each kind, for what was probably meant. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Texts in objects of custom kinds: their controllers make what they name, as sealed and external secrets do. */
  readonly madeElsewhere: ReadonlySet<string>;
}

function indexOf({ manifests, schemas }: RuleContext): Known {
  const wanted = new Set(['ConfigMap', 'Secret', 'ServiceAccount']);
  const core = manifests.filter(({ id }) => id.group === '' && wanted.has(id.kind));
  const madeElsewhere = new Set<string>();
  for (const { id, object } of manifests)
    if (!schemas.hasGroup(id.group)) collectTexts(object, madeElsewhere);
  const byKind = Map.groupBy(core, ({ id }) => id.kind);
  return {
    objects: Map.groupBy(core, ({ id }) => `${id.kind}/${id.name}`),
    names: new Map(
      [...byKind].map(([kind, members]) => {
        const names = new Set(members.map(({ id }) => id.name));
        return [kind, names.size > manyNames ? [] : [...names]];
      }),
    ),
    madeElsewhere,
  };
}

function collectTexts(value: Json, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (isList(value)) for (const item of value) collectTexts(item, into);
  else if (isObject(value)) for (const item of Object.values(value)) collectTexts(item, into);
}

function check(manifest: Manifest, reference: Reference, known: Known): RuleFinding | undefined {
  const { kind, name, key, pointer, keyPointer } = reference;
  const found = known.objects.get(`${kind}/${name}`)?.find(({ id }) => mayBeTogether(id, manifest.id));
  if (!found) {
    if (known.madeElsewhere.has(name)) return undefined;
    const near = nearestName(name, known.names.get(kind) ?? []);
    const hint =
      near === undefined
        ? 'if it is made elsewhere, say so: gitops-push.dev/ignore: "dangling-reference: made by …"'
        : `did you mean ${near}?`;
    return { manifest, pointer, at: 'value', message: `there is no ${kind} ${name} among the objects`, hint };
  }
  const keys = keysOf(found);
  if (key === undefined || keys.includes(key)) return undefined;
  const near = nearestName(key, keys);
  const message = `${kind} ${name} has no key ${key}`;
  return {
    manifest,
    pointer: keyPointer,
    at: 'value',
    message,
    ...(near !== undefined && { hint: `did you mean ${near}?` }),
  };
}

function keysOf({ object }: Manifest): readonly string[] {
  return ['data', 'binaryData', 'stringData'].flatMap(field => {
    const entries = object[field];
    return isObject(entries) ? Object.keys(entries) : [];
  });
}
