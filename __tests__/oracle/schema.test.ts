import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManifests } from '../../src/engines/kubernetes/manifest/read.ts';
import { checkObject } from '../../src/engines/kubernetes/schema/walk.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { stringifyJson } from '../../src/model/json.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { apiVersionOf } from '../../src/model/manifest.ts';
import { readSchemas } from '../engines/kubernetes/schema/read-schemas.ts';
import type { Cluster } from '../stage/cluster/attached-cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { mutationsOf } from './mutations.ts';

/** One of so many mutations is tried: enough for every kind and most fields, in seconds. */
const share = 3;
const atOnce = 16;

/** Where the server takes what we refuse: it drops such a data source without a word. */
const knownStricter = [/^PersistentVolumeClaim \/spec\/dataSource(\/kind)?: (empty map|removed|null)$/];
/** Messages of the server about the shape of an object, not about its meaning. */
const aboutShape =
  /field not declared|: expected (string|map|list|numeric|boolean)|cannot unmarshal|quantities must|illegal base64/;

const schemas = readSchemas();

test('the server refuses what we refuse, and takes the shapes that we take', async () => {
  await using cluster = await sharedCluster();
  const namespace = await cluster.createNamespace('schema');
  const text = readFileSync(new URL('objects/many-fields.yaml', import.meta.url), 'utf8');
  const { manifests, diagnostics } = readManifests(text, 'many-fields.yaml');
  expect(diagnostics).toEqual([]);
  for (const manifest of manifests)
    expect({
      kind: manifest.id.kind,
      ...(await dryRun(cluster, namespace, manifest, manifest.object)),
    }).toEqual({
      kind: manifest.id.kind,
      refusal: '',
    });

  const tried = manifests
    .flatMap(manifest => mutationsOf(manifest.object).map(mutation => ({ manifest, ...mutation })))
    .filter((_, at) => at % share === 0);
  const differences: string[] = [];
  const compare = async ({ manifest, what, object }: (typeof tried)[number]): Promise<void> => {
    const name = `${manifest.id.kind} ${what}`;
    const schema = schemas.kindOf('1.36', manifest.id);
    const [finding] = schema ? checkObject(schema, object) : [];
    const { refusal } = await dryRun(cluster, namespace, manifest, object);
    if (finding && refusal === '' && !knownStricter.some(pattern => pattern.test(name)))
      differences.push(`${name}: only we refuse it: ${finding.what} ${finding.pointer}`);
    if (!finding && aboutShape.test(refusal))
      differences.push(`${name}: only the server refuses it: ${refusal}`);
  };
  for (let at = 0; at < tried.length; at += atOnce)
    await Promise.all(tried.slice(at, at + atOnce).map(compare));
  expect(differences).toEqual([]);
  expect(tried.length).toBeGreaterThan(1000);
});

/** What the server says to the object, `''` when it takes it; nothing is written. */
async function dryRun(
  cluster: Cluster,
  namespace: string,
  { id }: Manifest,
  object: JsonObject,
): Promise<{ readonly refusal: string }> {
  const schema = schemas.kindOf('1.36', id);
  const base = id.group === '' ? '/api/v1' : `/apis/${apiVersionOf(id)}`;
  const scope = schema?.isNamespaced === true ? `/namespaces/${namespace}` : '';
  const query = 'dryRun=All&force=true&fieldManager=oracle&fieldValidation=Strict';
  const path = `${base}${scope}/${schema?.plural}/${id.name}?${query}`;
  const contentType = 'application/apply-patch+yaml';
  const { status, body } = await cluster.request<{ readonly message?: string }>(
    'PATCH',
    path,
    stringifyJson(object),
    {
      contentType,
    },
  );
  return { refusal: status < 300 ? '' : (body.message ?? String(status)) };
}
