import type { RenderSettings } from '../../../model/settings.ts';
import type { World } from '../../../model/world.ts';

/** What rendering needs of the outside, and how it is asked to render. */
export interface RenderContext
  extends Pick<World, 'files' | 'shell' | 'disk' | 'secrets' | 'env' | 'signal'> {
  /** What is rendered, as the input `path` names it. */
  readonly path: string;
  readonly rendering: RenderSettings;
  /** The namespace of what names none; absent: not known here. */
  readonly namespace?: string;
  /** The minor version that Helm's templates see: `1.36`. */
  readonly kubernetesVersion: string;
  /** `must`: what cannot be decrypted is an error, because it is going to be sent. */
  readonly decrypting: 'must' | 'may';
  readonly limits: RenderLimits;
}

/** How long a renderer may take, and how much it may print. */
export interface RenderLimits {
  readonly timeoutMs: number;
  readonly bytes: number;
}

/** What every run gives a renderer: 60 s and 64 MB. */
export const renderLimits: RenderLimits = { timeoutMs: 60_000, bytes: 64 * 1024 * 1024 };
