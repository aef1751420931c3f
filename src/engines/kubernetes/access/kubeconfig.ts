import { Failure } from '../../../model/failure.ts';
import { isObject, type Json, type JsonObject, listAt, textAt } from '../../../model/json.ts';
import { parseYaml } from '../manifest/yaml.ts';
import type { KubeconfigText } from './source.ts';

/** One named entry, unread; `folder` is where its relative paths start. */
export interface Entry {
  readonly value: JsonObject;
  readonly folder?: string;
}

/** What kubeconfigs hold, merged: the first file that names a thing wins, as with kubectl. */
export interface Kubeconfig {
  /** How messages call it. */
  readonly name: string;
  readonly currentContext?: string;
  readonly contexts: ReadonlyMap<string, Entry>;
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
}

/**
 * Reads kubeconfig texts with the same reader as manifests. Messages name lines and codes but quote nothing.
 * @throws Failure kubeconfig-invalid
 */
export function parseKubeconfigs(texts: readonly KubeconfigText[]): Kubeconfig {
  const read = texts.map(text => ({ ...text, value: readOne(text) }));
  const merge = (list: 'contexts' | 'clusters' | 'users', item: string): ReadonlyMap<string, Entry> => {
    const merged = new Map<string, Entry>();
    for (const { value, folder, name } of read) {
      for (const [key, entry] of entriesOf(value, list, item, name)) {
        if (!merged.has(key)) merged.set(key, { value: entry, ...(folder !== undefined && { folder }) });
      }
    }
    return merged;
  };
  const currentContext = read
    .map(({ value }) => textAt(value, '/current-context') ?? '')
    .find(name => name !== '');
  return {
    name: texts.map(text => text.name).join(', '),
    ...(currentContext !== undefined && { currentContext }),
    contexts: merge('contexts', 'context'),
    clusters: merge('clusters', 'cluster'),
    users: merge('users', 'user'),
  };
}

function readOne({ text, name }: KubeconfigText): JsonObject {
  const { documents, diagnostics } = parseYaml(text, name);
  const errors = diagnostics.filter(diagnostic => diagnostic.severity === 'error');
  if (errors.length > 0) {
    const places = errors.map(({ code, location }) => `\n- line ${location?.line ?? 1}: ${code}`).join('');
    throw invalid(
      `${name} is not YAML that can be read:${places}`,
      'Give the file as kubectl writes it, all lines and their indentation kept. Its text is not shown here, because it holds keys.',
    );
  }
  const [document, second] = documents;
  if (!document) throw invalid(`${name} is empty`, 'Give the whole text of a kubeconfig.');
  if (second) throw invalid(`${name} holds ${documents.length} documents`, 'Give one kubeconfig.');
  const kind = isObject(document.value) ? (document.value['kind'] ?? 'Config') : undefined;
  if (!isObject(document.value) || kind !== 'Config') {
    const what = typeof kind === 'string' && /^\w{1,40}$/.test(kind) ? `a ${kind}` : 'something else';
    throw invalid(
      `${name} is not a kubeconfig but ${what}`,
      'A kubeconfig is a map with kind: Config, clusters, users and contexts.',
    );
  }
  return document.value;
}

function entriesOf(
  value: JsonObject,
  list: string,
  item: string,
  name: string,
): ReadonlyMap<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const [index, entry] of listAt(value, `/${list}`).entries()) {
    const key = textAt(entry, '/name');
    if (key === undefined) {
      throw invalid(
        `${name} has no name, or none that is a text, in ${list}[${index}]`,
        `Give each of ${list} a name; quote one that is a number.`,
      );
    }
    // The duplicate is refused, not merged: kubectl does the same (client-go tools/clientcmd/api/latest).
    if (found.has(key)) {
      throw invalid(
        `${name} gives ${list}[${index}] a name that stands before it already`,
        'Remove one of them.',
      );
    }
    found.set(key, objectOr(isObject(entry) ? entry[item] : undefined));
  }
  return found;
}

function objectOr(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function invalid(message: string, hint: string): Failure {
  return new Failure('kubeconfig-invalid', message, { hint });
}
