import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import {
  isList,
  isObject,
  joinPointer,
  type Json,
  type JsonObject,
  parseJson,
  stringifyJson,
  textAt,
} from '../../../model/json.ts';
import { Failure } from '../../../model/failure.ts';
import type { Hold } from '../../../model/hold.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import { type DeployRecord, recordSchema } from '../../../model/record.ts';
import { foreignParent, scopeOfParent, type SetScope } from './apply-set.ts';

/** How many records a parent keeps at most; a record is about 1.5 KiB. */
export const keptRecords = 20;

/** How much of the 1 MiB of a ConfigMap the records may take: those of a large target name thousands of images. */
const keptBytes = 640 * 1024;

/** Annotation that names the repository which owns the target. */
export const repositoryAnnotation = 'gitops-push.dev/repository';

/** What stands at the target: the parent ConfigMap, read. */
export interface Parent {
  readonly uid: string;
  readonly resourceVersion: string;
  readonly scope: SetScope;
  readonly records: readonly DeployRecord[];
  /** The objects of the last closed deploy, as far as the record names them. */
  readonly inventory: readonly ObjectId[];
  readonly repository: string | undefined;
  readonly hold: Hold | undefined;
  /** Why the parent is not ours, when it is not. */
  readonly foreign: string | undefined;
}

/** Reads a parent ConfigMap; records of another schema and unreadable ones are left out. */
export function readParent(object: JsonObject, tooling: string): Parent {
  const inventory = readInventory(textAt(object, '/binaryData/inventory'));
  return {
    uid: textAt(object, '/metadata/uid') ?? '',
    resourceVersion: textAt(object, '/metadata/resourceVersion') ?? '',
    scope: scopeOfParent(object),
    records: (textAt(object, '/data/records') ?? '').split('\n').flatMap(readRecord),
    inventory: inventory ?? [],
    repository: textAt(object, joinPointer(['metadata', 'annotations', repositoryAnnotation])),
    hold: readHold(textAt(object, '/data/hold')),
    foreign: inventory ? foreignParent(object, tooling) : 'its inventory cannot be read',
  };
}

/** The apply body that keeps these records (the newest of them) and the inventory of the target. */
export function recordBody(parent: {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly records: readonly DeployRecord[];
  readonly inventory: readonly ObjectId[];
  readonly repository: string | undefined;
  readonly hold: Hold | undefined;
}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: parent.name,
      namespace: parent.namespace,
      uid: parent.uid,
      resourceVersion: parent.resourceVersion,
      ...(parent.repository !== undefined && { annotations: { [repositoryAnnotation]: parent.repository } }),
    },
    data: {
      records: writeRecordLines(parent.records),
      ...(parent.hold && { hold: JSON.stringify(parent.hold) }),
    },
    binaryData: { inventory: writeInventory(parent.inventory) },
  };
}

/** The newest records, one a line, as many as fit; the very newest always. */
function writeRecordLines(records: readonly DeployRecord[]): string {
  const lines: string[] = [];
  let bytes = 0;
  for (const record of records.slice(-keptRecords).toReversed()) {
    const line = JSON.stringify(record);
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > keptBytes && lines.length > 0) break;
    lines.push(line);
  }
  return `${lines.toReversed().join('\n')}\n`;
}

function readRecord(line: string): readonly DeployRecord[] {
  try {
    const value: unknown = JSON.parse(line);
    const isOurs =
      typeof value === 'object' && value !== null && 'schema' in value && value.schema === recordSchema;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema number vouches for the shape: only we write it
    return isOurs ? [value as DeployRecord] : [];
  } catch {
    return [];
  }
}

function readHold(text: string | undefined): Hold | undefined {
  if (text === undefined) return undefined;
  const value = parsedOr(text);
  const isHold = isObject(value) && isList(value['culprits']) && typeof value['record'] === 'string';
  if (!isHold)
    throw new Failure('record-failed', 'the hold in the record of the target cannot be read', {
      hint: 'Somebody edited it. Take the key `hold` out of that ConfigMap to let deploys pass.',
    });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked above: only we write it
  return value as unknown as Hold;
}

function parsedOr(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

function writeInventory(ids: readonly ObjectId[]): string {
  const rows = ids.map(id => [id.group, id.version, id.kind, id.namespace ?? null, id.name]);
  // The default quality (11) takes 400 times as long and gains nothing on such a list.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  return brotliCompressSync(stringifyJson(rows), { params }).toString('base64');
}

/** Undefined when somebody wrote something else there. */
function readInventory(text: string | undefined): readonly ObjectId[] | undefined {
  if (text === undefined) return [];
  try {
    const rows = parseJson(brotliDecompressSync(Buffer.from(text, 'base64')).toString('utf8'));
    return isList(rows) ? rows.flatMap(readRow) : undefined;
  } catch {
    return undefined;
  }
}

function readRow(row: Json): readonly ObjectId[] {
  if (!isList(row) || isObject(row)) return [];
  const [group, version, kind, namespace, name] = row;
  if (
    typeof group !== 'string' ||
    typeof version !== 'string' ||
    typeof kind !== 'string' ||
    typeof name !== 'string'
  )
    return [];
  return [{ group, version, kind, name, ...(typeof namespace === 'string' && { namespace }) }];
}
