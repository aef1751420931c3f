import type { Plugin } from 'esbuild';

/**
 * Parts of Pulumi's library that serve what we never do: turning functions of an inline program into text, with a compiler
 * and npm's own tree of packages, and reading the event files of old CLIs. They weigh as much as all the rest, and one of
 * them crashes at its start.
 */
const unused =
  /^(?:@logdna\/tail-file|\.{1,2}\/(?:.*\/)?(?:typescript-shim|closure\/\w+|codePaths|createClosure|serializeClosure|parseFunction))$/;

/** What the Automation API asks of the half of the library that runs a program: too little to take that half along. */
const standIns: Readonly<Record<string, string>> = {
  // A server of inline programs: ours lie in a folder.
  './server': '',
  '../proto/language_grpc_pb': '',
  // The limits of the server that the CLI sends its events to, in bytes and seconds, as the library sets them.
  '../runtime': `exports.grpcChannelOptions = {
    'grpc.max_receive_message_length': 400 * 1024 * 1024,
    'grpc.server_max_unrequested_time_in_server': 30 * 60,
  };`,
  '../log': 'exports.warn = message => console.warn(message);',
};

const ofPulumi = /[\\/]@pulumi[\\/]/;
const ofAutomation = /[\\/]@pulumi[\\/]pulumi[\\/]automation[\\/]\w+\.js$/;

/** Leaves out of Pulumi's library what only running a program takes. */
export const pulumiParts: Plugin = {
  name: 'pulumi-parts',
  setup(hooks) {
    hooks.onResolve({ filter: unused }, ({ path, importer }) =>
      ofPulumi.test(importer) ? { path, namespace: 'pulumi-part' } : undefined,
    );
    hooks.onResolve(
      { filter: /^\.{1,2}\/(?:server|runtime|log|proto\/language_grpc_pb)$/ },
      ({ path, importer }) => (ofAutomation.test(importer) ? { path, namespace: 'pulumi-part' } : undefined),
    );
    hooks.onLoad({ filter: /.*/, namespace: 'pulumi-part' }, ({ path }) => ({
      contents: `module.exports = {};\n${standIns[path] ?? ''}`,
      loader: 'js',
    }));
  },
};
