import type { Metafile } from 'esbuild';

/** Output files by name, and the metafile that speaks of them. */
export interface Outputs {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly metafile: Metafile;
}

/**
 * Gives hashed chunks names that last: a lazily loaded file by its own name (`plan.mjs`), or its folder's for an
 * index; shared ones `shared-1.mjs`, counted in the order of their first source. So a change shows as a change.
 */
export function renameChunks(outputs: Outputs): Outputs {
  const names = newNames(outputs.metafile);
  const rename = (text: string): string => {
    let renamed = text;
    for (const [hashed, name] of names) renamed = renamed.replaceAll(hashed, name);
    return renamed;
  };
  const files = [...outputs.files].map(
    ([name, bytes]) => [rename(name), Buffer.from(rename(Buffer.from(bytes).toString('utf8')))] as const,
  );
  const metafile: Metafile = JSON.parse(rename(JSON.stringify(outputs.metafile)));
  return { files: new Map(files), metafile };
}

/** Names with their hash to names without, both without the folder and the ending. */
function newNames(metafile: Metafile): ReadonlyMap<string, string> {
  const chunks = Object.entries(metafile.outputs)
    .filter(([path]) => /-[A-Z0-9]{8}\.mjs$/.test(path))
    .map(([path, output]) => ({
      hashed: path.replace(/^.*\//, '').replace(/\.mjs$/, ''),
      entry: output.entryPoint,
      firstSource: Object.keys(output.inputs).toSorted()[0] ?? '',
    }))
    .toSorted((a, b) => compare(a.entry ?? a.firstSource, b.entry ?? b.firstSource));
  const names = new Map<string, string>();
  let sharedCount = 0;
  for (const chunk of chunks) {
    if (chunk.entry === undefined) sharedCount += 1;
    const wanted = chunk.entry === undefined ? [`shared-${sharedCount}`] : namesOfEntry(chunk.entry);
    const free = wanted.find(name => ![...names.values()].includes(name));
    if (free === undefined)
      throw new Error(`no name is left for the chunk of ${chunk.entry ?? chunk.firstSource}`);
    names.set(chunk.hashed, free);
  }
  return names;
}

/** `a/b/index.ts`: b, a-b; `a/b/c.ts`: c, b-c, a-b-c. */
function namesOfEntry(path: string): readonly string[] {
  const parts = path.replace(/(?:\/index)?\.[cm]?[jt]s$/, '').split('/');
  return parts.map((_, index) => parts.slice(parts.length - 1 - index).join('-'));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
