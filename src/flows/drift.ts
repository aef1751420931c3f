import { hasChanges } from '../model/change.ts';
import { recordName } from '../model/record.ts';
import { checkAndPlan } from './check-and-plan.ts';
import { deployedRecord } from './deployed-record.ts';
import { type Flow, reportOf } from './flow.ts';

/** Compares what was deployed last with what is there now. Writes nothing. @throws Failure commit-missing, unreachable, ... */
export const drift: Flow = async input => {
  const records = await input.engine.ledger.all();
  const deployed = deployedRecord(records);
  if (!deployed) {
    const limits = ['nothing was deployed from a commit yet, so there is nothing to compare with'];
    return { result: 'clean', reasonCode: '', target: { ...reportOf(input.target, []), limits } };
  }
  input.world.log.info(`comparing with ${recordName(deployed)}, commit ${deployed.commit.slice(0, 7)}`);
  await using opened = await input.openAt(deployed.commit);
  const planned = await checkAndPlan({ ...input, ...opened });
  if ('stopped' in planned) return planned.stopped;
  const target = { ...planned.report, record: deployed };
  return { result: hasChanges(planned.plan.changes) ? 'drifted' : 'clean', reasonCode: '', target };
};
