import { Failure } from '../model/failure.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import type { RunContext } from '../model/run-context.ts';
import type { Settings } from '../model/settings.ts';
import type { Ancestry } from '../model/world.ts';
import { carryOut } from './carry-out.ts';
import { checkAndPlan } from './check-and-plan.ts';
import { chooseRecord } from './choose-record.ts';
import type { Flow, FlowInput, FlowResult } from './flow.ts';
import { contentOf, holdReview } from './hold-back.ts';
import { imageReview } from './images-there.ts';
import { ownRecords } from './own-records.ts';
import { proveSame } from './prove-same.ts';

/**
 * Goes back to an earlier deploy: the files of its commit, proved to give what was deployed then, are deployed again
 * under a record of kind rollback. @throws Failure no-rollback-target, not-reproducible
 */
export const rollback: Flow = async input => {
  const known = await ownRecords(input);
  const told = known.length === 0 ? await toldOf(input) : [];
  const wanted = chooseRecord(known.length === 0 ? told : known, input.settings.rollbackTo);
  await requireReachable(input, wanted);
  input.world.log.info(`going back to ${recordName(wanted)}, commit ${wanted.commit?.slice(0, 7) ?? ''}`);
  await using opened = await input.openAt(wanted.commit ?? '', wanted);
  const then: FlowInput = { ...input, ...opened };
  await proveSame(then, wanted);
  return await goBack(input, then, { wanted, told });
};

/** Where to, and what was told of earlier deploys where the target itself knows none. */
interface Choice {
  readonly wanted: DeployRecord;
  readonly told: readonly DeployRecord[];
}

/**
 * The deploys that GitHub was told of, for a target that lost its records with its cluster. Nobody has to trust them: the
 * commit is proved to give what was deployed, and must be in the history of the branch.
 */
async function toldOf({ target, world }: FlowInput): Promise<readonly DeployRecord[]> {
  try {
    const told = (await world.toldRecords?.(target)) ?? [];
    if (told.length > 0)
      world.log.warn(
        `the target holds no record of a deploy: choosing from the ${told.length} that GitHub was told of`,
      );
    return told;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.log.warn(
      `the target holds no record of a deploy, and GitHub did not tell of any: ${error.message}`,
    );
    return [];
  }
}

/** What tells whether a commit may be gone back to. */
interface Reaching {
  readonly settings: Pick<Settings, 'unsafeAllow'>;
  readonly world: { readonly run: RunContext; readonly ancestry: Pick<Ancestry, 'compare'> };
}

/**
 * What was deployed from a branch, or from a history that was rewritten since, is not what the deployed branch went through.
 * @throws Failure commit-unreachable
 */
export async function requireReachable(
  { settings, world }: Reaching,
  wanted: Pick<DeployRecord, 'commit' | 'environment' | 'target' | 'sequence'>,
): Promise<void> {
  const { commit } = world.run;
  if (
    commit === undefined ||
    wanted.commit === undefined ||
    settings.unsafeAllow.includes('unreachable-commit')
  )
    return;
  const relation = await world.ancestry.compare(wanted.commit, commit);
  if (relation !== 'diverged' && relation !== 'behind') return;
  throw new Failure(
    'commit-unreachable',
    `commit ${wanted.commit.slice(0, 7)} of ${recordName(wanted)} is not in the history of ${commit.slice(0, 7)}, where this runs`,
    {
      hint: 'Was it deployed from a branch, or was the branch force-pushed? Choose another record; if it is right, unsafe-allow: unreachable-commit.',
    },
  );
}

async function goBack(input: FlowInput, then: FlowInput, { wanted, told }: Choice): Promise<FlowResult> {
  const { reason, rollbackTo } = input.settings;
  const planned = await checkAndPlan(then);
  if ('stopped' in planned) return planned.stopped;
  let way: DeployRecord['rollback'];
  const review = holdReview({ then, contentOf: async record => await contentOf(input, record), reason });
  const withImages = imageReview(then);
  return await carryOut(then, planned.report, planned.plan, {
    kind: 'rollback',
    rollback: () => way,
    settle: async () => {
      const now = await then.engine.ledger.all();
      return requireSameChoice(now.length === 0 ? told : now, rollbackTo, wanted);
    },
    review: async now => {
      const reviewed = await review(now);
      way = {
        fromId: (await then.engine.ledger.last())?.id ?? '',
        toId: wanted.id,
        ...(reason !== undefined && { reason }),
        ...(reviewed.report.hold && { hold: true as const }),
      };
      return await withImages(now, reviewed);
    },
  });
}

/** Another run may have written since the record was chosen: what "previous" means may then be something else. */
function requireSameChoice(
  records: readonly DeployRecord[],
  rollbackTo: string,
  wanted: DeployRecord,
): undefined {
  const now = chooseRecord(records, rollbackTo);
  if (now.id === wanted.id) return undefined;
  throw new Failure(
    'object-changed',
    `the target was deployed to in the meantime: going back would now lead to ${recordName(now)}, not to ${recordName(wanted)}`,
    { hint: 'Run again, or name the record that you want in rollback-to. Nothing was written.' },
  );
}
