import { isObject, type Json, parseJson, valueAt } from '../model/json.ts';
import { type DeployRecord, recordName, recordSchema } from '../model/record.ts';
import { listAt, numberAt, textAt } from './body.ts';
import type { Client } from './client.ts';
import { recordIn } from './description.ts';

/** So many deployments of an environment are looked through, in one request. */
const lookedAt = 100;

const recordsQuery = `query Deployments($owner: String!, $name: String!, $environments: [String!], $first: Int!) {
  viewer { login }
  repository(owner: $owner, name: $name) {
    deployments(environments: $environments, first: $first, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes {
        commitOid
        payload
        creator { __typename login }
        statuses(first: 10) { nodes { state description createdAt } }
      }
    }
  }
}`;

/**
 * The deploys of a target as GitHub's deployments tell of them, oldest first, in one request. Whoever may make deployments
 * could have made one, so those of other accounts count for nothing, but for a person who asks: what jobs of the repository
 * made. Nor do those count that the job itself made, which say nothing but their end. @throws RequestFailure
 */
export async function toldRecords(
  client: Client,
  target: { readonly name: string; readonly environment: string },
): Promise<readonly DeployRecord[]> {
  const answer = await client.query(recordsQuery, {
    owner: client.owner,
    name: client.repo,
    environments: [target.environment],
    first: lookedAt,
  });
  const viewer = textAt(answer, '/viewer/login') ?? '';
  return listAt(answer, '/repository/deployments/nodes')
    .filter(node => isTrusted(viewer, node))
    .flatMap(node => recordOf(node))
    .filter(record => record.target.name === target.name && record.environment === target.environment)
    .toSorted((a, b) => a.sequence - b.sequence || (a.id < b.id ? -1 : 1));
}

/** The login of a bot ends in `[bot]` where it is the viewer, and does not where it is the author of something. */
function isTrusted(viewer: string, node: Json): boolean {
  const creator = textAt(node, '/creator/login') ?? '';
  if (viewer.endsWith('[bot]')) return `${creator.replace(/\[bot\]$/, '')}[bot]` === viewer;
  const isOfJobs = textAt(node, '/creator/__typename') === 'Bot' && creator === 'github-actions';
  return creator === viewer || isOfJobs;
}

function recordOf(node: Json): readonly DeployRecord[] {
  const record = payloadOf(textAt(node, '/payload') ?? '');
  if (!record || record.commit !== textAt(node, '/commitOid')) return [];
  const name = recordName(record);
  const end = listAt(node, '/statuses/nodes').find(
    status =>
      recordIn(textAt(status, '/description') ?? '') === name &&
      resultOf(textAt(status, '/state')) !== undefined,
  );
  const result = resultOf(textAt(end, '/state'));
  const finishedAt = textAt(end, '/createdAt');
  if (result === undefined || finishedAt === undefined) return [record];
  const durationMs = Math.max(0, Date.parse(finishedAt) - Date.parse(record.startedAt));
  return [{ ...record, result, finishedAt, durationMs }];
}

/** GitHub knows no "cancelled": it is told as an error. */
const results: Readonly<Record<string, DeployRecord['result']>> = {
  SUCCESS: 'success',
  FAILURE: 'failed',
  ERROR: 'cancelled',
};

function resultOf(state: string | undefined): DeployRecord['result'] {
  return results[state ?? ''];
}

/** A payload is JSON, which may stand in a JSON string (github/branch-deploy src/functions/deployment.ts). */
function payloadOf(text: string): DeployRecord | undefined {
  let value: Json = text;
  for (let layers = 0; typeof value === 'string' && layers < 3; layers += 1) value = parsedOr(value);
  const texts = ['/id', '/environment', '/target/name', '/startedAt', '/kind', '/renderedDigest'];
  const isRecord =
    isObject(value) &&
    numberAt(value, '/schema') === recordSchema &&
    numberAt(value, '/sequence') !== undefined &&
    isObject(valueAt(value, '/objects')) &&
    texts.every(pointer => textAt(value, pointer) !== undefined);
  const record: DeployRecord | undefined = isRecord ? JSON.parse(JSON.stringify(value)) : undefined;
  return record;
}

function parsedOr(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
