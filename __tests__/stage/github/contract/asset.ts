import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { parseOwnJson } from '../../cluster/own-json.ts';

/** A JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>;

/** A parameter of an operation in path or query. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
  /** In the path: the value may hold slashes. */
  readonly multiSegment?: boolean;
}

/** What GitHub publishes about one operation. */
export interface ContractOperation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: { readonly required: boolean; readonly schema: Schema };
  /** By status; null when the answer has no JSON body. */
  readonly answers: Readonly<Record<string, Schema | null>>;
}

/** The slimmed description; references are `github:NAME`. */
export interface ContractAsset {
  readonly source: string;
  readonly operations: Readonly<Record<string, ContractOperation>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** Reads what `scripts/slim-openapi.ts` wrote. */
export function readContractAsset(): ContractAsset {
  const bytes = readFileSync(join(import.meta.dirname, 'openapi.json.br'));
  return parseOwnJson(brotliDecompressSync(bytes).toString('utf8'));
}
