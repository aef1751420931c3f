import { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import type { RunContext } from '../model/run-context.ts';
import { numberAt, textAt } from './body.ts';
import type { Client } from './client.ts';
import { describe, recordIn } from './description.ts';
import { contentOf } from './letter-content.ts';
import { createOnce } from './once.ts';

/** The deploy that a deployment is of, with all that making one needs. */
export interface Subject {
  /** Of the record. */
  readonly id: string;
  readonly name: string;
  readonly target: string;
  readonly environment: string;
  readonly sha: string;
  readonly payload: JsonObject;
}

/** A state and what is said of it, at most 140 characters. */
export interface DeploymentStatus {
  readonly state: 'in_progress' | 'success' | 'failure' | 'error';
  readonly description: string;
}

/** The deployments of this repository. */
export interface Deployments {
  /** Asks for those of a commit in an environment, which {@link Deployments.set} needs first. @throws RequestFailure */
  reach(sha: string, environment: string): Promise<void>;
  /** Sets a status once; the deployment is found, taken over from the job, or made. Gives its number. @throws RequestFailure */
  set(subject: Subject, status: DeploymentStatus): Promise<number>;
  /** Brings a deployment that is there and has not ended to its end. @throws RequestFailure */
  end(subject: Subject, status: DeploymentStatus): Promise<void>;
}

const path = '/repos/{owner}/{repo}/deployments';

const finalStates: ReadonlySet<string> = new Set(['success', 'failure', 'error', 'inactive']);

/** Opens them; nothing is asked yet. */
export function openDeployments(client: Client, run: RunContext): Deployments {
  const place = { client, run };
  const ids = new Map<string, number>();
  const reached = new Map<string, readonly Json[]>();
  const findOrMake = async (subject: Subject): Promise<number> => {
    const among = reached.get(subject.sha);
    // Once: whatever fails from here on may have had its effect.
    reached.delete(subject.sha);
    const found = await find(place, subject, among);
    if (found !== undefined) return found;
    return await createOnce(
      async () => await create(client, subject),
      async () => await find(place, subject),
    );
  };
  return {
    reach: async (sha, environment) => {
      reached.set(sha, await list(client, { sha, environment }));
    },
    set: async (subject, status) => {
      const known = ids.get(subject.id);
      const id = known ?? (await findOrMake(subject));
      ids.set(subject.id, id);
      // What an earlier run told, or may have told, is not told again.
      const isNew = known !== undefined || status.state === 'in_progress';
      if (isNew || !hasEnded(await statusesOf(client, id), subject)) await add(place, id, status);
      return id;
    },
    end: async (subject, status) => {
      const id = await find(place, subject);
      if (id !== undefined && !hasEnded(await statusesOf(client, id), subject)) await add(place, id, status);
    },
  };
}

interface Place {
  readonly client: Client;
  readonly run: RunContext;
}

async function list(
  client: Client,
  { sha, environment }: Pick<Subject, 'sha' | 'environment'>,
): Promise<readonly Json[]> {
  return await client.all(`GET ${path}`, { sha, environment });
}

async function statusesOf(client: Client, id: number): Promise<readonly Json[]> {
  return await client.all(`GET ${path}/{deployment_id}/statuses`, { deployment_id: id });
}

/** By its record, or the one that GitHub made because the job names an environment. */
async function find(
  { client, run }: Place,
  subject: Subject,
  among?: readonly Json[],
): Promise<number | undefined> {
  const known = among ?? (await list(client, subject));
  const own = known.find(each => textAt(each, '/payload/id') === subject.id);
  if (own !== undefined) return numberAt(own, '/id');
  for (const each of known) {
    const id = numberAt(each, '/id');
    if (
      id !== undefined &&
      textAt(each, '/task') === 'deploy' &&
      isFor(subject, await statusesOf(client, id), run)
    )
      return id;
  }
  return undefined;
}

async function add({ client, run }: Place, id: number, status: DeploymentStatus): Promise<void> {
  const isSaid = (said: Json): boolean =>
    textAt(said, '/state') === status.state && textAt(said, '/description') === status.description;
  await createOnce(
    async () => {
      await client.send(`POST ${path}/{deployment_id}/statuses`, {
        deployment_id: id,
        ...status,
        // The targets of one environment would deactivate one another.
        auto_inactive: false,
        ...(run.runUrl !== undefined && { log_url: run.runUrl }),
      });
      return true;
    },
    async () => (await statusesOf(client, id)).some(isSaid) || undefined,
  );
}

/** True when this very deploy has a final state there; GitHub's own states of a job say nothing about it. */
function hasEnded(statuses: readonly Json[], { name }: Subject): boolean {
  return statuses.some(
    status =>
      finalStates.has(textAt(status, '/state') ?? '') &&
      recordIn(textAt(status, '/description') ?? '') === name,
  );
}

/** A status names our run, and no other target of the job has taken it. */
function isFor(subject: Subject, statuses: readonly Json[], { runId, jobId }: RunContext): boolean {
  const takenBy = statuses.map(status => recordIn(textAt(status, '/description') ?? '')).find(Boolean);
  if (takenBy !== undefined) return takenBy === subject.name;
  if (runId === undefined) return false;
  const place = jobId === undefined ? `/actions/runs/${runId}/` : `/actions/runs/${runId}/job/${jobId}/`;
  return statuses.some(status => `${textAt(status, '/log_url') ?? ''}/`.includes(place));
}

/**
 * Without `auto_merge: false` GitHub may merge the default branch and answer 202 with no deployment; without empty
 * `required_contexts` a pending check is a 409. There is no parameter for a SHA: the ref is the full SHA.
 */
async function create(client: Client, { name, sha, target, environment, payload }: Subject): Promise<number> {
  const made = await client.send(`POST ${path}`, {
    ref: sha,
    task: taskOf(target),
    environment,
    auto_merge: false,
    required_contexts: [],
    description: describe(`Deploy of ${target}`, name),
    payload,
  });
  const id = numberAt(made, '/id');
  if (id === undefined || textAt(made, '/sha') !== sha)
    throw new Failure('github-refused', `GitHub made no deployment of ${sha}`, {
      hint: 'It answered with another commit, or merged instead: please report it.',
    });
  return id;
}

/** The task of the deployments of a target: they are told from one another, and from those of jobs, by it. */
export function taskOf(target: string): string {
  return `gitops-push:${target}`;
}

/** @throws Failure github-refused without a commit */
export function subjectOf(record: DeployRecord): Subject {
  const { id, environment, target, commit } = record;
  if (commit === undefined)
    throw new Failure('github-refused', `${recordName(record)} has no commit to deploy`);
  return {
    id,
    name: recordName(record),
    target: target.name,
    environment,
    sha: commit,
    payload: payloadOf(record),
  };
}

/** So many images are told: GitHub publishes no limit of a payload, and 8 KB are far below any. */
const mostImages = 20;

/** What is known before the first object is written: the record without an end. */
function payloadOf({ written: _w, unanswered: _u, ...record }: DeployRecord): JsonObject {
  return contentOf({ ...record, images: record.images.slice(0, mostImages) });
}
