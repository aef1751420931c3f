import { recordName } from '../model/record.ts';
import type { Report, TargetReport } from '../model/report.ts';
import type { Surface } from '../model/surface.ts';
import { listAt, textAt } from './body.ts';
import type { Client } from './client.ts';
import { describe, describeRun } from './description.ts';

type State = 'success' | 'failure' | 'error';

/**
 * The status of the deployed commit, one context per target: a commit takes 1,000 statuses of a context, so one is
 * written only when it says something else than the newest. After a rollback the commit that was left gets one, too.
 */
export function statusSurface({ client }: { readonly client: Client }): Surface {
  return {
    name: 'commit status',
    publish: async report => {
      const [target] = report.targets;
      const sha = target?.record?.commit ?? report.run.commit;
      const state = stateOf(report);
      if (!target || sha === undefined || state === undefined) return;
      await setStatus(client, report, target, { sha, state, description: describeRun(report) });
      const left = target.record?.previous?.commit;
      if (report.result !== 'rolled-back' || left === undefined || left === sha) return;
      const description = describe(`Rolled back to ${sha.slice(0, 7)}`, target.record);
      await setStatus(client, report, target, { sha: left, state: 'failure', description });
    },
  };
}

interface Wanted extends Status {
  readonly sha: string;
}

async function setStatus(
  client: Client,
  report: Report,
  target: TargetReport,
  wanted: Wanted,
): Promise<void> {
  const { sha, state, description } = wanted;
  const context = `gitops-push/${target.environment}/${target.name}`.toLowerCase();
  const newest = await newestStatus(client, sha, context);
  if (newest && says(newest, wanted, report, target)) return;
  await client.send('POST /repos/{owner}/{repo}/statuses/{sha}', {
    sha,
    state,
    context,
    description,
    ...(report.run.runUrl !== undefined && { target_url: report.run.runUrl }),
  });
}

interface Status {
  readonly state: string;
  readonly description: string;
}

/** A superseded deploy or a dry run says nothing about the commit. */
function stateOf({ result, reasonCode }: Report): State | undefined {
  if (reasonCode === 'cancelled') return 'error';
  switch (result) {
    case 'deployed':
    case 'unchanged':
    case 'rolled-back':
    case 'destroyed':
      return 'success';
    case 'failed':
    case 'partial':
    case 'held':
      return 'failure';
    case 'cancelled':
      return 'error';
    case 'valid':
    case 'previewed':
    case 'superseded':
    case 'resumed':
    case 'rendered':
    case 'listed':
    case 'clean':
    case 'drifted':
      return undefined;
  }
}

/** The combined status holds the newest of each context; GitHub compares contexts without regard to case. */
async function newestStatus(client: Client, ref: string, context: string): Promise<Status | undefined> {
  const combined = await client.send('GET /repos/{owner}/{repo}/commits/{ref}/status', {
    ref,
    per_page: 100,
  });
  const found = listAt(combined, '/statuses').find(
    status => textAt(status, '/context')?.toLowerCase() === context,
  );
  return found === undefined
    ? undefined
    : { state: textAt(found, '/state') ?? '', description: textAt(found, '/description') ?? '' };
}

/** An unchanged deploy adds nothing to a status that names its record already. */
function says(newest: Status, wanted: Status, report: Report, target: TargetReport): boolean {
  if (newest.state !== wanted.state) return false;
  if (newest.description === wanted.description) return true;
  const isNamed = target.record !== undefined && newest.description.endsWith(recordName(target.record));
  return report.result === 'unchanged' && isNamed;
}
