import type { Settings } from '../model/settings.ts';
import type { Surface } from '../model/surface.ts';
import type { World } from '../model/world.ts';
import { artifactName, artifactSurface } from './artifact.ts';
import { type ArtifactPlace, openArtifactService } from './artifact-service.ts';
import { openClient, type Pace } from './client.ts';
import { type CommentOptions, previewSurface } from './comment.ts';
import { deploymentSurface } from './deployment.ts';
import { issueSurface } from './issue.ts';
import { askMergedPulls, type MergedPulls } from './merged-pulls.ts';
import { mergedPullSurface } from './merged-pr.ts';
import { soft } from './soft.ts';
import { statusSurface } from './status.ts';

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

/**
 * The places on GitHub that show a run of this mode and event, in the order in which they are written. None of them ever
 * fails: it warns. A run whose token only reads leaves an artifact, and nothing is loaded for modes that have none.
 */
export function openSurfaces(options: SurfacesOptions): readonly Surface[] {
  const { settings, world } = options;
  const { run, log } = world;
  const token = settings.github?.token;
  if (!hasSurfaces(settings) || run.repository === undefined) return [];
  if (run.isReadOnly === true) {
    log.info(
      'pull requests of forks and of Dependabot have a token that only reads: the result stands in the summary and in an artifact',
    );
    return artifactsOf(options).map(surface => soft(surface, world));
  }
  if (token === undefined) {
    log.warn('without github-token nothing is shown on GitHub but the summary');
    return [];
  }
  const { mode } = settings;
  const client = openClient({ ...options, token, repository: run.repository, mode });
  const { pace = 'github' } = options;
  const pause = async (): Promise<void> => {
    if (pace === 'github') await world.clock.sleep(pauseMs, world.signal).catch(() => undefined);
  };
  const artifacts = artifactsOf(options);
  const artifact = (): string | undefined => artifacts[0]?.outputs?.()['artifact'] || undefined;
  const pulls = options.pulls ?? askMergedPulls(client, run.defaultBranch);
  const shared = { client, world, pause, artifact, pulls };
  return [...artifacts, ...surfacesOf(shared, settings)].map(surface => soft(surface, world));
}

function artifactsOf({ world, artifacts }: SurfacesOptions): readonly Surface[] {
  if (artifacts === undefined) return [];
  return [artifactSurface({ ...world, open: () => openArtifactService(artifacts, world) })];
}

function hasSurfaces({ mode, dryRun }: Settings): boolean {
  switch (mode) {
    case 'preview':
    case 'drift':
      return true;
    case 'deploy':
    case 'rollback':
    case 'heal':
    case 'destroy':
      return !dryRun;
    case 'validate':
    case 'resume':
    case 'render':
    case 'rbac':
    case 'history':
      return false;
  }
}

/** Writes of other jobs that were under way have arrived after this time. */
const pauseMs = 2000;

function surfacesOf(shared: CommentOptions, settings: Settings): readonly Surface[] {
  const { client, world } = shared;
  const { run, secrets } = world;
  const { comment = 'off', record = [] } = settings.github ?? {};
  switch (settings.mode) {
    case 'preview':
      return run.pullRequest === undefined && run.event !== 'merge_group'
        ? []
        : [previewSurface({ ...shared, when: comment })];
    case 'deploy':
    case 'rollback':
    case 'heal':
    case 'destroy':
      return [
        ...(record.includes('deployment') ? [deploymentSurface({ client, run })] : []),
        ...(record.includes('status') ? [statusSurface({ client })] : []),
        ...(record.includes('comment') &&
        comment !== 'off' &&
        (run.event === 'push' || settings.mode === 'rollback')
          ? [mergedPullSurface(shared)]
          : []),
      ];
    case 'drift':
      return [issueSurface({ client, secrets })];
    case 'validate':
    case 'resume':
    case 'render':
    case 'rbac':
    case 'history':
      return [];
  }
}
