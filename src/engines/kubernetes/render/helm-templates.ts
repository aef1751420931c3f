import { posix } from 'node:path';
import type { Diagnostic, Location } from '../../../model/diagnostic.ts';
import type { Manifest } from '../../../model/manifest.ts';
import { readManifests } from '../manifest/read.ts';
import type { RenderContext } from './context.ts';
import { readText } from './files.ts';

/** What a chart was rendered to. */
export interface HelmObjects {
  readonly manifests: readonly Manifest[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The line that helm writes above each document. Source: helm pkg/engine and pkg/cmd/template.go. */
const sourceLine = /^# Source: (.+)$/;

/**
 * Reads what `helm template` printed. Objects and findings keep the template they come from; the line is that of the
 * template where it can be told without doubt, else its first.
 */
export async function readTemplates(
  text: string,
  chart: string,
  context: RenderContext,
): Promise<HelmObjects> {
  const lines = text.split('\n');
  const sources = sourcesOf(lines);
  const templates = new Map<string, Template>();
  for (const source of new Set(sources))
    if (source !== undefined) templates.set(source, await readTemplate(source, chart, context));
  const placed = (location: Location, otherwise?: Location): Location => {
    const source = sources[location.line - 1];
    const template = source === undefined ? undefined : templates.get(source);
    if (!template) return { file: chart, line: 1, column: 1, isElsewhere: true };
    const line = lineIn(template.lines, lines[location.line - 1] ?? '');
    if (line === undefined && otherwise) return otherwise;
    return {
      file: template.file,
      line: line ?? 1,
      column: 1,
      ...(template.isElsewhere && { isElsewhere: true as const }),
    };
  };
  const read = readManifests(text, chart);
  return {
    manifests: read.manifests.map(manifest => {
      const location = placed(manifest.location);
      return {
        ...manifest,
        location,
        positions: {
          value: pointer => placed(manifest.positions.value(pointer), location),
          key: pointer => placed(manifest.positions.key(pointer), location),
        },
      };
    }),
    diagnostics: read.diagnostics.map(finding => ({
      ...finding,
      ...(finding.location && { location: placed(finding.location) }),
    })),
  };
}

interface Template {
  readonly file: string;
  readonly lines: readonly string[];
  readonly isElsewhere: boolean;
}

/** For each line the template that it comes from. */
function sourcesOf(lines: readonly string[]): readonly (string | undefined)[] {
  let current: string | undefined;
  return lines.map(line => {
    if (line === '---') current = undefined;
    current = sourceLine.exec(line)?.[1] ?? current;
    return current;
  });
}

async function readTemplate(source: string, chart: string, context: RenderContext): Promise<Template> {
  const file = await fileOfTemplate(source, chart, context);
  if (file === undefined) return { file: source, lines: [], isElsewhere: true };
  const read = await readText(file, context.files);
  return { file, lines: 'text' in read ? read.text.split('\n') : [], isElsewhere: false };
}

/** The file of the repository that a template of helm's is; undefined when it comes from a packed or fetched chart. */
export async function fileOfTemplate(
  source: string,
  chart: string,
  { files }: RenderContext,
): Promise<string | undefined> {
  if (chart.startsWith('oci://')) return undefined;
  const file = posix.join(chart, source.slice(source.indexOf('/') + 1));
  const found = await files.find(file, ['']).catch(() => []);
  return found.some(({ path }) => path === file) ? file : undefined;
}

/** The line of a template that gave this line: the same text, or else the same key; undefined unless one line alone has it. */
function lineIn(template: readonly string[], rendered: string): number | undefined {
  const wanted = rendered.trim();
  const key = /^(?:- )?([\w./-]+:)/.exec(wanted)?.[1];
  const tests: readonly ((line: string) => boolean)[] = [
    line => line === wanted,
    line => key !== undefined && line.replace(/^- /, '').startsWith(key),
  ];
  for (const test of tests) {
    const found = template.flatMap((line, index) => (wanted !== '' && test(line.trim()) ? [index + 1] : []));
    if (found.length === 1) return found[0];
  }
  return undefined;
}
