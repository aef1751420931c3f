import { nodeIdOf } from './ids.ts';
import type { RepositoryState } from './repository.ts';
import type { State } from './state.ts';

/** An artifact of a run; it shows once its upload is final. */
export interface Artifact {
  readonly id: number;
  readonly nodeId: string;
  readonly name: string;
  readonly runId: number;
  /** The attempt that made it, as the artifact service names it. */
  readonly runBackendId: string;
  readonly jobBackendId: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
  /** `sha256:` + 64 hex, as the uploader said it. */
  readonly digest: string | null;
  readonly isFinal: boolean;
  readonly createdMs: number;
  readonly expiresMs: number;
}

/** What is given for a new artifact. */
export interface ArtifactDraft {
  readonly name: string;
  readonly runId: number;
  readonly runBackendId: string;
  readonly jobBackendId: string;
  readonly mimeType: string;
  readonly expiresMs?: number;
}

/** Adds an artifact without contents. */
export function addArtifact(state: State, repo: RepositoryState, draft: ArtifactDraft): Artifact {
  const id = state.ids.next('artifact');
  const now = state.clock.nowMs();
  const artifact: Artifact = {
    id,
    nodeId: nodeIdOf('artifact', id),
    bytes: new Uint8Array(),
    digest: null,
    isFinal: false,
    createdMs: now,
    ...draft,
    expiresMs: draft.expiresMs ?? now + repo.settings.retentionDays * 86_400_000,
  };
  repo.artifacts.set(id, artifact);
  return artifact;
}

/** Changes an artifact. */
export function changeArtifact(
  repo: RepositoryState,
  artifact: Artifact,
  change: Partial<Artifact>,
): Artifact {
  const changed = { ...artifact, ...change };
  repo.artifacts.set(artifact.id, changed);
  return changed;
}

/** The finished artifacts, newest first. */
export function finishedArtifacts(repo: RepositoryState): readonly Artifact[] {
  return [...repo.artifacts.values()].filter(({ isFinal }) => isFinal).toReversed();
}

/** Whether its time is over: it is listed still, its contents are gone. */
export function isExpired(state: State, artifact: Artifact): boolean {
  return state.clock.nowMs() >= artifact.expiresMs;
}
