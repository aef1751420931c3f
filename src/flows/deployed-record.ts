import type { DeployRecord } from '../model/record.ts';

/** The newest record that says what is deployed now, and from which commit; undefined when none does, or when it was destroyed since. */
export function deployedRecord(
  records: readonly DeployRecord[],
): (DeployRecord & { readonly commit: string }) | undefined {
  const found = records.findLast(record => record.result === 'success' && record.commit !== undefined);
  // Nothing of a target that was destroyed is there any more.
  return found?.commit === undefined || found.kind === 'destroy'
    ? undefined
    : { ...found, commit: found.commit };
}
