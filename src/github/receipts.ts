import { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import type { Receipt, Shown } from '../model/receipt.ts';
import type { Previews, World } from '../model/world.ts';
import { numberAt, textAt } from './body.ts';
import { checkName } from './checks.ts';
import type { Client } from './client.ts';
import { type MergedPulls } from './merged-pulls.ts';
import { readReceipt } from './receipt-text.ts';

/** What is needed to find receipts. */
export interface ReceiptsOptions {
  readonly client: Client;
  readonly world: Pick<World, 'ancestry' | 'run'>;
  readonly pulls: MergedPulls;
}

/** So many pushes since the last deploy are looked through for their pull requests, one request each. */
const mostPushes = 20;

/**
 * What the previews of merged pull requests showed. A receipt counts only when it stands in the check run of the target on
 * the newest commit of its pull request, and the run that it names was a pull_request run of that commit in this very
 * repository, or a merge_group run of the deployed commit: a same-named check run, an older commit, another pull request,
 * a fork or an altered receipt count as none.
 */
export function githubPreviews(options: ReceiptsOptions): Previews {
  return {
    shownFor: async ({ unit, commit, deployed }) => {
      try {
        return await shownFor(options, unit, { commit, deployed });
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return {
          receipts: [],
          missing: [`GitHub did not tell: ${error.message}. ${error.hint ?? ''}`.trim()],
        };
      }
    },
  };
}

async function shownFor(
  options: ReceiptsOptions,
  unit: string,
  { commit, deployed }: { readonly commit: string; readonly deployed: string | undefined },
): Promise<Shown> {
  const pushes = await pushesOf(options, commit, deployed);
  if (pushes === undefined)
    return {
      receipts: [],
      missing: ['which pull requests were merged since the last deploy cannot be told'],
    };
  const pulls = new Map<number, Json>();
  const direct: string[] = [];
  for (const push of pushes) {
    const found = await options.pulls.mergedBy(push);
    for (const pull of found) pulls.set(numberAt(pull, '/number') ?? 0, pull);
    if (found.length === 0) direct.push(push);
  }
  const receipts: Receipt[] = [];
  const missing = direct.map(push => `${push.slice(0, 7)} was pushed without a pull request`);
  for (const [number, pull] of pulls) {
    const head = textAt(pull, '/head/sha') ?? '';
    const receipt =
      (await findReceipt(options.client, { unit, on: head, event: 'pull_request', pullRequest: number })) ??
      (await findReceipt(options.client, { unit, on: commit, event: 'merge_group' }));
    if (receipt) receipts.push(receipt);
    else
      missing.push(`#${number} has no preview of its newest commit ${head.slice(0, 7)} that can be trusted`);
  }
  return {
    receipts: [...new Map(receipts.map(each => [`${each.run}/${each.head}`, each])).values()],
    missing,
  };
}

/** What was pushed since the last deploy; the deployed commit alone when that is the first one. */
async function pushesOf(
  { world }: ReceiptsOptions,
  commit: string,
  deployed: string | undefined,
): Promise<readonly string[] | undefined> {
  if (deployed === undefined || deployed === commit) return [commit];
  const pushes = await world.ancestry.pushesSince?.(deployed, commit);
  return pushes === undefined || pushes.length > mostPushes ? undefined : pushes;
}

interface Wanted {
  readonly unit: string;
  /** The commit that the check run stands on. */
  readonly on: string;
  readonly event: 'pull_request' | 'merge_group';
  readonly pullRequest?: number;
}

/** The receipt of the newest check run of its name; a newer one without success means that there is none. */
async function findReceipt(client: Client, wanted: Wanted): Promise<Receipt | undefined> {
  const runs = await client.all('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
    ref: wanted.on,
    check_name: checkName(wanted.unit),
    filter: 'all',
  });
  const ours = runs
    .filter(run => textAt(run, '/app/slug') === actionsApp)
    .toSorted((a, b) => orderOf(b) - orderOf(a));
  const [newest] = ours;
  if (newest === undefined || textAt(newest, '/conclusion') !== 'success') return undefined;
  const receipt = readReceipt(textAt(newest, '/output/text') ?? '');
  if (!receipt || !agrees(receipt, newest, wanted)) return undefined;
  return (await isTrusted(client, receipt, wanted)) ? receipt : undefined;
}

/** The app that GITHUB_TOKEN belongs to, on github.com and on Enterprise Server. */
const actionsApp = 'github-actions';

function orderOf(run: Json): number {
  const [id = 0, attempt = 0] = (textAt(run, '/external_id') ?? '').split('/').map(Number);
  return id * 1000 + attempt;
}

function agrees(receipt: Receipt, run: Json, { unit, on, pullRequest }: Wanted): boolean {
  return (
    receipt.unit === unit &&
    receipt.head === on &&
    receipt.pullRequest === pullRequest &&
    textAt(run, '/external_id') === `${receipt.run}/${receipt.attempt}`
  );
}

async function isTrusted(client: Client, receipt: Receipt, { on, event }: Wanted): Promise<boolean> {
  const run = await client.send('GET /repos/{owner}/{repo}/actions/runs/{run_id}', {
    run_id: Number(receipt.run),
  });
  return (
    textAt(run, '/head_sha') === on &&
    textAt(run, '/event') === event &&
    numberAt(run, '/head_repository/id') !== undefined &&
    numberAt(run, '/head_repository/id') === numberAt(run, '/repository/id') &&
    (numberAt(run, '/run_attempt') ?? 0) >= receipt.attempt
  );
}
