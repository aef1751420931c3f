import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGitHub } from '../__tests__/stage/github/github.ts';
import type { RequestLog } from '../__tests__/stage/github/http/request-log.ts';
import { push, workflowDispatch, type WorkflowEvent } from '../__tests__/stage/runner/events.ts';
import { openRunner, type StepRun } from '../__tests__/stage/runner/runner.ts';
import { openDelay } from './bench-delay.ts';
import { writeSet } from './bench-set.ts';

/** Where the action rolls back. */
export interface ActionOrder {
  readonly namespace: string;
  /** Leads to the cluster over the same distance. */
  readonly kubeconfig: string;
  readonly objects: number;
  readonly roundTripMs: number;
  readonly rounds: number;
}

/** What of the record the figure is made of. */
interface Recorded {
  readonly finishedAt: string;
  readonly health: { readonly waitedMs: number };
}

/**
 * Seconds from the press of the button until the record of a rollback is closed, by the action with GitHub as far away as the
 * cluster: the start of the action and what GitHub is asked and told before count; the wait for Pods and for the second that GitHub wants between two writes does not.
 */
export async function rollBackByAction(order: ActionOrder): Promise<readonly number[]> {
  const { objects, namespace, roundTripMs, rounds } = order;
  await using github = await startGitHub();
  const { port } = new URL(github.apiUrl);
  await using delay = await openDelay(Number(port), roundTripMs);
  const folder = await mkdtemp(join(tmpdir(), 'gitops-push-bench-'));
  const repository = await github.createRepository({ owner: 'acme', name: 'shop' });
  const play = async (event: WorkflowEvent, mode: string): Promise<StepRun> => {
    const workspace = await mkdtemp(join(folder, 'checkout-'));
    await repository.clone(workspace, { ref: event.sha });
    await using runner = openRunner({
      workspace,
      github: { apiUrl: github.apiUrl.replace(port, String(delay.port)), serverUrl: github.serverUrl },
      token: github.token().value,
      secrets: { KUBECONFIG: order.kubeconfig },
    });
    const { id: runId } = await repository.startRun({ event: event.name, sha: event.sha });
    const inputs = { mode, namespace, environment: 'production', wait: 'false' };
    return await runner.runStep({
      event,
      runId,
      with: { ...inputs, kubeconfig: '${{ secrets.KUBECONFIG }}' },
    });
  };
  try {
    const seconds: number[] = [];
    for (let revision = 1; revision <= 2 * rounds; revision += 2) {
      await deploy(revision);
      const sha = await deploy(revision + 1);
      github.log.clear();
      const startMs = Date.now();
      const run = await play(workflowDispatch({ sha, inputs: {} }), 'rollback');
      const { finishedAt, health }: Recorded = JSON.parse(
        mustEnd('rolled-back', run).outputs['record'] ?? '',
      );
      const tookMs = Date.parse(finishedAt) - startMs;
      const spacedMs = spacingIn(github.log.writes, tookMs, roundTripMs);
      seconds.push((tookMs - health.waitedMs - spacedMs) / 1000);
    }
    return seconds;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }

  async function deploy(revision: number): Promise<string> {
    await writeSet(folder, { objects, namespace, revision });
    const text = await readFile(join(folder, 'deploy', 'all.yaml'), 'utf8');
    const sha = await repository.push('main', { 'deploy/all.yaml': text }, `Revision ${revision}`);
    mustEnd('deployed', await play(push({ sha }), 'deploy'));
    return sha;
  }
}

/** GitHub wants a second between the starts of two writes (docs: "Best practices for using the REST API"). */
const spacingMs = 1000;

/** How long a write waited for nothing but that: where it came just a second after the one before, what was left of it. */
function spacingIn(writes: RequestLog['writes'], untilMs: number, roundTripMs: number): number {
  const begun = writes.filter(({ startedMs }) => startedMs < untilMs);
  const waits = begun.slice(1).map(({ startedMs }, index) => {
    const before = begun[index];
    const gapMs = startedMs - (before?.startedMs ?? 0);
    const isSpaced = gapMs > spacingMs - roundTripMs && gapMs < spacingMs + 2 * roundTripMs;
    return isSpaced ? gapMs - (before?.answeredAfterMs ?? 0) - roundTripMs : 0;
  });
  return waits.reduce((sum, waitMs) => sum + Math.max(0, waitMs), 0);
}

function mustEnd(result: string, run: StepRun): StepRun {
  if (run.outputs['result'] === result) return run;
  throw new Error(`${run.outputs['result'] ?? 'nothing'} instead of ${result}: ${run.log}`);
}
