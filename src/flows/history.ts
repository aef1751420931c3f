import { Failure } from '../model/failure.ts';
import type { DeployRecord } from '../model/record.ts';
import { type Flow, type FlowInput, reportOf } from './flow.ts';

/** Lists the records kept at the target, newest first; where it cannot be asked, those that GitHub was told. Writes nothing. */
export const history: Flow = async input => {
  const { records, limits } = await readRecords(input);
  return {
    result: 'listed',
    reasonCode: '',
    target: { ...reportOf(input.target, []), limits, history: records.toReversed() },
  };
};

interface Read {
  readonly records: readonly DeployRecord[];
  readonly limits: readonly string[];
}

async function readRecords({ engine, target, world }: FlowInput): Promise<Read> {
  try {
    return { records: await engine.ledger.all(), limits: [] };
  } catch (error) {
    const isAway =
      error instanceof Failure &&
      (error.reasonCode === 'unreachable' || error.reasonCode === 'credentials-missing');
    const told = isAway ? await world.toldRecords?.(target) : undefined;
    if (!isAway || told === undefined) throw isAway ? orAskGitHub(error, world) : error;
    return {
      records: told,
      limits: [
        `the target could not be asked (${error.message}): these are the deploys that GitHub was told of`,
      ],
    };
  }
}

/** On a terminal GitHub is asked by whoever gives a token for it. */
function orAskGitHub(error: Failure, { run, toldRecords }: FlowInput['world']): Failure {
  if (run.host !== 'terminal' || toldRecords !== undefined) return error;
  const hint = [error.hint, 'With --github-token it lists what GitHub was told.'].filter(Boolean).join(' ');
  return new Failure(error.code, error.message, { hint, cause: error });
}
