import type { HoldInput } from '../model/hold.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import { carryOut } from './carry-out.ts';
import { checkAndPlan } from './check-and-plan.ts';
import { contentOf, holdBack } from './hold-back.ts';
import { chooseRecord } from './choose-record.ts';
import type { Flow, FlowInput, FlowResult } from './flow.ts';
import { proveSame } from './prove-same.ts';

/**
 * Goes back to an earlier deploy: the files of its commit, proved to give what was deployed then, are deployed again
 * under a record of kind rollback. @throws Failure no-rollback-target, not-reproducible
 */
export const rollback: Flow = async input => {
  const { engine, settings, world } = input;
  const records = await engine.ledger.all();
  const wanted = chooseRecord(records, settings.rollbackTo);
  world.log.info(`going back to ${recordName(wanted)}, commit ${wanted.commit?.slice(0, 7) ?? ''}`);
  await using opened = await input.openAt(wanted.commit ?? '', wanted.imageOverrides);
  const then: FlowInput = { ...input, ...opened };
  await proveSame(then, wanted);
  const running = records.at(-1);
  const bad = settings.hold && running ? await contentOf(input, running) : undefined;
  return await goBack(then, { wanted, running, bad });
};

/** From which record to which, and what is held back afterwards. */
interface Way {
  readonly wanted: DeployRecord;
  readonly running: DeployRecord | undefined;
  readonly bad: HoldInput['bad'] | undefined;
}

async function goBack(input: FlowInput, { wanted, running, bad }: Way): Promise<FlowResult> {
  const planned = await checkAndPlan(input);
  if ('stopped' in planned) return planned.stopped;
  const { reason } = input.settings;
  const hold = running && bad ? await holdBack(input, { running, bad, plan: planned.plan }) : undefined;
  const report = hold ? { ...planned.report, hold } : planned.report;
  if (hold) input.engine.ledger.holds?.set(hold);
  const backwards = {
    fromId: running?.id ?? '',
    toId: wanted.id,
    ...(reason !== undefined && { reason }),
    ...(hold && { hold: true as const }),
  };
  return await carryOut(input, report, planned.plan, { kind: 'rollback', rollback: backwards });
}
