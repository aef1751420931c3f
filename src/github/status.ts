import type { Letter } from '../model/letter.ts';
import { recordName } from '../model/record.ts';
import type { Report, TargetReport } from '../model/report.ts';
import { listAt, textAt } from './body.ts';
import type { Client } from './client.ts';
import { describe, describeRun, recordIn } from './description.ts';
import { contentOf } from './letter-content.ts';
import type { Mirror } from './mirror.ts';

type State = 'success' | 'failure' | 'error';

interface Status {
  readonly state: string;
  readonly description: string;
}

interface Content extends Status {
  readonly sha: string;
  readonly context: string;
  readonly state: State;
  /** Nothing was done: a status that names this record says as much already. */
  readonly unchanged?: string;
  readonly target_url?: string;
}

const name = 'commit status';

/**
 * The status of the deployed commit, one context per target: a commit takes 1,000 statuses of a context, so one is
 * written only when it says something else than the newest. After a rollback the commit that was left gets one, too.
 */
export function statusMirror({ client }: { readonly client: Client }): Mirror {
  return {
    name,
    lettersOf: (report, at) => contentsOf(report).map(content => letterOf(content, at)),
    deliver: async ({ content }) => {
      const { unchanged, ...wanted }: Content = JSON.parse(JSON.stringify(content));
      const newest = await newestStatus(client, wanted);
      if (newest && (says(newest, wanted, unchanged) || isLater(newest, wanted))) return;
      await client.send('POST /repos/{owner}/{repo}/statuses/{sha}', wanted);
    },
  };
}

function letterOf(content: Content, at: string): Letter {
  return { to: name, key: `${content.sha} ${content.context}`, at, content: contentOf(content) };
}

function contentsOf(report: Report): readonly Content[] {
  const [target] = report.targets;
  const sha = target?.record?.commit ?? report.run.commit;
  const state = stateOf(report);
  if (!target || sha === undefined || state === undefined) return [];
  const { runUrl } = report.run;
  const common = { context: contextOf(target), ...(runUrl !== undefined && { target_url: runUrl }) };
  const unchanged = report.result === 'unchanged' && target.record ? recordName(target.record) : undefined;
  const description = describeRun(report);
  const own = { ...common, sha, state, description, ...(unchanged !== undefined && { unchanged }) };
  const left = target.record?.previous?.commit;
  if (report.result !== 'rolled-back' || left === undefined || left === sha) return [own];
  const told = describe(`Rolled back to ${sha.slice(0, 7)}`, target.record);
  return [own, { ...common, sha: left, state: 'failure', description: told }];
}

/** One context per target, or clusters would overwrite one another. */
function contextOf({ environment, name: target }: TargetReport): string {
  return `gitops-push/${environment}/${target}`.toLowerCase();
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
async function newestStatus(client: Client, { sha, context }: Content): Promise<Status | undefined> {
  const combined = await client.send('GET /repos/{owner}/{repo}/commits/{ref}/status', {
    ref: sha,
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
function says(newest: Status, wanted: Status, unchanged: string | undefined): boolean {
  if (newest.state !== wanted.state) return false;
  return newest.description === wanted.description || recordIn(newest.description) === (unchanged ?? ' ');
}

/** A later deploy has told the commit's state meanwhile: records of one target are numbered. */
function isLater(newest: Status, wanted: Status): boolean {
  return numberIn(newest) > numberIn(wanted) && numberIn(wanted) > 0;
}

function numberIn({ description }: Status): number {
  return Number(/#(\d+)$/.exec(recordIn(description) ?? '')?.[1] ?? 0);
}
