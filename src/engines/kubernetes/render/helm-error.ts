import type { Diagnostic, Location } from '../../../model/diagnostic.ts';
import type { RenderContext } from './context.ts';
import { fileOfTemplate } from './helm-templates.ts';

/** Helm's complaint as a finding at the line of the template that it names, else at the chart. */
export async function helmRefusal(
  complaint: string,
  chart: string,
  context: RenderContext,
): Promise<Diagnostic> {
  const text = complaint.replace(/\s*Use --debug flag to render out invalid YAML\s*$/, '');
  // Where it was called from comes first, where it went wrong last.
  const places = [...text.matchAll(/([\w.-]+(?:\/[\w.-]+)+\.(?:ya?ml|tpl|txt|json))(?::(\d+))?(?::(\d+))?/g)];
  const [, template, line] = places.findLast(([, , at]) => at !== undefined) ?? places.at(-1) ?? [];
  return {
    code: 'render-failed',
    severity: 'error',
    message: `helm could not render ${chart}: ${text}`,
    location: await placeOf(chart, template, Number(line ?? 1), context),
  };
}

async function placeOf(
  chart: string,
  template: string | undefined,
  line: number,
  context: RenderContext,
): Promise<Location> {
  const isRemote = chart.startsWith('oci://');
  const file = template === undefined ? undefined : await fileOfTemplate(template, chart, context);
  if (file !== undefined) return { file, line, column: 1 };
  return {
    file: isRemote ? chart : `${chart}/Chart.yaml`,
    line: 1,
    column: 1,
    ...(isRemote && { isElsewhere: true as const }),
  };
}
