import {
  canonicalJson,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  textAt,
  valueAt,
} from '../../../model/json.ts';
import { groupKindOf, type ObjectId } from '../../../model/manifest.ts';
import type { Intent } from './intent.ts';
import type { PlannedObject } from './object-context.ts';
import type { Intention } from './unasked-right.ts';

/** So many rights are named in one sentence. */
const mostNamed = 4;

/**
 * What is to be looked at closely in a change that needs no yes: rights that are handed out, definitions by which others are
 * judged, namespaces, volumes. `live` is absent for a create. Undefined when there is nothing of the kind.
 */
export function cautionOf(id: ObjectId, live: JsonObject | undefined, next: JsonObject): string | undefined {
  switch (groupKindOf(id)) {
    case 'Role.rbac.authorization.k8s.io':
    case 'ClusterRole.rbac.authorization.k8s.io':
      return live || isAggregated(next) ? widerRole(live, next) : undefined;
    case 'RoleBinding.rbac.authorization.k8s.io':
    case 'ClusterRoleBinding.rbac.authorization.k8s.io':
      return widerBinding(id, live, next);
    case 'CustomResourceDefinition.apiextensions.k8s.io':
      return live && !isSame(live['spec'], next['spec'])
        ? 'every custom resource of this kind is judged by it from then on'
        : undefined;
    case 'Namespace':
      return live && !isSame(valueAt(live, '/metadata/labels'), valueAt(next, '/metadata/labels'))
        ? 'the labels of a namespace decide what may run in it and which policies hold there'
        : undefined;
    case 'PersistentVolumeClaim':
      return live && !isSame(valueAt(live, '/spec/resources'), valueAt(next, '/spec/resources'))
        ? 'a volume that has grown cannot shrink again'
        : undefined;
    case 'PersistentVolume':
      return live && !isSame(live['spec'], next['spec']) ? volumeWords(next) : undefined;
    default:
      return undefined;
  }
}

/** The planned object with what is to be looked at closely. A comparison with what was deployed hands out nothing. */
export function withCaution(
  object: PlannedObject,
  { id, body }: Intent,
  live: JsonObject | undefined,
  intention: Intention,
): PlannedObject {
  const { change, prediction } = object;
  if (intention === 'to compare' || (change.action !== 'create' && change.action !== 'update')) return object;
  const caution = cautionOf(id, live, prediction?.end ?? body);
  return caution === undefined ? object : { ...object, change: { ...change, caution } };
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

function volumeWords(next: JsonObject): string {
  return textAt(next, '/spec/persistentVolumeReclaimPolicy') === 'Delete'
    ? 'its data is deleted as soon as its claim is'
    : 'it holds data';
}

/** A ClusterRole whose rules flow into others by its labels (kubernetes.io: Aggregated ClusterRoles). */
function isAggregated(role: JsonObject): boolean {
  const labels = valueAt(role, '/metadata/labels');
  return (
    isObject(labels) &&
    Object.keys(labels).some(name => name.startsWith('rbac.authorization.k8s.io/aggregate-to-'))
  );
}

function widerRole(live: JsonObject | undefined, next: JsonObject): string | undefined {
  const before = new Set(live ? grantsOf(live).map(keyOf) : []);
  const added = grantsOf(next).filter(grant => !widerForms(grant).some(form => before.has(keyOf(form))));
  const words = [...new Set(added.map(wordsOf))];
  return words.length === 0 ? undefined : `it grants more: ${listed(words)}`;
}

/** One right: a verb on a resource of a group, or on a path; of one object when it has a name. */
interface Grant {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly name: string;
}

function grantsOf(role: JsonObject): readonly Grant[] {
  return listAt(role, '/rules').flatMap(rule => {
    const texts = (key: string): readonly string[] =>
      listAt(rule, `/${key}`).filter(item => typeof item === 'string');
    const names = texts('resourceNames').length === 0 ? [''] : texts('resourceNames');
    const objects = texts('resources').flatMap(resource =>
      texts('apiGroups').flatMap(group => names.map(name => ({ resource, group, name }))),
    );
    const paths = texts('nonResourceURLs').map(path => ({ resource: path, group: '', name: '' }));
    return texts('verbs').flatMap(verb => [...objects, ...paths].map(what => ({ ...what, verb })));
  });
}

/** The right itself and all that say as much or more. */
function widerForms({ verb, group, resource, name }: Grant): readonly Grant[] {
  return [verb, '*'].flatMap(v =>
    [group, '*'].flatMap(g =>
      [resource, '*'].flatMap(r => [name, ''].map(n => ({ verb: v, group: g, resource: r, name: n }))),
    ),
  );
}

function keyOf({ verb, group, resource, name }: Grant): string {
  return JSON.stringify([verb, group, resource, name]);
}

function wordsOf({ verb, group, resource, name }: Grant): string {
  const what = group === '' ? resource : `${resource}.${group}`;
  return `${verb} ${what}${name === '' ? '' : ` named ${name}`}`;
}

function widerBinding(id: ObjectId, live: JsonObject | undefined, next: JsonObject): string | undefined {
  const before = new Set(live ? subjectsOf(live) : []);
  const added = subjectsOf(next).filter(subject => !before.has(subject));
  if (added.length === 0) return undefined;
  const role = `${textAt(next, '/roleRef/kind') ?? 'Role'} ${textAt(next, '/roleRef/name') ?? ''}`;
  const where = id.namespace === undefined ? ' in the whole cluster' : ` in ${id.namespace}`;
  return `it gives ${role}${where} to ${listed(added)}`;
}

function subjectsOf(binding: JsonObject): readonly string[] {
  return listAt(binding, '/subjects').map(subject => {
    const namespace = textAt(subject, '/namespace');
    const name = textAt(subject, '/name') ?? '';
    return `${textAt(subject, '/kind') ?? ''} ${namespace === undefined ? name : `${namespace}/${name}`}`;
  });
}

function listed(words: readonly string[]): string {
  const more = words.length > mostNamed ? ` and ${words.length - mostNamed} more` : '';
  return `${words.slice(0, mostNamed).join(', ')}${more}`;
}
