import type { ArtifactPlace } from '../../src/github/artifact-service.ts';
import { openSurfaces } from '../../src/github/index.ts';
import type { Delivery, KeptLetter } from '../../src/model/letter.ts';
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
  /** The same, with what became of the letters. */
  readonly tell: (report: Report, how?: HowShown) => Promise<Told>;
  /** Publishes a preview of the pull request. */
  readonly preview: (run: RunContext, updates?: number) => Promise<readonly string[]>;
}

/** How a report is shown. */
export interface HowShown {
  readonly token?: TokenOrder;
  readonly github?: Partial<Settings['github'] & object>;
  /** Announced before, as a deploy does that begins to write. */
  readonly begin?: DeployRecord;
  /** The deploy before it, when that never ended. */
  readonly brokenOff?: DeployRecord;
  /** What earlier runs could not tell. */
  readonly left?: readonly KeptLetter[];
  readonly secret?: string;
  /** The artifact service of the runner. */
  readonly artifacts?: ArtifactPlace;
}

/** What a run logged, and what became of its letters. */
export interface Told {
  readonly lines: readonly string[];
  readonly delivery: Delivery;
}

/** GitHub's description, compiled as far as it was used: once for all rooms. */
const contract = createContract();

/** Starts it. */
export async function openRoom(flavour: 'github.com' | 'enterprise-server' = 'github.com'): Promise<Room> {
  const github = await startGitHub({ contract, flavour });
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
  const tell: Room['tell'] = async (report, how = {}) => {
    const secrets = collectSecrets();
    if (how.secret !== undefined) secrets.add(how.secret);
    const world = fakeWorld({ run: report.run, secrets });
    const token = github.token(how.token).value;
    const settings = settingsOf(report.mode, token, how.github);
    const { surfaces, mail } = openSurfaces({
      settings,
      world,
      apiUrl: github.apiUrl,
      pace: 'at-once',
      ...(how.artifacts && { artifacts: how.artifacts }),
    });
    if (how.begin) {
      await mail?.reach(how.begin.commit ?? '');
      await mail?.begin(how.begin, how.brokenOff);
    }
    for (const surface of surfaces) await surface.publish(report);
    const delivery = (await mail?.send(report, how.left ?? [])) ?? { told: [], unsent: [], refused: 0 };
    return { lines: world.lines, delivery };
  };
  const show: Room['show'] = async (report, how) => (await tell(report, how)).lines;
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
    tell,
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
