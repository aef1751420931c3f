import { posix } from 'node:path';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { listAt, textAt } from '../../../model/json.ts';
import type { Scratch } from '../../../model/world.ts';
import { parseYaml } from '../manifest/yaml.ts';
import type { RenderContext } from './context.ts';
import { readText } from './files.ts';
import { runHelm } from './helm-run.ts';
import { chartName } from './recognise.ts';
import { complaintOf } from './tool.ts';

/** A chart that lies ready in the scratch folder; `args` are what helm needs beside it. */
export interface PreparedChart {
  readonly diagnostics: readonly Diagnostic[];
  readonly args: readonly string[];
}

/** Copies a chart with those it depends on by `file://`, or checks that one of a registry is named by digest. */
export async function prepareChart(
  chart: string,
  scratch: Scratch,
  context: RenderContext,
): Promise<PreparedChart> {
  if (chart.startsWith('oci://')) return prepareRemote(chart, context);
  await scratch.copy(chart);
  const file = posix.join(chart, chartName);
  const read = await readText(file, context.files);
  const documents = 'text' in read ? parseYaml(read.text, file).documents : [];
  const [document] = documents;
  if (!document) return { diagnostics: [], args: [] };
  const missing: { readonly name: string; readonly at: number; readonly repository: string }[] = [];
  for (const [at, entry] of listAt(document.value, '/dependencies').entries()) {
    const name = textAt(entry, '/name') ?? '';
    if (name === '' || (await isVendored(chart, name, context))) continue;
    const repository = textAt(entry, '/repository') ?? '';
    missing.push({ name, at, repository });
    const local = repository.startsWith('file://')
      ? posix.join(chart, repository.slice('file://'.length))
      : undefined;
    if (local !== undefined && !local.startsWith('..')) await scratch.copy(local);
  }
  const remote = missing.filter(({ repository }) => !repository.startsWith('file://'));
  if (remote.length > 0 && !context.rendering.network) {
    const diagnostics = remote.map(({ name, at }) => ({
      code: 'render-network',
      severity: 'error' as const,
      message: `the chart depends on ${JSON.stringify(name)}, which is not in its charts folder`,
      hint: 'Run helm dependency update and check in the folder charts, or set render-network: true.',
      location: document.positions.value(`/dependencies/${at}`),
    }));
    return { diagnostics, args: [] };
  }
  if (missing.length === 0) return { diagnostics: [], args: [] };
  const result = await runHelm(['dependency', 'build', '--skip-refresh', `./${chart}`], scratch, context);
  if (result.code === 0) return { diagnostics: [], args: [] };
  const message = `the dependencies of the chart could not be put together: ${complaintOf(result, scratch.folder, context)}`;
  const location = document.positions.key('/dependencies');
  return { diagnostics: [{ code: 'render-failed', severity: 'error', message, location }], args: [] };
}

function prepareRemote(chart: string, { rendering }: RenderContext): PreparedChart {
  const isByDigest = /@sha256:[0-9a-f]{64}$/.test(chart);
  const problem = (code: string, message: string, hint: string): Diagnostic => ({
    code,
    severity: 'error',
    message,
    hint,
  });
  const host = /^oci:\/\/([^/:]+)/.exec(chart)?.[1] ?? '';
  return {
    diagnostics: [
      ...(isByDigest
        ? []
        : [
            problem(
              'chart-unpinned',
              `${chart} names no digest`,
              'Write oci://registry/chart@sha256:…: a tag can move.',
            ),
          ]),
      ...(rendering.network
        ? []
        : [
            problem(
              'render-network',
              `${chart} would be fetched while rendering`,
              'Set render-network: true.',
            ),
          ]),
    ],
    // As container tools do: a registry on this very machine has no certificate.
    args: ['localhost', '127.0.0.1'].includes(host) ? ['--plain-http'] : [],
  };
}

async function isVendored(chart: string, name: string, { files }: RenderContext): Promise<boolean> {
  const folder = posix.join(chart, 'charts');
  const found = await files.find(folder, [chartName, '.tgz']).catch(() => []);
  return found.some(({ path }) => {
    const [first = ''] = posix.relative(folder, path).split('/');
    return first === name || (first.startsWith(`${name}-`) && first.endsWith('.tgz'));
  });
}
