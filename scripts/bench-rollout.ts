import { type Cluster, type PodFailure, startCluster } from '../__tests__/stage/cluster/cluster.ts';
import { makeCheckout } from '../__tests__/stage/checkout.ts';
import { runProgram } from '../__tests__/stage/program.ts';

/** From the first sign of a failure in the cluster to the end of the run that tells of it. */
const limitSeconds = 15;

/** One way to fail. */
interface Failing {
  readonly name: string;
  readonly manifest: string;
  /** Played by the stage's kubelet; absent: the real components refuse by themselves. */
  readonly as?: PodFailure['as'];
  readonly arrange?: (cluster: Cluster, namespace: string) => Promise<unknown>;
  /** What the kubelet says of it. */
  readonly message?: string;
  /** Never final before the time is up: the figure counts from then on. */
  readonly deadlineMs?: number;
  /** Found before anything is written: the figure is that of the whole run. */
  readonly isRefused?: true;
  /** More of the command line. */
  readonly args?: readonly string[];
  /** How long it may go on by what its probes and the command line say: not counted. */
  readonly windowMs?: number;
}

const deployment = (pod: string, spec = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
${spec}  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
${pod}`;

const asking = (cpu: string): string =>
  `      containers: [{ name: server, image: 'registry.example/web:1', resources: { requests: { cpu: '${cpu}' } } }]\n`;
const plain = "      containers: [{ name: server, image: 'registry.example/web:1' }]\n";

const pod = `      initContainers: [{ name: first, image: 'registry.example/first:1' }]
      containers: [{ name: server, image: 'registry.example/server:1' }]
`;

const played = (
  [
    { name: 'bad image', as: 'InvalidImageName' },
    { name: 'bad tag', as: 'ImagePullBackOff', message: 'registry.example/server:1: not found' },
    { name: 'crash', as: 'CrashLoopBackOff' },
    {
      name: 'missing ConfigMap key',
      as: 'CreateContainerConfigError',
      message: "couldn't find key color in ConfigMap shop/settings",
    },
    { name: 'missing Secret', as: 'CreateContainerConfigError', message: 'secret "keys" not found' },
    { name: 'init container', as: 'InitCrashLoopBackOff' },
    { name: 'OOM', as: 'OOMKilled' },
  ] as const
).map((failing): Failing => ({ ...failing, manifest: deployment(pod) }));

const real: readonly Failing[] = [
  {
    name: 'quota',
    manifest: deployment(asking('8')),
    arrange: async (cluster, namespace) =>
      await cluster.request('POST', `/api/v1/namespaces/${namespace}/resourcequotas`, {
        metadata: { name: 'small' },
        spec: { hard: { 'requests.cpu': '1' } },
      }),
  },
  {
    name: 'admission (PodSecurity)',
    manifest: deployment(
      "      containers: [{ name: server, image: 'registry.example/web:1', securityContext: { privileged: true } }]\n",
    ),
    arrange: async (cluster, namespace) =>
      await cluster.request('PATCH', `/api/v1/namespaces/${namespace}`, {
        metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
      }),
  },
  {
    name: 'probe failing past its window',
    as: 'ReadinessProbeFailing',
    manifest: deployment(
      "      containers: [{ name: server, image: 'registry.example/web:1', readinessProbe: { httpGet: { path: /, port: 80 }, periodSeconds: 1, failureThreshold: 2 } }]\n",
    ),
    args: ['--stall-timeout', '2s'],
    // By its probe 3 s (pods/probe-window.ts), and 2 s by the command line.
    windowMs: 5000,
  },
  {
    name: 'invalid port',
    manifest: deployment(
      "      containers: [{ name: server, image: 'registry.example/web:1', ports: [{ containerPort: 70000 }] }]\n",
    ),
    isRefused: true,
  },
  { name: 'missing ServiceAccount', manifest: deployment(`      serviceAccountName: robot\n${plain}`) },
  {
    name: 'progress deadline',
    as: 'ReadinessProbeFailing',
    manifest: deployment(
      "      containers: [{ name: server, image: 'registry.example/web:1', readinessProbe: { httpGet: { path: /, port: 80 }, periodSeconds: 60 } }]\n",
      '  progressDeadlineSeconds: 3\n',
    ),
  },
  { name: 'no node', manifest: deployment(asking('1000')), deadlineMs: 4000 },
  {
    name: 'volume claim that is not bound',
    manifest: `${deployment(`      volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]\n${plain}`)}---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { storageClassName: missing, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`,
    deadlineMs: 4000,
  },
];

/** What of the JSON report the figure is made of. */
interface Told {
  readonly targets: readonly {
    readonly diagnostics: readonly { readonly code: string; readonly severity: string }[];
    readonly outcome?: {
      readonly durationMs: number;
      readonly health: readonly {
        readonly startMs?: number;
        readonly diagnosis?: { readonly since?: string; readonly cause: string };
      }[];
    };
  }[];
}

/** Prints for each way to fail the time from its first sign in the cluster to the end of the run; gives the exit code. */
export async function benchRollout(): Promise<number> {
  await using cluster = await startCluster();
  let isOver = false;
  for (const failing of [...played, ...real]) {
    const { seconds, cause } = await measure(cluster, failing);
    isOver ||= !(seconds <= limitSeconds);
    const verdict = seconds <= limitSeconds ? '' : '  OVER THE LIMIT';
    const from = fromOf(failing);
    process.stdout.write(
      `${seconds.toFixed(2).padStart(8)} s   (limit ${limitSeconds})  from ${from} to message: ${failing.name}, told as ${cause}${verdict}\n`,
    );
  }
  return isOver ? 1 : 0;
}

/** What the figure counts from. */
function fromOf({ isRefused, deadlineMs, windowMs }: Failing): string {
  if (isRefused) return 'the start of the run';
  if (windowMs !== undefined) return 'the end of its window';
  return deadlineMs === undefined ? 'signal' : 'the end of the time';
}

/** One failed deploy through the shipped program; the stage's kubelet runs ten times as fast as a real one. */
async function measure(
  cluster: Cluster,
  failing: Failing,
): Promise<{ readonly seconds: number; readonly cause: string }> {
  const { manifest, as, arrange, message, deadlineMs, windowMs = 0, isRefused, args = [] } = failing;
  const namespace = await cluster.createNamespace('bench');
  const identity = await cluster.identity({ name: 'deployer', namespace, namespaceRoles: ['admin'] });
  await using checkout = await makeCheckout();
  await checkout.write('deploy/web.yaml', manifest);
  await checkout.commit('Start');
  await arrange?.(cluster, namespace);
  if (as)
    await cluster.failPods({
      namespace,
      labelSelector: 'app=web',
      as,
      ...(message !== undefined && { message }),
    });
  const limit = deadlineMs === undefined ? [] : ['--timeout', `${deadlineMs / 1000}s`];
  const startMs = Date.now();
  const { stdout } = await runProgram(['deploy', '--name', 'web', ...limit, ...args, '--output', 'json'], {
    folder: checkout.folder,
    environment: cluster.environment(),
    kubeconfig: identity.kubeconfig,
  });
  const endMs = Date.now();
  const report: Told = JSON.parse(stdout);
  const { outcome, diagnostics = [] } = report.targets[0] ?? {};
  if (isRefused) {
    const error = diagnostics.find(({ severity }) => severity === 'error');
    return { seconds: (endMs - startMs) / 1000, cause: error?.code ?? 'nothing' };
  }
  const health = outcome?.health.find(({ diagnosis }) => diagnosis !== undefined);
  const sinceMs = Date.parse(health?.diagnosis?.since ?? '');
  const afterEndMs = (outcome?.durationMs ?? Number.NaN) - (health?.startMs ?? 0) - (deadlineMs ?? 0);
  return {
    seconds: (deadlineMs === undefined ? endMs - sinceMs - windowMs : afterEndMs) / 1000,
    cause: health?.diagnosis?.cause ?? 'nothing',
  };
}
