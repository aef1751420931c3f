import { Failure } from '../model/failure.ts';
import { type DeployRecord, recordName } from '../model/record.ts';

/**
 * The record to go back to. `previous` is the newest good one (success, healthy) whose content differs from what was
 * deployed last; anything else names a record (`production/shop#3`, `#3`, its id) or a commit of one (7 digits or more).
 * @throws Failure no-rollback-target when there is none
 */
export function chooseRecord(records: readonly DeployRecord[], wanted: string): DeployRecord {
  const found =
    wanted === 'previous' ? previousGood(records) : records.findLast(record => isNamed(record, wanted));
  if (!found) throw noTarget(records, wanted);
  if (found.commit !== undefined) return found;
  throw new Failure(
    'no-rollback-target',
    `${recordName(found)} was deployed outside a git checkout, so it has no commit to go back to`,
    {
      hint: `Choose another one: ${namesOf(records.filter(record => record.commit !== undefined))}.`,
    },
  );
}

function previousGood(records: readonly DeployRecord[]): DeployRecord | undefined {
  const last = records.at(-1);
  // A rollback that did not end well may be tried again.
  const isOpen = last?.kind === 'rollback' && last.result !== 'success';
  const bad = new Set([...(last && !isOpen ? [last.renderedDigest] : []), ...takenBack(records)]);
  return records.findLast(record => isGood(record) && !bad.has(record.renderedDigest));
}

/** The contents that rollbacks took back since a hold was lifted last: nobody wants them back unasked. */
function takenBack(records: readonly DeployRecord[]): readonly string[] {
  const since = records.slice(records.findLastIndex(record => record.kind === 'resume') + 1);
  const left = new Set(since.flatMap(({ rollback }) => (rollback ? [rollback.fromId] : [])));
  return records.flatMap(({ id, renderedDigest }) => (left.has(id) ? [renderedDigest] : []));
}

/** A deploy from changed files has a commit that does not hold what was deployed. */
function isGood(record: DeployRecord): boolean {
  if (record.commit === undefined) return false;
  const isDeploy = record.kind !== 'resume' && record.kind !== 'destroy';
  return isDeploy && record.result === 'success' && record.health?.passed !== false && record.dirty !== true;
}

/** True for what can only be meant as a commit: 7 hex digits or more. */
export function isCommitName(wanted: string): boolean {
  return /^[0-9a-f]{7,64}$/.test(wanted);
}

function isNamed(record: DeployRecord, wanted: string): boolean {
  const isCommit = isCommitName(wanted) && record.commit?.startsWith(wanted) === true;
  return (
    isCommit || record.id === wanted || recordName(record) === wanted || `#${record.sequence}` === wanted
  );
}

function noTarget(records: readonly DeployRecord[], wanted: string): Failure {
  if (records.length === 0) {
    return new Failure(
      'no-rollback-target',
      'there is nothing to go back to: this target was never deployed',
      {
        hint: 'Are name, environment and record-namespace those of the deploy?',
      },
    );
  }
  const what =
    wanted === 'previous'
      ? 'no earlier good deploy of another content is recorded'
      : `no record is called ${wanted}`;
  return new Failure('no-rollback-target', what, {
    hint: `There is: ${namesOf(records)}. See mode history.`,
  });
}

function namesOf(records: readonly DeployRecord[]): string {
  const names = records
    .toReversed()
    .map(record => `${recordName(record)} (${record.result ?? 'unfinished'})`);
  return names.length === 0 ? 'none' : names.slice(0, 5).join(', ');
}
