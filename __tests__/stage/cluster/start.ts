import { parseArgs } from 'node:util';
import { startCluster } from './cluster.ts';
import { sayOnStderr } from './stage-error.ts';
import { stopKeptCluster } from './stop-kept.ts';

// Starts a cluster by hand: prints the path of its kubeconfig and stays until Ctrl-C or the end of its input.
// With --keep it leaves the cluster up and ends at once; --stop FOLDER ends such a cluster.

const { values } = parseArgs({
  options: { keep: { type: 'boolean' }, stop: { type: 'string' }, nodes: { type: 'string' } },
});

try {
  if (values.stop === undefined) await start();
  else await stopKeptCluster(values.stop);
} catch (error) {
  sayOnStderr(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function start(): Promise<void> {
  const cluster = await startCluster({ nodes: Number(values.nodes ?? 2) });
  process.stdout.write(`${cluster.handle.adminKubeconfigPath}\n`);
  sayOnStderr(`Kubernetes ${cluster.handle.version} at ${cluster.server}`);
  sayOnStderr(`kubectl: ${cluster.handle.kubectlPath} --kubeconfig ${cluster.handle.adminKubeconfigPath}`);
  if (values.keep) {
    sayOnStderr(`it stays up; to end it: ${cluster.letGo()}`);
    return;
  }
  sayOnStderr('it ends with Ctrl-C, or when the input ends');
  await new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    process.stdin
      .once('end', resolve)
      .once('error', () => resolve())
      .resume();
  });
  process.stdin.destroy();
  await cluster[Symbol.asyncDispose]();
}
