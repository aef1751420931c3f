import { Failure } from '../model/failure.ts';
import type { HoldInput } from '../model/hold.ts';
import type { Guard } from '../model/ledger.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import type { PutBack } from '../model/put-back.ts';
import { carryOut, type PlannedReport } from './carry-out.ts';
import { checkAndPlan } from './check-and-plan.ts';
import { chooseRecord } from './choose-record.ts';
import { describeFailure } from './failure-report.ts';
import type { FlowInput, FlowResult } from './flow.ts';
import { holdReview } from './hold-back.ts';
import { proveSame } from './prove-same.ts';

/** True when a deploy has written something, did not come up, and the user asked for the way back. */
export function wantsPutBack({ settings, world }: FlowInput, { reasonCode, target }: FlowResult): boolean {
  const hasWritten = target.outcome?.steps.some(step => step.state === 'done') === true;
  return (
    settings.onFailure === 'rollback' &&
    reasonCode === 'rollout-failed' &&
    hasWritten &&
    !world.signal.aborted
  );
}

/**
 * Puts the last good set back after a deploy that failed, under the very right that the deploy wrote with. The run stays
 * failed: its report says what it is back to and what is held from now on, or why it could not go back. Nothing that needs
 * a yes is done without one.
 */
export async function putBack(input: FlowInput, failed: FlowResult, guard: Guard): Promise<FlowResult> {
  const { record } = failed.target;
  if (!record) return failed;
  const { steps = [], hooks = [] } = failed.target.outcome ?? {};
  const notUndone = [
    ...steps.filter(step => step.state === 'done' && /\/Job\//.test(step.address)),
    ...hooks.filter(hook => hook.state !== 'skipped' && hook.moment !== 'on-failure'),
  ].map(({ address }) => address);
  try {
    const { back, ...done } = await goBackFrom(input, record, guard);
    const hold = done.state === 'done' ? back.target.hold : undefined;
    return {
      ...failed,
      target: { ...failed.target, putBack: { ...done, notUndone }, ...(hold && { hold }) },
    };
  } catch (error) {
    const { message } = describeFailure(error, input.world);
    return { ...failed, target: { ...failed.target, putBack: { state: 'impossible', message, notUndone } } };
  }
}

/** @throws Failure no-rollback-target, not-reproducible, commit-missing */
async function goBackFrom(
  input: FlowInput,
  failed: DeployRecord,
  guard: Guard,
): Promise<Omit<PutBack, 'notUndone'> & { readonly back: FlowResult }> {
  const { engine, world } = input;
  const earlier = (await engine.ledger.all()).filter(({ id }) => id !== failed.id);
  const wanted = chooseRecord([...earlier, failed], 'previous');
  const to = recordName(wanted);
  world.log.info(`the deploy failed: putting back ${to}, commit ${wanted.commit?.slice(0, 7) ?? ''}`);
  await using opened = await input.openAt(wanted.commit ?? '', wanted);
  const then: FlowInput = { ...input, ...opened };
  await proveSame(then, wanted);
  const planned = await checkAndPlan(then);
  const back =
    'stopped' in planned ? planned.stopped : await carryBack(input, then, planned, { failed, wanted, guard });
  const message = whyNot(back);
  return {
    back,
    state: back.result === 'rolled-back' ? 'done' : 'failed',
    to,
    ...(wanted.commit !== undefined && { commit: wanted.commit }),
    ...(back.target.record && { record: recordName(back.target.record) }),
    ...(message !== undefined && { message }),
  };
}

interface Way {
  readonly failed: DeployRecord;
  readonly wanted: DeployRecord;
  readonly guard: Guard;
}

async function carryBack(
  input: FlowInput,
  then: FlowInput,
  { plan, report }: PlannedReport,
  { failed, wanted, guard }: Way,
): Promise<FlowResult> {
  const reason = `the deploy ${recordName(failed)} failed`;
  const review = holdReview({ then, contentOf: async () => await contentHere(input), reason });
  let isHeld = false;
  return await carryOut(then, report, plan, {
    kind: 'rollback',
    under: guard,
    rollback: () => ({ fromId: failed.id, toId: wanted.id, reason, ...(isHeld && { hold: true as const }) }),
    settle: async () => await requireUnmoved(then, failed),
    review: async now => {
      const reviewed = await review(now);
      isHeld = reviewed.report.hold !== undefined;
      return reviewed;
    },
  });
}

/** What this very run deployed: its files are those of the checkout. */
async function contentHere({ engine }: FlowInput): Promise<HoldInput['bad']> {
  const objects = await engine.digests?.();
  return { renderedDigest: await engine.renderedDigest(), ...(objects && { objects }) };
}

/** The lock may have been lost between the failed deploy and the way back: what another run deployed since is not ours to undo. */
async function requireUnmoved({ engine }: FlowInput, failed: DeployRecord): Promise<undefined> {
  const last = await engine.ledger.last();
  if (last?.id === failed.id) return undefined;
  throw new Failure('object-changed', 'the target was deployed to by another run in the meantime');
}

/** What of the way back did not come up, or what stopped it. */
function whyNot({ target }: FlowResult): string | undefined {
  const ill = target.outcome?.health.filter(({ state }) => state !== 'ready') ?? [];
  const failed = target.outcome?.steps.filter(({ state }) => state === 'failed') ?? [];
  const errors = target.outcome ? [] : target.diagnostics.filter(({ severity }) => severity === 'error');
  const told = [
    ...(target.failure ? [target.failure.message] : []),
    ...ill.map(({ address, message }) => `${address}: ${message}`),
    ...failed.map(({ address, message }) => `${address}: ${message ?? 'not applied'}`),
    ...errors.map(({ message }) => message),
  ];
  return told.length === 0 ? undefined : told.slice(0, 5).join('; ');
}
