import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Checkout, makeCheckout } from '../__tests__/stage/checkout.ts';
import { type OwnedCluster, startCluster } from '../__tests__/stage/cluster/cluster.ts';
import { writeKubeconfig } from '../__tests__/stage/cluster/kubeconfig.ts';
import { openDelay } from './bench-delay.ts';
import { type Cost, measure } from './bench-run.ts';
import { type PatientServer, startPatientServer } from './bench-server.ts';
import { writeSet } from './bench-set.ts';
import type { ServerThread } from './bench-thread.ts';

/** How large the bench is. */
export interface ClusterBench {
  readonly objects: number;
  readonly roundTripMs: number;
  /** A second, larger set that only this program deploys; 0: none. */
  readonly more: number;
  /** `PLACE`, or `PLACE: LINE`: text that the name of a line must hold; empty: all. Deploys of new objects always run. */
  readonly only: string;
}

const cli = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));
const serviceMs = 8;
const agents = { ours: 'gitops-push/', kubectl: 'kubectl' } as const;

/** One server, reached over a line, by this program and by kubectl. */
interface Ground {
  readonly name: string;
  readonly cluster: OwnedCluster;
  readonly checkout: Checkout;
  readonly namespaces: { readonly ours: string; readonly kubectl: string };
  readonly kubeconfigPath: string;
  readonly delay: ServerThread;
  readonly objects: number;
  /** Requests of one of the two since the last call. */
  readonly requests: (who: keyof typeof agents) => Promise<number>;
}

/** A line of the result. */
interface Line {
  readonly name: string;
  readonly ours: Cost & Counted;
  readonly kubectl?: Cost & Counted;
  /** At least so many times faster than kubectl. */
  readonly goal?: number;
}

interface Counted {
  readonly requests: number;
  readonly connections: number;
}

/** Deploys and previews beside kubectl, on the real API server and on one that only takes its time. */
export async function benchCluster(options: ClusterBench): Promise<number> {
  const policy =
    'apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: [RequestReceived]\nrules: [{ level: Metadata }]\n';
  await using cluster = await startCluster({
    apiServerFlags: [
      '--audit-policy-file=audit.yaml',
      '--audit-log-path=audit.log',
      '--audit-log-mode=blocking',
    ],
    files: { 'audit.yaml': policy },
  });
  const lines: Line[] = [];
  const say = (line: Line): void => {
    lines.push(line);
    process.stdout.write(`${textOf(line)}\n`);
  };
  process.stdout.write(
    `${options.objects} objects, ${options.roundTripMs} ms round trip; ratio: how many times faster than kubectl ${cluster.handle.version}\n`,
  );
  await using patient = await startPatientServer(serviceMs, await sourceOf(cluster));
  const places: readonly (readonly [string, PatientServer | undefined, number, readonly number[]])[] = [
    ['real', undefined, options.roundTripMs, [8, 10, 10, 25, 20]],
    ['patient', patient, options.roundTripMs, [15, 30, 30, 30, 30]],
    ['no latency', undefined, 0, [1, 1, 1, 1, 1]],
  ];
  for (const [name, server, roundTripMs, goals] of places) {
    if (!name.includes(options.only.split(':')[0] ?? '')) continue;
    await using ground = await openGround(name, cluster, server, { roundTripMs, objects: options.objects });
    await playAll(ground, goals, { say, only: options.only });
  }
  if (options.more > 0 && options.only === '') await playMore(cluster, options, say);
  const missed = lines.filter(line => line.goal !== undefined && ratioOf(line) < line.goal);
  for (const line of missed) process.stdout.write(`MISSED: ${line.name}\n`);
  return missed.length === 0 ? 0 : 1;
}

async function sourceOf(cluster: OwnedCluster): Promise<{ server: string; ca: string; token: string }> {
  return { server: cluster.server, ca: cluster.ca, token: await tokenOf(cluster) };
}

async function tokenOf(cluster: OwnedCluster): Promise<string> {
  return /token: "?([^"\s]+)/.exec(await cluster.adminKubeconfig())?.[1] ?? '';
}

async function openGround(
  name: string,
  cluster: OwnedCluster,
  patient: PatientServer | undefined,
  { objects, roundTripMs }: { readonly objects: number; readonly roundTripMs: number },
): Promise<Ground & AsyncDisposable> {
  const delay = await openDelay(patient?.port ?? Number(new URL(cluster.server).port), roundTripMs);
  const checkout = await makeCheckout();
  const namespaces = {
    ours: await cluster.createNamespace('ours'),
    kubectl: await cluster.createNamespace('kubectl'),
  };
  const kubeconfigPath = join('.git', 'bench-kubeconfig');
  const access = {
    server: `https://127.0.0.1:${delay.port}`,
    ca: patient?.ca ?? cluster.ca,
    token: await tokenOf(cluster),
  };
  await checkout.write(kubeconfigPath, writeKubeconfig(access));
  let read = 0;
  return {
    name,
    cluster,
    checkout,
    namespaces,
    kubeconfigPath,
    delay,
    objects,
    requests: async who => {
      if (patient) return await patient.count();
      const text = await readFile(join(cluster.handle.folder, 'audit.log'), 'utf8');
      const lines = text.slice(read).split('\n');
      read = text.length;
      return lines.filter(line => line.includes(`"userAgent":"${agents[who]}`)).length;
    },
    [Symbol.asyncDispose]: async () => {
      await delay[Symbol.asyncDispose]();
      await checkout[Symbol.asyncDispose]();
      for (const namespace of Object.values(namespaces))
        await cluster.request('DELETE', `/api/v1/namespaces/${namespace}`);
    },
  };
}

const newObjects = 'deploy of new objects';

/** New, unchanged, everything asked, everything changed, unchanged deploy: each by both, one after the other. */
async function playAll(
  ground: Ground,
  goals: readonly number[],
  { say, only }: { readonly say: (line: Line) => void; readonly only: string },
): Promise<void> {
  const [create = 1, all = 1, changed = 1, unchanged = 1, redeploy = 1] = goals;
  let revision = 1;
  const line = async (name: string, goal: number, ours: readonly string[], theirs: readonly string[]) => {
    // What follows needs what the first line deploys.
    const full = `${ground.name}: ${name}`;
    if (name !== newObjects && !full.includes(only)) return;
    const cost = await run(ground, 'ours', ours, revision);
    say({ name: full, goal, ours: cost, kubectl: await run(ground, 'kubectl', theirs, revision) });
  };
  const apply = ['apply', '--server-side', '-f', 'deploy/all.yaml'];
  const diff = ['diff', '--server-side', '-f', 'deploy/all.yaml'];
  await line(newObjects, create, ['deploy', '--no-wait'], apply);
  if (ground.name !== 'patient') {
    await line('preview, unchanged', unchanged, ['preview'], diff);
    await line('preview, live-plan all', all, ['preview', '--live-plan', 'all'], diff);
    await line('deploy, unchanged', redeploy, ['deploy', '--no-wait'], apply);
  }
  const wide = ['diff', '--server-side', '--concurrency=32', '-f', 'each'];
  revision = 2;
  await line('preview, all changed', changed, ['preview'], diff);
  await line('preview, all changed, beside one file each and --concurrency=32', 1, ['preview'], wide);
}

async function run(
  ground: Ground,
  who: 'ours' | 'kubectl',
  args: readonly string[],
  revision: number,
): Promise<Cost & Counted> {
  const namespace = ground.namespaces[who];
  await writeSet(ground.checkout.folder, { objects: ground.objects, namespace, revision });
  return await runOnce(ground, who, args, namespace);
}

async function runOnce(
  ground: Ground,
  who: 'ours' | 'kubectl',
  args: readonly string[],
  namespace: string,
): Promise<Cost & Counted> {
  await ground.requests(who);
  await ground.delay.count();
  const { folder } = ground.checkout;
  const environment = ground.cluster.environment({ KUBECTL_EXTERNAL_DIFF: 'diff -q' });
  const access = `--kubeconfig=${ground.kubeconfigPath}`;
  const cost =
    who === 'ours'
      ? await measure({
          program: process.execPath,
          args: [cli, ...args, access, '--name', 'bench', '--namespace', namespace, '--output', 'json'],
          folder,
          environment,
        })
      : await measure({
          program: ground.cluster.handle.kubectlPath,
          args: [access, ...args],
          folder,
          environment,
        });
  // kubectl diff ends with 1 when there is a difference.
  if (cost.code > (args[0] === 'diff' ? 1 : 0))
    throw new Error(
      `${who} ${args.join(' ')} ended with ${cost.code}: ${cost.stderr.slice(-1000)}${cost.stdout.slice(-1000)}`,
    );
  return { ...cost, requests: await ground.requests(who), connections: await ground.delay.count() };
}

/** What a large set costs this program alone. */
async function playMore(
  cluster: OwnedCluster,
  options: ClusterBench,
  say: (line: Line) => void,
): Promise<void> {
  const { more: objects, roundTripMs } = options;
  await using ground = await openGround(`real, ${objects} objects`, cluster, undefined, {
    roundTripMs,
    objects,
  });
  const rounds = [
    ['deploy of new objects', ['deploy', '--no-wait'], 1],
    ['preview, unchanged', ['preview'], 1],
    ['preview, live-plan all', ['preview', '--live-plan', 'all'], 1],
    ['preview, all changed', ['preview'], 2],
  ] as const;
  for (const [name, args, revision] of rounds)
    say({ name: `${ground.name}: ${name}`, ours: await run(ground, 'ours', args, revision) });
}

function ratioOf({ ours, kubectl }: Line): number {
  return kubectl ? kubectl.seconds / ours.seconds : Number.NaN;
}

function textOf(line: Line): string {
  const figures = (cost: Cost & Counted): string =>
    `${cost.seconds.toFixed(2).padStart(6)} s ${String(cost.requests).padStart(5)} requests ${String(cost.connections).padStart(3)} connections ${cost.cpuSeconds.toFixed(2).padStart(5)} s CPU ${cost.megabytes.toFixed(0).padStart(4)} MB`;
  const beside = line.kubectl ? `\n          kubectl ${figures(line.kubectl)}` : '';
  const ratio = line.kubectl ? `  ratio ${ratioOf(line).toFixed(1)} (goal ${line.goal ?? 1})` : '';
  return `${line.name}${ratio}\n          ours    ${figures(line.ours)}${beside}`;
}
