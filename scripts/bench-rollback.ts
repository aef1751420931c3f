import { makeCheckout } from '../__tests__/stage/checkout.ts';
import { startCluster } from '../__tests__/stage/cluster/cluster.ts';
import { writeKubeconfig } from '../__tests__/stage/cluster/kubeconfig.ts';
import { type ProgramRun, runProgram } from '../__tests__/stage/program.ts';
import { openDelay } from './bench-delay.ts';
import { rollBackByAction } from './bench-rollback-action.ts';
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
  const delay = await openDelay(Number(new URL(cluster.server).port), roundTripMs);
  const openPlace = async (): Promise<{ readonly namespace: string; readonly kubeconfig: string }> => {
    const namespace = await cluster.createNamespace('back');
    const { token } = await cluster.identity({ name: 'deployer', namespace, namespaceRoles: ['admin'] });
    const server = `https://127.0.0.1:${delay.port}`;
    return { namespace, kubeconfig: writeKubeconfig({ server, ca: cluster.ca, token }) };
  };
  const { namespace, kubeconfig } = await openPlace();
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
    const byAction = await rollBackByAction({ objects, roundTripMs, rounds, ...(await openPlace()) });
    const told = `rollback of ${objects} objects at ${roundTripMs} ms, from the button to the record, Pods and the spacing of GitHub writes not counted`;
    return Math.max(
      tell(seconds, `${told}; by the command line`),
      tell(byAction, `${told}; by the action, GitHub as far away`),
    );
  } finally {
    await delay[Symbol.asyncDispose]();
  }
}

/** Prints the best of some rounds; gives the exit code. */
function tell(seconds: readonly number[], what: string): number {
  const best = Math.min(...seconds);
  const isOver = !(best < limitSeconds);
  process.stdout.write(
    `${best.toFixed(2).padStart(8)} s   (limit ${limitSeconds})  ${what}; all: ${seconds.map(each => each.toFixed(2)).join(', ')}${isOver ? '  OVER THE LIMIT' : ''}\n`,
  );
  return isOver ? 1 : 0;
}

function mustEnd(result: string, run: ProgramRun): Told {
  const report: Told = JSON.parse(run.stdout);
  if (report.result !== result)
    throw new Error(`${report.result} instead of ${result}: ${run.stderr}${run.stdout}`);
  return report;
}
