import { isList, isObject, type Json, type JsonObject } from '../../../model/json.ts';

/** The key that marks an object as a special value (pulumi/pulumi sdk/go/common/resource/sig/sig.go). */
const signatureKey = '4dabf18193072939515e22adb298388d';

const signatures = {
  secret: '1b47061264138c4ac30d75fd1eb44270',
  asset: 'c44067f5952c0a294b673a41bacd8c17',
  archive: '0def7320c3a5731c473e5ecbe6d01bc7',
  resource: '5cf8f73096256a8f31e491e813e4eb8e',
  output: 'd0e6a833031e9bbcd3f4e8bde6ca49a4',
} as const;

/** What stands for a value that is known only after the update (sdk/go/common/resource/plugin/rpc.go). */
const unknownValues: ReadonlySet<string> = new Set([
  '04da6b54-80e4-46f7-96ec-b56ff0331ba9',
  '1c4a061d-8072-4f0a-a4cb-0ff528b18fe7',
  '3eeb2bf0-c639-47a8-9e75-3b44932eb421',
  '6a19a0b0-7e62-4c92-b797-7f8e31da9cc2',
  '030794c1-ac77-496b-92df-f27374a8bd58',
  'e48ece36-62e2-4504-bad9-02848725956a',
  'dd056dcd-154b-4c76-9bd3-c8f88648b5ff',
]);

/** How a value that is not known yet reads. */
export const unknownText = '(known after the deploy)';

/** How a value that must not be shown reads, on either side of a change; see diff/mark.ts. */
export const hiddenMarks = { before: '(secret before)', after: '(secret after)' } as const;

/** Whether a value is a secret of the stack: it comes blinded. */
export function isSecretValue(value: Json | undefined): boolean {
  return value === '[secret]' || (isObject(value) && value[signatureKey] === signatures.secret);
}

/** Whether a value is known only after the update. */
export function isUnknownValue(value: Json | undefined): boolean {
  if (typeof value === 'string') return unknownValues.has(value);
  return isObject(value) && value[signatureKey] === signatures.output && value['value'] === undefined;
}

/** How many leaves of a value are not known yet. */
export function countUnknown(value: Json | undefined): number {
  if (isUnknownValue(value)) return 1;
  if (isList(value)) return value.reduce<number>((sum, item) => sum + countUnknown(item), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce<number>((sum, item) => sum + countUnknown(item), 0);
}

/** A value as people read it: secrets as marks, special objects as what they stand for, internals left out. */
export function readableValue(value: Json, side: keyof typeof hiddenMarks): Json {
  if (isSecretValue(value)) return hiddenMarks[side];
  if (isUnknownValue(value)) return unknownText;
  if (isList(value)) return value.map(item => readableValue(item, side));
  if (!isObject(value)) return value;
  return special(value, side) ?? readableObject(value, side);
}

/** An object as people read it, without what the engine keeps for itself (`__defaults`, `__provider`). */
export function readableObject(value: JsonObject, side: keyof typeof hiddenMarks): JsonObject {
  const entries = Object.entries(value).filter(([key]) => !key.startsWith('__'));
  return Object.fromEntries(entries.map(([key, item]) => [key, readableValue(item, side)]));
}

function special(value: JsonObject, side: keyof typeof hiddenMarks): Json | undefined {
  const signature = value[signatureKey];
  if (signature === signatures.asset) return `asset ${textOf(value['hash']).slice(0, 12)}`;
  if (signature === signatures.archive) return `archive ${textOf(value['hash']).slice(0, 12)}`;
  if (signature === signatures.resource) return textOf(value['urn']);
  if (signature !== signatures.output) return undefined;
  return value['secret'] === true ? hiddenMarks[side] : readableValue(value['value'] ?? null, side);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
