import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Cluster, type KubeObject, startCluster } from '../__tests__/stage/cluster/cluster.ts';
import { canonicalJson, type JsonObject, parseJson } from '../src/model/json.ts';
import { changes, type Change, first, watched } from './record-stories.ts';

const output = fileURLToPath(new URL('../__tests__/engines/kubernetes/ready/recorded.json', import.meta.url));

/** How often every object is looked at; a state that lasts shorter may be missed, and is then no row. */
const lookEveryMs = 60;
const settleMs = 6000;

process.exitCode = await main();

/**
 * Records the bodies of real objects in every state that they pass through on the stage's control plane: made, changed, made
 * smaller, refused, out of time, finished. They are the rows of the table of readiness.
 */
async function main(): Promise<number> {
  await using cluster = await startCluster();
  const namespace = 'recorded';
  for (const name of [namespace, 'recorded-small'])
    await cluster.request('POST', '/api/v1/namespaces', { metadata: { name } });
  await cluster.until(
    `/api/v1/namespaces/${namespace}/serviceaccounts/default`,
    (_, status) => status === 200,
  );
  const seen = new Map<string, JsonObject>();
  const stop = new AbortController();
  const looking = look(cluster, seen, stop.signal);
  await play(cluster, namespace, first);
  for (const change of changes) await play(cluster, namespace, change);
  stop.abort();
  await looking;
  const bodies = [...seen.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  await mkdir(dirname(output), { recursive: true });
  await writeFile(output, `[\n${bodies.map(body => JSON.stringify(body)).join(',\n')}\n]\n`);
  process.stdout.write(`${bodies.length} bodies of ${new Set(bodies.map(keyOf)).size} objects\n`);
  return 0;
}

async function play(cluster: Cluster, namespace: string, change: Change): Promise<void> {
  await change.before?.(cluster, namespace);
  if (change.manifests !== '') {
    const { code, stderr } = await cluster.kubectl(['apply', '-n', namespace, '-f', '-'], {
      input: change.manifests,
    });
    if (code !== 0) throw new Error(stderr);
  }
  await change.after?.(cluster, namespace);
  await new Promise(resolve => setTimeout(resolve, settleMs));
}

/** Keeps each body once, by what of it decides. */
async function look(cluster: Cluster, seen: Map<string, JsonObject>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const lists = await Promise.all(
      watched.map(async ({ kind, apiVersion, path }) => {
        const { body } = await cluster.request<{ items?: readonly KubeObject[] }>('GET', path);
        return (body.items ?? []).map(item => kept({ ...item, kind, apiVersion }));
      }),
    );
    for (const body of lists.flat()) seen.set(canonicalJson(body), seen.get(canonicalJson(body)) ?? body);
    await new Promise(resolve => setTimeout(resolve, lookEveryMs));
  }
}

/** What of a body decides whether it is up, without what is another one in every recording. */
function kept(object: object): JsonObject {
  const text = JSON.stringify(object, (key, value: unknown) =>
    [
      'managedFields',
      'uid',
      'resourceVersion',
      'template',
      'selector',
      'annotations',
      'ownerReferences',
      'labels',
      'volumeClaimTemplates',
      'containerStatuses',
      'podIPs',
      'hostIPs',
      'containers',
      'volumes',
      'request',
      'certificate',
    ].includes(key)
      ? undefined
      : value,
  );
  const plain = text
    .replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '2026-01-01T00:00:00Z')
    .replaceAll(/-[\da-f]{8,10}(?:-[\da-z]{5})?(?=["\\ ])/g, '-#')
    .replaceAll(/\b10\.\d+\.\d+\.\d+\b/g, '10.0.0.1');
  const body: JsonObject = parseObject(plain);
  return body;
}

function parseObject(text: string): JsonObject {
  const value = parseJson(text);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error('no object');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object is what was written above
  return value as JsonObject;
}

function keyOf(body: JsonObject): string {
  return JSON.stringify([body['kind'], body['metadata']]);
}
