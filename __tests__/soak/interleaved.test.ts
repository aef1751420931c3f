import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cluster } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { makeCheckout } from '../stage/checkout.ts';
import { runProgram } from '../stage/program.ts';

/** At how many requests of the first run the second one begins. */
const points = 50;
/** How many of them play at the same time. */
const atOnce = 4;

const configMap = (name: string, value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { value: ${value} }\n`;

/** The first run begins with this commit, the other follows at that request. */
interface Meeting {
  readonly first: 'older' | 'newer';
  readonly request: number;
}

describe('two deploys through the shipped program on one target', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await sharedCluster();
  });
  afterAll(async () => await cluster[Symbol.asyncDispose]());

  it(`end on the newer commit wherever they meet: ${points} points`, async () => {
    const meetings = Array.from({ length: points }, (_, index): Meeting => {
      return { first: index % 2 === 0 ? 'older' : 'newer', request: 1 + Math.floor(index / 2) };
    });
    const tally = new Map<string, number>();
    const play = async (): Promise<void> => {
      for (let next = meetings.shift(); next !== undefined; next = meetings.shift()) {
        const how = await meet(cluster, next);
        tally.set(how, (tally.get(how) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, play));
    const counts = [...tally].map(([how, count]) => `${count} x ${how}`).join('; ');
    process.stdout.write(`${points} meetings on the real API server: ${counts}\n`);
    expect([...tally.values()].reduce((sum, each) => sum + each, 0)).toBe(points);
  });
});

/** Plays one meeting and looks at the end; gives how both ended. */
async function meet(cluster: Cluster, { first, request }: Meeting): Promise<string> {
  const namespace = await cluster.createNamespace('meet');
  const identity = await cluster.identity({ name: 'deployer', namespace, namespaceRoles: ['admin'] });
  await using older = await makeCheckout();
  await using newer = await makeCheckout();
  await older.write('deploy/app.yaml', configMap('app', 'older'));
  await older.write('deploy/gone.yaml', configMap('gone', 'older'));
  await older.commit('Older');
  await newer.git('pull', '--quiet', '--rebase=false', '--allow-unrelated-histories', older.folder, 'main');
  await newer.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  await newer.write('deploy/app.yaml', configMap('app', 'newer'));
  await newer.remove('deploy/gone.yaml');
  await newer.write('deploy/more.yaml', configMap('more', 'newer'));
  const commit = await newer.commit('Newer');
  // Both checkouts hold both commits, as `fetch-depth: 0` gives them.
  await older.git('fetch', '--quiet', newer.folder, 'main');
  await using door = await cluster.proxy();
  const deploy = async (who: 'older' | 'newer', kubeconfig: string) =>
    await runProgram(['deploy', '--name', 'web', '--environment', 'test', '--output', 'json'], {
      folder: (who === 'older' ? older : newer).folder,
      environment: cluster.environment(),
      kubeconfig,
    });
  const second = first === 'older' ? 'newer' : 'older';
  const begun = Promise.withResolvers<Awaited<ReturnType<typeof deploy>>>();
  let seen = 0;
  const meets = (): boolean => {
    seen += 1;
    if (seen === request) deploy(second, identity.kubeconfig).then(begun.resolve, begun.reject);
    return seen === request;
  };
  // The first run waits there until the other is on its way.
  door.inject({ kind: 'latency', delayMs: 700 }, { matches: meets });
  const one = await deploy(first, door.kubeconfig(identity.kubeconfig));
  if (seen < request) deploy(second, identity.kubeconfig).then(begun.resolve, begun.reject);
  const two = await begun.promise;
  const [old, young] = first === 'older' ? [one, two] : [two, one];
  const what = `${first} first, met at request ${request}: ${old.stderr}${young.stderr}`;
  expect([old.code, young.code], what).toEqual([0, 0]);
  const path = 'jsonpath={range .items[*]}{.metadata.name}={.data.value} {end}';
  const { stdout } = await cluster.kubectl(['get', 'configmaps', '-n', namespace, '-o', path]);
  const found = stdout.split(' ').filter(each => /^(?:app|gone|more)=/.test(each));
  expect(found.toSorted(), what).toEqual(['app=newer', 'more=newer']);
  const leases = await cluster.kubectl(['get', 'leases', '-n', namespace, '-o', 'name']);
  expect(leases.stdout.trim(), what).toBe('');
  const records = await cluster.kubectl([
    'get',
    'configmap/gitops-push-web',
    '-n',
    namespace,
    '-o',
    'jsonpath={.data.records}',
  ]);
  expect(JSON.parse(records.stdout.trim().split('\n').at(-1) ?? '{}'), what).toMatchObject({
    commit,
    result: 'success',
  });
  await cluster.endNamespace(namespace);
  return `older ${JSON.parse(old.stdout).result}, newer ${JSON.parse(young.stdout).result}`;
}
