import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  parseJson,
  stringifyJson,
  textAt,
} from '../../../model/json.ts';
import { Failure } from '../../../model/failure.ts';
import type { Hold } from '../../../model/hold.ts';
import { type KeptLetter, lettersIn } from '../../../model/letter.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import { type DeployRecord, recordSchema } from '../../../model/record.ts';
import { annotationOf } from '../names.ts';
import { foreignParent, scopeOfParent, type SetScope, toolOf } from './apply-set.ts';

/** How many records a parent keeps at most; a record is about 1.5 KiB. */
export const keptRecords = 20;

/** How much of the 1 MiB of a ConfigMap the records may take: those of a large target name thousands of images. */
const keptBytes = 640 * 1024;

/** Annotation with the number of the repository, which stays when it is renamed. */
export const repositoryIdAnnotation = 'gitops-push.dev/repository-id';

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
  /** What places outside have yet to be told; never more than a few dozen. */
  readonly outbox: readonly KeptLetter[];
  /** GitHub's number of that repository. */
  readonly repositoryId: string | undefined;
  /** The tool that the marks name: `gitops-push`, `kubectl`. */
  readonly tool: string | undefined;
  /** As text, because hardly any run reads it. */
  readonly digests: string | undefined;
  /** Lines of records that another version wrote; they are kept as they are. */
  readonly unknownRecords: readonly string[];
  /** The highest sequence of all records, those of other versions too. */
  readonly newestSequence: number;
  /** Why the parent is not ours, when it is not. */
  readonly foreign: string | undefined;
}

/** Reads a parent ConfigMap; records of another schema and unreadable ones are left out. */
export function readParent(object: JsonObject, tooling: string): Parent {
  const inventory = readInventory(textAt(object, '/binaryData/inventory'));
  const lines = (textAt(object, '/data/records') ?? '').split('\n').filter(line => line.trim() !== '');
  const read = lines.map(line => ({ line, records: readRecord(line) }));
  return {
    uid: textAt(object, '/metadata/uid') ?? '',
    resourceVersion: textAt(object, '/metadata/resourceVersion') ?? '',
    scope: scopeOfParent(object),
    records: read.flatMap(({ records }) => records),
    unknownRecords: read.filter(({ records }) => records.length === 0).map(({ line }) => line),
    inventory: inventory ?? [],
    newestSequence: Math.max(0, ...lines.map(sequenceOf)),
    digests: textAt(object, '/binaryData/digests'),
    repository: annotationOf(object, repositoryAnnotation),
    repositoryId: annotationOf(object, repositoryIdAnnotation),
    tool: toolOf(object),
    hold: readHold(textAt(object, '/data/hold')),
    outbox: lettersIn(parsedOr(textAt(object, '/data/outbox') ?? '[]')),
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
  readonly unknownRecords: readonly string[];
  readonly repository: string | undefined;
  readonly hold: Hold | undefined;
  readonly outbox: readonly KeptLetter[];
  readonly repositoryId: string | undefined;
  readonly digests: string | undefined;
}): JsonObject {
  const annotations = {
    ...(parent.repository !== undefined && { [repositoryAnnotation]: parent.repository }),
    ...(parent.repositoryId !== undefined && { [repositoryIdAnnotation]: parent.repositoryId }),
  };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: parent.name,
      namespace: parent.namespace,
      uid: parent.uid,
      resourceVersion: parent.resourceVersion,
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    data: {
      records: writeRecordLines(parent.records, parent.unknownRecords),
      ...(parent.hold && { hold: JSON.stringify(parent.hold) }),
      ...(parent.outbox.length > 0 && { outbox: JSON.stringify(parent.outbox) }),
    },
    binaryData: {
      inventory: writeInventory(parent.inventory),
      ...(parent.digests !== undefined && { digests: parent.digests }),
    },
  };
}

/**
 * The newest records, one a line, as many as fit; the very newest always, and the newest deploy of a commit, by which
 * older ones are told. What another version wrote is kept before them, as it is.
 */
function writeRecordLines(records: readonly DeployRecord[], unknown: readonly string[]): string {
  const mark = records.findLast(record => record.kind === 'deploy' && record.commit !== undefined);
  const newest = records.slice(-keptRecords);
  const chosen = mark && !newest.includes(mark) ? [mark, ...newest.slice(1)] : newest;
  const room = Math.max(0, keptRecords - chosen.length);
  const all = [...(room > 0 ? unknown.slice(-room) : []), ...chosen.map(record => JSON.stringify(record))];
  const isKept = (line: string, fromEnd: number): boolean =>
    fromEnd === 0 || (mark !== undefined && line === JSON.stringify(mark));
  const lines: string[] = [];
  let bytes = 0;
  for (const [fromEnd, line] of all.toReversed().entries()) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes <= keptBytes || isKept(line, fromEnd)) lines.push(line);
  }
  return `${lines.toReversed().join('\n')}\n`;
}

function sequenceOf(line: string): number {
  const sequence = Number(/"sequence":\s*(\d+)/.exec(line)?.[1] ?? 0);
  return Number.isSafeInteger(sequence) ? sequence : 0;
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
