import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Scratch } from '../../../model/world.ts';
import type { RenderContext } from './context.ts';
import { addDependencies } from './helm-dependencies.ts';
import { fetchChart } from './helm-fetch.ts';

/** A chart that lies ready in the scratch folder, at `folder` below it. */
export interface PreparedChart {
  readonly diagnostics: readonly Diagnostic[];
  readonly folder: string;
}

/** Copies a chart of the repository with all that it depends on, or fetches one of a registry. */
export async function prepareChart(
  chart: string,
  scratch: Scratch,
  context: RenderContext,
): Promise<PreparedChart> {
  if (chart.startsWith('oci://')) {
    const fetched = await fetchChart(chart, scratch, context);
    return 'folder' in fetched ? { diagnostics: [], ...fetched } : { ...fetched, folder: '' };
  }
  await scratch.copy(chart);
  return { diagnostics: await addDependencies(chart, scratch, context), folder: chart };
}
