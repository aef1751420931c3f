import { type Cluster, type PodFailure, startCluster } from '../__tests__/stage/cluster/cluster.ts';
import { makeCheckout } from '../__tests__/stage/checkout.ts';
import { runProgram } from '../__tests__/stage/program.ts';

/** From the first sign of a failure in the cluster to the end of the run that tells of it. */
const limitSeconds = 15;

const kinds = [
  'InvalidImageName',
  'ImagePullBackOff',
  'CreateContainerConfigError',
  'CrashLoopBackOff',
  'InitCrashLoopBackOff',
  'OOMKilled',
] as const satisfies readonly PodFailure['as'][];

const manifest = (as: PodFailure['as']): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      initContainers: [{ name: first, image: 'registry.example/first:1' }]
      containers: [{ name: server, image: 'registry.example/${as.toLowerCase()}:1' }]
`;

/** What of the JSON report the figure is made of. */
interface Told {
  readonly targets: readonly {
    readonly outcome?: {
      readonly health: readonly {
        readonly diagnosis?: { readonly since?: string; readonly cause: string };
      }[];
    };
  }[];
}

/** Prints for each way to fail the time from its first sign in the cluster to the end of the run; gives the exit code. */
export async function benchRollout(): Promise<number> {
  await using cluster = await startCluster();
  let isOver = false;
  for (const as of kinds) {
    const { seconds, cause } = await measure(cluster, as);
    isOver ||= !(seconds <= limitSeconds);
    const verdict = seconds <= limitSeconds ? '' : '  OVER THE LIMIT';
    process.stdout.write(
      `${seconds.toFixed(2).padStart(8)} s   (limit ${limitSeconds})  from signal to message: ${as}, told as ${cause}${verdict}\n`,
    );
  }
  return isOver ? 1 : 0;
}

/** One failed deploy through the shipped program; the stage's kubelet runs ten times as fast as a real one. */
async function measure(
  cluster: Cluster,
  as: PodFailure['as'],
): Promise<{ readonly seconds: number; readonly cause: string }> {
  const namespace = await cluster.createNamespace('bench');
  const identity = await cluster.identity({ name: 'deployer', namespace, namespaceRoles: ['admin'] });
  await using checkout = await makeCheckout();
  await checkout.write('deploy/web.yaml', manifest(as));
  await checkout.commit('Start');
  await cluster.failPods({ namespace, labelSelector: 'app=web', as });
  const { stdout } = await runProgram(['deploy', '--name', 'web', '--output', 'json'], {
    folder: checkout.folder,
    environment: cluster.environment(),
    kubeconfig: identity.kubeconfig,
  });
  const endMs = Date.now();
  const report: Told = JSON.parse(stdout);
  const diagnosis = report.targets[0]?.outcome?.health[0]?.diagnosis;
  return {
    seconds: (endMs - Date.parse(diagnosis?.since ?? '')) / 1000,
    cause: diagnosis?.cause ?? 'nothing',
  };
}
