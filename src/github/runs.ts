import { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import type { Settings } from '../model/settings.ts';
import type { Relation, World } from '../model/world.ts';
import { numberAt, textAt } from './body.ts';
import { type Client, openClient, type Pace } from './client.ts';
import { askMergedPulls, type MergedPulls } from './merged-pulls.ts';
import { githubPreviews } from './receipts.ts';
import { toldRecords } from './told-records.ts';

/** What is needed to ask GitHub about runs and commits. */
export interface RunsOptions {
  readonly settings: Settings;
  readonly world: World;
  /** GITHUB_API_URL. */
  readonly apiUrl?: string;
  readonly pace?: Pace;
  readonly pulls?: MergedPulls;
}

const relations: readonly Relation[] = ['identical', 'ahead', 'behind', 'diverged'];

/**
 * What GitHub knows about other runs, and about commits of which the checkout cannot tell which is newer. Whatever
 * GitHub does not answer stays unknown: the caller then waits, or stops. Nothing is sent unless one of them is asked.
 */
export function askGitHub(
  options: RunsOptions,
): Pick<World, 'runs' | 'ancestry' | 'previews' | 'toldRecords'> {
  const { settings, world } = options;
  const { repository } = world.run;
  const token = settings.github?.token;
  if (token === undefined || repository === undefined) return { runs: world.runs, ancestry: world.ancestry };
  const client = openClient({ ...options, token, repository });
  const pulls = options.pulls ?? askMergedPulls(client, world.run.defaultBranch);
  return {
    previews: githubPreviews({ client, world, pulls }),
    toldRecords: async target => await ask(world, async () => await toldRecords(client, target)),
    runs: {
      isFinished: async run =>
        run.repository.toLowerCase() === repository.toLowerCase()
          ? await ask(world, async () => isOver(await readRun(client, run.id), run.attempt))
          : undefined,
    },
    ancestry: {
      ...world.ancestry,
      compare: async (base, ours) => {
        const relation = await world.ancestry.compare(base, ours);
        if (relation !== 'unknown') return relation;
        return (await ask(world, async () => await compare(client, base, ours))) ?? 'unknown';
      },
    },
  };
}

async function readRun(client: Client, id: string): Promise<Json> {
  return await client.send('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { run_id: Number(id) });
}

function isOver(run: Json, attempt: number): boolean {
  const newest = numberAt(run, '/run_attempt') ?? 0;
  return newest > attempt || (newest === attempt && textAt(run, '/status') === 'completed');
}

async function compare(client: Client, base: string, ours: string): Promise<Relation | undefined> {
  const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
  const status = textAt(await client.send(route, { basehead: `${base}...${ours}`, per_page: 1 }), '/status');
  return relations.find(relation => relation === status);
}

async function ask<T>(world: Pick<World, 'log'>, question: () => Promise<T>): Promise<T | undefined> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.log.warn(`${error.message}${error.hint === undefined ? '' : ` ${error.hint}`}`);
    return undefined;
  }
}
