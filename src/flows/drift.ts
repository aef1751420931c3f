import { hasChanges } from '../model/change.ts';
import type { Engine } from '../model/engine.ts';
import { Failure } from '../model/failure.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import type { TargetReport } from '../model/report.ts';
import { checkAndPlan } from './check-and-plan.ts';
import { deployedRecord } from './deployed-record.ts';
import { nothingDeployed, ownRecords } from './own-records.ts';
import { proveSame } from './prove-same.ts';
import { type Flow, type FlowInput, type FlowResult, reportOf } from './flow.ts';

/** Compares what was deployed last with what is there now. Writes nothing. @throws Failure nothing-deployed, not-reproducible, ... */
export const drift: Flow = async input => {
  const records = await ownRecords(input);
  const deployed = deployedRecord(records);
  if (!deployed) return nothingToCompare(records, input);
  input.world.log.info(`comparing with ${recordName(deployed)}, commit ${deployed.commit.slice(0, 7)}`);
  await using opened = await input.openAt(deployed.commit, deployed);
  await proveSame(opened, deployed);
  const planned = await checkAndPlan({ ...input, ...opened });
  if ('stopped' in planned) return planned.stopped;
  const target = await withDeclared(input, opened.engine, { ...planned.report, record: deployed });
  return { result: hasChanges(planned.plan.changes) ? 'drifted' : 'clean', reasonCode: '', target };
};

/** A check that compares nothing must not look like a clean one, unless everything was destroyed on purpose. */
function nothingToCompare(records: readonly DeployRecord[], input: FlowInput): FlowResult {
  const last = records.at(-1);
  if (last?.kind !== 'destroy') throw nothingDeployed(input, records, 'nothing can be compared');
  const limits = [`${recordName(last)} destroyed everything, so there is nothing to compare with`];
  return { result: 'clean', reasonCode: '', target: { ...reportOf(input.target, []), limits } };
}

/** Adds the third side: what the checked out commit says of the fields that differ, when it is not the deployed one. */
async function withDeclared(
  { engine, world }: FlowInput,
  deployed: Engine,
  target: TargetReport,
): Promise<TargetReport> {
  if (world.run.commit === target.record?.commit || !hasChanges(target.changes)) return target;
  try {
    const ahead = (await engine.changesSince?.(deployed)) ?? [];
    const declared = new Map(
      ahead.flatMap(({ address, fields }) =>
        fields.map(({ label, after }) => [`${address} ${label}`, after] as const),
      ),
    );
    const changes = target.changes.map(change => ({
      ...change,
      fields: change.fields.map(field => {
        const value = declared.get(`${change.address} ${field.label}`);
        return value === undefined ? field : { ...field, declared: value };
      }),
    }));
    return { ...target, changes };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const limit = `what the newest commit says is not known: ${error.message}`;
    return { ...target, limits: [...target.limits, limit] };
  }
}
