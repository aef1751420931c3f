import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Scratch } from '../../../model/world.ts';
import type { RenderContext } from './context.ts';
import { runHelm } from './helm-run.ts';
import { complaintOf } from './tool.ts';

/** A chart of a registry, unpacked below the scratch folder, or why it is not there. */
export type FetchedChart = { readonly folder: string } | { readonly diagnostics: readonly Diagnostic[] };

const below = '.gitops-push/chart';

/**
 * Fetches a chart of an OCI registry once, by digest alone and only when that is allowed. Helm holds every byte against the
 * digests; what it renders afterwards lies here.
 */
export async function fetchChart(
  chart: string,
  scratch: Scratch,
  context: RenderContext,
): Promise<FetchedChart> {
  const refused = refusals(chart, context);
  if (refused.length > 0) return { diagnostics: refused };
  const args = ['pull', chart, '--untar', '--untardir', below, ...plainHttp(chart)];
  const result = await runHelm(args, scratch, context);
  if (result.code !== 0)
    return { diagnostics: [notFetched(chart, complaintOf(result, scratch.folder, context))] };
  const [name = ''] = await context.disk.list(`${scratch.folder}/${below}`);
  return { folder: `${below}/${name}` };
}

/**
 * As container tools do: a registry on this very machine has no certificate. Helm takes one flag for all that it fetches, so
 * a single registry elsewhere keeps it away.
 */
export function plainHttp(...repositories: readonly string[]): readonly string[] {
  const hosts = repositories.flatMap(each => /^oci:\/\/([^/:]+)/.exec(each)?.[1] ?? []);
  const isHere = hosts.length > 0 && hosts.every(host => ['localhost', '127.0.0.1'].includes(host));
  return isHere ? ['--plain-http'] : [];
}

function refusals(chart: string, { rendering }: RenderContext): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (!/@sha256:[0-9a-f]{64}$/.test(chart))
    found.push({
      code: 'chart-unpinned',
      severity: 'error',
      message: `${chart} names no digest`,
      hint: 'Write oci://registry/chart@sha256:…: a tag can move. `helm pull` and `helm push` print the digest.',
    });
  if (!rendering.network)
    found.push({
      code: 'render-network',
      severity: 'error',
      message: `${chart} would be fetched while rendering`,
      hint: 'Set render-network: true, or check the chart in: helm pull --untar.',
    });
  return found;
}

/** Source of the words: oras-go registry/remote and content, as Helm 4 passes them on. */
const causes: readonly (readonly [RegExp, string, string])[] = [
  [
    /mismatch/i,
    'the registry answers with something else than what the digest names, which is refused',
    'Somebody may have tampered with it. Ask those who run the registry; do not just write the new digest.',
  ],
  [
    /credential|unauthori[sz]ed|denied|forbidden|\b40[13]\b/i,
    'the registry wants a login',
    'Log in in a step before this one: helm registry login, or docker login.',
  ],
  [/not found/i, 'the registry has no such chart', 'Are repository and digest right? helm push prints both.'],
];

function notFetched(chart: string, complaint: string): Diagnostic {
  const [, cause = complaint, hint = 'Does this machine reach the registry?'] =
    causes.find(([pattern]) => pattern.test(complaint)) ?? [];
  return {
    code: 'render-failed',
    severity: 'error',
    message: `${chart} could not be fetched: ${cause}`,
    hint,
  };
}
