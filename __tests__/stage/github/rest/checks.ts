import { findCommit } from '../git/commits.ts';
import { created, invalid, notFound, ok, refuse } from '../http/answers.ts';
import { actorOf, bodyOf, numberParam, param, repositoryOf, type Call, type Handlers } from '../http/call.ts';
import { pageOf } from '../http/paging.ts';
import type { App } from '../state/accounts.ts';
import {
  addCheckRun,
  changeCheckRun,
  checkRunsOf,
  pickCheckSuite,
  type Annotation,
  type CheckRun,
} from '../state/checks.ts';
import type { RepositoryState } from '../state/repository.ts';
import { commitIn } from './commits.ts';
import { renderAnnotation, renderCheckRun } from './render-check.ts';

interface CheckBody {
  readonly name?: string;
  readonly head_sha?: string;
  readonly details_url?: string;
  readonly external_id?: string;
  readonly status?: string;
  readonly started_at?: string;
  readonly conclusion?: string;
  readonly completed_at?: string;
  readonly output?: {
    readonly title?: string;
    readonly summary?: string;
    readonly text?: string;
    readonly annotations?: readonly Annotation[];
  };
}

/** Handlers of check runs. */
export const checkHandlers: Handlers = {
  'checks/create': async call => {
    const repo = repositoryOf(call);
    const app = appOf(call);
    const body = bodyOf<CheckBody>(call);
    const sha = await findCommit(repo.git, body.head_sha ?? '');
    if (sha === undefined) throw refuse(422, `No commit found for SHA: ${body.head_sha}`);
    const suite = pickCheckSuite(call.state, repo, sha, app);
    const blank = {
      name: body.name ?? '',
      sha,
      app,
      suiteId: suite.id,
      externalId: '',
      detailsUrl: call.state.urls.html(`/apps/${app.slug}`),
      status: 'queued',
      conclusion: null,
      startedMs: undefined,
      completedMs: undefined,
      title: null,
      summary: null,
      text: null,
      annotations: [],
      deploymentId: undefined,
    };
    const run = addCheckRun(call.state, repo, { ...blank, ...changesIn(call, body, blank) });
    const location = call.state.urls.api(`/repos/${repo.fullName}/check-runs/${run.id}`);
    return created(renderCheckRun(call.state, repo, run), location);
  },

  'checks/get': call => {
    const repo = repositoryOf(call);
    return ok(renderCheckRun(call.state, repo, checkRunIn(call, repo)));
  },

  'checks/update': call => {
    const repo = repositoryOf(call);
    const run = checkRunIn(call, repo);
    const app = appOf(call);
    if (run.app.id !== app.id)
      throw refuse(
        403,
        `Invalid app_id \`${app.id}\` - check run can only be modified by the GitHub App that created it.`,
      );
    const changed = changeCheckRun(repo, run, changesIn(call, bodyOf<CheckBody>(call), run));
    return ok(renderCheckRun(call.state, repo, changed));
  },

  'checks/list-for-ref': async call => {
    const repo = repositoryOf(call);
    const sha = await commitIn(repo, param(call, 'ref'));
    const name = call.query.get('check_name');
    const status = call.query.get('status');
    const appId = call.query.get('app_id');
    const found = checkRunsOf(repo, sha, call.query.get('filter') === 'all' ? 'all' : 'latest')
      .filter(run => name === null || run.name === name)
      .filter(run => status === null || run.status === status)
      .filter(run => appId === null || String(run.app.id) === appId);
    const { items, headers } = pageOf(call, found);
    const checkRuns = items.map(run => renderCheckRun(call.state, repo, run));
    return ok({ total_count: found.length, check_runs: checkRuns }, headers);
  },

  'checks/list-annotations': call => {
    const repo = repositoryOf(call);
    const run = checkRunIn(call, repo);
    const { items, headers } = pageOf(call, run.annotations);
    return ok(
      items.map(annotation => renderAnnotation(call.state, repo, run, annotation)),
      headers,
    );
  },
};

function appOf(call: Call): App {
  const { app } = actorOf(call);
  if (!app) throw refuse(403, 'You must authenticate via a GitHub App.');
  return app;
}

function checkRunIn(call: Call, repo: RepositoryState): CheckRun {
  const run = repo.checkRuns.get(numberParam(call, 'check_run_id'));
  if (!run) throw notFound();
  return run;
}

type Known = Pick<CheckRun, 'annotations' | 'startedMs' | 'conclusion'>;

/** What a body changes. A conclusion completes the run; annotations are added to those that are there. */
function changesIn(call: Call, body: CheckBody, known: Known): Partial<CheckRun> {
  const { output } = body;
  const now = call.state.clock.nowMs();
  const status = body.conclusion === undefined ? body.status : 'completed';
  if (status === 'completed' && body.conclusion === undefined && known.conclusion === null)
    throw invalid({ resource: 'CheckRun', field: 'conclusion', code: 'missing_field' });
  const checkColumns = output?.annotations?.find(
    one => one.start_line !== one.end_line && (one.start_column ?? one.end_column) !== undefined,
  );
  if (checkColumns)
    throw refuse(422, 'Invalid request.\n\nColumns are allowed only when start_line and end_line are equal.');
  return {
    ...(body.name === undefined ? {} : { name: body.name }),
    ...(body.details_url === undefined ? {} : { detailsUrl: body.details_url }),
    ...(body.external_id === undefined ? {} : { externalId: body.external_id }),
    ...(status === undefined ? {} : { status }),
    ...(body.conclusion === undefined ? {} : { conclusion: body.conclusion }),
    startedMs: body.started_at === undefined ? (known.startedMs ?? now) : Date.parse(body.started_at),
    ...(status === 'completed'
      ? { completedMs: body.completed_at === undefined ? now : Date.parse(body.completed_at) }
      : {}),
    ...(output?.title === undefined ? {} : { title: output.title }),
    ...(output?.summary === undefined ? {} : { summary: output.summary }),
    ...(output?.text === undefined ? {} : { text: output.text }),
    annotations: [...known.annotations, ...(output?.annotations ?? [])],
  };
}
