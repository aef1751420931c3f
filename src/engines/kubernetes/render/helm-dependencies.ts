import { posix } from 'node:path';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { listAt, textAt } from '../../../model/json.ts';
import type { Scratch } from '../../../model/world.ts';
import { parseYaml, type YamlDocument } from '../manifest/yaml.ts';
import type { RenderContext } from './context.ts';
import { readText } from './files.ts';
import { plainHttp } from './helm-fetch.ts';
import { runHelm } from './helm-run.ts';
import { chartName, hasFile } from './recognise.ts';
import { complaintOf } from './tool.ts';
import { refusalOfPlace } from './unsafe-place.ts';

/** A chart that another one depends on and that does not lie in it. */
interface Missing {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
  /** Its place in the list of Chart.yaml. */
  readonly at: number;
}

/**
 * Puts the charts that a chart depends on into its scratch copy: those of the repository itself by `file://`, others only
 * when fetching is allowed, and then those that Chart.lock or an exact version names.
 */
export async function addDependencies(
  chart: string,
  scratch: Scratch,
  context: RenderContext,
): Promise<readonly Diagnostic[]> {
  const file = posix.join(chart, chartName);
  const read = await readText(file, context.files);
  const [document] = 'text' in read ? parseYaml(read.text, file).documents : [];
  if (!document) return [];
  const missing = await missingOf(chart, document, context);
  if (missing.length === 0) return [];
  const isLocked = await hasFile(chart, ['Chart.lock', 'requirements.lock'], context.files);
  const asking = { chart, isLocked, positions: document.positions };
  const refused = missing.flatMap(each => refusalOf(each, asking, context));
  if (refused.length > 0) return refused;
  for (const each of missing) {
    const local = localPath(chart, each);
    if (local !== undefined) await scratch.copy(local);
  }
  const complaint = await build(chart, missing, scratch, context);
  if (complaint === undefined) return [];
  const message = `the dependencies of the chart could not be put together: ${complaint}`;
  const location = document.positions.key('/dependencies');
  return [{ code: 'render-failed', severity: 'error', message, location }];
}

async function missingOf(
  chart: string,
  { value }: YamlDocument,
  context: RenderContext,
): Promise<readonly Missing[]> {
  const missing: Missing[] = [];
  for (const [at, entry] of listAt(value, '/dependencies').entries()) {
    const [name = '', version = '', repository = ''] = ['/name', '/version', '/repository'].map(pointer =>
      textAt(entry, pointer),
    );
    if (name === '' || (await isVendored(chart, name, context))) continue;
    missing.push({ name, version, repository, at });
  }
  return missing;
}

async function isVendored(chart: string, name: string, { files }: RenderContext): Promise<boolean> {
  const folder = posix.join(chart, 'charts');
  const found = await files.find(folder, [chartName, '.tgz']).catch(() => []);
  return found.some(({ path }) => {
    const [first = ''] = posix.relative(folder, path).split('/');
    return first === name || (first.startsWith(`${name}-`) && first.endsWith('.tgz'));
  });
}

function isLocal({ repository }: Missing): boolean {
  return repository.startsWith('file://');
}

function localPath(chart: string, missing: Missing): string | undefined {
  if (!isLocal(missing)) return undefined;
  const path = missing.repository.slice('file://'.length);
  // Helm takes an absolute path for one of the machine, and the copy is no place to climb out of.
  const inside = posix.join(chart, path);
  return path.startsWith('/') || inside.startsWith('..') ? undefined : inside;
}

interface Asking extends Pick<YamlDocument, 'positions'> {
  readonly chart: string;
  readonly isLocked: boolean;
}

function refusalOf(
  missing: Missing,
  { chart, isLocked, positions }: Asking,
  { rendering }: RenderContext,
): readonly Diagnostic[] {
  if (localPath(chart, missing) !== undefined) return [];
  const name = JSON.stringify(missing.name);
  const base = { severity: 'error', location: positions.value(`/dependencies/${missing.at}`) } as const;
  const unsafe = refusalOfPlace(missing.repository);
  if (unsafe && (isLocal(missing) || rendering.network)) return [{ ...base, ...unsafe }];
  if (!rendering.network)
    return [
      {
        ...base,
        code: 'render-network',
        message: `the chart depends on ${name}, which is not in its charts folder`,
        hint: 'Run helm dependency update and check in the folder charts, or set render-network: true.',
      },
    ];
  if (isLocked || /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(missing.version)) return [];
  return [
    {
      ...base,
      code: 'chart-unpinned',
      message: `the chart depends on ${name} ${missing.version}, and no Chart.lock says which version that is`,
      hint: 'Run helm dependency update and check in Chart.lock, or write one exact version.',
    },
  ];
}

/** What helm complains of; undefined when all is there. */
async function build(
  chart: string,
  missing: readonly Missing[],
  scratch: Scratch,
  context: RenderContext,
): Promise<string | undefined> {
  // Helm takes a locked version only from repositories that were added by name.
  const repositories = new Set(missing.map(each => each.repository).filter(url => /^https?:/.test(url)));
  for (const [index, url] of [...repositories].entries()) {
    const added = await runHelm(['repo', 'add', `dependency-${index}`, url], scratch, context);
    if (added.code !== 0) return complaintOf(added, scratch.folder, context);
  }
  const flags = plainHttp(...missing.map(({ repository }) => repository));
  const result = await runHelm(
    ['dependency', 'build', '--skip-refresh', ...flags, `./${chart}`],
    scratch,
    context,
  );
  return result.code === 0 ? undefined : complaintOf(result, scratch.folder, context);
}
