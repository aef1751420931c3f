import { posix } from 'node:path';
import type { Diagnostic, Location } from '../../../model/diagnostic.ts';
import { isList, isObject, type Json, joinPointer, textAt, valueAt } from '../../../model/json.ts';
import { parseYaml, type YamlDocument } from '../manifest/yaml.ts';
import type { RenderContext } from './context.ts';
import { readText } from './files.ts';
import { refusalOfPlace } from './unsafe-place.ts';
import { hasFile, kustomizationNames } from './recognise.ts';

/** The folders that an overlay is made of, itself first, and what must not or cannot be rendered. */
export interface Roots {
  readonly folders: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Fields that may name another folder. Source: kustomize api/types/kustomization.go. */
const folderFields = ['resources', 'bases', 'components', 'generators', 'transformers', 'validators'];

/** Fields that name files, which Kustomize would fetch just as well: pointers with `*` for every item. */
const fileFields = [
  ...folderFields.map(field => `/${field}/*`),
  '/crds/*',
  '/configurations/*',
  '/patchesStrategicMerge/*',
  '/patches/*/path',
  '/patchesJson6902/*/path',
  '/replacements/*/path',
  '/openapi/path',
  ...['configMapGenerator', 'secretGenerator'].flatMap(each => [
    `/${each}/*/files/*`,
    `/${each}/*/envs/*`,
    `/${each}/*/env`,
  ]),
];

/**
 * Follows an overlay to its bases and components. Kustomize itself keeps files within their folder, so these folders are
 * all it reads; what it would fetch is refused unless `render-network` allows it.
 */
export async function findRoots(start: string, context: RenderContext): Promise<Roots> {
  const folders: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const waiting = [start];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    if (folders.includes(folder)) continue;
    folders.push(folder);
    const read = await readKustomization(folder, context);
    diagnostics.push(...read.diagnostics);
    for (const document of read.documents) {
      diagnostics.push(...refusals(document, context));
      waiting.push(...(await localFolders(document, folder, context)));
    }
  }
  return { folders, diagnostics };
}

/** Where an overlay says something: the line of the entry (or field) of that name, else the first of its file. */
export async function placeInOverlay(
  folder: string,
  entry: string | undefined,
  context: RenderContext,
): Promise<Location> {
  const { file = folder, documents } = await readKustomization(folder, context);
  const [document] = documents;
  const pointer = document && entry !== undefined ? pointerOf(document.value, entry, '') : undefined;
  if (!document || pointer === undefined) return { file, line: 1, column: 1 };
  return pointer.at === 'key' ? document.positions.key(pointer.path) : document.positions.value(pointer.path);
}

interface Named {
  readonly at: 'key' | 'value';
  readonly path: string;
}

function pointerOf(value: Json, entry: string, path: string): Named | undefined {
  if (typeof value === 'string')
    return value === entry || value.endsWith(`/${entry}`) || value.endsWith(`=${entry}`)
      ? { at: 'value', path }
      : undefined;
  if (!isList(value) && !isObject(value)) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const below = `${path}${joinPointer([key])}`;
    if (isObject(value) && key === entry) return { at: 'key', path: below };
    const found = pointerOf(item, entry, below);
    if (found) return found;
  }
  return undefined;
}

async function readKustomization(
  folder: string,
  { files }: RenderContext,
): Promise<ReturnType<typeof parseYaml> & { readonly file?: string }> {
  const found = await files.find(folder, kustomizationNames).catch(() => []);
  const file = found.find(({ path }) => posix.dirname(path) === folder)?.path;
  if (file === undefined) return { documents: [], diagnostics: [] };
  const read = await readText(file, files);
  return 'text' in read
    ? { file, ...parseYaml(read.text, file) }
    : { file, documents: [], diagnostics: [read.diagnostic] };
}

/** Entries that are folders of the workspace with an overlay in them. */
async function localFolders(
  document: YamlDocument,
  folder: string,
  { files }: RenderContext,
): Promise<readonly string[]> {
  const entries = folderFields.flatMap(field =>
    textsAt(document.value, `/${field}/*`).map(({ text }) => text),
  );
  const folders: string[] = [];
  for (const entry of entries) {
    const path = posix.join(folder, entry);
    if (path.startsWith('..') || isRemote(entry) || entry.includes('\n')) continue;
    const isOverlay = await hasFile(path, kustomizationNames, files).catch(() => false);
    if (isOverlay) folders.push(path);
  }
  return folders;
}

function refusals(document: YamlDocument, { rendering }: RenderContext): readonly Diagnostic[] {
  const { value, positions } = document;
  const remote = fileFields.flatMap(field => textsAt(value, field)).filter(({ text }) => isRemote(text));
  const plugins = ['helmCharts', 'helmChartInflationGenerator'].filter(
    field => isObject(value) && value[field] !== undefined,
  );
  return [
    ...remote.flatMap(({ text, pointer }): readonly Diagnostic[] => {
      const refused = rendering.network ? refusalOfPlace(text) : notAllowed(text);
      return refused ? [{ ...refused, severity: 'error', location: positions.value(pointer) }] : [];
    }),
    ...plugins.map(field => ({
      code: 'render-plugin',
      severity: 'error' as const,
      message: `${field} runs Helm from inside Kustomize, which is off`,
      hint: 'Give the chart as `path` of a step of its own, or put what helm template prints beside this file.',
      location: positions.key(joinPointer([field])),
    })),
  ];
}

function notAllowed(text: string): Pick<Diagnostic, 'code' | 'message' | 'hint'> {
  return {
    code: 'render-network',
    message: `${JSON.stringify(text.slice(0, 200))} would be fetched while rendering`,
    hint: 'Copy it into the repository, or set render-network: true and give its commit or digest.',
  };
}

/** What Kustomize would fetch. Source: kustomize api/internal/git/repospec.go, api/ifc and its loader. */
export function isRemote(entry: string): boolean {
  if (entry.includes('\n')) return false;
  return (
    /^[a-z][a-z\d+.-]*:\/\//i.test(entry) ||
    /^(?:git::|gh:)/i.test(entry) ||
    /^[\w.-]+@[\w.-]+:/.test(entry) ||
    /[?&](?:ref|version|submodules|timeout)=/.test(entry) ||
    /^(?:github\.com|gitlab\.com|bitbucket\.org|dev\.azure\.com)[/:]/i.test(entry) ||
    /(?:_git\/|\.git(?:\/|$))/.test(entry)
  );
}

interface Found {
  readonly text: string;
  readonly pointer: string;
}

/** The texts at a pointer in which `*` stands for every item of a list. */
function textsAt(value: Json, pattern: string): readonly Found[] {
  const at = pattern.indexOf('/*');
  if (at < 0) {
    const text = textAt(value, pattern);
    return text === undefined ? [] : [{ text, pointer: pattern }];
  }
  const [before, after] = [pattern.slice(0, at), pattern.slice(at + 2)];
  const list = valueAt(value, before);
  if (!isList(list)) return [];
  return list.flatMap((item, index) =>
    textsAt(item, after).map(({ text, pointer }) => ({ text, pointer: `${before}/${index}${pointer}` })),
  );
}
