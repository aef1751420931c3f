import { expect } from 'vitest';
import { isList, isObject, type Json, type JsonObject, textAt, valueAt } from '../../src/model/json.ts';

/** Asks an API server; `path` has the query already. */
export type Ask = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: JsonObject,
) => Promise<{ readonly status: number; readonly body: Json }>;

/** One promise of an API server: what a client may rely on, in a namespace of its own. */
export interface Promised {
  readonly name: string;
  readonly play: (ask: Ask, namespace: string) => Promise<void>;
}

const configMap = (name: string, data: JsonObject, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  data,
});

const lease = (holder: string, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'lock', ...metadata },
  spec: { holderIdentity: holder, leaseDurationSeconds: 60 },
});

const maps = (namespace: string): string => `/api/v1/namespaces/${namespace}/configmaps`;
const leases = (namespace: string): string => `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
const as = (manager: string, more = ''): string => `?fieldManager=${manager}&fieldValidation=Strict${more}`;
const uidOf = (body: Json): string => textAt(body, '/metadata/uid') ?? '';
const versionOf = (body: Json): string => textAt(body, '/metadata/resourceVersion') ?? '';
const seen = (body: Json): JsonObject => ({ uid: uidOf(body), resourceVersion: versionOf(body) });
const reasonOf = (body: Json): string => textAt(body, '/reason') ?? '';

/** What apply ownership, resourceVersion, uid, Lease and 409 mean; every server that stands in for the real one keeps it too. */
export const promises: readonly Promised[] = [
  {
    name: 'creates once: 201, then 409; nothing in a namespace that is not there',
    play: async (ask, namespace) => {
      const made = await ask('POST', maps(namespace), configMap('once', { a: '1' }));
      expect(made.status).toBe(201);
      expect(uidOf(made.body)).not.toBe('');
      expect(versionOf(made.body)).not.toBe('');
      const again = await ask('POST', maps(namespace), configMap('once', { a: '1' }));
      expect([again.status, reasonOf(again.body)]).toEqual([409, 'AlreadyExists']);
      const nowhere = maps(`${namespace}-not-there`);
      expect((await ask('POST', nowhere, configMap('once', {}))).status).toBe(404);
      expect((await ask('PATCH', `${nowhere}/once${as('one')}`, configMap('once', {}))).status).toBe(404);
      expect((await ask('GET', `${maps(namespace)}/never`)).status).toBe(404);
    },
  },
  {
    name: 'applies: 201 when new, 200 when there, and moves no resourceVersion when nothing changes',
    play: async (ask, namespace) => {
      const path = `${maps(namespace)}/applied${as('one')}`;
      const made = await ask('PATCH', path, configMap('applied', { a: '1' }));
      const same = await ask('PATCH', path, configMap('applied', { a: '1' }));
      const changed = await ask('PATCH', path, configMap('applied', { a: '2' }));
      expect([made.status, same.status, changed.status]).toEqual([201, 200, 200]);
      expect(versionOf(same.body)).toBe(versionOf(made.body));
      expect(versionOf(changed.body)).not.toBe(versionOf(made.body));
      expect(uidOf(changed.body)).toBe(uidOf(made.body));
    },
  },
  {
    name: 'rehearses with dryRun and changes nothing',
    play: async (ask, namespace) => {
      const path = `${maps(namespace)}/rehearsed`;
      const dry = as('one', '&dryRun=All');
      expect((await ask('PATCH', path + dry, configMap('rehearsed', { a: '1' }))).status).toBe(201);
      expect((await ask('GET', path)).status).toBe(404);
      const made = await ask('PATCH', path + as('one'), configMap('rehearsed', { a: '1' }));
      const tried = await ask('PATCH', path + dry, configMap('rehearsed', { a: '2' }));
      expect(valueAt(tried.body, '/data/a')).toBe('2');
      const stored = await ask('GET', path);
      expect([versionOf(stored.body), valueAt(stored.body, '/data/a')]).toEqual([versionOf(made.body), '1']);
      await ask('DELETE', path, { preconditions: { uid: uidOf(made.body) }, dryRun: ['All'] });
      expect((await ask('GET', path)).status).toBe(200);
    },
  },
  {
    name: 'binds an apply to uid and resourceVersion',
    play: async (ask, namespace) => {
      const path = `${maps(namespace)}/bound${as('one', '&force=true')}`;
      const bound = (data: JsonObject, metadata: JsonObject) =>
        ask('PATCH', path, configMap('bound', data, metadata));
      const first = await bound({ a: '1' }, {});
      const second = await bound({ a: '2' }, seen(first.body));
      expect(second.status).toBe(200);
      const stale = await bound({ a: '3' }, seen(first.body));
      expect([stale.status, reasonOf(stale.body)]).toEqual([409, 'Conflict']);
      const resourceVersion = versionOf(second.body);
      const other = await bound({ a: '3' }, { uid: '00000000-0000-0000-0000-000000000000', resourceVersion });
      expect(other.status).toBe(422);
      await ask('DELETE', `${maps(namespace)}/bound`, { preconditions: { uid: uidOf(second.body) } });
      expect((await bound({ a: '3' }, seen(second.body))).status).toBe(409);
      expect((await bound({ a: '3' }, { resourceVersion })).status).toBe(201);
    },
  },
  {
    name: 'knows who owns a field: 409 with the field unless forced, and removes what its owner drops',
    play: async (ask, namespace) => {
      const path = `${maps(namespace)}/owned`;
      const apply = (manager: string, data: JsonObject, more = '') =>
        ask('PATCH', path + as(manager, more), configMap('owned', data));
      await apply('one', { a: '1', b: '1', c: '1' });
      const conflict = await apply('two', { a: '2' });
      expect([conflict.status, reasonOf(conflict.body)]).toEqual([409, 'Conflict']);
      const causes = valueAt(conflict.body, '/details/causes');
      const [cause] = isList(causes) ? causes : [];
      expect([textAt(cause, '/reason'), textAt(cause, '/field')]).toEqual([
        'FieldManagerConflict',
        '.data.a',
      ]);
      expect((await apply('two', { b: '1' })).status).toBe(200);
      expect((await apply('two', { a: '2', b: '1' }, '&force=true')).status).toBe(200);
      const left = await apply('one', {});
      expect(valueAt(left.body, '/data')).toEqual({ a: '2', b: '1' });
    },
  },
  {
    name: 'replaces a Lease only as it was seen; with the uid a deleted one does not come back',
    play: async (ask, namespace) => {
      const made = await ask('POST', leases(namespace), lease('one'));
      expect(made.status).toBe(201);
      expect((await ask('POST', leases(namespace), lease('two'))).status).toBe(409);
      const path = `${leases(namespace)}/lock`;
      const renewed = await ask('PUT', path, lease('one-more', seen(made.body)));
      expect(renewed.status).toBe(200);
      expect((await ask('PUT', path, lease('two', seen(made.body)))).status).toBe(409);
      expect((await ask('PUT', path, lease('two'))).status).toBe(422);
      const options = { preconditions: { uid: uidOf(renewed.body), resourceVersion: versionOf(made.body) } };
      expect((await ask('DELETE', path, options)).status).toBe(409);
      expect((await ask('DELETE', path, { preconditions: { uid: 'other' } })).status).toBe(409);
      expect((await ask('DELETE', path, { preconditions: seen(renewed.body) })).status).toBe(200);
      expect((await ask('DELETE', path, {})).status).toBe(404);
      expect((await ask('PUT', path, lease('late', seen(renewed.body)))).status).toBe(409);
      const { resourceVersion } = seen(renewed.body);
      expect((await ask('PUT', path, lease('late', { resourceVersion: resourceVersion ?? '' }))).status).toBe(
        201,
      );
    },
  },
  {
    name: 'lets one of many win who replace the same Lease at once',
    play: async (ask, namespace) => {
      const made = await ask('POST', leases(namespace), lease('one'));
      const path = `${leases(namespace)}/lock`;
      const races = Array.from({ length: 20 }, (_, index) =>
        ask('PUT', path, lease(`racer-${index}`, seen(made.body))),
      );
      const statuses = (await Promise.all(races)).map(({ status }) => status);
      expect(statuses.filter(status => status === 200)).toHaveLength(1);
      expect(statuses.filter(status => status === 409)).toHaveLength(19);
    },
  },
  {
    name: 'lists by label',
    play: async (ask, namespace) => {
      await ask('POST', maps(namespace), configMap('in', {}, { labels: { set: 'mine' } }));
      await ask('POST', maps(namespace), configMap('out', {}, { labels: { set: 'other' } }));
      const { body } = await ask('GET', `${maps(namespace)}?labelSelector=set%3Dmine`);
      const items = valueAt(body, '/items');
      expect(
        (isList(items) ? items : []).filter(isObject).map(item => textAt(item, '/metadata/name')),
      ).toEqual(['in']);
      expect(textAt(body, '/metadata/resourceVersion')).not.toBe('');
    },
  },
];
