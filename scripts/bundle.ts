import { join } from 'node:path';
import { build, type Plugin, transform } from 'esbuild';
import { type Outputs, renameChunks } from './chunk-names.ts';
import { pulumiParts } from './pulumi-parts.ts';
import { doorOf, entryGuard } from './entry-guard.ts';

/** The entries of the program: name in dist and source. */
export const entries = { action: 'src/action.ts', cli: 'src/cli.ts', post: 'src/post.ts' } as const;

/**
 * CommonJS packages inside ES modules ask for these three names; esbuild does not give them.
 * Source: esbuild issue 1921, "Dynamic require of x is not supported".
 */
const banner = [
  "import { createRequire as createRequireOfBundle } from 'node:module';",
  "import { dirname as dirnameOfBundle } from 'node:path';",
  "import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';",
  'const require = createRequireOfBundle(import.meta.url);',
  'const __filename = fileURLToPathOfBundle(import.meta.url);',
  'const __dirname = dirnameOfBundle(__filename);',
].join('\n');

/**
 * Packages that are not needed at run time and would weigh more than all the rest: undici serves OIDC in
 * @actions/core and the generated client of client-node, of which only the kubeconfig is used. It never sees a proxy or an
 * auth provider, so what serves those can go too: loading it took a tenth of a second in each run.
 */
const stubbed = /^(?:undici|socks|socks-proxy-agent|hpagent|jsonpath-plus|openid-client)$/;

/** Chunks of foreign code, most of what dist weighs: nobody reads it here. That of the access holds the kubeconfig's library. */
const minified: ReadonlySet<string> = new Set([
  'src/engines/kubernetes/access/index.ts',
  'src/engines/pulumi/automation.ts',
  'src/github/octokit.ts',
]);

/** GitHub's client sends its requests with undici, through the proxy of a self-hosted runner where there is one. */
const needsUndici = /[\\/]node_modules[\\/]@actions[\\/]github[\\/]/;

const isClientNode = /[\\/]node_modules[\\/]@kubernetes[\\/]client-node[\\/]/;

/** Bundles the entries of a folder with all they import; the same bytes in every folder. */
export async function bundle(
  folder: string,
  entryPoints: Readonly<Record<string, string>> = entries,
): Promise<Outputs> {
  const result = await build({
    absWorkingDir: folder,
    entryPoints: Object.fromEntries(
      Object.entries(entryPoints).map(([name, source]) => [doorOf(name), source]),
    ),
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    preserveSymlinks: true,
    target: 'node24',
    charset: 'utf8',
    legalComments: 'linked',
    banner: { js: banner },
    plugins: [stubs, pulumiParts, withoutSideEffects],
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const files = new Map<string, Uint8Array>(
    result.outputFiles.map(file => [file.path.slice(join(folder, 'dist/').length), file.contents]),
  );
  for (const [path, { entryPoint }] of Object.entries(result.metafile.outputs)) {
    const name = path.slice('dist/'.length);
    const contents = files.get(name);
    if (entryPoint === undefined || !minified.has(entryPoint) || contents === undefined) continue;
    const { code } = await transform(new TextDecoder().decode(contents), {
      minify: true,
      format: 'esm',
      target: 'node24',
      charset: 'utf8',
      legalComments: 'none',
    });
    files.set(name, new TextEncoder().encode(code));
  }
  for (const name of Object.keys(entryPoints)) files.set(`${name}.mjs`, Buffer.from(entryGuard(name)));
  return renameChunks({ files, metafile: result.metafile });
}

const stubs: Plugin = {
  name: 'stubs',
  setup(hooks) {
    hooks.onResolve({ filter: stubbed }, args =>
      needsUndici.test(args.importer) ? undefined : { path: args.path, namespace: 'stub' },
    );
    hooks.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({
      contents: 'module.exports = {};',
      loader: 'js',
    }));
    // An import of node:http by name loads the WebSocket of Node.js too, a twentieth of a second in each run.
    hooks.onResolve({ filter: /^node:http$/ }, ({ path, importer }) =>
      importer.endsWith('config.js') && isClientNode.test(importer)
        ? { path, namespace: 'builtin' }
        : undefined,
    );
    hooks.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `export default process.getBuiltinModule('${path}');`,
      loader: 'js',
    }));
  },
};

/** client-node does not say that its modules can be left out when nothing of them is used, but they can. */
const withoutSideEffects: Plugin = {
  name: 'without-side-effects',
  setup(hooks) {
    hooks.onResolve({ filter: /^@kubernetes\/client-node$/ }, async args => {
      if (args.pluginData === 'resolved') return undefined;
      const { importer, resolveDir, kind } = args;
      const found = await hooks.resolve(args.path, { importer, resolveDir, kind, pluginData: 'resolved' });
      return found.errors.length > 0 ? found : { path: found.path, sideEffects: false };
    });
    // Its own imports are whole file names, so no search is needed; asking esbuild each time took 8 seconds.
    hooks.onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, args =>
      isClientNode.test(args.importer)
        ? { path: join(args.resolveDir, args.path), sideEffects: false }
        : undefined,
    );
  },
};
