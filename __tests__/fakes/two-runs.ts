import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { clusterOn } from '../../src/engines/kubernetes/api/open-cluster.ts';
import { KubernetesEngine } from '../../src/engines/kubernetes/engine.ts';
import { isWrite } from '../../src/engines/kubernetes/transport/effect.ts';
import type { ApiRequest } from '../../src/engines/kubernetes/transport/transport.ts';
import { deploy } from '../../src/flows/deploy.ts';
import type { FlowResult } from '../../src/flows/flow.ts';
import { textAt } from '../../src/model/json.ts';
import type { DeployRecord } from '../../src/model/record.ts';
import { settingsOf } from '../github/report-of.ts';
import { fakeFiles } from './files.ts';
import { memoryServer, type MemoryServer, type Pass } from './memory-server.ts';
import { openSchedule } from './schedule.ts';
import { fakeWorld } from './world.ts';

/** The commits, oldest first: `base` was deployed before, `old` and `new` race. */
const commits = { base: '0'.repeat(40), old: '1'.repeat(40), new: '2'.repeat(40) } as const;
type Name = keyof typeof commits;

/** How two runs of one target meet. */
export interface Meeting {
  /** Who is there first. */
  readonly first: 'old' | 'new';
  /** After how many turns of the first one the other begins. */
  readonly point: number;
  readonly seed: number;
  /** Whether the first run stands still for longer than its lock lives, after some answer. */
  readonly pause: 'none' | 'first';
}

/** How it ended. */
export interface Met {
  readonly results: Readonly<Record<'old' | 'new', FlowResult>>;
  /** What is there, by name: the value of each ConfigMap of the set. */
  readonly objects: Readonly<Record<string, string | undefined>>;
  readonly records: readonly DeployRecord[];
  readonly leases: number;
  /** Writes to anything but its own lock that a run made after the other, newer one had opened its record. */
  readonly lateWrites: readonly string[];
  /** The writes that took effect, in order. */
  readonly trace: readonly string[];
  readonly turns: number;
}

const manifest = (name: string, value: string, after = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}${after} }\ndata: { value: "${value}" }\n---\n`;
const later = ', annotations: { gitops-push.dev/depends-on: /ConfigMap/app }';
const sets: Readonly<Record<Name, string>> = {
  base: manifest('app', 'base') + manifest('settings', 'base', later) + manifest('shared', 'all'),
  old:
    manifest('app', 'old') +
    manifest('settings', 'old', later) +
    manifest('only-old', 'old') +
    manifest('shared', 'all'),
  new:
    manifest('app', 'new') +
    manifest('settings', 'new', later) +
    manifest('only-new', 'new') +
    manifest('shared', 'all'),
};

/** Where a set stands when that commit is deployed. */
const wantedObjects: Met['objects'] = {
  app: 'new',
  settings: 'new',
  'only-new': 'new',
  shared: 'all',
};

/** Plays two deploys against one API server in memory, each request and answer a turn that the seed gives away. */
export async function meet(meeting: Meeting): Promise<Met> {
  const server = (await deployed()).fork();
  const random = randomOf(meeting.seed * 1000 + meeting.point);
  const schedule = openSchedule(random);
  const lateWrites: string[] = [];
  const trace: string[] = [];
  let turns = 0;
  const pauseAt = meeting.pause === 'none' ? -1 : 1 + Math.floor(random() * 40);
  const pass =
    (name: 'old' | 'new'): Pass =>
    async (request, moment, answer) => {
      const hasWritten = answer !== undefined && !answer.status && isWrite(request);
      if (hasWritten) trace.push(`${name} ${request.method} ${request.path.split('/').at(-1) ?? ''}`);
      if (hasWritten && name === 'old' && newHasOpened(server) && !isLease(request))
        lateWrites.push(`${request.method} ${request.path}`);
      if (moment === 'after' && name === meeting.first) {
        turns += 1;
        if (turns === pauseAt) schedule.pause(name, 61_000 + Math.floor(random() * 60_000));
      }
      await schedule.turn(name, moment === 'before' ? 'sent' : 'answered');
    };
  const play = (name: 'old' | 'new') =>
    runDeploy(server, name, { pass: pass(name), clock: schedule.clock(name) });
  const second = meeting.first === 'old' ? 'new' : 'old';
  const runs = [
    play(meeting.first),
    schedule.beginAfter(second, meeting.point).then(async () => await play(second)),
  ];
  await schedule.play(runs);
  const [one, two] = await Promise.all(runs);
  if (!one || !two) throw new Error('a run ended without a result');
  const results = meeting.first === 'old' ? { old: one, new: two } : { old: two, new: one };
  return {
    results,
    objects: objectsOf(server),
    records: recordsOf(server),
    leases: leasesOf(server),
    lateWrites,
    trace,
    turns,
  };
}

/** A late run: the newer commit was deployed in peace before it begins. Gives its result and what it wrote. */
export async function comeLate(): Promise<{
  readonly result: FlowResult;
  readonly writes: readonly string[];
}> {
  const server = memoryServer('shop');
  await deployAlone(server, 'base');
  await deployAlone(server, 'new');
  server.writes.length = 0;
  const result = await deployAlone(server, 'old');
  return { result, writes: server.writes.map(({ method, path }) => `${method} ${path}`) };
}

let prepared: Promise<MemoryServer> | undefined;

/** A server on which the first commit is deployed. */
async function deployed(): Promise<MemoryServer> {
  prepared ??= Promise.resolve(memoryServer('shop')).then(async server => {
    await deployAlone(server, 'base');
    return server;
  });
  return await prepared;
}

async function deployAlone(server: MemoryServer, name: Name): Promise<FlowResult> {
  const schedule = openSchedule(() => 0);
  const run = runDeploy(server, name, {
    clock: schedule.clock(name),
    pass: async (_request, moment) => await schedule.turn(name, moment === 'before' ? 'sent' : 'answered'),
  });
  await schedule.play([run]);
  return await run;
}

interface Reach {
  readonly pass: Pass;
  readonly clock: ReturnType<ReturnType<typeof openSchedule>['clock']>;
}

async function runDeploy(server: MemoryServer, name: Name, { pass, clock }: Reach): Promise<FlowResult> {
  const order = Object.keys(commits);
  const nameOf = (commit: string): number =>
    order.findIndex((_, index) => commit === String(index).repeat(40));
  const world = fakeWorld({
    clock,
    files: fakeFiles({ 'deploy/all.yaml': sets[name], 'assets/kubernetes-schemas.json.br': schemas() }),
    run: {
      host: 'github',
      repository: 'acme/shop',
      runId: `${100 + order.indexOf(name)}`,
      attempt: 1,
      commit: commits[name],
    },
    runs: { isFinished: () => Promise.resolve(false) },
    ancestry: {
      compare: async (base, ours) => {
        const difference = nameOf(ours) - nameOf(base);
        return await Promise.resolve(difference === 0 ? 'identical' : difference > 0 ? 'ahead' : 'behind');
      },
      forkPoint: () => Promise.resolve(undefined),
    },
  });
  const { github: _, ...settings } = settingsOf('deploy', 'token');
  const target = {
    name: 'shop',
    environment: 'production',
    source: { engine: 'kubernetes', path: 'deploy' },
  } as const;
  const access = { server: 'https://memory', contextNamespace: 'shop' };
  const cluster = clusterOn(server.connect(pass), access);
  const patient = { ...settings, timeoutMs: 3_600_000 };
  const engine = new KubernetesEngine(target, patient, world);
  engine.reach = async () => await Promise.resolve({ cluster, diagnostics: [] });
  const openAt = () => Promise.reject(new Error('a deploy opens no other commit'));
  return await deploy({ engine, target, settings: patient, world, openAt });
}

const parent = '/api/v1/namespaces/shop/configmaps/gitops-push-shop';

function recordsOf(server: MemoryServer): readonly DeployRecord[] {
  const lines = (textAt(server.objects.get(parent), '/data/records') ?? '').trim().split('\n');
  return lines.filter(line => line !== '').map(line => JSON.parse(line));
}

function newHasOpened(server: MemoryServer): boolean {
  return (textAt(server.objects.get(parent), '/data/records') ?? '').includes(commits.new);
}

function objectsOf(server: MemoryServer): Met['objects'] {
  const maps = [...server.objects].filter(([path]) => path.includes('/configmaps/') && path !== parent);
  return Object.fromEntries(
    maps.map(([path, object]) => [path.split('/').at(-1), textAt(object, '/data/value')]),
  );
}

function leasesOf(server: MemoryServer): number {
  return [...server.objects.keys()].filter(path => path.includes('/leases/')).length;
}

function isLease({ path }: ApiRequest): boolean {
  return path.includes('/leases');
}

let slim: Uint8Array | undefined;

/** The schemas of ConfigMaps alone: the whole table would be unpacked for every run. */
function schemas(): Uint8Array {
  if (slim) return slim;
  const file = new URL('../../src/assets/kubernetes-schemas.json.br', import.meta.url);
  const table = JSON.parse(brotliDecompressSync(readFileSync(file)).toString('utf8'));
  const kinds = Object.fromEntries(Object.entries(table.kinds).filter(([name]) => name === 'v1/ConfigMap'));
  const names = [
    'core.v1.ConfigMap',
    'meta.v1.ObjectMeta',
    'meta.v1.OwnerReference',
    'meta.v1.ManagedFieldsEntry',
  ];
  const definitions = Object.fromEntries(names.map(name => [name, table.definitions[name]]));
  slim = brotliCompressSync(JSON.stringify({ ...table, kinds, definitions }));
  return slim;
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * What is wrong with how a meeting ended; nothing when the newer commit is deployed, the older one wrote nothing after it, no
 * lock is left and both ended in words.
 */
export function faultsOf(met: Met): readonly string[] {
  const { old, new: young } = met.results;
  const newest = met.records.findLast(({ kind }) => kind === 'deploy');
  const demands: readonly (readonly [boolean, string])[] = [
    [young.result === 'deployed', `the newer one ended ${young.result}`],
    [
      isOneOf(old.result, ['deployed', 'superseded', 'partial', 'failed']),
      `the older one ended ${old.result}`,
    ],
    [isOneOf(old.reasonCode, ['', 'superseded', 'locked']), `the older one ended for ${old.reasonCode}`],
    [isDeepStrictEqual(met.objects, wantedObjects), `there is ${JSON.stringify(met.objects)}`],
    [met.lateWrites.length === 0, `written late: ${met.lateWrites.join(', ')}`],
    [met.leases === 0, `${met.leases} locks are left`],
    [
      newest?.commit === commits.new && newest.result === 'success',
      `the newest record is ${newest?.commit?.slice(0, 7)} ${newest?.result}`,
    ],
  ];
  const broken = demands.flatMap(([holds, fault]) => (holds ? [] : [fault]));
  return broken.length === 0 ? [] : [...broken, ...met.trace];
}

function isOneOf(word: string, words: readonly string[]): boolean {
  return words.includes(word);
}
