import { expect, test } from 'vitest';
import { validateByServer } from '../../../../src/engines/kubernetes/manifest/rules/by-server.ts';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';
import { readSchemas } from '../schema/read-schemas.ts';

const schemas = readSchemas();
const named = 'metadata: {name: a}\n';
/** Served by 1.31 for the last time. */
const flowSchema = `apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\n${named}spec: {priorityLevelConfiguration: {name: a}}\n`;
const configMap = `apiVersion: v1\nkind: ConfigMap\n${named}`;
const misspelt = `apiVersion: v1\nkind: ConfigMap\n${named}dta: {a: b}\n`;

const cases: readonly (readonly [
  name: string,
  text: string,
  server: string | undefined,
  asked: number,
  codes: readonly string[],
])[] = [
  ['a good object needs no question', configMap, '1.31', 0, []],
  ['a mistake under every version needs none either', misspelt, '1.31', 0, ['unknown-field']],
  ['an API that the server still serves is no error', flowSchema, '1.31', 1, ['deprecated-api']],
  ['an API that the server serves no more is one', flowSchema, '1.36', 1, ['removed-api']],
  ['without an answer the newest version counts', flowSchema, undefined, 1, ['removed-api']],
];

test.each(cases)('%s', async (_, text, server, asked, codes) => {
  let count = 0;
  const { manifests } = readManifests(text, 'f.yaml');
  const found = await validateByServer(manifests, { schemas, kubernetesVersion: '1.36' }, async () => {
    count += 1;
    return await Promise.resolve(server);
  });
  expect([count, found.map(({ code }) => code)]).toEqual([asked, codes]);
});
