import { posix } from 'node:path';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { hasErrors } from '../../../model/diagnostic.ts';
import { canonicalJson } from '../../../model/json.ts';
import { confirmAddressOf } from '../../../model/manifest.ts';
import type { Scratch } from '../../../model/world.ts';
import type { RenderContext } from './context.ts';
import { prepareChart } from './helm-chart.ts';
import { helmRefusal } from './helm-error.ts';
import { withoutIdleHooks } from './helm-hooks.ts';
import { runHelm } from './helm-run.ts';
import { type HelmObjects, readTemplates } from './helm-templates.ts';
import { prepareValues } from './helm-values.ts';
import type { Rendered } from './rendered.ts';
import { complaintOf } from './tool.ts';
import { hideUnpaired, pairViews } from './views.ts';

/** Stands for a namespace that nobody named; a chart that writes it down needs the input `namespace`. */
const noNamespace = 'gitops-push-namespace-not-set';

/**
 * Renders a chart with the user's `helm template` in a scratch copy: no plugins, no post-renderer, no cluster, no network
 * unless allowed. It is rendered twice, so that what differs from time to time is told before it is deployed.
 */
export async function renderHelm(chart: string, context: RenderContext): Promise<Rendered> {
  await using scratch = await context.files.scratch();
  const prepared = await prepareChart(chart, scratch, context);
  const values = await prepareValues(chart, scratch, context);
  const found = [...prepared.diagnostics, ...values.diagnostics];
  if (hasErrors(found)) return { manifests: [], diagnostics: found, files: [] };
  const render = async (files: readonly string[]): Promise<HelmObjects | Diagnostic> =>
    await template({ chart, folder: prepared.folder, files }, scratch, context);
  const all = await render(values.files);
  if ('severity' in all) return { manifests: [], diagnostics: [...found, all], files: [] };
  const first = withoutIdleHooks(all);
  const second = settled(await render(values.files));
  const diagnostics = [...found, ...first.diagnostics, ...findingsOf(first, second, chart)];
  if (values.state === 'none') return { manifests: first.manifests, diagnostics, files: [] };
  if (values.state === 'encrypted')
    return {
      manifests: first.manifests.map(each => ({ ...each, asWritten: each.object, undecrypted: values.why })),
      diagnostics,
      files: [],
      noDigest: 'the values of the chart are encrypted and the key is not here',
    };
  const written = settled(await render(values.writtenFiles));
  const manifests = 'severity' in written ? undefined : pairViews(written.manifests, first.manifests);
  if (manifests) return { manifests, diagnostics, files: [] };
  const noDigest =
    'the chart gives other objects when its values are encrypted, so no machine without the key can find the digest';
  const beside = 'severity' in written ? [] : written.manifests;
  const hidden = hideUnpaired(beside, first.manifests, text => context.secrets.redact(text));
  return { manifests: hidden, diagnostics, files: [], noDigest };
}

function settled(objects: HelmObjects | Diagnostic): HelmObjects | Diagnostic {
  return 'severity' in objects ? objects : withoutIdleHooks(objects);
}

interface TemplateCall {
  /** As the input names it. */
  readonly chart: string;
  /** Where it lies in the scratch folder. */
  readonly folder: string;
  readonly files: readonly string[];
}

async function template(
  call: TemplateCall,
  scratch: Scratch,
  context: RenderContext,
): Promise<HelmObjects | Diagnostic> {
  const { namespace = noNamespace, kubernetesVersion, rendering } = context;
  const { chart, folder, files } = call;
  const args = [
    'template',
    rendering.release,
    `./${folder}`,
    '--namespace',
    namespace,
    '--kube-version',
    `${kubernetesVersion}.0`,
    '--include-crds',
    ...files.flatMap(file => ['--values', file]),
  ];
  const result = await runHelm(args, scratch, context);
  if (result.code !== 0)
    return await helmRefusal(complaintOf(result, scratch.folder, context), chart, context);
  return await readTemplates(result.stdout, chart, context);
}

function findingsOf(
  first: HelmObjects,
  second: HelmObjects | Diagnostic,
  chart: string,
): readonly Diagnostic[] {
  const again = 'severity' in second ? [] : second.manifests;
  const moving = first.manifests.filter(
    (manifest, index) => canonicalJson(manifest.object) !== canonicalJson(again[index]?.object ?? null),
  );
  const homeless = first.manifests.filter(({ object }) => canonicalJson(object).includes(noNamespace));
  const location = homeless[0]?.location ?? { file: posix.join(chart, 'Chart.yaml'), line: 1, column: 1 };
  return [
    ...moving.map(({ id, location: place }) => ({
      code: 'helm-not-reproducible',
      severity: 'warning' as const,
      message: `${confirmAddressOf(id)} comes out differently every time the chart is rendered`,
      hint: 'Set the value that its template makes up (a password, a certificate, the time), or every deploy changes it and a rollback cannot be proved.',
      location: place,
    })),
    ...(homeless.length === 0
      ? []
      : [
          {
            code: 'helm-namespace-missing',
            severity: 'error' as const,
            message: `the chart writes its release's namespace into ${homeless.length} objects, and none is set`,
            hint: 'Set the input namespace.',
            location,
          },
        ]),
  ];
}
