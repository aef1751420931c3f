import { Failure } from '../model/failure.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import { carryOut } from './carry-out.ts';
import { checkAndPlan } from './check-and-plan.ts';
import { chooseRecord } from './choose-record.ts';
import type { Flow, FlowInput, FlowResult } from './flow.ts';

/**
 * Goes back to an earlier deploy: the files of its commit, proved to give what was deployed then, are deployed again
 * under a record of kind rollback. @throws Failure no-rollback-target, not-reproducible
 */
export const rollback: Flow = async input => {
  const { engine, settings, world } = input;
  const records = await engine.ledger.all();
  const wanted = chooseRecord(records, settings.rollbackTo);
  world.log.info(`going back to ${recordName(wanted)}, commit ${wanted.commit?.slice(0, 7) ?? ''}`);
  await using opened = await input.openAt(wanted.commit ?? '');
  const then: FlowInput = { ...input, ...opened };
  await proveSame(then, wanted);
  return await goBack(then, wanted, records.at(-1));
};

async function goBack(
  input: FlowInput,
  wanted: DeployRecord,
  running: DeployRecord | undefined,
): Promise<FlowResult> {
  const planned = await checkAndPlan(input);
  if ('stopped' in planned) return planned.stopped;
  const { reason } = input.settings;
  const backwards = { fromId: running?.id ?? '', toId: wanted.id, ...(reason !== undefined && { reason }) };
  return await carryOut(input, planned.report, planned.plan, {
    kind: 'rollback',
    rollback: backwards,
  });
}

/** The commit must give today what it gave then: the same renderers, the same files, nothing fetched that has moved. */
async function proveSame({ engine }: FlowInput, wanted: DeployRecord): Promise<void> {
  const digest = await engine.renderedDigest();
  if (digest === wanted.renderedDigest) return;
  throw new Failure(
    'not-reproducible',
    `commit ${wanted.commit?.slice(0, 7) ?? ''} no longer gives what ${recordName(wanted)} deployed`,
    {
      hint:
        wanted.dirty === true
          ? 'That deploy was made from changed files, which no commit holds. Choose another record.'
          : 'Were path or namespace different then? Run with the settings of that deploy, or choose another record.',
    },
  );
}
