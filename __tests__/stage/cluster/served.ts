import { newestMinor } from './binaries.ts';
import type { Cluster } from './attached-cluster.ts';
import { StageError } from './stage-error.ts';

/** A kind in a version of its group, as manifests name it. */
export interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/**
 * Why a story about this kind cannot be played: the chosen Kubernetes does not serve it. Undefined where it does.
 * @throws StageError when even the newest version does not: then the story is wrong, not the server old
 */
export async function whyNotServed(
  cluster: Cluster,
  { apiVersion, kind }: ServedKind,
): Promise<string | undefined> {
  const path = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const answer = await cluster.request<{ resources?: { kind: string }[] }>('GET', path);
  const isServed = answer.status === 200 && answer.body.resources?.some(each => each.kind === kind) === true;
  if (isServed) return undefined;
  const { version } = cluster.handle;
  if (version.startsWith(`v${newestMinor}.`))
    throw new StageError(
      `Kubernetes ${version} serves no ${apiVersion} ${kind}, and no newer one is played.`,
    );
  return `Kubernetes ${version} serves no ${apiVersion} ${kind}`;
}

/** Leaves a test out when the chosen Kubernetes does not serve this kind, and prints why. */
export async function needsServed(
  context: { readonly skip: (note: string) => never },
  cluster: Cluster,
  wanted: ServedKind,
): Promise<void> {
  const why = await whyNotServed(cluster, wanted);
  if (why === undefined) return;
  process.stdout.write(`left out: ${why}\n`);
  context.skip(why);
}
