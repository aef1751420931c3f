import { expect, it } from 'vitest';
import { changedFields } from '../../../../src/engines/kubernetes/plan/fields.ts';
import { intentOf } from '../../../../src/engines/kubernetes/plan/intent.ts';
import type { JsonObject } from '../../../../src/model/json.ts';

const location = { file: 'pod.yaml', line: 1, column: 1 };

function pod(containers: readonly JsonObject[], managedFields: readonly JsonObject[] = []): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', managedFields }, spec: { containers } };
}

/** An entry of managedFields for the image of one container. */
function imageOwner(manager: string, container: string): JsonObject {
  const item = { [`k:{"name":"${container}"}`]: { 'f:image': {} } };
  const fieldsV1 = { 'f:spec': { 'f:containers': item } };
  return { manager, operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1 };
}

it('names the former owner of a field whose list item moved', () => {
  const server = { name: 'server', image: 's:1' };
  const agent = { name: 'agent', image: 'v:1' };
  const next = pod([agent, { ...server, image: 's:2' }]);
  const live = pod([server, agent], [imageOwner('injector', 'agent'), imageOwner('kubectl-edit', 'server')]);
  const id = { group: '', version: 'v1', kind: 'Pod', name: 'web' };
  const manifest = { id, object: next, location, positions: { value: () => location, key: () => location } };
  const intent = intentOf(manifest, {
    resource: undefined,
    isNamespaced: true,
    namespace: 'shop',
    setId: 'x',
  });
  const secrets = { add: () => undefined, redact: (text: string) => text, markOf: () => 'ab12cd' };
  const fields = changedFields(intent, live, next, { secrets, listKeysOf: () => () => undefined });
  const image = fields.find(field => field.label === 'spec.containers[server].image');
  expect(image?.owner).toBe('kubectl-edit');
});
