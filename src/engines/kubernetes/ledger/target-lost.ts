import { Failure } from '../../../model/failure.ts';
import { type DeployRecord, recordName } from '../../../model/record.ts';

/** Another run has the target now; `newest` is its record, where it was seen. */
export function targetLost(newest?: DeployRecord, cause?: Failure): Failure {
  const whose = newest ? `: its record is ${recordName(newest)}` : '';
  return new Failure('lock-lost', `another run took the target over${whose}`, {
    hint: 'Nothing more is written. What this run had written until then is told above; the other run deploys the whole set again.',
    ...(cause && { cause }),
  });
}
