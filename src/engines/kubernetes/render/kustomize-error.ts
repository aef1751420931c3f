import { posix } from 'node:path';

/** What is wrong, out of the chain of words that Kustomize puts around it. */
export interface KustomizeCause {
  readonly cause: string;
  /** The folder whose overlay it is, relative to where Kustomize ran; absent: not told. */
  readonly folder?: string;
  /** The entry of that overlay. */
  readonly entry?: string;
  /** The line in the file that the entry names. */
  readonly line?: number;
}

/** What the library for logging of Kubernetes' programs writes before a line. Source: k8s.io/klog/v2 klog.go. */
const klogHead = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+\s+\d+ [\w./-]+:\d+\] ?/;

/** The cause in a complaint of `kustomize build` or `kubectl kustomize`; without a cause that is known, its last words. */
export function causeOf(complaint: string): KustomizeCause {
  const lines = complaint.split('\n').filter(line => line.trim() !== '' && !line.startsWith('# Warning:'));
  const plain = lines.filter(line => !klogHead.test(line));
  const told = (plain.length > 0 ? plain : lines).map(line => line.replace(klogHead, ''));
  const { text, ...place } = unwrapped(told.join('\n').replace(/^error: /i, ''));
  for (const [pattern, words] of known) {
    const match = pattern.exec(text);
    if (match) return { ...words(match), ...place };
  }
  return { ...place, cause: text.replaceAll(/&\{0x[\da-f]+ <nil>\}: /g, '').replaceAll(/\s*\n\s*/g, ' ') };
}

interface Unwrapped {
  readonly text: string;
  readonly folder?: string;
  readonly entry?: string;
}

const wrappers: readonly RegExp[] = [
  /^accumulating (?:resources|components): /,
  /^accumulation err='(?:accumulating|merging) (?:resources|components) from '(?<entry>[^']+)': /,
  /^(?:accumulating|merging) (?:resources|components) from '(?<entry>[^']+)': /,
  /^'[^']*' must resolve to a file': /,
  /^recursed (?:accumulation|merging) (?:of|from) path '(?<folder>[^']+)': /,
  /^couldn't make target for path '(?<folder>[^']+)': /,
  /^(?<quote>loader\.New ")/,
];

function unwrapped(chain: string): Unwrapped {
  let text = chain;
  let folder: string | undefined;
  let entry: string | undefined;
  let isQuoted = false;
  for (let match = firstMatch(text); match; match = firstMatch(text)) {
    text = text.slice(match[0].length);
    entry = match.groups?.['entry'] ?? entry;
    isQuoted ||= match.groups?.['quote'] !== undefined;
    if (match.groups?.['folder'] !== undefined) {
      folder = match.groups['folder'];
      entry = undefined;
    }
  }
  // What the other way of reading the same entry said.
  text = text.replace(/': must build at directory: .*$/s, '');
  if (isQuoted) text = text.replace(/"$/, '');
  return { text, ...(folder !== undefined && { folder }), ...(entry !== undefined && { entry }) };
}

function firstMatch(text: string): RegExpExecArray | undefined {
  for (const wrapper of wrappers) {
    const match = wrapper.exec(text);
    if (match) return match;
  }
  return undefined;
}

type Words = (match: RegExpExecArray) => Omit<KustomizeCause, 'folder'>;

/** Source: kustomize api/internal/target, api/krusty and api/resmap, as of 5.8. */
const known: readonly (readonly [RegExp, Words])[] = [
  [
    /^MalformedYAMLError: yaml: line (\d+): (.+) in File: (.+)$/s,
    ([, line, what = '', file = '']) => ({
      cause: `${file} is no YAML: ${what}`,
      entry: file,
      line: Number(line),
    }),
  ],
  [
    /(?:sources?(?: files)?: \[([^\]]+)\]|path\(([^)]+)\)): evalsymlink failure on '[^']*'/,
    ([, listed, named = '']) => ({
      cause: `the file ${listed ?? named} does not exist`,
      entry: listed ?? named,
    }),
  ],
  [
    /security; file '([^']*)' is not in or below/,
    ([, path = '']) => ({
      cause: `${path} lies outside the folder of its overlay, where Kustomize reads nothing`,
      ...entryOf(path),
    }),
  ],
  [
    /evalsymlink failure on '([^']*)' : lstat [^:]*: no such file or directory/,
    ([, path = '']) => ({
      // Below the scratch copy paths are relative by now.
      cause: path.startsWith('/') ? `${path} lies outside the checkout` : `${path} does not exist`,
      ...entryOf(path),
    }),
  ],
  [
    /may not add resource with an already registered id: ([^\s']+)/,
    ([, id = '']) => ({ cause: `${objectName(id)} is there twice` }),
  ],
  [
    /id resid\.ResId\{Gvk:resid\.Gvk\{[^}]*Kind:"(\w+)"[^}]*\}, Name:"([^"]+)".*\} exists/,
    ([, kind = '', name = '']) => ({
      cause: `a generator makes ${kind} ${name}, which is there already: give it \`behavior: merge\` or \`replace\`, or another name`,
    }),
  ],
  [
    /^missing Resource metadata$/,
    () => ({ cause: 'the file holds no Kubernetes object: metadata is missing' }),
  ],
  [
    /^cycle detected: candidate root '([^']+)'/,
    ([, path = '']) => ({ cause: `${path} leads back to itself`, ...entryOf(path) }),
  ],
  [
    /^invalid Kustomization: json: unknown field "([^"]+)"/,
    ([, field = '']) => ({ cause: `an overlay has no field ${field}`, entry: field }),
  ],
  [
    /^invalid Kustomization: yaml: line (\d+): (.+)$/s,
    ([, line, what = '']) => ({ cause: `the file is no YAML: ${what}`, line: Number(line) }),
  ],
  [
    /^no resource matches strategic merge patch "([^"]+)"/,
    ([, id = '']) => ({ cause: `a patch is for ${objectName(id)}, which is not there` }),
  ],
  [
    /^nothing selected by ([^\s]+)/,
    ([, id = '']) => ({ cause: `a replacement takes its value from ${objectName(id)}, which is not there` }),
  ],
];

/** An entry is known by its end: what was resolved against a folder may be written in many ways. */
function entryOf(path: string): { readonly entry: string } {
  return { entry: posix.basename(path) };
}

/** `Deployment.v1.apps/web.[noNs]` in people's words. Source: kustomize kyaml/resid/resid.go. */
function objectName(id: string): string {
  const [, kind = '', name = '', namespace = ''] = /^([^./]+)[^/]*\/([^[]+)\.(.+)$/.exec(id) ?? [];
  if (kind === '') return id;
  return `${kind} ${namespace === '[noNs]' ? '' : `${namespace}/`}${name}`;
}
