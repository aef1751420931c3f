import type { DeployRecord } from '../model/record.ts';

/** The newest record that says what is deployed now, and from which commit; undefined when none does. */
export function deployedRecord(
  records: readonly DeployRecord[],
): (DeployRecord & { readonly commit: string }) | undefined {
  const found = records.findLast(record => record.result === 'success' && record.commit !== undefined);
  return found?.commit === undefined ? undefined : { ...found, commit: found.commit };
}
