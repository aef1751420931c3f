import { Failure } from '../model/failure.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import type { Settings } from '../model/settings.ts';
import type { World } from '../model/world.ts';
import { chooseRecord, isCommitName } from './choose-record.ts';
import type { FlowInput } from './flow.ts';
import { ownRecords } from './own-records.ts';

/** Where a way back leads. */
export interface Goal {
  readonly commit: string;
  /** As people call it. */
  readonly name: string;
  /** Absent for a commit that nobody recorded: then nothing can prove that it gives what it once gave. */
  readonly record?: DeployRecord;
  /** Asked once the target is ours, since another run may have written to it. @throws Failure object-changed */
  requireStillMeant(now: readonly DeployRecord[]): void;
}

/**
 * What `rollback-to` means: by the records of the target; by what GitHub was told, where the target knows none or none of
 * that commit; a commit that nobody recorded only when that is allowed by name.
 * @throws Failure no-rollback-target, commit-unreachable
 */
export async function chooseGoal(input: FlowInput): Promise<Goal> {
  const { rollbackTo } = input.settings;
  const known = await ownRecords(input);
  const isStranger =
    isCommitName(rollbackTo) && !known.some(each => each.commit?.startsWith(rollbackTo) === true);
  const told = known.length === 0 || isStranger ? await toldOf(input, known) : [];
  const isTold = told.some(({ commit }) => commit?.startsWith(rollbackTo) === true);
  if (isStranger && !isTold) return await unrecordedGoal(input, rollbackTo);
  const wanted = chooseRecord(isTold || known.length === 0 ? told : known, rollbackTo);
  await requireReachable(input, wanted);
  return {
    commit: wanted.commit ?? '',
    name: recordName(wanted),
    record: wanted,
    requireStillMeant: now => {
      if (isTold) return;
      requireSame(chooseRecord(now.length === 0 ? told : now, rollbackTo), wanted);
    },
  };
}

/**
 * The deploys that GitHub was told of, for a target that lost its records with its cluster, or keeps them no longer. Nobody
 * has to trust them: the commit is proved to give what was deployed, and must be in the history of the branch.
 */
async function toldOf(
  { target, world }: FlowInput,
  known: readonly DeployRecord[],
): Promise<readonly DeployRecord[]> {
  const why =
    known.length === 0
      ? 'the target holds no record of a deploy'
      : 'no record of the target names that commit';
  try {
    const told = (await world.toldRecords?.(target)) ?? [];
    if (told.length > 0) world.log.warn(`${why}: choosing from the ${told.length} that GitHub was told of`);
    return told;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.log.warn(`${why}, and GitHub did not tell of any: ${error.message}`);
    return [];
  }
}

/** What tells whether a commit may be gone back to. */
interface Reaching {
  readonly settings: Pick<Settings, 'unsafeAllow'>;
  readonly world: Pick<World, 'run'> & { readonly ancestry: Pick<World['ancestry'], 'compare'> };
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

/** Nobody knows that it was ever deployed here: whoever means it all the same says so by name. */
async function unrecordedGoal({ settings, target, world }: FlowInput, wanted: string): Promise<Goal> {
  const unit = `${target.name} in ${target.environment}`;
  if (!settings.unsafeAllow.includes('unreachable-commit'))
    throw new Failure('commit-unreachable', `no record of a deploy of ${unit} names commit ${wanted}`, {
      hint: 'Records that are kept are listed by mode history. To deploy what that commit holds all the same, unsafe-allow: unreachable-commit.',
    });
  const commit = wanted.length >= 40 ? wanted : await world.ancestry.forkPoint(wanted);
  if (commit?.startsWith(wanted) !== true)
    throw new Failure('no-rollback-target', `${wanted} is no commit in the history of this checkout`, {
      hint: 'Write the whole SHA, 40 digits, and check out with the whole history: `fetch-depth: 0`.',
    });
  world.log.warn(
    `commit ${wanted.slice(0, 7)} was never recorded here: what it holds is deployed, and nothing proves it`,
  );
  return { commit, name: `commit ${commit.slice(0, 7)}`, requireStillMeant: () => undefined };
}

/** What "previous" means may be something else by now. @throws Failure object-changed */
function requireSame(now: DeployRecord, wanted: DeployRecord): void {
  if (now.id === wanted.id) return;
  throw new Failure(
    'object-changed',
    `the target was deployed to in the meantime: going back would now lead to ${recordName(now)}, not to ${recordName(wanted)}`,
    { hint: 'Run again, or name the record that you want in rollback-to. Nothing was written.' },
  );
}
