import { Failure } from '../model/failure.ts';
import { isList, type Json } from '../model/json.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import type { Report } from '../model/report.ts';
import type { RunContext } from '../model/run-context.ts';
import type { Surface } from '../model/surface.ts';
import { numberAt, textAt } from './body.ts';
import type { Client } from './client.ts';
import { describe, describeRun } from './description.ts';
import { createOnce } from './once.ts';

/** What the surface needs. */
export interface DeploymentOptions {
  readonly client: Client;
  readonly run: RunContext;
}

/** States in which nothing more is expected; GitHub knows no "cancelled". */
type FinalState = 'success' | 'failure' | 'error';

const path = '/repos/{owner}/{repo}/deployments';

/**
 * The deployment on GitHub: made, or taken over from the job's own environment, when the deploy begins to write; brought
 * to a final state however the run ends. A run that never began to write has none.
 */
export function deploymentSurface({ client, run }: DeploymentOptions): Surface {
  let begun: DeployRecord | undefined;
  let id: number | undefined;
  let isResumed = false;
  const set = async (state: FinalState | 'in_progress', description: string): Promise<void> => {
    if (begun === undefined) return;
    id ??= await adoptOrCreate(client, run, begun);
    await client.send(`POST ${path}/{deployment_id}/statuses`, {
      deployment_id: id,
      state,
      description,
      // The targets of one environment would deactivate one another.
      auto_inactive: false,
      ...(run.runUrl !== undefined && { log_url: run.runUrl }),
    });
  };
  return {
    name: 'deployment',
    begin: async record => {
      begun = record;
      await set('in_progress', describe(`Deploying ${record.target.name} to ${record.environment}`, record));
    },
    resume: record => {
      begun = record;
      isResumed = true;
    },
    publish: async report => {
      if (begun && isResumed) {
        id ??= await adoptOrCreate(client, run, begun);
        if (await hasEnded(client, id)) return;
      }
      await set(finalStateOf(report), describeRun(report));
    },
    outputs: () => ({ 'deployment-id': id === undefined ? '' : String(id) }),
  };
}

/** Whether the process that was killed had brought it to a final state itself. */
async function hasEnded(client: Client, id: number): Promise<boolean> {
  const statuses = await client.send(`GET ${path}/{deployment_id}/statuses`, {
    deployment_id: id,
    per_page: 1,
  });
  const newest = isList(statuses) ? textAt(statuses[0], '/state') : undefined;
  return newest === 'success' || newest === 'failure' || newest === 'error';
}

function finalStateOf(report: Report): FinalState {
  if (report.result === 'cancelled' || report.reasonCode === 'cancelled') return 'error';
  return report.result === 'failed' || report.result === 'partial' ? 'failure' : 'success';
}

async function adoptOrCreate(client: Client, run: RunContext, record: DeployRecord): Promise<number> {
  const sha = record.commit;
  if (sha === undefined) throw new Failure('github-refused', `${recordName(record)} has no commit to deploy`);
  const existing = await client.all(`GET ${path}`, { sha, environment: record.environment });
  const adopted = (await ofThisJob(client, run, existing)) ?? ofRecord(existing, record);
  if (adopted !== undefined) return adopted;
  return await createOnce(
    async () => await create(client, run, { record, sha }),
    async () => ofRecord(await client.all(`GET ${path}`, { sha, environment: record.environment }), record),
  );
}

/** The deployment that GitHub itself made because the job names an environment: a status of it names our run. */
async function ofThisJob(
  client: Client,
  run: RunContext,
  deployments: readonly Json[],
): Promise<number | undefined> {
  for (const deployment of deployments.filter(each => textAt(each, '/task') === 'deploy')) {
    const id = numberAt(deployment, '/id');
    if (id === undefined || run.runId === undefined) continue;
    const statuses = await client.all(`GET ${path}/{deployment_id}/statuses`, { deployment_id: id });
    const place = `/actions/runs/${run.runId}/`;
    if (statuses.some(status => `${textAt(status, '/log_url') ?? ''}/`.includes(place))) return id;
  }
  return undefined;
}

function ofRecord(deployments: readonly Json[], record: DeployRecord): number | undefined {
  const own = deployments.find(deployment => textAt(deployment, '/payload/id') === record.id);
  return numberAt(own, '/id');
}

/**
 * Without `auto_merge: false` GitHub may merge the default branch and answer 202 with no deployment; without empty
 * `required_contexts` a pending check is a 409. There is no parameter for a SHA: the ref is the full SHA.
 */
async function create(
  client: Client,
  run: RunContext,
  { record, sha }: { readonly record: DeployRecord; readonly sha: string },
): Promise<number> {
  const made = await client.send(`POST ${path}`, {
    ref: sha,
    task: `gitops-push:${record.target.name}`,
    environment: record.environment,
    auto_merge: false,
    required_contexts: [],
    description: describe(`Deploy of ${record.target.name}`, record),
    payload: payloadOf(record, run),
  });
  const id = numberAt(made, '/id');
  if (id === undefined || textAt(made, '/sha') !== sha)
    throw new Failure('github-refused', `GitHub made no deployment of ${sha}`, {
      hint: 'It answered with another commit, or merged instead: please report it.',
    });
  return id;
}

/** What is known before the first object is written; far below what GitHub takes. */
function payloadOf(record: DeployRecord, run: RunContext): Readonly<Record<string, Json>> {
  return {
    schema: record.schema,
    id: record.id,
    sequence: record.sequence,
    kind: record.kind,
    app: record.app,
    target: record.target.name,
    renderedDigest: record.renderedDigest,
    planDigest: record.planDigest,
    images: record.images.slice(0, 20),
    ...(run.runId !== undefined && { run: { id: run.runId, attempt: run.attempt ?? 1 } }),
  };
}
