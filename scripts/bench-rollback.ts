import { makeCheckout } from '../__tests__/stage/checkout.ts';
import { startCluster } from '../__tests__/stage/cluster/cluster.ts';
import { writeKubeconfig } from '../__tests__/stage/cluster/kubeconfig.ts';
import { type ProgramRun, runProgram } from '../__tests__/stage/program.ts';
import { openDelay } from './bench-delay.ts';
import { writeSet } from './bench-set.ts';

const objects = 30;
const limitSeconds = 3;
const rounds = 3;

/** What of the JSON report the figure is made of. */
interface Told {
  readonly result: string;
  readonly targets: readonly { readonly outcome?: { readonly waitedMs: number } }[];
}

/** Prints how long a rollback takes from its start to its record, the wait for Pods left out; gives the exit code. */
export async function benchRollback(roundTripMs: number): Promise<number> {
  await using cluster = await startCluster();
  await using checkout = await makeCheckout();
  const namespace = await cluster.createNamespace('back');
  const identity = await cluster.identity({ name: 'deployer', namespace, namespaceRoles: ['admin'] });
  const delay = await openDelay(Number(new URL(cluster.server).port), roundTripMs);
  const kubeconfig = writeKubeconfig({
    server: `https://127.0.0.1:${delay.port}`,
    ca: cluster.ca,
    token: identity.token,
  });
  const play = async (mode: string): Promise<ProgramRun> =>
    await runProgram([mode, '--name', 'web', '--namespace', namespace, '--output', 'json'], {
      folder: checkout.folder,
      environment: cluster.environment(),
      kubeconfig,
    });
  try {
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const revision of [2 * round + 1, 2 * round + 2]) {
        await writeSet(checkout.folder, { objects, namespace, revision });
        await checkout.commit(`Revision ${revision}`);
        mustEnd('deployed', await play('deploy'));
      }
      const run = await play('rollback');
      const report = mustEnd('rolled-back', run);
      seconds.push((run.durationMs - (report.targets[0]?.outcome?.waitedMs ?? 0)) / 1000);
    }
    const best = Math.min(...seconds);
    const isOver = !(best < limitSeconds);
    process.stdout.write(
      `${best.toFixed(2).padStart(8)} s   (limit ${limitSeconds})  rollback of ${objects} objects at ${roundTripMs} ms, from the button to the record, Pods not counted; all: ${seconds.map(each => each.toFixed(2)).join(', ')}${isOver ? '  OVER THE LIMIT' : ''}\n`,
    );
    return isOver ? 1 : 0;
  } finally {
    await delay[Symbol.asyncDispose]();
  }
}

function mustEnd(result: string, run: ProgramRun): Told {
  const report: Told = JSON.parse(run.stdout);
  if (report.result !== result)
    throw new Error(`${report.result} instead of ${result}: ${run.stderr}${run.stdout}`);
  return report;
}
