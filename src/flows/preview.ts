import { checkAndPlan } from './check-and-plan.ts';
import type { Flow } from './flow.ts';

/** Checks the files, then asks the target what deploying them would change. Writes nothing. */
export const preview: Flow = async input => {
  const planned = await checkAndPlan(input);
  return 'stopped' in planned
    ? planned.stopped
    : { result: 'previewed', reasonCode: '', target: planned.report };
};
