import { isObject, type JsonObject, listAt, textAt, valueAt } from '../../../model/json.ts';
import { type ObjectId, objectKeyOf } from '../../../model/manifest.ts';
import { podSpecOf } from '../manifest/pod-spec.ts';
import type { Edge } from './graph.ts';
import { accountsOf, type Reference, referencesOf } from './references.ts';

/** An object to be put in order. */
export interface Ordered {
  readonly id: ObjectId;
  readonly key: string;
  readonly body: JsonObject;
}

/** The key under which a referenced object stands, whatever its version. */
export function keyOfReference(reference: Reference): string {
  return objectKeyOf({ version: '', ...reference });
}

/** Edges that follow from the objects themselves: what they name, their kind and namespace, and what must watch over them. */
export function impliedEdges(objects: readonly Ordered[]): readonly Edge[] {
  const byKind = Map.groupBy(objects, ({ id }) => `${id.group}/${id.kind}`);
  const kinds = definedKinds(byKind.get('apiextensions.k8s.io/CustomResourceDefinition') ?? []);
  const services = byKind.get('apiregistration.k8s.io/APIService') ?? [];
  const watchers = watchersByNamespace(objects);
  const bindings = bindingsByAccount(objects);
  const backends = backendsByService(objects);
  return objects.flatMap(object => {
    const { id, key } = object;
    const after = (to: string | undefined, needs: Edge['needs'] = 'written'): readonly Edge[] =>
      to === undefined || to === key ? [] : [{ from: key, to, origin: 'implied', needs }];
    const named = referencesOf(id, object.body).flatMap(reference => after(keyOfReference(reference)));
    const place = id.namespace === undefined ? [] : after(namespaceKey(id.namespace), 'ready');
    const kind = after(kinds.get(`${id.group}/${id.kind}`), 'ready');
    const served = services
      .filter(service => serves(service.body, id))
      .flatMap(each => after(each.key, 'ready'));
    return [
      ...place,
      ...kind,
      ...served,
      ...named,
      ...(podSpecOf(id, object.body) ? watchedBy(object, watchers, bindings).flatMap(to => after(to)) : []),
      ...servicesOf(object).flatMap(service => [
        ...after(service),
        ...(backends.get(service) ?? []).flatMap(backend => after(backend, 'ready')),
      ]),
      // What intercepts requests to the API comes last: it must find its backend up, and nothing of this set depends on it.
      ...(isInterceptor(id)
        ? objects.filter(other => !isInterceptor(other.id)).flatMap(other => after(other.key))
        : []),
    ];
  });
}

function namespaceKey(name: string): string {
  return keyOfReference({ group: '', kind: 'Namespace', name });
}

function definedKinds(definitions: readonly Ordered[]): ReadonlyMap<string, string> {
  return new Map(
    definitions.map(({ key, body }) => [
      `${textAt(body, '/spec/group') ?? ''}/${textAt(body, '/spec/names/kind') ?? ''}`,
      key,
    ]),
  );
}

function serves(apiService: JsonObject, id: ObjectId): boolean {
  return textAt(apiService, '/spec/group') === id.group && textAt(apiService, '/spec/version') === id.version;
}

const watching = new Set(['networking.k8s.io/NetworkPolicy', '/ResourceQuota', '/LimitRange']);

/** Policies, quotas and defaults that Pods of a namespace should find when they start. */
function watchersByNamespace(objects: readonly Ordered[]): ReadonlyMap<string, readonly string[]> {
  const found = objects.filter(({ id }) => watching.has(`${id.group}/${id.kind}`));
  const grouped = Map.groupBy(found, ({ id }) => id.namespace ?? '');
  return new Map([...grouped].map(([namespace, group]) => [namespace, group.map(({ key }) => key)]));
}

function bindingsByAccount(objects: readonly Ordered[]): ReadonlyMap<string, readonly string[]> {
  const pairs = objects
    .filter(({ id }) => id.group === 'rbac.authorization.k8s.io' && id.kind.endsWith('Binding'))
    .flatMap(({ id, key, body }) =>
      accountsOf(body, id.namespace === undefined ? {} : { namespace: id.namespace }).map(
        account => [keyOfReference(account), key] as const,
      ),
    );
  const grouped = Map.groupBy(pairs, ([account]) => account);
  return new Map([...grouped].map(([account, group]) => [account, group.map(([, key]) => key)]));
}

/** Pods start after what watches over them, and after their account has its rights: else they begin with an error. */
function watchedBy(
  { id, body }: Ordered,
  watchers: ReadonlyMap<string, readonly string[]>,
  bindings: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const namespace = id.namespace ?? '';
  const name = textAt(podSpecOf(id, body), '/serviceAccountName') ?? 'default';
  const account = keyOfReference({ group: '', kind: 'ServiceAccount', namespace, name });
  return [...(watchers.get(namespace) ?? []), ...(bindings.get(account) ?? [])];
}

/** The Services that answer for a webhook configuration, an APIService or a conversion webhook. */
function servicesOf({ id, body }: Ordered): readonly string[] {
  const configurations = isInterceptor(id)
    ? listAt(body, '/webhooks').map(webhook => valueAt(webhook, '/clientConfig/service'))
    : id.kind === 'APIService' && id.group === 'apiregistration.k8s.io'
      ? [valueAt(body, '/spec/service')]
      : [];
  return configurations.filter(isObject).map(service =>
    keyOfReference({
      group: '',
      kind: 'Service',
      namespace: textAt(service, '/namespace') ?? '',
      name: textAt(service, '/name') ?? '',
    }),
  );
}

/** The workloads behind each Service, by its selector. */
function backendsByService(objects: readonly Ordered[]): ReadonlyMap<string, readonly string[]> {
  const workloads = objects.filter(({ id, body }) => id.kind !== 'CronJob' && podSpecOf(id, body));
  const services = objects.filter(({ id }) => id.group === '' && id.kind === 'Service');
  return new Map(
    services.map(service => {
      const selector = valueAt(service.body, '/spec/selector');
      const chosen = workloads.filter(
        ({ id, body }) => id.namespace === service.id.namespace && isSelected(body, id, selector),
      );
      return [service.key, chosen.map(({ key }) => key)];
    }),
  );
}

function isSelected(body: JsonObject, id: ObjectId, selector: ReturnType<typeof valueAt>): boolean {
  const pointer = id.kind === 'Pod' ? '/metadata/labels' : '/spec/template/metadata/labels';
  const labels = valueAt(body, pointer);
  if (!isObject(selector) || !isObject(labels)) return false;
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
}

const interceptors = new Set(['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']);

/** True for configurations of admission webhooks. */
export function isInterceptor(id: Pick<ObjectId, 'group' | 'kind'>): boolean {
  return id.group === 'admissionregistration.k8s.io' && interceptors.has(id.kind);
}
