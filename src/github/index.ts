import { isWriting, type Settings } from '../model/settings.ts';
import type { Surface } from '../model/surface.ts';
import type { World } from '../model/world.ts';
import { artifactName, artifactSurface } from './artifact.ts';
import { type ArtifactPlace, openArtifactService } from './artifact-service.ts';
import { openClient, type Pace } from './client.ts';
import { type CommentOptions, previewSurface } from './comment.ts';
import { deploymentMirror } from './deployment.ts';
import { issueSurface } from './issue.ts';
import { linkedArtifactsMirror } from './linked-artifacts.ts';
import { type Mail, openMail } from './mail.ts';
import { askMergedPulls, type MergedPulls, pullRequestOf } from './merged-pulls.ts';
import { mergedPullMirror } from './merged-pr.ts';
import type { Mirror } from './mirror.ts';
import { noteMirror } from './note.ts';
import { soft } from './soft.ts';
import { statusMirror } from './status.ts';

export { artifactName };
export { readRunContext } from './run-context.ts';
export { askGitHub } from './runs.ts';
export { openPulls } from './open-pulls.ts';

/** What decides where on GitHub a run is shown. */
export interface SurfacesOptions {
  readonly settings: Settings;
  readonly world: World;
  /** GITHUB_API_URL. */
  readonly apiUrl?: string;
  /** Absent where no runner offers one. */
  readonly artifacts?: ArtifactPlace;
  readonly pace?: Pace;
  /** Shared with {@link askGitHub}, so that each commit is asked for once. */
  readonly pulls?: MergedPulls;
}

/** What shows a run on GitHub. */
export interface Opened {
  /** In the order in which they are written; none of them ever fails: it warns. */
  readonly surfaces: readonly Surface[];
  /** What must hear of every deploy; absent where nothing can be told. */
  readonly mail?: Mail;
  /** The pull request that brought a commit, as far as GitHub tells. */
  pullRequestOf(commit: string): Promise<number | undefined>;
  /** What later steps may want to know of what was told, by the name of the output. */
  outputs(): Readonly<Record<string, string>>;
}

/**
 * The places on GitHub that show a run of this mode and event. A run whose token only reads leaves an artifact, and
 * nothing is loaded for modes that have none.
 */
export function openSurfaces(options: SurfacesOptions): Opened {
  const { settings, world } = options;
  const { run, log } = world;
  const token = settings.github?.token;
  const nowhere = {
    surfaces: [],
    outputs: () => ({}),
    pullRequestOf: async () => await Promise.resolve(undefined),
  };
  if (!hasSurfaces(settings) || run.repository === undefined) return nowhere;
  if (run.isReadOnly === true) {
    log.info(
      'pull requests of forks and of Dependabot have a token that only reads: the result stands in the summary and in an artifact',
    );
    return { ...nowhere, surfaces: artifactsOf(options).map(surface => soft(surface, world)) };
  }
  if (token === undefined) {
    log.warn('without github-token nothing is shown on GitHub but the summary');
    return nowhere;
  }
  const client = openClient({ ...options, token, repository: run.repository });
  const { pace = 'github' } = options;
  const pause = async (): Promise<void> => {
    if (pace === 'github') await world.clock.sleep(pauseMs, world.signal).catch(() => undefined);
  };
  const artifacts = artifactsOf(options);
  const artifact = (): string | undefined => artifacts[0]?.outputs?.()['artifact'] || undefined;
  const pulls = options.pulls ?? askMergedPulls(client, run.defaultBranch);
  const shared = { client, world, pause, artifact, pulls };
  const mirrors = isWriting(settings) ? mirrorsOf(shared, settings) : [];
  const recordFailure = settings.github?.recordFailure ?? 'fail';
  const mail = openMail({ mirrors, world, recordFailure });
  return {
    surfaces: [...artifacts, ...surfacesOf(shared, settings)].map(surface => soft(surface, world)),
    ...(mirrors.length > 0 && { mail }),
    pullRequestOf: async commit => (mail.isSilent() ? undefined : await pullRequestOf(pulls, commit)),
    outputs: () => Object.assign({}, ...mirrors.map(mirror => mirror.outputs?.() ?? {})),
  };
}

function artifactsOf({ world, artifacts }: SurfacesOptions): readonly Surface[] {
  if (artifacts === undefined) {
    world.log.info(
      'the runner has no artifact service for this action: the whole report stands in the summary of the job',
    );
    return [];
  }
  return [artifactSurface({ ...world, open: () => openArtifactService(artifacts, world) })];
}

function hasSurfaces(settings: Settings): boolean {
  return settings.mode === 'preview' || settings.mode === 'drift' || isWriting(settings);
}

/** Writes of other jobs that were under way have arrived after this time. */
const pauseMs = 2000;

function surfacesOf(shared: CommentOptions, { mode, github }: Settings): readonly Surface[] {
  const { client, world } = shared;
  const { run, secrets } = world;
  if (mode === 'drift') return github?.driftIssue === false ? [] : [issueSurface({ client, secrets })];
  const isPreview = mode === 'preview' && (run.pullRequest !== undefined || run.event === 'merge_group');
  return isPreview ? [previewSurface({ ...shared, when: github?.comment ?? 'off' })] : [];
}

function mirrorsOf(shared: CommentOptions, { mode, environment, github }: Settings): readonly Mirror[] {
  const { client, world } = shared;
  const { comment = 'off', record = [] } = github ?? {};
  const tells = world.run.event === 'push' || mode === 'rollback';
  return [
    ...(record.includes('deployment') ? [deploymentMirror({ client, run: world.run, environment })] : []),
    ...(record.includes('status') ? [statusMirror({ client })] : []),
    ...(record.includes('note') ? [noteMirror({ client, run: world.run })] : []),
    ...(record.includes('linked-artifacts') ? [linkedArtifactsMirror({ client, world })] : []),
    ...(record.includes('comment') && comment !== 'off' ? [mergedPullMirror(shared, () => tells)] : []),
  ];
}
