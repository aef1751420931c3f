import { Failure } from '../model/failure.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import type { FlowInput } from './flow.ts';

type Asked = Pick<FlowInput, 'engine' | 'target' | 'settings'>;

/**
 * The records of the target, once they are known to be of the environment that this run names: under another name the
 * guards of an environment would count for nothing. @throws Failure environment-differs
 */
export async function ownRecords(input: Asked): Promise<readonly DeployRecord[]> {
  const records = await input.engine.ledger.all();
  const failure = otherEnvironment(records, input);
  if (failure) throw failure;
  return records;
}

/** Why this run must leave the target alone, when its newest record is of another environment and nobody said yes to that. */
export function otherEnvironment(
  records: readonly DeployRecord[],
  { target, settings }: Pick<Asked, 'target' | 'settings'>,
): Failure | undefined {
  const last = records.at(-1);
  const { name, environment } = target;
  if (last === undefined || last.environment === environment) return undefined;
  const unit = `${environment}/${name}`;
  if (settings.confirm.includes(unit)) return undefined;
  return new Failure(
    'environment-differs',
    `${name} is deployed here as environment ${last.environment} (${recordName(last)}), and this run says ${environment}`,
    {
      hint: `Write environment: ${last.environment}, or give what is deployed as ${environment} a name of its own (input name) or another namespace or cluster. If it is to be called ${environment} from now on, deploy it once with confirm: ${unit}`,
    },
  );
}

/** There is no record to do anything with: which one was looked for, and what may be wrong. */
export function nothingDeployed(
  { target }: Pick<Asked, 'target'>,
  records: readonly DeployRecord[],
  consequence: string,
): Failure {
  const what = `${target.name} in ${target.environment}`;
  const why = records.length === 0 ? `there is no record of a deploy of ${what}` : whyNone(records, what);
  return new Failure('nothing-deployed', `${why}, so ${consequence}`, {
    hint: 'Are name, namespace and record-namespace those of the deploy, and is it the right cluster? Else deploy first, from a commit.',
  });
}

function whyNone(records: readonly DeployRecord[], what: string): string {
  const last = records.at(-1);
  return last?.kind === 'destroy'
    ? `${recordName(last)} destroyed ${what}`
    : `no deploy of ${what} succeeded from a commit`;
}
