import { Failure } from '../model/failure.ts';
import type { Plan } from '../model/plan.ts';
import { carryOut, type PlannedReport } from './carry-out.ts';
import { checkAndPlan } from './check-and-plan.ts';
import type { Flow, FlowInput, FlowResult } from './flow.ts';
import { nothingDeployed, ownRecords } from './own-records.ts';

/**
 * Deletes everything that the target holds of ours, dependants first, under a record of kind destroy. What would go is
 * shown first; only `confirm` with the target's own name lets it go. @throws Failure nothing-deployed
 */
export const destroy: Flow = async input => {
  // A stack knows what is its own, whatever tool made it; of a set only the record does.
  const isRecorded = input.target.source.engine === 'kubernetes';
  const records = await ownRecords(input);
  if (isRecorded && records.length === 0) throw nothingDeployed(input, records, 'nothing can be destroyed');
  const planned = await checkAndPlan(input);
  if ('stopped' in planned) return planned.stopped;
  const settle = async (now: PlannedReport): Promise<FlowResult | undefined> => {
    tellWhatGoes(now.plan, input);
    return await Promise.resolve(settleEmpty(now));
  };
  const confirm = (plan: Plan): void => requireName(input, plan);
  return await carryOut(input, planned.report, planned.plan, { kind: 'destroy', settle, confirm });
};

/** A target that holds nothing any more is destroyed already. */
function settleEmpty({ plan, report }: PlannedReport): FlowResult | undefined {
  return plan.changes.length === 0 ? { result: 'unchanged', reasonCode: '', target: report } : undefined;
}

function tellWhatGoes({ changes, limits }: Plan, { target, world }: FlowInput): void {
  const group = world.log.group(`destroying ${target.name}: ${changes.length} objects go`);
  for (const { address, risk } of changes)
    world.log.info(risk === undefined ? `goes: ${address}` : `goes: ${address} (${risk})`);
  for (const limit of limits) world.log.info(`stays: ${limit}`);
  group.end();
}

/** One yes for all of it: the name, which nobody types by accident. */
function requireName({ settings, target }: FlowInput, { changes }: Plan): void {
  if (settings.confirm.includes(target.name) || settings.dryRun) return;
  const risks = changes.flatMap(({ address, risk }) => (risk === undefined ? [] : [`${address}: ${risk}`]));
  throw new Failure(
    'deletion-unconfirmed',
    `stopped before the first write: all ${changes.length} objects of ${target.name} would be deleted${risks.map(each => `; ${each}`).join('')}`,
    { hint: `To allow it, confirm: ${target.name}` },
  );
}
