import type { Metafile } from 'esbuild';

/** Packages that must be loaded only when a cluster or a stack is asked, never to validate. */
const lazyOnly = /node_modules\/(?:@kubernetes\/client-node|@pulumi)\//;

/** Chunks that every run loads: the entries, and each engine's own. */
const eager = /^src\/(?:[^/]+|engines\/[^/]+\/index)\.ts$/;

/** Sources of lazy packages that are loaded by a chunk every run loads, as `chunk: source`; empty when all is well. */
export function eagerLoads(metafile: Metafile): readonly string[] {
  return Object.entries(metafile.outputs)
    .filter(([, output]) => output.entryPoint !== undefined && eager.test(output.entryPoint))
    .flatMap(([path]) => sourcesLoadedBy(metafile, path).map(source => `${path}: ${source}`));
}

function sourcesLoadedBy(metafile: Metafile, entry: string): readonly string[] {
  const seen = new Set([entry]);
  for (const path of seen) {
    for (const { kind, path: next } of metafile.outputs[path]?.imports ?? []) {
      if (kind === 'import-statement') seen.add(next);
    }
  }
  const sources = [...seen].flatMap(path => Object.keys(metafile.outputs[path]?.inputs ?? {}));
  return sources.filter(source => lazyOnly.test(source));
}
