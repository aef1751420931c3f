import type { ArtifactPlace } from '../../src/github/artifact-service.ts';
import { openSurfaces } from '../../src/github/index.ts';
import type { DeployRecord } from '../../src/model/record.ts';
import type { Report } from '../../src/model/report.ts';
import type { RunContext } from '../../src/model/run-context.ts';
import type { Settings } from '../../src/model/settings.ts';
import { collectSecrets } from '../../src/system/secrets.ts';
import { fakeWorld } from '../fakes/world.ts';
import { createContract, type GitHub, startGitHub, type TokenOrder } from '../stage/github/github.ts';
import type { PullRequestView } from '../stage/github/story/views.ts';
import type { Repository } from '../stage/github/story/repository.ts';
import { reportOf, settingsOf } from './report-of.ts';

/** A repository with a pull request on the stage's GitHub, and the surfaces of runs for it. */
export interface Room extends AsyncDisposable {
  readonly github: GitHub;
  readonly repository: Repository;
  readonly pull: PullRequestView;
  /** The context of a run for the pull request; a later one has a higher id. */
  readonly previewRun: (parts?: Partial<RunContext>) => RunContext;
  /** The context of a run for a push of this commit. */
  readonly pushRun: (commit: string, parts?: Partial<RunContext>) => RunContext;
  /** Shows a report on all surfaces of its mode; gives the lines of the log. */
  readonly show: (report: Report, how?: HowShown) => Promise<readonly string[]>;
  /** Publishes a preview of the pull request. */
  readonly preview: (run: RunContext, updates?: number) => Promise<readonly string[]>;
}

/** How a report is shown. */
export interface HowShown {
  readonly token?: TokenOrder;
  readonly github?: Partial<Settings['github'] & object>;
  /** Announced before, as a deploy does that begins to write. */
  readonly begin?: DeployRecord;
  readonly secret?: string;
  /** The artifact service of the runner. */
  readonly artifacts?: ArtifactPlace;
}

/** GitHub's description, compiled as far as it was used: once for all rooms. */
const contract = createContract();

/** Starts it. */
export async function openRoom(): Promise<Room> {
  const github = await startGitHub({ contract });
  const repository = await github.createRepository({ owner: 'acme', name: 'shop' });
  await repository.push('change', { 'deploy/web.yaml': 'a: 1\n' }, 'Change the shop');
  const pull = await repository.openPullRequest({ branch: 'change', title: 'Change the shop' });
  let runId = 1000;
  const contextOf = (parts: Partial<RunContext>): RunContext => {
    runId += 1;
    return {
      host: 'github',
      repository: repository.fullName,
      runId: String(runId),
      attempt: 1,
      runUrl: `${github.serverUrl}/acme/shop/actions/runs/${runId}`,
      defaultBranch: 'main',
      ...parts,
    };
  };
  const show: Room['show'] = async (report, how = {}) => {
    const secrets = collectSecrets();
    if (how.secret !== undefined) secrets.add(how.secret);
    const world = fakeWorld({ run: report.run, secrets });
    const token = github.token(how.token).value;
    const settings = settingsOf(report.mode, token, how.github);
    const surfaces = openSurfaces({
      settings,
      world,
      apiUrl: github.apiUrl,
      pace: 'at-once',
      ...(how.artifacts && { artifacts: how.artifacts }),
    });
    if (how.begin) for (const surface of surfaces) await surface.begin?.(how.begin);
    for (const surface of surfaces) await surface.publish(report);
    return world.lines;
  };
  return {
    github,
    repository,
    pull,
    previewRun: (parts = {}) =>
      contextOf({
        event: 'pull_request',
        commit: pull.mergeSha ?? '',
        pullRequest: { number: pull.number, headSha: pull.headSha, baseSha: pull.baseSha, baseRef: 'main' },
        ...parts,
      }),
    pushRun: (commit, parts = {}) => contextOf({ event: 'push', ref: 'refs/heads/main', commit, ...parts }),
    show,
    preview: async (run, updates = 1) =>
      await show(reportOf({ mode: 'preview', result: 'previewed', run, updates })),
    [Symbol.asyncDispose]: async () => await github[Symbol.asyncDispose](),
  };
}

/** The requests since the log was cleared, one line each, in order. */
export function requestsOf({ log }: GitHub): readonly string[] {
  return log.entries.map(({ method, path, status }) => `${method} ${path} -> ${status ?? 'cut'}`);
}
