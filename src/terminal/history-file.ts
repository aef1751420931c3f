import { Failure } from '../model/failure.ts';
import { isObject, parseJson, textAt, valueAt } from '../model/json.ts';
import { type DeployRecord, recordSchema } from '../model/record.ts';
import type { RecordStore } from '../model/record-store.ts';
import type { Disk } from '../model/world.ts';

/**
 * Keeps records in a file, one JSON document a line; the last line of an id counts. Lines are only ever added: two runs may share
 * the file, and what another version wrote stays. A line that is cut off is passed over.
 */
export function historyFile(path: string, disk: Disk): RecordStore {
  const read = async (): Promise<readonly DeployRecord[]> => recordsIn((await disk.read(path)) ?? '');
  return {
    all: async ({ name, environment }) =>
      (await read()).filter(record => record.target.name === name && record.environment === environment),
    put: async record => {
      try {
        // Behind a line that was cut off, ours begins a new one.
        const isWhole = /(?:^|\n)$/.test((await disk.read(path)) ?? '');
        await disk.appendPrivate(path, `${isWhole ? '' : '\n'}${JSON.stringify(record)}\n`);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Failure('record-failed', `the record could not be written to ${path}: ${why}`, {
          hint: 'Name a file that can be written: --history FILE.',
          cause: error,
        });
      }
    },
  };
}

function recordsIn(text: string): readonly DeployRecord[] {
  const records = text.split('\n').flatMap(line => recordIn(line) ?? []);
  return [...new Map(records.map(record => [record.id, record])).values()];
}

function recordIn(line: string): DeployRecord | undefined {
  if (line.trim() === '') return undefined;
  try {
    const value = parseJson(line);
    const isRecord =
      isObject(value) &&
      value['schema'] === recordSchema &&
      textAt(value, '/id') !== undefined &&
      textAt(value, '/target/name') !== undefined &&
      typeof valueAt(value, '/sequence') === 'number';
    const record: DeployRecord | undefined = isRecord ? JSON.parse(line) : undefined;
    return record;
  } catch {
    return undefined;
  }
}
